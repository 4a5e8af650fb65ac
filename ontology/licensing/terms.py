"""What licence texts say, as plain values: their rules, how far their copyleft reaches, and where works may go over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Copyleft(StrEnum):
    """How far a licence asks that what is built on a work stays under it."""

    NONE = "none"
    DEDICATION = "dedication"  # not even a notice is asked for
    FILE = "file"
    LIBRARY = "library"
    DATABASE = "database"
    STRONG = "strong"
    NETWORK = "network"


class Manner(StrEnum):
    """How a work goes over into a work under another licence."""

    AS = "as"  # the work itself may be taken under the other licence
    WITHIN = "within"  # a work built on it may be published under the other licence
    BESIDE = "beside"  # the works may be combined; each part keeps its licence
    UNSETTLED = "unsettled"  # nobody with authority has said whether


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing a licence permits, requires, forbids or tolerates, with the clause it rests on."""

    action: str  # local name: "modifications", "share-alike", "patent-litigation" …
    clause: str  # "§2(b)"
    quote: str = ""  # the licence's own words, at most 25 of them


@dataclass(frozen=True, slots=True)
class Grant:
    """A compatibility clause: where works go over to."""

    manner: Manner
    into: tuple[str, ...]  # texts, e.g. "GPL-2.0+" (that version or a later one) or "LAL-1.3"
    clause: str
    quote: str = ""
    condition: str = ""


@dataclass(frozen=True)
class Terms:
    """One licence text: a version of a series."""

    text: str  # "GPL-3.0", "CC-BY-SA-3.0-DE"
    label: str
    identifiers: tuple[str, ...]  # SPDX identifiers or LicenseRefs that stand for it
    series: str
    version: str
    copyleft: Copyleft
    made_for: tuple[str, ...] = ()
    url: str = ""
    permissions: tuple[Rule, ...] = ()
    requirements: tuple[Rule, ...] = ()
    prohibitions: tuple[Rule, ...] = ()
    tolerances: tuple[Rule, ...] = ()
    grants: tuple[Grant, ...] = ()
    port_of: str = ""
    jurisdiction: str = ""

    @cached_property
    def permits(self) -> Mapping[str, Rule]:
        """Permissions by action."""
        return {each.action: each for each in self.permissions}

    @cached_property
    def requires(self) -> Mapping[str, Rule]:
        """Requirements by action."""
        return {each.action: each for each in self.requirements}

    @cached_property
    def prohibits(self) -> Mapping[str, Rule]:
        """Prohibitions by action."""
        return {each.action: each for each in self.prohibitions}

    @cached_property
    def tolerates(self) -> Mapping[str, Rule]:
        """Restrictions of others that may stand beside these terms, by action."""
        return {each.action: each for each in self.tolerances}

    @property
    def governs_the_whole(self) -> bool:
        """Whether a work built on it must be under it as a whole."""
        return self.copyleft in {Copyleft.STRONG, Copyleft.NETWORK, Copyleft.DATABASE}

    @property
    def claims_the_whole(self) -> bool:
        """Whether a work published under it must be under it in all its parts, so that others have to fit in."""
        library = self.copyleft == Copyleft.LIBRARY and "further-restrictions" in self.prohibits
        return self.governs_the_whole or library


RESERVED_USES = (
    "commercial",
    "for-profit-use",
    "field-of-use",
    "competing-service",
    "production-use",
)
"""Uses that a licence can withhold; what is built on the work cannot give them."""

RESTRICTIONS = ("advertising", "naming", "indemnity", "patent-litigation", "service-source", "choice-of-law")
"""Terms that the stewards of licences without further restrictions have found to be such."""

UNSETTLED_RESTRICTIONS = ("technical-measures",)
"""Terms of which it is disputed, or has not been said, whether they are further restrictions."""


def version_key(version: str) -> tuple[int, ...]:
    """Order versions: "2.0" before "3.0" before "10"."""
    return tuple(int(part) for part in version.split(".") if part.isdigit())
