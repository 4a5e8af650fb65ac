"""The questions asked of licence expressions: may, publish_under. None of them raises on any text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum
from functools import cache
from itertools import combinations

from ontology.licensing import compatibility
from ontology.licensing.exceptions import ADDITIONS, Addition, Reach
from ontology.licensing.expression import (
    LATER,
    All,
    Any_,
    Expression,
    ExpressionProblem,
    One,
    expression_of,
    texts_of,
)
from ontology.licensing.published import dissents
from ontology.licensing.reading import all_terms
from ontology.licensing.spdx import spdx_licences
from ontology.licensing.terms import Copyleft, Terms
from ontology.licensing.verdicts import Answer, Reason, Verdict, best, worst


class Use(StrEnum):
    """What is done with a work under one licence and a work under another."""

    INCORPORATE = "incorporate"  # it becomes part of a work published as a whole under the other
    RELICENSE = "relicense"  # it is offered, as it is, under the other instead
    DISTRIBUTE_WITH = "distribute_with"  # separate works are given out together


RULES: dict[Use, Callable[[Terms, Terms], Verdict]] = {
    Use.INCORPORATE: compatibility.incorporate,
    Use.RELICENSE: compatibility.relicense,
    Use.DISTRIBUTE_WITH: compatibility.distribute_with,
}


def may(use: Use | str, a: str | Expression, b: str | Expression) -> Verdict:
    """May a work under `a` be incorporated in, relicensed as, or distributed with a work under `b`.

    Of `a OR …` the recipient chooses, all of `a AND …` must allow it. A work offered under `b OR …` must be fit for
    every choice, one under `b AND …` for the licence that governs the others. A text that is no expression, and a
    licence that is not described here, give the answer "unknown". Raises ValueError for a use that is none.
    """
    rule = Use(use)
    try:
        return _may(rule, expression_of(a), expression_of(b))
    except ExpressionProblem as problem:
        return Verdict(Answer.UNKNOWN, (Reason(str(problem)),))


@cache
def _may(use: Use, a: Expression, b: Expression) -> Verdict:
    if isinstance(b, Any_):
        return worst(_may(use, a, part) for part in b.parts)
    if a == b and not isinstance(a, One):
        return _with_itself(use, a)
    if isinstance(a, Any_):
        return best(_may(use, part, b) for part in a.parts)
    if isinstance(a, All):
        return worst(_may(use, part, b) for part in a.parts)
    if isinstance(b, All):
        return _under_all(use, a, b)
    return _single(use, a, b)


def _with_itself(use: Use, both: Expression) -> Verdict:
    """Works under the same expression: no licence meets another that it did not meet before."""
    parts = both.parts if isinstance(both, All | Any_) else (both,)
    verdicts = (_may(use, part, part) for part in parts)
    return worst(verdicts) if isinstance(both, All) else best(verdicts)


def _under_all(use: Use, a: One, b: All) -> Verdict:
    """Ask the licence that the others may go into, for it governs; without one, the work must be fit for each."""
    if use == Use.INCORPORATE:
        for part in b.parts:
            others = (other for other in b.parts if other != part)
            if all(_may(use, other, part).answer.allows for other in others):
                return _may(use, a, part)
    return worst(_may(use, a, part) for part in b.parts)


def _single(use: Use, a: One, b: One) -> Verdict:
    texts_a, texts_b = texts_of(a), texts_of(b)
    if a == b and not texts_a:
        return _unknown(a)
    if not texts_a:
        return _unknown(a)
    if not texts_b:
        return _into_unknown(use, a, b)
    rule = RULES[use]
    verdict = worst(best(rule(one, other) for one in texts_a) for other in texts_b)
    if use == Use.DISTRIBUTE_WITH:
        return verdict
    verdict = _with_versions_to_come(verdict, a, b)
    if use == Use.RELICENSE:
        return _given_by_all(verdict, a, b)
    verdict = _with_exceptions(verdict, a, b)
    return replace(verdict, dissents=dissents(str(a), str(b), verdict.answer))


def _with_versions_to_come(verdict: Verdict, a: One, b: One) -> Verdict:
    """Under “or later” recipients may also choose versions not written yet, which not every holder has granted."""
    newest = texts_of(b)[-1]
    if verdict.answer != Answer.YES or not b.identifier.endswith((LATER, "+")) or _grants_later(a, newest):
        return verdict
    text = (
        f"The holder has not granted versions after {newest.text}; the whole can be under {newest.text} only."
    )
    return Verdict(Answer.NO, (Reason(text, a.identifier), *verdict.reasons))


def _grants_later(a: One, newest: Terms) -> bool:
    bound = [each for each in texts_of(a) if each.governs_the_whole or each.copyleft == Copyleft.LIBRARY]
    later = a.identifier.endswith((LATER, "+"))
    if not bound or (later and bound[-1].series == newest.series):
        return True
    ways = {name for each in bound for grant in each.grants for name in grant.into}
    return any(compatibility.leads_to(name, newest) for name in ways if later or name.endswith("+"))


def _unknown(one: One) -> Verdict:
    text = f"{one} is not described here, so nothing is said of it. Its text decides."
    return Verdict(Answer.UNKNOWN, (Reason(text),))


def _into_unknown(use: Use, a: One, b: One) -> Verdict:
    """Only what asks nothing may go into a work whose terms are not known."""
    texts = texts_of(a)
    if use == Use.INCORPORATE and any(each.copyleft == Copyleft.DEDICATION for each in texts):
        text = f"The holder asks nothing in return, whatever the terms of {b} are."
        return Verdict(Answer.YES, (Reason(text, texts[0].text, texts[0].permits["modifications"].clause),))
    return _unknown(b)


def _with_exceptions(verdict: Verdict, a: One, b: One) -> Verdict:
    """Apply additional permissions: those of `a` widen what may be done, those of `b` must be given by all."""
    verdict = _widened(verdict, a, b)
    if not b.exception or a == b:
        return verdict
    added = ADDITIONS.get(b.exception)
    if added and not verdict.answer.allows and _lets_in(added, a):
        return Verdict(Answer.CONDITIONS, (_by_addition("By", added, b),), verdict.duties)
    return _given_by_all(verdict, a, b)


def _given_by_all(verdict: Verdict, a: One, b: One) -> Verdict:
    """Nobody but the holder can give an additional permission for a part under copyleft, if the whole takes it in."""
    bound = any(each.governs_the_whole or each.copyleft == Copyleft.LIBRARY for each in texts_of(a))
    whole = any(each.claims_the_whole for each in texts_of(b))
    if a == b or not (b.exception and bound and whole and verdict.answer.allows):
        return verdict
    text = f"The holder of the part has not given the additional permission {b.exception}."
    return Verdict(Answer.NO, (Reason(text, a.identifier),))


def _widened(verdict: Verdict, a: One, b: One) -> Verdict:
    added = ADDITIONS.get(a.exception)
    if not a.exception or verdict.answer.allows or texts_of(a)[0].identifiers[0].endswith(a.exception):
        return verdict
    if added is None:
        text = (
            f"What {a.exception} adds is not described here; the answer is that of {a.identifier} without it."
        )
        return replace(verdict, answer=Answer.UNKNOWN, reasons=(*verdict.reasons, Reason(text)))
    if added.reach is Reach.NAMED:
        reasons = (*verdict.reasons, _by_addition("By", added, a))
        return replace(verdict, answer=Answer.UNKNOWN, reasons=reasons)
    if not _reaches(added, b):
        return replace(verdict, reasons=(*verdict.reasons, _by_addition("This is not changed by", added, a)))
    return Verdict(Answer.CONDITIONS, (_by_addition("By", added, a),), verdict.duties)


def _by_addition(start: str, added: Addition, one: One) -> Reason:
    text = (
        f"{start} the additional permission {added.identifier}{',' if start == 'By' else ':'} {added.says}."
    )
    return Reason(text, one.identifier, f"WITH {added.identifier}", added.quote)


def _reaches(added: Addition, b: One) -> bool:
    """Whether an exception of the part lets it into a work under `b`."""
    texts = texts_of(b)
    if added.reach is Reach.ANY:
        return not any("appropriation" in each.requires for each in texts)
    if added.reach is Reach.FREE:
        return _is_free(b) and not any(each.claims_the_whole for each in texts)
    return added.reach is Reach.TEXTS and all(each.text in added.texts for each in texts)


def _lets_in(added: Addition, a: One) -> bool:
    """Whether an exception of the whole lets in a part under `a`, which itself does not ask for the whole."""
    if any(each.governs_the_whole for each in texts_of(a)):
        return False
    named = added.reach is Reach.TEXTS and any(each.text in added.texts for each in texts_of(a))
    return named or (added.reach is Reach.FREE and _is_free(a))


def _is_free(one: One) -> bool:
    listed = spdx_licences().get(one.identifier)
    return bool(listed and (listed.osi_approved or listed.fsf_free))


def publish_under(given: Iterable[str | Expression]) -> Verdict:
    """Under which of the described licences a work made of works under all these may be published as a whole.

    `licences` lists them by SPDX identifier: those of the works themselves first, then the unconditional ones;
    `conditional` repeats those under which some part keeps a licence of its own, or another condition holds. Both are
    empty when there is none, and when an expression cannot be read or names a licence that is not described here.
    """
    try:
        works = tuple(dict.fromkeys(expression_of(each) for each in given))
    except ExpressionProblem as problem:
        return Verdict(Answer.UNKNOWN, (Reason(str(problem)),))
    if not works:
        return Verdict(Answer.UNKNOWN, (Reason("No licence was given, so nothing limits the choice."),))
    return _published(works)


@cache
def _published(works: tuple[Expression, ...]) -> Verdict:
    found = {each: worst(_may(Use.INCORPORATE, work, each) for work in works) for each in _candidates(works)}
    free = {each: verdict for each, verdict in found.items() if verdict.answer.allows}
    if not free:
        return _nothing_fits(works, tuple(found.values()))
    own = set(works)
    ranked = sorted(
        free, key=lambda each: (each not in own, free[each].answer == Answer.CONDITIONS, str(each))
    )
    first = free[ranked[0]]
    text = f"All of them may be incorporated in a work under {ranked[0]}."
    return replace(
        best(free.values()),
        reasons=(Reason(text), *first.reasons),
        duties=first.duties,
        dissents=first.dissents,
        licences=tuple(str(each) for each in ranked),
        conditional=tuple(str(each) for each in ranked if free[each].answer == Answer.CONDITIONS),
    )


def _candidates(works: tuple[Expression, ...]) -> tuple[Expression, ...]:
    """Return every described licence that permits building on it, and the expressions of the works."""
    described = (
        expression_of(name)
        for terms in all_terms().values()
        if "distribution" in terms.permits
        for name in terms.identifiers
    )
    return tuple(dict.fromkeys((*works, *described)))


def _nothing_fits(works: tuple[Expression, ...], verdicts: tuple[Verdict, ...]) -> Verdict:
    """Name what stands in the way: a work nothing may be built on, else two that fit neither way, else each of them."""
    answer = Answer.UNKNOWN if any(each.answer == Answer.UNKNOWN for each in verdicts) else Answer.NO
    alone = [_may(Use.INCORPORATE, each, each) for each in works]
    pairs = [_either_way(one, other) for one, other in combinations(works, 2)]
    into_each = [worst(_may(Use.INCORPORATE, work, whole) for work in works) for whole in works]
    for found in (alone, pairs, into_each):
        against = [each for each in found if not each.answer.allows]
        if against:
            return replace(worst(against), answer=answer)
    return Verdict(answer, verdicts[0].reasons)


def _either_way(one: Expression, other: Expression) -> Verdict:
    """May one of two works become part of the other; if neither may, with the reasons of both."""
    there, back = _may(Use.INCORPORATE, one, other), _may(Use.INCORPORATE, other, one)
    found = best((there, back))
    reasons = tuple(dict.fromkeys((*there.reasons, *back.reasons)))
    return found if found.answer.allows else replace(found, reasons=reasons)
