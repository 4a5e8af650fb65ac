"""Which subjects become pages, of which kind, and what they are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from importers.draft import Issue
from importers.rdf.licences import LICENSE, addresses_of, spdx_of
from importers.rdf.own import Own
from importers.rdf.profile import RdfProfile
from importers.rdf.store import Store
from importers.rdf.terms import (
    LITERAL_FORM,
    RDFS,
    SKOS,
    SKOS_XL,
    TYPE,
    Quad,
    iri,
    is_blank,
    is_iri,
    is_literal,
    literal,
    local_name,
)
from importers.rdf.texts import Languages
from importers.rdf.vocabulary import KNOWN, NAME, Vocabulary
from importers.titles import clean_name
from ontology.kinds import Ontology
from patterns.links import PAGE, full_title, split_title

_CONCEPTS = {f"<{SKOS}{name}>" for name in ("broader", "narrower", "related", "inScheme", "topConceptOf")}
_OF_TERMS = {f"<{RDFS}{name}>" for name in ("subClassOf", "subPropertyOf", "domain", "range")}
"""What is said only of classes and properties."""

_GIVEN = (
    "http://xmlns.com/foaf/0.1/givenName",
    "http://xmlns.com/foaf/0.1/firstName",
    "https://schema.org/givenName",
)
_FAMILY = (
    "http://xmlns.com/foaf/0.1/familyName",
    "http://xmlns.com/foaf/0.1/lastName",
    "https://schema.org/familyName",
)
_SHOWN = 20
_NONE = "subjects without a class"


@dataclass
class Naming:
    """Gives each subject that becomes a page its kind and title."""

    store: Store
    ontology: Ontology
    profile: RdfProfile
    vocabulary: Vocabulary
    own: Own
    licences: Mapping[str, str] = field(default_factory=dict)  # address → name of the License page there is
    unknown: Counter[str] = field(
        default_factory=Counter
    )  # class nobody knows → subjects of it that became plain pages
    left_out: list[str] = field(default_factory=list)  # subjects without class and name, the first some
    left_out_count: int = 0

    def name_all(self) -> Iterator[Issue]:
        """Name every subject."""
        for subject, quads in self.store.subjects():
            yield from self._name(subject, quads)
        yield from self._summary()

    def _name(self, subject: str, quads: Sequence[Quad]) -> Iterator[Issue]:
        mine = self.own.title_of_subject(subject, quads)
        if mine is not None:
            self.store.name(subject, mine.kind, full_title(mine.kind, mine.name, self.ontology))
            return
        if self.own.is_part(subject) or self.own.title(subject) is not None:
            return
        if is_iri(subject) and self.profile.ignores(iri(subject)):
            return
        kind = self.kind(subject, quads)
        if not kind:
            return
        name = self._page_name(subject, kind, quads)
        if not name:
            self._leave_out(subject)
            return
        if is_blank(subject) and self._only_named(quads) and self.store.is_object(subject):
            return  # a name in somebody else's description, and written as such
        clean = clean_name(name, apart=kind == PAGE and split_title(name, self.ontology).kind != PAGE)
        title = full_title(kind, clean, self.ontology)
        if clean != name and clean != " ".join(name.split()):
            yield Issue(_shown(subject), f"its name {name!r} cannot be a title; the page is called {title!r}")
        spdx = spdx_of(subject, quads) if kind == LICENSE else ""
        if spdx and spdx != clean and is_iri(subject) and iri(subject) not in self.profile.titles:
            yield Issue(
                _shown(subject),
                f"it is the text of {spdx}, as another page of this import; it is called {title!r}",
            )
        yield from self._give(subject, kind, clean)

    def _give(self, subject: str, kind: str, name: str) -> Iterator[Issue]:
        wanted = full_title(kind, name, self.ontology)
        if self.store.name(subject, kind, wanted):
            return
        apart = clean_name(local_name(iri(subject)), apart=False) if is_iri(subject) else ""
        tries = [f"{name} ({apart})"] if apart and apart != name else []
        number = 2
        while True:
            called = tries.pop(0) if tries else f"{name} ({number})"
            title = full_title(kind, called, self.ontology)
            if self.store.name(subject, kind, title):
                break
            number += 1
        yield Issue(
            _shown(subject), f"another page of this import is {wanted!r}; this one is called {title!r}"
        )

    def kind(self, subject: str, quads: Sequence[Quad]) -> str:
        """Return the kind of page a subject becomes, "" for none."""
        types = [iri(each.object) for each in quads if each.predicate == TYPE and is_iri(each.object)]
        rule = self.vocabulary.class_rule(types)
        if rule is not None:
            return rule.kind
        if is_blank(subject) or any(each.predicate in _OF_TERMS for each in quads):
            return ""
        if any(each.predicate in _CONCEPTS for each in quads):
            return "concept"
        if self._label(quads):
            self.unknown.update(types or [_NONE])
            return PAGE
        if types or not self._is_about_the_data(subject):
            self._leave_out(subject)
        return ""

    def _is_about_the_data(self, subject: str) -> bool:
        return self.store.is_graph(subject) or subject.startswith("<file:")

    def _only_named(self, quads: Sequence[Quad]) -> bool:
        said = {iri(each.predicate) for each in quads} - {iri(TYPE)}
        return said <= {*self._naming_properties(), *_GIVEN, *_FAMILY}

    def _leave_out(self, subject: str) -> None:
        self.left_out_count += 1
        if len(self.left_out) < _SHOWN:
            self.left_out.append(_shown(subject))

    def _page_name(self, subject: str, kind: str, quads: Sequence[Quad]) -> str:
        given = self.profile.titles.get(iri(subject), "") if is_iri(subject) else ""
        label = self._label(quads)
        if kind == LICENSE and not given:
            given = spdx_of(subject, quads) or self._known_licence(subject, quads)
            if given and self.store.has_title(full_title(kind, given, self.ontology)) and label:
                given = label  # another text stands under that identifier already
        if given or label:
            return given or label
        return unquote(local_name(iri(subject))).replace("_", " ") if is_iri(subject) else ""

    def _known_licence(self, subject: str, quads: Sequence[Quad]) -> str:
        names = (self.licences.get(each, "") for each in addresses_of(subject, quads))
        return next(filter(None, names), "")

    def _label(self, quads: Sequence[Quad]) -> str:
        names = self.labels(quads)
        return literal(names[0]).text.strip() if names else _full_name(quads)

    def labels(self, quads: Sequence[Quad]) -> list[str]:
        """Return all names of a subject as literals, the title first."""
        languages = Languages(self.profile.languages, self.profile.skip_languages)
        by_property: dict[str, list[str]] = {}
        for each in quads:
            for term in self._texts(each):
                text = literal(term).text.strip()
                if text and text not in self.profile.empty and not languages.skips(term):
                    by_property.setdefault(iri(each.predicate), []).append(term)
        found: list[str] = []
        for name in self._naming_properties():
            best, others = languages.best(by_property.get(name, ()))
            found += [*best, *sorted(others)]
        return list(dict.fromkeys(found))

    def _naming_properties(self) -> tuple[str, ...]:
        known = [each for each, rule in KNOWN.properties.items() if rule.keys == (NAME,)]
        wider = [
            each
            for each, above in self.vocabulary.superproperties.items()
            if RDFS + "label" in above or SKOS + "prefLabel" in above
        ]
        told = [each for each, rule in self.profile.properties.items() if rule.keys == (NAME,)]
        dropped = {each for each, rule in self.profile.properties.items() if rule.keys != (NAME,)}
        return tuple(
            each
            for each in dict.fromkeys([*self.profile.names, *told, *known, *wider])
            if each not in dropped or each in self.profile.names
        )

    def _texts(self, quad: Quad) -> list[str]:
        """Return a literal, or the literal form of a label that is a thing of its own (SKOS-XL)."""
        if is_literal(quad.object):
            return [quad.object]
        if not quad.predicate.startswith(SKOS_XL):
            return []
        return [each for each in self.store.objects(quad.object, LITERAL_FORM) if is_literal(each)]

    def _summary(self) -> Iterator[Issue]:
        for each, count in self.unknown.most_common(_SHOWN):
            which = f"the class {self.vocabulary.short(each)} is not known; {count:,} subjects of it"
            if each == _NONE:
                which = f"{count:,} subjects have a name and no class; they"
            yield Issue(each, f"{which} became plain pages. A profile can give them a kind")
        if self.left_out_count:
            shown = ", ".join(self.left_out)
            more = (
                f" and {self.left_out_count - len(self.left_out):,} more"
                if self.left_out_count > len(self.left_out)
                else ""
            )
            yield Issue(
                self.left_out[0],
                f"{self.left_out_count:,} subjects have no class that is known and no name; they were left out: {shown}{more}",
            )


def _full_name(quads: Sequence[Quad]) -> str:
    def first(addresses: tuple[str, ...]) -> str:
        found = (each for each in quads if iri(each.predicate) in addresses and is_literal(each.object))
        return next((literal(each.object).text.strip() for each in found), "")

    given, family = first(_GIVEN), first(_FAMILY)
    return f"{given} {family}".strip() if family else ""


def _shown(subject: str) -> str:
    return re.sub(r"^_:f\d+-", "_:", subject) if is_blank(subject) else iri(subject)
