"""Tags: those of HTML, those of MediaWiki's extensions, and the marks that the parser reads as tags."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape, unescape

from mwparserfromhell.nodes import HTMLEntity, Node, Tag, Text
from mwparserfromhell.wikicode import Wikicode

from importers.wikitext import blocks, pictures, tables
from importers.wikitext.escaping import address, code_span, escaped, fence
from importers.wikitext.templates import note_key
from importers.wikitext.writing import BREAK, MARK, OPEN, Writing

Inline = Callable[[Wikicode | None, Writing], str]

ACTIVE = frozenset(
    [
        "script",
        "style",
        "iframe",
        "frame",
        "object",
        "embed",
        "applet",
        "form",
        "input",
        "button",
        "textarea",
        "select",
        "meta",
        "link",
        "base",
    ]
)
"""Elements that do something or fetch something; MediaWiki shows them as text, and so do we not even that."""

_KEPT = {"sub": "sub", "sup": "sup", "small": "small", "u": "u", "ins": "ins", "kbd": "kbd", "samp": "samp",
         "var": "var", "cite": "cite", "abbr": "abbr", "dfn": "dfn", "q": "q", "mark": "mark", "ruby": "ruby",
         "rt": "rt", "rp": "rp"}  # fmt: skip
_STRONG, _STRESSED, _STRUCK = {"b", "strong"}, {"i", "em"}, {"s", "strike", "del"}
_CODE = {"code", "tt"}
_SET_APART = {"div", "p", "center", "section", "article", "header", "footer", "main", "aside", "figure", "figcaption",
              "address", "details", "summary", "tr", "td", "th", "caption"}  # fmt: skip
_UNSEEN = {"span", "font", "big", "bdi", "bdo", "a", "noinclude", "onlyinclude", "tbody", "thead", "tfoot", "label",
           "time", "data", "wbr", "translate", "tvar", "rb", "rtc", "html", "indicator"}  # fmt: skip
_EXTENSIONS = {"charinsert", "ci", "dpl", "dynamicpagelist", "embedvideo", "evlplayer", "flashmp3", "googlemap", "graph",
               "graphviz", "hiero", "inputbox", "listing", "mapframe", "maplink", "mermaid", "musicscore", "plantuml",
               "quiz", "rss", "score", "slideshow", "subpages", "tabber", "templatedata", "timeline", "twitter", "uml",
               "videoflash", "widget", "youtube", "categorytree"}  # fmt: skip
"""Elements of well-known extensions that hold no wikitext."""
_SILENT = {
    "references",
    "includeonly",
    "languages",
    "templatestyles",
    "noeditsection",
    "toc",
    "notoc",
    "section",
}
_HANDLER = re.compile(r"(?i)^on[a-z]+$")
_LONGEST_FORMULA = 400
_INDENT = re.compile(rf"(?:(?<=^)|(?<={BREAK})) +")
_BEFORE_MARK = re.compile(rf"\n+(?={MARK})")
_COLONS = re.compile(rf"(?m)^(?:{MARK}:)+")
_HEAD = re.compile(r"h[1-6]")


def opens_raw(node: Node) -> bool:
    """Say whether the node is the text of an active element, which the parser does not know as a tag."""
    return isinstance(node, Text) and _ACTIVE_START.search(str(node.value)) is not None


_ACTIVE_START = re.compile(rf"(?i)<(?P<name>{'|'.join(sorted(ACTIVE))})\b[^<>]*>?")


def html_element(nodes: Sequence[Node], at: int, writing: Writing, inline: Inline) -> tuple[int, str]:
    """Return what is left of text with active elements, and the number of the next node."""
    text = str(nodes[at])
    for found in _ACTIVE_START.finditer(text):
        writing.note(f"<{found['name'].lower()}> was taken out: active content is not imported")
    del inline
    whole = re.sub(rf"(?is)<({'|'.join(sorted(ACTIVE))})\b[^<>]*>.*?</\1\s*>", "", text)
    return at + 1, escaped(re.sub(rf"(?i)</?(?:{'|'.join(sorted(ACTIVE))})\b[^<>]*>?", "", whole))


def tag(node: Tag, writing: Writing, inline: Inline) -> str:
    """Return a tag with what it holds."""
    if node.wiki_markup and str(node.wiki_markup) in {"*", "#", ":", ";"}:
        return MARK + str(node.wiki_markup)
    name = str(node.tag).strip().casefold()
    for attribute in node.attributes:
        if _HANDLER.match(str(attribute.name).strip()):
            writing.note(
                f"the attribute {str(attribute.name).strip()} of <{name}> was taken out: active content is not imported"
            )
    if name in _STRONG | _STRESSED | _STRUCK:
        mark = "**" if name in _STRONG else "*" if name in _STRESSED else "~~"
        return marked(inline(node.contents, writing), mark)
    if name in ACTIVE:
        writing.note(f"<{name}> was taken out: active content is not imported")
        return ""
    special = _SPECIAL.get("h" if _HEAD.fullmatch(name) else name)
    if special:
        return special(node, writing, inline)
    return _other(name, node, writing, inline)


def _other(name: str, node: Tag, writing: Writing, inline: Inline) -> str:
    if name in _SILENT:
        return ""
    if name in _SET_APART:
        return f"\n\n{inline(node.contents, writing).strip()}\n\n"
    if name in _UNSEEN:
        return inline(node.contents, writing)
    if name in _KEPT:
        inner = inline(node.contents, writing)
        title = escape(str(node.get("title").value).strip("\"'")) if node.has("title") else ""
        begin = f'<{name} title="{title}">' if title and "\n" not in title else f"<{name}>"
        return f"{begin}{inner}</{name}>" if inner.strip() and OPEN not in inner else inner
    if name in _CODE:
        return _code(node, writing, inline)
    return _unknown(name, node, writing, inline)


def _unknown(name: str, node: Tag, writing: Writing, inline: Inline) -> str:
    """Keep an element nobody shows here: of an extension as code, any other as MediaWiki does, as text around what it holds."""
    written = str(node)
    if name in _EXTENSIONS:
        writing.note(f"<{name}> is of an extension of the source; it was kept as code")
        return writing.block(fence(written, "wikitext")) if "\n" in written else code_span(written)
    writing.note(f"the element <{name}> is not known; it was kept as text")
    inside = str(node.contents or "")
    if node.self_closing or not inside:
        return escaped(written)
    begin, _, end = written.rpartition(inside)
    return escaped(begin) + inline(node.contents, writing) + escaped(end)


def _code(node: Tag, writing: Writing, inline: Inline) -> str:
    """Return code inside a line; links and stress in it stay what they are."""
    inside = node.contents.nodes if node.contents else []
    if all(isinstance(each, Text | HTMLEntity) or _is_nowiki(each) for each in inside):
        return code_span(_entities(_raw(node)))
    words = inline(node.contents, writing)
    return f"<code>{words.strip()}</code>" if OPEN not in words and MARK not in words else words


def _is_nowiki(node: Node) -> bool:
    return isinstance(node, Tag) and str(node.tag).casefold() == "nowiki"


_STRAY = re.compile(
    r"(?i)(?P<start>^[ ]*)?</?(?P<name>p|div|span|center|blockquote|font|big|small|b|strong|i|em|u|s|strike|del|ins|sub|sup|tt"
    r"|code|cite|var|abbr|dfn|kbd|samp|mark|ul|ol|dl|li|dt|dd|table|tbody|thead|tr|td|th|h[1-6])(?:\s[^<>]*)?/?>(?P<end>[ ]*$)?",
    re.MULTILINE,
)


def without_strays(text: str, writing: Writing) -> str:
    """Return text without tags that are never closed or were never opened: MediaWiki shows none of them."""

    def gone(found: re.Match[str]) -> str:
        name = found["name"].lower()
        if name == "p":
            alone = found["start"] is not None or found["end"] is not None
            return "" if found[0].lstrip().startswith("</") else "\n\n" if alone else BREAK
        writing.note(f"a tag <{name}> is left open or was never opened; it was left out")
        return ""

    return _STRAY.sub(gone, text)


def marked(inner: str, mark: str) -> str:
    """Return stressed words, the blanks around them outside the marks; paragraphs and lists end a mark."""
    words = inner.strip(" \n" + BREAK)
    if not words or OPEN in words or MARK in words or "\n\n" in words:
        return inner
    before, _, after = inner.partition(words)
    return f"{before}{mark}{words}{mark}{after}"


def _raw(node: Tag) -> str:
    """Return what a tag holds as it is written, without the tags that only keep it from being read."""
    return _NOWIKI.sub(lambda found: found["inside"] or "", str(node.contents or ""))


_NOWIKI = re.compile(r"(?is)<nowiki\s*/>|<nowiki>(?P<inside>.*?)</nowiki>")


def _entities(text: str) -> str:
    return unescape(text)


def _break(node: Tag, writing: Writing, inline: Inline) -> str:
    del node, writing, inline
    return BREAK


def _rule(node: Tag, writing: Writing, inline: Inline) -> str:
    del node, inline
    return writing.block("---")


def _nowiki(node: Tag, writing: Writing, inline: Inline) -> str:
    del writing, inline
    return escaped(_entities(str(node.contents or "")))


def _pre(node: Tag, writing: Writing, inline: Inline) -> str:
    del inline
    return writing.block(fence(_entities(_raw(node))))


def _source(node: Tag, writing: Writing, inline: Inline) -> str:
    del inline
    language = re.sub(r"[^\w+#.-]", "", str(node.get("lang").value)) if node.has("lang") else ""
    if node.has("inline") or (str(node.tag).casefold() == "source" and "\n" not in str(node.contents)):
        return code_span(_raw(node))
    return writing.block(fence(_raw(node), language))


def _math(node: Tag, writing: Writing, inline: Inline) -> str:
    del inline
    formula = " ".join(str(node.contents or "").split())
    if not formula:
        return ""
    if "$" in formula or "`" in formula or len(formula) > _LONGEST_FORMULA:
        return writing.block(fence(formula, "math"))
    return f"${formula}$"


def _reference(node: Tag, writing: Writing, inline: Inline) -> str:
    key = note_key(node)
    label = writing.names.get(key, "") if key else ""
    if not label:
        label = str(len(writing.names) + 1)
        writing.names[key or f"\n\n{label}"] = label
    words = " ".join(inline(node.contents, writing).replace(BREAK, " ").split()) if node.contents else ""
    if words and not writing.notes.get(label):
        writing.notes[label] = blocks.flat(words, writing)
    elif words and writing.notes[label] != blocks.flat(words, writing):
        writing.note(f"the note {key.strip()!r} has two texts; the second, left out, is {words[:200]!r}")
    return f"[^{label}]"


def _references(node: Tag, writing: Writing, inline: Inline) -> str:
    """Read the notes written inside a list of notes; the list itself stands at the end."""
    for inner in node.contents.ifilter_tags(recursive=False) if node.contents else ():
        if str(inner.tag).casefold() == "ref":
            _reference(inner, writing, inline)
    return ""


def _quotation(node: Tag, writing: Writing, inline: Inline) -> str:
    inner = blocks.assemble(inline(node.contents, writing), writing)
    return writing.block(blocks.quoted(inner)) if inner else ""


def _poem(node: Tag, writing: Writing, inline: Inline) -> str:
    inner = inline(node.contents, writing).strip("\n")
    inner = _COLONS.sub(lambda found: "\u2003" * found[0].count(":"), inner)
    stanzas = (stanza.replace("\n", BREAK) for stanza in re.split(r"\n{2,}", inner))
    return (
        "\n\n"
        + "\n\n".join(_INDENT.sub(lambda found: "\xa0" * len(found[0]), each) for each in stanzas)
        + "\n\n"
    )


def _gallery(node: Tag, writing: Writing, inline: Inline) -> str:
    caption = inline(node.get("caption").value, writing).strip(" \"'") if node.has("caption") else ""
    items = pictures.gallery(str(node.contents or ""), writing, inline)
    return (writing.block(caption) if caption else "") + (writing.block(items) if items else "")


def _image_map(node: Tag, writing: Writing, inline: Inline) -> str:
    shown = pictures.image_map(str(node.contents or ""), writing, inline)
    return writing.block(shown) if shown else ""


def _image(node: Tag, writing: Writing, inline: Inline) -> str:
    """Return an image of raw HTML, which MediaWiki shows as text: we keep its address."""
    del inline
    where = str(node.get("src").value).strip() if node.has("src") else ""
    if not re.match(r"https?://", where):
        writing.note("an <img> without a web address was taken out")
        return ""
    words = str(node.get("alt").value).strip() if node.has("alt") else "image"
    return f"![{escaped(words)}]({address(where)})"


def _html_list(node: Tag, writing: Writing, inline: Inline) -> str:
    prefix = MARK + ("#" if str(node.tag).casefold() == "ol" else "*")
    lines = [
        prefix + _nested(inline(item.contents, writing), prefix)
        for item in (node.contents.ifilter_tags(recursive=False) if node.contents else ())
        if str(item.tag).casefold() == "li"
    ]
    return "\n" + "\n".join(lines) + "\n" if lines else inline(node.contents, writing)


def _nested(inner: str, prefix: str) -> str:
    """Return an item's text; a list in it goes on below, one mark deeper."""
    lines = (line for line in inner.strip().split("\n") if line)
    return "\n".join(prefix + line if line.startswith(MARK) else line for line in lines)


def _item(node: Tag, writing: Writing, inline: Inline) -> str:
    return f"\n{MARK}*{inline(node.contents, writing).strip()}\n" if node.contents else f"\n{MARK}*"


def _definition(node: Tag, writing: Writing, inline: Inline) -> str:
    mark = ";" if str(node.tag).casefold() == "dt" else ":"
    return f"\n{MARK}{mark}{inline(node.contents, writing).strip()}\n"


def _inner(node: Tag, writing: Writing, inline: Inline) -> str:
    return f"\n{_BEFORE_MARK.sub(chr(10), inline(node.contents, writing))}\n"


def _head(node: Tag, writing: Writing, inline: Inline) -> str:
    words = blocks.flat(inline(node.contents, writing), writing)
    return writing.block(f"{'#' * int(str(node.tag).strip()[1])} {words}") if words else ""


def _table(node: Tag, writing: Writing, inline: Inline) -> str:
    return writing.block(tables.table(node, writing, inline))


_SPECIAL: dict[str, Callable[[Tag, Writing, Inline], str]] = {
    "br": _break,
    "hr": _rule,
    "nowiki": _nowiki,
    "pre": _pre,
    "syntaxhighlight": _source,
    "source": _source,
    "math": _math,
    "chem": _math,
    "ref": _reference,
    "references": _references,
    "blockquote": _quotation,
    "poem": _poem,
    "gallery": _gallery,
    "imagemap": _image_map,
    "img": _image,
    "ul": _html_list,
    "ol": _html_list,
    "li": _item,
    "dl": _inner,
    "dt": _definition,
    "dd": _definition,
    "table": _table,
    "h": _head,
}
