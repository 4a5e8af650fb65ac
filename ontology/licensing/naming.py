"""What licence a name, an identifier or a web address stands for."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from functools import cache

from ontology.licensing.expression import (
    Expression,
    ExpressionProblem,
    One,
    licences_in,
    parse_expression,
    texts_of,
)
from ontology.licensing.reading import all_terms
from ontology.licensing.spdx import spdx_licences

ADDRESS = re.compile(r"https?://(?:www\.)?(?P<rest>[^?#\s]+)", re.IGNORECASE)
ENDING = re.compile(r"(?:/(?:legalcode|deed)(?:\.[\w-]+)?|\.(?:en|html?|txt|json|php))*/*$", re.IGNORECASE)
"""What an address of a licence's text may end in without being that of another licence."""

IDENTIFIER = re.compile(r"(?<![^\s(])(?!(?:AND|OR|WITH)(?![^\s()]))(?<!WITH )[^\s()]+", re.IGNORECASE)
"""An identifier within an expression: no operator, and no exception behind WITH."""

LANGUAGE = re.compile(r"^([^/]+)/[a-z]{2}-[a-z]{2}/")
"""A site in several languages, as in “www.mozilla.org/en-US/”."""

LISTS = ("spdx.org/licenses/{}", "opensource.org/licenses/{}", "opensource.org/license/{}")
"""Where lists have their pages of licences, by SPDX identifier."""


def named(name: str) -> str:
    """Return the SPDX expression that a name stands for: an expression, a licence's full name, or its address.

    "" when it names none, or none that is described here or listed by SPDX. Case does not matter.
    """
    words = " ".join(name.split())
    if ADDRESS.match(words):
        return _addresses().get(_place(words), "")
    found = _names().get(words.casefold()) or _names().get(words.casefold().replace(" ", "-"))
    return _known_expression(found or words)


def is_known(one: One) -> bool:
    """Say whether a licence is described here or listed by SPDX."""
    return bool(texts_of(one)) or one.identifier in spdx_licences()


def near(identifier: str, most: int = 3) -> tuple[str, ...]:
    """Return the known identifiers most like one that is not known."""
    by_word = {each.casefold(): each for each in identifiers()}
    close = difflib.get_close_matches(identifier.casefold(), by_word, n=most, cutoff=0.6)
    return tuple(by_word[word] for word in close)


@cache
def identifiers() -> tuple[str, ...]:
    """Return all identifiers that are described here or listed by SPDX and not deprecated, sorted."""
    listed = (each.identifier for each in spdx_licences().values() if not each.deprecated)
    return tuple(sorted({*described(), *listed}, key=str.casefold))


@cache
def described() -> frozenset[str]:
    """Return the identifiers whose texts are described clause by clause."""
    return frozenset(name for each in all_terms().values() for name in each.identifiers)


def full_name(identifier: str) -> str:
    """Return the full name of a licence; the identifier when no name is known."""
    listed = spdx_licences().get(identifier)
    if listed:
        return listed.name
    return next((each.label for each in all_terms().values() if identifier in each.identifiers), identifier)


def _known_expression(words: str) -> str:
    """Read an expression whose identifiers are known; the library takes more words for licences (“GPL”) than are."""
    if not all(each.rstrip("+").casefold() in _names() for each in IDENTIFIER.findall(words)):
        return ""
    try:
        found: Expression = parse_expression(words)
    except ExpressionProblem:
        return ""
    return str(found) if all(map(is_known, licences_in(found))) else ""


@cache
def _names() -> Mapping[str, str]:
    """Map identifiers and full names, in lower case; identifiers first, for no name may hide one."""
    found = {each.casefold(): each for each in (*spdx_licences(), *described())}
    for identifier in identifiers():
        found.setdefault(full_name(identifier).casefold(), identifier)
    for terms in all_terms().values():
        found.setdefault(terms.text.casefold(), terms.identifiers[0])
        found.setdefault(terms.label.casefold(), terms.identifiers[0])
    return found


@cache
def _addresses() -> Mapping[str, str]:
    """Map addresses without what tells no licences apart; of several licences with one text, “only” comes first."""
    found: dict[str, str] = {}
    for identifier in identifiers():
        for address in _addresses_of(identifier):
            found.setdefault(_place(address), identifier)
    return found


def _addresses_of(identifier: str) -> Iterator[str]:
    listed = spdx_licences().get(identifier)
    if listed:
        yield from (f"https://{each.format(identifier)}" for each in LISTS)
        yield from (listed.url, listed.url.replace("-standalone.", "."))  # GNU has both
    yield from (each.url for each in all_terms().values() if identifier in each.identifiers)


def _place(address: str) -> str:
    match = ADDRESS.match(address)
    return LANGUAGE.sub(r"\1/", ENDING.sub("", match["rest"]).casefold()) if match else ""
