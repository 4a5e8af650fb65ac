"""Records that may be about a page that is here already: what is uncertain about them, and what people answered.

A record of a source is told from a page by its title. Three cases are no more certain than that: a page of the same
name and another kind, a page of nearly the same name, and a page of the same title whose identifiers are other ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from importers.draft import Draft, Issue
from importers.question import Option, Question
from ontology.kinds import Ontology
from patterns import frontmatter
from patterns.links import TALK, full_title, split_title
from patterns.nearness import Near
from wiki.revisions import Revision

IDENTIFIERS = ("doi", "isbn", "orcid", "spdx", "wikidata")
"""Keys whose values are given to one thing alone."""

SEPARATE, LEAVE, SAME = "separate", "leave", "same:"
"""Answers: a page of its own; nothing is taken; the same as the page whose full title follows."""

_SIGNS = re.compile(r"[\s-]|^https?://(?:dx\.)?(?:doi|orcid|www\.wikidata)\.org/(?:wiki/)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Settled:
    """A draft after the answers were heeded."""

    draft: Draft | None  # None: left out
    moved: str = ""  # title it had, when it became part of another page


def key_of(draft: Draft) -> str:
    """Return the key of the question what a record is the same as."""
    return f"match|{draft.origin}|{draft.title}"


def settle(draft: Draft, answers: Mapping[str, str], ontology: Ontology) -> Settled:
    """Do with a draft what was answered about it."""
    answer = answers.get(key_of(draft), "")
    if answer == LEAVE:
        return Settled(None)
    if answer.startswith(SAME):
        title = answer.removeprefix(SAME)
        return Settled(
            _titled(draft, title, ontology, supplements=True), draft.title if title != draft.title else ""
        )
    if answer.startswith(f"{SEPARATE}:"):
        return Settled(_titled(draft, answer.removeprefix(f"{SEPARATE}:"), ontology))
    return Settled(draft)


def _titled(draft: Draft, title: str, ontology: Ontology, *, supplements: bool = False) -> Draft:
    """Return the draft as one of the page of that full title."""
    parts, page = split_title(title, ontology), frontmatter.parse(draft.text)
    for key, value in (("kind", parts.kind), ("title", parts.name)):
        page = frontmatter.with_value(page, key, value)
    completes = supplements or draft.supplements
    return replace(draft, title=title, text=frontmatter.write(page), supplements=completes)


def namesakes(title: str, ontology: Ontology) -> list[str]:
    """Return the full titles under which pages of other kinds would have the same name."""
    parts = split_title(title, ontology)
    if parts.kind == TALK:
        return []
    titles = (full_title(kind.name, parts.name, ontology) for kind in ontology.kinds if kind.name != TALK)
    return [each for each in titles if each != title]


def doubt(
    draft: Draft,
    current: Revision | None,
    others: Iterable[Revision],
    ontology: Ontology,
    near: Iterable[Near] = (),
) -> Question | None:
    """Return what is uncertain about a record whose source has no page here yet, None when nothing is.

    `others`: pages of the same name and another kind; `near`: pages whose names are nearly the same, the nearest first.
    """
    if _is_redirect(draft.text):
        return None
    if current is not None:
        return _conflict(draft, current, ontology)
    found = {each.title: "the same name, another kind" for each in others if not _is_redirect(each.text)}
    found |= {each.title: each.reason for each in near}
    if not found:
        return None
    names = " or ".join(f"“{title}” ({reason})" for title, reason in found.items())
    sentence = f"Is “{draft.title}”, which is to be imported, the same as {names}?"
    same = tuple(Option(f"{SAME}{title}", f"The same: complete {title}") for title in found)
    own = Option(SEPARATE, f"Something else: a page of its own, {draft.title}")
    return Question(key_of(draft), draft.place, sentence, (own, *same, _LEFT), SEPARATE)


_LEFT = Option(LEAVE, "Leave it out")


def _conflict(draft: Draft, current: Revision, ontology: Ontology) -> Question | None:
    """Return the question that different identifiers under one title make."""
    ours, theirs = _mapping(current.text), _mapping(draft.text)
    for key in IDENTIFIERS:
        here, there = _values(ours.get(key)), _values(theirs.get(key))
        if here and there and not here.keys() & there.keys():
            mine, other = next(iter(here.values())), next(iter(there.values()))
            parts = split_title(draft.title, ontology)
            apart = full_title(parts.kind, f"{parts.name} ({other})", ontology)
            sentence = (
                f"Is “{draft.title}”, which is to be imported, the same as the page of that title? "
                f"Its {key} is {other}, that of the page is {mine}."
            )
            options = (
                _LEFT,
                Option(f"{SAME}{draft.title}", f"The same: complete {draft.title}"),
                Option(f"{SEPARATE}:{apart}", f"Something else: a page of its own, {apart}"),
            )
            return Question(key_of(draft), draft.place, sentence, options, LEAVE)
    return None


def _mapping(text: str) -> Mapping[str, Any]:
    return frontmatter.mapping(frontmatter.parse(text))


def _values(said: Any) -> dict[str, str]:
    """Return identifiers as they are compared, with how they are written; evidence around them apart."""
    found: dict[str, str] = {}
    for each in said if isinstance(said, list) else [said]:
        value = each.get("value") if isinstance(each, dict) else each
        if isinstance(value, (str, int)) and str(value).strip():
            found[_SIGNS.sub("", str(value).strip()).casefold()] = str(value).strip()
    return found


def _is_redirect(text: str) -> bool:
    return text.startswith("---\nredirect:")


def made_before(draft: Draft, title: str) -> Issue:
    """Say that a record was a page of its own before it was answered that it is another one."""
    sentence = f"{title!r} was imported before; what it says went to {draft.title!r} now. Make it a redirect or delete it."
    return Issue(draft.place, sentence)
