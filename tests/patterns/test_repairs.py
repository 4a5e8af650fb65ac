"""Leading links to the page they miss by their capitals."""

from __future__ import annotations

import pytest

from ontology.shapes import load_ontology
from patterns.repairs import repaired

ONTOLOGY = load_ontology()
KNOWN = {
    "peer Production": "Practice:Peer production",
    "Institution:wikimedia foundation": "Institution:Wikimedia Foundation",
}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("By [[peer Production]].", "By [[Practice:Peer production|peer Production]]."),
        ("By [[peer_Production]].", "By [[Practice:Peer production|peer_Production]]."),
        ("By [[peer Production|it]].", "By [[Practice:Peer production|it]]."),
        ("By [[peer Production#How]].", "By [[Practice:Peer production#How]]."),
        ("`[[peer Production]]` [[Peer Production]]", "`[[peer Production]]` [[Peer Production]]"),
    ],
)
def test_links_lead_to_the_page_and_show_the_same_words(before, after):
    assert repaired(before, KNOWN, ONTOLOGY) == after


def test_values_of_the_front_matter_follow():
    text = "---\nkind: case\nsteward: wikimedia foundation\n---\nText.\n"
    assert repaired(text, KNOWN, ONTOLOGY) == text.replace("wikimedia foundation", "Wikimedia Foundation")
