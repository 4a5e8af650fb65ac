"""The front matter of a foreign page, whatever its dialect: YAML, TOML, JSON, MultiMarkdown, `key:: value` lines. Pure."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from decimal import Decimal
from typing import Any

from ontology.kinds import Severity
from patterns import frontmatter
from patterns.page import Page

LONGEST = 256 * 1024
"""Characters of a front matter that is read, as many as of one in YAML; a longer one is kept as text."""
MOST_DOTS = 200
"""Dots in a line of TOML: each may be one level more, and the time to read them grows with their square."""

_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)(?:^|\n)\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_DOTTED_END = re.compile(r"(---[ \t]*\n(?:(?!---[ \t]*\n).*\n)*?)\.\.\.[ \t]*(\n|\Z)")
_JSON = re.compile(r'\{\s*(?:"(?:[^"\\\n]|\\.)*"\s*:|\}[ \t]*(?:\n|\Z))')
_JSON_END = re.compile(r"^\}[ \t]*(?:\n|\Z)", re.MULTILINE)
_PROPERTY = re.compile(r"[ \t]*(?:[-*+][ \t]+)?([A-Za-z][\w./-]{0,60})::(?:[ \t]+(\S.*)?)?(?:\n|\Z)")
_META = re.compile(r"([A-Za-z][\w -]{0,40}):[ \t]+(\S.*)(?:\n|\Z)")
_META_MORE = re.compile(r"[ \t]{4,}(\S.*)(?:\n|\Z)")
_META_KEYS = {"title", "author", "authors", "date", "tags", "category", "summary", "template", "slug"}
_REFERENCE = re.compile(r"#?\[\[([^\[\]]+)\]\]|#([^\s,#]+)")
_REFERENCES = re.compile(r"(?:(?:#?\[\[[^\[\]]++\]\]|#[^\s,#]++)[\s,]*+)++")
_PLACE = re.compile(r"line (\d+)")
_LISTED = {"tags", "aliases"}
OURS: Mapping[str, str] = {"alias": "aliases", "tag": "tags", "keywords": "tags"}
"""What some dialects call a field of ours."""


@dataclass(frozen=True, slots=True)
class Front:
    """What stands at the head of a file, and the text below it."""

    body: str
    values: Mapping[str, Any] = field(default_factory=dict)
    written: Page | None = (
        None  # the page with its YAML as it was written; None where it was written otherwise
    )
    problems: tuple[tuple[int, str], ...] = ()  # line of the file and what is wrong there; 0 = no line
    unread: str = ""  # what could not be read, as it was written


def read_front(text: str) -> Front:
    """Take a file's front matter off its text. Never raises: what cannot be read is kept and said."""
    for read in (_toml, _json, _yaml, _multimarkdown):
        front = read(text)
        if front is not None:
            break
    else:
        front = Front(text)
    return _with_properties(front)


def _yaml(text: str) -> Front | None:
    if not text.startswith(("---", "\ufeff---")):
        return None
    dotted = _DOTTED_END.match(text)
    if dotted:
        text = f"{dotted[1]}---{dotted[2]}{text[dotted.end() :]}"
    page = frontmatter.parse(text)
    problems = tuple((problem.line or 0, problem.message) for problem in page.problems)
    broken = any(problem.severity is Severity.VIOLATION for problem in page.problems)
    unread = "".join(each.raw for each in page.entries if _is_unread(each.key, each.value, each.raw))
    return Front(
        frontmatter.body_text(page),
        frontmatter.mapping(page),
        page if page.opening else None,
        problems,
        unread if broken else "",
    )


def _is_unread(key: str, value: Any, raw: str) -> bool:
    """Say whether an entry says something that its value does not."""
    if key:
        return value is None and raw.partition(":")[2].strip() not in {"", "~", "null"}
    return any(line.strip() and not line.lstrip().startswith("#") for line in raw.splitlines())


def _toml(text: str) -> Front | None:
    found = _TOML.match(text)
    if found is None:
        return None
    body = text[found.end() :]
    return _parsed(body, found[1], "TOML", 1, _toml_mapping)


def _toml_mapping(written: str) -> dict[str, Any]:
    for number, line in enumerate(written.splitlines(), 1):
        if line.count(".") > MOST_DOTS:
            raise ValueError(f"a line with more than {MOST_DOTS} dots (at line {number}, column 1)")
    return tomllib.loads(written, parse_float=_number)


def _json(text: str) -> Front | None:
    if not _JSON.match(text):
        return None
    try:
        values, end = json.JSONDecoder(parse_float=_number, parse_constant=str).raw_decode(text[:LONGEST])
    except (ValueError, RecursionError):
        closing = _JSON_END.search(text)
        if closing is None:
            return None
        inner = text[: closing.end()]
        return _parsed(text[closing.end() :], inner, "JSON", 0, _json_mapping)
    rest = re.match(r"[ \t]*(?:\n|\Z)", text[end:])
    return Front(text[end + rest.end() :], _plain(values)) if rest else None


def _json_mapping(written: str) -> dict[str, Any]:
    stripped = written.strip().rstrip(",")
    whole = stripped if stripped.startswith("{") else f"{{{stripped}}}"
    found = json.loads(whole, parse_float=_number, parse_constant=str)
    if not isinstance(found, dict):
        raise ValueError("no mapping")  # noqa: TRY004 - read as the broken JSON it is
    return found


def _parsed(
    body: str, written: str, dialect: str, above: int, read: Callable[[str], dict[str, Any]]
) -> Front:
    """Read a front matter as a whole, or line by line where that fails."""
    if len(written) > LONGEST:
        return Front(
            body, problems=((1, f"the {dialect} front matter is too long to be read"),), unread=written
        )
    try:
        return Front(body, _plain(read(written)))
    except (ValueError, RecursionError) as error:
        place = _PLACE.search(str(error))
        line = above + (int(place[1]) if place else 1)
        reason = str(error).partition(" (at ")[0].partition(": line ")[0] or "nested too deep"
        values, unread = _line_by_line(written, read)
    message = f"the {dialect} front matter cannot be read at line {line} ({reason}); entries this spoils stand in the text"
    return Front(body, values, problems=((line, message),), unread=unread)


def _line_by_line(written: str, read: Callable[[str], dict[str, Any]]) -> tuple[dict[str, Any], str]:
    values: dict[str, Any] = {}
    unread: list[str] = []
    for line in written.splitlines(keepends=True):
        if line.strip() in {"", "{", "}"} or line.lstrip().startswith("#"):
            continue
        try:
            found = _plain(read(line))
        except (ValueError, RecursionError):
            unread.append(line)
        else:
            for key, value in found.items():
                values.setdefault(key, value)
    return values, "".join(unread)


def _multimarkdown(text: str) -> Front | None:
    """Read `Key: value` lines that open a file, as MultiMarkdown, MkDocs and Pelican know them."""
    pieces, at, last = dict[str, list[str]](), 0, ""
    while at < len(text):
        found, more = _META.match(text, at), _META_MORE.match(text, at)
        if found:
            last = found[1].strip().lower()
            last = "" if last in pieces else last  # of two with one key the first counts
            pieces.setdefault(last, []).append(found[2].strip())
            at = found.end()
        elif more and pieces:
            pieces[last].append(more[1].strip())
            at = more.end()
        else:
            break
    pieces.pop("", None)
    values = {key: " ".join(each) for key, each in pieces.items()}
    closed = at >= len(text) or text[at] == "\n"
    if not closed or not _META_KEYS & set(values):
        return None
    return Front(text[at + 1 :], {key: _listed(key, value) for key, value in values.items()})


def _with_properties(front: Front) -> Front:
    """Take `key:: value` lines off the head of the text: the properties of a page in Logseq and Dataview."""
    values, at = dict[str, Any](), 0
    while found := _PROPERTY.match(front.body, at):
        key = found[1].strip()
        values.setdefault(key, _listed(OURS.get(key, key), (found[2] or "").strip()))
        at = found.end()
    if not values:
        return front
    body = front.body[at:].removeprefix("\n")
    return replace(front, body=body, values={**values, **front.values})


def renamed(values: Mapping[str, Any], known: Container[str] = ()) -> dict[str, Any]:
    """Return a front matter with our names for the fields that dialects call otherwise; `known` keys stay."""
    kept = {key: value for key, value in values.items() if key in known or key.lower() not in OURS}
    for key, value in values.items():
        if key not in kept:
            ours = OURS[key.lower()]
            listed = _listed(ours, value)
            kept[ours] = [*as_list(kept[ours]), *as_list(listed)] if ours in kept else listed
    return kept


def _listed(key: str, value: Any) -> Any:
    """Return a list of tags, aliases or references that was written in one line as a list."""
    if not isinstance(value, str):
        return value
    if value and _REFERENCES.fullmatch(value):
        names = [found[1] or found[2] for found in _REFERENCE.finditer(value)]
        return names if len(names) > 1 or key in _LISTED else names[0]
    if key not in _LISTED:
        return value
    parts = (part.strip() for part in value.split(","))
    return [part.removeprefix("#").removeprefix("[[").removesuffix("]]") for part in parts if part]


def as_list(value: Any) -> list[Any]:
    """Return the values of a field, be they none, one or many."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _number(written: str) -> Decimal | str:
    number = Decimal(written.replace("_", ""))
    return number if number.is_finite() and abs(number.adjusted()) < 100 else written  # noqa: PLR2004


def _plain(value: Any) -> Any:
    """Return a value as YAML would give it: dates as text, nothing that is no scalar, list or mapping."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, date | time):
        return value.isoformat()
    return value
