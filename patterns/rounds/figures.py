"""The agreement of a round's coders as facts: over all of them and by pair, under each variable. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from patterns.comparison.agreement import Agreement, Measure
from patterns.links import slug
from patterns.nquads import literal, node
from patterns.saying import LOOM
from patterns.scorecard.figures import TYPE, Triple, count, share


def agreement_figures(
    title: str, agreements: Iterable[Agreement], page: Callable[[str], str]
) -> Iterator[Triple]:
    """Yield how far the coders of the round of that title agree. `page` gives the IRI of what a title is about."""
    entity = page(title)
    for each in agreements:
        name = f"{entity}#agreement-{slug(each.field.key)}"
        yield from _measured(name, entity, each, each.all, "all", page)
        for number, pair in enumerate(each.by_pair, 1):
            yield from _measured(f"{name}-{number}", entity, each, pair, "pair", page)


def _measured(
    name: str, entity: str, of: Agreement, measure: Measure, scope: str, page: Callable[[str], str]
) -> Iterator[Triple]:
    agreement = node(name)
    yield agreement, TYPE, node(LOOM + "Agreement")
    yield agreement, node(LOOM + "agreementIn"), node(entity)
    yield agreement, node(LOOM + "agreementOn"), node(of.field.iri)
    yield agreement, node(LOOM + "agreementKey"), literal(of.field.key)
    yield agreement, node(LOOM + "agreementScope"), literal(scope)
    for coder in measure.coders:
        yield agreement, node(LOOM + "comparedCoder"), literal(coder)
    yield agreement, node(LOOM + "unitCount"), count(len(measure.units))
    yield agreement, node(LOOM + "pairCount"), count(measure.pairs)
    if measure.share is not None:
        yield agreement, node(LOOM + "agreementShare"), share(measure.share)
    for figure, term in _alpha(measure):
        yield agreement, node(LOOM + figure), term
    if scope == "all":
        for disagreement in of.disagreements:
            yield agreement, node(LOOM + "disputedCase"), node(page(disagreement.title))


def _alpha(measure: Measure) -> Iterator[tuple[str, str]]:
    alpha = measure.alpha
    if alpha is None:
        yield "noAlphaBecause", literal(measure.why)
        return
    yield "alpha", literal(f"{alpha.value:.6f}", "decimal")
    yield "alphaLevel", literal(alpha.level.value)
    yield "alphaReading", literal(alpha.reading)
    if alpha.interval is not None:
        yield "alphaLow", literal(f"{alpha.interval.low:.6f}", "decimal")
        yield "alphaHigh", literal(f"{alpha.interval.high:.6f}", "decimal")
