"""The door of a mapping column by column: what each column of a table that was sent is to become, in a form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus

from flask import Blueprint, Response, redirect, render_template, request

from importers.table.columnform import FIELD, IGNORED, KEPT, NEW, OWN, TITLE, ColumnChoice, TableChoice
from importers.table.mapping import ASTRONOMICAL, DAY_FIRST, MONTH_FIRST, STATUSES
from importers.table.opening import SECTION
from importers.table.values import pieces
from ontology.kinds import Field, Kind, ValueType
from wiki import bringing
from wiki.columns import Column, Sheet, change, columns_of
from wiki.errors import BadInputError, CommonloomError
from wiki.governance import Permission
from wiki.runs import Run
from wiki.web import session
from wiki.web.imports import answer, fresh
from wiki.web.session import the_wiki

door = Blueprint("importcolumns", __name__)

MOST = 40
"""Columns on one page of the form."""

LISTED = 60
"""Texts of one column that may be given a meaning."""

Choices = list[tuple[str, str]]  # value, words

SEPARATORS: Choices = [
    ("", "one value"),
    (";", "parted by ;"),
    (",", "parted by ,"),
    ("|", "parted by |"),
    ("/", "parted by /"),
]
DATES: Choices = [
    ("", "not said"),
    (DAY_FIRST, "3/4/2005 is in April"),
    (MONTH_FIRST, "3/4/2005 is in March"),
]
YEARS: Choices = [("", "-500 is 500 BCE"), (ASTRONOMICAL, "-500 is 501 BCE: there is a year 0")]
DECIMALS: Choices = [("", "1.5"), (",", "1,5")]
MEANS: Mapping[str, str] = {"not coded": "says nothing"}

SETTINGS: Mapping[str, Choices] = {
    "separator": SEPARATORS,
    "dates": DATES,
    "years": YEARS,
    "decimal": DECIMALS,
}
"""What can be said of the cells of a column, and the words for it."""

TYPES: Mapping[str, frozenset[ValueType]] = {
    "dates": frozenset({ValueType.DATE}),
    "years": frozenset({ValueType.YEAR}),
    "decimal": frozenset({ValueType.INTEGER, ValueType.DECIMAL}),
}
"""Settings that concern fields of some types only."""


@dataclass(frozen=True, slots=True)
class Row:
    """One column in the form."""

    number: int
    choice: ColumnChoice
    held: Column | None  # None = a rule for many columns
    targets: list[tuple[str, Choices]]  # (group, options) of what it may become; "" = no group
    settings: list[tuple[str, Choices]]  # of its cells, those that concern it
    texts: list[tuple[str, int, Choices]]  # a text, its rows, what it may mean: when they are shown


@door.get("/import/<int:number>/columns")
def show(number: int) -> Response:
    """Show the columns of a table and what each becomes."""
    session.demand(Permission.IMPORT)
    return page(bringing.the_run(the_wiki(), number))


@door.post("/import/<int:number>/columns")
def save(number: int) -> Response:
    """Write what was chosen into the mapping, and go on as the button says."""
    session.demand(Permission.IMPORT)
    wiki = the_wiki()
    run = bringing.the_run(wiki, number)
    try:
        sheet = the_sheet(run)
        change(wiki, run, sheet, chosen_in_form(sheet))
        if request.form.get("do") == "preview":
            bringing.start(wiki, number, bringing.the_run(wiki, number).chosen, preview=True)
            return answer(redirect(f"/import/{number}", HTTPStatus.SEE_OTHER))
    except CommonloomError as error:
        return page(run, str(error), HTTPStatus.UNPROCESSABLE_ENTITY)
    shown = request.form.get("show", "")
    further = f"&show={shown}#c{shown}" if shown.isdigit() else ""
    where = f"/import/{number}/columns?table={table_number()}&start={start_number()}{further}"
    return answer(redirect(where, HTTPStatus.SEE_OTHER))


def table_number() -> int:
    """Return which table is asked for."""
    return place("table") or 0


def start_number() -> int:
    """Return the first column that is asked for."""
    return place("start") or 0


def place(name: str) -> int | None:
    """Return a place counted from 0 that the address names, None when it names none."""
    written = request.args.get(name, "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < len("10000") else None


def the_sheet(run: Run) -> Sheet:
    """Return the table that is asked for; raises BadInputError."""
    sheets = columns_of(the_wiki(), run).sheets
    if table_number() >= len(sheets):
        raise BadInputError("There is no such table in the file that was sent.")
    return sheets[table_number()]


def page(run: Run, problem: str = "", status: int = HTTPStatus.OK) -> Response:
    """Return the form, or only what stands in its way."""
    try:
        columns = columns_of(the_wiki(), run)
        sheet = the_sheet(run) if columns.sheets else None
    except BadInputError as error:
        text = render_template("importcolumns.html", run=run, problem=str(error), sheet=None)
        return fresh(text, HTTPStatus.UNPROCESSABLE_ENTITY)
    first = start_number()
    return fresh(
        render_template(
            "importcolumns.html",
            run=run,
            problem=problem,
            open=run.state in bringing.changeable(run),
            sheets=columns.sheets,
            notes=columns.notes,
            sheet=sheet,
            table=table_number(),
            start=first,
            later=first + MOST if sheet and len(sheet.choice.columns) > first + MOST else 0,
            earlier=max(0, first - MOST) if first else None,
            most=MOST,
            rows=list(rows(sheet)) if sheet else [],
            kinds=[each for each in the_wiki().ontology.kinds if each.name != "talk"],
            keys=keys(sheet) if sheet else [],
            scales=scales(),
            shown=place("show"),
            new=NEW,
        ),
        status,
    )


def keys(sheet: Sheet) -> Choices:
    """Return the columns that may tell the rows apart; "" = as the mapping says, where that is more than one."""
    several = [("", " and ".join(sheet.choice.key))] if len(sheet.choice.key) > 1 else []
    return [*several, *((each.name, each.name) for each in sheet.columns)]


def scales() -> Choices:
    """Return the scales that a variable may have."""
    kind = the_wiki().ontology.by_name.get("variable")
    known = kind.by_key.get("scale") if kind else None
    return [("", "not said"), *((each.label, each.label) for each in (known.options if known else ()))]


def rows(sheet: Sheet) -> Iterator[Row]:
    """Yield the columns of one page of the form."""
    kind = the_wiki().ontology.by_name[sheet.choice.kind]
    groups = targets(kind)
    for number, choice in enumerate(sheet.choice.columns):
        if start_number() <= number < start_number() + MOST:
            held = sheet.held(choice.column)
            known = field_of(choice, kind)
            shown = place("show") == number and held is not None
            texts = list(texts_of(held, choice, known)) if shown and held else []
            settings = [
                (name, with_own(listed, getattr(choice, name)))
                for name, listed in SETTINGS.items()
                if concerns(name, choice, known)
            ]
            yield Row(number, choice, held, of_column(choice, sheet, groups), settings, texts)


def concerns(setting: str, choice: ColumnChoice, known: Field | None) -> bool:
    """Say whether a setting has a place in the form of a column."""
    if choice.what in {KEPT, IGNORED, TITLE} or choice.what.startswith(SECTION):
        return False
    if setting == "separator":
        return known is None or known.many
    if choice.what == NEW:
        return setting == "decimal"
    return known is not None and known.type in TYPES[setting]


def field_of(choice: ColumnChoice, kind: Kind) -> Field | None:
    """Return the field that a column becomes, None when it is none."""
    return kind.by_key.get(choice.what.removeprefix(FIELD)) if choice.what.startswith(FIELD) else None


def targets(kind: Kind) -> list[tuple[str, Choices]]:
    """Return what a column of a table of this kind may become."""
    shapes = the_wiki().shapes.by_name.get(kind.name)
    own = shapes.by_key if shapes else {}
    plain = [each for each in kind.fields if not each.section]
    return [
        ("", [(OWN, "kept under its own name"), (IGNORED, "left out"), (NEW, "a new variable")]),
        ("Fields", [(FIELD + each.key, each.label) for each in plain if each.key in own]),
        ("Variables of this wiki", [(FIELD + each.key, each.label) for each in plain if each.key not in own]),
        (
            "Text under a heading",
            [(SECTION + each.label, each.label) for each in kind.fields if each.section],
        ),
    ]


def of_column(
    choice: ColumnChoice, sheet: Sheet, groups: list[tuple[str, Choices]]
) -> list[tuple[str, Choices]]:
    """Return what one column may become: also what the mapping says of it already, and the title, of the key."""
    own: Choices = [(KEPT, "as the mapping says, in text")] if choice.why else []
    own += [(TITLE, "the title of the page")] if choice.column in sheet.choice.key else []
    known = {value for _, listed in groups for value, _ in listed} | {value for value, _ in own}
    if choice.what not in known:
        what, _, name = choice.what.partition(":")
        own.append((choice.what, f"{'the heading' if what == 'section' else 'the key'} {name}"))
    if choice.covers > 1 or choice.column not in {each.name for each in sheet.columns}:
        return [("", [*own, (IGNORED, "left out")])]
    return [("", [*own, *groups[0][1]]), *((name, listed) for name, listed in groups[1:] if listed)]


def texts_of(held: Column, choice: ColumnChoice, known: Field | None) -> Iterator[tuple[str, int, Choices]]:
    """Yield the different texts of a column with what each may mean."""
    counted: Counter[str] = Counter()
    for text, times in held.texts:
        for each in pieces(text, choice.separator):
            counted[each] += times
    counted |= Counter(dict.fromkeys(choice.values, 0))
    listed: Choices = [("", "itself")]
    if known and known.type is ValueType.CHOICE:
        listed += [(each.label, each.label) for each in known.options]
    if choice.what == NEW or (known and known.type is ValueType.BOOLEAN):
        listed += [("true", "yes"), ("false", "no")]
    listed += [(each, MEANS.get(each, each)) for each in STATUSES]
    for text, times in [*counted.most_common(LISTED), *((each, 0) for each in choice.values)]:
        if text in counted:
            del counted[text]
            yield text, times, with_own(listed, choice.values.get(text, ""))


def with_own(listed: Choices, value: str) -> Choices:
    """Return choices with one that the mapping has made and the form does not offer."""
    return listed if value in {each for each, _ in listed} else [*listed, (value, value)]


def chosen_in_form(sheet: Sheet) -> TableChoice:
    """Return what the form says of a table; raises BadInputError for what it cannot say."""
    form, was = request.form, sheet.choice
    kind = the_wiki().ontology.by_name.get(form.get("kind", was.kind))
    if kind is None or kind.name == "talk":
        raise BadInputError("There is no such kind of page. Choose one of the list.")
    key = form.get("key", "")
    names = {each.name for each in sheet.columns}
    if key and key not in names:
        raise BadInputError(f"The table has no column {key!r}. Choose one that tells its rows apart.")
    keys = (key,) if key else was.key
    places = {form.get(f"c{number}", ""): number for number in range(len(was.columns))}
    columns = tuple(
        of_form(each, places[each.column], keys) if each.column in places else _fitting(each, keys)
        for each in was.columns
    )
    return TableChoice(kind.name, keys, was.title, columns)


def of_form(was: ColumnChoice, number: int, keys: tuple[str, ...]) -> ColumnChoice:
    """Return what the form says of a column; what it does not show stays."""
    form = request.form
    said = {
        name: form[f"c{number}-{name}"].strip() if name != "separator" else form[f"c{number}-{name}"]
        for name in ("what", "separator", "dates", "years", "decimal", "name", "question", "scale")
        if f"c{number}-{name}" in form
    }
    what = said.pop("what", was.what)
    if what not in {KEPT, TITLE, OWN, IGNORED, NEW} and not what.startswith((FIELD, SECTION)):
        raise BadInputError(f"{what!r} is nothing that the column {was.column!r} may become.")
    if what == KEPT and not was.why:
        what = was.what
    values = dict(was.values)
    if form.get("shown") == str(number):
        for place in range(LISTED + len(values)):
            if f"t{place}" in form:
                values[form[f"t{place}"]] = form.get(f"v{place}", "")
    values = {text: word for text, word in values.items() if word}
    return _fitting(replace(was, what=what, values=values, **said), keys)  # type: ignore[arg-type]


def _fitting(choice: ColumnChoice, keys: tuple[str, ...]) -> ColumnChoice:
    """Let the key be the title unless it is something else too, and no other column."""
    if choice.column in keys:
        return replace(choice, what=TITLE) if choice.what == OWN else choice
    return replace(choice, what=OWN) if choice.what == TITLE else choice
