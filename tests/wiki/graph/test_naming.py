"""Which IRIs a query names, however it writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.graph.naming import named_iris

MEANT = "https://w3id.org/commonloom/scorecards"


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ GRAPH <{MEANT}> {{ ?s ?p ?o }} }}",
        "PREFIX c: <https://w3id.org/commonloom/> SELECT * { GRAPH c:scorecards { ?s ?p ?o } }",
        "prefix : <https://w3id.org/commonloom/score> SELECT * FROM :cards { ?s ?p ?o }",
        "PREFIX # c: <http://else/>\n c: # where\n <https://w3id.org/> ASK { GRAPH c:commonloom\\/scorecards {} }",
        "BASE <https://w3id.org/commonloom/ns> SELECT * FROM NAMED <scorecards> { ?s ?p ?o }",
        "BASE <https://w3id.org/x/> PREFIX c: <../commonloom/> ASK { GRAPH c:scorecards {} }",
        "ASK { GRAPH <https://w3id.org/commonloom/score\\u0063ards> {} }",
        "ASK { ?s ?p ?o FILTER(?g = IRI('x')) VALUES ?g { <https://w3id.org/commonloom/scorecards> } }",
    ],
)
def test_however_it_is_written(query):
    assert MEANT in named_iris(query)


@pytest.mark.parametrize(
    "query",
    [
        f"ASK {{ ?s ?p '<{MEANT}>' }}",
        f"ASK {{ ?s ?p ?o }} # <{MEANT}>",
        "ASK { GRAPH c:scorecards {} } # PREFIX c: <https://w3id.org/commonloom/>",
        "PREFIX c: <https://w3id.org/commonloom/> PREFIX c: <http://else/> ASK { GRAPH c:scorecards {} }",
    ],
)
def test_what_only_looks_like_it_is_not_named(query):
    assert MEANT not in named_iris(query)


@given(st.text("PREFIXbase <>:/#[]\\uc\n'\"?{}", max_size=80))
def test_it_reads_any_text(text):
    assert all(isinstance(each, str) for each in named_iris(text))
