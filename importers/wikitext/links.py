"""Links of wikitext: to pages, categories, files, other wikis and addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import unquote

from mwparserfromhell.nodes import ExternalLink, Wikilink
from mwparserfromhell.wikicode import Wikicode

from importers.wikitext import blocks
from importers.wikitext.escaping import address, escaped, plain
from importers.wikitext.writing import Statement, Writing
from patterns.links import normalize_title, title_problem

Inline = Callable[[Wikicode | None, Writing], str]

LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]+)?")
_MARKED_ADDRESS = re.compile(r"(?<!\\)<((?:[a-z]+:)[^<>\s]+)>")
_URL_END = re.compile(r"'{2,}|[\u3000\u2000-\u200a\xa0]")
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e]")
_HREF = re.compile(r"%[0-9A-Fa-f]{2}")
_SIGNS = {"[": "&#91;", "]": "&#93;", "|": "&#124;"}
_LABEL = re.compile(r"[\[\]\r\n]+")


def wikilink(node: Wikilink, trail: str, writing: Writing, inline: Inline) -> str:
    """Return `[[…]]` as ours, with the letters that follow it in its words."""
    written = str(node.title)
    if not written.strip() or "\n" in written.strip() or "{{" in written or written.startswith("::"):
        return _as_text(node, trail, writing, inline)
    prefix, colon, name = written.strip().partition(":")
    place = prefix.strip().casefold().replace("_", " ") if colon else ""
    spaces = writing.rules.namespaces
    if place in spaces.categories and name.strip():
        writing.categories[link_title(name)] = None
        return escaped(trail)
    if "::" in written:
        return _semantic(written, node, writing, inline) + escaped(trail)
    words = blocks.flat(inline(node.text, writing), writing) if node.text is not None else None
    if place and name.strip() and place not in spaces.others:
        outside = _outside(written, words, writing)
        if outside is not None:
            return outside + escaped(trail)
    return _to_page(written, words, trail, writing)


def _as_text(node: Wikilink, trail: str, writing: Writing, inline: Inline) -> str:
    """Return as text what MediaWiki shows as text, since no title may look so."""
    words = f"|{inline(node.text, writing)}" if node.text is not None else ""
    return f"\\[\\[{inline(node.title, writing)}{words}\\]\\]{escaped(trail)}"


def link_title(written: str) -> str:
    """Return a title in its one spelling: first letter as written, percent signs and entities undone as MediaWiki does.

    Marks of the direction of writing, which come along from lists of categories, are no part of it there either.
    """
    text = unquote(written) if _HREF.search(written) else written
    return normalize_title(_DIRECTION.sub("", unescape(text) if "&" in text else text))


def _to_page(written: str, words: str | None, trail: str, writing: Writing) -> str:
    target, _, fragment = written.strip().removeprefix(":").partition("#")
    target, fragment = link_title(target), unescape(fragment).strip().replace("_", " ")
    if words is None and target.startswith(("/", "../")):
        words = escaped(target)
    if not target:
        label = words or f"#{fragment}"
        return f"[{escaped_label(label)}{escaped(trail)}](#{address(fragment.replace(' ', '-'))})"
    target = _below(target, writing.rules.title)
    shown = words or (_piped(target) if words == "" else "")
    label = f"{shown or written.strip().removeprefix(':')}{trail}" if shown or trail else ""
    return page_link(target, fragment, label, writing)


_LINK = re.compile(r"(?<!\\)!?\[((?:[^\[\]\\]|\\.)*)\]\([^()\s]*\)")
_OURS = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]]*)\]\]")


def _below(target: str, title: str) -> str:
    """Resolve links relative to the page: `/Sub` below it, `../` above."""
    if target.startswith("/"):
        return f"{title}/{target.strip('/')}"
    parts = title.split("/")
    while target.startswith("../"):
        target, parts = target[3:], parts[:-1]
        if not target:
            return "/".join(parts)
    return target if len(parts) == len(title.split("/")) else "/".join([*parts, target]).rstrip("/")


def _piped(target: str) -> str:
    """Return what the pipe trick shows: the name without namespace and what stands in brackets."""
    name = target.partition(":")[2] or target
    return re.sub(r"\s*\([^()]*\)$", "", name).partition(", ")[0] or name


def file_name(node: Wikilink, writing: Writing) -> str:
    """Return the name of the file that a link shows, "" when it shows none."""
    prefix, colon, name = str(node.title).strip().partition(":")
    shows = colon and prefix.strip().casefold().replace("_", " ") in writing.rules.namespaces.files
    return name.strip() if shows and "\n" not in name.strip() and "{{" not in name else ""


def page_link(target: str, fragment: str, label: str, writing: Writing) -> str:
    """Return a link to a page there, under the title it has here."""
    ours = writing.rules.targets.get(target, target)
    if title_problem(ours):
        writing.note(f"the link to {target!r} leads to what can be no title; it stayed as text")
        return escaped(label or target)
    section = f"#{_LABEL.sub(' ', fragment)}" if fragment else ""
    if not label and ours == target and not section:
        return f"[[{ours}]]"
    return f"[[{ours}{section}|{link_label(label or target + section)}]]"


def link_label(markdown: str) -> str:
    """Return words for the inside of `[[…|…]]`, which may hold no square bracket and no bar as it is and stand on one line."""
    flat = _without_links(markdown)
    return " ".join(re.sub(r"\\?[\[\]|]", lambda sign: _SIGNS[sign[0][-1]], flat).split()) or "…"


def _without_links(markdown: str) -> str:
    """Return Markdown with the words of its links in place of them, since no link can stand in another one."""
    return _MARKED_ADDRESS.sub(r"\1", _LINK.sub(r"\1", _OURS.sub(r"\1", markdown)))


def escaped_label(markdown: str) -> str:
    """Return words for the inside of `[…](…)`: other links in them are only words."""
    flat = _without_links(markdown)
    flat = re.sub(r"(?<!\\)([\[\]])", r"\\\1", flat)
    return " ".join(flat.split())


def _outside(written: str, words: str | None, writing: Writing) -> str | None:
    """Return a link to another wiki; note one to another language; None when the prefix is part of a title."""
    place, _, name = written.strip().partition(":")
    place = place.strip().casefold().replace("_", " ")
    pattern = writing.rules.interwiki.get(place)
    if pattern:
        where = address(pattern.replace("$1", link_title(name).replace(" ", "_")))
        return f"[{escaped_label(words or escaped(unescape(written.strip())))}]({where})"
    if LANGUAGE.fullmatch(place) and place in LANGUAGES and words is None:
        writing.languages.append((place, link_title(name)))
        return ""
    return None


LANGUAGES = frozenset(
    [
        "ar",
        "bg",
        "ca",
        "cs",
        "da",
        "de",
        "el",
        "en",
        "eo",
        "es",
        "et",
        "eu",
        "fa",
        "fi",
        "fr",
        "gl",
        "he",
        "hr",
        "hu",
        "id",
        "it",
        "ja",
        "ko",
        "lt",
        "lv",
        "nl",
        "nn",
        "no",
        "pl",
        "pt",
        "ro",
        "ru",
        "sk",
        "sl",
        "sr",
        "sv",
        "th",
        "tr",
        "uk",
        "vi",
        "zh",
    ]
)
"""Codes whose prefix links a page to itself in another language."""


def _semantic(written: str, node: Wikilink, writing: Writing, inline: Inline) -> str:
    """`[[property::value|words]]` of Semantic MediaWiki: a statement, and what readers see of it."""
    *properties, value = (part.strip() for part in written.split("::"))
    words = inline(node.text, writing) if node.text is not None else None
    value = link_title(value.removeprefix(":"))
    if not value:
        return escaped(str(node))
    for name in properties:
        writing.statements.append(Statement(name, value))
    if words is not None and not words.strip():
        return ""
    key = writing.rules.properties.get(properties[0], "")
    known = value in writing.rules.targets
    if key and known:
        ours = writing.rules.targets[value]
        return f"[[{key}::{ours}|{link_label(words or value)}]]"
    return page_link(value, "", words or "", writing) if known else (words or escaped(value))


def plain_wikitext(text: str) -> str:
    """Return the words of a short piece of wikitext."""
    text = re.sub(r"\[\[(?:[^\[\]|]*\|)?([^\[\]]*)\]\]", r"\1", text)
    text = re.sub(r"\[\w+://\S+ ([^\]]*)\]", r"\1", text)
    return re.sub(r"'{2,}|<[^<>]*>", "", text)


def external(node: ExternalLink, writing: Writing, inline: Inline) -> str:
    """Return an address, or `[address words]`, as ours."""
    whole = str(node.url).strip().replace("&amp;", "&")
    written = _URL_END.split(whole, maxsplit=1)[0]
    rest = whole[len(written) :]
    if written.startswith("//"):
        written = f"https:{written}"
    scheme = written.partition(":")[0].casefold()
    if scheme not in SCHEMES:
        return escaped(str(node))
    if not node.brackets:
        return (bare(written) if _is_link(written) else escaped(written)) + escaped(rest)
    words = blocks.flat(inline(node.title, writing), writing) if node.title is not None else ""
    words = f"{escaped(rest.strip())} {words}".strip()
    if not _is_link(written):
        return f"{words} ({escaped(written)})" if words else escaped(written)
    if not words:
        writing.links += 1
        words = f"\\[{writing.links}\\]"
        return f"[{words}]({address(written)})"
    return f"[{escaped_label(words)}]({address(written)})"


def _is_link(written: str) -> bool:
    """Say whether a page here can lead to an address: to the web, or to somebody's mail."""
    scheme, _, place = written.partition(":")
    return scheme.casefold() in {"http", "https", "mailto"} and bool(place.strip("/"))


SCHEMES = frozenset(
    {"http", "https", "mailto", "ftp", "ftps", "irc", "ircs", "news", "gopher", "git", "svn", "tel", "sms"}
)


def bare(written: str) -> str:
    """Return an address that shows itself: marked as one where its end could be read otherwise."""
    body = written.rstrip(".,;:!?)'\"")
    rest = written[len(body) :]
    if "(" in body and rest.startswith(")"):
        body, rest = body + ")", rest[1:]
    safe = address(body)
    if safe == body:
        return f"<{safe}>{escaped(rest)}"
    return f"[{escaped(body)}]({safe}){escaped(rest)}"


__all__ = [
    "bare",
    "escaped_label",
    "external",
    "file_name",
    "link_label",
    "link_title",
    "page_link",
    "plain",
    "wikilink",
]
