"""Projections made by hand, for tests of what keeps and shows them."""

from __future__ import annotations

from patterns.projection import FacetRow, LinkRow, Projected, SearchText
from wiki.revisions import Action, Write

BASE = "https://wiki.example.org"
KINDS = ("pattern", "case", "practice", "page", "talk")


def kind_of(title: str) -> str:
    namespace = title.partition(":")[0]
    known = {"Pattern": "pattern", "Case": "case", "Practice": "practice", "Talk": "talk"}
    return known.get(namespace, "page") if ":" in title else "page"


def graph_of(title: str) -> str:
    return f"{BASE}/data/{title.replace(' ', '_').replace(':', '/', 1)}"


def projected(title: str, text: str = "", **given: object) -> Projected:
    """A projection that follows from title and text: `links to X, Y` and `also A, B` in the text, `moved to X`."""
    kind = kind_of(title)
    links, aliases, redirect = _said(text, "links to "), _said(text, "also "), _said(text, "moved to ")
    facts = f'<{graph_of(title)}#it> <https://example.org/text> "{len(text)} {hash_of(text)}" <{graph_of(title)}> .\n'
    values: dict[str, object] = {
        "title": title,
        "kind": kind,
        "graph": graph_of(title),
        "facts": b"" if redirect or kind == "talk" else facts.encode(),
        "redirect": redirect[0] if redirect else "",
        "aliases": tuple(aliases),
        "links": tuple(
            LinkRow(target, sentence=f"It links to {target}.", section="Context") for target in links
        ),
        "facets": (FacetRow("kind", kind, kind.title()), FacetRow("tags", "test", "test")),
        "search": SearchText(title.rpartition(":")[2], "\n".join(aliases), text),
    }
    return Projected(**{**values, **given})  # type: ignore[arg-type]


def hash_of(text: str) -> str:
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _said(text: str, words: str) -> list[str]:
    found = [line.removeprefix(words) for line in text.splitlines() if line.startswith(words)]
    return [each.strip() for line in found for each in line.split(",")]


def save(title: str, text: str = "text", expected: int | None = None, **given: object) -> Write:
    return Write(Action.SAVE, title, text, projected(title, text), "ana", expected=expected, **given)  # type: ignore[arg-type]


def rename(title: str, new_title: str, expected: int, text: str = "text") -> Write:
    return Write(Action.RENAME, title, text, projected(new_title, text), "ana", "", expected, new_title)


def delete(title: str, expected: int) -> Write:
    return Write(Action.DELETE, title, "", projected(title, "", facts=b""), "ana", "gone", expected)


def undelete(title: str, text: str = "text", expected: int | None = None) -> Write:
    return Write(Action.UNDELETE, title, text, projected(title, text), "ana", "back", expected)


def reread(title: str, text: str, expected: int, **given: object) -> Write:
    return Write(Action.REREAD, title, text, projected(title, text, **given), "ana", "Read anew", expected)
