"""Reading a page: as it is, as it was, as text, and what is known of it."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, current_app, g, make_response, redirect, render_template, request

from patterns import frontmatter
from patterns.comparison.rows import COMPARISON
from patterns.links import entity_iri, graph_iri, normalize_title, page_path, split_title, title_problem
from patterns.page import Finding
from patterns.scorecard.instances import EXHIBITS
from wiki.comparing import how_coded
from wiki.dates import read_date
from wiki.errors import BadInputError, NotFoundError
from wiki.hypotheses import CONCEPT
from wiki.licences import LICENSE
from wiki.revisions import Action, Revision
from wiki.web import session
from wiki.web.casesheet import CASE, CaseSheet, case_sheet_of
from wiki.web.comparisonsheet import ComparisonSheet, comparison_sheet_of
from wiki.web.finished import View, Views, finish
from wiki.web.hypothesissheet import HypothesisSheet, hypothesis_sheet_of
from wiki.web.licencesheet import MOST_LINKS, Sheet, sheet_of
from wiki.web.liveblocks import with_blocks
from wiki.web.pageview import TALK, Body, Surroundings, body_of, rendered_body, surroundings_of
from wiki.web.roundpage import round_on_page
from wiki.web.scoresheet import PATTERN, ScoreSheet, score_sheet_of
from wiki.web.session import the_wiki
from wiki.web.shelf import shelf
from wiki.web.variablepage import variable_on_page
from wiki.web.words import counted, moment

if TYPE_CHECKING:
    from wiki.assembly import Wiki

VIEWS = "commonloom views"
"""Under which the application keeps its finished views."""

WANTED_BY = 20
"""Pages that a missing page names as linking to it."""

STAY = frozenset({"redirect", "did"})
"""Arguments under which a redirect shows itself: `?redirect=no`, and right after it was saved."""

DID = {
    "saved": "Saved. Thank you – your edit is live.",
    "merged": "Saved. Somebody else changed the page meanwhile; both edits were merged.",
    "unchanged": "Nothing was saved, because the text was the same already.",
    "coded": "Saved. Thank you – the coding is on the page of the case.",
    "renamed": "The page has its new title.",
    "undeleted": "The page is back.",
    "reverted": "The earlier text is the current one again.",
    "topic": "Your topic is on the page.",
}
"""What a page says after something was done to it."""


def finished_view() -> Response | None:
    """Return the view kept for an anonymous reader, if nothing in the wiki has changed since it was made."""
    if session.COOKIE in request.cookies:
        return None
    g.head = the_wiki().pages.head()
    view = views().get(request.full_path, g.head)
    return answer_view(view) if view else None


def views() -> Views:
    """Return the application's finished views."""
    kept: Views = current_app.extensions.setdefault(VIEWS, Views())
    return kept


def answer_view(view: View) -> Response:
    """Answer a finished view, or 304 when the browser has it."""
    headers = {"ETag": view.etag, "Cache-Control": "no-cache", "Vary": "Cookie"}
    if view.etag in request.headers.get("If-None-Match", ""):
        return Response(status=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(view.html, headers=headers, content_type="text/html; charset=utf-8")


def view(title: str) -> Response:
    """Show the page as it is, or as it was under `oldid` or `asof`."""
    if "oldid" in request.args:
        return view_revision(title)
    if "asof" in request.args:
        return view_as_of(title)
    revision = the_wiki().pages.get(title)
    if revision is None:
        return missing(title)
    target = redirect_target(revision)
    if target and not STAY.intersection(request.args):
        return forward(title, target)
    html = page_html(revision, redirect_to=redirect_said(revision))
    if session.COOKIE in request.cookies:
        return private(make_response(html))
    return keep(html)


def keep(html: str) -> Response:
    """Answer an anonymous reader after `finished_view` had nothing, and keep the view for the next one."""
    done = finish(html)
    views().put(request.full_path, g.head, done)  # the head as it was before anything was read
    return answer_view(done)


def page_html(revision: Revision, state: str = "", current: int = 0, redirect_to: str = "") -> str:
    """Return the finished page of a revision; `state` says which state this is, "" = the current one."""
    wiki = the_wiki()
    body = body_shown(wiki, revision)
    around = surroundings_of(wiki, revision, body)
    return render_template(
        "page.html",
        body=body,
        around=around,
        revision=revision,
        state=state,
        current=current or revision.position,
        redirect_to=redirect_to,
        redirected_from=redirected_from(),
        message=DID.get(request.args.get("did", ""), ""),
        findings_words=findings_words(body.findings),
        exhibited=exhibited_by(body),
        computed=computed_of(wiki, revision, body, around) if not state else None,
        how=None if state else how_coded(body.kind, body.title, body.codings),
        variable=None if state else variable_on_page(wiki, body.title),
        of_round=round_on_page(wiki, body.kind.name, body.title, revision.text),
    )


def body_shown(wiki: Wiki, revision: Revision) -> Body:
    """Return a revision's text as it is shown, its live blocks filled."""
    return with_blocks(wiki, body_of(wiki, revision.title, revision.text, rendered_body(wiki, revision)))


def exhibited_by(body: Body) -> tuple[str, ...]:
    """Return the patterns that the page says it exhibits, each once."""
    return tuple(dict.fromkeys(each.title for each in body.codings if each.field == EXHIBITS and each.title))


def computed_of(
    wiki: Wiki, revision: Revision, body: Body, around: Surroundings
) -> Sheet | CaseSheet | ComparisonSheet | ScoreSheet | HypothesisSheet | None:
    """Return what the program works out for a page of this kind, None when it works out nothing."""
    if body.kind.name == COMPARISON:
        return comparison_sheet_of(wiki, revision)
    if body.kind.name == CONCEPT:
        return hypothesis_sheet_of(wiki, revision)
    if body.kind.name == PATTERN:
        return score_sheet_of(wiki, revision, None if around.more_mentions else around.links)
    if body.kind.name not in {LICENSE, CASE}:
        return None
    links = around.links
    if around.more_mentions:
        links = tuple(wiki.pages.links_to(body.title, limit=MOST_LINKS))
    if body.kind.name == LICENSE:
        return sheet_of(body, shelf(), links)
    return case_sheet_of(wiki, revision, shelf, links)


def findings_words(findings: tuple[Finding, ...]) -> str:
    """Say how many findings of which severity there are, e.g. "1 violation, 2 warnings"."""
    names = [finding.severity.value for finding in findings]
    words = {"violation": "violation", "warning": "warning", "info": "remark"}
    return ", ".join(counted(names.count(name), word) for name, word in words.items() if name in names)


def redirect_said(revision: Revision) -> str:
    """Return the full title a redirect names, "" when the page is none."""
    if "redirect" not in revision.text:
        return ""
    said = frontmatter.mapping(frontmatter.parse(revision.text)).get("redirect")
    title = normalize_title(str(said or ""))
    return "" if not title or title_problem(title) else title


def redirect_target(revision: Revision) -> str:
    """Return where a redirect leads through all redirects, "" when there is no such page."""
    said = redirect_said(revision)
    if not said:
        return ""
    found = the_wiki().pages.resolve([said])[said]
    return found.title if found.exists and found.title != revision.title else ""


def forward(title: str, target: str) -> Response:
    """Send the reader to the page a title stands for."""
    query = f"?from={page_path(title).removeprefix('/wiki/')}"
    return make_response(redirect(page_path(target) + query))


def redirected_from() -> str:
    """Return the title the reader came from, "" when they came straight."""
    title = normalize_title(request.args.get("from", ""))
    return "" if not title or title_problem(title) else title


def view_revision(title: str) -> Response:
    """Show one revision: a permalink."""
    revision = asked_revision("oldid")
    if revision.title != title:
        return make_response(redirect(f"{page_path(revision.title)}?oldid={revision.position}", 301))
    current = the_wiki().pages.get(title)
    when = f"revision {revision.position} of {moment(revision.time)}, by {revision.author}"
    if current is not None and current.position == revision.position:
        return private(make_response(page_html(revision, f"You are looking at {when}: the current one.")))
    words = "This revision deleted the page." if revision.action is Action.DELETE else ""
    position = current.position if current else revision.position
    return private(
        make_response(page_html(revision, f"You are looking at {when}. {words}".strip(), position))
    )


def asked_revision(argument: str) -> Revision:
    """Return the revision an argument of the address numbers; raises BadInputError, NotFoundError."""
    number = request.args.get(argument, "")
    if not (number.isascii() and number.isdigit() and len(number) < 16):  # noqa: PLR2004
        raise BadInputError(f"{argument}={number!r} is not the number of a revision.")
    revision = the_wiki().pages.revision(int(number))
    if revision is None:
        raise NotFoundError(f"There is no revision {number}.")
    return revision


def own_revision(argument: str, title: str) -> Revision:
    """Return the revision an argument numbers; raises NotFoundError also when it is one of another page."""
    revision = asked_revision(argument)
    pages = the_wiki().pages
    page = pages.get(title) or pages.deleted(title)
    if page is None or page.page != revision.page:
        raise NotFoundError(f"Revision {revision.position} is of {revision.title!r}, not of {title!r}.")
    return revision


def view_as_of(title: str) -> Response:
    """Show the page as it was at a date or a time."""
    when: datetime = read_date(request.args["asof"])
    revision = the_wiki().pages.as_of(title, when)
    if revision is None:
        raise NotFoundError(f"There was no page “{title}” on {moment(when)}.")
    current = the_wiki().pages.get(title)
    state = (
        f"You are looking at the page as it was on {moment(when)} "
        f"(revision {revision.position} of {moment(revision.time)}, by {revision.author})."
    )
    return private(
        make_response(page_html(revision, state, current.position if current else revision.position))
    )


def missing(title: str) -> Response:
    """Say that there is no such page, what can be done about it, and what is known of it."""
    wiki = the_wiki()
    found = wiki.pages.resolve([title])[title]
    if found.exists and found.title != title:
        return forward(title, found.title)
    deleted = wiki.pages.deleted(title)
    parts = split_title(title, wiki.ontology)
    page = render_template(
        "missing.html",
        title=title,
        name=parts.name,
        kind=wiki.ontology.by_name.get(parts.kind, TALK),
        deletion=wiki.pages.history(deleted.page, limit=1)[0] if deleted else None,
        wanted_by=wiki.pages.links_to(title, limit=WANTED_BY),
        message="The page was deleted." if request.args.get("did") == "deleted" else "",
    )
    return private(make_response(page, HTTPStatus.NOT_FOUND))


def raw(title: str) -> Response:
    """Answer the page's exact text as Markdown."""
    revision = asked_revision("oldid") if "oldid" in request.args else current_revision(title)
    response = Response(revision.text.encode(), content_type="text/markdown; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    response.set_etag(revision.sha256)
    return make_response(response.make_conditional(request))


def facts(title: str) -> Response:
    """Show what is known of the page and what may be done to it."""
    wiki, revision = the_wiki(), current_revision(title)
    parts = split_title(title, wiki.ontology)
    page = render_template(
        "info.html",
        title=title,
        name=parts.name,
        kind=wiki.ontology.by_name.get(parts.kind, TALK),
        revision=revision,
        entity=entity_iri(wiki.config.base, title, wiki.ontology),
        graph=graph_iri(wiki.config.base, title, wiki.ontology),
        batch=wiki.batches.batch(revision.batch) if revision.batch is not None else None,
    )
    return private(make_response(page))


def current_revision(title: str) -> Revision:
    """Return the page's current revision; raises NotFoundError."""
    revision = the_wiki().pages.get(title)
    if revision is None:
        raise NotFoundError(f"There is no page “{title}”.")
    return revision


def private(response: Response) -> Response:
    """Mark an answer as this reader's own, to be asked for anew each time."""
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Cookie"
    return response
