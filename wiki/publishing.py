"""Taking everything out again, whole and in open formats. The same pages give the same bytes."""

from __future__ import annotations

import gzip
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol, cast

import pyoxigraph

from ontology.namespaces import PREFIXES
from patterns.filenames import file_of_title
from wiki.assembly import Wiki, open_wiki
from wiki.errors import BadInputError, StorageError

MARKER = "commonloom.json"
"""File that says a folder is an export, so that a later export may replace it."""

GRAPH_FORMATS = {
    ".nq": pyoxigraph.RdfFormat.N_QUADS,
    ".trig": pyoxigraph.RdfFormat.TRIG,
    ".ttl": pyoxigraph.RdfFormat.TURTLE,
    ".jsonld": pyoxigraph.RdfFormat.JSON_LD,
}


class Advance(Protocol):
    """Called with the number of pages done."""

    def __call__(self, done: int) -> None:
        """Show the progress."""


def export_markdown(data: Path, dest: Path, advance: Advance) -> int:
    """Write every current page to a file below `dest` and return how many.

    `dest` appears at once and complete; an earlier export there is replaced, anything else is left alone with BadInputError.
    """
    return write_markdown(open_wiki(data), dest, advance)


def write_markdown(wiki: Wiki, dest: Path, advance: Advance) -> int:
    """Write the export of an open wiki."""
    if dest.exists() and any(dest.iterdir() if dest.is_dir() else [dest]) and not (dest / MARKER).exists():
        raise BadInputError(f"{dest} is not an earlier export, so it was left alone. Choose an empty folder.")
    with replacing(dest) as folder:
        folder.mkdir()
        taken: set[str] = set()
        count = 0
        for count, (title, text) in enumerate(_texts(wiki), start=1):
            path = folder / file_of_title(title, wiki.ontology, taken)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
            advance(count)
        (folder / MARKER).write_text(
            json.dumps({"format": "commonloom markdown export", "version": 1}) + "\n"
        )
    return count


def _texts(wiki: Wiki) -> Iterator[tuple[str, str]]:
    """Return title and text of every current page."""
    return ((page.title, page.text) for page in map(wiki.pages.get, _titles(wiki)) if page is not None)


def _titles(wiki: Wiki) -> Iterator[str]:
    """Return the titles of all current pages in order; then redirects, then talk pages."""
    for kind in (None, "redirect", "talk"):
        after = ""
        while listed := wiki.pages.list_pages(kind, after, 500):
            yield from (row.title for row in listed)
            after = listed[-1].title


def export_rdf(data: Path, dest: Path, advance: Advance) -> int:
    """Write the facts of every current page in the format of the file's ending and return the number of pages."""
    return write_rdf(open_wiki(data), dest, advance)


def write_rdf(wiki: Wiki, dest: Path, advance: Advance) -> int:
    """Write the facts of an open wiki."""
    packed = dest.suffix == ".gz"
    ending = Path(dest.stem).suffix if packed else dest.suffix
    if ending not in GRAPH_FORMATS:
        known = ", ".join([*GRAPH_FORMATS, ".nq.gz"])
        raise BadInputError(f"{dest.name}: the ending says no format for RDF. Use one of {known}.")
    dest.parent.mkdir(parents=True, exist_ok=True)
    with replacing(dest) as path, path.open("wb") as raw:
        if packed:
            with gzip.GzipFile(fileobj=raw, mode="wb", filename="", mtime=0) as file:
                return _write_graphs(wiki, cast("IO[bytes]", file), ending, advance)
        return _write_graphs(wiki, raw, ending, advance)


def _write_graphs(wiki: Wiki, file: IO[bytes], ending: str, advance: Advance) -> int:
    seen = [0]

    def quads() -> Iterator[pyoxigraph.Quad]:
        for facts in _facts(wiki):
            seen[0] += 1
            advance(seen[0])
            yield from pyoxigraph.parse(facts, format=pyoxigraph.RdfFormat.N_QUADS)

    if ending == ".nq":
        for facts in _facts(wiki):
            seen[0] += 1
            advance(seen[0])
            file.write(facts)
    elif ending == ".ttl":
        triples = (quad.triple for quad in quads())
        pyoxigraph.serialize(triples, file, GRAPH_FORMATS[ending], prefixes=PREFIXES)
    else:
        pyoxigraph.serialize(quads(), file, GRAPH_FORMATS[ending], prefixes=PREFIXES)
    return seen[0]


def _facts(wiki: Wiki) -> Iterator[bytes]:
    """Return the facts of every current page that has some, by title."""
    return filter(None, map(wiki.pages.facts, _titles(wiki)))


@contextmanager
def replacing(dest: Path) -> Iterator[Path]:
    """Give a path to write to, and put it in the place of `dest` only when all went well."""
    new, old = (dest.with_name(f".{dest.name}.{word}-{os.getpid()}") for word in ("new", "old"))
    try:
        yield new
        if dest.is_dir():
            dest.rename(old)
        new.rename(dest)
    except OSError as error:
        raise StorageError(
            f"{dest} cannot be written: {error.strerror}. Nothing was changed there."
        ) from error
    finally:
        for leftover in (new, old):
            if leftover.is_dir():
                shutil.rmtree(leftover)
            else:
                leftover.unlink(missing_ok=True)
