"""Coding a case of a round: the form of its variables, filled by one coder and seen by nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, redirect, render_template, request

from ontology.kinds import Field, Kind, Ontology, Severity
from patterns.checks import check
from patterns.forms import FormField, PageForm, entry_of, values_of, with_one_more
from patterns.formwriting import Filled, fill
from patterns.frontmatter import parse
from patterns.page import Finding
from wiki.errors import BadInputError, CommonloomError
from wiki.governance import Permission
from wiki.rounds import Standing, keep, round_fields, standing
from wiki.web import reading, session
from wiki.web.formparts import Remarks, shown_form
from wiki.web.forms import hints
from wiki.web.formsent import read_form, shown_again
from wiki.web.instructions import instructions
from wiki.web.session import the_wiki
from wiki.web.statuses import sentence_of

door = Blueprint("roundcoding", __name__)
ADDRESS = "/special/round/code"

LEFT_OUT = frozenset({"coder", "date", "weight", "round"})
"""Qualifiers that a coder of a round is not asked for: the round signs and dates."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a coder fills in for a case."""

    case: str
    kind: Kind
    fields: tuple[Field, ...]
    text: str
    form: PageForm
    ontology: Ontology  # without the qualifiers that are not asked for


def address_of_coding(title: str, case: str) -> str:
    """Return the address at which a case of a round is coded."""
    return f"{ADDRESS}?{urlencode({'title': title, 'case': case})}"


def asked_case() -> tuple[Standing, str]:
    """Return the round and the case that the address names; raises BadInputError, NotFoundError."""
    title, case = (request.args.get(name, "").strip() for name in ("title", "case"))
    if not title or not case:
        raise BadInputError(f"Name a round and a case: {ADDRESS}?title=TITLE&case=TITLE.")
    return standing(the_wiki(), title), case


def sheet_of(of: Standing, case: str, text: str) -> Sheet:
    """Return the form of a round's variables for a case, filled from a text."""
    kind, fields = round_fields(the_wiki(), of.round, case)
    ontology = without_signing(the_wiki().ontology)
    return Sheet(case, kind, fields, text, form_with(text, kind, fields, ontology), ontology)


def without_signing(ontology: Ontology) -> Ontology:
    """Return the ontology without the qualifiers that are not asked for."""
    return replace(
        ontology, qualifiers=tuple(each for each in ontology.qualifiers if each.key not in LEFT_OUT)
    )


def form_with(text: str, kind: Kind, fields: Sequence[Field], ontology: Ontology) -> PageForm:
    """Return a form of these fields alone."""
    page = parse(text)
    known = tuple(
        FormField(each, values_of(entry_of(page, each.key), each, ontology), ontology.qualifiers_of(each))
        for each in fields
    )
    return PageForm(replace(kind, fields=tuple(fields)), known, ())


@door.get(ADDRESS)
def show_form() -> Response:
    """Show the form of a case as far as it was filled, or how to take the case."""
    of, case = asked_case()
    reader = session.reader()
    own = of.own(case, reader.name) if reader else None
    if own is None:
        page = render_template(
            "round-take.html",
            of=of,
            case=case,
            may_take=bool(reader and of.may_take(case, reader.name)),
            name=reader,
        )
        return reading.private(make_response(page))
    return answer(of, sheet_of(of, case, own.text), Remarks(()))


@door.post(ADDRESS)
def receive() -> Response:
    """Keep what was filled in, and when the coder is done with the case, go on with the next."""
    session.demand(Permission.CODE)
    of, case = asked_case()
    coder = session.author()
    own = of.own(case, coder)
    made = sheet_of(of, case, own.text if own else "")
    sent = read_form(request.form, made.form)
    filled = fill(parse(made.text), made.form, sent.given, made.ontology)
    form = shown_again(made.form, sent.given)
    if own is None:
        problem = "You do not have this case any more; nothing was kept. What you filled in stands below."
        return answer(of, replace(made, form=form), Remarks(()), problem, HTTPStatus.CONFLICT)
    if "add" in request.form:
        key = request.form["add"]
        return answer(of, replace(made, form=with_one_more(form, key)), Remarks(()), focus=key)
    return kept(of, replace(made, form=form), filled, done=request.form.get("do") == "done")


def kept(of: Standing, made: Sheet, filled: Filled, *, done: bool) -> Response:
    """Keep a coder's text; with what stands against being done nothing is lost, but the case stays theirs."""
    found = tuple(remarks_of(made, filled.text))
    missing = unanswered(made, filled.text)
    wrong = filled.troubles or [each for each in found if each.severity is Severity.VIOLATION]
    is_done = done and not missing and not wrong
    try:
        shown = keep(the_wiki(), of.round.title, made.case, session.author(), filled.text, done=is_done)
    except CommonloomError as error:
        return answer(of, made, Remarks(()), sentence_of(error), HTTPStatus.UNPROCESSABLE_ENTITY)
    if is_done or (not done and not wrong):
        did = "shown" if shown else "done" if is_done else "saved"
        said = urlencode({"title": of.round.title, "did": did})
        return make_response(redirect(f"/special/round?{said}", HTTPStatus.SEE_OTHER))
    words = problem_of(missing, bool(wrong))
    now = made if wrong else sheet_of(of, made.case, filled.text)
    remarks = Remarks(found, (), filled.troubles)
    return answer(of, now, remarks, words, HTTPStatus.UNPROCESSABLE_ENTITY, missing[0].key if missing else "")


def problem_of(missing: Sequence[Field], wrong: bool) -> str:  # noqa: FBT001 - read by one caller
    """Say why the case is not done."""
    if wrong:
        return "Kept, but not done: something is wrong at a value below."
    names = ", ".join(each.label for each in missing[:5]) + (" …" if len(missing) > 5 else "")  # noqa: PLR2004
    return (
        f"Kept, but not done: nothing is said under {names}. Give a value, or a status: “unknown” if it cannot be "
        "found out, “not applicable” if the question makes no sense here, “absent” if there is none."
    )


def remarks_of(made: Sheet, text: str) -> list[Finding]:
    """Return what the checks say of the round's variables."""
    keys = {each.key for each in made.fields}
    found = check(parse(text), made.case, the_wiki().ontology)
    return [each for each in found if each.key in keys]


def unanswered(made: Sheet, text: str) -> list[Field]:
    """Return the variables of which nothing is said."""
    form = form_with(text, made.kind, made.fields, made.ontology)
    return [each.field for each in form.fields if all(value.is_blank for value in each.values)]


def answer(
    of: Standing,
    made: Sheet,
    remarks: Remarks,
    problem: str = "",
    status: int = HTTPStatus.OK,
    focus: str = "",
) -> Response:
    """Show the form."""
    answered = len(made.fields) - len(unanswered(made, made.text))
    page = render_template(
        "round-code.html",
        of=of,
        made=made,
        shown=shown_form(made.form, remarks, hints(), made.ontology),
        instructions=instructions(made.fields),
        problem=problem,
        answered=answered,
        focus=focus,
        here=address_of_coding(of.round.title, made.case),
    )
    return reading.private(make_response(page, status))
