"""Verdicts as facts: what may be incorporated in what among the licences that a wiki has pages of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from ontology.licensing.expression import ExpressionProblem, licences_in, parse_expression, texts_of
from ontology.licensing.naming import named
from ontology.licensing.rulings import Ruling, rulings
from ontology.licensing.verdicts import Dissent, Reason
from ontology.namespaces import DCTERMS, LOOM

GRAPH = "https://w3id.org/commonloom/verdicts"
"""Graph of the verdicts, and the start of their IRIs."""

MOST = 12
"""Licences of an expression a page may be about: each is asked of each licence of every other page."""

PREFIXES = f"@prefix v: <{GRAPH}#> . @prefix l: <{LOOM}> . @prefix d: <{DCTERMS}> .\n"

TEXTS = "https://w3id.org/commonloom/licences#"
"""Start of the IRIs of licence texts."""


def expression_said(spdx: str, names: Iterable[str]) -> str:
    """Return the licence that a page with this `spdx` entry, this name and these aliases is about.

    "" when it is about a family of licences, one that nobody has listed or described, or more than MOST at once. An
    entry that is an expression of licences nobody knows counts as it is.
    """
    written = " ".join(spdx.split())
    found = named(written) or _readable(written) or next(filter(None, map(named, names)), "")
    return found if found and len(licences_in(parse_expression(found))) <= MOST else ""


def verdict_facts(licences: Mapping[str, str]) -> bytes:
    """Return Turtle: for each pair of licences whose texts are described, the answer, its grounds, who says otherwise.

    `licences` gives the expression by IRI. Verdicts with the same grounds are one resource for all licences they hold
    for, and a ground that many rest on is one resource too. Unknown licences are left out, unknown answers are not.
    """
    bearers: dict[str, list[str]] = {}
    for iri, expression in sorted(licences.items()):
        if is_described(expression):
            bearers.setdefault(expression, []).append(f"<{iri}>")
    found = rulings(bearers)
    reasons = {reason: _name("reason", str(reason)) for each in found for reason in each.reasons}
    written = [PREFIXES]
    written += (_reason(name, reason) for reason, name in reasons.items())
    written += (_ruling(each, bearers, reasons) for each in found)
    return "".join(written).encode()


def is_described(expression: str) -> bool:
    """Say whether the text of every licence of an expression is described clause by clause."""
    try:
        return all(map(texts_of, licences_in(parse_expression(expression))))
    except ExpressionProblem:
        return False


def _readable(written: str) -> str:
    try:
        return str(parse_expression(written)) if written else ""
    except ExpressionProblem:
        return ""


def _ruling(ruling: Ruling, bearers: Mapping[str, list[str]], reasons: Mapping[Reason, str]) -> str:
    rests = sorted(reasons[each] for each in ruling.reasons)
    dissents = [_literal(_words(each)) for each in ruling.dissents]
    name = _name("verdict", ruling.inbound, ruling.answer, *rests, *dissents)
    outbound = (iri for each in ruling.outbound for iri in bearers[each])
    said = {
        "l:verdictAnswer": f"l:answer-{ruling.answer.value.replace(' ', '-')}",
        "l:inboundLicense": ",".join(bearers[ruling.inbound]),
        "l:outboundLicense": ",".join(outbound),
        "l:restsOn": ",".join(rests),
        "l:dissent": ",".join(dissents),
    }
    return _resource(name, "l:Verdict", said)


def _reason(name: str, reason: Reason) -> str:
    text = _text_of(reason.licence)
    said = {
        "d:description": _literal(reason.text),
        "l:clause": _literal(reason.clause) if reason.clause else "",
        "l:quote": _literal(reason.quote) if reason.quote else "",
        "d:source": f"<{TEXTS}{text}>" if text else "",
    }
    return _resource(name, "l:VerdictReason", said)


def _resource(name: str, sort: str, said: Mapping[str, str]) -> str:
    properties = "".join(f" ; {key} {value}" for key, value in said.items() if value)
    return f"{name} a {sort}{properties} .\n"


def _text_of(licence: str) -> str:
    """Return the name of the text a ground is taken from; it may be given by one of the text's identifiers."""
    try:
        texts = texts_of(licences_in(parse_expression(licence))[0]) if licence else ()
    except ExpressionProblem:
        return ""
    return texts[0].text if texts else ""


def _words(dissent: Dissent) -> str:
    return f"{dissent.source} says {dissent.says}{f': {dissent.remark}' if dissent.remark else ''}."


def _name(sort: str, *content: str) -> str:
    """Return a name that is the same for the same content."""
    digest = hashlib.sha256("\n".join(content).encode()).hexdigest()
    return f"v:{sort}-{digest[:16]}"


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


def _literal(text: str) -> str:
    """Write a literal (RDF 1.1 Turtle, section 2.5.1)."""
    return f'"{text.translate(_ESCAPES)}"'
