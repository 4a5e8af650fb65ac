"""What every implementation of `wiki.ports.Search` must answer, the fake included."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine

from patterns.projection import FacetRow, Projected, SearchText
from tests.fakes.search import MemorySearch
from wiki.ports import Search, SearchAnswer, SearchRequest
from wiki.search.fulltext import FullText
from wiki.search.rows import index_page, unindex_page
from wiki.search.schema import create_search


class Filled(Search, Protocol):
    def index(self, page: int, projected: Projected) -> None: ...

    def unindex(self, page: int) -> None: ...


class FileSearch:
    """FullText with the storage's part of the work: a file and its transactions."""

    def __init__(self, path: Path) -> None:
        self.engine = create_engine(f"sqlite:///{path}")
        with self.engine.begin() as connection:
            create_search(connection)
        self.full_text = FullText(self)

    @contextmanager
    def search_connection(self) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            yield connection

    def index(self, page: int, projected: Projected) -> None:
        with self.engine.begin() as connection:
            index_page(connection, page, projected)

    def unindex(self, page: int) -> None:
        with self.engine.begin() as connection:
            unindex_page(connection, page)

    def search(self, request: SearchRequest) -> SearchAnswer:
        return self.full_text.search(request)

    def titles_found(self, request: SearchRequest, most: int) -> tuple[list[str], int]:
        return self.full_text.titles_found(request, most)

    def suggest(self, prefix: str, limit: int = 10) -> list[tuple[str, str]]:
        return self.full_text.suggest(prefix, limit)


def page(
    title: str, body: str = "", aliases: tuple[str, ...] = (), **facets: str | tuple[str, ...]
) -> Projected:
    prefix, _, name = title.partition(":")
    rows = [
        FacetRow(field, value, value.capitalize() if field == "kind" else value)
        for field, values in facets.items()
        for value in ((values,) if isinstance(values, str) else values)
    ]
    return Projected(
        title=title,
        kind=prefix.lower(),
        graph="",
        facts=b"",
        aliases=aliases,
        facets=tuple(rows),
        search=SearchText(name, "\n".join(aliases), body),
    )


WIKIPEDIA = page(
    "Case:Wikipedia",
    "An encyclopedia made by commons-based peer production. Communities govern it: the community decides.",
    ("Wikipédia", "The free encyclopedia"),
    tags=("commons", "knowledge"),
    license="CC-BY-SA-4.0",
    mode_of_production="commons-based peer production",
    year="2001",
)
LINUX = page(
    "Case:Linux",
    "A kernel. The production of software by peers; gifts and the market meet.",
    tags=("commons", "software"),
    license="GPL-2.0-only",
    mode_of_production="commons-based peer production",
    year="1991",
)
GIFT = page(
    "Concept:Gift economy",
    "Gifts circulate where no market is. Łódź and São Paulo have such circles; peer review of production, too.",
    ("Économie du don",),
    tags=("gift",),
    year="1923",
)
FORK = page(
    "Pattern:Right to fork",
    "Anybody may take a copy and govern it alone. <script>alert('x')</script> & 共有資源の管理",
    tags=("commons",),
    maturity="proven",
    year="2008-05-01",
)
TALK = page("Talk:Case:Wikipedia", "Is the encyclopedia a commons?")
MOVED = replace(page("Case:Wiki Pedia"), redirect="Case:Wikipedia")
ALL = (WIKIPEDIA, LINUX, GIFT, FORK, TALK, MOVED)


@pytest.fixture(params=["full text", "memory"])
def search(request: pytest.FixtureRequest, tmp_path: Path) -> Filled:
    made: Filled = FileSearch(tmp_path / "wiki.db") if request.param == "full text" else MemorySearch()
    for number, each in enumerate(ALL, 1):
        made.index(number, each)
    return made


def titles(search: Search, text: str, **more: object) -> list[str]:
    return [hit.title.partition(":")[2] for hit in search.search(SearchRequest(text, **more)).hits]  # type: ignore[arg-type]


FOUND = [
    ("encyclopedia", {"Wikipedia"}),
    ("ENCYCLOPEDIA", {"Wikipedia"}),
    ("Encyclopédia", {"Wikipedia"}),
    ("wikipedia", {"Wikipedia"}),
    ("lodz sao", {"Gift economy"}),
    ("governing", {"Wikipedia", "Right to fork"}),
    ("communities", {"Wikipedia"}),
    ("gift", {"Linux", "Gift economy"}),
    ("peer production", {"Wikipedia", "Linux", "Gift economy"}),
    ('"peer production"', {"Wikipedia"}),
    ('"peers production"', set()),
    ('"production of software"', {"Linux"}),
    ("gift market", {"Linux", "Gift economy"}),
    ("kernel OR encyclopedia", {"Linux", "Wikipedia"}),
    ("kernel AND encyclopedia", set()),
    ("production NOT market", {"Wikipedia"}),
    ("production -market", {"Wikipedia"}),
    ("+production market", {"Wikipedia", "Linux", "Gift economy"}),
    ("production (kernel OR encyclopedia)", {"Linux", "Wikipedia"}),
    ("-production", {"Right to fork"}),
    ("NOT (market OR encyclopedia)", {"Right to fork"}),
    ("encyc*", {"Wikipedia"}),
    ("communit*", {"Wikipedia"}),
    ("g?fts", {"Linux", "Gift economy"}),
    ("m*t", {"Linux", "Gift economy"}),
    ("*pedia", {"Wikipedia"}),
    ("kind:case", {"Wikipedia", "Linux"}),
    ("Kind:Case kernel", {"Linux"}),
    ("tag:commons", {"Wikipedia", "Linux", "Right to fork"}),
    ("tag:commons -tag:software", {"Wikipedia", "Right to fork"}),
    ("tag:(gift OR software)", {"Gift economy", "Linux"}),
    ("licence:CC-BY-SA-4.0", {"Wikipedia"}),
    ("license:cc-by-sa-4.0", {"Wikipedia"}),
    ("license:GPL*", {"Linux"}),
    ('mode_of_production:"commons-based peer production"', {"Wikipedia", "Linux"}),
    ("mode-of-production:peer", {"Wikipedia", "Linux"}),
    ("title:economy", {"Gift economy"}),
    ("title:gift*", {"Gift economy"}),
    ("title:encyclopedia", {"Wikipedia"}),
    ("title:kernel", set()),
    ("year:[1990 TO 2001]", {"Linux", "Wikipedia"}),
    ("year:{1991 TO 2001]", {"Wikipedia"}),
    ("year:[2001 TO]", {"Wikipedia", "Right to fork"}),
    ("year:[TO 1991]", {"Gift economy", "Linux"}),
    ("year:[2008 TO 2008]", {"Right to fork"}),
    ("year:[2008-04 TO 2008-06]", {"Right to fork"}),
    ("year:2001", {"Wikipedia"}),
    ("maturity:*", {"Right to fork"}),
    ("gift^3", {"Linux", "Gift economy"}),
    ("kernel~", {"Linux"}),
    ("commons-based", {"Wikipedia"}),
    ("資源", {"Right to fork"}),
    ("共有*", {"Right to fork"}),
    ("資有", set()),
    ("*:*", {"Wikipedia", "Linux", "Gift economy", "Right to fork"}),
    ("", {"Wikipedia", "Linux", "Gift economy", "Right to fork"}),
    ("!?", set()),
    ("kind:talk", {"Case:Wikipedia"}),
]


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[text or "nothing" for text, _ in FOUND])
def test_a_query_finds_exactly(search: Filled, text: str, expected: set[str]) -> None:
    answer = search.search(SearchRequest(text))
    assert set(titles(search, text)) == expected
    assert answer.total == len(expected)
    assert answer.hint == ""


READ_OTHERWISE = [
    ("foo:kernel", "“foo”", set()),
    ("kernel " * 65, "64", {"Linux"}),
    ("kernel " + "x" * 1000, "1,000", set()),
    ("k* " * 9 + "kernel", "wildcards", set()),
    ("(" * 13 + "kernel" + ")" * 13, "deeper", {"Linux"}),
    ("“unknown:” kernel:", "", set()),
]


@pytest.mark.parametrize(("text", "hint", "expected"), READ_OTHERWISE, ids=range(len(READ_OTHERWISE)))
def test_what_cannot_be_read_is_searched_as_words_and_says_so(
    search: Filled, text: str, hint: str, expected: set[str]
) -> None:
    answer = search.search(SearchRequest(text))
    assert {hit.title.partition(":")[2] for hit in answer.hits} == expected
    assert hint in answer.hint


def test_a_title_comes_before_a_mention(search: Filled) -> None:
    assert titles(search, "gift") == ["Gift economy", "Linux"]


def test_the_page_of_that_very_name_comes_first(search: Filled) -> None:
    for number in range(10, 20):
        search.index(number, page(f"Concept:Linux Linux {number}", "linux " * 20))
    assert titles(search, "linux")[0] == "Linux"


def test_an_alias_finds_its_page_first(search: Filled) -> None:
    search.index(10, page("Concept:Don", "économie du don " * 30))
    assert titles(search, "economie du don")[0] == "Gift economy"


def test_snippets_mark_the_forms_that_matched(search: Filled) -> None:
    def snippet(text: str) -> str:
        return search.search(SearchRequest(text)).hits[0].snippet

    assert "<mark>Communities</mark> govern it: the <mark>community</mark> decides" in snippet("community")
    assert "based <mark>peer production</mark>." in snippet('"peer production"')
    assert "An <mark>encyclopedia</mark> made" in snippet("encyc*")
    assert "<mark>Łódź</mark> and São" in snippet("lodz")
    assert "共有<mark>資源</mark>の管理" in snippet("資源")


def test_snippets_escape_everything_else(search: Filled) -> None:
    (hit,) = search.search(SearchRequest("copy script")).hits
    assert "&lt;<mark>script</mark>&gt;alert(&#x27;x&#x27;)" in hit.snippet
    assert "<script" not in hit.snippet


def counts(answer: SearchAnswer, field: str) -> dict[str, int]:
    return {each.value: each.count for each in answer.facets[field]}


def test_facets_count_the_whole_result(search: Filled) -> None:
    answer = search.search(SearchRequest("", size=1))
    assert len(answer.hits) == 1
    assert answer.total == 4
    assert counts(answer, "kind") == {"case": 2, "concept": 1, "pattern": 1}
    assert counts(answer, "tags") == {"commons": 3, "gift": 1, "knowledge": 1, "software": 1}
    assert answer.facets["tags"][0].value == "commons"


def test_a_narrowed_facet_still_counts_its_other_values(search: Filled) -> None:
    answer = search.search(SearchRequest("production", filters={"tags": ("commons",)}))
    assert answer.total == 2
    assert counts(answer, "tags") == {"commons": 2, "gift": 1, "knowledge": 1, "software": 1}
    assert counts(answer, "kind") == {"case": 2}


def test_two_narrowed_facets_each_ignore_only_themselves(search: Filled) -> None:
    answer = search.search(SearchRequest("", kind="case", filters={"tags": ("software", "gift")}))
    assert [hit.title for hit in answer.hits] == ["Case:Linux"]
    assert counts(answer, "kind") == {"case": 1, "concept": 1}
    assert counts(answer, "tags") == {"commons": 2, "knowledge": 1, "software": 1}


def test_a_value_no_page_has_finds_nothing(search: Filled) -> None:
    answer = search.search(SearchRequest("", filters={"tags": ("no such",)}))
    assert answer.total == 0
    assert answer.hits == ()
    assert counts(answer, "tags")["commons"] == 3


def test_a_value_may_be_written_as_it_is_called(search: Filled) -> None:
    exact = search.search(SearchRequest("", kind="case", filters={"tags": ("commons",)}))
    called = search.search(SearchRequest("", kind="Case", filters={"tags": ("Commons",)}))
    assert exact.total > 0
    assert called.hits == exact.hits


def test_a_field_shows_its_twenty_most_frequent_values(search: Filled) -> None:
    for number in range(100, 130):
        search.index(
            number, page(f"Concept:Numbered {number}", "numbered", topic=("shared", f"topic {number}"))
        )
    facet = search.search(SearchRequest("numbered")).facets["topic"]
    assert len(facet) == 20
    assert (facet[0].value, facet[0].count) == ("shared", 30)


def test_talk_pages_and_redirects_are_found_only_when_asked_for(search: Filled) -> None:
    assert "Talk:Case:Wikipedia" not in titles(search, "encyclopedia")
    assert [hit.title for hit in search.search(SearchRequest("commons", kind="talk")).hits] == [
        "Talk:Case:Wikipedia"
    ]
    assert titles(search, "title:pedia") == []


def test_pages_of_the_answer_are_disjoint_and_complete(search: Filled) -> None:
    parts = [titles(search, "", page=number, size=2) for number in (1, 2, 3)]
    assert [len(part) for part in parts] == [2, 2, 0]
    assert {title for part in parts for title in part} == {
        "Wikipedia",
        "Linux",
        "Gift economy",
        "Right to fork",
    }


def test_titles_are_those_of_the_answers_in_their_order(search: Filled) -> None:
    for request in (
        SearchRequest("production"),
        SearchRequest("", kind="case"),
        SearchRequest("no such word"),
    ):
        answer = search.search(replace(request, size=100))
        assert search.titles_found(request, 100) == ([hit.title for hit in answer.hits], answer.total)
        assert search.titles_found(request, 1) == ([hit.title for hit in answer.hits[:1]], answer.total)


def test_hits_have_falling_scores(search: Filled) -> None:
    scores = [hit.score for hit in search.search(SearchRequest("production")).hits]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0


MISSPELT = [
    ("encyclopedai", "encyclopedia"),
    ("enciclopedia made", "encyclopedia made"),
    ("kernal", "kernel"),
    ("kind:case kernal", "kind:case kernel"),
    ("encyclopedia", ""),
    ("qqqqqq", ""),
    ("kernal nowhere", ""),
]


@pytest.mark.parametrize(("text", "better"), MISSPELT)
def test_did_you_mean(search: Filled, text: str, better: str) -> None:
    assert search.search(SearchRequest(text)).suggestion == better


SUGGESTED = [
    ("wiki", [("Case:Wikipedia", "Wiki Pedia")]),
    ("Wikipé", [("Case:Wikipedia", "Wikipedia")]),
    ("econ", [("Concept:Gift economy", "Économie du don")]),
    ("fork", [("Pattern:Right to fork", "Right to fork")]),
    ("case:li", [("Case:Linux", "Case:Linux")]),
    ("talk", []),
    ("", []),
    ("!", []),
]


@pytest.mark.parametrize(("prefix", "expected"), SUGGESTED)
def test_titles_are_completed(search: Filled, prefix: str, expected: list[tuple[str, str]]) -> None:
    assert search.suggest(prefix) == expected


def test_names_that_begin_with_it_come_before_names_that_contain_it(search: Filled) -> None:
    search.index(10, page("Concept:Economy"))
    assert [title for title, _ in search.suggest("economy")] == ["Concept:Economy", "Concept:Gift economy"]


def test_completion_is_limited(search: Filled) -> None:
    for number in range(100, 130):
        search.index(number, page(f"Concept:Numbered {number}"))
    assert len(search.suggest("numb", 7)) == 7


def test_a_changed_page_is_found_by_its_new_text_only(search: Filled) -> None:
    search.index(2, page("Case:Linux", "An operating system.", year="1992"))
    assert titles(search, "kernel") == []
    assert titles(search, "operating") == ["Linux"]
    assert titles(search, "year:1991") == []
    assert titles(search, "tag:software") == []


def test_a_page_taken_out_is_not_found(search: Filled) -> None:
    search.unindex(2)
    search.unindex(2)
    search.unindex(999)
    assert titles(search, "kernel") == []
    assert search.suggest("linux") == []
    assert counts(search.search(SearchRequest("")), "kind")["case"] == 1


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.one_of(
        st.text(max_size=80),
        st.lists(
            st.sampled_from(
                [
                    "kernel",
                    "gift*",
                    "g?ft",
                    "*x*",
                    "(",
                    ")",
                    '"',
                    "+",
                    "-",
                    "NOT",
                    "AND",
                    "OR",
                    "ANDNOT",
                    "TO",
                    "[",
                    "]",
                    "{",
                    "}",
                    ":",
                    "kind:",
                    "tag:gift",
                    "year:[1990",
                    "title:",
                    "^2",
                    "~",
                    "'",
                    "共",
                    "é",
                    "*",
                    "\x00",
                ]
            ),
            max_size=20,
        ).map(" ".join),
        st.text(alphabet="ab*?()\":[]{}+-^~ '\\NOTADR", max_size=40),
    )
)
def test_any_text_is_answered(search: Filled, text: str) -> None:
    answer = search.search(SearchRequest(text))
    assert answer.total >= len(answer.hits)
    assert "kind" in answer.facets
    search.suggest(text)
