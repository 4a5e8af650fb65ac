"""Where an importer reads from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from importers.draft import Issue
from ontology.kinds import Ontology


class UnusableSourceError(Exception):
    """Nothing can be read from the source at all; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """What to read, and how to understand it."""

    path: Path
    ontology: Ontology
    profile: str = ""  # name of a file in importers/profiles; "" lets the importer choose
    license: str = ""  # SPDX id or IRI of the texts' licence; "" leaves it to profile and text
    address: str = ""  # address the material was taken from; "" leaves it to the profile

    def require(self) -> None:
        """Raise UnusableSourceError when there is nothing at the path."""
        if not self.path.exists():
            raise UnusableSourceError(f"There is nothing at {self.path}. Check the path.")


def unreadable(place: str, error: OSError) -> Issue:
    """Say that one file of a source cannot be read."""
    return Issue(place, f"the file cannot be read ({error.strerror}); it was left out")
