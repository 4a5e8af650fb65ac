"""A mapping as a form: for each column what it becomes, read from plain values of YAML and written back into them. Pure.

What the form cannot say – links to rows of other tables, columns about other columns, stars for many columns, several values
for one text – stays as the mapping has it, until something else is chosen in its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from importers.table.mapping import TableRule
from importers.table.opening import SECTION, key_of
from patterns.yamlwriting import yaml_entry

KEPT, TITLE, OWN, IGNORED, NEW = "as text", "title", "own", "ignored", "new variable"
"""What a column may be chosen to be, besides FIELD with a key, and SECTION with a heading."""

FIELD = "field:"

_SIMPLE = ("separator", "dates", "years", "decimal")
_SAID = frozenset({"key", "variable", "values", *_SIMPLE})
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """What one column becomes, in the words of the form."""

    column: str  # its name in the table, or with a star the name of a rule for many
    what: str = OWN
    separator: str = ""
    dates: str = ""
    years: str = ""
    decimal: str = ""
    name: str = ""  # of a new variable
    question: str = ""
    scale: str = ""
    values: Mapping[str, str] = field(
        default_factory=dict
    )  # text there → our word or a status, "true", "false"
    why: str = ""  # why the form cannot say what the mapping does, in a sentence
    covers: int = 1  # columns of the table it is for


@dataclass(frozen=True, slots=True)
class TableChoice:
    """What one table becomes."""

    kind: str
    key: tuple[str, ...]
    title: str
    columns: tuple[ColumnChoice, ...]


def read_choices(written: Mapping[str, Any], rule: TableRule, names: Sequence[str]) -> TableChoice:
    """Read a rule for tables, plain and understood, as the form shows it; `names`: the columns the table has."""
    said = written.get("columns") or {}
    rows: dict[str, ColumnChoice] = {}
    for name in names:
        found = rule.rule(name)
        if found is None:
            rows[name] = ColumnChoice(name, TITLE if name in rule.key else OWN)
        elif found.column == name:
            rows[name] = _choice(name, _of(said, name), is_key=name in rule.key)
        else:
            covers = rows[found.column].covers + 1 if found.column in rows else 1
            left_out = _of(said, found.column) == ""
            why = "One rule for several columns whose names begin or end alike."
            rows[found.column] = ColumnChoice(
                found.column, IGNORED if left_out else KEPT, why=why, covers=covers
            )
    return TableChoice(rule.kind, rule.key, rule.title, tuple(rows.values()))


def _of(said: Mapping[Any, Any], name: str) -> Any:
    return next((value for key, value in said.items() if " ".join(str(key).split()) == name), "")


def _choice(name: str, said: Any, *, is_key: bool) -> ColumnChoice:
    if not isinstance(said, dict):
        key = str(said or "")
        return ColumnChoice(name, _what(key, name, is_key=is_key))
    why = _unsaid(said)
    if why:
        return ColumnChoice(name, KEPT, why=why)
    called = said.get("variable")
    front = called if isinstance(called, dict) else {"name": called} if called else {}
    return ColumnChoice(
        name,
        NEW if front else _what(str(said.get("key") or ""), name, is_key=is_key),
        separator=str(said.get("separator", "")),
        dates=str(said.get("dates", "")),
        years=str(said.get("years", "")),
        decimal=str(said.get("decimal", "")),
        name=str(front.get("name", "")),
        question=str(front.get("question", "")),
        scale=str(front.get("scale", "")),
        values={str(text): _word(value) for text, value in (said.get("values") or {}).items()},
    )


def _what(key: str, name: str, *, is_key: bool) -> str:
    if not key:
        return TITLE if is_key else IGNORED
    if key.startswith(SECTION):
        return key
    return OWN if key == key_of(name) else FIELD + key


def _word(value: Any) -> str:
    if value is None:
        return "not coded"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _unsaid(said: Mapping[str, Any]) -> str:
    """Return why a rule is more than the form can say, "" when it is not."""
    if "refers" in said:
        return f"Its values are found in another table ({said['refers']})."
    if "of" in said:
        return f"It says something of the codings of {said['of']}."
    if set(said) - _SAID:
        return "The mapping says something of it that has no place in this form."
    values = said.get("values") or {}
    if not isinstance(values, dict) or any(isinstance(each, dict | list) for each in values.values()):
        return "Some texts stand for several values."
    return ""


def with_choices(written: Mapping[str, Any], was: TableChoice, chosen: TableChoice) -> dict[str, Any]:
    """Return a rule for tables with what was chosen; of a column that was left as it was every byte of meaning stays."""
    made = dict(written)
    if chosen.kind != was.kind:
        made["kind"] = chosen.kind
    if chosen.key != was.key:
        made["key"] = list(chosen.key) if len(chosen.key) > 1 else chosen.key[0]
        made.pop("title", None)
    columns = {" ".join(str(key).split()): value for key, value in (written.get("columns") or {}).items()}
    before = {each.column: each for each in was.columns}
    for each in chosen.columns:
        if each != before.get(each.column):
            columns |= _written(each, columns.get(each.column))
    made["columns"] = {key: value for key, value in columns.items() if key not in chosen.key or value}
    return made


def mapping_text(written: Mapping[str, Any]) -> str:
    """Write a mapping of plain values as YAML, from which the same is read again."""
    return "".join(yaml_entry(str(key), _plain(value, str(key))) for key, value in written.items())


def _plain(value: Any, key: str) -> Any:
    """Return a value as YAML is written here: what says nothing is a word, as an empty one would be left out."""
    if isinstance(value, Mapping):
        nothing = "not coded" if key == "values" else ""
        return {
            str(inner): nothing if each is None else _plain(each, str(inner)) for inner, each in value.items()
        }
    if isinstance(value, list | tuple):
        return [_plain(each, "") for each in value]
    if isinstance(value, float):
        return Decimal(str(value))
    return value if isinstance(value, str | int | Decimal) else str(value if value is not None else "")


def _written(choice: ColumnChoice, before: Any) -> dict[str, Any]:
    """Return the entry of a column in the mapping, {} to leave the one there is."""
    if choice.what == KEPT:
        return {}
    if choice.what in {IGNORED, TITLE}:
        return {choice.column: ""}
    said: dict[str, Any] = {}
    if choice.what == NEW:
        said["variable"] = _variable(choice, before)
    else:
        said["key"] = key_of(choice.column) if choice.what == OWN else choice.what.removeprefix(FIELD)
    said |= {each: getattr(choice, each) for each in _SIMPLE if getattr(choice, each)}
    if values := {text: _value(word) for text, word in choice.values.items() if word}:
        said["values"] = values
    return {choice.column: said["key"] if list(said) == ["key"] else said}


def _variable(choice: ColumnChoice, before: Any) -> dict[str, Any]:
    there = before.get("variable") if isinstance(before, dict) else None
    front = dict(there) if isinstance(there, dict) else {}
    name = choice.name.strip()[:_LONGEST_NAME] or " ".join(choice.column.replace("_", " ").split())
    front |= {"name": name}
    for key, said in (("question", choice.question.strip() or f"{name}?"), ("scale", choice.scale)):
        if said:
            front[key] = said
    return front


def _value(word: str) -> Any:
    return word == "true" if word in {"true", "false"} else word
