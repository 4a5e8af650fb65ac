"""Imports as the command line asks for them: which importer, in whose name, into which wiki."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from importers.formats import FORMATS, UnusableSourceError, read
from importers.source import Source
from wiki.assembly import open_wiki
from wiki.errors import BadInputError
from wiki.importing import Progress, Tally, Wish, run_import, undo


@dataclass(frozen=True, slots=True)
class Arrival:
    """One import as asked for."""

    format: str
    path: Path
    profile: str
    license: str
    source: str  # address the material was taken from, "" = the path
    author: str
    dry_run: bool = False


def bring(data: Path, arrival: Arrival, progress: Progress | None = None) -> Tally:
    """Run the import. Raises BadInputError for an unknown format or profile or a source that cannot be read at all."""
    if arrival.format not in FORMATS:
        raise BadInputError(
            f"There is no import format {arrival.format!r}. Formats are: {', '.join(FORMATS)}."
        )
    wiki = open_wiki(data)
    source = Source(arrival.path, wiki.ontology, arrival.profile, arrival.license, arrival.source)
    wish = Wish(
        arrival.format,
        arrival.source or str(arrival.path),
        arrival.author,
        arrival.profile,
        arrival.license,
        dry_run=arrival.dry_run,
    )
    try:
        return run_import(wiki, wish, read(arrival.format, source), progress)
    except UnusableSourceError as error:
        raise BadInputError(str(error)) from error


def take_back(data: Path, number: int, author: str) -> Tally:
    """Undo a batch."""
    return undo(open_wiki(data), number, author)


def all_batches(data: Path) -> list[dict[str, Any]]:
    """Return every batch, newest first, as plain mappings."""
    batches = open_wiki(data).batches
    found: list[dict[str, Any]] = []
    before: int | None = None
    while rows := batches.batches(before):
        found += [asdict(row) for row in rows]
        before = rows[-1].number
    return found
