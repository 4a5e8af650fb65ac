"""What note-taking programs write: embeds, callouts, comments, tags, blocks of an outline. Pure.

Obsidian, Logseq, Roam and Foam; by their own documentation of their Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from importers.markdown.masked import Note, masked_once, replaced

_CALLOUT = re.compile(r"^((?:[ \t]*>)+[ \t]?)\[!([A-Za-z][\w|-]*)\][+-]?[ \t]*([^\n]*)$", re.MULTILINE)
_COMMENT = re.compile(r"%%(.*?)%%", re.DOTALL)
_EMBED = re.compile(r"!(?=(\[\[[^\[\]\n]+\]\]))")
_ROAM_EMBED = re.compile(
    r"\{\{(?:\[\[)?embed(?:\]\])?:?[ \t]*(\[\[[^\[\]\n]+\]\]|\(\([^()\n]+\)\))[ \t]*\}\}"
)
_TAG_LINK = re.compile(r"(?<![\w#])#(\[\[[^\[\]\n]+\]\])")
_TAG = re.compile(r"(?:(?<=\s)|^)#([^\W\d_][\w/-]*|\d+[^\W\d_][\w/-]*)(?![\w#(\[])", re.MULTILINE)
_BLOCK = re.compile(r"\(\(([\w-]{9,40})\)\)")
_BLOCK_ID = re.compile(r"^[ \t]*id::[ \t]*([\w-]{9,40})[ \t]*$", re.MULTILINE)
_BLOCK_END = re.compile(
    r"(?<=\S)[ \t]+(\^(?=[\d-]*[A-Za-z])[A-Za-z0-9-]+)[ \t]*$|^(\^(?=[\d-]*[A-Za-z])[A-Za-z0-9-]+)[ \t]*$",
    re.MULTILINE,
)
_INNER = re.compile(
    r"^[ \t]*(?:id|collapsed|heading|background-color|(?:ls|hl|logseq|query|card)[.-][\w.-]+)::[ \t][^\n]*\n?",
    re.MULTILINE,
)
_ITEM = re.compile(r"^([ \t]*)[-*+][ \t]+(.*)$")
_HEADED = re.compile(r"^[-*+][ \t]+(#{1,6}[ \t]+\S.*)$")
_LABEL = 80


def plain_markdown(text: str, blocks: Mapping[str, tuple[str, str]], note: Note) -> str:
    """Return the text with what only such programs know as Markdown that reads the same.

    `blocks` says of a block's identifier on which page it stands (full title), and its text.
    """
    text = replaced(text, _COMMENT, _comment)
    text = replaced(text, _CALLOUT, _callout)
    text = replaced(
        text, _BLOCK_END, lambda found: f" <!--{found[1]}-->" if found[1] else f"<!--{found[2]}-->"
    )
    text = replaced(text, _ROAM_EMBED, lambda found: _embedded(found[1], found[0], note))
    text = replaced(text, _EMBED, lambda found: _embedded("", "!" + found[1], note))
    text = replaced(text, _TAG_LINK, lambda found: found[1])
    return replaced(text, _BLOCK, lambda found: _block(found, blocks, note))


def tags_in(text: str) -> list[str]:
    """Return the `#tags` that stand in a text, each once."""
    masked = masked_once(text)
    return list(dict.fromkeys(found[1].rstrip("/-") for found in _TAG.finditer(masked)))


def _comment(found: re.Match[str]) -> str:
    return found[0] if "--" in found[1] or not found[1].strip() else f"<!--{found[1]}-->"


def _callout(found: re.Match[str]) -> str:
    name = found[2].partition("|")[0].replace("-", " ")
    title = found[3].strip()
    said = f"{name[:1].upper()}{name[1:].lower()}" + (f": {title}" if title else "")
    return f"{found[1]}**{said}**\n{found[1].rstrip()}"


def _embedded(link: str, written: str, note: Note) -> str:
    note(f"{written} is embedded at the source and a link here", written)
    return link


def _block(found: re.Match[str], blocks: Mapping[str, tuple[str, str]], note: Note) -> str:
    title, text = blocks.get(found[1], ("", ""))
    if not title:
        note(
            f"the block {found[1]!r} is not in the collection; its reference stays as it was written",
            found[0],
        )
        return found[0]
    label = re.sub(r"[\[\]|{}]", "", text).strip()
    short = label if len(label) <= _LABEL else label[: _LABEL - 1].rsplit(" ", 1)[0] + "…"
    return f"[[{title}|{short or title}]]"


def blocks_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield the identifier of each block of an outline that has one, and its first line."""
    for found in _BLOCK_ID.finditer(text):
        end = max(found.start() - 1, 0)
        above = text[text.rfind("\n", 0, end) + 1 : end]
        item = _ITEM.match(above)
        yield found[1], (item[2] if item else above.strip())


def unfolded(text: str) -> str:
    """Return an outline as a text: bullets that are headings become headings, what hangs on them moves out a level.

    What the program keeps for itself about a block (its identifier, whether it is folded) is left out.
    """
    lines, out, headed = _INNER.sub("", text).split("\n"), list[str](), False
    if not any(_HEADED.match(line) for line in lines):
        return "\n".join(lines)
    for line in lines:
        heading = _HEADED.match(line)
        if heading:
            out += ["", heading[1], ""]
            headed = True
        elif headed and line.startswith(("\t", "  ")):
            out.append(line[1:] if line.startswith("\t") else line[2:])
        else:
            headed = headed and not _ITEM.match(line)
            out.append(line)
    return "\n".join(out)
