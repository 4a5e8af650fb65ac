"""The interview that all began with, imported as a document; tests/importers/documents has small twins."""

import pytest

from importers.draft import Draft
from importers.formats import read
from importers.source import Source
from ontology.shapes import load_ontology
from patterns.frontmatter import parse
from patterns.quotations import Quotations, listed_quotations
from patterns.saying import understand
from tests.shared import ROOT, SHARED

INTERVIEW = SHARED.parent / "seed" / "interview.txt"
NAME = "Interview with Michel Bauwens (2008)"

pytestmark = pytest.mark.skipif(
    not INTERVIEW.exists(),
    reason="the shared collections are not at hand; tests/importers/documents has twins",
)


def test_every_quotation_of_the_interview_in_the_corpus_is_found_in_its_text():
    ontology = load_ontology()
    (draft,) = (each for each in read("documents", Source(INTERVIEW, ontology)) if isinstance(each, Draft))
    assert draft.title == "Source:Interview on Peer to Peer Politics with Cosma Orsi"
    whole = Quotations(listed_quotations(understand(parse(draft.text), draft.title, ontology)))
    corpus = (ROOT / "patterns" / "corpus" / "sources" / f"{NAME}.md").read_text(encoding="utf-8")
    quoted = listed_quotations(understand(parse(corpus), f"Source:{NAME}", ontology))
    assert len(quoted) > 100
    assert [each.words for each in quoted if not whole.longest_with(each.words)] == []
