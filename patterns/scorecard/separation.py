"""What separates the cases that support a pattern from those that refute it: where its context might be narrowed.

For a supporting and a refuting case, a variable tells them apart when both are known under it and share no value (Mill's
method of difference over known values; query 7 of the competency questions asks the same). A variable that tells every
refuting case from every supporting one is enough alone; else the minimal sets of variables of which each pair differs in
at least one are given (minimal hitting sets, `patterns.comparison.hitting`). What is unknown never separates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ontology.kinds import Field
from patterns.comparison.hitting import Steps, minimal_hitting_sets
from patterns.scorecard.boundary import CLOSED, name_of
from patterns.scorecard.cases import CaseFacts, settled

LARGEST, MOST_SETS = 3, 20
"""Variables in a set that is looked for, and sets that are given."""

STEPS = 20_000
"""Steps of the search for sets, after which it says that there may be more."""


@dataclass(frozen=True, slots=True)
class Separator:
    """How well one variable tells refuting from supporting cases."""

    field: Field
    apart: int  # pairs of a refuting and a supporting case that it tells apart
    alike: int  # pairs that share a value
    pairs: int  # in all; the others are not known
    supporting: tuple[str, ...]  # labels of the values of supporting cases
    refuting: tuple[str, ...]  # labels of the values of refuting ones
    unknown: tuple[str, ...]  # cases of which it is not known: worth coding

    @property
    def separates(self) -> bool:
        """Whether it tells every pair apart."""
        return self.apart == self.pairs > 0

    @property
    def holds_where(self) -> str:
        """The context narrowed by it, as a sentence for the pattern's page."""
        return (
            f"Seen to hold where {name_of(self.field)} is {_either(self.supporting)}; "
            f"refuted where it is {_either(self.refuting)}."
        )

    @property
    def splits_off(self) -> str:
        """The context of the pattern that would be split off, as a sentence for its page."""
        return f"Where {name_of(self.field)} is {_either(self.refuting)}."

    @property
    def may_separate(self) -> bool:
        """Whether it tells apart all pairs of which it is known, some of them not being known."""
        return self.alike == 0 < self.apart < self.pairs


@dataclass(frozen=True, slots=True)
class Separation:
    """What separates refuting from supporting cases."""

    supporting: tuple[str, ...]  # cases that speak for it alone
    refuting: tuple[str, ...]
    mixed: tuple[str, ...]  # those of the refuting cases that also speak for it
    separators: tuple[Separator, ...]  # those that tell anything apart, best first
    sets: tuple[
        tuple[Field, ...], ...
    ]  # minimal sets of variables that tell every pair apart, smallest first
    complete: bool  # False: there may be more sets than these
    alike: tuple[tuple[str, str], ...]  # (refuting, supporting) that no variable is known to tell apart
    note: str = ""  # why there is nothing to separate, or what to do where nothing separates

    @property
    def narrowing(self) -> tuple[tuple[Separator, str], ...]:
        """Variables by which the context may be narrowed, each with the proposal in a sentence."""
        return tuple((each, _narrow(each)) for each in self.separators if each.separates or each.may_separate)

    @property
    def splitting(self) -> tuple[tuple[Separator, str], ...]:
        """Variables by which the pattern may be split in two, each with the proposal in a sentence."""
        return tuple((each, _split(each)) for each in self.separators if each.separates)


def separation(
    fields: Iterable[Field],
    supporting: Sequence[CaseFacts],
    refuting: Sequence[CaseFacts],
    mixed: Iterable[str] = (),
) -> Separation:
    """Compare each refuting with each supporting case under the variables with closed lists among `fields`.

    `mixed` are those of the refuting cases that also support the pattern.
    """
    asked = [each for each in fields if each.type in CLOSED]
    names = tuple(each.title for each in supporting), tuple(each.title for each in refuting), tuple(mixed)
    if not supporting or not refuting:
        return Separation(*names, (), (), complete=True, alike=(), note=_nothing(names[1]))
    differing = {(no.title, yes.title): 0 for no in refuting for yes in supporting}
    separators = []
    for at, each in enumerate(asked):
        separator, apart = _separator(each, supporting, refuting)
        separators.append(separator)
        for pair in apart:
            differing[pair] |= 1 << at
    alike = tuple(pair for pair, mask in differing.items() if not mask)
    found = minimal_hitting_sets(differing.values(), at_most=LARGEST, limit=MOST_SETS, steps=Steps(STEPS))
    sets = sorted(found.sets, key=lambda mask: (mask.bit_count(), mask))
    return Separation(
        *names,
        tuple(sorted((each for each in separators if each.apart), key=_rank)),
        tuple(tuple(each for at, each in enumerate(asked) if mask >> at & 1) for mask in sets),
        complete=found.complete,
        alike=alike,
        note=_alike(alike),
    )


def _separator(
    field: Field, supporting: Sequence[CaseFacts], refuting: Sequence[CaseFacts]
) -> tuple[Separator, list[tuple[str, str]]]:
    """Return how well a variable separates, and the pairs (refuting, supporting) that it tells apart."""
    yes = [(each, known) for each in supporting if (known := each.cell(field.key).known) is not None]
    no = [(each, known) for each in refuting if (known := each.cell(field.key).known) is not None]
    apart = [
        (one.title, other.title) for one, refuted in no for other, held in yes if refuted.isdisjoint(held)
    ]
    settled_in = {each.title for each, _ in (*yes, *no)}
    separator = Separator(
        field,
        len(apart),
        len(yes) * len(no) - len(apart),
        len(supporting) * len(refuting),
        _labels(field, (each for each, _ in yes)),
        _labels(field, (each for each, _ in no)),
        tuple(each.title for each in (*supporting, *refuting) if each.title not in settled_in),
    )
    return separator, apart


def _labels(field: Field, cases: Iterable[CaseFacts]) -> tuple[str, ...]:
    return tuple(sorted({words for case in cases for words in settled(case.cell(field.key)).values()}))


def _rank(each: Separator) -> tuple[int, int, str]:
    return -each.apart, each.alike, each.field.label


def _narrow(each: Separator) -> str:
    words = (
        f"Narrow the context to {_either(each.supporting)} ({name_of(each.field)}): "
        f"the pattern was refuted where it is {_either(each.refuting)}."
    )
    if each.separates:
        return words
    number = len(each.unknown)
    return f"{words} First code the {number} {'case' if number == 1 else 'cases'} of which it is not known."


def _split(each: Separator) -> str:
    return (
        f"Split the pattern by {name_of(each.field)}: this one for {_either(each.supporting)}, and a new one for "
        f"{_either(each.refuting)} that says what happens there."
    )


def _either(labels: Sequence[str]) -> str:
    """Join values as in "a", "b" or "c"."""
    return " or ".join(filter(None, (", ".join(f"“{each}”" for each in labels[:-1]), f"“{labels[-1]}”")))


def _nothing(refuting: Sequence[str]) -> str:
    if not refuting:
        return "Nothing speaks against the pattern, so there is nothing to separate."
    return (
        "Every case that speaks for the pattern speaks against it too, or none speaks for it, so there is nothing to separate"
        " the refuting cases from."
    )


def _alike(pairs: Sequence[tuple[str, str]]) -> str:
    if not pairs:
        return ""
    one, other = pairs[0]
    more = "" if len(pairs) == 1 else f", and {len(pairs) - 1} other {'pair' if len(pairs) == 2 else 'pairs'}"  # noqa: PLR2004
    return (
        f"{one} refutes the pattern and {other} supports it, and nothing is known to tell them apart{more}: code what is not"
        " known of them, or add a variable that tells them apart."
    )
