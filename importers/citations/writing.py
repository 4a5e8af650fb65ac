"""The page of a work."""

from __future__ import annotations

from typing import Any

from importers.citations.entry import Name
from importers.citations.work import Work
from importers.naming import is_cut, page_name
from importers.prose import paragraphs, prose
from ontology.kinds import Kind
from patterns import frontmatter

_OF_ALL = frozenset({"kind", "title", "aliases"})


def page_text(work: Work, name: str, provenance: dict[str, Any], kind: Kind, *, abstract: bool = True) -> str:
    """Return the text of a work's page; `abstract` says whether its abstract stands in it.

    What the kind has no field for is listed in the text.
    """
    front = _front(work, name)
    beyond = [key for key in front if key not in _OF_ALL and key not in kind.by_key]
    listed = [(key.replace("_", " ").capitalize(), _listed(front.pop(key))) for key in beyond]
    front["kind"] = kind.name
    return frontmatter.compose({**front, **provenance}, _body(work, listed, abstract=abstract))


def _listed(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


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
        "in_language": work.languages[0] if len(work.languages) == 1 else work.languages,
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


def detail(label: str, said: str) -> str:
    """Return the line that lists what no field holds."""
    return f"- {prose(label)}: {prose(said)}"


def _body(work: Work, listed: list[tuple[str, str]], *, abstract: bool) -> str:
    parts = []
    if work.abstract and abstract:
        parts.append(f"## Description\n\n{paragraphs(work.abstract)}")
    if work.notes:
        parts.append("## Notes\n\n" + "\n\n".join(map(paragraphs, work.notes)))
    details = [*listed, *work.details]
    if details:
        lines = (detail(label, said) for label, said in dict.fromkeys(details))
        parts.append("## Bibliographic details\n\n" + "\n".join(lines))
    return "\n\n".join(parts) + "\n" if parts else ""
