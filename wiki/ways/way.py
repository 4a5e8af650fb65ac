"""What a way of comparing is: it takes a choice of pages and variables and gives a result that can be kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from patterns.tabletext import line
from wiki.assembly import Wiki
from wiki.choices import Choice, choose_by
from wiki.comparing import choose
from wiki.errors import BadInputError
from wiki.parameters import Parameters

Cell = str | int | float | None
"""One cell of a result's table; None = nothing is known."""


@dataclass(frozen=True, slots=True)
class File:
    """A file made from a result."""

    ending: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Result:
    """What a way of comparing finds."""

    sentences: tuple[str, ...]  # what it shows, in plain words, most important first
    columns: tuple[str, ...]
    rows: tuple[
        tuple[Cell, ...], ...
    ]  # its table, for CSV; the same input gives the same rows in the same order
    document: Mapping[str, object]  # all of it for JSON, each claim with the titles and variables it rests on

    def cells(self) -> Iterator[list[str]]:
        """Yield its rows as text; what is not known is an empty cell."""
        return (["" if cell is None else str(cell) for cell in row] for row in self.rows)

    def csv(self) -> str:
        """Return its table as CSV (RFC 4180, guarded against formulas)."""
        return "".join(map(line, chain([self.columns], self.cells())))

    def digest(self) -> str:
        """Return the SHA-256 of the CSV's bytes in UTF-8, in hexadecimal digits."""
        return hashlib.sha256(self.csv().encode(errors="replace")).hexdigest()


@dataclass(frozen=True, slots=True)
class Way:
    """A way of comparing."""

    name: str  # of the method, as a Comparison page says it
    path: str
    words: str  # in the navigation
    asks: str  # what it asks of pages, in a sentence
    own: frozenset[str]  # parameters of its own
    most: int  # pages it takes
    work: Callable[[Wiki, Choice, Parameters], Result]
    files: Mapping[str, tuple[str, Callable[[Wiki, Choice, Parameters], File]]] = field(default_factory=dict)
    """Files of other programs that it can give, by the value of `format`: (words, how it is made)."""
    aside: frozenset[str] = frozenset()
    """Columns of its table that are left out where little of it is shown."""

    def result(self, wiki: Wiki, parameters: Parameters) -> Result:
        """Return what it finds for these parameters; raises BadInputError with what is wrong in them."""
        return self.work(wiki, choose_by(wiki, parameters, self.own, self.most), parameters)


def pinned_title(wiki: Wiki, choice: Choice, parameters: Parameters) -> str:
    """Return the full title of the case that `pin` names, "" when it names none; raises BadInputError.

    A bare name is one of the kind that is compared; an alias or a title from before a move finds its page, too.
    """
    written = parameters.first("pin").strip()
    if not written:
        return ""
    full = f"{choice.kind.namespace}:{written}"
    meant = () if choice.when else choose(wiki, [written], choice.kind).titles
    found = next((each for each in (written, full, *meant) if each in choice.titles), "")
    if not found:
        raise BadInputError(
            f"pin={written!r} is none of the chosen pages. Name one of them by its title.",
            "pin",
            parameters.first("pin"),
        )
    return found
