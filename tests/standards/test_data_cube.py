"""Kept results are well-formed data cubes: W3C, The RDF Data Cube Vocabulary, section 11.1, integrity constraints.

The constraints that bear on cubes without slices, code lists and measure dimensions, each as a query that finds what
breaks it: IC-1 to IC-4, IC-6, IC-11, IC-12, IC-14. Every way of comparing gives such a cube.
"""

from __future__ import annotations

import pytest
from rdflib import Graph

from ontology.vocabulary import vocabulary_graph
from patterns.comparison.kept import page_text
from tests.fakes.wiki import memory_wiki, written
from tests.fixtures.queried import triples_of
from wiki.keeping import keep
from wiki.parameters import Parameters
from wiki.ways import WAYS

PEER = "input: open input\nprocess: participatory process\nmateriality: immaterial"
CASES = {
    "Loom": f"{PEER}\nstage: growing\nstarted: 1991\nplace: Turin\ncoordinates: 45.07, 7.69\nforked_from: Weft\n"
    "values_served:\n  - {value: freedom, membership: 0.9, rubric: Marks, coder: ana}",
    "Weft; old": f"{PEER}\nstage: parity\nvalidation:\n  - {{value: after publication, status: contested, coder: ben}}",
    "Warp": f"{PEER}\nstage: growing\nstarted: 2004\ncontributors: 12\nvalidation: unknown",
    "Reed": "input: open input\nprocess: absent\nmateriality: material\nstage: not applicable",
    "Mill": "input: restricted input\nprocess: absent\nmateriality: material\nstage: parity",
}
CHOSEN = "&".join(f"case={name}" for name in CASES)
ASKED = {
    "side by side": CHOSEN,
    "matrix": f"{CHOSEN}&pin=Loom",
    "likeness": f"{CHOSEN}&pin=Loom&outcome=stage",
    "shared features": f"{CHOSEN}&variable=input&variable=process&variable=materiality&variable=stage&deals=0",
    "truth table": f"{CHOSEN}&outcome=materiality&condition=input&condition=process",
    "spread": CHOSEN,
    "values": f"{CHOSEN}&weight=freedom:2",
}
PREFIXES = """PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
CONSTRAINTS = {
    "IC-1 one data set": """SELECT ?o WHERE { ?o a qb:Observation . OPTIONAL { ?o qb:dataSet ?d } }
        GROUP BY ?o HAVING (COUNT(DISTINCT ?d) != 1)""",
    "IC-2 one structure": """SELECT ?d WHERE { ?d a qb:DataSet . OPTIONAL { ?d qb:structure ?s } }
        GROUP BY ?d HAVING (COUNT(DISTINCT ?s) != 1)""",
    "IC-3 a measure": """SELECT ?s WHERE { ?s a qb:DataStructureDefinition
        FILTER NOT EXISTS { ?s qb:component/qb:measure ?m . ?m a qb:MeasureProperty } }""",
    "IC-4 dimensions have a range": """SELECT ?p WHERE { ?c qb:dimension ?p . FILTER NOT EXISTS { ?p rdfs:range ?r } }""",
    "IC-6 only attributes are optional": """SELECT ?c WHERE { ?c qb:componentRequired false .
        FILTER NOT EXISTS { ?c qb:attribute ?a } }""",
    "IC-11 all dimensions": """SELECT ?o ?p WHERE { ?o qb:dataSet/qb:structure/qb:component/qb:dimension ?p .
        FILTER NOT EXISTS { ?o ?p ?value } }""",
    "IC-12 no two of the same dimensions": """SELECT ?o ?other WHERE { ?o qb:dataSet ?d ; ?p ?row . ?other qb:dataSet ?d ; ?p ?row .
        ?d qb:structure/qb:component/qb:dimension ?p . FILTER (STR(?o) < STR(?other)) }""",
    "IC-14 all measures": """SELECT ?o ?p WHERE { ?o qb:dataSet/qb:structure/qb:component/qb:measure ?p .
        FILTER NOT EXISTS { ?o ?p ?value } }""",
    "every value is of a component": """SELECT ?o ?p WHERE { ?o qb:dataSet ?d ; ?p ?value .
        FILTER (?p NOT IN (qb:dataSet, <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>))
        FILTER NOT EXISTS { ?d qb:structure/qb:component/(qb:dimension|qb:measure|qb:attribute) ?p } }""",
}


@pytest.fixture(scope="module")
def wiki():
    wiki = memory_wiki()
    for name, said in CASES.items():
        written(wiki, f"Case:{name}", f"---\nkind: case\n{said}\n---\n")
    return wiki


@pytest.fixture(scope="module", params=ASKED)
def cube(request, wiki) -> tuple[Graph, int]:
    kept, result = keep(wiki, WAYS[request.param], Parameters.read(ASKED[request.param]), "A", "Why?", "ana")
    facts = wiki.project(kept.title, page_text(kept)).facts
    return triples_of(facts) + vocabulary_graph(), len(result.rows)


def test_there_is_a_way_of_asking_for_each_way_of_comparing():
    assert set(ASKED) == set(WAYS)


def test_each_row_is_an_observation(cube):
    graph, rows = cube
    found = [
        *graph.query(
            f"{PREFIXES} SELECT ?o WHERE {{ ?o a qb:Observation ; qb:dataSet ?d . ?d a qb:DataSet }}"
        )
    ]
    assert len(found) == rows > 0


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_a_constraint_holds(cube, name):
    assert [*cube[0].query(PREFIXES + CONSTRAINTS[name])] == []


@pytest.mark.parametrize(
    ("name", "said", "instead"),
    [
        ("IC-1 one data set", "cube#dataSet", ""),
        ("IC-2 one structure", "cube#structure", ""),
        ("IC-3 a measure", "cube#measure", ""),
        ("IC-11 all dimensions", 'resultRow> "1"', ""),
        ("IC-12 no two of the same dimensions", 'resultRow> "2"', 'resultRow> "1"'),
        ("IC-14 all measures", 'rowWords> "', ""),
        ("every value is of a component", "cube#attribute", ""),
    ],
)
def test_a_breach_would_be_found(wiki, name, said, instead):
    kept, _ = keep(wiki, WAYS["truth table"], Parameters.read(ASKED["truth table"]), "A", "Why?", "ana")
    lines = wiki.project(kept.title, page_text(kept)).facts.decode().splitlines()
    changed = [each.replace(said, instead) for each in lines if instead or said not in each]
    assert [
        *(triples_of("\n".join(changed).encode()) + vocabulary_graph()).query(PREFIXES + CONSTRAINTS[name])
    ]
