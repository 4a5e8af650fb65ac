"""How many implications chance alone would give: the same cases and features, dealt anew.

Cells are traded between cases so that every feature keeps its number of cases and every case its number of features: the
curveball trades of G. Strona et al., "A fast and unbiased procedure to randomize ecological binary matrices with fixed
row and column totals", Nature Communications 5 (2014); the test is that of A. Gionis et al., "Assessing Data Mining
Results via Swap Randomization", ACM Transactions on Knowledge Discovery from Data 1 (2007). The cell of a variable is
traded as a whole, with what is unknown in it: so values of one variable go on excluding each other, chains stay chains,
and what follows from that alone is not mistaken for a finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from time import thread_time

from patterns.comparison.features.basis import BUDGET, Basis, implication_basis
from patterns.comparison.features.concepts import find_concepts
from patterns.comparison.features.context import Context, members

SHUFFLES = 20
"""How often cases are dealt anew."""

TRADES = 5
"""Trades per case in one deal."""

CONCEPTS = 1_000
"""Concepts down to which chance is looked at when nobody says how far."""

TOLERATED = Fraction(1, 10)
"""Share of implications that may be chance."""

SEED = 1999


@dataclass(frozen=True, slots=True)
class AtSupport:
    """Implications with at least this support, found and to be expected by chance."""

    support: int
    found: int
    by_chance: Fraction  # mean over all deals

    @property
    def share(self) -> Fraction:
        """Share of those found that chance would give too; above 1 where chance gives more."""
        return self.by_chance / self.found


@dataclass(frozen=True, slots=True)
class Chance:
    """What chance does at each support, and from which support on it does little."""

    rows: tuple[AtSupport, ...]  # lowest support first; as long as anything is found
    advised: (
        int | None
    )  # smallest support from which on at most the tolerated share is chance; None = there is none
    shuffles: int  # deals made
    seed: int  # the same seed gives the same deals
    minimum: int  # support down to which was looked
    complete: bool  # False: time was up, and counts are too small

    def sentence(self) -> str:
        """Say it in words."""
        if not self.rows:
            return f"No implication is borne out by {self.minimum} cases or more, so there is nothing to compare with chance."
        lowest = self.rows[0]
        found = f"{lowest.found} {'implication' if lowest.found == 1 else 'implications'}"
        said = (
            f"Of {found} with a support of at least {lowest.support}, "
            f"chance alone would give {float(lowest.by_chance):.1f}"
        )
        advice = (
            "at no support are there clearly more than chance gives"
            if self.advised is None
            else f"from a support of {self.advised} on at most one in ten is chance"
        )
        deals = f"{self.shuffles} {'deals' if self.shuffles > 1 else 'deal'}"
        doubt = "" if self.complete else f" The search was cut after {deals}: chance may give more."
        return f"{said}; {advice}.{doubt}"


def chance(
    context: Context,
    minimum: int | None = None,
    *,
    shuffles: int = SHUFFLES,
    seed: int = SEED,
    budget: float = 5 * BUDGET,
    clock: Callable[[], float] = thread_time,
) -> Chance:
    """Compare the number of implications at each support with those of cases dealt anew.

    Without a minimum it is the support down to which there are about `CONCEPTS` concepts, 2 at least. What all cases share is
    counted in neither. When time is up, fewer deals are made, one at least.
    """
    deadline = clock() + budget
    if minimum is None:
        minimum = max(find_concepts(context, 1, limit=CONCEPTS, budget=budget, clock=clock).support, 2)
    basis = implication_basis(context, minimum, budget=budget / 4, clock=clock)
    found, complete = _by_support(basis), basis.complete
    by_chance: Counter[int] = Counter()
    random, dealt = Random(seed), 0  # noqa: S311 - a reproducible experiment, no secret
    for _ in range(shuffles if found else 0):
        left = max(deadline - clock(), budget / 10)
        basis = implication_basis(shuffled(context, random), minimum, budget=left, clock=clock)
        by_chance += _by_support(basis)
        complete = complete and basis.complete
        dealt += 1
        if clock() > deadline:
            complete = complete and dealt == shuffles
            break
    rows = tuple(
        AtSupport(support, _at_least(found, support), Fraction(_at_least(by_chance, support), dealt))
        for support in sorted(found)
    )
    return Chance(rows, _advised(rows), dealt, seed, minimum, complete)


def _by_support(basis: Basis) -> Counter[int]:
    """Return {support: number of implications with exactly that}."""
    return Counter(each.support for each in basis.found if each.premise)


def _at_least(counts: Counter[int], support: int) -> int:
    return sum(number for each, number in counts.items() if each >= support)


def _advised(rows: tuple[AtSupport, ...]) -> int | None:
    advised = None
    for each in reversed(rows):
        if each.share > TOLERATED:
            break
        advised = each.support
    return advised


def shuffled(context: Context, random: Random) -> Context:
    """Deal the cells of all variables anew; every feature and every case keeps its total."""
    masks: dict[str, int] = {}
    for number, each in enumerate(context.features):
        name = each.variable or each.key
        masks[name] = masks.get(name, 0) | 1 << number
    blocks = list(masks.values())
    lacking = _turned(context.lacks, len(context.cases))
    table = [
        [(has & mask, lacks & mask) for mask in blocks]
        for has, lacks in zip(context.rows, lacking, strict=True)
    ]
    if len(table) > 1:
        for _ in range(TRADES * len(table)):
            one, other = random.sample(table, 2)
            _trade(one, other, random)
    return Context(
        context.cases,
        context.features,
        _turned([_joined(row, 0) for row in table], len(context.features)),
        _turned([_joined(row, 1) for row in table], len(context.features)),
    )


def _turned(rows: Sequence[int], width: int) -> tuple[int, ...]:
    found = [0] * width
    for number, row in enumerate(rows):
        for each in members(row):
            found[each] |= 1 << number
    return tuple(found)


_Cell = tuple[int, int]  # features had, features lacked


def _joined(row: list[_Cell], side: int) -> int:
    found = 0
    for cell in row:
        found |= cell[side]
    return found


def _trade(one: list[_Cell], other: list[_Cell], random: Random) -> None:
    """Trade cells between two cases: of those that give one of them so many features more, each gets as many as before."""
    by_size: dict[int, list[int]] = {}
    for block, (left, right) in enumerate(zip(one, other, strict=True)):
        if left != right:
            by_size.setdefault(abs(_more(left, right)), []).append(block)
    for size, blocks in by_size.items():
        if size:
            richer = {block for block in blocks if _more(one[block], other[block]) > 0}
            kept = set(random.sample(blocks, len(richer)))
            swapped = richer ^ kept
        else:
            swapped = {block for block in blocks if random.random() < 1 / 2}
        for block in swapped:
            one[block], other[block] = other[block], one[block]


def _more(left: _Cell, right: _Cell) -> int:
    return left[0].bit_count() - right[0].bit_count()
