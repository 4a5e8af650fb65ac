"""What is refused before a query runs: whatever reaches out, writes, or is built to break a parser. Pure.

SERVICE has to be found here: an engine without a network answers SERVICE SILENT with an empty result that looks
like a true one. Where the guard and the engine might read a query differently, it is refused.
"""

from __future__ import annotations

import re

from wiki.errors import QueryRefusedError
from wiki.graph.tokens import Token, all_readings, plain_reading, skip_blank, without_escapes

MAX_BYTES = 64 * 1024  # of the query in UTF-8
MAX_NESTING = 400  # brackets of all kinds; the engine reads them recursively

_UPDATES = frozenset(("insert", "delete", "load", "clear", "drop", "create", "add", "move", "copy", "with"))
_SUSPECT = re.compile(r"service|load|insert|delete|clear|drop|create|add|move|copy|with|\\u", re.IGNORECASE)
_SERVICE = re.compile(r"service", re.IGNORECASE)
_SILENT = re.compile(r"silent", re.IGNORECASE)
_TARGET = re.compile(r'[?$]\w+|<[^<>"{}|^`\x00-\x20]*>|[\w.\-]*:(?:[\w:.\-·]|%[0-9A-Fa-f]{2}|\\.)*')
_FROM = re.compile(r"from", re.IGNORECASE)
_NAMED = re.compile(r"named", re.IGNORECASE)
_NAMES_A_GRAPH = ("graph", "from", "named", "describe")  # words after which a name may stand before "{"
_PREFIX_RUN = re.compile(rf"(?:[!^](?:[ \t\r\n]|#[^\r\n]*[\r\n])*){{{MAX_NESTING}}}")


def check_query(text: str) -> None:
    """Raise QueryRefusedError, with what to do instead, when the query must not run."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise QueryRefusedError(
            f"The query is {size:,} bytes long; at most {MAX_BYTES:,} are accepted. Shorten it or split it."
        )
    try:
        text.encode()
    except UnicodeEncodeError:
        raise QueryRefusedError("The query is not valid Unicode text. Send it as UTF-8.") from None
    _check_nesting(text)
    if not _SUSPECT.search(text):
        return
    for reading in {text, without_escapes(text)}:
        _check_service(reading)
        _check_updates(reading)


def names_graphs(text: str) -> bool:
    """Say whether the query has a dataset clause of its own (FROM, FROM NAMED)."""
    return bool(_FROM.search(text)) and any(_opens_dataset(text, token) for token in all_readings(text))


def _check_nesting(text: str) -> None:
    if text.count("(") + text.count("{") + text.count("[") > MAX_NESTING:
        depth = 0
        for character in re.findall(r"[(){}\[\]]", text):
            depth = depth + 1 if character in "({[" else max(0, depth - 1)
            if depth > MAX_NESTING:
                raise QueryRefusedError(_TOO_DEEP)
    if _PREFIX_RUN.search(text):
        raise QueryRefusedError(_TOO_DEEP)


_TOO_DEEP = f"The query is nested more than {MAX_NESTING} levels deep. Simplify it or split it."


def _check_service(text: str) -> None:
    bare = any(token.kind == "word" and token.text.lower() == "service" for token in plain_reading(text))
    if bare or any(_calls_service(text, token) for token in all_readings(text)):
        raise QueryRefusedError(
            "The query uses SERVICE, which would send it to another server; this endpoint answers from its own"
            " facts only. Remove the SERVICE part, or ask both servers and join the results yourself."
        )


def _check_updates(text: str) -> None:
    for token in plain_reading(text):
        if token.kind == "word" and token.text.lower() in _UPDATES:
            raise QueryRefusedError(
                f"{token.text.upper()} belongs to SPARQL Update; this endpoint only answers queries. Change the"
                " page the facts come from instead: every fact here is written in a page."
            )


def _calls_service(text: str, token: Token) -> bool:
    """Say whether a SERVICE call begins inside this token, which may be glued to what precedes or follows."""
    if token.kind not in {"word", "pname"}:
        return False
    head = token.text.partition(":")[0]
    return any(
        not (token.text[: match.start()].lower() or token.before).endswith(_NAMES_A_GRAPH)
        and _has_target(text, token.start + match.end())
        for match in _SERVICE.finditer(head)
    )


def _has_target(text: str, place: int) -> bool:
    """Say whether [SILENT] VarOrIri "{" stands at that place (§19.8, rule 59)."""
    place = skip_blank(text, place)
    silent = _SILENT.match(text, place)
    return any(
        (target := _TARGET.match(text, start)) is not None
        and text.startswith("{", skip_blank(text, target.end()))
        for start in {place, skip_blank(text, silent.end()) if silent else place}
    )


def _opens_dataset(text: str, token: Token) -> bool:
    """Say whether FROM [NAMED] IRI stands at this token (§19.8, rules 13 to 16)."""
    if token.kind != "word" or token.text.lower() != "from":
        return False
    place = skip_blank(text, token.start + len(token.text))
    named = _NAMED.match(text, place)
    if named and text[named.end() : named.end() + 1] != ":":
        place = skip_blank(text, named.end())
    target = _TARGET.match(text, place)
    return target is not None and text[place] not in "?$"
