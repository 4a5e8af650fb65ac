"""Red links whose title exists with other capitals, accents or punctuation: found, and led to the page in bulk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from weakref import WeakKeyDictionary

from patterns.folding import joined
from patterns.links import PAGE, split_title
from patterns.names import Names
from patterns.repairs import repaired
from wiki.assembly import Wiki
from wiki.editing import Edit, Saved, save
from wiki.mentioning import names_of

LINKS = 500
"""Links asked for at a time."""

ALL = 2**31 - 1
"""More red links than any wiki has."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A red link that can be led somewhere."""

    target: str  # what links say
    title: str  # full title of the page that is meant
    links: int
    others: tuple[str, ...] = ()  # other pages that could be meant

    @property
    def order(self) -> tuple[int, str]:
        """Place in the list: what most links ask for first."""
        return (-self.links, self.target)


_KEPT: WeakKeyDictionary[object, tuple[int, tuple[Repair, ...]]] = WeakKeyDictionary()


def repairs(wiki: Wiki, pages: Collection[str] | None = None) -> tuple[Repair, ...]:
    """Return what can be repaired, most linked first: in all pages, or where one of these links."""
    head = wiki.pages.head()
    kept = _KEPT.get(wiki.mentions)
    if kept is None or kept[0] != head:
        kept = _KEPT[wiki.mentions] = (head, tuple(sorted(_found(wiki), key=lambda each: each.order)))
    left = tuple(_without_dismissed(wiki, kept[1]))
    if pages is None:
        return left
    return tuple(each for each in left if not set(linking(wiki, each.target)).isdisjoint(pages))


def _without_dismissed(wiki: Wiki, found: Iterable[Repair]) -> Iterator[Repair]:
    """Leave out the pages that people said a link does not mean; the next likeliest takes the place."""
    down = {(each.page, each.other) for each in wiki.dismissals.dismissed_links()}
    for each in found:
        titles = [title for title in (each.title, *each.others) if (each.target, title) not in down]
        if titles:
            yield replace(each, title=titles[0], others=tuple(titles[1:]))


def turn_down(wiki: Wiki, pairs: Iterable[tuple[str, str]], author: str) -> None:
    """Remember that red links do not mean these pages."""
    wiki.dismissals.dismiss_links(pairs, author, datetime.now(UTC))


def offer_again(wiki: Wiki, pairs: Iterable[tuple[str, str]]) -> None:
    """Forget that red links do not mean these pages."""
    wiki.dismissals.restore_links(pairs)


def _found(wiki: Wiki) -> Iterator[Repair]:
    names = names_of(wiki)
    full = _full_titles(names)
    for wanted in wiki.pages.wanted(limit=ALL):
        title, *others = _meant(wiki, wanted.title, names, full) or [""]
        if title:
            yield Repair(wanted.title, title, wanted.count, tuple(others))


def _full_titles(names: Names) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for title in {each.title for named in names.by_key.values() for each in named}:
        found.setdefault(joined(title), []).append(title)
    return found


def _meant(wiki: Wiki, target: str, names: Names, full: dict[str, list[str]]) -> list[str]:
    """Return the pages a red link may mean, the likeliest first."""
    key = joined(target)
    meant = sorted(full.get(key, ()))
    if split_title(target, wiki.shapes).kind == PAGE:
        meant += [each.title for each in names.by_key.get(key, ()) if each.is_meant_by(target)]
    return list(dict.fromkeys(meant))


def linking(wiki: Wiki, target: str) -> list[str]:
    """Return the titles of the pages that link to a target, each once."""
    found: dict[str, None] = {}
    after: tuple[str, int] | None = None
    while links := wiki.pages.links_to(target, after, LINKS):
        found.update((link.title, None) for link in links)
        after = (links[-1].title, links[-1].number)
    return list(found)


@dataclass
class Mended:
    """What became of the repairs that were accepted."""

    pages: int = 0
    problems: list[str] = field(default_factory=list)


def mend(wiki: Wiki, targets: Iterable[str], author: str, pages: Collection[str] | None = None) -> Mended:
    """Lead red links to the pages they mean: one revision a page; on these pages only, if any are named.

    Targets that no longer need it are passed over.
    """
    known = {each.target: each.title for each in repairs(wiki)}
    wanted = {target: known[target] for target in targets if target in known}
    by_page: dict[str, dict[str, str]] = {}
    for target, title in wanted.items():
        for page in linking(wiki, target):
            if pages is None or page in pages:
                by_page.setdefault(page, {})[target] = title
    outcome = Mended()
    for page, found in by_page.items():
        _mend_page(wiki, page, found, author, outcome)
    return outcome


def _mend_page(wiki: Wiki, page: str, found: dict[str, str], author: str, outcome: Mended) -> None:
    current = wiki.pages.get(page)
    if current is None:
        return
    text = repaired(current.text, found, wiki.ontology)
    summary = f"Links led to {', '.join(list(found.values())[:3])}"
    saved = save(wiki, Edit(page, text, author, summary, base=current.position))
    if isinstance(saved, Saved) and not saved.unchanged:
        outcome.pages += 1
    else:
        outcome.problems.append(f"{page!r} could not be changed and was left alone.")
