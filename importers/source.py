"""Where an importer reads from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from importers.draft import Issue
from importers.known import Kept, Known
from ontology.kinds import Ontology


class UnusableSourceError(Exception):
    """Nothing can be read from the source at all; the sentence says why and what to do."""


class StoppedError(Exception):
    """A piece of work took too long or too much and was stopped; the sentence says which."""


Work = Callable[[str, bytes], bytes]
"""Does a named piece of work on bytes that strangers wrote, where it can be stopped; raises StoppedError."""


@dataclass(frozen=True, slots=True)
class Source:
    """What to read, and how to understand it."""

    path: Path
    ontology: Ontology
    profile: str = ""  # name of a file in importers/profiles; "" lets the importer choose
    license: str = ""  # SPDX id or IRI of the texts' licence; "" leaves it to profile and text
    address: str = ""  # address the material was taken from; "" leaves it to the profile
    current: bool = False  # leave the source's history out, where it has one
    work: Work | None = None  # None: work is done where it is asked for, and nothing stops it
    hands: int = 1  # pieces of work done at the same time
    known: Known | None = None  # the pages there are; None: no wiki to look into
    kept: Kept | None = None  # originals of an earlier import, which are read instead of the path
    answers: Mapping[str, str] = field(default_factory=dict)  # by people, to the questions of earlier imports

    def require(self) -> None:
        """Raise UnusableSourceError when there is nothing at the path; "-" is standard input."""
        if self.kept is None and str(self.path) != "-" and not self.path.exists():
            raise UnusableSourceError(f"There is nothing at {self.path}. Check the path.")


def unreadable(place: str, error: OSError) -> Issue:
    """Say that one file of a source cannot be read."""
    return Issue(place, f"the file cannot be read ({error.strerror}); it was left out")
