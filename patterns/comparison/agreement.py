"""How far coders agree: per variable, over all coders and per pair of them, and where they do not.

A *unit* is a case under one variable. What a coder says of it is one value: everything that coder settled, taken together,
so that two who give several values agree only when they give the same ones. `absent` and `not applicable` are values;
`unknown` is a coding that was not made; a `contested` coding is no value either, and is named apart. A coding that two
coders signed together is one decision and measures nothing, nor does one that nobody signed.

Measures:
- *percent*: pairs of codings of the same unit that are the same, of all such pairs;
- *alpha*: K. Krippendorff, "Content Analysis: An Introduction to Its Methodology", 2nd edition, Sage 2004, chapter 11;
  "Computing Krippendorff's Alpha-Reliability", University of Pennsylvania 2011 – 1 where all agree, 0 where they agree as
  chance would have it, below 0 where they agree less; computed by the library `krippendorff`;
- its *interval*: `patterns.comparison.resampling`.

Where a number would say nothing there is a sentence instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from typing import Literal

from ontology.kinds import Field, ValueType
from patterns.codings import Coding
from patterns.comparison.cells import Cell
from patterns.comparison.levels import Level, level_of, on_scale
from patterns.comparison.resampling import Interval, interval
from patterns.comparison.table import IN_WORDS

FEWEST = 5
"""Units coded by two or more below which no alpha is given: one disagreement less or more would move it by half."""

RELIABLE, TENTATIVE = 0.8, 0.667
"""Krippendorff 2004, page 241: rely on 0.8 and above; from 0.667 draw tentative conclusions only."""

_LEVELS: Mapping[Level, Literal["nominal", "ordinal", "interval", "ratio"]] = {
    Level.NOMINAL: "nominal",
    Level.ORDINAL: "ordinal",
    Level.INTERVAL: "interval",
    Level.RATIO: "ratio",
}

Value = tuple[tuple[str, str], ...]
"""All that a coder settled of a unit: pairs of status and value, sorted."""


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's alpha."""

    value: float
    level: Level  # at which it was measured
    interval: Interval | None  # None: it has no distribution to draw from

    @property
    def reading(self) -> str:
        """What it allows, in Krippendorff's words: "reliable", "tentative" or "not reliable"."""
        rounded = round(self.value, 3)
        if rounded >= RELIABLE:
            return "reliable"
        return "tentative" if rounded >= TENTATIVE else "not reliable"


@dataclass(frozen=True, slots=True)
class Measure:
    """How far some coders agree on some units."""

    coders: tuple[str, ...]  # who said anything that can be compared, by name
    units: tuple[str, ...]  # titles of the cases that two or more of them coded
    pairs: int  # of codings of the same unit
    same: int  # of these pairs, those that say the same
    alpha: Alpha | None = None
    why: str = ""  # why there is no alpha, in a sentence

    @property
    def share(self) -> Fraction | None:
        """Pairs that agree, of all; None when there are none."""
        return Fraction(self.same, self.pairs) if self.pairs else None


@dataclass(frozen=True, slots=True)
class Side:
    """What one coder says of a unit, with the codings it stands in."""

    coder: str
    codings: tuple[Coding, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A case of which coders do not say the same under a variable."""

    field: str
    title: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the coders of one variable agree, over all of them and per pair."""

    field: Field
    all: Measure
    by_pair: tuple[Measure, ...]
    disagreements: tuple[Disagreement, ...]
    contested: tuple[str, ...] = ()  # titles of cases with a contested coding
    notes: tuple[str, ...] = ()  # what was left out or measured otherwise, in sentences


@dataclass(slots=True)
class _Sorted:
    """The codings of one variable, by case and coder."""

    values: dict[str, dict[str, Value]] = field(default_factory=dict)
    sides: dict[str, dict[str, list[Coding]]] = field(default_factory=dict)
    contested: list[str] = field(default_factory=list)
    joint: int = 0
    unsigned: int = 0


def agreements(
    fields: Iterable[Field],
    pages: Mapping[str, Iterable[Coding]],
    scales: Mapping[str, str] | None = None,
    seed: int = 0,
) -> tuple[Agreement, ...]:
    """Measure the agreement on each field, in the order given: {title: its codings}, {field's key: scale of its page}."""
    found = {title: tuple(each) for title, each in pages.items()}
    return tuple(_agreement(each, found, (scales or {}).get(each.key, ""), seed) for each in fields)


def _agreement(of: Field, pages: Mapping[str, tuple[Coding, ...]], scale: str, seed: int) -> Agreement:
    said = _sorted_out(of.key, pages)
    level, note = level_of(of, scale), ""
    if level is not Level.NOMINAL and not _all_on_scale(said.values, of):
        level, note = Level.NOMINAL, _off_scale(level)
    why = _wordings(of) if of.type in IN_WORDS else ""
    values = {
        title: {who: _placed(each, of, level) for who, each in by.items()}
        for title, by in said.values.items()
    }
    everyone = measure(values, level, _order(of, level), why=why, seed=seed)
    return Agreement(
        field=of,
        all=everyone,
        by_pair=tuple(
            each
            for pair in combinations(everyone.coders, 2)
            if (each := measure(_only(values, pair), level, _order(of, level), why=why, seed=seed)).units
        ),
        disagreements=tuple(_disagreements(of.key, said)),
        contested=tuple(said.contested),
        notes=tuple(filter(None, (note, _joint(said.joint), _unsigned(said.unsigned)))),
    )


def measure(
    said: Mapping[str, Mapping[str, object]],
    level: Level = Level.NOMINAL,
    order: Sequence[object] = (),
    *,
    why: str = "",
    seed: int = 0,
) -> Measure:
    """Measure the agreement of coders: {unit: {coder: value}}; a coder who did not code a unit is not there.

    `order` are the values of an ordinal scale, lowest first; `why` is a reason to give no alpha. The seed makes the
    interval the same every time.
    """
    both = {unit: by for unit, by in said.items() if len(by) > 1}
    coders = tuple(sorted({coder for by in both.values() for coder in by}))
    pairs = [pair for by in both.values() for pair in combinations(by.values(), 2)]
    same = sum(one == other for one, other in pairs)
    why = why or _too_little(both, coders)
    alpha = None if why else _alpha(both, level, order, len(coders), seed)
    return Measure(coders, tuple(both), len(pairs), same, alpha, why)


def _too_little(both: Mapping[str, Mapping[str, object]], coders: Sequence[str]) -> str:
    """Say why agreement cannot be told from chance; "" when it can."""
    if not both:
        return "No case was coded by two coders: assign some of the cases to a second one."
    if len(both) < FEWEST:
        cases = "1 case was" if len(both) == 1 else f"{len(both)} cases were"
        return f"Only {cases} coded by two coders; for alpha there have to be {FEWEST} or more."
    if len({value for by in both.values() for value in by.values()}) == 1:
        who = "Both" if len(coders) == 2 else "All"  # noqa: PLR2004 - both are two
        return f"{who} coders say the same of every case, so it cannot be told from chance: code cases that differ."
    return ""


def _alpha(
    both: Mapping[str, Mapping[str, object]], level: Level, order: Sequence[object], coders: int, seed: int
) -> Alpha:
    """Compute alpha over units of two codings or more with two values or more."""
    import krippendorff

    found = {value for by in both.values() for value in by.values()}
    domain = (
        [each for each in order if each in found] if level is Level.ORDINAL else sorted(found, key=_sort_key)
    )
    places = {value: at for at, value in enumerate(domain)}
    counts = [[0] * len(domain) for _ in both]
    for row, by in zip(counts, both.values(), strict=True):
        for value in by.values():
            row[places[value]] += 1
    numbers = (
        [float(str(each)) for each in domain] if level.is_number else list(map(float, range(len(domain))))
    )
    value = krippendorff.alpha(value_counts=counts, value_domain=numbers, level_of_measurement=_LEVELS[level])
    return Alpha(float(value), level, interval(counts, numbers, level, coders, seed))


def _sort_key(value: object) -> tuple[float, str]:
    return (value, "") if isinstance(value, float) else (0.0, str(value))


def _sorted_out(key: str, pages: Mapping[str, tuple[Coding, ...]]) -> _Sorted:
    found = _Sorted()
    for title, codings in pages.items():
        own = [each for each in codings if each.field == key]
        by: dict[str, list[Coding]] = {}
        for each in own:
            coders = tuple(dict.fromkeys(filter(None, each.coders)))
            found.unsigned += not coders
            found.joint += len(coders) > 1
            if len(coders) == 1:
                by.setdefault(coders[0], []).append(each)
        if any(each.status == "contested" for each in own):
            found.contested.append(title)
        known = {who: Cell(tuple(said)).known for who, said in by.items()}
        found.values[title] = {who: tuple(sorted(each)) for who, each in known.items() if each}
        found.sides[title] = by
    return found


def _disagreements(key: str, said: _Sorted) -> Iterable[Disagreement]:
    for title, by in said.values.items():
        if len(set(by.values())) > 1:
            sides = said.sides[title]
            yield Disagreement(key, title, tuple(Side(who, tuple(sides[who])) for who in sorted(by)))


def _only(values: Mapping[str, Mapping[str, object]], coders: Iterable[str]) -> dict[str, dict[str, object]]:
    wanted = frozenset(coders)
    return {title: {who: each for who, each in by.items() if who in wanted} for title, by in values.items()}


def _all_on_scale(values: Mapping[str, Mapping[str, Value]], of: Field) -> bool:
    return all(
        on_scale(each, of) is not None for by in values.values() if len(by) > 1 for each in by.values()
    )


def _placed(value: Value, of: Field, level: Level) -> object:
    """Return what is compared: the place on the scale, for nominal ones all that was said."""
    return value if level is Level.NOMINAL else on_scale(value, of)


def _order(of: Field, level: Level) -> Sequence[object]:
    return [float(at) for at in range(len(of.options))] if level is Level.ORDINAL else ()


def _off_scale(level: Level) -> str:
    return (
        f"Measured as nominal, not as {level.value}: of some case a coder says several values, that it is absent or that it"
        " does not apply, and that has no place on the scale."
    )


def _wordings(of: Field) -> str:
    what = "addresses" if of.type is ValueType.URL else "wordings"
    return f"Its values are {what}: they may differ and mean the same, so no alpha is computed."


def _joint(number: int) -> str:
    if not number:
        return ""
    words = "1 coding was" if number == 1 else f"{number} codings were"
    return f"{words} signed by several coders together and left out: one decision does not agree with itself."


def _unsigned(number: int) -> str:
    if not number:
        return ""
    words = "1 coding names no coder and was" if number == 1 else f"{number} codings name no coder and were"
    return f"{words} left out."
