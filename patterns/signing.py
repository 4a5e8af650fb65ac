"""Signing what somebody fills in: whoever says something else than was said before is its coder from that day on. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from patterns.codings import CODER
from patterns.forms import STATUS, FormField, FormValue, as_sent, is_same, said_texts

DATE = "date"


def signed(known: FormField, given: Iterable[FormValue], coder: str, day: str) -> tuple[FormValue, ...]:
    """Return what was given of a field with coder and date where the writer left them to be filled in.

    A new value is signed where its controls for them are empty. One that says something else than before – another
    value, another status – is signed anew unless its coder was changed too: the one who said the old value did not say
    the new one. Where only its evidence changed, the coder stays; an empty one is filled in. What says nothing, goes,
    or came back as it was is not signed. `coder` "" leaves the coder empty; `day` is written `2026-03-01`.
    """
    before = {each.place: each for each in known.values}
    keys = {each.key for each in known.qualifiers}
    if not {CODER, DATE} <= keys:
        return tuple(given)
    return tuple(
        _signed(each, before.get(each.place) if each.place is not None else None, coder, day)
        for each in given
    )


def _signed(given: FormValue, old: FormValue | None, coder: str, day: str) -> FormValue:
    if given.removed or given.fixed or given.is_blank or (old and is_same(given, old)):
        return given
    own = old or FormValue()
    if old and _says(given, own) != _says(own, own):
        fresh = {
            key: (words,)
            for key, words in ((CODER, coder), (DATE, day))
            if said_texts(given.evidence.get(key, ())) == said_texts(own.evidence.get(key, ()))
        }
        return replace(given, evidence={**given.evidence, **fresh})
    if any(said_texts(each.evidence.get(CODER, ())) for each in (given, own)):
        return given
    dated = said_texts(given.evidence.get(DATE, own.evidence.get(DATE, ())))
    return replace(given, evidence={**given.evidence, CODER: (coder,), DATE: dated or (day,)})


def _says(value: FormValue, own: FormValue) -> tuple[str, tuple[str, ...]]:
    """Return what a value claims: its words and its status."""
    return as_sent(value.text), said_texts(value.evidence.get(STATUS, own.evidence.get(STATUS, ())))
