"""The ontology's own named graphs: what queries can ask beside the pages – labels of terms, clauses of licences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ontology.licensing.facts import GRAPH

FOLDER = Path(__file__).resolve().parent
VOCABULARY = "https://w3id.org/commonloom/ns"
"""Graph of the vocabulary: every term with its labels, definition and matches in other vocabularies."""
LICENCES = "https://w3id.org/commonloom/licences"
"""Graph of the licences: each text's permissions, duties and prohibitions with their clauses (ccREL, ODRL)."""

VERDICTS = GRAPH
"""Graph of verdicts among the licences a wiki has pages of; it follows from those pages (`ontology.licensing.facts`)."""

SCORECARDS = "https://w3id.org/commonloom/scorecards"
"""Graph of the figures of patterns' scorecards, told beside the pages for queries that name their terms."""

AGREEMENT = "https://w3id.org/commonloom/agreement"
"""Graph of how far the coders of rounds agree, told beside the pages for queries that name its terms."""


def turtle_of_graphs() -> Iterator[tuple[str, Path]]:
    """Yield the IRI of each graph with each Turtle file that belongs to it."""
    for path in (*sorted((FOLDER / "vocabulary").glob("*.ttl")), FOLDER / "alignments.ttl"):
        yield VOCABULARY, path
    for path in sorted((FOLDER / "licences").glob("*.ttl")):
        yield LICENCES, path
