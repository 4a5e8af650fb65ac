"""What the value lens finds, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from patterns.comparison.assessments import (
    HARMED,
    MEMBERSHIP,
    SERVED,
    Assessed,
    Reading,
    Standing,
    degree_said,
)
from patterns.comparison.intervals import number_words
from patterns.comparison.pareto import Place, Seat
from patterns.comparison.valuelens import Limit, Moved, Order, Pair, Ranking, Sum
from patterns.saying import PRESENT
from wiki.ways.valuelens import ValueLens

NAMED = 4
"""Cases that a sentence names."""


def sentences(found: ValueLens) -> Iterator[str]:
    """Say in plain words what is found, most important first."""
    if not found.compared:
        yield nothing_to_compare(found)
        return
    if found.ranking:
        yield from _of_the_order(found, found.ranking)
    yield from _of_the_front(found)
    yield from _of_what_is_known(found)
    for each in found.worth[:1]:
        yield f"What would decide most: {cell_words(found, each.assessed)} ({each.assessed.open})."
    for conflict in found.conflicts[:1]:
        if conflict.cases:
            yield (
                f"{_listed(conflict.cases)} {'serves' if len(conflict.cases) == 1 else 'serve'} {found.label(conflict.served)}"
                f" and {'harms' if len(conflict.cases) == 1 else 'harm'} {_other(found, conflict.served, conflict.harmed)}."
            )
    yield from cautions(found)


def _other(found: ValueLens, served: str, harmed: str) -> str:
    return "it as well" if served == harmed else found.label(harmed)


def nothing_to_compare(found: ValueLens) -> str:
    """Say why no case can be compared."""
    kind = found.choice.kind
    if SERVED not in kind.by_key and HARMED not in kind.by_key:
        return f"Pages of the kind {kind.label} are not assessed by values. Compare cases or patterns."
    if found.inapplicable:
        return f"No {kind.label.lower()} is left to compare: a value looked at does not apply, or nothing is assessed."
    under = " under these values" if found.values else ""
    return (
        f"Nobody has said of any of these pages that it serves or harms a value{under}."
        f" Code it under “{kind.by_key[SERVED].label}” or “{kind.by_key[HARMED].label}”."
    )


def _of_the_order(found: ValueLens, ranking: Ranking) -> Iterator[str]:
    weighed = ", ".join(
        f"{found.label(value)} × {number_words(weight)}" for value, weight in ranking.weights.items()
    )
    if not ranking.pairs:
        yield f"Weighed with {weighed}: one alone has nothing to be compared with."
        return
    yield f"Weighed with {weighed}, {ranking.decided:,} of {ranking.pairs:,} pairs are in a known order."
    best = [each.case for each in ranking.sums if each.last == 1]
    if best:
        yield f"{best[0]} comes before all others."
    behind = max(ranking.sums, key=lambda each: each.first)
    if behind.first > 1 and not best:
        yield _behind(found, ranking, behind)
    for pair in [each for each in ranking.neighbours if each.order is Order.BEFORE][:2]:
        yield pair_sentence(found, pair)
    for pair in [each for each in ranking.neighbours if each.order is Order.UNDECIDED][:1]:
        yield pair_sentence(found, pair)


def _behind(found: ValueLens, ranking: Ranking, last: Sum) -> str:
    number = last.first - 1
    sure = sum(
        found.certain_sums[each.case].surely_above(found.certain_sums[last.case]) for each in ranking.sums
    )
    after = f"{last.case} comes after {number:,} {'other' if number == 1 else 'others'}"
    if sure == number:
        return f"{after}, whatever the unknown cells turn out to be."
    return f"{after} as coded, after {sure:,} of them whatever the unknown cells turn out to be."


VERBS = {Order.BEFORE: "comes before", Order.EQUAL: "comes out the same as", Order.UNDECIDED: "and"}
"""Between the names of two neighbours."""


def pair_sentence(found: ValueLens, pair: Pair) -> str:
    """Say what is known of the order of two neighbours, and on what it rests."""
    return f"{pair.one} {VERBS[pair.order]} {pair.other}{pair_words(found, pair)}"


def pair_words(found: ValueLens, pair: Pair) -> str:
    """Say the rest of it, behind the name of the second."""
    if pair.order is Order.EQUAL:
        return "."
    if pair.order is Order.UNDECIDED:
        return f": not decided. {deciding_words(found, pair)}"
    if found.certainly(pair):
        return ", whatever the unknown cells turn out to be."
    return f" as coded: {as_coded(found, pair)}."


def coding_words(found: ValueLens, each: Moved) -> str:
    """Name a coding: whose, of what, by whom."""
    verb = "serves" if each.coding.field == SERVED else "harms"
    status = "" if each.coding.status == PRESENT else f" is {each.coding.status.replace('-', ' ')}"
    who = f" ({', '.join(each.coding.coders)})" if each.coding.coders else ""
    said = f"{each.assessed.case} {verb} {found.label(each.assessed.value)}"
    return f"{'that ' if status else ''}{said}{status}{who}"


def resting_words(found: ValueLens, pair: Pair) -> str:
    """Say on which codings an order rests."""
    return _listed(coding_words(found, each) for each in pair.rests_on)


def as_coded(found: ValueLens, pair: Pair) -> str:
    """Say what nobody has said that could turn a pair round: harm by the first, service by the second."""
    sides = ((pair.one, Standing.SERVES, "harms"), (pair.other, Standing.HARMS, "serves"))
    return "nobody has said whether " + _listed(
        (
            f"{case} {verb} {found.label(value)}"
            for case, standing, verb in sides
            for value in found.weights
            if found.compared[case][value].one_sided and found.compared[case][value].standing is standing
        ),
        "or",
    )


def deciding_words(found: ValueLens, pair: Pair) -> str:
    """Say which codings could decide between two neighbours."""
    if not pair.deciding:
        return "No coding would decide: one of them serves and harms a value at once."
    cells = (cell_words(found, each) for each in pair.deciding)
    if pair.alone:
        return f"Could decide: {_listed(cells, 'or')}."
    return f"Could decide only together: {_listed(cells)}."


def cell_words(found: ValueLens, each: Assessed) -> str:
    """Name a cell."""
    return f"{found.label(each.value)} of {each.case}"


def limit_words(found: ValueLens, limits: Sequence[Limit]) -> str:
    """Say how far each weight may change, the others as they are, while an order stays."""
    said = []
    for each in limits:
        bounds = [
            *(
                [f"more than {number_words(each.least, 4)}"]
                if each.least is not None and each.least > 0
                else []
            ),
            *([f"less than {number_words(each.most, 4)}"] if each.most is not None else []),
        ]
        if bounds:
            said.append(f"{found.label(each.value)} weighs {' and '.join(bounds)}")
    if not said:
        return "whatever the weight of any one of these values"
    return f"as long as {'; or, the others as they are, '.join(said)}"


def _of_the_front(found: ValueLens) -> Iterator[str]:
    looked = ", ".join(found.label(each) for each in found.values)
    seats = {place: [each.case for each in found.front.of(place)] for place in Place}
    if seats[Place.SURE]:
        sure = f"No other is better by {looked} at once than {_listed(seats[Place.SURE])}"
        yield f"{sure}: surely on the front{_unless_certain(found, seats[Place.SURE], Place.SURE)}."
    if seats[Place.POSSIBLE]:
        yield f"Possibly on the front by {looked}: {_listed(seats[Place.POSSIBLE])}; what is not known would decide."
    for seat in found.front.of(Place.DOMINATED)[:1]:
        as_coded = _unless_certain(found, [seat.case], Place.DOMINATED)
        yield f"{seat.case} is not on it{as_coded}: {dominated_words(found, seat)}."


def _unless_certain(found: ValueLens, cases: Iterable[str], place: Place) -> str:
    """Say that something holds as coded, where it would not if a side nobody assessed were open."""
    return "" if all(found.certain_places[each] is place for each in cases) else " as coded"


def dominated_words(found: ValueLens, seat: Seat) -> str:
    """Say who is better than a case, and in what."""
    return f"{seat.dominated[0].by} {better_words(found, seat)}"


def better_words(found: ValueLens, seat: Seat) -> str:
    """Say it behind the name of who is."""
    first, more = seat.dominated[0], len(seat.dominated) - 1
    better = _listed(found.label(found.values[each]) for each in first.better)
    rest = " and as good in all else" if len(first.better) < len(found.values) else ""
    others = f"; so {'is' if more == 1 else 'are'} {more:,} more" if more else ""
    return f"is better in {better}{rest}{others}"


def _of_what_is_known(found: ValueLens) -> Iterator[str]:
    cells = list(found.cells())
    assessed = sum(each.assessed for each in cells)
    unsure = sum(each.open is not None for each in cells)
    yield f"{assessed:,} of {len(cells):,} cells (a case under a value) are assessed; how far is open in {unsure:,}."
    if found.bare:
        yield (
            f"Left out, for nothing is said of them under these values and they could stand anywhere: {_listed(found.bare)}."
        )
    for case, values in found.inapplicable.items():
        yield f"Left out: {case}, to which {_listed(map(found.label, values))} {'does' if len(values) == 1 else 'do'} not apply."


def cautions(found: ValueLens) -> Iterator[str]:
    """Say what to know before believing it."""
    if found.reading is Reading.AS_CODED:
        one_sided = sum(each.one_sided for row in found.compared.values() for each in row.values())
        if one_sided:
            yield (
                f"In {one_sided:,} {'cell' if one_sided == 1 else 'cells'} it is said that a case serves, or harms, and not"
                " whether it does the other as well: as coded, it does not. reading=certain leaves that open."
            )
    for value in found.values:
        rubrics = sorted({word for row in found.compared.values() for word in row[value].rubrics})
        if len(rubrics) > 1:
            said = (
                f"{found.label(value).capitalize()} was judged by {len(rubrics)} rubrics ({_listed(rubrics)})"
            )
            yield f"{said}: their degrees may not mean the same."
    by_nothing = [each for each in found.cells() if _degrees(each) and not each.rubrics]
    if by_nothing:
        cells = _listed(cell_words(found, each) for each in by_nothing)
        yield f"No rubric says what the degree means: {cells}."
    for each in found.cells():
        for written in unread(each):
            yield (
                f"The degree “{written}” of {cell_words(found, each)} is no number from 0 to 1 and was not read: mend it."
            )


def unread(each: Assessed) -> Iterator[str]:
    """Yield the degrees of a cell that cannot be read, as they are written."""
    for coding in each.codings:
        if degree_said(coding) is None:
            yield from coding.all_of(MEMBERSHIP)[:1]


def _degrees(each: Assessed) -> bool:
    return any(degree_said(coding) is not None for coding in each.codings)


def _listed(words: Iterable[str], last: str = "and") -> str:
    """Name some, the first few of many."""
    named = list(words)
    if len(named) > NAMED:
        return f"{', '.join(named[:NAMED])} {last} {len(named) - NAMED:,} more"
    return f" {last} ".join(filter(None, [", ".join(named[:-1]), named[-1]])) if named else "none"
