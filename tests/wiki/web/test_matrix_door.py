"""The matrix, as a page and as files."""

from __future__ import annotations

import re

import pytest

from tests.fakes.formfilling import back
from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written

ASKED = "/compare/matrix?case=Loom&case=Weft&case=Bare&variable=process&variable=good"
LONG = "cloth " * 40


@pytest.fixture
def visitor():
    wiki = memory_wiki()
    written(wiki, "Case:Loom", f"---\nkind: case\nprocess: participatory process\ngood: {LONG}\n---\n")
    written(wiki, "Case:Weft", "---\nkind: case\nprocess: unknown\ngood: <b>yarn</b>\n---\n")
    written(wiki, "Case:Bare", "---\nkind: case\n---\n")
    return Visitor(wiki)


def test_every_cell_leads_to_the_form_of_its_variable(visitor):
    text = visitor.text(ASKED)
    to = f"?action=form&amp;field=process{back(ASKED)}"
    assert f'<a href="/wiki/Case:Loom{to}">participatory process</a>' in text
    assert f'<td data-state="unknown"><a href="/wiki/Case:Weft{to}">(unknown)</a>' in text
    assert f'<td class="blank"><a href="/wiki/Case:Bare{to}">not coded</a>' in text
    assert "&lt;b&gt;yarn" in text


def test_variables_that_no_case_codes_are_named_below_and_no_columns(visitor):
    text = visitor.text("/compare/matrix?case=Loom&case=Weft&case=Bare")
    head, folded = text.split("variables that nobody has coded of any of these", 1)
    assert "variable=task_granularity" not in head.split("<table", 1)[1]
    assert "variable=task_granularity" in folded.split("</details>")[0]
    assert "variable=process" in head.split("<table", 1)[1]


def test_long_values_are_cut(visitor):
    (cell,) = re.findall(r">(cloth [^<]*)</a>", visitor.text(ASKED))
    assert cell.endswith("…")
    assert len(cell) <= 90


def test_pinning_sorts_by_likeness_and_says_what_of(visitor):
    text = visitor.text(f"{ASKED}&pin=Loom")
    assert "take the pin out" in text
    assert re.findall(r'<th scope="row"><a href="/wiki/Case:(\w+)"', text)[0] == "Loom"
    assert "nothing known of both" in text


def test_many_cases_are_paged(visitor):
    for number in range(120):
        written(visitor.wiki, f"Case:N{number:03}", "---\nkind: case\n---\n")
    many = "/compare/matrix?" + "&".join(f"case=N{number:03}" for number in range(120)) + "&variable=process"
    first = visitor.text(f"{many}&sort=title")
    assert len(re.findall(r'<th scope="row"><a href="/wiki/Case:N', first)) == 100
    assert (
        len(
            re.findall(r'<th scope="row"><a href="/wiki/Case:N', visitor.text(f"{many}&sort=title&start=100"))
        )
        == 20
    )
    assert len(visitor.get(f"{many}&format=json").json["cases"]) == 120


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("csv", "text/csv"),
        ("tsv", "text/tab-separated-values"),
        ("xlsx", "application/vnd"),
        ("json", "application/json"),
        ("qca", "text/csv"),
    ],
)
def test_files(visitor, form, kind):
    answer = visitor.get(f"{ASKED}&format={form}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith(kind)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("form", ["tsv", "qca", "json"])
def test_files_of_nothing_are_refused_in_a_sentence(visitor, form):
    answer = visitor.get(f"/compare/matrix?format={form}&case=Nobody")
    assert answer.status_code == 400
    assert "There is no page “Nobody”." in answer.text


def test_a_format_that_there_is_not(visitor):
    answer = visitor.get(f"{ASKED}&format=docx")
    assert answer.status_code == 400
    assert "docx" in answer.text


def test_the_board_can_be_had_as_a_workbook_too(visitor):
    assert visitor.get("/compare?case=Loom&case=Weft&format=xlsx").status_code == 200


def test_cells_of_another_time_are_looked_at_and_not_changed(visitor):
    text = visitor.text(f"{ASKED}&asof=2100-01-01")
    assert "action=form" not in text.partition("<tbody>")[2].partition("</tbody>")[0]
    assert (
        '<a href="/compare?case=Case%3ALoom&amp;variable=process&amp;asof=2100-01-01">participatory process</a>'
        in text
    )
