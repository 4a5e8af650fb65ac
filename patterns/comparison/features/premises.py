"""What suffices for one feature: the minimal sets of other features that no case without it has.

Minimal premises (proper premises: Ganter & Wille 1999, section 2.3; U. Ryssel, F. Distel, D. Borchmann, "Fast algorithms
for implication bases and attribute exploration using proper premises", Annals of Mathematics and Artificial Intelligence
70, 2014) are the minimal hitting sets of what the cases without the feature do not have either.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from patterns.comparison.features.context import Context, Feature, bitset, members
from patterns.comparison.features.rules import Rule, rule
from patterns.comparison.hitting import Steps, minimal_hitting_sets

WIDEST = 4
"""Features in a premise; longer ones are hard to read and mostly chance."""

STEPS = 200_000
"""Steps a search may take: about two seconds."""


class Reading(StrEnum):
    """How a case counts of which something is not known."""

    AS_CODED = "as coded"  # what is not known of a case it does not have
    CERTAIN = "certain"  # only what a case is known to lack sets it apart: true however the blanks are filled


@dataclass(frozen=True, slots=True)
class Premises:
    """All minimal premises of one feature that enough cases bear out."""

    target: Feature
    found: tuple[Rule, ...]  # best supported first
    blocking: tuple[str, ...]  # cases without the feature that nothing sets apart: code them first
    complete: bool  # False: there may be more
    remark: str = ""  # "" = nothing is to be said


def minimal_premises(
    context: Context,
    target: str,
    *,
    minimum: int = 2,
    widest: int = WIDEST,
    reading: Reading = Reading.AS_CODED,
    lineages: Mapping[str, str] | None = None,
) -> Premises:
    """Find what suffices for the feature with the key `target`: with `minimum` cases at least, of `widest` features at most.

    Features of the target's own variable are no premises of it. Raises KeyError for a feature there is none of.
    """
    number = context.number_of[target]
    feature, has = context.features[number], context.has[number]
    usable = bitset(
        each
        for each, other in enumerate(context.features)
        if each != number
        and not (feature.variable and other.variable == feature.variable)
        and (context.has[each] & has).bit_count() >= minimum
    )
    apart = {case: _apart(context, case, usable, reading) for case in members(context.everyone & ~has)}
    blocking = context.titles(bitset(case for case, features in apart.items() if not features))
    steps = Steps(STEPS)
    answer = minimal_hitting_sets(apart.values(), at_most=widest, steps=steps)
    rules = [
        rule(context, each, 1 << number, lineages)
        for each in answer.sets
        if (context.extent(each) & has).bit_count() >= minimum
    ]
    rules.sort(key=lambda each: (-each.support, len(each.premise), [one.key for one in each.premise]))
    return Premises(
        feature, tuple(rules), blocking, answer.complete, _remark(feature, blocking, rules, minimum)
    )


def _apart(context: Context, case: int, usable: int, reading: Reading) -> int:
    """Return the features that set a case apart from those that have them."""
    if reading is Reading.AS_CODED:
        return usable & ~context.rows[case]
    return bitset(each for each in members(usable) if context.lacks[each] >> case & 1)


def _remark(feature: Feature, blocking: tuple[str, ...], rules: list[Rule], minimum: int) -> str:
    if blocking:
        return (
            f"Nothing that {minimum} cases with {feature.label} share is known to set {', '.join(blocking)} apart: "
            "code more of them, or name a condition that does."
        )
    return "" if rules else f"Nothing that {minimum} cases share suffices for {feature.label}."
