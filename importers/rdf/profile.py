"""Profiles for RDF: whose classes and properties mean what here. docs/importing-rdf.md documents the keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from importers.expecting import Expectation
from importers.profile import OwnPage, common_keys, read_yaml, short_name
from importers.rdf.contexts import contexts_of
from importers.rdf.vocabulary import KNOWN, ClassRule, PropertyRule, class_rule, expanded, property_rule
from importers.source import UnusableSourceError
from ontology.namespaces import PREFIXES

FORMAT = "rdf"
ENGLISH = ("en",)


@dataclass(frozen=True, slots=True)
class RdfProfile:
    """How one set of RDF is to be read."""

    name: str = ""
    label: str = ""
    license: str = ""
    attribution: str = ""
    source: str = ""  # title of the Source page that facts cite
    prefixes: Mapping[str, str] = field(default_factory=dict)
    files: tuple[tuple[str, str], ...] = ()  # (match, reason): files left out by name
    classes: Mapping[str, ClassRule] = field(default_factory=dict)  # by IRI
    properties: Mapping[str, PropertyRule] = field(default_factory=dict)  # by IRI
    names: tuple[str, ...] = ()  # IRIs of properties that name things, the first that is there counts
    titles: Mapping[str, str] = field(default_factory=dict)  # IRI of a subject → page name
    languages: tuple[str, ...] = ENGLISH  # preferred for titles and texts, in order
    skip_languages: tuple[str, ...] = ()  # tags whose texts are left out
    empty: tuple[str, ...] = ()  # texts that say nothing
    ignore: tuple[str, ...] = ()  # addresses of subjects left out by name, with *
    contexts: Mapping[str, Any] = field(default_factory=dict)  # JSON-LD: address without scheme → context
    set: Mapping[str, Any] = field(default_factory=dict)
    pages: tuple[OwnPage, ...] = ()
    expect: Mapping[str, Expectation] = field(default_factory=dict)

    def ignores(self, address: str) -> bool:
        """Say whether a subject is left out by name."""
        return any(fnmatchcase(address, match) for match in self.ignore)

    def reason_to_skip(self, place: str) -> str:
        """Return why a file is left out, "" when it is read."""
        return next((why for match, why in self.files if fnmatchcase(place, match)), "")


def load_rdf_profile(name: str) -> RdfProfile:
    """Read a profile by name; "" is the empty one. Raises UnusableSourceError naming what is wrong in it."""
    return read_rdf_profile(short_name(name), read_yaml(name)) if name else RdfProfile()


def read_rdf_profile(name: str, written: Mapping[str, Any]) -> RdfProfile:
    """Make a profile of plain values; raises UnusableSourceError for what it cannot be."""
    values = common_keys(name, written, FORMAT, RdfProfile)
    try:
        return RdfProfile(**{**values, **_parts(values)})
    except (TypeError, AttributeError, KeyError, ValueError) as error:
        raise UnusableSourceError(f"Profile {name}: {error}.") from error


def _parts(values: Mapping[str, Any]) -> dict[str, Any]:
    prefixes = {**PREFIXES, **KNOWN.prefixes, **values.get("prefixes", {})}
    parts: dict[str, Any] = {
        "classes": {
            expanded(key, prefixes): class_rule(each) for key, each in values.get("classes", {}).items()
        },
        "properties": {
            expanded(key, prefixes): property_rule(each) for key, each in values.get("properties", {}).items()
        },
        "names": tuple(expanded(each, prefixes) for each in values.get("names", ())),
        "titles": {expanded(key, prefixes): str(each) for key, each in values.get("titles", {}).items()},
        "contexts": contexts_of(values.get("contexts", {})),
        "files": tuple((each["match"], each["ignore"]) for each in values.get("files", ())),
    }
    for key in ("languages", "skip_languages"):
        if key in values:
            parts[key] = tuple(str(each).lower() for each in values[key])
    for key in ("empty", "ignore"):
        parts[key] = tuple(str(each) for each in values.get(key, ()))
    return parts
