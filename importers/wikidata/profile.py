"""Profiles for Wikibases: further classes and properties, and which languages come first. docs/importing-sources.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from importers.expecting import Expectation
from importers.profile import common_keys, read_yaml, short_name
from importers.source import UnusableSourceError
from importers.wikidata.known import CLASSES, ENTITY, PROPERTIES

FORMAT = "wikidata"


@dataclass(frozen=True, slots=True)
class EntityProfile:
    """How one Wikibase is to be read."""

    name: str = ""
    label: str = ""  # what the data set is called; its page is "Source:LABEL"
    license: str = ""  # of the data; Wikidata's is CC0-1.0
    address: str = ""  # IRI of an entity, without its number
    languages: tuple[str, ...] = ("en", "mul")  # whose labels become titles, the first that there is
    classes: Mapping[str, str] = field(default_factory=dict)  # class → kind, "" = such entities are left out
    properties: Mapping[str, Any] = field(
        default_factory=dict
    )  # property → key, or kind → key; "" = left out by name
    expect: Mapping[str, Expectation] = field(default_factory=dict)  # kind → pages a complete import gives

    def kind_of(self, number: str) -> str | None:
        """Return the kind a class stands for, None if it says nothing."""
        return self.classes.get(number, CLASSES.get(number))

    def key(self, number: str, kind: str) -> str | None:
        """Return our key for a property on pages of a kind, None if nothing is said of it."""
        said = self.properties.get(number)
        if isinstance(said, str):
            return said
        if isinstance(said, Mapping) and kind in said:
            return str(said[kind] or "")
        return PROPERTIES.get(number, {}).get(kind)


WIKIDATA = EntityProfile(label="Wikidata", license="CC0-1.0", address=ENTITY)


def load_entity_profile(name: str) -> EntityProfile:
    """Read a profile; "" is Wikidata's own. Raises UnusableSourceError naming what is wrong in it."""
    if not name:
        return WIKIDATA
    values = common_keys(short_name(name), read_yaml(name), FORMAT, EntityProfile)
    for key in ("classes", "properties"):
        if not isinstance(values.get(key, {}), dict):
            raise UnusableSourceError(f"Profile {name}: {key!r} must be a mapping.")
    values["languages"] = tuple(map(str, values.get("languages", WIKIDATA.languages)))
    given = {"label": WIKIDATA.label, "license": WIKIDATA.license, "address": WIKIDATA.address, **values}
    return EntityProfile(**given)
