"""What links here, grouped by what the link says, in the words of the relation's other end. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ontology.kinds import Ontology
from wiki.revisions import Backlink

MENTION = "Mentioned in"


@dataclass(frozen=True, slots=True)
class Mentions:
    """The links that say the same of a page."""

    label: str  # "Steward of", "Mentioned in"
    links: tuple[Backlink, ...]


def by_relation(links: Iterable[Backlink], ontology: Ontology) -> tuple[Mentions, ...]:
    """Group links by the inverse label of their property, relations first and plain mentions last."""
    groups: dict[str, list[Backlink]] = {}
    for link in links:
        groups.setdefault(relation(link.key, ontology), []).append(link)
    ordered = sorted(groups, key=lambda label: (label == MENTION, label))
    return tuple(Mentions(label, distinct(groups[label])) for label in ordered)


def relation(key: str, ontology: Ontology) -> str:
    """Return the words for a property seen from its other end."""
    if not key or key == "redirect":
        return "Redirects here" if key else MENTION
    field = ontology.by_key.get(key) or ontology.qualifier_by_key.get(key)
    if field is None:
        return f"“{key.replace('_', ' ')}” of"
    words = field.inverse_label or f"{field.label} of"
    return words[:1].upper() + words[1:]


def distinct(links: Iterable[Backlink]) -> tuple[Backlink, ...]:
    """Return each (page, sentence) once, in order."""
    first: dict[tuple[str, str], Backlink] = {}
    for link in links:
        first.setdefault((link.title, link.sentence), link)
    return tuple(first.values())
