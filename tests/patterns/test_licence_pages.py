"""The licence pages of the seed corpus say what the rules of ontology/licences say, clause by clause."""

from __future__ import annotations

import pytest

from ontology.licensing import Regime, Terms, all_terms, parse_expression, regime, spdx_licences
from ontology.licensing.expression import texts_of
from ontology.licensing.terms import Copyleft, Rule
from ontology.shapes import load_ontology
from patterns.filenames import title_of_file
from patterns.frontmatter import mapping, parse, statements
from tests.shared import ROOT

CORPUS = ROOT / "patterns" / "corpus"
ONTOLOGY = load_ontology()
PAGES = {
    title_of_file(path.relative_to(CORPUS).as_posix(), ONTOLOGY): parse(path.read_text(encoding="utf-8"))
    for path in sorted((CORPUS / "licenses").glob("*.md"))
}
PERMISSIONS = {
    "commercial": "commercial use",
    "modifications": "modification",
    "distribution": "distribution",
    "private-use": "private use",
    "patent-use": "patent use",
}
CONDITIONS = {
    "attribution": {"attribution"},
    "notice": {"licence and copyright notice", "licence and copyright notice for source", "attribution"},
    "document-changes": {"state changes"},
    "source": {"disclose source"},
    "network": {"network use is distribution"},
    "share-alike": {"same licence", "same licence (file)", "same licence (library)"},
}
PROHIBITIONS = {"commercial": "commercial use", "modifications": "modification"}
ALIKE = {Copyleft.FILE: "same licence (file)", Copyleft.LIBRARY: "same licence (library)"}
FAMILIES = {
    Copyleft.NONE: {"permissive", "proprietary", "terms of service", "not applicable"},
    Copyleft.DEDICATION: {"public domain dedication", "permissive"},
    Copyleft.FILE: {"weak share-alike"},
    Copyleft.LIBRARY: {"weak share-alike"},
    Copyleft.DATABASE: {"share-alike"},
    Copyleft.STRONG: {"share-alike", "proprietary"},
    Copyleft.NETWORK: {"network share-alike"},
}
REGIMES = {
    Regime.COMMONS: "commons economy",
    Regime.SHARING: "sharing economy",
    Regime.ENCLOSURE: "enclosure",
    Regime.PERMISSIVE: "not applicable",
    Regime.PROPRIETARY: "not applicable",
}


def terms_of(title: str) -> Terms | None:
    """The rules for the licence a page names by its identifier; None for pages of families."""
    identifier = mapping(PAGES[title]).get("spdx")
    found = texts_of(parse_expression(str(identifier))) if identifier else ()
    return found[0] if found else None


DESCRIBED = [title for title in PAGES if terms_of(title)]


def coded(title: str, field: str) -> list[str]:
    """The values, or where there is no value the statuses, of one field."""
    found = [(each.value, dict(each.qualifiers)) for each in statements(PAGES[title]) if each.key == field]
    return [str(said["status"] if value in {None, ""} else value).casefold() for value, said in found]


def quoted(title: str, field: str) -> dict[str, str]:
    return {
        str(each.value): str(dict(each.qualifiers).get("quote", ""))
        for each in statements(PAGES[title])
        if each.key == field
    }


def required(terms: Terms, rule: Rule) -> set[str]:
    if rule.action == "share-alike":
        return {ALIKE.get(terms.copyleft, "same licence")}
    return CONDITIONS.get(rule.action, set())


@pytest.mark.parametrize("title", DESCRIBED)
def test_conditions_and_prohibitions_are_those_of_the_rules(title):
    terms = terms_of(title)
    conditions = set(coded(title, "conditions"))
    asked = [required(terms, rule) for rule in terms.requirements]
    assert [each for each in asked if each and not each & conditions] == []
    assert conditions <= set.union(set(), *asked)
    forbidden = {PROHIBITIONS[rule.action] for rule in terms.prohibitions if rule.action in PROHIBITIONS}
    assert set(coded(title, "prohibitions")) == forbidden


@pytest.mark.parametrize("title", DESCRIBED)
def test_permissions_are_those_of_the_rules(title):
    given = {PERMISSIONS[rule.action] for rule in terms_of(title).permissions if rule.action in PERMISSIONS}
    assert given <= set(coded(title, "permissions")) <= given | {"private use"}


@pytest.mark.parametrize("title", DESCRIBED)
def test_family_and_regime_are_those_of_the_rules(title):
    terms = terms_of(title)
    assert set(coded(title, "family")) <= FAMILIES[terms.copyleft]
    assert len(coded(title, "family")) == 1
    found = regime(str(mapping(PAGES[title])["spdx"])).regime
    assert coded(title, "regime") == [REGIMES.get(found, "unknown")]
    assert coded(title, "appropriates") == [str("appropriation" in terms.requires).lower()]


@pytest.mark.parametrize("title", DESCRIBED)
def test_a_clause_that_the_rules_quote_is_quoted_alike(title):
    terms = terms_of(title)
    differing = []
    for field, rules in (("permissions", terms.permissions), ("prohibitions", terms.prohibitions)):
        names = PERMISSIONS if field == "permissions" else PROHIBITIONS
        said = quoted(title, field)
        differing += [
            rule
            for rule in rules
            if rule.quote and rule.action in names and said[names[rule.action]] != rule.quote
        ]
    assert differing == []


@pytest.mark.parametrize("title", DESCRIBED)
def test_every_coded_value_names_where_it_is_said(title):
    codable = {field.key for field in ONTOLOGY.by_name["license"].fields if field.codable}
    for each in statements(PAGES[title]):
        said = dict(each.qualifiers)
        if each.key in codable:
            assert {"source", "coder", "date"} <= said.keys(), each.key
            assert {"quote", "locator"} & said.keys(), each.key


@pytest.mark.parametrize("title", DESCRIBED)
def test_status_is_that_of_the_list_of_spdx(title):
    front = mapping(PAGES[title])
    listed = spdx_licences().get(str(front["spdx"]))
    if listed is not None:
        assert front["osi_approved"] is listed.osi_approved
        assert front.get("fsf_free", False) is bool(listed.fsf_free)


def test_every_described_text_has_a_page():
    shown = {terms_of(title).text for title in DESCRIBED}
    assert set(all_terms()) - shown == set()


def test_no_coding_of_a_licence_rests_on_common_knowledge():
    sources = {
        (title, dict(each.qualifiers).get("source")) for title in PAGES for each in statements(PAGES[title])
    }
    assert [title for title, source in sources if source == "Common knowledge"] == []
