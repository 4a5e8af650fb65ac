"""What a way of comparing is: it takes a choice of pages and variables and gives a result that can be kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from wiki.assembly import Wiki
from wiki.choices import Choice, choose_by
from wiki.parameters import Parameters

Cell = str | int | float | None
"""One cell of a result's table; None = nothing is known."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a way of comparing finds."""

    sentences: tuple[str, ...]  # what it shows, in plain words, most important first
    columns: tuple[str, ...]
    rows: tuple[
        tuple[Cell, ...], ...
    ]  # its table, for CSV; the same input gives the same rows in the same order
    document: Mapping[str, object]  # all of it for JSON, each claim with the titles and variables it rests on


@dataclass(frozen=True, slots=True)
class Way:
    """A way of comparing."""

    name: str  # of the method, as a Comparison page says it
    path: str
    words: str  # in the navigation
    own: frozenset[str]  # parameters of its own
    most: int  # pages it takes
    work: Callable[[Wiki, Choice, Parameters], Result]

    def result(self, wiki: Wiki, parameters: Parameters) -> Result:
        """Return what it finds for these parameters; raises BadInputError with what is wrong in them."""
        return self.work(wiki, choose_by(wiki, parameters, self.own, self.most), parameters)
