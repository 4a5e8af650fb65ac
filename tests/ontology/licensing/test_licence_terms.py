"""What is said of licences: enough of them, in defined words, and in the licences' own."""

import json
import re

import pytest
from rdflib import RDF, SKOS, Graph, URIRef

from ontology.licensing import Copyleft, all_terms, parse_expression
from ontology.licensing.__main__ import main
from ontology.licensing.expression import texts_of
from ontology.licensing.reading import FOLDER, KEPT, digest, dump, read_turtle
from ontology.namespaces import CC, LOOM
from ontology.vocabulary import terms as vocabulary_terms
from tests.shared import ROOT

TEXTS = ROOT / "tests" / "fixtures" / "licences"
ASKED_FOR = """
GPL-2.0-only GPL-2.0-or-later GPL-3.0-only GPL-3.0-or-later LGPL-2.1-only LGPL-2.1-or-later LGPL-3.0-only
LGPL-3.0-or-later AGPL-3.0-only AGPL-3.0-or-later MPL-1.1 MPL-2.0 EUPL-1.1 EUPL-1.2 EPL-1.0 EPL-2.0 CDDL-1.0 OSL-3.0
CECILL-2.1 CC-BY-1.0 CC-BY-2.0 CC-BY-2.5 CC-BY-3.0 CC-BY-4.0 CC-BY-SA-1.0 CC-BY-SA-2.0 CC-BY-SA-2.5 CC-BY-SA-3.0
CC-BY-SA-4.0 CC-BY-NC-4.0 CC-BY-ND-4.0 CC-BY-NC-SA-4.0 CC-BY-NC-ND-4.0 CC-BY-SA-3.0-DE CC0-1.0 PDDL-1.0 ODC-By-1.0
ODbL-1.0 CERN-OHL-S-2.0 CERN-OHL-W-2.0 CERN-OHL-P-2.0 TAPR-OHL-1.0 SHL-0.51 GFDL-1.3-only GFDL-1.3-or-later LAL-1.3
Apache-1.1 Apache-2.0 MIT BSD-2-Clause BSD-3-Clause BSD-4-Clause 0BSD ISC Zlib BSL-1.0 Unlicense WTFPL Artistic-2.0
Python-2.0 PHP-3.01 OpenSSL SSPL-1.0 BUSL-1.1 Elastic-2.0 PPL LicenseRef-CoopCycle Hippocratic-2.1 Parity-7.0.0
LicenseRef-Prosperity-3.0.0 LicenseRef-platform-appropriation
""".split()  # noqa: SIM905 – as in the list that was asked for


def plain(text: str) -> str:
    for curly, straight in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-")):
        text = text.replace(curly, straight)
    return re.sub(r"\s+", " ", text).casefold()


def quotations(name: str) -> list[str]:
    terms = all_terms()[name]
    rules = (*terms.permissions, *terms.requirements, *terms.prohibitions, *terms.tolerances, *terms.grants)
    return [each.quote for each in rules if each.quote]


@pytest.mark.parametrize("identifier", ASKED_FOR)
def test_the_well_known_licences_are_described(identifier):
    assert texts_of(parse_expression(identifier))


def test_every_rule_names_a_clause_and_quotes_little():
    for terms in all_terms().values():
        for rule in (*terms.permissions, *terms.requirements, *terms.prohibitions, *terms.grants):
            assert rule.clause, (terms.text, rule)
            assert len(rule.quote.split()) <= 25, (terms.text, rule)


def test_most_rules_are_quoted():
    rules = [
        each
        for one in all_terms().values()
        if not one.port_of
        for each in (*one.permissions, *one.requirements)
    ]
    assert sum(bool(each.quote) for each in rules) / len(rules) > 0.9


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.txt")), ids=lambda path: path.stem)
def test_quotations_stand_in_the_licence(path):
    text = plain(path.read_text(encoding="utf-8"))
    assert [quote for quote in quotations(path.stem) if plain(quote) not in text] == []
    assert quotations(path.stem)


def test_quotations_of_the_agpl_stand_in_the_licence_of_this_project():
    text = plain((ROOT / "LICENSE").read_text(encoding="utf-8"))
    assert [quote for quote in quotations("AGPL-3.0") if plain(quote) not in text] == []


def test_copyleft_is_what_the_share_alike_rule_says():
    for terms in all_terms().values():
        if terms.copyleft in {Copyleft.NONE, Copyleft.DEDICATION}:
            assert "share-alike" not in terms.requires, terms.text
        else:
            assert "share-alike" in terms.requires, terms.text


def test_ports_follow_the_international_text_without_its_wording():
    port, origin = all_terms()["CC-BY-SA-3.0-DE"], all_terms()["CC-BY-SA-3.0"]
    assert (port.port_of, port.jurisdiction) == ("CC-BY-SA-3.0", "DE")
    assert [rule.action for rule in port.requirements] == [rule.action for rule in origin.requirements]
    assert quotations("CC-BY-SA-3.0-DE") == []


def test_identifiers_stand_for_one_text_each():
    names = [name for terms in all_terms().values() for name in terms.identifiers]
    assert len(names) == len(set(names))
    assert len(names) > 110


def test_targets_of_compatibility_are_described():
    unknown = {
        name.removesuffix("+")
        for terms in all_terms().values()
        for grant in terms.grants
        for name in grant.into
        if name.removesuffix("+") not in all_terms()
    }
    assert unknown == set()


def test_the_kept_json_is_that_of_the_turtle_files():
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    assert kept["digest"] == digest(), "run: python -m ontology.licensing --write"
    assert KEPT.read_text(encoding="utf-8") == dump()
    assert read_turtle() == dict(all_terms())


def test_own_words_are_defined():
    graph = Graph()
    for path in FOLDER.glob("*.ttl"):
        graph.parse(path)
    used = {str(node) for triple in graph for node in triple if isinstance(node, URIRef) and node in LOOM}
    defined = {str(node) for node in graph.subjects(SKOS.definition, None)}
    assert used - defined - set(vocabulary_terms()) == set()
    assert defined & set(vocabulary_terms()) == set()


def test_descriptions_speak_ccrel_too():
    graph = Graph().parse(FOLDER / "creative-commons.ttl")
    licence = URIRef("https://w3id.org/commonloom/licences#CC-BY-NC-SA-4.0")
    assert (licence, RDF.type, CC.License) in graph
    assert set(graph.objects(licence, CC.permits)) == {CC.Reproduction, CC.Distribution, CC.DerivativeWorks}
    assert set(graph.objects(licence, CC.requires)) == {CC.Notice, CC.Attribution, CC.ShareAlike, CC.Copyleft}
    assert set(graph.objects(licence, CC.prohibits)) == {CC.CommercialUse}


def test_a_wrong_call_says_what_to_give(capsys):
    assert main([]) == 2
    assert "--write" in capsys.readouterr().err
