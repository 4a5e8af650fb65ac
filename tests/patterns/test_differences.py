from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns import sequences
from patterns.differences import Change, Differences, DiffLine, FactChange, Run, differences
from patterns.markup import split_lines
from patterns.sequences import gaps
from tests.fixtures.pagetexts import grows_linearly, texts


def text_of(runs):
    return "".join(run.text for run in runs)


@given(texts, texts)
def test_every_row_shows_lines_as_they_are(before, after):
    old, new = split_lines(before), split_lines(after)
    found = differences(before, after)
    assert bool(found.lines) == (before != after)
    for line in found.lines:
        if line.change is not Change.SKIPPED:
            assert not line.before_line or text_of(line.before) == old[line.before_line - 1].rstrip("\r\n")
            assert not line.after_line or text_of(line.after) == new[line.after_line - 1].rstrip("\r\n")
    shown = {line.after_line for line in found.lines if line.change in (Change.CHANGED, Change.ADDED)}
    assert all(line in old or number in shown for number, line in enumerate(new, 1))


def test_words_are_marked():
    (line,) = differences("One small step.\n", "One giant step.\n").lines
    assert line == DiffLine(
        Change.CHANGED,
        (Run("One "), Run("small", changed=True), Run(" step.")),
        (Run("One "), Run("giant", changed=True), Run(" step.")),
        1,
        1,
    )


def test_unchanged_lines_far_from_a_change_are_left_out():
    before = "".join(f"line {n}\n" for n in range(1, 31))
    rows = differences(before, before.replace("line 15\n", "")).lines
    assert [(row.change, row.before_line) for row in rows] == [
        (Change.SKIPPED, 1),
        (Change.SAME, 12),
        (Change.SAME, 13),
        (Change.SAME, 14),
        (Change.REMOVED, 15),
        (Change.SAME, 16),
        (Change.SAME, 17),
        (Change.SAME, 18),
        (Change.SKIPPED, 19),
    ]


def test_facts_are_listed_by_key():
    before = "---\ntags: [a, b]\nstarted: 2001\nkept: x\n---\n"
    after = "---\ntags: [a, c]\nkept: x\nsteward: {value: W, source: S}\n---\n"
    assert differences(before, after).facts == (
        FactChange(Change.CHANGED, "tags", ("a", "b"), ("a", "c")),
        FactChange(Change.REMOVED, "started", ("2001",), ()),
        FactChange(Change.ADDED, "steward", (), ("W (source: S)",)),
    )


def test_another_spelling_of_the_same_facts_is_no_change_of_facts():
    assert differences("---\ntags: [a]\n---\n", "---\ntags:\n  - 'a'\n---\n").facts == ()
    assert differences("same", "same") == Differences()


def test_a_changed_line_end_is_shown():
    (line,) = differences("a\n", "a\r\n").lines
    assert line.change is Change.CHANGED


@given(st.lists(st.sampled_from("abcde")), st.lists(st.sampled_from("abcde")), st.booleans())
def test_gaps_cover_both_sequences_whichever_way_they_are_aligned(a, b, dear):
    limit = sequences._MOST_ITEMS
    sequences._MOST_ITEMS = -1 if dear else limit
    try:
        found = list(gaps(a, b))
    finally:
        sequences._MOST_ITEMS = limit
    assert [item for _, i, j, _, _ in found for item in a[i:j]] == a
    assert [item for _, _, _, k, m in found for item in b[k:m]] == b
    assert all(a[i:j] == b[k:m] for same, i, j, k, m in found if same)
    assert all(one[0] != two[0] for one, two in pairwise(found))


def test_a_moved_unique_line_is_aligned_even_in_long_texts():
    a = [str(n) for n in range(5000)]
    b = ["x", *a[:4000], "y", *a[4000:]]
    assert [each for each in gaps(a, b) if not each[0]] == [
        (False, 0, 0, 0, 1),
        (False, 4000, 4000, 4001, 4002),
    ]


@pytest.mark.parametrize("unit", ["x\n", "a b\n", "\n", "word "])
def test_comparing_takes_linear_time(unit):
    assert grows_linearly(
        lambda text: differences(text, "y" + text[: len(text) // 2] + "z\n" + text), unit, 1_500
    )
