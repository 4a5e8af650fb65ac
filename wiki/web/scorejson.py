"""Scorecards as programs take them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from patterns.comparison.agreement import Measure
from patterns.links import page_path
from patterns.scorecard.boundary import Context
from patterns.scorecard.card import Scorecard
from patterns.scorecard.instances import Instance, Standing
from patterns.scorecard.prediction import Prediction
from patterns.scorecard.separation import Separation


def line_json(card: Scorecard) -> dict[str, Any]:
    """Return the figures of a scorecard: a row of the list of all."""
    title = card.pattern.title
    return {
        "title": title,
        "url": page_path(title),
        "maturity": card.maturity,
        "stated_maturity": card.pattern.stated or None,
        "stars": card.pattern.stars,
        "supporting": len(card.supporting),
        "independent": card.independence.number,
        "partial": len(card.of_degree("partial")),
        "adapted": len(card.of_degree("adapted")),
        "refuting": len(card.refuting),
        "unanswered": len(card.unanswered),
        "agreement": _share(card.agreement.share),
        "last_evidence": card.last or None,
        "boundary": card.boundary.sentence,
    }


def scorecard_json(card: Scorecard) -> dict[str, Any]:
    """Return a scorecard whole, each figure with the cases it counts."""
    return {
        **line_json(card),
        "cases": {
            "supporting": _titles(card.supporting),
            "partial": _titles(card.of_degree("partial")),
            "adapted": _titles(card.of_degree("adapted")),
            "refuting": _titles(card.refuting),
            "unanswered": _titles(card.unanswered),
            "absent": _titles(card.of_status("absent")),
            "contested": _titles(card.of_status("contested")),
            "practices": _titles(card.practices),
        },
        "instances": [_instance(each) for each in card.instances],
        "independence": _independence(card),
        "coders": _measure(card.agreement),
        "checklist": [
            {"words": each.words, "done": each.done, "level": each.level or None} for each in card.checklist
        ],
        "contexts": [_context(each) for each in card.boundary.contexts],
        "separation": _separation(card.separation),
        "prediction": _prediction(card.prediction) if card.prediction else None,
        "problems": list(card.pattern.signature.problems),
        "confidences": [{"name": each.name, "sentences": list(each.sentences)} for each in card.confidences],
    }


def _share(share: Fraction | None) -> float | None:
    return None if share is None else round(float(share), 6)


def _titles(standings: Iterable[Standing]) -> list[str]:
    return [each.case for each in standings]


def _instance(each: Instance) -> dict[str, Any]:
    bearing = "refuting" if each.refuting else "supporting" if each.supporting else None
    return {
        "case": each.case,
        "page": each.page,
        "bearing": bearing,
        "degree": each.degree or None,
        "status": each.status,
        "evidence": [
            {"key": said.key, "words": said.words, "title": said.title or None}
            for said in each.coding.evidence
        ],
    }


def _independence(card: Scorecard) -> dict[str, Any]:
    found = card.independence
    return {
        "cases": list(found.cases),
        "exact": found.exact,
        "ties": [
            {"reason": each.reason, "by": list(each.by), "cases": list(each.cases)} for each in found.ties
        ],
        "unsourced": list(found.unsourced),
        "stewards": found.stewards,
        "sources": found.sources,
        "regions": found.regions,
        "lineages": found.lineages,
    }


def _measure(found: Measure) -> dict[str, Any]:
    alpha = found.alpha
    interval = alpha.interval if alpha else None
    return {
        "coders": list(found.coders),
        "units": list(found.units),
        "pairs": found.pairs,
        "same": found.same,
        "alpha": round(alpha.value, 6) if alpha else None,
        "interval": [round(interval.low, 6), round(interval.high, 6)] if interval else None,
        "why_no_alpha": found.why or None,
    }


def _context(each: Context) -> dict[str, Any]:
    return {
        "variable": each.field.key,
        "label": each.field.label,
        "values": [
            {"value": seen.value, "label": seen.label, "cases": list(seen.cases)} for seen in each.seen
        ],
        "unknown": list(each.unknown),
        "constant": each.constant.label if each.constant else None,
    }


def _separation(found: Separation) -> dict[str, Any]:
    return {
        "supporting": list(found.supporting),
        "refuting": list(found.refuting),
        "mixed": list(found.mixed),
        "variables": [
            {
                "variable": each.field.key,
                "label": each.field.label,
                "supporting": list(each.supporting),
                "refuting": list(each.refuting),
                "apart": each.apart,
                "pairs": each.pairs,
                "unknown": list(each.unknown),
            }
            for each in found.separators
        ],
        "sets": [[each.key for each in fields] for fields in found.sets],
        "all_sets": found.complete,
        "narrow": [words for _, words in found.narrowing],
        "split": [words for _, words in found.splitting],
        "note": found.note or None,
    }


def _prediction(found: Prediction) -> Mapping[str, Any]:
    return {
        "signature": found.signature.words,
        "trials": [
            {
                "case": each.case,
                "hit": each.hit,
                "base": _share(each.base),
                "date": each.date or None,
                "hits": each.hits,
                "of": each.of,
            }
            for each in found.trials
        ],
        "rate": _share(found.rate),
        "base": _share(found.base),
        "worst_without_one": _share(found.worst),
        "chance": found.chance,
        "decided": found.decided,
        "to_code": [
            {"case": each.case, "variables": [field.key for field in each.fields]} for each in found.to_code
        ],
        "note": found.note or None,
    }
