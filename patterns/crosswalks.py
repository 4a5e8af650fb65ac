"""Crosswalks: which variable, or option, of another codebook says the same, and how far. Pure.

The kinds of mapping are those of SKOS (SKOS Reference, W3C Recommendation, 18 August 2009, section 10). What needs
somebody's judgement is a related match: associated, and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from patterns.codings import Coding
from patterns.nquads import node
from patterns.saying import LOOM, Said, Saying
from patterns.values import Form, option_word

CROSSWALK = LOOM + "Crosswalk"
"""Class of the statements that map a variable."""

_SKOS = "http://www.w3.org/2004/02/skos/core#"


class Mapping(StrEnum):
    """How far two are the same, in the words of the closed list."""

    EXACT = "exact"
    CLOSE = "close"
    BROADER = "broader"
    NARROWER = "narrower"
    JUDGED = "needs judgement"

    @property
    def carries(self) -> bool:
        """Whether what holds here may be taken to hold there: not where the other is narrower, or nobody has judged."""
        return self in (Mapping.EXACT, Mapping.CLOSE, Mapping.BROADER)

    @property
    def inverse(self) -> Mapping:
        """The same mapping seen from its other end."""
        turned = {Mapping.BROADER: Mapping.NARROWER, Mapping.NARROWER: Mapping.BROADER}
        return turned.get(self, self)


_BY_WORD = {
    "exact-mapping": Mapping.EXACT,
    "close-mapping": Mapping.CLOSE,
    "broader-mapping": Mapping.BROADER,
    "narrower-mapping": Mapping.NARROWER,
    "judged-mapping": Mapping.JUDGED,
}
_YES_NO = {"true": "yes", "false": "no"}
"""How a page may write the two options of a yes-or-no variable."""

_SKOS_TERMS = {
    Mapping.EXACT: _SKOS + "exactMatch",
    Mapping.CLOSE: _SKOS + "closeMatch",
    Mapping.BROADER: _SKOS + "broadMatch",
    Mapping.NARROWER: _SKOS + "narrowMatch",
    Mapping.JUDGED: _SKOS + "relatedMatch",
}


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """One mapping, of a variable as a whole or of one of its options."""

    variable: str  # full title of the Variable page
    to: str  # full title of the other one
    mapping: Mapping = Mapping.JUDGED  # without a word it needs judgement
    option: str = ""  # "" = the variable as a whole
    to_option: str = ""

    @property
    def inverse(self) -> Crosswalk:
        """The same, seen from the other variable."""
        return Crosswalk(self.to, self.variable, self.mapping.inverse, self.to_option, self.option)


def crosswalks_of(saying: Saying) -> tuple[Crosswalk, ...]:
    """Return the mappings that a Variable page states."""
    return tuple(each for said in saying.said if (each := _crosswalk(said, saying.title)))


def _crosswalk(said: Said, title: str) -> Crosswalk | None:
    reading = said.reading
    if said.field is None or said.field.coding_class != CROSSWALK or reading is None or not said.holds:
        return None
    if reading.form is not Form.TITLE or reading.problem:
        return None
    given = {each.key: each.reading for each in said.qualifiers}
    mapping = option_word(given["mapping"].text) if "mapping" in given else ""
    option, to_option = (given[key].label if key in given else "" for key in ("option", "to_option"))
    return Crosswalk(title, reading.text, _BY_WORD.get(mapping, Mapping.JUDGED), option, to_option)


def mapped(said: Said, entity: str, page: Callable[[str], str]) -> Iterator[tuple[str, str, str]]:
    """Yield the mapping between two whole variables as SKOS has it. `entity` is the IRI of the one that says it."""
    found = _crosswalk(said, "")
    if found is not None and not found.option and not found.to_option:
        yield node(entity), node(_SKOS_TERMS[found.mapping]), node(page(found.to))


@dataclass(frozen=True, slots=True)
class Seen:
    """A coding as it looks through another codebook."""

    variable: str  # full title of the variable of the other codebook
    coding: Coding  # as the page has it
    value: str  # the value there, as its option is written; "" = the question is the same, the value as coded
    mapping: Mapping


@dataclass(frozen=True, slots=True)
class View:
    """A case through another codebook."""

    seen: tuple[Seen, ...]
    to_judge: tuple[Seen, ...]  # what the mapping alone cannot decide
    unmapped: tuple[tuple[str, Coding], ...]  # (full title of the variable, coding) that have no place there


def through(codings: Iterable[tuple[str, Coding]], crosswalks: Iterable[Crosswalk]) -> View:
    """Look at codings, each with the full title of its variable, by mappings into another codebook.

    A mapping of the option that is coded counts before one of the variable as a whole. A narrower one, and one that
    needs judgement, decide nothing: what holds here may or may not hold there. A status without a value – unknown, not
    applicable – goes with the variable as a whole and only where the two ask the same.
    """
    by_variable: dict[str, list[Crosswalk]] = {}
    for each in crosswalks:
        by_variable.setdefault(each.variable, []).append(each)
    seen: list[Seen] = []
    judged: list[Seen] = []
    unmapped: list[tuple[str, Coding]] = []
    for variable, coding in codings:
        found = _fitting(coding, by_variable.get(variable, []))
        for each in found:
            view = Seen(each.to, coding, each.to_option, each.mapping)
            (seen if _decides(coding, each) else judged).append(view)
        if not found:
            unmapped.append((variable, coding))
    return View(tuple(seen), tuple(judged), tuple(unmapped))


def _fitting(coding: Coding, known: Iterable[Crosswalk]) -> list[Crosswalk]:
    words = {coding.label.casefold(), coding.value.casefold(), _YES_NO.get(coding.value, "")} - {""}
    listed = list(known)
    of_option = [each for each in listed if each.option and each.option.casefold() in words]
    return of_option or [each for each in listed if not each.option]


def _decides(coding: Coding, each: Crosswalk) -> bool:
    """Say whether a coding may be taken over as it is: what is absent in the wider may be absent in the narrower only."""
    if coding.status in ("", "contested") or (not coding.value and coding.status != "absent"):
        return each.mapping is Mapping.EXACT
    if coding.status == "absent":
        return each.mapping in (Mapping.EXACT, Mapping.CLOSE, Mapping.NARROWER)
    return each.mapping.carries
