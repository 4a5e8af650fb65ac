"""What came of a signature since it was frozen: each case that came to be known afterwards is a hit, a miss or outside.

A case is *judged* when it is known whether the conditions hold of it and whether what is claimed does. It counts when it
was first judged in a stretch in which the page stated the signature; what was judged before could be known to whoever
stated it. The verdict is today's, for codings are corrected, and those it had before are told. What is unknown or contested
is never a hit and never a miss. Cases of one lineage tell little more than one of them, so they are counted once as well:
as a miss when one of them is a miss.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from ontology.kinds import Field
from patterns.codings import Coding
from patterns.scorecard.cases import CaseFacts
from patterns.scorecard.freezing import Moment, Stated
from patterns.scorecard.instances import Standing
from patterns.scorecard.prediction import FEWEST, RARE, chance_of, claim_holds
from patterns.scorecard.signature import Signature, all_hold, undecided


class Verdict(StrEnum):
    """What a judged case says of a signature."""

    HIT = "hit"  # its conditions hold, and so does what is claimed
    MISS = "miss"  # its conditions hold, and what is claimed does not
    OUTSIDE = "outside"  # its conditions do not hold


@dataclass(frozen=True, slots=True)
class Seen:
    """What was known of a case at a moment."""

    moment: Moment | None  # None: when the first signature was frozen
    facts: CaseFacts
    standing: Standing | None = None  # what it said of the pattern; asked where nothing else is claimed


Trace = Sequence[Seen]
"""What became of a case, oldest first; the last is how it stands today."""


@dataclass(frozen=True, slots=True)
class Tested:
    """A case that was first judged since the signature was frozen."""

    case: str
    verdict: Verdict  # today's
    first: Moment  # when it was first judged
    since: Moment  # since when it has today's verdict
    was: tuple[Verdict, ...]  # the verdicts it had before, oldest first
    settled: tuple[
        Field, ...
    ]  # variables that were not settled before it was first judged; none: its instance
    says: tuple[Coding, ...]  # the codings that decide it today
    claim: bool  # whether what is claimed holds of it; outside too
    lineage: str  # cases of one lineage have the same
    hits: int = 0  # among this case and the hits and misses before it …
    of: int = 0  # … of so many: the running rate
    hits_once: int = 0  # the same with each lineage counted once
    of_once: int = 0

    @property
    def coders(self) -> tuple[str, ...]:
        """Who signed what decides it; where nobody signed, who wrote the revision since which it is so."""
        signed = dict.fromkeys(coder for each in self.says for coder in each.coders)
        return tuple(signed) or (self.since.author,)

    @property
    def sources(self) -> tuple[str, ...]:
        """Full titles of the sources that it rests on."""
        said = (each for coding in self.says for each in coding.evidence)
        return tuple(dict.fromkeys(each.title for each in said if each.key == "source" and each.title))


@dataclass(frozen=True, slots=True)
class Record:
    """How one signature of a page has fared since it was frozen."""

    stated: Stated
    tested: tuple[Tested, ...]  # hits and misses in the order in which they were first judged
    outside: tuple[Tested, ...]
    before: tuple[str, ...]  # cases that were judged already
    between: tuple[str, ...]  # cases first judged while the page stated something else
    withdrawn: tuple[Tested, ...]  # hits and misses that are not judged any more, and since when
    base: (
        Fraction | None
    )  # share of the cases of which it is known today that has what is claimed; None: there are none
    base_of: int  # so many cases
    chance: (
        float | None
    )  # of so many hits or more, were the claim dealt out at random over what was judged since

    @property
    def hits(self) -> tuple[Tested, ...]:
        """Cases in which what it claims came about."""
        return tuple(each for each in self.tested if each.verdict is Verdict.HIT)

    @property
    def misses(self) -> tuple[Tested, ...]:
        """Cases in which it did not."""
        return tuple(each for each in self.tested if each.verdict is Verdict.MISS)

    @property
    def hits_once(self) -> int:
        """Lineages without a miss."""
        return self.tested[-1].hits_once if self.tested else 0

    @property
    def misses_once(self) -> int:
        """Lineages with a miss."""
        return self.tested[-1].of_once - self.tested[-1].hits_once if self.tested else 0

    @property
    def rate(self) -> Fraction | None:
        """Hits of all hits and misses."""
        return Fraction(len(self.hits), len(self.tested)) if self.tested else None

    @property
    def note(self) -> str:
        """What to know before believing the rate, in a sentence; "" = nothing."""
        return _caution(self)


def verdict(signature: Signature, facts: CaseFacts, standing: Standing | None) -> Verdict | None:
    """Judge a case; None while it is not known whether the conditions hold, or whether what is claimed does."""
    given, claim = all_hold(signature.conditions, facts), claim_holds(signature, facts, standing)
    if given is None or claim is None:
        return None
    if not given:
        return Verdict.OUTSIDE
    return Verdict.HIT if claim else Verdict.MISS


def record(stated: Stated, traces: Mapping[str, Trace], kin: Mapping[str, str] | None = None) -> Record:
    """Return how a signature has fared.

    `traces`: by case, what became of it since the first signature of the page was frozen, or earlier; `kin`: for cases of
    a lineage its name, the same for all of them.
    """
    found: list[Tested] = []
    withdrawn: list[Tested] = []
    before: list[str] = []
    between: list[str] = []
    for case, trace in sorted(traces.items()):
        verdicts = [verdict(stated.signature, each.facts, each.standing) for each in trace]
        at = next((place for place, each in enumerate(verdicts) if each is not None), None)
        if at is None:
            continue
        first, judged = trace[at].moment, verdicts[-1] is not None
        if first is not None and stated.covers(first):
            tested = _tested(stated.signature, trace, verdicts, first, (kin or {}).get(case, case))
            (found if judged else withdrawn).append(tested)
        elif judged:
            (before if first is None or _knew(stated, first) else between).append(case)
    found.sort(key=lambda each: (each.first.position, each.case))
    base, base_of = _base(stated, traces)
    return Record(
        stated,
        _running([each for each in found if each.verdict is not Verdict.OUTSIDE]),
        tuple(each for each in found if each.verdict is Verdict.OUTSIDE),
        tuple(before),
        tuple(between),
        tuple(each for each in withdrawn if each.verdict is not Verdict.OUTSIDE),
        base,
        base_of,
        _chance(found),
    )


def _knew(stated: Stated, first: Moment) -> bool:
    """Say whether whoever stated a signature could know a case that was judged at that moment."""
    frozen = stated.frozen
    return first.position <= frozen.position or (first.batch is not None and first.batch == frozen.batch)


def _tested(
    signature: Signature,
    trace: Trace,
    verdicts: Sequence[Verdict | None],
    first: Moment,
    lineage: str,
) -> Tested:
    """Return a case with the last verdict that it had, and the moment since which it has it, or has it no more."""
    known = [(place, each) for place, each in enumerate(verdicts) if each is not None]
    at, (final, last) = known[0][0], known[-1]
    change = len(verdicts) - 1
    while change > at and verdicts[change - 1] == verdicts[-1]:
        change -= 1
    was = [each for place, each in known if place < change and verdicts[-1] is not None]
    return Tested(
        trace[-1].facts.title,
        last,
        first,
        trace[change].moment or first,
        tuple(each for place, each in enumerate(was) if place == 0 or each != was[place - 1]),
        undecided((*signature.conditions, *signature.claims), trace[at - 1].facts) if at else (),
        _deciding(signature, trace[final]),
        claim=bool(claim_holds(signature, trace[final].facts, trace[final].standing)),
        lineage=lineage,
    )


def _deciding(signature: Signature, seen: Seen) -> tuple[Coding, ...]:
    """Return the codings that decide whether conditions and claims hold."""
    tests = (*signature.conditions, *signature.claims)
    said = [each for test in tests for each in seen.facts.cell(test.field.key).codings]
    if not signature.claims and seen.standing:
        said += [each.coding for each in seen.standing.instances]
    return tuple(said)


def _running(tested: Iterable[Tested]) -> tuple[Tested, ...]:
    """Count up, over all cases and over lineages."""
    done: list[Tested] = []
    lineages: set[str] = set()
    missed: set[str] = set()
    hits = 0
    for at, each in enumerate(tested, 1):
        hit = each.verdict is Verdict.HIT
        hits += hit
        lineages.add(each.lineage)
        if not hit:
            missed.add(each.lineage)
        once = len(lineages) - len(missed)
        done.append(replace(each, hits=hits, of=at, hits_once=once, of_once=len(lineages)))
    return tuple(done)


def _base(stated: Stated, traces: Mapping[str, Trace]) -> tuple[Fraction | None, int]:
    today = [trace[-1] for trace in traces.values() if trace]
    claims = [claim_holds(stated.signature, each.facts, each.standing) for each in today]
    known = [each for each in claims if each is not None]
    return (Fraction(sum(known), len(known)) if known else None), len(known)


def _chance(found: Sequence[Tested]) -> float | None:
    tested = [each for each in found if each.verdict is not Verdict.OUTSIDE]
    true = sum(each.claim for each in found)
    return chance_of(len(tested), sum(each.claim for each in tested), len(found), true)


def _caution(found: Record) -> str:
    number = len(found.tested)
    if not number:
        return "Nothing that was coded since then tests it yet, so its record is empty: neither good nor bad."
    if number < FEWEST:
        cases = "1 case has" if number == 1 else f"{number} cases have"
        return f"Only {cases} tested it since then; below {FEWEST} a hit rate is not to be relied on."
    if found.rate is not None and found.base is not None and found.rate <= found.base:
        return "It hits no more often than guessing from how often what it claims is the case anyway."
    if found.chance is not None and found.chance > RARE:
        return (
            f"Dealt out at random over the cases judged since then, what it claims would be hit as often in"
            f" {found.chance:.0%} of all ways; from {RARE:.0%} down that would be worth something."
        )
    return ""
