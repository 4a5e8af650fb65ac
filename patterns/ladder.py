"""The ladder of abstraction: which patterns complete which larger ones, and where two of them meet. Pure.

Alexander, Ishikawa & Silverstein, A Pattern Language, 1977: each pattern helps to complete larger ones above it and is itself
completed by smaller ones below it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LARGER, SMALLER = "larger_pattern", "smaller_pattern"
"""Keys of the fields by which a pattern names the larger ones it completes, and the smaller ones that complete it."""


@dataclass(frozen=True, slots=True)
class Common:
    """A pattern above two others, or one of the two that is above the other."""

    title: str
    one: tuple[str, ...]  # the way up to it from the first pattern, both ends included
    other: tuple[str, ...]  # and from the second


def ways_up(start: str, parents: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return the shortest way up to each pattern above one, nearest first, beginning with the pattern itself.

    Where two ways are equally short the one by the earlier title counts; patterns that complete each other end nothing.
    """
    found: dict[str, tuple[str, ...]] = {start: (start,)}
    level = [start]
    while level:
        above: list[str] = []
        for title in level:
            for parent in sorted(parents.get(title, ())):
                if parent not in found:
                    found[parent] = (*found[title], parent)
                    above.append(parent)
        level = above
    return found


def common(one: str, other: str, parents: Mapping[str, Sequence[str]]) -> tuple[Common, ...]:
    """Return where two patterns meet, the fewest steps first, then by title."""
    left, right = ways_up(one, parents), ways_up(other, parents)
    met = [Common(title, left[title], right[title]) for title in left if title in right]
    return tuple(sorted(met, key=lambda each: (len(each.one) + len(each.other), each.title)))


def nearest(found: Sequence[Common], parents: Mapping[str, Sequence[str]]) -> tuple[Common, ...]:
    """Return those places where two patterns meet that are above no other one: their nearest common patterns."""
    above = {title for each in found for title in ways_up(each.title, parents) if title != each.title}
    close = tuple(each for each in found if each.title not in above)
    return close or tuple(found[:1])
