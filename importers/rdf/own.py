"""Facts that a wiki like this one exported: its addresses say which pages they are about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from importers.rdf.store import Store
from importers.rdf.terms import TYPE, Quad, iri, is_iri
from ontology.kinds import Ontology
from patterns.links import Title

_ENTITY = re.compile(r"(?P<base>.+?)/(?P<part>id|data)/(?P<kind>[a-z]+)/(?P<slug>[^#]+)(?:#(?P<anchor>.*))?")
_PROPERTY = "/id/property/"
REPLACED = "<http://purl.org/dc/terms/isReplacedBy>"
SAME = "<http://www.w3.org/2002/07/owl#sameAs>"


@dataclass
class Own:
    """Knows the addresses of wikis like this one, as soon as one of their pages has been seen."""

    ontology: Ontology
    bases: set[str] = field(default_factory=set)

    def learn(self, store: Store) -> None:
        """Find the wikis whose pages the statements are about."""
        for kind in self.ontology.kinds:
            for subject in store.members(f"<{kind.iri}>"):
                found = _ENTITY.fullmatch(iri(subject)) if is_iri(subject) else None
                if found and found["part"] == "id" and found["kind"] == kind.name and not found["anchor"]:
                    self.bases.add(found["base"])

    def title_of_subject(self, subject: str, quads: Sequence[Quad]) -> Title | None:
        """Return the title of the page that a subject is, None when it is none of ours or only spoken of."""
        title = self.title(subject)
        if title is None:
            return None
        kind = self.ontology.by_name[title.kind]
        typed = any(each.predicate == TYPE and each.object == f"<{kind.iri}>" for each in quads)
        return title if typed or redirect_of(quads) else None

    def title(self, term: str) -> Title | None:
        """Return the title that an address of a wiki seen before means, None for every other term."""
        if not is_iri(term):
            return None
        found = _ENTITY.fullmatch(iri(term))
        return self._entity(term) if found and found["base"] in self.bases else None

    def key(self, address: str) -> str:
        """Return the key of a property that one of these wikis has of its own, "" for every other."""
        base, found, name = address.partition(_PROPERTY)
        return unquote(name) if found and base in self.bases else ""

    def is_part(self, term: str) -> bool:
        """Say whether a term is a part of a page, its graph or a property: a coding, a quotation, an option."""
        if not is_iri(term):
            return False
        address = iri(term)
        found = _ENTITY.fullmatch(address)
        if found and found["base"] in self.bases and (found["anchor"] or found["part"] == "data"):
            return True
        return bool(self.key(address))

    def graph(self, term: str) -> str:
        """Return the term of the graph in which the page of an entity says its facts."""
        found = _ENTITY.fullmatch(iri(term))
        return f"<{found['base']}/data/{found['kind']}/{found['slug']}>" if found else ""

    def _entity(self, term: str) -> Title | None:
        found = _ENTITY.fullmatch(iri(term)) if is_iri(term) else None
        if (
            found is None
            or found["part"] != "id"
            or found["anchor"]
            or found["kind"] not in self.ontology.by_name
        ):
            return None
        return Title(found["kind"], unquote(found["slug"]).replace("_", " "))


def redirect_of(quads: Sequence[Quad]) -> str:
    """Return the term of what a redirect leads to, "" for a page that is none."""
    ends = [{each.object for each in quads if each.predicate == name} for name in (REPLACED, SAME)]
    return min(ends[0] & ends[1], default="")
