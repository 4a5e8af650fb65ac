"""Who is asking: the reader behind a request's cookie, and the wiki it asks."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from flask import Response, after_this_request, current_app, g, request

from wiki import governance
from wiki.errors import ForbiddenError
from wiki.governance import Permission
from wiki.revisions import Account

if TYPE_CHECKING:
    from wiki.assembly import Wiki

WIKI = "commonloom"
COOKIE = "commonloom_session"
VISIT = "commonloom_visit"
LIFETIME = timedelta(days=30)


def the_wiki() -> Wiki:
    """Return the wiki this application serves, under one ontology throughout the request."""
    if "wiki" not in g:
        g.wiki = current_app.extensions[WIKI].pinned()
    found: Wiki = g.wiki
    return found


def key_hash(secret: str) -> str:
    """Return what is stored of a cookie's secret: its SHA-256 in lower-case hex."""
    return hashlib.sha256(secret.encode()).hexdigest()


def session_secret() -> str:
    """Return the secret of the log-in, as the browser sent it or as just made; "" when there is none."""
    found: str = g.get("session_secret", request.cookies.get(COOKIE, ""))
    return found


def reader() -> Account | None:
    """Return who is logged in, None for an anonymous reader. Asks storage at most once a request."""
    if "reader" not in g:
        secret = session_secret()
        g.reader = the_wiki().accounts.session(key_hash(secret), datetime.now(UTC)) if secret else None
    found: Account | None = g.reader
    return found


def may(permission: str, title: str = "") -> bool:
    """Say whether who is asking may do this to the page of that title."""
    return governance.may(reader(), Permission(permission), title, the_wiki().config)


def demand(permission: Permission, title: str = "") -> None:
    """Raise ForbiddenError, with the sentence for this permission, when the reader may not."""
    if not may(permission, title):
        raise ForbiddenError(governance.refusal(reader(), permission))


def author() -> str:
    """Return the name an edit is signed with: the account's, or an anonymous editor's network address."""
    account = reader()
    return account.name if account else (request.remote_addr or "unknown address")


def log_in(name: str) -> None:
    """Open a session for the account; the answer to this request gives its secret to the browser."""
    close_current()
    secret = secrets.token_urlsafe(32)
    the_wiki().accounts.open_session(name, key_hash(secret), datetime.now(UTC) + LIFETIME)
    g.session_secret, g.reader = secret, the_wiki().accounts.get(name)
    after_this_request(keep_session)


def keep_session(response: Response) -> Response:
    """Give the browser the secret of the session just opened."""
    set_cookie(response, COOKIE, session_secret(), LIFETIME)
    return response


def log_out() -> None:
    """Close the reader's session; the answer to this request takes its cookie away."""
    close_current()
    g.session_secret, g.reader = "", None
    after_this_request(drop_session)


def drop_session(response: Response) -> Response:
    """Take the cookie away."""
    response.delete_cookie(COOKIE, path="/", secure=is_https(), httponly=True, samesite="Lax")
    return response


def close_current() -> None:
    """Forget the session the browser came with, if any."""
    if session_secret():
        the_wiki().accounts.close_session(key_hash(session_secret()))


def is_https() -> bool:
    """Say whether readers reach this wiki by https, so that cookies may insist on it."""
    return request.is_secure or the_wiki().config.base.startswith("https://")


def set_cookie(response: Response, name: str, secret: str, lifetime: timedelta | None = None) -> None:
    """Set a cookie no script can read and no other site's form can carry along."""
    response.set_cookie(
        name, secret, max_age=lifetime, path="/", secure=is_https(), httponly=True, samesite="Lax"
    )
