"""Proposing a pattern from cases that are compared: the draft of its page, and an address that computes the same at any time."""

from __future__ import annotations

from datetime import datetime

from patterns.comparison.features.cards import misses
from patterns.comparison.features.context import Context, bitset
from patterns.comparison.proposal import Proposal, propose
from patterns.comparison.rows import COMPARISON
from patterns.links import full_title, normalize_title, split_title
from wiki.assembly import Wiki
from wiki.choices import Choice, choose_by
from wiki.comparing import MOST as LISTED
from wiki.errors import BadInputError
from wiki.parameters import Parameters
from wiki.ways import WAYS, Way
from wiki.ways.features import OWN as OF_FEATURES
from wiki.ways.features import compared, features_of, settings_of

PATH = "/compare/propose"

FEATURE, AGAINST, BY, NAME = "feature", "against", "by", "name"

MOST = 200
"""Cases that a pattern is proposed from."""

OWN = (
    frozenset({FEATURE, AGAINST, BY, NAME})
    | OF_FEATURES
    | frozenset().union(*(each.own for each in WAYS.values()))
)
"""Parameters that choose no cases: those of proposing, and those of the ways of comparing that lead here."""


def choice_of(wiki: Wiki, parameters: Parameters) -> Choice:
    """Return the cases and variables that a proposal rests on, those against it included; raises BadInputError."""
    against = parameters.all(AGAINST)
    if against and (parameters.all("case") or "kind" not in parameters):
        parameters = Parameters((*parameters.pairs, *(("case", each) for each in against)))
    choice = choose_by(wiki, parameters, OWN, LISTED * LISTED)
    if not choice.titles:
        said = " ".join(choice.notes)
        raise BadInputError(
            f"{said} Choose the cases that show the pattern first: by “Propose a pattern” on a comparison, "
            f"or as in {PATH}?case=TITLE&case=TITLE.".strip()
        )
    return choice


def proposal_of(wiki: Wiki, choice: Choice, parameters: Parameters) -> Proposal:
    """Gather what the chosen cases share: all of them, or those that have the features named.

    Raises BadInputError for a feature that there is not, a case against it that is not compared, and more cases than fit.
    """
    comparison, lineages = compared(wiki, choice)
    context = features_of(choice, comparison, settings_of(parameters)).context
    against = bitset(_place(context, choice, each) for each in parameters.all(AGAINST))
    features = _features(context, parameters)
    cases = (context.extent(features) if features else context.everyone) & ~against
    if not cases:
        raise BadInputError(
            "No case has all of these features, so there is nothing to propose. Choose fewer of them."
        )
    if cases.bit_count() > MOST:
        raise BadInputError(
            f"{cases.bit_count():,} cases are too many for one page: a pattern is proposed from {MOST} at most. "
            "Choose fewer, or further features."
        )
    missing, _ = misses(context, features)
    exceptions = bitset(context.cases.index(each.case) for each in missing) & ~against
    return propose(comparison, context, cases, exceptions, against, lineages.count(context.titles(cases)))


def _place(context: Context, choice: Choice, written: str) -> int:
    title = full_title(
        choice.kind.name,
        split_title(normalize_title(written), choice.codebook.shapes).name,
        choice.codebook.shapes,
    )
    if title not in context.cases:
        raise BadInputError(
            f"against={written!r} is none of the cases compared. Name it by its title, as a case of the wiki."
        )
    return context.cases.index(title)


def _features(context: Context, parameters: Parameters) -> int:
    keys = parameters.all(FEATURE)
    strange = next((each for each in keys if each not in context.number_of), "")
    if strange:
        raise BadInputError(
            f"feature={strange!r} is no feature of these cases: something was coded otherwise meanwhile, or the variable is not "
            "among those compared. Go back to the shared features and choose again."
        )
    return context.numbers(keys)


def computed_by(wiki: Wiki, parameters: Parameters, now: datetime) -> tuple[str, str]:
    """Return what computed a proposal in words, and where it is computed as it was: an address, or a title of a page.

    `by` is the path of a way of comparing, which the other parameters are for too; or an address of its own; or the title
    of a kept comparison. Raises BadInputError when it is none of these.
    """
    by = parameters.first(BY).strip() or WAYS["side by side"].path
    path, _, query = by.partition("?")
    way = next((each for each in WAYS.values() if each.path == path), None)
    if way is not None:
        return way.words, permanent(wiki, way, Parameters.read(query) if query else parameters, now)
    title = full_title(COMPARISON, split_title(normalize_title(by), wiki.shapes).name, wiki.shapes)
    found = wiki.pages.get(title)
    if found is None or found.kind != COMPARISON:
        raise BadInputError(
            f"by={by!r} is no way of comparing and no kept comparison. Write the address of a comparison, as in "
            f"{WAYS['matrix'].path}?case=TITLE, or the title of its page."
        )
    return title, title


def permanent(wiki: Wiki, way: Way, parameters: Parameters, now: datetime) -> str:
    """Return the address that gives the same comparison at any time: its cases by title while they are few, and the time."""
    parameters = parameters.without({FEATURE, AGAINST, BY, NAME, "find", "format"} | (OWN - way.own))
    choice = choose_by(wiki, parameters, way.own, way.most)
    asof = parameters.first("asof") or now.isoformat(timespec="seconds").replace("+00:00", "Z")
    if len(choice.titles) <= LISTED:
        kept = parameters.only({*way.own, "variable", "kind"})
        parameters = Parameters((*(("case", each) for each in choice.titles), *kept.pairs))
    return parameters.having("asof", [asof]).address(way.path)
