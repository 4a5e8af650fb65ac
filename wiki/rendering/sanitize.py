"""What HTML may reach a reader: a closed list of tags and attributes, enforced by nh3's HTML5 parser.

Nobody's text carries `class`, `id`, `style` or `name` through here, so it can neither look like the site's
own chrome nor shadow a DOM name. Our own elements carry `data-mark` with a secret the text cannot contain;
`wiki.rendering.finish` gives them their attributes back afterwards and drops every other `data-mark`.
"""

from __future__ import annotations

import re

import nh3

MARK = "data-mark"

_KEPT = (
    "a abbr b blockquote br caption cite code dd del details dfn div dl dt em figcaption figure",
    "h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub",
    "summary sup table tbody td tfoot th thead time tr u ul var",
)
TAGS = frozenset(" ".join(_KEPT).split())
# After these an HTML parser reads on in another way (as text to the end, as foreign content, as a form field):
# an unclosed one would swallow the page, and they are what mutation attacks are made of. They become text.
_SHOWN_AS_TEXT = re.compile(
    r"<(?=/?(?:script|style|title|textarea|template|noscript|noembed|noframes|iframe|xmp|plaintext|listing"
    r"|svg|math|object|embed|select|option|optgroup|frameset|html|head|body|image|isindex|base|meta|link)\b)",
    re.IGNORECASE,
)
_ALIGNMENTS = {"align": {"left", "center", "right"}}
_SPANS = {"colspan": {str(n) for n in range(2, 51)}, "rowspan": {str(n) for n in range(2, 51)}}
_ATTRIBUTES = {
    "*": {MARK},
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "title"},
    "time": {"datetime"},
}
ALLOWED_SCHEMES = frozenset({"http", "https", "mailto"})

_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes=_ATTRIBUTES,
    tag_attribute_values={
        "td": {**_ALIGNMENTS, **_SPANS},
        "th": {**_ALIGNMENTS, **_SPANS},
        "ol": {"start": {str(n) for n in range(1000)}},
    },
    url_schemes=set(ALLOWED_SCHEMES),
    link_rel=None,
    strip_comments=True,
)


def sanitize(html: str) -> str:
    """Reduce any HTML to the allowed tags, well nested and canonically written. Never raises."""
    return _CLEANER.clean(_SHOWN_AS_TEXT.sub("&lt;", html))
