"""The pages of licences, kept by the application between requests."""

from __future__ import annotations

from flask import current_app

from wiki.licences import LicencePages, Shelf
from wiki.web.session import the_wiki

KEPT = "commonloom licence pages"


def shelf() -> Shelf:
    """Return this wiki's pages of licences as they are now."""
    pages: LicencePages | None = current_app.extensions.get(KEPT)
    if pages is None:
        wiki = the_wiki()
        pages = current_app.extensions[KEPT] = LicencePages(wiki.pages, wiki.shapes)
    return pages.now()
