"""Writing by programs: whose token it is, which state they saw, and what stands against a save, as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any

from flask import Response, jsonify, make_response, request

from patterns.page import Finding
from wiki import editing, governance
from wiki.editing import LONGEST_SUMMARY, Blocked, Conflict, Edit, Saved
from wiki.errors import BadInputError, CommonloomError, ForbiddenError
from wiki.governance import Permission
from wiki.revisions import Account, Revision
from wiki.web import sharing
from wiki.web.problems import problem
from wiki.web.refusals import UnsupportedMediaTypeError
from wiki.web.session import key_hash, the_wiki
from wiki.web.statuses import sentence_of, status_of

MARKDOWN = ("text/markdown", "text/plain")
View = Callable[..., Response]


class UnknownTokenError(ForbiddenError):
    """The token is nobody's, or none came where one is needed."""


def for_api(view: View) -> View:
    """Make a view answer preflights, any site's scripts, and errors as problem documents (RFC 9457)."""

    @wraps(view)
    def answered(**parts: str) -> Response:
        if request.method == "OPTIONS":
            return sharing.share(make_response("", HTTPStatus.NO_CONTENT))
        try:
            return sharing.share(view(**parts))
        except CommonloomError as error:
            return sharing.share(refused(error))

    return answered


def refused(error: CommonloomError) -> Response:
    """Answer a named error."""
    status, title = status_of(error)
    if isinstance(error, UnknownTokenError):
        status, title = HTTPStatus.UNAUTHORIZED, "Who are you?"
    response = problem(status, title, sentence_of(error))
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="Commonloom"'
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = sharing.RETRY_SECONDS
    return response


def findings(found: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return findings as JSON."""
    return [
        {
            "severity": each.severity.value,
            "message": each.message,
            "key": each.key or None,
            "line": each.line or None,
        }
        for each in found
    ]


@dataclass(frozen=True, slots=True)
class Sent:
    """What a program wants saved."""

    text: str
    summary: str = ""
    base: int | None = None  # POST: the revision it began from


def put(title: str) -> Saved | Response:
    """Save a text over exactly the state named by `If-Match`, or make a new page."""
    author, sent, current = author_for(Permission.EDIT, title), sent_text(), the_wiki().pages.get(title)
    stop = unmet(title, current, sent.text)
    if stop is not None:
        return stop
    base = current.position if current else None
    return outcome(
        title, editing.save(the_wiki(), Edit(title, sent.text, author, sent.summary, base, merge=False)), 412
    )


def post(title: str) -> Saved | Response:
    """Save an edit made from revision `base`, merged with what others saved since, as the editor does."""
    author, sent = author_for(Permission.EDIT, title), sent_text()
    return outcome(
        title, editing.save(the_wiki(), Edit(title, sent.text, author, sent.summary, sent.base)), 409
    )


def delete(title: str) -> Response:
    """Delete the page in the state named by `If-Match`."""
    author, current = author_for(Permission.DELETE, title), the_wiki().pages.get(title)
    stop = unmet(title, current, "")
    if stop is not None:
        return stop
    seen = current.position if current else None
    position = editing.delete(
        the_wiki(), title, author, checked_summary(request.args.get("summary", "")), seen
    )
    return jsonify(title=title, revision=position, deleted=True)


def unmet(title: str, current: Revision | None, mine: str) -> Response | None:
    """Return the refusal when the conditions of the request do not hold (RFC 9110 section 13.1, RFC 6585 section 3)."""
    wanted = request.if_match
    if current is None:
        gone = request.method == "DELETE" or bool(wanted)
        return conflict(title, mine, None, 412) if gone else None
    if request.if_none_match.star_tag:
        return conflict(title, mine, current, 412)
    if not wanted:
        sentence = f"Say which state of the page you saw: send If-Match with the ETag of “{title}”, now {current.position}."
        return problem(HTTPStatus.PRECONDITION_REQUIRED, "Which state?", sentence, current=current.position)
    if wanted.star_tag or any(is_same(tag, current) for tag in wanted.as_set() if tag):
        return None
    return conflict(title, mine, current, 412)


def is_same(tag: str, current: Revision) -> bool:
    """Say whether an entity tag names the current text: this revision, or one that was only reread since."""
    if tag == str(current.position):
        return True
    seen = the_wiki().pages.revision(int(tag)) if tag.isascii() and tag.isdigit() and len(tag) < 16 else None  # noqa: PLR2004
    return seen is not None and seen.page == current.page and seen.text == current.text


def outcome(title: str, found: Saved | Conflict | Blocked, status: int) -> Saved | Response:
    """Return what was saved, or the answer that says why nothing was."""
    if isinstance(found, Saved):
        return found
    if isinstance(found, Blocked):
        sentence = "Nothing was saved: the text would newly break what its kind asks for."
        return problem(422, "Violations", sentence, findings=findings(found.findings))
    overlaps = [
        {"where": each.where, "base": each.base, "mine": each.mine, "theirs": each.theirs}
        for each in found.merge.conflicts
    ]
    return conflict(title, found.mine, found.current, status, overlaps)


def conflict(
    title: str, mine: str, current: Revision | None, status: int, overlaps: list[dict[str, str]] | None = None
) -> Response:
    """Answer with both versions; nothing was written."""
    if current is None:
        sentence = f"There is no page “{title}” in the state you name; nothing was written."
    else:
        sentence = (
            f"“{title}” is at revision {current.position} now, by {current.author}; nothing was written."
        )
    theirs = (
        {"revision": current.position, "author": current.author, "text": current.text} if current else None
    )
    return problem(status, "Changed meanwhile", sentence, current=theirs, yours=mine, overlaps=overlaps or [])


def sent_text() -> Sent:
    """Read the request's body: JSON with `text`, `summary` and `base`, or the text itself as Markdown."""
    if request.mimetype in MARKDOWN:
        try:
            text = request.get_data().decode("utf-8")
        except UnicodeDecodeError as error:
            raise BadInputError(
                f"The text is no UTF-8 at byte {error.start + 1}. Nothing was saved."
            ) from error
        return Sent(
            text, checked_summary(request.args.get("summary", "")), checked_base(request.args.get("base"))
        )
    if request.mimetype != "application/json":
        raise UnsupportedMediaTypeError(
            "Send JSON with “text” (application/json), or the text itself as text/markdown. Nothing was saved."
        )
    return sent_json()


def sent_json() -> Sent:
    """Read a JSON body."""
    try:
        said = json.loads(request.get_data())
    except (ValueError, RecursionError) as error:
        raise BadInputError(f"The body is no JSON ({error}). Nothing was saved.") from error
    if not isinstance(said, dict) or not isinstance(said.get("text"), str):
        raise BadInputError("The body needs “text”, the page's whole text as a string. Nothing was saved.")
    strange = sorted(set(said) - {"text", "summary", "base"})
    if strange:
        raise BadInputError(
            f"“{strange[0]}” is not read here; send text, summary and base. Nothing was saved."
        )
    return Sent(said["text"], checked_summary(said.get("summary", "")), checked_base(said.get("base")))


def checked_summary(summary: Any) -> str:
    """Return an edit summary; raises BadInputError for what is none."""
    if not isinstance(summary, str) or len(summary) > LONGEST_SUMMARY:
        raise BadInputError(
            f"“summary” is a text of at most {LONGEST_SUMMARY} characters. Nothing was saved."
        )
    return summary


def checked_base(base: Any) -> int | None:
    """Return the revision an edit began from; raises BadInputError for what is no number."""
    if base is None or (isinstance(base, int) and not isinstance(base, bool) and base > 0):
        return base
    if isinstance(base, str) and base.isascii() and base.isdigit() and len(base) < 16:  # noqa: PLR2004
        return int(base)
    raise BadInputError("“base” is the number of the revision you began from. Nothing was saved.")


def author_for(permission: Permission, title: str) -> str:
    """Return the name in which a program writes; cookies do not count. Raises ForbiddenError."""
    account = bearer()
    if not governance.may(account, permission, title, the_wiki().config):
        if account is None:
            raise UnknownTokenError(
                f"To {permission.value} by program, send Authorization: Bearer and a token. "
                "An operator makes one by: python -m wiki user token NAME"
            )
        raise ForbiddenError(governance.refusal(account, permission))
    return account.name if account else (request.remote_addr or "unknown address")


def bearer() -> Account | None:
    """Return whose token came (RFC 6750 section 2.1), None when none came; raises UnknownTokenError."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if not scheme:
        return None
    account = the_wiki().accounts.token(key_hash(secret.strip())) if scheme.lower() == "bearer" else None
    if account is None:
        raise UnknownTokenError(
            "That token is nobody's. An operator makes one by: python -m wiki user token NAME"
        )
    return account
