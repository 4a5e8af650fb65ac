"""What a test sheet asks a truth table: the same question as its signature."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from ontology.kinds import ValueType
from patterns.hypotheses.crosstable import cross_table
from patterns.scorecard.signature import signature
from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from tests.patterns.scorecard.saying import FIELDS, field
from wiki.web.hypothesissheet import calibration_of, truth_table_address

SIZE = field("size", value_type=ValueType.INTEGER)


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("scale = large | nested", [("in", "scale:large"), ("in", "scale:nested")]),
        ("scale is not large", [("in", "scale:small"), ("in", "scale:nested")]),
        ("size >= 1,000", [("cut", "size:1000")]),
        ("size > 1000", [("cut", "size:1001")]),
        ("size < 1000", [("cut", "size:1000")]),
        ("size <= 1000", [("cut", "size:1001")]),
    ],
)
def test_a_condition_is_calibrated_as_it_is_written(written, asked):
    (found,) = signature([written], [], (*FIELDS, SIZE)).conditions
    assert calibration_of(found) == asked


@pytest.mark.parametrize(
    ("claim", "negated"), [("size >= 10", False), ("size < 10", True), ("size <= 9", True)]
)
def test_a_claim_of_few_asks_for_the_negation_of_many(claim, negated):
    table = cross_table(signature(["input = open"], [claim], (*FIELDS, SIZE)), [])
    assert table is not None
    asked = parse_qs(urlsplit(truth_table_address(table)).query)
    assert (asked.get("negate") == ["yes"]) is negated
    assert asked["cut"] == ["size:10"]


def test_numbers_are_counted_in_a_truth_table_as_in_the_sheet():
    wiki = memory_wiki()
    law = "---\nkind: concept\nclaim: Few are open.\nsignature_if: input = open input\nsignature_then: contributors <= 9\n---\n"
    written(wiki, "Concept:Few", law)
    for name, (said, number) in {
        "A": ("open", 9),
        "B": ("open", 10),
        "C": ("restricted", 3),
        "D": ("restricted", 50),
    }.items():
        written(
            wiki,
            f"Case:{name}",
            f"---\nkind: case\ninput: {said} input\ncontributors: {number}\n---\nText.\n",
        )
    visitor = Visitor(wiki)
    table = visitor.get("/api/v1/hypotheses/Concept:Few").json["table"]
    assert (table["holds"], table["fails"]) == (["Case:A"], ["Case:B"])
    page = visitor.text("/wiki/Concept:Few").replace("&amp;", "&").replace("%3A", ":")
    address = page.partition('href="/compare/truth-table?')[2].partition('"')[0]
    named = "&".join(f"case=Case:{each}" for each in "ABCD")
    told = visitor.get(f"/compare/truth-table?{address.replace('kind=case', named)}&format=json").json
    (row,) = [each for each in told["analysis"]["rows"] if "~" not in each["term"]]
    assert (row["with_outcome"], row["without_outcome"]) == (["Case:A"], ["Case:B"])
