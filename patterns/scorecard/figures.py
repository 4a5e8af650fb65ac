"""The figures of a scorecard as facts: of the cases for and against a pattern, and of how its signature fares. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from patterns.nquads import literal, node
from patterns.saying import LOOM
from patterns.scorecard.card import Need, Scorecard

Triple = tuple[str, str, str]
TYPE = node("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_DESCRIPTION = node("http://purl.org/dc/terms/description")
_DERIVED = node("http://www.w3.org/ns/prov#wasDerivedFrom")


def share(of: Fraction) -> str:
    """Write a share as a decimal with six places."""
    return literal(f"{float(of):.6f}", "decimal")


def count(number: int) -> str:
    """Write a number of things."""
    return literal(str(number), "integer")


def card_figures(
    card: Scorecard, page: Callable[[str], str], graph: Callable[[str], str]
) -> Iterator[Triple]:
    """Yield what a scorecard counts. `page` and `graph` give the IRIs of what a title is about and of its page's facts."""
    scorecard = _scorecard(card, page)
    yield scorecard, TYPE, node(LOOM + "Scorecard")
    yield scorecard, node(LOOM + "scorecardOf"), node(page(card.pattern.title))
    yield scorecard, node(LOOM + "reachedMaturity"), node(LOOM + card.maturity)
    groups = {
        "supporting": [each.case for each in card.supporting],
        "independent": list(card.independence.cases),
        "refuting": [each.case for each in card.refuting],
        "unanswered": [each.case for each in card.unanswered],
    }
    for name, cases in groups.items():
        yield from _counted(scorecard, name, cases, page)
    for degree in ("partial", "adapted"):
        yield scorecard, node(LOOM + f"{degree}Count"), count(len(card.of_degree(degree)))
    if card.agreement.share is not None:
        yield scorecard, node(LOOM + "bearingAgreement"), share(card.agreement.share)
    if card.last:
        yield scorecard, node(LOOM + "lastEvidence"), literal(card.last)
    yield scorecard, node(LOOM + "boundary"), literal(card.boundary.sentence)
    for title in {card.pattern.title, *(each.page for each in card.instances)}:
        yield scorecard, _DERIVED, node(graph(title))
    for number, need in enumerate(card.checklist, 1):
        yield from _need(scorecard, node(f"{page(card.pattern.title)}#need-{number}"), need)


def fared_figures(card: Scorecard, page: Callable[[str], str]) -> Iterator[Triple]:
    """Yield how the signature of a pattern fares since it was frozen, and the stars that follow."""
    scorecard, record = _scorecard(card, page), card.record
    yield scorecard, node(LOOM + "earnedStars"), count(card.badge.stars)
    if card.pattern.signature:
        yield scorecard, node(LOOM + "signatureInWords"), literal(card.pattern.signature.words)
    if record is not None:
        yield from _counted(scorecard, "hit", [each.case for each in record.hits], page)
        yield from _counted(scorecard, "miss", [each.case for each in record.misses], page)


def _scorecard(card: Scorecard, page: Callable[[str], str]) -> str:
    return node(f"{page(card.pattern.title)}#scorecard")


def _counted(scorecard: str, name: str, cases: Iterable[str], page: Callable[[str], str]) -> Iterator[Triple]:
    found = list(cases)
    yield scorecard, node(LOOM + f"{name}Count"), count(len(found))
    for case in found:
        yield scorecard, node(LOOM + f"{name}Case"), node(page(case))


def _need(scorecard: str, item: str, need: Need) -> Iterator[Triple]:
    yield scorecard, node(LOOM + "checklistItem"), item
    yield item, TYPE, node(LOOM + "ChecklistItem")
    yield item, _DESCRIPTION, literal(need.words)
    yield item, node(LOOM + "itemDone"), literal("true" if need.done else "false", "boolean")
    if need.level:
        yield item, node(LOOM + "neededFor"), node(LOOM + need.level)
