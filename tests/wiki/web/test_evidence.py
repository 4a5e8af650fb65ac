"""What rests on a source as a list, and the page of a source on which very much rests."""

from __future__ import annotations

import re

import pytest

from patterns.quotations import quotation_anchor
from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from wiki.web import quotations

WORDS = "Let a hundred flowers bloom."
ADDRESS = "/special/evidence?source=Source:Book"


@pytest.fixture
def wiki():
    wiki = memory_wiki()
    written(wiki, "Source:Book", f"---\nkind: source\n---\n## Quotations\n\n> {WORDS}\n")
    written(wiki, "Book", "---\nredirect: Source:Book\n---\n")
    for number in range(30):
        written(wiki, f"Case:{number:02}", case(number))
    written(wiki, "Concept:Other", "---\nkind: concept\n---\nAbout [[Source:Book]].\n")
    return wiki


def case(number: int) -> str:
    stage = "{value: parity, source: Book, quote: a hundred flowers}"
    validation = f"{{status: unknown, source: Book, quote: cell {number} only}}"
    return f"---\nkind: case\nstage: {stage}\nvalidation: {validation}\nscale: {{value: small group, source: Film}}\n---\n"


@pytest.fixture
def reader(wiki):
    return Visitor(wiki)


def test_all_of_it_is_listed_a_few_pages_at_a_time(reader):
    found, address = [], f"{ADDRESS}&format=json&limit=7"
    while address:
        answer = reader.get(address).json
        found += answer["items"]
        address = answer["next"]
    assert [each["title"] for each in found] == [f"Case:{n:02}" for n in range(30) for _ in range(2)]
    stage = next(each for each in found if each["value"])
    assert stage["quote"] == "a hundred flowers"
    assert stage["url"].startswith("/wiki/Case:00#c-")
    assert {each["status"] for each in found} == {"present", "unknown"}


def test_people_read_it_by_page(reader):
    page = reader.text(ADDRESS)
    assert page.count("<h2") == 24  # the redirect is read too, and rests on nothing
    assert "“cell 3 only”" in page
    assert "after=Case" in page
    assert "/wiki/Concept:Other" not in page  # it links to the source, and rests on nothing either


def test_a_source_that_is_not_there_or_not_named_is_said(reader):
    assert reader.get("/special/evidence").status_code == 400
    assert reader.get("/special/evidence?source=Nothing").status_code == 404
    assert reader.get("/special/evidence?source=Book").status_code == 200


def test_a_large_basis_is_cut_and_leads_to_the_list(reader, wiki):
    for number in range(30, 80):
        written(wiki, f"Case:{number:02}", case(number))
    page = reader.text("/wiki/Source:Book")
    assert "80 pages rest on these words" in page
    assert 'href="/special/evidence?source=Source%3ABook">and 56 more pages</a>' in page
    assert len(re.findall(r"<blockquote[^>]*><p>cell ", page)) == 60
    assert "All evidence, page by page" in page
    for number in (3, 79):  # evidence that is cut keeps its place
        assert page.count(f'id="{quotation_anchor(f"cell {number} only")}"') == 1


def test_pages_beyond_the_most_that_are_looked_at_are_counted(reader, monkeypatch):
    monkeypatch.setattr(quotations, "MOST_LINKING", 10)
    page = reader.text("/wiki/Source:Book")
    assert "23 more pages lead to this source." in page
    assert "9 pages rest on these words" in page
