"""The circulation of the commons through practices: what they take, what returns, and where it leaks.

A practice has as many outputs as licences are said of what it makes. Two licences are two works, unless they are written as
one expression (“A OR B”): a list does not say that the recipient may choose, and it does not say which input goes into
which work. So every input is followed into every output, and where that makes a difference the answer is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ontology.licensing.circulation import (
    COMMON,
    FLOWING,
    Downstream,
    Fate,
    Input,
    appropriation_of,
    cycles,
    downstream_of,
    passage_of,
)
from ontology.licensing.questions import Use, may
from ontology.licensing.regimes import regime
from ontology.licensing.verdicts import Answer, Reason, Regime


@dataclass(frozen=True, slots=True)
class Licence:
    """Terms under which something is taken or given: by an expression, or as people coded a family of licences."""

    name: str
    expression: str = ""  # SPDX; "" = it names no single licence
    coded: Regime = Regime.UNKNOWN  # regime that people coded, used where there is no expression
    coded_appropriation: Reason | None = None  # clause by which works become the platform's, as coded
    evidence: Reason | None = None  # on which the practice is coded to use this licence

    @property
    def regime(self) -> Regime:
        """The regime by its text, else as coded."""
        return regime(self.expression).regime if self.expression else self.coded

    @property
    def appropriations(self) -> tuple[Reason, ...]:
        """Clauses by which works become somebody's property: as coded, else by its text; and what is said of this use."""
        by_text = appropriation_of(self.expression) if self.expression else ()
        found = (self.coded_appropriation,) if self.coded_appropriation else by_text
        return (*found, self.evidence) if found and self.evidence else found


@dataclass(frozen=True, slots=True)
class Taken:
    """Something a practice takes."""

    licence: Licence | None  # None: not coded
    practice: str = ""  # whose output it is, "" = raw material of no named practice


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice with what it takes and the licences of what it makes."""

    name: str
    outputs: tuple[Licence, ...] = ()
    taken: tuple[Taken, ...] = ()


@dataclass(frozen=True, slots=True)
class Passing:
    """One input on its way into one output."""

    taken: Taken
    output: Licence
    fate: Fate
    reasons: tuple[Reason, ...]
    beside: bool = False  # it may not become part of the output, but may be given out together with it

    @property
    def breaks(self) -> bool:
        """Whether the commons loses it this way, whatever “takes” means: as a part, or as a work beside."""
        return self.fate is Fate.LEAVES or (self.fate is Fate.FORBIDDEN and not self.beside)


@dataclass(frozen=True, slots=True)
class Course:
    """What becomes of what one practice takes, and of what it makes."""

    practice: Practice
    closes: Answer  # yes: all that it takes from the commons returns or stays there
    passings: tuple[Passing, ...]
    downstream: tuple[
        tuple[Licence, tuple[Downstream, ...]], ...
    ]  # what whoever comes next may do, by output
    appropriations: tuple[tuple[Licence, Reason], ...]  # clauses that break the loop at the output
    missing: tuple[str, ...]  # sentences: what is not coded, or not known well enough

    @property
    def broken(self) -> tuple[Passing, ...]:
        """The inputs that leave the commons, or may not be taken, into whichever output they go."""
        return tuple(each for each in self.passings if _breaks(self, each))

    @property
    def depends(self) -> bool:
        """Whether it depends on which of its works an input goes into."""
        return len({_of_output(self.passings, each) for each in self.practice.outputs}) > 1


@dataclass(frozen=True, slots=True)
class Ring:
    """Practices that feed each other, each by something that may flow on."""

    names: tuple[str, ...]
    certain: bool  # False: some link holds only if an input goes into a certain one of several works


@dataclass(frozen=True)
class Flows:
    """The circulation over many practices."""

    courses: Mapping[str, Course]
    rings: tuple[Ring, ...]

    @property
    def barred(self) -> tuple[tuple[str, Passing], ...]:
        """(practice, passing) by which something would be taken that may not become part of what is made."""
        return tuple(
            (name, each)
            for name, course in self.courses.items()
            for each in course.passings
            if each.fate is Fate.FORBIDDEN
        )

    @property
    def leaks(self) -> tuple[tuple[str, Passing], ...]:
        """(practice, passing) by which something leaves the commons."""
        return tuple(
            (name, each)
            for name, course in self.courses.items()
            for each in course.passings
            if each.fate is Fate.LEAVES
        )


def course_of(practice: Practice) -> Course:
    """Say what becomes of what a practice takes; never raises on any licence."""
    passings = tuple(_passing(taken, output) for taken in practice.taken for output in practice.outputs)
    found = Course(
        practice=practice,
        closes=Answer.UNKNOWN,
        passings=passings,
        downstream=tuple((each, downstream_of(each.expression)) for each in practice.outputs),
        appropriations=tuple((each, clause) for each in practice.outputs for clause in each.appropriations),
        missing=tuple(dict.fromkeys(_missing(practice))),
    )
    return Course(
        practice,
        _closes(found),
        passings,
        found.downstream,
        found.appropriations,
        found.missing,
    )


def flows(practices: Iterable[Practice]) -> Flows:
    """Find the rings and leaks among practices; of two with one name the later counts."""
    courses = {each.name: course_of(each) for each in practices}
    some = {name: _feeders(course, courses, certain=False) for name, course in courses.items()}
    sure = {name: _feeders(course, courses, certain=True) for name, course in courses.items()}
    certain = set(cycles(sure))
    rings = tuple(Ring(names, names in certain) for names in cycles(some))
    return Flows(courses, rings)


def _feeders(course: Course, known: Mapping[str, Course], *, certain: bool) -> set[str]:
    """Return the practices whose output flows into one: by some pairing of licences, or by every one."""
    found: dict[str, list[bool]] = {}
    for each in course.passings:
        if each.taken.practice in known:
            found.setdefault(each.taken.practice, []).append(each.fate in FLOWING)
    return {name for name, open_ in found.items() if (all if certain else any)(open_)}


def _passing(taken: Taken, output: Licence) -> Passing:
    came = taken.licence
    if came is None:
        return Passing(taken, output, Fate.UNKNOWN, (Reason("The licence of what is taken is not coded."),))
    if came.expression and output.expression:
        found = passage_of(Input(came.expression, taken.practice), output.expression)
        beside = may(Use.DISTRIBUTE_WITH, came.expression, output.expression).answer.allows
        return Passing(taken, output, found.fate, found.reasons, beside and found.fate is Fate.FORBIDDEN)
    return Passing(taken, output, *_as_coded(came, output))


def _as_coded(came: Licence, goes: Licence) -> tuple[Fate, tuple[Reason, ...]]:
    """Follow an input where one of the licences is a family, of which only the regime is coded."""
    for each in (came, goes):
        if each.regime is Regime.UNKNOWN:
            text = f"{each.name} names no single licence, and no regime is coded of it."
            return Fate.UNKNOWN, (Reason(text),)
    if came.regime not in COMMON:
        return Fate.OUTSIDE, (_regime_reason(came),)
    if goes.regime not in COMMON:
        return Fate.LEAVES, (*goes.appropriations, _regime_reason(goes))
    if came.name == goes.name:
        return Fate.RETURNS, (Reason(f"What is made is under the same terms as what is taken: {goes.name}."),)
    family = came if not came.expression else goes
    text = f"{family.name} is a family of licences; which of them it is decides whether works may flow on."
    return Fate.UNKNOWN, (Reason(text),)


def _regime_reason(licence: Licence) -> Reason:
    if licence.expression:
        return regime(licence.expression).reasons[0]
    return Reason(f"{licence.name} is coded as {licence.coded}.")


def _breaks(course: Course, passing: Passing) -> bool:
    return all(each.breaks for each in course.passings if each.taken == passing.taken)


def _closes(course: Course) -> Answer:
    if course.appropriations or course.broken:
        return Answer.NO
    answers = {_of_output(course.passings, each) for each in course.practice.outputs}
    return answers.pop() if len(answers) == 1 else Answer.UNKNOWN


def _of_output(passings: tuple[Passing, ...], output: Licence) -> Answer:
    """Say whether the loop closes if all that is taken goes into this output."""
    here = [each for each in passings if each.output == output and each.fate is not Fate.OUTSIDE]
    fates = {each.fate for each in here}
    if any(each.breaks for each in here):
        return Answer.NO
    if not fates or fates & {Fate.UNKNOWN, Fate.FORBIDDEN}:
        return Answer.UNKNOWN
    return Answer.CONDITIONS if Fate.OPEN in fates else Answer.YES


def _missing(practice: Practice) -> Iterator[str]:
    if not practice.outputs:
        yield "The licence of what is made here is not coded (output_license)."
    if not practice.taken:
        yield "What it takes is not coded (input_license, uses; or feeds, on the page of a case that feeds it)."
    for each in practice.taken:
        if each.licence is None:
            yield f"The licence of what {each.practice} makes, which is taken here, is not coded."
    for licence in (*practice.outputs, *(each.licence for each in practice.taken if each.licence)):
        if not licence.expression:
            yield f"{licence.name} names no single licence by an SPDX identifier; only what is coded of it is known."
