"""Which pages are likely the same: by the words of their titles, and by the addresses and numbers they name. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from urllib.parse import urlsplit

from ontology.kinds import Ontology
from patterns.commonwords import SMALL
from patterns.folding import tokens
from patterns.links import PAGE, TALK, split_title

IDENTIFYING = ("doi", "spdx", "url")
"""Fields whose value belongs to one thing only."""

MOST_ALIKE = 6
"""Pages of one key that are compared each with each; of more, each is compared with the first."""

_SAME_ADDRESS = "the same URL"
_LANGUAGE = re.compile(r"/[a-z]{2,3}(?:-[A-Za-z]{2,4})?\Z")
_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Alike:
    """Two pages that are likely the same, the first by title first."""

    one: str  # full titles
    other: str
    reason: str  # for people
    across: bool = False  # they are of different kinds, which many things rightly have pages in


def title_key(name: str) -> str:
    """Return what titles of the same thing have in common: their telling words in the singular, in alphabetical order."""
    words = tokens(_LANGUAGE.sub("", name))
    return " ".join(sorted(map(_singular, [word for word in words if word not in SMALL] or words)))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):  # noqa: PLR2004
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] not in "su" else word  # noqa: PLR2004


def identity(key: str, value: str) -> str:
    """Return an identifying value in one spelling, "" when it names nothing in particular."""
    value = value.strip()
    if key == "doi" or _DOI.match(value):
        return f"doi:{_DOI.sub('', value).casefold()}"
    if key != "url":
        return f"{key}:{value.casefold()}" if value else ""
    parts = urlsplit(value)
    host = parts.netloc.casefold().removeprefix("www.")
    path = parts.path.rstrip("/")
    return f"url:{host}{path}{'?' if parts.query else ''}{parts.query}" if host else ""


def alike(titles: Iterable[str], identities: Mapping[str, Iterable[str]], ontology: Ontology) -> list[Alike]:
    """Return pairs of pages that are likely the same, each once.

    Plain pages are compared with all kinds as if they were of these; `identities`: full title → what `identity` gave.
    Pages of different kinds are not told from one another by a web address: an institution and the source that is
    its web site are two things.
    """
    found: dict[tuple[str, str], Alike] = {}
    for pair, reason in (*_by_identity(identities), *_by_title(titles, ontology)):
        kinds = [split_title(each, ontology).kind for each in pair]
        across = not comparable(*kinds)
        if across and reason == _SAME_ADDRESS:
            continue
        found.setdefault(pair, Alike(*pair, f"{reason}, of different kinds" if across else reason, across))
    return sorted(found.values(), key=lambda each: (each.one, each.other))


def _by_identity(identities: Mapping[str, Iterable[str]]) -> Iterator[tuple[tuple[str, str], str]]:
    groups: dict[str, list[str]] = {}
    for title, values in identities.items():
        for value in set(values):
            groups.setdefault(value, []).append(title)
    for value, group in groups.items():
        for one, other in _pairs(group):
            yield (one, other), f"the same {value.partition(':')[0].upper()}"


def _by_title(titles: Iterable[str], ontology: Ontology) -> Iterator[tuple[tuple[str, str], str]]:
    groups: dict[str, dict[str, tuple[str, str]]] = {}
    for title in titles:
        parts = split_title(title, ontology)
        key = title_key(parts.name) if parts.kind != TALK else ""
        if key:
            groups.setdefault(key, {})[title] = (parts.kind, parts.name)
    for known in groups.values():
        kinds = {kind for kind, _ in known.values()}
        within = [[title for title, (kind, _) in known.items() if kind in {each, PAGE}] for each in kinds]
        pairs = {pair for group in (*within, list(known)) for pair in _pairs(group)}
        for one, other in sorted(pairs):
            yield (one, other), difference(known[one][1], known[other][1])


def comparable(kind: str, other: str) -> bool:
    """Say whether pages of two kinds may be one: those of the same kind, and plain pages with all."""
    return kind == other or PAGE in {kind, other}


def _pairs(group: list[str]) -> Iterator[tuple[str, str]]:
    group = sorted(group)
    if len(group) <= MOST_ALIKE:
        yield from combinations(group, 2)
    else:
        yield from ((group[0], each) for each in group[1:])


def difference(one: str, other: str) -> str:
    """Say in words how two titles with the same key differ."""
    if _LANGUAGE.search(one) or _LANGUAGE.search(other):
        return "a subpage in another language"
    mine, theirs = tokens(one), tokens(other)
    if one == other:
        return "the same title"
    if mine == theirs:
        return "titles that differ by capitals or punctuation"
    if sorted(mine) == sorted(theirs):
        return "the same words in another order"
    return "titles that differ by small words or a plural"
