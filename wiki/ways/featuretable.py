"""What is found of shared features, as a result: sentences, a table, and a document for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from patterns.comparison.features.cards import Card, Miss
from patterns.comparison.features.chance import Chance
from patterns.comparison.features.concepts import End
from patterns.comparison.features.context import Feature
from patterns.comparison.features.exploration import Question
from patterns.comparison.features.lattice import Lattice
from patterns.comparison.features.premises import Premises
from patterns.comparison.features.rules import Rule
from patterns.links import page_path
from wiki.assembly import Wiki
from wiki.choices import Choice
from wiki.parameters import Parameters
from wiki.ways.features import MOST, OWN, Found, cxt_file, found_of, written_answer
from wiki.ways.featurescales import written
from wiki.ways.way import Cell, Result, Way

COLUMNS = (
    "found", "features", "conclusion", "support", "lineages", "stability", "confidence", "usual",
    "cases", "exceptions", "undecided", "untested",
)  # fmt: skip
"""Columns of the table; `found` is card, rule, implication or premise."""

SAID = 3
"""Cards that the sentences name."""


def work(wiki: Wiki, choice: Choice, parameters: Parameters) -> Result:
    """Return what is found as a result."""
    found = found_of(wiki, choice, parameters)
    return Result(tuple(sentences(found)), COLUMNS, tuple(_rows(found)), _document(found))


def sentences(found: Found) -> Iterator[str]:
    """Say what is found, most important first."""
    yield how_much(found)
    yield from found.disputes
    if not found.context.features:
        return
    for card in found.cards[:SAID]:
        yield card.sentence()
    if not found.cards:
        yield "No two of these cases are known to share two features that others have not."
    if found.implications:
        yield f"Without exception: {found.implications[0].sentence()}"
    broken = [each for each in found.rules if each.exceptions]
    if broken:
        yield f"With exceptions: {broken[0].sentence()}"
    yield beside_chance(found)
    if found.premises is not None and found.premises.found:
        yield f"What suffices for {found.premises.target.label}: {found.premises.found[0].sentence()}"


def how_much(found: Found) -> str:
    """Say how many cases, features and sets there are, and where the search ended."""
    cases, sets = len(found.context.cases), len(found.concepts.found)
    features, variables = len(found.context.features), found.variables
    kind = found.choice.kind
    who = f"{cases:,} {(kind.label if cases == 1 else kind.plural).lower()}"
    if not features:
        rows = len(found.comparison.rows)
        under = f"{rows:,} {'variable' if rows == 1 else 'variables'}"
        return f"Nothing that could be a feature is known of {who} under {under}: code more of them, or choose other variables."
    ended = (
        " The rest have fewer cases, and are too many to be listed."
        if found.concepts.end is End.LIMIT
        else ""
    )
    shared = "1 set of features is" if sets == 1 else f"{sets:,} sets of features are"
    return (
        f"{who} {'has' if cases == 1 else 'have'} {features:,} {'feature' if features == 1 else 'features'} of {variables:,} "
        f"{'variable' if variables == 1 else 'variables'}; {shared} shared by {found.concepts.support:,} "
        f"{'case' if found.concepts.support == 1 else 'cases'} or more.{ended}"
    )


def beside_chance(found: Found) -> str:
    """Say what chance would do, and what is shown."""
    if found.settings.deals == 0:
        return (
            f"Chance was not looked at, as was asked. Rules are shown from a support of {found.support:,} on."
        )
    if found.chance is None:
        return (
            "Chance was not looked at, for it takes long with so many cases: have the cases dealt anew by deals=5, or "
            "choose fewer cases or variables."
        )
    shown = f" Rules are shown from a support of {found.support:,} on."
    lower = found.chance.minimum
    beyond = f" Below {lower:,} chance was not looked at." if found.support < lower else ""
    return found.chance.sentence() + shown + beyond


def _rows(found: Found) -> Iterator[tuple[Cell, ...]]:
    yield from map(_card_row, found.cards)
    yield from (_rule_row("rule", each) for each in found.rules)
    yield from (_rule_row("implication", each) for each in found.implications)
    if found.premises is not None:
        yield from (_rule_row("premise", each) for each in found.premises.found)


def _card_row(card: Card) -> tuple[Cell, ...]:
    return (
        "card",
        _labels(card.features),
        "",
        len(card.cases),
        card.lineages,
        card.stability,
        None,
        None,
        "; ".join(card.cases),
        _misses(card.exceptions),
        _misses(card.undecided),
        "",
    )


def _rule_row(word: str, rule: Rule) -> tuple[Cell, ...]:
    return (
        word,
        _labels(rule.premise),
        _labels(rule.conclusion),
        rule.support,
        rule.lineages,
        None,
        f"{float(rule.confidence):.4f}",
        f"{float(rule.usual):.4f}",
        "; ".join(rule.cases),
        "; ".join(rule.exceptions),
        "; ".join(rule.undecided),
        "; ".join(rule.untested),
    )


def _labels(features: Iterable[Feature]) -> str:
    return "; ".join(each.label for each in features)


def _misses(misses: Iterable[Miss]) -> str:
    return "; ".join(f"{each.case} ({each.feature.label})" for each in misses)


def _document(found: Found) -> dict[str, object]:
    context, choice = found.context, found.choice
    return {
        "kind": choice.kind.name,
        "cases": [
            {"title": each, "url": page_path(each), "lineage": found.lineages.of[each]}
            for each in context.cases
        ],
        "features": [
            {**_feature(each), "cases": context.has[number].bit_count(), "lacking": context.lacks[number].bit_count()}
            for number, each in enumerate(context.features)
        ],
        "scales": list(map(written, found.scaled.scales)),
        "remarks": [
            {"variable": each.field, "sentence": each.sentence, "refused": each.refused}
            for each in found.scaled.remarks
        ],
        "sets": {
            "found": len(found.concepts.found),
            "support": found.concepts.support,
            "end": found.concepts.end.value,
        },
        "cards": list(map(_card, found.cards)),
        "lattice": _lattice(found.lattice),
        "support": found.support,
        "rules": list(map(_rule, found.rules)),
        "implications": list(map(_rule, found.implications)),
        "common": list(map(_feature, found.common)),
        "basis": {"found": len(found.basis.found), "complete": found.basis.complete},
        "chance": _chance(found.chance),
        "questions": list(map(_question, found.exploration.questions)),
        "broken": [
            {"yes": written_answer(answer), **_rule(rule)} for answer, rule in found.exploration.broken
        ],
        "premises": _premises(found.premises),
        "notes": list(choice.notes),
    }  # fmt: skip


def _feature(feature: Feature) -> dict[str, object]:
    return {"key": feature.key, "label": feature.label, "variable": feature.variable}


def _card(card: Card) -> dict[str, object]:
    return {
        "sentence": card.sentence(),
        "features": list(map(_feature, card.features)),
        "cases": list(card.cases),
        "support": len(card.cases),
        "lineages": card.lineages,
        "stability": card.stability,
        "exceptions": list(map(_miss, card.exceptions)),
        "undecided": list(map(_miss, card.undecided)),
    }


def _miss(miss: Miss) -> dict[str, object]:
    return {"case": miss.case, "feature": _feature(miss.feature)}


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "sentence": rule.sentence(),
        "premise": list(map(_feature, rule.premise)),
        "conclusion": list(map(_feature, rule.conclusion)),
        "support": rule.support,
        "lineages": rule.lineages,
        "confidence": round(float(rule.confidence), 4),
        "among_known": round(float(rule.among_known), 4),
        "usual": round(float(rule.usual), 4),
        "cases": list(rule.cases),
        "exceptions": list(rule.exceptions),
        "undecided": list(rule.undecided),
        "untested": list(rule.untested),
    }


def _lattice(lattice: Lattice) -> dict[str, object]:
    return {
        "support": lattice.support,
        "hidden": list(map(_feature, lattice.hidden)),
        "nodes": [
            {
                "number": each.number,
                "features": list(map(_feature, each.features)),
                "cases": list(each.cases),
                "own_features": list(map(_feature, each.own_features)),
                "own_cases": list(each.own_cases),
                "stability": each.stability,
                "above": list(each.above),
                "below": list(each.below),
            }
            for each in lattice.nodes
        ],
    }


def _chance(chance: Chance | None) -> dict[str, object] | None:
    if chance is None:
        return None
    return {
        "sentence": chance.sentence(),
        "advised": chance.advised,
        "deals": chance.shuffles,
        "seed": chance.seed,
        "minimum": chance.minimum,
        "complete": chance.complete,
        "rows": [
            {"support": each.support, "found": each.found, "by_chance": round(float(each.by_chance), 4)}
            for each in chance.rows
        ],
    }


def _question(question: Question) -> dict[str, object]:
    return {
        "sentence": question.sentence(),
        "yes": written_answer(question.answer),
        "cases": list(question.asked.cases),
    }


def _premises(premises: Premises | None) -> dict[str, object] | None:
    if premises is None:
        return None
    return {
        "target": _feature(premises.target),
        "found": list(map(_rule, premises.found)),
        "blocking": list(premises.blocking),
        "complete": premises.complete,
        "remark": premises.remark,
    }


FEATURES = Way(
    "shared features",
    "/compare/features",
    "Shared features",
    "What they have in common, what goes along with what, and where it does not.",
    OWN,
    MOST,
    work,
    {
        "cxt": ("CXT", cxt_file(".")),
        "cxt-unknown": ("CXT with ? for what is not known", cxt_file("?")),
    },
    aside=frozenset({"lineages", "usual", "undecided", "untested"}),
)
"""Shared features as a way of comparing."""
