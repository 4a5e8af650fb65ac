"""All verdicts on incorporating works among the described licences, kept beside the rules they were worked out from.

`licences/verdicts.json` spares whoever needs them all (131 licences, 17,000 pairs) most of a second. A test holds it to the
reasoner; it is used only while it belongs to the Turtle files as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ontology.licensing.naming import described
from ontology.licensing.questions import Use, may
from ontology.licensing.reading import FOLDER, digest
from ontology.licensing.verdicts import Answer, Dissent, Reason

KEPT = FOLDER / "verdicts.json"


@dataclass(frozen=True, slots=True)
class Ruling:
    """One answer, with its grounds, for a licence and all those it holds for in the same way."""

    inbound: str  # may a work under this expression …
    outbound: tuple[str, ...]  # … be incorporated in a work under each of these
    answer: Answer
    reasons: tuple[Reason, ...]
    dissents: tuple[Dissent, ...] = ()


def rulings(expressions: Iterable[str]) -> tuple[Ruling, ...]:
    """Return the rulings among these expressions, each with each and with itself."""
    asked = tuple(dict.fromkeys(expressions))
    return tuple(each for inbound in asked for each in _rulings_of(inbound, asked))


def _rulings_of(inbound: str, asked: tuple[str, ...]) -> Iterable[Ruling]:
    kept = _kept().get(inbound, ())
    known = described() if kept else frozenset[str]()
    wanted = set(asked)
    for each in kept:
        outbound = tuple(name for name in each.outbound if name in wanted)
        if outbound:
            yield Ruling(inbound, outbound, each.answer, each.reasons, each.dissents)
    yield from worked_out(inbound, (name for name in asked if name not in known))


def worked_out(inbound: str, others: Iterable[str]) -> tuple[Ruling, ...]:
    """Ask the reasoner, and put together what has the same answer on the same grounds."""
    found: dict[tuple[Answer, tuple[Reason, ...], tuple[Dissent, ...]], list[str]] = {}
    for outbound in others:
        verdict = may(Use.INCORPORATE, inbound, outbound)
        found.setdefault((verdict.answer, verdict.reasons, verdict.dissents), []).append(outbound)
    return tuple(Ruling(inbound, tuple(names), *grounds) for grounds, names in found.items())


def dump() -> str:
    """Return the JSON to keep: licences, reasons and dissents by number, so that each is written once."""
    names = sorted(described())
    found = [each for name in names for each in worked_out(name, names)]
    reasons = list(dict.fromkeys(reason for each in found for reason in each.reasons))
    dissents = list(dict.fromkeys(dissent for each in found for dissent in each.dissents))
    number = {name: place for place, name in enumerate(names)}
    whole = {
        "digest": digest(),
        "licences": names,
        "reasons": [[each.text, each.licence, each.clause, each.quote] for each in reasons],
        "dissents": [[each.source, each.says, each.remark] for each in dissents],
        "rulings": [
            [
                number[each.inbound],
                each.answer.value,
                [reasons.index(reason) for reason in each.reasons],
                [dissents.index(dissent) for dissent in each.dissents],
                [number[name] for name in each.outbound],
            ]
            for each in found
        ],
    }
    return "{\n" + ",\n".join(f"{json.dumps(key)}: {_lines(value)}" for key, value in whole.items()) + "\n}\n"


def _lines(value: Any) -> str:
    """Write lists of lists a line each, so that changes can be read."""
    if not isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    written = (json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in value)
    return "[\n" + ",\n".join(written) + "\n]"


@cache
def _kept() -> Mapping[str, tuple[Ruling, ...]]:
    """Return the kept rulings by licence; none when the rules have changed since."""
    whole = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    if whole.get("digest") != digest():
        return {}
    names = whole["licences"]
    reasons = [Reason(*each) for each in whole["reasons"]]
    dissents = [Dissent(source, Answer(says), remark) for source, says, remark in whole["dissents"]]
    found: dict[str, tuple[Ruling, ...]] = {}
    for inbound, answer, grounds, others, outbound in whole["rulings"]:
        ruling = Ruling(
            names[inbound],
            tuple(names[each] for each in outbound),
            Answer(answer),
            tuple(reasons[each] for each in grounds),
            tuple(dissents[each] for each in others),
        )
        found[ruling.inbound] = (*found.get(ruling.inbound, ()), ruling)
    return found
