"""Writing to the log so that every page is read by one codebook: the door through which all verbs write.

A Variable page adds a field to the pages of its kinds. When it changes, what follows from pages that use the field
changes too; they are read anew in the same commit, so that search, facets and SPARQL know the field with the next
request. A rereading is an entry of the log, so that the graph follows it and earlier states stay as they were; it
says nothing new, and no list of edits shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ontology.kinds import Field, Ontology
from patterns.codebook import VARIABLE
from patterns.links import split_title
from patterns.projection import Projected, project
from wiki.assembly import Wiki
from wiki.codebook import Codebook
from wiki.errors import CodebookChangedError
from wiki.revisions import Action, Revision, Write

TRIES = 8
"""How often pages are read anew when others change variables in the same moment."""

SCANNED = 200
"""Pages looked at at once for a key that a variable has changed."""

NAMED = 3
"""Variables that the summary of a rereading names."""


def commit(wiki: Wiki, writes: Sequence[Write], batch: int | None = None) -> list[int]:
    """Append the writes in one durable transaction and return their positions; see `wiki.ports.Pages.commit`.

    Those that were read by another codebook are read anew, and so is every other page that a change of a variable
    among them concerns.
    """
    for _ in range(TRIES):
        try:
            return _commit(wiki, writes, batch)
        except CodebookChangedError:
            continue
    raise CodebookChangedError(
        "Variables are being changed faster than pages can be read by them; nothing was written. Save again."
    )


def _commit(wiki: Wiki, writes: Sequence[Write], batch: int | None) -> list[int]:
    before = wiki.codebook.now()
    order = sorted(range(len(writes)), key=lambda each: not _of_variable(writes[each], before.shapes))
    variables = [writes[each] for each in order if _of_variable(writes[each], before.shapes)]
    after = before.after(variables)
    read = [_read(writes[each], after) for each in order]  # variables first: who retells the log needs them
    read += _rereadings(
        wiki, before, after, {title for each in writes for title in (each.title, each.new_title)}
    )
    positions = wiki.pages.commit(read, batch, codebook=before.mark)
    place = {index: positions[number] for number, index in enumerate(order)}
    return [place[index] for index in range(len(writes))]


def _of_variable(write: Write, ontology: Ontology) -> bool:
    return VARIABLE in {
        split_title(title, ontology).kind for title in (write.title, write.new_title) if title
    }


def _read(write: Write, codebook: Codebook) -> Write:
    """Return the write as this codebook reads it."""
    if write.action is Action.DELETE or write.projected.mark == codebook.ontology.mark:
        return write
    return replace(write, projected=_projected(write.text, write.new_title or write.title, codebook))


def _projected(text: str, title: str, codebook: Codebook) -> Projected:
    return project(text, title, codebook.ontology, codebook.base)


def _rereadings(wiki: Wiki, before: Codebook, after: Codebook, apart: set[str]) -> list[Write]:
    """Return a write for every page, but those written anyway, of which something else follows now."""
    keys = changed_keys(before.ontology, after.ontology)
    if not keys:
        return []
    summary = _summary(before, after)
    found = []
    for revision in _mentioning(wiki, keys):
        if revision.title in apart:
            continue
        now = _projected(revision.text, revision.title, after)
        then = _projected(revision.text, revision.title, before)
        if replace(then, mark=now.mark) != now:
            found.append(_rereading(revision, now, summary))
    return found


def changed_keys(before: Ontology, after: Ontology) -> set[str]:
    """Return the keys whose fields differ in what can change how a page is read."""
    if before.mark == after.mark:
        return set()
    then, now = _fields(before), _fields(after)
    return {
        key for _, key in {place for place in then.keys() | now.keys() if then.get(place) != now.get(place)}
    }


def _fields(ontology: Ontology) -> dict[tuple[str, str], Field]:
    """Return all fields by kind and key, without what is for readers only."""
    return {
        (kind.name, each.key): replace(each, definition="", group="", order=0.0)
        for kind in ontology.kinds
        for each in kind.fields
    }


def _mentioning(wiki: Wiki, keys: Iterable[str]) -> Iterator[Revision]:
    """Yield the pages in whose text one of the keys occurs, as a typed link may write it too."""
    wanted = tuple(keys)
    after = ""
    while listed := wiki.pages.list_pages(None, after, SCANNED):
        after = listed[-1].title
        for revision in wiki.pages.get_all(each.title for each in listed).values():
            words = revision.text.casefold().replace(" ", "_")
            if any(key in words for key in wanted):
                yield revision


def _summary(before: Codebook, after: Codebook) -> str:
    changed = sorted(
        title
        for title in before.entries.keys() | after.entries.keys()
        if before.entries.get(title) != after.entries.get(title)
    )
    more = f" and {len(changed) - NAMED} more" if len(changed) > NAMED else ""
    return f"Read anew by {', '.join(changed[:NAMED])}{more}"


def _rereading(revision: Revision, projected: Projected, summary: str) -> Write:
    return Write(
        Action.REREAD, revision.title, revision.text, projected, revision.author, summary, revision.position
    )
