"""What a form shows: fields in groups, each with its words, its variable's question and what is to be said about it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from markupsafe import Markup

from ontology.kinds import Field, Ontology, Severity, ValueType
from patterns.forms import STATUS, FormField, FormValue, PageForm
from patterns.formtexts import FormText
from patterns.formwriting import Trouble
from patterns.page import Finding
from patterns.saying import PRESENT
from wiki.web.coach import questions

Hints = Mapping[str, tuple[str, str]]
"""Full title of a Variable page and its question, by the property the variable codes."""

FURTHER = "Further fields"
"""Heading of fields in no group."""

_ORDER = (Severity.VIOLATION, Severity.WARNING, Severity.INFO)


@dataclass(frozen=True, slots=True)
class Remarks:
    """What is to be said about what a form holds."""

    findings: tuple[Finding, ...] = ()
    new: tuple[Finding, ...] = ()  # of these, those that keep it from being saved
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A remark at a field."""

    severity: str
    message: str


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field of the front matter as the form shows it."""

    known: FormField
    said: tuple[Said, ...] = ()
    variable: str = ""  # full title of the Variable page that explains it
    question: str = ""  # that page's question, where it is not the field's own words

    @property
    def is_wrong(self) -> bool:
        """Whether something about it keeps it from being saved, or would."""
        return any(each.severity == Severity.VIOLATION for each in self.said)

    @property
    def values(self) -> tuple[FormValue, ...]:
        """The values shown: an empty one where there is none."""
        return self.known.values or (FormValue(),)


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text of the body as the form shows it."""

    text: FormText
    said: tuple[Said, ...] = ()
    questions: tuple[str, ...] = ()  # that help to write it


class Blanks:
    """The controls of values without evidence: rendered once for each set of qualifiers, then given other names."""

    _START = "q.KEY.0."

    def __init__(self) -> None:
        self._kept: dict[tuple[str, ...], str] = {}

    def __call__(self, render: Callable[..., str], known: FormField, start: str, shown: ShownForm) -> Markup:
        """Return what the macro renders for an empty value, the controls' names beginning with `start`."""
        keys = tuple(each.key for each in known.qualifiers)
        if keys not in self._kept:
            self._kept[keys] = str(render(known, FormValue(), self._START, shown))
        return Markup(self._kept[keys].replace(self._START, start))  # noqa: S704 - rendered and escaped before


@dataclass(frozen=True, slots=True)
class ShownForm:
    """A whole form."""

    groups: tuple[tuple[str, tuple[ShownField, ...]], ...]
    texts: tuple[ShownText, ...]
    whole: tuple[Said, ...]  # what belongs to no field
    strange: tuple[tuple[str, str], ...]
    namespaces: Mapping[str, str]  # by name of a kind
    blanks: Blanks = field(default_factory=Blanks)

    def prefixes(self, known: Field) -> str:
        """Return the title prefixes of the kinds a field's values may be, the default first."""
        return " ".join(self.namespaces[each] for each in known.kinds)


def shown_form(form: PageForm, remarks: Remarks, hints: Hints, ontology: Ontology) -> ShownForm:
    """Return the form as it is shown."""
    said = _by_key(remarks)
    fields = [_field(each, said, hints) for each in form.fields]
    groups = tuple(
        (label or FURTHER, tuple(members))
        for label, members in groupby(fields, key=lambda each: each.known.field.group)
    )
    texts = tuple(
        ShownText(each, tuple(_of(each.field, said)), questions(form.kind, each.field)) for each in form.texts
    )
    placed = {each.field.key for each in form.fields} | {each.field.key for each in form.texts if each.field}
    whole = tuple(each for key, found in said.items() if key not in placed for each in found)
    namespaces = {each.name: each.namespace for each in ontology.kinds}
    return ShownForm(groups, texts, whole, form.strange, namespaces)


def summary_of(value: FormValue) -> str:
    """Return what a folded value's evidence says, in a few words: its status, its sources, the coder's confidence."""
    evidence = value.evidence
    words = [
        *(each for each in evidence.get(STATUS, ()) if each != PRESENT),
        *evidence.get("source", ()),
        *evidence.get("confidence", ()),
    ]
    return ", ".join(filter(None, words))


def is_long(known: Field, text: str) -> bool:
    """Say whether the text needs several lines."""
    return known.type is ValueType.PROSE or "\n" in text or "\r" in text or len(text) > 90  # noqa: PLR2004 - more than a line holds


def _field(known: FormField, said: Mapping[str, list[Said]], hints: Hints) -> ShownField:
    variable, question = hints.get(known.field.iri, ("", ""))
    if question == known.field.definition:
        question = ""
    return ShownField(known, tuple(_of(known.field, said)), variable, question)


def _of(known: Field | None, said: Mapping[str, list[Said]]) -> Iterable[Said]:
    return said.get(known.key, ()) if known else ()


def _by_key(remarks: Remarks) -> dict[str, list[Said]]:
    """Return the remarks by key, the gravest first, each once."""
    found: dict[str, list[Said]] = {}
    for key, said in sorted(_all(remarks), key=lambda pair: _ORDER.index(Severity(pair[1].severity))):
        if said not in found.setdefault(key, []):
            found[key].append(said)
    return found


def _all(remarks: Remarks) -> Iterator[tuple[str, Said]]:
    for trouble in remarks.troubles:
        yield trouble.key, Said(Severity.VIOLATION, trouble.message)
    for each in (*remarks.new, *remarks.findings):
        yield each.key, Said(each.severity, each.message)
