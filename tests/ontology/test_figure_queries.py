"""The example queries over scorecards and agreement answer what they say, in both engines."""

from __future__ import annotations

from functools import cache

import pytest
from pyoxigraph import RdfFormat, Store

from ontology.queries import example_queries
from tests.fakes.wiki import BASE, memory_wiki, written
from tests.fixtures.queried import ask, ask_store, triples_of
from wiki.figures import Figures
from wiki.rounds import Opening, keep, open_round, take

QUERIES = {each.name: each.text for each in example_queries()}
PARTS = "## Problem\nx\n\n## Context\nx\n\n## Forces\nx\n\n## Solution\nx\n"


@cache
def wiki():
    wiki = memory_wiki()
    written(wiki, "Pattern:Talk", f"---\nkind: pattern\n---\n{PARTS}")
    written(
        wiki,
        "Pattern:Walk",
        f"---\nkind: pattern\nknown_instances: {{value: C1, source: Book 1}}\n---\n{PARTS}",
    )
    for number in range(1, 7):
        said = f"exhibits:\n  - {{value: Talk, source: Book {number}}}\n" if number < 5 else ""
        written(wiki, f"Case:C{number}", f"---\nkind: case\n{said}---\nProse.\n")
    names = tuple(f"Case:C{number}" for number in range(1, 7))
    open_round(wiki, Opening(title="First", cases=names, variables=("validation", "input")), "dia")
    for number in range(1, 7):
        for coder, one, other in (("ana", "after publication", number % 2), ("ben", "after publication", 1)):
            said = f"validation: {one}\ninput: {('open input', 'restricted input')[other]}"
            take(wiki, "First", f"Case:C{number}", coder)
            keep(wiki, "First", f"Case:C{number}", coder, f"---\n{said}\n---\n", done=True)
    return wiki


@pytest.fixture(params=["rdflib", "Oxigraph"])
def answer(request):
    def quads(name: str) -> bytes:
        beside = Figures().asked(wiki(), QUERIES[name], (), None).facts
        return b"".join([*(facts for _, facts in wiki().pages.graphs()), beside])

    def by_store(name: str):
        store = Store()
        store.load(quads(name), format=RdfFormat.N_QUADS)
        return ask_store(store, QUERIES[name])

    def by_rdflib(name: str):
        return ask(triples_of(quads(name)), QUERIES[name])

    found = by_rdflib if request.param == "rdflib" else by_store
    return lambda name: [tuple(each.removeprefix(f"{BASE}/id/") for each in row) for row in found(name)]


def test_which_patterns_are_validated_by_independent_cases(answer):
    ((*figures, boundary),) = answer("patterns-validated-by-independent-cases")
    assert figures == ["pattern/Talk", "Talk", "4", "0"]
    assert boundary.startswith("Seen in 4 cases")


def test_what_scorecards_lack(answer):
    words = "Find 2 more independent cases that speak for it: 1 of the 1 supporting case is independent."
    assert answer("what-scorecards-lack") == [("pattern/Walk", "Walk", "validated", words)]


def test_where_coders_agree_least(answer):
    first, second = answer("where-coders-agree-least")
    assert first[:3] == ("round/First", "input", "0.500000") or first[:3] == ("round/First", "input", "0.5")
    assert float(first[4]) <= float(first[3]) <= float(first[5])
    assert (first[6], first[7]) == ("6", "")
    assert second[1] == "validation"
    assert (float(second[2]), second[3], second[6]) == (1, "", "6")
    assert second[7].startswith("Both coders say the same of every case")
