"""Profiles for bibliographies: what their own fields and types are here. docs/importing-sources.md documents the keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from importers.citations.tables import Table
from importers.citations.work import TARGETS
from importers.expecting import Expectation
from importers.profile import OwnPage, common_keys, read_yaml, short_name
from importers.source import UnusableSourceError

FORMAT = "citations"
KIND = "source"
LEFT_OUT = ""
"""What a profile says of types whose entries get no page."""


@dataclass(frozen=True, slots=True)
class CitationProfile:
    """How one bibliography is to be read."""

    name: str = ""
    label: str = ""  # what the bibliography is called
    license: str = ""
    attribution: str = ""
    address: str = ""  # address of an entry, with {key} where its cite key goes; makes `origin`
    kind: str = KIND  # of every page
    fields: Mapping[str, str] = field(
        default_factory=dict
    )  # field there → target, "=LABEL" to list it, "" to leave it out
    types: Mapping[str, str] = field(default_factory=dict)  # type there → our word, "" = no pages
    set: Mapping[str, Any] = field(default_factory=dict)  # front matter of every page
    pages: tuple[OwnPage, ...] = ()
    expect: Mapping[str, Expectation] = field(default_factory=dict)  # kind → pages a complete import gives

    def table(self, table: Table) -> Table:
        """Return the words of a format with those of the profile before them."""
        return replace(table, fields={**table.fields, **self.fields}, types={**table.types, **self.types})

    def leaves_out(self, kind: str) -> bool:
        """Say whether entries of a type get no page."""
        return any(
            name.casefold() == kind.casefold() and said == LEFT_OUT for name, said in self.types.items()
        )


def load_citation_profile(name: str) -> CitationProfile:
    """Read a profile; "" is none. Raises UnusableSourceError naming what is wrong in it."""
    if not name:
        return CitationProfile()
    values = common_keys(short_name(name), read_yaml(name), FORMAT, CitationProfile)
    for key in ("fields", "types", "set"):
        if not isinstance(values.get(key, {}), dict):
            raise UnusableSourceError(f"Profile {name}: {key!r} must be a mapping.")
    values["fields"] = {str(key): str(each or "") for key, each in values.get("fields", {}).items()}
    values["types"] = {str(key): str(each or "") for key, each in values.get("types", {}).items()}
    for there, target in values["fields"].items():
        if target and not target.startswith("=") and target not in TARGETS:
            raise UnusableSourceError(
                f"Profile {name}: the field {there!r} goes to {target!r}, which is none of {', '.join(TARGETS)}; "
                'write "=LABEL" to list it in the page\'s text, or "" to leave it out.'
            )
    return CitationProfile(**values)
