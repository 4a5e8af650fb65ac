"""Parameters of an address, as programs and people write them: pairs in their order, names repeated freely."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from wiki.errors import BadInputError

MOST = 5_000
"""Pairs that are read of one address."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Pairs of name and value."""

    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, query: str) -> Parameters:
        """Read what stands behind the question mark of an address, with or without it.

        Raises BadInputError when it names too much.

        >>> Parameters.read("?case=Case:Linux&case=Wikipedia").all("case")
        ['Case:Linux', 'Wikipedia']
        """
        try:
            return cls(tuple(parse_qsl(query.strip().removeprefix("?"), True, max_num_fields=MOST)))  # noqa: FBT003 - parse_qsl's own
        except ValueError as error:
            raise BadInputError(
                f"The address has more than {MOST:,} parameters. Choose by a search."
            ) from error

    def first(self, name: str, default: str = "") -> str:
        """Return the first value under a name."""
        return next((value for key, value in self.pairs if key == name), default)

    def all(self, name: str) -> list[str]:
        """Return all values under a name that are not blank."""
        return [value for key, value in self.pairs if key == name and value.strip()]

    def __contains__(self, name: object) -> bool:
        """Say whether a name is there, be it without value."""
        return any(key == name for key, _ in self.pairs)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Give the pairs."""
        return iter(self.pairs)

    def only(self, names: Collection[str]) -> Parameters:
        """Return those with these names."""
        return Parameters(tuple(pair for pair in self.pairs if pair[0] in names))

    def without(self, names: Collection[str]) -> Parameters:
        """Return those with other names."""
        return Parameters(tuple(pair for pair in self.pairs if pair[0] not in names))

    def having(self, name: str, values: Iterable[str]) -> Parameters:
        """Return them with these values under a name, in place of those there are."""
        return Parameters((*self.without({name}).pairs, *((name, value) for value in values)))

    def has(self, name: str, value: str) -> bool:
        """Say whether a value stands under a name, blanks around it aside."""
        return any(key == name and each.strip() == value.strip() for key, each in self.pairs)

    def less(self, name: str, value: str) -> Parameters:
        """Return them without a value under a name, blanks around it aside."""
        kept = (pair for pair in self.pairs if pair[0] != name or pair[1].strip() != value.strip())
        return Parameters(tuple(kept))

    def query(self) -> str:
        """Write them as an address has them behind its question mark."""
        return urlencode(self.pairs)

    def address(self, path: str) -> str:
        """Write a path with them."""
        return f"{path}?{self.query()}" if self.pairs else path
