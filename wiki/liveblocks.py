"""What stands in the place of a live block: a comparison, worked out from the pages as they are, a scorecard or a test sheet."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from patterns.comparison.kept import Kept, kept_of
from patterns.comparison.rows import COMPARISON
from patterns.hypotheses.sheet import Sheet
from patterns.links import canonical_title, title_problem
from patterns.liveblocks import LiveBlock
from patterns.scorecard.card import Scorecard
from wiki.assembly import Wiki
from wiki.choices import choose_by
from wiki.errors import BadInputError
from wiki.hypotheses import CONCEPT, hypothesis_sheet
from wiki.keeping import present, way_of
from wiki.parameters import Parameters
from wiki.revisions import Revision
from wiki.scorecards import PATTERN, scorecard_of_page
from wiki.ways import WAYS, Cell, Way

ROWS, COLUMNS, SENTENCES = 10, 8, 6
"""What is shown of a result."""

MOST = 500
"""Pages that one block compares."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The beginning of a result."""

    way: Way
    address: str  # of the whole
    sentences: tuple[str, ...]
    more_sentences: int
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    all_columns: int  # of the whole
    all_rows: int
    titles: frozenset[str]  # full titles of the pages compared
    notes: tuple[str, ...]  # in sentences, what could not be followed
    when: str  # the time the pages are compared as of, as written; "" = as they are
    kept: Kept | None = None  # the page that was named
    same: bool = False  # whether the same comes out as when it was kept


@dataclass(frozen=True, slots=True)
class Meant:
    """What a block names, before anything is worked out."""

    way: Way
    parameters: Parameters
    kept: Kept | None = None


def comparison_meant(wiki: Wiki, block: LiveBlock) -> Meant:
    """Return which way of comparing a block means, and of what; raises BadInputError with what is wrong in it."""
    title = block.title
    if title:
        page = _page(wiki, title, COMPARISON)
        kept = kept_of(page.text, page.title, wiki.ontology)
        if kept is None:
            raise BadInputError(f"“{title}” is no comparison.")
        return Meant(way_of(kept), present(kept), kept)
    if not block.content:
        raise BadInputError(
            "The block is empty. Write an address, as in /compare?case=Linux, or the title of a comparison."
        )
    own = block.content.removeprefix(wiki.config.base)
    parts = urlsplit(own)
    way = next((each for each in WAYS.values() if not parts.netloc and each.path == parts.path), None)
    if way is None:
        paths = ", ".join(each.path for each in WAYS.values())
        raise BadInputError(
            f"“{block.content}” is no address of a way of comparing. They begin with: {paths}."
        )
    return Meant(way, Parameters.read(parts.query).without({"find", "format"}))


def comparison_shown(wiki: Wiki, meant: Meant) -> Shown:
    """Work out what a comparison finds and return its beginning; raises BadInputError."""
    way, parameters = meant.way, meant.parameters
    choice = choose_by(wiki, parameters, way.own, min(way.most, MOST))
    if not choice.titles:
        raise BadInputError(
            " ".join((*choice.notes, "There is nothing to compare: name pages, or a search."))
        )
    result = way.work(wiki, choice, parameters)
    seen = [at for at, name in enumerate(result.columns) if name not in way.aside][:COLUMNS]
    labels = {each.key: each.label for each in choice.fields}
    return Shown(
        way=way,
        address=parameters.address(way.path),
        sentences=result.sentences[:SENTENCES],
        more_sentences=max(0, len(result.sentences) - SENTENCES),
        columns=tuple(labels.get(result.columns[at], result.columns[at]) for at in seen),
        rows=tuple(tuple(row[at] for at in seen) for row in result.rows[:ROWS]),
        all_columns=len(result.columns),
        all_rows=len(result.rows),
        titles=frozenset(choice.titles),
        notes=choice.notes,
        when=parameters.first("asof").strip(),
        kept=meant.kept,
        same=meant.kept is not None and result.digest() == meant.kept.result_hash,
    )


def scorecard_shown(wiki: Wiki, block: LiveBlock) -> Scorecard:
    """Return the scorecard of the pattern a block names; raises BadInputError with what is wrong in it."""
    if not block.title:
        raise BadInputError("Write the title of a pattern into the block, as in “Communal validation”.")
    page = _page(wiki, block.title, PATTERN)
    card = scorecard_of_page(wiki, page)
    if card is None:
        raise BadInputError(f"“{page.title}” only leads to another page.")
    return card


def hypothesis_shown(wiki: Wiki, block: LiveBlock) -> Sheet:
    """Return the test sheet of the hypothesis a block names; raises BadInputError with what is wrong in it."""
    if not block.title:
        raise BadInputError("Write the title of a hypothesis into the block, as in “Crowding out”.")
    page = _page(wiki, block.title, CONCEPT)
    sheet = hypothesis_sheet(wiki, page.title, page.text)
    if sheet is None:
        raise BadInputError(
            f"“{page.title}” is no hypothesis: a concept becomes one by its type, its claim or its signature."
        )
    return sheet


def _page(wiki: Wiki, written: str, kind: str) -> Revision:
    """Return the page that is meant; raises BadInputError."""
    title = canonical_title(written, wiki.ontology)
    if problem := title_problem(title):
        raise BadInputError(problem)
    found = wiki.pages.get(wiki.pages.resolve([title])[title].title)
    if found is None:
        raise BadInputError(f"There is no page “{title}”.")
    if found.kind != kind:
        raise BadInputError(f"“{found.title}” is no {kind}, but a page of the kind {found.kind}.")
    return found
