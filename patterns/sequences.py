"""Which items of two sequences stayed: an alignment whose cost is bounded on any input."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_MOST_ITEMS = 3000
_MOST_PAIRS = 200_000


def alignment(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Return pairs (index in a, index in b) of equal items, both increasing.

    Equal beginnings and ends always pair. Between them the longest matching runs do (difflib); where that
    would be slow (thousands of items, or many equal ones) only items that occur once on both sides.
    """
    start = _common(a, b)
    end = _common(a[start:][::-1], b[start:][::-1])
    middle_a, middle_b = a[start : len(a) - end], b[start : len(b) - end]
    match = _by_runs if _is_cheap(middle_a, middle_b) else _by_anchors
    pairs = [(index, index) for index in range(start)]
    pairs += [(i + start, j + start) for i, j in match(middle_a, middle_b)]
    return pairs + [(len(a) - each, len(b) - each) for each in range(end, 0, -1)]


def gaps(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Cut both into runs: (equal?, from and to in a, from and to in b), in order."""
    i = j = 0
    begun = (0, 0)
    for pair in (*alignment(a, b), (len(a), len(b))):
        if pair != (i, j):
            if begun != (i, j):
                yield True, begun[0], i, begun[1], j
            yield False, i, pair[0], j, pair[1]
            begun = pair
        i, j = pair[0] + 1, pair[1] + 1
    if begun != (len(a), len(b)):
        yield True, begun[0], len(a), begun[1], len(b)


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _is_cheap(a: Sequence[str], b: Sequence[str]) -> bool:
    if len(a) + len(b) > _MOST_ITEMS:
        return False
    counts = Counter(b)
    return sum(counts[each] for each in a) <= _MOST_PAIRS


def _by_runs(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return [(block.a + each, block.b + each) for block in blocks for each in range(block.size)]


def _by_anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Pair items that occur once in both, as many as keep their order (Bram Cohen's patience diff)."""
    count_a, count_b = Counter(a), Counter(b)
    place = {each: j for j, each in enumerate(b) if count_b[each] == 1}
    pairs = [(i, place[each]) for i, each in enumerate(a) if count_a[each] == 1 and each in place]
    return _longest_increasing(pairs)


def _longest_increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    ends: list[int] = []  # smallest last index in b of an increasing run of each length
    tops: list[int] = []  # the pair that ends it
    previous: list[int] = []
    for index, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        previous.append(tops[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        tops[length : length + 1] = [index]
    found: list[tuple[int, int]] = []
    at = tops[-1] if tops else -1
    while at >= 0:
        found.append(pairs[at])
        at = previous[at]
    return found[::-1]
