"""Reading small documents as an import does."""

from pathlib import Path
from typing import Any

from importers.draft import Draft, Issue
from importers.formats import read
from importers.source import Source, StoppedError
from ontology.shapes import load_ontology
from patterns.frontmatter import mapping, parse
from wiki.boxes.rdf import parse_rdf
from wiki.errors import BadInputError

ONTOLOGY = load_ontology()

PREFIXES = """@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix cc: <http://creativecommons.org/ns#> .
@prefix odrl: <http://www.w3.org/ns/odrl/2/> .
@prefix schema: <http://schema.org/> .
@prefix x: <https://example.org/x#> .
@prefix : <https://example.org/> .
"""


def work(_name: str, payload: bytes) -> bytes:
    """Parse as a box does, and fail as one does."""
    try:
        return parse_rdf(payload)
    except BadInputError as error:
        raise StoppedError(str(error)) from error


def brought(path: Path, profile: str = "", **more: Any) -> tuple[dict[str, Draft], list[Issue]]:
    """Return all drafts by title, and all issues."""
    source = Source(path, ONTOLOGY, profile, work=work, **more)
    found = list(read("rdf", source))
    drafts = [each for each in found if isinstance(each, Draft)]
    assert len({each.title for each in drafts}) == len(drafts)
    return {each.title: each for each in drafts}, [each for each in found if isinstance(each, Issue)]


def turtle(
    folder: Path, text: str, profile: str = "", name: str = "data.ttl"
) -> tuple[dict[str, Draft], list[Issue]]:
    """Read a document in Turtle; a profile is written beside it."""
    path = folder / name
    path.write_text((PREFIXES if name.endswith((".ttl", ".trig")) else "") + text, encoding="utf-8")
    if profile:
        (folder / "garden.yaml").write_text(profile, encoding="utf-8")
    return brought(path, str(folder / "garden.yaml") if profile else "")


def front(draft: Draft) -> dict[str, object]:
    """Return the front matter of a draft."""
    page = parse(draft.text)
    assert not page.problems
    return mapping(page)


def sentences(issues: list[Issue]) -> str:
    """Return all issues as one text."""
    return "\n".join(f"{each.place}: {each.message}" for each in issues)
