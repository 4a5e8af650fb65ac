"""What a page may be: kinds, their fields and their closed lists of options, as plain values.

`ontology.shapes` reads these from the SHACL shapes; everything else – form, infobox, checks, facets,
columns – reads them from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from ontology.entailment import Rules


class ValueType(StrEnum):
    """What a field's value is, and so how it is written, shown and projected."""

    PAGE = "page"  # a title; projected as the IRI of that page
    CHOICE = "choice"  # one option of a closed list; projected as the option's IRI
    TEXT = "text"  # one line of plain text; xsd:string
    PROSE = "prose"  # Markdown of any length; xsd:string
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"  # xsd:date, written 2008-05-01
    YEAR = "year"  # xsd:gYear, written 2008
    URL = "url"  # xsd:anyURI


class Severity(StrEnum):
    """How much a finding matters, in SHACL's words (SHACL section 2.1.4)."""

    VIOLATION = "violation"  # blocks a save, if the edit newly introduces it
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a closed list: a SKOS concept."""

    iri: str
    label: str  # what a person writes, e.g. "commons-based peer production"; unique in its list
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind: one `sh:property` of its shape."""

    key: str  # the word in the front matter, e.g. "mode_of_production"
    iri: str  # the property it is projected to
    label: str
    definition: str
    type: ValueType
    kinds: tuple[str, ...] = ()  # type PAGE: names of the kinds the value may be; the first is the default
    options: tuple[Option, ...] = ()  # type CHOICE: the closed list, in order
    required: bool = False  # sh:minCount 1
    many: bool = True  # False: sh:maxCount 1
    severity: Severity = Severity.WARNING  # of a breach of this field's constraints
    message: str = ""  # the shape's own words for a breach; "" = words made from the constraint
    group: str = ""  # label of the sh:group
    order: float = 0.0
    section: bool = False  # the value is the page section headed by the label, not front matter
    headings: tuple[str, ...] = ()  # section: other headings accepted as the same section
    facet: bool = False  # offered as a facet in search
    codable: bool = False  # values may carry evidence and are projected as codings too
    inverse_label: str = ""  # words for the relation seen from its other end ("steward of")
    of_page: bool = False  # said of the page's text (its graph's IRI), not of its subject: licence, origin
    pattern: str = ""  # sh:pattern: a regular expression that must match somewhere in the value
    minimum: float | None = None  # sh:minInclusive
    maximum: float | None = None  # sh:maxInclusive
    coding_class: str = ""  # codable: class of its codings besides loom:Coding, e.g. loom:Instance
    qualifies: tuple[str, ...] = ()  # qualifier: classes of the codings it is made for; () = every coding


@dataclass(frozen=True)
class Kind:
    """One kind of page: one node shape."""

    name: str  # word in the front matter and segment of IRIs: "pattern"
    iri: str  # class of its entities
    namespace: str  # title prefix: "Pattern"; "" for plain pages
    label: str
    plural: str
    definition: str
    fields: tuple[Field, ...] = ()  # in display order

    @cached_property
    def by_key(self) -> Mapping[str, Field]:
        """Fields by front matter key."""
        return {each.key: each for each in self.fields}


@dataclass(frozen=True)
class Ontology:
    """All kinds of an installation, and the properties that links in text may use."""

    kinds: tuple[Kind, ...]
    qualifiers: tuple[Field, ...] = ()  # source, quote, coder, date, confidence, status
    prefixes: Mapping[str, str] = field(default_factory=dict)  # for queries and serializations
    rules: Rules = field(default_factory=Rules)  # what follows from what a page says
    mark: str = ""  # tells which fields variables have added; "" = none, the shapes alone

    @cached_property
    def by_name(self) -> Mapping[str, Kind]:
        """Kinds by name, e.g. "pattern"."""
        return {kind.name: kind for kind in self.kinds}

    @cached_property
    def by_namespace(self) -> Mapping[str, Kind]:
        """Kinds by title prefix, e.g. "Pattern"; "" is the plain page."""
        return {kind.namespace: kind for kind in self.kinds}

    @cached_property
    def by_key(self) -> Mapping[str, Field]:
        """Fields of all kinds by key, the first kind that has the key winning: for typed links."""
        found: dict[str, Field] = {}
        for kind in self.kinds:
            for each in kind.fields:
                found.setdefault(each.key, each)
        return found

    def qualifiers_of(self, field: Field) -> tuple[Field, ...]:
        """Return the qualifiers a form asks for at the field's values: () when they carry no evidence."""
        if not (field.codable or field.coding_class):
            return ()
        return tuple(
            each for each in self.qualifiers if not each.qualifies or field.coding_class in each.qualifies
        )

    @cached_property
    def qualifier_by_key(self) -> Mapping[str, Field]:
        """Qualifiers of a statement by key."""
        return {each.key: each for each in self.qualifiers}
