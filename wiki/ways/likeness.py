"""Likeness: the cases most like a pinned one and what they do that it does not; pairs that tell what goes with an outcome."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ontology.kinds import Field
from patterns.codings import Coding
from patterns.comparison.likeness import Likeness, Measure, Part, Ranking
from patterns.comparison.lineage import lineages
from patterns.comparison.mills import Aspect, Design, Pair, Pairs, pairs
from patterns.comparison.neighbours import Neighbourhood, Suggestion, neighbourhood
from patterns.comparison.table import Comparison
from patterns.links import page_path, split_title
from patterns.scorecard.instances import EXHIBITS, KNOWN_INSTANCES, REFUTING
from wiki.assembly import Wiki
from wiki.choices import Choice, said_by, side_by_side
from wiki.comparing import fields_of, key_of
from wiki.errors import BadInputError
from wiki.parameters import Parameters
from wiki.scorecards import ALL, led
from wiki.ways.settings import in_order, weights_in
from wiki.ways.way import Cell, Result, Way, pinned_title

MOST = 2_000
"""Cases among which likeness is looked for."""

LISTED = 20
"""Similar cases that are listed."""


@dataclass(frozen=True, slots=True)
class Likenesses:
    """What is found."""

    choice: Choice
    comparison: Comparison
    pinned: str  # full title, "" = none
    weights: Mapping[str, float]  # by key, where they are not 1
    ranking: Ranking | None  # of the cases most like the pinned one
    near: Neighbourhood | None
    outcome: Field | None
    similar: Pairs | None  # most similar with different outcome
    different: Pairs | None  # most different with the same outcome


def likenesses_of(wiki: Wiki, choice: Choice, parameters: Parameters) -> Likenesses:
    """Find what the parameters ask for; raises BadInputError for a case, a variable or a weight that makes no sense."""
    pinned = pinned_title(wiki, choice, parameters)
    outcome = outcome_of(choice, parameters)
    comparison = side_by_side(wiki, _with(choice, outcome))
    weights = weights_of(choice, parameters)
    alike = comparison.only(lambda row: outcome is None or row.field.key != outcome.key)
    measure = Measure(alike, weights, in_order(choice))
    near = ranking = None
    if pinned:
        said = with_instances(wiki, choice)
        ranking = measure.like(pinned)
        near = neighbourhood(measure, pinned, said, lineages=lineages(choice.titles, said))
    similar = different = None
    if outcome:
        similar, different = (pairs(comparison, outcome.key, each) for each in Design)
    return Likenesses(choice, comparison, pinned, weights, ranking, near, outcome, similar, different)


def with_instances(wiki: Wiki, choice: Choice) -> Mapping[str, Sequence[Coding]]:
    """Return what the cases code, and as exhibited by them what patterns' pages list as their known instances."""
    said: dict[str, list[Coding]] = {title: list(codings) for title, codings in choice.said.items()}
    listed = [(page, each) for page, all_said in _patterns(wiki, choice) for each in all_said if each.title]
    meant = led(wiki, {each.title for _, each in listed})
    for page, each in listed:
        case = meant.get(each.title, each.title)
        known = {(one.field, one.value) for one in said.get(case, ())}
        if case in said and REFUTING not in each.all_of("bearing") and (EXHIBITS, page) not in known:
            name = split_title(page, wiki.shapes).name
            said[case].append(replace(each, field=EXHIBITS, value=page, label=name, title=page))
    return said


def _patterns(wiki: Wiki, choice: Choice) -> Iterable[tuple[str, Sequence[Coding]]]:
    """Give the patterns with the instances that their pages list, as they are or were then. One storage call."""
    if choice.when is None:
        return wiki.pages.coded("pattern", KNOWN_INSTANCES, limit=ALL)
    titles = [each.title for each in wiki.pages.kind_as_of("pattern", choice.when)]
    then = said_by(wiki, titles, choice.codebook, choice.when)
    return [(page, [each for each in said if each.field == KNOWN_INSTANCES]) for page, said in then.items()]


def _with(choice: Choice, outcome: Field | None) -> Choice:
    """Return the choice with the outcome among its variables."""
    if outcome is None or outcome in choice.fields:
        return choice
    return choice.with_fields((*choice.fields, outcome))


def outcome_of(choice: Choice, parameters: Parameters) -> Field | None:
    """Return the variable that `outcome` names, None when it names none; raises BadInputError."""
    written = parameters.first("outcome").strip()
    if not written:
        return None
    key = key_of(choice.codebook, choice.codebook.ontology, written)
    fields, notes = fields_of(choice.kind, [key])
    if not fields:
        raise BadInputError(
            f"outcome: {notes[0]} Name one by its key, as in outcome=stage.",
            "outcome",
            parameters.first("outcome"),
        )
    return fields[0]


def weights_of(choice: Choice, parameters: Parameters) -> Mapping[str, float]:
    """Read `weight=KEY:NUMBER`; raises BadInputError for what cannot be a weight."""
    keys = {each.key for each in choice.fields}

    def meant(written: str, word: str) -> str:
        key = key_of(choice.codebook, choice.codebook.ontology, word)
        if key not in keys:
            raise BadInputError(
                f"weight={written!r}: “{key}” is none of the variables compared. Write KEY:NUMBER.",
                "weight",
                written,
            )
        return key

    return weights_in(parameters.all("weight"), meant, "process")


def work(wiki: Wiki, choice: Choice, parameters: Parameters) -> Result:
    """Return what is found as a result."""
    found = likenesses_of(wiki, choice, parameters)
    columns = ("about", "case", "other", "likeness", "compared", "what", "differ", "share", "unknown")
    return Result(tuple(_sentences(found)), columns, tuple(_rows(found)), _document(found))


def _sentences(found: Likenesses) -> Iterator[str]:
    if found.ranking:
        best = found.ranking.found[:1]
        yield from (each.sentence() for each in best)
        if not best:
            yield f"Too little is known to say which cases are like {found.pinned}."
        if found.near and found.near.suggestions:
            yield f"What its neighbours do and it is not known to do: {found.near.suggestions[0].sentence(found.pinned)}"
    for each in (found.similar, found.different):
        if each:
            yield from [pair.sentence() for pair in each.found[:1]] or [each.remark]
    if not found.pinned and not found.outcome:
        yield "Name a case to be like, or an outcome."


def _rows(found: Likenesses) -> Iterator[tuple[Cell, ...]]:
    for each in found.ranking.found if found.ranking else ():
        alike, unlike = (", ".join(part.label for part in parts) for parts in (each.alike, each.unlike))
        score = None if each.score is None else round(each.score, 6)
        blank = ", ".join(each.not_compared)
        yield ("like", each.one, each.other, score, each.compared, None, unlike, alike, blank)
    for suggestion in found.near.suggestions if found.near else ():
        yield _done_there(found.pinned, suggestion)
    for listed in (found.similar, found.different):
        if listed:
            yield from (_telling(listed.design.value, pair) for pair in listed.found)


def _done_there(pinned: str, each: Suggestion) -> tuple[Cell, ...]:
    often, doers = round(float(each.share), 6), "; ".join(each.neighbours)
    return ("neighbours do", pinned, None, often, None, each.value, None, doers, each.here.value)


def _telling(about: str, pair: Pair) -> tuple[Cell, ...]:
    differ, share = (", ".join(each.label for each in parts) for parts in (pair.differ, pair.share))
    ends = f"{_words(pair.outcome.one)} / {_words(pair.outcome.other)}"
    blank = ", ".join(pair.unknown)
    return (about, pair.one, pair.other, None, pair.compared, ends, differ, share, blank)


def _words(said: Iterable[str]) -> str:
    return ", ".join(said)


def _document(found: Likenesses) -> dict[str, object]:
    return {
        "kind": found.choice.kind.name,
        "pages": [{"title": each, "url": page_path(each)} for each in found.choice.titles],
        "pinned": found.pinned or None,
        "weights": dict(found.weights),
        "like": [_like(each) for each in found.ranking.found] if found.ranking else [],
        "too_little_known": list(found.ranking.too_little_known) if found.ranking else [],
        "neighbours_do": [_suggestion(each) for each in found.near.suggestions] if found.near else [],
        "outcome": found.outcome.key if found.outcome else None,
        "most_similar_with_different_outcome": _pairs(found.similar),
        "most_different_with_same_outcome": _pairs(found.different),
        "notes": list(found.choice.notes),
    }


def _like(each: Likeness) -> dict[str, object]:
    return {
        "title": each.other,
        "likeness": None if each.score is None else round(each.score, 6),
        "compared": each.compared,
        "alike": [_part(part) for part in each.alike],
        "unlike": [_part(part) for part in each.unlike],
        "not_compared": list(each.not_compared),
    }


def _part(part: Part) -> dict[str, object]:
    return {
        "variable": part.field,
        "likeness": round(part.likeness, 6),
        "weight": part.weight,
        "usual": round(part.usual, 6),
        "shared": list(part.shared),
        "one": list(part.one),
        "other": list(part.other),
    }


def _suggestion(each: Suggestion) -> dict[str, object]:
    return {
        "variable": each.field,
        "value": each.value,
        "neighbours": list(each.neighbours),
        "lineages": each.lineages,
        "share": round(float(each.share), 6),
        "usual": round(float(each.usual), 6),
        "here": each.here.value,
    }


def _pairs(found: Pairs | None) -> dict[str, object]:
    return (
        {"pairs": [_pair(each) for each in found.found], "remark": found.remark} if found else {"pairs": []}
    )


def _pair(each: Pair) -> dict[str, object]:
    return {
        "one": each.one,
        "other": each.other,
        "outcome": _aspect(each.outcome),
        "differ": [_aspect(aspect) for aspect in each.differ],
        "share": [_aspect(aspect) for aspect in each.share],
        "unknown": list(each.unknown),
    }


def _aspect(each: Aspect) -> dict[str, object]:
    return {"variable": each.field, "one": list(each.one), "other": list(each.other)}


LIKENESS = Way(
    "likeness",
    "/compare/likeness",
    "Likeness",
    "Which are like one of them and why, what they do that it does not, and which pairs tell most.",
    frozenset({"pin", "outcome", "weight"}),
    MOST,
    work,
)
