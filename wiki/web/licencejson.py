"""Licence verdicts as programs take them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ontology.licensing import Cell, Comparison, Dissent, Member, Reason, Rule, Side, Verdict
from patterns.links import page_path
from wiki.licences import Shelf

NOTICE = "Worked out from licence texts. No legal advice."


def comparison_json(found: Comparison, pages: Shelf) -> Mapping[str, Any]:
    """Return a comparison: the licences, each pair for each use, and what the combination may be published under."""
    return {
        "notice": NOTICE,
        "licences": [side_json(each, pages) for each in found.sides],
        "verdicts": [cell_json(each) for each in found.cells.values()],
        "together": {
            **verdict_json(found.together),
            "licences": list(found.together.licences),
            "conditional": list(found.together.conditional),
        },
    }


def side_json(side: Side, pages: Shelf) -> Mapping[str, Any]:
    """Return what is known of one expression."""
    title = pages.title(str(side))
    return {
        "expression": str(side),
        "page": page_path(title) if title else None,
        "regime": {"regime": side.regime.regime.value, **verdict_json(side.regime)},
        "licences": [member_json(each) for each in side.members],
    }


def member_json(member: Member) -> Mapping[str, Any]:
    """Return what one licence says."""
    terms, listed = member.terms, member.listed
    return {
        "identifier": str(member.one),
        "name": member.name,
        "osi": bool(listed and listed.osi_approved),
        "fsf": listed.fsf_free if listed else None,  # None: the FSF has not said
        "described": terms is not None,
        "texts": [each.text for each in member.texts],
        "copyleft": terms.copyleft.value if terms else None,
        "permissions": rules_json(terms.permissions if terms else ()),
        "requirements": rules_json(terms.requirements if terms else ()),
        "prohibitions": rules_json(terms.prohibitions if terms else ()),
    }


def rules_json(rules: Iterable[Rule]) -> list[Mapping[str, str]]:
    """Return rules with their clauses."""
    return [{"action": each.action, "clause": each.clause, "quote": each.quote} for each in rules]


def cell_json(cell: Cell) -> Mapping[str, Any]:
    """Return the verdict for one pair and what has been published of it."""
    return {
        "use": cell.use.value,
        "inbound": cell.inbound,
        "outbound": cell.outbound,
        **verdict_json(cell.verdict),
        "published": [
            {"source": publication.title, "url": publication.address, "says": said.says.value}
            for publication, said in cell.published
        ],
    }


def verdict_json(verdict: Verdict) -> Mapping[str, Any]:
    """Return an answer with its grounds."""
    return {
        "answer": verdict.answer.value,
        "reasons": [reason_json(each) for each in verdict.reasons],
        "duties": [reason_json(each) for each in verdict.duties],
        "dissents": [dissent_json(each) for each in verdict.dissents],
    }


def reason_json(reason: Reason) -> Mapping[str, str]:
    """Return a ground with the clause it rests on."""
    said = {
        "text": reason.text,
        "licence": reason.licence,
        "clause": reason.clause,
        "quote": reason.quote,
        "source": reason.source,
    }
    return {key: value for key, value in said.items() if value}


def dissent_json(dissent: Dissent) -> Mapping[str, str]:
    """Return who says otherwise."""
    said = {"source": dissent.source, "says": str(dissent.says), "remark": dissent.remark}
    return {key: value for key, value in said.items() if value}


def matrix_rows(found: Comparison) -> list[Mapping[str, str]]:
    """Return a comparison as rows: one pair and use each."""
    return [
        {
            "use": cell.use.value,
            "inbound": cell.inbound,
            "outbound": cell.outbound,
            "answer": cell.verdict.answer.value,
            "reasons": " ".join(map(str, cell.verdict.reasons)),
            "duties": " ".join(map(str, cell.verdict.duties)),
            "dissents": " ".join(f"{each.source} says {each.says}." for each in cell.verdict.dissents),
        }
        for cell in found.cells.values()
    ]
