"""The signatures that the first patterns state: each can be read, is said in a sentence, and is tested by the first cases."""

from __future__ import annotations

from pathlib import Path

import pytest

import patterns
from ontology.shapes import load_ontology
from ontology.variables import variables_of
from patterns.codings import codings
from patterns.frontmatter import parse
from patterns.saying import understand
from patterns.scorecard.cases import CaseFacts
from patterns.scorecard.prediction import predict
from patterns.scorecard.stating import stated

CORPUS = Path(patterns.__file__).parent / "corpus"
ONTOLOGY = load_ontology()
FIELDS = variables_of(ONTOLOGY.by_name["case"])


def facts(path: Path) -> CaseFacts:
    title = f"Case:{path.stem}"
    said = codings(understand(parse(path.read_text(encoding="utf-8")), title, ONTOLOGY))
    return CaseFacts(title, said)


@pytest.fixture(scope="module")
def cases() -> list[CaseFacts]:
    return [facts(path) for path in sorted((CORPUS / "cases").glob("*.md"))]


def claiming():
    for path in sorted((CORPUS / "patterns").glob("*.md")):
        found = stated(path.read_text(encoding="utf-8"), f"Pattern:{path.stem}", ONTOLOGY, FIELDS)
        if found is not None and (found.signature or found.signature.problems or found.claim):
            yield pytest.param(found, id=path.stem)


CLAIMING = list(claiming())


def test_several_patterns_state_one():
    assert len(CLAIMING) >= 6


@pytest.mark.parametrize("pattern", CLAIMING)
def test_it_can_be_read_is_said_in_a_sentence_and_some_case_tests_it(pattern, cases):
    assert pattern.signature.problems == ()
    assert pattern.signature.conditions
    assert pattern.signature.claims
    assert pattern.claim.endswith(".")
    found = predict(pattern.signature, cases, {})
    assert found is not None
    assert found.trials


def test_what_the_first_cases_speak_against_is_not_left_out(cases):
    missed = {
        each.values[0].title: set(predict(each.values[0].signature, cases, {}).misses) for each in CLAIMING
    }
    assert "Case:arXiv" in missed["Pattern:Credential gate"]
    assert "Case:Debian" in missed["Pattern:Granular tasks"]
    assert sum(bool(each) for each in missed.values()) >= 3
