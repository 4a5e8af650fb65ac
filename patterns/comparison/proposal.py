"""From cases to the draft of a pattern: what they share, where they differ, and which cases are otherwise. Pure.

A draft says what is computed and nothing else. Problem and solution are headings alone: no table contains them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from patterns import frontmatter
from patterns.codings import Coding
from patterns.comparison.cells import State
from patterns.comparison.celltext import said_of
from patterns.comparison.discrimination import discrimination
from patterns.comparison.features.context import Context, Feature, members
from patterns.comparison.table import Comparison, Row
from patterns.scorecard.instances import KNOWN_INSTANCES

FORCES, SIDES, NAMED = 6, 4, 4
"""Variables that a draft names as forces, values of each, and cases of each value."""

SOURCES = 3
"""Sources that a known instance names."""


@dataclass(frozen=True, slots=True)
class Use:
    """A case, and the codings by which it belongs here."""

    case: str  # full title
    codings: tuple[Coding, ...]
    missing: tuple[Feature, ...] = ()  # of what the others share, what it is known not to have


@dataclass(frozen=True, slots=True)
class Force:
    """A variable in which the cases differ."""

    label: str
    sides: tuple[tuple[str, tuple[str, ...]], ...]  # what is said, and of which cases


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a pattern may be made of."""

    uses: tuple[Use, ...]
    lineages: int  # of these cases; those that copied each other count once
    shared: tuple[Feature, ...]
    forces: tuple[Force, ...]
    exceptions: tuple[Use, ...]  # known to lack something that the others share
    against: tuple[Use, ...]  # that somebody says speak against it


@dataclass(frozen=True, slots=True)
class Signed:
    """What stands around a draft."""

    name: str  # of the pattern, without namespace
    license: str
    coder: str  # "" = nobody is named
    date: str
    computed: str  # a line of Markdown that leads to the computation


def propose(
    comparison: Comparison,
    context: Context,
    cases: int,
    exceptions: int,
    against: int,
    lineages: int,
) -> Proposal:
    """Gather what a set of cases shares and where it differs; all sets are of the context's cases, by their bits.

    Only what is known counts: a feature is shared when all cases are known to have it.
    """
    shared = context.strongest(context.intent(cases)) if cases else 0
    features = context.named(shared)
    return Proposal(
        uses=tuple(_use(comparison, context, each, features, 0) for each in members(cases)),
        lineages=lineages,
        shared=features,
        forces=tuple(_forces(comparison, list(members(cases)), {each.variable for each in features})),
        exceptions=tuple(_use(comparison, context, each, features, shared) for each in members(exceptions)),
        against=tuple(_use(comparison, context, each, features, shared) for each in members(against)),
    )


def _use(
    comparison: Comparison, context: Context, case: int, features: Sequence[Feature], shared: int
) -> Use:
    keys = {each.variable for each in features}
    said = (each for row in comparison.rows if row.field.key in keys for each in row.cells[case].codings)
    lacking = [each for each in members(shared) if context.lacks[each] >> case & 1]
    return Use(
        context.cases[case], tuple(said), context.named(sum(1 << each for each in lacking)) if lacking else ()
    )


def _forces(comparison: Comparison, cases: Sequence[int], shared: Iterable[str]) -> Iterable[Force]:
    """Give the variables in which the cases are known to differ, those that tell most of them apart first."""
    given = set(shared)
    found = []
    for row in comparison.rows:
        if row.in_words or row.field.key in given:
            continue
        measure = discrimination(row.cells[each].known for each in cases)
        if measure.apart:
            found.append((measure.rank, row))
    found.sort(key=lambda each: each[0])
    for _, row in found[:FORCES]:
        yield _force(row, comparison.titles, cases)


def _force(row: Row, titles: Sequence[str], cases: Sequence[int]) -> Force:
    sides: dict[str, list[str]] = {}
    for each in cases:
        cell = row.cells[each]
        if cell.known is not None:
            sides.setdefault(_words(cell.codings, row.states[each]), []).append(titles[each])
    listed = sorted(sides.items(), key=lambda each: (-len(each[1]), each[0]))
    return Force(row.field.label, tuple((words, tuple(of)) for words, of in listed[:SIDES]))


def _words(codings: Iterable[Coding], state: State) -> str:
    labels = dict.fromkeys(said_of(each) for each in codings if each.status == state.value and each.label)
    return " and ".join(sorted(labels)) or state.value


def draft(proposal: Proposal, signed: Signed) -> str:
    """Write the page of a pattern as a draft: Markdown with front matter; problem and solution are still to be written."""
    said = {
        "kind": "pattern",
        "title": signed.name,
        "license": signed.license or None,
        "maturity": "initial",
        KNOWN_INSTANCES: [
            *(_instance(each, signed) for each in proposal.uses),
            *(_instance(each, signed, refuting=True) for each in proposal.against),
        ],
    }
    sections = {
        "Problem": "",
        "Context": _context(proposal),
        "Forces": "\n".join(map(_force_line, proposal.forces)),
        "Solution": "",
        "Known Uses": _known_uses(proposal),
        "References": signed.computed,
    }
    body = "\n".join(
        f"## {heading}\n\n{text}\n" if text else f"## {heading}\n" for heading, text in sections.items()
    )
    return frontmatter.compose(said, body)


def _instance(use: Use, signed: Signed, *, refuting: bool = False) -> dict[str, Any]:
    """Say of a case that the pattern was seen there, or not, with the sources of the codings it rests on."""
    said: dict[str, Any] = {"value": _name(use.case)}
    if refuting:
        said["bearing"] = "refuting"
        if use.missing:
            said["outcome"] = f"Not {_listed([each.label for each in use.missing])}."
    sources = list(dict.fromkeys(_sources(use.codings)))[:SOURCES]
    if sources:
        said["source"] = sources[0] if len(sources) == 1 else sources
    quoted = next((each for each in use.codings if each.all_of("quote") and each.all_of("source")), None)
    if quoted is not None and len(sources) == 1:
        said["quote"] = quoted.all_of("quote")[0]
    coder = {"coder": signed.coder} if signed.coder else {}
    return {**said, **coder, "date": signed.date, "confidence": "low"}


def _sources(codings: Iterable[Coding]) -> Iterable[str]:
    return (
        _name(each.title) or each.words
        for coding in codings
        for each in coding.evidence
        if each.key == "source"
    )


def _context(proposal: Proposal) -> str:
    if not proposal.shared:
        return ""
    number = len(proposal.uses)
    whole = f"{number} cases" if number > 1 else "1 case"
    lineages = (
        f" of {proposal.lineages} {'lineages' if proposal.lineages > 1 else 'lineage'}"
        if proposal.lineages < number
        else ""
    )
    features = "\n".join(f"- {each.label}" for each in proposal.shared)
    return f"Seen in {whole}{lineages}, {'all of which share' if number > 1 else 'which has'}:\n\n{features}"


def _force_line(force: Force) -> str:
    sides = (f"{words} ({_linked(cases)})" for words, cases in force.sides)
    return f"- {force.label} differs: {'; '.join(sides)}."


def _known_uses(proposal: Proposal) -> str:
    lines = "\n".join(f"- {_link(each.case)}" for each in proposal.uses)
    otherwise = "\n".join(
        f"- {_link(each.case)}{f' has not {_listed([one.label for one in each.missing])}' if each.missing else ''}"
        for each in (*proposal.against, *proposal.exceptions)
    )
    return f"{lines}\n\n**Counter-examples.**\n\n{otherwise}" if otherwise else lines


def _linked(cases: Sequence[str]) -> str:
    rest = len(cases) - NAMED
    named = ", ".join(map(_link, cases[:NAMED]))
    return f"{named} and {rest} more" if rest > 0 else named


def _link(title: str) -> str:
    return f"[[{title}|{_name(title)}]]"


def _name(title: str) -> str:
    return title.partition(":")[2] or title


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
