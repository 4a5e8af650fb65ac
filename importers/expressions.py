"""Regular expressions of strangers: those whose matching could take all time are told from the rest before they run."""

from __future__ import annotations

import re

LONGEST = 400
"""Characters of an expression."""

MANY = 3
"""Repetitions of any length in one expression: matching a line takes its length to this power at the utmost."""

OPTIONS = 12
"""Parts that may be there or not, and alternatives."""

LONGEST_LINE = 2_000
"""Characters of a line that is matched; what says a value stands in a shorter one."""

WIDE = 20
"""A number of repetitions from which on it counts as any."""

_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*+\]|\(\?P<[^>]*+>|\(\?[:!=]|\(\?<[!=]|\(\?[a-zA-Z]++\)|\(\?|[*+?][?+]?|\{\d*+,?\d*+\}[?+]?|.",
    re.DOTALL,
)
_NAMED = re.compile(r"\(\?P<[^>]*>")
_SPECIAL = re.compile(r"\(\?(?:[a-zA-Z]*x[a-zA-Z]*\))?")
_BACK = re.compile(r"\\[1-9]")
_ANCHOR = re.compile(r"\\[AbBZ]")
_SIGNS = (*map(chr, range(0x250)), "\u0640", "\u2028", "\u3000", "\u4e00")
"""Signs by which two classes are held to one another: all of Latin, a letter and a blank of others."""

_COUNTED = re.compile(r"\{(\d*)(,?)(\d*)\}")


def is_line(expression: str | re.Pattern[str], line: str) -> re.Match[str] | None:
    """Match a whole line with an expression of a profile, None where it does not fit or the line is too long for it."""
    return re.fullmatch(expression, line) if len(line) <= LONGEST_LINE else None


def problem_of(expression: str) -> str:
    """Say why an expression is not taken from a stranger, "" when it is.

    What is refused may be harmless, but is where expressions get slow: a repeated group (each repetition may be
    divided in many ways), references back, and many repetitions of any length one after the other. Repetitions that
    give nothing back (`*+`, `++`) or end before a sign they cannot match cost nothing and are not counted.
    """
    if len(expression) > LONGEST:
        return f"it has {len(expression):,} characters, {LONGEST} are allowed"
    try:
        re.compile(expression)
    except (re.error, RecursionError, OverflowError) as error:
        return f"it is no regular expression ({error})"
    tokens = _TOKEN.findall(expression)
    return _structure(tokens) or _counted(tokens)


def _structure(tokens: list[str]) -> str:
    for before, token in zip(["", *tokens], tokens, strict=False):
        if _NAMED.fullmatch(token):
            continue
        if _BACK.fullmatch(token) or _SPECIAL.fullmatch(token):
            return "references back, conditions, comments and the flag x are not taken"
        if before == ")" and _repeats(token):
            return f"it repeats a group: “){token}”. Repeat a single sign or a class of signs instead, as in [a-z ]{token}"
    return ""


def _counted(tokens: list[str]) -> str:
    wide = sum(
        _is_wide(token) and not _is_possessive(token) and not _ends_by_itself(tokens, at)
        for at, token in enumerate(tokens)
    )
    if wide > MANY:
        return (
            f"it repeats {wide} times without a bound; {MANY} times are taken. Write *+ or ++ where nothing of what "
            "was matched has to be given back"
        )
    options = sum(
        each == "|" or (_repeats(each) and not _is_wide(each)) or each in {"?", "??"} for each in tokens
    )
    return f"it has {options} options; {OPTIONS} are taken" if options > OPTIONS else ""


def _ends_by_itself(tokens: list[str], at: int) -> bool:
    """Say whether what is repeated can end in one place only: before a sign that it does not match itself."""
    after = tokens[at + 1 : at + 3]
    if at == 0 or not after or (len(after) > 1 and after[1][0] in "*?{"):
        return False
    repeated, following = tokens[at - 1], after[0]
    if not (_is_one_sign(repeated) and _is_one_sign(following)):
        return False
    return not any(re.fullmatch(repeated, each) and re.fullmatch(following, each) for each in _SIGNS)


def _is_one_sign(token: str) -> bool:
    """Say whether a token matches exactly one sign."""
    return token not in set("^$|()*+?") and not _ANCHOR.fullmatch(token) and not token.startswith(("(?", "{"))


def _is_possessive(token: str) -> bool:
    return len(token) > 1 and token.endswith("+")


def _repeats(token: str) -> bool:
    """Say whether a token repeats what is before it more than once."""
    return token[0] in "*+" or (_COUNTED.match(token) is not None and token not in {"{1}", "{0,1}", "{,1}"})


def _is_wide(token: str) -> bool:
    found = _COUNTED.match(token)
    if found is None:
        return token[0] in "*+"
    most = found[3] if found[2] else found[1]
    return not most or int(most) > WIDE
