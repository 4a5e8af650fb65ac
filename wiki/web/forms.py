"""A page's form: its fields as the shape has them, filled from the page's text and written back into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus

from flask import Response, make_response, render_template, request

from ontology.kinds import Kind
from patterns import frontmatter
from patterns.checks import check
from patterns.forms import PageForm, form_of, is_readable, with_one_more
from patterns.formwriting import Filled, fill
from patterns.links import split_title
from patterns.page import Page
from wiki import editing
from wiki.editing import LONGEST_SUMMARY, Blocked, Conflict, Edit, Saved
from wiki.errors import BadInputError, CommonloomError
from wiki.governance import Permission
from wiki.web import editor, onefield, reading, session
from wiki.web.editor import Around, Typed
from wiki.web.formparts import Hints, Remarks, shown_form
from wiki.web.formsent import Sent, read_form, shown_again
from wiki.web.instructions import instructions
from wiki.web.onefield import OneField
from wiki.web.pageview import TALK
from wiki.web.preparing import prepared
from wiki.web.security import is_our_form
from wiki.web.session import the_wiki
from wiki.web.statuses import sentence_of
from wiki.web.words import moment

MOST_SAID = 5000
"""Values and qualifiers a form holds; a page that says more is edited as text."""

TOO_LARGE = (
    f"There are more than {MOST_SAID:,} values and qualifiers here, which is too much for a form. "
    "This is the page’s text, with all that was filled in: go on here."
)
MENDED_AS_TEXT = (
    "The facts on top of this page’s text cannot be read as a whole, so they cannot be shown as a form."
)
NO_FORM = "Talk pages have no fields, and so no form."
UNPLACED = (
    "Not saved: this kind of page has no such field, perhaps because its variable was changed meanwhile. "
    "What was filled in there stands below; everything else is in the form."
)


@dataclass(frozen=True, slots=True)
class Filling:
    """A form somebody is filling in."""

    title: str
    kind: Kind
    text: str  # the text it was made from
    page: Page  # the same, taken apart
    base: int | None  # revision it is compared with when it is saved; None for a new page
    form: PageForm  # as it is shown
    summary: str = ""
    filled: Filled | None = None  # the text as filled in, when the form has been sent
    strays: tuple[tuple[str, str], ...] = ()
    one: OneField | None = None  # the only field shown; None: all of them

    @property
    def typed(self) -> Typed:
        """The same as a text."""
        return Typed(self.title, self.filled.text if self.filled else self.text, self.summary, self.base)


def show(title: str) -> Response:
    """Show the page as a form: as it is, as an old revision or a draft has it, or a new page's beginning."""
    one = onefield.asked(kind_of(title))
    if not session.may(Permission.EDIT, title):
        return onefield.read(title, one) if one else editor.source(title)
    current = the_wiki().pages.get(title)
    draft = None if one else editor.kept_draft(title)
    if draft is not None:
        typed = Typed(title, draft.text, draft.summary, draft.base)
        around = Around(notice=f"This is your draft of {moment(draft.saved)}.", has_draft=True)
        return begin(typed, around)
    typed = editor.begun(title, current)
    return begin(
        typed if current or "oldid" in request.args else replace(typed, text=first_text(title)), Around()
    )


def begin(typed: Typed, around: Around, status: int = HTTPStatus.OK) -> Response:
    """Show a text as a form, or say why that cannot be."""
    filling = filling_of(typed)
    if filling is None:
        return without_form(typed, MENDED_AS_TEXT)
    if filling.form.size > MOST_SAID:
        return editor.form(typed, replace(around, problem=TOO_LARGE))
    form = prepared(filling.form, request.args, the_wiki().shapes)
    if filling.one:
        form = onefield.begun_with(form, filling.one)
    return answer(replace(filling, form=form), around, status)


def go_on(typed: Typed, around: Around, status: int) -> Response:
    """Show a text that must not be lost: as a form, else as text."""
    filling = filling_of(typed)
    if filling is None or filling.form.size > MOST_SAID:
        words = around.problem or (MENDED_AS_TEXT if filling is None else TOO_LARGE)
        return editor.form(typed, replace(around, problem=words), status)
    return answer(filling, around, status)


def filling_of(typed: Typed) -> Filling | None:
    """Return the text as a form; None when it has none."""
    wiki = the_wiki()
    kind = kind_of(typed.title)
    page = frontmatter.parse(typed.text)
    if kind.name == TALK.name or not is_readable(page):
        return None
    one, form = onefield.asked(kind), form_of(page, kind, wiki.ontology)
    if one:
        form = onefield.narrowed(form, one)
    return Filling(typed.title, kind, typed.text, page, typed.base, form, typed.summary, one=one)


def kind_of(title: str) -> Kind:
    """Return the kind of the page of that title; talk pages have one without fields."""
    wiki = the_wiki()
    return wiki.ontology.by_name.get(split_title(title, wiki.ontology).kind, TALK)


def first_text(title: str) -> str:
    """Return the text a new page's form begins with: what is certain."""
    wiki = the_wiki()
    parts = split_title(title, wiki.ontology)
    said = {"kind": parts.kind, "title": parts.name, "license": wiki.config.license}
    return frontmatter.compose(said, "")


def without_form(typed: Typed, reason: str) -> Response:
    """Say why there is no form, and lead to the text."""
    wiki = the_wiki()
    parts = split_title(typed.title, wiki.ontology)
    problems = frontmatter.parse(typed.text).problems if parts.kind != TALK.name else ()
    page = render_template(
        "no-form.html",
        title=typed.title,
        name=parts.name,
        kind=wiki.ontology.by_name.get(parts.kind, TALK),
        reason=NO_FORM if parts.kind == TALK.name else reason,
        problems=problems,
        new_page=typed.base is None,
    )
    return reading.private(make_response(page))


def receive(title: str) -> Response:
    """Read a form that comes in. Nothing that was filled in is ever lost."""
    if request.form.get("do") == "begin":
        return go_on(editor.typed_in(title), Around(), HTTPStatus.OK)
    typed = sent_from(title)
    made = filling_of(typed)
    if made is None:
        return without_form(typed, MENDED_AS_TEXT)
    filling = filled_in(made, read_form(request.form, made.form))
    if filling.form.size > MOST_SAID:
        return editor.form(filling.typed, Around(problem=TOO_LARGE), HTTPStatus.UNPROCESSABLE_ENTITY)
    return do(filling)


def do(filling: Filling) -> Response:
    """Do what the form's button says, if who sends it may."""
    if not is_our_form():
        return answer(filling, Around(problem=editor.EXPIRED), HTTPStatus.FORBIDDEN)
    refused = editor.refusal(filling.title)
    if refused is not None:
        return answer(filling, Around(problem=refused.words), refused.status)
    if "add" in request.form:
        return one_more(filling)
    return DOES.get(request.form.get("do", ""), save)(filling)


def sent_from(title: str) -> Typed:
    """Return the text the form was made from: a text it carries along, else its revision, else a new page's."""
    typed = editor.typed_in(title, "of")
    if "of" in request.form:
        return typed
    base = the_wiki().pages.revision(typed.base) if typed.base is not None else None
    return replace(typed, text=base.text if base else first_text(title))


def filled_in(made: Filling, sent: Sent) -> Filling:
    """Return the form with what was sent, and the text that makes."""
    given = onefield.signed_now(made.form, sent.given) if made.one else sent.given
    filled = fill(made.page, made.form, given, the_wiki().ontology)
    return replace(made, form=shown_again(made.form, sent.given), filled=filled, strays=sent.strays)


def one_more(filling: Filling) -> Response:
    """Show the form with one more empty value in a field."""
    key = request.form["add"]
    return answer(replace(filling, form=with_one_more(filling.form, key)), Around(), focus=key)


def save(filling: Filling) -> Response:
    """Save, or show the form again with the reason."""
    typed = filling.typed
    if filling.one and not typed.summary:
        typed = replace(typed, summary=f"Coded {filling.one.field.label}")
    words = amiss(filling)
    if words:
        return answer(filling, Around(problem=words), HTTPStatus.UNPROCESSABLE_ENTITY)
    edit = Edit(typed.title, typed.text, session.author(), typed.summary, typed.base)
    try:
        outcome = editing.save(the_wiki(), edit)
    except BadInputError as error:
        return answer(filling, Around(problem=str(error)), HTTPStatus.UNPROCESSABLE_ENTITY)
    except CommonloomError as error:
        return answer(filling, Around(problem=sentence_of(error)), HTTPStatus.CONFLICT)
    if isinstance(outcome, Blocked):
        words = "Not saved yet: this edit would bring in what is said at the fields marked below. Mend it and save again."
        return answer(filling, Around(problem=words, new=outcome.findings), HTTPStatus.UNPROCESSABLE_ENTITY)
    if isinstance(outcome, Conflict):
        return editor.show_conflict(typed, outcome, go_on)
    return leave(filling, outcome)


def leave(filling: Filling, outcome: Saved) -> Response:
    """Lead to the page, or back to where one of its fields was filled in."""
    if filling.one:
        return onefield.leave(filling.one, filling.title, outcome)
    editor.forget_draft(filling.title)
    return editor.saved(filling.title, outcome)


def amiss(filling: Filling) -> str:
    """Say what keeps the form from being saved even before the checks are asked; "" when nothing does."""
    if filling.strays:
        return UNPLACED
    if filling.filled and filling.filled.troubles:
        return "Not saved yet: something is missing at a value below."
    page = frontmatter.parse(filling.typed.text)
    return "" if is_readable(page) else f"Not saved yet. {page.problems[0].message}"


def preview(filling: Filling) -> Response:
    """Show how the page will look, with what the checks say beside the fields."""
    return answer(filling, editor.previewed(filling.typed))


def keep_draft(filling: Filling) -> Response:
    """Keep what was filled in for later, as a text."""
    return editor.keep_draft(filling.typed, "form")


def drop_draft(filling: Filling) -> Response:
    """Forget the draft and begin from the page as it is."""
    return editor.drop_draft(filling.typed, "form")


def as_whole(filling: Filling) -> Response:
    """Go on in the form of the whole page with all that was filled in."""
    return answer(whole_of(filling), Around())


def whole_of(filling: Filling) -> Filling:
    """Return the form of the whole page with what was filled in of one field."""
    wiki, text = the_wiki(), filling.typed.text
    page = frontmatter.parse(text)
    form = form_of(page, filling.kind, wiki.ontology)
    return replace(filling, text=text, page=page, form=form, filled=None, one=None)


def as_text(filling: Filling) -> Response:
    """Go on in the plain editor with all that was filled in."""
    return editor.form(filling.typed, Around())


DOES: Mapping[str, Callable[[Filling], Response]] = {
    "save": save,
    "preview": preview,
    "draft": keep_draft,
    "drop": drop_draft,
    "text": as_text,
    "whole": as_whole,
}
"""What the buttons do."""


def answer(filling: Filling, around: Around, status: int = HTTPStatus.OK, focus: str = "") -> Response:
    """Show the form."""
    wiki = the_wiki()
    base = wiki.pages.revision(filling.base) if filling.base is not None else None
    begun = base.text if base else first_text(filling.title)
    page = render_template(
        "one-field.html" if filling.one else "form.html",
        filling=filling,
        name=split_title(filling.title, wiki.ontology).name,
        around=around,
        shown=shown_form(filling.form, remarks(filling, around), hints(), wiki.ontology),
        carried=filling.text if filling.text != begun else None,
        focus=focus,
        may_save=session.may(Permission.EDIT, filling.title),
        signed=session.author(),
        longest_summary=LONGEST_SUMMARY,
        **(beside_one(filling, filling.one) if filling.one else {}),
    )
    return reading.private(make_response(page, status))


def beside_one(filling: Filling, one: OneField) -> Mapping[str, object]:
    """Return what the form of one field shows beside its controls."""
    current = the_wiki().pages.revision(filling.base) if filling.base is not None else None
    return {
        "one": one,
        "now": onefield.as_it_stands(filling.title, current.text if current else "", one.field),
        "how": instructions([one.field]).get(one.field.key, ()),
        "here": onefield.address_of(filling.title, one),
    }


def remarks(filling: Filling, around: Around) -> Remarks:
    """Return what is to be said at the fields; of a new page nothing before it is looked at or saved."""
    troubles = filling.filled.troubles if filling.filled else ()
    if around.findings:
        return Remarks(around.findings, around.new, troubles)
    if filling.base is None and not around.new:
        return Remarks((), (), troubles)
    page = frontmatter.parse(filling.filled.text) if filling.filled else filling.page
    found = check(page, filling.title, the_wiki().ontology)
    return Remarks(found, around.new, troubles)


def hints() -> Hints:
    """Return the Variable page that explains a field, and its question, by the field's property."""
    entries = the_wiki().codebook.now().entries
    return {each.iri: (title, each.question) for title, each in entries.items()}
