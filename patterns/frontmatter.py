"""Text ↔ Page, exactly: taking a page's text apart, putting it together, changing one entry.

`write(parse(text)) == text` for every string. A front matter stands between a first line `---` (a byte order
mark may precede it) and the next such line; each of its entries begins at the left edge. One that YAML cannot
read as a whole is read entry by entry, so that one mistake costs one entry.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from ontology.kinds import Severity
from patterns.markup import split_lines
from patterns.page import Entry, Finding, Page, Statement, Value
from patterns.sections import find_section, split_sections
from patterns.yamlreading import Pair, Trouble, read_pairs
from patterns.yamlwriting import yaml_entry

_FENCE = re.compile(r"\ufeff?---[ \t]*(?:\r\n|\n|\r|\Z)")
_ENTRY_START = re.compile(
    r"(?:\"([^\"\r\n]*+)\"|'([^'\r\n]*+)'|([^\s#\-?,\[\]{}&*!|>'\"%@`:][^\r\n:#]*+))[ \t]*+:(?=[ \t\r\n]|\Z)"
)
_LINE_ENTRY = re.compile(rf"^{_ENTRY_START.pattern}", re.MULTILINE)
# At the left edge neither an entry nor an item, comment or blank line; a quotation that is open where its line ends.
_DOUBTFUL = re.compile(
    rf"^(?!{_ENTRY_START.pattern}|[ \t#]|-[ \t]|$)|(?:^|[:\-,\[{{] |\A)\s*(?:\"[^\"\n\\]*|'[^'\n]*)$|[\r\ufeff]|\\",
    re.MULTILINE,
)
_LOOSE = re.compile(r"[ \t]*+(?:[\r\n]|\Z)|#")  # a blank line or a comment at the left edge
_LINE_END = re.compile(r"\r\n|\n|\r")
_MOST_REPAIRS = 500  # entries read one by one in a front matter that is broken as a whole


def parse(text: str) -> Page:
    """Take a text apart. Never raises; what cannot be read is a finding in `problems`."""
    end = _front_end(text)
    if end is None:
        return Page(sections=split_sections(text), problems=_unclosed(text))
    opening, inner, closing, body = end
    entries, problems = _read_entries(inner, 2)
    sections = split_sections(body, _count_lines(inner) + 3)
    return Page(opening, entries, closing, sections, problems)


def parse_some(text: str, keys: Collection[str]) -> Page:
    """Return the front matter's entries of these keys alone: what tables ask of many long pages.

    They are cut out where entries begin, at the left edge, and only they are read. Where lines leave it in doubt what
    begins there, or one of them cannot be read alone, the whole is read.
    """
    end = _front_end(text)
    if end is None:
        return Page()
    inner = end[1]
    found = None if _DOUBTFUL.search(inner) else _cut_out(inner, keys)
    if found is None:
        found = tuple(each for each in parse(text).entries if each.key in keys)
    return Page(end[0], found, end[2])


def write(page: Page) -> str:
    """Put the text together again, byte for byte."""
    entries = "".join(entry.raw for entry in page.entries)
    return page.opening + entries + page.closing + body_text(page)


def body_text(page: Page) -> str:
    """Return everything after the front matter."""
    return "".join(section.raw for section in page.sections)


def body_of(text: str) -> str:
    """Return everything after a text's front matter, which is not read."""
    end = _front_end(text)
    return text if end is None else end[-1]


def front_of(text: str) -> tuple[str, str, str, str]:
    """Cut a text into opening line, entries, closing line and body: four parts that make it up. Nothing is read."""
    return _front_end(text) or ("", "", "", text)


def entry_key(line: str) -> str:
    """Return the key of the entry that begins with a line, "" when none does."""
    return _written_key(line)


def mapping(page: Page) -> dict[str, Any]:
    """Return the front matter's entries that have a value; the first of duplicate keys wins."""
    found: dict[str, Any] = {}
    for entry in page.entries:
        if entry.key and entry.value is not None:
            found.setdefault(entry.key, entry.value)
    return found


def statements(page: Page) -> tuple[Statement, ...]:
    """Unfold the front matter: one statement a value, evidence mappings as qualifiers.

    A mapping without `value` or `status` has no place in a statement and is kept as JSON text. Blank values say nothing.
    """
    seen: set[str] = set()
    found: list[Statement] = []
    for entry in page.entries:
        if entry.key and entry.value is not None and entry.key not in seen:
            seen.add(entry.key)
            found += _unfold(entry)
    return tuple(found)


def with_value(page: Page, key: str, value: Any | None) -> Page:
    """Set one entry of the front matter, or remove it (None); every other byte stays.

    Replaces the first entry of that key, else appends one. In a front matter that is broken as a whole the
    entry may be unreadable until the break is mended.
    """
    written = None if value is None else yaml_entry(key, value, indent_of(page)).replace("\n", line_end(page))
    return with_entries(page, {key: written})


def with_entries(page: Page, written: Mapping[str, str | None]) -> Page:
    """Put the whole texts of entries in the places of the first of their keys, or after all others; None removes a key."""
    first = {entry.key: place for place, entry in reversed(list(enumerate(page.entries)))}
    if not any(raw is not None or key in first for key, raw in written.items()):
        return page
    raws = [
        entry.raw if entry.key not in written or first[entry.key] != place else written[entry.key]
        for place, entry in enumerate(page.entries)
        if written.get(entry.key, "") is not None
    ]
    raws += [raw for key, raw in written.items() if key not in first]
    return _rebuilt(page, [raw for raw in raws if raw is not None])


def with_section(page: Page, heading: str, body: str) -> Page:
    """Replace what stands under a heading (up to the next heading), or append the section at level 2."""
    end = line_end(page)
    body = body if not body or body[-1] in "\r\n" else body + end
    present = find_section(page, (heading,))
    front = "".join((page.opening, *(entry.raw for entry in page.entries), page.closing))
    if present is None:
        before = body_text(page)
        gap = end if before and before[-1] not in "\r\n" else ""
        gap += end if before else ""
        return parse(f"{front}{before}{gap}## {heading}{end}{end}{body}")
    head = present.raw[: len(present.raw) - len(present.body)]
    head += "" if head[-1] in "\r\n" else end
    parts = [each.raw if each is not present else head + body for each in page.sections]
    return parse(front + "".join(parts))


def compose(values: Mapping[str, Any], body: str) -> str:
    """Write a new text in house style; `parse` gives values (None left out) and body back."""
    entries = "".join(yaml_entry(key, value) for key, value in values.items() if value is not None)
    if not entries and not _FENCE.match(body):
        return body
    return f"---\n{entries}---\n{body}"


def _front_end(text: str) -> tuple[str, str, str, str] | None:
    """Cut into opening, inner, closing and body; None when there is no front matter."""
    opening = _FENCE.match(text)
    if opening is None or text[opening.end() - 1] not in "\r\n":
        return None
    start = position = opening.end()
    while (position := text.find("---", position)) >= 0:
        closing = _FENCE.match(text, position)
        if closing and text[position - 1] in "\r\n":
            return opening[0], text[start:position], closing[0], text[closing.end() :]
        position += 3
    return None


def _unclosed(text: str) -> tuple[Finding, ...]:
    """Tell a front matter somebody forgot to close from a text that begins with a horizontal rule."""
    opening = _FENCE.match(text)
    if opening is None or not _ENTRY_START.match(text, opening.end()):
        return ()
    message = "The front matter that line 1 opens is never closed: add a line `---` after its last entry."
    return (Finding(Severity.VIOLATION, message, line=1),)


def _count_lines(text: str) -> int:
    """Count line ends; every line of a front matter has one."""
    return text.count("\n") + (text.count("\r") - text.count("\r\n") if "\r" in text else 0)


def _read_entries(inner: str, first_line: int) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    lines = split_lines(inner)
    starts = _offsets(lines)
    try:
        pairs = read_pairs(inner)
    except Trouble as trouble:
        line = max(0, bisect_right(starts, trouble.index) - 1)
        return _repaired(lines, first_line, line, trouble.clause)
    indices = [bisect_right(starts, pair.start) - 1 for pair in pairs]
    entries = tuple(_entries(lines, pairs, indices, first_line))
    return entries, (*_bad_keys(pairs, indices, first_line), *_duplicates(entries))


def _cut_out(inner: str, keys: Collection[str]) -> tuple[Entry, ...] | None:
    """Read entries one by one; None when one cannot be read alone."""
    starts = [found.start() for found in _LINE_ENTRY.finditer(inner)]
    entries = []
    for start, stop in zip(starts, [*starts[1:], len(inner)], strict=False):
        raw = inner[start:stop]
        key = _written_key(raw)
        if key in keys:
            value = _read_alone(raw, key)
            if value is None and raw.rpartition(":")[2].strip():
                return None
            entries.append(Entry(raw, key, value, _count_lines(inner[:start]) + 2))
    return tuple(entries)


def _offsets(lines: Sequence[str]) -> list[int]:
    starts, offset = [], 0
    for line in lines:
        starts.append(offset)
        offset += len(line)
    return starts


def _entries(
    lines: Sequence[str], pairs: Sequence[Pair], indices: Sequence[int], first: int
) -> Iterator[Entry]:
    """Cut the lines at the keys; blank lines and comments between entries stand alone."""
    if not indices:
        yield from _loose(lines, first)
        return
    yield from _loose(lines[: indices[0]], first)
    for pair, start, stop in zip(pairs, indices, [*indices[1:], len(lines)], strict=True):
        end = stop
        while end > start + 1 and _LOOSE.match(lines[end - 1]):
            end -= 1
        yield Entry(
            "".join(lines[start:end]), pair.key or "", pair.value if pair.key else None, first + start
        )
        yield from _loose(lines[end:stop], first + end)


def _loose(lines: Sequence[str], line: int) -> Iterator[Entry]:
    if lines:
        yield Entry("".join(lines), line=line)


def _bad_keys(pairs: Sequence[Pair], indices: Sequence[int], first: int) -> Iterator[Finding]:
    for pair, index in zip(pairs, indices, strict=True):
        if not pair.key:
            line = first + index
            message = (
                f"The entry on line {line} has no plain word before its colon: write it as `key: value`."
            )
            yield Finding(Severity.VIOLATION, message, line=line)


def _duplicates(entries: Sequence[Entry]) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for entry in entries:
        if entry.key and entry.key in seen:
            message = (
                f"“{entry.key}” stands twice in the front matter, on lines {seen[entry.key]} and "
                f"{entry.line}; only the first counts: join them into one list."
            )
            yield Finding(Severity.WARNING, message, entry.key, entry.line)
        elif entry.key:
            seen[entry.key] = entry.line


def _repaired(
    lines: Sequence[str], first: int, bad: int, clause: str
) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """Read a broken front matter entry by entry; the one finding says what broke the whole."""
    starts = [index for index, line in enumerate(lines) if _ENTRY_START.match(line)]
    entries: list[Entry] = list(_loose(lines[: starts[0]] if starts else lines, first))
    for count, (start, stop) in enumerate(zip(starts, [*starts[1:], len(lines)], strict=False)):
        raw = "".join(lines[start:stop])
        key = _written_key(raw)
        value = _read_alone(raw, key) if count < _MOST_REPAIRS else None
        entries.append(Entry(raw, key, value, first + start))
    line = first + bad
    message = f"The front matter cannot be read at line {line}: {clause}. Entries this spoils do not count."
    broken = Finding(Severity.VIOLATION, message, line=line)
    return tuple(entries), (broken, *_duplicates(entries))


def _written_key(raw: str) -> str:
    found = _ENTRY_START.match(raw)
    if found is None:
        return ""
    return (found[1] or found[2] or found[3] or "").strip()


def _read_alone(raw: str, key: str) -> Any:
    try:
        pairs = read_pairs(raw)
    except Trouble:
        return None
    return pairs[0].value if len(pairs) == 1 and pairs[0].key == key else None


def _unfold(entry: Entry) -> Iterator[Statement]:
    for item in _flat(entry.value):
        if isinstance(item, dict) and ("value" in item or "status" in item):
            yield from _evidenced(entry, item)
        elif _says_something(item):
            yield Statement(entry.key, _plain(item), (), entry.line)


def _flat(value: Any) -> Iterator[Any]:
    """Yield the items of a list and of lists in it: `[[Page]]` without quotes is such a one."""
    if isinstance(value, list):
        for item in value:
            yield from _flat(item)
    else:
        yield value


def _evidenced(entry: Entry, item: Mapping[str, Any]) -> Iterator[Statement]:
    qualifiers = tuple(
        (key, _plain(each))
        for key, value in item.items()
        if key != "value"
        for each in _flat(value)
        if _says_something(each)
    )
    value = item.get("value", "")
    for each in _flat(value):
        if _says_something(each) or qualifiers:
            yield Statement(entry.key, _plain(each), qualifiers, entry.line)


def _says_something(value: Any) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value not in ([], {})


def _plain(value: Any) -> Value:
    """Return a scalar as it is (text trimmed), a structure as JSON text."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    plain: Value = value
    return plain


def _rebuilt(page: Page, raws: Sequence[str]) -> Page:
    if page.opening:
        return parse("".join((page.opening, *raws, page.closing)) + body_text(page))
    body, end = body_text(page), line_end(page)
    mark = "\ufeff" if body.startswith("\ufeff") else ""
    return parse("".join((mark, "---", end, *raws, "---", end, body[len(mark) :])))


def line_end(page: Page) -> str:
    """Return the line end the text uses first."""
    found = _LINE_END.search(page.opening or body_text(page))
    return found[0] if found else "\n"


def indent_of(page: Page) -> str:
    """Return the blanks the entries begin with: YAML wants the same before each."""
    raw = next((entry.raw for entry in page.entries if entry.key), "")
    return raw[: len(raw) - len(raw.lstrip(" "))]
