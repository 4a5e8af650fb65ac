"""Reading SHACL shapes as kinds and fields.

SHACL (https://www.w3.org/TR/shacl/) says what it can: sh:path, sh:name, sh:description, sh:order, sh:group,
sh:minCount, sh:maxCount, sh:datatype, sh:class, sh:in, sh:severity, sh:message; dash:singleLine false marks
longer text. What it has no word for is said by the annotation properties of `vocabulary/shapes.ttl`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from ontology.compact import turtle_files
from ontology.entailment import Rules, complete
from ontology.errors import ShapeError
from ontology.kinds import Field, Kind, Ontology, Option, Severity, ValueType
from ontology.namespaces import DASH, FOAF, LOOM, OWL, PREFIXES, RDF, RDFS, SH, SKOS, XSD

DATATYPES: dict[Node | None, ValueType] = {
    XSD.string: ValueType.TEXT,
    XSD.integer: ValueType.INTEGER,
    XSD.decimal: ValueType.DECIMAL,
    XSD.boolean: ValueType.BOOLEAN,
    XSD.date: ValueType.DATE,
    XSD.gYear: ValueType.YEAR,
    XSD.anyURI: ValueType.URL,
}
"""Datatypes a field may have: the graph engine would rewrite others, e.g. xsd:int to xsd:integer."""

SEVERITIES: dict[Node | None, Severity] = {
    SH.Violation: Severity.VIOLATION,
    SH.Warning: Severity.WARNING,
    SH.Info: Severity.INFO,
}


@dataclass(frozen=True)
class Shapes:
    """All shapes and the vocabulary in one graph, remembering which file said what."""

    graph: Graph
    files: dict[Node, str]  # subject → "folder/name" of the file that describes it

    @classmethod
    def load(cls, folder: Path) -> Shapes:
        """Read the Turtle below an ontology folder. Raises ShapeError for what is not Turtle."""
        whole = Graph()
        files: dict[Node, str] = {}
        for path in turtle_files(folder):
            name = f"{path.parent.name}/{path.name}"
            try:
                graph = Graph().parse(path, format="turtle")
            except BadSyntax as error:
                raise ShapeError(f"{name}: line {error.lines + 1} is not Turtle; mend its syntax.") from error
            for triple in graph:
                whole.add(triple)
                files.setdefault(triple[0], name)
        return cls(whole, files)

    def ontology(self) -> Ontology:
        """Return all kinds in their sh:order, and the qualifiers of statements."""
        kinds: list[tuple[float, Kind]] = []
        qualifiers: tuple[Field, ...] = ()
        for shape in self.graph.subjects(RDF.type, SH.NodeShape):
            if self.one(shape, SH.targetClass) == LOOM.Coding:
                qualifiers = self.fields(shape)
            else:
                kinds.append((self.number(shape, SH.order), self.kind(shape)))
        kinds.sort(key=lambda pair: (pair[0], pair[1].name))
        ordered = tuple(kind for _, kind in kinds)
        _check_unique("loom:key", [kind.name for kind in ordered])
        _check_unique("loom:namespace", [kind.namespace for kind in ordered])
        return Ontology(ordered, qualifiers, dict(PREFIXES), self.rules())

    def rules(self) -> Rules:
        """Return what follows from what, as the vocabulary has it."""
        return complete(
            self.pairs(RDFS.subClassOf),
            self.pairs(RDFS.subPropertyOf),
            self.pairs(OWL.inverseOf),
            (str(each) for each in self.graph.subjects(RDF.type, OWL.SymmetricProperty)),
        )

    def pairs(self, term: URIRef) -> list[tuple[str, str]]:
        """Return subject and object of an axiom between named terms."""
        return [(str(one), str(other)) for one, other in self.graph.subject_objects(term)]

    def kind(self, shape: Node) -> Kind:
        """Read one node shape."""
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
        properties = [
            each for each in self.graph.objects(shape, SH.property) if (each, LOOM.key, None) in self.graph
        ]
        found = sorted(((*self.place(each), self.field(each)) for each in properties), key=_display_order)
        keys = [each.key for _, _, each in found]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise self.broken(shape, LOOM.key, f"{twice[0]!r} is given to two properties; give each its own")
        return tuple(each for _, _, each in found)

    def field(self, prop: Node) -> Field:
        """Read one property shape."""
        path, of_page = self.path(prop)
        return Field(
            key=self.text(prop, LOOM.key),
            iri=path,
            label=self.text(prop, SH.name),
            definition=self.text(prop, SH.description),
            type=self.value_type(prop),
            kinds=self.range(prop),
            options=tuple(self.option(prop, node) for node in self.items(prop, SH["in"])),
            required=self.number(prop, SH.minCount) > 0,
            many=self.one(prop, SH.maxCount) is None or self.number(prop, SH.maxCount) > 1,
            severity=self.severity(prop),
            message=self.text(prop, SH.message, ""),
            group=self.group(prop),
            order=self.number(prop, SH.order),
            section=self.flag(prop, LOOM.section),
            headings=tuple(sorted(str(each) for each in self.graph.objects(prop, LOOM.heading))),
            facet=self.flag(prop, LOOM.facet),
            codable=self.flag(prop, LOOM.codable),
            inverse_label=self.text(prop, LOOM.inverseLabel, ""),
            of_page=of_page,
            pattern=self.text(prop, SH.pattern, ""),
            minimum=self.bound(prop, SH.minInclusive),
            maximum=self.bound(prop, SH.maxInclusive),
            coding_class=str(self.one(prop, LOOM.codingClass) or ""),
            qualifies=tuple(sorted(str(each) for each in self.graph.objects(prop, LOOM.qualifies))),
        )

    def path(self, prop: Node) -> tuple[str, bool]:
        """Return the property, and whether it is said of the page rather than of what the page is about.

        The latter is the path ( [ sh:inversePath foaf:primaryTopic ] PROPERTY ): from the entity to its page.
        """
        path = self.one(prop, SH.path)
        if isinstance(path, URIRef):
            return str(path), False
        match self.items(prop, SH.path):
            case [step, URIRef() as last] if self.one(step, SH.inversePath) == FOAF.primaryTopic:
                return str(last), True
        raise self.broken(
            prop, SH.path, "must be a property, or ( [ sh:inversePath foaf:primaryTopic ] property )"
        )

    def value_type(self, prop: Node) -> ValueType:
        """Tell a field's type: a choice by sh:in, a page by sh:nodeKind sh:IRI, else by sh:datatype."""
        if self.one(prop, SH["in"]):
            return ValueType.CHOICE
        if self.one(prop, SH.nodeKind) == SH.IRI:
            return ValueType.PAGE
        datatype = self.one(prop, SH.datatype)
        if datatype not in DATATYPES:
            allowed = ", ".join(f"<{each}>" for each in DATATYPES)
            raise self.broken(prop, SH.datatype, f"is {datatype}; use one of {allowed}")
        long_text = self.flag(prop, LOOM.section) or self.text(prop, DASH.singleLine, "") == "false"
        found = DATATYPES[datatype]
        return ValueType.PROSE if found is ValueType.TEXT and long_text else found

    def range(self, prop: Node) -> tuple[str, ...]:
        """Return the kinds a page value may be: sh:class or an sh:or of them, the default first."""
        classes = [
            self.one(prop, SH["class"]),
            *(self.one(each, SH["class"]) for each in self.items(prop, SH["or"])),
        ]
        return tuple(self.kind_of(prop, each) for each in classes if each is not None)

    def kind_of(self, prop: Node, cls: Node) -> str:
        """Return the name of the kind whose entities are of that class."""
        for shape in self.graph.subjects(SH.targetClass, cls):
            return self.text(shape, LOOM.key)
        raise self.broken(prop, SH["class"], f"is {cls}, which is the sh:targetClass of no kind's shape")

    def option(self, prop: Node, node: Node) -> Option:
        """Read one member of an sh:in list: a concept, or a class, of the vocabulary."""
        label = self.text(node, SKOS.prefLabel, "") or self.text(node, RDFS.label, "")
        if not label:
            raise self.broken(prop, SH["in"], f"lists {node}, which has no English label in vocabulary/")
        return Option(str(node), label, self.text(node, SKOS.definition, ""))

    def severity(self, prop: Node) -> Severity:
        """SHACL's default is a violation; here it must be meant, since a violation can block a save."""
        found = self.one(prop, SH.severity)
        if found not in SEVERITIES:
            raise self.broken(prop, SH.severity, "must be sh:Violation, sh:Warning or sh:Info")
        return SEVERITIES[found]

    def group(self, prop: Node) -> str:
        """Return the label of the property's group, "" if it is in none."""
        group = self.one(prop, SH.group)
        return "" if group is None else self.text(group, RDFS.label)

    def place(self, prop: Node) -> tuple[float, float]:
        """Return (order of the group, order in the group)."""
        group = self.one(prop, SH.group)
        return 0.0 if group is None else self.number(group, SH.order), self.number(prop, SH.order)

    def bound(self, prop: Node, term: URIRef) -> float | None:
        """Return a limit, None where none is given."""
        return None if self.one(prop, term) is None else self.number(prop, term)

    def number(self, node: Node, term: URIRef) -> float:
        """Return a number, 0 where none is given."""
        found = self.one(node, term)
        try:
            return 0.0 if found is None else float(str(found))
        except ValueError as error:
            raise self.broken(node, term, f"must be a number, not {found}") from error

    def flag(self, node: Node, term: URIRef) -> bool:
        """Return whether the value is true."""
        return self.text(node, term, "false") == "true"

    def items(self, node: Node, term: URIRef) -> list[Node]:
        """Return the members of an RDF list, [] if there is none."""
        head = self.one(node, term)
        return [] if head is None else list(self.graph.items(head))

    def one(self, node: Node, term: URIRef) -> Node | None:
        """Return the one value, None if there is none; of several languages, English."""
        found = [
            each for each in self.graph.objects(node, term) if getattr(each, "language", None) in (None, "en")
        ]
        if len(found) > 1:
            raise self.broken(node, term, f"has {len(found)} values; keep one")
        return found[0] if found else None

    def text(self, node: Node, term: URIRef, default: str | None = None) -> str:
        """Return the one value as text; without a default it must be there."""
        found = self.one(node, term)
        if found is None and default is None:
            raise self.broken(node, term, "is missing; add it")
        return str(default if found is None else found)

    def broken(self, node: Node, term: URIRef, problem: str) -> ShapeError:
        """Make the error: file, property, problem."""
        name = self.graph.value(node, LOOM.key) or self.graph.value(node, SH.path) or node
        word = term.n3(self.graph.namespace_manager)
        return ShapeError(f"{self.files.get(node, 'A shape')}: {name}: {word} {problem}.")


def _check_unique(term: str, values: list[str]) -> None:
    """Refuse two kinds of one name or title prefix: a title would belong to both."""
    twice = sorted({value for value in values if values.count(value) > 1})
    if twice:
        raise ShapeError(f"Two shapes have the {term} {twice[0]!r}; give each kind its own.")


def _display_order(placed: tuple[float, float, Field]) -> tuple[float, float, str]:
    return placed[0], placed[1], placed[2].key
