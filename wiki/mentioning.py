"""Unlinked mentions as a queue: read texts, offer links, set those that people accept, remember those they turn down.

What texts mention is kept in the file and follows when somebody asks (decision 18): a changed text is read again, and
so is every text that holds a name which is new. No request reads longer than a moment; the queue says how many texts
are still to be read.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from heapq import nsmallest
from typing import NamedTuple
from weakref import WeakKeyDictionary

from patterns.mentions import Mention, Reading, Specificity, linked, mentions_of, read_mentions, specificity
from patterns.names import Named, Names
from wiki.assembly import Wiki
from wiki.editing import Edit, Saved, save
from wiki.errors import BadInputError
from wiki.queues import NameRow
from wiki.revisions import Revision

QUEUE = "mentions"
"""Under which what was turned down is remembered."""

BLOCK = 100
"""Texts read between two looks at the clock."""

SECONDS = 2.0
"""How long one request reads texts."""

HOPS = 5
"""Longest chain of redirects that is followed."""

FOLLOWED = 200
"""Entries of the log that are followed one by one; after more, all names are read anew."""

MOST = 50_000
"""Offers that are kept for the list of the whole wiki: the surest; others follow as these are decided."""


class Offer(NamedTuple):
    """A link the queue offers."""

    mention: Mention
    order: tuple[int, int, str, int]  # place in the queue: specificity, pages, title, place in the text

    @property
    def specificity(self) -> Specificity:
        """How surely the words mean the page."""
        return Specificity(self.order[0])

    @property
    def pages(self) -> int:
        """In how many texts the words are a name."""
        return self.order[1]


@dataclass
class _Kept:
    """What this process remembers of a wiki's names and offers, with the position it holds for."""

    head: int = -1
    rows: dict[str, frozenset[NameRow]] = field(default_factory=dict)  # by full title
    names: Names = field(default_factory=Names)
    learned: Names | None = None  # the names the kept readings know
    ranked_by: Names | None = None  # the names the offers were worked out by
    offers: list[Offer] = field(default_factory=list)  # the surest of the whole wiki
    more: bool = False  # there are offers behind those that are kept
    offered: tuple[int, int] = (-1, -1)  # position, and number of texts unread
    counts: Mapping[str, int] = field(default_factory=dict)  # key → texts in which it is a name
    texts: int = 0  # read when they were counted
    ranking: _Ranking | None = None  # under way


@dataclass
class _Ranking:
    """The offers of the whole wiki being worked out, for a moment at each request: first counted, then put in order."""

    names: Names
    holds: tuple[int, int]  # position, and number of texts unread, when it was begun
    after: str = ""  # title up to which texts have been looked at
    counted: bool = False
    counts: Counter[str] = field(default_factory=Counter)
    texts: int = 0  # looked at
    offers: list[Offer] = field(default_factory=list)
    ordered: int = 0  # texts whose offers are in the list


_KEPT: WeakKeyDictionary[object, _Kept] = WeakKeyDictionary()


def names_of(wiki: Wiki) -> Names:
    """Return the names of all pages as they are now: followed through the log, built anew only if one changed."""
    kept = _KEPT.setdefault(wiki.mentions, _Kept())
    head = wiki.pages.head()
    if kept.head == head:
        return kept.names
    changes = wiki.pages.changes(kept.head, FOLLOWED) if kept.head >= 0 else []
    titles = {each.title for each in changes}
    followed = kept.head >= 0 and len(changes) < FOLLOWED
    if not followed or _by_title(wiki.mentions.names(titles), titles) != {
        title: kept.rows.get(title, frozenset()) for title in titles
    }:
        kept.rows = _by_title(wiki.mentions.names())
        kept.names = Names(named(row for rows in kept.rows.values() for row in rows))
    kept.head = head
    return kept.names


def _by_title(rows: Iterable[NameRow], titles: Iterable[str] = ()) -> dict[str, frozenset[NameRow]]:
    found: dict[str, set[NameRow]] = {title: set() for title in titles}
    for row in rows:
        found.setdefault(row.title, set()).add(row)
    return {title: frozenset(each) for title, each in found.items()}


def named(rows: Iterable[NameRow]) -> Iterator[Named]:
    """Yield the names with the pages they lead to; redirects that lead nowhere have no name."""
    all_rows = list(rows)
    redirects = {row.title: row.redirect for row in all_rows if row.redirect}
    by_name: dict[str, NameRow] = {}
    for row in sorted(all_rows, key=lambda each: (each.rank, each.title), reverse=True):
        by_name[row.written] = row
    titles = {row.title for row in all_rows}
    for row in all_rows:
        title = row.title
        for _ in range(HOPS):
            target = redirects.get(title, "")
            if not target:
                break
            title = target if target in titles else by_name[target].title if target in by_name else ""
        if title and not redirects.get(title):
            yield Named(row.written, title, row.rank, redirect=bool(row.redirect))


Progress = Callable[[int, int], None]
"""Told how many texts have been read, and of how many."""


def catch_up(wiki: Wiki, seconds: float | None = SECONDS, progress: Progress | None = None) -> int:
    """Read what is to be read, for so long at most (None: all of it); return how many texts are left."""
    until = None if seconds is None else time.monotonic() + seconds
    names, kept = names_of(wiki), _KEPT[wiki.mentions]
    if kept.learned is not names:
        wiki.mentions.learn(names.marks)
        kept.learned = names
    total = left = wiki.mentions.unread_count()
    while left and (until is None or time.monotonic() < until):
        texts = wiki.mentions.unread(BLOCK)
        if not texts:
            return 0
        wiki.mentions.keep({each.title: (each.position, read_mentions(each.text, names)) for each in texts})
        left -= len(texts)
        if progress:
            progress(total - left, total)
    return max(left, 0)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which offers of the queue are looked at."""

    page: str = ""  # full title of the page with the words, "" = any
    target: str = ""  # full title of the page they mean, "" = any
    pages: Collection[str] | None = None  # only these pages, as those of a batch; None = any


def offers(wiki: Wiki, wanted: Wanted, seconds: float | None = SECONDS) -> tuple[list[Offer], int]:
    """Return what is offered, the surest first, and how many texts are still to be read.

    Of the whole wiki, texts are read and offers put in order for so long at most (None: until all is done). The offers
    of one page are worked out from its text at once, whatever is still to be read.
    """
    down = {(each.page, each.other) for each in wiki.dismissals.dismissed(QUEUE)}
    if wanted.page:
        found, left = _of_page(wiki, wanted.page), 0
    else:
        until = None if seconds is None else time.monotonic() + seconds
        unread = catch_up(wiki, seconds)
        found, unranked = _all_offers(wiki, unread, wanted, until)
        left = max(unread, unranked)
    chosen = [
        each
        for each in found
        if (each.mention.page, each.mention.target) not in down
        and wanted.target in {"", each.mention.target}
        and (wanted.pages is None or each.mention.page in wanted.pages)
    ]
    return chosen, left


def _of_page(wiki: Wiki, title: str) -> list[Offer]:
    current = wiki.pages.get(title)
    if current is None:
        return []
    names = names_of(wiki)
    return sorted(
        _offers_of(title, read_mentions(current.text, names), names, _KEPT[wiki.mentions]), key=_order
    )


def _all_offers(wiki: Wiki, left: int, wanted: Wanted, until: float | None) -> tuple[list[Offer], int]:
    """Return the offers of the whole wiki that may be wanted, and how many texts are not among them yet.

    Those of it all are kept, for they are asked for again; while they are being worked out, those kept before stay.
    """
    names, kept = names_of(wiki), _KEPT[wiki.mentions]
    unranked = 0
    if kept.offered != (kept.head, left):
        if _follow(wiki, kept, names, left):
            kept.offered = (kept.head, left)
        elif not _rank(wiki, kept, names, left, until):
            unranked = _unranked(wiki, kept)
    if kept.more and not unranked and (wanted.target or wanted.pages is not None):
        return sorted(_streamed(wiki, kept, names, wanted), key=_order), 0
    return kept.offers, unranked


def _unranked(wiki: Wiki, kept: _Kept) -> int:
    """Return about how many texts are still to be looked at by the ranking that is under way."""
    done = kept.ranking.ordered if kept.ranking else 0
    return max(1, sum(wiki.pages.count_by_kind().values()) - done)


def _rank(wiki: Wiki, kept: _Kept, names: Names, left: int, until: float | None) -> bool:
    """Go on counting the phrases, then working out the offers, until that time; say whether it is done.

    Texts stream by, so that few of them are in memory.
    """
    if kept.ranking is None or kept.ranking.names is not names:
        kept.ranking = _Ranking(names, (kept.head, left))
    ranking = kept.ranking
    if not ranking.counted:
        if not _through(wiki, ranking, _count, until):
            return False
        ranking.counted, ranking.after = True, ""
    if not _through(wiki, ranking, _order_some, until):
        return False
    kept.counts, kept.texts = ranking.counts, ranking.texts
    kept.offers = nsmallest(MOST, ranking.offers, key=_order)
    kept.more = len(kept.offers) == MOST
    kept.offered, kept.ranked_by, kept.ranking = ranking.holds, names, None
    return True


def _through(
    wiki: Wiki, ranking: _Ranking, step: Callable[[_Ranking, str, Reading], None], until: float | None
) -> bool:
    """Take a step with every text behind the last one; say whether there was time for all."""
    for number, (title, reading) in enumerate(wiki.mentions.readings(after=ranking.after), 1):
        step(ranking, title, reading)
        ranking.after = title
        if until is not None and number % BLOCK == 0 and time.monotonic() > until:
            return False
    return True


def _count(ranking: _Ranking, _title: str, reading: Reading) -> None:
    ranking.counts.update({spot.key for spot in reading.spots})
    ranking.texts += 1


def _order_some(ranking: _Ranking, title: str, reading: Reading) -> None:
    ranking.offers += _offers_of(title, reading, ranking.names, ranking)
    ranking.ordered += 1
    if len(ranking.offers) > 2 * MOST:
        ranking.offers = nsmallest(MOST, ranking.offers, key=_order)


def _follow(wiki: Wiki, kept: _Kept, names: Names, left: int) -> bool:
    """Work out anew the offers of pages that changed since; say whether that is enough."""
    head, unread = kept.offered
    if kept.ranked_by is not names or left or unread or (kept.more and len(kept.offers) < MOST // 2):
        return False
    changes = wiki.pages.changes(head, FOLLOWED)
    if len(changes) == FOLLOWED:
        return False
    titles = {each.title for each in changes}
    last = kept.offers[-1].order if kept.more else None
    fresh = _streamed(wiki, kept, names, Wanted(pages=titles))
    kept.offers = [each for each in kept.offers if each.mention.page not in titles]
    kept.offers += (each for each in fresh if last is None or each.order < last)
    kept.offers.sort(key=_order)
    return True


def _streamed(wiki: Wiki, kept: _Kept, names: Names, wanted: Wanted) -> Iterator[Offer]:
    for title, reading in wiki.mentions.readings(wanted.pages):
        yield from _offers_of(title, reading, names, kept)


def _offers_of(title: str, reading: Reading, names: Names, known: _Kept | _Ranking) -> Iterator[Offer]:
    for each in mentions_of(title, reading, names):
        pages = known.counts.get(each.spot.key, 1)
        sure = specificity(each.spot, pages, known.texts)
        yield Offer(each, (sure.value, pages, title, each.spot.start))


def _order(offer: Offer) -> tuple[int, int, str, int]:
    return offer.order


@dataclass(frozen=True, slots=True)
class Place:
    """An offer as a form names it: the words between two offsets of a revision's text."""

    position: int
    start: int
    end: int


@dataclass
class Outcome:
    """What became of the offers that were accepted."""

    links: int = 0
    pages: int = 0
    problems: list[str] = field(default_factory=list)


def mentioned_at(wiki: Wiki, places: Iterable[Place]) -> dict[str, tuple[Revision, list[Mention]]]:
    """Return, by page, the revision and the mentions that stand at these places of it.

    Raises BadInputError for a place where no name of a page stands.
    """
    asked: dict[int, set[tuple[int, int]]] = {}
    for place in places:
        asked.setdefault(place.position, set()).add((place.start, place.end))
    names = names_of(wiki)
    found: dict[str, tuple[Revision, list[Mention]]] = {}
    for position, spans in asked.items():
        revision = wiki.pages.revision(position)
        if revision is None:
            raise BadInputError(f"There is no revision {position}. Open the list anew.")
        mine = [
            Mention(revision.title, target, spot)
            for spot in read_mentions(revision.text, names).spots
            if (spot.start, spot.end) in spans and (target := names.meaning(spot.key, spot.words))
        ]
        if len(mine) != len(spans):
            raise BadInputError(
                f"Some words of {revision.title!r} are no longer the name of a page. Open the list anew."
            )
        found[revision.title] = (revision, mine)
    return found


def accept(wiki: Wiki, places: Iterable[Place], author: str) -> Outcome:
    """Make mentions links: one revision a page, merged with what others saved meanwhile."""
    outcome = Outcome()
    for title, (revision, mentions) in mentioned_at(wiki, places).items():
        text = linked(revision.text, mentions)
        edit = Edit(title, text, author, summary_of(mentions), base=revision.position)
        saved = save(wiki, edit)
        if isinstance(saved, Saved):
            outcome.links += len(mentions)
            outcome.pages += 1
        else:
            outcome.problems.append(f"{title!r} was changed in the same place meanwhile and was left alone.")
    return outcome


def summary_of(mentions: Collection[Mention]) -> str:
    """Say in an edit summary which links were set."""
    shown = ", ".join(each.target for each in list(mentions)[:3])
    more = f" and {len(mentions) - 3} more" if len(mentions) > 3 else ""  # noqa: PLR2004
    return f"Linked mentions of {shown}{more}"


def reject(wiki: Wiki, places: Iterable[Place], author: str) -> int:
    """Remember that these pages are not to be offered links to what the places name; return how many."""
    pairs = [(each.page, each.target) for _, found in mentioned_at(wiki, places).values() for each in found]
    wiki.dismissals.dismiss(QUEUE, pairs, author, datetime.now(UTC))
    return len(pairs)
