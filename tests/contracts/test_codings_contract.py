"""What every implementation of `wiki.ports.Pages` knows of what pages code."""

from __future__ import annotations

from dataclasses import replace

from patterns.codings import Coding, Evidence
from patterns.comparison.completeness import ValueCount
from patterns.comparison.resting import Rest
from patterns.projection import FacetRow
from tests.fakes.projected import delete, projected, rename, save
from wiki.ports import Pages
from wiki.revisions import Action, Write

SIGNED = (Evidence("source", "The report", "Source:The report"), Evidence("coder", "ana"))
OPEN = Coding("input", "open-input", "open input", evidence=SIGNED)
SHUT = Coding("input", "closed-input", "closed input", "absent", evidence=(Evidence("coder", "ben, jr"),))
UNKNOWN = Coding("process", status="unknown")
STEWARD = Coding("steward", "Institution:The Guild", "The Guild", title="Institution:The Guild")


def coded(title: str, *codings: Coding, text: str = "text") -> Write:
    return Write(Action.SAVE, title, text, projected(title, text, codings=codings), "ana")


def filled(pages: Pages) -> None:
    pages.commit(
        [
            coded("Case:A", OPEN, SHUT, UNKNOWN, STEWARD),
            coded("Case:B", OPEN),
            coded("Case:C"),
            coded("Practice:D", UNKNOWN),
            save("Case:E", "moved to Case:A"),
        ]
    )


def test_codings_come_back_whole_and_in_order(pages: Pages) -> None:
    filled(pages)
    assert pages.codings(["Case:A", "Case:C", "Practice:D", "Case:Z"]) == {
        "Case:A": (OPEN, SHUT, UNKNOWN, STEWARD),
        "Practice:D": (UNKNOWN,),
    }
    assert pages.codings([]) == {}
    assert pages.codings(["Case:A", "Case:B"], ["process", "steward"]) == {"Case:A": (UNKNOWN, STEWARD)}
    assert pages.codings(["Case:A"], []) == {}


def test_what_pages_say_under_fields_comes_in_their_order_and_names_coders_alone(pages: Pages) -> None:
    filled(pages)
    found = pages.said_under(["Case:B", "Case:Z", "Case:C", "Case:A"], ["input", "process", "goal"])
    signed = replace(OPEN, evidence=(Evidence("coder", "ana"),))
    assert {key: list(column) for key, column in found.items()} == {
        "input": [(signed,), (), (), (signed, SHUT)],
        "process": [(), (), (), (UNKNOWN,)],
        "goal": [(), (), (), ()],
    }
    assert pages.said_under([], ["input"]) == {"input": []}


def test_what_codings_rest_on_is_told_once_each(pages: Pages) -> None:
    filled(pages)
    ana, nobody = frozenset({"ana"}), frozenset[str]()
    found = pages.rests(["Case:B", "Case:A", "Case:Z", "Case:C"])
    assert {rest: sorted(titles) for rest, titles in found.items()} == {
        Rest(frozenset({"The report"}), ana, frozenset({"Source:The report"})): ["Case:A", "Case:B"],
        Rest(nobody, frozenset({"ben, jr"}), nobody): ["Case:A"],
        Rest(): ["Case:A", "Case:A"],
    }


def test_counts_are_of_one_kind(pages: Pages) -> None:
    filled(pages)
    found = pages.coding_counts("case")
    assert found.pages == 3
    assert set(found.statuses) == {
        ("input", frozenset({"present", "absent"}), 1),
        ("input", frozenset({"present"}), 1),
        ("process", frozenset({"unknown"}), 1),
        ("steward", frozenset({"present"}), 1),
    }
    assert set(found.values) == {
        ValueCount("input", "open-input", "open input", "present", 2),
        ValueCount("input", "closed-input", "closed input", "absent", 1),
        ValueCount("steward", "Institution:The Guild", "The Guild", "present", 1),
    }
    assert set(found.coders) == {("input", "ana", 2), ("input", "ben, jr", 1)}
    assert pages.coding_counts("practice").statuses == (("process", frozenset({"unknown"}), 1),)
    assert pages.coding_counts("pattern").pages == 0


def test_counts_of_one_field_leave_out_the_others(pages: Pages) -> None:
    filled(pages)
    found = pages.coding_counts("case", "process")
    assert found.pages == 3
    assert found.statuses == (("process", frozenset({"unknown"}), 1),)
    assert (found.values, found.coders) == ((), ())


def test_two_coders_of_one_coding_are_counted_each(pages: Pages) -> None:
    both = Coding("input", "x", "x", evidence=(Evidence("coder", "ana"), Evidence("coder", "ben")))
    pages.commit([coded("Case:A", both)])
    assert set(pages.coding_counts("case").coders) == {("input", "ana", 1), ("input", "ben", 1)}


def test_one_page_with_a_value_twice_is_counted_once(pages: Pages) -> None:
    pages.commit([coded("Case:A", OPEN, Coding("input", "open-input", "open input"))])
    (value,) = pages.coding_counts("case").values
    assert value.pages == 1


def test_pages_that_code_a_field_and_those_that_do_not_are_listed_by_title(pages: Pages) -> None:
    filled(pages)
    assert pages.coded("case", "input") == [("Case:A", (OPEN, SHUT)), ("Case:B", (OPEN,))]
    assert pages.coded("case", "input", limit=1) == [("Case:A", (OPEN, SHUT))]
    assert pages.coded("case", "input", after="Case:A") == [("Case:B", (OPEN,))]
    assert [page.title for page in pages.uncoded("case", "input")] == ["Case:C"]
    assert [page.title for page in pages.uncoded("case", "process", after="Case:B")] == ["Case:C"]
    assert [page.title for page in pages.uncoded("case", "process", limit=1)] == ["Case:B"]


def test_codings_follow_edits_renames_and_deletions(pages: Pages) -> None:
    filled(pages)
    pages.commit([rename("Case:B", "Case:F", 2)])
    pages.commit([delete("Case:A", 1)])
    assert (
        pages.codings(["Case:A", "Case:B", "Case:F"]) == {}
    )  # the fake rename writes a text without codings
    assert pages.coding_counts("case").statuses == ()


def test_values_of_a_facet_come_by_page(pages: Pages) -> None:
    rows = (
        FacetRow("country", "Spain", "Spain"),
        FacetRow("country", "France", "France"),
        FacetRow("kind", "case", "Case"),
    )
    pages.commit(
        [
            Write(Action.SAVE, title, "text", projected(title, "text", facets=given), "ana")
            for title, given in (("Case:A", rows), ("Case:B", rows[2:]), ("Case:C", rows))
        ]
    )
    pages.commit([delete("Case:C", 3)])
    assert pages.facet_values(["Case:A", "Case:B", "Case:C", "Case:Z"], "country") == {
        "Case:A": ("France", "Spain")
    }
    assert pages.facet_values([], "country") == {}


def test_pages_of_a_kind_are_counted_by_the_values_they_have_together(pages: Pages) -> None:
    given = {
        "Case:A": ("Spain", "France"),
        "Case:B": ("France",),
        "Case:C": ("France", "Spain"),
        "Case:D": (),
        "Case:E": ("Spain",),
        "Pattern:F": ("Spain",),
    }
    pages.commit(
        [
            Write(Action.SAVE, title, "text", projected(title, "text", facets=tuple(rows)), "ana")
            for title, countries in given.items()
            for rows in [[FacetRow("country", each, each) for each in countries]]
        ]
    )
    pages.commit([delete("Case:E", 5)])
    assert pages.facet_sets("case", "country") == {("France", "Spain"): 2, ("France",): 1}
    assert pages.facet_sets("case", "started") == {}
    assert pages.facet_sets("institution", "country") == {}
