"""Reading the repository's own Markdown: tables, fences, links and headings."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
NOT_OURS = {".venv", "data", "build", "node_modules", "corpus", "fixtures"}

_FENCE = re.compile(
    r"^(?P<marks>`{3,}|~{3,})(?P<word>\S*)[^\n]*\n(?P<body>.*?)^(?P=marks)[ ]*$", re.MULTILINE | re.DOTALL
)
_LINK = re.compile(
    r"(?<!\\)\[(?:[^\[\]]|\[[^\]]*\])*\]\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*)>?(?:\s+\"[^\"]*\")?\s*\)"
)
_IMAGE_SOURCE = re.compile(r"<(?:img|source)\b[^>]*?\bsrc(?:set)?=\"([^\"]+)\"")


def pages() -> list[str]:
    """Every Markdown file we wrote for people, as a path from the root."""
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*.md"))
    return sorted(
        path.as_posix()
        for path in found
        if not NOT_OURS & set(path.parts) and not any(part.startswith(".") for part in path.parts)
    )


def codes(cell: str) -> list[str]:
    """What stands between backticks."""
    return re.findall(r"`([^`]+)`", cell)


def text(path: str | Path) -> str:
    """The whole text of a file of the repository."""
    return (ROOT / path).read_text(encoding="utf-8")


def fences(path: str, word: str | None = None) -> list[str]:
    """The bodies of fenced blocks, of one language if it is named."""
    return [each["body"] for each in _FENCE.finditer(text(path)) if word is None or each["word"] == word]


def without_code(markdown: str) -> str:
    """The text without fenced blocks and code spans, which link nowhere."""
    return re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "code", _FENCE.sub("", markdown), flags=re.DOTALL)


def links(path: str) -> list[str]:
    """Where the links and images of a file lead, as written."""
    shown = without_code(text(path))
    return [*_LINK.findall(shown), *_IMAGE_SOURCE.findall(shown)]


def anchors(path: Path) -> set[str]:
    """The anchors that headings give, as forges make them."""
    found: dict[str, int] = {}
    names = set()
    for heading in re.findall(
        r"^#{1,6} +(.+?)(?: #+)?$", _FENCE.sub("", path.read_text(encoding="utf-8")), re.MULTILINE
    ):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        name = re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")
        count = found.get(name, 0)
        found[name] = count + 1
        names.add(f"{name}-{count}" if count else name)
    return names


def prose(path: str, heading: str) -> str:
    """What stands under a heading before its first table or sub-heading."""
    return re.split(r"(?m)^[|#]", _section(path, heading))[0]


def table(path: str, heading: str, number: int = 1) -> list[list[str]]:
    """The rows of the n-th table directly under a heading, cells stripped, without the head."""
    runs = re.findall(r"(?:^\|.*\n?)+", re.split(r"(?m)^#{1,6} ", _section(path, heading))[0], re.MULTILINE)
    _head, line, *rows = runs[number - 1].splitlines()
    if not re.fullmatch(r"[|\-: ]+", line):
        raise ValueError(f"{path}: the table under {heading!r} has no line below its head")
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in rows]


def _section(path: str, heading: str) -> str:
    pieces = re.split(rf"(?m)^#{{1,6}} {re.escape(heading)}$\n", _FENCE.sub("", text(path)))
    if len(pieces) != 2:
        raise ValueError(f"{path} has {len(pieces) - 1} headings {heading!r}")
    return pieces[1]
