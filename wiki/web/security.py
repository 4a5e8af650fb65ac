"""What keeps readers safe: response headers, and proof that a form was ours."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, after_this_request, current_app, g, request

from wiki.errors import ForbiddenError
from wiki.web import session

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""On every answer, unless the door has set its own."""

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FIELD = "csrf"
View = TypeVar("View", bound=Callable[..., object])


class FormExpiredError(ForbiddenError):
    """A form came without its proof: the log-in ended meanwhile, or another site sent it."""


def guard(app: Flask) -> None:
    """Check every form before its door sees it, and put the headers on every answer."""
    app.before_request(check_form)
    app.after_request(add_headers)


def add_headers(response: Response) -> Response:
    """Add the headers a door has not set itself; no cache may share a page that does not say so."""
    present = {name for name, _ in response.headers}
    response.headers.extend([pair for pair in HEADERS.items() if pair[0] not in present])
    if response.mimetype == "text/html" and "Cache-Control" not in present:
        response.headers["Cache-Control"] = "private, no-cache"  # it may name who is logged in
    return response


def open_to_all(view: View) -> View:
    """Mark a view that takes POST from anywhere because it changes nothing and looks at no cookie."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


def answers_expired_forms(view: View) -> View:
    """Mark a view that itself asks `is_our_form`, so that a text sent by an expired form is not lost."""
    view.answers_expired_forms = True  # type: ignore[attr-defined]
    return view


def check_form() -> None:
    """Raise FormExpiredError for a changing request that does not prove it came from one of our forms."""
    if request.method in SAFE or request.endpoint is None:
        return
    view = current_app.view_functions[request.endpoint]
    if not (getattr(view, "open_to_all", False) or getattr(view, "answers_expired_forms", False)):
        demand_form()


def demand_form() -> None:
    """Raise FormExpiredError unless the request proves that it came from one of our forms."""
    if not is_our_form():
        raise FormExpiredError(
            "This form has expired or was sent from another site, so nothing was changed. "
            "Go back, reload the page and send it again."
        )


def is_our_form() -> bool:
    """Say whether the request proves that it came from one of our forms, shown to this browser."""
    return is_same_origin() and has_token()


def is_same_origin() -> bool:
    """Say whether the browser, if it tells, says that the form stood on this site."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("Origin")
    hosts = {request.host, urlsplit(session.the_wiki().config.base).netloc}
    return origin is None or urlsplit(origin).netloc in hosts


def has_token() -> bool:
    """Say whether the form carries the token of this browser's cookie."""
    secret = browser_secret()
    return bool(secret) and hmac.compare_digest(
        request.form.get(FIELD, "").encode(), token_of(secret).encode()
    )


def csrf_token() -> str:
    """Return the token for a form on this page; gives the browser a cookie if it has none yet."""
    secret = browser_secret()
    if not secret:
        secret = g.visit = secrets.token_urlsafe(32)
        after_this_request(keep_visit)
    return token_of(secret)


def keep_visit(response: Response) -> Response:
    """Give the browser the cookie its form's token belongs to; such an answer is nobody else's."""
    session.set_cookie(response, session.VISIT, g.visit)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def browser_secret() -> str:
    """Return the secret tokens are made from: the log-in's, else the visit's, else ""."""
    fresh: str = g.get("visit", "")
    if session.reader() is not None:
        return session.session_secret()
    return fresh or request.cookies.get(session.VISIT, "")


def token_of(secret: str) -> str:
    """Derive a form token from a cookie's secret and the installation's, so that neither shows in a page."""
    key = session.the_wiki().config.secret
    return hmac.new(key, b"form:" + secret.encode(), hashlib.sha256).hexdigest()
