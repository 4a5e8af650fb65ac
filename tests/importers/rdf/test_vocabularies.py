"""What well-known vocabularies become: SKOS, FOAF, ORG, schema.org, and terms nobody knows."""

import json

from patterns.frontmatter import body_text, parse
from patterns.projection import project
from tests.importers.rdf.reading import ONTOLOGY, brought, front, sentences, turtle

SKOS = """
:voc a skos:ConceptScheme ; dct:title "Vocabulary of commons"@en ; dct:license <https://creativecommons.org/licenses/by/4.0/> ;
  dct:publisher "Garden Institute" ; skos:hasTopConcept :commons .
:commons a skos:Concept ; skos:prefLabel "Commons"@en-GB, "Commun"@fr, "${commons}"@i18n ; skos:altLabel "Common good"@en ;
  skos:definition "What is *shared* <b>and</b> cared for."@en , "Ce qui est partagé."@fr ; skos:notation "C1" ;
  skos:scopeNote "Not the House."@en ; skos:inScheme :voc ; skos:exactMatch <https://example.com/commons> .
:cpr a skos:Concept ; skos:prefLabel "Common-pool resource"@en ; skos:broader :commons ; skos:related :commons ;
  skos:inScheme :voc .
:noname skos:broader :commons .
"""


def test_a_concept_scheme(tmp_path):
    pages, issues = turtle(tmp_path, SKOS)
    assert set(pages) == {
        "Source:Vocabulary of commons",
        "Concept:Commons",
        "Concept:Common-pool resource",
        "Concept:noname",
    }
    commons = front(pages["Concept:Commons"])
    assert commons == {
        "kind": "concept",
        "title": "Commons",
        "aliases": ["${commons}", "Commun", "Common good"],
        "definition": "What is *shared* <b>and</b> cared for.",
        "source": "Vocabulary of commons",
        "exact_match": "https://example.com/commons",
        "skos:definition": '"Ce qui est partagé."@fr',
        "skos:notation": "C1",
        "license": "CC-BY-4.0",
        "attribution": "Garden Institute",
        "origin": "https://example.org/commons",
    }
    assert "## Discussion\n\nNot the House.\n" in pages["Concept:Commons"].text
    cpr = front(pages["Concept:Common-pool resource"])
    assert (cpr["broader"], cpr["related_to"]) == ("Commons", "Concept:Commons")
    scheme = front(pages["Source:Vocabulary of commons"])
    assert scheme["work_license"] == scheme["license"] == "CC-BY-4.0"
    assert scheme["publisher"] == "Garden Institute"
    assert "“i18n” is no language tag" in sentences(issues)


def test_every_language_can_be_first(tmp_path):
    profile = "format: rdf\nlanguages: [fr]\nskip_languages: [x-i18n]\n"
    pages, _ = turtle(tmp_path, SKOS, profile)
    commons = front(pages["Concept:Commun"])
    assert commons["aliases"] == ["Commons", "Common good"]
    assert commons["definition"] == "Ce qui est partagé."


FOAF = """
:ana a foaf:Person ; foaf:givenName "Ana" ; foaf:familyName "Bell" ; foaf:mbox <mailto:ana@example.org> ; foaf:knows :ben, :zoe ;
  foaf:homepage <https://ana.example/> ; org:memberOf :club ; foaf:topic_interest :commons ; foaf:age 44 ;
  foaf:based_near [ rdfs:label "Siena" ; x:lat "43.3" ] .
:ben a foaf:Person ; foaf:name "Ben: a gardener #1" ; foaf:made :book .
:club a org:FormalOrganization ; skos:prefLabel "Garden Club" ; org:hasUnit :section .
:section a org:OrganizationalUnit ; skos:prefLabel "Seed section" .
:commons a skos:Concept ; skos:prefLabel "Commons" .
:book a foaf:Document ; dct:title "A book" ; dct:creator :ben, "Cy Dee" ; dct:issued "2001-05-04"^^xsd:date ; dct:subject :commons, "gardens" .
"""


def test_people_and_organizations(tmp_path):
    pages, issues = turtle(tmp_path, FOAF)
    ana = front(pages["Person:Ana Bell"])
    assert ana["url"] == "https://ana.example/"
    assert ana["affiliation"] == "Garden Club"
    assert ana["works_on"] == "Commons"
    assert ana["foaf:knows"] == ["[[Person:Ben: a gardener 1]]", "<https://example.org/zoe>"]
    assert ana["foaf:age"] == 44
    assert ana["foaf:based_near"] == "label: Siena; lat: 43.3"
    assert "ana@example.org" not in pages["Person:Ana Bell"].text
    assert "cannot be a title" in sentences(issues)
    assert front(pages["Institution:Seed section"])["part_of"] == "Garden Club"
    book = front(pages["Source:A book"])
    assert book["creators"] == ["Cy Dee", "Ben: a gardener 1"]
    assert (book["year"], book["dcterms:issued"]) == (2001, '"2001-05-04"^^xsd:date')
    assert book["discusses"]["value"] == "Concept:Commons"
    assert book["discusses"]["quote"] == "dcterms:subject <https://example.org/commons>"
    assert book["tags"] == "gardens"


def test_what_is_kept_stands_under_its_own_property(tmp_path):
    pages, _ = turtle(tmp_path, FOAF)
    draft = pages["Person:Ana Bell"]
    found = project(draft.text, draft.title, ONTOLOGY, "http://w")
    assert (
        b"<http://w/id/person/Ana_Bell> <http://xmlns.com/foaf/0.1/knows> <https://example.org/zoe>"
        in found.facts
    )
    assert not [each for each in found.findings if "no field" in each.message]


def test_json_ld_of_schema_org(tmp_path):
    document = {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@id": "https://example.org/org",
                "@type": "NGO",
                "name": "Seed Savers",
                "foundingDate": "1998-03-01",
                "address": {"@type": "PostalAddress", "addressLocality": "Siena", "addressCountry": "Italy"},
                "description": "Keeps *seeds*.\n\n# Since long",
                "founder": [{"@type": "Person", "name": "Ana Bell"}, {"@type": "NGO", "name": "Seed Fund"}],
                "url": "https://seeds.example",
                "numberOfEmployees": 12,
            },
            {
                "@type": ["ScholarlyArticle"],
                "@id": "https://example.org/paper",
                "headline": "Seeds as commons",
                "author": [
                    {"@type": "Person", "name": "Ana Bell"},
                    {"@type": "Person", "name": "Ben Cole", "jobTitle": "Gardener"},
                ],
                "datePublished": "2010",
                "about": {"@id": "https://example.org/org"},
                "isPartOf": {"@type": "Periodical", "name": "Journal of Seeds"},
                "license": "https://creativecommons.org/licenses/by-sa/4.0/",
            },
        ],
    }
    path = tmp_path / "seeds.jsonld"
    path.write_text(json.dumps(document), encoding="utf-8")
    pages, issues = brought(path)
    assert set(pages) == {
        "Institution:Seed Savers",
        "Source:Seeds as commons",
        "Person:Ben Cole",
    }
    seeds = front(pages["Institution:Seed Savers"])
    assert seeds["type"] == "non-profit"
    assert seeds["founded"] == {"value": 1998, "source": "https://example.org/org", "quote": "1998-03-01"}
    assert seeds["schema:foundingDate"] == "1998-03-01"
    assert seeds["schema:numberOfEmployees"] == 12
    body = body_text(parse(pages["Institution:Seed Savers"].text))
    assert body == "## Description\n\nKeeps \\*seeds\\*.\n\n\\# Since long\n"
    paper = front(pages["Source:Seeds as commons"])
    assert (paper["type"], paper["year"], paper["container"]) == ("article", 2010, "Journal of Seeds")
    assert paper["work_license"] == "CC-BY-SA-4.0"
    assert "license" not in paper  # it is that of the paper, not of what the file says of it
    assert paper["discusses"]["value"] == "Institution:Seed Savers"
    assert paper["creators"] == ["Ana Bell", "Ben Cole"]
    assert [each["value"] for each in seeds["founders"]] == ["Ana Bell", "Institution:Seed Fund"]
    assert front(pages["Person:Ben Cole"])["schema:jobTitle"] == "Gardener"
    assert sentences(issues) == "seeds.jsonld: 1 descriptions without a name of their own were kept as text"


def test_classes_and_properties_of_the_data_itself(tmp_path):
    pages, issues = turtle(
        tmp_path,
        """x:Garden rdfs:subClassOf x:Club . x:Club rdfs:subClassOf org:Organization . x:Garden a owl:Class .
        x:nick rdfs:subPropertyOf skos:altLabel . x:web rdfs:subPropertyOf foaf:homepage .
        :g a x:Garden ; rdfs:label "Rose garden" ; x:nick "Roses" ; x:web <https://roses.example/> .
        :thing a x:Thing ; rdfs:label "A thing" ; x:p <urn:y:z> , "1"^^x:odd ; <urn:p:q> 1 .
        :silent x:p 1 .""",
    )
    garden = front(pages["Institution:Rose garden"])
    assert (garden["aliases"], garden["url"]) == ("Roses", "https://roses.example/") or garden["aliases"] == [
        "Roses"
    ]
    assert garden["https://example.org/x#web"] == "<https://roses.example/>"
    assert garden["rdf:type"] == "<https://example.org/x#Garden>"
    thing = front(pages["A thing"])
    assert thing["https://example.org/x#p"] == ["1", "<urn:y:z>"]
    told = sentences(issues)
    assert "the class <https://example.org/x#Thing> is not known" in told
    assert "1 values of the datatype https://example.org/x#odd were kept without it" in told
    assert "the property urn:p:q is no web address" in told
    assert "1 subjects have no class that is known and no name" in told


def test_lists_and_circles_of_blank_nodes_end(tmp_path):
    pages, _ = turtle(
        tmp_path,
        """:a a foaf:Document ; dct:title "A" ; dct:creator ( "One" "Two" ) ; x:loop _:l ; x:in _:in .
        _:l rdf:first "again" ; rdf:rest _:l . _:in x:in _:in ; x:name "inner" .""",
    )
    page = front(pages["Source:A"])
    assert page["creators"] == ["One", "Two"]
    assert page["https://example.org/x#loop"] == "again"
    assert "inner" in str(page["https://example.org/x#in"])


def test_reading_again_gives_the_same(tmp_path):
    assert turtle(tmp_path, SKOS + FOAF) == turtle(tmp_path, SKOS + FOAF)


def test_our_own_context_is_known_by_its_address(tmp_path):
    document = {
        "@context": "https://w3id.org/commonloom/ns",
        "@id": "https://example.org/c",
        "@type": "Concept",
        "name": "Commons",
        "definition": "What is shared.",
    }
    path = tmp_path / "c.jsonld"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert front(brought(path)[0]["Concept:Commons"])["definition"] == "What is shared."


def test_labels_that_are_things_of_their_own(tmp_path):
    pages, _ = turtle(
        tmp_path,
        """@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
        :a a skos:Concept ; xl:prefLabel :l ; xl:altLabel [ a xl:Label ; xl:literalForm "Other"@en ] .
        :l a xl:Label ; xl:literalForm "Labelled"@en .""",
    )
    assert list(pages) == ["Concept:Labelled"]
    assert front(pages["Concept:Labelled"])["aliases"] == ["Other"]
