"""Keeping a comparison as a page, finding it again as it was, and saying what has changed since and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from patterns.codings import Coding, codings
from patterns.comparison.cells import Cell
from patterns.comparison.celltext import cell_text
from patterns.comparison.kept import VERSION, Kept, kept_of
from patterns.comparison.rows import COMPARISON, fits, write_rows
from patterns.frontmatter import parse
from patterns.links import full_title
from patterns.saying import understand
from wiki.assembly import Wiki
from wiki.choices import OWN, choose_by
from wiki.dates import read_date
from wiki.errors import BadInputError
from wiki.parameters import Parameters
from wiki.revisions import Revision
from wiki.ways import WAYS, Result, Way

READ_BACK = 200
"""Revisions of one case that are read to find who changed a cell."""


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that does not say what it said when the result was kept."""

    case: str  # full title today
    variable: str  # key
    label: str
    before: str  # as exported tables have cells, "" = not coded
    after: str
    author: str = (
        ""  # of the revision that brought it, "" = the case is gone, or the revision is too far back
    )
    time: datetime | None = None
    position: int | None = None  # of that revision


@dataclass(frozen=True, slots=True)
class Retold:
    """A kept comparison, computed again with the pages as they are."""

    kept: Kept
    way: Way
    result: Result
    digest: str  # hash of the result of today
    changes: tuple[Change, ...]
    joined: tuple[str, ...]  # pages that its selection finds today and did not
    left: tuple[str, ...]  # that it does not find any more
    gone: tuple[str, ...]  # cases that do not bear their title any more
    unknown: tuple[str, ...]  # cases that this wiki had no page of then: it was kept in another wiki
    other_engine: bool  # computed by another version of the methods

    @property
    def same(self) -> bool:
        """Whether the same comes out as when it was kept."""
        return self.digest == self.kept.result_hash


def keep(
    wiki: Wiki, way: Way, parameters: Parameters, name: str, question: str, by: str
) -> tuple[Kept, Result]:
    """Compute a result and return what its page says; nothing is written. `by`: the name of who keeps it.

    It rests on pages and variables as they are at this moment, by which it can be computed again at any time. Raises
    BadInputError when nothing is chosen or the way of comparing cannot follow.
    """
    parameters = parameters.without({"find", "format"})
    when = read_date(parameters.first("asof")) if parameters.first("asof").strip() else datetime.now(UTC)
    now = choose_by(wiki, parameters, way.own, way.most)
    if not now.titles:
        raise BadInputError(
            " ".join((*now.notes, "There is nothing to keep: choose the pages to compare first."))
        )
    kept = Kept(
        title=full_title(COMPARISON, name, wiki.shapes),
        question=question.strip(),
        method=way.name,
        cases=now.titles,
        selection=selection_of(parameters, way).query(),
        variables=now.keys,
        settings=parameters.only({*way.own, "kind"}).pairs,
        as_of=when.isoformat().replace("+00:00", "Z"),
        engine=VERSION,
        kept_by=by,
    )
    result = way.result(wiki, permanent(kept))
    rows = write_rows(result.columns, result.cells())
    found = replace(kept, findings=result.sentences, result_hash=result.digest())
    return replace(found, rows=rows if fits(rows, len(result.columns)) else ""), result


def selection_of(parameters: Parameters, way: Way) -> Parameters:
    """Return the parameters that choose pages by a search, () when none does."""
    found = parameters.without({*OWN, *way.own})
    return found if any(key != "kind" for key, _ in found) or not parameters.all("case") else Parameters()


def way_of(kept: Kept) -> Way:
    """Return the way of comparing that a comparison names; raises BadInputError."""
    way = WAYS.get(kept.method)
    if way is None:
        raise BadInputError(
            f"“{kept.method}” is no method. Write one of these after `method:`: {', '.join(WAYS)}."
            if kept.method
            else f"This comparison names no method. Write `method:` and one of these: {', '.join(WAYS)}."
        )
    return way


def present(kept: Kept) -> Parameters:
    """Return the parameters that compute it with the pages as they are."""
    return Parameters(kept.parameters())


def permanent(kept: Kept) -> Parameters:
    """Return the parameters that compute it as it was kept: the same cases, data and variables, at any time."""
    return present(kept).having("asof", [kept.as_of] if kept.as_of else [])


def as_kept(wiki: Wiki, kept: Kept) -> Kept:
    """Return a comparison with the titles that its cases bore when the result was kept.

    Where a case was renamed or merged since, the comparison's page names it by its new title; the first of its revisions
    with this result has the old one. One storage call, and one for each of these revisions.
    """
    page = wiki.pages.get(kept.title)
    found = kept
    for line in wiki.pages.history(page.page, limit=READ_BACK) if page else ():
        revision = wiki.pages.revision(line.position)
        told = kept_of(revision.text, revision.title, wiki.ontology) if revision else None
        if told is None or (told.as_of, told.result_hash) != (kept.as_of, kept.result_hash):
            break
        found = told
    return replace(kept, cases=found.cases)


def retell(wiki: Wiki, kept: Kept) -> Retold:
    """Compute a kept comparison again; raises BadInputError with what on its page cannot be followed."""
    way, parameters = way_of(kept), present(kept)
    result = way.result(wiki, parameters)
    digest = result.digest()
    found = _selected(wiki, kept, way)
    there = wiki.pages.get_all(kept.cases)
    old = as_kept(wiki, kept)
    then = wiki.pages.all_as_of(old.cases, read_date(kept.as_of)) if kept.as_of else {}
    return Retold(
        kept=kept,
        way=way,
        result=result,
        digest=digest,
        changes=() if digest == kept.result_hash else tuple(_changes(wiki, kept, old, way)),
        joined=tuple(each for each in found if each not in kept.cases),
        left=tuple(each for each in kept.cases if kept.selection and each not in found),
        gone=tuple(each for each in kept.cases if each not in there),
        unknown=tuple(each for each in old.cases if each not in then) if kept.as_of else (),
        other_engine=bool(kept.engine) and kept.engine != VERSION,
    )


def _selected(wiki: Wiki, kept: Kept, way: Way) -> tuple[str, ...]:
    if not kept.selection:
        return ()
    return choose_by(wiki, Parameters.read(kept.selection), way.own, way.most).titles


def _changes(wiki: Wiki, kept: Kept, was: Kept, way: Way) -> Iterator[Change]:
    """Yield the cells that have changed since, with the revision that changed each. `was`: with the titles of then."""
    if not kept.as_of:
        return
    titles = was.cases if len(was.cases) == len(kept.cases) else kept.cases
    then = wiki.pages.all_as_of(titles, read_date(kept.as_of))
    now = wiki.pages.get_all(kept.cases)
    fields = choose_by(wiki, permanent(was), way.own, way.most).fields
    for title, case in zip(titles, kept.cases, strict=True):
        old, new = then.get(title), now.get(case)
        if old is not None and new is not None and old.position != new.position:
            said, says = cells_of(wiki, old), cells_of(wiki, new)
            for field in fields:
                before, after = said.get(field.key, ""), says.get(field.key, "")
                if before != after:
                    yield _by_whom(wiki, Change(case, field.key, field.label, before, after), old, new)


def cells_of(wiki: Wiki, revision: Revision) -> Mapping[str, str]:
    """Return the cells of one revision of a page as text, by key."""
    sorted_out: dict[str, list[Coding]] = {}
    for each in codings(understand(parse(revision.text), revision.title, wiki.ontology)):
        sorted_out.setdefault(each.field, []).append(each)
    return {key: cell_text(Cell(tuple(each))) for key, each in sorted_out.items()}


def _by_whom(wiki: Wiki, change: Change, old: Revision, new: Revision) -> Change:
    """Find the latest revision that brought what the cell says now."""
    brought = new
    for line in wiki.pages.history(new.page, limit=READ_BACK):
        if line.position <= old.position:
            break
        revision = wiki.pages.revision(line.position)
        if revision is None or cells_of(wiki, revision).get(change.variable, "") != change.after:
            break
        brought = revision
    return replace(change, author=brought.author, time=brought.time, position=brought.position)
