"""Slowing down who guesses passwords: failed tries counted for a while, by account and by network address.

Kept in the memory of one web process: with several of them a guesser has that many times more tries.
A restart forgets.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address
from threading import Lock

SPAN = timedelta(minutes=15)
MOST_FOR_NAME = 10
"""Failed tries within SPAN on one account from one address."""
MOST_FOR_ADDRESS = 60
"""Failed tries within SPAN from one address on any account."""
ROOM = 10_000
"""Counters kept; the oldest give way."""
HOUSEHOLD = 64
"""Leading bits of an IPv6 address that one customer has to themselves (RFC 6177): all behind them count as one."""


class Attempts:
    """Failed tries of the last while."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._failed: OrderedDict[tuple[str, str], deque[datetime]] = OrderedDict()

    def too_many(self, name: str, address: str, now: datetime) -> bool:
        """Say whether no further try is allowed now."""
        with self._lock:
            for_name = self._recent((name.casefold(), household(address)), now)
            for_address = self._recent(("", household(address)), now)
            return for_name >= MOST_FOR_NAME or for_address >= MOST_FOR_ADDRESS

    def failed(self, name: str, address: str, now: datetime) -> None:
        """Count a failed try."""
        with self._lock:
            for key in ((name.casefold(), household(address)), ("", household(address))):
                self._failed.setdefault(key, deque(maxlen=MOST_FOR_ADDRESS)).append(now)
                self._failed.move_to_end(key)
            while len(self._failed) > ROOM:
                self._failed.popitem(last=False)

    def succeeded(self, name: str, address: str) -> None:
        """Forget the account's failed tries from that address."""
        with self._lock:
            self._failed.pop((name.casefold(), household(address)), None)

    def _recent(self, key: tuple[str, str], now: datetime) -> int:
        tries = self._failed.get(key, deque())
        while tries and tries[0] < now - SPAN:
            tries.popleft()
        return len(tries)


def household(address: str) -> str:
    """Return what network addresses of one customer have in common: the first 64 bits of IPv6, all of IPv4."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or IPv6Network((int(found), HOUSEHOLD), strict=False))
