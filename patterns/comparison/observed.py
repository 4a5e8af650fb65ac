"""A kept result in the graph: a data set whose rows are observations, and the activity that computed it.

W3C, The RDF Data Cube Vocabulary (Recommendation, 16 January 2014): the comparison is the data set, its one dimension the
number of the row; a column that no row leaves empty is a measure, any other an attribute, so that what is not known is
no value and the cube is still well-formed (section 11.1, IC-11, IC-12, IC-14). W3C, PROV-O (Recommendation, 30 April 2013):
the computation used each case as it was at the moment the result rests on, by its address with `asof`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from urllib.parse import quote

from ontology.kinds import Field, Ontology, ValueType
from patterns.comparison.columns import Column, Sort, cases_in, columns_of
from patterns.comparison.kept import Kept
from patterns.comparison.rows import Table
from patterns.links import graph_iri, split_title
from patterns.nquads import literal, node
from patterns.page import Value
from patterns.saying import LOOM, PRESENT
from patterns.tabletext import read_cell
from patterns.values import Form, read_value

_QB = "http://purl.org/linked-data/cube#"
_PROV = "http://www.w3.org/ns/prov#"
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
_ROW = node(LOOM + "resultRow")
_COLUMN_CASE, _COLUMN_VARIABLE = node(LOOM + "columnCase"), node(LOOM + "columnVariable")
_COLUMN_KEY, _CELLS = node(LOOM + "columnKey"), node(LOOM + "cellsAsWritten")

Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Observed:
    """A kept result, where its facts are said."""

    kept: Kept
    entity: str  # IRI of the comparison
    base: str  # of the installation
    page: Callable[[str], str]  # gives the IRI of what a title is about
    ontology: Ontology

    def part(self, anchor: str) -> str:
        """Write the term of a part of the comparison."""
        return node(f"{self.entity}#{anchor}")

    def field(self, key: str, case: str) -> Field | None:
        """Return the variable of that key, as the kind of a case has it."""
        kind = self.ontology.by_name.get(split_title(case, self.ontology).kind)
        return (kind.by_key.get(key) if kind else None) or self.ontology.by_key.get(key)


def observed(of: Observed, table: Table | None) -> Iterator[Triple]:
    """Yield what computed a result, and its rows when its table is there."""
    yield from _computed(of)
    if table is not None:
        columns = columns_of(of.kept.method, table.columns, of.kept.cases)
        yield from _structure(of, columns)
        yield from _rows(of, columns, table)


def _computed(of: Observed) -> Iterator[Triple]:
    """Yield the activity: what it used, by which method, and who is answerable for it."""
    kept, entity, activity = of.kept, node(of.entity), of.part("computation")
    if not (kept.method and kept.as_of):
        return
    yield entity, node(_PROV + "wasGeneratedBy"), activity
    yield activity, _TYPE, node(_PROV + "Activity")
    yield activity, node(LOOM + "dataAsOf"), literal(kept.as_of)
    for name, value in kept.settings:
        yield activity, node(LOOM + "methodSetting"), literal(f"{name}={value}")
    for case in kept.cases:
        graph = graph_iri(of.base, case, of.ontology)
        then = node(f"{graph}?asof={quote(kept.as_of, safe=':', errors='replace')}")
        yield activity, node(_PROV + "used"), then
        yield then, node(_PROV + "specializationOf"), node(graph)
    methods = f"Commonloom, version {kept.engine} of the methods" if kept.engine else "Commonloom"
    agents = [("methods", "SoftwareAgent", methods)]
    agents += [("keeper", "Person", kept.kept_by)] if kept.kept_by else []
    for anchor, sort, name in agents:
        yield activity, node(_PROV + "wasAssociatedWith"), of.part(anchor)
        yield of.part(anchor), _TYPE, node(_PROV + sort)
        yield of.part(anchor), _LABEL, literal(name)
    if kept.engine:
        yield of.part("methods"), node(LOOM + "methodVersion"), literal(kept.engine)


def _structure(of: Observed, columns: tuple[Column, ...]) -> Iterator[Triple]:
    entity, structure = node(of.entity), of.part("structure")
    yield entity, _TYPE, node(_QB + "DataSet")
    yield entity, node(_QB + "structure"), structure
    yield structure, _TYPE, node(_QB + "DataStructureDefinition")
    yield from _component(of, 0, "dimension", _ROW)
    for number, column in enumerate(columns, 1):
        property_ = _property(of, number, column)
        yield from _component(of, number, "measure" if column.always else "attribute", property_)
        if not column.term:
            yield from _own_column(of, number, column)


def _component(
    of: Observed, number: int, sort: str, property_: str, anchor: str = "component"
) -> Iterator[Triple]:
    component = of.part(f"{anchor}-{number}")
    yield of.part("structure"), node(_QB + "component"), component
    yield component, _TYPE, node(_QB + "ComponentSpecification")
    yield component, node(_QB + sort), property_
    yield component, node(_QB + "order"), literal(str(number), "integer")


def _property(of: Observed, number: int, column: Column) -> str:
    return node(column.iri) if column.term else of.part(f"column-{number}")


def _own_column(of: Observed, number: int, column: Column) -> Iterator[Triple]:
    """Yield what a column is that the vocabulary has not: whose, and where its cells are as they are written."""
    own = of.part(f"column-{number}")
    name = split_title(column.name, of.ontology).name if column.case else column.name
    yield own, _TYPE, node(_QB + "AttributeProperty")
    yield own, _LABEL, literal(name or "column")
    if column.case:
        yield own, _COLUMN_CASE, node(of.page(column.case))
    if column.variable:
        yield own, _COLUMN_KEY, literal(column.variable)
        if field := of.field(column.variable, next(iter(of.kept.cases), "")):
            yield own, _COLUMN_VARIABLE, node(field.iri)
    if column.sort is Sort.VALUES:
        written = of.part(f"cells-{number}")
        yield own, _CELLS, written
        yield written, _TYPE, node(_QB + "AttributeProperty")
        yield written, _LABEL, literal(f"{name}, as written")
        yield from _component(of, number, "attribute", written, "cells-component")


def _rows(of: Observed, columns: tuple[Column, ...], table: Table) -> Iterator[Triple]:
    for number, row in enumerate(table.rows, 1):
        observation = of.part(f"row-{number}")
        yield observation, _TYPE, node(_QB + "Observation")
        yield observation, node(_QB + "dataSet"), node(of.entity)
        yield observation, _ROW, literal(str(number), "integer")
        said = dict(zip(table.columns, row, strict=True))
        for place, (column, cell) in enumerate(zip(columns, row, strict=True), 1):
            if not cell:
                continue
            for term in _terms(of, column, cell, said):
                yield observation, _property(of, place, column), term
            if column.sort is Sort.VALUES:
                yield observation, of.part(f"cells-{place}"), literal(cell)


def _terms(of: Observed, column: Column, cell: str, row: dict[str, str]) -> Iterator[str]:
    """Yield the terms of a cell that has something in it."""
    if column.sort is Sort.CASES:
        yield from (node(of.page(each)) for each in cases_in(cell, of.kept.cases))
    elif column.sort is Sort.VARIABLE:
        field = of.field(cell, next(iter(of.kept.cases), ""))
        yield from (node(field.iri),) if field else ()
    elif column.sort is Sort.VALUES:
        yield from _values(
            of, column.variable or row.get("variable", ""), column.case or row.get("case", ""), cell
        )
    elif column.sort is Sort.WORDS:
        yield literal(cell)
    else:
        yield _number(cell, "integer" if column.sort is Sort.COUNT else "decimal")


def _number(text: str, datatype: str) -> str:
    number = _decimal(text)
    whole = number is not None and number == number.to_integral_value()
    if number is None or (datatype == "integer" and not whole):
        return literal(text)
    return literal(f"{number:.0f}" if datatype == "integer" else f"{number:f}", datatype)


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _values(of: Observed, key: str, case: str, cell: str) -> Iterator[str]:
    """Yield what a cell says holds, as the case's page would be read: pages and options as such."""
    field = of.field(key, case)
    for each in read_cell(cell):
        if each.status != PRESENT or not each.value:
            continue
        if field is None:
            yield literal(each.value)
            continue
        reading = read_value(_scalar(each.value, field), field, of.ontology)
        if reading.form is Form.LITERAL:
            yield literal(reading.text, reading.datatype, reading.language)
        else:
            yield node(reading.text if reading.form is Form.IRI else of.page(reading.text))


def _scalar(text: str, field: Field) -> Value:
    """Return the text of a cell as the value that a page has."""
    if field.type is ValueType.BOOLEAN and text in ("true", "false"):
        return text == "true"
    number = _decimal(text) if field.type in (ValueType.INTEGER, ValueType.DECIMAL) else None
    if number is None:
        return text
    return int(number) if field.type is ValueType.INTEGER and number == number.to_integral_value() else number
