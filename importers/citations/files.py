"""The files of a bibliography, and the entries in them, whichever of the three formats each is in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from importers.citations.bibtex import RawEntry, RawField, read_bibtex
from importers.citations.csl import read_csl
from importers.citations.entry import OTHERS, BibEntry, Name, Said, Trouble
from importers.citations.latex import plain_of_latex
from importers.citations.marked import unmarked
from importers.citations.names import person, split_names
from importers.citations.ris import read_ris
from importers.citations.tables import BIBTEX, CSL, RIS, Table

ENDINGS = frozenset({".bib", ".bibtex", ".biblatex", ".ris", ".json", ".csljson"})

_RIS_START = re.compile(r"^[ \t\ufeff]*TY[ \t]{0,2}-", re.MULTILINE)
_BIBTEX_START = re.compile(r"@[ \t]*[A-Za-z]+\s*[{(]")
_NAMES = frozenset(
    [
        "author",
        "editor",
        "editora",
        "editorb",
        "editorc",
        "translator",
        "bookauthor",
        "foreword",
        "introduction",
        "afterword",
        "commentator",
        "annotator",
        "holder",
    ]
)
_AS_WRITTEN = frozenset({"url", "doi", "file", "isbn", "issn", "eprint"})
_ESCAPED = re.compile(r"\\([_%&#~{}$])")
_ADDRESS = re.compile(r"\\url\s*\{([^{}]*)\}")
_NAMED = re.compile(r"\b(?:crossref|xdata)[ \t]*=\s*[{\"]?([^{}\"#\n]+)", re.IGNORECASE)
_PARENT_TITLES = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
_NOT_INHERITED = frozenset(
    {"ids", "crossref", "xref", "xdata", "keywords", "abstract", "annote", "note", "doi", "url"}
)
_STANDS_IN = frozenset({"incollection", "inproceedings", "conference", "inbook", "bookinbook", "suppbook"})


def format_of(text: str, ending: str) -> Table | None:
    """Return which format a text is in, by what it looks like; None when by none."""
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith(("[", "{")) and ending not in {".bib", ".bibtex", ".biblatex"}:
        return CSL
    if ending != ".bib" and _RIS_START.search(text):
        return RIS
    if _BIBTEX_START.search(text):
        return BIBTEX
    return RIS if _RIS_START.search(text) else None


def read_entries(text: str, table: Table) -> Iterator[BibEntry | Trouble]:
    """Yield the entries of a text in a format, and what was wrong in it."""
    if table is RIS:
        return read_ris(text)
    if table is CSL:
        return read_csl(text)
    return _bibtex_entries(text)


def _bibtex_entries(text: str) -> Iterator[BibEntry | Trouble]:
    wanted = {key.strip().casefold() for found in _NAMED.finditer(text) for key in found[1].split(",")}
    raw = (each for each in read_bibtex(text) if isinstance(each, RawEntry)) if wanted else ()
    known = {each.key.casefold(): each for each in raw if each.key.casefold() in wanted}
    for each in read_bibtex(text):
        if isinstance(each, Trouble):
            yield each
        elif each.type != "xdata":
            yield from _read(_inherited(each, known, frozenset()))


def _inherited(entry: RawEntry, known: dict[str, RawEntry], seen: frozenset[str]) -> RawEntry:
    """Return an entry with the fields that it takes from those it names (`xdata`, `crossref`)."""
    fields = list(entry.fields)
    for name in ("xdata", "crossref"):
        for written in [each.value for each in entry.fields if each.name == name]:
            for key in written.casefold().split(","):
                parent = known.get(key.strip())
                if parent is None or key.strip() in seen or len(seen) > 20:  # noqa: PLR2004 - a chain, not a loop
                    continue
                whole = _inherited(parent, known, seen | {entry.key.casefold(), key.strip()})
                fields += _given(whole, entry, {each.name for each in fields}, name == "xdata")
    return replace(entry, fields=tuple(fields))


def _given(parent: RawEntry, entry: RawEntry, present: set[str], plainly: bool) -> Iterator[RawField]:  # noqa: FBT001
    said = {each.name for each in parent.fields}
    own_words = {
        name for name, taken in _PARENT_TITLES.items() if taken in said
    }  # it says what the book is called there
    for each in parent.fields:
        name = each.name
        if not plainly and entry.type in _STANDS_IN:
            name = name if name in own_words else _PARENT_TITLES.get(name, name)
            if name == "author":
                name = "bookauthor"
        if name not in present and (plainly or name not in _NOT_INHERITED):
            present.add(name)
            yield replace(each, name=name)


def _read(entry: RawEntry) -> Iterator[BibEntry | Trouble]:
    fields = []
    for each in entry.fields:
        said, unknown = _said(each)
        fields.append(said)
        for command in unknown:
            yield Trouble(
                each.line, f"the LaTeX command {command} in {each.name!r} is not known; it stays visible"
            )
    yield BibEntry(entry.key, entry.type, entry.line, tuple(each for each in fields if each.text))


def _said(raw: RawField) -> tuple[Said, tuple[str, ...]]:
    if raw.name in _AS_WRITTEN:
        bare = _ESCAPED.sub(r"\1", _ADDRESS.sub(r"\1", raw.value)).strip(" \t\r\n{}")
        return Said(raw.name, bare, raw.line), ()
    if raw.name not in _NAMES:
        text, unknown = plain_of_latex(raw.value)
        return Said(raw.name, unmarked(text), raw.line), unknown
    names: list[Name] = []
    commands: list[str] = []
    written, others = split_names(raw.value)
    for each in written:
        text, unknown = plain_of_latex(each)
        text = unmarked(text)
        commands += unknown
        if text:
            names.append(Name(text, institution=True) if _is_braced(each) else person(text))
    joined = "; ".join(each.text for each in names) + (OTHERS if others else "")
    return Said(raw.name, joined, raw.line, tuple(names)), tuple(commands)


def _is_braced(written: str) -> bool:
    """Say whether braces keep a name of several words from being taken apart: `{European Commission}`."""
    inner = written[1:-1]
    return (
        written.startswith("{")
        and written.endswith("}")
        and " " in inner.strip()
        and not set("{},") & set(inner)
    )
