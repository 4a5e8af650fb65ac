"""What is stated of a hypothesis: on its own page and on those of cases that speak for it or against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ontology.kinds import Field, Kind
from patterns.codings import Coding
from patterns.frontmatter import parse
from patterns.hypotheses.verdict import Verdict, by_people
from patterns.scorecard.card import NONE_STATED
from patterns.scorecard.cases import CaseFacts
from patterns.scorecard.independence import Independence, independence
from patterns.scorecard.instances import Ends, Instance, Standing, instances_of, standings
from patterns.scorecard.signature import SIGNATURE_IF, SIGNATURE_THEN, Signature, signature
from patterns.scorecard.stating import held
from patterns.values import choices, option_word

SUPPORTED_BY, REFUTED_BY = "supported_by", "refuted_by"
SUPPORTS, REFUTES = "supports", "refutes"
ENDS = Ends({SUPPORTED_BY: False, REFUTED_BY: True}, {SUPPORTS: False, REFUTES: True})
"""Fields of a hypothesis and of a case that say that one speaks for or against the other."""

CLAIM, TYPE, TESTED_BY, HYPOTHESIS = "claim", "type", "tested_by", "hypothesis"


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What a hypothesis's page says."""

    title: str
    claim: str = ""  # in a sentence a case could contradict, "" = not said
    signature: Signature = NONE_STATED
    tested_by: tuple[str, ...] = ()  # variables as they are named there

    @property
    def problems(self) -> tuple[str, ...]:
        """What keeps it from being tested, in sentences."""
        missing = []
        if not self.claim:
            missing.append("It makes no claim yet: write one in a sentence that a case could contradict.")
        if not self.signature.claims and not self.signature.problems:
            missing.append(
                "It states no signature, so the codings of cases cannot test it: write under which conditions on a case what"
                " follows, as in “rivalry = non-rival” and “free_riding = harmless”."
            )
        return (*missing, *self.signature.problems)


def hypothesis_stated(text: str, title: str, kind: Kind, fields: Iterable[Field]) -> Hypothesis | None:
    """Read a concept's page; None when it is no hypothesis or leads to another page. `fields`: variables of cases.

    A concept is a hypothesis when its type says so, or when it makes a claim or states a signature.
    """
    said = held(parse(text))
    if any(said.get("redirect", ())):
        return None
    types = choices(kind.by_key[TYPE]) if TYPE in kind.by_key else {}
    typed = {
        option_word(types[each.casefold()].iri) for each in said.get(TYPE, ()) if each.casefold() in types
    }
    if HYPOTHESIS not in typed and not any(said.get(key) for key in (CLAIM, SIGNATURE_IF, SIGNATURE_THEN)):
        return None
    return Hypothesis(
        title,
        next(filter(None, said.get(CLAIM, ())), ""),
        signature(said.get(SIGNATURE_IF, ()), said.get(SIGNATURE_THEN, ()), fields),
        tuple(said.get(TESTED_BY, ())),
    )


@dataclass(frozen=True)
class Stated:
    """What people say of a hypothesis."""

    instances: tuple[Instance, ...]
    standings: tuple[Standing, ...]  # by case
    independent: Independence  # of the cases for it
    against: Independence  # of those against it

    @property
    def supporting(self) -> tuple[Standing, ...]:
        """Cases that speak for it; some may speak against it too."""
        return tuple(each for each in self.standings if each.supports)

    @property
    def refuting(self) -> tuple[Standing, ...]:
        """Cases that speak against it."""
        return tuple(each for each in self.standings if each.refutes)

    @property
    def unanswered(self) -> tuple[Standing, ...]:
        """Cases that speak against it, and nobody has said why it stands."""
        return tuple(each for each in self.standings if each.unanswered)

    @property
    def contested(self) -> tuple[Standing, ...]:
        """Cases of which it is contested what they say."""
        return tuple(each for each in self.standings if each.has("contested"))

    @property
    def absent(self) -> tuple[Standing, ...]:
        """Cases that somebody thought of and found not to count."""
        return tuple(each for each in self.standings if each.has("absent"))

    @property
    def verdict(self) -> Verdict:
        """What they amount to."""
        against, refuting = len(self.unanswered), len(self.refuting)
        return by_people(
            len(self.supporting),
            against,
            self.independent.number,
            len(self.contested),
            refuting - against,
        )


def stated_of(
    hypothesis: str,
    codings: Mapping[str, Iterable[Coding]],
    facts: Mapping[str, CaseFacts],
    meant: Mapping[str, str] | None = None,
) -> Stated:
    """Gather what pages state of a hypothesis: {title of a page: what it codes}; `meant`: redirects."""
    found = instances_of(hypothesis, codings, meant, ENDS)
    every = standings(found)
    supporting = [each for each in every if each.supports]
    turned = standings(_plain(each) for each in found if each.refuting)
    return Stated(found, every, independence(supporting, facts), independence(turned, facts))


def _plain(instance: Instance) -> Instance:
    """Return what speaks against it as if it spoke for it: how independent its cases are is asked in the same way."""
    evidence = tuple(each for each in instance.coding.evidence if each.key != "bearing")
    return Instance(instance.case, instance.page, replace(instance.coding, evidence=evidence))
