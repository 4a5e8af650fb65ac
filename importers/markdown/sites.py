"""What makers of sites and books write into Markdown: Liquid, shortcodes, includes, admonitions, JSX. Pure.

Jekyll, Hugo, mdBook, MkDocs and MDX. What only their program can carry out is kept visible as code.
"""

from __future__ import annotations

import re

from importers.markdown.masked import Note, as_code, replaced

_CALL = re.compile(r"\{%(?:(?!\{%|%\})[^\n])*+%\}|\{\{(?!(?:\[\[)?embed\b)(?:(?!\{\{|\}\})[^\n])*+\}\}")
_RAW = re.compile(r"\{%-?[ \t]*(?:end)?raw[ \t]*-?%\}\n?")
_HIGHLIGHT = re.compile(
    r"^\{%-?[ \t]*highlight[ \t]+([\w+-]+)[^\n]*\n((?:(?!\{%-?[ \t]*(?:end)?highlight)[^\n]*\n)*+)"
    r"\{%-?[ \t]*endhighlight[ \t]*-?%\}[ \t]*$",
    re.MULTILINE,
)
_SHORTCODE = re.compile(
    r"^\{\{[<%][ \t]*highlight[ \t]+[\"`]?([\w+#-]+)[^\n]*[>%]\}\}[ \t]*\n((?:(?!\{\{[<%][ \t]*/)[^\n]*\n)*+)"
    r"\{\{[<%][ \t]*/[ \t]*highlight[ \t]*[>%]\}\}[ \t]*$",
    re.MULTILINE,
)
_TARGET = re.compile(r"(?<=\]\()[^()\n]++(?=\))|(?<=\]: )[^\n]++")
_BASE = re.compile(r"\{\{-?[ \t]*(?:site\.(?:baseurl|url)|\.Site\.BaseURL)[ \t]*-?\}\}")
_FILTERED = re.compile(
    r"\{\{-?[ \t]*['\"]([^'\"\n]+)['\"][ \t]*\|[ \t]*(?:relative_url|absolute_url|relURL|absURL)[ \t]*-?\}\}"
)
_LINKED = re.compile(r"\{%-?[ \t]*(?:link|post_url)[ \t]+([^\s%]+)[ \t]*-?%\}")
_REF = re.compile(r"\{\{[<%][ \t]*(?:rel)?ref[ \t]+['\"]?([^'\"\s>%]+)['\"]?[ \t]*[>%]\}\}")
_LINK = re.compile(r"!?\[[^\[\]\n]*+\]\([^()\n]*+\)")
_ADMONITION = re.compile(
    r"^(?:!!!|\?\?\?\+?|===[!+]?)[ \t]++((?:[\w-]++(?: ++(?=[\w-]))?+)*+)[ \t]*+(?:\"([^\"\n]*+)\")?+[ \t]*+\n"
    r"((?:(?:(?: {4}|\t)[^\n]*|[ \t]*)(?:\n|\Z))*)",
    re.MULTILINE,
)
_MODULE = re.compile(r"^(?:import[ \t]+[^\n]*|export[ \t]+[^\n]*)(?:\n(?![ \t]*\n)[^\n]+)*", re.MULTILINE)
_ELEMENT = re.compile(r"^<[A-Z][\w.]*[^\n]*(?:\n(?![ \t]*\n)[^\n]+)*", re.MULTILINE)
_CLOSING = re.compile(r"^</[A-Z][\w.]*>[ \t]*$", re.MULTILINE)
_INLINE_ELEMENT = re.compile(r"</?[A-Z][\w.]*(?:[ \t][^<>\n]*)?/?>")
_EXPRESSION = re.compile(r"\{[^{}\n]+\}")


def visible_calls(text: str, note: Note) -> str:
    """Return the text with every call of a template language as code, and such links as can be followed as links."""
    if "{%" not in text and "{{" not in text:
        return text
    for block in (_HIGHLIGHT, _SHORTCODE):
        text = replaced(text, block, lambda found: f"```{found[1]}\n{found[2]}```")
    text = replaced(text, _RAW, lambda _found: "")
    text = replaced(text, _TARGET, lambda found: followed(found[0]))
    text = replaced(text, _LINK, lambda found: _shown(found[0], note) if _CALL.search(found[0]) else found[0])
    return replaced(text, _CALL, lambda found: _shown(found[0], note))


def followed(target: str) -> str:
    """Return the target of a link with the calls that only say a path carried out."""
    target = _BASE.sub("", target)
    target = _FILTERED.sub(lambda found: found[1], target)
    target = _LINKED.sub(lambda found: _source_path(found[1]), target)
    return _REF.sub(lambda found: found[1], target)


def _source_path(named: str) -> str:
    """Return the path of the file a Liquid tag names: of a post without its ending, of others with it."""
    return f"/{named}" if "." in named.rpartition("/")[2] else f"/_posts/{named}.md"


def _shown(call: str, note: Note) -> str:
    note(f"{call[:60]!r} is an instruction to the source's own program; it is shown as code", call)
    return as_code(call)


def plain_admonitions(text: str) -> str:
    """Return admonitions and tabs of MkDocs as quotations with a bold title."""
    return replaced(text, _ADMONITION, _admonition)


def _admonition(found: re.Match[str]) -> str:
    kind = (found[1] or "").strip().partition(" ")[0]
    said = kind[:1].upper() + kind[1:]
    title = ": ".join(each for each in (said, found[2] or "") if each)
    if not title:
        return found[0]
    body = found[3].rstrip("\n").split("\n") if found[3].strip() else []
    inner = [line[1:] if line.startswith("\t") else line[4:] for line in body]
    quoted = (
        [f"> {line}".rstrip() for line in plain_admonitions("\n".join(inner)).split("\n")] if inner else []
    )
    return "\n".join([f"> **{title}**", *([">"] if quoted else []), *quoted, "", ""])


def visible_jsx(text: str, note: Note) -> str:
    """Return an MDX text with its modules, components and expressions as code."""
    for block in (_MODULE, _ELEMENT, _CLOSING):
        text = replaced(text, block, lambda found: _block(found[0], note))
    for inline in (_INLINE_ELEMENT, _EXPRESSION):
        text = replaced(text, inline, lambda found: as_code(found[0]))
    return text


def _block(written: str, note: Note) -> str:
    note("code of the page's own (JSX) is shown as code and not carried out", written.partition("\n")[0])
    fence = "````" if "```" in written else "```"
    return f"{fence}jsx\n{written}\n{fence}"
