"""What links here, grouped by what the link says, in the words of the relation's other end. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ontology.kinds import Ontology
from wiki.revisions import Backlink

MENTION = "Mentioned in"


@dataclass(frozen=True, slots=True)
class Linking:
    """A page that links here, and where it does."""

    title: str
    links: tuple[Backlink, ...]  # one a sentence, in order; at least one


@dataclass(frozen=True, slots=True)
class Mentions:
    """The pages that say the same of this one."""

    label: str  # "Steward of", "Mentioned in"
    pages: tuple[Linking, ...]


def by_relation(links: Iterable[Backlink], ontology: Ontology) -> tuple[Mentions, ...]:
    """Group links by the inverse label of their property, relations first and plain mentions last."""
    groups: dict[str, list[Backlink]] = {}
    for link in links:
        groups.setdefault(relation(link.key, ontology), []).append(link)
    ordered = sorted(groups, key=lambda label: (label == MENTION, label))
    return tuple(Mentions(label, by_page(groups[label])) for label in ordered)


def relation(key: str, ontology: Ontology) -> str:
    """Return the words for a property seen from its other end."""
    if not key or key == "redirect":
        return "Redirects here" if key else MENTION
    field = ontology.by_key.get(key) or ontology.qualifier_by_key.get(key)
    if field is None:
        return f"“{key.replace('_', ' ')}” of"
    words = field.inverse_label or f"{field.label} of"
    return words[:1].upper() + words[1:]


def by_page(links: Iterable[Backlink]) -> tuple[Linking, ...]:
    """Group links by their page, each sentence once; a link without one counts only where there is no sentence."""
    pages: dict[str, dict[str, Backlink]] = {}
    for link in links:
        pages.setdefault(link.title, {}).setdefault(link.sentence, link)
    return tuple(Linking(title, _spoken(found)) for title, found in pages.items())


def _spoken(found: dict[str, Backlink]) -> tuple[Backlink, ...]:
    return tuple(link for sentence, link in found.items() if sentence or len(found) == 1)
