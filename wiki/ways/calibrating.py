"""Calibration by parameters: what an address says of how a variable becomes a set, and the set with its counts.

`in=KEY:VALUE` names a value that counts as in, `each=KEY` makes every named value one of its own, `cut=KEY:N,N` gives thresholds,
`anchors=KEY:OUT,CROSSOVER,IN` the direct method, `na=KEY:out|excluded|value` what *not applicable* means. Where an address says
nothing, a calibration is proposed and called so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ontology.kinds import Field, ValueType
from ontology.variables import RELATIONS
from patterns.comparison.cells import Cell, State
from patterns.comparison.qca.calibration import Calibration, Cuts, Direct, Measured
from patterns.comparison.qca.coded import Group, NotApplicable, Values, condition_from, numbers_of
from patterns.comparison.qca.sets import HALF, BadSets, Condition
from patterns.comparison.table import Row
from patterns.values import option_word
from wiki.errors import BadInputError
from wiki.parameters import Parameters

NUMBERS = frozenset({ValueType.INTEGER, ValueType.DECIMAL, ValueType.YEAR})
"""Types that are calibrated by thresholds or anchors."""

OWN = frozenset({"in", "each", "cut", "anchors", "na"})
"""Parameters of calibration."""

ANCHORS = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """What the parameters say of calibration, by the keys of variables."""

    values: Mapping[str, tuple[str, ...]]
    each: frozenset[str]
    calibrations: Mapping[str, Calibration]
    not_applicable: Mapping[str, NotApplicable]
    ordered: frozenset[str] = frozenset()  # keys of variables whose options stand in an order


@dataclass(frozen=True, slots=True)
class Offer:
    """A value that could count as in."""

    value: str
    label: str
    cases: int  # that have it
    chosen: bool


@dataclass(frozen=True, slots=True)
class Calibrated:
    """A variable as a set, and how it became one."""

    field: Field
    condition: Condition
    words: tuple[str, ...]  # what each value of the condition means: of a set, out and in
    saved: Mapping[str, object]  # the calibration as plain data
    proposed: bool  # nobody has decided on it
    cells: tuple[Cell, ...]  # by case
    offers: tuple[Offer, ...] = ()  # of a variable with values
    not_applicable: NotApplicable = NotApplicable.OUT
    each: bool = False  # every chosen value is one of its own
    measured: Measured | None = None  # of a variable with numbers that has thresholds or anchors
    excluded: frozenset[int] = frozenset()  # places of cases to leave out
    torn: tuple[int, ...] = ()  # places of cases that say two things at once
    span: tuple[float, float] | None = None  # least and greatest number

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """Cases by what they come to, in words."""
        return tuple(self._counted())

    def _counted(self) -> Iterator[tuple[str, int]]:
        kept = [place for place in range(len(self.cells)) if place not in self.excluded]
        found = Counter(self.condition.corner(place) for place in kept)
        halfway = sum(self.condition.halfway(place) for place in kept)
        yield from ((words, found[value]) for value, words in reversed(list(enumerate(self.words))))
        yield from ((words, number) for words, number in (("halfway", halfway),) if number)
        yield "unknown", found[None] - halfway
        if self.excluded:
            yield "left out", len(self.excluded)

    @property
    def numeric(self) -> bool:
        """Whether numbers are calibrated."""
        return self.field.type in NUMBERS

    @property
    def method(self) -> str:
        """How: values, cuts, direct, membership, or nothing is known."""
        return str(self.saved["method"])

    @property
    def numbers(self) -> str:
        """Thresholds or anchors, as they are written."""
        return ", ".join(f"{each:g}" for each in self.measured.calibration.anchors) if self.measured else ""


def read_asked(parameters: Parameters, keys: Sequence[str], ordered: Collection[str] = ()) -> Asked:
    """Read what the parameters say of calibration; raises BadInputError for what makes no sense.

    `keys`: of all variables that there are; `ordered`: of those whose options stand in an order, lowest first.
    """
    values: dict[str, tuple[str, ...]] = {}
    for key, value in _pairs(parameters, "in", keys, "VALUE"):
        values[key] = (*values.get(key, ()), value)
    for key in parameters.all("each"):
        _known("each", key, key, keys)
    cuts = {key: _calibration("cut", key, each) for key, each in _pairs(parameters, "cut", keys, "5")}
    anchors = {
        key: _calibration("anchors", key, each) for key, each in _pairs(parameters, "anchors", keys, "0,5,10")
    }
    treated = {key: _treatment(key, value) for key, value in _pairs(parameters, "na", keys, "out")}
    return Asked(
        values,
        frozenset(parameters.all("each")),
        {**cuts, **anchors},
        treated,
        frozenset(ordered),
    )


def _pairs(parameters: Parameters, name: str, keys: Sequence[str], example: str) -> Iterator[tuple[str, str]]:
    for written in parameters.all(name):
        key, colon, value = written.partition(":")
        if not colon or not value.strip():
            raise BadInputError(
                f"{name}={written!r}: write the key of a variable, a colon and what is meant, as in {name}=KEY:{example}.",
                name,
                written,
            )
        _known(name, written, key, keys)
        yield key, value.strip()


def _known(name: str, written: str, key: str, keys: Sequence[str]) -> None:
    if key not in keys:
        raise BadInputError(
            f"{name}={written!r}: there is no variable “{key}”. Name one by its key.", name, written
        )


def _treatment(key: str, written: str) -> NotApplicable:
    try:
        return NotApplicable(written)
    except ValueError as error:
        known = ", ".join(NotApplicable)
        raise BadInputError(
            f"na: what does not apply cannot be {written!r}. Write one of: {known}.", "na", f"{key}:{written}"
        ) from error


def _calibration(name: str, key: str, written: str) -> Calibration:
    """Read thresholds or anchors; raises BadInputError."""
    try:
        numbers = tuple(float(each) for each in written.replace(";", ",").split(","))
        problem = "give three numbers – fully out, crossover, fully in – as in 0, 5, 10."
        if name == "cut" or len(numbers) == ANCHORS:
            return Cuts(numbers) if name == "cut" else Direct(*numbers)
    except BadSets as error:
        problem = str(error)
    except ValueError:
        problem = "write numbers with commas between them, as in 0.5, 2, 10."
    said = f"{key}:{written}"
    raise BadInputError(f"{name}={said!r}: {problem}", name, said)


def calibrate(row: Row, name: str, asked: Asked) -> Calibrated:
    """Make a set of a variable; raises BadSets for one that cannot be, BadInputError for a parameter that makes no sense."""
    if row.in_words or row.field.type is ValueType.DATE:
        what = "free text, whose wordings are" if row.in_words else "a date, and dates are"
        raise BadSets(
            f"{row.field.label} is {what} no sets: code it as a closed list or a number first, or choose another variable."
        )
    return _measured(row, name, asked) if row.field.type in NUMBERS else _valued(row, name, asked)


def _measured(row: Row, name: str, asked: Asked) -> Calibrated:
    key, label = row.field.key, row.field.label
    treatment = asked.not_applicable.get(key, NotApplicable.OUT)
    if treatment is NotApplicable.VALUE:
        raise BadInputError(
            f"na={key}:value: a number has no value for what does not apply; write out or excluded.",
            "na",
            f"{key}:value",
        )
    found = numbers_of(row.cells)
    known = sorted(each for each in found.numbers if each is not None)
    span = (known[0], known[-1]) if known else None
    away = _excluded(row, treatment)
    decided = asked.calibrations.get(key)
    calibration = decided or (None if _is_membership(row.field) else _middle(known))
    if calibration is None:
        return Calibrated(
            row.field,
            Condition(name, found.numbers),
            (f"{label}: out", f"{label}: in"),
            {"method": "membership" if known else "nothing known"},
            proposed=False,
            cells=row.cells,
            not_applicable=treatment,
            excluded=away,
            torn=found.torn,
            span=span,
        )
    words = tuple(_worded(label, calibration))
    measured = Measured(name, found.numbers, calibration, words if len(words) > 2 else ())  # noqa: PLR2004 - in or out
    return Calibrated(
        row.field,
        measured.condition(),
        words,
        calibration.to_dict(),
        proposed=decided is None,
        cells=row.cells,
        not_applicable=treatment,
        measured=measured,
        excluded=away,
        torn=found.torn,
        span=span,
    )


def _is_membership(field: Field) -> bool:
    return (field.minimum, field.maximum) == (0.0, 1.0)


def _middle(known: Sequence[float]) -> Calibration | None:
    """Propose the median as threshold, or the next greater number where the median is the least of all."""
    if not known:
        return None
    median = known[len(known) // 2]
    return Cuts((next((each for each in known[len(known) // 2 :] if each > known[0]), median),))


def _worded(label: str, calibration: Calibration) -> Iterator[str]:
    anchors = [f"{each:g}" for each in calibration.anchors]
    if isinstance(calibration, Direct):
        yield from (f"{label} towards {anchors[0]}", f"{label} towards {anchors[-1]}")
        return
    yield f"{label} below {anchors[0]}"
    for low, high in pairwise(anchors):
        yield f"{label} from {low} to below {high}"
    yield f"{label} {anchors[-1]} or more"


def _valued(row: Row, name: str, asked: Asked) -> Calibrated:
    key = row.field.key
    treatment = asked.not_applicable.get(key, NotApplicable.OUT)
    named = {each.value: each.label for each in _offers(row, ())}
    chosen = tuple(dict.fromkeys(_meant(row.field, each, named) for each in asked.values.get(key, ())))
    proposed = not chosen
    offers = tuple(_offers(row, chosen or _proposal(row, in_order=key in asked.ordered)))
    chosen = tuple(each.value for each in offers if each.chosen)
    if not chosen:
        return Calibrated(
            row.field,
            Condition(name, (None,) * len(row.cells)),
            (f"{row.field.label}: out", f"{row.field.label}: in"),
            {"method": "nothing known"},
            proposed=False,
            cells=row.cells,
            not_applicable=treatment,
        )
    each = key in asked.each
    groups = [(value,) for value in chosen] if each else [chosen]
    labels = {offer.value: offer.label for offer in offers}
    listed = [offer.value for offer in offers] if key in asked.ordered else []
    values = Values(tuple(Group(_label(group, labels, listed), group) for group in groups), treatment)
    beyond = _end(chosen, labels, listed) if not each else None
    coded = condition_from(_told(row, chosen), values, name)
    return Calibrated(
        row.field,
        coded.condition,
        tuple(_named(row.field, values, beyond[1] if beyond else "")),
        values.to_dict(),
        proposed=proposed and row.field.type is not ValueType.BOOLEAN,
        cells=row.cells,
        offers=offers,
        not_applicable=treatment,
        each=each,
        excluded=frozenset(coded.excluded),
        torn=coded.torn,
    )


def _excluded(row: Row, treatment: NotApplicable) -> frozenset[int]:
    if treatment is not NotApplicable.EXCLUDED:
        return frozenset()
    return frozenset(place for place, each in enumerate(row.states) if each is State.NOT_APPLICABLE)


def _told(row: Row, chosen: Sequence[str]) -> Row:
    """Return the row with what is said of the chosen values alone where naming one page says nothing of another.

    A page owes no relations: that a case exhibits one pattern does not say that it is without the others.
    """
    if row.field.group != RELATIONS:
        return row
    cells = tuple(
        Cell(tuple(each for each in cell.codings if each.value in chosen or not each.value))
        for cell in row.cells
    )
    return Row(row.field, cells, tuple(cell.state for cell in cells), row.measure)


def _meant(field: Field, written: str, labels: Mapping[str, str]) -> str:
    """Return the value that is meant by its word or its label; raises BadInputError for none of a closed list."""
    meant = next(
        (value for value, label in labels.items() if written.casefold() in (value, label.casefold())), ""
    )
    if meant or field.type is ValueType.PAGE:
        return meant or written
    known = ", ".join(labels.values())
    raise BadInputError(
        f"in={field.key}:{written}: {field.label} has no such value. It may be: {known or 'nothing yet'}.",
        "in",
        f"{field.key}:{written}",
    )


def _offers(row: Row, chosen: Sequence[str]) -> Iterator[Offer]:
    """Give the values of a closed list in their order, else those that cases have, the most frequent first."""
    labels = {option_word(each.iri): each.label for each in row.field.options}
    if row.field.type is ValueType.BOOLEAN:
        labels = {"true": "yes", "false": "no"}
    counts: Counter[str] = Counter()
    met: dict[str, str] = {}
    for cell in row.cells:
        present = {each.value: each for each in cell.codings if each.status == "present" and each.value}
        counts.update(list(present))
        met |= {value: each.label or value for value, each in present.items()}
    for value in sorted(met, key=lambda each: (-counts[each], each)):
        labels.setdefault(value, met[value])
    for value in chosen:
        labels.setdefault(value, value)
    return (Offer(value, label, counts[value], value in chosen) for value, label in labels.items())


def _proposal(row: Row, *, in_order: bool) -> tuple[str, ...]:
    """Propose what divides the known cases most evenly: a value, of options in an order one end; of yes and no, yes."""
    if row.field.type is ValueType.BOOLEAN:
        return ("true",)
    offers = [each for each in _offers(row, ()) if each.cases]
    if not offers:
        return ()
    if in_order:
        return _upper(row)
    return (min(offers, key=lambda each: (abs(each.cases - row.known * HALF), -each.cases)).value,)


def _upper(row: Row) -> tuple[str, ...]:
    """Return the options from the one on above which the cases are most nearly half of those known, the higher of equal ones."""
    words = [option_word(each.iri) for each in row.field.options]
    said = [{each.value for each in cell.codings if each.status == "present"} for cell in row.cells]
    reaching = [sum(not each.isdisjoint(words[place:]) for each in said) for place in range(len(words))]
    telling = [place for place in range(1, len(words)) if reaching[place]] or [0]
    return tuple(words[min(reversed(telling), key=lambda place: abs(reaching[place] - row.known * HALF)) :])


def _label(group: Sequence[str], labels: Mapping[str, str], listed: Sequence[str]) -> str:
    """Say a group of values; of options in an order (`listed`), one end of them by where it begins or stops."""
    end = _end(group, labels, listed)
    return end[0] if end else " or ".join(labels.get(each, each) for each in group)


def _end(group: Sequence[str], labels: Mapping[str, str], listed: Sequence[str]) -> tuple[str, str] | None:
    """Say one end of options in an order, and what is beyond it; None for any other group."""
    if 1 < len(group) < len(listed):
        if list(group) == list(listed[-len(group) :]):
            return f"at least {labels[group[0]]}", f"below {labels[group[0]]}"
        if list(group) == list(listed[: len(group)]):
            return f"at most {labels[group[-1]]}", f"above {labels[group[-1]]}"
    return None


def _named(field: Field, values: Values, beyond: str = "") -> Iterator[str]:
    """Say what each value of the set means; `beyond`: what all others are, where there is a shorter word for them."""
    if field.type is ValueType.BOOLEAN and len(values.labels) == 2:  # noqa: PLR2004 - in or out
        turned = values.groups[0].values == ("false",)
        yield from (f"{field.label}: {each}" for each in (("yes", "no") if turned else ("no", "yes")))
        return
    yield f"{field.label}: {beyond or 'not ' + ' or '.join(group.label for group in values.groups)}"
    yield from (f"{field.label}: {label}" for label in values.labels[1:])
