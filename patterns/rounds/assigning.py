"""Who codes which case of a round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from patterns.rounds.reading import Round


def assigned(of: Round, taken: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Return, for each case of a round that names its coders, who codes it.

    Who has taken a case keeps it. Else every coder gets as many cases as the others, and every pair of them as many
    cases together as the other pairs, as far as the numbers allow: agreement is measured pair by pair.
    """
    load: Counter[str] = Counter()
    pairs: Counter[frozenset[str]] = Counter()
    found: dict[str, list[str]] = {}
    for case in of.cases:
        found[case] = list(dict.fromkeys((*taken.get(case, ()), *of.coders_of(case))))
        load.update(found[case])
        pairs.update(map(frozenset, combinations(found[case], 2)))
    order = {coder: at for at, coder in enumerate(of.coders)}
    for case in of.cases:
        chosen = found[case]
        while len(chosen) < of.per_case and (left := [each for each in of.coders if each not in chosen]):
            coder = min(
                left,
                key=lambda each: (load[each], sum(pairs[frozenset((each, other))] for other in chosen), order[each]),
            )  # fmt: skip
            load[coder] += 1
            pairs.update(frozenset((coder, other)) for other in chosen)
            chosen.append(coder)
    return {case: tuple(coders) for case, coders in found.items()}


def next_case(of: Round, taken: Mapping[str, Sequence[str]], done: Iterable[str], coder: str) -> str:
    """Return the case a coder codes next, "" when there is none.

    First what they have begun, then what is assigned to them; where everybody may take a case, first one that others
    have taken already, so that cases get all their coders soon, and in the order of the page.
    """
    finished = {*done}
    for case in of.cases:
        if coder in taken.get(case, ()) and case not in finished:
            return case
    if of.closed:
        return ""
    if of.coders:
        shares = assigned(of, taken)
        return next((case for case in of.cases if coder in shares[case] and case not in finished), "")
    free = [case for case in of.cases if _is_free(of, taken, case, coder)]
    return max(free, key=lambda case: len(taken.get(case, ())), default="")


def may_take(of: Round, taken: Mapping[str, Sequence[str]], case: str, coder: str) -> bool:
    """Say whether somebody may begin to code a case: it is of the round, open, and theirs or free."""
    if of.closed or case not in of.cases:
        return False
    if coder in taken.get(case, ()):
        return True
    return coder in assigned(of, taken)[case] if of.coders else _is_free(of, taken, case, coder)


def _is_free(of: Round, taken: Mapping[str, Sequence[str]], case: str, coder: str) -> bool:
    coders = {*taken.get(case, ()), *of.coders_of(case)}
    return coder not in coders and len(coders) < of.per_case
