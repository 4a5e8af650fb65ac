"""What the value lens finds, as a table and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from patterns.comparison.assessments import (
    SERVED,
    Assessed,
)
from patterns.comparison.celltext import coding_data
from patterns.comparison.intervals import Interval
from patterns.comparison.pareto import Place
from patterns.comparison.valuelens import Order, Pair, Ranking
from patterns.links import page_path
from wiki.assembly import Wiki
from wiki.choices import Choice
from wiki.parameters import Parameters
from wiki.ways.valuelens import MOST, OWN, ValueLens, lens_of
from wiki.ways.valuewords import cautions, limit_words, sentences
from wiki.ways.way import Cell, Result, Way

COLUMNS = (
    "case",
    "value",
    "stands",
    "least",
    "greatest",
    "open because",
    "assessors",
    "rubric",
    "front",
    "weight",
    "adds at least",
    "adds at most",
    "first place",
    "last place",
)


def work(wiki: Wiki, choice: Choice, parameters: Parameters) -> Result:
    """Return what is found as a result."""
    found = lens_of(wiki, choice, parameters)
    return Result(tuple(sentences(found)), COLUMNS, tuple(_rows(found)), document(found))


def _rows(found: ValueLens) -> Iterator[tuple[Cell, ...]]:
    seats = {each.case: each.place.value for each in found.front.seats}
    sums = {each.case: each for each in found.ranking.sums} if found.ranking else {}
    for each in found.cells():
        position, weight = each.position, found.weights.get(each.value)
        adds = position.times(weight) if position and weight and each.case in sums else None
        placed = sums.get(each.case)
        yield (
            each.case,
            found.label(each.value),
            each.words(),
            *_bounds(position),
            each.open.value if each.open else None,
            "; ".join(each.assessors) or None,
            "; ".join(each.rubrics) or None,
            seats.get(each.case),
            float(weight) if weight else None,
            *_bounds(adds),
            placed.first if placed else None,
            placed.last if placed else None,
        )


def _bounds(interval: Interval | None) -> tuple[Cell, Cell]:
    if interval is None:
        return None, None
    return round(float(interval.low), 6), round(float(interval.high), 6)


def document(found: ValueLens) -> dict[str, object]:
    """Return all of it as plain data; bounds are numbers from −1 to 1, or such numbers weighed."""
    return {
        "kind": found.choice.kind.name,
        "pages": [{"title": each, "url": page_path(each)} for each in found.choice.titles],
        "values": [{"key": each, "label": found.label(each)} for each in found.values],
        "reading": found.reading.value,
        "weights": {key: float(weight) for key, weight in found.weights.items()},
        "positions": [_position(each) for each in found.cells()],
        "left_out": {
            "nothing_assessed": list(found.bare),
            "not_applicable": [
                {"case": case, "values": list(values)} for case, values in found.inapplicable.items()
            ],
        },
        "front": _front(found),
        "ranking": _ranking(found, found.ranking) if found.ranking else None,
        "worth_coding": [
            {**_cell(each.assessed), "front": list(each.seats), "order": [list(pair) for pair in each.pairs]}
            for each in found.worth
        ],
        "conflicts": [
            {
                "served": each.served,
                "harmed": each.harmed,
                "cases": list(each.cases),
                "contested": list(each.contested),
            }
            for each in found.conflicts
        ],
        "cautions": list(cautions(found)),
        "notes": list(found.choice.notes),
    }


def _interval(interval: Interval | None) -> dict[str, object] | None:
    if interval is None:
        return None
    low, high = _bounds(interval)
    return {"least": low, "greatest": high, "above_least": interval.above, "below_greatest": interval.below}


def _cell(each: Assessed) -> dict[str, object]:
    return {"case": each.case, "value": each.value, "open": each.open.value if each.open else None}


def _position(each: Assessed) -> dict[str, object]:
    return {
        **_cell(each),
        "stands": each.standing.value,
        "words": each.words(),
        "position": _interval(each.position),
        "served": [coding_data(coding) for coding in each.served.codings],
        "harmed": [coding_data(coding) for coding in each.harmed.codings],
    }


def _front(found: ValueLens) -> dict[str, object]:
    return {
        "surely": [each.case for each in found.front.of(Place.SURE)],
        "possibly": [
            {"case": each.case, "rivals": list(each.rivals)} for each in found.front.of(Place.POSSIBLE)
        ],
        "dominated": [
            {
                "case": each.case,
                "by": [
                    {"case": one.by, "better_in": [found.values[at] for at in one.better]}
                    for one in each.dominated
                ],
                "also_when_the_other_side_is_open": found.certain_places[each.case] is Place.DOMINATED,
            }
            for each in found.front.of(Place.DOMINATED)
        ],
    }


def _ranking(found: ValueLens, ranking: Ranking) -> Mapping[str, object]:
    return {
        "pairs": ranking.pairs,
        "in_order": ranking.decided,
        "sums": [
            {
                "case": each.case,
                "sum": _interval(each.whole),
                "first_place": each.first,
                "last_place": each.last,
                "summands": [
                    {"value": one.assessed.value, "weight": float(one.weight), "adds": _interval(one.adds)}
                    for one in each.summands
                ],
            }
            for each in ranking.sums
        ],
        "neighbours": [_pair(found, each) for each in ranking.neighbours],
        "other_weights": [
            {
                "value": each.value,
                "change": each.change,
                "kept": each.kept,
                "lost": each.lost,
                "turned": [list(pair) for pair in each.turned],
                "gained": each.gained,
            }
            for each in ranking.changes
        ],
        "codings": [
            {
                **_cell(each.assessed),
                "coding": coding_data(each.coding),
                "side": "served" if each.coding.field == SERVED else "harmed",
                "adds": _interval(each.with_it),
                "without": _interval(each.without),
                "first_place_without": each.first,
                "last_place_without": each.last,
            }
            for each in ranking.moved
        ],
    }


def _pair(found: ValueLens, pair: Pair) -> dict[str, object]:
    return {
        "one": pair.one,
        "other": pair.other,
        "order": pair.order.value,
        "also_when_the_other_side_is_open": found.certainly(pair),
        "differences": {value: _interval(each) for value, each in pair.differences},
        "rests_on": [{**_cell(each.assessed), "coding": coding_data(each.coding)} for each in pair.rests_on],
        "could_decide": [_cell(each) for each in pair.deciding],
        "alone": pair.alone,
        "weights": limit_words(found, pair.limits) if pair.order is Order.BEFORE else None,
    }


VALUES = Way(
    "values",
    "/compare/values",
    "Values",
    "Which of them no other is better than by several values at once, and what your weights make of them.",
    OWN,
    MOST,
    work,
    aside=frozenset({"open because", "assessors", "rubric", "weight", "first place", "last place"}),
)
