"""Red links that miss a page by capitals, accents, underscores or hyphens only: leading them to it. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from ontology.kinds import Ontology
from patterns.frontmatter import body_of
from patterns.links import canonical_title, link_spans
from patterns.rewriting import rewrite_links


def repaired(text: str, repairs: Mapping[str, str], ontology: Ontology) -> str:
    """Return the text with links to these targets (full titles, as they miss) leading to the pages that were meant.

    Readers see the words they saw before: a link without a label gets one. Values of the front matter follow too.
    """
    known = {canonical_title(old, ontology): new for old, new in repairs.items()}
    body = body_of(text)
    offset = len(text) - len(body)
    pieces: list[str] = [text[:offset]]
    done = 0
    for span in link_spans(body):
        new = known.get(canonical_title(span.target, ontology))
        if new and not span.label and not span.fragment and not span.key:
            pieces += (body[done : span.start], f"{new}|{span.target}")
            done = span.end
    return rewrite_links("".join([*pieces, body[done:]]), known, ontology)
