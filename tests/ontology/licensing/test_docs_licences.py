"""The examples of docs/licences.md run as they stand."""

import doctest
import re

from ontology.licensing import all_terms
from ontology.licensing.exceptions import ADDITIONS
from ontology.licensing.verdicts import Answer, Regime
from tests.shared import ROOT

PAGE = ROOT / "docs" / "licences.md"


def test_examples_give_what_they_show():
    text = re.sub(r"^```\w*$", "", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = doctest.DocTestParser().get_doctest(text, {}, PAGE.name, str(PAGE), 0)
    assert len(found.examples) > 20
    assert doctest.DocTestRunner().run(found).failed == 0


def test_all_answers_and_regimes_are_explained():
    text = PAGE.read_text(encoding="utf-8")
    for each in (*Answer, *(one for one in Regime if one != Regime.UNKNOWN)):
        assert f"| {each} |" in text


def test_what_it_counts_is_so():
    assert f"of {len(ADDITIONS)} exceptions it is known what they do" in PAGE.read_text(encoding="utf-8")
    assert 95 <= sum(not each.port_of for each in all_terms().values()) <= 110
