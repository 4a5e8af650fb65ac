"""Names of pages, made of what others call things. Pure."""

from __future__ import annotations

from importers.table.values import read_title

LONGEST = 180
"""Bytes of a page's name that is made of somebody's words; a title may have a few more."""


def page_name(text: str, appended: str = "") -> str:
    """Return the name of a page that reads as the text does, "" when nothing is left that a title may have.

    A long one is cut between words, and ends with "…"; what is appended (as " (Orsi, 2008)") stays whole.
    """
    flat = " ".join(text.split())
    if len(flat.encode("utf-8", "replace")) > LONGEST:
        cut = flat.encode("utf-8", "replace")[:LONGEST].decode("utf-8", "ignore")
        flat = (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:.–—-") + "…"
    return read_title(flat + appended) or ""


def is_cut(name: str, text: str) -> bool:
    """Say whether a page's name is only the beginning of a text."""
    return "…" in name and "…" not in text
