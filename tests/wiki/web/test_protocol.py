"""Requests of the SPARQL 1.1 Protocol, read from their bytes."""

from __future__ import annotations

from urllib.parse import quote, quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.dates import read_date
from wiki.errors import BadInputError, ForbiddenError
from wiki.web.protocol import FORM, LONGEST, QUERY, Asked, Sent, read
from wiki.web.refusals import QueryTooLongError, UnsupportedMediaTypeError

ASK = "ASK { ?s ?p ?o }"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def get(address: str) -> Asked:
    return read(Sent("GET", address.encode()))


def post(media_type: str, body: str | bytes, address: str = "") -> Asked:
    return read(
        Sent("POST", address.encode(), media_type, body if isinstance(body, bytes) else body.encode())
    )


def test_three_ways_to_send_a_query_mean_the_same():
    """Sections 2.1.1 to 2.1.3."""
    graphs = [
        ("default-graph-uri", "http://a/1"),
        ("default-graph-uri", "http://a/2"),
        ("named-graph-uri", "http://a/3"),
    ]
    expected = Asked(text=ASK, default_graphs=("http://a/1", "http://a/2"), named_graphs=("http://a/3",))
    assert get(urlencode([("query", ASK), *graphs])) == expected
    assert post(FORM, urlencode([("query", ASK), *graphs])) == expected
    assert post(QUERY, ASK, urlencode(graphs)) == expected


@given(TEXTS)
def test_what_was_encoded_once_is_decoded_once(text):
    assert get(urlencode({"query": text})).text == text
    assert get(f"query={quote(text)}").text == text
    assert post(FORM, f"query={quote_plus(text)}").text == text
    assert post(QUERY, text).text == text


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ("query=%3Chttp://a/b%2520c%3E", "<http://a/b%20c>"),
        ("query=%3Chttp://a/b%20c%3E", "<http://a/b c>"),
        ("query=a+b", "a b"),
        ("query=a%2Bb", "a+b"),
        ("query=a%2500b", "a%00b"),
        ("query=%C3%A9t%C3%A9", "été"),
        ("query=été", "été"),
        ("query=100%", "100%"),
        ("query=a;b", "a;b"),
        ("query=a%26b=c&x", "a&b=c"),
    ],
)
def test_percent_signs_are_read_exactly_once(sent, text):
    assert get(sent).text == text
    assert post(FORM, sent).text == text


def test_a_raw_query_is_not_decoded_at_all():
    assert (
        post(QUERY, "SELECT * { <http://a/b%2520c+d> ?p 'é' }").text
        == "SELECT * { <http://a/b%2520c+d> ?p 'é' }"
    )


@pytest.mark.parametrize(
    "sent",
    [
        Sent("GET", b"query=%FF"),
        Sent("GET", b"query=\xff"),
        Sent("POST", b"", FORM, b"query=%E9"),
        Sent("POST", b"", FORM, b"query=\xe9"),
        Sent("POST", b"", QUERY, b"ASK { ?s ?p '\xe9' }"),
        Sent("POST", b"default-graph-uri=%C3", QUERY, b"ASK {}"),
    ],
)
def test_bytes_that_are_no_utf8_are_refused(sent):
    with pytest.raises(BadInputError, match="not UTF-8"):
        read(sent)


@pytest.mark.parametrize(
    "sent",
    [
        Sent("GET", b"query=a&query=b"),
        Sent("POST", b"query=a", FORM, b"query=b"),
        Sent("POST", b"query=a", QUERY, b"b"),
        Sent("GET", b"query=a&asof=2026-01-01&asof=2026-01-02"),
    ],
)
def test_what_may_be_sent_once_is_refused_twice(sent):
    with pytest.raises(BadInputError, match="sent 2 times"):
        read(sent)


@pytest.mark.parametrize(
    "sent",
    [
        Sent("POST", b"", "application/sparql-update", b"CLEAR ALL"),
        Sent("POST", b"", FORM, b"update=CLEAR+ALL"),
        Sent("POST", b"update=CLEAR+ALL", FORM, b"query=ASK{}"),
        Sent("GET", b"update=CLEAR+ALL"),
    ],
)
def test_updates_are_forbidden_in_words(sent):
    with pytest.raises(ForbiddenError, match="takes no updates; nothing was changed"):
        read(sent)


@pytest.mark.parametrize("media_type", ["", "text/plain", "multipart/form-data", "application/json"])
def test_other_bodies_are_no_queries(media_type):
    with pytest.raises(UnsupportedMediaTypeError, match="application/sparql-query"):
        post(media_type, ASK)


def test_the_length_of_a_query_is_counted_in_bytes():
    assert len(get(f"query={'é' * (LONGEST // 2)}").text) == LONGEST // 2
    with pytest.raises(QueryTooLongError, match="65,538 bytes long; at most 65,536"):
        get(f"query={'é' * (LONGEST // 2 + 1)}")


@pytest.mark.parametrize("iri", ["here", "http://a/b c", "<http://a>", "http://a/\n"])
def test_graph_names_are_whole_iris(iri):
    with pytest.raises(BadInputError, match="default-graph-uri"):
        get(urlencode({"query": ASK, "default-graph-uri": iri}))


def test_too_many_parameters_are_refused():
    with pytest.raises(BadInputError, match="more than 1,000 parameters"):
        get("&".join(f"a{n}=1" for n in range(1001)))


def test_nothing_sent_is_no_query():
    assert get("") == Asked()
    assert get("query=") == Asked()


def test_the_format_may_be_called_output():
    assert get("query=x&format=csv").format == "csv"
    assert get("query=x&output=tsv").format == "tsv"


def test_of_several_formats_the_first_known_one_counts():
    """As SPARQLWrapper 2.0 sends them."""
    assert (
        get("query=x&format=rdf%2Bxml&format=application/rdf%2Bxml&output=rdf%2Bxml&results=rdf%2Bxml").format
        == "rdf+xml"
    )
    assert get("query=x&format=parquet&format=csv").format == "csv"
    assert get("query=x&format=parquet").format == "parquet"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2026-03-01", "2026-03-01T23:59:59.999999+00:00"),
        (" 2026-03-01 ", "2026-03-01T23:59:59.999999+00:00"),
        ("2026-03-01T12:00:00Z", "2026-03-01T12:00:00+00:00"),
        ("2026-03-01T12:00:00", "2026-03-01T12:00:00+00:00"),
        ("2026-03-01T12:00", "2026-03-01T12:00:00+00:00"),
        ("2026-03-01T12:00:00+02:00", "2026-03-01T10:00:00+00:00"),
        ("2026-03-01T12:00:00 02:00", "2026-03-01T10:00:00+00:00"),
        ("2026-03-01 12:00:00", "2026-03-01T12:00:00+00:00"),
        ("2026-03-01T12:00:00.250Z", "2026-03-01T12:00:00.250000+00:00"),
    ],
)
def test_dates_and_times(written, read_as):
    assert read_date(written).isoformat() == read_as


@pytest.mark.parametrize(
    "written",
    ["yesterday", "2026-13-01", "2026", "0001-01-01T00:00:00+23:00", "2026-03-01T25:00:00", "١٢٣٤-٠١-٠١"],
)
def test_what_is_no_date_is_named(written):
    with pytest.raises(BadInputError, match="not a date or a time"):
        read_date(written)


@given(TEXTS)
def test_any_date_is_read_or_refused(written):
    try:
        assert read_date(written).tzinfo is not None
    except BadInputError as error:
        assert "asof" in str(error)  # noqa: PT017


def test_asof_is_kept_as_written():
    asked = get("query=x&asof=2026-03-01")
    assert (asked.as_of, asked.as_of_text) == (read_date("2026-03-01"), "2026-03-01")
