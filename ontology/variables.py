"""Variables that people add in the wiki, as fields of the kinds they apply to: no shape, no code.

A Variable page names a question, a scale and its options. From then on it is a field like any other: with its line
in new pages, its checks, its facet, its column, its key in JSON-LD. A variable whose property or key a shape has
already only explains that field: the shape stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from urllib.parse import quote

from ontology.kinds import Field, Kind, Ontology, Option, Severity, ValueType

GROUP = "Further variables"
"""Label of the group that holds the fields of variables, in form and infobox."""

RELATIONS = "Relations"
"""Label of the group of fields that name other pages: a page has as many of them as there are, and owes none."""

_AFTER = frozenset({RELATIONS, "Text", "About this page"})  # groups that stay below
_RESERVED = frozenset({"kind", "title", "redirect", "value"})
_CASE = "https://w3id.org/commonloom/ns#Case"
_SAFE = "/:@!$&'()*+,;=~-._"  # as in the addresses of pages

_TYPES = {
    "boolean-scale": ValueType.BOOLEAN,
    "fuzzy-scale": ValueType.DECIMAL,
    "interval-scale": ValueType.DECIMAL,
    "ratio-scale": ValueType.DECIMAL,
}


@dataclass(frozen=True)
class VariableEntry:
    """What a Variable page says of itself."""

    name: str  # the page's name without "Variable:", shown as the field's label
    base: str  # address of the installation, without a trailing slash
    question: str = ""
    scale: str = ""  # IRI of a measurement scale, or its last segment; "" = nominal
    options: tuple[str, ...] = ()  # labels in order; for nominal and ordinal scales
    applies_to: tuple[str, ...] = ()  # class IRIs of the kinds it is asked of; () = cases
    codes: str = ""  # IRI of the property its codings state, when it is not one of its own

    @cached_property
    def key(self) -> str:
        """The word in the front matter: "Funding source" is `funding_source`; "" if there is no letter in it."""
        return re.sub(r"[\W_]+", "_", self.name.casefold()).strip("_")

    @cached_property
    def iri(self) -> str:
        """The property: the one it codes, else the one that statements under its key have had all along."""
        return self.codes or f"{self.base}/id/property/{quote(self.key, safe=_SAFE)}"

    @cached_property
    def type(self) -> ValueType:
        """A choice where there are options, a number or yes and no as the scale says, else text."""
        number = _TYPES.get(re.split(r"[#/]", self.scale)[-1])
        if number is not None:
            return number
        return ValueType.CHOICE if self.options else ValueType.TEXT

    def field(self) -> Field:
        """Return the field."""
        fuzzy = self.scale.endswith("fuzzy-scale")
        return Field(
            key=self.key,
            iri=self.iri,
            label=self.name,
            definition=self.question,
            type=self.type,
            options=self._options() if self.type is ValueType.CHOICE else (),
            severity=Severity.WARNING,
            group=GROUP,
            facet=self.type in (ValueType.CHOICE, ValueType.BOOLEAN),
            codable=True,
            minimum=0.0 if fuzzy else None,
            maximum=1.0 if fuzzy else None,
        )

    def _options(self) -> tuple[Option, ...]:
        """Return one option a label, labels that make the same word only once; each a part of the variable's page."""
        page = f"{self.base}/id/variable/{quote(self.name.replace(' ', '_'), safe=_SAFE)}"
        labels: dict[str, str] = {}
        for label in self.options:
            if word := "-".join(label.casefold().split()):
                labels.setdefault(word, label.strip())
        return tuple(Option(f"{page}#{quote(word, safe='-._~')}", label) for word, label in labels.items())


def with_variables(ontology: Ontology, variables: Iterable[VariableEntry]) -> Ontology:
    """Return the ontology with a field for each variable in each kind it applies to.

    A variable that codes a property of another kind brings that kind's field, options included. Of two with one key
    or property the first by name counts. Without any new field it is the same object; with some, its `mark` tells
    which, so that what was read under other fields can be told from what was read under these.
    """
    shaped = {each.iri: each for kind in reversed(ontology.kinds) for each in kind.fields if each.codable}
    entries = sorted((each for each in variables if each.key), key=lambda each: each.name)
    offered = [(each, shaped.get(each.iri) or each.field()) for each in entries]
    kinds = tuple(
        _extended(kind, [field for entry, field in offered if _applies(entry, kind)])
        for kind in ontology.kinds
    )
    if kinds == ontology.kinds:
        return ontology
    return replace(ontology, kinds=kinds, mark=_mark(ontology.kinds, kinds))


def variables_of(kind: Kind) -> tuple[Field, ...]:
    """Return the variables of a kind, in its order: the coded fields that are asked of each of its pages."""
    return tuple(each for each in kind.fields if each.codable and each.group != RELATIONS)


def _mark(before: Iterable[Kind], after: Iterable[Kind]) -> str:
    """Return 16 hex digits of SHA-256 over the added fields: the same in every process."""
    added = [
        (new.name, [field for field in new.fields if field.key not in old.by_key])
        for old, new in zip(before, after, strict=True)
    ]
    return sha256(repr(added).encode()).hexdigest()[:16]


def _applies(entry: VariableEntry, kind: Kind) -> bool:
    return kind.iri in (entry.applies_to or (_CASE,))


def _extended(kind: Kind, fields: Iterable[Field]) -> Kind:
    """Put the fields after those of the shape that are coded, before relations and text."""
    keys, properties = {*kind.by_key, *_RESERVED}, {each.iri for each in kind.fields}
    added: list[Field] = []
    for field in fields:
        if field.key not in keys and field.iri not in properties:
            keys.add(field.key)
            properties.add(field.iri)
            added.append(replace(field, group=GROUP, order=float(len(added))))
    if not added:
        return kind
    place = next((at for at, each in enumerate(kind.fields) if each.group in _AFTER), len(kind.fields))
    return replace(kind, fields=(*kind.fields[:place], *added, *kind.fields[place:]))
