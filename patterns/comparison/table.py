"""Cases side by side: a row a variable, a column a case, the variables that tell most apart first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ontology.kinds import Field, ValueType
from patterns.codings import Coding
from patterns.comparison.cells import EMPTY, Cell, State
from patterns.comparison.discrimination import Discrimination, discrimination

IN_WORDS = frozenset({ValueType.TEXT, ValueType.PROSE, ValueType.URL})
"""Types whose values are wordings: they may differ and mean the same, so they are not measured."""


@dataclass(frozen=True, slots=True)
class Row:
    """One variable over all cases."""

    field: Field
    cells: tuple[Cell, ...]
    states: tuple[State, ...]  # of the cells
    measure: Discrimination

    @property
    def in_words(self) -> bool:
        """Whether its values are wordings, so that its measure is no reason to put it first."""
        return self.field.type in IN_WORDS

    @property
    def differs(self) -> bool:
        """Whether two cases are known to differ."""
        return self.measure.apart > 0

    @property
    def disputed(self) -> bool:
        """Whether a cell is contested or its coders disagree."""
        return any(cell.disputed for cell in self.cells)

    def has(self, state: State) -> bool:
        """Say whether a cell is in that state."""
        return state in self.states

    @property
    def coded(self) -> int:
        """Cases of which anything is said, be it that it is unknown."""
        return sum(state is not State.UNCODED for state in self.states)

    @property
    def known(self) -> int:
        """Cases of which it is settled."""
        return sum(cell.known is not None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Cases and what is known of each."""

    titles: tuple[str, ...]
    rows: tuple[Row, ...]

    def only(self, wanted: Callable[[Row], bool]) -> Comparison:
        """Return it with some rows alone."""
        return Comparison(self.titles, tuple(row for row in self.rows if wanted(row)))


ONLY: Mapping[str, Callable[[Row], bool]] = {
    "differences": lambda row: row.differs,
    "unknowns": lambda row: row.has(State.UNKNOWN),
    "disagreements": lambda row: row.disputed,
    "uncoded": lambda row: row.has(State.UNCODED),
}
"""Choices of rows by name: known to differ, unknown of a case, contested or disagreed upon, not coded of a case."""


def compare(
    fields: Iterable[Field], titles: Sequence[str], codings: Mapping[str, Iterable[Coding]]
) -> Comparison:
    """Put cases side by side: {title: its codings}; a case that is not there codes nothing.

    The variables that tell most apart come first, in words last; see `patterns.comparison.discrimination`. Ties are
    in the order of `fields`.
    """
    sorted_out = [_by_field(codings.get(title, ())) for title in titles]
    by_field = [(field, [tuple(case.get(field.key, ())) for case in sorted_out]) for field in fields]
    return _comparison(titles, by_field)


def compare_columns(
    fields: Iterable[Field], titles: Sequence[str], said: Mapping[str, Sequence[tuple[Coding, ...]]]
) -> Comparison:
    """Put cases side by side: {key of a field: what each case says under it, in the order of the titles}.

    Where one object stands for several cases, so does its cell: thousands of cases are compared quickly if they share theirs.
    """
    return _comparison(titles, [(field, said[field.key]) for field in fields])


def _comparison(
    titles: Sequence[str], said: Iterable[tuple[Field, Sequence[tuple[Coding, ...]]]]
) -> Comparison:
    rows = [_row(field, each) for field, each in said]
    return Comparison(tuple(titles), tuple(sorted(rows, key=_place)))


def _place(row: Row) -> tuple[bool, tuple[float, float]]:
    return row.in_words, row.measure.rank


def _row(field: Field, said: Sequence[tuple[Coding, ...]]) -> Row:
    made = {id(each): Cell(each) if each else EMPTY for each in {id(one): one for one in said}.values()}
    cells = tuple(made[id(each)] for each in said)
    measure = discrimination(cell.known for cell in cells)
    return Row(field, cells, tuple(cell.state for cell in cells), measure)


def _by_field(codings: Iterable[Coding]) -> dict[str, list[Coding]]:
    found: dict[str, list[Coding]] = {}
    for each in codings:
        found.setdefault(each.field, []).append(each)
    return found
