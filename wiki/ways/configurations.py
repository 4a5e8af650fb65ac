"""Configurations: cases as combinations of conditions, analysed for an outcome as the parameters of an address say."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from ontology.kinds import Field
from patterns.comparison.qca.analysis import Analysis, Settings, analyse
from patterns.comparison.qca.calibration import Measured
from patterns.comparison.qca.cautions import Caution, cautions
from patterns.comparison.qca.necessity import Necessity, necessary
from patterns.comparison.qca.sets import BadSets, Literal, Sets, Term
from patterns.comparison.qca.solutions import Bound, Model, Solution
from patterns.comparison.qca.truthtable import CutOffs
from patterns.comparison.table import IN_WORDS, Row
from wiki.assembly import Wiki
from wiki.choices import Choice, told_apart
from wiki.comparing import fields_of, key_of
from wiki.errors import BadInputError
from wiki.parameters import Parameters
from wiki.ways import calibrating
from wiki.ways.calibrating import Calibrated, calibrate, read_asked
from wiki.ways.settings import dispute, disputed, in_order, number_in, one_of
from wiki.ways.testing import Tests, effort_of, try_out

MOST = 1_000
"""Cases of one truth table."""

MOST_CONDITIONS = 16
"""Conditions of one truth table."""

MOST_EFFORT = effort_of(MOST, 8)
"""Cases by conditions that are worked out at once: 1,000 with 8 conditions, 512 with 10, 125 with 16."""

BOUND = Bound(steps=20_000, listed=50)
"""How far models are searched; what is cut short says so."""

OWN = frozenset(
    {
        "outcome",
        "negate",
        "condition",
        "n.cut",
        "incl.cut",
        "excl.cut",
        "pri.cut",
        "expect",
        "mode",
        "tests",
        *calibrating.OWN,
    }
)

MODES = ("sound", "optimistic")
"""How unknowns count: as nothing, or as whatever helps."""

TESTS = ("few", "all")
"""How many cases are dropped and outcomes shuffled."""


@dataclass(frozen=True, slots=True)
class Found:
    """What comes out, as far as the parameters go."""

    choice: Choice
    outcome: Calibrated | None  # None = none is named, or it cannot be a set
    conditions: tuple[Calibrated, ...]
    refused: tuple[str, ...]  # in sentences, variables that are left out
    settings: Settings
    negated: bool
    mode: str
    tests: str
    analysis: Analysis | None = None  # None = the question is not complete
    necessity: Necessity | None = None
    tested: Tests | None = None

    @property
    def goal(self) -> str:
        """The outcome in words."""
        return self.outcome.words[0 if self.negated else 1] if self.outcome else ""

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """What to know before believing anything, the gravest first."""
        refused = (Caution("refused", each) for each in self.refused)
        found = cautions(self.analysis) if self.analysis else ()
        return (*refused, *self._unsettled(), *found, *self._proposed())

    def _proposed(self) -> Iterator[Caution]:
        proposed = [each.field.label for each in (self.outcome, *self.conditions) if each and each.proposed]
        if proposed:
            yield Caution(
                "proposed",
                f"Nobody has decided which values of {', '.join(proposed)} count as in: what stands there is a proposal"
                " made from the numbers of cases. Decide by what is known of the matter.",
            )

    def _unsettled(self) -> Iterator[Caution]:
        for each in filter(None, (self.outcome, *self.conditions)):
            if each.torn:
                torn = tuple(self.choice.titles[place] for place in each.torn)
                many = (
                    "1 case says two things at once and counts"
                    if len(torn) == 1
                    else (f"{len(torn):,} cases say two things at once and count")
                )
                yield Caution("torn", f"Under {each.field.label}, {many} as unknown there: decide.", torn)
            places = [place for place in disputed(each.cells) if place not in each.torn]
            if places:
                cases = tuple(self.choice.titles[place] for place in places)
                yield Caution("disputed", dispute(each.field.label, cases), cases)

    def variable(self, name: str) -> str:
        """Return the key of the variable that a condition, or the outcome, is made of."""
        plain = name.removeprefix("~")
        used = (*self.conditions, self.outcome) if self.outcome else self.conditions
        return next(each.field.key for each in used if each and each.condition.name == plain)

    def literal(self, each: Literal) -> str:
        """Say in words what a literal means."""
        condition = next(one for one in self.conditions if one.condition.name == each.condition)
        return condition.words[each.value]

    def words(self, term: Term) -> str:
        """Say in words what a term means."""
        return ", ".join(map(self.literal, term.literals)) or "always"

    def formula(self, model: Model) -> str:
        """Say in words what a model means."""
        return "; or ".join(map(self.words, model.terms))

    def solutions(self) -> Iterator[tuple[str, Solution]]:
        """Give each sort of solution; there may be several intermediate ones."""
        if self.analysis is None:
            return
        yield "conservative", self.analysis.conservative
        yield from (("intermediate", each.solution) for each in self.analysis.intermediate)
        yield "parsimonious", self.analysis.parsimonious
        if self.analysis.optimistic is not None:
            yield "optimistic", self.analysis.optimistic

    def main(self) -> tuple[str, Solution] | None:
        """Return the solution that is told first: with expectations the intermediate one, else as the mode says."""
        found = dict(reversed(list(self.solutions())))
        wanted = ("optimistic",) if self.mode == "optimistic" else ("intermediate",)
        return next(
            (
                (each, found[each])
                for each in (*wanted, "parsimonious")
                if each in found and found[each].models
            ),
            None,
        )


def found_of(wiki: Wiki, choice: Choice, parameters: Parameters) -> Found:
    """Work out what the parameters ask for; raises BadInputError for what makes no sense."""
    found = asked_of(wiki, choice, parameters)
    _refuse_too_much(choice, len(found.conditions))
    if found.outcome is None or not found.conditions or not choice.titles:
        return found
    try:
        return _analysed(found)
    except BadSets as error:
        raise BadInputError(str(error)) from error


def _refuse_too_much(choice: Choice, conditions: int) -> None:
    if conditions > MOST_CONDITIONS:
        raise BadInputError(
            f"{conditions} conditions are more than the {MOST_CONDITIONS} of one truth table: with so many nearly every case"
            " is a row of its own. Choose those that may matter."
        )
    if effort_of(len(choice.titles), conditions) > MOST_EFFORT:
        raise BadInputError(
            f"{len(choice.titles):,} cases by {conditions} conditions are more than are worked out at once: with so many"
            f" conditions, choose {MOST_EFFORT // conditions**3:,} cases at most, or choose fewer conditions."
        )


def asked_of(wiki: Wiki, choice: Choice, parameters: Parameters) -> Found:
    """Return what is asked for with its calibrations, and nothing worked out; raises BadInputError for what makes no sense."""
    outcomes = _fields(choice, "outcome", parameters.all("outcome")[:1])
    named = condition_fields(choice, parameters)
    conditions = [each for each in named if each not in outcomes]
    keys = [each.key for each in choice.kind.fields if each.codable]
    asked = read_asked(parameters, keys, in_order(choice.with_fields((*outcomes, *conditions))))
    rows = _rows(wiki, choice, (*outcomes, *conditions))
    refused = [
        f"{each.label} is the outcome and explains itself: it is not among the conditions."
        for each in named
        if each in outcomes and parameters.all("condition")
    ]
    made = [_made(rows, each, asked, refused) for each in (*outcomes, *conditions)]
    outcome = made[0] if outcomes else None
    usable = tuple(each for each in made[len(outcomes) :] if each)
    settings = Settings(cutoffs_of(parameters), _expectations(parameters, usable), BOUND)
    return Found(
        choice,
        outcome,
        usable,
        tuple(refused),
        settings,
        negated=one_of(parameters, "negate", ("no", "yes")) == "yes",
        mode=one_of(parameters, "mode", MODES),
        tests=one_of(parameters, "tests", TESTS),
    )


def condition_fields(choice: Choice, parameters: Parameters) -> tuple[Field, ...]:
    """Return the variables that are conditions: those named, else those that are chosen to be compared."""
    named = parameters.all("condition")
    if named:
        return _fields(choice, "condition", named)
    return choice.fields if choice.keys else ()


def _fields(choice: Choice, name: str, written: Sequence[str]) -> tuple[Field, ...]:
    keys = [key_of(choice.codebook, choice.codebook.ontology, each) for each in written]
    fields, notes = fields_of(choice.kind, keys) if keys else ((), ())
    if notes:
        wrong = next(
            word for word, key in zip(written, keys, strict=True) if not fields_of(choice.kind, [key])[0]
        )
        raise BadInputError(f"{name}: {notes[0]} Name one by its key, as in {name}=stage.", name, wrong)
    return fields


def possible(choice: Choice) -> tuple[Field, ...]:
    """Return the variables that can be an outcome or a condition."""
    return tuple(each for each in choice.kind.fields if each.codable and each.type not in IN_WORDS)


def _rows(wiki: Wiki, choice: Choice, fields: tuple[Field, ...]) -> Mapping[str, Row]:
    if not fields:
        return {}
    return {row.field.key: row for row in told_apart(wiki, choice.with_fields(fields)).rows}


def _made(
    rows: Mapping[str, Row], field: Field, asked: calibrating.Asked, refused: list[str]
) -> Calibrated | None:
    """Calibrate a variable; one that cannot be a set is left out, and that is said."""
    labels = [row.field.label for row in rows.values()]
    plain = labels.count(field.label) == 1 and not set("*+~[]") & set(field.label)
    try:
        return calibrate(rows[field.key], field.label if plain else field.key, asked)
    except BadSets as error:
        refused.append(str(error))
        return None


def cutoffs_of(parameters: Parameters) -> CutOffs:
    """Read the cut-offs; raises BadInputError."""
    fewest = _cutoff(parameters, "n.cut", 1, MOST, 1)
    if fewest != int(fewest):
        raise BadInputError(
            f"n.cut={fewest:g}: cases are counted in whole numbers, as in n.cut=2.",
            "n.cut",
            parameters.first("n.cut"),
        )
    inclusion, pri = _cutoff(parameters, "incl.cut", 0, 1, 1), _cutoff(parameters, "pri.cut", 0, 1, 0)
    exclusion = _cutoff(parameters, "excl.cut", 0, 1, inclusion)
    if exclusion > inclusion:
        raise BadInputError(
            f"excl.cut={exclusion:g} is above incl.cut={inclusion:g}: a row below the one is against, one from the other on goes"
            " with the outcome. Write a smaller number, or leave it out.",
            "excl.cut",
            parameters.first("excl.cut"),
        )
    said = bool(parameters.first("excl.cut").strip())
    return CutOffs(int(fewest), inclusion, exclusion if said else None, pri)


def _cutoff(parameters: Parameters, name: str, least: float, most: float, default: float) -> float:
    written = parameters.first(name).strip()
    if not written:
        return default
    number = number_in(written, least, most)
    if number is None:
        example = "2" if name == "n.cut" else "0.8"
        raise BadInputError(
            f"{name}={written!r} is no cut-off: write a number from {least:g} to {most:,}, as in {name}={example}.",
            name,
            parameters.first(name),
        )
    return number


def _expectations(parameters: Parameters, conditions: Sequence[Calibrated]) -> Mapping[str, Sequence[int]]:
    """Read `expect=KEY:present`, `KEY:absent` or the number or label of one of several values."""
    by_key = {each.field.key: each for each in conditions}
    found: dict[str, list[int]] = {}
    for written in parameters.all("expect"):
        key, _, value = written.partition(":")
        if key not in by_key:
            raise BadInputError(
                f"expect={written!r}: “{key}” is none of the conditions. Name one by its key.",
                "expect",
                written,
            )
        found.setdefault(by_key[key].condition.name, []).append(_value(by_key[key], written, value.strip()))
    return found


def _value(condition: Calibrated, written: str, value: str) -> int:
    named = {str(number): number for number in range(condition.condition.levels)}
    if not condition.condition.multi:
        named |= {"absent": 0, "present": 1}
    named |= {label.casefold(): number for number, label in enumerate(condition.condition.labels)}
    if value.casefold() not in named:
        raise BadInputError(
            f"expect={written!r}: write KEY:VALUE, the value being one of {', '.join(named)}.",
            "expect",
            written,
        )
    return named[value.casefold()]


def _analysed(found: Found) -> Found:
    used = [each for each in (*found.conditions, found.outcome) if each]
    away = set(chain.from_iterable(each.excluded for each in used))
    sets = _sets(found, away)
    analysis = analyse(sets, found.settings)
    measured = [_kept(each.measured, away) for each in used if each.measured]
    return replace(
        found,
        analysis=analysis,
        necessity=necessary(sets),
        tested=try_out(analysis, measured, whole=found.tests == "all"),
    )


def _sets(found: Found, away: Collection[int]) -> Sets:
    used = [each.condition for each in (*found.conditions, found.outcome) if each]
    sets = Sets(found.choice.titles, tuple(used[:-1]), used[-1]).without(away)
    return sets.negated() if found.negated else sets


def _kept(measured: Measured, away: Collection[int]) -> Measured:
    numbers = (each for place, each in enumerate(measured.numbers) if place not in away)
    return replace(measured, numbers=tuple(numbers))
