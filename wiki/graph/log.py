"""Following the log: what the graph host reads of the wiki's truth."""

from __future__ import annotations

import json
import sqlite3
from collections import deque
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from wiki.graph.replica import Replica
from wiki.ports import Pages
from wiki.revisions import Change

_STEP = 200  # changes applied between two looks at the sockets
_KEPT_BYTES = 2 << 20  # of recent changes, for workers that are a little behind


class FileWatch:
    """Says cheaply (some microseconds) whether anybody has written to an SQLite file."""

    def __init__(self, database: Path) -> None:
        self._connection = sqlite3.connect(f"file:{quote(str(database))}?mode=ro", uri=True)
        self._version = 0

    def changed(self) -> bool:
        """Say whether there was a commit since the last call."""
        version = self._connection.execute("PRAGMA data_version").fetchone()[0]
        changed, self._version = version != self._version, version
        return bool(changed)


class Follower:
    """Keeps a replica at the head of the log, and remembers the last steps for its copies."""

    def __init__(self, pages: Pages, replica: Replica, changed: Callable[[], bool]) -> None:
        self._pages = pages
        self._replica = replica
        self._changed = changed
        self._recent: deque[Change] = deque()
        self._recent_bytes = 0
        changed()
        self.position = self._head = pages.head()  # before reading: what comes later is applied (again)
        self._forgotten = self.position
        replica.load(facts for _, facts in pages.graphs())

    def follow(self) -> bool:
        """Apply the next few changes; True when the head of the log is reached."""
        if self._changed():
            self._head = self._pages.head()
        if self.position >= self._head:
            return True
        changes = self._pages.changes(self.position, _STEP)
        self._replica.apply((change.graphs, change.facts) for change in changes)
        for change in changes:
            self._remember(change)
        self.position = changes[-1].position if len(changes) == _STEP else self._head
        return self.position >= self._head

    def news_since(self, position: int) -> bytes | None:
        """Return the changes after that position for `Replica.answer`; None when they are forgotten."""
        if position == self.position:
            return b""
        if position < self._forgotten:
            return None
        news = [change for change in self._recent if change.position > position]
        return json.dumps([[change.graphs, change.facts.decode()] for change in news]).encode()

    def _remember(self, change: Change) -> None:
        self._recent.append(change)
        self._recent_bytes += len(change.facts)
        while self._recent_bytes > _KEPT_BYTES or len(self._recent) > _STEP:
            old = self._recent.popleft()
            self._recent_bytes -= len(old.facts)
            self._forgotten = old.position


def position_at(pages: Pages, when: datetime) -> int:
    """Return the position of the last revision written by that time, 0 = none. A binary search by time."""
    low, high = 0, pages.head()
    while low < high:
        middle = (low + high + 1) // 2
        found = pages.revision(middle)
        if found is not None and found.time > when:
            high = middle - 1
        else:
            low = middle
    return low
