"""Quotations in the vocabulary are the interview's own words, letter for letter."""

from __future__ import annotations

import re

import pytest
from rdflib import Literal
from rdflib.namespace import SKOS

from ontology.vocabulary import vocabulary_graph
from tests.shared import shared

INTERVIEW = shared("../seed/interview.txt")
QUOTED = re.compile(r"“(.+)” \(Interview\)")
LONGEST = 130  # characters: a quotation, not a copy


def quotations() -> list[str]:
    notes = [str(each) for each in vocabulary_graph().objects(None, SKOS.note) if isinstance(each, Literal)]
    return [match[1] for match in map(QUOTED.fullmatch, notes) if match]


def test_quotations_of_the_vocabulary_are_short():
    assert len(quotations()) > 40
    assert [each for each in quotations() if len(each) > LONGEST] == []


@pytest.mark.skipif(INTERVIEW is None, reason="the interview's text lies beside the repository, not in it")
def test_quotations_of_the_vocabulary_are_in_the_interview():
    assert INTERVIEW is not None
    words = " ".join(INTERVIEW.read_text(encoding="utf-8").split())
    assert [each for each in quotations() if each not in words] == []
