"""Keeping a comparison as a page, in the browser's words."""

from __future__ import annotations

import hashlib
import html
import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from ontology.vocabulary import vocabulary_graph
from patterns.comparison.kept import kept_of
from tests.fakes.formfilling import opened
from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from tests.fixtures.queried import ask, triples_of
from wiki.editing import Rename, delete, rename

OF = "case=Loom&case=Weft&variable=process"
LOOM = "---\nkind: case\nprocess: participatory process\n---\n"


@pytest.fixture
def wiki():
    wiki = memory_wiki()
    written(wiki, "Case:Loom", LOOM)
    written(wiki, "Case:Weft", "---\nkind: case\nprocess: absent\n---\n")
    return wiki


@pytest.fixture
def ana(wiki):
    return Visitor(wiki, "ana")


def keep(visitor, name="Looms", of=OF, way="side by side"):
    return visitor.post("/compare/keep", way=way, of=of, name=name, question="Why?")


def test_a_comparison_leads_to_where_it_can_be_kept(ana):
    address = re.search(r'href="(/compare/keep[^"]+)"', ana.text(f"/compare?{OF}&only=differences"))[1]
    page = ana.text(address.replace("&amp;", "&"))
    assert "known to differ in 1 of 1 variables" in page
    assert "only=differences" in page


def test_it_becomes_a_page_that_says_what_was_found_and_how_to_cite_it(ana, wiki):
    answer = keep(ana)
    assert answer.headers["Location"] == "/wiki/Comparison:Looms?did=saved"
    kept = kept_of(wiki.pages.get("Comparison:Looms").text, "Comparison:Looms", wiki.ontology)
    assert (kept.question, kept.cases) == ("Why?", ("Case:Loom", "Case:Weft"))
    page = ana.text("/wiki/Comparison:Looms")
    assert "Nothing has changed since" in page
    assert kept.result_hash in page


def test_the_permalink_gives_the_kept_rows_to_programs(ana, wiki):
    keep(ana)
    page = ana.text("/wiki/Comparison:Looms")
    permalink = re.search(r'href="(/compare\?[^"]*asof=[^"]+)"', page)[1].replace("&amp;", "&")
    before = ana.get(f"{permalink}&format=csv").data
    written(wiki, "Case:Loom", LOOM.replace("participatory process", "unknown"))
    assert ana.get(f"{permalink}&format=csv").data == before
    assert "as they were on" in ana.text(permalink)
    assert "as they were on" not in ana.text(f"/compare?{OF}")


def test_what_changed_is_said_with_who_changed_it(ana, wiki):
    keep(ana)
    written(wiki, "Case:Loom", LOOM.replace("participatory process", "unknown"), author="ben")
    page = ana.text("/wiki/Comparison:Looms")
    assert "What has changed since, and why" in page
    assert re.search(r"Process</td><td>participatory process</td><td>\[unknown\]</td><td>ben, <a", page)


def test_renewing_asks_first_and_keeps_what_is_written(ana, wiki):
    keep(ana)
    text = wiki.pages.get("Comparison:Looms").text.replace("## Discussion\n", "## Discussion\nMine.\n")
    written(wiki, "Comparison:Looms", text)
    written(wiki, "Case:Loom", LOOM.replace("participatory process", "unknown"))
    assert "Keep the result of today" in ana.text("/compare/renew?title=Comparison:Looms")
    old = kept_of(text, "Comparison:Looms", wiki.ontology)
    assert ana.post("/compare/renew", title="Comparison:Looms").status_code == 303
    new = wiki.pages.get("Comparison:Looms").text
    assert "Mine." in new
    assert kept_of(new, "Comparison:Looms", wiki.ontology).result_hash != old.result_hash
    assert "Nothing has changed since" in ana.text("/wiki/Comparison:Looms")


@pytest.mark.parametrize(
    ("name", "words"), [("", "Give the comparison a title"), ("a[b", "title"), ("Looms", "already")]
)
def test_a_title_that_will_not_do_is_said_and_nothing_is_lost(ana, wiki, name, words):
    keep(ana)
    answer = keep(ana, name)
    assert answer.status_code == 422
    assert words in answer.text
    assert "Why?</textarea>" in answer.text


@pytest.mark.parametrize(
    ("of", "way", "words"),
    [
        ("case=Nobody", "side by side", "no page"),
        (OF, "magic", "no way of comparing"),
        ("kind=loom", "side by side", "no kind"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_a_sentence(ana, of, way, words):
    answer = keep(ana, of=of, way=way)
    assert answer.status_code == 400
    assert words in answer.text
    assert ana.get(f"/compare/keep?way={quote(way)}&of={quote(of)}").status_code == 400


def test_who_may_not_edit_may_not_keep(wiki):
    visitor = Visitor(wiki)
    assert visitor.get(f"/compare/keep?way=side+by+side&of={quote(OF)}").status_code in {302, 303, 401, 403}
    assert wiki.pages.get("Comparison:Looms") is None


def test_a_page_that_names_no_method_says_so(ana, wiki):
    written(wiki, "Comparison:Bare", "---\nkind: comparison\ncases: [Loom]\n---\n")
    assert "names no method" in ana.text("/wiki/Comparison:Bare")
    assert ana.get("/compare/renew?title=Comparison:Bare").status_code == 400
    assert ana.get("/compare/renew?title=Case:Loom").status_code == 400
    assert ana.get("/compare/renew?title=Nowhere").status_code == 404


def test_a_time_that_cannot_be_read_is_said_on_the_page(ana, wiki):
    keep(ana)
    text = wiki.pages.get("Comparison:Looms").text
    written(wiki, "Comparison:Looms", re.sub(r"as_of: .*", "as_of: once", text))
    assert "is not a date" in ana.text("/wiki/Comparison:Looms")


def test_the_hash_is_that_of_the_csv_that_the_permalink_gives(ana, wiki):
    keep(ana)
    kept = kept_of(wiki.pages.get("Comparison:Looms").text, "Comparison:Looms", wiki.ontology)
    csv = ana.get(f"/compare?{OF}&asof={quote(kept.as_of)}&format=csv").data
    assert hashlib.sha256(csv).hexdigest() == kept.result_hash


def test_the_page_has_its_rows_and_leads_to_them_in_sparql(ana, wiki):
    keep(ana)
    text = wiki.pages.get("Comparison:Looms").text
    assert "kept_by: ana\n" in text
    assert "rows: |-\n  variable,label,question,coded,known,apart,pairs,score,Case:Loom,Case:Weft\n" in text
    page = ana.text("/wiki/Comparison:Looms")
    assert "<td>participatory process</td><td>[absent]</td>" in page
    address = html.unescape(re.search(r'href="(/sparql\?query=[^"]+)"', page)[1])
    query = parse_qs(urlsplit(address).query)["query"][0]
    found = ask(triples_of(wiki.project("Comparison:Looms", text).facts) + vocabulary_graph(), query)
    assert [row[1:] for row in found if row[1].startswith(("row", "Loom", "Weft"))] == [
        ("row in words", "Process"),
        ("Loom", "participatory-process"),
        ("Loom, as written", "participatory process"),
        ("Weft, as written", "[absent]"),
    ]


def test_an_older_page_says_how_it_gets_its_rows_and_renewing_adds_them(ana, wiki):
    keep(ana)
    text = wiki.pages.get("Comparison:Looms").text
    older = re.sub(r"(kept_by: ana|rows: \|-)\n(  .*\n)*", "", text)
    written(wiki, "Comparison:Looms", older)
    page = ana.text("/wiki/Comparison:Looms")
    assert "not on its page" in page
    assert "/sparql?query" not in page
    assert "Nothing has changed since" in page
    ana.post("/compare/renew", title="Comparison:Looms")
    renewed = kept_of(wiki.pages.get("Comparison:Looms").text, "Comparison:Looms", wiki.ontology)
    assert renewed.rows == kept_of(text, "Comparison:Looms", wiki.ontology).rows
    assert renewed.kept_by == "ana"


def test_rows_changed_by_hand_are_found(ana, wiki):
    keep(ana)
    text = wiki.pages.get("Comparison:Looms").text
    written(
        wiki, "Comparison:Looms", text.replace("participatory process,[absent]", "closed process,[absent]")
    )
    assert "The rows are not those that were kept" in ana.text("/wiki/Comparison:Looms")


def test_rows_stay_as_they_are_when_the_rest_is_changed_in_the_form(ana, wiki):
    keep(ana)
    before = wiki.pages.get("Comparison:Looms").text
    form = opened(ana, "/wiki/Comparison:Looms?action=form")
    form["v.question.0"] = "What else?"
    assert form.send().status_code in {200, 302, 303}
    after = wiki.pages.get("Comparison:Looms").text
    assert after == before.replace("question: Why?", "question: What else?").replace(
        'question: "Why?"', "question: What else?"
    )


def permalink_on(page: str) -> str:
    return html.unescape(re.search(r'href="(/compare[^"]*asof=[^"]+)">The result as it was kept', page)[1])


def test_the_permalink_on_the_page_gives_the_same_rows_after_a_rename(ana, wiki):
    keep(ana)
    rename(wiki, Rename("Case:Loom", "Case:Great loom", "eva", redirect=False))
    there = permalink_on(ana.text("/wiki/Comparison:Looms"))
    kept = kept_of(wiki.pages.get("Comparison:Looms").text, "Comparison:Looms", wiki.ontology)
    assert kept.cases == ("Case:Great loom", "Case:Weft")
    assert hashlib.sha256(ana.get(f"{there}&format=csv").data).hexdigest() == kept.result_hash


def test_what_cannot_be_worked_out_any_more_is_still_shown_as_it_was_kept(ana, wiki):
    written(wiki, "Variable:Dye", "---\nkind: variable\nquestion: Q?\noptions: [red, blue]\n---\n")
    written(wiki, "Case:Loom", LOOM.replace("process:", "dye: red\nprocess:"))
    assert keep(ana, of=f"{OF}&outcome=dye&condition=process", way="truth table").status_code == 303
    kept = kept_of(wiki.pages.get("Comparison:Looms").text, "Comparison:Looms", wiki.ontology)
    delete(wiki, "Variable:Dye", "eva", "no use")
    page = ana.text("/wiki/Comparison:Looms")
    assert (
        "It cannot be worked out with pages and variables as they are: condition" in page or "outcome" in page
    )
    assert html.escape(kept.findings[0], quote=False) in html.unescape(page)
    assert "The rows as they were kept" in page
    answer = ana.get(f"{permalink_on(page)}&format=csv")
    assert hashlib.sha256(answer.data).hexdigest() == kept.result_hash


def test_brought_from_another_wiki_it_says_why_it_is_not_worked_out_again(ana, wiki):
    keep(ana)
    text = wiki.pages.get("Comparison:Looms").text
    written(wiki, "Comparison:Looms", re.sub(r"as_of: .*", 'as_of: "2001-01-01T00:00:00Z"', text))
    page = ana.text("/wiki/Comparison:Looms")
    assert "At that time this wiki had no page of these cases" in page
    assert "The result as it was kept</a>" not in page
    assert 'id="kept-rows"' in page
