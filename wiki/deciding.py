"""What an import does with one draft: whether the page is new, the same, updated, or merged with what people wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from importers.draft import Draft, Issue
from importers.mixing import mixing_problem
from importers.question import Question
from importers.supplement import supplement
from patterns.links import title_problem
from patterns.merge import merge
from wiki.ahead import UNREAD
from wiki.assembly import Wiki
from wiki.revisions import FOLLOWS, Action, Revision, Write


@dataclass(frozen=True, slots=True)
class Step:
    """What one draft leads to: zero, one or two writes, and what to call it."""

    what: str
    title: str
    writes: tuple[Write, ...] = ()
    issue: Issue | None = None
    question: Question | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the wiki has of the pages of one transaction: asked once for all of them."""

    current: Mapping[str, Revision]
    last: Mapping[str, Revision]  # what the same source said of the page last


def known_of(wiki: Wiki, drafts: list[Draft]) -> Known:
    """Ask for what the wiki has of these pages."""
    return Known(
        wiki.pages.get_all(draft.title for draft in drafts),
        wiki.batches.last_imported({draft.title: draft.origin for draft in drafts}),
    )


IMPORTED, AGAIN = "Imported", "Converted again"
"""How a text came, as summaries of revisions say it."""


def decided(wiki: Wiki, author: str, draft: Draft, known: Known, how: str = IMPORTED) -> Step:
    """Decide what becomes of a draft; what follows from the pages written is left to be worked out (UNREAD)."""
    problem = title_problem(draft.title) or _text_problem(wiki, draft.text)
    if problem:
        return Step("skipped", draft.title, issue=Issue(draft.place, problem))
    if is_known(draft, known):
        return Step("unchanged", draft.title)
    current, last = known.current.get(draft.title), known.last.get(draft.title)
    arrival = _arrival(author, draft, current, how)
    if current is None:
        return Step("created", draft.title, (arrival,))
    if last is not None and last.text == current.text:
        return Step("updated", draft.title, (arrival,))
    return _reconciled(wiki, arrival, draft, current, last)


def is_known(draft: Draft, known: Known) -> bool:
    """Say whether the wiki has the page so, or had it so from the same source and went on: edited or deleted it."""
    pages = (known.current.get(draft.title), known.last.get(draft.title))
    return any(each is not None and each.text == draft.text for each in pages)


def _text_problem(wiki: Wiki, text: str) -> str:
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > wiki.config.page_bytes:
        return (
            f"the text has {size:,} bytes, a page may have {wiki.config.page_mebibytes} MiB; it was left out"
        )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        return f"the text has half a character at position {error.start + 1}; it was left out"
    return ""


def _arrival(author: str, draft: Draft, current: Revision | None, how: str) -> Write:
    summary = f"{how} from {draft.origin}"
    expected = current.position if current else None
    return Write(Action.SAVE, draft.title, draft.text, UNREAD, author, summary, expected, origin=draft.origin)


def _reconciled(wiki: Wiki, arrival: Write, draft: Draft, current: Revision, last: Revision | None) -> Step:
    """Both sides have a text: keep the source's as a revision, and on top of it what becomes of the two."""
    completes = draft.supplements and last is None
    mixed = "" if completes else mixing_problem(current.text, draft.text)
    if mixed:
        sentence = f"{mixed}; the page here was left as it is"
        return Step("skipped", draft.title, issue=Issue(draft.place, sentence))
    if completes:
        text, summary, conflicts = (
            supplement(current.text, draft.text),
            f"Completed from {draft.origin}",
            False,
        )
    else:
        result = merge(last.text if last else "", draft.text, current.text, wiki.ontology)
        conflicts = bool(result.conflicts)
        text = current.text if conflicts else result.text
        summary = "Local edits kept over the import" if conflicts else "Local edits merged with the import"
    on_top = Write(Action.SAVE, draft.title, text, UNREAD, arrival.author, summary, FOLLOWS)
    if not conflicts:
        return Step("updated", draft.title, (arrival, on_top))
    what = (
        "was edited here and at the source in the same places"
        if last
        else "is here already with another text"
    )
    sentence = (
        f"{draft.title!r} {what}; the local text was kept, the source's is the revision before it. "
        "Compare the two in the page's history."
    )
    return Step("skipped", draft.title, (arrival, on_top), Issue(draft.place, sentence))
