"""The example queries kept with the ontology: what the wiki can be asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "queries"

_HEAD = re.compile(
    r"# title: (?P<title>\S.*)\n# description: (?P<description>\S.*)\n(?:# question: (?P<question>\d+)\n)?"
    r"(?:# until: (?P<until>\S.*) (?P<where>/\S*)\n)?"
)


class QueryFileError(ValueError):
    """A query file without its two opening comment lines."""


@dataclass(frozen=True, slots=True)
class ExampleQuery:
    """A SPARQL query with what it asks."""

    name: str  # the file's name without ".rq"
    title: str
    description: str
    text: str  # the whole file, comments included: it can be run as it is
    question: int = 0  # number of the competency question it answers, 1 to 24; 0 = none of them
    until: str = (
        ""  # what has to be done before a wiki has rows for it, in words that follow "until"; "" = nothing
    )
    where: str = ""  # the path at which that is done


@cache
def example_queries() -> tuple[ExampleQuery, ...]:
    """Return the queries of `queries/*.rq`, sorted by title. Raises QueryFileError."""
    found = [read_query(path) for path in FOLDER.glob("*.rq")]
    return tuple(sorted(found, key=lambda each: each.title.casefold()))


def competency_questions() -> tuple[ExampleQuery, ...]:
    """Return the queries that answer the competency questions, in the order of their numbers."""
    asked = [each for each in example_queries() if each.question]
    return tuple(sorted(asked, key=lambda each: each.question))


def read_query(path: Path) -> ExampleQuery:
    """Read one file that begins with “# title: …” and “# description: …”. Raises QueryFileError."""
    text = path.read_text(encoding="utf-8")
    head = _HEAD.match(text)
    if head is None:
        raise QueryFileError(f"{path.name} must begin with the lines “# title: …” and “# description: …”.")
    title, description, question, until, where = head.group(
        "title", "description", "question", "until", "where"
    )
    return ExampleQuery(path.stem, title, description, text, int(question or 0), until or "", where or "")
