"""Scorecards and agreement as facts: which are told, and that what is kept is never other than what would be worked out anew."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef

from ontology.graphs import AGREEMENT, SCORECARDS
from ontology.namespaces import DCTERMS, LOOM, PROV, RDF
from ontology.shapes import FOLDER
from tests.fakes.wiki import BASE, memory_wiki, written
from tests.fixtures.queried import triples_of
from wiki.assembly import Wiki
from wiki.editing import Rename, delete, rename
from wiki.errors import BadInputError
from wiki.figures import AGREED, FARED, SCORED, Figures, Wanted, wanted
from wiki.rounds import Opening, keep, open_round, take

ALL = Wanted(scored=True, fared=True, agreed=True)
PATTERN = "---\nkind: pattern\n{}---\n## Problem\nx\n\n## Context\nx\n\n## Forces\nx\n\n## Solution\nx\n"


def case(number: int, *exhibits: str, more: str = "") -> str:
    said = "".join(
        f"  - {{value: {each}, source: Book {number}, date: 2026-0{number}-01}}\n" for each in exhibits
    )
    return f"---\nkind: case\n{'exhibits:' if said else ''}\n{said}{more}---\nProse.\n"


def told(wiki: Wiki, want: Wanted = ALL, figures: Figures | None = None) -> Graph:
    return triples_of((figures or Figures()).beside(wiki.pinned(), want).facts)


def iri(path: str) -> URIRef:
    return URIRef(f"{BASE}/id/{path}")


CARD = iri("pattern/Talk#scorecard")


@pytest.fixture
def wiki() -> Wiki:
    wiki = memory_wiki()
    written(wiki, "Pattern:Talk", PATTERN.format("signature_if: [input = open input]\n"))
    for number in (1, 2, 3):
        written(wiki, f"Case:C{number}", case(number, "Talk", more="input: open input\n"))
    return wiki


def test_what_a_scorecard_counts(wiki):
    graph = told(wiki)
    assert graph.value(CARD, LOOM.scorecardOf) == iri("pattern/Talk")
    assert graph.value(CARD, LOOM.reachedMaturity) == LOOM.validated
    assert graph.value(CARD, LOOM.supportingCount) == graph.value(CARD, LOOM.independentCount) == Literal(3)
    assert {*graph.objects(CARD, LOOM.supportingCase)} == {iri(f"case/C{each}") for each in (1, 2, 3)}
    assert graph.value(CARD, LOOM.refutingCount) == Literal(0)
    assert graph.value(CARD, LOOM.lastEvidence) == Literal("2026-03-01")
    assert str(graph.value(CARD, LOOM.boundary)).startswith("Seen in 3 cases: all 3 “open input”")
    assert URIRef(f"{BASE}/data/case/C1") in {*graph.objects(CARD, PROV.wasDerivedFrom)}
    lines = {
        str(graph.value(each, DCTERMS.description)): graph.value(each, LOOM.itemDone).toPython()
        for each in graph.objects(CARD, LOOM.checklistItem)
    }
    assert lines["3 independent cases speak for it."] is True
    assert lines["Look for a case that speaks against it."] is False


def test_how_a_signature_fares(wiki):
    graph = told(wiki)
    assert str(graph.value(CARD, LOOM.signatureInWords)) == "If input = open input, then the pattern works."
    assert graph.value(CARD, LOOM.earnedStars) == Literal(2)
    assert {*graph.objects(CARD, LOOM.hitCase)} == {iri(f"case/C{each}") for each in (1, 2, 3)}
    assert graph.value(CARD, LOOM.missCount) == Literal(0)
    written(wiki, "Pattern:Bare", PATTERN.format(""))
    bare = told(wiki)
    assert bare.value(iri("pattern/Bare#scorecard"), LOOM.earnedStars) == Literal(0)
    assert bare.value(iri("pattern/Bare#scorecard"), LOOM.hitCount) is None


def test_a_coding_changes_the_figures_at_once_and_deleting_retracts_them(wiki):
    figures = Figures()
    assert told(wiki, ALL, figures).value(CARD, LOOM.refutingCount) == Literal(0)
    refuting = case(1, "Talk").replace("source: Book 1", "source: Book 1, bearing: refuting")
    written(wiki, "Case:C1", refuting)
    graph = told(wiki, ALL, figures)
    assert graph.value(CARD, LOOM.refutingCount) == graph.value(CARD, LOOM.unansweredCount) == Literal(1)
    assert graph.value(CARD, LOOM.reachedMaturity) == LOOM.structured
    delete(wiki, "Case:C1", "ana", "gone")
    assert told(wiki, ALL, figures).value(CARD, LOOM.refutingCount) == Literal(0)
    delete(wiki, "Pattern:Talk", "ana", "gone")
    assert len(told(wiki, ALL, figures)) == 0


def opened(wiki: Wiki, cases: int) -> None:
    for each in range(cases):
        written(wiki, f"Case:A{each}", "---\nkind: case\n---\nProse.\n")
    names = tuple(f"Case:A{each}" for each in range(cases))
    open_round(wiki, Opening(title="First", cases=names, variables=("validation",)), "dia")


def code(wiki: Wiki, number: int, coder: str, said: str) -> None:
    take(wiki, "First", f"Case:A{number}", coder)
    keep(wiki, "First", f"Case:A{number}", coder, f"---\nvalidation: {said}\n---\n", done=True)


def test_the_agreement_of_a_round(wiki):
    opened(wiki, 6)
    for number in range(6):
        code(wiki, number, "ana", "after publication" if number % 2 else "before publication")
        code(wiki, number, "ben", "after publication" if number else "none")
    graph = told(wiki)
    whole, pair = (iri(f"round/First#agreement-validation{each}") for each in ("", "-1"))
    assert (whole, RDF.type, LOOM.Agreement) in graph
    assert graph.value(whole, LOOM.agreementIn) == iri("round/First")
    assert graph.value(whole, LOOM.agreementOn) == LOOM.validation
    assert [str(graph.value(each, LOOM.agreementScope)) for each in (whole, pair)] == ["all", "pair"]
    assert {str(each) for each in graph.objects(whole, LOOM.comparedCoder)} == {"ana", "ben"}
    assert graph.value(whole, LOOM.unitCount) == Literal(6)
    assert graph.value(whole, LOOM.agreementShare).toPython() == pytest.approx(0.5, abs=1e-6)
    low, alpha, high = (
        float(graph.value(whole, each)) for each in (LOOM.alphaLow, LOOM.alpha, LOOM.alphaHigh)
    )
    assert low <= alpha <= high < 1
    assert str(graph.value(whole, LOOM.alphaReading)) == "not reliable"
    assert {*graph.objects(whole, LOOM.disputedCase)} == {iri(f"case/A{each}") for each in (0, 2, 4)}


def test_nothing_of_a_blind_coding_is_told(wiki):
    opened(wiki, 2)
    figures = Figures()
    before = figures.beside(wiki.pinned(), ALL)
    code(wiki, 0, "ana", "after publication")
    assert figures.beside(wiki.pinned(), ALL) == before
    assert b"ana" not in before.facts
    code(wiki, 0, "ben", "before publication")
    graph = told(wiki, ALL, figures)
    agreement = iri("round/First#agreement-validation")
    assert graph.value(agreement, LOOM.agreementShare).toPython() == 0
    assert "Only 1 case was coded by two coders" in str(graph.value(agreement, LOOM.noAlphaBecause))


def test_a_scale_that_changes_changes_the_agreement(wiki):
    page = "---\nkind: variable\nquestion: How open?\nscale: {}\noptions: [low, middle, high]\n---\n"
    written(wiki, "Variable:Openness", page.format("nominal"))
    for each in range(6):
        written(wiki, f"Case:A{each}", "---\nkind: case\n---\nProse.\n")
    names = tuple(f"Case:A{each}" for each in range(6))
    open_round(wiki, Opening(title="First", cases=names, variables=("openness",)), "dia")
    for number in range(6):
        for coder, said in (("ana", ("low", "high")[number % 2]), ("ben", ("middle", "high")[number % 2])):
            take(wiki, "First", f"Case:A{number}", coder)
            keep(wiki, "First", f"Case:A{number}", coder, f"---\nopenness: {said}\n---\n", done=True)
    figures, agreement = Figures(), iri("round/First#agreement-openness")
    assert str(told(wiki, ALL, figures).value(agreement, LOOM.alphaLevel)) == "nominal"
    written(wiki, "Variable:Openness", page.format("ordinal"))
    assert str(told(wiki, ALL, figures).value(agreement, LOOM.alphaLevel)) == "ordinal"


EDITS = st.lists(
    st.one_of(
        st.tuples(
            st.just("case"),
            st.integers(1, 4),
            st.lists(st.sampled_from(["Talk", "Walk", "Stroll"]), unique=True, max_size=2),
            st.sampled_from(
                [
                    "",
                    "fork_of: C1\n",
                    "steward: Guild\n",
                    "learned_from: [C2, C3]\n",
                    "aliases: [Case:C4]\n",
                    "input: open input\n",
                ]
            ),
        ),
        st.tuples(
            st.just("pattern"),
            st.sampled_from(["Talk", "Walk"]),
            st.sampled_from(["", "known_instances: [C1, C4]\n", "signature_if: [input = open input]\n"]),
        ),
        st.tuples(st.just("guild"), st.sampled_from(["", "stewards: [C1, C2]\n"])),
        st.tuples(
            st.just("redirect"),
            st.sampled_from(["Pattern:Stroll", "Case:C4"]),
            st.sampled_from(["Walk", "C1"]),
        ),
        st.tuples(
            st.just("delete"), st.sampled_from(["Case:C1", "Case:C2", "Pattern:Walk", "Institution:Guild"])
        ),
        st.tuples(
            st.just("rename"),
            st.sampled_from(["Case:C2", "Pattern:Talk"]),
            st.sampled_from(["Moved", "Stroll"]),
        ),
        st.tuples(st.just("variable"), st.sampled_from(["[a, b]", "[a, b, c]"])),
    ),
    min_size=1,
    max_size=6,
)


def do(wiki: Wiki, edit: tuple) -> None:
    what, *rest = edit
    if what == "case":
        written(wiki, f"Case:C{rest[0]}", case(rest[0], *rest[1], more=rest[2]))
    elif what == "pattern":
        written(wiki, f"Pattern:{rest[0]}", PATTERN.format(rest[1]))
    elif what == "guild":
        written(wiki, "Institution:Guild", f"---\nkind: institution\n{rest[0]}---\nA guild.\n")
    elif what == "redirect":
        kind = rest[0].partition(":")[0]
        written(wiki, rest[0], f"---\nkind: {kind.lower()}\nredirect: {kind}:{rest[1]}\n---\n")
    elif what == "variable":
        written(wiki, "Variable:Funding", f"---\nkind: variable\nquestion: Who?\noptions: {rest[0]}\n---\n")
    elif what == "delete" and wiki.pages.get(rest[0]):
        delete(wiki, rest[0], "ana", "gone")
    elif what == "rename" and wiki.pages.get(rest[0]):
        new = f"{rest[0].partition(':')[0]}:{rest[1]}"
        if wiki.pages.get(new) is None:
            rename(wiki, Rename(rest[0], new, "ana"))


@given(EDITS)
@settings(max_examples=40)
def test_what_is_kept_is_what_would_be_worked_out_anew(edits):
    wiki, figures = memory_wiki(), Figures()
    written(wiki, "Pattern:Talk", PATTERN.format("known_instances: [C3]\n"))
    written(wiki, "Case:C1", case(1, "Talk"))
    written(wiki, "Case:C2", case(2, "Talk", more="steward: Guild\n"))
    figures.beside(wiki.pinned(), ALL)
    for edit in edits:
        do(wiki, edit)
        assert figures.beside(wiki.pinned(), ALL) == Figures().beside(wiki.pinned(), ALL), edit


def test_a_name_that_comes_to_mean_a_page_is_followed(wiki):
    written(wiki, "Pattern:Walk", PATTERN.format("known_instances: [{value: C9, source: Book}]\n"))
    figures, card = Figures(), iri("pattern/Walk#scorecard")
    assert {*told(wiki, ALL, figures).objects(card, LOOM.supportingCase)} == {iri("case/C9")}
    written(wiki, "Case:Other", "---\nkind: case\naliases: [Case:C9]\n---\n")
    assert {*told(wiki, ALL, figures).objects(card, LOOM.supportingCase)} == {iri("case/Other")}
    written(wiki, "Case:Other", "---\nkind: case\n---\n")
    assert {*told(wiki, ALL, figures).objects(card, LOOM.supportingCase)} == {iri("case/C9")}


def test_an_unrelated_edit_works_out_no_scorecard(wiki):
    figures = Figures()
    figures.beside(wiki.pinned(), Wanted(scored=True))
    written(wiki, "Case:Other", "---\nkind: case\ninput: open input\n---\n")
    wiki.pages.calls.clear()
    figures.beside(wiki.pinned(), Wanted(scored=True))
    assert wiki.pages.calls["get_all"] <= 1


def test_many_changes_at_once_are_followed_too(wiki, monkeypatch):
    monkeypatch.setattr("wiki.figures.FOLLOWED", 2)
    figures = Figures()
    figures.beside(wiki.pinned(), ALL)
    for number in (4, 5, 6):
        written(wiki, f"Case:C{number}", case(number, "Talk"))
    assert told(wiki, ALL, figures).value(CARD, LOOM.supportingCount) == Literal(6)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SELECT ?s { ?s ?p ?o }", Wanted()),
        ("PREFIX l: <https://w3id.org/commonloom/ns#> SELECT ?alpha { ?c l:exhibits ?alpha }", Wanted()),
        ("{ ?c l:scorecardOf ?p }", Wanted(scored=True)),
        ("{ ?c <https://w3id.org/commonloom/ns#scorecardOf> ?p }", Wanted(scored=True)),
        ("{ ?c <https://w3id.org/commonloom/ns#\\u0073corecardOf> ?p }", Wanted(scored=True)),
        ("{ ?c :hitCount ?p }", Wanted(scored=True, fared=True)),
        ("{ ?a l:alpha ?p }", Wanted(agreed=True)),
        ("{ ?a l:alphabet ?p ; l:alpha-beta ?q }", Wanted()),
        (f"{{ GRAPH <{SCORECARDS}> {{ ?s ?p ?o }} }}", Wanted(scored=True, fared=True)),
        (f"SELECT * FROM <{AGREEMENT}> {{ ?s ?p ?o }}", Wanted(agreed=True)),
        ("\\Uffffffff :alpha", Wanted(agreed=True)),
        (
            "PREFIX l: <https://w3id.org/commonloom/ns#hit> SELECT * { ?s l:Count ?n }",
            Wanted(scored=True, fared=True),
        ),
        (
            "PREFIX c: <https://w3id.org/commonloom/> # GRAPH\nASK { GRAPH c:agreement {} }",
            Wanted(agreed=True),
        ),
        (
            "DESCRIBE <https://wiki.example.org/id/pattern/A#scorecard> # GRAPH",
            Wanted(scored=True, fared=True),
        ),
        ("DESCRIBE <https://wiki.example.org/id/round/A#agreement-input-2> # GRAPH", Wanted(agreed=True)),
        ("ASK { ?s ?p '<https://w3id.org/commonloom/scorecards>' }", Wanted()),
    ],
)
def test_a_query_asks_for_the_figures_it_names(text, found):
    asked = wanted(text)
    assert (asked.scored, asked.fared, asked.agreed) == (found.scored, found.fared, found.agreed)
    assert (asked.terms is None) == ("GRAPH" in text or "FROM" in text)


def test_a_graph_of_the_request_names_them_too():
    assert wanted("SELECT * { ?s ?p ?o }", [AGREEMENT]) == Wanted(agreed=True)


def test_only_facts_with_the_terms_that_are_named(wiki):
    beside = Figures().asked(wiki, "{ ?c a loom:Scorecard ; loom:refutingCount ?n }", (), None)
    assert beside.graphs == (SCORECARDS,)
    assert {str(each).rpartition("#")[2] for each in triples_of(beside.facts).predicates()} == {
        "type",
        "refutingCount",
    }


def test_figures_of_the_past_are_refused_in_a_sentence(wiki):
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    with pytest.raises(BadInputError, match="worked out from pages as they are now"):
        Figures().asked(wiki, "{ ?c loom:scorecardOf ?p }", (), moment)
    assert Figures().asked(wiki, "{ ?c loom:exhibits ?p }", (), moment).facts == b""


def test_the_terms_are_those_of_the_vocabulary(wiki):
    text = (FOLDER / "vocabulary" / "figures.ttl").read_text(encoding="utf-8")
    defined = {
        line.partition(" ")[0].removeprefix("loom:") for line in text.splitlines() if line.startswith("loom:")
    }
    assert defined == SCORED | FARED | AGREED
