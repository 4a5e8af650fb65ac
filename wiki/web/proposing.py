"""Proposing a pattern: what its draft is made of, a name for it, and then the ordinary form with the draft in it."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, Response, make_response, render_template

from ontology.kinds import Kind
from patterns.comparison.proposal import Proposal, Signed, draft
from patterns.links import full_title, normalize_title, split_title, title_problem
from wiki.proposing import AGAINST, BY, NAME, PATH, choice_of, computed_by, proposal_of
from wiki.web import forms, reading, session
from wiki.web.choosing import asked_parameters
from wiki.web.editor import Around, Typed
from wiki.web.session import the_wiki

door = Blueprint("proposing", __name__)

PATTERN = "pattern"


@door.get(PATH)
def propose() -> Response:
    """Show what the draft is made of and ask for a name; with a name that is free, open the form with the draft."""
    parameters = asked_parameters()
    choice = choice_of(the_wiki(), parameters)
    proposal = proposal_of(the_wiki(), choice, parameters)
    now = datetime.now(UTC)
    words, to = computed_by(the_wiki(), parameters, now)
    name = name_in(parameters.first(NAME))
    problem = problem_of(name) if NAME in parameters else ""
    if name and not problem:
        signed = Signed(
            name,
            the_wiki().config.license,
            signer(),
            f"{now:%Y-%m-%d}",
            line(proposal, words, to, now),
        )
        return opened(proposal, signed)
    page = render_template(
        "propose.html",
        proposal=proposal,
        kind=choice.kind,
        notes=choice.notes,
        name=name,
        problem=problem,
        words=words,
        back=to if to.startswith("/") else "",
        kept=parameters.without({NAME, AGAINST}).pairs,
        is_chosen=parameters.all(AGAINST),
        by=parameters.first(BY),
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return reading.private(make_response(page, status))


def signer() -> str:
    """Return the account that proposes, as the coder of the known instances; "" for who is not logged in."""
    account = session.reader()
    return account.name if account else ""


def opened(proposal: Proposal, signed: Signed) -> Response:
    """Open the ordinary form of a new page with the draft; nothing is saved by that."""
    title = title_of(signed.name)
    cases = len(proposal.uses)
    typed = Typed(
        title,
        draft(proposal, signed),
        f"Propose a pattern from {cases} {'cases' if cases > 1 else 'case'}",
        None,
    )
    notice = "This is a draft of what is computed. Problem and solution are yours to write; questions that help stand there."
    return forms.go_on(typed, Around(notice=notice), HTTPStatus.OK)


def line(proposal: Proposal, words: str, to: str, now: datetime) -> str:
    """Return the line of the draft that leads to the computation."""
    if not to.startswith("/"):
        return f"- [[{to}]], from which this pattern was proposed"
    address = the_wiki().config.base + to
    cases = len(proposal.uses) + len(proposal.exceptions) + len(proposal.against)
    return f"- [{words}]({address}), computed on {now:%Y-%m-%d}, from which this pattern was proposed with {cases} cases"


def name_in(written: str) -> str:
    """Return the name somebody wrote, without the namespace of patterns."""
    return normalize_title(written).removeprefix(f"{pattern().namespace}:").strip()


def title_of(name: str) -> str:
    """Return the full title of the pattern."""
    return full_title(PATTERN, name, the_wiki().shapes)


def pattern() -> Kind:
    """Return the kind of patterns."""
    return the_wiki().shapes.by_name[PATTERN]


def problem_of(name: str) -> str:
    """Say why a pattern cannot begin under that name; "" when it can."""
    if not name:
        return "Give the pattern a name."
    title = title_of(name)
    if split_title(title, the_wiki().shapes).kind != PATTERN:
        return f"“{title}” would be no pattern. Choose a name without a colon."
    if the_wiki().pages.get(title) is not None:
        return f"There is a page “{title}” already. Choose another name, or add the cases there."
    return title_problem(title)
