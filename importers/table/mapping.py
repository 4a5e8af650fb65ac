"""Mappings: how the columns of tables become what our pages say. docs/importing-tables.md documents the keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from importers.expecting import Expectation
from importers.profile import OwnPage, common_keys, read_yaml, short_name
from importers.source import UnusableSourceError
from importers.table.textfile import Dialect

FORMAT = "table"

STATUSES = ("unknown", "not applicable", "absent", "not coded")
"""What a text may mean instead of a value; the last one says nothing."""

NOT_CODED = ("", '""', "''")
"""Texts that say nothing in any table."""

FIRST, LAST, JOIN = "first", "last", "join"
DAY_FIRST, MONTH_FIRST = "day first", "month first"
ASTRONOMICAL = "astronomical"
_ROWS = (FIRST, LAST, JOIN)
_DATES = ("", DAY_FIRST, MONTH_FIRST)
_YEARS = ("", ASTRONOMICAL)
_DECIMALS = (".", ",")


@dataclass(frozen=True, slots=True)
class VariableRule:
    """The Variable page that is made of a column."""

    name: str = "{column}"  # with {column}, and {*} for what the star of the column's name stands for
    front: Mapping[str, Any] = field(default_factory=dict)  # its front matter, with the same places to fill
    text: str = ""


@dataclass(frozen=True)
class ColumnRule:
    """What a column is."""

    column: str  # its name, with * for anything
    key: str = ""  # our key, "section:HEADING", or "" = left out by name
    variable: VariableRule | None = None  # makes a Variable page, and its key is the column's
    values: Mapping[str, Any] = field(default_factory=dict)  # text there → ours, or one of STATUSES
    separator: str = ""  # between several values of a cell, "" = a cell is one value
    dates: str = ""  # which comes first in 3/4/2005
    years: str = ""  # how negative years are counted: "" = -500 is 500 BCE, ASTRONOMICAL = 501 BCE
    decimal: str = "."  # sign before the fraction of a number
    of: str = (
        ""  # key whose codings this column qualifies, "*" = of all in its row; `key` is then the qualifier
    )
    refers: str = ""  # "TABLE: COLUMN" the values are found in; they become links to those rows' pages

    def maps(self, text: str) -> bool:
        """Say whether `values` has a text, in capitals or not."""
        return text in self.values or text.casefold() in self._folded

    def mapped(self, text: str) -> Any:
        """Return what a text means by `values`: the one written alike counts first."""
        return self.values[text] if text in self.values else self._folded[text.casefold()]

    @cached_property
    def _folded(self) -> Mapping[str, Any]:
        return {text.casefold(): value for text, value in reversed(list(self.values.items()))}


@dataclass(frozen=True, slots=True)
class TableRule:
    """What the rows of a table are; the first rule that matches a table counts."""

    match: str  # file, read from the right, with *
    sheet: str = "*"  # of a workbook
    kind: str = ""  # kind of page a row becomes
    ignore: str = ""  # the reason it is left out instead
    key: tuple[str, ...] = ()  # columns that tell the records apart
    title: str = ""  # the page's name, with {column}; "" = the key
    rows: str = FIRST  # several rows of one key: the first or last counts, or they are joined
    fill: tuple[str, ...] = ()  # columns in which an empty cell repeats the one above
    header: tuple[int, ...] = ()  # rows of the head, () = the first, (0,) = none
    names: str = ""  # column that names what a row is about, in a table with a row a value
    value: str = ""  # column that holds the value of a row in such a table
    columns: tuple[ColumnRule, ...] = ()
    set: Mapping[str, Any] = field(default_factory=dict)  # front matter of every page
    encoding: str = ""
    separator: str = ""  # between cells
    quote: str = ""  # around cells, "none" = there is none

    def dialect(self) -> Dialect:
        """Return how the file is written."""
        return Dialect(self.encoding, self.separator, self.quote)

    def rule(self, column: str) -> ColumnRule | None:
        """Return a column's rule: the one that names it, else the first whose stars fit."""
        named = next((each for each in self.columns if each.column == column), None)
        return named or next(
            (each for each in self.columns if _starred(each.column, column) is not None), None
        )


@dataclass(frozen=True, slots=True)
class TableProfile:
    """How one collection of tables is to be read."""

    name: str = ""
    label: str = ""  # what the collection is called
    license: str = ""
    attribution: str = ""
    source: str = ""  # name of the Source page that codings cite
    address: str = ""  # of a file, with {path}
    tables: tuple[TableRule, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # status → texts that mean it
    set: Mapping[str, Any] = field(default_factory=dict)
    pages: tuple[OwnPage, ...] = ()
    expect: Mapping[str, Expectation] = field(default_factory=dict)

    def rule(self, file: str, sheet: str) -> TableRule | None:
        """Return the first rule for a table."""
        return next((each for each in self.of_file(file) if fnmatchcase(sheet, each.sheet)), None)

    def of_file(self, file: str) -> list[TableRule]:
        """Return the rules for the tables of a file."""
        return [each for each in self.tables if PurePosixPath(file).match(each.match)]

    def status(self, text: str) -> str:
        """Return the status a text stands for, "" when it is a value."""
        folded = " ".join(text.split()).casefold()
        if folded in NOT_CODED:
            return "not coded"
        return next(
            (status for status, words in self.words.items() if folded in words),
            "",
        )


def _starred(pattern: str, column: str) -> str | None:
    """Return what the star of a pattern stands for in a column's name, None where it does not fit."""
    if "*" not in pattern:
        return "" if pattern == column else None
    before, _, after = pattern.partition("*")
    if "*" in after:
        return column if fnmatchcase(column, pattern) else None
    fits = column.startswith(before) and column.endswith(after) and len(column) >= len(before) + len(after)
    return column[len(before) : len(column) - len(after)] if fits else None


def filled(template: str, pattern: str, column: str) -> str:
    """Return a text with {column}, and {*} as words: without underscores and blanks at its ends."""
    star = " ".join((_starred(pattern, column) or "").replace("_", " ").split())
    return template.replace("{column}", column).replace("{*}", star)


def load_mapping(name: str) -> TableProfile:
    """Read a mapping by the name or path of its file; raises UnusableSourceError naming what is wrong in it."""
    return read_mapping(short_name(name), read_yaml(name))


def read_mapping(name: str, written: Mapping[str, Any]) -> TableProfile:
    """Make a mapping of plain values; raises UnusableSourceError for what it cannot be."""
    values = common_keys(name, written, FORMAT, TableProfile)
    tables = tuple(_table(name, each) for each in _listed(name, "tables", values.get("tables", [])))
    if not tables:
        raise UnusableSourceError(f"Profile {name}: it needs `tables`, a list with a rule for each table.")
    words = {
        status: tuple(" ".join(str(each).split()).casefold() for each in _listed(name, status, listed))
        for status, listed in _mapped(name, "words", values.get("words", {})).items()
    }
    for status in words:
        _one_of(name, "words", status, STATUSES)
    _mapped(name, "set", values.get("set", {}))
    return TableProfile(**_texts(name, {**values, "tables": tables, "words": words}, TableProfile))


def _table(name: str, written: Any) -> TableRule:
    values = dict(_mapped(name, "tables", written))
    _known(name, values, TableRule)
    if not values.get("match"):
        raise UnusableSourceError(f"Profile {name}: a rule of `tables` needs `match`, the name of a file.")
    for key in ("key", "fill"):
        values[key] = tuple(_one_line(each) for each in _names(values.get(key)))
    values |= {
        key: _one_line(values[key]) for key in ("names", "value", "title") if isinstance(values.get(key), str)
    }
    values["header"] = tuple(_rows(name, values.get("header", ())))
    columns = _mapped(name, "columns", values.get("columns", {}))
    values["set"] = _mapped(name, "set", values.get("set", {}))
    values["columns"] = tuple(_column(name, _one_line(key), each) for key, each in columns.items())
    rule = TableRule(**_texts(name, values, TableRule))
    _one_of(name, "rows", rule.rows, _ROWS)
    if bool(rule.names) != bool(rule.value):
        raise UnusableSourceError(
            f"Profile {name}: in the rule for {rule.match}, `names` and `value` need each other."
        )
    if not rule.ignore and not rule.kind:
        raise UnusableSourceError(f"Profile {name}: the rule for {rule.match} needs `kind` or `ignore`.")
    if not rule.ignore and not rule.key:
        raise UnusableSourceError(
            f"Profile {name}: the rule for {rule.match} needs `key`, the column that tells its rows apart."
        )
    return rule


def _rows(name: str, written: Any) -> Iterable[int]:
    listed = written if isinstance(written, list | tuple) else [written]
    if not all(isinstance(each, int) and each >= 0 for each in listed):
        raise UnusableSourceError(f"Profile {name}: `header` must be the number of a row, or a list of such.")
    return listed


def _column(name: str, column: str, written: Any) -> ColumnRule:
    if not isinstance(written, dict):
        return ColumnRule(column, str(written or ""))
    values = dict(written)
    _known(name, values, ColumnRule, "column")
    values["values"] = {
        _text(name, column, key): value
        for key, value in _mapped(name, "values", values.get("values", {})).items()
    }
    if "variable" in values:
        values["variable"] = _variable(name, values["variable"])
    rule = ColumnRule(column, **_texts(name, values, ColumnRule))
    _one_of(name, "dates", rule.dates, _DATES)
    _one_of(name, "years", rule.years, _YEARS)
    _one_of(name, "decimal", rule.decimal, _DECIMALS)
    if rule.of and not rule.key:
        raise UnusableSourceError(
            f"Profile {name}: the column {column!r} says `of`, so it needs `key`, the qualifier it gives."
        )
    if rule.refers and not all(part.strip() for part in (*rule.refers.split(":", 1), "")[:2]):
        raise UnusableSourceError(
            f"Profile {name}: `refers` of the column {column!r} must be “TABLE: COLUMN”, as in “places.csv: id”."
        )
    return rule


def _one_line(written: Any) -> str:
    """Return a column's name as the head of a table gives it."""
    return " ".join(str(written).split())


def _text(name: str, column: str, key: Any) -> str:
    if isinstance(key, bool) or key is None:
        raise UnusableSourceError(
            f"Profile {name}: in `values` of the column {column!r}, write {str(key).lower()!r} and the words "
            "yes, no, on, off, null in quotation marks, since YAML takes them for something else."
        )
    return str(key)


def _variable(name: str, written: Any) -> VariableRule:
    if isinstance(written, str):
        return VariableRule(written)
    values = dict(_mapped(name, "variable", written))
    called, text = str(values.pop("name", "{column}")), str(values.pop("text", ""))
    return VariableRule(called, values, text)


def _texts(name: str, values: Mapping[str, Any], wanted: type[Any]) -> dict[str, Any]:
    """Return the values, those that must be texts as texts."""
    texts = {each.name for each in fields(wanted) if each.type == "str"}
    found = dict(values)
    for key in texts & values.keys():
        if isinstance(values[key], dict | list) or values[key] is None:
            raise UnusableSourceError(f"Profile {name}: `{key}` must be a text.")
        found[key] = str(values[key])
    return found


def _mapped(name: str, key: str, written: Any) -> Mapping[Any, Any]:
    if not isinstance(written, dict):
        raise UnusableSourceError(f"Profile {name}: `{key}` must be a mapping of names to values.")
    return written


def _listed(name: str, key: str, written: Any) -> list[Any]:
    if isinstance(written, str | int):
        return [written]
    if not isinstance(written, list):
        raise UnusableSourceError(f"Profile {name}: `{key}` must be a list.")
    return written


def _names(written: Any) -> tuple[str, ...]:
    if written is None:
        return ()
    return tuple(str(each) for each in written) if isinstance(written, list | tuple) else (str(written),)


def _one_of(name: str, key: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        shown = ", ".join(repr(each) for each in known if each)
        raise UnusableSourceError(f"Profile {name}: `{key}` is {value!r}; it must be one of {shown}.")


def _known(name: str, values: Mapping[str, Any], wanted: type[Any], *hidden: str) -> None:
    known = sorted({each.name for each in fields(wanted)} - {"name", *hidden})
    for key in values:
        if key not in known:
            raise UnusableSourceError(f"Profile {name}: unknown key {key!r}. Known are: {', '.join(known)}.")
