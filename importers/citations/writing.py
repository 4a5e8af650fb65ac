"""The page of a work."""

from __future__ import annotations

from typing import Any

from importers.citations.entry import Name
from importers.citations.work import Work
from importers.naming import is_cut, page_name
from importers.prose import paragraphs, prose
from patterns import frontmatter


def page_text(work: Work, name: str, provenance: dict[str, Any], *, abstract: bool = True) -> str:
    """Return the text of a work's page; `abstract` says whether its abstract stands in it."""
    return frontmatter.compose({**_front(work, name), **provenance}, _body(work, abstract=abstract))


def _front(work: Work, name: str) -> dict[str, Any]:
    full = " ".join(work.title.split())
    aliases = [full] if is_cut(name, full) else []
    aliases += [each for each in (*work.aliases, *work.keys) if each not in {name, *aliases}]
    front: dict[str, Any] = {
        "kind": "source",
        "title": name,
        "aliases": list(dict.fromkeys(aliases)),
        "tags": work.keywords,
        "url": work.url[0] if len(work.url) == 1 else work.url,
        "creators": _titles(work.creators),
        "interviewer": _titles(work.interviewer),
        "year": work.year,
        "type": work.type,
        "publisher": page_name(work.publisher),
        "container": work.container,
        "doi": work.doi,
        "isbn": work.isbn,
        "quotations": work.quotations,
    }
    return {key: value for key, value in front.items() if value}


def _titles(names: list[Name]) -> list[str]:
    """Return who as titles of pages: people by their bare names, as the field takes them."""
    written = [
        f"Institution:{name}" if each.institution else (f"Person:{name}" if ":" in name else name)
        for each in names
        if (name := page_name(each.text))
    ]
    return list(dict.fromkeys(written))


def _body(work: Work, *, abstract: bool) -> str:
    parts = []
    if work.abstract and abstract:
        parts.append(f"## Description\n\n{paragraphs(work.abstract)}")
    if work.notes:
        parts.append("## Notes\n\n" + "\n\n".join(map(paragraphs, work.notes)))
    if work.details:
        lines = (f"- {prose(label)}: {prose(said)}" for label, said in dict.fromkeys(work.details))
        parts.append("## Bibliographic details\n\n" + "\n".join(lines))
    return "\n\n".join(parts) + "\n" if parts else ""
