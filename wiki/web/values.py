"""Values: the front, what weights make of the cases with every sum written out, and each value with its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

from flask import Blueprint, Response, render_template
from markupsafe import Markup

from patterns.codings import Coding
from patterns.comparison.assessments import SCALE, SERVED, Assessed, Open, Standing
from patterns.comparison.intervals import Interval, number_words
from patterns.comparison.pareto import Place
from patterns.comparison.valuelens import Order
from wiki.choices import Choice
from wiki.parameters import Parameters
from wiki.ways import Way
from wiki.ways.settings import HEAVIEST
from wiki.ways.valuelens import OWN, READINGS, ValueLens, lens_of, value_fields
from wiki.ways.values import VALUES
from wiki.ways.valuewords import (
    VERBS,
    better_words,
    cautions,
    coding_words,
    limit_words,
    nothing_to_compare,
    pair_words,
    resting_words,
    sentences,
)
from wiki.web.cells import CellWriter, writer_for
from wiki.web.choosing import ChoiceForm, address, choice_form, keep_address, plainly, ways
from wiki.web.session import the_wiki
from wiki.web.valueplane import plane
from wiki.web.wayback import form_at, here
from wiki.web.ways import answer, downloads

door = Blueprint("values", __name__)

LISTED = 100
"""Cases of each list that are shown; the files have all."""

MOVED = 30
"""Codings that are shown beside what they moved."""

OFFERED = ("0.5", "1", "2", "3", "5")
"""Weights that the form offers; the address takes any."""

ACROSS = 200
"""Units across a picture of an interval."""


@dataclass(frozen=True, slots=True)
class Bar:
    """An interval as it is drawn on a scale that has 0 in its middle."""

    x: float
    width: float  # a known number is drawn as a dot of this width


@dataclass(frozen=True, slots=True)
class Group:
    """Cases that stand to a value in the same way."""

    standing: Standing
    cells: tuple[Assessed, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """One value over all cases."""

    value: str
    label: str
    groups: tuple[Group, ...]  # of those of which something is said
    unsaid: tuple[Group, ...]  # of those of which it is not
    several: tuple[Assessed, ...]  # cells that several assessed
    differing: tuple[Assessed, ...]  # those of them in which they do not say the same


@door.route("/compare/values", methods=["GET", "OPTIONS"])
def values() -> Response:
    """Answer with the values of the chosen cases, or the form that chooses them."""
    return answer(VALUES, html_of)


def html_of(way: Way, choice: Choice, parameters: Parameters) -> str:
    """Render what is found and the forms."""
    found = lens_of(the_wiki(), choice, parameters)
    writer = writer_for(the_wiki(), (coding for each in found.cells() for coding in each.codings))
    most = sum(found.weights.values()) or 1
    neighbours = found.ranking.neighbours if found.ranking else ()
    plain = partial(plainly, cases=choice.titles)
    return render_template(
        "values.html",
        found=found,
        sentences=list(map(plain, sentences(found))) if choice.titles else [],
        missing=nothing_to_compare(found),
        cautions=list(map(plain, cautions(found))),
        places=Place,
        served=SERVED,
        both=Open.BOTH,
        analyses=list(analyses(found)),
        plane=plane(found),
        bar=lambda interval: bar(interval, 1),
        sum_bar=lambda interval: bar(interval, float(most)),
        most=number_words(Fraction(sum(found.weights.values()))),
        words_of=lambda keys: ", ".join(map(found.label, keys)),
        ticked=found.values if parameters.all("value") else (),
        number=number_words,
        evidence=evidence_of(writer),
        verbs=VERBS,
        pair_words=lambda pair: plain(pair_words(found, pair)),
        in_order=[each for each in neighbours if each.order is not Order.UNDECIDED],
        undecided=[each for each in neighbours if each.order is Order.UNDECIDED],
        better=lambda seat: plain(better_words(found, seat)),
        coding_words=lambda each: plain(coding_words(found, each)),
        resting=lambda pair: plain(resting_words(found, pair)),
        limits=lambda pair: limit_words(found, pair.limits),
        to_code=to_code,
        sides=value_fields(choice.kind),
        side_form=lambda title, key: form_at(title, key, here()),
        offered=offered_weights(found),
        readings=READINGS,
        other_reading=lambda reading: address(reading=[reading]),
        heaviest=f"{HEAVIEST:.0f}",
        listed=LISTED,
        most_moved=MOVED,
        kept=parameters.without({*OWN, "format"}).pairs,
        choose=form_for(choice, way),
        ways=ways(way),
        keep=keep_address(way),
        downloads=downloads(way),
    )


def form_for(choice: Choice, way: Way) -> ChoiceForm:
    """Return the form that chooses others: of kinds whose pages are assessed by values, without variables."""
    kinds = tuple(each for each in the_wiki().ontology.kinds if value_fields(each))
    return replace(choice_form(choice, way), kinds=kinds, groups=())


def evidence_of(writer: CellWriter) -> Callable[[Assessed], Markup]:
    """Return what writes the codings of a cell, each with its evidence to be opened."""
    return lambda each: Markup("".join(writer.coding(_with_side(coding)) for coding in each.codings))  # noqa: S704 – all escaped


def _with_side(coding: Coding) -> Coding:
    """Return a coding whose words say whether it is one of serving or of harming."""
    return replace(coding, label=f"{'serves' if coding.field == SERVED else 'harms'} {coding.label}".strip())


def to_code(each: Assessed) -> str:
    """Return the address of the form in which a case is coded under the side that would tell more of it."""
    return form_at(each.case, each.side_to_code, here())


def offered_weights(found: ValueLens) -> Mapping[str, tuple[str, ...]]:
    """Return the weights offered for each value, with the one it has."""
    return {
        key: tuple(
            sorted(
                {*OFFERED, *([f"{float(found.weights[key]):g}"] if key in found.weights else [])}, key=float
            )
        )
        for key in found.labels
    }


def bar(interval: Interval, most: float) -> Bar:
    """Return an interval between −most and most as it is drawn.

    >>> bar(SCALE, 1)
    Bar(x=0.0, width=200.0)
    """
    start, end = (ACROSS / 2 * (1 + float(each) / most) for each in (interval.low, interval.high))
    width = max(6.0, end - start)
    return Bar(
        round(min(start, ACROSS - width) if interval.width else max(0.0, start - 3), 1), round(width, 1)
    )


def analyses(found: ValueLens) -> Iterator[Analysis]:
    """Yield each value looked at over all cases, those that stand highest for sure first."""
    for value in found.values:
        cells = [row[value] for row in found.table.values()]
        several = tuple(
            each for each in cells if any(len(side.assessed) > 1 for side in (each.served, each.harmed))
        )
        yield Analysis(
            value,
            found.label(value),
            tuple(_groups(cells, (each for each in Standing if each not in _NOTHING))),
            tuple(_groups(cells, _NOTHING)),
            several,
            tuple(each for each in several if each.served.differ or each.harmed.differ),
        )


_NOTHING = (Standing.NOT_APPLICABLE, Standing.UNKNOWN, Standing.UNCODED)


def _groups(cells: Iterable[Assessed], standings: Iterable[Standing]) -> Iterator[Group]:
    by: dict[Standing, list[Assessed]] = {}
    for each in cells:
        by.setdefault(each.standing, []).append(each)
    for standing in standings:
        if standing in by:
            yield Group(standing, tuple(sorted(by[standing], key=_highest)))


def _highest(each: Assessed) -> tuple[float, float, str]:
    position = each.position or SCALE
    return (-float(position.low), -float(position.high), each.case)
