"""Bibliographies to pages of sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path
from typing import Any

from importers.citations.entry import Trouble
from importers.citations.files import ENDINGS, format_of, read_entries
from importers.citations.names import surname
from importers.citations.shelf import Match, Shelf
from importers.citations.work import Work, WorkMaker
from importers.citations.writing import page_text
from importers.draft import Draft, Issue
from importers.files import NoTextError, decoded, files_below
from importers.naming import is_cut, page_name
from importers.source import Source, UnusableSourceError, unreadable
from importers.supplement import supplement
from patterns.links import full_title

KIND = "source"


def read_citations(source: Source) -> Iterator[Draft | Issue]:
    """Read BibTeX, RIS and CSL-JSON, one file or a folder of them.

    Raises UnusableSourceError when there is no bibliography at all.
    """
    if source.profile:
        raise UnusableSourceError("The format citations has no profiles. Leave --profile out.")
    files, left_out = files_below(source.path, ENDINGS)
    yield from left_out
    yield from _Bibliography(source, files).drafts()


@dataclass
class _Bibliography:
    source: Source
    files: list[Path]
    shelf: Shelf = field(default_factory=Shelf)
    made: dict[str, Draft] = field(default_factory=dict)  # by full title, in the order of the files
    issues: list[Issue] = field(default_factory=list)
    abstracts: int = 0
    entries: int = 0
    taken: set[str] = field(default_factory=set)  # titles of the wiki's pages

    def drafts(self) -> Iterator[Draft | Issue]:
        if self.source.known:
            self.shelf.read(self.source.known.pages(KIND))
            self.taken = {title for title, _ in self.source.known.pages(KIND)}
        for path in self.files:
            self._file(path)
        if not self.entries and len(self.files) == 1:
            raise UnusableSourceError(
                f"{self.source.path} holds no entry of BibTeX, RIS or CSL-JSON. Check the file."
            )
        yield from self.issues
        yield from self.made.values()
        if not self.source.license and self.made:
            sentence = "no licence was given, so the pages say none"
            if self.abstracts:
                sentence += f"; {self.abstracts:,} of them hold an abstract, which is its author's text"
            yield Issue(self.source.path.name, sentence)

    def _file(self, path: Path) -> None:
        place = path.relative_to(self.source.path).as_posix() if self.source.path.is_dir() else path.name
        try:
            text, wrong = decoded(path.read_bytes())
        except OSError as error:
            self.issues.append(unreadable(place, error))
            return
        except NoTextError:
            self.issues.append(Issue(place, "the file is no text; it was left out"))
            return
        if wrong:
            self.issues.append(
                Issue(f"{place}:{wrong}", "bytes that are not UTF-8 were read as Windows-1252")
            )
        table = format_of(text, path.suffix.lower())
        if table is None:
            self.issues.append(Issue(place, "neither BibTeX nor RIS nor CSL-JSON; the file was left out"))
            return
        maker = WorkMaker(place, table)
        for each in read_entries(text, table):
            if isinstance(each, Trouble):
                self.issues.append(Issue(f"{place}:{each.line}", each.message))
            else:
                self.entries += 1
                self._take(maker.work(each), place)
        self.issues += maker.summary()

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
        self.made[title] = Draft(title, page_text(work, name, self._provenance()), work.place, origin)

    def _joined(self, work: Work, match: Match) -> None:
        """Complete the page that an earlier entry of the same bibliography made."""
        earlier = self.made[match.title]
        text = supplement(earlier.text, page_text(work, match.title.partition(":")[2], {}, abstract=False))
        self.made[match.title] = Draft(match.title, text, earlier.place, earlier.origin, earlier.supplements)
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
        text = page_text(work, match.title.partition(":")[2], {}, abstract=False)
        origin = f"{origin}, completing"
        self.made[match.title] = Draft(match.title, text, work.place, origin, supplements=True)
        self.shelf.put(work, match.title)

    def _free_title(self, work: Work, origin: str) -> str:
        """Return a title that no other work has: the work's own, with author and year, or with its key too."""
        who = surname(work.creators[0]) if work.creators else ""
        told = ", ".join(filter(None, (who, str(work.year or ""))))
        tried = [f" ({told})"] if told else []
        tried += [f" ({', '.join(filter(None, (told, work.key)))})"] if work.key else []
        endings = chain(("", *tried), (f" ({number})" for number in count(2)))
        titles = (
            (each, full_title(KIND, page_name(work.title, each), self.source.ontology)) for each in endings
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

    def _provenance(self) -> dict[str, Any]:
        given = {"license": self.source.license, "origin": self.source.address}
        return {key: value for key, value in given.items() if value}
