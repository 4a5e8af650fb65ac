"""A query as a value: what is looked for, free of any parser and of any index. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Words in this order, as English stems: one word, or what was written as one ("e-mail")."""

    words: tuple[str, ...]  # folded
    field: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Exactly these words in this order."""

    words: tuple[str, ...]  # folded
    field: str = ""


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words whose last begins so."""

    words: tuple[str, ...]  # folded
    field: str = ""


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A word with `*` (any letters) and `?` (one letter) in it."""

    pattern: str  # folded
    field: str = ""


@dataclass(frozen=True, slots=True)
class Range:
    """A value of a field between two bounds, both included unless open; "" = no bound."""

    field: str
    low: str
    high: str
    above: bool = False  # without `low` itself
    below: bool = False  # without `high` itself


@dataclass(frozen=True, slots=True)
class All:
    """Every page, or every page that has the field."""

    field: str = ""


@dataclass(frozen=True, slots=True)
class Coded:
    """Pages with any of these facet values, by the index's numbers for them; () = no page."""

    codes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of these."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but this."""

    part: Node


@dataclass(frozen=True, slots=True)
class Maybe:
    """The first; the second only makes a page rank higher."""

    required: Node
    optional: Node


Leaf = Words | Phrase | Prefix | Wildcard | Range | All | Coded
Node = Leaf | And | Or | Not | Maybe
EMPTY = And(())


def leaves(node: Node, *, wanted: bool = True) -> Iterator[Leaf]:
    """Yield the leaves that a found page may contain: all that are not excluded."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part, wanted=wanted)
        case Not(part):
            yield from leaves(part, wanted=not wanted)
        case Maybe(required, optional):
            yield from leaves(required, wanted=wanted)
            yield from leaves(optional, wanted=wanted)
        case _:
            if wanted:
                yield node
