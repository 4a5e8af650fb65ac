"""What pages are about, in a sentence each, for lists of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from flask import current_app

from ontology.kinds import Ontology
from patterns import frontmatter
from patterns.sections import plain_text
from wiki.revisions import Revision
from wiki.web.pageview import kind_of, lead_of, patlet_section
from wiki.web.quotations import Kept
from wiki.web.session import the_wiki

KEPT = "commonloom leads"

ROOM = 20_000
"""Sentences that a web process remembers; their keys name revisions, so that none grows stale."""


def leads(titles: Iterable[str]) -> Mapping[str, str]:
    """Return by full title what these pages say they are about; "" = nothing in a sentence, or there is no such page."""
    wiki, found = the_wiki(), dict.fromkeys(titles, "")
    kept: Kept[tuple[int, str], str] = current_app.extensions.setdefault(KEPT, Kept(ROOM))
    for title, each in wiki.pages.get_all(found).items():
        found[title] = kept.get((each.position, wiki.ontology.mark), partial(_lead, each, wiki.ontology))
    return found


def _lead(revision: Revision, ontology: Ontology) -> str:
    page, kind = frontmatter.parse(revision.text), kind_of(revision.title, ontology)
    section = patlet_section(page, kind)
    return plain_text(section.body) if section else lead_of(page, kind, frontmatter.mapping(page))
