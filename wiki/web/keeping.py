"""Keeping a comparison as a page, and renewing what is kept: forms that show what will be kept, and the doing."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, make_response, redirect, render_template, request

from patterns.comparison.kept import Kept, kept_of, page_text, renewed
from patterns.comparison.rows import COMPARISON
from patterns.links import full_title, normalize_title, page_path, title_problem
from wiki.editing import Edit, Saved, save
from wiki.errors import BadInputError, CommonloomError, NotFoundError
from wiki.governance import Permission
from wiki.keeping import keep, present, selection_of, way_of
from wiki.parameters import Parameters
from wiki.ways import WAYS, Result, Way
from wiki.web import reading, session
from wiki.web.session import the_wiki

door = Blueprint("keeping", __name__)

LONGEST = 2_000
"""Characters of a question."""


@door.get("/compare/keep")
def ask() -> Response:
    """Show what would be kept, and ask for a title."""
    session.demand(Permission.EDIT, "Comparison:")
    way, parameters = asked_way(request.args.get("way", "")), asked(request.args.get("of", ""))
    return form(way, parameters, "", "")


@door.post("/compare/keep")
def make() -> Response:
    """Write the page of the comparison, or show the form again with the reason why not."""
    way, parameters = asked_way(request.form.get("way", "")), asked(request.form.get("of", ""))
    name, question = normalize_title(request.form.get("name", "")), request.form.get("question", "")[:LONGEST]
    name = name.removeprefix(f"{kind_label()}:").strip()
    title = full_title(COMPARISON, name, the_wiki().shapes)
    session.demand(Permission.EDIT, title)
    problem = problem_of(name, title)
    if problem:
        return form(way, parameters, name, question, problem)
    kept, _ = keep(the_wiki(), way, parameters, name, question, session.author())
    text = page_text(kept, the_wiki().config.license)
    return written(Edit(title, text, session.author(), f"Keep a comparison by {way.name}"))


@door.get("/compare/renew")
def ask_renewal() -> Response:
    """Show what a kept comparison finds today, and ask whether that is to be kept in its place."""
    title, kept, _ = asked_kept(request.args.get("title", ""))
    session.demand(Permission.EDIT, title)
    _, again, result = renewal(kept)
    page = render_template(
        "renew.html", title=title, kept=kept, again=again, result=result, moved=moved(kept, again)
    )
    return reading.private(make_response(page))


@door.post("/compare/renew")
def renew() -> Response:
    """Write the result of today onto the page of a kept comparison; the old one stays in its history."""
    title, kept, position = asked_kept(request.form.get("title", ""))
    session.demand(Permission.EDIT, title)
    _, again, _ = renewal(kept)
    revision = the_wiki().pages.revision(position)
    text = renewed(revision.text if revision else "", again)
    return written(Edit(title, text, session.author(), "Keep the result of today", base=position))


def written(edit: Edit) -> Response:
    """Save the page and lead to it; raises BadInputError when it cannot be saved."""
    outcome = save(the_wiki(), edit)
    if not isinstance(outcome, Saved):
        raise BadInputError(
            f"{edit.title} was changed by somebody else meanwhile, or is not allowed as it is. Open it and try again."
        )
    return make_response(redirect(f"{page_path(outcome.title)}?did=saved", HTTPStatus.SEE_OTHER))


def form(way: Way, parameters: Parameters, name: str, question: str, problem: str = "") -> Response:
    """Show the form; what cannot be computed is said there."""
    try:
        kept, result = keep(the_wiki(), way, parameters, name or "New", question, session.author())
    except CommonloomError as error:
        raise BadInputError(str(error)) from error
    page = render_template(
        "keep.html",
        way=way,
        of=parameters.query(),
        kept=kept,
        result=result,
        name=name,
        question=question,
        problem=problem,
        selection=selection_of(parameters, way).query(),
        back=parameters.address(way.path),
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return reading.private(make_response(page, status))


def problem_of(name: str, title: str) -> str:
    """Say why a comparison cannot be kept under that title, "" when it can."""
    if not name:
        return "Give the comparison a title."
    problem = title_problem(title)
    if problem:
        return problem
    there = the_wiki().pages.get(title) is not None
    return f"There is a page “{title}” already. Choose another title." if there else ""


def asked(query: str) -> Parameters:
    """Return the parameters of the comparison that the request names."""
    return Parameters.read(query)


def asked_way(name: str) -> Way:
    """Return the way of comparing that the request names; raises BadInputError."""
    way = WAYS.get(name)
    if way is None:
        raise BadInputError(
            f"There is no way of comparing “{name}”. Open a comparison and follow “Keep this comparison”; "
            f"there are: {', '.join(WAYS)}."
        )
    return way


def asked_kept(title: str) -> tuple[str, Kept, int]:
    """Return the kept comparison of that title, and its revision; raises NotFoundError, BadInputError."""
    title = normalize_title(title)
    revision = the_wiki().pages.get(title) if title else None
    if revision is None:
        raise NotFoundError(f"There is no page “{title}”." if title else "Name a comparison: title=TITLE.")
    kept = kept_of(revision.text, title, the_wiki().ontology)
    if kept is None:
        raise BadInputError(f"“{title}” is not the page of a comparison.")
    return title, kept, revision.position


def renewal(kept: Kept) -> tuple[Way, Kept, Result]:
    """Compute a comparison anew: of the cases its selection finds today, or of the same ones."""
    way = way_of(kept)
    parameters = present(kept)
    if kept.selection:
        parameters = Parameters((*Parameters.read(kept.selection), *parameters.without({"case"})))
    name = kept.title.partition(":")[2]
    again, result = keep(the_wiki(), way, parameters, name, kept.question, session.author())
    return way, again, result


def moved(kept: Kept, again: Kept) -> tuple[list[str], list[str]]:
    """Return the cases that come in and those that go out."""
    return (
        [each for each in again.cases if each not in kept.cases],
        [each for each in kept.cases if each not in again.cases],
    )


def kind_label() -> str:
    """Return the namespace of comparisons."""
    return the_wiki().ontology.by_name[COMPARISON].namespace
