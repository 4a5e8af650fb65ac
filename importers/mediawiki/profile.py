"""Profiles for MediaWikis: which page is of which kind, and where its facts stand. docs/importing.md documents the keys."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from importers.expecting import Expectation
from importers.profile import OwnPage, common_keys, read_yaml, short_name
from importers.source import UnusableSourceError

FORMAT = "mediawiki"

INTERWIKI: Mapping[str, str] = {
    "wikipedia": "https://en.wikipedia.org/wiki/$1",
    "w": "https://en.wikipedia.org/wiki/$1",
    "wiktionary": "https://en.wiktionary.org/wiki/$1",
    "wikt": "https://en.wiktionary.org/wiki/$1",
    "wikibooks": "https://en.wikibooks.org/wiki/$1",
    "wikisource": "https://en.wikisource.org/wiki/$1",
    "wikiquote": "https://en.wikiquote.org/wiki/$1",
    "wikinews": "https://en.wikinews.org/wiki/$1",
    "wikiversity": "https://en.wikiversity.org/wiki/$1",
    "wikidata": "https://www.wikidata.org/wiki/$1",
    "commons": "https://commons.wikimedia.org/wiki/$1",
    "meta": "https://meta.wikimedia.org/wiki/$1",
    "m": "https://meta.wikimedia.org/wiki/$1",
    "mw": "https://www.mediawiki.org/wiki/$1",
    "mediawikiwiki": "https://www.mediawiki.org/wiki/$1",
    "foundation": "https://foundation.wikimedia.org/wiki/$1",
    "doi": "https://doi.org/$1",
    "rfc": "https://www.rfc-editor.org/rfc/rfc$1",
}
"""Prefixes that every MediaWiki has from its installation on, or that mean the same in all of them."""


@dataclass(frozen=True, slots=True)
class KindRule:
    """Which pages become a kind; all that is said must fit."""

    kind: str
    category: tuple[str, ...] = ()  # one of them
    template: tuple[str, ...] = ()  # one of them
    title: tuple[str, ...] = ()  # one of them fits, with * and ?
    namespace: str = ""  # its name, "" = any but those left out
    set: Mapping[str, Any] = field(default_factory=dict)  # front matter of every such page


@dataclass(frozen=True, slots=True)
class LineRule:
    """A line before the first heading that says a value."""

    match: re.Pattern[str]  # of the whole line, as Markdown; the group "value", else the first, is the value
    key: str
    kinds: tuple[str, ...] = ()  # only on pages of these kinds
    keep: bool = False  # leave the line in the text too


@dataclass(frozen=True, slots=True)
class ParameterRule:
    """Where a template's parameter goes."""

    key: str = ""  # our key, "section:HEADING", or "" = left out by name
    form: str = ""  # "list", "year", "number", "coordinates", "pages"; "" = as it is


@dataclass(frozen=True, slots=True)
class TemplateRule:
    """What becomes of a template."""

    drop: bool = False
    text: str = ""  # what stands for it in the text, with {parameter}
    parameters: Mapping[str, ParameterRule] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WikiProfile:
    """How one MediaWiki is to be read."""

    name: str = ""
    label: str = ""
    license: str = ""
    attribution: str = ""
    source: str = ""  # title of the Source page that facts cite
    address: str = ""  # of a page, with {title}; "" = made from what the dump says
    files: str = ""  # of a file, with {title}
    kinds: tuple[KindRule, ...] = ()
    titles: Mapping[str, str] = field(
        default_factory=dict
    )  # path of a file without ending → title, "" = left out
    ignore: tuple[str, ...] = ("MediaWiki", "MediaWiki talk", "Special", "Media")  # namespaces left out
    templates: Mapping[str, TemplateRule] = field(default_factory=dict)
    lines: tuple[LineRule, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)  # category → "key: value"; else it is a tag
    properties: Mapping[str, str] = field(default_factory=dict)
    interwiki: Mapping[str, str] = field(default_factory=lambda: INTERWIKI)
    set: Mapping[str, Any] = field(default_factory=dict)
    pages: tuple[OwnPage, ...] = ()
    expect: Mapping[str, Expectation] = field(default_factory=dict)

    def fitting(
        self, title: str, namespace: str, categories: frozenset[str], templates: frozenset[str]
    ) -> list[KindRule]:
        """Return the rules that a page fits, in order; names of categories and templates are compared case-folded."""
        return [each for each in self.kinds if _fits(each, title, namespace, categories, templates)]


def _fits(
    rule: KindRule, title: str, namespace: str, categories: frozenset[str], templates: frozenset[str]
) -> bool:
    return (
        (not rule.category or any(each.casefold() in categories for each in rule.category))
        and (not rule.template or any(each.casefold() in templates for each in rule.template))
        and (not rule.title or any(fnmatchcase(title, each) for each in rule.title))
        and rule.namespace == namespace
    )


def load_wiki_profile(name: str) -> WikiProfile:
    """Read a profile by name; "" is the empty one. Raises UnusableSourceError naming what is wrong in it."""
    return read_wiki_profile(short_name(name), read_yaml(name)) if name else WikiProfile()


def read_wiki_profile(name: str, written: Mapping[str, Any]) -> WikiProfile:
    """Make a profile of plain values; raises UnusableSourceError for what it cannot be."""
    values = common_keys(name, written, FORMAT, WikiProfile)
    try:
        return WikiProfile(**{**values, **_parts(values)})
    except (TypeError, AttributeError, re.error) as error:
        raise UnusableSourceError(f"Profile {name}: {error}.") from error


def _parts(values: Mapping[str, Any]) -> dict[str, Any]:
    parts: dict[str, Any] = {
        "kinds": tuple(_kind(each) for each in values.get("kinds", ())),
        "templates": {_named(key): _template(each) for key, each in values.get("templates", {}).items()},
        "lines": tuple(_line(each) for each in values.get("lines", ())),
        "interwiki": {**INTERWIKI, **values.get("interwiki", {})},
    }
    if "ignore" in values:
        parts["ignore"] = _names(values["ignore"])
    return parts


def _named(template: str) -> str:
    return template[:1].upper() + template[1:].replace("_", " ")


def _kind(written: Mapping[str, Any]) -> KindRule:
    values = dict(written)
    for key in ("category", "template", "title"):
        values[key] = _names(values.get(key, ()))
    return KindRule(**values)


def _line(written: Mapping[str, Any]) -> LineRule:
    values = {**written, "match": re.compile(written["match"]), "kinds": _names(written.get("kinds", ()))}
    return LineRule(**values)


def _template(written: Any) -> TemplateRule:
    if written == "drop":
        return TemplateRule(drop=True)
    if isinstance(written, str):
        return TemplateRule(text=written)
    return TemplateRule(parameters={str(key): _parameter(each) for key, each in written.items()})


def _parameter(written: Any) -> ParameterRule:
    if isinstance(written, Mapping):
        return ParameterRule(**{"form" if key == "as" else key: value for key, value in written.items()})
    return ParameterRule(key=str(written or ""))


def _names(written: Any) -> tuple[str, ...]:
    return (written,) if isinstance(written, str) else tuple(str(each) for each in written)
