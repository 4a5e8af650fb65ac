"""What parameters choose to compare, now and then."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from patterns.projection import project
from tests.fakes.wiki import memory_wiki, written
from wiki.choices import choose_by, side_by_side
from wiki.errors import BadInputError
from wiki.parameters import Parameters
from wiki.revisions import Action, Write

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
TUESDAY = datetime(2026, 3, 3, 12, tzinfo=UTC)
VARIABLE = "---\nkind: variable\nquestion: Who pays?\noptions: [gifts, fees]\nscale: nominal\n---\n"


def put(wiki, when, *texts, expected=None):
    wiki.pages.commit(
        [
            Write(Action.SAVE, title, text, project(text, title, wiki.shapes, ""), "ana", expected=expected)
            for title, text in texts
        ],
        time=when,
    )


@pytest.fixture
def wiki():
    wiki = memory_wiki()
    put(
        wiki,
        MONDAY,
        ("Case:Loom", "---\nkind: case\nprocess: unknown\n---\n"),
        ("Case:Weft", "---\nkind: case\n---\n"),
    )
    put(wiki, TUESDAY, ("Case:Loom", "---\nkind: case\nprocess: absent\n---\n"), expected=1)
    put(wiki, TUESDAY, ("Variable:Funding", VARIABLE))
    return wiki


def chosen(wiki, query):
    return choose_by(wiki, Parameters.read(query))


def process(wiki, query):
    choice = chosen(wiki, f"case=Loom&case=Weft&variable=process&{query}")
    (row,) = side_by_side(wiki, choice).rows
    return [str(state) for state in row.states]


def test_pages_are_compared_as_they_were(wiki):
    assert process(wiki, "") == ["absent", "not coded"]
    assert process(wiki, "asof=2026-03-03") == ["absent", "not coded"]
    assert process(wiki, "asof=2026-03-02") == ["unknown", "not coded"]
    assert process(wiki, "asof=2026-03-03T11:59:59Z") == ["unknown", "not coded"]


def test_the_codebook_is_that_of_the_time(wiki):
    now = chosen(wiki, "case=Case:Loom&variable=Variable:Funding")
    then = chosen(wiki, "case=Case:Loom&variable=Variable:Funding&asof=2026-03-02")
    assert [each.key for each in now.fields] == ["funding"]
    assert then.fields == ()
    assert "has no variable" in " ".join(then.notes)
    assert "funding" in now.variables()


def test_what_was_not_there_then_is_said(wiki):
    written(wiki, "Case:New", "---\nkind: case\n---\n")
    found = chosen(wiki, "case=New&case=Case:Loom&case=Case:Weft&asof=2026-03-02")
    assert found.titles == ("Case:Loom", "Case:Weft")
    assert found.notes == ("There was no page “New” on 2026-03-02.",)


def test_pages_of_another_kind_then_are_left_out(wiki):
    found = chosen(wiki, "kind=case&case=Variable:Funding&case=Loom&case=Weft&asof=2026-03-04")
    assert found.titles == ("Case:Loom", "Case:Weft")
    assert found.notes == ("On 2026-03-04, “Variable:Funding” was not of the kind Case.",)


@pytest.mark.parametrize("query", ["asof=yesterday", "asof=2026-13-01", "kind=loom"])
def test_what_cannot_be_read_is_refused(wiki, query):
    with pytest.raises(BadInputError):
        chosen(wiki, f"case=Loom&{query}")


def test_a_variable_is_meant_by_key_title_or_bare_name(wiki):
    for word in ("funding", "Variable:Funding", "Funding"):
        assert [each.key for each in chosen(wiki, f"case=Loom&variable={word}").fields] == ["funding"]


def test_a_search_without_result_is_said_with_the_values_there_are(wiki):
    found = chosen(wiki, "quality=best")
    assert found.titles == ()
    assert found.notes == (
        "Quality aimed at has no value “best”; it has absolute-quality, relative-quality.",
        "The search in this address finds no cases.",
    )
    assert chosen(wiki, "q=zzzz").notes == ("The search in this address finds no cases.",)


def test_a_slip_in_the_address_is_said(wiki):
    found = choose_by(wiki, Parameters.read("case=Loom&case=Weft&weigth=x:2&pin=Loom"), frozenset({"pin"}))
    assert found.titles == ("Case:Loom", "Case:Weft")
    assert found.notes == (
        "“weigth” in the address is neither a field nor a setting of this comparison, and changes nothing.",
    )
