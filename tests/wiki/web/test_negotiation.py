"""Which media type an `Accept` field asks for (RFC 9110 section 12.5.1)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.web.negotiation import choose, read_accept, weigh

GRAPHS = ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "text/html"]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, "text/turtle"),
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/html", "text/html"),
        ("TEXT/HTML", "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8", "text/html"),
        (
            "application/rdf+xml,text/rdf+n3;q=0.9,application/xhtml+xml;q=0.5, */*;q=0.1",
            "application/rdf+xml",
        ),
        ("text/*", "text/turtle"),
        ("text/*, text/turtle;q=0.1", "text/html"),
        ("text/turtle;q=0, */*", "application/n-triples"),
        ("text/turtle;q=0.3, application/ld+json;q=0.7", "application/ld+json"),
        ("*/*, application/ld+json", "application/ld+json"),
        ("text/turtle ; q=0.5 , application/rdf+xml ; q=0.500", "text/turtle"),
        ("image/png", None),
        ("text/turtle;q=0", None),
        ("*/*;q=0", None),
        ("text/turtle;q=2, application/ld+json;q=0.2", "application/ld+json"),
        ("text/turtle;charset=utf-8, application/ld+json;q=0.2", "text/turtle"),
        ('application/ld+json;profile="a, b;c", text/html;q=0.4', "application/ld+json"),
        ("text/turtle;version=9, application/ld+json;q=0.2", "application/ld+json"),
        (";;;,,,", "text/turtle"),
        ("nonsense", "text/turtle"),
        ("*/html, text/html", "text/html"),
        ("text/turtle;", "text/turtle"),
    ],
)
def test_the_best_offer_is_chosen(header, expected):
    assert choose(header, GRAPHS) == expected


def test_the_most_specific_range_decides():
    """The example of RFC 9110 section 12.5.1."""
    ranges = read_accept(
        "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/plain;format=fixed;q=0.4, */*;q=0.5"
    )
    expected = {
        "text/plain;format=flowed": 1.0,
        "text/plain": 0.7,
        "text/html": 0.3,
        "image/jpeg": 0.5,
        "text/plain;format=fixed": 0.4,
        "text/html;level=3": 0.3,
    }
    assert {offer: weigh(offer, ranges)[0] for offer in expected} == expected


def test_the_order_of_offers_breaks_ties():
    assert choose("text/csv, text/html", ["text/html", "text/csv"]) == "text/html"
    assert choose("text/csv, text/html", ["text/csv", "text/html"]) == "text/csv"


@given(st.text(max_size=200))
def test_any_text_gets_an_answer(header):
    assert choose(header, GRAPHS) in [*GRAPHS, None]


@given(st.lists(st.sampled_from(GRAPHS), min_size=1, unique=True), st.sampled_from(GRAPHS))
def test_a_named_type_is_given_when_offered(offers, wanted):
    assert choose(wanted, offers) == (wanted if wanted in offers else None)


def test_a_huge_field_is_read_in_no_time():
    assert choose("text/html;" + 'a="\\' * 200_000, GRAPHS) in [*GRAPHS, None]
