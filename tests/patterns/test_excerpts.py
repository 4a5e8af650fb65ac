"""What a page says under some keys is what the whole page says under them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import patterns
from ontology.shapes import load_ontology
from patterns.codings import codings
from patterns.excerpts import codings_under, excerpt
from patterns.frontmatter import parse
from patterns.links import split_title
from patterns.saying import understand

CORPUS = Path(patterns.__file__).parent / "corpus"
ONTOLOGY = load_ontology()
KEYS = ("input", "exhibits", "known_instances")

TEXT = """---
kind: case
# a remark
input:
- value: open input
  source: Report

- status: unknown
scale: small
exhibits: [Talk, {value: Silence,
  bearing: refuting}]
---
Much text.
"""


def under(text: str, title: str, keys=KEYS):
    found = codings(understand(parse(text), title, ONTOLOGY))
    return tuple(each for each in found if each.field in keys)


def test_other_entries_and_a_body_without_typed_links_are_left_out():
    assert excerpt(TEXT, KEYS) == TEXT.replace("scale: small\n", "").replace("Much text.\n", "")
    assert [each.label for each in codings_under(TEXT, "Case:A", KEYS, ONTOLOGY)] == [
        "open input",
        "",
        "Talk",
        "Silence",
    ]


def test_typed_links_count_and_a_redirect_says_nothing():
    linked = "---\nkind: case\n---\nIt [[exhibits::Pattern:Talk]] and [[steward::Institution:Guild]].\n"
    assert [each.title for each in codings_under(linked, "Case:A", KEYS, ONTOLOGY)] == ["Pattern:Talk"]
    gone = "---\nkind: case\nredirect: Case:B\ninput: open input\n---\n"
    assert codings_under(gone, "Case:A", KEYS, ONTOLOGY) == ()


def test_without_a_front_matter_there_are_only_links():
    assert excerpt("No front matter.", KEYS) == ""
    assert codings_under("It [[exhibits::Talk]].", "Case:A", KEYS, ONTOLOGY) == under(
        "It [[exhibits::Talk]].", "Case:A"
    )


@pytest.mark.parametrize("kind", ["cases", "patterns"])
def test_the_first_pages_say_the_same(kind):
    for path in sorted((CORPUS / kind).glob("*.md")):
        text, title = path.read_text(encoding="utf-8"), f"{kind[:-1].capitalize()}:{path.stem}"
        keys = tuple(ONTOLOGY.by_name[split_title(title, ONTOLOGY).kind].by_key)[::2]
        assert codings_under(text, title, keys, ONTOLOGY) == under(text, title, keys)


LINES = st.lists(
    st.sampled_from(
        [
            "input: open input",
            "input:",
            "  - value: open input",
            "- {value: restricted input, status: absent}",
            "scale: [small",
            "scale: small",
            "exhibits: Talk",
            "  more: words",
            "",
            "# remark",
            '"input": x',
            "!",
        ]
    ),
    max_size=8,
)


@given(LINES)
def test_broken_front_matters_are_read_alike_where_each_entry_can_be_read_alone(lines):
    text = "---\nkind: case\n" + "\n".join(lines) + "\n---\n"
    if not parse(text).problems:
        assert codings_under(text, "Case:A", KEYS, ONTOLOGY) == under(text, "Case:A")


@given(LINES)
def test_an_excerpt_of_an_excerpt_is_itself(lines):
    text = "---\n" + "\n".join(lines) + "\n---\nIt [[exhibits::Talk]].\n"
    assert excerpt(excerpt(text, KEYS), KEYS) == excerpt(text, KEYS)


@given(st.text())
def test_no_text_breaks_it(text):
    assert isinstance(codings_under(text, "Case:A", KEYS, ONTOLOGY), tuple)
