"""Questions that would settle what follows from what: "is it true that …? If not, name a case". Answers are kept.

Attribute exploration: B. Ganter, "Two Basic Algorithms in Concept Analysis" (1984), LNAI 5986 (2010); Ganter & Wille
1999, section 2.3; with cases of which not all is known, Burmeister & Holzer 2005.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from patterns.comparison.features.basis import Basis, implication_basis
from patterns.comparison.features.context import Context
from patterns.comparison.features.rules import Rule, broken_by, rule

MOST = 20
"""Questions at once."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Somebody said yes: whatever has these features has those, now and in every case to come."""

    premise: tuple[str, ...]  # keys of features
    conclusion: tuple[str, ...]
    by: str = ""  # who said so


@dataclass(frozen=True, slots=True)
class Question:
    """An implication that all known cases bear out and nobody has confirmed."""

    asked: Rule

    @property
    def answer(self) -> Answer:
        """What saying yes to it keeps."""
        return Answer(
            tuple(each.key for each in self.asked.premise), tuple(each.key for each in self.asked.conclusion)
        )

    def sentence(self) -> str:
        """Ask it in words."""
        premise = " and ".join(each.label for each in self.asked.premise)
        conclusion = " and ".join(each.label for each in self.asked.conclusion)
        subject = f"every case with {premise}" if premise else "every case"
        return f"Is it true that {subject} has {conclusion}? If not, name a case that has not."


@dataclass(frozen=True, slots=True)
class Exploration:
    """What to ask next, and answers that do not hold any longer."""

    questions: tuple[Question, ...]  # those that most cases bear out first
    broken: tuple[tuple[Answer, Rule], ...]  # answers with the cases that break them
    complete: bool  # no question is left beyond these


Pairs = Sequence[tuple[int, int]]
"""Premises and conclusions, as sets of features."""

Find = Callable[[Context, int, Pairs], Basis]
"""Finds the basis that so many cases bear out, where some implications are granted."""


def _basis(context: Context, minimum: int, granted: Pairs) -> Basis:
    return implication_basis(context, minimum, granted=granted)


def explore(
    context: Context,
    answers: Iterable[Answer] = (),
    *,
    minimum: int = 1,
    most: int = MOST,
    find: Find = _basis,
) -> Exploration:
    """Ask what at least `minimum` cases bear out and does not follow from the answers.

    A refutation is a case of the context, no answer: once it is coded the question is gone. An answer that a case breaks is
    no longer taken for granted; one that names a feature there is none of any more is passed over. `find` looks for the basis.
    """
    given = [each for each in answers if _is_whole(context, each)]
    pairs = {_pair(context, each): each for each in given}
    broken = broken_by(context, pairs)
    granted = [each for each in pairs if each not in set(broken)]
    basis = find(context, minimum, granted)
    found = sorted(basis.found, key=lambda each: (-each.support, each.premise.bit_count()))
    return Exploration(
        tuple(Question(rule(context, each.premise, each.conclusion)) for each in found[:most]),
        tuple((pairs[each], rule(context, *each)) for each in broken),
        basis.complete and len(found) <= most,
    )


def _is_whole(context: Context, answer: Answer) -> bool:
    return all(key in context.number_of for key in (*answer.premise, *answer.conclusion))


def _pair(context: Context, answer: Answer) -> tuple[int, int]:
    return context.numbers(answer.premise), context.numbers(answer.conclusion)
