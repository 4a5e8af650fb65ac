"""What is worked out of the whole wiki once, and kept by a web process while nothing in the wiki has changed."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from flask import current_app

from wiki.assembly import Wiki
from wiki.web.session import the_wiki

Found = TypeVar("Found")


class WhileUnchanged(Generic[Found]):
    """A finding of the whole wiki, worked out anew when the log has grown; requests at the same time wait for one."""

    def __init__(self, work: Callable[[Wiki], Found]) -> None:
        self._work = work
        self._lock = Lock()
        self._kept: tuple[int, Found] | None = None  # position of the log, and what was found then

    def now(self, wiki: Wiki) -> Found:
        """Return it as it is now."""
        head = wiki.pages.head()  # before anything is read, so that what is newer is worked out again
        with self._lock:
            if self._kept is None or self._kept[0] != head:
                self._kept = head, self._work(wiki)
            return self._kept[1]


def while_unchanged(name: str, work: Callable[[Wiki], Found]) -> Found:
    """Return what the work finds of this wiki as it is now, kept under a name of its own."""
    kept: WhileUnchanged[Found] = current_app.extensions.setdefault(name, WhileUnchanged(work))
    return kept.now(the_wiki())
