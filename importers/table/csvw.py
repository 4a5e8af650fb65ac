"""Descriptions of tables by CSVW (W3C, Metadata Vocabulary for Tabular Data, 2015), as far as a mapping can say them.

Looked for are FILE-metadata.json beside each file and csv-metadata.json in its folder; the path of an import may be
such a file too. Nothing is fetched: a context or schema elsewhere is not read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from importers.source import UnusableSourceError
from importers.table.guesses import Described
from importers.table.headed import letters
from importers.table.mapping import DAY_FIRST, MONTH_FIRST
from importers.table.textfile import Dialect

ENDING = "-metadata.json"
LARGEST = 16 << 20
"""Bytes of a description."""

PREFIXES: Mapping[str, str] = {
    "dc": "http://purl.org/dc/terms/",
    "dcterms": "http://purl.org/dc/terms/",
    "dc11": "http://purl.org/dc/elements/1.1/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "loom": "https://w3id.org/commonloom/ns#",
}
"""Prefixes that addresses of properties may have: CSVW's own, from RDFa's initial context, and ours."""

_NUMBERS = {"number", "decimal", "integer", "double", "float", "int", "long", "short", "nonNegativeInteger"}
_INHERITED = ("null", "separator", "datatype", "default", "propertyUrl")


@dataclass(frozen=True)
class TableDescription:
    """What is said of one table."""

    key: tuple[str, ...] = ()
    columns: Mapping[str, Described] = field(default_factory=dict)  # by the name in the file
    dialect: Dialect = field(default_factory=Dialect)
    header: tuple[int, ...] = ()  # rows of the head, () = nothing is said
    names: Mapping[str, str] = field(default_factory=dict)  # what the description calls a column → the file

    def dialect_keys(self) -> dict[str, str]:
        """Return how the file is written, as keys of a mapping."""
        said = {
            "encoding": self.dialect.encoding,
            "separator": self.dialect.separator,
            "quote": self.dialect.quote,
        }
        return {key: text for key, text in said.items() if text}


@dataclass(frozen=True)
class Description:
    """What is said of all tables of a path."""

    tables: Mapping[str, TableDescription] = field(default_factory=dict)  # by path from the folder
    label: str = ""
    license: str = ""
    attribution: str = ""
    given: bool = False  # the path is the description itself

    def of(self, file: str) -> TableDescription:
        """Return what is said of a table."""
        return self.tables.get(file, TableDescription())

    def dialect(self, file: str) -> Dialect | None:
        """Return how a file is written; None when nothing is said of it."""
        found = self.tables.get(file)
        return found.dialect if found else None


def is_description(path: Path) -> bool:
    """Say whether a path is a description of tables, not a table."""
    return path.name.endswith(ENDING) and path.is_file()


def descriptions(path: Path) -> Description:
    """Read the descriptions of the tables of a path; raises UnusableSourceError for one that is no JSON object."""
    given = is_description(path)
    folder = path.parent if path.is_file() else path
    if given:
        files = [path]
    elif path.is_file():
        files = [
            each for each in (folder / f"{path.name}{ENDING}", folder / "csv-metadata.json") if each.is_file()
        ][:1]
    else:
        files = sorted(each for each in path.rglob(f"*{ENDING}") if each.is_file() and not each.is_symlink())
    whole: dict[str, Any] = {"given": given, "tables": {}}
    for file in files:
        written = _read(file)
        within = file.parent.relative_to(folder)
        for table, default in _tables(written):
            url = str((within / unquote(str(table.get("url", "")))).as_posix())
            whole["tables"][url] = _table(table, default)
        for key, names in (
            ("label", ("title",)),
            ("license", ("license",)),
            ("attribution", ("creator", "publisher")),
        ):
            whole[key] = whole.get(key) or _annotation(written, names)
    tables = {file: _with_names(each, whole["tables"]) for file, each in whole["tables"].items()}
    return Description(**{**whole, "tables": tables})


def _with_names(table: TableDescription, tables: Mapping[str, TableDescription]) -> TableDescription:
    """Return a table whose columns refer to columns of others as those are called in their files."""
    columns = {}
    for title, each in table.columns.items():
        file, _, column = each.refers.partition(": ")
        there = next((found for url, found in tables.items() if PurePosixPath(url).name == file), None)
        columns[title] = replace(each, refers=f"{file}: {there.names.get(column, column)}") if there else each
    return replace(table, columns=columns)


def _read(file: Path) -> Mapping[str, Any]:
    try:
        if file.stat().st_size > LARGEST:
            raise UnusableSourceError(f"{file} is too large for a description of tables.")
        written = json.loads(file.read_bytes())
    except (ValueError, RecursionError, OSError) as error:
        raise UnusableSourceError(f"{file} is no JSON ({error}). Mend it, or move it away.") from error
    if not isinstance(written, dict):
        raise UnusableSourceError(f"{file} is no description of tables: it must be a JSON object.")
    return written


def _tables(written: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Yield each table with what the group says for all."""
    listed = written.get("tables") if isinstance(written.get("tables"), list) else [written]
    for each in listed or ():
        if isinstance(each, dict) and each.get("url"):
            yield each, written


def _table(table: Mapping[str, Any], group: Mapping[str, Any]) -> TableDescription:
    schema = _mapping(table.get("tableSchema")) or _mapping(group.get("tableSchema"))
    refers = dict(_foreign(schema))
    inherited = {key: each[key] for each in (group, table, schema) for key in _INHERITED if key in each}
    written = _mapping(table.get("dialect")) or _mapping(group.get("dialect"))
    header = _header(written)
    columns, names = dict[str, Described](), dict[str, str]()
    listed = schema.get("columns")
    for at, column in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(column, dict) and not column.get("virtual"):
            title, name = letters(at) if header == (0,) else _title(column), str(column.get("name", ""))
            names[name] = title
            columns[title] = _column({**inherited, **column}, refers.get(name, ""))
    key = tuple(names.get(each, each) for each in _texts(schema.get("primaryKey")))
    return TableDescription(key, columns, _dialect(written), header, names)


def _header(dialect: Mapping[str, Any]) -> tuple[int, ...]:
    """Return the rows of the head; () when it is the first row, which goes without saying."""
    rows, skipped = dialect.get("headerRowCount", 1), dialect.get("skipRows", 0)
    if dialect.get("header") is False or rows == 0:
        return (0,)
    if not (isinstance(rows, int) and isinstance(skipped, int) and 0 < rows < 10 and 0 <= skipped < 1000):  # noqa: PLR2004 - no head is like that
        return ()
    return () if (rows, skipped) == (1, 0) else tuple(range(skipped + 1, skipped + rows + 1))


def _title(column: Mapping[str, Any]) -> str:
    """Return what a column is called in the file: its first title in any language, else its name."""
    titles: Any = column.get("titles")
    while isinstance(titles, dict | list) and titles:
        titles = next(iter(titles.values())) if isinstance(titles, dict) else titles[0]
    return " ".join(str(titles or column.get("name", "")).split())


def _column(column: Mapping[str, Any], refers: str) -> Described:
    datatype: Any = column.get("datatype")
    base = str(datatype.get("base", "")) if isinstance(datatype, dict) else str(datatype or "")
    form: Any = datatype.get("format", "") if isinstance(datatype, dict) else ""
    decimal = form.get("decimalChar", "") if isinstance(form, dict) else ""
    remarks = [f"datatype {base}"] if base and base != "string" else []
    remarks += [f"default {column['default']!r} is not taken"] if column.get("default") else []
    return Described(
        property=_iri(str(column.get("propertyUrl", ""))),
        separator=str(column.get("separator") or ""),
        empty=tuple(each for each in _texts(column.get("null")) if each),
        dates=_order(str(form)) if base in {"date", "dateTime", "datetime"} else "",
        decimal="," if decimal == "," else "",
        values=_boolean(str(form)) if base == "boolean" else {},
        scale="yes or no" if base == "boolean" else "interval" if base in _NUMBERS else "",
        refers=refers,
        left_out=column.get("suppressOutput") is True,
        remark=", ".join(remarks),
    )


def _iri(written: str) -> str:
    prefix, colon, rest = written.partition(":")
    return PREFIXES[prefix] + rest if colon and prefix in PREFIXES and not rest.startswith("//") else written


def _order(form: str) -> str:
    """Return which of day and month comes first in a format as dd/MM/yyyy."""
    day, month, year = form.find("d"), form.find("M"), form.find("y")
    if min(day, month) < 0 or (0 <= year < min(day, month)):
        return ""
    return DAY_FIRST if day < month else MONTH_FIRST


def _boolean(form: str) -> dict[str, Any]:
    yes, bar, no = form.partition("|")
    return {yes: True, no: False} if bar and yes and no else {}


def _foreign(schema: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the columns that hold keys of other tables, with "TABLE: COLUMN"."""
    listed = schema.get("foreignKeys")
    for each in listed if isinstance(listed, list) else ():
        reference = _mapping(each.get("reference")) if isinstance(each, dict) else {}
        columns, there = (
            _texts(each.get("columnReference") if isinstance(each, dict) else None),
            _texts(reference.get("columnReference")),
        )
        if len(columns) == len(there) == 1 and reference.get("resource"):
            yield columns[0], f"{PurePosixPath(unquote(str(reference['resource']))).name}: {there[0]}"


def _dialect(written: Mapping[str, Any]) -> Dialect:
    quote = written.get("quoteChar", "")
    return Dialect(
        encoding=str(written.get("encoding") or ""),
        separator=str(written.get("delimiter") or ""),
        quote="none" if quote is None else "" if quote == '"' else str(quote),
    )


def _annotation(written: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """Return what the group or its first table says under dc:NAME, in any of JSON-LD's shapes."""
    sources = [written, *(each for each, _ in _tables(written))]
    for each in sources:
        for name in names:
            found: Any = each.get(f"dc:{name}", each.get(f"dcterms:{name}", each.get(f"schema:{name}")))
            while isinstance(found, list | dict) and found:
                found = (
                    found[0]
                    if isinstance(found, list)
                    else found.get("@id", found.get("@value", found.get("schema:name", "")))
                )
            if found:
                return str(found)
    return ""


def _mapping(written: Any) -> Mapping[str, Any]:
    return written if isinstance(written, dict) else {}


def _texts(written: Any) -> list[str]:
    if written is None:
        return []
    return [str(each) for each in written] if isinstance(written, list) else [str(written)]
