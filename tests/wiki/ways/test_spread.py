"""Spread as a result."""

from __future__ import annotations

import json

import pytest

from tests.fakes.wiki import memory_wiki, written
from wiki.parameters import Parameters
from wiki.ways.spread import SPREAD

CASES = {
    "Loom": "place: Turin\ncoordinates: 45.07, 7.69\nstarted: 1991\nended: 2004",
    "Weft": "place: nowhere known\ncoordinates: here\nstarted: unknown\ntransformations:\n"
    "  - {value: permission, until: 2000}\n  - {value: self-selection, since: 2001}",
    "Bare": "stage: growing",
}
ASKED = "&".join(f"case={name}" for name in CASES)


@pytest.fixture
def wiki():
    wiki = memory_wiki()
    for name, said in CASES.items():
        written(wiki, f"Case:{name}", f"---\nkind: case\n{said}\n---\n")
    return wiki


def test_what_it_says(wiki):
    found = SPREAD.result(wiki, Parameters.read(ASKED))
    assert found.sentences == (
        "1 of 3 has coordinates.",
        "1 of 3 is known to have begun in 1991; of 1 it is said when it ended.",
        "1 of 3 has a position on 1 axis of transformation.",
        "Weft moved from permission to self-selection, on the axis “from permission to self-selection”.",
    )


def test_years_before_our_era_come_first_and_are_said_with_their_era(wiki):
    written(wiki, "Case:Rome", "---\nkind: case\nstarted: 510 BCE\nended: 27 BCE\n---\n")
    found = SPREAD.result(wiki, Parameters.read("case=Loom&case=Rome"))
    assert found.sentences[1].startswith("2 of 2 are known to have begun between 510 BCE and 1991;")
    assert [row[1:6:2] for row in found.rows if row[0] == "time"] == [
        ("Case:Rome", None, -26),
        ("Case:Loom", None, 2004),
    ]


def test_every_case_has_its_row_also_where_nothing_is_known(wiki):
    rows = SPREAD.result(wiki, Parameters.read(ASKED)).rows
    assert [row[1:4] for row in rows if row[0] == "place"] == [
        ("Case:Loom", "Turin", "45.07, 7.69"),
        ("Case:Weft", "nowhere known", None),
        ("Case:Bare", None, None),
    ]
    assert [row[1:6:3] for row in rows if row[0] == "time"] == [
        ("Case:Loom", 1991),
        ("Case:Weft", None),
        ("Case:Bare", None),
    ]
    assert {row[1] for row in rows if row[0] == "axis" and row[2] is None} == {"Case:Loom", "Case:Bare"}


def test_all_of_it_as_a_document(wiki):
    found = json.loads(json.dumps(SPREAD.result(wiki, Parameters.read(ASKED)).document))
    assert found["axes"][0]["moves"][0]["forward"] is True
    assert found["without_time"] == ["Case:Weft", "Case:Bare"]
    assert found["places"] == [{"case": "Case:Loom", "place": "Turin", "latitude": 45.07, "longitude": 7.69}]


def test_the_pages_as_they_were(wiki):
    found = SPREAD.result(wiki, Parameters.read(f"{ASKED}&asof=2100-01-01&kind=case"))
    assert found.rows == SPREAD.result(wiki, Parameters.read(ASKED)).rows


def test_pages_of_a_kind_without_place_and_axes(wiki):
    written(wiki, "Pattern:Sharing", "---\nkind: pattern\n---\n")
    found = SPREAD.result(wiki, Parameters.read("kind=pattern&case=Pattern:Sharing"))
    assert found.sentences[0] == "None has coordinates."
    assert found.sentences[1] == "Of none it is known when it began."
