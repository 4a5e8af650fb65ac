"""To which regime a licence belongs, by what becomes of a modification.

The two formats of peer property and the third case are those of the interview with Michel Bauwens (2008): in the commons
economy "every modification is also automatically part of the same common pool" (GPL); in the sharing economy the
producer "retains sovereignty" and decides over "various modalities of sharing" (Creative Commons); enclosure is a clause
by which "your creative output is in fact property of the platform".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import license_expression  # type: ignore[import-untyped]

from ontology.licensing.expression import Any_, Expression, ExpressionProblem, One, expression_of, texts_of
from ontology.licensing.terms import Copyleft, Rule, Terms
from ontology.licensing.verdicts import Answer, Dissent, Reason, Regime, Verdict, by_rule

INTERVIEW = "Interview with Michel Bauwens (2008)"
CHOICE = (Regime.PERMISSIVE, Regime.COMMONS, Regime.SHARING, Regime.PROPRIETARY, Regime.ENCLOSURE)
"""Of several licences to choose from, the first here decides: whoever wants to leave the pool takes that door."""

BOTH = (Regime.ENCLOSURE, Regime.PROPRIETARY, Regime.SHARING, Regime.COMMONS, Regime.PERMISSIVE)
"""Of several licences that hold at once, the first here decides: it withholds most."""

CATEGORIES = {
    "Permissive": Regime.PERMISSIVE,
    "Public Domain": Regime.PERMISSIVE,
    "Copyleft": Regime.COMMONS,
    "Copyleft Limited": Regime.COMMONS,
    "Proprietary Free": Regime.PROPRIETARY,
    "Commercial": Regime.PROPRIETARY,
}
"""Categories of the ScanCode LicenseDB (shipped with license-expression, CC BY 4.0), for licences not described here."""


def regime(licence: str | Expression) -> Verdict:
    """Return the regime with its reasons; the answer is "yes" when it is known and "unknown" when it is not."""
    try:
        return _regime(expression_of(licence))
    except ExpressionProblem as problem:
        return Verdict(Answer.UNKNOWN, (Reason(str(problem)),))


@cache
def _regime(expression: Expression) -> Verdict:
    if isinstance(expression, One):
        texts = texts_of(expression)
        return _of_terms(texts[0]) if texts else _of_category(expression)
    verdicts = [_regime(part) for part in expression.parts]
    if any(each.regime == Regime.UNKNOWN for each in verdicts):
        text = "One of the licences is not known well enough to say what becomes of a modification."
        return Verdict(Answer.UNKNOWN, (Reason(text), *(one for each in verdicts for one in each.reasons)))
    order = CHOICE if isinstance(expression, Any_) else BOTH
    chosen = min(verdicts, key=lambda each: order.index(each.regime))
    text = (
        "The recipient may choose, so the licence that asks least decides what can become of a modification."
        if isinstance(expression, Any_)
        else "All hold at once, so the licence that withholds most decides."
    )
    return replace(chosen, reasons=(Reason(text), *chosen.reasons)) if _mixed(verdicts) else chosen


def _mixed(verdicts: list[Verdict]) -> bool:
    return len({each.regime for each in verdicts}) > 1


def _of_category(one: One) -> Verdict:
    category = _categories().get(one.identifier, "")
    found = CATEGORIES.get(category)
    if found is None:
        text = f"{one.identifier} is not described here, and no published list says what becomes of a modification."
        return Verdict(Answer.UNKNOWN, (Reason(text),))
    text = f"{one.identifier} is not described here clause by clause; it is listed as “{category}”."
    return Verdict(Answer.YES, (Reason(text, source="ScanCode LicenseDB"),), regime=found)


@cache
def _categories() -> Mapping[str, str]:
    index = license_expression.get_license_index()
    return {each["spdx_license_key"]: each["category"] for each in index if each.get("spdx_license_key")}


def _of_terms(terms: Terms) -> Verdict:
    for step in (_enclosing, _closed, _contested, _holding_back, _pooling, _shared):
        verdict = step(terms)
        if verdict is not None:
            return verdict
    text = "A modification may be closed, and the author keeps no say beyond the notice."
    rule = terms.permits.get("sublicence") or terms.permits.get("modifications")
    return _verdict(Regime.PERMISSIVE, text, terms, rule)


def _verdict(
    found: Regime, text: str, terms: Terms, rule: Rule | None, dissent: Dissent | None = None
) -> Verdict:
    return Verdict(
        Answer.YES, (by_rule(text, terms, rule),), dissents=(dissent,) if dissent else (), regime=found
    )


def _enclosing(terms: Terms) -> Verdict | None:
    rule = terms.requires.get("appropriation")
    if rule is None:
        return None
    text = "What users make becomes the platform's: a new type of enclosure."
    return _verdict(Regime.ENCLOSURE, text, terms, rule)


def _closed(terms: Terms) -> Verdict | None:
    for use in ("reproduction", "production-use", "competing-service"):
        if use in terms.prohibits:
            text = f"The holder keeps for itself a use ({use.replace('-', ' ')}) that a commons gives to everyone."
            return _verdict(Regime.PROPRIETARY, text, terms, terms.prohibits[use])
    return None


def _contested(terms: Terms) -> Verdict | None:
    rule = terms.requires.get("service-source")
    if rule is None:
        return None
    text = "By its words every modification stays in the pool, and so does all that a service is run with."
    other = "Only the holder of all rights can offer a service without meeting the clause."
    dissents = (
        Dissent(
            "Open Source Initiative, The SSPL is Not an Open Source License (2021)",
            "not open source",
            "it discriminates against a field of endeavour",
        ),
    )
    reasons = (by_rule(text, terms, terms.requires["share-alike"]), by_rule(other, terms, rule))
    return Verdict(Answer.UNKNOWN, reasons, dissents=dissents)


def _holding_back(terms: Terms) -> Verdict | None:
    for use, words in (
        ("modifications", "changed copies"),
        ("commercial", "commercial use"),
        ("for-profit-use", "use by firms run for profit"),
        ("field-of-use", "some ends"),
    ):
        if use in terms.prohibits:
            text = f"The author keeps sovereignty over the work and decides the conditions: {words} are not given."
            text = text.replace("use are", "use is").replace("profit are", "profit is")
            return _verdict(Regime.SHARING, text, terms, terms.prohibits[use], _reciprocity(use))
    return None


def _reciprocity(use: str) -> Dissent | None:
    if use != "for-profit-use":
        return None
    return Dissent(
        "Michel Bauwens and Vasilis Kostakis, From the Communism of Capital to Capital for the Commons (2014)",
        Regime.COMMONS,
        "a licence based on reciprocity keeps the pool for those who contribute to it",
    )


def _pooling(terms: Terms) -> Verdict | None:
    if terms.copyleft in {Copyleft.NONE, Copyleft.DEDICATION}:
        return None
    reach = {
        Copyleft.FILE: "Every change to its files falls in the common pool; other files of a larger work need not.",
        Copyleft.LIBRARY: "Every change to the part falls in the common pool; what only uses it need not.",
        Copyleft.DATABASE: "Every database derived from it falls in the common pool; works made with it need not.",
    }.get(terms.copyleft, "Every modification that is published falls in the same common pool.")
    dissent = None
    if terms.series.startswith("CC-"):
        dissent = Dissent(
            INTERVIEW,
            Regime.SHARING,
            "it names the Creative Commons licences as a whole as typical of the sharing economy; by the criterion it "
            "gives, ShareAlike is of the commons economy",
        )
    return _verdict(Regime.COMMONS, reach, terms, terms.requires.get("share-alike"), dissent)


def _shared(terms: Terms) -> Verdict | None:
    if not terms.series.startswith("CC-"):
        return None
    text = "One of a set of licences among which the author of a work decides the modality of sharing."
    dissent = Dissent(
        "By its terms alone", Regime.PERMISSIVE, "a modification may be closed if the author is named"
    )
    found = _verdict(Regime.SHARING, text, terms, terms.requires.get("attribution"), dissent)
    return replace(found, reasons=(*found.reasons, Reason("So the interview classes it.", source=INTERVIEW)))
