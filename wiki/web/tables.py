"""Query results as tables for people: the first rows read from the engine's own lines. Pure.

TSV (SPARQL 1.1 Query Results CSV and TSV Formats, section 4) and N-Triples both hold one row a line with
terms in Turtle's syntax, so a result of any size is shown by reading its first lines and counting the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import unquote

from ontology.kinds import Ontology
from ontology.namespaces import LOOM
from patterns.links import full_title, page_path

MOST_ROWS = 1_000
LONGEST_CELL = 2_000  # characters of a literal that are shown
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.DOTALL)
_TERM = re.compile(r'<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_PLAIN = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
_XSD = "http://www.w3.org/2001/XMLSchema#"
_SELF_EVIDENT = {f"{_XSD}{name}" for name in ("integer", "decimal", "double", "boolean")}
_STRINGS = {"", f"{_XSD}string"}
_LINKED = ("http://", "https://")
_TERM_OF_OURS = re.compile(re.escape(str(LOOM)) + r"[\w-]+")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Cell:
    """One term of a row, ready to be shown."""

    text: str
    href: str = ""  # address it leads to, "" = none
    title: str = ""  # the whole IRI, for a shortened one
    language: str = ""
    datatype: str = ""  # shortened; "" for plain strings
    sort: str = "text"  # "page", "own", "iri", "blank", "text", "number", "none"


@dataclass(frozen=True, slots=True)
class Table:
    """The first rows of a result."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int  # rows of the whole result


@dataclass(frozen=True)
class Words:
    """What is needed to show an IRI: where this wiki's are, what its kinds are, how others are shortened."""

    base: str
    ontology: Ontology

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Prefix → namespace IRI."""
        return self.ontology.prefixes

    def cell(self, iri: str) -> Cell:
        """Show an IRI: a page by its title, other IRIs of this wiki by their path, the rest by prefixed name."""
        title = title_of(iri, self.base, self.ontology)
        if title:
            return Cell(title, page_path(title), iri, sort="page")
        if iri.startswith(f"{self.base}/"):
            path = iri.removeprefix(self.base)
            return Cell(path, path, iri, sort="own")
        if _TERM_OF_OURS.fullmatch(iri):
            return Cell(self.short(iri), f"/ontology/{iri.rpartition('#')[2]}", iri, sort="own")
        return Cell(self.short(iri), iri if iri.startswith(_LINKED) else "", iri, sort="iri")

    def short(self, iri: str) -> str:
        """Write an IRI as a prefixed name if a prefix fits and what remains is a simple name."""
        for prefix, namespace in self.prefixes.items():
            rest = iri.removeprefix(namespace)
            if rest != iri and re.fullmatch(r"[\w.-]*", rest):
                return f"{prefix}:{rest}"
        return iri


def title_of(iri: str, base: str, ontology: Ontology) -> str:
    """Return the full title of the page an entity IRI of this wiki stands for, "" for any other IRI."""
    kind, _, slug = iri.removeprefix(f"{base}/id/").partition("/")
    if not iri.startswith(f"{base}/id/") or kind not in ontology.by_name or not slug or "#" in slug:
        return ""
    return full_title(kind, unquote(slug).replace("_", " "), ontology)


def read_select(body: BinaryIO, words: Words, most: int = MOST_ROWS) -> Table:
    """Read a SELECT result in TSV."""
    columns = tuple(name.lstrip("?") for name in _line(body).split("\t") if name)
    rows = [_select_row(line, len(columns), words) for line in _lines(body, most)]
    return Table(columns, tuple(rows), len(rows) + _count_lines(body))


def read_ask(body: BinaryIO) -> bool:
    """Read an ASK result in TSV, as engines write it: `true` or `false`, some with a header line."""
    return b"true" in body.read(_CHUNK).lower()


def read_graph(body: BinaryIO, words: Words, most: int = MOST_ROWS) -> Table:
    """Read a graph in N-Triples as a table of three columns."""
    rows = [tuple(read_term(term, words) for term in _TERM.findall(line)[:3]) for line in _lines(body, most)]
    return Table(("subject", "predicate", "object"), tuple(rows), len(rows) + _count_lines(body))


def _select_row(line: str, width: int, words: Words) -> tuple[Cell, ...]:
    terms = line.split("\t")[:width] if width else []
    return tuple(read_term(term, words) for term in [*terms, *[""] * (width - len(terms))])


def read_term(term: str, words: Words) -> Cell:
    """Read one term in Turtle's syntax; "" is an unbound variable."""
    if not term:
        return Cell("", sort="none")
    if term.startswith("<") and not term.startswith("<<"):
        return words.cell(_unescape(term[1:-1]))
    if term.startswith("_:"):
        return Cell(term, sort="blank")
    literal = _LITERAL.fullmatch(term)
    if literal is None:  # a number or boolean in Turtle's short form, or a quoted triple
        return Cell(term[:LONGEST_CELL], sort="number" if term[:1] != "<" else "text")
    return _read_literal(_unescape(literal[1]), literal[2] or "", literal[3] or "", words)


def _read_literal(text: str, language: str, datatype: str, words: Words) -> Cell:
    shown = text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]} …"
    if datatype in _SELF_EVIDENT:
        return Cell(shown, sort="number")
    href = text if datatype == f"{_XSD}anyURI" and text.startswith(_LINKED) else ""
    return Cell(
        shown, href, language=language, datatype="" if datatype in _STRINGS else words.short(datatype)
    )


def _unescape(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    if code:
        return chr(min(int(code, 16), 0x10FFFF))
    return _PLAIN.get(escape[3], escape[3])


def _line(body: BinaryIO) -> str:
    return body.readline().decode("utf-8", "replace").rstrip("\r\n")


def _lines(body: BinaryIO, most: int) -> list[str]:
    """Read up to `most` lines; a line without terms is the row of a SELECT without variables."""
    found: list[str] = []
    while len(found) < most:
        line = body.readline()
        if not line:
            break
        found.append(line.decode("utf-8", "replace").rstrip("\r\n"))
    return found


def _count_lines(body: BinaryIO) -> int:
    """Count the lines that are left, a last one without its line end included."""
    count, last = 0, b"\n"
    while chunk := body.read(_CHUNK):
        count += chunk.count(b"\n")
        last = chunk[-1:]
    return count + (last != b"\n")
