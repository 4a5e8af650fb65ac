"""Live blocks of a page's text."""

from __future__ import annotations

import doctest

import pytest

from ontology.shapes import load_ontology
from patterns import liveblocks
from patterns.frontmatter import parse
from patterns.links import find_links
from patterns.liveblocks import live_blocks
from patterns.markup import fences
from patterns.saying import understand


def found(text):
    return [(each.word, each.content, each.title) for each in live_blocks(text)]


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("```comparison\nLooms\n```\n", ("comparison", "Looms", "Comparison:Looms")),
        ("~~~ Comparison\nComparison:Looms\n~~~", ("comparison", "Comparison:Looms", "Comparison:Looms")),
        ("```scorecard\nSharing:\nfirst\n```\n", ("scorecard", "Sharing: first", "Pattern:Sharing: first")),
        ("```hypothesis\nLaw\n```\n", ("hypothesis", "Law", "Concept:Law")),
        ("> ```scorecard\n> Sharing\n> ```\n", ("scorecard", "Sharing", "Pattern:Sharing")),
        ("```comparison\n/compare?case=A\n  &case=B", ("comparison", "/compare?case=A&case=B", "")),
        ("```comparison\n```\n", ("comparison", "", "")),
    ],
)
def test_a_block_is_read(text, block):
    assert found(text) == [block]


@pytest.mark.parametrize(
    "text",
    [
        "```python\nscorecard\n```\n",
        "Not a block: ```comparison Looms```\n",
        "A.\n\n    ```scorecard\n    Sharing\n    ```\n",
    ],
)
def test_other_code_is_no_block(text):
    assert found(text) == []


def test_a_fence_inside_a_fence_is_its_text():
    assert [each.info for each in fences("````\n```scorecard\nA\n```\n````\n```x\ny\n```\n")] == ["", "x"]


def test_a_block_that_holds_a_title_is_a_link_and_an_address_leads_to_what_it_names():
    text = "## See\n\n```scorecard\nSharing\n```\n\n```comparison\n/compare?case=A\n```\n\n[[B]]\n"
    links = find_links(parse(f"---\nkind: page\n---\n{text}"))
    assert [(each.target, each.section, each.line) for each in links] == [
        ("B", "See", 14),
        ("Pattern:Sharing", "See", 6),
    ]
    said = understand(parse(f"---\nkind: page\n---\n{text}"), "A", load_ontology())
    assert [(each.target, each.line) for each in said.links][2:] == [("Case:A", 10)]


def test_a_block_with_what_can_be_no_title_is_no_link():
    assert find_links(parse("```scorecard\n[[x]] {y}\n```\n")) == ()


def test_examples():
    assert doctest.testmod(liveblocks).failed == 0
