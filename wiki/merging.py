"""Likely duplicates as a queue: two pages made one, with a redirect and the links following, or remembered as two."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from weakref import WeakKeyDictionary

from importers.joining import Joined, join_pages
from importers.mixing import mixing_problem
from patterns import frontmatter
from patterns.duplicates import IDENTIFYING, Alike, alike, identity
from patterns.links import full_title, split_title, title_of_path
from patterns.rewriting import rewrite_links
from wiki.assembly import Wiki
from wiki.committing import commit
from wiki.editing import TALK, Rename, blocking, relinked
from wiki.errors import BadInputError, NotFoundError
from wiki.mentioning import FOLLOWED
from wiki.revisions import Action, Revision, Write

QUEUE = "duplicates"
"""Under which pairs that are no duplicates are remembered."""

_SAID = re.compile(rb'^<([^>]+)> <([^>]+)> (?:"((?:[^"\\]|\\.)*)"|<([^>]+)>)', re.MULTILINE)


@dataclass
class _Kept:
    """What this process remembers: what pages name, and the pairs that follow."""

    head: int = -1
    identities: dict[str, tuple[str, ...]] = field(default_factory=dict)
    pairs: list[Alike] = field(default_factory=list)


_KEPT: WeakKeyDictionary[object, _Kept] = WeakKeyDictionary()


def duplicates(wiki: Wiki, pages: Collection[str] | None = None, *, across: bool = False) -> list[Alike]:
    """Return pairs of pages that are likely the same, those remembered as two left out: of all, or with one of these.

    With `across` those of different kinds, else those of one kind.
    """
    kept = _KEPT.setdefault(wiki.mentions, _Kept())
    head = wiki.pages.head()
    if kept.head != head:
        _follow(wiki, kept)
        titles = {row.title for row in wiki.mentions.names() if not row.redirect}
        identities = {title: each for title, each in kept.identities.items() if title in titles}
        kept.pairs, kept.head = alike(titles, identities, wiki.shapes), head
    down = {frozenset((each.page, each.other)) for each in wiki.dismissals.dismissed(QUEUE)}
    return [
        each
        for each in kept.pairs
        if each.across == across
        and frozenset((each.one, each.other)) not in down
        and (pages is None or each.one in pages or each.other in pages)
    ]


def _follow(wiki: Wiki, kept: _Kept) -> None:
    """Read what pages name from their facts: of those that changed, or of all."""
    changes = wiki.pages.changes(kept.head, FOLLOWED) if kept.head >= 0 else []
    if kept.head < 0 or len(changes) == FOLLOWED:
        kept.identities = {}
        for _, facts in wiki.pages.graphs():
            kept.identities.update(_named(wiki, facts))
        return
    for change in changes:
        kept.identities.pop(change.title, None)
        kept.identities.update(_named(wiki, change.facts))


def _named(wiki: Wiki, facts: bytes) -> dict[str, tuple[str, ...]]:
    """Return full title → identities of what the facts of a page state of its entity."""
    keys = {wiki.shapes.by_key[key].iri: key for key in IDENTIFYING if key in wiki.shapes.by_key}
    start = f"{wiki.config.base}/id/"
    found: dict[str, list[str]] = {}
    for subject, predicate, text, iri in _SAID.findall(facts):
        key = keys.get(predicate.decode("utf-8", "replace"))
        entity = subject.decode("utf-8", "replace")
        if key and entity.startswith(start):
            kind, _, name = entity.removeprefix(start).partition("/")
            value = identity(key, (text or iri).decode("utf-8", "replace"))
            if value and "#" not in name:
                title = full_title(kind, title_of_path(name), wiki.shapes)
                found.setdefault(title, []).append(value)
    return {title: tuple(each) for title, each in found.items()}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What merging two pages would make of them."""

    stays: Revision
    goes: Revision
    joined: Joined
    problem: str = ""  # why they may not be merged


def proposal(wiki: Wiki, stays: str, goes: str) -> Proposal:
    """Work out what merging makes; raises NotFoundError, BadInputError for one page given twice."""
    found = []
    for title in (stays, goes):
        revision = wiki.pages.get(title)
        if revision is None:
            raise NotFoundError(f"There is no page “{title}”.")
        found.append(revision)
    if stays == goes:
        raise BadInputError("A page cannot be merged with itself. Name two pages.")
    keeps, leaves = found
    joined = join_pages(keeps.text, leaves.text)
    return Proposal(keeps, leaves, joined, _problem(wiki, keeps, leaves, joined))


def _problem(wiki: Wiki, stays: Revision, goes: Revision, joined: Joined) -> str:
    for each in (stays, goes):
        if frontmatter.mapping(frontmatter.parse(each.text)).get("redirect"):
            return f"{each.title!r} is a redirect already."
        if frontmatter.parse(each.text).problems:
            return f"The front matter of {each.title!r} cannot be read as it is. Mend it first."
    mixed = mixing_problem(stays.text, goes.text)
    if mixed:
        return f"These pages may not be merged: {mixed}."
    before = wiki.project(stays.title, stays.text).findings
    new = blocking(before, wiki.project(stays.title, joined.text).findings)
    return f"The merged page would break a rule: {new[0].message}" if new else ""


def merge_pages(wiki: Wiki, stays: str, goes: str, seen: tuple[int, int], author: str) -> int:
    """Make one page of two, leave a redirect, let links follow, in one commit; return how many other pages were changed.

    `seen`: the revisions of both as the person saw them. Raises BadInputError when they may not be merged, and
    EditConflictError when one has changed since.
    """
    found = proposal(wiki, stays, goes)
    if found.problem:
        raise BadInputError(found.problem)
    wish = Rename(goes, stays, author)
    text = rewrite_links(found.joined.text, {goes: stays}, wiki.ontology)
    old = split_title(goes, wiki.ontology)
    left = frontmatter.compose({"kind": old.kind, "title": old.name, "redirect": stays}, "")
    writes = [
        Write(Action.SAVE, stays, text, wiki.project(stays, text), author, f"Merged with {goes}", seen[0]),
        Write(Action.SAVE, goes, left, wiki.project(goes, left), author, f"Merged into {stays}", seen[1]),
    ]
    writes += _talk(wiki, wish)
    own = {each.title for each in writes}
    others = [each for each in relinked(wiki, found.goes, stays, wish) if each.title not in own]
    commit(wiki, writes + others)
    return len(others)


def _talk(wiki: Wiki, wish: Rename) -> list[Write]:
    """Return what becomes of the talk page of the page that goes: it moves, or its topics follow those of the other."""
    theirs, ours = wiki.pages.get(TALK + wish.title), wiki.pages.get(TALK + wish.new_title)
    if theirs is None:
        return []
    names = {wish.title: wish.new_title, theirs.title: TALK + wish.new_title}
    text, title = rewrite_links(theirs.text, names, wiki.ontology), TALK + wish.new_title
    into, out_of = f"Merged into {title}", f"Merged with {theirs.title}"
    if ours is None:
        projected = wiki.project(title, text)
        return [
            Write(Action.RENAME, theirs.title, text, projected, wish.author, into, theirs.position, title)
        ]
    mine = rewrite_links(ours.text, names, wiki.ontology)
    whole = f"{mine.rstrip()}\n\n{frontmatter.body_of(text).strip()}\n"
    left = f"What was said here stands on [[{title}]] now.\n"
    return [
        Write(Action.SAVE, title, whole, wiki.project(title, whole), wish.author, out_of, ours.position),
        Write(
            Action.SAVE,
            theirs.title,
            left,
            wiki.project(theirs.title, left),
            wish.author,
            into,
            theirs.position,
        ),
    ]


def keep_apart(wiki: Wiki, pairs: Iterable[tuple[str, str]], author: str) -> None:
    """Remember that these are not the same."""
    wiki.dismissals.dismiss(QUEUE, pairs, author, datetime.now(UTC))


def offer_again(wiki: Wiki, pairs: Iterable[tuple[str, str]]) -> None:
    """Forget that these are not the same."""
    both = [pair for one, other in pairs for pair in ((one, other), (other, one))]
    wiki.dismissals.restore(QUEUE, both)
