"""What robots, feed readers and browsers look for at fixed addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flask import Blueprint, Response, make_response, render_template, request

from patterns.links import page_path
from wiki.revisions import Listed
from wiki.web import sharing
from wiki.web.listing import stamp
from wiki.web.session import the_wiki

door = Blueprint("feeds", __name__)
CHUNK = 5_000  # addresses in one sitemap; the protocol allows 50,000 and 50 MB
ENTRIES = 50
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0, section 2.2

ROBOTS = """User-agent: *
Disallow: /sparql
Disallow: /search
Disallow: /suggest
Disallow: /compare
Disallow: /import
Disallow: /api/
Disallow: /account
Disallow: /*?action=
Disallow: /*?oldid=
Disallow: /*?asof=

Sitemap: {base}/sitemap.xml
"""


def xml_text(text: str) -> str:
    """Leave out the characters XML cannot hold."""
    return _NOT_XML.sub("", text)


@door.get("/robots.txt")
def robots() -> Response:
    """Ask robots to leave alone what never ends – searches, queries, comparisons – and show them the sitemap (RFC 9309)."""
    response = make_response(ROBOTS.format(base=the_wiki().config.base))
    response.headers["Content-Type"] = "text/plain; charset=utf-8"
    response.headers["Cache-Control"] = "max-age=3600"
    return response


@door.get("/sitemap.xml")
def sitemap() -> Response:
    """List all pages (sitemaps.org protocol 0.9): one list, or an index of lists when there are many."""
    pages, start = the_wiki().pages, request.args.get("after")
    found = pages.list_pages(after=start or "", limit=CHUNK + 1)
    if start is None and len(found) > CHUNK:
        return xml("sitemaps.xml", starts=list(chunk_starts(found)))
    return xml("sitemap.xml", pages=found[:CHUNK])


def chunk_starts(found: list[Listed]) -> Iterator[str]:
    """Yield the title behind which each sitemap of the index begins."""
    start = ""
    while found:
        yield start
        if len(found) <= CHUNK:
            return
        start = found[CHUNK - 1].title
        found = the_wiki().pages.list_pages(after=start, limit=CHUNK + 1)


@door.get("/feed.atom")
def feed() -> Response:
    """Give the recent changes as a feed (RFC 4287)."""
    head = the_wiki().pages.head()
    tag = sharing.mark(head, "feed")
    if sharing.is_known(tag):
        return sharing.unchanged(tag)
    lines = the_wiki().pages.recent(limit=ENTRIES)
    response = xml("feed.xml", lines=lines, updated=lines[0].time if lines else None)
    response.headers["Content-Type"] = "application/atom+xml; charset=utf-8"
    return sharing.marked(sharing.share(response), tag)


@door.get("/opensearch.xml")
def opensearch() -> Response:
    """Tell browsers how to search here (OpenSearch 1.1)."""
    response = xml("opensearch.xml")
    response.headers["Content-Type"] = "application/opensearchdescription+xml; charset=utf-8"
    response.headers["Cache-Control"] = "max-age=3600"
    return response


def xml(template: str, **values: object) -> Response:
    """Render an XML template."""
    body = render_template(
        template, base=the_wiki().config.base, path=page_path, stamp=stamp, text=xml_text, **values
    )
    response = make_response(body)
    response.headers["Content-Type"] = "application/xml; charset=utf-8"
    return response
