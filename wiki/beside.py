"""Facts that are no page's and lie in no store: what the door of the graph takes along with a query."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Beside:
    """Facts told beside the pages' for one query alone."""

    graphs: tuple[str, ...] = ()  # IRIs of the graphs they are in, none of them a page's
    facts: bytes = b""  # N-Quads


NOTHING = Beside()
