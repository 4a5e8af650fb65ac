"""Links of a foreign text: to imported pages they become wikilinks, others addresses at the source. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from importers.markdown.masked import Note, masked_once, replaced
from importers.markdown.targets import ENDINGS, Place, Targets, folded, one_blank, resolved
from importers.wikitext.escaping import escaped

_INLINE = re.compile(
    r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*+(?:<([^<>\n]*)>|([^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*))"
    r"((?:\s++(?:\"[^\"]*\"|'[^']*'))?)\s*+\)"
)
_DEFINITION = re.compile(
    r"^ {0,3}\[([^\[\]\n]+)\]:[ \t]*(?:<([^<>\n]*)>|([^\s<>]+))[^\n]*(?:\n|\Z)", re.MULTILINE
)
_REFERENCE = re.compile(r"(?<![!\[])\[([^\[\]]+)\](?:\[([^\[\]]*)\])?(?![\[(:])")
_WIKILINK = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]]+))?\]\]")
_SCHEME = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|#)", re.IGNORECASE)
_OUTER = re.compile(r"^(?:%20|\s)+|(?:%20|\s)+$")
_HOST = re.compile(
    r"(?!http)(?:www\.[^/.]+\.|[^/.]+(?:\.[^/.]+)*\.(?:com|edu|gov|info|io|net|org)(?:[/?]|$))", re.IGNORECASE
)
_SLUG = re.compile(r"[^\s]+[-_][^\s]+")
_ATTACHED = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def without_definitions(text: str) -> str:
    """Return the text without its reference definitions."""
    return replaced(text, _DEFINITION, lambda _found: "")


def definitions(text: str) -> str:
    """Return the reference definitions of a text, for when the text they stand in goes and they must not."""
    return "".join(
        found[0] if found[0].endswith("\n") else found[0] + "\n"
        for found in _DEFINITION.finditer(masked_once(text))
    )


def relink(text: str, path: str, targets: Targets, note: Note) -> str:
    """Return the text with its links rewritten; `path` is the file's own. `note` hears of what leads nowhere."""
    text = replaced(text, _WIKILINK, lambda found: _wikilink(found, path, targets, note))
    text = replaced(text, _INLINE, lambda found: _inline(found, path, targets, note))
    pages = _defined_pages(text, path, targets)
    text = replaced(text, _DEFINITION, lambda found: _definition(found, path, targets, note))
    return replaced(text, _REFERENCE, lambda found: _reference(found, pages)) if pages else text


def linked_title(value: str, path: str, targets: Targets) -> str:
    """Return the full title of the page that a value of a front matter links to, "" when it is no such link."""
    found = _WIKILINK.fullmatch(value.strip())
    if found is None:
        return ""
    name = found[1].partition("#")[0].strip()
    places = targets.by_name(name, path) if name else []
    return places[0].title if places else name


def _inline(found: re.Match[str], path: str, targets: Targets, note: Note) -> str:
    image, said = found[1], found[5] or ""
    target = found[3] if found[3] is not None else found[4]
    label = _INLINE.sub(lambda inner: _inline(inner, path, targets, note), found[2])
    part = targets.sections.get((path, folded(target[1:]))) if target.startswith("#") else None
    if part and not image:
        return _link(part, "", label, targets)
    if not target or _SCHEME.match(target):
        return found[0].replace(found[2], label, 1) if found[2] else found[0]
    absolute = _absolute(path, target, targets, note)
    if absolute:
        return f"{image}[{label}]({absolute}{said})"
    place = targets.by_path(path, target)
    where, fragment = resolved(path, target)
    if place and not image:
        return _link(place, fragment, label, targets)
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
    if not _HOST.match(trimmed) or targets.by_path(path, trimmed):
        return ""
    note(f"the link to {target!r} lacks its http://; it was added", target)
    return f"http://{trimmed}"


def _link(place: Place, fragment: str, label: str, targets: Targets) -> str:
    plain = one_blank(label.replace("|", "/").replace("[", "(").replace("]", ")"))
    kept = fragment if place.path in targets.files and targets.files[place.path] == place else ""
    return f"[[{place.title}{_hash(kept)}|{plain or place.title}]]"


def _hash(fragment: str) -> str:
    return f"#{fragment}" if fragment and not re.search(r"[\[\]|{}<>\n]", fragment) else ""


def _defined_pages(text: str, path: str, targets: Targets) -> dict[str, tuple[Place, str]]:
    """Return reference label → (page, fragment) of the definitions that lead to imported pages."""
    found: dict[str, tuple[Place, str]] = {}
    for each in _DEFINITION.finditer(masked_once(text)):
        target = _defined(each)
        place = None if _SCHEME.match(target) else targets.by_path(path, target)
        if place:
            found[each[1].casefold()] = (place, resolved(path, target)[1])
    return found


def _defined(found: re.Match[str]) -> str:
    return found[2] if found[2] is not None else found[3]


def _reference(found: re.Match[str], pages: Mapping[str, tuple[Place, str]]) -> str:
    page = pages.get((found[2] or found[1]).casefold())
    if page is None:
        return found[0]
    label = one_blank(found[1].replace("|", "/"))
    return f"[[{page[0].title}{_hash(page[1])}|{label or page[0].title}]]"


def _definition(found: re.Match[str], path: str, targets: Targets, note: Note) -> str:
    """Rewrite a reference definition; one of an imported page goes, since its uses become wikilinks."""
    target = _defined(found)
    if not target or _SCHEME.match(target) or found[1].startswith("^"):
        return found[0]
    absolute = _absolute(path, target, targets, note)
    if absolute:
        return found[0].replace(target, absolute, 1)
    if targets.by_path(path, target):
        return ""
    where, fragment = resolved(path, target)
    address = targets.address(where)
    return found[0].replace(target, address + _hash(fragment), 1) if address else found[0]


def _wikilink(found: re.Match[str], path: str, targets: Targets, note: Note) -> str:
    key, typed, rest = found[1].rpartition("::")
    written = rest.removesuffix("\\")
    bar = "\\|" if rest.endswith("\\") else "|"
    name, _, fragment = written.partition("#")
    name, fragment = one_blank(name), fragment.rpartition("#")[2].strip()
    label = one_blank(found[2] or "")
    prefix = f"{key.strip()}::" if typed else ""
    if not name:
        part = targets.sections.get((path, folded(fragment)))
        return (
            f"[[{part.title}|{label or fragment}]]" if part else f"[{label or fragment}](#{_slug(fragment)})"
        )
    places = targets.by_name(name, path)
    if not places:
        return _unresolved(found, path, targets, note)
    if places[0].title != places[-1].title:
        note(
            f"[[{name}]] may mean {places[0].title!r} or {places[1].title!r}; the first was taken",
            f"[[{found[1]}",
        )
    if fragment.startswith("^"):
        note(f"[[{written}]] leads to a paragraph there, and to the page here", f"[[{found[1]}")
        fragment = ""
    place = targets.sections.get((places[0].path, folded(fragment)), places[0]) if fragment else places[0]
    title = place.title
    if not label and _SLUG.fullmatch(name):
        label = targets.name_of(title)  # a file's name is no word of a sentence
    label = label or (f"{name} > {fragment}" if fragment else name)
    goal = prefix + title + (_hash(fragment) if place is places[0] else "")
    return f"[[{goal}]]" if label == title and goal == title else f"[[{goal}{bar}{label}]]"


def _unresolved(found: re.Match[str], path: str, targets: Targets, note: Note) -> str:
    """Keep a link to what was not imported: a file by its address at the source, a page as a red link."""
    name = one_blank(found[1].removesuffix("\\").partition("#")[0])
    label = one_blank(found[2] or "")
    ending = _ATTACHED.search(name)
    if ending and ending[0].lower() not in ENDINGS:
        shown = name if label.replace("x", "").isdigit() else label or name  # a number is a picture's width
        address = targets.address(resolved(path, name.replace(" ", "%20"))[0])
        note(f"the file {name!r} was not imported", found[0])
        return f"[{shown}]({address})" if address else escaped(shown)
    note(f"[[{name}]] names no page of the collection; it stays a red link", f"[[{found[1]}")
    return found[0]


def _slug(fragment: str) -> str:
    return re.sub(r"\s+", "-", re.sub(r"[^\w\s-]", "", fragment)).lower() or "top"
