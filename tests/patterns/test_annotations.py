"""Quotations as resources of the Web Annotation Data Model."""

from __future__ import annotations

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF

from ontology.namespaces import LOOM, OA
from patterns.quotations import quotation_anchor
from tests.fixtures.queried import BASE, union_graph

BOOK = URIRef(f"{BASE}/id/source/Book")
WORDS = "processes of ‘communal’ validation"
QUOTED = URIRef(f"{BOOK}#{quotation_anchor(WORDS)}")
SOURCE = f"---\nkind: source\n---\n## Quotations\n\n> {WORDS}\n\n> Words nothing rests on\n"
CASE = f'---\nvalidation: {{value: after publication, source: Book, quote: "{WORDS.replace("‘", chr(39)).replace("’", chr(39))}"}}\n---\n'


def facts(**pages: str) -> Graph:
    return union_graph({title.replace("_", ":"): text for title, text in pages.items()})


def test_a_listed_quotation_is_a_part_of_its_document():
    graph = facts(Source_Book=SOURCE)
    assert (QUOTED, RDF.type, OA.SpecificResource) in graph
    assert graph.value(QUOTED, OA.hasSource) == BOOK
    selector = graph.value(QUOTED, OA.hasSelector)
    assert (selector, RDF.type, OA.TextQuoteSelector) in graph
    assert list(graph.objects(selector, OA.exact)) == [Literal(WORDS)]
    assert set(graph.objects(BOOK, LOOM.quotation)) == {Literal(WORDS), Literal("Words nothing rests on")}


def test_a_coding_annotates_the_words_it_quotes_however_they_are_spelled():
    graph = facts(Source_Book=SOURCE, Case_X=CASE)
    codings = list(graph.subjects(OA.hasTarget, QUOTED))
    assert [graph.value(each, LOOM.codedValue) for each in codings] == [LOOM["after-publication"]]
    assert all((each, RDF.type, OA.Annotation) in graph for each in codings)


def test_the_page_that_quotes_says_what_it_quotes_by_itself():
    graph = facts(Case_X=CASE)
    assert graph.value(QUOTED, OA.hasSource) == BOOK


def test_of_several_sources_and_of_none_nothing_is_said():
    several = "---\nvalidation: {value: after publication, source: [Book, Film], quote: some words}\n---\n"
    none = "---\nvalidation: {value: after publication, quote: some words}\n---\n"
    bare = "---\nvalidation: {value: after publication, source: Book}\n---\n"
    for text in (several, none, bare):
        assert list(facts(Case_X=text).subject_objects(OA.hasTarget)) == []
