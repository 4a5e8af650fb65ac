"""Answers with the reasons they rest on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from ontology.licensing.terms import Grant, Rule, Terms


class Answer(StrEnum):
    """What a verdict says."""

    YES = "yes"
    CONDITIONS = "with conditions"
    UNKNOWN = "unknown"
    NO = "no"

    @property
    def allows(self) -> bool:
        """Whether the use is allowed, if need be under conditions."""
        return self in {Answer.YES, Answer.CONDITIONS}


T = TypeVar("T")

ORDER = (Answer.NO, Answer.UNKNOWN, Answer.CONDITIONS, Answer.YES)
"""From the least to the most permissive."""


class Regime(StrEnum):
    """What becomes of works under a licence, in the words of the interview with Michel Bauwens (2008)."""

    COMMONS = "commons economy"
    SHARING = "sharing economy"
    PERMISSIVE = "permissive"
    ENCLOSURE = "enclosure"
    PROPRIETARY = "proprietary"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground of a verdict."""

    text: str  # a sentence
    licence: str = ""  # the text it is taken from, e.g. "GPL-2.0"
    clause: str = ""  # "§2(b)"
    quote: str = ""
    source: str = ""  # who says so, where it is not the licence

    def __str__(self) -> str:
        """Return the sentence with its clause and quotation."""
        place = " ".join(part for part in (self.licence, self.clause) if part) or self.source
        quote = f": “{self.quote}”" if self.quote else ""
        return f"{self.text} ({place}{quote})" if place else self.text


@dataclass(frozen=True, slots=True)
class Dissent:
    """A source that says otherwise than the verdict."""

    source: str
    says: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """An answer, why, what it obliges to, and who says otherwise."""

    answer: Answer
    reasons: tuple[Reason, ...]
    duties: tuple[Reason, ...] = ()  # what must still be done, e.g. keep a notice
    dissents: tuple[Dissent, ...] = ()
    licences: tuple[str, ...] = ()  # publish_under: those that may be used, the works' own first
    conditional: tuple[str, ...] = ()  # publish_under: those of them that may be used with conditions only
    regime: Regime = Regime.UNKNOWN  # regime: which


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the least permissive verdict; for what must hold for all. Never empty."""
    found = tuple(verdicts)
    chosen = min(found, key=lambda each: ORDER.index(each.answer))
    same = [each for each in found if each.answer == chosen.answer]
    return replace(
        chosen,
        reasons=_together(each.reasons for each in same),
        duties=_together(each.duties for each in found),
        dissents=_together(each.dissents for each in found),
    )


def best(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the most permissive verdict, the first of equals; for what one may choose. Never empty."""
    return max(verdicts, key=lambda each: ORDER.index(each.answer))


def _together(parts: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(one for part in parts for one in part))


def by_rule(text: str, terms: Terms, rule: Rule | Grant | None) -> Reason:
    """Return a reason that rests on a rule of the licence."""
    if rule is None:
        return Reason(text, terms.text)
    return Reason(text, terms.text, rule.clause, rule.quote)
