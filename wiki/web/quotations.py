"""From quotations to what rests on them, and back: what pages say of a source's words, as it is at this moment."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

from flask import current_app

from ontology.kinds import Ontology
from patterns.frontmatter import parse
from patterns.links import page_path, split_title
from patterns.quotations import (
    Quotation,
    Quotations,
    Resting,
    distinct,
    listed_quotations,
    prose_quotations,
    quotation_anchor,
    resting,
)
from patterns.saying import understand
from wiki.revisions import Resolved, Revision

if TYPE_CHECKING:
    from wiki.assembly import Wiki

Key = TypeVar("Key")
Value = TypeVar("Value")

READ = "commonloom quotations"
"""Under which the application keeps what revisions quote."""

ROOM = 4096
"""Revisions whose quotations one web process remembers."""

BASES = 64
"""Sources of which one web process remembers what rests on them."""

MOST_LINKING = 1_000
"""Pages that lead to a source of which its page shows what rests on it; the list of evidence has all."""

EVERY = 2**31
"""As many links as there are."""


@dataclass(frozen=True, slots=True)
class Quoting:
    """What one revision lists, rests on and quotes."""

    listed: Quotations  # words of the document the page is about
    resting: tuple[Resting, ...]
    prose: tuple[Quotation, ...]


class Kept(Generic[Key, Value]):
    """Values most recently asked for, each made once."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._lock = Lock()
        self._kept: OrderedDict[Key, Value] = OrderedDict()

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return the value of a key, made now if need be; the oldest give way."""
        with self._lock:
            kept = self._kept.get(key)
        if kept is None:
            kept = make()
        with self._lock:
            self._kept[key] = kept
            self._kept.move_to_end(key)
            while len(self._kept) > self._room:
                self._kept.popitem(last=False)
        return kept


class Read:
    """What one web process remembers of quotations. Nothing in it grows stale: its keys name revisions."""

    def __init__(self) -> None:
        self._quotings = Kept[tuple[int, str], Quoting](ROOM)
        self._bases = Kept[tuple[object, ...], Basis](BASES)

    def quoting(self, wiki: Wiki, revision: Revision) -> Quoting:
        """Return what a revision quotes."""
        return self._quotings.get(
            (revision.position, wiki.ontology.mark), lambda: _quoting(revision, wiki.ontology)
        )

    def basis(self, wiki: Wiki, title: str, listed: Quotations) -> Basis:
        """Return what rests on the source of that title by now. One storage call, four more after any edit."""
        key = (title, listed.all, wiki.ontology.mark, wiki.pages.head())
        return self._bases.get(key, lambda: _basis(wiki, title, listed))


def _quoting(revision: Revision, ontology: Ontology) -> Quoting:
    saying = understand(parse(revision.text), revision.title, ontology)
    return Quoting(Quotations(listed_quotations(saying)), resting(saying), prose_quotations(saying.page))


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources a page cites, with the words they list."""

    meant: Mapping[str, str] = field(default_factory=dict)  # title as cited → full title of the page
    listed: Mapping[str, Quotations] = field(default_factory=dict)  # by full title

    def place(self, words: str, named: Sequence[str]) -> str:
        """Return the address of the words on the page of one of the sources named; "" when none has them.

        The longest quotation that contains them is meant; words that none contains have a place of their own, if
        they can only be of one source.
        """
        pages = [self.meant[each] for each in named if each in self.meant]
        for page in pages:
            if found := self.listed[page].longest_with(words):
                return f"{page_path(page)}#{found.anchor}"
        return f"{page_path(pages[0])}#{quotation_anchor(words)}" if pages and len(named) == 1 else ""

    def origin(self, words: str) -> tuple[str, str]:
        """Return the full title of the cited source that lists these words, and their address there, or ("", "")."""
        for page, listed in self.listed.items():
            if found := listed.longest_with(words):
                return page, f"{page_path(page)}#{found.anchor}"
        return "", ""


@dataclass(frozen=True, slots=True)
class Rest:
    """One coding under the words it rests on."""

    coding: Resting
    part: str = (
        ""  # anchor of the words it quotes, when they are a part of these and no coding before quotes them
    )


@dataclass(frozen=True, slots=True)
class Supported:
    """A page with its codings that rest on the same words, or none where its text quotes them."""

    title: str
    name: str
    kind: str
    href: str
    rests: tuple[Rest, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A quotation with what rests on it and the pages that quote it in prose."""

    quotation: Quotation
    supported: tuple[Supported, ...] = ()
    quoted_in: tuple[Supported, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """What rests on a source."""

    words: Mapping[str, Words]  # by the quotation's one spelling: the listed ones in their order, then others
    bare: tuple[
        Supported, ...
    ] = ()  # codings that quote nothing, or nothing that is this source's for certain
    passed_over: int = 0  # pages that lead to the source and were not looked at, as there are so many

    @property
    def anchors(self) -> Mapping[str, str]:
        """Anchor of each quotation by its one spelling."""
        return {same: each.quotation.anchor for same, each in self.words.items()}

    def below(self, pieces: Iterable[tuple[str, str]]) -> tuple[Words, ...]:
        """Return the quotations that stand in none of these pieces of the page's text."""
        shown = {same for _, same in pieces}
        return tuple(each for same, each in self.words.items() if same not in shown)


def read() -> Read:
    """Return what the application remembers of quotations."""
    kept: Read = current_app.extensions.setdefault(READ, Read())
    return kept


def cited_sources(wiki: Wiki, title: str, resolved: Mapping[str, Resolved]) -> Sources:
    """Return the sources among the pages a page leads to, itself apart. One storage call if there are any."""
    meant = {
        target: found.title
        for target, found in resolved.items()
        if found.exists and found.kind == "source" and found.title != title
    }
    pages = wiki.pages.get_all(sorted(set(meant.values()))) if meant else {}
    listed = {each: read().quoting(wiki, revision).listed for each, revision in pages.items()}
    return Sources({one: other for one, other in meant.items() if other in listed}, listed)


def _basis(wiki: Wiki, title: str, listed: Quotations) -> Basis:
    linking = {link.title for link in wiki.pages.links_to(title, limit=EVERY) if link.kind != "talk"}
    looked_at = sorted(linking | {title})[:MOST_LINKING]
    pages = wiki.pages.get_all(looked_at)
    quoting = {each: read().quoting(wiki, pages[each]) for each in sorted(pages)}
    named = {source for each in quoting.values() for coding in each.resting for source in coding.sources}
    here = {target for target, found in wiki.pages.resolve(named).items() if found.title == title}
    resting_here = [
        (page, coding)
        for page, each in quoting.items()
        for coding in each.resting
        if here.intersection(coding.sources)
    ]
    whole = Quotations((*listed.all, *further(listed, resting_here)))
    prose = {page: each.prose for page, each in quoting.items() if page != title}
    found = _gathered(wiki, whole, resting_here, prose)
    return replace(found, passed_over=len(linking | {title}) - len(looked_at))


def further(listed: Quotations, codings: Iterable[tuple[str, Resting]]) -> list[Quotation]:
    """Return words that codings quote and the source does not list, longest ones only, in the order of the pages.

    Words of a coding that names several sources are nobody's for certain unless one of them lists them.
    """
    quoted = [each.quote for _, each in codings if each.quote and len(each.sources) == 1]
    unlisted = [each for each in distinct(quoted) if listed.longest_with(each.words) is None]
    among = Quotations(unlisted)
    return [each for each in unlisted if among.longest_with(each.words) in (each, None)]


def _gathered(
    wiki: Wiki,
    whole: Quotations,
    codings: Iterable[tuple[str, Resting]],
    prose: Mapping[str, Iterable[Quotation]],
) -> Basis:
    resting_on: dict[str, dict[str, list[Rest]]] = {}
    quoted_in: dict[str, list[str]] = {}
    parts = {each.anchor for each in whole.all}
    for page, coding in codings:
        found = whole.longest_with(coding.quote) if coding.quote else None
        part = quotation_anchor(coding.quote) if found else ""
        rest = Rest(coding, "" if part in parts else part)
        parts.add(part)
        resting_on.setdefault(found.same if found else "", {}).setdefault(page, []).append(rest)
    for page, quotes in prose.items():
        for quote in quotes:
            found = whole.longest_with(quote.words)
            if found and page not in resting_on.get(found.same, {}):
                quoted_in.setdefault(found.same, []).append(page)

    def supported(same: str) -> tuple[Supported, ...]:
        return tuple(_supported(wiki, page, rests) for page, rests in resting_on.get(same, {}).items())

    words = {
        each.same: Words(
            each,
            supported(each.same),
            tuple(_supported(wiki, page, ()) for page in dict.fromkeys(quoted_in.get(each.same, ()))),
        )
        for each in whole.all
    }
    return Basis(words, supported(""))


def _supported(wiki: Wiki, title: str, rests: Iterable[Rest]) -> Supported:
    parts = split_title(title, wiki.ontology)
    return Supported(title, parts.name, parts.kind, page_path(title), tuple(rests))
