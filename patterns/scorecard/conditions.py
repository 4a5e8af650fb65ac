"""Under which conditions patterns have been seen alike: what a larger pattern of theirs, or a special one, begins with. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ontology.kinds import Field
from patterns.scorecard.boundary import FEWEST, Boundary, Context

MOST = 8
"""Conditions that are named, those known of most cases first."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A value that all supporting cases share of which the variable is known."""

    field: Field
    label: str
    cases: int  # of which it is known


def shared_conditions(bounds: Sequence[Boundary]) -> tuple[Condition, ...]:
    """Return what holds in all known cases of each of these patterns, known of at least three cases together.

    Each pattern has to have a case of which the variable is known: what nobody has looked at in one of them is not shared.
    """
    if not bounds:
        return ()
    contexts: list[Mapping[str, Context]] = [
        {each.field.key: each for each in bound.contexts} for bound in bounds
    ]
    keys = [key for key in contexts[0] if all(key in each for each in contexts)]
    found = [condition for key in keys for condition in _conditions([each[key] for each in contexts])]
    return tuple(sorted(found, key=lambda each: -each.cases)[:MOST])


def _conditions(contexts: Sequence[Context]) -> Iterable[Condition]:
    known = {title for each in contexts for title in each.known}
    if len(known) < FEWEST:
        return
    always = [{seen.value for seen in each.seen if len(seen.cases) == len(each.known)} for each in contexts]
    for seen in contexts[0].seen:
        if all(seen.value in each for each in always):
            yield Condition(contexts[0].field, seen.label, len(known))


def context_words(conditions: Sequence[Condition], names: Sequence[str]) -> str:
    """Write conditions as Markdown for the section “Context” of a draft; `names` are the full titles of the patterns."""
    linked = " and ".join(f"[[{each}]]" for each in names)
    if not conditions:
        return ""
    lines = "\n".join(
        f"- {each.field.label}: {each.label} (known of {each.cases} cases)" for each in conditions
    )
    alike = "have" if len(names) > 1 else "has"
    return f"Where {linked} {alike} been seen, in every case of which it is known:\n\n{lines}"
