"""The search page and its JSON."""

from __future__ import annotations

import pytest

from tests.fakes.small_wiki import CannedSearch, small_wiki
from wiki.ports import FacetValue, Hit, SearchAnswer
from wiki.searching import Asked, loosened
from wiki.web.app import create_app

FOUND = SearchAnswer(
    total=41,
    hits=(
        Hit("Pattern:Benefit sharing", "pattern", "what the <mark>commons</mark> &lt;gives&gt;", 7.5),
        Hit("Case:Free Culture", "case", "", 2.0),
    ),
    facets={
        "kind": (FacetValue("pattern", "Pattern", 30), FacetValue("case", "Case", 11)),
        "tags": (FacetValue("open", "open", 12),),
    },
    suggestion="",
    hint="",
)


@pytest.fixture
def search():
    return CannedSearch(FOUND, titles=(("Case:Wikipedia", "Wikipedia"), ("Case:Wikipedia", "wikipédia <x>")))


@pytest.fixture
def client(search):
    return create_app(small_wiki(search=search)).test_client()


JSON = {"Accept": "application/json"}


def test_json_has_the_keys_it_always_has(client):
    answer = client.get("/search?q=commons", headers=JSON)
    assert answer.headers["Content-Type"] == "application/json"
    found = answer.json
    assert found["total"] == 41
    assert found["hits"][0] == {
        "title": "Pattern:Benefit sharing",
        "kind": "pattern",
        "url": "/wiki/Pattern:Benefit_sharing",
        "snippet": "what the <mark>commons</mark> &lt;gives&gt;",
        "score": 7.5,
    }
    assert found["facets"]["kind"] == [
        {"value": "pattern", "label": "Pattern", "count": 30},
        {"value": "case", "label": "Case", "count": 11},
    ]
    assert found["suggestion"] == ""
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_json_says_where_it_goes_on(client):
    assert client.get("/search?q=a&kind=case", headers=JSON).json["next"] == "/search?q=a&kind=case&page=2"
    assert client.get("/search?q=a&page=3", headers=JSON).json["next"] is None


@pytest.mark.parametrize("accept", ["text/html,application/xhtml+xml,*/*;q=0.8", "*/*", None])
def test_people_get_a_page(client, accept):
    answer = client.get("/search?q=commons", headers={"Accept": accept} if accept else {})
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "what the <mark>commons</mark> &lt;gives&gt;" in answer.text
    assert "41 pages found, page 1 of 3" in answer.text
    assert "Accept" in answer.headers["Vary"]


def test_the_address_becomes_the_request(client, search):
    client.get("/search?q=peer+%22x%22&kind=case&tags=a&tags=b&started=2001&colour=red&page=2")
    request = search.asked[0]
    assert (request.text, request.kind, request.page, request.size) == ('peer "x"', "case", 2, 20)
    assert request.filters == {"tags": ("a", "b"), "started": ("2001",)}


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("q=gift&from=1990&to=2008", "(gift) AND year:[1990 TO 2008]"),
        ("q=a+OR+b&from=1990", "(a OR b) AND year:[1990 TO ]"),
        ("to=2008", "year:[ TO 2008]"),
        ("q=(a&from=1990", "(a year:[1990 TO ]"),
        ('q="a&from=1990', '"a year:[1990 TO ]'),
        ("q=a&from=soon&to=20080", "a"),
        ("q=a&from=800", "(a) AND year:[0800 TO ]"),
        ("q=a&from=500+BCE&to=79+AD", "(a) AND year:[-0499 TO 0079]"),
        ("q=a&from=-0499&to=-4", "(a) AND year:[-0499 TO -0004]"),
    ],
)
def test_years_narrow_the_query(client, search, query, text):
    client.get(f"/search?{query}")
    assert search.asked[0].text == text


@pytest.mark.parametrize(
    ("page", "read_as"),
    [("0", 1), ("-1", 1), ("x", 1), ("", 1), ("99999999", 1), ("7", 7), ("9999", 500), ("٣", 1)],
)
def test_any_page_number_is_read(client, search, page, read_as):
    assert client.get("/search", query_string={"q": "a", "page": page}).status_code == 200
    assert search.asked[0].page == read_as


def test_pages_of_hits_lead_to_each_other(client):
    text = client.get("/search?q=a&tags=open&page=2").text
    assert 'href="/search?q=a&amp;tags=open" rel="prev"' in text
    assert 'href="/search?q=a&amp;tags=open&amp;page=3" rel="next"' in text


def test_facets_are_a_form_that_keeps_what_was_chosen(client):
    text = client.get("/search?q=a&kind=pattern&tags=open").text
    assert '<input type="radio" name="kind" value="pattern" checked>' in text
    assert '<input type="checkbox" name="tags" value="open" checked>' in text
    assert '<a href="/search?q=a&amp;kind=pattern" title="Take this away">Tags: open' in text
    assert '<a href="/search?q=a&amp;tags=open" title="Take this away">Kind: Pattern' in text


def test_a_suggestion_is_a_link_and_a_hint_a_sentence(client, search):
    search.answer = SearchAnswer(
        0, (), {"kind": ()}, suggestion="commons & gifts", hint="It was searched as plain words."
    )
    text = client.get("/search?q=comons&tags=open").text
    assert (
        'Did you mean <a href="/search?q=commons+%26+gifts&amp;tags=open"><em>commons &amp; gifts</em></a>?'
        in text
    )
    assert "It was searched as plain words." in text
    assert "Nothing found" in text
    assert "start the page “comons”" in text


@pytest.mark.parametrize(
    ("query", "suggested", "shown"),
    [
        ("q=giff&from=1990", "(gift) AND year:[1990 TO ]", "gift"),
        ('q="giff&from=1990', '"gift year:[1990 TO ]', '"gift'),
        ("q=giff", "gift", "gift"),
        ("q=giff&from=1990", "", ""),
    ],
)
def test_a_suggestion_is_what_could_have_been_typed(client, search, query, suggested, shown):
    search.answer = SearchAnswer(0, (), {}, suggestion=suggested)
    assert client.get(f"/search?{query}", headers=JSON).json["suggestion"] == shown


def test_nothing_asked_gets_help_with_the_language(client):
    text = client.get("/search").text
    assert "kind:pattern validation" in text
    assert "pages found" not in text


def test_what_was_asked_is_shown_as_text(client):
    text = client.get("/search", query_string={"q": '"><script>x</script>', "tags": "<i>"}).text
    assert "<script>x" not in text
    assert "<i>" not in text


def test_a_title_that_cannot_be_is_not_offered(client, search):
    search.answer = SearchAnswer(0, (), {})
    assert "start the page" not in client.get("/search?q=a|b").text


def test_completion_gives_titles_and_what_matched(client):
    answer = client.get("/suggest?q=wikip")
    assert answer.json == [
        {"title": "Case:Wikipedia", "matched": "Wikipedia", "url": "/wiki/Case:Wikipedia"},
        {"title": "Case:Wikipedia", "matched": "wikipédia <x>", "url": "/wiki/Case:Wikipedia"},
    ]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get("/suggest?q=").json == []


def test_completion_for_browsers(client):
    """OpenSearch Suggestions 1.1: [query, [titles], [descriptions], [addresses]]."""
    answer = client.get("/suggest?q=wikip&format=opensearch")
    assert answer.headers["Content-Type"] == "application/x-suggestions+json"
    query, titles, _, addresses = answer.json
    assert (query, titles[0], addresses[0]) == (
        "wikip",
        "Case:Wikipedia",
        "https://wiki.example.org/wiki/Case:Wikipedia",
    )


def test_a_field_in_the_address_may_have_the_names_it_has_in_a_query(client, search):
    client.get("/search?q=commons&tag=open", headers=JSON)
    assert search.asked[-1].filters == {"tags": ("open",)}


def test_where_no_page_has_all_words_of_a_question_those_with_some_are_shown(client, search, monkeypatch):
    asked = []

    def answer(self, request):
        asked.append(request.text)
        return FOUND if " OR " in request.text else SearchAnswer(0, (), {}, suggestion="why do people stop")

    monkeypatch.setattr(CannedSearch, "search", answer)
    page = client.get("/search?q=why+do+poeple+stop?").text
    assert asked == ["why do poeple stop?", "poeple OR stop"]
    assert "No page has all of these words. 41 pages have some of them" in page
    assert 'value="why do poeple stop?"' in page
    assert 'href="/search?q=poeple+OR+stop&amp;page=2"' in page
    assert "<em>why do people stop</em>" in page
    assert client.get("/search?q=poeple+stop", headers=JSON).json["total"] == 0


@pytest.mark.parametrize(
    "text", ["gift", '"peer gift"', "a OR b", "gift -market", "kind:case gift", "why?*", "", "a_b"]
)
def test_a_query_that_is_no_question_is_not_asked_otherwise(text):
    assert loosened(Asked(text)) is None


def test_a_question_is_loosened_to_what_it_is_about():
    assert loosened(Asked("How do we govern the commons?", kind="pattern", page=3)) == Asked(
        "govern OR commons", kind="pattern"
    )
    assert loosened(Asked("how to govern")) == Asked("govern")


def test_a_page_that_is_not_found_begins_with_what_it_is(client, search):
    search.answer = SearchAnswer(0, (), {})
    assert 'href="/special/new?name=comons"' in client.get("/search?q=comons").text
    assert 'href="/wiki/Case:Comons?action=edit"' in client.get("/search?q=Case:Comons").text
