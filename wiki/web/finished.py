"""Finished views, kept in memory while nothing in the wiki has changed."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

ROOM = 1024
"""Views kept by one web process."""

CHARACTERS = 64 * 1024 * 1024
"""Characters of HTML kept by one web process."""


@dataclass(frozen=True, slots=True)
class View:
    """A finished page of HTML and the strong validator for it (RFC 9110 section 8.8.3)."""

    html: bytes
    etag: str


def finish(html: str) -> View:
    """Return the view of this HTML."""
    body = html.encode()
    return View(body, f'"{hashlib.sha256(body).hexdigest()[:24]}"')


class Views:
    """The views most recently asked for, all of one log position: a save anywhere forgets them all."""

    def __init__(self, room: int = ROOM, characters: int = CHARACTERS) -> None:
        self._room, self._characters = room, characters
        self._lock = Lock()
        self._head = -1
        self._kept: OrderedDict[str, View] = OrderedDict()
        self._size = 0

    def get(self, address: str, head: int) -> View | None:
        """Return the view of that address if it was made at this log position."""
        with self._lock:
            if head != self._head or address not in self._kept:
                return None
            self._kept.move_to_end(address)
            return self._kept[address]

    def put(self, address: str, head: int, view: View) -> None:
        """Keep a view made from the log as it was at position `head`; the oldest give way."""
        with self._lock:
            if head < self._head:
                return
            if head > self._head:
                self._forget(head)
            self._drop(address)
            self._kept[address] = view
            self._size += len(view.html)
            while self._kept and (len(self._kept) > self._room or self._size > self._characters):
                self._drop(next(iter(self._kept)))

    def _forget(self, head: int) -> None:
        self._head, self._size = head, 0
        self._kept.clear()

    def _drop(self, address: str) -> None:
        gone = self._kept.pop(address, None)
        self._size -= len(gone.html) if gone else 0
