"""The import formats by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from importers.citations.profile import load_citation_profile
from importers.citations.reader import read_citations
from importers.documents.reader import read_documents
from importers.draft import Described, Draft, Expected, Issue
from importers.licences import read_licences
from importers.markdown.reader import read_markdown
from importers.mediawiki.profile import load_wiki_profile
from importers.mediawiki.reader import read_mediawiki
from importers.profile import load_profile
from importers.question import Question
from importers.rdf.profile import load_rdf_profile
from importers.rdf.reader import read_rdf
from importers.source import Source, UnusableSourceError
from importers.table.mapping import load_mapping
from importers.table.reader import read_table
from importers.wikidata.profile import load_entity_profile
from importers.wikidata.reader import read_wikidata

Reader = Callable[[Source], Iterator[Draft | Issue | Expected | Question | Described]]

FORMATS: Mapping[str, Reader] = {
    "markdown": read_markdown,
    "mediawiki": read_mediawiki,
    "table": read_table,
    "rdf": read_rdf,
    "citations": read_citations,
    "wikidata": read_wikidata,
    "documents": read_documents,
    "licenses": read_licences,
}
"""Format → reader: from a source to drafts of pages, issues a person should know, and how many will come, lazily."""

PROFILES: Mapping[str, Callable[[str], object]] = {
    "markdown": load_profile,
    "mediawiki": load_wiki_profile,
    "table": load_mapping,
    "rdf": load_rdf_profile,
    "citations": load_citation_profile,
    "wikidata": load_entity_profile,
}
"""Format → what reads its profile, given by name or as the path of a file; raises UnusableSourceError."""

__all__ = ["FORMATS", "KEEPING", "PROFILES", "UnusableSourceError", "read"]


KEEPING = frozenset({"mediawiki"})
"""Formats whose originals are kept and can be read again."""


def read(form: str, source: Source) -> Iterator[Draft | Issue | Expected | Question | Described]:
    """Read a source in a format. Raises UnusableSourceError when nothing can be read at all."""
    source.require()
    return FORMATS[form](source)
