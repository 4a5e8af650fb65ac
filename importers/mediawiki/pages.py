"""One page of a MediaWiki on its way to a page here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any
from urllib.parse import quote

from importers.draft import Draft, Issue
from importers.mediawiki.dump import SourcePage
from importers.mediawiki.facts import Said, gather, parameters_of
from importers.mediawiki.profile import KindRule, WikiProfile
from importers.mediawiki.site import CATEGORY, FILE, TEMPLATE, Site
from importers.mediawiki.titles import Entry, Titles
from importers.mending import Mended, mended
from importers.outline import TOP, Part, outline, text_of
from importers.source import Source
from importers.wikitext.links import link_title
from importers.wikitext.variants import LANGUAGES
from importers.wikitext.writing import Converted, Namespaces, Rules
from patterns import frontmatter
from patterns.links import TALK, normalize_title, split_title

IN_TITLES = "/:@!$&'()*+,;=~-._"

_CATEGORY = re.compile(r"\[\[\s*([^\[\]|:#]{4,20})\s*:\s*([^\[\]|]+)")
_TEMPLATE = re.compile(r"\{\{\s*([^{}|#<>\[\]\n:]+?)\s*(?=[|}\n])")
_LINK = re.compile(r"\[\[\s*:?([^\[\]|#\n]+)")
_VALUE = re.compile(r"::\s*:?([^\[\]|#\n]+)")
_REDIRECT = re.compile(r"\s*#[ \t]*([^\W\d_]+)\s*:?\s*\[\[\s*:?([^\[\]|#\n]+)[^\[\]\n]*\]{0,2}")
_REDIRECTS = frozenset(
    [
        *(
            "redirect",
            "redirection",
            "weiterleitung",
            "redirección",
            "redireccion",
            "redirecionamento",
            "rinvia",
        ),
        *("omdirigering", "doorverwijzing", "patrz", "перенаправление", "重定向", "転送"),
    ]
)
"""Words that begin a redirect, in any wiki."""
_NEAR = 0.85
_SHOWN = 3
_WIKITEXT = {"wikitext", "proofread-page", "unknown"}
_LANGUAGES = {"css": "css", "javascript": "javascript", "scribunto": "lua", "lua": "lua"}


def categories_in(text: str, site: Site) -> frozenset[str]:
    """Return the categories a text names, case-folded, read quickly: to tell what kind of page it is."""
    names = site.names(CATEGORY)
    return frozenset(
        normalize_title(name).casefold()
        for prefix, name in _CATEGORY.findall(text)
        if is_category(prefix, names)
    )


def is_category(prefix: str, names: frozenset[str] = frozenset()) -> bool:
    """Say whether a prefix means a category: by one of these names, or by the English one, misspelt or not."""
    folded = prefix.strip().casefold()
    return folded in {"category", *names} or (
        folded[:1] == "c" and SequenceMatcher(None, folded, "category").ratio() >= _NEAR
    )


def templates_in(text: str) -> frozenset[str]:
    """Return the templates a text names, case-folded, read quickly."""
    return frozenset(name.replace("_", " ").strip().casefold() for name in _TEMPLATE.findall(text))


def redirect_in(text: str, *, stated: bool = False) -> str:
    """Return the title that a text does nothing but lead to, "" when it is none such.

    `stated`: it is known from elsewhere that the page is a redirect, so that it may begin with any wiki's word for it.
    """
    found = _REDIRECT.match(text)
    return normalize_title(found[2]) if found and (stated or found[1].casefold() in _REDIRECTS) else ""


@dataclass(frozen=True, slots=True)
class Job:
    """One page to be converted."""

    page: SourcePage
    entry: Entry
    text: str
    rules: Rules
    as_code: str | None = None  # language, "" = not known, when the text is no wikitext to be read
    mends: tuple[str, ...] = ()  # what was mended before reading, and what looks wrong still
    empty: bool = False  # there is nothing but blanks at its source

    @property
    def size(self) -> int:
        """About how many bytes of memory it holds: the text and the page's history."""
        return len(self.text) + sum(len(each.kept) for each in self.page.revisions)


@dataclass(frozen=True)
class PageMaker:
    """Makes drafts of pages."""

    source: Source
    profile: WikiProfile
    site: Site
    titles: Titles
    name: str  # what stands before the colon in origins

    @cached_property
    def _spaces(self) -> Namespaces:
        site = self.site
        return Namespaces(
            site.names(CATEGORY) | {"category"},
            site.names(FILE) | {"file", "image", "media"},
            frozenset(site.numbers),
        )

    @cached_property
    def _rules(self) -> Rules:
        rules = parameters_of(self.profile)
        return Rules(
            interwiki=self.profile.interwiki,
            files=self._files(),
            variants=self.site.language.partition("-")[0] in LANGUAGES,
            dropped=rules["dropped"],
            taken=rules["taken"],
            texts={name: rule.text for name, rule in self.profile.templates.items() if rule.text},
            properties={key: value for key, value in self.profile.properties.items() if value},
        )

    def _files(self) -> str:
        if self.profile.files:
            return self.profile.files.replace("{title}", "$1")
        base = self.site.base.rpartition("/")[0]
        return f"{base}/Special:FilePath/$1" if base else ""

    def job(self, page: SourcePage, entry: Entry) -> Job:
        """Return what has to be converted of a page, with what its links mean."""
        text = page.text
        empty = not text.strip()
        model = page.revisions[-1].model.casefold()
        if model not in _WIKITEXT:
            mends = (
                () if model in {"text", "css", "javascript"} else (_OTHER.format(page.revisions[-1].model),)
            )
            return Job(page, entry, text, self._rules, _language(model, text), mends, empty)
        if self.titles.namespace(page.title) == self.site.namespaces.get(TEMPLATE, "Template"):
            return Job(page, entry, text, self._rules, "wikitext", empty=empty)
        repaired = mended(text)
        text = repaired.text.replace("\x7f", "")
        if entry.redirect:
            text = text[found.end() :].lstrip() if (found := _REDIRECT.match(text)) else text
        text = _mended_categories(text, self.titles)
        written = {link_title(each) for each in (*_LINK.findall(text), *_VALUE.findall(text))}
        rules = self._rules
        return Job(
            page,
            entry,
            text,
            Rules(
                title=page.title,
                targets=self.titles.targets(written),
                namespaces=self._spaces,
                interwiki=rules.interwiki,
                files=rules.files,
                variants=rules.variants,
                dropped=rules.dropped,
                texts=rules.texts,
                taken=rules.taken,
                properties=rules.properties,
            ),
            mends=tuple(_said_of(repaired)),
            empty=empty,
        )

    def made(self, job: Job, converted: Converted) -> Iterator[Draft | Issue]:
        """Yield the page, and what a person should know of it."""
        place, ours = job.page.title, self.titles.ours(job.page.title)
        parts = split_title(ours, self.source.ontology)
        kind = self.source.ontology.by_name.get(parts.kind) or self.source.ontology.by_name["page"]
        said = Said(self.profile, kind, self.titles.ours, {"kind": parts.kind, "title": parts.name})
        if parts.kind == TALK:
            said.front.clear()
        if (
            parts.name != job.page.title
            and kind.name != "page"
            and job.page.title != f"{kind.namespace}:{parts.name}"
        ):
            said.add("aliases", job.page.title)
        if job.entry.redirect:
            said.front = {"redirect": self.titles.ours(job.entry.redirect)}
            said.issues += _section_left_out(job.page.text)
        body = gather(said, converted, converted.body)
        self._set(said, job)
        self._provenance(said, job.page)
        text = frontmatter.compose(said.front, self._outlined(said, body, parts.name))
        for sentence in (*job.mends, *converted.issues, *said.issues):
            yield Issue(place, sentence)
        yield from (Issue(place, sentence) for sentence in _left_out(job))
        origin = f"{self.name}:{job.page.number if self.site.folder else place}"
        yield Draft(ours, text, place, origin, originals=job.page.revisions)

    def _outlined(self, said: Said, body: str, name: str) -> str:
        parts = outline(body, self.profile.headings, self.profile.labels, name)
        added = [Part(TOP, heading, f"\n{text}\n") for heading, text in said.sections]
        head = [part for part in parts if not part.level]
        return text_of([*head, *added, *(part for part in parts if part.level)])

    def _set(self, said: Said, job: Job) -> None:
        if job.entry.redirect:
            return
        rule = self._rule(job)
        for key, value in {**self.profile.set, **(rule.set if rule else {})}.items():
            if key in said.kind.by_key:
                said.front.setdefault(key, value)

    def _rule(self, job: Job) -> KindRule | None:
        space = self.titles.namespace(job.page.title)
        given = (job.page.title, space, categories_in(job.text, self.site), templates_in(job.text))
        fitting = self.profile.fitting(*given)
        return next((each for each in fitting if each.kind == job.entry.kind), next(iter(fitting), None))

    def _provenance(self, said: Said, page: SourcePage) -> None:
        """Say where the text comes from and under which licence: on redirects and talk too."""
        newest = page.revisions[-1]
        added: dict[str, Any] = {
            "license": self.source.license or self.profile.license,
            "attribution": self.profile.attribution,
            "derived_from": [self.profile.source] if self.profile.source else [],
            "origin": self._address(page),
            "origin_revision": newest.number,
            "origin_date": newest.time[:10],
        }
        if "redirect" in said.front:
            return
        said.front |= {key: value for key, value in added.items() if value}

    def _address(self, page: SourcePage) -> str:
        pattern = self.profile.address
        if not pattern and self.site.base:
            pattern = self.site.base.rpartition("/")[0] + "/{title}"
        for slot, value in (("{title}", page.title.replace(" ", "_")), ("{path}", page.number)):
            pattern = pattern.replace(slot, quote(value, safe=IN_TITLES))
        return pattern


def _section_left_out(text: str) -> list[str]:
    """Say which section of its target a redirect leads to, since here it leads to the page."""
    found = _REDIRECT.match(text)
    section = (
        found[0].partition("#")[2].partition("#")[2].strip("] ").partition("|")[0].strip() if found else ""
    )
    words = f"the redirect leads to the section {section!r} there; here it leads to the page"
    return [words] if section else []


_OTHER = "the page is written in {}, not in wikitext; its text is shown as code"


def _language(model: str, text: str) -> str:
    """Return the language in which the text of a page of another content model is written."""
    known = next((language for name, language in _LANGUAGES.items() if name in model), "")
    return known or ("json" if "json" in model or text.lstrip()[:1] in {"{", "["} else "")


def _left_out(job: Job) -> Iterator[str]:
    """Say what the source has of a page and the page here has not."""
    page = job.page
    if page.forgotten:
        yield f"the {page.forgotten:,} oldest revisions were left out: the page has too many"
    if page.hidden:
        texts = (
            "the text of one revision is"
            if page.hidden == 1
            else f"the texts of {page.hidden:,} revisions are"
        )
        yield f"{texts} hidden at the source and left out"
    if page.parts:
        yield f"what the page has beside its text ({', '.join(page.parts)}) was left out"
    if page.uploads:
        yield "the file itself was left out; the page tells of it"
    if job.empty:
        yield "the page is empty at its source"


def _said_of(repaired: Mended) -> Iterator[str]:
    if repaired.places:
        places = "one place was" if repaired.places == 1 else f"{repaired.places:,} places were"
        yield f"{places} read in a wrong encoding at the source and mended"
    if repaired.doubtful:
        shown = ", ".join(repr(each) for each in repaired.doubtful[:_SHOWN])
        more = f" and {len(repaired.doubtful) - _SHOWN:,} more" if len(repaired.doubtful) > _SHOWN else ""
        yield f"what looks like a wrong encoding was left as it is: {shown}{more}"


def _mended_categories(text: str, titles: Titles) -> str:
    """Write `[[Cateory:X]]` as it was meant, unless there is such a page."""

    def meant(found: re.Match[str]) -> str:
        prefix = found[1].strip()
        if prefix.casefold() == "category" or not is_category(prefix) or titles.entry(f"{prefix}:{found[2]}"):
            return found[0]
        return f"[[Category:{found[2]}"

    return _CATEGORY.sub(meant, text)
