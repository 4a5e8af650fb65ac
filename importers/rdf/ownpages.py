"""Pages made again of the facts a wiki like this one exported of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from typing import Any

from importers.draft import Draft
from importers.rdf.own import redirect_of
from importers.rdf.store import Store
from importers.rdf.terms import TYPE, Quad, iri, is_iri, is_literal, literal
from importers.rdf.values import Values
from importers.source import Source
from ontology.kinds import Field, Kind, ValueType
from patterns import frontmatter
from patterns.links import canonical_title, find_links, qualified_title, split_title
from patterns.page import Statement
from patterns.propertykeys import property_key
from patterns.saying import LOOM, VALUELESS, coding_anchor
from patterns.years import counted, shown, written

_CODED_CASE = f"<{LOOM}codedCase>"
_CODED_VARIABLE = f"{LOOM}codedVariable"
_CODED_VALUE = f"{LOOM}codedValue"
_CODES = f"{LOOM}codesProperty"
_MENTIONS = f"{LOOM}mentions"
_DERIVED = {
    iri(TYPE),
    "http://purl.org/dc/terms/title",
    "http://www.w3.org/2000/01/rdf-schema#label",
    _MENTIONS,
}
"""What every page says by being one, and what its text says by linking."""

_OF_CODINGS = {
    iri(TYPE),
    iri(_CODED_CASE),
    _CODED_VARIABLE,
    _CODED_VALUE,
    f"{LOOM}instanceCase",
    f"{LOOM}instancePattern",
    "http://www.w3.org/ns/oa#hasTarget",
}
_ASSUMED = (("status", "present"), ("bearing", "supporting"))
"""What a coding says whether or not it was written."""


@dataclass
class _Sheet:
    kind: Kind
    front: dict[str, list[Any]] = field(default_factory=dict)
    prose: dict[str, str] = field(default_factory=dict)
    coded: set[tuple[str, str]] = field(default_factory=set)  # key and term of what codings say

    def add(self, key: str, value: Any) -> None:
        held = self.front.setdefault(key, [])
        if value not in held:
            held.append(value)


@dataclass
class OwnPages:
    """Makes drafts of pages of wikis like this one."""

    source: Source
    store: Store
    values: Values

    def draft(self, subject: str, title: str, place: str) -> Iterator[Draft]:
        """Make the page of one subject."""
        parts = split_title(title, self.source.ontology)
        quads = self._quads(subject)
        target = redirect_of(quads)
        if target and not any(each.predicate == TYPE for each in quads):
            text = frontmatter.compose({"redirect": self.values.title_of(target)}, "")
        else:
            sheet = _Sheet(self.source.ontology.by_name[parts.kind])
            self._codings(sheet, subject)
            for each in _told(quads, self.source.ontology.rules.property_terms):
                self._statement(sheet, each)
            for each in self.store.about(self.values.own.graph(subject)):
                self._of_page(sheet, each)
            mentioned = [each.object for each in quads if iri(each.predicate) == _MENTIONS]
            text = self._text(sheet, parts.name, mentioned)
        yield Draft(title, text, place, iri(subject))

    def _quads(self, subject: str) -> list[Quad]:
        """Return what the page of a subject says of it; where graphs are lost, what all pages say."""
        quads = self.store.about(subject)
        own = self.values.own.graph(subject)
        return [each for each in quads if each.graph == own] or quads

    def _statement(self, sheet: _Sheet, quad: Quad) -> None:
        address = iri(quad.predicate)
        if address in _DERIVED or (address == _CODES and self.values.own.key(literal(quad.object).text)):
            return
        offered = next((each for each in sheet.kind.fields if each.iri == address and not each.of_page), None)
        if offered and offered.section and is_literal(quad.object):
            sheet.prose[offered.key] = literal(quad.object).text
            return
        key = self._key(address, offered)
        if key and (key, quad.object) not in sheet.coded:
            sheet.add(key, self._value(quad.object, offered))

    def _key(self, address: str, offered: Field | None) -> str:
        own = offered.key if offered else self.values.own.key(address)
        return own or property_key(address, self.source.ontology)

    def _of_page(self, sheet: _Sheet, quad: Quad) -> None:
        offered = next(
            (each for each in sheet.kind.fields if each.iri == iri(quad.predicate) and each.of_page), None
        )
        if offered:
            sheet.add(offered.key, self._value(quad.object, offered))

    def _value(self, term: str, offered: Field | None) -> Any:
        """Return a term as it is written under a key."""
        if offered is None:
            return self._strange(term)
        if is_iri(term) and offered.type is ValueType.CHOICE:
            by_iri = {each.iri: each.label for each in offered.options}
            return by_iri.get(iri(term)) or self.values.label(term) or iri(term)
        if is_iri(term):
            title = self.values.title_of(term)
            return self._shortest(title, offered) if title else iri(term)
        return _scalar(term)

    def _strange(self, term: str) -> Any:
        """Return a value of a key that is no field here: an option of a variable by its label."""
        if is_iri(term) and not self.values.title_of(term) and self.values.own.is_part(term):
            return self.values.label(term) or iri(term)
        return self.values.kept(term) if is_iri(term) or literal(term).language else _scalar(term)

    def _shortest(self, title: str, offered: Field) -> str:
        parts = split_title(title, self.source.ontology)
        bare = offered.kinds and parts.kind == offered.kinds[0]
        short = qualified_title(parts.name, offered, self.source.ontology) == title
        return parts.name if bare and short else title

    def _codings(self, sheet: _Sheet, subject: str) -> None:
        for coding in self.store.subjects_of(_CODED_CASE, subject):
            self._coding(sheet, coding)

    def _coding(self, sheet: _Sheet, coding: str) -> None:
        said: dict[str, list[str]] = {}
        for each in self.store.about(coding):
            said.setdefault(iri(each.predicate), []).append(each.object)
        variable = next((iri(each) for each in said.get(_CODED_VARIABLE, ()) if is_iri(each)), "")
        offered = next(
            (each for each in sheet.kind.fields if each.iri == variable and not each.of_page), None
        )
        key = self._key(variable, offered) if variable else ""
        if not key:
            return
        terms = said.get(_CODED_VALUE, [])
        entry: dict[str, Any] = {"value": self._value(terms[0], offered)} if terms else {}
        entry |= self._qualifiers(said)
        if entry.get("status", "present") == "present" and entry.get("bearing") != "refuting":
            sheet.coded |= {(key, each) for each in terms}  # it is said plainly because the coding says so
        others = list(self._otherwise(terms[0])) if terms else []
        sheet.add(key, _as_written(key, entry, others, iri(coding).partition("#")[2]))

    def _otherwise(self, term: str) -> Iterator[str]:
        """Yield how else a page may have written a value."""
        if is_iri(term):
            yield from filter(None, [self.values.title_of(term)])
        elif literal(term).datatype.endswith("#gYear"):
            year = int(literal(term).text)
            yield from (counted(year), shown(year), shown(year).replace("BCE", "BC"))

    def _qualifiers(self, said: dict[str, list[str]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        by_iri = {each.iri: each for each in self.source.ontology.qualifiers}
        order = {each.iri: place for place, each in enumerate(self.source.ontology.qualifiers)}
        for address in sorted(said, key=lambda each: (order.get(each, len(order)), each)):
            if address in _OF_CODINGS:
                continue
            offered = by_iri.get(address)
            values = [self._value(each, offered) for each in said[address]]
            key = self._key(address, offered)
            if key:
                found[key] = values[0] if len(values) == 1 else values
        return found

    def _text(self, sheet: _Sheet, name: str, mentioned: Sequence[str]) -> str:
        front: dict[str, Any] = {"kind": sheet.kind.name, "title": name}
        keys = [each.key for each in sheet.kind.fields if each.key in sheet.front]
        for key in (*keys, *sorted(set(sheet.front) - set(keys))):
            held = sheet.front[key]
            front[key] = held[0] if len(held) == 1 else held
        sections = [
            f"## {each.label}\n\n{sheet.prose[each.key]}\n"
            for each in sheet.kind.fields
            if each.key in sheet.prose
        ]
        text = frontmatter.compose(front, "\n".join(sections))
        linked = self._linked(text)
        missing = [each for each in map(self.values.title_of, mentioned) if each and each not in linked]
        if not missing:
            return text
        lead = f"Mentions {', '.join(f'[[{each}]]' for each in dict.fromkeys(missing))}.\n"
        return frontmatter.compose(front, "\n".join([lead, *sections]))

    def _linked(self, text: str) -> set[str]:
        links = find_links(frontmatter.parse(text))
        return {canonical_title(each.target, self.source.ontology) for each in links if not each.key}


def _told(quads: Iterable[Quad], following: Any) -> Iterator[Quad]:
    """Yield the statements that do not follow from another one of the same subject."""
    given = list(quads)
    implied = {
        (other, each.object)
        for each in given
        for other, swapped in following.get(each.predicate, ())
        if not swapped and other != each.predicate
    }
    seen: set[tuple[str, str]] = set()
    for each in given:
        if (each.predicate, each.object) not in implied | seen:
            seen.add((each.predicate, each.object))
            yield each


def _scalar(term: str) -> Any:
    """Return a literal as YAML has it."""
    said = literal(term)
    name = said.datatype.rpartition("#")[2]
    if name == "boolean":
        return said.text == "true"
    if name == "gYear":
        return written(int(said.text))
    if name == "integer":
        return int(said.text)
    return Decimal(said.text) if name == "decimal" else said.text


def _as_written(key: str, entry: dict[str, Any], others: Sequence[str], anchor: str) -> Any:
    """Return the coding as its page wrote it: its address tells how, of the ways that mean the same.

    What it says anyway may have been left out, and the value may have been written otherwise.
    """
    variants: list[dict[str, Any]] = []
    for leave in product((True, False), repeat=len(_ASSUMED)):
        without = {each for each, left in zip(_ASSUMED, leave, strict=True) if left}
        variants.append({name: value for name, value in entry.items() if (name, value) not in without})
    as_said = variants[-1]
    variants += [{**each, "value": other} for other in others for each in variants]
    if "value" not in entry:
        words = [
            word for word, status in VALUELESS.items() if status == str(entry.get("status")).replace(" ", "-")
        ]
        rest = {name: value for name, value in entry.items() if name != "status"}
        variants = [*({"value": word, **rest} for word in words), *variants]
    for each in variants:
        if coding_anchor(_statement(key, each)) == anchor:
            return each["value"] if each.keys() == {"value"} else each
    return as_said


def _statement(key: str, entry: dict[str, Any]) -> Statement:
    qualifiers = tuple(
        (name, item)
        for name, value in entry.items()
        if name != "value"
        for item in (value if isinstance(value, list) else [value])
    )
    return Statement(key, entry.get("value", ""), qualifiers, 0)
