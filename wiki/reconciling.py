"""Settling what coders of a round say: written onto the pages of the cases as ordinary codings, originals kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ontology.kinds import Field
from patterns.frontmatter import parse, statements
from patterns.rounds.reading import Round
from patterns.rounds.told import CODED, VARIABLE
from patterns.rounds.units import Unit, units_of
from patterns.rounds.writing import Item, reconciled, signed
from patterns.saying import coding_anchor
from wiki.assembly import Wiki
from wiki.errors import BadInputError
from wiki.rounds import compared, rewrite, round_fields, standing

BOTH = "contested"
"""Decision to let all that coders say stand beside each other, as contested."""

CODER = "coder"
"""Decision to accept what one coder says."""

OWN = "own"
"""Decision to write what the reconciling person says."""


@dataclass(frozen=True, slots=True)
class Decision:
    """How a disagreement is settled."""

    case: str
    key: str  # of the variable
    choice: str  # CODER, BOTH or OWN
    coder: str = ""  # with CODER: whose coding is accepted
    own: tuple[Item, ...] = ()  # with OWN: values as front matter has them, without coder and date
    instead: bool = False  # in the place of everything the page says under the variable


def reconcile(wiki: Wiki, title: str, decision: Decision, author: str, day: str) -> None:
    """Write what a decision comes to onto the page of the case; raises BadInputError, NotFoundError.

    `day` is the day of the decision, for a coding of one's own.
    """
    of = standing(wiki, title).round
    unit = _unit(of, decision)
    items = _decided(wiki, of, unit, decision, author, day)
    words = {BOTH: "left contested", OWN: f"coded anew by {author}"}
    how = words.get(decision.choice, f"as {decision.coder} coded it")
    known = _field(wiki, of, unit)
    summary = f"{known.label}, reconciled in the round {of.title}: {how}"
    rewrite(
        wiki,
        unit.case,
        lambda text: reconciled(text, known, items, of.title, instead=decision.instead),
        author,
        summary,
    )


def take_over(wiki: Wiki, title: str, author: str, *, instead: bool = False) -> int:
    """Write everything all coders agree on onto the pages of the cases, one edit a page; return how many units."""
    of = standing(wiki, title).round
    agreed = compared(wiki, of).agreed
    told = _told(wiki, of)
    for case in dict.fromkeys(unit.case for unit in agreed):
        units = [unit for unit in agreed if unit.case == case]

        def written(text: str, units: Iterable[Unit] = tuple(units)) -> str:
            for unit in units:
                items = _joined([told[each.anchor] for said in unit.judgements for each in said.told])
                text = reconciled(text, _field(wiki, of, unit), items, of.title, instead=instead)
            return text

        rewrite(wiki, case, written, author, f"What all coders of the round {of.title} agree on")
    return len(agreed)


def _unit(of: Round, decision: Decision) -> Unit:
    for unit in units_of(of):
        if (unit.case, unit.key) == (decision.case, decision.key):
            return unit
    raise BadInputError(f"The round has no coding of “{decision.case}” under {decision.key} to be seen.")


def _field(wiki: Wiki, of: Round, unit: Unit) -> Field:
    _, fields = round_fields(wiki, of, unit.case)
    found = next((each for each in fields if each.key == unit.key), None)
    if found is None:
        raise BadInputError(
            f"“{unit.key}” is no variable of this round any more. Add it to the round’s page."
        )
    return found


def _decided(wiki: Wiki, of: Round, unit: Unit, decision: Decision, author: str, day: str) -> list[Item]:
    told = _told(wiki, of)
    if decision.choice == OWN:
        if not decision.own:
            raise BadInputError("Give a value or a status, or accept what a coder said.")
        return [{**each, "coder": author, "date": each.get("date", day)} for each in decision.own]
    if decision.choice == BOTH:
        said = [told[each.anchor] for one in unit.judgements for each in one.told]
        return _joined([{**each, "status": "contested"} for each in said if "value" in each] or said)
    if decision.choice != CODER:
        raise BadInputError(
            "Say how it is reconciled: accept a coder, leave both contested, or code it anew."
        )
    chosen = [one for one in unit.judgements if one.coder == decision.coder]
    if not chosen:
        raise BadInputError(f"“{decision.coder}” did not code {unit.case} under {unit.key}.")
    return [told[each.anchor] for each in chosen[0].told]


def _told(wiki: Wiki, of: Round) -> dict[str, Item]:
    """Return the codings of a round by anchor, as the page of a case would have them."""
    revision = wiki.pages.get(of.title)
    found: dict[str, Item] = {}
    for each in statements(parse(revision.text)) if revision else ():
        if each.key == "codings":
            given = dict(each.qualifiers)
            rest = [pair for pair in each.qualifiers if pair[0] not in (VARIABLE, CODED)]
            item = signed(rest, str(given.get("coder", "")), str(given.get("date", "")))
            value = {"value": given[CODED]} if CODED in given else {}
            found[coding_anchor(each)] = {**value, **{key: said for key, said in item.items() if said}}
    return found


def _joined(items: Iterable[Item]) -> list[Item]:
    """Make one of those that say the same on the same evidence, signed by all their coders."""
    found: dict[str, Item] = {}
    for each in items:
        key = repr(sorted((name, repr(said)) for name, said in each.items() if name not in ("coder", "date")))
        if key in found:
            coders = found[key]["coder"] if isinstance(found[key]["coder"], list) else [found[key]["coder"]]
            found[key] = {**found[key], "coder": [*coders, each["coder"]]}
        else:
            found[key] = each
    return list(found.values())
