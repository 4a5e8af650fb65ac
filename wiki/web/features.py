"""Shared features: cards, the lattice as a picture and a list, rules with exceptions, questions, and how variables are scaled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, Response, make_response, redirect, render_template, request

from ontology.kinds import Kind, ValueType
from patterns.comparison.features.cards import Card
from patterns.comparison.features.context import Feature
from patterns.comparison.features.exploration import Question
from patterns.comparison.features.lattice import IN_A_PICTURE
from patterns.comparison.features.rules import Rule
from patterns.comparison.features.scaling import NUMBERS, Method, Scale
from patterns.links import full_title, normalize_title, split_title, title_problem
from wiki.choices import Choice, asked_kind
from wiki.comparing import MOST
from wiki.errors import BadInputError
from wiki.parameters import Parameters
from wiki.proposing import PATH as PROPOSE
from wiki.ways import Way
from wiki.ways.features import Found, found_of, written_answer
from wiki.ways.featurescales import read_scale, written
from wiki.ways.featuretable import FEATURES, beside_chance, how_much
from wiki.web.choosing import address, asked_parameters, choice_form, keep_address, plainly, ways
from wiki.web.latticepicture import Picture, picture
from wiki.web.mistakes import form_again
from wiki.web.session import the_wiki
from wiki.web.wayback import form_at, here, way_back
from wiki.web.ways import answer, downloads
from wiki.web.words import name_of

door = Blueprint("features", __name__)

OPEN, NAMED, LISTED = 10, 8, 40
"""Cards and rules that stand open, the others folded; exceptions of one that do; cases that it lists."""


@door.route(FEATURES.path, methods=["GET", "OPTIONS"])
def features() -> Response:
    """Answer with what the cases share, or the form that chooses them."""
    return answer(FEATURES, html_of)


@door.get(f"{FEATURES.path}/against")
def against() -> Response:
    """Lead to the form of the case that somebody names against an implication; there it is coded.

    A title that cannot be one is asked for again, with what is wrong.
    """
    named = normalize_title(request.args.get("title", ""))
    kind = asked_kind(the_wiki().ontology, asked_parameters())
    title = full_title(kind.name, split_title(named, the_wiki().shapes).name, the_wiki().shapes)
    problem = title_problem(title) if named else "Name a case: write its title into the field."
    if problem:
        error = BadInputError(problem, "title", request.args.get("title", ""))
        own = frozenset({"title"})
        again = form_again(request.path, "Code a case that speaks against it", error, own)
        return make_response(again, HTTPStatus.BAD_REQUEST)
    to = form_at(title, request.args.get("variable", ""), way_back())
    return make_response(redirect(to, HTTPStatus.SEE_OTHER))


def html_of(way: Way, choice: Choice, parameters: Parameters) -> str:
    """Render what is found and the form."""
    found = found_of(the_wiki(), choice, parameters) if choice.titles and choice.fields else None
    return render_template(
        "features.html",
        found=found,
        plainly=plainly,
        summary=how_much(found) if found else "",
        beside=beside_chance(found) if found else "",
        picture=picture_of(found) if found else None,
        rows=scale_rows(found) if found else (),
        links=Links(choice.kind),
        open=OPEN,
        named=NAMED,
        listed=LISTED,
        in_a_picture=IN_A_PICTURE,
        address=address,
        here=here(),
        kept=asked_parameters().without({"format"}),
        scales=[
            ("scale", written(each))
            for each in map(read_scale, found.settings.scales)
            if each.method is Method.NOMINAL
        ]
        if found
        else (),
        choose=choice_form(choice, way),
        ways=ways(way),
        keep=keep_address(way),
        downloads=downloads(way),
    )


def picture_of(found: Found) -> Picture:
    """Lay the lattice out."""
    namespace = found.choice.kind.namespace
    return picture(
        found.lattice, [[name_of(each, namespace) for each in node.own_cases] for node in found.lattice.nodes]
    )


@dataclass(frozen=True, slots=True)
class Links:
    """Where what is claimed of cases leads to."""

    kind: Kind

    def evidence(self, titles: Iterable[str], features: Iterable[Feature]) -> str:
        """Return where cases stand side by side under the variables of some features; "" for more than fit."""
        cases = list(titles)
        if not cases or len(cases) > MOST:
            return ""
        keys = dict.fromkeys(each.variable for each in features)
        pairs = (*(("case", each) for each in cases), *(("variable", each) for each in keys))
        return Parameters((*pairs, *asked_parameters().only({"asof"}).pairs)).address("/compare")

    def to_code(self, title: str, feature: Feature) -> str:
        """Return the form of a case at the variable of a feature."""
        return form_at(title, feature.variable, here())

    def proposing(self, card: Card) -> str:
        """Return where a pattern is proposed from the cases of a card."""
        kept = asked_parameters().without({"format", "find"})
        named = kept.having("feature", [each.key for each in card.features])
        return named.having("by", [FEATURES.path]).address(PROPOSE)

    def yes(self, rule: Rule) -> str:
        """Return this address with an implication confirmed."""
        said = written_answer(Question(rule).answer)
        return address(yes=[*asked_parameters().all("yes"), said])


@dataclass(frozen=True, slots=True)
class ScaleRow:
    """How one variable becomes features, and how that can be changed."""

    label: str
    key: str
    features: tuple[tuple[str, int], ...]  # labels with the cases that have them
    steps: str  # the scale as it is changed in a field, "" = it has no steps
    others: tuple[tuple[str, str], ...]  # words and address of other scales
    remark: str
    refused: bool


def scale_rows(found: Found) -> Sequence[ScaleRow]:
    """Return how each variable becomes features, those that give none last."""
    remarks = {each.field: each for each in found.scaled.remarks}
    scales = {each.field: each for each in found.scaled.scales}
    context = found.context
    made: dict[str, list[tuple[str, int]]] = {}
    for each, has in zip(context.features, context.has, strict=True):
        made.setdefault(each.variable, []).append((each.label.partition(": ")[2], has.bit_count()))
    rows = []
    for row in found.comparison.rows:
        key, scale = row.field.key, scales.get(row.field.key)
        remark = remarks.get(key)
        rows.append(
            ScaleRow(
                row.field.label,
                key,
                tuple(made.get(key, ())),
                written(scale) if scale and scale.method is not Method.NOMINAL else "",
                tuple(others(scale, row.field.type, bool(row.field.options))) if scale else (),
                remark.sentence if remark else "",
                bool(remark and remark.refused),
            )
        )
    return sorted(rows, key=lambda each: not each.features)


def others(scale: Scale, kind: ValueType, has_options: bool) -> Iterable[tuple[str, str]]:  # noqa: FBT001 - a fact of the variable
    """Give other scales of a variable: words and address."""
    if scale.method is Method.NOMINAL:
        if has_options:
            yield "in the order of its list", with_scale(Scale(scale.field, Method.ORDINAL))
        if kind in NUMBERS:
            yield "by cuts", with_scale(Scale(scale.field, Method.INTERVAL))
        words = "no and absent are no features" if scale.absence else "no and absent are features too"
        yield words, with_scale(Scale(scale.field, absence=not scale.absence))
        return
    yield "a feature for each value", with_scale(Scale(scale.field))


def with_scale(scale: Scale) -> str:
    """Return this address with another scale of one variable."""
    kept = [each for each in asked_parameters().all("scale") if each.partition(":")[0] != scale.field]
    return address(scale=[*kept, written(scale)])
