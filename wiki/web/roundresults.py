"""What a round came to: disagreements as a list of things to do, their settlement, and the codings as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, redirect, render_template, request
from markupsafe import Markup

from patterns.codings import Coding
from patterns.comparison.celltext import coding_data, words_of
from patterns.formwriting import fill
from patterns.frontmatter import parse
from patterns.links import page_path
from patterns.rounds.units import Unit
from patterns.rounds.writing import Item, answers_of, signed
from patterns.tabletext import Entry, write_cell
from patterns.values import lexical
from wiki.comparing import explained
from wiki.errors import BadInputError, CommonloomError, NotFoundError
from wiki.governance import Permission
from wiki.reconciling import OWN, Decision, reconcile
from wiki.rounds import Compared, Standing, compared, round_fields
from wiki.web import listing, reading, session
from wiki.web.cells import CellWriter, writer_for
from wiki.web.formparts import Remarks, ShownForm, shown_form
from wiki.web.forms import hints
from wiki.web.formsent import read_form
from wiki.web.roundcoding import form_with, without_signing
from wiki.web.rounds import asked_round
from wiki.web.session import the_wiki
from wiki.web.statuses import sentence_of

door = Blueprint("roundresults", __name__)
LIST, DATA = "/special/round/disagreements", "/special/round/codings"
MOST = 20
"""Disagreements on one page."""


@dataclass(frozen=True, slots=True)
class Said:
    """One value that a coder gave, as it is shown."""

    words: str
    status: str
    lines: tuple[Markup, ...]  # of its evidence


@dataclass(frozen=True, slots=True)
class Side:
    """What one coder says."""

    coder: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A disagreement as it is shown."""

    unit: Unit
    label: str
    question: str
    sides: tuple[Side, ...]
    page_says: Markup | None  # what the page of the case says under the variable now


@door.get(LIST)
def show_disagreements() -> Response:
    """List what coders do not agree on and nobody has reconciled; with `case` and `variable` one of them, to code anew."""
    of = asked_round()
    found = compared(the_wiki(), of.round)
    one = asked_unit(found)
    return answer(of, found, alone(one) if one else several(found, listing.number("after") or 0))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which units are shown."""

    units: tuple[Unit, ...]
    one: Unit | None = None  # shown alone, with the form that codes it anew
    after: int = 0  # units left out before them
    more: bool = False


def alone(one: Unit) -> Stretch:
    """Show one unit."""
    return Stretch((one,), one)


def several(found: Compared, after: int) -> Stretch:
    """Show the units that wait to be reconciled, behind so many."""
    return Stretch(found.open[after : after + MOST], None, after, len(found.open) > after + MOST)


def asked_unit(found: Compared) -> Unit | None:
    """Return the unit that the address names, None when it names none; raises NotFoundError."""
    case, key = request.args.get("case", ""), request.args.get("variable", "")
    if not case and not key:
        return None
    unit = next((each for each in found.units if (each.case, each.key) == (case, key)), None)
    if unit is None:
        raise NotFoundError(f"Nothing of “{case}” under “{key}” can be seen in this round.")
    return unit


def answer(
    of: Standing, found: Compared, stretch: Stretch, problem: str = "", status: int = HTTPStatus.OK
) -> Response:
    """Show disagreements."""
    title = {"title": of.round.title}
    later = urlencode({**title, "after": stretch.after + MOST})
    page = render_template(
        "round-disagreements.html",
        of=of,
        found=found,
        shown=shown_units(found, stretch.units),
        one=stretch.one,
        own=own_form(of, stretch.one) if stretch.one else None,
        problem=problem,
        later=f"{LIST}?{later}" if stretch.more else "",
        begin=f"{LIST}?{urlencode(title)}",
        start=not stretch.after,
        may_code=session.may(Permission.CODE),
        did=request.args.get("did", ""),
        alone=lambda unit: f"{LIST}?{urlencode({**title, 'case': unit.case, 'variable': unit.key})}",
        round_at=f"/special/round?{urlencode(title)}",
    )
    return reading.private(make_response(page, status))


def shown_units(found: Compared, units: Sequence[Unit]) -> list[Shown]:
    """Return units as they are shown. Five storage calls."""
    fields = {each.key: each for each in found.fields}
    questions = {each.field.key: each.question for each in explained(the_wiki(), fields.values())}
    on_pages = the_wiki().pages.codings(dict.fromkeys(unit.case for unit in units))
    of_coders = [coding for unit in units for each in unit.judgements for coding in each.codings]
    writer = writer_for(the_wiki(), [*of_coders, *(each for said in on_pages.values() for each in said)])
    shown = []
    for unit in units:
        there = [each for each in on_pages.get(unit.case, ()) if each.field == unit.key]
        label = fields[unit.key].label if unit.key in fields else unit.key
        sides = tuple(Side(each.coder, tuple(said_of(each.codings, writer))) for each in unit.judgements)
        shown.append(Shown(unit, label, questions.get(unit.key, ""), sides, page_words(there, writer)))
    return shown


def said_of(codings: Sequence[Coding], writer: CellWriter) -> list[Said]:
    """Return codings as they are shown, their evidence open."""
    return [
        Said(each.label, words_of(each), tuple(map(Markup, writer.lines(each))))  # escaped by the writer
        for each in codings
    ]


def page_words(said: Sequence[Coding], writer: CellWriter) -> Markup | None:
    """Return what the page of the case says, None for nothing."""
    return Markup("").join(Markup(writer.coding(each)) for each in said) if said else None  # noqa: S704 - escaped by the writer


def own_form(of: Standing, unit: Unit) -> ShownForm | None:
    """Return the form in which a unit is coded anew; None when it is no variable of the round any more."""
    kind, fields = round_fields(the_wiki(), of.round, unit.case)
    ontology = without_signing(the_wiki().ontology)
    known = [each for each in fields if each.key == unit.key]
    if not known:
        return None
    return shown_form(form_with("", kind, known, ontology), Remarks(()), hints(), ontology)


@door.post(LIST)
def settle() -> Response:
    """Reconcile one disagreement."""
    session.demand(Permission.CODE)
    of = asked_round()
    found = compared(the_wiki(), of.round)
    case, key = request.form.get("case", ""), request.form.get("variable", "")
    try:
        decision = sent_decision(of, case, key)
        reconcile(the_wiki(), of.round.title, decision, session.author(), today())
    except CommonloomError as error:
        one = next((each for each in found.units if (each.case, each.key) == (case, key)), None)
        stretch = alone(one) if one else several(found, 0)
        return answer(of, found, stretch, sentence_of(error), HTTPStatus.UNPROCESSABLE_ENTITY)
    said = urlencode({"title": of.round.title, "did": f"{case} · {key}"})
    return make_response(redirect(f"{LIST}?{said}", HTTPStatus.SEE_OTHER))


def today() -> str:
    """Return this day as evidence has it."""
    return datetime.now(UTC).date().isoformat()


def sent_decision(of: Standing, case: str, key: str) -> Decision:
    """Read how it is settled; raises BadInputError."""
    choice, _, coder = request.form.get("choice", "").partition(".")
    own = tuple(sent_items(of, case, key)) if choice == OWN else ()
    return Decision(case, key, choice, coder, own, instead=request.form.get("instead") == "1")


def sent_items(of: Standing, case: str, key: str) -> list[Item]:
    """Read what the reconciling person says themselves; raises BadInputError."""
    if case not in of.round.cases:
        raise BadInputError(f"“{case}” is no case of this round.")
    kind, fields = round_fields(the_wiki(), of.round, case)
    ontology = without_signing(the_wiki().ontology)
    form = form_with("", kind, [each for each in fields if each.key == key], ontology)
    filled = fill(parse(""), form, read_form(request.form, form).given, ontology)
    if filled.troubles:
        raise BadInputError(filled.troubles[0].message)
    items = []
    for each in answers_of(filled.text):
        item = signed(each.qualifiers, "", "")
        said = {name: value for name, value in item.items() if value != ""}
        items.append(({"value": each.value} if lexical(each.value) else {}) | said)
    return items


COLUMNS = ("case", "variable", "agree", "reconciled")
"""Columns of the table of codings before those of the coders."""


@door.get(DATA)
def give_codings() -> Response:
    """Answer with the codings that may be seen: a row a case and variable, a column a coder."""
    of = asked_round()
    found = compared(the_wiki(), of.round)
    coders = tuple(dict.fromkeys(each.coder for unit in found.units for each in unit.judgements))
    rows = [row(unit, found, coders) for unit in found.units]
    items = [item(unit, found) for unit in found.units]
    given = listing.Listing("round-codings", (*COLUMNS, *coders), rows, items=items)
    title = {"title": of.round.title}
    return listing.give(
        given, "round-codings.html", of=of, coders=coders, round_at=f"/special/round?{urlencode(title)}"
    )


def row(unit: Unit, found: Compared, coders: Sequence[str]) -> Mapping[str, listing.Value]:
    """Put a unit into the columns."""
    said = {each.coder: cell(each.codings) for each in unit.judgements}
    settled = (unit.case, unit.key) in found.reconciled
    return {
        "case": unit.case,
        "variable": unit.key,
        "agree": "" if not unit.is_compared else "yes" if unit.agrees else "no",
        "reconciled": "yes" if settled else "",
        **{coder: said.get(coder, "") for coder in coders},
    }


def cell(codings: Sequence[Coding]) -> str:
    """Write what a coder says as cells of exported tables have it."""
    return write_cell(Entry(each.title or each.label, words_of(each)) for each in codings)


def item(unit: Unit, found: Compared) -> Mapping[str, object]:
    """Return a unit for JSON."""
    return {
        "case": unit.case,
        "variable": unit.key,
        "url": page_path(unit.case),
        "agree": unit.agrees if unit.is_compared else None,
        "reconciled": (unit.case, unit.key) in found.reconciled,
        "codings": {each.coder: list(map(coding_data, each.codings)) for each in unit.judgements},
    }
