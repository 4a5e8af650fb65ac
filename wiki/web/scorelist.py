"""Which scorecards the list of all shows, and in which order. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from patterns.scorecard.card import LEVELS, Scorecard
from wiki.errors import BadInputError

Test = Callable[[Scorecard], bool]


def _tested(card: Scorecard) -> bool:
    return card.record is not None and bool(card.record.tested)


FILTERS: Mapping[str, tuple[str, Mapping[str, tuple[str, Test]]]] = {
    "maturity": (
        "Maturity",
        {
            "initial": ("initial", lambda card: card.maturity == "initial"),
            "structured": ("structured", lambda card: card.maturity == "structured"),
            "validated": ("validated", lambda card: card.maturity == "validated"),
        },
    ),
    "signature": (
        "Signature",
        {
            "stated": ("states one", lambda card: bool(card.pattern.signature)),
            "none": ("states none", lambda card: not card.pattern.signature),
        },
    ),
    "record": (
        "Since it was frozen",
        {
            "hits": ("with a hit", lambda card: card.record is not None and bool(card.record.hits)),
            "misses": ("with a miss", lambda card: card.record is not None and bool(card.record.misses)),
            "untested": ("nothing tested it", lambda card: card.record is not None and not _tested(card)),
        },
    ),
    "refutations": (
        "Cases against it",
        {
            "unanswered": ("some unanswered", lambda card: bool(card.unanswered)),
            "answered": ("all answered", lambda card: bool(card.refuting) and not card.unanswered),
            "none": ("none stated", lambda card: not card.refuting),
        },
    ),
}
"""What the list is narrowed by: parameter, its label, and its values with their words and what they ask of a scorecard."""


def _descending(word: str) -> tuple[int, ...]:
    return tuple(-ord(each) for each in word)


def _by_record(card: Scorecard) -> tuple[int, int, int]:
    record = card.record
    if record is None:
        return 2, 0, 0
    hits, misses = len(record.hits), len(record.misses)
    return (0 if record.tested else 1), misses - hits, -hits


def _by_maturity(card: Scorecard) -> tuple[int, int]:
    return -LEVELS.index(card.maturity), -card.independence.number


SORTS: Mapping[str, tuple[str, Callable[[Scorecard], object]]] = {
    "title": ("title", lambda _: ()),
    "maturity": ("maturity", _by_maturity),
    "stars": ("stars earned", lambda card: (-card.badge.stars, _by_maturity(card))),
    "supporting": ("supporting cases", lambda card: -len(card.supporting)),
    "independent": ("independent cases", lambda card: -card.independence.number),
    "refuting": ("refuting cases", lambda card: -len(card.refuting)),
    "unanswered": ("unanswered refutations", lambda card: -len(card.unanswered)),
    "signature": ("signature", lambda card: (not card.pattern.signature, card.pattern.signature.words)),
    "record": ("hits less misses", _by_record),
    "misses": ("misses", lambda card: -len(card.record.misses) if card.record else 1),
    "last": ("last evidence", lambda card: (not card.last, _descending(card.last))),
}
"""Ways to sort the list: what `sort` says, in words, and by what; then by title."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an address asks for."""

    chosen: Mapping[str, str]  # by parameter of FILTERS, "" = any
    sort: str

    @property
    def narrows(self) -> bool:
        """Whether it asks for some of them only."""
        return any(self.chosen.values())

    def of(self, cards: Iterable[Scorecard]) -> list[Scorecard]:
        """Return those that are asked for in the order that is asked for."""
        tests = [FILTERS[name][1][value][1] for name, value in self.chosen.items() if value]
        found = [each for each in cards if all(test(each) for test in tests)]
        key = SORTS[self.sort][1]
        return sorted(found, key=lambda card: (key(card), card.pattern.title))


def wanted(arguments: Mapping[str, str]) -> Wanted:
    """Read an address's parameters; raises BadInputError with what there is."""
    chosen = {name: arguments.get(name, "") for name in FILTERS}
    for name, value in chosen.items():
        if value and value not in FILTERS[name][1]:
            raise BadInputError(f"{name}={value!r} is none. There are: {', '.join(FILTERS[name][1])}.")
    sort = arguments.get("sort", "") or "maturity"
    if sort not in SORTS:
        raise BadInputError(f"sort={sort!r} is no order. There are: {', '.join(SORTS)}.")
    return Wanted(chosen, sort)
