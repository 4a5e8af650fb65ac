"""From the SHACL shapes to kinds and fields.

Each kind of page is one node shape in `shapes/<kind>.ttl`; its `sh:property` are the kind's fields. Shared property
shapes and groups are in `shapes/common.ttl`, the qualifiers of a statement in `shapes/qualifiers.ttl`. Labels and
definitions of closed lists come from `vocabulary/*.ttl`. `python -m ontology.shapes --write` refreshes `kinds.json`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ontology import compact
from ontology.kinds import Field, Kind, Ontology, Option, Severity, ValueType

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node, URIRef

FOLDER = Path(__file__).resolve().parent
PRECOMPUTED = FOLDER / "kinds.json"


class ShapeError(ValueError):
    """A shape that cannot be read; the message names its file and property and says what to change."""


@cache
def load_ontology() -> Ontology:
    """Return the kinds of this installation, read once.

    `kinds.json` is believed only while it carries the digest of the Turtle files beside it; after a change
    to a shape the Turtle is read instead (about a third of a second). Raises ShapeError.
    """
    found = compact.read(PRECOMPUTED, compact.digest(turtle_files(FOLDER)))
    return found if found is not None else read_ontology(FOLDER)


def turtle_files(folder: Path) -> list[Path]:
    """List the shapes and vocabulary files below an ontology folder, sorted."""
    return sorted([*(folder / "shapes").glob("*.ttl"), *(folder / "vocabulary").glob("*.ttl")])


def read_ontology(folder: Path) -> Ontology:
    """Read `shapes/*.ttl` and `vocabulary/*.ttl` below a folder. Raises ShapeError."""
    from ontology.namespaces import LOOM, PREFIXES, RDF, SH

    shapes = _Shapes.load(folder)
    kinds: list[tuple[float, Kind]] = []
    qualifiers: tuple[Field, ...] = ()
    for shape in sorted(shapes.graph.subjects(RDF.type, SH.NodeShape)):
        if shapes.graph.value(shape, SH.targetClass) == LOOM.Coding:
            qualifiers = shapes.fields(shape)
        elif (shape, LOOM.key, None) in shapes.graph:
            kinds.append((shapes.order(shape), shapes.kind(shape)))
    ordered = tuple(kind for _, kind in sorted(kinds, key=lambda pair: pair[0]))
    _check_unique(ordered)
    return Ontology(ordered, qualifiers, dict(PREFIXES))


def _check_unique(kinds: tuple[Kind, ...]) -> None:
    """Refuse two kinds of one name or title prefix: a title would belong to both."""
    for what, values in (
        ("loom:key", [kind.name for kind in kinds]),
        ("loom:namespace", [kind.namespace for kind in kinds]),
    ):
        twice = sorted({value for value in values if values.count(value) > 1})
        if twice:
            raise ShapeError(f"Two shapes have the {what} {twice[0]!r}; give each kind its own.")


@dataclass(frozen=True)
class _Shapes:
    """All shapes and the vocabulary in one graph, remembering which file said what."""

    graph: Graph
    files: dict[Node, str]  # subject → name of the file that describes it

    @classmethod
    def load(cls, folder: Path) -> _Shapes:
        from rdflib import Graph
        from rdflib.plugins.parsers.notation3 import BadSyntax

        whole = Graph()
        files: dict[Node, str] = {}
        for path in turtle_files(folder):
            try:
                graph = Graph().parse(path, format="turtle")
            except BadSyntax as error:
                reason = f"{path.parent.name}/{path.name} is not Turtle (line {error.lines + 1}): mend its syntax."
                raise ShapeError(reason) from error
            for triple in graph:
                whole.add(triple)
                files.setdefault(triple[0], f"{path.parent.name}/{path.name}")
        return cls(whole, files)

    def kind(self, shape: Node) -> Kind:
        from ontology.namespaces import LOOM, RDFS, SH

        return Kind(
            name=self.text(shape, LOOM.key),
            iri=self.text(shape, SH.targetClass),
            namespace=self.text(shape, LOOM.namespace),
            label=self.text(shape, RDFS.label),
            plural=self.text(shape, LOOM.plural),
            definition=self.text(shape, RDFS.comment),
            fields=self.fields(shape),
        )

    def fields(self, shape: Node) -> tuple[Field, ...]:
        """Return the node shape's properties that have a loom:key, in display order; others only validate."""
        from ontology.namespaces import LOOM, SH

        found = [
            (self.place(prop), self.field(prop))
            for prop in self.graph.objects(shape, SH.property)
            if (prop, LOOM.key, None) in self.graph
        ]
        found.sort(key=lambda pair: (*pair[0], pair[1].key))
        keys = [each.key for _, each in found]
        for key in keys:
            if keys.count(key) > 1:
                raise self.broken(shape, LOOM.key, f"{key!r} is given to two properties; keys are unique in a kind")
        return tuple(each for _, each in found)

    def field(self, prop: Node) -> Field:
        from ontology.namespaces import LOOM, SH

        path, of_page = self.path(prop)
        options = tuple(self.option(prop, node) for node in self.items(prop, SH["in"]))
        return Field(
            key=self.text(prop, LOOM.key),
            iri=path,
            label=self.text(prop, SH.name),
            definition=self.text(prop, SH.description),
            type=self.value_type(prop, options=bool(options)),
            kinds=self.range(prop),
            options=options,
            required=self.number(prop, SH.minCount) > 0,
            many=self.number(prop, SH.maxCount, default=2) > 1,
            severity=self.severity(prop),
            message=self.text(prop, SH.message, ""),
            group=self.group(prop),
            order=self.order(prop),
            section=self.flag(prop, LOOM.section),
            headings=tuple(sorted(str(each) for each in self.graph.objects(prop, LOOM.heading))),
            facet=self.flag(prop, LOOM.facet),
            codable=self.flag(prop, LOOM.codable),
            inverse_label=self.text(prop, LOOM.inverseLabel, ""),
            of_page=of_page,
        )

    def path(self, prop: Node) -> tuple[str, bool]:
        """Return the property, and whether it is said of the page rather than of what the page is about.

        The latter is the path ( [ sh:inversePath foaf:primaryTopic ] PROPERTY ): from the entity to its page.
        """
        from rdflib import URIRef

        from ontology.namespaces import FOAF, SH

        path = self.graph.value(prop, SH.path)
        if isinstance(path, URIRef):
            return str(path), False
        steps = self.items(prop, SH.path)
        to_page = self.graph.value(steps[0], SH.inversePath) if len(steps) == 2 else None  # noqa: PLR2004 – page, property
        if to_page == FOAF.primaryTopic and isinstance(steps[1], URIRef):
            return str(steps[1]), True
        raise self.broken(prop, SH.path, "must be a property, or ( [ sh:inversePath foaf:primaryTopic ] property )")

    def value_type(self, prop: Node, *, options: bool) -> ValueType:
        """Tell a field's type from sh:in, sh:class or sh:nodeKind, and sh:datatype."""
        from ontology.namespaces import DASH, LOOM, SH

        if options:
            return ValueType.CHOICE
        if self.range(prop) or self.graph.value(prop, SH.nodeKind) == SH.IRI:
            return ValueType.PAGE
        datatype = self.graph.value(prop, SH.datatype)
        found = _datatypes().get(str(datatype))
        if found is None:
            raise self.broken(prop, SH.datatype, f"is {datatype}; use one of {', '.join(sorted(_datatypes()))}")
        one_line = self.graph.value(prop, DASH.singleLine)
        is_prose = self.flag(prop, LOOM.section) or (one_line is not None and not one_line.toPython())  # type: ignore[attr-defined]
        return ValueType.PROSE if found is ValueType.TEXT and is_prose else found

    def range(self, prop: Node) -> tuple[str, ...]:
        """Return the kinds a page value may be: sh:class, or an sh:or of them, the first being the default."""
        from ontology.namespaces import LOOM, SH

        classes = list(self.graph.objects(prop, SH["class"]))
        for each in self.items(prop, SH["or"]):
            classes.extend(self.graph.objects(each, SH["class"]))
        names: list[str] = []
        for each in classes:
            shape = self.graph.value(None, SH.targetClass, each)
            name = self.graph.value(shape, LOOM.key) if shape else None
            if name is None:
                raise self.broken(prop, SH["class"], f"is {each}, which no shape has as its sh:targetClass")
            names.append(str(name))
        return tuple(names)

    def option(self, prop: Node, node: Node) -> Option:
        from ontology.namespaces import RDFS, SH, SKOS

        label = self.english(node, SKOS.prefLabel) or self.english(node, RDFS.label)
        if not label:
            raise self.broken(prop, SH["in"], f"lists {node}, which has no English label in vocabulary/")
        return Option(str(node), label, self.english(node, SKOS.definition))

    def severity(self, prop: Node) -> Severity:
        """SHACL's default is a violation; here it must be meant, since a violation can block a save."""
        from ontology.namespaces import SH

        found = self.graph.value(prop, SH.severity)
        known = {SH.Violation: Severity.VIOLATION, SH.Warning: Severity.WARNING, SH.Info: Severity.INFO}
        if found not in known:
            raise self.broken(prop, SH.severity, "must be sh:Violation, sh:Warning or sh:Info")
        return known[found]

    def group(self, prop: Node) -> str:
        from ontology.namespaces import RDFS, SH

        group = self.graph.value(prop, SH.group)
        return self.text(group, RDFS.label) if group else ""

    def place(self, prop: Node) -> tuple[float, float]:
        """Return (order of the group, order in the group)."""
        from ontology.namespaces import SH

        group = self.graph.value(prop, SH.group)
        return (self.order(group) if group else 0.0, self.order(prop))

    def order(self, node: Node) -> float:
        from ontology.namespaces import SH

        return self.number(node, SH.order)

    def number(self, node: Node, term: URIRef, default: float = 0.0) -> float:
        found = self.graph.value(node, term)
        try:
            return default if found is None else float(str(found))
        except ValueError as error:
            raise self.broken(node, term, f"must be a number, not {found}") from error

    def flag(self, node: Node, term: URIRef) -> bool:
        return str(self.graph.value(node, term, default="false")) == "true"

    def items(self, node: Node, term: URIRef) -> list[Node]:
        """Return the members of an RDF list, [] if there is none."""
        head = self.graph.value(node, term)
        return [] if head is None else list(self.graph.items(head))

    def english(self, node: Node, term: URIRef) -> str:
        return next(iter(sorted(str(each) for each in self._said(node, term))), "")

    def _said(self, node: Node, term: URIRef) -> Iterator[Node]:
        """Yield the values that are English or of no language."""
        for each in self.graph.objects(node, term):
            if getattr(each, "language", None) in (None, "en"):
                yield each

    def text(self, node: Node, term: URIRef, default: str | None = None) -> str:
        """Return the one value, in English if it has a language; without a default it must be there."""
        found = list(self._said(node, term))
        if len(found) > 1:
            raise self.broken(node, term, f"has {len(found)} values; keep one")
        if not found and default is None:
            raise self.broken(node, term, "is missing; add it")
        return str(found[0]) if found else str(default)

    def broken(self, node: Node, term: URIRef, problem: str) -> ShapeError:
        """Make the error: file, property, problem."""
        from ontology.namespaces import LOOM, SH

        name = self.graph.value(node, LOOM.key) or self.graph.value(node, SH.path) or node
        word = term.n3(self.graph.namespace_manager) if (None, term, None) in self.graph else f"<{term}>"
        return ShapeError(f"{self.files.get(node, 'a shape')}: {name}: {word} {problem}.")


@cache
def _datatypes() -> dict[str, ValueType]:
    """Datatypes a field may have: the graph engine would rewrite others, e.g. xsd:int to xsd:integer."""
    from ontology.namespaces import XSD

    return {
        str(XSD.string): ValueType.TEXT,
        str(XSD.integer): ValueType.INTEGER,
        str(XSD.decimal): ValueType.DECIMAL,
        str(XSD.boolean): ValueType.BOOLEAN,
        str(XSD.date): ValueType.DATE,
        str(XSD.gYear): ValueType.YEAR,
        str(XSD.anyURI): ValueType.URL,
    }


def main(arguments: list[str]) -> int:
    """Write `kinds.json` (--write), or say whether it is up to date."""
    text = compact.dump(read_ontology(FOLDER), compact.digest(turtle_files(FOLDER)))
    if "--write" in arguments:
        PRECOMPUTED.write_text(text, encoding="utf-8")
        return 0
    return 0 if PRECOMPUTED.exists() and PRECOMPUTED.read_text(encoding="utf-8") == text else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
