"""The door of imports: send, choose, look at what would happen, run, read the report."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import BinaryIO, cast

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge

from importers.formats import FORMATS
from importers.profile import profile_labels
from ontology.kinds import Kind
from wiki import bringing
from wiki.bringing import UNFINISHED
from wiki.config import MEBIBYTE
from wiki.errors import BadInputError, CommonloomError
from wiki.governance import Permission
from wiki.parameters import Parameters
from wiki.proposing import MOST as MOST_PROPOSED
from wiki.runs import Chosen, Line, Run, State
from wiki.uploads import too_large
from wiki.ways.board import BOARD
from wiki.web import session
from wiki.web.casesheet import CASE
from wiki.web.listing import number as asked_number
from wiki.web.pageview import Body, body_of, shown_markdown
from wiki.web.security import answers_expired_forms, demand_form
from wiki.web.sending import SentRequest
from wiki.web.session import the_wiki
from wiki.web.statuses import sentence_of

door = Blueprint("imports", __name__)

SEARCHED = 2_000
"""Revisions of a batch among which its cases are looked for."""

SLACK = 65_536  # bytes for the fields beside the file
MOST = 50
"""Runs, problems or changes on one page."""

CHANGES = ("created", "updated", "skipped")
LISTS: Mapping[str, tuple[str, ...]] = {"problems": ("problem",), "changes": CHANGES}
"""What a run's page lists, and the lines that are."""

COUNTED = ("created", "updated", "unchanged", "skipped", "problems", "questions")
WORDS: Mapping[str, str] = {
    "markdown": "Markdown: files, a vault, an export of a wiki like this",
    "mediawiki": "MediaWiki: its export in XML",
    "table": "Tables: CSV, TSV, XLSX, ODS",
    "rdf": "Linked data: Turtle, JSON-LD and other RDF",
    "citations": "Bibliography: BibTeX, RIS, CSL-JSON",
    "documents": "Documents: HTML, PDF, plain text",
    "wikidata": "Wikidata: entities in JSON",
    "licenses": "Lists of licences",
}
"""Formats in the words of who sends them."""

KIND = re.compile(r"\bkind:[ \t]*([a-z]+)")
"""A kind of page that a mapping names."""

BUSY = frozenset({State.WAITING, State.RUNNING})


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one page shows of a list of a run, and where it goes on."""

    name: str
    lines: list[Line]
    later: str  # address, "" = this is the last stretch


@door.get("/import")
def overview() -> Response:
    """Show the form that sends a file, and the imports there are."""
    session.demand(Permission.IMPORT)
    return overview_page()


def overview_page(problem: str = "", status: int = HTTPStatus.OK) -> Response:
    """Return the page that begins an import."""
    before = asked_number("before")
    runs = the_wiki().runs.runs(before, MOST + 1)
    later = f"/import?before={runs[MOST - 1].number}" if len(runs) > MOST else ""
    return fresh(
        render_template(
            "imports.html",
            runs=runs[:MOST],
            later=later,
            start=before is None,
            problem=problem,
            counted=COUNTED,
            formats=WORDS.values(),
            words_of_state=words_of_state,
        ),
        status,
    )


def words_of_state(run: Run) -> str:
    """Say in a few words how a run stands."""
    if run.state is State.DONE:
        return "previewed" if run.preview else "imported"
    return STANDING.get(run.state, run.state.value)


STANDING: Mapping[State, str] = {
    State.CHOOSING: "sent, not imported",
    State.WAITING: "waiting for its turn",
    State.CANCELLED: "stopped",
}


@door.post("/import")
@answers_expired_forms
def send() -> Response:
    """Take a file. Who may not import is refused before any of it is read."""
    session.demand(Permission.IMPORT)
    uploads = the_wiki().uploads
    try:
        cast("SentRequest", request).take_large_files(uploads.folder, uploads.mebibytes * MEBIBYTE + SLACK)
        demand_form()
        sent = request.files.get("file")
        if sent is None or not sent.filename:
            return overview_page("Choose a file first.", HTTPStatus.UNPROCESSABLE_ENTITY)
        stream = cast("BinaryIO", sent.stream)
        number = bringing.receive(the_wiki(), stream, sent.filename, session.author())
    except RequestEntityTooLarge:
        return overview_page(too_large(uploads.mebibytes), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    except BadInputError as error:
        return overview_page(str(error), HTTPStatus.UNPROCESSABLE_ENTITY)
    return onwards(number)


@door.get("/import/<int:number>")
def show(number: int) -> Response:
    """Show a run: what can be chosen, how far it is, what it met."""
    session.demand(Permission.IMPORT)
    run = bringing.the_run(the_wiki(), number)
    return run_page(run, run.chosen)


@door.post("/import/<int:number>")
def act(number: int) -> Response:
    """Do what the form's button says."""
    session.demand(Permission.IMPORT)
    return DOES.get(request.form.get("do", ""), preview)(number)


def preview(number: int) -> Response:
    """Let the run begin as a dry run."""
    return begin(number, preview=True)


def bring(number: int) -> Response:
    """Let the run begin in earnest."""
    return begin(number, preview=False)


def begin(number: int, *, preview: bool) -> Response:
    """Let the run wait for its turn, or show the form again with what is wrong."""
    run = bringing.the_run(the_wiki(), number)
    chosen = run.chosen
    try:
        chosen = chosen_in_form(run.chosen) if "format" in request.form else chosen
        bringing.start(the_wiki(), number, chosen, preview=preview)
    except CommonloomError as error:
        return run_page(run, chosen, sentence_of(error), HTTPStatus.UNPROCESSABLE_ENTITY)
    return onwards(number)


def columns(number: int) -> Response:
    """Keep what the form says, and lead to its columns."""
    run = bringing.the_run(the_wiki(), number)
    chosen = run.chosen
    try:
        chosen = chosen_in_form(run.chosen)
        bringing.keep(the_wiki(), number, chosen)
    except CommonloomError as error:
        return run_page(run, chosen, sentence_of(error), HTTPStatus.UNPROCESSABLE_ENTITY)
    return answer(redirect(f"/import/{number}/columns", HTTPStatus.SEE_OTHER))


def stop(number: int) -> Response:
    """Stop the run."""
    bringing.stop(the_wiki(), number)
    return onwards(number)


def forget(number: int) -> Response:
    """Drop the run from the list."""
    bringing.forget(the_wiki(), number)
    return answer(redirect("/import", HTTPStatus.SEE_OTHER))


DOES: Mapping[str, Callable[[int], Response]] = {
    "preview": preview,
    "import": bring,
    "columns": columns,
    "stop": stop,
    "forget": forget,
}
"""What the buttons do."""


def chosen_in_form(before: Chosen) -> Chosen:
    """Return how the form says the upload is to be read.

    A mapping that stands there as it did before gives way to a profile that is chosen only now: nobody wrote it again.
    """
    names = ("format", "profile", "license", "source")
    form, profile, license_, source = (request.form.get(name, "").strip() for name in names)
    mapping = sent_mapping()
    if not mapping:
        mapping = request.form.get("mapping", "").replace("\r\n", "\n")
        if profile not in {"", before.profile} and mapping.strip() == before.mapping.strip():
            mapping = ""
    return Chosen(
        form, profile, license_, source, mapping if mapping.strip() else "", "current" in request.form
    )


def sent_mapping() -> str:
    """Return the text of a profile or mapping that was sent as a file, "" when none was; raises BadInputError."""
    sent = request.files.get("mapping_file")
    if sent is None or not sent.filename:
        return ""
    try:
        return sent.stream.read().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise BadInputError(
            f"“{sent.filename}” is no text in UTF-8. Save it so, and send it again."
        ) from error


def run_page(run: Run, chosen: Chosen, problem: str = "", status: int = HTTPStatus.OK) -> Response:
    """Return the page of a run."""
    samples = (
        the_wiki().runs.lines(run.number, ("sample",)) if run.state is State.DONE and run.preview else []
    )
    page = render_template(
        "import.html",
        run=run,
        chosen=chosen,
        problem=problem,
        words_of_state=words_of_state,
        busy=run.state in BUSY,
        refreshing=run.state in BUSY and request.args.get("refresh") != "no",
        unfinished=run.state in UNFINISHED,
        finished=run.state is State.DONE and not run.preview,
        comparing=comparing(run) if run.state is State.DONE else "",
        counts=[(each, run.counts.get(each, 0)) for each in COUNTED if each in run.counts],
        formats={name: WORDS.get(name, name) for name in FORMATS},
        profiles=by_format(),
        fields_of=named_kinds(chosen),
        samples=[sample_of(each) for each in sorted(samples, key=lambda each: -len(each.words))],
        stretch=stretch_of(run),
        questions=run.counts.get("questions", 0),
        open_questions=the_wiki().questions.count_open(),
        kept=the_wiki().uploads.place(run.upload, run.name) is not None,
    )
    return fresh(page, status)


def comparing(run: Run) -> str:
    """Return where the cases that an import wrote are compared; "" for fewer than two, and for more than an address names."""
    if run.batch is None:
        return ""
    lines = the_wiki().batches.batch_revisions(run.batch, limit=SEARCHED)
    titles = dict.fromkeys(each.title for each in lines if each.kind == CASE)
    if not 1 < len(titles) <= MOST_PROPOSED:
        return ""
    return Parameters(tuple(("case", each) for each in titles)).address(BOARD.path)


def by_format() -> dict[str, list[tuple[str, str]]]:
    """Return the profiles as (name, what the collection is called), by their format."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, (form, label) in profile_labels().items():
        found.setdefault(form, []).append((name, label))
    return found


def named_kinds(chosen: Chosen) -> list[Kind]:
    """Return the kinds of page that a mapping names, whose fields its columns may become."""
    ontology = the_wiki().ontology
    named = dict.fromkeys(KIND.findall(chosen.mapping)) if chosen.format == "table" else {}
    return [ontology.by_name[each] for each in named if each in ontology.by_name]


def sample_of(line: Line) -> Body:
    """Return a page as it would be, rendered."""
    wiki = the_wiki()
    rendered = wiki.renderer.render(shown_markdown(line.words, line.title, wiki.ontology))
    return body_of(wiki, line.title, line.words, rendered)


def stretch_of(run: Run) -> Stretch:
    """Return the lines of the list that the address asks for."""
    usual = "problems" if run.counts.get("problems") else "changes"
    name = request.args.get("list", usual)
    if name not in LISTS:
        raise BadInputError(f"There is no list “{name}” of an import. There are: {', '.join(LISTS)}.")
    lines = the_wiki().runs.lines(run.number, LISTS[name], asked_number("after") or 0, MOST + 1)
    shown = lines[:MOST]
    later = f"/import/{run.number}?list={name}&after={shown[-1].number}" if len(lines) > MOST else ""
    return Stretch(name, shown, later)


def onwards(number: int) -> Response:
    """Lead to the run's page."""
    return answer(redirect(f"/import/{number}", HTTPStatus.SEE_OTHER))


def fresh(page: str, status: int = HTTPStatus.OK) -> Response:
    """Return a page no cache keeps: it changes by itself."""
    made = make_response(page, status)
    made.headers["Cache-Control"] = "private, no-store"
    return made


def answer(given: object) -> Response:
    """Narrow Werkzeug's redirect to Flask's response."""
    return make_response(given)
