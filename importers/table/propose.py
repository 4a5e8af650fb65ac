"""A mapping proposed for tables that have none: for a person to read, correct and run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from importers.draft import Issue
from importers.profile import is_file_name
from importers.source import Source, UnusableSourceError
from importers.table.csvw import Description, descriptions
from importers.table.files import tables_of
from importers.table.guesses import (
    Described,
    Guess,
    common_prefixes,
    guess,
    guess_key,
    guess_kind,
    guess_title,
)
from importers.table.sheet import UnreadableError
from importers.table.survey import TableSurvey, survey
from importers.table.textfile import Dialect
from importers.table.values import read_title
from ontology.kinds import Ontology
from patterns.yamlwriting import quoted, yaml_key, yaml_scalar

ALIKE = 5
"""Columns of yes and no with one beginning that get one rule."""

_WORDS: Mapping[str, frozenset[str]] = {
    "unknown": frozenset({"?", "unknown", "not known", "n.k.", "unk", "unbekannt", "inconnu", "sconosciuto", "desconocido"}),
    "not applicable": frozenset({"n/a", "n.a.", "not applicable", "entfällt", "sans objet"}),
    "not coded": frozenset({"-", "–", "—", "--", "na", "nan", "null", "none", "#n/a", "n/d", "0° 0' 0\" n", "0° 0' 0\" e"}),
}  # fmt: skip


def write_proposal(source: Source) -> UnusableSourceError:
    """Write a proposed mapping to the path asked for, or beside the source; return the sentence that says so.

    A mapping that is there already is left as it is. Raises UnusableSourceError when the tables cannot be read.
    """
    wanted = Path(source.profile) if is_file_name(source.profile) else _beside(source.path)
    run = f"python -m wiki import table {_shell(source.path)} --profile {_shell(wanted)} --dry-run"
    if wanted.exists():
        return UnusableSourceError(
            f"There is a mapping in {wanted} already. Run: {run} – or take it away to have a new one proposed."
        )
    text = propose(source.path, source.ontology, license_=source.license, address=source.address)
    try:
        wanted.write_text(text, encoding="utf-8")
    except OSError as error:
        return UnusableSourceError(
            f"Tables are read by a mapping, and there is none; {wanted} cannot be written ({error.strerror}). "
            "Say with --profile PATH.yaml where a proposed one may go."
        )
    return UnusableSourceError(
        f"Tables are read by a mapping, and there was none: one is proposed in {wanted}. Read and correct it, then run: {run}"
    )


def _beside(path: Path) -> Path:
    return path.with_name(
        f"{path.name.removesuffix(path.suffix) if path.is_file() else path.resolve().name}-mapping.yaml"
    )


def _shell(path: Path) -> str:
    text = str(path)
    return f"'{text}'" if any(each in text for each in " ()&;'") else text


def propose(path: Path, ontology: Ontology, *, license_: str = "", address: str = "") -> str:
    """Return a mapping for the tables of a path as YAML with remarks; raises UnusableSourceError when there are none."""
    described = descriptions(path)
    found = path.parent if described.given else path
    tables = [each for each in _surveyed(found, described) if each.columns]
    if not tables:
        raise UnusableSourceError(f"{path} holds no table with columns. Check the path.")
    label = described.label or path.resolve().name.split(".")[0]
    lines = [
        "# A mapping, proposed from the tables. Correct it, look at what would happen, then import with it.",
        "# What each key means: docs/importing-tables.md.",
        "format: table",
        *_said("label", label),
        *(
            _said("license", license_ or described.license)
            or ['license: ""  # of the data: an SPDX identifier or an address']
        ),
        *(_said("attribution", described.attribution) or ['attribution: ""  # whom to name']),
        *_said("source", read_title(label) or "Tables"),
        *_said("address", address),
        "tables:",
    ]
    for table in tables:
        others = {refers: texts for each in tables if each is not table for refers, texts in _names(each)}
        lines += _table(table, ontology, others, described)
    return "\n".join([*lines, *_words(tables)]) + "\n"


def _surveyed(path: Path, described: Description) -> Iterator[TableSurvey]:
    """Yield every table that can be read."""
    for sheet in tables_of(
        path, lambda file: described.dialect(file) or (None if described.given else Dialect())
    ):
        if not isinstance(sheet, Issue):
            try:
                yield survey(sheet, described.of(sheet.file).header)
            except UnreadableError as error:
                if path.is_file():
                    raise UnusableSourceError(f"{sheet.place} cannot be read: {error}.") from error


def _names(table: TableSurvey) -> Iterator[tuple[str, set[str]]]:
    """Yield the columns by which other tables may call the rows, as "TABLE: COLUMN", with their texts."""
    key = guess_key(table)[0]
    for column in sorted(table.columns, key=lambda each: each.name != key):
        if column.name == key or (column.is_unique() and not column.is_long()):
            refers = f"{table.head.sheet.name or table.head.sheet.file}: {column.name}"
            yield refers, {" ".join(text.split()) for text in column.texts}


def _said(key: str, text: str) -> list[str]:
    return [f"{key}: {_scalar(text)}"] if text else []


def _table(
    table: TableSurvey, ontology: Ontology, others: Mapping[str, set[str]], described: Description
) -> Iterator[str]:
    sheet, kind = table.head.sheet, guess_kind(table, ontology)
    said = described.of(sheet.file)
    key = [each for each in said.key if each in table.head.columns] or guess_key(table)
    unique = next(each for each in table.columns if each.name == key[0]).is_unique() or len(key) > 1
    yield f"  - match: {_scalar(sheet.file)}"
    if sheet.name:
        yield f"    sheet: {_scalar(sheet.name)}"
    yield f"    kind: {kind.name}  # one of: {', '.join(each.name for each in ontology.kinds if each.name != 'talk')}"
    remark = "" if unique or table.names else "  # not one row each: see `rows`"
    yield f"    key: {_scalar(key[0]) if len(key) == 1 else _flow(key)}{remark}"
    named = guess_title(table, kind, key) if len(key) == 1 else ""
    if named:
        yield f"    title: {quoted(f'{{{named}}}')}"
    if len(key) > 1:
        title = " (".join(f"{{{each}}}" for each in key) + ")" * (len(key) - 1)
        yield f"    title: {quoted(title)}"
    if not unique and not table.names:
        yield "    rows: join  # or first, last"
    if table.names:
        yield f"    names: {_scalar(table.names)}"
        yield f"    value: {_scalar(table.value)}"
    if table.header:
        yield f"    header: {list(table.header) if len(table.header) > 1 else table.header[0]}"
    for name, text in said.dialect_keys().items():
        yield f"    {name}: {_scalar(text)}"
    guesses = [
        guess(each, kind, others, said.columns.get(each.name, Described()))
        for each in table.columns
        if each.name not in {*key, named}
    ]
    yield "    columns:" if guesses else "    columns: {}"
    for each in _merged(guesses):
        yield from _column(each)


def _merged(guesses: Sequence[Guess]) -> Iterator[Guess]:
    """Give columns of yes and no that begin alike one rule with a star."""
    binary = {each.column: each for each in guesses if _is_binary(each)}
    names = {each.column for each in guesses}
    groups = common_prefixes(binary, ALIKE)
    started = {name: start for start, members in groups.items() for name in members}
    done: set[str] = set()
    for each in guesses:
        start = started.get(each.column, "")
        if not start:
            yield each
        elif start not in done:
            done.add(start)
            whole = start.rstrip(":_-./ ")
            if whole in names:
                yield Guess(f"{start}*", "", f"the column {whole!r} says the same")
                continue
            called = " ".join(whole.replace("_", " ").split())
            variable = {"name": f"{called}: {{*}}", "question": f"{called}: {{*}}?", "scale": "yes or no"}
            written = {**each.written, "variable": variable}
            yield replace(each, column=f"{start}*", written=written, why=f"{len(groups[start])} columns")


def _is_binary(each: Guess) -> bool:
    written = each.written
    return isinstance(written, dict) and written.get("variable", {}).get("scale") == "yes or no"


def _column(each: Guess) -> Iterator[str]:
    remark = f"  # {' '.join(each.why.split())}" if each.why else ""
    name = _scalar(each.column)
    if not isinstance(each.written, dict):
        yield f"      {name}: {_scalar(str(each.written))}{remark}"
        return
    yield f"      {name}:{remark}"
    for key, value in each.written.items():
        if isinstance(value, dict):
            yield f"        {key}:"
            yield from (f"          {yaml_key(inner)}: {_any(part)}" for inner, part in value.items())
        else:
            yield f"        {key}: {_any(value)}"


def _any(value: Any) -> str:
    if isinstance(value, list):
        return _flow(value)
    return _scalar(value) if isinstance(value, str) else str(value).lower()


def _flow(values: Sequence[str]) -> str:
    return f"[{', '.join(quoted(each) for each in values)}]"


def _scalar(text: str) -> str:
    return quoted(text) if text[:1].isdigit() or re.search(r"[{},\[\]]", text) else yaml_scalar(text)


def _words(tables: Sequence[TableSurvey]) -> Iterator[str]:
    """Yield the words for nothing that the tables have."""
    met = {text for table in tables for column in table.columns for text in column.texts if len(text) <= 16}  # noqa: PLR2004
    found = {
        status: sorted({text for text in met if " ".join(text.split()).casefold() in words})
        for status, words in _WORDS.items()
    }
    if any(found.values()):
        yield "words:  # texts that say no value, in any column: are they meant so?"
        for status, texts in found.items():
            if texts:
                yield f"  {status}: {_flow(texts)}"
