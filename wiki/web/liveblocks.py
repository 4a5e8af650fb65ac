"""Live blocks in finished HTML: what is found today stands in the place of the block that asks for it.

The HTML is sanitized and so canonical, see `wiki.web.quotedhtml`. What is put in is made by a template, which escapes.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import unescape
from threading import Lock
from time import monotonic

from flask import current_app, render_template

from patterns.comparison.kept import Kept
from patterns.liveblocks import HYPOTHESIS, SCORECARD, LiveBlock, block_of
from wiki.assembly import Wiki
from wiki.dates import read_date
from wiki.errors import BadInputError
from wiki.liveblocks import Shown, comparison_meant, comparison_shown, hypothesis_shown, scorecard_shown
from wiki.web.pageview import Body
from wiki.web.words import moment

RESULTS = "commonloom results of live blocks"
"""Under which the application keeps what blocks have found."""

MOST = 12
"""Live blocks of one page that are worked out."""

SECONDS = 5.0
"""After so much work on one page its further blocks only say where their result is."""

ROOM = 200
"""Results kept by one web process while nothing in the wiki has changed."""

LONGEST_CELL = 100
"""Characters of a cell that are shown."""

_BLOCK = re.compile(
    r'<pre(?: tabindex="0")?><code class="language-(comparison|scorecard|hypothesis)">([^<]*)</code></pre>'
)


class Results:
    """What blocks have found, all at one log position: a save anywhere forgets them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._head = -1
        self._kept: OrderedDict[tuple[str, str, str], Shown] = OrderedDict()

    def get(self, head: int, key: tuple[str, str, str]) -> Shown | None:
        """Return what was found at this log position."""
        with self._lock:
            return self._kept.get(key) if head == self._head else None

    def put(self, head: int, key: tuple[str, str, str], found: Shown) -> None:
        """Keep what was found at this log position; the oldest give way."""
        with self._lock:
            if head != self._head:
                self._kept.clear()
                self._head = head
            self._kept[key] = found
            while len(self._kept) > ROOM:
                self._kept.popitem(last=False)


def with_blocks(wiki: Wiki, body: Body, clock: Callable[[], float] = monotonic) -> Body:
    """Return a page's text with what its live blocks find now; `clock` counts seconds."""
    if not _BLOCK.search(body.html):
        return body
    filler = _Filler(wiki, clock)
    pieces = tuple((filler.filled(html), key) for html, key in body.pieces)
    html = "".join(html for html, _ in pieces) if pieces else filler.filled(body.html)
    return replace(body, html=html, pieces=pieces, live=True)


@dataclass
class _Filler:
    """Fills in the blocks of one page in their order."""

    wiki: Wiki
    clock: Callable[[], float]
    head: int = field(init=False)
    ends: float = field(init=False)
    count: int = 0

    def __post_init__(self) -> None:
        self.head = self.wiki.pages.head()
        self.ends = self.clock() + SECONDS

    def filled(self, html: str) -> str:
        return _BLOCK.sub(self._block, html)

    def _block(self, found: re.Match[str]) -> str:
        self.count += 1
        block = block_of(found[1], unescape(found[2]))
        try:
            return self._shown(block)
        except BadInputError as error:
            return _written(problem=str(error), code=found[0])

    def _shown(self, block: LiveBlock) -> str:
        if self.count > MOST:
            raise BadInputError(
                f"Only {MOST} live blocks of a page are worked out, and this is number {self.count}."
            )
        if block.word == SCORECARD:
            return _written(card=scorecard_shown(self.wiki, block))
        if block.word == HYPOTHESIS:
            return _written(sheet=hypothesis_shown(self.wiki, block))
        meant = comparison_meant(self.wiki, block)
        key = (meant.way.name, meant.parameters.query(), meant.kept.title if meant.kept else "")
        shown = _results().get(self.head, key)
        if shown is None:
            if self.clock() > self.ends:
                return _written(later=meant.parameters.address(meant.way.path))
            shown = comparison_shown(self.wiki, meant)
            _results().put(self.head, key, shown)
        return _written(
            shown=shown,
            when=moment(read_date(shown.when)) if shown.when else "",
            kept_at=_kept_at(shown.kept),
            longest=LONGEST_CELL,
        )


def _written(**given: object) -> str:
    return render_template(
        "live-block.html", **{"problem": "", "later": "", "card": None, "sheet": None, **given}
    )


def _kept_at(kept: Kept | None) -> str:
    """Say when a result was kept, "" when the page does not tell."""
    try:
        return moment(read_date(kept.as_of)) if kept and kept.as_of else ""
    except BadInputError:
        return ""


def _results() -> Results:
    kept: Results = current_app.extensions.setdefault(RESULTS, Results())
    return kept
