"""What a column may be, by its name and by what it holds. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from importers.table.mapping import ColumnRule, TableProfile
from importers.table.opening import SECTION, key_of
from importers.table.survey import ColumnSurvey, TableSurvey
from importers.table.values import read_boolean, read_cell
from ontology.kinds import Field, Kind, Ontology, ValueType
from patterns.values import choices, suggest

MOST_OPTIONS = 20
"""Different values of a column that may be a closed list."""

_SAME: Mapping[str, str] = {
    "website": "url", "homepage": "url", "link": "url", "uri": "url", "webaddress": "url", "mainurl": "url",
    "city": "place", "town": "place", "location": "place", "region": "place", "nation": "country",
    "latlon": "coordinates", "latlong": "coordinates", "coords": "coordinates", "geo": "coordinates",
    "start": "started", "startdate": "started", "startyear": "started", "since": "started", "begin": "started",
    "end": "ended", "enddate": "ended", "endyear": "ended", "foundingyear": "founded started",
    "established": "founded started", "founded": "founded started", "foundedon": "founded started",
    "keywords": "tags", "categories": "tags", "topics": "tags", "othernames": "aliases", "alias": "aliases",
    "abstract": "summary", "shortdescription": "summary", "author": "creators", "authors": "creators",
    "details": "description", "notes": "description", "about": "description", "startedon": "started",
    "startedin": "started", "foundedin": "founded started", "founding": "founded started",
}  # fmt: skip
"""Names that people give to columns → our keys, the first that the kind has."""

_KEYS = ("title", "name", "case", "id", "key", "code", "slug", "label", "identifier")
_NO_LETTER = re.compile(r"[\W_]+")
_EMPTY = TableProfile()


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column is proposed to be."""

    column: str
    written: Any  # as the mapping has it: a key, or a mapping
    why: str = ""  # remark for the person who corrects it


@dataclass(frozen=True, slots=True)
class Described:
    """What somebody else's description of a column says, as CSVW has it; "" = nothing."""

    property: str = ""  # its IRI
    separator: str = ""
    empty: tuple[str, ...] = ()  # texts that say nothing
    dates: str = ""
    decimal: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    scale: str = ""  # of a variable
    refers: str = ""
    left_out: bool = False
    remark: str = ""


def plain_name(name: str) -> str:
    """Return a name as names are compared: its letters and digits."""
    return _NO_LETTER.sub("", name.casefold())


def guess_kind(table: TableSurvey, ontology: Ontology) -> Kind:
    """Return the kind whose name the table has, else the one whose fields its columns are named like; else cases."""
    sheet = table.head.sheet
    words = {*_words(sheet.name), *_words(sheet.file.rsplit("/")[-1].split(".")[0])}
    for kind in ontology.kinds:
        called = {plain_name(each) for each in (kind.name, f"{kind.name}s", kind.label, kind.plural)}
        if kind.namespace and words & called:
            return kind
    counted = {
        kind.name: sum(1 for column in table.columns if field_by_name(column.name, kind))
        for kind in ontology.kinds
        if kind.namespace and kind.name != "talk"
    }
    best = max(counted, key=lambda name: (counted[name], name == "case"))
    return ontology.by_name[best if counted[best] > counted.get("case", 0) + 1 else "case"]


def _words(name: str) -> list[str]:
    return [each for each in _NO_LETTER.split(name.casefold()) if each]


def guess_key(table: TableSurvey) -> list[str]:
    """Return the column that tells the rows apart, or two that do together; the likeliest one when none do."""
    unique = [each for each in table.columns if each.is_unique() and not each.is_long()]
    likely = _by_name(unique or table.columns)
    if unique:
        return [next((each for each in likely if not each.is_number()), likely[0]).name]
    first = likely[0]
    for second in table.columns:
        whole = second.filled == second.rows and not second.is_long() and second is not first
        if whole and table.tells_apart(first.name, second.name):
            return [first.name, second.name]
    return [first.name]


def guess_title(table: TableSurvey, kind: Kind, key: Sequence[str]) -> str:
    """Return the column that has names where the key has codes: each row another one, called so; "" when there is none."""
    called = {"title", "name", "label", *map(plain_name, (kind.name, kind.label))}
    return next(
        (
            each.name
            for each in table.columns
            if called & {plain_name(each.name), *_words(each.name)[-1:]}
            and each.name not in key
            and each.is_unique()
            and not each.is_long()
        ),
        "",
    )


def _by_name(columns: Sequence[ColumnSurvey]) -> list[ColumnSurvey]:
    """Return columns, those that are called like keys first."""
    named = [
        each for want in _KEYS for each in columns if want in {plain_name(each.name), *_words(each.name)[-1:]}
    ]
    return list({each.name: each for each in (*named, *columns)}.values())


def field_by_name(name: str, kind: Kind) -> Field | None:
    """Return the field a column is called after, by key, label, heading or a common synonym."""
    plain = plain_name(name)
    for wanted in (plain, *_SAME.get(plain, "").split()):
        for each in (each for each in kind.fields if not each.of_page):
            called = {plain_name(each.key), plain_name(each.label), *map(plain_name, each.headings)}
            if wanted in called:
                return each
    return None


def guess(column: ColumnSurvey, kind: Kind, others: Mapping[str, set[str]], said: Described) -> Guess:
    """Return what a column may be. `others`: "TABLE: COLUMN" → its texts, which tell rows of other tables apart."""
    if said.left_out or not column.filled:
        return Guess(
            column.name, "", said.remark or ("empty" if not column.filled else "left out by its description")
        )
    separator = said.separator or column.separator()
    known = next((each for each in kind.fields if said.property and each.iri == said.property), None)
    by_name = known or field_by_name(column.name, kind)
    refers = said.refers or _refers(column, others)
    if refers and (by_name is None or by_name.type is ValueType.PAGE):
        key = by_name.key if by_name else "related_to" if "related_to" in kind.by_key else key_of(column.name)
        return _guess(
            column,
            said,
            {"key": key, "separator": separator or ",", "refers": refers},
            "keys of the other table",
        )
    by_name = by_name or _field_by_values(column, kind, separator)
    if by_name is not None:
        return _as_field(column, by_name, separator, said)
    return _as_own(column, kind, separator, said)


def _as_field(column: ColumnSurvey, known: Field, separator: str, said: Described) -> Guess:
    if known.section:
        return _guess(column, said, {"key": f"{SECTION}{known.label}"})
    written: dict[str, Any] = {"key": known.key}
    if known.many and separator and known.type is not ValueType.PROSE:
        written["separator"] = separator
    if known.type is ValueType.CHOICE:
        wrong = _unknown_words(column, known, separator)
        if wrong:
            written["values"] = {word: _nearest(word, known) for word in wrong[:MOST_OPTIONS]}
            return _guess(column, said, written, "say what each of these texts means")
    elif misfits := _wrong(column, known, separator):
        return _guess(
            column, said, written, f"{misfits} of {len(column.texts)} different texts are none of its values"
        )
    return _guess(column, said, written)


def _as_own(column: ColumnSurvey, kind: Kind, separator: str, said: Described) -> Guess:
    """Propose a variable, a section or a key of the table's own for what is no field."""
    name = " ".join(column.name.replace("_", " ").split())
    several: dict[str, Any] = {"separator": separator} if separator else {}
    if column.is_address() and "url" in kind.by_key:
        return _guess(column, said, {"key": "url"})
    if column.is_point() and "coordinates" in kind.by_key:
        return _guess(column, said, {"key": "coordinates"})
    if said.scale:
        variable = {"name": name, "question": f"{name}?", "scale": said.scale}
        return _guess(column, said, {"variable": variable})
    if variable := _as_variable(column, name, separator):
        return _guess(column, said, variable if column.is_yes_or_no() else several | variable)
    if column.is_long():
        return _guess(column, said, {"key": f"{SECTION}{name}"})
    why = "no field is called so; it is kept under this key"
    return _guess(column, said, {"key": key_of(column.name), **several}, why)


def _as_variable(column: ColumnSurvey, name: str, separator: str) -> dict[str, Any]:
    """Return the variable that a column of yes and no, of few words or of numbers may be, {} for any other."""
    variable: dict[str, Any] = {"name": name, "question": f"{name}?"}
    if column.is_yes_or_no():
        values = {text: read_boolean(text) for text in sorted(column.texts)}
        return {"values": values, "variable": variable | {"scale": "yes or no"}}
    if column.is_number():
        return {"variable": variable | {"scale": "interval"}} if column.filled * 2 > column.rows else {}
    options = sorted(column.values(separator))
    if (
        1 < len(options) <= MOST_OPTIONS
        and len(options) * 3 <= max(column.filled, 1)
        and not column.is_long()
    ):
        return {"variable": variable | {"scale": "nominal", "options": options}}
    return {}


def _guess(column: ColumnSurvey, said: Described, written: dict[str, Any], why: str = "") -> Guess:
    """Add what the description of the column says; a key alone is written alone."""
    values = {**dict.fromkeys(said.empty, "not coded"), **said.values, **written.get("values", {})}
    full = written | ({"values": values} if values else {})
    full |= {"dates": said.dates} if said.dates else {}
    full |= {"decimal": said.decimal} if said.decimal else {}
    remark = "; ".join(each for each in (why, said.remark) if each)
    return Guess(column.name, full["key"] if list(full) == ["key"] else full, remark)


def _refers(column: ColumnSurvey, others: Mapping[str, set[str]]) -> str:
    """Return the other table whose keys the cells name, alone or in lists."""
    for separator in ("", ",", ";"):
        values = column.values(separator)
        for refers, keys in others.items():
            found = sum(1 for each in values if " ".join(each.split()) in keys)
            if found >= 3 and found >= 0.8 * len(values) and any(not each.isdigit() for each in values):  # noqa: PLR2004
                return refers
    return ""


def _field_by_values(column: ColumnSurvey, kind: Kind, separator: str) -> Field | None:
    """Return the one field of which all texts are options."""
    values = [each.casefold() for each in column.values(separator)]
    if len(values) < 2:  # noqa: PLR2004 - one word may be an option of many fields
        return None
    fields = [
        each
        for each in kind.fields
        if each.type is ValueType.CHOICE and all(value in choices(each) for value in values)
    ]
    return fields[0] if len(fields) == 1 else None


def _unknown_words(column: ColumnSurvey, known: Field, separator: str) -> list[str]:
    return [each for each in column.values(separator) if each.casefold() not in choices(known)]


def _nearest(word: str, known: Field) -> str:
    near = re.search("“(.+)”", suggest(word, [each.label for each in known.options]))
    return near[1] if near else "not coded"


def _wrong(column: ColumnSurvey, known: Field, separator: str) -> int:
    rule = ColumnRule(column.name, known.key, separator=separator if known.many else "")
    return sum(
        1 for text in column.texts if any(each.problem for each in read_cell(text, rule, known, _EMPTY))
    )


def common_prefixes(names: Iterable[str], least: int) -> dict[str, list[str]]:
    """Group names by what they begin with, up to a sign between words, where at least so many do: {beginning: names}.

    >>> common_prefixes(["size: a", "size: b", "other"], 2)
    {'size: ': ['size: a', 'size: b']}
    """
    beginnings: dict[str, list[str]] = {}
    for name in names:
        for found in re.finditer(r"_|: | - |\. |/", name):
            if found.end() < len(name):
                beginnings.setdefault(name[: found.end()], []).append(name)
    groups: dict[str, list[str]] = {}
    taken: set[str] = set()
    for start, all_names in sorted(beginnings.items(), key=lambda each: -len(each[1]) * len(each[0])):
        free = [each for each in all_names if each not in taken]
        if len(free) >= least and len(free) == len(all_names):
            groups[start] = free
            taken |= set(free)
    return groups
