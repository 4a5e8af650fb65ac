"""Reading `ontology/licences/*.ttl`: ccREL and ODRL descriptions of licences, and the JSON kept beside them.

Permissions, obligations and prohibitions are ODRL rules (https://www.w3.org/TR/odrl-model/, section 2.6) whose actions
are ccREL's where it has them (https://www.w3.org/TR/odrl-vocab/, section 3.7).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ontology.errors import ShapeError
from ontology.licensing.terms import Copyleft, Grant, Manner, Rule, Terms

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

FOLDER = Path(__file__).resolve().parent.parent / "licences"
KEPT = FOLDER / "licences.json"
ODRL = "http://www.w3.org/ns/odrl/2/"
ACTIONS = {
    "Reproduction": "reproduction",
    "Distribution": "distribution",
    "DerivativeWorks": "modifications",
    "CommercialUse": "commercial",
    "Notice": "notice",
    "Attribution": "attribution",
    "SourceCode": "source",
    "ShareAlike": "share-alike",
    "grantUse": "sublicence",
    "aggregate": "aggregation",
    "transfer": "appropriation",
    "network-use-disclose": "network",
}
"""Local names of ccREL, ODRL and own actions, and the words used for them here; others are used as they are."""


@cache
def all_terms() -> dict[str, Terms]:
    """Return the described licence texts by text name, from the JSON if it is that of the Turtle files."""
    stamp = digest()
    if KEPT.exists():
        whole = json.loads(KEPT.read_text(encoding="utf-8"))
        if whole["digest"] == stamp:
            return {each["text"]: _from_plain(each) for each in whole["licences"]}
    return read_turtle()


def digest() -> str:
    """Return the SHA-256 over names and bytes of the Turtle files."""
    found = hashlib.sha256()
    for path in sorted(FOLDER.glob("*.ttl")):
        content = path.read_bytes()
        found.update(f"{path.name} {len(content)}\n".encode() + content)
    return found.hexdigest()


def dump() -> str:
    """Return the JSON to keep beside the Turtle files, without values that are the default."""
    plain = [
        {key: value for key, value in asdict(each).items() if value not in ((), "")}
        for each in read_turtle().values()
    ]
    whole = {"digest": digest(), "licences": plain}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def read_turtle(folder: Path = FOLDER) -> dict[str, Terms]:
    """Read the descriptions; ports get the rules of the text they follow, without its wording.

    Raises ShapeError when a description lacks its series or copyleft.
    """
    from rdflib import RDF, Graph

    from ontology.namespaces import CC

    graph = Graph()
    for path in sorted(folder.glob("*.ttl")):
        graph.parse(path, format="turtle")
    found: dict[str, Terms] = {}
    ports: list[Node] = []
    for node in sorted(graph.subjects(RDF.type, CC.License), key=str):
        if _one(graph, node, "portOf"):
            ports.append(node)
        else:
            terms = _terms(graph, node)
            found[terms.text] = terms
    for node in ports:
        port = _port(graph, node, found)
        found[port.text] = port
    return dict(sorted(found.items()))


def _local(node: object) -> str:
    return str(node).rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _objects(graph: Graph, node: Node, name: str) -> list[Any]:
    """Return the objects of the property with this local name, in whichever vocabulary."""
    return sorted(value for key, value in graph.predicate_objects(node) if _local(key) == name)


def _one(graph: Graph, node: Node, name: str) -> str:
    values = _objects(graph, node, name)
    return str(values[0]) if values else ""


def _terms(graph: Graph, node: Node) -> Terms:
    text = _local(node)
    series, copyleft = _one(graph, node, "licenseSeries"), _local(_one(graph, node, "copyleft"))
    if not series or not copyleft:
        raise ShapeError(f"Licence {text} has no series or no copyleft. Add it in ontology/licences.")
    return Terms(
        text=text,
        label=_one(graph, node, "label"),
        identifiers=tuple(str(each) for each in _objects(graph, node, "spdxIdentifier")),
        series=series,
        version=_one(graph, node, "version"),
        copyleft=Copyleft({"no-copyleft": "none"}.get(copyleft, copyleft.removesuffix("-copyleft"))),
        made_for=tuple(_local(each).removeprefix("made-for-") for each in _objects(graph, node, "madeFor")),
        url=_one(graph, node, "seeAlso"),
        permissions=_rules(graph, node, "permission"),
        requirements=_rules(graph, node, "obligation"),
        prohibitions=_rules(graph, node, "prohibition"),
        tolerances=_rules(graph, node, "tolerates"),
        grants=_grants(graph, node),
    )


def _rules(graph: Graph, node: Node, name: str) -> tuple[Rule, ...]:
    found = []
    for each in _objects(graph, node, name):
        action = _local(_one(graph, each, "action"))
        found.append(
            Rule(ACTIONS.get(action, action), _one(graph, each, "clause"), _one(graph, each, "quote"))
        )
    return tuple(sorted(found, key=lambda rule: (rule.action, rule.clause)))


def _grants(graph: Graph, node: Node) -> tuple[Grant, ...]:
    found = [
        Grant(
            manner=Manner(_local(_one(graph, each, "manner")).removesuffix("-licence")),
            into=tuple(str(text) for text in _objects(graph, each, "into")),
            clause=_one(graph, each, "clause"),
            quote=_one(graph, each, "quote"),
            condition=_one(graph, each, "comment"),
        )
        for each in _objects(graph, node, "compatibility")
    ]
    return tuple(sorted(found, key=lambda grant: (grant.manner, grant.into)))


def _port(graph: Graph, node: Node, found: dict[str, Terms]) -> Terms:
    """Return the rules of the international text; its quotations are left out, for the port words them anew."""
    origin = found[_local(_one(graph, node, "portOf"))]

    def unquoted(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        return tuple(replace(rule, quote="") for rule in rules)

    return replace(
        origin,
        text=_local(node),
        label=_one(graph, node, "label"),
        identifiers=tuple(str(each) for each in _objects(graph, node, "spdxIdentifier")),
        url="",
        permissions=unquoted(origin.permissions),
        requirements=unquoted(origin.requirements),
        prohibitions=unquoted(origin.prohibitions),
        grants=tuple(replace(grant, quote="") for grant in origin.grants),
        port_of=origin.text,
        jurisdiction=_one(graph, node, "jurisdiction"),
    )


def _from_plain(plain: dict[str, Any]) -> Terms:
    rules = ("permissions", "requirements", "prohibitions", "tolerances")
    typed: dict[str, Any] = {key: tuple(Rule(**each) for each in plain.get(key, ())) for key in rules}
    typed["grants"] = tuple(
        Grant(**{**each, "manner": Manner(each["manner"]), "into": tuple(each["into"])})
        for each in plain.get("grants", ())
    )
    typed["identifiers"] = tuple(plain["identifiers"])
    typed["made_for"] = tuple(plain.get("made_for", ()))
    typed["copyleft"] = Copyleft(plain["copyleft"])
    return Terms(**{**plain, **typed})
