"""The vocabulary at its own pages, for browsers and for programs."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest
from pyshacl import validate
from rdflib import Graph, URIRef

from ontology.namespaces import LOOM, SCHEMA, SKOS
from ontology.vocabulary import shapes_graph, terms, vocabulary_graph
from patterns import frontmatter
from patterns.checks import check
from tests.fakes.browser import served
from tests.fakes.graph import MemoryGraph
from tests.fakes.wiki import memory_wiki, written
from wiki.web.app import create_app
from wiki.web.terms import near
from wiki.web.writing import example, with_evidence

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"}
READERS = [("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml"), ("jsonld", "json-ld")]


@pytest.fixture(scope="module")
def client():
    return create_app(memory_wiki()).test_client()


def test_every_term_is_on_the_overview_once(client):
    html = client.get("/ontology", headers=BROWSER).text
    ids = Counter(re.findall(r'\sid="([^"]+)"', html))
    assert [name for name, count in ids.items() if count > 1] == []
    assert {each.name for each in terms().values()} - set(ids) == set()


def test_every_link_within_the_overview_has_its_end(client):
    html = client.get("/ontology", headers=BROWSER).text
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r'\sid="([^"]+)"', html))


def test_every_term_has_a_page(client):
    for each in terms().values():
        answer = client.get(f"/ontology/{each.name}", headers=BROWSER)
        assert answer.status_code == 200, each.name
        assert "<h1>" in answer.text


def test_a_page_tells_what_a_list_is_and_where_it_is_used(client):
    html = client.get("/ontology/modes-of-production", headers=BROWSER).text
    for words in (
        "Modi di produzione",
        "mode_of_production",
        'href="/ontology/state-production"',
        "as Turtle",
    ):
        assert words.lower() in html.lower()


@pytest.mark.parametrize(("ending", "reader"), READERS)
def test_all_of_it_in_every_format(client, ending, reader):
    found = Graph().parse(data=client.get(f"/ontology.{ending}", headers=BROWSER).data, format=reader)
    assert len(found) >= len(vocabulary_graph())


@pytest.mark.parametrize(("ending", "reader"), READERS)
def test_a_term_in_every_format(client, ending, reader):
    found = Graph().parse(data=client.get(f"/ontology/validation.{ending}").data, format=reader)
    assert (LOOM.validation, SKOS.definition, None) in found
    assert set(found.subjects(SKOS.definition)) == {LOOM.validation}


def test_answers_say_what_they_depend_on_and_may_be_read_from_any_site(client):
    for accept in ("text/turtle", BROWSER["Accept"]):
        answer = client.get("/ontology/validation", headers={"Accept": accept})
        assert "Accept" in answer.headers["Vary"]
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        tag = answer.headers["ETag"]
        again = client.get("/ontology/validation", headers={"Accept": accept, "If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")


def test_an_unknown_term_is_answered_with_those_like_it(client):
    people = client.get("/ontology/Validaton", headers=BROWSER)
    assert (people.status_code, 'href="/ontology/validation"' in people.text) == (404, True)
    programs = client.get("/ontology/Validaton", headers={"Accept": "text/turtle"})
    assert (programs.status_code, programs.mimetype) == (404, "text/plain")
    assert "validation" in programs.text
    assert near("zzzzqqqq") == ()


def test_a_name_from_the_address_is_shown_as_text(client):
    answer = client.get("/ontology/%3Cb%3Ex", headers=BROWSER)
    assert (answer.status_code, "<b>x" in answer.text) == (404, False)


def test_uses_are_counted_and_named():
    wiki = memory_wiki()
    wiki = replace(wiki, graph=MemoryGraph(wiki.pages))
    written(wiki, "Case:Linux", "---\nkind: case\ntitle: Linux\nmode_of_production: state\n---\n")
    client = create_app(wiki).test_client()
    for name in ("modeOfProduction", "state-production", "modes-of-production", "Case"):
        html = client.get(f"/ontology/{name}", headers=BROWSER).text
        assert "1 page uses it" in html, name
        assert 'href="/wiki/Case:Linux"' in html, name


def test_a_graph_that_does_not_answer_is_no_obstacle(client):
    assert "cannot be said at the moment" in client.get("/ontology/validation", headers=BROWSER).text


def test_examples_of_writing_are_right():
    ontology = memory_wiki().ontology
    for kind in ontology.kinds:
        for field in kind.fields:
            text = with_evidence(kind, field, ontology) or example(kind, field, ontology)
            title = f"{kind.namespace}:Name of the {kind.label.lower()}".removeprefix(":")
            found = check(frontmatter.parse(text), title, ontology)
            assert [each.message for each in found if each.key == field.key] == [], text


def test_rdflib_reads_it_from_its_address():
    with served() as (address, _):
        assert len(Graph().parse(f"{address}/ontology")) >= len(vocabulary_graph())
        for name in ("validation", "modes-of-production", "Case", "state-production"):
            found = Graph().parse(f"{address}/ontology/{name}")
            assert (URIRef(LOOM[name]), SKOS.definition, None) in found


def test_the_shapes_are_given_and_check_facts(client):
    answer = client.get("/shapes")
    assert answer.headers["Content-Type"].startswith("text/turtle")
    given = Graph().parse(data=answer.data, format="turtle")
    assert Counter(given.predicates()) == Counter(shapes_graph().predicates())
    kept = {"If-None-Match": answer.headers["ETag"]}
    assert client.get("/shapes", headers=kept).status_code == 304
    for ending, form in READERS:
        assert len(Graph().parse(data=client.get(f"/shapes.{ending}").data, format=form)) == len(given)
    assert client.get("/shapes.docx").status_code == 406
    case = f'<urn:x> a <{LOOM}Case> ; <{LOOM}started> "long ago" .'
    conforms, _, report = validate(Graph().parse(data=case, format="turtle"), shacl_graph=given)
    assert not conforms
    assert "started" in report


def test_a_field_that_people_added_is_on_the_overview(client):
    wiki = memory_wiki()
    text = "---\nkind: variable\nscale: nominal\noptions: [exempt, taxed]\napplies_to: [Case]\n---\n"
    written(wiki, "Variable:Tax status", text)
    answer = create_app(wiki).test_client().get("/ontology", headers=BROWSER)
    assert answer.status_code == 200
    assert "<code>tax_status</code>" in answer.text
    assert "<code>tax_status</code>" not in client.get("/ontology", headers=BROWSER).text


def test_the_context_has_the_words_of_this_wiki(client):
    answer = client.get("/context.jsonld")
    assert answer.headers["Content-Type"] == "application/ld+json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.json["@context"]["mode_of_production"] == {"@id": f"{LOOM}modeOfProduction", "@type": "@id"}
    wiki = memory_wiki()
    written(wiki, "Variable:Tax status", "---\nkind: variable\nscale: text\n---\n")
    adding = create_app(wiki).test_client()
    added = adding.get("/context.jsonld").json["@context"]
    assert any("tax_status" in words for words in (added, added["Case"].get("@context", {})))


def test_properties_say_of_what_the_shapes_use_them(client):
    given = Graph().parse(data=client.get("/ontology/steward.ttl").data, format="turtle")
    assert LOOM.Case in set(given.objects(LOOM.steward, SCHEMA.domainIncludes))
    assert set(given.objects(LOOM.steward, SCHEMA.rangeIncludes)) == {LOOM.Institution}
    coded = Graph().parse(data=client.get("/ontology/locator.ttl").data, format="turtle")
    assert LOOM.Coding in set(coded.objects(LOOM.locator, SCHEMA.domainIncludes))
