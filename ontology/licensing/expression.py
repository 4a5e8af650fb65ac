"""SPDX licence expressions as values (SPDX specification 2.3, annex D): one licence, all of several, any of several."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import license_expression  # type: ignore[import-untyped]
from boolean.boolean import ParseError  # type: ignore[import-untyped]

from ontology.licensing.exceptions import COMPOSED
from ontology.licensing.reading import all_terms
from ontology.licensing.terms import Terms, version_key

LONGEST = 2_000  # characters; longer texts are not expressions but mistakes
DEEPEST = 40  # parentheses open at once
LATER = "-or-later"
UNREADABLE = (license_expression.ExpressionError, ParseError, IndexError, AssertionError)
"""What the library raises on texts it cannot read; the last two on misplaced parentheses."""


class ExpressionProblem(Exception):  # noqa: N818 – a finding about a text, named as findings are
    """A text is no licence expression; the message is a sentence, `position` counts characters from 0."""

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(message)
        self.position = position


@dataclass(frozen=True, slots=True)
class One:
    """A single licence, if need be with an exception or any later version."""

    identifier: str  # as SPDX spells it: "GPL-2.0-or-later", "LicenseRef-x"
    exception: str = ""

    def __str__(self) -> str:
        return f"{self.identifier} WITH {self.exception}" if self.exception else self.identifier


@dataclass(frozen=True, slots=True)
class All:
    """All licences hold at once: AND."""

    parts: tuple[Expression, ...]

    def __str__(self) -> str:
        return " AND ".join(f"({each})" if isinstance(each, Any_) else str(each) for each in self.parts)


@dataclass(frozen=True, slots=True)
class Any_:  # noqa: N801 – `Any` is taken by typing
    """The recipient chooses one: OR."""

    parts: tuple[Expression, ...]

    def __str__(self) -> str:
        return " OR ".join(str(each) for each in self.parts)


Expression = One | All | Any_


@cache
def _spdx() -> license_expression.Licensing:
    return license_expression.get_spdx_licensing()


@cache
def parse_expression(text: str) -> Expression:
    """Read an expression; identifiers that SPDX does not have are kept as written.

    Deprecated spellings become current ones (GPL-2.0+ is GPL-2.0-or-later, GPL-2.0-with-classpath-exception is
    GPL-2.0-only WITH Classpath-exception-2.0). Raises ExpressionProblem.
    """
    if not text.strip():
        raise ExpressionProblem("The licence expression is empty. Write an SPDX identifier such as MIT.")
    _refuse_excess(text)
    described = {name.casefold(): name for each in all_terms().values() for name in each.identifiers}
    if text.strip().casefold() in described:
        return _alone(described[text.strip().casefold()])
    try:
        read = _spdx().parse(text)
    except UNREADABLE as error:
        raise _problem(text, error) from error
    if read is None:
        raise _problem(text, ValueError("nothing but parentheses"))
    return _expression(read)


def _alone(identifier: str) -> Expression:
    base, _, exception = identifier.partition(" WITH ")
    return One(base, exception)


def _refuse_excess(text: str) -> None:
    if len(text) > LONGEST:
        raise ExpressionProblem(
            f"The licence expression is longer than {LONGEST} characters. Shorten it.", LONGEST
        )
    depth = 0
    for position, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth > DEEPEST:
            raise ExpressionProblem(
                f"The licence expression opens more than {DEEPEST} parentheses at once, the last at character "
                f"{position + 1}. Take some out.",
                position,
            )


def _problem(text: str, error: Exception) -> ExpressionProblem:
    """Say in one sentence where the expression breaks; the library does not always know."""
    token = str(getattr(error, "token_string", "") or "")
    position = int(getattr(error, "position", -1))
    if position < 0 or not token:
        position, token = len(text.rstrip()), ""
        place = "at its end"
        found = _first_odd(text)
        if found is not None:
            position, place = found, f"at “{text[found]}”, character {found + 1}"
    else:
        place = f"at “{token}”, character {position + 1}"
    return ExpressionProblem(
        f"The licence expression cannot be read {place}. Join SPDX identifiers by AND, OR and WITH, and close every "
        "parenthesis.",
        position,
    )


def _first_odd(text: str) -> int | None:
    for position, character in enumerate(text):
        if not (character.isalnum() or character in "-_.:+() \t\r\n"):
            return position
    return None


def _expression(read: Any) -> Expression:
    """Turn the library's tree into ours."""
    if isinstance(read, license_expression.LicenseWithExceptionSymbol):
        return One(_identifier(read.license_symbol), read.exception_symbol.key)
    if isinstance(read, license_expression.LicenseSymbol):
        return One(*COMPOSED.get(_identifier(read), (_identifier(read),)))
    parts = tuple(dict.fromkeys(_expression(each) for each in read.args))
    if len(parts) == 1:
        return parts[0]
    return All(parts) if read.operator.strip() == "AND" else Any_(parts)


def _identifier(symbol: license_expression.LicenseSymbol) -> str:
    return str(symbol.key)


def expression_of(given: str | Expression) -> Expression:
    """Return the expression, reading it if it is text; raises ExpressionProblem."""
    return parse_expression(given) if isinstance(given, str) else given


@cache
def _texts_by_identifier() -> dict[str, str]:
    return {name: each.text for each in all_terms().values() for name in each.identifiers}


@cache
def texts_of(one: One) -> tuple[Terms, ...]:
    """Return the texts the recipient may choose from: one, or with “or later” all versions from it on.

    Empty when the licence is not described here. An exception described as a licence of its own (Apache-2.0 WITH
    SHL-2.1) is that licence.
    """
    whole = _texts_by_identifier().get(str(one))
    name = one.identifier
    later = name.endswith((LATER, "+"))
    bare = name.removesuffix("+").removesuffix(LATER)
    text = whole or _texts_by_identifier().get(name) or _texts_by_identifier().get(bare) or bare
    found = all_terms().get(text)
    if found is None:
        return ()
    return later_versions(found) if later else (found,)


def later_versions(terms: Terms) -> tuple[Terms, ...]:
    """Return the text and the later versions of its series, oldest first."""
    found = [
        each
        for each in all_terms().values()
        if each.series == terms.series
        and version_key(each.version) >= version_key(terms.version)
        and (each.text == terms.text or each.jurisdiction == terms.jurisdiction)
    ]
    return tuple(sorted(found, key=lambda each: version_key(each.version)))


def licences_in(expression: Expression) -> tuple[One, ...]:
    """Return the single licences of an expression, each once."""
    if isinstance(expression, One):
        return (expression,)
    return tuple(dict.fromkeys(one for each in expression.parts for one in licences_in(each)))
