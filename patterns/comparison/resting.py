"""What codings rest on: the sources and coders that their evidence names. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from patterns.codings import CODER, Coding

SOURCE = "source"
"""Key of the qualifier that names a coding's source."""


class Rest(NamedTuple):
    """What one coding rests on: of half a million codings, hundreds are different in it."""

    sources: frozenset[str] = frozenset()  # as they are named
    coders: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset()  # full titles of the sources that are pages


Rests = Mapping[Rest, Sequence[str]]
"""For each different rest the titles of the pages whose codings have it, in any order: one a coding."""


def rest_of(evidence: Iterable[tuple[str, str, str]]) -> Rest:
    """Return what a coding with this evidence – keys, words and full titles – rests on."""
    listed = tuple(evidence)
    return Rest(
        frozenset(words for key, words, _ in listed if key == SOURCE),
        frozenset(words for key, words, _ in listed if key == CODER),
        frozenset(title for key, _, title in listed if key == SOURCE and title),
    )


def rests_of(titles: Iterable[str], codings: Mapping[str, Iterable[Coding]]) -> Rests:
    """Return what all codings of some pages rest on."""
    found: dict[Rest, list[str]] = {}
    for title in titles:
        for each in codings.get(title, ()):
            found.setdefault(rest_of(each.evidence), []).append(title)
    return found


def pages_of(rests: Rests) -> Mapping[str, frozenset[str]]:
    """Return the full titles of the sources that each case rests on; cases that rest on none are left out."""
    found: dict[str, set[str]] = {}
    for rest, titles in rests.items():
        for title in titles if rest.pages else ():
            found.setdefault(title, set()).update(rest.pages)
    return {title: frozenset(each) for title, each in found.items()}
