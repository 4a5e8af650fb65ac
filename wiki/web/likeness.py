"""Likeness: which cases are like a pinned one and why, what they do that it does not, and telling pairs."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from ontology.kinds import Field
from patterns.comparison.table import IN_WORDS
from wiki.choices import Choice
from wiki.parameters import Parameters
from wiki.ways import Way
from wiki.ways.likeness import LIKENESS, LISTED, likenesses_of
from wiki.web.choosing import address, asked_parameters, choice_form, keep_address, known_cells, plainly, ways
from wiki.web.session import the_wiki
from wiki.web.ways import answer, downloads

door = Blueprint("likeness", __name__)

REASONS = 6
"""Variables named as reasons for likeness, and of a pair those it shares; more are folded."""

MANY = 12
"""Variables in which a pair differs that are named; more are folded."""


@door.route("/compare/likeness", methods=["GET", "OPTIONS"])
def likeness() -> Response:
    """Answer with similar cases and pairs, or the form that chooses among which."""
    return answer(LIKENESS, html_of)


def html_of(way: Way, choice: Choice, parameters: Parameters) -> str:
    """Render what is found and the forms."""
    found = likenesses_of(the_wiki(), choice, parameters)
    outcomes = outcomes_of(choice)
    return render_template(
        "likeness.html",
        found=found,
        listed=LISTED,
        reasons=REASONS,
        many=MANY,
        plainly=plainly,
        board=board_address,
        measured=[each for each in found.comparison.rows if not each.in_words],
        outcomes=outcomes,
        known=known_cells(choice, outcomes),
        pin=lambda title: address(pin=[title]),
        kept=parameters.without({"pin", "outcome", "weight", "format"}).pairs,
        choose=choice_form(choice, way),
        ways=ways(way),
        keep=keep_address(way),
        downloads=downloads(way),
    )


def outcomes_of(choice: Choice) -> list[Field]:
    """Return the variables that can be an outcome."""
    return [each for each in choice.kind.fields if each.codable and each.type not in IN_WORDS]


def board_address(*cases: str, variables: tuple[str, ...] = ()) -> str:
    """Return the address that puts cases side by side, by some variables or those that are compared."""
    kept = asked_parameters().only({"asof"} if variables else {"variable", "asof"})
    named = (*(("case", each) for each in cases), *(("variable", each) for each in variables))
    return Parameters((*named, *kept)).address("/compare")
