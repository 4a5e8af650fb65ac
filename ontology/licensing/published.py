"""What others have published about compatibility, kept beside the verdicts to hold them to.

A statement never makes a verdict; where it says otherwise, the verdict says so.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from ontology.licensing.reading import FOLDER
from ontology.licensing.verdicts import Answer, Dissent

PUBLISHED = FOLDER / "published"


@dataclass(frozen=True, slots=True)
class Publication:
    """A published list, chart or matrix."""

    key: str
    title: str
    address: str
    licence: str
    seen: str  # date of the version used
    speaks_of: str  # "whole": code that comes under the other licence; "part": also parts that keep their own


@dataclass(frozen=True, slots=True)
class Statement:
    """What a publication says: may a work under `inbound` be incorporated in a work under `outbound`."""

    publication: str  # key
    inbound: str
    outbound: str
    says: Answer
    remark: str = ""


@cache
def publications() -> Mapping[str, Publication]:
    """Return the publications by key."""
    with (PUBLISHED / "publications.tsv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: Publication(**row) for row in csv.DictReader(file, delimiter="\t")}


@cache
def statements() -> tuple[Statement, ...]:
    """Return all statements of all publications."""
    return tuple(_rows())


def _rows() -> Iterator[Statement]:
    with (PUBLISHED / "statements.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            yield Statement(
                row["publication"], row["inbound"], row["outbound"], Answer(row["says"]), row["remark"] or ""
            )


@cache
def _by_pair() -> Mapping[tuple[str, str], tuple[Statement, ...]]:
    found: dict[tuple[str, str], tuple[Statement, ...]] = {}
    for each in statements():
        pair = (each.inbound, each.outbound)
        found[pair] = (*found.get(pair, ()), each)
    return found


def said_of(inbound: str, outbound: str) -> tuple[Statement, ...]:
    """Return what has been published of just this pair, in the order it is kept."""
    return _by_pair().get((inbound, outbound), ())


def dissents(inbound: str, outbound: str, answer: Answer) -> tuple[Dissent, ...]:
    """Return the publications that contradict the answer, in the order they are kept."""
    return tuple(
        Dissent(publications()[each.publication].title, each.says, each.remark)
        for each in said_of(inbound, outbound)
        if contradicts(answer, each)
    )


def contradicts(answer: Answer, statement: Statement) -> bool:
    """Whether a statement says otherwise: one allows and the other does not, or only one of them knows.

    A publication that speaks of the whole only, and says no, does not contradict that a part may keep its own terms.
    """
    if statement.says == Answer.UNKNOWN:
        return False
    of_whole = publications()[statement.publication].speaks_of == "whole"
    if of_whole and answer == Answer.CONDITIONS and statement.says == Answer.NO:
        return False
    return answer == Answer.UNKNOWN or answer.allows != statement.says.allows
