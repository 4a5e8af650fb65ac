"""Cases under two values as a picture."""

from __future__ import annotations

import pytest

from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from tests.wiki.ways.test_values import ASKED, CASES
from wiki.choices import choose_by
from wiki.parameters import Parameters
from wiki.ways.valuelens import OWN, lens_of
from wiki.web.valueplane import ACROSS, DOT, INSET, MOST, plane


@pytest.fixture
def wiki():
    wiki = memory_wiki()
    for name, said in CASES.items():
        written(wiki, f"Case:{name}", f"---\nkind: case\n{said}\n---\n")
    return wiki


def drawn(wiki, query):
    parameters = Parameters.read(query)
    found = plane(lens_of(wiki, choose_by(wiki, parameters, OWN, 500), parameters))
    return list(found.boxes) if found else []


def test_a_case_is_a_box_as_far_as_it_is_known_and_a_dot_where_both_are(wiki):
    loom, weft, warp, reed = drawn(wiki, f"{ASKED}&value=freedom&value=equality")
    assert loom.known
    assert (loom.x + DOT / 2, loom.y + DOT / 2) == (
        pytest.approx(INSET + ACROSS * 1.9 / 2, abs=0.1),
        pytest.approx(INSET + ACROSS * 0.6 / 2, abs=0.1),
    )
    assert (weft.width, weft.height) == (pytest.approx(ACROSS * 0.1, abs=0.1), DOT)
    assert (reed.y, reed.height) == (INSET, ACROSS)
    assert [each.mark for each in (loom, weft, warp, reed)] == ["sure", "sure", "dominated", "possible"]


def test_cases_of_which_the_same_is_known_share_a_box(wiki):
    for name in ("Twin", "Twine"):
        written(wiki, f"Case:{name}", "---\nkind: case\nvalues_served: [freedom, equality]\n---\n")
    assert [
        each.numbers for each in drawn(wiki, "case=Twin&case=Loom&case=Twine&value=freedom&value=equality")
    ] == [
        "1, 3",
        "2",
    ]


@pytest.mark.parametrize("values", ["&value=freedom", "&value=freedom&value=equality&value=openness"])
def test_only_two_values_make_a_picture(wiki, values):
    assert drawn(wiki, f"{ASKED}{values}") == []


def test_too_many_cases_make_none(wiki):
    names = [f"Many{number}" for number in range(MOST + 1)]
    for name in names:
        written(wiki, f"Case:{name}", "---\nkind: case\nvalues_served: [freedom, equality]\n---\n")
    assert drawn(wiki, "&".join(f"case={name}" for name in names) + "&value=freedom&value=equality") == []


def test_cases_of_which_one_value_is_not_assessed_are_not_drawn_but_counted(wiki):
    written(wiki, "Case:Half", "---\nkind: case\nvalues_served: freedom\n---\n")
    text = Visitor(wiki).text(f"/compare/values?{ASKED}&case=Half&value=freedom&value=equality")
    assert "1 is not drawn: under one of the two values nothing is said of it." in text
    assert len(drawn(wiki, f"{ASKED}&case=Half&value=freedom&value=equality")) == 4


def test_numbers_of_boxes_with_the_same_corner_stand_below_each_other(wiki):
    written(wiki, "Case:Wide", "---\nkind: case\nvalues_served: [freedom, equality]\n---\n")
    written(
        wiki,
        "Case:Wider",
        "---\nkind: case\nvalues_served: [freedom, {value: equality, status: contested}]\n---\n",
    )
    assert [each.line for each in drawn(wiki, "case=Wide&case=Wider&value=freedom&value=equality")] == [0, 1]


def test_the_picture_has_its_list(wiki):
    text = Visitor(wiki).text(f"/compare/values?{ASKED}&value=freedom&value=equality")
    assert 'aria-labelledby="plane-title plane-text"' in text
    assert '<a href="/wiki/Case:Weft">Weft</a>: freedom 0.5 to 0.7; equality 0.8' in text
