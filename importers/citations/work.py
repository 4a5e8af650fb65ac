"""From an entry of whatever format to one work, each of its fields taken, left out by name, or told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from importers.citations.entry import OTHERS, BibEntry, Name, Said
from importers.citations.identifiers import doi_of_address, read_addresses, read_doi, read_isbns, read_year
from importers.citations.tables import NO_TYPE, Table
from importers.draft import Issue
from importers.languages import language_tags

LONGEST_NUMBER = 4
"""Characters of a plain year: a longer date is listed too."""

_PARTS = re.compile(r"\s*[;,\n]\s*")
_SEMICOLONS = re.compile(r"\s*[;\n]\s*")


TARGETS = (
    *(
        "title",
        "subtitle",
        "creators",
        "interviewer",
        "year",
        "in_language",
        "publisher",
        "container",
        "doi",
        "isbn",
        "serial",
        "url",
    ),
    *("howpublished", "abstract", "keywords", "quotations", "notes", "aliases", "keys"),
)
"""What a field may be taken as."""


@dataclass
class Work:
    """A work as a bibliography describes it."""

    place: str  # "file:line"
    key: str = ""
    type: str = ""  # a word of our closed list, "" = not known
    title: str = ""
    creators: list[Name] = field(default_factory=list)
    interviewer: list[Name] = field(default_factory=list)
    year: int | None = None
    languages: list[str] = field(default_factory=list)  # tags of BCP 47
    publisher: str = ""
    container: str = ""
    doi: str = ""
    isbn: str = ""
    url: list[str] = field(default_factory=list)
    abstract: str = ""
    keywords: list[str] = field(default_factory=list)
    quotations: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)  # cite keys, the entry's own first
    details: list[tuple[str, str]] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    @property
    def names_itself(self) -> bool:
        """Whether an ISBN is the work's own, not that of the book it stands in."""
        return self.type in {"book", "report", "thesis"}


@dataclass
class WorkMaker:
    """Makes works of the entries of one file."""

    file: str
    table: Table
    left_out: Counter[str] = field(default_factory=Counter)
    _takes: Mapping[str, Callable[[Work, Said], None]] = field(init=False)

    def __post_init__(self) -> None:
        self._takes = {
            "title": _take_title,
            "subtitle": _take_subtitle,
            "creators": _take_creators,
            "interviewer": _take_interviewer,
            "year": self._take_year,
            "in_language": self._take_language,
            "publisher": _take_publisher,
            "container": _take_container,
            "doi": self._take_doi,
            "isbn": self._take_isbn,
            "serial": _take_serial,
            "url": self._take_url,
            "howpublished": _take_howpublished,
            "abstract": _take_abstract,
            "keywords": _take_keywords,
            "quotations": lambda work, said: work.quotations.append(said.text),
            "notes": lambda work, said: work.notes.append(said.text),
            "aliases": lambda work, said: work.aliases.append(said.text),
            "keys": lambda work, said: work.keys.extend(filter(None, _PARTS.split(said.text))),
        }

    def work(self, entry: BibEntry) -> Work:
        """Return the work an entry describes."""
        work = Work(f"{self.file}:{entry.line}", entry.key)
        work.keys += [entry.key] if entry.key else []
        self._take_type(work, entry)
        for said in entry.fields:
            target = self.table.fields.get(said.name)
            if target is None:
                self._told(work, said, "is unknown here; it is listed in the page's text under its own name")
                work.details.append((said.name, said.text))
            elif not target:
                self.left_out[said.name] += 1
            elif target.startswith("="):
                work.details.append((target[1:], said.text))
            else:
                self._takes[target](work, said)
        return work

    def summary(self) -> Iterator[Issue]:
        """Say what was left out by name."""
        for name, count in sorted(self.left_out.items()):
            times = "once" if count == 1 else f"{count:,} times"
            yield Issue(self.file, f"the field {name!r} was left out ({times}), as it always is")

    def _take_type(self, work: Work, entry: BibEntry) -> None:
        found = self.table.types.get(entry.type, self.table.types.get(entry.type.lower()))
        if found is None:
            what = f"the type {entry.type!r} is unknown here" if entry.type else "the entry has no type"
            work.issues.append(Issue(work.place, f"{what}; the page says none"))
            work.details += [("Kind", entry.type)] if entry.type else []
        work.type = "" if found in {None, NO_TYPE} else str(found)

    def _told(self, work: Work, said: Said, what: str) -> None:
        work.issues.append(Issue(f"{self.file}:{said.line}", f"the field {said.name!r} {what}"))

    def _take_year(self, work: Work, said: Said) -> None:
        year = read_year(said.text)
        if year is None:
            self._told(work, said, f"says no year ({said.text[:40]!r}); it is listed in the page's text")
            work.details.append(("Date", said.text))
            return
        work.year = work.year or year
        if len(said.text.strip("/ ")) > LONGEST_NUMBER:
            work.details.append(("Date", said.text.strip("/ ").replace("//", "/")))

    def _take_language(self, work: Work, said: Said) -> None:
        tags, unknown = language_tags(said.text)
        work.languages += [each for each in tags if each not in work.languages]
        if unknown:
            written = ", ".join(unknown)
            sentence = (
                f"names a language that is not known ({written[:60]!r}); it is listed in the page's text"
            )
            self._told(work, said, sentence)
            work.details.append(("Language", written))

    def _take_doi(self, work: Work, said: Said) -> None:
        doi = read_doi(said.text)
        if not doi or (work.doi and work.doi.casefold() != doi.casefold()):
            self._told(
                work, said, f"is no DOI or a second one ({said.text[:60]!r}); it is listed in the page's text"
            )
            work.details.append(("DOI as written", said.text))
        work.doi = work.doi or doi

    def _take_isbn(self, work: Work, said: Said) -> None:
        found = read_isbns(said.text)
        if not found:
            self._told(
                work, said, f"is no ISBN with a right check digit ({said.text[:40]!r}); it is listed as it is"
            )
            work.details.append(("ISBN as written", said.text))
        for each in found:
            if work.isbn and work.isbn != each:
                work.details.append(("Another ISBN", each))
            work.isbn = work.isbn or each

    def _take_url(self, work: Work, said: Said) -> None:
        found = read_addresses(said.text)
        if not found:
            self._told(work, said, f"is no web address ({said.text[:60]!r}); it is listed in the page's text")
            work.details.append(("Address as written", said.text))
        for each in found:
            _add_address(work, each)


def _add_address(work: Work, address: str) -> None:
    doi = doi_of_address(address)
    if doi and work.doi.casefold() in {"", doi.casefold()}:
        work.doi = work.doi or doi
    elif address not in work.url:
        work.url.append(address)


def _take_title(work: Work, said: Said) -> None:
    flat = " ".join(said.text.split())
    if not work.title:
        work.title = flat
    elif flat.casefold() != work.title.casefold():
        work.aliases.append(flat)


def _take_subtitle(work: Work, said: Said) -> None:
    work.details.append(("Subtitle", said.text))


def _take_creators(work: Work, said: Said) -> None:
    work.creators += [each for each in said.names if each not in work.creators]
    if said.text.endswith(OTHERS):
        work.details.append(("Further authors", "not named"))


def _take_interviewer(work: Work, said: Said) -> None:
    work.interviewer += [each for each in said.names if each not in work.interviewer]


def _take_publisher(work: Work, said: Said) -> None:
    flat = " ".join(said.text.split())
    if work.publisher and flat != work.publisher:
        work.details.append(("Also published by", flat))
    work.publisher = work.publisher or flat


def _take_container(work: Work, said: Said) -> None:
    flat = " ".join(said.text.split())
    if not work.container:
        work.container = flat
    elif flat.casefold() != work.container.casefold():
        work.details.append(("Also in", flat))


def _take_serial(work: Work, said: Said) -> None:
    """Take the number that is an ISBN for books and an ISSN for journals."""
    isbns = read_isbns(said.text)
    if isbns and not work.isbn:
        work.isbn = isbns[0]
        work.details += [("Another ISBN", each) for each in isbns[1:]]
    else:
        work.details.append(("ISSN", said.text))


def _take_howpublished(work: Work, said: Said) -> None:
    addresses = read_addresses(said.text)
    for each in addresses:
        _add_address(work, each)
    if not addresses or len(said.text.split()) > len(addresses):
        work.details.append(("Published as", said.text))


def _take_abstract(work: Work, said: Said) -> None:
    if said.text not in work.abstract:
        work.abstract = f"{work.abstract}\n\n{said.text}".strip()


def _take_keywords(work: Work, said: Said) -> None:
    parts = _SEMICOLONS if ";" in said.text else _PARTS
    found = (" ".join(each.split()) for each in parts.split(said.text))
    work.keywords += [each for each in dict.fromkeys(found) if each and each not in work.keywords]
