"""What goes along with what, for people: rules with their exceptions by name, those without exception too.

Partial rules are the confidences on the lines of the lattice, from which those of all pairs of concepts follow
(M. Luxenburger, "Implications partielles dans un contexte", Mathématiques, informatique et sciences humaines 113, 1991).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from patterns.comparison.features.basis import Basis
from patterns.comparison.features.concepts import Concepts
from patterns.comparison.features.context import Context, Feature, members
from patterns.comparison.features.lattice import covers

CONFIDENCE = Fraction(4, 5)
"""Share of the cases with the premise that need the conclusion for a partial rule to be worth a look."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Cases with the premise have the conclusion, except those named."""

    exceptions: tuple[str, ...]  # have the premise and are known to lack something of the conclusion
    undecided: tuple[str, ...]  # have the premise; the conclusion is not known of them
    cases: tuple[str, ...]  # have both
    premise: tuple[Feature, ...]
    conclusion: tuple[Feature, ...]
    untested: tuple[
        str, ...
    ]  # may have the premise, and are not known to have the conclusion: coding may break the rule
    lineages: int  # of the cases that have both; cases that copied each other count once
    usual: Fraction  # share of all cases that have the conclusion

    @property
    def support(self) -> int:
        """Cases that have both."""
        return len(self.cases)

    @property
    def confidence(self) -> Fraction:
        """Share of the cases with the premise that are known to have the conclusion: what is unknown counts against it."""
        whole = len(self.cases) + len(self.exceptions) + len(self.undecided)
        return Fraction(len(self.cases), whole) if whole else Fraction(1)

    @property
    def among_known(self) -> Fraction:
        """Share of those of which both are known."""
        whole = len(self.cases) + len(self.exceptions)
        return Fraction(len(self.cases), whole) if whole else Fraction(1)

    @property
    def empty(self) -> bool:
        """Whether no case is known to have the premise: then it says that these features are not found together."""
        return not (self.cases or self.exceptions or self.undecided)

    def sentence(self) -> str:
        """Say it in words, exceptions first."""
        if self.empty:
            together = " together" if len(self.premise) > 1 else ""
            return f"No case is known to have {' and '.join(each.label for each in self.premise)}{together}."
        named = (
            f"{_and(self.exceptions)} {'are exceptions' if len(self.exceptions) > 1 else 'is an exception'}; "
        )
        premise = " and ".join(each.label for each in self.premise)
        conclusion = " and ".join(each.label for each in self.conclusion)
        number = f"{len(self.cases)} {'cases' if len(self.cases) != 1 else 'case'}"
        shown = f"{number} with {premise}" if premise else number
        open_ = f"; not known of {_and(self.undecided)}" if self.undecided else ""
        return f"{named if self.exceptions else ''}{shown} {'have' if len(self.cases) != 1 else 'has'} {conclusion}{open_}."


def _and(names: tuple[str, ...]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def rule(context: Context, premise: int, conclusion: int, lineages: Mapping[str, str] | None = None) -> Rule:
    """State a rule of two sets of features with all cases it rests on."""
    asked, kept = context.extent(premise), context.extent(conclusion)
    both, broken = asked & kept, asked & context.excluded(conclusion)
    untested = context.everyone & ~asked & ~context.excluded(premise) & ~kept
    cases = context.titles(both)
    return Rule(
        exceptions=context.titles(broken),
        undecided=context.titles(asked & ~both & ~broken),
        cases=cases,
        premise=context.named(context.strongest(premise)),
        conclusion=context.named(context.strongest(conclusion)),
        untested=context.titles(untested),
        lineages=len({(lineages or {}).get(each, each) for each in cases}),
        usual=Fraction(kept.bit_count(), len(context.cases)) if context.cases else Fraction(0),
    )


def shortest(context: Context, features: int) -> int:
    """Return a few of the features that suffice to pick out the same cases: none of them can be left out."""
    extent = context.extent(features)
    kept = features
    for each in sorted(members(features), key=lambda each: -context.has[each].bit_count()):
        if context.extent(kept & ~(1 << each)) == extent:
            kept &= ~(1 << each)
    return kept


def strict_rules(basis: Basis, lineages: Mapping[str, str] | None = None) -> tuple[Rule, ...]:
    """State a basis as rules, the best supported first, each with as few conditions as pick out the same cases.

    What all cases share is left out.
    """
    context = basis.context
    found = []
    for each in basis.found:
        premise = shortest(context, each.premise)
        if premise:
            found.append(rule(context, premise, each.conclusion, lineages))
    return tuple(sorted(found, key=lambda each: (-each.support, len(each.premise))))


def partial_rules(
    concepts: Concepts,
    confidence: Fraction = CONFIDENCE,
    lineages: Mapping[str, str] | None = None,
) -> tuple[Rule, ...]:
    """State rules that have exceptions, or cases of which nothing is known, and hold for at least that share of cases.

    Those with the fewest exceptions come first, then those with most support.
    """
    context, found = concepts.context, concepts.found
    rules = []
    for upper, lowers in zip(found, covers(concepts), strict=True):
        for lower in (found[each] for each in lowers):
            if Fraction(lower.support, upper.support) >= confidence:
                premise = shortest(context, upper.intent)
                said = context.strongest(lower.intent) & ~upper.intent
                rules.append(rule(context, premise, said, lineages))
    return tuple(sorted(rules, key=lambda each: (len(each.exceptions), len(each.undecided), -each.support)))


def broken_by(context: Context, granted: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return those implications that a case is now known to break."""
    return tuple(
        (premise, conclusion)
        for premise, conclusion in granted
        if context.extent(premise) & context.excluded(conclusion)
    )
