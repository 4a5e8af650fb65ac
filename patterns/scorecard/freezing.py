"""When a signature was stated: what is coded afterwards tests it, for whoever stated it could not know it.

A signature is *frozen* at the revision of its page that first said all its present conditions and claims. The page may
have said another one in between: the record of a signature is over all the stretches in which the page stated it, so that
nobody loses a miss by changing a signature and changing it back. What its page said by the way – wording, order, the
sentence that reads it out – does not matter; conditions and claims are compared as they are understood today.

The idea is that of preregistration: B. A. Nosek et al., "The preregistration revolution", PNAS 115, 2018.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from patterns.scorecard.signature import Proposition, Signature


@dataclass(frozen=True, slots=True)
class Moment:
    """One revision of a page, as far as a record asks."""

    position: int  # place in the log of all revisions: the order in which things became known
    time: datetime
    author: str
    title: str = ""  # full title the page had
    batch: int | None = None  # import that wrote it

    @property
    def day(self) -> str:
        """The day of it, as in "2026-11-29"."""
        return self.time.date().isoformat()


@dataclass(frozen=True, slots=True)
class Stretch:
    """From when to when a page said something."""

    begins: Moment
    ends: Moment | None = None  # None: it still does

    def covers(self, moment: Moment) -> bool:
        """Say whether something came to be known in it. What the same import brought was known before."""
        if moment.batch is not None and moment.batch == self.begins.batch:
            return False
        return moment.position > self.begins.position and (
            self.ends is None or moment.position < self.ends.position
        )


@dataclass(frozen=True, slots=True)
class Stated:
    """A signature and when its page stated it."""

    signature: Signature
    stretches: tuple[Stretch, ...]  # oldest first; at least one

    @property
    def frozen(self) -> Moment:
        """The revision that first said it whole."""
        return self.stretches[0].begins

    @property
    def present(self) -> bool:
        """Whether its page states it now."""
        return self.stretches[-1].ends is None

    def covers(self, moment: Moment) -> bool:
        """Say whether what came to be known at a moment tests it."""
        return any(each.covers(moment) for each in self.stretches)


Meant = tuple[frozenset[tuple[str, str, frozenset[str]]], ...]


def meant(signature: Signature) -> Meant:
    """Return what a signature means, by which two are compared: order and wording apart."""
    return _propositions(signature.conditions), _propositions(signature.claims)


def _propositions(tests: Iterable[Proposition]) -> frozenset[tuple[str, str, frozenset[str]]]:
    return frozenset(
        (each.field.key, each.sign.value, frozenset(value.casefold() for value in each.values))
        for each in tests
    )


def stated_in(history: Iterable[tuple[Moment, Signature]]) -> tuple[Stated, ...]:
    """Return the signatures that a page stated, the present one first, then the latest: {its revisions, oldest first}.

    Revisions that state none end what was stated before them; a signature stated again goes on where it was.
    """
    found: dict[Meant, Stated] = {}
    open_: Meant | None = None
    for moment, said in history:
        means = meant(said) if said else None
        if means == open_:
            if means is not None:
                found[means] = replace(found[means], signature=said)  # in the latest words
            continue
        if open_ is not None:
            found[open_] = _ended(found[open_], moment)
        if means is not None:
            before = found[means].stretches if means in found else ()
            found[means] = Stated(said, (*before, Stretch(moment)))
        open_ = means
    return tuple(sorted(found.values(), key=lambda each: (not each.present, -_last(each))))


def _ended(stated: Stated, moment: Moment) -> Stated:
    *earlier, last = stated.stretches
    return replace(stated, stretches=(*earlier, replace(last, ends=moment)))


def _last(stated: Stated) -> int:
    return stated.stretches[-1].begins.position
