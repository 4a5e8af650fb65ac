"""One client may not take all the workers: how many queries an address has running at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from threading import Lock

from wiki.web.refusals import TooManyQueriesError

AT_ONCE = 6
"""Queries one address may have running in one web process; browsers open six connections to a host."""


class Turns:
    """Counts the running queries of each address. Safe under threads."""

    def __init__(self, most: int = AT_ONCE) -> None:
        self._most = most
        self._running: Counter[str] = Counter()
        self._lock = Lock()

    @contextmanager
    def taken(self, address: str) -> Iterator[None]:
        """Hold one turn of this address while the block runs; raises TooManyQueriesError when none is left.

        This machine's own address is not limited: behind a proxy it stands for everybody, and the graph
        refuses what it has no worker for.
        """
        if is_this_machine(address):
            yield
            return
        self._begin(address)
        try:
            yield
        finally:
            self._end(address)

    def _begin(self, address: str) -> None:
        with self._lock:
            if self._running[address] >= self._most:
                raise TooManyQueriesError(
                    f"{self._most} of your queries are still running. This one was not started; "
                    "send it again when one of them has ended."
                )
            self._running[address] += 1

    def _end(self, address: str) -> None:
        with self._lock:
            self._running[address] -= 1
            if not self._running[address]:
                del self._running[address]


def is_this_machine(address: str) -> bool:
    """Say whether a network address is a loopback address; an unknown one ("" – a Unix socket) is too."""
    try:
        return not address or ip_address(address).is_loopback
    except ValueError:
        return False
