"""The circulation of the commons: does what a work takes from the commons return to it, and where does it not.

The interview with Michel Bauwens (2008): open and free raw material goes through participatory processing into an output
that licences guard "against private appropriation"; the output "creates a new layer of open and free raw material".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ontology.licensing.expression import Expression, ExpressionProblem, expression_of, licences_in, texts_of
from ontology.licensing.questions import Use, may
from ontology.licensing.regimes import regime
from ontology.licensing.terms import Terms
from ontology.licensing.verdicts import Answer, Reason, Regime, Verdict, by_rule

COMMON = {Regime.COMMONS, Regime.SHARING, Regime.PERMISSIVE}
"""Regimes whose works somebody else may take up without asking."""


@dataclass(frozen=True, slots=True)
class Input:
    """Something a work is made from."""

    licence: str  # an SPDX expression; "" = not known
    work: str = ""  # name of the work it comes from, "" if it is none of those looked at


@dataclass(frozen=True, slots=True)
class Work:
    """A work with what goes into it and the terms under which it comes out."""

    name: str
    licence: str  # of the output; an SPDX expression; "" = not known
    inputs: tuple[Input, ...] = ()


class Fate(StrEnum):
    """What becomes of something taken from the commons."""

    RETURNS = "returns"  # the output may go back into what it was taken from
    STAYS = "stays in the commons"  # not back to its origin, but every later change stays open
    OPEN = "is open, unguarded"  # open now; later changes may be closed
    LEAVES = "leaves the commons"
    FORBIDDEN = "may not be taken"  # its licence does not allow this output
    OUTSIDE = "was not in the commons"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Passage:
    """One input on its way through a work."""

    input: Input
    fate: Fate
    lawful: Verdict  # may the input be incorporated in the output
    back: Verdict  # may the output be incorporated in works under the input's licence

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Return the grounds of the fate."""
        return (
            self.back.reasons if self.fate in {Fate.RETURNS, Fate.LEAVES, Fate.STAYS} else self.lawful.reasons
        )


@dataclass(frozen=True, slots=True)
class Downstream:
    """What whoever comes next may do with the output."""

    action: str  # "copy and share", "change", "use commercially", "close their changes"
    answer: Answer
    reason: Reason


@dataclass(frozen=True, slots=True)
class Circulation:
    """Whether the loop of one work closes."""

    work: Work
    closes: Answer  # yes: all that comes from the commons returns or stays; unknown if that cannot be said
    passages: tuple[Passage, ...]
    downstream: tuple[Downstream, ...]
    breaks: tuple[Reason, ...]  # where it does not close, appropriation clauses first


@dataclass(frozen=True, slots=True)
class Flow:
    """The circulation over many works."""

    loops: tuple[tuple[str, ...], ...]  # works that feed each other, each in a cycle of open passages
    leaks: tuple[tuple[str, Passage], ...]  # (work, passage) by which something leaves the commons
    circulations: Mapping[str, Circulation]


def circulate(work: Work) -> Circulation:
    """Say of one work whether what it takes from the commons returns; never raises on any licence text."""
    passages = tuple(passage_of(each, work.licence) for each in work.inputs)
    breaks = tuple(dict.fromkeys((*_appropriation(work), *_broken(passages))))
    return Circulation(work, _closes(work, passages, breaks), passages, downstream_of(work.licence), breaks)


def flow(works: Iterable[Work]) -> Flow:
    """Find the loops and the leaks among works; of two works with one name the later counts."""
    named = {each.name: each for each in works}
    found = {name: circulate(work) for name, work in named.items()}
    open_passages = {
        name: {each.input.work for each in one.passages if each.fate in FLOWING and each.input.work in named}
        for name, one in found.items()
    }
    leaks = tuple(
        (name, each) for name, one in found.items() for each in one.passages if each.fate == Fate.LEAVES
    )
    return Flow(cycles(open_passages), leaks, found)


FLOWING = {Fate.RETURNS, Fate.STAYS, Fate.OPEN}
"""Fates by which something taken can go on to whoever comes next."""


def passage_of(taken: Input, output: str) -> Passage:
    """Follow one input into an output under the expression `output`."""
    lawful = may(Use.INCORPORATE, taken.licence, output)
    back = may(Use.INCORPORATE, output, taken.licence)
    return Passage(taken, _fate(taken, output, lawful, back), lawful, back)


def _fate(taken: Input, output: str, lawful: Verdict, back: Verdict) -> Fate:
    came, goes = regime(taken.licence).regime, regime(output).regime
    if Regime.UNKNOWN in {came, goes}:
        return Fate.UNKNOWN
    if came not in COMMON:
        return Fate.OUTSIDE
    if lawful.answer == Answer.NO:
        return Fate.FORBIDDEN
    if goes not in COMMON:
        return Fate.LEAVES
    if back.answer.allows:
        return Fate.RETURNS
    return Fate.STAYS if goes == Regime.COMMONS else Fate.OPEN


def _closes(work: Work, passages: tuple[Passage, ...], breaks: tuple[Reason, ...]) -> Answer:
    if breaks:
        return Answer.NO
    fates = {each.fate for each in passages}
    if Fate.UNKNOWN in fates or regime(work.licence).regime == Regime.UNKNOWN:
        return Answer.UNKNOWN
    return Answer.CONDITIONS if Fate.OPEN in fates else Answer.YES


def _broken(passages: tuple[Passage, ...]) -> tuple[Reason, ...]:
    return tuple(
        reason
        for each in passages
        if each.fate in {Fate.LEAVES, Fate.FORBIDDEN}
        for reason in (each.lawful.reasons if each.fate == Fate.FORBIDDEN else each.back.reasons)[:1]
    )


def _appropriation(work: Work) -> tuple[Reason, ...]:
    licences = (work.licence, *(each.licence for each in work.inputs))
    return tuple(reason for each in licences for reason in appropriation_of(each))


def appropriation_of(licence: str) -> tuple[Reason, ...]:
    """Find the clauses of an expression's licences by which works become somebody's property."""
    found = []
    for terms in _terms_in(licence):
        rule = terms.requires.get("appropriation")
        if rule:
            text = f"{terms.label}: what is made here becomes the platform's, so the loop breaks."
            found.append(by_rule(text, terms, rule))
    return tuple(found)


def _terms_in(licence: str) -> tuple[Terms, ...]:
    try:
        expression: Expression = expression_of(licence)
    except ExpressionProblem:
        return ()
    return tuple(terms for one in licences_in(expression) for terms in texts_of(one)[:1])


def downstream_of(licence: str) -> tuple[Downstream, ...]:
    """Say what whoever comes next may do with works under an expression; () unless it is one described licence."""
    known = _terms_in(licence)
    if len(known) != 1:
        return ()
    terms = known[0]
    return (
        _allowed(terms, "copy and share", "distribution"),
        _allowed(terms, "change", "modifications"),
        _commercial(terms),
        _closing(terms),
    )


def _allowed(terms: Terms, words: str, action: str) -> Downstream:
    rule = terms.permits.get(action)
    answer = Answer.YES if rule else Answer.NO
    text = "It is permitted." if rule else "It is not permitted."
    return Downstream(words, answer, by_rule(text, terms, rule or terms.prohibits.get(action)))


def _commercial(terms: Terms) -> Downstream:
    for use in ("commercial", "for-profit-use", "production-use", "competing-service", "field-of-use"):
        if use in terms.prohibits:
            answer = Answer.NO if use == "commercial" else Answer.CONDITIONS
            reason = by_rule(f"Withheld: {use.replace('-', ' ')}.", terms, terms.prohibits[use])
            return Downstream("use commercially", answer, reason)
    if "distribution" not in terms.permits:
        return _allowed(terms, "use commercially", "commercial")
    rule = terms.permits.get("commercial") or terms.permits.get("distribution")
    return Downstream("use commercially", Answer.YES, by_rule("Nothing withholds it.", terms, rule))


def _closing(terms: Terms) -> Downstream:
    words = "close their changes"
    if "modifications" not in terms.permits:
        return Downstream(
            words,
            Answer.NO,
            by_rule("No changes may be shared.", terms, terms.prohibits.get("modifications")),
        )
    rule = terms.requires.get("share-alike")
    if rule is None:
        return Downstream(
            words, Answer.YES, by_rule("Nothing forbids it.", terms, terms.permits["modifications"])
        )
    answer = Answer.NO if terms.governs_the_whole else Answer.CONDITIONS
    return Downstream(words, answer, by_rule("Published changes stay under the licence.", terms, rule))


def cycles(feeds: Mapping[str, set[str]]) -> tuple[tuple[str, ...], ...]:
    """Return the groups of works that reach each other, and works that feed themselves, each sorted."""
    reach = {name: _reached(feeds, name) for name in feeds}
    groups = {
        tuple(sorted({name} | {other for other in reach[name] if name in reach[other]}))
        for name in feeds
        if name in reach[name]
    }
    return tuple(sorted(groups))


def _reached(feeds: Mapping[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    waiting = list(feeds[start])
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(feeds[name])
    return seen
