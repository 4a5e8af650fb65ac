"""The door to what coders of a round said and nobody else may see yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Blind:
    """What one coder of a round has said of a case so far."""

    round: str  # full title of the round's page
    case: str  # full title of the page that is coded
    coder: str
    text: str  # front matter of the round's variables, as a page has it; "" = nothing yet
    done: bool  # the coder is done with the case
    saved: datetime


class BlindCodings(Protocol):
    """Codings that are kept apart until the coders of a case are done; a renamed page stays the same page."""

    def take(self, round_: str, case: str, coder: str, most: int, now: datetime) -> bool:
        """Give a coder a case unless `most` others have it; say whether they have it now.

        Atomic. False also when one of the pages is not there.
        """

    def keep(self, round_: str, case: str, coder: str, text: str, now: datetime, *, done: bool) -> bool:
        """Keep what a coder said of a case they have; say whether they have it. Survives power loss."""

    def of_round(self, round_: str) -> list[Blind]:
        """List all of a round, by case and coder."""

    def of_coder(self, coder: str) -> list[Blind]:
        """List all of a coder, by round and case."""

    def drop(self, round_: str, pairs: Iterable[tuple[str, str]]) -> None:
        """Forget what coders said, as pairs of case and coder: it is to be seen on the round's page now."""
