"""Crosswalks between codebooks."""

from __future__ import annotations

import pytest

from ontology.shapes import load_ontology
from patterns.codings import Coding
from patterns.crosswalks import Crosswalk, Mapping, crosswalks_of, through
from patterns.frontmatter import parse
from patterns.projection import project
from patterns.saying import understand

TEXT = """---
kind: variable
title: Decision by all
question: Do all decide?
maps_to:
  - {value: Decision making, mapping: close}
  - {value: Decision making, option: "yes", to_option: consensus, mapping: broader}
  - Validation
---
"""


def crosswalks():
    return crosswalks_of(understand(parse(TEXT), "Variable:Decision by all", load_ontology()))


def test_a_variable_page_says_where_it_stands_in_another_codebook():
    one, own, to = "Variable:Decision by all", "Variable:Decision making", "Variable:Validation"
    assert crosswalks() == (
        Crosswalk(one, own, Mapping.CLOSE),
        Crosswalk(one, own, Mapping.BROADER, "yes", "consensus"),
        Crosswalk(one, to, Mapping.JUDGED),
    )
    assert crosswalks()[1].inverse == Crosswalk(own, one, Mapping.NARROWER, "consensus", "yes")


def test_variables_are_mapped_in_the_graph_as_skos_has_it():
    facts = project(TEXT, "Variable:Decision by all", load_ontology(), "https://w.example").facts.decode()
    found = sorted(
        line.split(" ")[1] for line in facts.splitlines() if "skos/core#" in line and "Match" in line
    )
    assert found == [
        "<http://www.w3.org/2004/02/skos/core#closeMatch>",
        "<http://www.w3.org/2004/02/skos/core#relatedMatch>",
    ]
    assert facts.count("<https://w3id.org/commonloom/ns#Crosswalk>") == 2


YES = Coding("all", "yes", "yes")


@pytest.mark.parametrize(
    ("mapping", "status", "decided"),
    [
        (Mapping.EXACT, "present", True),
        (Mapping.CLOSE, "present", True),
        (Mapping.BROADER, "present", True),
        (Mapping.NARROWER, "present", False),
        (Mapping.JUDGED, "present", False),
        (Mapping.BROADER, "absent", False),
        (Mapping.NARROWER, "absent", True),
        (Mapping.CLOSE, "contested", False),
        (Mapping.EXACT, "contested", True),
    ],
)
def test_a_mapping_decides_only_what_follows_from_it(mapping: Mapping, status: str, decided: bool):
    view = through(
        [("V:A", Coding("all", "yes", "yes", status))], [Crosswalk("V:A", "V:B", mapping, "yes", "all")]
    )
    assert (len(view.seen), len(view.to_judge)) == ((1, 0) if decided else (0, 1))
    assert (view.seen or view.to_judge)[0].value == "all"


def test_unknown_goes_over_only_where_the_two_ask_the_same():
    unknown = Coding("all", status="unknown")
    exact = through([("V:A", unknown)], [Crosswalk("V:A", "V:B", Mapping.EXACT)])
    assert exact.seen[0].coding.status == "unknown"
    assert through([("V:A", unknown)], [Crosswalk("V:A", "V:B", Mapping.BROADER)]).to_judge
    of_option = through([("V:A", unknown)], [Crosswalk("V:A", "V:B", Mapping.EXACT, "yes", "all")])
    assert of_option.unmapped == (("V:A", unknown),)


def test_the_option_counts_before_the_whole_and_what_has_no_place_is_listed():
    both = [
        Crosswalk("V:A", "V:B", Mapping.EXACT),
        Crosswalk("V:A", "V:B", Mapping.CLOSE, "Yes", "all"),
    ]
    view = through([("V:A", YES), ("V:Z", YES)], both)
    assert [(each.value, each.mapping) for each in view.seen] == [("all", Mapping.CLOSE)]
    assert view.unmapped == (("V:Z", YES),)
