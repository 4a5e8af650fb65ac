"""Links between pages: how they are marked in rendered HTML, and where they lead at the moment of reading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape

from patterns.links import page_path
from wiki.revisions import Resolved

_LINK = re.compile(
    r'<a class="(wikilink(?: citation)?)" href="(/wiki/[^"#]*)(#[^"]*)?"'
    r' data-target="([^"]*)"(?: data-key="[^"]*")?>'
)


def resolve_links(html: str, resolved: Mapping[str, Resolved]) -> str:
    """Point every page link at the page it means now; links to absent pages say so and lead to the editor.

    `html` is `Rendered.html`. A target that `resolved` does not name keeps its address. All `data-` goes.
    """
    return _LINK.sub(lambda found: _resolve(found, resolved), html)


def _resolve(found: re.Match[str], resolved: Mapping[str, Resolved]) -> str:
    classes, address, fragment, target = found.groups()
    meaning = resolved.get(unescape(target))
    if meaning is None:
        return f'<a class="{classes}" href="{address}{fragment or ""}">'
    there = escape(page_path(meaning.title))
    if meaning.exists:
        return f'<a class="{classes}" href="{there}{fragment or ""}">'
    hint = escape(f"{meaning.title} (page does not exist yet)")
    return f'<a class="{classes} missing" href="{there}?action=edit" title="{hint}">'
