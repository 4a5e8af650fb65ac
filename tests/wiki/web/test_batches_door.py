"""Reports of imports, and taking one back in the browser."""

from __future__ import annotations

from dataclasses import replace

import pytest

from importers.draft import Draft, Issue
from importers.formats import read
from importers.source import Source
from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from tests.fixtures.mediawiki import dump
from wiki.bringing import work_through
from wiki.editing import Rename, rename
from wiki.importing import Wish, run_import
from wiki.uploads import Uploads
from wiki.web import batches


def draft(name: str, text: str = "Text.") -> Draft:
    return Draft(
        f"Case:{name}", f"---\nkind: case\n---\n{text}\n", f"{name}.md", f"https://example.org/{name}.md"
    )


@pytest.fixture
def wiki():
    wiki = memory_wiki()
    written(wiki, "Case:B", "---\nkind: case\n---\nHere before.\n")
    arriving = [
        draft("A"),
        Issue("x.md:7", "broken <b>"),
        draft("B", "Other."),
        draft("C"),
        Issue("y.md", "odd"),
    ]
    run_import(wiki, Wish("markdown", "https://example.org/", "ana", "book", "CC-BY-4.0"), arriving)
    return wiki


@pytest.fixture
def ana(wiki):
    return Visitor(wiki, "ana")


def test_the_list_of_imports(ana):
    page = ana.text("/special/batches")
    assert '<a class="what" href="/special/batches/1">1: markdown from https://example.org/</a>' in page
    (item,) = ana.get("/special/batches?format=json").json["items"]
    assert (item["number"], item["state"], item["created"], item["problems"]) == (1, "finished", 2, 3)


def test_lists_go_on_where_they_ended(ana, wiki):
    for name in "DEF":
        run_import(wiki, Wish("markdown", name, "ana"), [draft(name)])
    first = ana.get("/special/batches?format=json&limit=3").json
    assert [each["number"] for each in first["items"]] == [4, 3, 2]
    assert [each["number"] for each in ana.get(first["next"]).json["items"]] == [1]
    pages = ana.get("/special/batches/1?format=json&limit=1").json
    assert "after=" in pages["next"]
    assert ana.get(pages["next"]).json["items"][0]["title"] != pages["items"][0]["title"]


def test_the_report_of_an_import(ana):
    page = ana.text("/special/batches/1")
    assert "markdown, profile book, from" in page
    assert "CC-BY-4.0" in page
    assert "/special/mentions?batch=1" in page
    items = ana.get("/special/batches/1?format=json").json["items"]
    assert [(each["title"], each["done"], each["now"]) for each in items] == [
        ("Case:A", "created", "as imported"),
        ("Case:B", "updated", "as imported"),
        ("Case:B", "updated", "as imported"),
        ("Case:C", "created", "as imported"),
    ]


def test_pages_that_changed_since_are_told(ana, wiki):
    written(wiki, "Case:A", "---\nkind: case\n---\nEdited.\n")
    rename(wiki, Rename("Case:C", "Case:D", "ana"))
    items = ana.get("/special/batches/1?format=csv").text
    assert "Case:A,case,created,Imported from https://example.org/A.md,changed since" in items
    assert "renamed since" in items


def test_problems_are_kept_with_the_import(ana):
    page = ana.text("/special/batches/1?list=problems")
    assert "x.md:7" in page
    assert "broken &lt;b&gt;" in page
    items = ana.get("/special/batches/1?list=problems&format=json").json["items"]
    assert [each["place"] for each in items] == ["x.md:7", "y.md", "B.md"]
    assert ana.get("/special/batches/1?list=problems&format=json&limit=1").json["next"].endswith("after=1")


def test_taking_an_import_back_after_a_question(ana, wiki):
    assert "Take it back …" in ana.text("/special/batches/1")
    question = ana.text("/special/batches/1?undo=yes")
    assert "Take back batch 1?" in question
    assert "It brought 3 × case." in question
    assert "/wiki/Case:A" in question
    assert "what the wiki began with" not in question
    answer = ana.post("/special/batches/1", do="undo", **{"from": "0"})
    assert answer.status_code == 303
    page = ana.text(answer.headers["Location"])
    assert "The import is taken back: 2 pages deleted" in page
    assert "Take it back …" not in page
    assert wiki.pages.get("Case:A") is None
    assert "Here before." in wiki.pages.get("Case:B").text
    assert "deleted since" in page
    assert ana.get("/special/batches/1?undo=yes").status_code == 400
    assert ana.post("/special/batches/1", do="undo").status_code == 400


def test_a_large_import_is_taken_back_in_steps(ana, wiki, monkeypatch):
    drafts = [draft(f"N{number}") for number in range(250)]
    run_import(wiki, Wish("markdown", "many", "ana"), drafts)
    monkeypatch.setattr(batches, "SECONDS", -1.0)
    first = ana.post("/special/batches/2", do="undo", **{"from": "0"}).headers["Location"]
    assert first == "/special/batches/2?undo=yes&from=200"
    assert "200 of 250 pages have been looked at" in ana.text(first)
    assert wiki.pages.get("Case:N0") is None
    assert wiki.pages.get("Case:N249") is not None
    done = ana.post("/special/batches/2", do="undo", **{"from": "200"}).headers["Location"]
    assert "undone=yes" in done
    assert wiki.pages.get("Case:N249") is None


def test_who_may_not_import_may_look(wiki):
    somebody = Visitor(wiki)
    assert "Take it back" not in somebody.text("/special/batches/1")
    assert somebody.get("/special/batches/1?undo=yes").status_code == 403
    assert somebody.post("/special/batches/1", do="undo").status_code == 403
    assert wiki.pages.get("Case:A") is not None


@pytest.mark.parametrize(
    ("address", "status"),
    [("/special/batches/9", 404), ("/special/batches/1?list=x", 400), ("/special/batches/1?after=x", 400)],
)
def test_bad_addresses_are_refused_in_words(ana, address, status):
    assert ana.get(address).status_code == status


@pytest.mark.parametrize(
    "fields", [{"do": "x"}, {"do": "undo", "from": "x"}, {"do": "undo", "from": "9" * 30}]
)
def test_bad_forms_are_refused_in_words(ana, wiki, fields):
    answer = ana.post("/special/batches/1", **fields)
    assert answer.status_code == 400
    assert "Open its page anew" in answer.text
    assert wiki.batches.batch(1).undone is None


@pytest.fixture
def garden(tmp_path):
    """A wiki with an import of a MediaWiki, whose template a better converter would show."""
    wiki = replace(memory_wiki(), uploads=Uploads(tmp_path / "uploads", tmp_path / "run" / "bell", 1))
    path = tmp_path / "garden.xml"
    path.write_text(dump(("Commons", "Shared. {{Odd|x}}")), encoding="utf-8")
    run_import(wiki, Wish("mediawiki", "garden.xml", "ana"), read("mediawiki", Source(path, wiki.ontology)))
    return wiki


def test_what_an_import_kept_is_converted_again_with_a_look_first(garden):
    ana = Visitor(garden, "ana")
    assert "Convert again …" in ana.text("/special/batches/1")
    answer = ana.post("/special/batches/1", do="again")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/import/1")
    assert "Batch 1: what it wrote" in ana.text("/import/1")
    mapping = "format: mediawiki\ntemplates: {Odd: 'odd {1}'}\n"
    for step, written_ in (("preview", "`{{Odd|x}}`"), ("import", "odd x")):
        ana.post("/import/1", do=step, format="markdown", mapping=mapping)
        work_through(garden)
        assert garden.runs.get(1).counts["updated"] == 1
        assert written_ in garden.pages.get("Commons").text
    assert garden.batches.batch(2).source == "the originals of batch 1"
    assert garden.pages.get("Commons").summary == "Converted again from Garden wiki:Commons"


def test_an_import_without_originals_offers_no_such_thing(ana):
    assert "Convert again" not in ana.text("/special/batches/1")
    answer = ana.post("/special/batches/1", do="again")
    assert answer.status_code == 400
    assert "has no originals" in answer.text


def test_only_who_may_import_converts_again(garden):
    assert "Convert again" not in Visitor(garden).text("/special/batches/1")
    assert Visitor(garden).post("/special/batches/1", do="again").status_code in {302, 303, 401, 403}
    assert garden.runs.get(1) is None
