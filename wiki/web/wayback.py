"""Where the form of one variable leads back to: an address of this wiki that the links to the form carry along."""

from __future__ import annotations

import hashlib
from urllib.parse import quote, unquote, urlencode, urlsplit

from flask import Response, after_this_request, request

from patterns.links import page_path
from wiki.parameters import Parameters
from wiki.web import session
from wiki.web.accounts import is_own_address
from wiki.web.choosing import CODED, DID

FIELD, BACK = "field", "back"
"""Parameters: the key of the field, or the title of its Variable page; where the form leads back to."""

CARRIED = 400_000
"""Characters that all ways back on a page may take. Beyond that the links carry a mark, and a cookie the address."""

COOKIE = "commonloom_table"
LONGEST = 3_500
"""Characters of an address that is given to the browser as a cookie; they keep 4,096 bytes (RFC 6265, section 6.1)."""

LISTED = 200
"""Links to forms that a page of findings has at most, or about."""

_ACCOUNTS = "/account/"
_SAFE = "/:@!$&'()*+,;=~-._"


def form_at(title: str, key: str, back: str = "") -> str:
    """Return the address of the form of one field of a page that leads back to an address afterwards."""
    return f"{page_path(title)}?{urlencode({'action': 'form', FIELD: key, **({BACK: back} if back else {})})}"


def here(links: int = LISTED) -> str:
    """Return what so many links to forms carry as the way back here: this address, or the mark of it.

    "" where neither can be; then it counts where the browser says it came from.
    """
    path, query = quote(request.path, safe=_SAFE), request.query_string.decode("ascii", "replace")
    address = without_news(f"{path}?{query}" if query else path)
    written = quote(address, safe="")
    if links * len(written) <= CARRIED:
        return address
    if session.COOKIE not in request.cookies or len(written) > LONGEST:
        return ""
    after_this_request(lambda response: _remember(response, written))
    return mark_of(address)


def mark_of(address: str) -> str:
    """Return what stands for an address that the browser keeps."""
    return "~" + hashlib.sha256(address.encode()).hexdigest()[:12]


def _remember(response: Response, written: str) -> Response:
    session.set_cookie(response, COOKIE, written)
    return response


def way_back() -> str:
    """Return the address in `back`, else the one the reader came from, if it is one of this wiki; "" if there is none."""
    wanted, kept = request.args.get(BACK, ""), unquote(request.cookies.get(COOKIE, ""))
    if wanted.startswith("~"):
        wanted = kept if wanted == mark_of(kept) else ""
    if not wanted and request.referrer:
        came = urlsplit(request.referrer)
        if came.netloc == request.host and came.path != request.path and not came.path.startswith(_ACCOUNTS):
            wanted = f"{came.path}?{came.query}" if came.query else came.path
    if not is_own_address(wanted):
        return ""
    path, mark, anchor = wanted.partition("#")
    plain = without_news(path)
    return f"{plain}#{anchor}" if mark else plain


def without_news(address: str) -> str:
    """Return an address without what it says of an edit before."""
    path, _, query = address.partition("?")
    if not {CODED, DID} & {pair.partition("=")[0] for pair in query.split("&")}:
        return address
    return Parameters.read(query).without({CODED, DID}).address(path)
