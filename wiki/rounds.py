"""Coding by several people: opening a round, coding blind, showing, closing, reconciling.

What is blind is kept in `wiki.blind`; what may be seen is on the round's page, and so in its history, in the graph, in
exports and under permalinks. A case's codings are shown when all its coders are done with it; what somebody is done
with is shown when the round is closed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from ontology.kinds import Field, Kind
from patterns.codings import Coding
from patterns.comparison.agreement import Agreement, agreements
from patterns.forms import is_readable
from patterns.frontmatter import parse
from patterns.links import canonical_title, full_title, split_title
from patterns.rounds.assigning import assigned, may_take, next_case
from patterns.rounds.reading import MOST_PER_CASE, PER_CASE, ROUND, Round, round_of
from patterns.rounds.units import Unit, is_reconciled, units_of
from patterns.rounds.writing import (
    Item,
    answers_of,
    opening_text,
    told_items,
    with_codings,
    with_day,
)
from wiki.assembly import Wiki
from wiki.blind import Blind
from wiki.comparing import explained, key_of
from wiki.editing import TRIES, Blocked, Edit, Saved, save
from wiki.errors import BadInputError, EditConflictError, ForbiddenError, NotFoundError

MOST_CODINGS = 800
"""Codings a round may ask for (cases × variables × coders per case): the front matter of its page has to hold them.

With source and a quotation of a line each, these are some 200 KiB of the 256 KiB that are read.
"""

READ = 200
"""Pages of rounds read at once."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a round is."""

    round: Round
    blind: tuple[Blind, ...] = ()
    taken: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # case → whose codings of it are blind

    @property
    def needed(self) -> int:
        """How many coders a case has when it is complete."""
        of = self.round
        return min(of.per_case, len(of.coders)) if of.coders else of.per_case

    @property
    def is_open(self) -> bool:
        """Whether cases can be taken."""
        return not self.round.closed

    def done(self, coder: str) -> set[str]:
        """Return the cases a coder is done with."""
        blind = {each.case for each in self.blind if each.coder == coder and each.done}
        return blind | {each.case for each in self.round.codings if each.coder == coder}

    def own(self, case: str, coder: str) -> Blind | None:
        """Return what a coder has said of a case and nobody else may see."""
        return next((each for each in self.blind if (each.case, each.coder) == (case, coder)), None)

    def next_for(self, coder: str) -> str:
        """Return the case a coder codes next, "" when there is none."""
        return next_case(self.round, self.taken, self.done(coder), coder)

    def may_take(self, case: str, coder: str) -> bool:
        """Say whether a coder may code a case now."""
        return coder not in self.round.coders_of(case) and may_take(self.round, self.taken, case, coder)


def standing(wiki: Wiki, title: str) -> Standing:
    """Return how far a round is; raises NotFoundError. Two storage calls."""
    full = full_title(ROUND, split_title(title, wiki.ontology).name, wiki.ontology)
    revision = wiki.pages.get(full)
    found = round_of(revision.text, full, wiki.ontology) if revision else None
    if revision is None or found is None:
        raise NotFoundError(f"There is no coding round “{title}”. /special/rounds lists those there are.")
    return _standing(found, wiki.blind.of_round(full))


def rounds(wiki: Wiki) -> list[Standing]:
    """Return all rounds with how far they are, open ones first, by title."""
    found: list[Standing] = []
    after = ""
    while listed := wiki.pages.list_pages(ROUND, after, READ):
        after = listed[-1].title
        for title, revision in wiki.pages.get_all(each.title for each in listed).items():
            read = round_of(revision.text, title, wiki.ontology)
            if read is not None:
                found.append(_standing(read, wiki.blind.of_round(title)))
    return sorted(found, key=lambda each: (not each.is_open, each.round.title))


def _standing(of: Round, blind: Sequence[Blind]) -> Standing:
    taken: dict[str, tuple[str, ...]] = {}
    for each in blind:
        taken[each.case] = (*taken.get(each.case, ()), each.coder)
    return Standing(of, tuple(blind), taken)


def shares(of: Standing) -> Mapping[str, tuple[str, ...]]:
    """Return who codes which case: as assigned, or who has taken it."""
    if of.round.coders:
        return assigned(of.round, of.taken)
    return {
        case: tuple(dict.fromkeys((*of.taken.get(case, ()), *of.round.coders_of(case))))
        for case in of.round.cases
    }


def round_fields(wiki: Wiki, of: Round, case: str) -> tuple[Kind, tuple[Field, ...]]:
    """Return the kind of a case and the fields that the round codes it by, in the round's order."""
    kind = wiki.ontology.by_name[split_title(case, wiki.ontology).kind]
    known = {each.key: each for each in kind.fields if each.codable}
    keys = dict.fromkeys(key_of(wiki.codebook.now(), wiki.ontology, each) for each in of.variables)
    return kind, tuple(known[key] for key in keys if key in known)


@dataclass(frozen=True, slots=True)
class Opening:
    """A round somebody wants to open."""

    title: str  # with or without its prefix
    cases: tuple[str, ...]
    variables: tuple[str, ...]  # keys, or titles of Variable pages
    coders: tuple[str, ...] = ()
    per_case: int = PER_CASE
    instructions: str = ""


def open_round(wiki: Wiki, wish: Opening, author: str) -> str:
    """Write the page of a new round and return its full title; raises BadInputError with what to mend."""
    name = split_title(wish.title, wiki.ontology).name if wish.title.strip() else ""
    if not name:
        raise BadInputError("A round needs a title, as “Validation, first round”.")
    title = full_title(ROUND, name, wiki.ontology)
    if wiki.pages.get(title) is not None:
        raise BadInputError(f"There is a round “{name}” already. Choose another title.")
    cases, keys = _checked_cases(wiki, wish.cases), _checked_keys(wiki, wish.variables)
    _check_numbers(wish, len(cases) * len(keys))
    missing = [each for each in wish.coders if wiki.accounts.get(each) is None]
    if missing:
        raise BadInputError(f"There is no account {', '.join(missing)}. Name coders as they log in.")
    said = {
        "kind": ROUND,
        "title": name,
        "license": wiki.config.license,
        "cases": list(cases),
        "variables": list(keys),
        "coders": list(dict.fromkeys(wish.coders)),
        "coders_per_case": wish.per_case,
    }
    text = opening_text(said, wish.instructions)
    outcome = save(wiki, Edit(title, text, author, "Opened a coding round"))
    if isinstance(outcome, Saved):
        return outcome.title
    raise BadInputError(f"The round was not opened. {_reason(outcome)}")


def _checked_cases(wiki: Wiki, cases: Iterable[str]) -> tuple[str, ...]:
    """Return the full titles of cases, redirects followed; raises BadInputError."""
    own = {each: _case_title(wiki, each.strip()) for each in cases if each.strip()}
    found = wiki.pages.resolve(own.values())
    missing = [each for each, title in own.items() if not found[title].exists]
    if missing:
        raise BadInputError(f"There is no page “{missing[0]}”. Write one title a line, as it is written.")
    if not own:
        raise BadInputError("Name the cases to be coded, one a line.")
    return tuple(dict.fromkeys(found[title].title for title in own.values()))


def _case_title(wiki: Wiki, written: str) -> str:
    """Return the full title that is meant: of a case, where no kind is said."""
    title = canonical_title(written, wiki.ontology)
    return title if ":" in title else full_title("case", title, wiki.ontology)


def _checked_keys(wiki: Wiki, variables: Iterable[str]) -> tuple[str, ...]:
    keys = tuple(
        dict.fromkeys(key_of(wiki.codebook.now(), wiki.ontology, each) for each in variables if each.strip())
    )
    known = {each.key for kind in wiki.ontology.kinds for each in kind.fields if each.codable}
    strange = [each for each in keys if each not in known]
    if strange:
        raise BadInputError(f"There is no variable “{strange[0]}”. The codebook lists them all.")
    if not keys:
        raise BadInputError("Choose the variables by which the cases are coded.")
    return keys


def _check_numbers(wish: Opening, cells: int) -> None:
    if not PER_CASE <= wish.per_case <= MOST_PER_CASE:
        raise BadInputError(f"Each case is coded by {PER_CASE} to {MOST_PER_CASE} people.")
    if len(set(wish.coders)) == 1:
        raise BadInputError("One coder has nobody to agree with: name two or more, or none.")
    if cells * wish.per_case > MOST_CODINGS:
        raise BadInputError(
            f"This round would ask for {cells * wish.per_case:,} codings; one page holds {MOST_CODINGS:,}. "
            "Open several rounds with fewer cases or variables."
        )


def take(wiki: Wiki, title: str, case: str, coder: str) -> None:
    """Give a case to a coder; raises ForbiddenError with the reason when it is not to be had."""
    of = standing(wiki, title)
    if not of.may_take(case, coder):
        raise ForbiddenError(_why_not(of, case, coder))
    most = max(of.needed - len(of.round.coders_of(case)), 0)
    if not wiki.blind.take(of.round.title, case, coder, most, datetime.now(UTC)):
        raise ForbiddenError(
            f"“{case}” was taken by others in this moment, or its page is gone. Take another."
        )


def _why_not(of: Standing, case: str, coder: str) -> str:
    if case not in of.round.cases:
        return f"“{case}” is no case of this round."
    if coder in of.round.coders_of(case):
        return f"You have coded “{case}” already, and it can be seen; disagreements are reconciled, not coded anew."
    if not of.is_open:
        return "The round is closed: no case can be taken any more. Open it again to go on."
    if of.round.coders and coder not in of.round.coders:
        return f"This round is coded by {', '.join(of.round.coders)}. Ask for being added on its page."
    if of.round.coders:
        return f"“{case}” is assigned to others."
    return f"“{case}” has all its coders already. Take another case."


def keep(wiki: Wiki, title: str, case: str, coder: str, text: str, *, done: bool) -> bool:
    """Keep what a coder said of a case; when they are done with it, show what may be seen now.

    Returns whether the case's codings can be seen now. Raises ForbiddenError when they do not have the case.
    """
    of = standing(wiki, title)
    _check_readable(text, "That is more than can be kept of one case: shorten the quotations.")
    if not wiki.blind.keep(of.round.title, case, coder, text, datetime.now(UTC), done=done):
        raise ForbiddenError(_why_not(of, case, coder))
    return done and case in show(wiki, title, coder)


def show(wiki: Wiki, title: str, author: str) -> tuple[str, ...]:
    """Write the codings that may be seen onto the round's page, and forget them as blind; return the cases.

    The page is written first: what is interrupted in between is written once, and forgotten the next time.
    """
    of = standing(wiki, title)
    shown = [each for each in of.blind if each.done and (not of.is_open or _is_complete(of, each.case))]
    if not shown:
        return ()
    items = [item for each in shown for item in blind_items(each)]
    cases = tuple(dict.fromkeys(each.case for each in shown))
    words = f"Coded in the round: {', '.join(cases[:5])}{' …' if len(cases) > 5 else ''}"  # noqa: PLR2004
    rewrite(wiki, of.round.title, lambda text: with_codings(text, items), author, words)
    wiki.blind.drop(of.round.title, [(each.case, each.coder) for each in shown])
    return cases


def _is_complete(of: Standing, case: str) -> bool:
    done = {each.coder for each in of.blind if each.case == case and each.done}
    waiting = any(each.case == case and not each.done for each in of.blind)
    return not waiting and len(done | {*of.round.coders_of(case)}) >= of.needed


def blind_items(each: Blind) -> list[Item]:
    """Return what a coder said as codings of the round's page."""
    answers = answers_of(each.text)
    return told_items(each.case, answers, each.coder, each.saved.date().isoformat())


def rewrite(wiki: Wiki, title: str, change: Callable[[str], str], author: str, summary: str) -> None:
    """Change a page's text on top of whatever it is now; raises BadInputError, EditConflictError, NotFoundError."""
    for _ in range(TRIES):
        current = wiki.pages.get(title)
        if current is None:
            raise NotFoundError(f"There is no page “{title}” any more; nothing was written.")
        _check_readable(current.text, f"The facts on top of “{title}” cannot be read; mend its text first.")
        text = change(current.text)
        _check_readable(text, f"“{title}” is full: its facts would be more than can be read.")
        edit = Edit(title, text, author, summary, current.position, merge=False)
        outcome = save(wiki, edit)
        if isinstance(outcome, Saved):
            return
        if isinstance(outcome, Blocked):
            raise BadInputError(f"Not written onto “{title}”. {_reason(outcome)}")
    raise EditConflictError(f"{title!r} is being changed by many at once; nothing was written. Try again.")


def _check_readable(text: str, problem: str) -> None:
    """Raise BadInputError rather than write over what cannot be read, or what nobody could read afterwards."""
    if not is_readable(parse(text)):
        raise BadInputError(
            f"Nothing was written. {problem} What coders of a round said is kept; of a full round, open another one for "
            "further cases."
        )


def _reason(outcome: object) -> str:
    return outcome.findings[0].message if isinstance(outcome, Blocked) else "Somebody wrote it meanwhile."


def close(wiki: Wiki, title: str, author: str) -> None:
    """Close a round: no case can be taken any more, and what coders are done with is shown."""
    of, day = standing(wiki, title), datetime.now(UTC).date().isoformat()
    if of.is_open:
        rewrite(wiki, of.round.title, lambda text: with_day(text, day), author, "Closed the coding round")
    show(wiki, title, author)


def reopen(wiki: Wiki, title: str, author: str) -> None:
    """Open a closed round again; what was shown stays to be seen."""
    of = standing(wiki, title)
    rewrite(wiki, of.round.title, lambda text: with_day(text, ""), author, "Opened the coding round again")


@dataclass(frozen=True, slots=True)
class Compared:
    """What a round came to so far, of what may be seen."""

    fields: tuple[Field, ...]
    agreements: tuple[Agreement, ...]  # in the order of the fields
    units: tuple[Unit, ...]
    reconciled: frozenset[tuple[str, str]]  # (case, key)

    @property
    def open(self) -> tuple[Unit, ...]:
        """Units of which coders do not say the same, and which nobody has reconciled."""
        return tuple(
            each for each in self.units if each.disagrees and (each.case, each.key) not in self.reconciled
        )

    @property
    def agreed(self) -> tuple[Unit, ...]:
        """Units of which all coders say the same, and which the page of the case does not have yet."""
        return tuple(
            each for each in self.units if each.agrees and (each.case, each.key) not in self.reconciled
        )


def compared(wiki: Wiki, of: Round) -> Compared:
    """Measure the agreement of a round and list where its coders do not agree. One storage call."""
    fields = {each.key: each for case in of.cases for each in round_fields(wiki, of, case)[1]}
    pages: dict[str, list[Coding]] = {case: [] for case in of.cases}
    for each in of.codings:
        pages.setdefault(each.case, []).append(each.coding)
    scales = {each.field.key: each.scale for each in explained(wiki, fields.values())}
    units = units_of(of)
    on_pages = wiki.pages.codings(dict.fromkeys(unit.case for unit in units))
    settled = frozenset(
        (unit.case, unit.key) for unit in units if is_reconciled(unit, on_pages.get(unit.case, ()), of.title)
    )
    return Compared(tuple(fields.values()), agreements(fields.values(), pages, scales), units, settled)
