"""Writing values of a front matter as YAML in house style, so that any YAML reader sees the same values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

_WIDTH = 100
# A plain scalar must read as text in YAML 1.1 readers too: no leading sign or digit but for dates, no `no`.
_PLAIN = re.compile(
    r"[^\W\d_](?:[^\x00-\x1f\x7f-\xa0\ud800-\udfff\u2028\u2029\ufeff\ufffe\uffff:#]|:(?=[^\s:#])|(?<=\S)#)*+"
)
_DATE = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
_WORDS = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))
_KEY = re.compile(r"[A-Za-z_][\w-]*")
_FLOW_SAFE = re.compile(r"[^,\[\]{}]*")
_BLOCK_SAFE = re.compile(
    r"(?=[^\s#])(?:[^\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufeff\ufffe\uffff])*"
)
_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]')
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


def yaml_entry(key: str, value: Any, indent: str = "") -> str:
    """Write `key: value` with line feeds as line ends, value a scalar, list or mapping of Values.

    Values of None inside are left out. Lone surrogates, which no YAML can hold, become U+FFFD.
    """
    return indent + yaml_key(key) + ":" + _after_key(value, indent) + "\n"


def yaml_item(value: Any, indent: str = "") -> str:
    """Write one item of a list, its dash behind the indentation, as `yaml_entry` writes a list's items."""
    return _item(value, indent) + "\n"


def yaml_scalar(value: str | int | Decimal | bool) -> str:  # noqa: FBT001 - a value like any other
    """Write one scalar on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text if "." in text else text + ".0"
    return value if is_plain(value) else quoted(value)


def yaml_key(key: str) -> str:
    """Write a key, in quotes where needed."""
    return key if _KEY.fullmatch(key) and key.lower() not in _WORDS else quoted(key)


def is_plain(text: str) -> bool:
    """Say whether the text needs no quotes."""
    if text[-1:] in (" ", ":", "") or text.lower() in _WORDS:
        return False
    return bool(_PLAIN.fullmatch(text) or _DATE.fullmatch(text))


def quoted(text: str) -> str:
    """Write a double-quoted scalar on one line (YAML 1.2 section 7.3.1)."""
    return '"' + _ESCAPED.sub(_escape, _SURROGATE.sub("\ufffd", text)) + '"'


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    return _SHORT.get(character) or f"\\u{ord(character):04x}"


def _after_key(value: Any, indent: str) -> str:
    if isinstance(value, Mapping):
        lines = _mapping_lines(value, indent + "  ")
        return "\n" + "\n".join(lines) if lines else " {}"
    if isinstance(value, list | tuple):
        return _list_after_key([each for each in value if each is not None], indent)
    if isinstance(value, str) and "\n" in value and _is_block(value):
        return _block(value, indent + "  ")
    return " " + yaml_scalar(value)


def _list_after_key(items: list[Any], indent: str) -> str:
    if not any(isinstance(each, Mapping | list | tuple) for each in items):
        written = [yaml_scalar(each) for each in items]
        safe = (each if each[0] == '"' or _FLOW_SAFE.fullmatch(each) else quoted(each) for each in written)
        flow = " [" + ", ".join(safe) + "]"
        if len(flow) <= _WIDTH:
            return flow
    return "\n" + "\n".join(_item(each, indent + "  ") for each in items)


def _item(value: Any, indent: str) -> str:
    """Write one list item: a mapping starts on the line of its dash."""
    if isinstance(value, Mapping):
        lines = _mapping_lines(value, indent + "  ")
        return indent + "- " + "\n".join(lines).lstrip(" ") if lines else indent + "- {}"
    if isinstance(value, list | tuple):
        items = [_item(each, indent + "  ") for each in value if each is not None]
        return indent + "- " + "\n".join(items).lstrip(" ") if items else indent + "- []"
    return indent + "- " + yaml_scalar(value)


def _mapping_lines(value: Mapping[str, Any], indent: str) -> list[str]:
    return [
        indent + yaml_key(key) + ":" + _after_key(each, indent)
        for key, each in value.items()
        if each is not None
    ]


def _is_block(text: str) -> bool:
    """Say whether a block scalar can hold the text as it is, on lines that are safe to read and edit."""
    lines = text.removesuffix("\n").split("\n")
    return (
        bool(lines[-1])
        and bool(_BLOCK_SAFE.fullmatch(text))
        and all(not each or each.strip() for each in lines)
    )


def _block(text: str, indent: str) -> str:
    """Write a literal block scalar (YAML 1.2 section 8.1.2)."""
    head = " |" if text.endswith("\n") else " |-"
    lines = text.removesuffix("\n").split("\n")
    return head + "\n" + "\n".join(indent + each if each else "" for each in lines)
