"""The saturation curve, for people and for programs."""

from __future__ import annotations

import csv
import io
import re

import pytest

from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written


@pytest.fixture
def visitor() -> Visitor:
    wiki = memory_wiki()
    for title, value, day in (
        ("Case:B", "after publication", "2026-03-01"),
        ("Case:A", "before publication", "2026-03-02"),
        ("Case:C", "after publication", "2026-03-03"),
    ):
        text = f"---\nkind: case\nvalidation: {{value: {value}, date: {day}}}\nstarted: 2001\n---\n"
        written(wiki, title, text)
    return Visitor(wiki)


def test_the_curve_is_drawn_and_stands_below_as_a_table(visitor: Visitor):
    text = visitor.text("/special/saturation?variable=validation")
    assert (
        "3 cases, 2 different values. The last new one came with case 2; 1 since then brought none." in text
    )
    path = re.search(r'<path class="line" d="([^"]+)"', text)
    assert path
    assert path[1].count("V") == 2
    assert re.findall(r'<td class="when">(2026[-0-9]+)</td><td>([^<]+)</td>', text) == [
        ("2026-03-01", "after publication"),
        ("2026-03-02", "before publication"),
        ("2026-03-03", "–"),
    ]


def test_programs_take_it_as_csv_and_json(visitor: Visitor):
    rows = list(csv.DictReader(io.StringIO(visitor.get("/special/saturation?format=csv").text)))
    assert [(row["place"], row["title"], row["new"], row["total"]) for row in rows] == [
        ("1", "Case:B", "after publication", "1"),
        ("2", "Case:A", "before publication", "2"),
        ("3", "Case:C", "", "2"),
    ]
    items = visitor.get("/special/saturation?format=json&variable=started").get_json()["items"]
    assert [each["total"] for each in items] == [1, 1, 1]


def test_what_nobody_coded_has_no_curve(visitor: Visitor):
    text = visitor.text("/special/saturation?kind=institution")
    assert "No institution is coded by any of them yet" in text
    assert visitor.get("/special/saturation?variable=colour").status_code == 404
    assert visitor.get("/special/saturation?kind=colour").status_code == 404
