"""Headings that follow the new title of a page they name and are still found under their old words. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from patterns.anchors import Anchored, anchor_for, keeping, share_out, without_kept
from patterns.links import LINK, link_spans, normalize_title
from patterns.page import Section
from patterns.sections import heading_span, plain_text, split_sections


def still_found(before: Sequence[Section], body: str) -> str:
    """Return the body, its headings keeping every anchor they had `before`, when titles in their links were changed.

    Both have the same headings in the same order, apart from those titles. Headings inside quotations and lists are
    left as they are.
    """
    old = [_heading(each) for each in before if each.level]
    if not any("[[" in each for each in old):
        return body
    sections = split_sections(body)
    new = [_heading(each) for each in sections if each.level]
    if new == old or len(new) != len(old):
        return body
    kept = iter(_keeping(old, new))
    return "".join(_with_heading(each, next(kept)) if each.level else each.raw for each in sections)


def _keeping(old: Sequence[str], new: list[str]) -> list[str]:
    had = _anchors(old)
    changed = [number for number, each in enumerate(new) if each != old[number]]
    for numbers in (
        changed,
        range(len(new)),
    ):  # what those keep may itself give others their old anchors back
        has = _anchors(new)
        for number in numbers:
            new[number] = keeping(new[number], [each for each in had[number] if each not in has[number]])
    return new


def _anchors(headings: Sequence[str]) -> list[tuple[str, ...]]:
    asked = []
    for each in headings:
        words, kept = without_kept(each)
        asked.append(Anchored(anchor_for(_shown(words)), kept))
    return [(each.own, *each.kept) for each in share_out(asked)]


def _shown(heading: str) -> str:
    """Return the words that readers see of a heading: of a link its label, or its title with the section."""
    return plain_text(LINK.sub(lambda found: _label(found[0]), heading))


def _label(link: str) -> str:
    span = next(link_spans(link), None)
    if span is None:
        return link
    return span.label or normalize_title(span.target) + (f"#{span.fragment}" if span.fragment else "")


def _heading(section: Section) -> str:
    start, end = heading_span(section)
    return section.raw[start:end]


def _with_heading(section: Section, heading: str) -> str:
    start, end = heading_span(section)
    return section.raw[:start] + heading + section.raw[end:]
