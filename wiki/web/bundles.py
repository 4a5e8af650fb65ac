"""Changes put together for reading: what one import wrote in a row is one piece of news. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from wiki.revisions import RevisionLine

FEW = 3
"""An import of so few pages is shown page by page; and so many of a larger one are named."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Revisions that belong together, newest first: those of one import, or a single edit."""

    lines: tuple[RevisionLine, ...]
    cut: bool = False  # whether there may be more of them than were looked at

    @property
    def folded(self) -> bool:
        """Say whether it is shown as one line."""
        return self.lines[0].batch is not None and len(self.lines) > FEW

    @property
    def names(self) -> list[str]:
        """Name a few of the pages."""
        return list(self._titles)[:FEW]

    @property
    def pages(self) -> int:
        """Return how many pages it is about; an import may write one twice."""
        return len(self._titles)

    @property
    def _titles(self) -> dict[str, None]:
        return dict.fromkeys(line.title for line in self.lines)


def bundled(lines: Sequence[RevisionLine], looked_at: int = 0) -> list[Bundle]:
    """Bundle revisions in a row that one import wrote; the last bundle is cut if `looked_at` lines came."""
    groups = [tuple(group) for _, group in groupby(lines, _belongs_to)]
    full = bool(looked_at) and len(lines) >= looked_at
    return [Bundle(group, full and place == len(groups)) for place, group in enumerate(groups, 1)]


def _belongs_to(line: RevisionLine) -> tuple[str, int]:
    return ("edit", line.position) if line.batch is None else ("batch", line.batch)
