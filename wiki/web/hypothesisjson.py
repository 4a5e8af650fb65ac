"""Test sheets as programs take them. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from patterns.hypotheses.crosstable import CrossTable
from patterns.hypotheses.sheet import Sheet
from patterns.hypotheses.verdict import THRESHOLDS, Verdict
from patterns.links import page_path
from patterns.scorecard.independence import Independence
from patterns.scorecard.instances import Instance, Standing
from wiki.web.scorejson import record_json


def line_json(sheet: Sheet) -> dict[str, Any]:
    """Return the figures of a test sheet: a row of the list of all."""
    counts = sheet.table.counts if sheet.table else None
    title = sheet.hypothesis.title
    return {
        "title": title,
        "url": page_path(title),
        "claim": sheet.hypothesis.claim or None,
        "signature": sheet.table.signature.words if sheet.table else None,
        "verdict": sheet.verdict.words,
        "holds_in": counts.hits if counts else 0,
        "fails_in": counts.misses if counts else 0,
        "lineages": sheet.lineages,
        "chance": sheet.prediction.chance if sheet.prediction else None,
        "people_say": sheet.stated.verdict.words,
        "supporting": len(sheet.stated.supporting),
        "independent": sheet.stated.independent.number,
        "refuting": len(sheet.stated.refuting),
        "unanswered": len(sheet.stated.unanswered),
        "contested": len(sheet.stated.contested),
        "to_code": len(sheet.table.blanks) if sheet.table else 0,
    }


def sheet_json(sheet: Sheet) -> dict[str, Any]:
    """Return a test sheet whole, each figure with the cases it counts."""
    return {
        **line_json(sheet),
        "problems": list(sheet.hypothesis.problems),
        "tested_by": list(sheet.hypothesis.tested_by),
        "thresholds": list(THRESHOLDS),
        "by_codings": _verdict(sheet.verdict),
        "by_people": _verdict(sheet.stated.verdict),
        "differences": [{"words": each.words, "cases": list(each.cases)} for each in sheet.differences],
        "stated": {
            "supporting": _titles(sheet.stated.supporting),
            "refuting": _titles(sheet.stated.refuting),
            "unanswered": _titles(sheet.stated.unanswered),
            "contested": _titles(sheet.stated.contested),
            "absent": _titles(sheet.stated.absent),
            "independent": _independence(sheet.stated.independent),
            "independent_against": _independence(sheet.stated.against),
            "instances": [_instance(each) for each in sheet.stated.instances],
        },
        "table": _table(sheet.table, sheet) if sheet.table else None,
        "record": record_json(sheet.record) if sheet.record else None,
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {"word": str(verdict.word), "words": verdict.words, "reasons": list(verdict.reasons)}


def _titles(standings: Iterable[Standing]) -> list[str]:
    return [each.case for each in standings]


def _independence(found: Independence) -> dict[str, Any]:
    ties = [{"reason": each.reason, "by": list(each.by), "cases": list(each.cases)} for each in found.ties]
    return {
        "cases": list(found.cases),
        "exact": found.exact,
        "ties": ties,
        "unsourced": list(found.unsourced),
    }


def _instance(each: Instance) -> dict[str, Any]:
    bearing = "refuting" if each.refuting else "supporting" if each.supporting else None
    return {
        "case": each.case,
        "page": each.page,
        "bearing": bearing,
        "status": each.status,
        "evidence": [
            {"key": said.key, "words": said.words, "title": said.title or None}
            for said in each.coding.evidence
        ],
    }


def _table(table: CrossTable, sheet: Sheet) -> dict[str, Any]:
    enough, needed = table.sufficient, table.necessary
    return {
        "variables": [each.key for each in table.fields],
        "conditions": [each.words for each in table.signature.conditions],
        "claims": [each.words for each in table.signature.claims],
        "holds": list(table.hits),
        "fails": list(table.misses),
        "holds_without_conditions": list(table.others_true),
        "fails_without_conditions": list(table.others_false),
        "combinations": [
            {
                "holds": list(each.holds),
                "claim_holds": list(each.true),
                "claim_fails": list(each.false),
                "claim_unknown": list(each.unknown),
            }
            for each in table.combinations
        ],
        "sufficiency": {"consistency": enough.inclusion, "coverage": enough.coverage, "pri": enough.pri},
        "necessity": {
            "consistency": needed.inclusion,
            "coverage": needed.coverage,
            "relevance": needed.relevance,
        },
        "base_rate": _share(sheet.prediction.base) if sheet.prediction else None,
        "chance": sheet.prediction.chance if sheet.prediction else None,
        "without_one": [
            {"verdict": each.verdict.words, "cases": list(each.cases)} for each in sheet.without_one
        ],
        "cells": {str(state): count for state, count in table.cells.items()},
        "to_code": [
            {
                "case": each.case,
                "variables": [field.key for field in each.fields],
                "conditions_hold": each.given,
                "claim_holds": each.claim,
            }
            for each in table.blanks
        ],
    }


def _share(share: Fraction | None) -> float | None:
    return None if share is None else round(float(share), 6)
