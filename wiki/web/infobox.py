"""What a page says of itself, in the order of its kind's shape, each value with its evidence. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ontology.kinds import Field, Kind, Ontology, ValueType
from patterns.links import normalize_title, qualified_title, split_title, title_problem
from patterns.page import Link, Statement, Value
from patterns.propertykeys import property_iri, read_term
from patterns.saying import coding_anchor
from patterns.values import Form

ELSEWHERE = frozenset(
    {"kind", "title", "aliases", "license", "quotations", "codings", "redirect", "rows", "tags"}
)
"""Keys shown at another place of the page."""

UNKNOWN = "Further keys"
"""Heading of the group of keys the kind's shape does not know."""

WORDY = 160
"""Characters from which on a value is folded."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as it is shown: plain words, or a link to a page or an address."""

    words: str
    title: str = ""  # full title of the page the value names
    url: str = ""  # http or https address
    sources: tuple[str, ...] = ()  # full titles of the sources whose words these are said to be


@dataclass(frozen=True, slots=True)
class Point:
    """A value with what qualifies it."""

    shown: Shown
    evidence: tuple[tuple[str, Shown], ...] = ()  # (label, value): source, quotation, coder, date …
    status: str = ""  # "absent", "unknown", "not applicable", "contested"; "" = present
    anchor: str = ""  # of the coding, "" = a plain statement

    @property
    def is_long(self) -> bool:
        """Whether the value is better folded."""
        return len(self.shown.words) > WORDY


@dataclass(frozen=True, slots=True)
class Row:
    """A field and its values."""

    key: str
    label: str
    definition: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Fields the shape puts together."""

    label: str
    rows: tuple[Row, ...]


def infobox(kind: Kind, ontology: Ontology, said: Sequence[Statement]) -> tuple[Group, ...]:
    """Return the groups of the infobox: the shape's fields in its order, then the keys it does not know."""
    rows = [(field.group, row(field, ontology, said)) for field in shown_fields(kind)]
    groups = [
        Group(label, tuple(each for _, each in members if each.points))
        for label, members in grouped([pair for pair in rows if pair[1].points])
    ]
    strange = tuple(strange_rows(kind, ontology, said))
    return (*groups, *((Group(UNKNOWN, strange),) if strange else ()))


def grouped(rows: Sequence[tuple[str, Row]]) -> Iterator[tuple[str, list[tuple[str, Row]]]]:
    """Put neighbouring rows of the same group together."""
    for label, members in groupby(rows, key=lambda pair: pair[0]):
        yield label, list(members)


def shown_fields(kind: Kind) -> list[Field]:
    """Return the fields an infobox shows: not the sections, which stand in the text."""
    return [field for field in kind.fields if not field.section and field.key not in ELSEWHERE]


def row(field: Field, ontology: Ontology, said: Iterable[Statement]) -> Row:
    """Return a field's row with all its values."""
    return Row(field.key, field.label, field.definition, points_of(field.key, field, ontology, said))


def strange_rows(kind: Kind, ontology: Ontology, said: Sequence[Statement]) -> Iterator[Row]:
    """Return a row for each key the kind does not know; another kind's field keeps its label."""
    for key in dict.fromkeys(each.key for each in said):
        if key in kind.by_key or key in ELSEWHERE:
            continue
        field, iri = ontology.by_key.get(key), property_iri(key, ontology)
        label = field.label if field else _name(key) if iri else key.replace("_", " ")
        yield Row(key, label, field.definition if field else iri, points_of(key, field, ontology, said))


def points_of(
    key: str, field: Field | None, ontology: Ontology, said: Iterable[Statement]
) -> tuple[Point, ...]:
    """Return the values said under a key; of codings that say the very same only the first has the anchor."""
    points: list[Point] = []
    for each in said:
        if each.key == key:
            made = point(each, field, ontology)
            taken = any(made.anchor == before.anchor for before in points)
            points.append(replace(made, anchor="") if taken else made)
    return tuple(points)


def point(statement: Statement, field: Field | None, ontology: Ontology) -> Point:
    """Return a statement as a value with its evidence."""
    status, evidence = "", []
    sources = sources_of(statement, ontology)
    for key, value in statement.qualifiers:
        qualifier = ontology.qualifier_by_key.get(key)
        if key == "status":
            status = "" if str(value) == "present" else str(value)
            continue
        label = qualifier.label if qualifier else key.replace("_", " ")
        words = shown(value, qualifier, ontology)
        evidence.append((label, replace(words, sources=sources) if key == "quote" else words))
    anchor = coding_anchor(statement) if statement.qualifiers else ""
    borrowed = field is None and property_iri(statement.key, ontology)
    words = _shown_term(statement.value, ontology) if borrowed else shown(statement.value, field, ontology)
    return Point(words, tuple(evidence), status, anchor)


def _name(key: str) -> str:
    """Return a property's short name: what follows the last mark of its address."""
    return re.split(r"[/#]", key.rstrip("/#"))[-1] if "://" in key else key


def _shown_term(value: Value, ontology: Ontology) -> Shown:
    """Return how a value under a property of another vocabulary is shown."""
    reading = read_term(value, ontology)
    if reading.form is Form.TITLE:
        return Shown(reading.label, title=reading.text)
    if reading.form is Form.LITERAL and isinstance(value, bool):
        return Shown(plain(value))
    return shown(reading.text, None, ontology)


def sources_of(statement: Statement, ontology: Ontology) -> tuple[str, ...]:
    """Return the full titles of the sources a statement names."""
    field = ontology.qualifier_by_key.get("source")
    named = (shown(value, field, ontology).title for key, value in statement.qualifiers if key == "source")
    return tuple(filter(None, dict.fromkeys(named)))


def shown(value: Value | None, field: Field | None, ontology: Ontology) -> Shown:
    """Return how a value is shown, by the type of its field; None of a field is plain text."""
    words = plain(value)
    if words.startswith(("http://", "https://")) and not any(map(str.isspace, words)):
        return Shown(words.split("://", 1)[1].rstrip("/"), url=words)
    if field and field.type is ValueType.PAGE and words and not title_problem(normalize_title(words)):
        title = qualified_title(words, field, ontology)
        return Shown(split_title(title, ontology).name, title=title)
    return Shown(words)


def plain(value: object) -> str:
    """Write a value as plain words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(plain(each) for each in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {plain(each)}" for key, each in value.items())
    return "" if value is None else str(value)


def typed_links(links: Iterable[Link], said: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the statements the text's typed links make beyond those of the front matter."""
    known = {(each.key, str(each.value)) for each in said}
    found = {(link.key, link.target): link for link in links if link.key}
    return tuple(
        Statement(key, target, line=link.line)
        for (key, target), link in found.items()
        if (key, target) not in known
    )


def titles_in(groups: Iterable[Group]) -> set[str]:
    """Return the full titles an infobox links to."""
    found = set()
    for group in groups:
        for each in group.rows:
            for one in each.points:
                found |= {
                    shown.title for shown in (one.shown, *(value for _, value in one.evidence)) if shown.title
                }
    return found
