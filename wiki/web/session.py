"""Who is asking: the reader behind a request's cookie, and the wiki it asks."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from flask import Response, current_app, g, request

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
    """Return the wiki this application serves."""
    found: Wiki = current_app.extensions[WIKI]
    return found


def key_hash(secret: str) -> str:
    """Return what is stored of a cookie's secret: its SHA-256 in lower-case hex."""
    return hashlib.sha256(secret.encode()).hexdigest()


def session_secret() -> str:
    """Return the log-in secret the browser sent, "" when it sent none."""
    return request.cookies.get(COOKIE, "")


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
    """Return the name an edit is signed with: the account's, or the network address of an anonymous editor."""
    account = reader()
    return account.name if account else (request.remote_addr or "unknown address")


def log_in(response: Response, name: str) -> None:
    """Open a session for the account and give its secret to the browser."""
    secret = secrets.token_urlsafe(32)
    now = datetime.now(UTC)
    close_current()
    the_wiki().accounts.open_session(name, key_hash(secret), now + LIFETIME)
    set_cookie(response, COOKIE, secret, LIFETIME)
    g.reader = the_wiki().accounts.get(name)


def log_out(response: Response) -> None:
    """Close the reader's session and take its cookie away."""
    close_current()
    response.delete_cookie(COOKIE, path="/", secure=is_https(), httponly=True, samesite="Lax")
    g.reader = None


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
