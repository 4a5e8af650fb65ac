"""The bias mirror of a choice of cases."""

from __future__ import annotations

from tests.fakes.wiki import memory_wiki, written
from wiki.choices import choose_by
from wiki.mirroring import mirror_of
from wiki.parameters import Parameters

LOOM = """---
kind: case
country: Italy
started: 1998
process:
  - value: participatory process
    source: Report
    coder: ana
output:
  - value: commons output
    source: Report
    coder: ana
---
"""


def mirrored(query="case=Loom&case=Weft"):
    wiki = memory_wiki()
    written(wiki, "Source:Report", "---\nkind: source\ntype: book\nin_language: it\n---\n")
    written(wiki, "Case:Loom", LOOM)
    written(wiki, "Case:Weft", "---\nkind: case\ncountry: Italy\nprocess: unknown\n---\n")
    written(wiki, "Case:Other", "---\nkind: case\ncountry: Peru\nstarted: 2011\n---\n")
    return mirror_of(wiki, choose_by(wiki, Parameters.read(query)))


def aspect(found, name):
    return next(each for each in found.aspects if each.name == name)


def test_cases_are_counted_by_region_period_and_what_their_sources_are():
    found = mirrored()
    assert [(each.value, each.number) for each in aspect(found, "region").counts] == [("Italy", 2)]
    assert [(each.value, each.cases) for each in aspect(found, "period").counts] == [
        ("1990–1999", ("Case:Loom",))
    ]
    assert aspect(found, "period").without == ("Case:Weft",)
    assert [each.value for each in aspect(found, "source type").counts] == ["book"]
    assert [each.value for each in aspect(found, "source language").counts] == ["it"]


def test_it_warns_of_one_region_one_source_and_one_coder():
    words = " ".join(mirrored().warnings)
    assert "All cases that name a region have the same one: Italy." in words
    assert "rest on one: Report" in words or "rest on one: Source:Report" in words
    assert "ana" in words


def test_the_share_among_all_cases_is_given_beside():
    (italy,) = aspect(mirrored(), "region").counts
    assert round(float(italy.usual), 3) == 0.667


def test_the_mirror_of_the_past_knows_only_the_chosen():
    found = mirrored("case=Loom&case=Weft&asof=2999-01-01")
    assert aspect(found, "region").counts[0].number == 2
