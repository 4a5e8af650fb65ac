"""Editing a page: the form, its preview, drafts, saving, and what happens when two save at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http import HTTPStatus

from flask import Response, make_response, redirect, render_template, request

from patterns.links import page_path, split_title
from patterns.merge import Overlap
from patterns.page import Finding
from wiki import editing
from wiki.editing import LONGEST_SUMMARY, Blocked, Conflict, Edit, Saved, blocking
from wiki.errors import BadInputError, CommonloomError, ForbiddenError
from wiki.governance import Permission
from wiki.revisions import Draft, Revision
from wiki.web import accounts, reading, session
from wiki.web.liveblocks import with_blocks
from wiki.web.pageview import TALK, Body, body_of, shown_markdown
from wiki.web.security import is_our_form
from wiki.web.session import the_wiki
from wiki.web.skeleton import new_text
from wiki.web.statuses import sentence_of
from wiki.web.words import moment

EXPIRED = "The form had expired, so nothing was saved. Your text is still here: check it and save again."
SIGNED_OUT = (
    "You are no longer logged in, so nothing was saved. Your text is still here: log in below to save."
)


@dataclass(frozen=True, slots=True)
class Typed:
    """What the form holds."""

    title: str
    text: str
    summary: str = ""
    base: int | None = None  # revision the text was made from


@dataclass(frozen=True, slots=True)
class Around:
    """What the form shows beside the text."""

    problem: str = ""  # sentence about why it was not saved
    notice: str = ""
    findings: tuple[Finding, ...] = ()
    new: tuple[Finding, ...] = ()  # those that keep the text from being saved
    preview: Body | None = None
    overlaps: tuple[Overlap, ...] = field(default=())
    has_draft: bool = False


Shown = Callable[[Typed, Around, int], Response]
"""Shows a text in a form, with what stands around it and the status of the answer."""


def show(title: str) -> Response:
    """Show the form with the page's text, an old revision's, a draft, or a new page's beginning."""
    if not session.may(Permission.EDIT, title):
        return source(title)
    current = the_wiki().pages.get(title)
    draft = kept_draft(title)
    if draft is not None:
        typed = Typed(title, draft.text, draft.summary, draft.base)
        return form(typed, Around(notice=f"This is your draft of {moment(draft.saved)}.", has_draft=True))
    return form(begun(title, current), Around())


def begun(title: str, current: Revision | None) -> Typed:
    """Return what the form holds before anything is typed."""
    base = current.position if current else None
    if "oldid" in request.args:
        old = reading.asked_revision("oldid")
        return Typed(title, old.text, f"From revision {old.position}", base)
    if current is not None:
        return Typed(title, current.text, base=base)
    parts = split_title(title, the_wiki().ontology)
    kind = the_wiki().ontology.by_name.get(parts.kind, TALK)
    return Typed(title, new_text(kind, parts.name, the_wiki().config.license))


def kept_draft(title: str) -> Draft | None:
    """Return the reader's draft of the page, unless they asked for another text."""
    reader = session.reader()
    if reader is None or "oldid" in request.args:
        return None
    return the_wiki().accounts.draft(reader.name, title)


def source(title: str) -> Response:
    """Show the page's text to who may not edit, and what would let them."""
    current = the_wiki().pages.get(title)
    page = render_template(
        "source.html", title=title, text=current.text if current else "", exists=current is not None
    )
    return reading.private(make_response(page, HTTPStatus.OK if current else HTTPStatus.NOT_FOUND))


def receive(title: str) -> Response:
    """Do what the form's button says: save, preview, keep or drop the draft. No text is ever lost."""
    typed = typed_in(title)
    if not is_our_form():
        return form(typed, Around(problem=EXPIRED), HTTPStatus.FORBIDDEN)
    refused = refusal(title)
    if refused is not None:
        return form(typed, Around(problem=refused.words), refused.status)
    return {"preview": preview, "draft": keep_draft, "drop": drop_draft}.get(
        request.form.get("do", ""), save
    )(typed)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why somebody may not save."""

    words: str
    status: int


def refusal(title: str) -> Refusal | None:
    """Say why who sends a text may not save it; logs in who filled in name and password beside it."""
    try:
        log_in_beside()
        session.demand(Permission.EDIT, title)
    except accounts.TooManyAttemptsError as error:
        return Refusal(str(error), HTTPStatus.TOO_MANY_REQUESTS)
    except ForbiddenError as error:
        words = SIGNED_OUT if session.reader() is None and not request.form.get("name") else str(error)
        return Refusal(words, HTTPStatus.FORBIDDEN)
    return None


def log_in_beside() -> None:
    """Log in who filled in name and password beside their text. Raises ForbiddenError."""
    if session.reader() is None and request.form.get("name"):
        accounts.authenticate(accounts.given_name(), request.form.get("password", ""))


def typed_in(title: str, name: str = "text") -> Typed:
    """Read the form, the text from its control of that name.

    Browsers send CR LF at line ends (HTML section 4.10.22.4); a page keeps the ends it had.
    """
    number = request.form.get("base", "")
    base = int(number) if number.isascii() and number.isdigit() and len(number) < 16 else None  # noqa: PLR2004
    text = request.form.get(name, "").replace("\r\n", "\n")
    before = the_wiki().pages.revision(base) if base is not None else None
    if before is not None and "\r\n" in before.text:
        text = text.replace("\n", "\r\n")
    return Typed(title, text, request.form.get("summary", "")[:LONGEST_SUMMARY].strip(), base)


def save(typed: Typed) -> Response:
    """Save, or show the form again with the reason."""
    edit = Edit(typed.title, typed.text, session.author(), typed.summary, typed.base)
    try:
        outcome = editing.save(the_wiki(), edit)
    except BadInputError as error:
        return form(typed, Around(problem=str(error)), HTTPStatus.UNPROCESSABLE_ENTITY)
    except CommonloomError as error:
        return form(typed, Around(problem=sentence_of(error)), HTTPStatus.CONFLICT)
    if isinstance(outcome, Blocked):
        words = "Not saved yet: this edit would bring in what is said below. Mend it and save again."
        return form(typed, Around(problem=words, new=outcome.findings), HTTPStatus.UNPROCESSABLE_ENTITY)
    if isinstance(outcome, Conflict):
        return show_conflict(typed, outcome)
    forget_draft(typed.title)
    return saved(typed.title, outcome)


def saved(title: str, outcome: Saved) -> Response:
    """Lead to the page with a word about what happened."""
    return make_response(redirect(f"{page_path(title)}?did={did(outcome)}", HTTPStatus.SEE_OTHER))


def did(outcome: Saved) -> str:
    """Return the word by which the page one is led to says what happened."""
    return "unchanged" if outcome.unchanged else "merged" if outcome.merged else "saved"


def show_conflict(typed: Typed, conflict: Conflict, shown: Shown | None = None) -> Response:
    """Show what overlaps side by side, over a form with the merged text and the writer's words there."""
    form_with = shown or form
    if conflict.current is None:
        words = (
            "The page was deleted or renamed while you wrote. Your text is below; saving makes the page anew."
        )
        return form_with(replace(typed, base=None), Around(problem=words), HTTPStatus.CONFLICT)
    current = conflict.current
    words = (
        f"{current.author} changed the same places while you wrote (revision {current.position}). "
        "Nothing is lost: everything else is merged below, and at the places listed your words stand. Choose, then save."
    )
    mine = replace(typed, text=conflict.merge.text, base=current.position)
    return form_with(
        mine, Around(problem=words, overlaps=tuple(conflict.merge.conflicts)), HTTPStatus.CONFLICT
    )


def preview(typed: Typed) -> Response:
    """Show how the text will look and what the checks say of it."""
    return form(typed, previewed(typed))


def previewed(typed: Typed) -> Around:
    """Return how the text will look and what the checks say of it."""
    wiki = the_wiki()
    rendered = wiki.renderer.render(shown_markdown(typed.text, typed.title, wiki.ontology))
    body = with_blocks(wiki, body_of(wiki, typed.title, typed.text, rendered))
    base = wiki.pages.revision(typed.base) if typed.base is not None else None
    before = wiki.project(typed.title, base.text).findings if base else ()
    new = blocking(before, body.findings)
    return Around(findings=body.findings, new=new, preview=body)


def keep_draft(typed: Typed, action: str = "edit") -> Response:
    """Keep the text for later without showing it to anybody; it is gone on with under `?action=`."""
    reader = session.reader()
    if reader is None:
        return form(typed, Around(problem="Only who is logged in can keep a draft. Your text is still here."))
    now = datetime.now(UTC)
    the_wiki().accounts.keep_draft(
        reader.name, Draft(typed.title, typed.text, typed.summary, typed.base, now)
    )
    if request.headers.get("X-Requested-With") == "fetch":
        return Response(status=HTTPStatus.NO_CONTENT)
    return make_response(redirect(f"{page_path(typed.title)}?action={action}", HTTPStatus.SEE_OTHER))


def drop_draft(typed: Typed, action: str = "edit") -> Response:
    """Forget the draft and begin from the page as it is."""
    forget_draft(typed.title)
    return make_response(redirect(f"{page_path(typed.title)}?action={action}", HTTPStatus.SEE_OTHER))


def forget_draft(title: str) -> None:
    """Forget the reader's draft of the page, if any."""
    reader = session.reader()
    if reader is not None:
        the_wiki().accounts.drop_draft(reader.name, title)


def form(typed: Typed, around: Around, status: int = HTTPStatus.OK) -> Response:
    """Show the form."""
    parts = split_title(typed.title, the_wiki().ontology)
    page = render_template(
        "edit.html",
        typed=typed,
        around=around,
        name=parts.name,
        kind=the_wiki().ontology.by_name.get(parts.kind, TALK),
        may_save=session.may(Permission.EDIT, typed.title),
        signed=session.author(),
        longest_summary=LONGEST_SUMMARY,
    )
    return reading.private(make_response(page, status))
