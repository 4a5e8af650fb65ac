"""What kind of folder a collection is, and in which order its files are read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from importers.files import NoTextError, decoded

_LINK = re.compile(r"\]\(\s*+<?([^()<>\n]+?\.(?:md|markdown|mdx))>?\s*\)")
_SUMMARY = "SUMMARY.md"


@dataclass(frozen=True)
class Folder:
    """The folder a collection lies in."""

    root: Path

    @cached_property
    def vault(self) -> bool:
        """Say whether its pages are called as their files are, as in Obsidian, Logseq and Foam."""
        return self.outlines or any((self.root / name).exists() for name in (".obsidian", ".foam"))

    @cached_property
    def outlines(self) -> bool:
        """Say whether its pages are outlines of blocks, as Logseq writes them."""
        return (
            (self.root / "logseq").is_dir()
            or (self.root / "logseq-config.edn").exists()
            or ((self.root / "journals").is_dir() and (self.root / "pages").is_dir())
        )

    def ordered(self, files: list[Path]) -> list[Path]:
        """Return the files in the order of the book's summary where there is one; the others after them."""
        place: dict[Path, int] = {}
        for summary in (each for each in files if each.name == _SUMMARY):
            place.setdefault(summary, len(place))
            for chapter in self._chapters(summary):
                place.setdefault(chapter, len(place))
        last = len(place)
        return sorted(files, key=lambda path: place.get(path, last)) if place else files

    def _chapters(self, summary: Path) -> list[Path]:
        try:
            text = decoded(summary.read_bytes()).text
        except (OSError, NoTextError):
            return []
        found = (PurePosixPath(unquote(each)) for each in _LINK.findall(text))
        return [Path(*summary.parent.parts, *_plain(each)) for each in found if not each.is_absolute()]


def _plain(path: PurePosixPath) -> list[str]:
    return [part for part in path.parts if part != "."]
