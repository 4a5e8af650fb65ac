"""Round trip and facts of pages people really wrote; the properties themselves are proved in tests/patterns."""

import pyoxigraph
import pytest

from ontology.shapes import load_ontology
from patterns.frontmatter import parse, write
from patterns.projection import project
from tests.shared import shared

MESSY = "---\ntitle: A\nsource: 'it''s'\nx: {a: [1, {b: c}]}\n---\n# A\r\n\r\n* see [b](b.md) and [[B|c]]\n"


def check_page(text):
    assert write(parse(text)) == text
    result = project(text, "Pattern:Some pattern", load_ontology(), "https://loom.example")
    for quad in pyoxigraph.parse(result.facts, format=pyoxigraph.RdfFormat.N_QUADS):
        assert quad.graph_name.value == result.graph
    assert result.search.body
    return result


def test_a_messy_page():
    assert [row.target for row in check_page(MESSY).links] == ["B"]


@pytest.mark.skipif(shared("innersource") is None, reason="the shared samples are not at hand")
@pytest.mark.parametrize("folder", ["innersource", "decentpatterns", "peeragogy"])
def test_shared_pages(folder):
    paths = sorted(shared(folder).rglob("*.md"))[:60]
    assert paths
    for path in paths:
        check_page(path.read_bytes().decode("utf-8", "replace"))
