"""Cases and the features each is known to have or to lack: a formal context that does not hide what is unknown.

After B. Ganter and R. Wille, Formal Concept Analysis: Mathematical Foundations (1999), section 1.1; the third value
after P. Burmeister and R. Holzer, "Treating Incomplete Knowledge in Formal Concept Analysis", in Formal Concept
Analysis, LNAI 3626 (2005). Sets of cases and sets of features are integers: bit number n stands for the n-th one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress, count

MANY = 256
"""Bits from which on they are looked at all at once: a step from one to the next copies the whole number."""

_ZERO = bytes.maketrans(b"0", b"\0")


@dataclass(frozen=True, slots=True)
class Feature:
    """Something a case may have: one value of a variable, its explicit absence, or a side of a cut."""

    key: str  # stable: unique in its context
    label: str  # as shown
    variable: str = ""  # key of the variable's field, "" = it comes from none
    chain: str = ""  # features of one chain follow from each other; "" = it is in none
    rank: int = 0  # place in the chain: the higher one says more


def members(bits: int) -> Iterator[int]:
    """Yield the numbers whose bits are set, smallest first.

    >>> list(members(0b1010))
    [1, 3]
    """
    if bits.bit_length() > MANY:
        yield from compress(count(), _flags(bits))
        return
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _flags(bits: int) -> bytes:
    """Return a byte for each bit, the lowest first: 0, or another number where it is set."""
    return bin(bits)[:1:-1].encode().translate(_ZERO)


def bitset(numbers: Iterable[int]) -> int:
    """Return the set of these numbers as an integer.

    >>> bin(bitset([1, 3]))
    '0b1010'
    """
    listed = list(numbers)
    size = max(listed, default=-1) + 1
    if size > MANY:
        digits = bytearray(b"0") * size
        for each in listed:
            digits[-1 - each] = ord("1")
        return int(digits, 2)
    found = 0
    for each in listed:
        found |= 1 << each
    return found


@dataclass(frozen=True)
class Context:
    """Cases × features. Of each pair it is known that the case has the feature, that it lacks it, or neither."""

    cases: tuple[str, ...]  # titles
    features: tuple[Feature, ...]
    has: tuple[int, ...]  # for each feature the cases known to have it
    lacks: tuple[int, ...]  # for each feature the cases known not to have it

    @cached_property
    def everyone(self) -> int:
        """All cases."""
        return (1 << len(self.cases)) - 1

    @cached_property
    def everything(self) -> int:
        """All features."""
        return (1 << len(self.features)) - 1

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """For each case the features it is known to have."""
        found = [0] * len(self.cases)
        for number, cases in enumerate(self.has):
            for case in members(cases):
                found[case] |= 1 << number
        return tuple(found)

    @cached_property
    def common(self) -> int:
        """Features that all cases have."""
        return self.intent(self.everyone)

    @cached_property
    def commonest(self) -> tuple[tuple[int, int], ...]:
        """Pairs of a feature's number of cases and its own number, the commonest first."""
        sizes = ((has.bit_count(), number) for number, has in enumerate(self.has))
        return tuple(sorted(sizes, key=lambda each: (-each[0], each[1])))

    @cached_property
    def number_of(self) -> dict[str, int]:
        """Numbers of the features by key."""
        return {each.key: number for number, each in enumerate(self.features)}

    def extent(self, features: int) -> int:
        """Return the cases known to have all these features."""
        found = self.everyone
        for each in members(features):
            found &= self.has[each]
        return found

    def intent(self, cases: int) -> int:
        """Return the features all these cases are known to have."""
        return bitset(number for number, has in enumerate(self.has) if cases & has == cases)

    def closure(self, features: int) -> int:
        """Return all features that the cases with these features share."""
        return self.intent(self.extent(features))

    def excluded(self, features: int) -> int:
        """Return the cases known to lack at least one of these features."""
        found = 0
        for each in members(features):
            found |= self.lacks[each]
        return found

    def titles(self, cases: int) -> tuple[str, ...]:
        """Name the cases of a set, in their order."""
        return tuple(compress(self.cases, _flags(cases)))

    def named(self, features: int) -> tuple[Feature, ...]:
        """Return the features of a set, in their order."""
        return tuple(self.features[each] for each in members(features))

    def strongest(self, features: int) -> int:
        """Leave out what the highest feature of a chain says already: of "≥ 2" and "≥ 3" the second is enough."""
        best: dict[str, int] = {}
        for number in members(features):
            chain = self.features[number].chain
            if chain and (chain not in best or self.features[best[chain]].rank < self.features[number].rank):
                best[chain] = number
        kept = set(best.values())
        return bitset(each for each in members(features) if not self.features[each].chain or each in kept)

    def chained(self) -> tuple[tuple[int, int], ...]:
        """Return what features of a chain imply of each other: pairs of one feature and all below it."""
        chains: dict[str, list[int]] = {}
        for number, each in enumerate(self.features):
            if each.chain:
                chains.setdefault(each.chain, []).append(number)
        return tuple(
            (1 << number, below)
            for chain in chains.values()
            for number in chain
            if (
                below := bitset(
                    each for each in chain if self.features[each].rank < self.features[number].rank
                )
            )
        )

    def numbers(self, keys: Iterable[str]) -> int:
        """Return the set of the features with these keys; keys there are none of are left out."""
        return bitset(self.number_of[key] for key in keys if key in self.number_of)


def from_crosses(cases: Sequence[str], features: Sequence[str], rows: Iterable[Iterable[bool]]) -> Context:
    """Make a context of a cross table in which every pair is known: a row a case, true where it has the feature."""
    has = [0] * len(features)
    for number, row in enumerate(rows):
        for column, crossed in enumerate(row):
            if crossed:
                has[column] |= 1 << number
    everyone = (1 << len(cases)) - 1
    return Context(
        tuple(cases),
        tuple(Feature(each, each) for each in features),
        tuple(has),
        tuple(everyone & ~each for each in has),
    )
