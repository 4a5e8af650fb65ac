import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.merge import Merge, Overlap, blocks, merge
from tests.fakes.ontology import small_ontology
from tests.fixtures.pagetexts import grows_linearly, texts

ONTOLOGY = small_ontology()
BASE = "---\nkind: case\nsteward: [A, B]\nstarted: 2001\n# note\n---\nOne.\n\nTwo.\n\n## Context\nThree.\n"


def merged(mine, theirs, base=BASE):
    return merge(base, mine, theirs, ONTOLOGY)


@given(texts, texts)
def test_one_sided_and_equal_edits_are_taken_as_they_are(base, edit):
    assert merged(edit, base, base) == Merge(edit)
    assert merged(base, edit, base) == Merge(edit)
    assert merged(edit, edit, base) == Merge(edit)


@given(texts, texts, texts)
def test_no_edit_is_lost(base, mine, theirs):
    result = merged(mine, theirs, base)
    assert result == merged(mine, theirs, base)
    kept = result.text + "".join(each.mine + each.theirs for each in result.conflicts)
    for line in re.split(r"[\r\n]", f"{mine}\n{theirs}"):
        if line not in base and line not in kept:  # only values of lists are written anew
            assert all(word in kept for word in re.findall(r"\w+", line)), line


@given(texts, texts, texts)
def test_the_order_of_the_sides_matters_to_conflicts_only(base, mine, theirs):
    one, other = merged(mine, theirs, base), merged(theirs, mine, base)
    assert bool(one.conflicts) == bool(other.conflicts)


@given(st.text(alphabet="a\n`#- ", max_size=60))
def test_blocks_join_to_the_body(body):
    assert "".join(blocks(body)) == body


def test_blocks_never_cut_code():
    assert blocks("a\nb\n\n\n```\nx\n\ny\n```\n\nc") == ["a\nb\n", "\n\n", "```\nx\n\ny\n```\n", "\n", "c"]


def test_edits_of_different_paragraphs_join():
    assert merged(
        BASE.replace("One", "1"), BASE.replace("Two", "2").replace("Three.\n", "Three.\n\nFour.\n")
    ) == Merge(BASE.replace("One", "1").replace("Two", "2").replace("Three.\n", "Three.\n\nFour.\n"))


def test_edits_of_one_paragraph_overlap_and_mine_stands():
    mine, theirs = BASE.replace("Two.", "Mine."), BASE.replace("Two.", "Theirs.")
    assert merged(mine, theirs) == Merge(mine, (Overlap("“Two.”", "Two.\n", "Mine.\n", "Theirs.\n"),))


def test_a_deletion_and_an_edit_of_the_same_paragraph_overlap():
    mine, theirs = BASE.replace("Two.\n\n", ""), BASE.replace("Two.", "Two and a half.")
    (overlap,) = merged(mine, theirs).conflicts
    assert "Two and a half." in overlap.theirs


@pytest.mark.parametrize(
    ("mine", "theirs", "result"),
    [
        ("steward: [A, B, C]", "steward: [A, B, D]", "steward: [A, B, C, D]"),
        ("steward: [B]", "steward: [A, B, D]", "steward: [B, D]"),
        ("steward: [A]", "steward: [B]", "steward: []"),
        ("steward: [C, A, B]", "steward: [A, {value: B, source: S}]",
         "steward:\n  - C\n  - A\n  - value: B\n    source: S"),
        ("steward: [A, B, C]", "steward: [A, B, C]", "steward: [A, B, C]"),
        ("steward:\n  - A\n  - B", "steward: [A, B]", "steward:\n  - A\n  - B"),
    ],
)  # fmt: skip
def test_lists_merge_by_value(mine, theirs, result):
    was = "steward: [A, B]"
    assert merged(BASE.replace(was, mine), BASE.replace(was, theirs)) == Merge(BASE.replace(was, result))


@pytest.mark.parametrize(
    ("was", "mine", "theirs", "where"),
    [
        ("started: 2001", "started: 2002", "started: 2003", "Started"),
        ("steward: [A, B]", "steward: [A, C]", "steward: [A, D]", "Steward"),
        ("kind: case", "kind: pattern", "kind: page", "kind"),
        ("steward: [A, B]", "steward: [A, B, C] # why", "steward: [A, B, D]", "Steward"),
    ],
)
def test_a_value_changed_twice_is_an_overlap(was, mine, theirs, where):
    one, other = BASE.replace(was, mine), BASE.replace(was, theirs)
    assert merged(one, other) == Merge(one, (Overlap(where, was + "\n", mine + "\n", theirs + "\n"),))


def test_entries_added_and_removed_by_both_join_and_comments_stay():
    mine = BASE.replace("kind: case\n", "kind: case\nshare: 0.5\n").replace("started: 2001\n", "")
    theirs = BASE.replace("# note\n", "# note\nopen: true\n")
    assert merged(mine, theirs) == Merge(
        BASE.replace("kind: case\n", "kind: case\nshare: 0.5\n").replace(
            "started: 2001\n# note\n", "# note\nopen: true\n"
        )
    )


def test_a_broken_front_matter_is_merged_as_one_piece():
    mine, theirs = BASE.replace("kind: case", "kind: 'case"), BASE.replace("2001", "2002").replace("One", "1")
    result = merged(mine, theirs)
    assert result.text == mine.replace("One", "1")
    assert [each.where for each in result.conflicts] == ["front matter"]


def test_line_ends_stay_as_they_are():
    base = BASE.replace("\n", "\r\n")
    result = merged(base.replace("[A, B]", "[A, B, C]"), base.replace("[A, B]", "[A, B, D]"), base)
    assert result == Merge(base.replace("[A, B]", "[A, B, C, D]"))


@pytest.mark.parametrize("unit", ["x\n\n", "x\n", "\n", "```\n", "- \n\n"])
def test_merging_takes_linear_time(unit):
    assert grows_linearly(
        lambda text: merged("m\n\n" + text + "\n\nm", text[:-7] + "t" + text, text), unit, 1_500
    )
