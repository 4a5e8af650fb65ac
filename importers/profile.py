"""Profiles: how one collection says what our pages say. One YAML file each; docs/importing.md documents the keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from importers.expecting import Expectation, expectations
from importers.source import UnusableSourceError

FOLDER = Path(__file__).parent / "profiles"
MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class FileRule:
    """What the files of one pattern are; the first rule that matches a file counts."""

    match: str  # glob, read from the right: "1-initial/*.md"
    kind: str = ""  # kind of page it becomes
    ignore: str = ""  # the reason it is left out instead
    set: Mapping[str, Any] = field(default_factory=dict)  # front matter of every such page
    title: str = ""  # "section:NAME", "field:KEY", "heading" or "file"; "" = the profile's
    split: int = 0  # level of the headings that each begin a page of their own; 0 = a file is a page
    prefix: str = ""  # key under which the fields of such files stand, so that those of others are told apart
    join: str = ""  # "field:KEY" or "file:REGEX": files of the same value are one page


@dataclass(frozen=True, slots=True)
class FieldRule:
    """What becomes of one field of the front matter there."""

    key: str = ""  # our key, "section:HEADING", "code:HEADING", "variable:NAME", or "" = left out by name
    separator: str = ""  # what stands between several values in one text
    pages: bool = False  # each value names another page of the collection
    sourced: bool = False  # each value names the profile's evidence as its source
    qualifiers: Mapping[str, str] = field(default_factory=dict)  # key beside a value there → our qualifier
    words: Mapping[str, str] = field(default_factory=dict)  # value there → ours; others are kept as they are
    form: str = ""  # "year": the first year said; "day": the first day


@dataclass(frozen=True, slots=True)
class CompanionRule:
    """What files beside the texts – tables, JSON – say of the records; the first rule that matches a file counts."""

    match: str  # glob, read from the right
    ignore: str = ""  # the reason it is left out instead
    key: str = "file"  # column whose text belongs to a record, "file" for the file's name, "entry" for the keys of a JSON object
    of: str = ""  # field of the record that holds the same text
    digits: bool = False  # only the digits of both are compared, leading zeros apart
    under: str = ""  # field the record gets it as
    columns: Mapping[str, str] = field(
        default_factory=dict
    )  # column → what it is called, "" = left out by name


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A page about the collection itself: its language, its source."""

    title: str  # full title
    front: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """How one collection is to be read."""

    name: str = ""
    label: str = ""  # what the collection is called
    license: str = ""
    attribution: str = ""
    address: str = ""  # address of a file of the collection, with {path}
    files: tuple[FileRule, ...] = ()
    companions: tuple[CompanionRule, ...] = ()
    title: str = "heading"
    titles: Mapping[str, str] = field(default_factory=dict)  # file name without ending → page name
    set: Mapping[str, Any] = field(default_factory=dict)
    fields: Mapping[str, FieldRule] = field(default_factory=dict)  # key there, inner ones with dots → rule
    identifiers: tuple[str, ...] = ()  # keys there by which other files name a page
    schema: str = ""  # path of a JSON Schema in the collection that says what its fields mean
    hashtags: bool = False  # `#words` in the text are tags
    headings: Mapping[str, str] = field(default_factory=dict)  # heading there → ours
    labels: Mapping[str, str] = field(default_factory=dict)  # bold run-in label there → our heading
    lists: Mapping[str, str] = field(default_factory=dict)  # heading of a list → front matter key
    instances: str = ""  # heading of the section that lists known instances
    evidence: str = ""  # name of the Source page that known instances cite
    names: Mapping[str, str] = field(default_factory=dict)  # institution as written there → one spelling
    drop: tuple[str, ...] = ()  # headings left out by name
    strip: tuple[str, ...] = ()  # regular expressions of lines that are markup of the collection's own site
    pages: tuple[OwnPage, ...] = ()
    expect: Mapping[str, Expectation] = field(default_factory=dict)  # kind → pages a complete import gives

    def rule(self, path: PurePosixPath) -> FileRule | None:
        """Return the first rule for a file."""
        return next((rule for rule in self.files if path.match(rule.match)), None)


def profile_names() -> list[str]:
    """Return the names of all profiles."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def load_profile(name: str) -> Profile:
    """Read a profile of a Markdown collection; raises UnusableSourceError naming what is wrong in it."""
    return read_profile(short_name(name), read_yaml(name))


def is_file_name(name: str) -> bool:
    """Say whether a profile is given as a file of the person's own, not by the name of one that is part of this."""
    return name.endswith((".yaml", ".yml"))


def short_name(name: str) -> str:
    """Return what a profile is called: the name of its file, without folder and ending."""
    return Path(name).stem if is_file_name(name) else name


def profile_labels() -> dict[str, tuple[str, str]]:
    """Return each profile's format and what its collection is called, by name."""
    read = {name: read_yaml(name) for name in profile_names()}
    return {
        name: (str(each.get("format", MARKDOWN)), str(each.get("label", ""))) for name, each in read.items()
    }


def read_yaml(name: str) -> dict[str, Any]:
    """Return what a profile says, given by its name or as the path of a YAML file.

    Raises UnusableSourceError when there is none or it is no YAML mapping.
    """
    path = Path(name) if is_file_name(name) else FOLDER / f"{name}.yaml"
    if not is_file_name(name) and name not in profile_names():
        raise UnusableSourceError(
            f"There is no profile {name!r}. Profiles are: {', '.join(profile_names())}; "
            "or give the path of a file that ends in .yaml."
        )
    try:
        written = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnusableSourceError(f"The profile {path} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise UnusableSourceError(f"The profile {path} is not UTF-8. Save it so.") from error
    except yaml.YAMLError as error:
        raise UnusableSourceError(f"{path.name} is not valid YAML: {error}") from error
    if not isinstance(written, dict):
        raise UnusableSourceError(f"Profile {name}: it must be a mapping of keys to values.")
    return written


def read_profile(name: str, written: Any) -> Profile:
    """Make a profile of plain values; raises UnusableSourceError for a key that is none."""
    values = common_keys(name, written, MARKDOWN, Profile)
    rules = tuple(_part(name, FileRule, each) for each in written.get("files", ()))
    companions = tuple(_part(name, CompanionRule, each) for each in written.get("companions", ()))
    for key in ("drop", "strip", "identifiers"):
        values[key] = tuple(values.get(key, ()))
    values["fields"] = {
        str(key): FieldRule(each or "") if isinstance(each, str | None) else _part(name, FieldRule, each)
        for key, each in (values.get("fields") or {}).items()
    }
    return Profile(**{**values, "files": rules, "companions": companions})


def common_keys(name: str, written: Any, form: str, wanted: type[Any]) -> dict[str, Any]:
    """Return what a profile of any format says, with its name, and with `pages` and `expect` read if it may have them.

    Raises UnusableSourceError when it is for another format or has keys that are none of the class `wanted`.
    """
    if not isinstance(written, dict):
        raise UnusableSourceError(f"Profile {name}: it must be a mapping of keys to values.")
    said = written.get("format", MARKDOWN)
    if said != form:
        raise UnusableSourceError(f"Profile {name} is for the format {said}, not for {form}.")
    values = {key: value for key, value in written.items() if key != "format"}
    _known(name, values, wanted, "name")
    keys = {each.name for each in fields(wanted)}
    if "pages" in keys:
        values["pages"] = own_pages(name, written)
    if "expect" in keys:
        values["expect"] = expectations(name, written.get("expect", {}))
    return {**values, "name": name}


def own_pages(name: str, written: Mapping[str, Any]) -> tuple[OwnPage, ...]:
    """Return the pages about the collection itself."""
    return tuple(_part(name, OwnPage, each) for each in written.get("pages", ()))


def _part(name: str, wanted: type[Any], written: Any) -> Any:
    if not isinstance(written, dict):
        raise UnusableSourceError(f"Profile {name}: {written!r} must be a mapping.")
    _known(name, written, wanted)
    return wanted(**written)


def _known(name: str, values: Mapping[str, Any], wanted: type[Any], *hidden: str) -> None:
    known = {each.name for each in fields(wanted)} - set(hidden)
    for key in values:
        if key not in known:
            raise UnusableSourceError(
                f"Profile {name}: unknown key {key!r}. Known are: {', '.join(sorted(known))}."
            )
