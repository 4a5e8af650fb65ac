"""How well one variable tells cases apart, from what is known of them.

A variable is useful for comparing when many of its values are known, when they are spread evenly, and when they put
cases into groups: one that gives each case a value of its own, such as the year it began, sets all apart and gathers
none. Three shares between 0 and 1 say this, and their product is the score:

- *known*: cases whose cell is settled (present, absent or not applicable), of all cases;
- *evenness*: the entropy of the known values (C. E. Shannon, "A Mathematical Theory of Communication", Bell System
  Technical Journal 27, 1948) divided by the logarithm of how many different ones there are (the index J' of
  E. C. Pielou, "The measurement of diversity in different types of biological collections", Journal of Theoretical
  Biology 13, 1966); 0 when all are the same;
- *shared*: known cases whose value another case has too, of all known ones: I. J. Good's estimate of how probable it is
  that a further case shows a value seen before ("The population frequencies of species and the estimation of
  population parameters", Biometrika 40, 1953).

Of two variables with the same score, the one with more pairs of cases known to differ comes first: with two cases no
value is shared, and this alone decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from math import comb, log


@dataclass(frozen=True, slots=True)
class Discrimination:
    """How well a variable tells cases apart; shares are between 0 and 1."""

    cases: int
    known: float
    evenness: float
    shared: float
    apart: int  # pairs of cases known to differ
    pairs: int  # pairs of cases in all

    @property
    def score(self) -> float:
        """Known, evenness and shared, multiplied."""
        return self.known * self.evenness * self.shared

    @property
    def rank(self) -> tuple[float, float]:
        """By which variables are sorted, smallest first."""
        return -round(self.score, 9), -self.apart


def discrimination(values: Iterable[Hashable | None]) -> Discrimination:
    """Measure one variable: what is known of each case under it, None for a case of which nothing is."""
    listed = list(values)
    groups = Counter(each for each in listed if each is not None)
    known, cases = groups.total(), len(listed)
    alone = sum(size == 1 for size in groups.values())
    return Discrimination(
        cases=cases,
        known=known / cases if cases else 0.0,
        evenness=_evenness(groups, known),
        shared=1 - alone / known if known else 0.0,
        apart=comb(known, 2) - sum(comb(size, 2) for size in groups.values()),
        pairs=comb(cases, 2),
    )


def _evenness(groups: Counter[Hashable], known: int) -> float:
    if len(groups) < 2:  # noqa: PLR2004 - one value, or none: nothing is spread
        return 0.0
    entropy = -sum(size / known * log(size / known) for size in groups.values())
    return entropy / log(len(groups))
