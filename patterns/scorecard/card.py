"""The scorecard of a pattern: all that its instances say of it, computed anew whenever it is looked at.

Maturity: *initial* – the idea is written down; *structured* – problem, context, forces and solution are there;
*validated* – structured, with at least three independent supporting cases (the rule of three: C. Alexander et al., "A
Pattern Language", 1977; "three independent known uses" in the pattern communities since) and no refutation that nobody
has answered. Alexander's stars are what editors gave; beside them stands how many the record bears out, and neither changes
the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ontology.kinds import Field
from patterns.codings import Coding
from patterns.comparison.agreement import Measure, measure
from patterns.maturity import RULE_OF_THREE
from patterns.scorecard import confidence
from patterns.scorecard.boundary import Boundary, boundary, listed
from patterns.scorecard.cases import CaseFacts
from patterns.scorecard.confidence import Badge, Confidence, counted
from patterns.scorecard.independence import Independence, independence
from patterns.scorecard.instances import Instance, Standing, instances_of, standings
from patterns.scorecard.prediction import Prediction, predict
from patterns.scorecard.record import Record
from patterns.scorecard.separation import Separation, separation
from patterns.scorecard.signature import Signature

INITIAL, STRUCTURED, VALIDATED = "initial", "structured", "validated"
NONE_STATED = Signature()
LEVELS = (INITIAL, STRUCTURED, VALIDATED)


@dataclass(frozen=True, slots=True)
class PatternFacts:
    """What a pattern's page says, as far as its scorecard asks."""

    title: str
    missing: tuple[str, ...] = ()  # of problem, context, forces and solution those without text
    stated: str = ""  # the maturity editors gave it, "" = none
    stars: int | None = None  # Alexander's, as editors gave them
    signature: Signature = NONE_STATED
    claim: str = ""  # what the signature says, in a sentence


@dataclass(frozen=True, slots=True)
class Need:
    """One line of the checklist."""

    words: str
    done: bool
    level: str  # the maturity it is needed for; "" = for more trust, not for a level
    field: str = ""  # of the pattern's form where it is mended, be it a section
    refuting: bool = False  # by an instance that speaks against it


@dataclass(frozen=True)
class Scorecard:
    """All that is computed of one pattern."""

    pattern: PatternFacts
    instances: tuple[Instance, ...]
    standings: tuple[Standing, ...]  # by case
    practices: tuple[Standing, ...]  # of kinds of practice, which are no cases and do not count
    independence: Independence
    agreement: Measure  # of coders on whether a case speaks for the pattern
    boundary: Boundary
    separation: Separation
    prediction: Prediction | None
    confidences: tuple[Confidence, ...]  # four
    records: tuple[Record, ...] = ()  # of the signatures its page stated, the present one first

    @property
    def supporting(self) -> tuple[Standing, ...]:
        """Cases that speak for it; some may speak against it too."""
        return tuple(each for each in self.standings if each.supports)

    @property
    def record(self) -> Record | None:
        """How its signature has fared since it was frozen; None when its page states none."""
        return next((each for each in self.records if each.stated.present), None)

    @property
    def badge(self) -> Badge:
        """How many stars it has earned, and by what."""
        return confidence.badge(self.maturity == VALIDATED, self.record, RULE_OF_THREE)

    @property
    def refuting(self) -> tuple[Standing, ...]:
        """Cases that speak against it."""
        return tuple(each for each in self.standings if each.refutes)

    @property
    def unanswered(self) -> tuple[Standing, ...]:
        """Cases that speak against it, and nobody has said why it stands."""
        return tuple(each for each in self.standings if each.unanswered)

    def of_degree(self, degree: str) -> tuple[Standing, ...]:
        """Return the cases that support it in this degree: "full", "partial", "adapted", "" = not said."""
        return tuple(each for each in self.standings if degree in each.degrees)

    def of_status(self, status: str) -> tuple[Standing, ...]:
        """Return the cases with an instance of this status: "absent" – looked for and not there – or "contested"."""
        return tuple(each for each in self.standings if each.has(status))

    @property
    def last(self) -> str:
        """The day of the last evidence, "" = no instance has a date."""
        return max((each.date for each in self.instances), default="")

    @property
    def maturity(self) -> str:
        """The level it has reached."""
        missing = {each.level for each in self.checklist if not each.done}
        if STRUCTURED in missing:
            return INITIAL
        return STRUCTURED if VALIDATED in missing else VALIDATED

    @property
    def checklist(self) -> tuple[Need, ...]:
        """What the levels need and what would add to trust, each with whether it is there."""
        return tuple(_checklist(self))


def scorecard(
    pattern: PatternFacts,
    codings: Mapping[str, Iterable[Coding]],
    facts: Mapping[str, CaseFacts],
    fields: Sequence[Field],
    meant: Mapping[str, str] | None = None,
    records: Iterable[Record] = (),
) -> Scorecard:
    """Compute the scorecard of a pattern.

    `codings`: what its page and those of cases that may exhibit it code, by full title; `facts`: the cases that its
    signature is tested by and its instances stand in; `fields`: the variables asked of cases; `meant`: redirects;
    `records`: how the signatures that its page stated have fared, which its history alone can tell.
    """
    instances = instances_of(pattern.title, codings, meant)
    every = standings(instances)
    found = tuple(each for each in every if not _is_practice(each, facts))
    supporting = [each for each in found if each.supports]
    refuting = [each for each in found if each.refutes]
    independent = independence(supporting, facts)
    agreed = measure(_judged(found))
    seen = boundary(fields, _facts(supporting, facts))
    fared = tuple(records)
    cases = [each for each in facts.values() if not each.practice] if pattern.signature else []
    predicted = predict(pattern.signature, cases, {each.case: each for each in found})
    return Scorecard(
        pattern,
        instances,
        found,
        tuple(each for each in every if _is_practice(each, facts)),
        independent,
        agreed,
        seen,
        _separated(fields, supporting, refuting, facts),
        predicted,
        (
            confidence.support(supporting, independent, seen),
            confidence.fit(refuting, predicted, next((one for one in fared if one.stated.present), None)),
            confidence.robustness(
                independent, predicted, RULE_OF_THREE, fragile=_is_fragile(independent, supporting, facts)
            ),
            confidence.evidence(instances, found, agreed),
        ),
        fared,
    )


def _is_fragile(
    independent: Independence, supporting: Sequence[Standing], facts: Mapping[str, CaseFacts]
) -> bool:
    """Say whether, without some one case, fewer than three independent ones would be left.

    Only one of the chosen cases can be missed, and another one may step in for it.
    """
    if independent.number != RULE_OF_THREE:
        return independent.number < RULE_OF_THREE
    left = ([each for each in supporting if each.case != gone] for gone in independent.cases)
    return any(independence(each, facts).number < RULE_OF_THREE for each in left)


def _is_practice(standing: Standing, facts: Mapping[str, CaseFacts]) -> bool:
    return standing.case in facts and facts[standing.case].practice


def _separated(
    fields: Sequence[Field],
    supporting: Iterable[Standing],
    refuting: Iterable[Standing],
    facts: Mapping[str, CaseFacts],
) -> Separation:
    """Compare the cases that support the pattern alone with all that refute it."""
    against = list(refuting)
    mixed = [each.case for each in against if each.supports]
    alone = [each for each in supporting if not each.refutes]
    return separation(fields, _facts(alone, facts), _facts(against, facts), mixed)


def _facts(found: Iterable[Standing], facts: Mapping[str, CaseFacts]) -> list[CaseFacts]:
    return [facts.get(each.case) or CaseFacts(each.case) for each in found]


def _judged(found: Iterable[Standing]) -> dict[str, dict[str, str]]:
    """Return what each coder says of each case: for the pattern, against it, both, or that it is not there."""
    judged: dict[str, dict[str, str]] = {}
    for each in found:
        said: dict[str, set[str]] = {}
        for instance in each.instances:
            coders = instance.coding.coders
            word = _word(instance)
            if len(coders) == 1 and word:
                said.setdefault(coders[0], set()).add(word)
        judged[each.case] = {coder: " and ".join(sorted(words)) for coder, words in said.items()}
    return judged


def _word(instance: Instance) -> str:
    if instance.status in {"absent", "not-applicable"}:
        return "not there"
    if instance.refuting:
        return "against"
    return "for" if instance.supporting else ""


def _checklist(card: Scorecard) -> Iterable[Need]:
    missing = card.pattern.missing
    parts = "Problem, context, forces and solution are written."
    yield Need(
        f"Write what is missing: {listed(missing)}." if missing else parts,
        not missing,
        STRUCTURED,
        missing[0] if missing else "",
    )
    yield _independent(card)
    open_ = [each.case for each in card.unanswered]
    yield Need(
        f"Answer {listed(open_)}, or narrow the pattern."
        if open_
        else "No case speaks against it without an answer.",
        not open_,
        VALIDATED,
        "known_instances",
    )
    unsourced = card.independence.unsourced
    if unsourced:
        yield Need(
            f"Name the source of what is seen in {listed(unsourced)}.",
            done=False,
            level="",
            field="known_instances",
        )
    yield Need(
        "A case that speaks against it has been stated."
        if card.refuting
        else "Look for a case that speaks against it.",
        bool(card.refuting),
        "",
        "known_instances",
        refuting=True,
    )
    yield Need(
        "It states a signature that cases can refute."
        if card.pattern.signature
        else "State a signature that cases can refute.",
        bool(card.pattern.signature),
        "",
        "signature_if",
    )
    two = bool(card.agreement.units)
    yield Need(
        "Two coders judged some case." if two else "Let a second coder judge some of the cases.",
        two,
        "",
        "known_instances",
    )


def _independent(card: Scorecard) -> Need:
    number = card.independence.number
    done = number >= RULE_OF_THREE
    if done:
        return Need(
            f"{counted(number, 'independent case')} speak for it.", done, VALIDATED, "known_instances"
        )
    wanted = RULE_OF_THREE - number
    more = f"Find {counted(wanted, 'more independent case', 'more independent cases')} that"
    verb = "speaks" if wanted == 1 else "speak"
    return Need(
        f"{more} {verb} for it: {number} of the {counted(len(card.supporting), 'supporting case')} "
        f"{'is' if number == 1 else 'are'} independent.",
        done,
        VALIDATED,
        "known_instances",
    )
