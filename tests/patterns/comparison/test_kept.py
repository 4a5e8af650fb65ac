"""Comparisons that are kept as pages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.shapes import load_ontology
from patterns.checks import check
from patterns.comparison.kept import Kept, kept_of, page_text, renewed
from patterns.comparison.rows import read_rows
from patterns.frontmatter import parse

ONTOLOGY = load_ontology()
KEPT = Kept(
    title="Comparison:Stewards",
    question="Does stewardship go with openness: yes or no?",
    method="truth table",
    cases=("Case:Linux", "Case:Wikipedia"),
    selection="kind=case&q=a%3Ab",
    variables=("process", "output"),
    settings=(("outcome", "output=commons output"), ("incl", "0.8"), ("kind", "case")),
    findings=("2 cases.", "They differ: in [one] thing."),
    as_of="2026-03-01T12:00:00Z",
    result_hash="ab" * 32,
    engine="1",
    kept_by="ana",
    rows='part,words\nrow,"open, free"\nrow,closed',
)

OTHER_ROWS = (
    "The rows are not those that were kept: their hash is another one than `result_hash`. Undo the edit that changed "
    "them, or keep today’s result instead."
)


def test_what_is_written_is_read_again():
    text = page_text(KEPT, "CC-BY-SA-4.0", "It follows.")
    assert kept_of(text, KEPT.title, ONTOLOGY) == KEPT
    assert text.endswith("## Discussion\nIt follows.\n")


def test_the_page_is_without_warnings_but_that_its_rows_are_others():
    found = check(parse(page_text(KEPT, "CC-BY-SA-4.0")), KEPT.title, ONTOLOGY)
    assert [each.message for each in found if each.severity.value != "info"] == [OTHER_ROWS]
    hashed = replace(KEPT, result_hash=read_rows(KEPT.rows).digest())
    found = check(parse(page_text(hashed, "CC-BY-SA-4.0")), KEPT.title, ONTOLOGY)
    assert [each.message for each in found if each.severity.value != "info"] == []


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp", "Zs"]), min_size=1, max_size=12
)


@given(
    st.lists(WORDS, max_size=3, unique=True),
    st.lists(st.tuples(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), WORDS), max_size=3, unique=True),
    WORDS,
)
def test_whatever_is_said_is_read_again(findings, settings, question):
    kept = Kept("Comparison:A", question, "matrix", ("Case:A",), "", ("a",), tuple(settings), tuple(findings))
    assert kept_of(page_text(kept), kept.title, ONTOLOGY) == kept


def test_renewing_leaves_the_rest_as_it_is():
    text = page_text(KEPT, "CC0-1.0", "Mine.").replace("---\n\n", "own: kept\n---\n\n", 1)
    after = Kept(
        KEPT.title,
        cases=("Case:Linux",),
        findings=("One.",),
        as_of="2026-04-01T00:00:00Z",
        result_hash="cd" * 32,
        engine="2",
    )
    new = renewed(text, after)
    assert "own: kept" in new
    assert new.endswith("## Discussion\nMine.\n")
    read = kept_of(new, KEPT.title, ONTOLOGY)
    assert (read.cases, read.findings, read.result_hash, read.variables) == (
        ("Case:Linux",),
        ("One.",),
        "cd" * 32,
        (),
    )
    assert (read.question, read.method) == (KEPT.question, KEPT.method)


@pytest.mark.parametrize(
    "text", ["---\nkind: case\n---\n", "no front matter", "---\nredirect: Comparison:B\n---\n"]
)
def test_other_pages_are_none(text):
    title = "Comparison:A" if "redirect" in text else "Case:A"
    assert kept_of(text, title, ONTOLOGY) is None
