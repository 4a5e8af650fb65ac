"""Making one page of two about the same thing: text by section, facts by entry. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from importers.supplement import supplement
from patterns import frontmatter
from patterns.merge import blocks
from patterns.page import Section
from patterns.sections import find_section

OWN = frozenset({"kind", "title", "redirect", "license", "attribution"})
"""Entries of which both pages have one of their own: never told as an overlap."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What becomes of two pages."""

    text: str
    overlaps: tuple[str, ...] = ()  # keys under which the pages say different things; what stays says holds


def join_pages(stays: str, goes: str) -> Joined:
    """Return the text of the page that stays with what the other one has beyond it.

    Entries it lacks and values of lists are added, credits joined; paragraphs it lacks go to the section of the same
    heading, or with their section to the end. Nothing that the page says is changed.
    """
    front = _front(goes)
    text = supplement(stays, front) if front else stays
    mine, theirs = (frontmatter.mapping(frontmatter.parse(each)) for each in (stays, goes))
    overlaps = tuple(
        key
        for key, value in theirs.items()
        if key not in OWN
        and key in mine
        and mine[key] != value
        and not isinstance(mine[key], list)
        and not isinstance(value, list)
    )
    for section in frontmatter.parse(goes).sections:
        text = _with_section(text, section)
    return Joined(text, overlaps)


def _front(text: str) -> str:
    """Return the front matter of a text without what names the page."""
    page = frontmatter.parse(text)
    kept = [each.raw for each in page.entries if each.key not in {"kind", "title", "redirect"}]
    return "".join((page.opening, *kept, page.closing)) if page.opening and any(kept) else ""


def _with_section(text: str, section: Section) -> str:
    """Return the text with the paragraphs of a section that it does not have."""
    page = frontmatter.parse(text)
    known = {each.strip() for each in blocks(frontmatter.body_text(page))}
    fresh = [
        each.strip("\r\n") for each in blocks(section.body) if each.strip() and each.strip() not in known
    ]
    if not fresh:
        return text
    added = "\n\n".join(fresh)
    place = (
        find_section(page, [section.heading])
        if section.level
        else next((each for each in page.sections if not each.level), None)
    )
    if place is None:
        heading = f"{'#' * section.level} {section.heading}\n\n" if section.level else ""
        return f"{text.rstrip()}\n\n{heading}{added}\n" if text.strip() else f"{heading}{added}\n"
    front = text[: len(text) - len(frontmatter.body_text(page))]
    pieces = [front]
    for each in page.sections:
        raw = each.raw
        if each is place:
            raw = f"{raw.rstrip()}\n\n{added}\n" if raw.strip() else f"{added}\n"
            raw += "\n" if each is not page.sections[-1] else ""
        pieces.append(raw)
    return "".join(pieces)
