"""Imports and what each brought: counts, pages, problems, the queues of its pages, and the button that takes it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from flask import Blueprint, Response, make_response, redirect, render_template, request

from importers.draft import Issue
from patterns.links import page_path
from wiki import bringing
from wiki.again import can_convert_again
from wiki.errors import BadInputError, NotFoundError
from wiki.governance import Permission
from wiki.revisions import Action, Batch, RevisionLine
from wiki.undoing import undo_part, what_goes
from wiki.web import reading, session
from wiki.web.listing import Listing, Value, give, limit, number, stamp
from wiki.web.session import the_wiki
from wiki.web.words import counted

door = Blueprint("batches", __name__)
ADDRESS = "/special/batches"
COUNTS = ("created", "updated", "unchanged", "skipped", "problems")
BATCHES = ("number", "started", "format", "profile", "source", "license", "author", "state", *COUNTS, "url")
PAGES = ("position", "title", "kind", "done", "summary", "now", "url")
PROBLEMS = ("number", "place", "problem")

SECONDS = 15.0
"""How long one request takes pages back; then the page asks to go on."""


@door.get(ADDRESS)
def show_all() -> Response:
    """List the imports, newest first."""
    most = limit()
    found = the_wiki().batches.batches(number("before"), most + 1)
    later: Mapping[str, Value] = {"before": found[most - 1].number} if len(found) > most else {}
    return give(
        Listing("batches", BATCHES, [batch_row(each) for each in found[:most]], later), "batches.html"
    )


def batch_row(batch: Batch) -> Mapping[str, Value]:
    """Put an import into the columns of BATCHES."""
    return {
        "number": batch.number,
        "started": stamp(batch.started),
        "format": batch.format,
        "profile": batch.profile,
        "source": batch.source,
        "license": batch.license,
        "author": batch.author,
        "state": state(batch),
        **{name: batch.counts.get(name, 0) for name in COUNTS},
        "url": f"{ADDRESS}/{batch.number}",
    }


def state(batch: Batch) -> str:
    """Say in a word how an import stands."""
    if batch.undone:
        return "taken back"
    return "finished" if batch.finished else "not finished"


@door.get(f"{ADDRESS}/<int:batch>")
def show(batch: int) -> Response:
    """Show what an import brought: its pages, or with `list=problems` its problems; with `undo=yes` the question."""
    found = known(batch)
    if request.args.get("undo"):
        return ask(found)
    wanted = request.args.get("list", "pages")
    if wanted not in {"pages", "problems"}:
        raise BadInputError(f"list={wanted!r} is none of an import's lists. There are: pages, problems.")
    given = problems(found) if wanted == "problems" else pages(found)
    return give(
        given,
        "batch.html",
        batch=found,
        state=state(found),
        wanted=wanted,
        counts=[(name, found.counts[name]) for name in sorted(found.counts, key=place_of)],
        again=not found.undone and can_convert_again(the_wiki(), found),
        message=message(),
    )


def place_of(name: str) -> tuple[int, str]:
    """Order counts as the command line does, others behind."""
    return (COUNTS.index(name) if name in COUNTS else len(COUNTS), name)


def known(batch: int) -> Batch:
    """Return the import of that number; raises NotFoundError."""
    found = the_wiki().batches.batch(batch)
    if found is None:
        raise NotFoundError(f"There is no import number {batch}. {ADDRESS} lists them.")
    return found


def pages(batch: Batch) -> Listing:
    """Return what the import did, in the order of the log."""
    most = limit()
    lines = the_wiki().batches.batch_revisions(batch.number, number("after") or 0, most + 1)
    shown = lines[:most]
    now = present(shown)
    rows = [page_row(each, now.get(each.page, "deleted since")) for each in shown]
    later: Mapping[str, Value] = {"after": shown[-1].position} if len(lines) > most else {}
    return Listing(f"batch-{batch.number}", PAGES, rows, later)


def present(lines: Sequence[RevisionLine]) -> Mapping[int, str]:
    """Say of pages, by their number, whether they are still as these revisions left them."""
    wiki, found = the_wiki(), {}
    last = {line.page: line for line in lines}
    current = wiki.pages.get_all(line.title for line in lines)
    for page, line in last.items():
        now = current.get(line.title)
        if now is not None and now.page == page:
            found[page] = "as imported" if now.batch == line.batch else "changed since"
        elif wiki.pages.history(page, limit=1)[0].action is not Action.DELETE:
            found[page] = "renamed since"
    return found


def page_row(line: RevisionLine, now: str) -> Mapping[str, Value]:
    """Put a revision of an import into the columns of PAGES."""
    return {
        "position": line.position,
        "title": line.title,
        "kind": line.kind,
        "done": "updated" if line.parent else "created",
        "summary": line.summary,
        "now": now,
        "url": page_path(line.title),
    }


def problems(batch: Batch) -> Listing:
    """Return the import's problems in the order they were met."""
    most = limit()
    found = the_wiki().batches.issues(batch.number, number("after") or 0, most + 1)
    rows = [problem_row(each, issue) for each, issue in found[:most]]
    later: Mapping[str, Value] = {"after": found[most - 1][0]} if len(found) > most else {}
    return Listing(f"batch-{batch.number}-problems", PROBLEMS, rows, later)


def problem_row(each: int, issue: Issue) -> Mapping[str, Value]:
    """Put a problem into the columns of PROBLEMS."""
    return {"number": each, "place": issue.place, "problem": issue.message}


def ask(batch: Batch) -> Response:
    """Ask whether to take the import back, or to go on taking it back."""
    session.demand(Permission.IMPORT)
    goes = what_goes(the_wiki(), batch.number)
    page = render_template(
        "batch-undo.html", batch=batch, goes=goes, total=goes.pages, begin=number("from") or 0
    )
    return reading.private(make_response(page))


@door.post(f"{ADDRESS}/<int:batch>")
def change(batch: int) -> Response:
    """Do with the import what the form's button says."""
    session.demand(Permission.IMPORT)
    known(batch)
    return convert_again(batch) if request.form.get("do") == "again" else take_back(batch)


def convert_again(batch: int) -> Response:
    """Begin an import of what was kept of the source, and lead to where it is looked at before it is run."""
    run = bringing.convert_again(the_wiki(), batch, session.author())
    return make_response(redirect(f"/import/{run}", HTTPStatus.SEE_OTHER))


def take_back(batch: int) -> Response:
    """Take the import back, as far as one request goes."""
    begin = request.form.get("from", "0")
    if request.form.get("do") != "undo" or not (begin.isascii() and begin.isdigit() and len(begin) < 10):  # noqa: PLR2004
        raise BadInputError("The form does not say what to do with the import. Open its page anew.")
    tally, left = undo_part(the_wiki(), batch, session.author(), int(begin), SECONDS)
    if left is not None:
        return make_response(redirect(f"{ADDRESS}/{batch}?undo=yes&from={left}", HTTPStatus.SEE_OTHER))
    counts = "&".join(f"{name}={tally.counts[name]}" for name in ("deleted", "restored", "kept"))
    return make_response(redirect(f"{ADDRESS}/{batch}?undone=yes&{counts}", HTTPStatus.SEE_OTHER))


def message() -> str:
    """Say what was just taken back, "" for nothing."""
    if not request.args.get("undone"):
        return ""
    said = {name: request.args.get(name, "") for name in ("deleted", "restored", "kept")}
    done = {name: int(count) if count.isdecimal() and len(count) < 10 else 0 for name, count in said.items()}  # noqa: PLR2004
    kept = f" {counted(done['kept'], 'page')} edited later stayed as they are." if done["kept"] else ""
    return f"The import is taken back: {counted(done['deleted'], 'page')} deleted, {done['restored']:,} restored.{kept}"
