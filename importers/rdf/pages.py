"""One subject and what is said of it, as a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from importers.draft import Draft, Issue
from importers.rdf.licences import LICENSE, is_rule, odrl_terms, spdx_of
from importers.rdf.naming import Naming
from importers.rdf.origins import Origin, origin_of
from importers.rdf.points import KEY, Points, points_of, without
from importers.rdf.profile import RdfProfile
from importers.rdf.store import Store
from importers.rdf.terms import TYPE, iri, is_blank, is_iri, is_literal, literal
from importers.rdf.texts import Languages
from importers.rdf.values import Plain, Values
from importers.rdf.vocabulary import ALIASES, NAME, TEXT, PropertyRule, Vocabulary
from importers.source import Source
from importers.wikitext.escaping import escaped, starting
from ontology.kinds import Field, Kind
from patterns import frontmatter
from patterns.links import split_title
from patterns.nquads import web_iri
from patterns.propertykeys import property_key

_POINTS = 3
"""Points that are named when there are several."""
_SHORT = 200
"""Characters up to which a text is a summary and no description."""


@dataclass
class _Sheet:
    """What a page will say, while it is put together."""

    subject: str
    kind: Kind
    title: str
    origin: Origin
    front: dict[str, list[Any]] = field(default_factory=dict)  # key → values, or mappings with evidence
    aliases: list[str] = field(default_factory=list)
    prose: dict[str, list[str]] = field(default_factory=dict)  # key of a section, or "" → paragraphs
    kept: dict[str, list[Any]] = field(default_factory=dict)  # property of another vocabulary → terms

    def add(self, key: str, value: Any) -> None:
        """Add a value, once."""
        held = self.front.setdefault(key, [])
        if value not in held:
            held.append(value)

    def keep(self, key: str, value: Any) -> None:
        """Add a term under a property of another vocabulary, once."""
        held = self.kept.setdefault(key, [])
        if value not in held:
            held.append(value)


@dataclass
class PageMaker:
    """Makes drafts of the subjects that have a name."""

    source: Source
    profile: RdfProfile
    store: Store
    vocabulary: Vocabulary
    naming: Naming
    values: Values
    unkept: Counter[str] = field(default_factory=Counter)  # property that can be no key → times

    def draft(self, subject: str, kind_name: str, title: str, place: str) -> Iterator[Draft | Issue]:
        """Make the page of one subject."""
        origin = origin_of(subject, self.store, self.profile, self.source)
        kind = self.source.ontology.by_name[kind_name]
        sheet = _Sheet(subject, kind, title, origin)
        quads = [each for each in self.store.about(subject) if each.graph not in origin.refused]
        if origin.problem:
            yield Issue(title, origin.problem)
        by_predicate: dict[str, list[str]] = {}
        for each in quads:
            by_predicate.setdefault(iri(each.predicate), []).append(each.object)
        self._names(sheet, subject)
        points = yield from self._place_of(sheet, subject)
        for predicate, objects in sorted(by_predicate.items()):
            self._property(sheet, predicate, without(points, predicate, dict.fromkeys(objects)))
        if kind_name == LICENSE:
            self._licence(sheet)
        stable = iri(subject) if is_iri(subject) else f"{place}: {title}"
        yield Draft(title, self._text(sheet), place, stable, supplements=kind_name == LICENSE)

    def _place_of(self, sheet: _Sheet, subject: str) -> Generator[Issue, None, Points]:
        """Say where the subject is, when it is one point; return what is said by that."""
        offered, points = sheet.kind.by_key.get(KEY), points_of(subject, self.store)
        if offered is None or len(points.found) != 1:
            if offered and points.found:
                shown = "; ".join(points.found[:_POINTS])
                yield Issue(
                    sheet.title, f"it is at {len(points.found)} different points ({shown}); none was chosen"
                )
            return Points((), frozenset())
        self._say(sheet, offered, points.found[0], points.found[0])
        return points

    def _names(self, sheet: _Sheet, subject: str) -> None:
        name = split_title(sheet.title, self.source.ontology).name
        said = [literal(each).text.strip() for each in self.naming.labels(self.store.about(subject))]
        sheet.aliases += [each for each in dict.fromkeys(said) if each and each != name]

    def _property(self, sheet: _Sheet, address: str, objects: Sequence[str]) -> None:
        if address == iri(TYPE):
            self._types(sheet, [iri(each) for each in objects if is_iri(each)])
            return
        skips = Languages(self.profile.languages, self.profile.skip_languages).skips
        told = [each for each in objects if not skips(each) and not self._is_empty(each)]
        objects = [each for term in told for each in self.values.items(term)]
        if sheet.kind.name == LICENSE and is_rule(address) and address not in self.profile.properties:
            return  # read by _licence
        rule = self.vocabulary.property_rule(address, sheet.kind)
        wider = None if rule else self.vocabulary.wider_rule(address, sheet.kind)
        if rule is not None:
            objects = self._placed(sheet, address, rule, objects)
            if not rule.keys:
                return
        elif wider is not None and NAME not in wider.keys:
            self._placed(
                sheet, address, wider, objects
            )  # said by the property above too, and kept by its own below
        elif wider is not None:
            return
        for term in objects:
            self._keep(sheet, address, term)

    def _is_empty(self, term: str) -> bool:
        return is_literal(term) and literal(term).text.strip() in {"", *self.profile.empty}

    def _types(self, sheet: _Sheet, types: Sequence[str]) -> None:
        for each in types:
            rule = self.vocabulary.class_rule([each])
            if rule is not None:
                for key, value in rule.set.items():
                    if key in sheet.kind.by_key and key not in sheet.front:
                        sheet.add(key, value)
            if not self.vocabulary.says_kind(each, sheet.kind) and not (rule and rule.set):
                self._keep(sheet, iri(TYPE), f"<{each}>")

    def _placed(self, sheet: _Sheet, address: str, rule: PropertyRule, objects: Sequence[str]) -> list[str]:
        """Put values where they fit; return those that did not, or of which more was said than could be put there."""
        if NAME in rule.keys:
            return []
        texts = [each for each in objects if is_literal(each)]
        best, others = Languages(self.profile.languages).best(texts)
        if ALIASES in rule.keys:
            best, others = texts, []
        rest = [*best, *(each for each in objects if not is_literal(each))]
        for key in rule.keys:
            if rest:
                rest = self._place(sheet, address, key, rule.value, rest)
        return [*rest, *others]

    def _place(
        self, sheet: _Sheet, address: str, key: str, constant: Any, objects: Sequence[str]
    ) -> list[str]:
        if key == ALIASES:
            said = [literal(each).text.strip() for each in objects if is_literal(each)]
            said += [self.values.label(each) for each in objects if not is_literal(each)]
            name = split_title(sheet.title, self.source.ontology).name
            sheet.aliases += [each for each in said if each and each != name and each not in sheet.aliases]
            return []
        if key == TEXT:
            return self._paragraphs(sheet, "", objects)
        offered = sheet.kind.by_key.get(key)
        if offered is None:
            return list(objects)
        if constant is not None:
            for each in objects:
                self._say(sheet, offered, constant, self._quote(address, each))
            return []
        if offered.section:
            return self._paragraphs(sheet, key, objects)
        return self._fields(sheet, address, offered, objects)

    def _paragraphs(self, sheet: _Sheet, key: str, objects: Sequence[str]) -> list[str]:
        held = sheet.prose.setdefault(key, [])
        said = (literal(each).text.strip() for each in objects if is_literal(each))
        held += [text for text in said if text and text not in held]
        return [each for each in objects if not is_literal(each)]

    def _fields(self, sheet: _Sheet, address: str, offered: Field, objects: Sequence[str]) -> list[str]:
        rest: list[str] = []
        for each in objects:
            value = self.values.fit(each, offered)
            long = offered.key == "summary" and is_literal(each) and len(literal(each).text) > _SHORT
            taken = not offered.many and offered.key in sheet.front and [value] != sheet.front[offered.key]
            if value is None or taken or (long and self._has_description(sheet.kind)):
                rest.append(each)
                continue
            self._say(sheet, offered, value, self._quote(address, each))
            if not self.values.says_all(each, value, offered):
                self._keep(sheet, address, each)
        return rest

    @staticmethod
    def _has_description(kind: Kind) -> bool:
        return any(each.section and each.key in {"description", "biography"} for each in kind.fields)

    def _say(self, sheet: _Sheet, offered: Field, value: Plain, quote: str) -> None:
        """Say a value; a coded one with the statement it was read from."""
        if not offered.codable:
            sheet.add(offered.key, value)
            return
        held = sheet.front.setdefault(offered.key, [])
        if not any(each["value"] == value for each in held):
            held.append({"value": value, "source": sheet.origin.cited, "quote": quote})

    def _quote(self, address: str, term: str) -> str:
        if is_literal(term):
            return literal(term).text.strip()
        told = self.values.fold(term) if is_blank(term) else self.vocabulary.short(iri(term))
        return f"{self.vocabulary.short(address)} {told}"

    def _keep(self, sheet: _Sheet, address: str, term: str) -> None:
        key = self.values.own.key(address) or property_key(address, self.source.ontology)
        if not key:
            self.unkept[address] += 1
            return
        sheet.keep(key, self.values.kept(term))

    def _licence(self, sheet: _Sheet) -> None:
        quads = self.store.about(sheet.subject)
        spdx = spdx_of(sheet.subject, quads)
        name = split_title(sheet.title, self.source.ontology).name
        if spdx and spdx == name:
            sheet.front["spdx"] = [spdx]
        for each in odrl_terms(quads, self.store):
            rule = self.vocabulary.property_rule(each.property, sheet.kind)
            offered = sheet.kind.by_key.get(rule.keys[0]) if rule and rule.keys else None
            quote = f"{self.vocabulary.short(each.quote)} [ odrl:action {self._named(each.action)} ]"
            value = self.values.fit(each.action, offered) if offered and each.plain else None
            if offered is not None and value is not None:
                self._say(sheet, offered, value, quote)
            elif each.plain:
                self._keep(sheet, each.property, each.action)
            else:
                self._keep(sheet, each.quote, f'"{self._limited(each.action)}"')
        if "url" not in sheet.front and web_iri(sheet.origin.address):
            sheet.add("url", sheet.origin.address)

    def _named(self, term: str) -> str:
        return self.vocabulary.short(iri(term)) if is_iri(term) else self.values.label(term)

    def _limited(self, action: str) -> str:
        return f"{self._named(action)}, under a condition of its own".replace('"', "'")

    def _text(self, sheet: _Sheet) -> str:
        parts = split_title(sheet.title, self.source.ontology)
        front: dict[str, Any] = {"kind": parts.kind, "title": parts.name}
        front["aliases"] = sheet.aliases or None
        for offered in sheet.kind.fields:
            if offered.key in sheet.front and offered.key not in front and not offered.of_page:
                front[offered.key] = _one_or_many(sheet.front[offered.key])
        for key, value in self.profile.set.items():
            if key in sheet.kind.by_key:
                front.setdefault(key, value)
        front |= {key: _one_or_many(each) for key, each in sorted(sheet.kept.items())}
        front |= self._page_facts(sheet)
        return frontmatter.compose(front, self._body(sheet))

    def _page_facts(self, sheet: _Sheet) -> dict[str, Any]:
        """Return licence and origin; what the subject itself says of them counts most."""
        told = {
            each.key: _one_or_many(sheet.front[each.key])
            for each in sheet.kind.fields
            if each.of_page and each.key in sheet.front
        }
        found = {**sheet.origin.front(), **told}
        order = [each.key for each in sheet.kind.fields if each.of_page]
        return {key: found[key] for key in order if found.get(key)}

    def _body(self, sheet: _Sheet) -> str:
        pieces = [_prose(each) for each in sheet.prose.get("", ())]
        for offered in sheet.kind.fields:
            if offered.section and sheet.prose.get(offered.key):
                paragraphs = "\n\n".join(_prose(each) for each in sheet.prose[offered.key])
                pieces.append(f"## {offered.label}\n\n{paragraphs}")
        return "\n\n".join(pieces) + "\n" if pieces else ""


def _prose(text: str) -> str:
    """Write a text so that it is shown as it is, its paragraphs kept."""
    lines = "\n".join(line.strip() for line in text.strip().splitlines())
    return starting(escaped(lines))


def _one_or_many(values: Sequence[Any]) -> Any:
    return values[0] if len(values) == 1 else list(values)
