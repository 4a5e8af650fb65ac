"""Bibliographies to pages of sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from importers.citations.entry import BibEntry, Trouble
from importers.citations.files import ENDINGS, format_of, read_entries
from importers.citations.names import surname
from importers.citations.pages import MadePages
from importers.citations.profile import CitationProfile, load_citation_profile
from importers.citations.shelf import Match, Shelf, same_title
from importers.citations.work import Work, WorkMaker
from importers.citations.writing import detail, page_text
from importers.draft import Draft, Issue
from importers.expecting import unmet
from importers.files import files_below
from importers.given import bytes_of, place_of, text_of
from importers.joining import join_pages
from importers.naming import is_cut, page_name
from importers.source import Source, UnusableSourceError
from patterns import frontmatter
from patterns.links import full_title, split_title

LARGEST = 256 << 20
"""Bytes of a bibliography."""


def read_citations(source: Source) -> Iterator[Draft | Issue]:
    """Read BibTeX, RIS and CSL-JSON, one file or a folder of them.

    Raises UnusableSourceError when there is no bibliography at all.
    """
    profile = load_citation_profile(source.profile)
    if profile.kind not in source.ontology.by_name:
        raise UnusableSourceError(f"Profile {profile.name}: there is no kind {profile.kind!r}.")
    files, left_out = files_below(source.path, ENDINGS)
    yield from left_out
    with TemporaryDirectory(prefix="commonloom-") as folder:
        made = MadePages(Path(folder))
        try:
            yield from _Bibliography(source, profile, files, made).drafts()
        finally:
            made.close()


@dataclass
class _Bibliography:
    source: Source
    profile: CitationProfile
    files: list[Path]
    made: MadePages
    shelf: Shelf = field(default_factory=Shelf)
    issues: list[Issue] = field(default_factory=list)  # met and not yet told
    abstracts: int = 0
    entries: int = 0
    left_out: int = 0  # entries of types that the profile leaves out
    taken: set[str] = field(default_factory=set)  # titles of the wiki's pages

    def drafts(self) -> Iterator[Draft | Issue]:
        for page in self.profile.pages:
            yield self._own(page.title, page.front, page.text)
        if self.source.known:
            self.shelf.read(self.source.known.pages(self.profile.kind))
            self.taken = {title for title, _ in self.source.known.pages(self.profile.kind)}
        for path in self.files:
            yield from self._file(path)
        if not self.entries and len(self.files) == 1:
            raise UnusableSourceError(
                f"{self.source.path} holds no entry of BibTeX, RIS or CSL-JSON. Check the file."
            )
        yield from self.made.all()
        yield from self._ending()

    def _own(self, title: str, front: Any, text: str) -> Draft:
        parts = split_title(title, self.source.ontology)
        written = frontmatter.compose({"kind": parts.kind, "title": parts.name, **front}, text)
        name = self.profile.name
        return Draft(title, written, f"profile {name}", f"{name}:{title}", supplements=True)

    def _ending(self) -> Iterator[Issue]:
        """Yield what can be said of the bibliography as a whole."""
        name = self.source.path.name
        if self.left_out:
            yield Issue(
                name, f"{self.left_out:,} entries were left out, of types that the profile gives no pages"
            )
        if not self._licence() and self.made.count():
            sentence = "no licence was given, so the pages say none"
            if self.abstracts:
                sentence += f"; {self.abstracts:,} of them hold an abstract, which is its author's text"
            yield Issue(name, sentence)
        yield from unmet(str(self.source.path), self.profile.expect, {self.profile.kind: self.made.count()})

    def _file(self, path: Path) -> Iterator[Issue]:
        place = place_of(path, self.source.path)
        raw = bytes_of(path, place, LARGEST)
        read = raw if isinstance(raw, Issue) else text_of(raw, place)
        del raw
        if isinstance(read, Issue):
            yield read
            return
        text, notes = read
        yield from notes
        table = format_of(text, path.suffix.lower())
        if table is None:
            yield Issue(place, "neither BibTeX nor RIS nor CSL-JSON; the file was left out")
            return
        maker = WorkMaker(place, self.profile.table(table))
        for each in read_entries(text, table):
            if isinstance(each, Trouble):
                yield Issue(f"{place}:{each.line}", each.message)
            else:
                self._entry(each, maker, place)
                yield from self.issues
                self.issues.clear()
        yield from maker.summary()

    def _entry(self, entry: BibEntry, maker: WorkMaker, place: str) -> None:
        self.entries += 1
        if self.profile.leaves_out(entry.type):
            self.left_out += 1
        else:
            self._take(maker.work(entry), place)

    def _take(self, work: Work, place: str) -> None:
        self.issues += work.issues
        if not page_name(work.title):
            who = f"the entry {work.key!r}" if work.key else "the entry"
            self.issues.append(Issue(work.place, f"{who} has no title; it was left out"))
            return
        match = self.shelf.find(work)
        origin = f"{place}:{work.key or work.title}"
        if match and match.title in self.made:
            self._joined(work, match)
        elif match:
            self._matched(work, match, origin)
        else:
            self._new(work, self._free_title(work, origin), origin)

    def _new(self, work: Work, title: str, origin: str) -> None:
        name = title.partition(":")[2]
        if is_cut(name, work.title):
            self.issues.append(Issue(work.place, f"the title is long; the page is called {name!r}"))
        self.shelf.put(work, title)
        self.abstracts += bool(work.abstract)
        self.made.put(Draft(title, self._text(work, name, self._provenance(work)), work.place, origin))

    def _joined(self, work: Work, match: Match) -> None:
        """Complete the page that an earlier entry of the same bibliography made."""
        earlier = self.made[match.title]
        more = _beyond(work, match.title, earlier.text)
        text = join_pages(
            earlier.text, self._text(more, match.title.partition(":")[2], {}, abstract=False)
        ).text
        self.made.put(replace(earlier, text=text))
        sentence = f"the same work as at {earlier.place}, by {match.by}; {match.title!r} was completed by it"
        self.issues.append(Issue(work.place, sentence))
        self.shelf.put(work, match.title)

    def _matched(self, work: Work, match: Match, origin: str) -> None:
        """Complete a page of the wiki, or update the one that an earlier import of this entry made."""
        if self._is_ours(match.title, origin):
            self._new(work, match.title, origin)
            return
        left_out = "; its abstract was left out" if work.abstract else ""
        sentence = f"the wiki has this work, by {match.by}: {match.title!r} is completed{left_out}"
        self.issues.append(Issue(work.place, sentence))
        text = self._text(_beyond(work, match.title), match.title.partition(":")[2], {}, abstract=False)
        origin = f"{origin}, completing"
        self.made.put(Draft(match.title, text, work.place, origin, supplements=True))
        self.shelf.put(work, match.title)

    def _free_title(self, work: Work, origin: str) -> str:
        """Return a title that no other work has: the work's own, with author and year, or with its key too."""
        who = surname(work.creators[0]) if work.creators else ""
        told = ", ".join(filter(None, (who, str(work.year or ""))))
        tried = [f" ({told})"] if told else []
        tried += [f" ({', '.join(filter(None, (told, work.key)))})"] if work.key else []
        endings = chain(("", *tried), (f" ({number})" for number in count(2)))
        titles = (
            (each, full_title(self.profile.kind, page_name(work.title, each), self.source.ontology))
            for each in endings
        )
        appended, title = next((each, title) for each, title in titles if self._is_free(title, origin))
        if appended:
            sentence = f"another work is called {work.title!r}; this one's page is {title!r}"
            self.issues.append(Issue(work.place, sentence))
        return title

    def _is_free(self, title: str, origin: str) -> bool:
        return title not in self.made and (title not in self.taken or self._is_ours(title, origin))

    def _is_ours(self, title: str, origin: str) -> bool:
        """Say whether an earlier import of the same entry wrote the page."""
        return bool(self.source.known and self.source.known.arrived({title: origin}))

    def _licence(self) -> str:
        return self.source.license or self.profile.license

    def _text(self, work: Work, name: str, provenance: dict[str, Any], *, abstract: bool = True) -> str:
        kind = self.source.ontology.by_name[self.profile.kind]
        return page_text(work, name, {**self.profile.set, **provenance}, kind, abstract=abstract)

    def _provenance(self, work: Work) -> dict[str, Any]:
        address = self.profile.address.replace("{key}", quote(work.key, safe="")) if work.key else ""
        given = {
            "license": self._licence(),
            "attribution": self.profile.attribution,
            "origin": address or self.source.address,
        }
        return {key: value for key, value in given.items() if value}


def _beyond(work: Work, title: str, known: str = "") -> Work:
    """Return a work as an addition to the page of the same one: its title is another name, details said there are left out."""
    name, flat = title.partition(":")[2], " ".join(work.title.split())
    aliases = [*work.aliases, *([] if same_title(flat, name) else [flat])]
    lines = set(known.split("\n"))
    return replace(
        work, aliases=aliases, details=[each for each in work.details if detail(*each) not in lines]
    )
