"""What classes and properties of other vocabularies mean here: by the shapes, the alignments, and `known.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from ontology.alignments import alignments
from ontology.kinds import Field, Kind, Ontology
from ontology.namespaces import PREFIXES

NAME, ALIASES, TEXT = "name", "aliases", "text"
"""What a property may say besides a field's value: a title, another name, prose of the page."""

_SAME = {
    "exactMatch",
    "closeMatch",
    "narrowMatch",
}  # the other is the same or narrower: it may be put under ours


@dataclass(frozen=True, slots=True)
class ClassRule:
    """What the members of a class become."""

    kind: str  # "" = no pages
    set: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PropertyRule:
    """Where the values of a property go."""

    keys: tuple[str, ...]  # the first that fits; () = left out by name
    value: Any = None  # put in the place of the value, which becomes its quotation


@dataclass(frozen=True, slots=True)
class Known:
    """`known.yaml`, its short names expanded."""

    prefixes: Mapping[str, str]
    classes: Mapping[str, ClassRule]
    properties: Mapping[str, PropertyRule]
    swapped: Mapping[str, str]
    options: Mapping[str, str]


def expanded(name: str, prefixes: Mapping[str, str]) -> str:
    """Return the IRI a short name means; raises ValueError for a prefix nobody defined."""
    prefix, colon, rest = name.partition(":")
    if not colon or rest.startswith("//"):
        return name
    if prefix not in prefixes:
        raise ValueError(f"the prefix of {name!r} is not defined; give it under `prefixes`")
    return prefixes[prefix] + rest


def class_rule(written: Any) -> ClassRule:
    """Read what a class becomes: a kind, "", or a mapping with `kind` and values to set."""
    if isinstance(written, Mapping):
        return ClassRule(str(written["kind"]), {key: each for key, each in written.items() if key != "kind"})
    return ClassRule(str(written or ""))


def property_rule(written: Any) -> PropertyRule:
    """Read where a property goes: a key, a list of keys, "", or a mapping with `key` and `value`."""
    if isinstance(written, Mapping):
        return PropertyRule((str(written["key"]),), written.get("value"))
    keys = [written] if isinstance(written, str) or written is None else written
    return PropertyRule(tuple(str(each) for each in keys if each))


def _read() -> Known:
    written = yaml.safe_load(Path(__file__).with_name("known.yaml").read_text(encoding="utf-8"))
    prefixes = written["prefixes"]
    return Known(
        prefixes=prefixes,
        classes={expanded(key, prefixes): class_rule(each) for key, each in written["classes"].items()},
        properties={
            expanded(key, prefixes): property_rule(each) for key, each in written["properties"].items()
        },
        swapped={
            f"<{expanded(key, prefixes)}>": f"<{expanded(each, prefixes)}>"
            for key, each in written["swapped"].items()
        },
        options={expanded(key, prefixes): each for key, each in written["options"].items()},
    )


KNOWN = _read()


@dataclass(frozen=True)
class Vocabulary:
    """All that is known of classes and properties for one import; IRIs without brackets."""

    ontology: Ontology
    classes: Mapping[str, ClassRule] = field(default_factory=dict)  # the profile's
    properties: Mapping[str, PropertyRule] = field(default_factory=dict)
    prefixes: Mapping[str, str] = field(default_factory=dict)
    superclasses: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # as the source has them, transitive
    superproperties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def class_rule(self, types: Iterable[str]) -> ClassRule | None:
        """Return what a subject of these classes becomes; None when no class is known."""
        given = list(types)
        wider = [above for each in given for above in self.superclasses.get(each, ())]
        for candidates in (given, wider):
            for rules in (self.classes, self._own_classes, KNOWN.classes, self._aligned_classes):
                found = [rule for each, rule in rules.items() if each in candidates]
                if found:
                    return next((rule for rule in found if rule.kind), found[0])
        return None

    def says_kind(self, address: str, kind: Kind) -> bool:
        """Say whether a class says no more than that a page is of its kind."""
        aligned = {
            other
            for other, terms in self._aligned_terms.items()
            if any(term == kind.iri for term, _ in terms)
        }
        return address in {kind.iri, *self.ontology.rules.classes.get(kind.iri, ()), *aligned}

    def property_rule(self, address: str, kind: Kind | None) -> PropertyRule | None:
        """Return where a property goes on a page of a kind; None when it is not known."""
        if address in self.properties:
            return self.properties[address]
        own = [each.key for each in kind.fields if each.iri == address and not each.of_page] if kind else []
        known = KNOWN.properties.get(address)
        if own and not (known and set(known.keys) & {NAME, ALIASES}):
            return PropertyRule((*own, *(known.keys if known else ())))
        return known or self._aligned(address, kind)

    def wider_rule(self, address: str, kind: Kind | None) -> PropertyRule | None:
        """Return the rule of the nearest super-property that has one."""
        for each in self.superproperties.get(address, ()):
            rule = self.property_rule(each, kind)
            if rule:
                return rule
        return None

    def short(self, address: str) -> str:
        """Return an address with a prefix where one is known, else as Turtle writes it."""
        for prefix, start in {**PREFIXES, **KNOWN.prefixes, **self.prefixes}.items():
            if address.startswith(start) and len(address) > len(start):
                return f"{prefix}:{address.removeprefix(start)}"
        return f"<{address}>"

    def option(self, address: str, offered: Field) -> str:
        """Return the label of the option of a field that a term stands for, "" when there is none."""
        by_iri = {each.iri: each.label for each in offered.options}
        if address in by_iri:
            return by_iri[address]
        for term, label in self._aligned_terms.get(address, ()):
            if term in by_iri and label:
                return by_iri[term]
        label = KNOWN.options.get(address, "")
        return label if label in by_iri.values() else ""

    def _aligned(self, address: str, kind: Kind | None) -> PropertyRule | None:
        terms = {term for term, _ in self._aligned_terms.get(address, ())}
        keys = (
            tuple(each.key for each in kind.fields if each.iri in terms and not each.of_page) if kind else ()
        )
        return PropertyRule(keys) if keys else None

    @cached_property
    def _own_classes(self) -> Mapping[str, ClassRule]:
        return {kind.iri: ClassRule(kind.name) for kind in self.ontology.kinds}

    @cached_property
    def _aligned_classes(self) -> Mapping[str, ClassRule]:
        by_iri = {kind.iri: ClassRule(kind.name) for kind in self.ontology.kinds}
        return {
            other: by_iri[term]
            for other, terms in self._aligned_terms.items()
            for term, _ in terms
            if term in by_iri
        }

    @cached_property
    def _aligned_terms(self) -> Mapping[str, list[tuple[str, str]]]:
        """Own terms by terms of others: each with the local name of the relation."""
        found: dict[str, list[tuple[str, str]]] = {}
        for each in alignments():
            relation = each.relation.rpartition("#")[2]
            if relation in _SAME:
                found.setdefault(each.other, []).append((each.term, relation))
        return found


def transitive(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    """Return everything above each term, the nearest first; circles end."""
    above: dict[str, list[str]] = {}
    for one, other in pairs:
        above.setdefault(one, []).append(other)
    found: dict[str, tuple[str, ...]] = {}
    for start, first in above.items():
        reached: list[str] = []
        waiting = sorted(first)
        while waiting:
            here = waiting.pop(0)
            if here != start and here not in reached:
                reached.append(here)
                waiting += sorted(above.get(here, ()))
        found[start] = tuple(reached)
    return found
