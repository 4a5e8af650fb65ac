"""Ends that people leave out and MediaWiki puts in: of HTML's items, rows and cells, and of tables.

What ends where is said by https://html.spec.whatwg.org/multipage/syntax.html#optional-tags; a table in wikitext ends with
the page at the latest.
"""

from __future__ import annotations

import re

_SKIP = r"<(?P<skip>nowiki|pre|syntaxhighlight|source|math)\b[^<>]*(?<!/)>.*?</(?P=skip)\s*>|<!--.*?-->"
_TAG = re.compile(
    rf"{_SKIP}|<(?P<closes>/?)(?P<name>table|tr|td|th|ul|ol|dl|li|dt|dd)\b[^<>]*(?<!/)>",
    re.IGNORECASE | re.DOTALL,
)
_CELLS, _TERMS = frozenset({"td", "th"}), frozenset({"dt", "dd"})
_ENDED = {
    "td": _CELLS,
    "th": _CELLS,
    "tr": _CELLS | {"tr"},
    "li": frozenset({"li"}),
    "dt": _TERMS,
    "dd": _TERMS,
}
"""Element → those that end where it begins."""

_HOLDERS = {"td": {"table"}, "th": {"table"}, "tr": {"table"}, "li": {"ul", "ol"}, "dt": {"dl"}, "dd": {"dl"}}
_TABLE = re.compile(
    rf"{_SKIP}|(?<!\{{)(?P<begins>\{{\{{)|(?P<ends>\}}\}})|^[ \t:*#;]*(?P<table>\{{\|)|^[ \t]*(?P<over>\|\}})(?!\}})",
    re.DOTALL | re.MULTILINE,
)


def with_ends(text: str) -> str:
    """Return wikitext whose HTML items, rows and cells, and whose tables, have ends."""
    text = _tables(text) if "{|" in text else text
    return _elements(text) if "<" in text else text


def _elements(text: str) -> str:
    opened: list[str] = []
    pieces, at = [], 0
    for found in _TAG.finditer(text):
        if not found["name"]:
            continue
        name = found["name"].casefold()
        ended = _closing(name, opened) if found["closes"] else _opening(name, opened)
        if ended:
            pieces += [text[at : found.start()], *(f"</{each}>" for each in ended)]
            at = found.start()
    return "".join([*pieces, text[at:]])


def _opening(name: str, opened: list[str]) -> list[str]:
    """Return what ends where an element begins, and note the element if something holds it that will end it."""
    ended = []
    while opened and opened[-1] in _ENDED.get(name, frozenset()):
        ended.append(opened.pop())
    if name not in _HOLDERS or _HOLDERS[name] & set(opened):
        opened.append(name)
    return ended


def _closing(name: str, opened: list[str]) -> list[str]:
    """Return what ends before an element does; an end without a beginning ends nothing."""
    if name not in opened:
        return []
    ended = []
    while (last := opened.pop()) != name:
        ended.append(last)
    return [each for each in ended if each in _ENDED]


def _tables(text: str) -> str:
    """Return text in which every `{|` has its `|}`; those inside a template end with it."""
    opened: list[str] = []
    for found in _TABLE.finditer(text):
        begun, over = found["begins"] or found["table"], found["ends"] or found["over"]
        if begun:
            opened.append(begun)
        elif over and opened:
            _ended(over, opened)
    return text + "\n|}" * opened.count("{|")


def _ended(end: str, opened: list[str]) -> None:
    if end == "}}" and "{{" in opened:
        while opened.pop() != "{{":
            pass
    elif end == "|}" and opened[-1] == "{|":
        opened.pop()
