"""A pattern's signature: the conditions under which it claims that something follows, as something cases can refute.

Conditions and claims are written as "variable = value": "rivalry = non-rival", "validation = after publication | none",
"decision making is not by vote", "contributors >= 100". Variables go by key or label, values by word or label; all
conditions have to hold, and all claims. Where a pattern claims nothing more, its claim is that it works: a supporting
instance is a hit, a refuting one a miss.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import isfinite

from ontology.kinds import Field, ValueType
from patterns.comparison.cells import Cell, Known
from patterns.scorecard.boundary import name_of
from patterns.scorecard.cases import CaseFacts
from patterns.values import option_word
from patterns.years import counted, read_year

SIGNATURE_IF, SIGNATURE_THEN = "signature_if", "signature_then"
"""Fields of a pattern that hold its conditions and its claims."""

LONGEST_TEST = 2_000
"""Characters of a test that is read."""

_SIGN = re.compile(r"(?:>=|<=|!=|[≥≤≠=<>]|\bis not\b|\bis\b)(?=\s*\S)")
_NO_NAME = frozenset("=<>≤≥≠!")
_WORD = re.compile(r"(?<=\s)(?:is not|is)(?=\s+\S)")


class Sign(StrEnum):
    """How a value is compared."""

    IS = "="
    IS_NOT = "≠"
    AT_LEAST = "≥"
    AT_MOST = "≤"
    MORE = ">"
    LESS = "<"


_SIGNS = {
    **{each.value: each for each in Sign},
    "is": Sign.IS,
    "is not": Sign.IS_NOT,
    "!=": Sign.IS_NOT,
    ">=": Sign.AT_LEAST,
    "<=": Sign.AT_MOST,
}
_BOOLEANS = {"yes": "true", "no": "false"}
_NUMBERS = frozenset({ValueType.INTEGER, ValueType.DECIMAL, ValueType.YEAR})


@dataclass(frozen=True, slots=True)
class Proposition:
    """One condition or claim about a case."""

    field: Field
    sign: Sign
    values: tuple[str, ...]  # as compared; any of them
    labels: tuple[str, ...]  # as shown

    @property
    def words(self) -> str:
        """The test as it is read: "input = open or paid"."""
        return f"{name_of(self.field)} {self.sign.value} {' or '.join(self.labels)}"

    def holds(self, cell: Cell) -> bool | None:
        """Say whether it holds of a case; None when what is known does not decide it.

        That a value is absent decides about this value alone; what does not apply has no value. Where coders disagree, all
        that they say counts, as in a truth table.
        """
        if cell.known is None:
            return None
        if self.sign in (Sign.IS, Sign.IS_NOT):
            found = _has(self.values, cell.known)
            return found if found is None or self.sign is Sign.IS else not found
        numbers = [_number(value) for status, value in cell.known if status == "present"]
        if not numbers:
            return False
        return any(each is not None and self._compared(each) for each in numbers)

    def _compared(self, number: float) -> bool:
        bound = _number(self.values[0])
        if bound is None:
            return False
        return {
            Sign.AT_LEAST: number >= bound,
            Sign.AT_MOST: number <= bound,
            Sign.MORE: number > bound,
            Sign.LESS: number < bound,
        }[self.sign]


@dataclass(frozen=True, slots=True)
class Signature:
    """What a pattern claims follows under which conditions."""

    conditions: tuple[Proposition, ...] = ()
    claims: tuple[Proposition, ...] = ()
    problems: tuple[str, ...] = ()  # what of it cannot be read, in sentences

    def __bool__(self) -> bool:
        """Whether there is anything to be tested."""
        return bool(self.conditions or self.claims)

    @property
    def words(self) -> str:
        """The whole in a sentence."""
        given = " and ".join(each.words for each in self.conditions) or "in every case"
        then = " and ".join(each.words for each in self.claims) or "the pattern works"
        return f"{'If ' if self.conditions else ''}{given}, then {then}."


def signature(conditions: Iterable[str], claims: Iterable[str], fields: Iterable[Field]) -> Signature:
    """Read a pattern's signature; what cannot be read is a problem in a sentence and tests nothing."""
    by_name: dict[str, Field] = {}
    for field in fields:
        by_name.setdefault(_folded(field.key), field)
        by_name.setdefault(_folded(field.label), field)
    problems: list[str] = []
    read = [[_read(each, by_name, problems) for each in written] for written in (conditions, claims)]
    first, then = (tuple(each for each in tests if each) for tests in read)
    return Signature(first, then, tuple(problems))


def _read(written: str, by_name: Mapping[str, Field], problems: list[str]) -> Proposition | None:
    found = _parted(written) if len(written) <= LONGEST_TEST else None
    if found is None:
        problems.append(
            f"“{written[:LONGEST_TEST]}” is no test of a case: write “variable = value”, as in “rivalry = non-rival”."
        )
        return None
    name, sign, value = found
    field = by_name.get(_folded(name))
    if field is None:
        problems.append(f"“{written}”: cases have no variable “{name}”.")
        return None
    words = [each.strip() for each in value.split("|") if each.strip()]
    if sign not in (Sign.IS, Sign.IS_NOT) and (
        field.type not in _NUMBERS or _number(_value(words[0], field) or "") is None
    ):
        problems.append(f"“{written}”: only numbers and years can be compared by {sign.value}.")
        return None
    values = [_value(each, field) for each in words]
    if field.options and (wrong := [word for word, value in zip(words, values, strict=True) if not value]):
        known = ", ".join(each.label for each in field.options)
        problems.append(f"“{written}”: “{wrong[0]}” is no value of {name_of(field)}. There are: {known}.")
        return None
    return Proposition(field, sign, tuple(value or "" for value in values), tuple(words))


def _parted(written: str) -> tuple[str, Sign, str] | None:
    """Return name, sign and value of a test: parted at the first sign, or at a word where the name holds signs."""
    for signs, barred in ((_SIGN, _NO_NAME), (_WORD, frozenset("\n"))):
        for found in signs.finditer(written):
            name, value = written[: found.start()].strip(), written[found.end() :].strip()
            if name and value.strip("| ") and "\n" not in value and not barred.intersection(name):
                return name, _SIGNS[found[0]], value
    return None


def _value(word: str, field: Field) -> str | None:
    """Return a value as codings have it: an option's word, "" for an unknown option, else what is written."""
    if field.type is ValueType.YEAR and (year := read_year(word)) is not None:
        return counted(year)
    if not field.options:
        return _BOOLEANS.get(word.casefold(), word) if field.type is ValueType.BOOLEAN else word
    names = ((each, option_word(each.iri)) for each in field.options)
    return next((key for each, key in names if _folded(word) in {_folded(each.label), _folded(key)}), None)


@lru_cache(maxsize=10_000)
def _folded(word: str) -> str:
    """Return a word as it is compared: case, hyphens, underscores and a page's namespace apart."""
    bare = word.partition(":")[2] if re.match(r"[A-Z][a-z]+:\S", word) else word
    return " ".join(re.sub(r"(?!\A-[0-9])[_\-\s]+", " ", bare).casefold().split())


@lru_cache(maxsize=10_000)
def _has(values: tuple[str, ...], known: Known) -> bool | None:
    """Say whether one of some values is present, by what is known of a cell; thousands of cases are known for the same."""
    present = {_folded(value) for status, value in known if status == "present"}
    absent = {_folded(value) for status, value in known if status == "absent"}
    wanted = {_folded(value) for value in values}
    if present & wanted:
        return True
    if present or wanted <= absent or any(status == "not-applicable" for status, _ in known):
        return False
    return False if "" in absent else None


def _number(word: str) -> float | None:
    try:
        number = float(word.replace(",", ""))
    except ValueError:
        return None
    return number if isfinite(number) else None


def all_hold(tests: Iterable[Proposition], case: CaseFacts) -> bool | None:
    """Say whether all tests hold of a case: False when one does not, else None when one is undecided."""
    found = [each.holds(case.cell(each.field.key)) for each in tests]
    if False in found:
        return False
    return None if None in found else True


def undecided(tests: Iterable[Proposition], case: CaseFacts) -> tuple[Field, ...]:
    """Return the variables whose cells leave the tests undecided: worth coding."""
    return tuple(dict.fromkeys(each.field for each in tests if each.holds(case.cell(each.field.key)) is None))
