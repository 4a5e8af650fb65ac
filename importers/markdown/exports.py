"""Exports of our own, taken byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from importers.draft import Draft, Issue
from importers.source import Source, unreadable
from patterns import frontmatter
from patterns.filenames import title_of_file
from patterns.links import full_title, normalize_title

EXPORT = "commonloom"
"""Name of the profile for our own exports, which are taken as they are."""


def is_export(source: Source) -> bool:
    """Say whether a source is an export of ours, by the profile named or by the folder's own word."""
    return source.profile == EXPORT or (not source.profile and (source.path / "commonloom.json").exists())


def read_export(source: Source, files: list[Path]) -> Iterator[Draft | Issue]:
    """Yield every file of an export as a draft; what is no UTF-8 or says no title is an issue."""
    root = source.path if source.path.is_dir() else source.path.parent
    for file in files:
        place = file.relative_to(root).as_posix()
        try:
            text = file.read_bytes().decode("utf-8")
            title = title_of_file(place, source.ontology) or _said_title(text, source)
        except OSError as error:
            yield unreadable(place, error)
            continue
        except UnicodeDecodeError as error:
            yield Issue(
                place, f"byte {error.start + 1} is not UTF-8; the file was left out. Save it as UTF-8."
            )
            continue
        if title:
            yield Draft(title, text, place, f"{EXPORT}:{place}")
        else:
            yield Issue(
                place, "neither its folder nor its front matter (kind, title) says which page it is; left out"
            )


def _said_title(text: str, source: Source) -> str:
    """Return the full title a file's own front matter says, for files lying outside the export's folders."""
    said = frontmatter.mapping(frontmatter.parse(text))
    kind, name = str(said.get("kind", "")), str(said.get("title", ""))
    return (
        full_title(kind, normalize_title(name), source.ontology)
        if kind in source.ontology.by_name and name
        else ""
    )
