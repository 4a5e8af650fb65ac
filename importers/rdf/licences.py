"""Licences described in ccREL and ODRL: which text it is, and what it permits, asks and forbids.

ccREL: https://www.w3.org/submissions/ccREL/; ODRL: https://www.w3.org/TR/odrl-model/, section 2.6.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from importers.rdf.store import Store
from importers.rdf.terms import RDF, Quad, iri, is_iri, is_literal, literal, local_name
from ontology.licensing.naming import ADDRESS, ENDING, named
from ontology.licensing.spdx import spdx_licences
from patterns import frontmatter

LICENSE = "license"
CC = "http://creativecommons.org/ns#"
ODRL = "http://www.w3.org/ns/odrl/2/"
PERMITS, REQUIRES, PROHIBITS = f"{CC}permits", f"{CC}requires", f"{CC}prohibits"

_IDENTIFIERS = (
    "http://spdx.org/rdf/terms#licenseId",
    "http://purl.org/dc/elements/1.1/identifier",
    "http://purl.org/dc/terms/identifier",
)
_TEXTS = (f"{CC}legalcode", "http://spdx.org/rdf/terms#seeAlso")
_RULES = {
    f"{ODRL}permission": PERMITS,
    f"{ODRL}prohibition": PROHIBITS,
    f"{ODRL}duty": REQUIRES,
    f"{ODRL}obligation": REQUIRES,
}
_ACTION, _DUTY = f"<{ODRL}action>", f"<{ODRL}duty>"
_LIMITED = {f"<{ODRL}{name}>" for name in ("constraint", "refinement", "assignee", "remedy", "consequence")}


def spdx_of(subject: str, quads: Sequence[Quad]) -> str:
    """Return the SPDX identifier of the text that a description is of: by what it says, its address or the text's.

    An address that ends in an identifier counts too. "" when none of them is that of one listed licence; a name is not
    believed.
    """
    said = [(iri(each.predicate), each.object) for each in quads]
    identifiers = [
        literal(term).text
        for name in _IDENTIFIERS
        for each, term in said
        if each == name and is_literal(term)
    ]
    addresses = [iri(subject)] if is_iri(subject) else []
    addresses += [iri(term) for name in _TEXTS for each, term in said if each == name and is_iri(term)]
    for candidate in (*identifiers, *addresses):
        found = named(candidate)
        if found in spdx_licences():
            return found
    ending = local_name(iri(subject)) if is_iri(subject) else ""
    listed = spdx_licences().get(ending)
    return ending if listed and not listed.deprecated else ""


def addresses_of(subject: str, quads: Sequence[Quad]) -> list[str]:
    """Return the addresses a licence has: its own, and those of its text, as they are compared."""
    found = [subject] if is_iri(subject) else []
    found += [each.object for each in quads if iri(each.predicate) in _TEXTS and is_iri(each.object)]
    return [_place(iri(each)) for each in found]


def licences_by_address(pages: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return the names of the License pages there are by the addresses they give; one that several give counts for none.

    `pages` are full titles and texts.
    """
    found: dict[str, set[str]] = {}
    for title, text in pages:
        said = frontmatter.mapping(frontmatter.parse(text))
        urls = said.get("url") or []
        for each in (said.get("origin"), *(urls if isinstance(urls, list) else [urls])):
            if isinstance(each, str) and ADDRESS.match(each):
                found.setdefault(_place(each), set()).add(title.partition(":")[2])
    return {place: min(names) for place, names in found.items() if len(names) == 1}


def _place(address: str) -> str:
    """Return an address without what tells no licences apart."""
    found = ADDRESS.match(address)
    return ENDING.sub("", found["rest"] if found else address).rstrip("/").casefold()


@dataclass(frozen=True, slots=True)
class Term:
    """One action that a licence permits, asks for or forbids."""

    property: str  # IRI of ccREL's property that says it
    action: str  # the action, as a term
    quote: str  # IRI of the property it was read from; the rest of the quotation is the action's
    plain: bool = True  # False: under a condition of its own, so that it is not simply so


def odrl_terms(quads: Sequence[Quad], store: Store) -> Iterator[Term]:
    """Yield what the rules of an ODRL policy say: each action of each rule, and the duties of permissions."""
    for each in quads:
        told = _RULES.get(iri(each.predicate))
        if told:
            yield from _rule(each.object, told, iri(each.predicate), store)


def _rule(node: str, told: str, name: str, store: Store) -> Iterator[Term]:
    said = store.about(node)
    plain = not any(each.predicate in _LIMITED for each in said)
    for each in said:
        if each.predicate == _ACTION:
            action, limited = _action(each.object, store)
            yield Term(told, action, name, plain=plain and not limited)
        elif each.predicate == _DUTY:
            yield from _rule(each.object, REQUIRES, f"{ODRL}duty", store)


def _action(node: str, store: Store) -> tuple[str, bool]:
    """Return an action and whether it is refined: `odrl:action [ rdf:value X ; odrl:refinement … ]`."""
    inner = store.objects(node, f"<{RDF}value>")
    if not inner:
        return node, False
    return inner[0], any(each.predicate in _LIMITED for each in store.about(node))


def is_rule(address: str) -> bool:
    """Say whether a property holds rules of ODRL."""
    return address in _RULES
