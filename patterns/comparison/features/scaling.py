"""From what is coded of cases to features they have, lack, or of which neither is known: conceptual scaling.

After B. Ganter and R. Wille, Formal Concept Analysis: Mathematical Foundations (1999), section 1.3 and 1.4: nominal,
ordinal and interordinal scales. Whatever is not settled – unknown, contested, not coded, said and denied at once – gives a case
neither a feature nor the lack of one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from ontology.kinds import Field, ValueType
from patterns.comparison.cells import Cell, Known, State
from patterns.comparison.features.context import Context, Feature, bitset
from patterns.comparison.table import Comparison, Row
from patterns.values import option_word

NUMBERS = frozenset({ValueType.INTEGER, ValueType.DECIMAL, ValueType.YEAR, ValueType.DATE})
"""Types whose values are amounts, which cuts make features of."""

_NOT_APPLICABLE = "not-applicable"
_YES, _NO = "true", "false"
_FEW = 2  # values that a cut can tell apart
_NAMED = 12  # values that a refusal names


class Method(StrEnum):
    """How the values of a variable become features."""

    NOMINAL = "nominal"  # one feature per value
    ORDINAL = "ordinal"  # at least this option, in the order of the list
    INTERVAL = "interval"  # at least this number, at the cuts


@dataclass(frozen=True, slots=True)
class Scale:
    """How one variable becomes features: saved with an analysis, so that it can be repeated."""

    field: str  # key of the variable
    method: Method = Method.NOMINAL
    order: tuple[str, ...] = ()  # ORDINAL: the options' words, lowest first
    cuts: tuple[str, ...] = ()  # INTERVAL: as values are written, lowest first: "12", "0.5", "2008"
    both: bool = False  # ORDINAL and INTERVAL: also "below" each step
    absence: bool = True  # that something is explicitly absent, or answered with no, is a feature of its own


@dataclass(frozen=True, slots=True)
class Remark:
    """Why a variable gives no features, or features that say little."""

    field: str
    sentence: str
    refused: bool


@dataclass(frozen=True, slots=True)
class Scaled:
    """Cases and their features, and what is to be said about variables."""

    context: Context
    scales: tuple[Scale, ...]  # those in use
    remarks: tuple[Remark, ...] = ()


class NoScaleError(ValueError):
    """A scale that does not fit its variable; the sentence says what is wrong, `field` is the key of the variable."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.field = field


def propose_scale(row: Row, measurement: str = "") -> Scale:
    """Propose how to make features of a variable: a number is cut in three, options keep an ordinal scale's order.

    Of a question that is answered with yes or no, yes is the feature: of a hundred such questions most are answered with no, and
    what cases do not do would hide what they do.

    `measurement` is the last segment of the IRI of the variable's scale, as its page names it. Cuts lie where a third and
    two thirds of the known values are below, with few values between them, and on a fuzzy scale at the crossover 0.5.
    """
    field = row.field
    if field.type in NUMBERS:
        cuts = ("0.5",) if measurement == "fuzzy-scale" else _thirds(row)
        return Scale(field.key, Method.INTERVAL, cuts=cuts)
    if measurement == "ordinal-scale" and field.options:
        return Scale(field.key, Method.ORDINAL, order=tuple(option_word(each.iri) for each in field.options))
    return Scale(field.key, absence=field.type is not ValueType.BOOLEAN)


def scaled(comparison: Comparison, scales: Mapping[str, Scale] | None = None) -> Scaled:
    """Make features of every variable that allows it; `scales` says how, by key, where the proposal is not wanted.

    Raises NoScaleError when a scale does not fit its variable.
    """
    features: list[tuple[Feature, int, int]] = []
    used: list[Scale] = []
    remarks: list[Remark] = []
    for row in comparison.rows:
        refusal = _refusal(row)
        if refusal:
            remarks.append(Remark(row.field.key, refusal, refused=True))
            continue
        scale = (scales or {}).get(row.field.key) or propose_scale(row)
        found = _features(row, scale)
        used.append(scale)
        features += found
        caution = _caution(row, found, len(comparison.titles))
        if caution:
            remarks.append(Remark(row.field.key, caution, refused=False))
    context = Context(
        comparison.titles,
        tuple(feature for feature, _, _ in features),
        tuple(has for _, has, _ in features),
        tuple(lacks for _, _, lacks in features),
    )
    return Scaled(context, tuple(used), tuple(remarks))


def _refusal(row: Row) -> str:
    label = row.field.label
    if row.in_words:
        return f"“{label}” is free text: two wordings may mean the same. Give the variable options to compare by it."
    if not row.known:
        return f"Nothing is settled of “{label}” for any of these cases. Code it, or leave it out."
    return ""


def _caution(row: Row, found: Sequence[tuple[Feature, int, int]], cases: int) -> str:
    label = row.field.label
    if not found:
        return f"“{label}” has no cut between its values, and gives no feature. Name a cut that tells cases apart."
    if cases > 1 and all(has.bit_count() == cases for _, has, _ in found):
        return f"“{label}” is the same for all these cases: it tells none apart."
    return ""


def _features(row: Row, scale: Scale) -> list[tuple[Feature, int, int]]:
    """Return features with the cases that have and that lack each; those that no case has are left out."""
    if scale.method is Method.NOMINAL:
        tests = _nominal(row, scale)
    else:
        tests = _chains(row, scale, *_steps(row, scale))
        tests += [each for each in _nominal(row, scale) if not each[0].key.startswith(f"{row.field.key}=")]
    alike = _alike(row.cells)
    found = [(feature, *_split(alike, test)) for feature, test in tests]
    return [each for each in found if each[1]]


_Test = Callable[[Cell], bool | None]
"""Says of a cell from what is known of it, and whether that is all, if a feature is had; None = it is not known."""


def _alike(cells: Iterable[Cell]) -> list[tuple[Cell, int]]:
    """Return one cell for all that every test answers alike, with these as a set of bits: there are few such sorts."""
    listed = list(cells)
    places: dict[int, list[int]] = {id(cell): [] for cell in listed}
    for number, cell in enumerate(listed):
        places[id(cell)].append(number)
    sorts: dict[tuple[Known, bool], tuple[Cell, list[int]]] = {}
    for cell in _different(listed):
        if cell.known is not None:
            sorts.setdefault((cell.known, _is_whole(cell)), (cell, []))[1].extend(places[id(cell)])
    return [(cell, bitset(numbers)) for cell, numbers in sorts.values()]


def _different(cells: Iterable[Cell]) -> list[Cell]:
    """Return each object once, at its first place: of thousands of cells most are one of a few."""
    return list({id(cell): cell for cell in cells}.values())


def _split(alike: Iterable[tuple[Cell, int]], test: _Test) -> tuple[int, int]:
    has = lacks = 0
    for cell, those in alike:
        answer = test(cell)
        if answer is not None:
            has, lacks = (has | those, lacks) if answer else (has, lacks | those)
    return has, lacks


def _nominal(row: Row, scale: Scale) -> list[tuple[Feature, _Test]]:
    """Return a feature per value, per explicit absence, and one for what does not apply."""
    field, labels = row.field, _labels(row)
    known = {pair for cell in _different(row.cells) for pair in cell.known or ()}
    said = sorted(known, key=lambda each: each[1])
    order = {option_word(each.iri): place for place, each in enumerate(field.options)}
    said.sort(key=lambda each: order.get(each[1], len(order)))
    found: list[tuple[Feature, _Test]] = [
        (_feature(field, f"={value}", labels.get(value, value) or "present"), _value_test(value))
        for status, value in said
        if status == "present" and (scale.absence or field.type is not ValueType.BOOLEAN or value != _NO)
    ]
    if scale.absence:
        found += [
            (
                _feature(field, f"≠{value}", f"not {labels.get(value, value)}" if value else "absent"),
                _absence_test(value),
            )
            for status, value in said
            if status == "absent"
        ]
    if any(status == _NOT_APPLICABLE for status, _ in said):
        found.append((_feature(field, "n/a", "not applicable"), _inapplicable))
    return found


def _feature(field: Field, sign: str, label: str, chain: str = "", rank: int = 0) -> Feature:
    return Feature(field.key + sign, f"{field.label}: {label}", field.key, chain and field.key + chain, rank)


def _labels(row: Row) -> dict[str, str]:
    if row.field.type is ValueType.BOOLEAN:
        return {_YES: "yes", _NO: "no"}
    found: dict[str, str] = {}
    for cell in _different(reversed(row.cells)):  # what the last case calls a value is its label
        for each in reversed(cell.codings):
            if each.label:
                found.setdefault(each.value, each.label)
    return found


def _statuses(cell: Cell) -> set[str]:
    return {status for status, _ in cell.known or ()}


def _is_whole(cell: Cell) -> bool:
    """Say whether the cell leaves nothing open, so that a value it does not list is not the case's."""
    return all(each.status in ("present", "absent", _NOT_APPLICABLE) for each in cell.codings)


def _value_test(value: str) -> _Test:
    def test(cell: Cell) -> bool | None:
        known = cell.known or frozenset()
        denied = ("absent", value) in known or ("absent", "") in known
        if ("present", value) in known:
            return None if denied else True
        return False if denied or (_is_whole(cell) and _statuses(cell) != {"absent"}) else None

    return test


def _absence_test(value: str) -> _Test:
    def test(cell: Cell) -> bool | None:
        known = cell.known or frozenset()
        denied = ("present", value) in known or (not value and "present" in _statuses(cell))
        if ("absent", value) in known:
            return None if denied else True
        if ("absent", "") in known:
            return None
        return False if denied or _NOT_APPLICABLE in _statuses(cell) else None

    return test


def _inapplicable(cell: Cell) -> bool | None:
    return _NOT_APPLICABLE in _statuses(cell)


def _chains(
    row: Row, scale: Scale, steps: Sequence[tuple[str, Fraction]], amount: Callable[[str], Fraction | None]
) -> list[tuple[Feature, _Test]]:
    """Return what is from each step on, but the lowest option, which all have, and with `both` also what is below."""
    labels = {option_word(each.iri): each.label for each in row.field.options} | _labels(row)
    found: list[tuple[Feature, _Test]] = []
    for place, (step, at) in enumerate(steps):
        above, below = _either_side(row.field, labels.get(step, step))
        found.append((_feature(row.field, f"≥{step}", above, "≥", place), _reach(at, amount, above=True)))
        if scale.both:
            feature = _feature(row.field, f"<{step}", below, "<", len(steps) - place)
            found.append((feature, _reach(at, amount, above=False)))
    return found


def _either_side(field: Field, step: str) -> tuple[str, str]:
    """Say what is from a step on, and what is below it; of years and days, later and before."""
    if field.type in {ValueType.YEAR, ValueType.DATE}:
        return f"{step} or later", f"before {step}"
    return f"at least {step}", f"below {step}"


def _reach(at: Fraction, amount: Callable[[str], Fraction | None], *, above: bool) -> _Test:
    """Test whether all values of a cell lie on one side; of a cell with values on both, neither is known."""

    def test(cell: Cell) -> bool | None:
        amounts = [amount(value) for status, value in cell.known or () if status == "present"]
        sides = {each >= at for each in amounts if each is not None}
        if len(sides) == 1 and None not in amounts and _is_whole(cell):
            return sides.pop() is above
        return False if not amounts and _NOT_APPLICABLE in _statuses(cell) else None

    return test


def _refuse_strange(row: Row, order: Sequence[str]) -> None:
    """Raise NoScaleError for a word of an order that is no option and no value: it would be a feature that nothing has."""
    options = [option_word(each.iri) for each in row.field.options]
    values = {each.value for cell in row.cells for each in cell.codings if each.value}
    strange = next((word for word in order if word not in values and word not in options), None)
    if strange is not None:
        known = ", ".join(options or sorted(values)[:_NAMED]) or "none yet"
        raise NoScaleError(
            f"“{strange}” is no value of “{row.field.label}”, so nothing could be at least that. Its values are: {known}.",
            row.field.key,
        )


def _steps(row: Row, scale: Scale) -> tuple[list[tuple[str, Fraction]], Callable[[str], Fraction | None]]:
    """Return steps with their amounts, lowest first, and how a value becomes an amount."""
    field = row.field
    if scale.method is Method.ORDINAL:
        if len(scale.order) < _FEW or len(set(scale.order)) < len(scale.order):
            raise NoScaleError(f"An order of “{field.label}” needs two different options or more.", field.key)
        _refuse_strange(row, scale.order)
        places = {word: Fraction(place) for place, word in enumerate(scale.order)}
        return [(word, places[word]) for word in scale.order[1:]], places.get
    amounts = [(cut, amount_of(field.type, cut)) for cut in scale.cuts]
    wrong = next((cut for cut, amount in amounts if amount is None), None)
    if wrong is not None or field.type not in NUMBERS:
        what = f"“{wrong}” is no cut" if wrong is not None else "There are no cuts"
        raise NoScaleError(
            f"{what} of “{field.label}”: cuts are numbers, years or dates, as its values are.", field.key
        )
    steps = {amount: cut for cut, amount in amounts if amount is not None}
    return [(steps[each], each) for each in sorted(steps)], lambda value: amount_of(field.type, value)


def amount_of(kind: ValueType, text: str) -> Fraction | None:
    """Return a number, a year, or a date as its day; None if the text is none of them.

    >>> amount_of(ValueType.DECIMAL, "0.5")
    Fraction(1, 2)
    """
    try:
        return Fraction(date.fromisoformat(text).toordinal()) if kind is ValueType.DATE else Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None


def _thirds(row: Row) -> tuple[str, ...]:
    """Return the known values at a third and at two thirds, the smallest one never: all have it."""
    known = [
        (amount, each.value)
        for cell in row.cells
        if cell.state is State.PRESENT
        for each in cell.codings
        if each.status == "present" and (amount := amount_of(row.field.type, each.value)) is not None
    ]
    known.sort()
    if not known:
        return ()
    lowest = known[0][0]
    above = [
        known[len(known) // 3],
        known[2 * len(known) // 3],
        next((e for e in known if e[0] > lowest), known[0]),
    ]
    cuts = dict(sorted(each for each in above if each[0] > lowest))
    return tuple(list(cuts.values())[-2:])
