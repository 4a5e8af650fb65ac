"""The hypotheses of the seed corpus: claims that cases can contradict, and cases that do."""

from __future__ import annotations

from functools import cache

import pytest

from ontology.shapes import load_ontology
from ontology.variables import variables_of
from patterns.codings import codings
from patterns.filenames import title_of_file
from patterns.frontmatter import parse
from patterns.hypotheses.sheet import Sheet, sheet_of
from patterns.hypotheses.stated import hypothesis_stated
from patterns.hypotheses.verdict import Word
from patterns.saying import understand
from patterns.scorecard.cases import CaseFacts
from tests.shared import ROOT

CORPUS = ROOT / "patterns" / "corpus"
ONTOLOGY = load_ontology()
FIELDS = variables_of(ONTOLOGY.by_name["case"])
WITHOUT_SIGNATURE = {"Concept:Tragedy of the commons"}
"""Claims about what no variable asks for yet."""
VERDICTS = {
    "Concept:Advantage of open companies": Word.UNTESTED,
    "Concept:Crowding out": Word.CONTRADICTED,
    "Concept:Free riding": Word.UNDECIDED,
    "Concept:Iron law of oligarchy": Word.CONTRADICTED,
    "Concept:Law of asymmetric competition": Word.CONTRADICTED,
    "Concept:Tragedy of the commons": Word.UNTESTED,
}
"""What the codings say; the changelog says the same."""


def texts(folder: str) -> dict[str, str]:
    return {
        title_of_file(f"{folder}/{path.name}", ONTOLOGY): path.read_text(encoding="utf-8")
        for path in sorted((CORPUS / folder).glob("*.md"))
    }


@cache
def sheets() -> dict[str, Sheet]:
    concepts, cases = texts("concepts"), texts("cases")
    said = {
        title: codings(understand(parse(text), title, ONTOLOGY))
        for title, text in {**concepts, **cases}.items()
    }
    facts = {title: CaseFacts(title, said[title]) for title in cases}
    kind = ONTOLOGY.by_name["concept"]
    found = [hypothesis_stated(text, title, kind, FIELDS) for title, text in concepts.items()]
    return {
        each.title: sheet_of(each, said, facts, list(facts.values())) for each in found if each is not None
    }


def test_there_are_these_and_the_codings_say_so_of_them():
    assert {title: each.verdict.word for title, each in sheets().items()} == VERDICTS


@pytest.mark.parametrize("title", VERDICTS)
def test_each_makes_a_claim_that_can_be_read_whole(title):
    hypothesis = sheets()[title].hypothesis
    assert hypothesis.claim
    assert hypothesis.tested_by
    missing = [each for each in hypothesis.problems if "states no signature" in each]
    assert [each for each in hypothesis.problems if each not in missing] == []
    assert bool(missing) is (title in WITHOUT_SIGNATURE)


@pytest.mark.parametrize("title", sorted(VERDICTS.keys() - WITHOUT_SIGNATURE))
def test_each_has_a_handful_of_decided_cases_or_says_which_cell_would_be_the_first(title):
    table = sheets()[title].table
    assert table is not None
    assert table.counts.decided >= 5
    assert table.counts.trials >= 4 or table.blanks


@pytest.mark.parametrize("title", VERDICTS)
def test_what_is_stated_of_each_names_a_source(title):
    stated = sheets()[title].stated
    assert stated.instances
    assert [each.case for each in stated.instances if not each.sources] == []


@pytest.mark.parametrize(
    "title", ["Concept:Crowding out", "Concept:Free riding", "Concept:Law of asymmetric competition"]
)
def test_those_of_the_interview_have_cases_on_both_sides(title):
    stated = sheets()[title].stated
    assert stated.supporting
    assert stated.refuting
