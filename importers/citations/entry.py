"""An entry of a bibliography as its file has it: what each field says, and on which line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

OTHERS = " and others"
"""Behind the names of a field that does not name all."""


@dataclass(frozen=True, slots=True)
class Name:
    """Who wrote, edited or published something."""

    text: str  # "Yochai Benkler", "European Commission"
    institution: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """One field of an entry."""

    name: str  # as that format calls it, in lower case for BibTeX
    text: str  # plain text, markup of the format read
    line: int
    names: tuple[Name, ...] = ()  # of a field of names


@dataclass(frozen=True, slots=True)
class Trouble:
    """What could not be read as its author meant it."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class BibEntry:
    """One work in a bibliography."""

    key: str  # cite key, "" = it has none
    type: str  # as that format calls it
    line: int
    fields: tuple[Said, ...]

    def all(self, name: str) -> Iterator[Said]:
        """Yield the fields of a name, in the order of the file."""
        return (each for each in self.fields if each.name == name)

    def first(self, name: str) -> str:
        """Return what the first field of a name says, "" if there is none."""
        return next((each.text for each in self.all(name)), "")
