"""What a round writes: its own page, the codings that are shown on it, and what was reconciled onto the page of a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ontology.kinds import Field, ValueType
from patterns import frontmatter
from patterns.entrywriting import Kept, entry_text
from patterns.forms import entry_of, items_of
from patterns.page import Page, Statement, Value
from patterns.rounds.told import CODED, VARIABLE
from patterns.saying import VALUELESS
from patterns.values import lexical

CODINGS = "codings"
ROUND = "round"
_CODINGS = Field(CODINGS, "", "", "", ValueType.PAGE)

Item = dict[str, Any]
"""A value with what qualifies it, as front matter has it."""


def answers_of(text: str) -> list[Statement]:
    """Return what a coder's text says, a status in a value's place as the status it means."""
    return [_spelled(each) for each in frontmatter.statements(frontmatter.parse(text))]


def _spelled(statement: Statement) -> Statement:
    word = lexical(statement.value).casefold()
    if word not in VALUELESS or any(key == "status" for key, _ in statement.qualifiers):
        return statement
    return Statement(statement.key, "", (("status", word), *statement.qualifiers), statement.line)


def told_items(case: str, answers: Iterable[Statement], coder: str, day: str) -> list[Item]:
    """Return a coder's answers about a case as codings of the round's page. `day` stands where no date is given."""
    items = []
    for each in answers:
        item: Item = {"value": case, VARIABLE: each.key}
        if lexical(each.value):
            item[CODED] = each.value
        items.append(item | signed(each.qualifiers, coder, day))
    return items


def signed(qualifiers: Iterable[tuple[str, Value]], coder: str, day: str) -> Item:
    """Return qualifiers as front matter has them, with the coder and the day."""
    found: dict[str, list[Value]] = {}
    for key, value in qualifiers:
        found.setdefault(key, []).append(value)
    said: Item = {key: values[0] if len(values) == 1 else values for key, values in found.items()}
    return said | {"coder": coder, "date": said.get("date", day)}


def with_codings(text: str, items: Sequence[Item]) -> str:
    """Return the text of a round's page with further codings; those it has already are not written twice."""
    page = frontmatter.parse(text)
    entry = entry_of(page, CODINGS)
    there = items_of(entry)
    new = [each for each in items if each not in there]
    if not new:
        return text
    kept: list[Kept] = [*enumerate(there), *((None, each) for each in new)]
    return _with_entry(page, _CODINGS, kept)


def with_day(text: str, day: str) -> str:
    """Return the text of a round's page that says when the round was closed; "" = it is open again."""
    return frontmatter.write(frontmatter.with_value(frontmatter.parse(text), "closed", day or None))


def reconciled(text: str, known: Field, items: Sequence[Item], title: str, *, instead: bool) -> str:
    """Return the text of a case that says under a variable what a round came to.

    What the same round wrote there before gives way, and so does a bare value that is now said with evidence; with
    `instead`, everything else under the variable too.
    """
    page = frontmatter.parse(text)
    entry = entry_of(page, known.key)
    said = {lexical(each["value"]) for each in items if "value" in each}
    kept: list[Kept] = []
    for place, item in enumerate(items_of(entry)):
        if not (instead or _is_of(item, title) or _is_bare(item, said)):
            kept.append((place, item))
    kept += [(None, {**each, ROUND: title}) for each in items]
    return _with_entry(page, known, kept)


def _is_of(item: object, title: str) -> bool:
    return isinstance(item, Mapping) and item.get(ROUND) == title


def _is_bare(item: object, said: set[str]) -> bool:
    return isinstance(item, str | int) and str(item) in said


def _with_entry(page: Page, known: Field, kept: Sequence[Kept]) -> str:
    entry = entry_of(page, known.key)
    return frontmatter.write(
        frontmatter.with_entries(page, {known.key: entry_text(page, entry, known, kept)})
    )


def opening_text(said: Mapping[str, Any], instructions: str) -> str:
    """Return the text of a new round's page; `said` are the entries of its front matter in order."""
    body = f"## Instructions\n\n{instructions.strip()}\n" if instructions.strip() else ""
    return frontmatter.compose({key: value for key, value in said.items() if value}, body)
