"""Entities of a Wikibase to pages: first what each is called and is, then page by page what its claims say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from importers.citations.entry import Trouble
from importers.draft import Draft, Expected, Issue
from importers.expecting import unmet
from importers.files import files_below
from importers.source import Source, UnusableSourceError, unreadable
from importers.wikidata.entities import Found, read_entities
from importers.wikidata.names import Names
from importers.wikidata.pages import EntityMaker
from importers.wikidata.profile import EntityProfile, load_entity_profile
from patterns import frontmatter
from patterns.links import split_title

ENDINGS = frozenset({".json", ".ndjson", ".jsonl", ".gz", ".bz2"})
KINDS = ("institution", "person", "case", "source", "license", "concept", "practice")
"""Kinds whose pages may say which entity they are."""


def read_wikidata(source: Source) -> Iterator[Draft | Issue | Expected]:
    """Read entities as JSON, one file or a folder of them.

    Raises UnusableSourceError when there is no entity at all.
    """
    profile = load_entity_profile(source.profile)
    for kind in profile.classes.values():
        if kind and kind not in source.ontology.by_name:
            raise UnusableSourceError(f"Profile {profile.name}: there is no kind {kind!r}.")
    files, left_out = files_below(source.path, ENDINGS)
    yield from left_out
    with TemporaryDirectory(prefix="commonloom-") as folder:
        names = Names(Path(folder), profile, source.ontology)
        try:
            yield from _Entities(source, profile, files, names).drafts()
        finally:
            names.close()


_NO_ITEM = "they are no items but words or files"


@dataclass
class _Entities:
    source: Source
    profile: EntityProfile
    files: list[Path]
    names: Names
    ours: dict[str, str] = field(default_factory=dict)  # IRI → full title of the wiki's page
    taken: set[str] = field(default_factory=set)  # titles of the wiki's pages
    kinds: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)

    def drafts(self) -> Iterator[Draft | Issue | Expected]:
        self._look_around()
        issues = list(self._survey())
        pages = list(self._entitle(issues))
        if not pages and not self.left_out:
            raise UnusableSourceError(f"{self.source.path} holds no entity of a Wikibase. Check the file.")
        yield Expected(len(pages) + 1)
        yield from issues
        yield self._own_page()
        maker = EntityMaker(self.profile, self.names, self.source.license)
        done: set[str] = set()
        for place, found in self._found():
            if isinstance(found, Found) and found.entity["id"] not in done:
                done.add(found.entity["id"])
                yield from self._made(maker, place, found.entity)
        yield from self._summary(maker)

    def _look_around(self) -> None:
        for kind in KINDS if self.source.known else ():
            for title, text in self.source.known.pages(kind) if self.source.known else ():
                self.taken.add(title)
                said = frontmatter.mapping(frontmatter.parse(text)).get("exact_match")
                for each in said if isinstance(said, list) else [said]:
                    self.ours.setdefault(str(each).replace("https://", "http://"), title)

    def _found(self) -> Iterator[tuple[str, Found | Trouble]]:
        for path in self.files:
            yield from ((path.name, each) for each in read_entities(path))

    def _survey(self) -> Iterator[Issue]:
        """Remember every entity."""
        for path in self.files:
            try:
                for each in read_entities(path):
                    if isinstance(each, Trouble):
                        yield Issue(f"{path.name}:{each.line}" if each.line else path.name, each.message)
                    elif not self.names.add(each.entity):
                        yield Issue(
                            f"{path.name}:{each.line}",
                            f"{each.entity['id']} is there twice; the first counts",
                        )
            except OSError as error:
                yield unreadable(path.name, error)
                self.files = [each for each in self.files if each != path]

    def _entitle(self, issues: list[Issue]) -> Iterator[str]:
        """Give every entity that becomes a page its title."""
        for _, found in self._found():
            if isinstance(found, Trouble) or self.names.get(found.entity["id"]).kind:
                continue
            number = str(found.entity["id"])
            kind, why = self.names.kind(found.entity)
            if not number.startswith(("Q", "P")):
                self.left_out[_NO_ITEM] += 1
            if not number.startswith("Q"):
                continue
            if not kind:
                self.left_out[why] += 1
                if self.left_out[why] == 1:
                    issues.append(Issue(self.names.label(number) or number, f"{why}; it was left out"))
                continue
            yield self._title(number, kind, issues)

    def _title(self, number: str, kind: str, issues: list[Issue]) -> str:
        """Return the page that says it is this entity, else a title of its own."""
        known = self.ours.get(self._iri(number))
        if known and self.names.give(number, split_title(known, self.source.ontology).kind, known):
            return known
        for title in self.names.free_title(number, kind):
            origin = self._origin(number)
            known_here = self.source.known
            free = title not in self.taken or (known_here and known_here.arrived({title: origin}))
            if free and self.names.give(number, kind, title):
                return title
            sentence = f"another page is called {title!r}, and none says that it is {number}"
            issues.append(
                Issue(title, f"{sentence}; if it is, write `exact_match: {self._iri(number)}` there")
            )
        raise AssertionError("an entity's number is a title that nobody else has")

    def _iri(self, number: str) -> str:
        return (self.profile.address + number).replace("https://", "http://")

    def _origin(self, number: str) -> str:
        return f"{self.profile.name or 'wikidata'}:{number}"

    def _own_page(self) -> Draft:
        label = self.profile.label
        front: dict[str, Any] = {"kind": "source", "title": label, "type": "dataset"}
        front |= {"url": "https://www.wikidata.org/"} if label == "Wikidata" else {}
        front |= {"license": self.profile.license, "work_license": self.profile.license}
        text = frontmatter.compose({key: value for key, value in front.items() if value}, "")
        return Draft(f"Source:{label}", text, "the source itself", f"wikidata:{label}", supplements=True)

    def _made(self, maker: EntityMaker, place: str, entity: dict[str, Any]) -> Iterator[Draft | Issue]:
        number = str(entity["id"])
        named = self.names.get(number)
        if not named.kind:
            return
        issues: list[Issue] = []
        name = split_title(named.title, self.source.ontology).name
        text = maker.text(entity, self.source.ontology.by_name[named.kind], name, issues)
        self.kinds[named.kind] += 1
        origin = self._origin(number)
        completes = named.title in self.taken and not (
            self.source.known and self.source.known.arrived({named.title: origin})
        )
        if completes:
            origin += ", completing"
            yield Issue(named.title, f"the page says that it is {number}; it is completed")
        yield from issues
        yield Draft(named.title, text, f"{place}: {number}", origin, supplements=completes)

    def _summary(self, maker: EntityMaker) -> Iterator[Issue]:
        place = self.source.path.name
        for why, count in self.left_out.items():
            if count > 1 or why == _NO_ITEM:
                yield Issue(place, f"{count:,} entities were left out: {why}")
        yield from maker.summary(place)
        yield from unmet(place, self.profile.expect, self.kinds)
