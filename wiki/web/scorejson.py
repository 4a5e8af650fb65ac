"""Scorecards as programs take them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from patterns.comparison.agreement import Measure
from patterns.links import page_path
from patterns.scorecard.boundary import Context
from patterns.scorecard.card import Scorecard
from patterns.scorecard.freezing import Moment
from patterns.scorecard.instances import Instance, Standing
from patterns.scorecard.prediction import Prediction
from patterns.scorecard.record import Record, Tested
from patterns.scorecard.refuting import Refuters
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
        **_fared(card),
    }


def _fared(card: Scorecard) -> dict[str, Any]:
    """Return the figures of the record; None where no signature is stated."""
    record = card.record
    return {
        "earned_stars": card.badge.stars,
        "claim": card.pattern.claim or None,
        "signature": card.pattern.signature.words if card.pattern.signature else None,
        "frozen": record.stated.frozen.day if record else None,
        "hits": len(record.hits) if record else None,
        "misses": len(record.misses) if record else None,
        "lineages_hit": record.hits_once if record else None,
        "lineages_missed": record.misses_once if record else None,
    }


def scorecard_json(card: Scorecard, would: Refuters | None = None) -> dict[str, Any]:
    """Return a scorecard whole, each figure with the cases it counts, and what would refute it."""
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
        "refuters": _refuters(would) if would else None,
        "badge": _badge(card),
        "record": next((record_json(each) for each in card.records if each is card.record), None),
        "earlier_records": [record_json(each) for each in card.records if each is not card.record],
        "problems": list(card.pattern.signature.problems),
        "confidences": [{"name": each.name, "sentences": list(each.sentences)} for each in card.confidences],
    }


def _refuters(found: Refuters) -> dict[str, Any]:
    return {
        "to_code": [
            {
                "case": each.case,
                "variables": [field.key for field in each.fields],
                "conditions_hold": each.given,
                "claim_holds": each.claim,
            }
            for each in found.breaking
        ],
        "to_find": [
            {"configuration": each.words, "to_code": list(each.cases), "known": each.known}
            for each in found.unseen
        ],
        "rivals": [
            {
                "formula": each.words,
                "misses": list(each.misses),
                "unknown": [{"case": case, "variable": field.key} for case, field in each.unknown],
                "part_of_the_conditions": each.part,
            }
            for each in found.rivals
        ],
        "all_rivals": found.complete,
        "note": found.note or None,
    }


def _badge(card: Scorecard) -> dict[str, Any]:
    badge = card.badge
    return {
        "stars": badge.stars,
        "lowered": badge.lowered or None,
        "steps": [{"words": each.words, "done": each.done} for each in badge.steps],
    }


def record_json(found: Record) -> dict[str, Any]:
    """Return how a signature has fared since it was frozen."""
    return {
        "signature": found.stated.signature.words,
        "stated": [
            {"from": _moment(each.begins), "to": _moment(each.ends) if each.ends else None}
            for each in found.stated.stretches
        ],
        "tested": [_tested(each) for each in found.tested],
        "outside": [_tested(each) for each in found.outside],
        "withdrawn": [_tested(each) for each in found.withdrawn],
        "judged_before": list(found.before),
        "judged_while_another_was_stated": list(found.between),
        "lineages_hit": found.hits_once,
        "lineages_missed": found.misses_once,
        "rate": _share(found.rate),
        "base": _share(found.base),
        "base_of": found.base_of,
        "chance": found.chance,
        "note": found.note or None,
    }


def _moment(moment: Moment) -> dict[str, Any]:
    return {
        "revision": moment.position,
        "time": moment.time.isoformat(),
        "author": moment.author,
        "batch": moment.batch,
    }


def _tested(each: Tested) -> dict[str, Any]:
    return {
        "case": each.case,
        "verdict": each.verdict.value,
        "first": _moment(each.first),
        "since": _moment(each.since),
        "was": [one.value for one in each.was],
        "variables": [field.key for field in each.settled],
        "coders": list(each.coders),
        "sources": list(each.sources),
        "lineage": each.lineage,
        "hits": each.hits,
        "of": each.of,
        "lineages_hit": each.hits_once,
        "lineages": each.of_once,
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
