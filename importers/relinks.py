"""Links of a foreign text: relative ones become wikilinks to imported pages, or addresses at the source. Pure."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from patterns.markup import mask

_INLINE = re.compile(
    r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*)>?(\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_DEFINITION = re.compile(r"^ {0,3}\[([^\[\]\n]+)\]:[ \t]*<?([^\s<>]+)>?[^\n]*(?:\n|\Z)", re.MULTILINE)
_REFERENCE = re.compile(r"(?<![!\[])\[([^\[\]]+)\](?:\[([^\[\]]*)\])?(?![\[(:])")
_WIKILINK = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]]+))?\]\]")
_SCHEME = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|#)", re.IGNORECASE)
_OUTER = re.compile(r"^(?:%20|\s)+|(?:%20|\s)+$")
_HOST = re.compile(
    r"(?!http)(?:www\.[^/.]+\.|[^/.]+(?:\.[^/.]+)*\.(?:com|edu|gov|info|io|net|org)(?:[/?]|$))", re.IGNORECASE
)
_SLUG = re.compile(r"[^\s]+[-_][^\s]+")
_BLANKS = re.compile(r"\s+")


def without_definitions(text: str) -> str:
    """Return the text without its reference definitions."""
    return _replaced(text, _DEFINITION, lambda _found: "")


def definitions(text: str) -> str:
    """Return the reference definitions of a text, for when the text they stand in goes and they must not."""
    return "".join(
        found[0] if found[0].endswith("\n") else found[0] + "\n" for found in _DEFINITION.finditer(mask(text))
    )


Note = Callable[[str, str], None]
"""Called with a problem, and with what is written where it is."""


@dataclass(frozen=True, slots=True)
class Targets:
    """Where links may lead."""

    files: Mapping[str, str]  # path of an imported file, from the collection's root → full title
    names: Mapping[str, str]  # folded page name or alias → full title
    address: Callable[[str], str]  # path from the root → address at the source, "" = unknown
    name_of: Callable[[str], str]  # full title → name


def relink(text: str, path: str, targets: Targets, note: Note) -> str:
    """Return the text with its links rewritten; `path` is the file's own. `note` hears of what leads nowhere."""
    text = _replaced(text, _WIKILINK, lambda found: _wikilink(found, targets, note))
    text = _replaced(text, _INLINE, lambda found: _inline(found, path, targets, note))
    pages = _defined_pages(text, path, targets)
    text = _replaced(text, _DEFINITION, lambda found: _definition(found, path, targets, note))
    return _replaced(text, _REFERENCE, lambda found: _reference(found, pages)) if pages else text


def _replaced(text: str, pattern: re.Pattern[str], change: Callable[[re.Match[str]], str]) -> str:
    """Substitute outside code and comments only."""
    masked, pieces, done = mask(text), list[str](), 0
    for found in pattern.finditer(masked):
        real = pattern.match(text, found.start())
        if real is None or real.end() != found.end() or found.start() < done:
            continue
        pieces += (text[done : found.start()], change(real))
        done = found.end()
    return "".join([*pieces, text[done:]])


def _inline(found: re.Match[str], path: str, targets: Targets, note: Note) -> str:
    image, target, said = found[1], found[3], found[4] or ""
    label = _INLINE.sub(lambda inner: _inline(inner, path, targets, note), found[2])
    if not target or _SCHEME.match(target):
        return found[0].replace(found[2], label, 1) if found[2] else found[0]
    absolute = _absolute(path, target, targets, note)
    if absolute:
        return f"{image}[{label}]({absolute}{said})"
    where, fragment = _resolved(path, target)
    title = targets.files.get(where, "")
    if title and not image:
        return _link(title, fragment, label)
    address = targets.address(where)
    if not address:
        note(f"the link to {target!r} leads to a file that was not imported", target)
        return found[0]
    return f"{image}[{label}]({address}{_hash(fragment)}{said})"


def _absolute(path: str, target: str, targets: Targets, note: Note) -> str:
    """Return the address of a target that only looks relative: blanks around it, or no scheme. "" = it is relative."""
    trimmed = _OUTER.sub("", target)
    if _SCHEME.match(trimmed):
        return trimmed
    if not _HOST.match(trimmed) or _resolved(path, trimmed)[0] in targets.files:
        return ""
    note(f"the link to {target!r} lacks its http://; it was added", target)
    return f"http://{trimmed}"


def _link(title: str, fragment: str, label: str) -> str:
    plain = _BLANKS.sub(" ", label.replace("|", "/").replace("[", "(").replace("]", ")")).strip()
    return f"[[{title}{_hash(fragment)}|{plain or title}]]"


def _hash(fragment: str) -> str:
    return f"#{fragment}" if fragment else ""


def _defined_pages(text: str, path: str, targets: Targets) -> dict[str, tuple[str, str]]:
    """Return reference label → (title, fragment) of the definitions that lead to imported pages."""
    found: dict[str, tuple[str, str]] = {}
    for each in _DEFINITION.finditer(mask(text)):
        if not _SCHEME.match(each[2]):
            where, fragment = _resolved(path, each[2])
            if where in targets.files:
                found[each[1].casefold()] = (targets.files[where], fragment)
    return found


def _reference(found: re.Match[str], pages: Mapping[str, tuple[str, str]]) -> str:
    page = pages.get((found[2] or found[1]).casefold())
    return _link(page[0], page[1], found[1]) if page else found[0]


def _definition(found: re.Match[str], path: str, targets: Targets, note: Note) -> str:
    """Rewrite a reference definition; one of an imported page goes, since its uses become wikilinks."""
    if _SCHEME.match(found[2]):
        return found[0]
    absolute = _absolute(path, found[2], targets, note)
    if absolute:
        return found[0].replace(found[2], absolute, 1)
    where, fragment = _resolved(path, found[2])
    if where in targets.files:
        return ""
    address = targets.address(where)
    return found[0].replace(found[2], address + _hash(fragment), 1) if address else found[0]


def _wikilink(found: re.Match[str], targets: Targets, note: Note) -> str:
    target = _BLANKS.sub(" ", found[1]).strip()
    label = _BLANKS.sub(" ", found[2] or found[1]).strip()
    title = targets.names.get(folded(target), "")
    if not title:
        note(f"[[{target}]] names no page of the collection; it stays a red link", f"[[{found[1]}")
        return f"[[{target}]]" if label == target else f"[[{target}|{label}]]"
    if not found[2] and _SLUG.fullmatch(target):
        label = targets.name_of(title)  # a file's name is no word of a sentence
    return f"[[{title}]]" if label == title else f"[[{title}|{label}]]"


def folded(name: str) -> str:
    """Return a name as it is compared: case, blanks, hyphens and a plural s apart."""
    return _BLANKS.sub(" ", name.replace("-", " ").replace("_", " ")).strip().casefold().removesuffix("s")


def _resolved(path: str, target: str) -> tuple[str, str]:
    """Return path from the root and fragment of a relative target."""
    where, _, fragment = target.partition("#")
    where = unquote(where.partition("?")[0])
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), where)) if where else path
    return joined, fragment
