"""The door of accounts: register, log in, log out, change the password."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from functools import cache
from http import HTTPStatus
from urllib.parse import urlsplit

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request

from wiki.errors import BadInputError, ForbiddenError, TitleTakenError
from wiki.governance import SHORTEST_PASSWORD, check_name, check_password
from wiki.revisions import Account
from wiki.web import session
from wiki.web.attempts import Attempts
from wiki.web.session import the_wiki

door = Blueprint("accounts", __name__, url_prefix="/account")

ATTEMPTS = "commonloom attempts"
HASHER = PasswordHasher()  # argon2id with the parameters of RFC 9106, section 4, second choice

WRONG = "That name and password do not go together. Check both; capitals matter in the password."
BUSY = "Too many failed tries. Wait a quarter of an hour and try again."


class TooManyAttemptsError(ForbiddenError):
    """Somebody is guessing; nothing was checked."""


@door.get("/register")
def ask_register() -> str:
    """Show the form that makes an account."""
    demand_registration()
    return form("register.html")


@door.post("/register")
def register() -> Response | tuple[str, int]:
    """Make an account and log it in."""
    demand_registration()
    name, password = given_name(), request.form.get("password", "")
    try:
        check_name(name)
        check_password(password, name)
        the_wiki().accounts.add(name, HASHER.hash(password), "editor")
    except TitleTakenError:
        problem = (
            f"Somebody is called “{name}” already (capitals do not tell names apart). Choose another name."
        )
        return form("register.html", problem), HTTPStatus.CONFLICT
    except BadInputError as error:
        return form("register.html", str(error)), HTTPStatus.UNPROCESSABLE_ENTITY
    session.log_in(name)
    return onwards()


@door.get("/log-in")
def ask_log_in() -> str:
    """Show the log-in form."""
    return form("log-in.html")


@door.post("/log-in")
def log_in() -> Response | tuple[str, int]:
    """Log in, or say why not in the same words whether the name or the password was wrong."""
    try:
        authenticate(given_name(), request.form.get("password", ""))
    except TooManyAttemptsError as error:
        return form("log-in.html", str(error)), HTTPStatus.TOO_MANY_REQUESTS
    except ForbiddenError as error:
        return form("log-in.html", str(error)), HTTPStatus.FORBIDDEN
    return onwards()


@door.post("/log-out")
def log_out() -> Response:
    """Close the session."""
    session.log_out()
    return onwards()


@door.get("")
def show() -> str | Response:
    """Show the reader's own account."""
    if session.reader() is None:
        return make_response(redirect("/account/log-in?next=/account"))
    return form("account.html", done=request.args.get("did") == "password")


@door.post("/password")
def change_password() -> Response | tuple[str, int]:
    """Replace the password; the present one is asked for again."""
    account = session.reader()
    if account is None:
        raise ForbiddenError("You are no longer logged in. Log in and change the password then.")
    new = request.form.get("new", "")
    try:
        authenticate(account.name, request.form.get("password", ""))
        check_password(new, account.name)
    except (ForbiddenError, BadInputError) as error:
        return form("account.html", str(error)), HTTPStatus.UNPROCESSABLE_ENTITY
    the_wiki().accounts.set_password_hash(account.name, HASHER.hash(new))
    the_wiki().accounts.close_sessions(account.name)  # whoever knew the old password is out
    session.log_in(account.name)
    return make_response(redirect("/account?did=password", HTTPStatus.SEE_OTHER))


def authenticate(name: str, password: str) -> None:
    """Log in under that name; raises ForbiddenError, TooManyAttemptsError, with nothing changed."""
    address, now = request.remote_addr or "", datetime.now(UTC)
    if attempts().too_many(name, address, now):
        raise TooManyAttemptsError(BUSY)
    account = the_wiki().accounts.get(name)
    if not is_password(account, password):
        attempts().failed(name, address, now)
        raise ForbiddenError(WRONG)
    attempts().succeeded(name, address)
    if account is not None:
        session.log_in(account.name)


def is_password(account: Account | None, password: str) -> bool:
    """Say whether this is the account's password; takes as long when there is no such account."""
    kept = the_wiki().accounts.password_hash(account.name) if account else None
    try:
        HASHER.verify(kept or nobodys_hash(), password)
    except (VerificationError, InvalidHashError):
        return False
    if account is None or kept is None:
        return False
    if HASHER.check_needs_rehash(kept):
        the_wiki().accounts.set_password_hash(account.name, HASHER.hash(password))
    return True


@cache
def nobodys_hash() -> str:
    """Return a hash to verify against when there is no account, so that the time tells nothing."""
    return HASHER.hash("nobody's password")


def attempts() -> Attempts:
    """Return this process's count of failed tries."""
    kept: Attempts = current_app.extensions.setdefault(ATTEMPTS, Attempts())
    return kept


def given_name() -> str:
    """Return the name of the form in its one spelling."""
    return " ".join(unicodedata.normalize("NFC", request.form.get("name", "")).split())


def demand_registration() -> None:
    """Raise ForbiddenError where registration is closed."""
    if not the_wiki().config.registration:
        raise ForbiddenError("Registration is closed on this wiki. Ask its operator for an account.")


def form(template: str, problem: str = "", *, done: bool = False) -> str:
    """Return one of this door's pages with what was typed, passwords apart."""
    return render_template(
        template,
        problem=problem,
        name=given_name(),
        next=way_back(),
        done=done,
        shortest=SHORTEST_PASSWORD,
    )


def onwards() -> Response:
    """Send the reader to where they wanted to go."""
    return make_response(redirect(way_back(), HTTPStatus.SEE_OTHER))


def way_back() -> str:
    """Return the address in `next` if it is one of this site, else the front page."""
    wanted = request.form.get("next") or request.args.get("next") or "/"
    return wanted if is_own_address(wanted) else "/"


def is_own_address(address: str) -> bool:
    """Say whether a redirect to this address stays on this site, however a browser may read it."""
    if not address.startswith("/") or address.startswith(("//", "/\\")) or not address.isprintable():
        return False
    parts = urlsplit(address)
    return not (parts.scheme or parts.netloc or "\\" in parts.path)
