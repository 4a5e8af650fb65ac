"""The pages of a MediaWiki from the originals that an earlier import kept: to convert them again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from importers.draft import Issue
from importers.known import Kept
from importers.mediawiki.dump import SourcePage
from importers.mediawiki.folder import title_of
from importers.mediawiki.pages import redirect_in
from importers.mediawiki.site import Site, site_of


def read_kept(kept: Kept, titles: Mapping[str, str]) -> Iterator[Site | SourcePage | Issue]:
    """Yield what is known of the wiki, then its pages, each with its newest revision and the title it has here.

    `titles` says what pages of files are called; see `importers.mediawiki.folder`.
    """
    site = site_of(kept.said)
    yield site
    if not kept.said:
        words = (
            "what the wiki says of itself – the names of its namespaces, its address – was not kept when it was imported; "
            "the usual names were taken. Import it once more from its export to have it kept"
        )
        yield Issue(kept.name, words)
    for page in kept.pages():
        path = page.theirs if site.folder else ""
        title = (title_of(path, titles) or path) if path else page.theirs
        made = SourcePage(title, 0, path, "", (page.newest,), here=page.here, wanted=page.wanted)
        redirect = redirect_in(made.text, stated=True) if page.redirects else ""
        yield replace(made, redirect=redirect)
