"""Verdicts kept and verdicts as facts say what the reasoner says."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import DCTERMS, RDF, Graph, URIRef

from ontology.licensing import described, may
from ontology.licensing import rulings as kept
from ontology.licensing.facts import TEXTS, expression_said, verdict_facts
from ontology.licensing.rulings import rulings, worked_out
from ontology.namespaces import LOOM

HERE = "https://wiki.example/id/license/"
names = st.sampled_from(sorted(described()))


def facts(*expressions: str) -> Graph:
    licences = {f"{HERE}{number}": each for number, each in enumerate(expressions)}
    return Graph().parse(data=verdict_facts(licences), format="turtle")


def test_the_kept_verdicts_are_those_of_the_reasoner():
    assert kept.KEPT.read_text(encoding="utf-8") == kept.dump(), "run: python -m ontology.licensing --write"


def test_verdicts_kept_for_other_rules_are_not_used(tmp_path, monkeypatch):
    stale = json.loads(kept.KEPT.read_text(encoding="utf-8"))
    stale["digest"], stale["rulings"] = "of other files", []
    (tmp_path / "verdicts.json").write_text(json.dumps(stale), encoding="utf-8")
    monkeypatch.setattr(kept, "KEPT", tmp_path / "verdicts.json")
    kept._kept.cache_clear()
    try:
        assert rulings(["MIT", "GPL-2.0-only"]) == (
            *worked_out("MIT", ["MIT", "GPL-2.0-only"]),
            *worked_out("GPL-2.0-only", ["MIT", "GPL-2.0-only"]),
        )
    finally:
        kept._kept.cache_clear()


@given(
    st.lists(
        names | st.sampled_from(["MIT OR GPL-2.0-only", "GPL-2.0-only WITH Linux-syscall-note"]), max_size=5
    )
)
def test_every_pair_has_the_answer_and_the_grounds_of_the_reasoner(expressions):
    found = {(each.inbound, other): each for each in rulings(expressions) for other in each.outbound}
    assert set(found) == {(a, b) for a in expressions for b in expressions}
    for (inbound, outbound), ruling in found.items():
        verdict = may("incorporate", inbound, outbound)
        assert (ruling.answer, ruling.reasons, ruling.dissents) == (
            verdict.answer,
            verdict.reasons,
            verdict.dissents,
        )


def test_a_verdict_names_both_licences_its_answer_and_the_clauses_it_rests_on():
    graph = facts("Apache-2.0", "GPL-2.0-only")
    (verdict,) = (
        each
        for each in graph.subjects(LOOM.inboundLicense, URIRef(f"{HERE}0"))
        if (each, LOOM.outboundLicense, URIRef(f"{HERE}1")) in graph
    )
    assert graph.value(verdict, RDF.type) == LOOM.Verdict
    assert graph.value(verdict, LOOM.verdictAnswer) == LOOM["answer-no"]
    grounds = list(graph.objects(verdict, LOOM.restsOn))
    assert {str(graph.value(each, LOOM.clause)) for each in grounds} == {"§3", "§6"}
    assert {graph.value(each, DCTERMS.source) for each in grounds} == {
        URIRef(f"{TEXTS}Apache-2.0"),
        URIRef(f"{TEXTS}GPL-2.0"),
    }


def test_a_dissent_is_a_sentence():
    graph = facts("CDDL-1.0", "GPL-2.0-only")
    (said,) = graph.objects(None, LOOM.dissent)
    assert str(said).startswith("Canonical, ZFS Licensing and Linux (2016) says with conditions")


def test_grounds_are_shared_and_verdicts_too():
    graph = facts("GPL-2.0-only", "MIT", "ISC", "BSD-3-Clause")
    refused = [
        each
        for each in graph.subjects(LOOM.inboundLicense, URIRef(f"{HERE}0"))
        if graph.value(each, LOOM.verdictAnswer) == LOOM["answer-no"]
    ]
    assert len(refused) == 1
    assert len(list(graph.objects(refused[0], LOOM.outboundLicense))) == 3


def test_two_pages_about_one_licence_share_its_verdicts_and_unknown_licences_have_none():
    graph = facts("MIT", "MIT", "LicenseRef-ours", "not ( readable")
    assert {str(each)[-1] for each in graph.objects(None, LOOM.inboundLicense)} == {"0", "1"}
    assert len(list(graph.subjects(RDF.type, LOOM.Verdict))) == 1


def test_without_licences_there_are_no_verdicts():
    assert len(facts()) == 0


@pytest.mark.parametrize(
    ("spdx", "names", "expression"),
    [
        ("MIT", ["Something else"], "MIT"),
        ("", ["X", "GPL-2.0-only"], "GPL-2.0-only"),
        ("", ["General Public License", "GPL"], ""),
        ("LicenseRef-ours", ["MIT"], "LicenseRef-ours"),
        ("((", ["ISC License"], "ISC"),
        (" OR ".join(sorted(each for each in described() if " " not in each)[:13]), [], ""),
    ],
)
def test_a_page_is_about_what_its_entry_says_else_what_its_names_say(spdx, names, expression):
    assert expression_said(spdx, names) == expression
