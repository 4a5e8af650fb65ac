"""What comparisons and scorecards find, asked for by SPARQL: it is there with the next request, and goes with its pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qs, urlsplit

import SPARQLWrapper as sw  # noqa: N813 - as elsewhere
from rdflib import QB, RDF, Graph

from ontology.queries import example_queries
from tests.journeys.people import Person
from tests.journeys.servers import Server, command

QUERIES = {each.name: each.text for each in example_queries()}
PARTS = "## Problem\nx\n\n## Context\nx\n\n## Forces\nx\n\n## Solution\nx\n"
COUNTS = """PREFIX loom: <https://w3id.org/commonloom/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?for ?against ?maturity WHERE {
  ?card loom:scorecardOf ?pattern ; loom:supportingCount ?for ; loom:refutingCount ?against ; loom:reachedMaturity ?maturity .
  ?pattern rdfs:label "Warping together"
}"""


def ask(site: Server, query: str) -> list[tuple[str, ...]]:
    """Rows as SPARQLWrapper gives them, in the order of the query's columns."""
    wrapper = sw.SPARQLWrapper(f"{site.address}/sparql")
    wrapper.setReturnFormat(sw.JSON)
    wrapper.setQuery(query)
    found = wrapper.queryAndConvert()
    columns = found["head"]["vars"]
    return [
        tuple(row[each]["value"] if each in row else "" for each in columns)
        for row in found["results"]["bindings"]
    ]


def kept(person: Person, name: str, way: str, of: str) -> str:
    """Keep a comparison; return the page."""
    form = person.ask("/compare/keep?way=" + way.replace(" ", "+") + "&of=" + of.replace("&", "%26"))
    fields = {
        "csrf": person.proof(form),
        "way": way,
        "of": of,
        "name": name,
        "question": "What goes with it?",
    }
    answer = person.ask("/compare/keep", fields)
    assert answer.status == 200, answer.text[:500]
    return answer.text


def gone(person: Person, path: str) -> None:
    """Delete a page."""
    form = person.ask(f"{path}?action=delete")
    base = re.search(r'name="base" value="(\d+)"', form.text)
    fields = {"csrf": person.proof(form), "reason": "gone", **({"base": base[1]} if base else {})}
    assert person.ask(f"{path}?action=delete", fields).status in {200, 404}
    assert person.ask(path).status in {404, 410}


def test_the_rows_of_a_kept_truth_table(site: Server, newcomer: Callable[[str], Person]):
    ana = newcomer("ana")
    page = kept(
        ana, "What grows", "truth table", "kind=case&outcome=stage&condition=process&condition=output"
    )
    rows = ask(site, QUERIES["the-latest-truth-table"])
    assert {row[0].rpartition("/")[2] for row in rows} == {"What_grows"}
    assert [int(row[1]) for row in rows] == list(range(1, len(rows) + 1))
    assert all(int(row[7]) > 0 for row in rows if row[2] == "row")
    address = unescape(re.search(r'href="(/sparql\?query=[^"]+)"', page)[1])
    cells = ask(site, parse_qs(urlsplit(address).query)["query"][0])
    assert len({row[0] for row in cells}) == len(rows)
    rests = ask(site, QUERIES["results-that-rest-on-a-case"])
    assert [(row[1].rpartition("/")[2], row[4]) for row in rests] == [("What_grows", "ana")]
    facts = Graph().parse(f"{site.address}/data/comparison/What_grows.ttl")
    assert len([*facts.subjects(RDF.type, QB.Observation)]) == len(rows)
    gone(ana, "/wiki/Comparison:What_grows")
    assert ask(site, QUERIES["the-latest-truth-table"]) == []


def test_a_comparison_is_had_as_a_cube_without_being_kept(site: Server):
    cube = Graph().parse(f"{site.address}/compare/matrix?case=Linux&case=Wikipedia&format=ttl")
    assert len([*cube.subjects(RDF.type, QB.Observation)]) == 2


def test_scorecards_follow_with_the_next_request(site: Server, newcomer: Callable[[str], Person]):
    eva = newcomer("eva")
    eva.save("Pattern:Warping together", f"---\nkind: pattern\n---\n{PARTS}")
    assert [(row[0], row[1]) for row in ask(site, COUNTS)] == [("0", "0")]
    said = "---\nkind: case\nexhibits:\n  - {{value: Warping together, source: Book {number}{more}}}\n---\nA loom.\n"
    for number in (1, 2, 3):
        eva.save(f"Case:Loom {number}", said.format(number=number, more=""))
        assert ask(site, COUNTS)[0][0] == str(number)
    assert ask(site, COUNTS)[0][2].endswith("#validated")
    validated = ask(site, QUERIES["patterns-validated-by-independent-cases"])
    assert ("Warping together", "3", "0") in [row[1:4] for row in validated]
    eva.save("Case:Loom 3", said.format(number=3, more=", bearing: refuting"))
    (row,) = ask(site, COUNTS)
    assert (row[:2], row[2].rpartition("#")[2]) == (("2", "1"), "structured")
    gone(eva, "/wiki/Pattern:Warping_together")
    assert ask(site, COUNTS) == []


def test_the_command_asks_for_figures_too(site: Server, corpus_data):
    text = QUERIES["patterns-validated-by-independent-cases"]
    done = command(corpus_data, "query", "-", "--format", "csv", input=text)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 1 + len(ask(site, text))
