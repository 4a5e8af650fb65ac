"""Shared features as a page and as files."""

from __future__ import annotations

import re
from html import escape

import pytest

from tests.fakes.formfilling import back
from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from tests.wiki.ways.test_features import ASKED, CASES

ADDRESS = f"/compare/features?{ASKED}"


@pytest.fixture
def visitor():
    wiki = memory_wiki()
    for name, said in CASES.items():
        written(wiki, f"Case:{name}", f"---\nkind: case\n{said}\n---\n")
    return Visitor(wiki)


def test_an_exception_leads_to_its_evidence_and_a_blank_to_its_form(visitor):
    text = visitor.text(ADDRESS)
    assert (
        '<p class="except">Only exception: <a href="/compare?case=Case%3AReed&amp;variable=materiality">Reed</a> '
        "(not Materiality of the good: immaterial)" in text
    )
    assert (
        f'<p class="open">Worth coding: <a href="/wiki/Case:Bare?action=form&amp;field=materiality{back(ADDRESS)}">Bare</a> '
        "(Materiality of the good: immaterial)" in text
    )
    assert "(2 lineages)" in text


def test_every_node_of_the_picture_leads_to_its_place_in_the_list(visitor):
    text = visitor.text(ADDRESS)
    nodes = re.findall(r'<a href="#set-(\d+)" aria-label="([^"]+)"><title>', text)
    assert nodes
    assert nodes[0][1] == "6 cases: nothing shared"
    assert all(f'<li id="set-{number}"' in text for number, _ in nodes)
    assert '<svg class="lattice"' in text
    assert '<title id="lattice-title">' in text


def test_a_question_can_be_answered_by_a_yes_and_by_a_case(visitor):
    text = visitor.text(f"{ADDRESS}&support=3")
    assert "Is it true that every case with Input: open input has Process: participatory process?" in text
    confirmed = re.findall(r'<a href="([^"]*&amp;yes=[^"]*)#questions">Yes, always', text)
    after = visitor.text(confirmed[0].replace("&amp;", "&"))
    assert after.count("Yes, always") < text.count("Yes, always")
    to = visitor.get("/compare/features/against?kind=case&variable=process&title=Shuttle")
    assert (to.status_code, to.headers["Location"]) == (303, "/wiki/Case:Shuttle?action=form&field=process")
    assert f'<input type="hidden" name="back" value="{escape(ADDRESS)}&amp;support=3">' in text
    to = visitor.get(
        "/compare/features/against?variable=process&title=Shuttle&back=%2Fcompare%2Ffeatures%3Fcase%3DA"
    )
    assert to.headers["Location"].endswith("field=process&back=%2Fcompare%2Ffeatures%3Fcase%3DA")
    to = visitor.get("/compare/features/against?variable=process&title=Shuttle&back=https://evil.example/")
    assert to.headers["Location"].endswith("field=process")
    assert visitor.get("/compare/features/against?kind=case&title=").status_code == 400
    assert visitor.get("/compare/features/against?kind=case&title=a|b").status_code == 400


def test_what_suffices_is_explained(visitor):
    text = visitor.text(f"{ADDRESS}&target=materiality%3Dimmaterial")
    assert '<option value="materiality=immaterial" selected>' in text
    assert "is known to set" in text


def test_scales_stand_in_fields_and_are_changed_by_the_address(visitor):
    text = visitor.text(f"{ADDRESS}&variable=started&variable=good")
    assert re.search(r'name="scale" value="started:interval:\d{4}\|\d{4}"', text)
    assert "“Good” is free text" in text
    assert '<input type="hidden" name="scale" value="input:nominal:no-absence">' in visitor.text(
        f"{ADDRESS}&scale=input:nominal:no-absence"
    )
    changed = re.findall(r'<a href="([^"]*scale=stage%3Aordinal[^"]*)#scales">', text)
    assert "Stage: at least" in visitor.text(changed[0].replace("&amp;", "&"))


def test_without_a_choice_there_is_a_form(visitor):
    text = visitor.text("/compare/features")
    assert "Choose what to compare" in text
    assert "Lattice" not in text


def test_nothing_can_be_scaled(visitor):
    text = visitor.text("/compare/features?case=Loom&case=Weft&variable=good")
    assert "No two of these cases" in text
    assert "free text" in text


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("csv", "text/csv"),
        ("tsv", "text/tab-separated-values"),
        ("xlsx", "application/vnd"),
        ("json", "application/json"),
        ("cxt", "text/plain"),
        ("cxt-unknown", "text/plain"),
    ],
)
def test_files(visitor, form, kind):
    answer = visitor.get(f"{ADDRESS}&format={form}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith(kind)


def test_bad_parameters_are_said_in_a_sentence(visitor):
    answer = visitor.get(f"{ADDRESS}&support=many")
    assert answer.status_code == 400
    assert "Write a number from 0" in answer.text


def test_many_exceptions_are_folded(visitor):
    for number in range(20):
        stage = "growing" if number < 10 else "parity"
        written(
            visitor.wiki, f"Case:N{number:02}", f"---\nkind: case\ninput: open input\nstage: {stage}\n---\n"
        )
    many = "&".join(f"case=N{number:02}" for number in range(20))
    text = visitor.text(f"/compare/features?{many}&case=Mill&variable=input&variable=stage")
    assert "<summary>10 exceptions</summary>" in text


def test_many_cases_are_listed_in_part(visitor):
    for number in range(60):
        written(
            visitor.wiki, f"Case:N{number:02}", "---\nkind: case\ninput: open input\nstage: growing\n---\n"
        )
    many = "&".join(f"case=N{number:02}" for number in range(60))
    text = visitor.text(f"/compare/features?{many}&case=Mill&variable=input&variable=stage")
    assert "and 20 more" in text
