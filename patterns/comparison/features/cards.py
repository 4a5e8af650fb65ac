"""Shared features as cards: "7 cases share …; only exception …", with the cases that miss one feature alone.

A case that misses exactly one feature is either known to be different there – it is what speaks against the card – or
nothing settled is known of it: then that cell is worth coding. The two are never put together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from patterns.comparison.features.concepts import Concept, Concepts
from patterns.comparison.features.context import Context, Feature, members

TOP = 50
"""Cards that are made when nobody says how many."""

NAMED = 3
"""Cases that a sentence names; the card itself has them all."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A case that has all features of a card but one."""

    case: str
    feature: Feature  # the one; with the case it names the cell


@dataclass(frozen=True, slots=True)
class Card:
    """Features that cases share: all these cases have all these features, and share no others but what all cases have."""

    features: tuple[Feature, ...]  # of a chain only the highest; not those that all cases have
    cases: tuple[str, ...]
    stability: int  # cases that would have to go before the features they share change
    lineages: int  # cases that copied each other count once
    exceptions: tuple[Miss, ...]  # known to be different in one feature
    undecided: tuple[Miss, ...]  # one feature is not known of them

    def sentence(self) -> str:
        """Say it in words.

        The number of lineages is named where it is smaller than that of the cases.
        """
        shared = _listed([each.label for each in self.features])
        who = f"{len(self.cases)} cases" if len(self.cases) > 1 else "1 case"
        if self.lineages < len(self.cases):
            who += f" ({self.lineages} {'lineages' if self.lineages > 1 else 'lineage'})"
        verb = "share" if len(self.cases) > 1 else "has"
        return f"{who} {verb} {shared}; {_exceptions(self.exceptions)}{_undecided(self.undecided)}."


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def _exceptions(misses: tuple[Miss, ...]) -> str:
    if not misses:
        return "no exception among the cases that are known"
    named = _named([f"{each.case} (not {each.feature.label})" for each in misses])
    return f"only exception {named}" if len(misses) == 1 else f"exceptions {named}"


def _undecided(misses: tuple[Miss, ...]) -> str:
    if not misses:
        return ""
    return "; not known of " + _named([f"{each.case} ({each.feature.label})" for each in misses])


def _named(cases: list[str]) -> str:
    """Name a few, and count the rest."""
    rest = len(cases) - NAMED
    return _listed(cases) if rest < 2 else _listed([*cases[:NAMED], f"{rest} more"])  # noqa: PLR2004 - "1 more" is longer


def cards(
    concepts: Concepts, top: int = TOP, *, fewest: int = 2, lineages: Mapping[str, str] | None = None
) -> tuple[Card, ...]:
    """Return the most stable sets of features as cards, most stable first.

    What all cases have says nothing of any. Sets of fewer than `fewest` further features do not tell how features go together,
    and a single case shares nothing: these are left out. `lineages` names the lineage of a case by its title; a case that is
    not there is its own.
    """
    context = concepts.context
    chosen: list[Concept] = []
    for each in concepts.ranked():
        if len(chosen) == top:
            break
        if each.support > 1 and _telling(context, each).bit_count() >= fewest:
            chosen.append(each)
    return tuple(card(context, each, lineages or {}) for each in chosen)


def card(context: Context, concept: Concept, lineages: Mapping[str, str]) -> Card:
    """Make one card."""
    features = _telling(context, concept)
    titles = context.titles(concept.extent)
    exceptions, undecided = misses(context, features)
    return Card(
        features=context.named(features),
        cases=titles,
        stability=concept.stability,
        lineages=len({lineages.get(each, each) for each in titles}),
        exceptions=exceptions,
        undecided=undecided,
    )


def _telling(context: Context, concept: Concept) -> int:
    """Return the features of a concept that not all cases have, of a chain the highest."""
    return context.strongest(concept.intent & ~context.common)


def misses(context: Context, features: int) -> tuple[tuple[Miss, ...], tuple[Miss, ...]]:
    """Return the cases that miss exactly one of these features: those known to lack it, then those of which it is unknown.

    Of a single feature every case without it would miss exactly one, so none is named.
    """
    if features.bit_count() < 2:  # noqa: PLR2004 - with one feature "all but one" is none
        return (), ()
    once = more = 0
    for each in members(features):
        missing = context.everyone & ~context.has[each]
        more |= once & missing
        once |= missing
    lacking: list[tuple[int, Miss]] = []
    unknown: list[tuple[int, Miss]] = []
    for each in members(features):
        gap, lacks, feature = once & ~more & ~context.has[each], context.lacks[each], context.features[each]
        lacking += [(case, Miss(context.cases[case], feature)) for case in members(gap & lacks)]
        unknown += [(case, Miss(context.cases[case], feature)) for case in members(gap & ~lacks)]
    return tuple(miss for _, miss in sorted(lacking, key=_place)), tuple(
        miss for _, miss in sorted(unknown, key=_place)
    )


def _place(found: tuple[int, Miss]) -> int:
    return found[0]
