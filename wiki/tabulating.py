"""Taking the pages of a kind out as one table: a row a page, or a row a coding. The same pages give the same bytes."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ontology.kinds import Kind, Ontology
from patterns.frontmatter import parse
from patterns.saying import Saying, understand
from patterns.tablerows import further_keys, long_columns, long_rows, wide_columns, wide_row
from patterns.tabletext import line
from wiki.assembly import Wiki, open_wiki
from wiki.errors import BadInputError
from wiki.publishing import Advance, replacing

SEPARATORS = {".csv": ",", ".tsv": "\t"}
"""By the ending of the file."""

STANDARD_OUTPUT = Path("-")
READ = 200
"""Pages held in memory at once."""


@dataclass
class Exported:
    """What went into a table, and what has no column there."""

    kind: str
    columns: tuple[str, ...]
    pages: int = 0
    rows: int = 0
    further_keys: Counter[str] = field(default_factory=Counter)  # keys the kind's shape does not know

    def as_mapping(self) -> Mapping[str, object]:
        """Return it as a report."""
        return {
            "kind": self.kind,
            "pages": self.pages,
            "rows": self.rows,
            "columns": list(self.columns),
            "further_keys": dict(sorted(self.further_keys.items())),
        }


def export_table(data: Path, dest: Path, kind: str, advance: Advance, *, long: bool = False) -> Exported:
    """Write all current pages of a kind to a .csv or .tsv file, or as CSV to standard output ("-").

    `long`: a row a coding in place of a row a page. Raises BadInputError for an unknown kind or ending.
    """
    return write_table(open_wiki(data), dest, kind, advance, long=long)


def write_table(wiki: Wiki, dest: Path, kind: str, advance: Advance, *, long: bool = False) -> Exported:
    """Write the table of an open wiki."""
    ontology = wiki.ontology
    chosen = known_kind(kind, ontology)
    if dest == STANDARD_OUTPUT:
        return _write(wiki, _table(chosen, ontology, long=long), _to_standard_output, ",", advance)
    separator = SEPARATORS.get(dest.suffix.lower())
    if separator is None:
        raise BadInputError(f"{dest.name}: the ending says no format for a table. Use .csv or .tsv.")
    dest.parent.mkdir(parents=True, exist_ok=True)
    with replacing(dest) as path, path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        return _write(wiki, _table(chosen, ontology, long=long), file.write, separator, advance)


def known_kind(name: str, ontology: Ontology) -> Kind:
    """Return the kind of that name; raises BadInputError."""
    found = ontology.by_name.get(name)
    if found is None:
        raise BadInputError(f"There is no kind “{name}”. The kinds are {', '.join(ontology.by_name)}.")
    return found


Rows = Callable[[Saying], Iterator[list[str]]]


@dataclass(frozen=True, slots=True)
class _Table:
    kind: Kind
    ontology: Ontology
    columns: tuple[str, ...]
    rows: Rows


def _table(kind: Kind, ontology: Ontology, *, long: bool) -> _Table:
    if long:
        return _Table(kind, ontology, long_columns(ontology), lambda saying: long_rows(saying, ontology))
    return _Table(kind, ontology, wide_columns(kind), lambda saying: iter([wide_row(saying, kind)]))


def _write(
    wiki: Wiki, table: _Table, write: Callable[[str], object], separator: str, advance: Advance
) -> Exported:
    done = Exported(table.kind.name, table.columns)
    write(line(table.columns, separator))
    for title, text in _texts(wiki, table.kind.name):
        saying = understand(parse(text), title, table.ontology)
        for row in table.rows(saying):
            write(line(row, separator))
            done.rows += 1
        done.further_keys.update(further_keys(saying))
        done.pages += 1
        advance(done.pages)
    return done


def _texts(wiki: Wiki, kind: str) -> Iterator[tuple[str, str]]:
    """Yield title and text of the current pages of a kind by title, a few at a time."""
    after = ""
    while listed := wiki.pages.list_pages(kind, after, READ):
        after = listed[-1].title
        found = wiki.pages.get_all(each.title for each in listed)
        yield from ((each.title, found[each.title].text) for each in listed if each.title in found)


def _to_standard_output(text: str) -> None:
    sys.stdout.buffer.write(text.encode(errors="replace"))
