"""Coding rounds as plain data, for the command line and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from patterns.comparison.agreement import Agreement, Measure
from patterns.comparison.celltext import coding_data
from patterns.rounds.reading import Round, round_of
from patterns.rounds.units import Unit, units_of
from patterns.rounds.writing import with_codings
from patterns.tabletext import Entry, line, write_cell
from wiki.assembly import Wiki, open_wiki
from wiki.errors import NotFoundError
from wiki.rounds import Standing, blind_items, close, compared, rounds, shares, standing


def listed(data: Path) -> list[dict[str, Any]]:
    """Return all rounds with how far they are."""
    return [outline(each) for each in rounds(open_wiki(data))]


def outline(of: Standing) -> dict[str, Any]:
    """Return a round in short."""
    return {
        "title": of.round.title,
        "state": "open" if of.is_open else "closed",
        "cases": len(of.round.cases),
        "complete": sum(len(of.round.coders_of(case)) >= of.needed for case in of.round.cases),
        "variables": list(of.round.variables),
        "coders_per_case": of.needed,
        "codings": len(of.round.codings),
        "blind": len(of.blind),
    }


def whole(wiki: Wiki, of: Standing) -> dict[str, Any]:
    """Return a round with who codes what, agreement, and the codings that may be seen."""
    found = compared(wiki, of.round)
    return {
        **outline(of),
        "assignments": {case: list(coders) for case, coders in shares(of).items()},
        "agreement": [agreement_data(each) for each in found.agreements],
        "disagreements": [{"case": each.case, "variable": each.key} for each in found.open],
        "units": [unit_data(each) for each in found.units],
    }


def agreed(data: Path, title: str) -> list[dict[str, Any]]:
    """Return how far the coders of a round agree, by variable; raises NotFoundError."""
    wiki = open_wiki(data)
    return [agreement_data(each) for each in compared(wiki, standing(wiki, title).round).agreements]


def agreement_data(each: Agreement) -> dict[str, Any]:
    """Return the agreement under a variable, over all coders and by pair."""
    return {
        "variable": each.field.key,
        **measure_data(each.all),
        "by_pair": [measure_data(pair) for pair in each.by_pair],
        "notes": list(each.notes),
    }


def measure_data(each: Measure) -> dict[str, Any]:
    """Return one measure; shares and alpha are None where there is none, and `why` says why."""
    interval = each.alpha.interval if each.alpha else None
    return {
        "coders": list(each.coders),
        "cases": len(each.units),
        "pairs": each.pairs,
        "share": None if each.share is None else float(each.share),
        "alpha": each.alpha.value if each.alpha else None,
        "interval": [interval.low, interval.high] if interval else None,
        "reading": each.alpha.reading if each.alpha else "",
        "why": each.why,
    }


def unit_data(unit: Unit) -> dict[str, Any]:
    """Return what each coder says of a case under a variable."""
    return {
        "case": unit.case,
        "variable": unit.key,
        "agree": unit.agrees if unit.is_compared else None,
        "codings": {each.coder: list(map(coding_data, each.codings)) for each in unit.judgements},
    }


def coded(data: Path, title: str, *, blind: bool) -> list[dict[str, Any]]:
    """Return the codings of a round, with `blind` also those that nobody may see yet; raises NotFoundError."""
    wiki = open_wiki(data)
    of = standing(wiki, title)
    return [unit_data(each) for each in units_of(with_blind(wiki, of) if blind else of.round)]


def with_blind(wiki: Wiki, of: Standing) -> Round:
    """Return a round as its page would say it if everything could be seen."""
    codings = list(of.round.codings)
    for each in of.blind:
        alone = round_of(with_codings("", blind_items(each)), of.round.title, wiki.ontology)
        codings += alone.codings if alone else ()
    return replace(of.round, codings=tuple(codings))


def as_csv(units: Sequence[Mapping[str, Any]]) -> str:
    """Write units as CSV, a column a coder."""
    coders = list(dict.fromkeys(coder for unit in units for coder in unit["codings"]))
    rows = [["case", "variable", *coders]]
    rows.extend(
        [unit["case"], unit["variable"], *(_cell(unit["codings"].get(who, ())) for who in coders)]
        for unit in units
    )
    return "".join(map(line, rows))


def _cell(said: Iterable[Mapping[str, Any]]) -> str:
    return write_cell(Entry(each["value"], each["status"]) for each in said)


def closed(data: Path, title: str, author: str) -> None:
    """Close a round in the name of an account; raises NotFoundError."""
    wiki = open_wiki(data)
    if wiki.accounts.get(author) is None:
        raise NotFoundError(f"There is no account {author!r}. Create it with: user add {author}")
    close(wiki, title, author)
