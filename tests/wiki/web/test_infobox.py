"""From statements and a shape to the rows of the infobox."""

from __future__ import annotations

import pytest

from ontology.kinds import Field, Kind, Ontology, ValueType
from patterns.page import Link, Statement
from wiki.web.infobox import infobox, titles_in, typed_links
from wiki.web.skeleton import new_text

KIND = Kind(
    "case",
    "ex:Case",
    "Case",
    "Case",
    "Cases",
    "A practice.",
    (
        Field("started", "ex:started", "Started", "When.", ValueType.YEAR, group="Time"),
        Field(
            "steward",
            "ex:steward",
            "Steward",
            "Who.",
            ValueType.PAGE,
            ("institution", "case"),
            group="People",
        ),
        Field("open", "ex:open", "Open", "Whether.", ValueType.BOOLEAN, group="People"),
        Field("context", "ex:context", "Context", "Where it stands.", ValueType.PROSE, section=True),
    ),
)
INSTITUTION = Kind("institution", "ex:I", "Institution", "Institution", "Institutions", "A body.")
PAGE = Kind("page", "ex:P", "", "Page", "Pages", "A page.")
SOURCE = Field("source", "ex:source", "Source", "From where.", ValueType.PAGE, ("institution",))
ONTOLOGY = Ontology((KIND, INSTITUTION, PAGE), (SOURCE,))


def box(*said: Statement):
    return infobox(KIND, ONTOLOGY, said)


def test_groups_and_rows_follow_the_shape_not_the_page():
    groups = box(Statement("open", True), Statement("steward", "Fund"), Statement("started", 2001))
    assert [(group.label, [row.key for row in group.rows]) for group in groups] == [
        ("Time", ["started"]),
        ("People", ["steward", "open"]),
    ]


def test_groups_without_values_are_left_out():
    assert [group.label for group in box(Statement("open", False))] == ["People"]


def test_sections_and_what_stands_elsewhere_are_no_rows():
    assert box(Statement("context", "Prose"), Statement("license", "GPL"), Statement("tags", "x")) == ()


@pytest.mark.parametrize(
    ("written", "title", "words"),
    [
        ("Fund", "Institution:Fund", "Fund"),
        ("Case:Fund", "Case:Fund", "Fund"),
        ("a|b", "", "a|b"),  # no page can be called so
    ],
)
def test_a_page_value_is_of_the_fields_first_kind_unless_it_says(written, title, words):
    shown = box(Statement("steward", written))[0].rows[0].points[0].shown
    assert (shown.title, shown.words) == (title, words)


@pytest.mark.parametrize(("value", "words"), [(True, "yes"), (False, "no")])
def test_truth_is_said_in_words(value, words):
    assert box(Statement("open", value))[0].rows[0].points[0].shown.words == words


def test_evidence_keeps_its_order_and_the_status_stands_apart():
    said = Statement("started", 2001, (("source", "Fund"), ("quote", "in 2001"), ("status", "contested")))
    point = box(said)[0].rows[0].points[0]
    assert point.status == "contested"
    assert [(label, value.words, value.title) for label, value in point.evidence] == [
        ("Source", "Fund", "Institution:Fund"),
        ("quote", "in 2001", ""),
    ]


def test_present_is_not_worth_a_word():
    assert box(Statement("started", 1, (("status", "present"),)))[0].rows[0].points[0].status == ""


def test_unknown_keys_come_last_under_their_own_name():
    groups = box(Statement("barn_colour", "red"), Statement("started", 2001))
    assert [row.label for row in groups[-1].rows] == ["barn colour"]


@pytest.mark.parametrize(
    ("value", "url"),
    [
        ("https://example.org/", "https://example.org/"),
        ("javascript:alert(1)", ""),
        ("https://a b", ""),
        ("ftp://x", ""),
    ],
)
def test_only_web_addresses_are_links(value, url):
    assert box(Statement("site", value))[0].rows[0].points[0].shown.url == url


def test_typed_links_are_statements_once():
    links = [
        Link("Institution:Fund", "it", "steward"),
        Link("Institution:Fund", "again", "steward"),
        Link("X", "x"),
    ]
    assert [(each.key, each.value) for each in typed_links(links, ())] == [("steward", "Institution:Fund")]
    assert typed_links(links, [Statement("steward", "Institution:Fund")]) == ()


def test_titles_of_values_and_of_evidence_are_asked_for():
    groups = box(Statement("steward", "Fund", (("source", "Book"),)))
    assert titles_in(groups) == {"Institution:Fund", "Institution:Book"}


def test_a_skeleton_offers_fields_as_comments_and_sections_with_what_belongs_there():
    assert new_text(KIND, "Loom", "CC0-1.0") == (
        "---\nkind: case\ntitle: Loom\nlicense: CC0-1.0\n"
        "# started: 2008\n# steward: [institution or case title]\n# open: true | false\n---\n\n"
        "## Context\n\n<!-- Where it stands. -->\n\n"
    )


def test_values_under_properties_of_others_are_shown_as_terms():
    (group,) = box(
        Statement("https://example.org/ns#near", "[[Institution:Fund]]"),
        Statement("https://example.org/ns#near", "<https://example.org/x>"),
        Statement("https://example.org/ns#near", '"Wort"@de'),
        Statement("https://example.org/ns#near", True),
    )
    (row,) = group.rows
    assert (row.label, row.definition) == ("near", "https://example.org/ns#near")
    shown = [(each.shown.words, each.shown.title, each.shown.url) for each in row.points]
    assert shown == [
        ("Fund", "Institution:Fund", ""),
        ("example.org/x", "", "https://example.org/x"),
        ("Wort", "", ""),
        ("yes", "", ""),
    ]
