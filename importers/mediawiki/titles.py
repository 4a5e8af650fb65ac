"""What each page of a MediaWiki is called here: kept in a file of its own, so that no dump is too large.

No two titles there become one here, whatever their case; what cannot be a title here gets another one, which is said.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from importers.mediawiki.site import Site, folded
from importers.titles import clean_name
from ontology.kinds import Ontology
from patterns.links import TALK, full_title, normalize_title, split_title, title_problem

_TABLES = """
CREATE TABLE titles (theirs TEXT PRIMARY KEY, ours TEXT NOT NULL, kind TEXT NOT NULL, redirect TEXT NOT NULL) WITHOUT ROWID;
CREATE UNIQUE INDEX by_ours ON titles (ours);
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of the source."""

    theirs: str
    ours: str  # full title
    kind: str
    redirect: str  # title there, "" = an ordinary page


class Titles:
    """All pages of one dump by their titles there."""

    def __init__(self, folder: Path, site: Site, ontology: Ontology) -> None:
        self._file = sqlite3.connect(folder / "titles.sqlite3", isolation_level=None)
        self._file.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)
        self._file.execute("BEGIN")
        self._site, self._ontology = site, ontology
        self._entry = lru_cache(maxsize=100_000)(self._read)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def count(self) -> int:
        """Return how many pages there are."""
        return int(self._file.execute("SELECT count(*) FROM titles").fetchone()[0])

    def namespace(self, title: str) -> str:
        """Return the name of the namespace a title is in, "" for ordinary pages."""
        prefix, colon, _ = title.partition(":")
        return self._site.namespaces.get(self._number(prefix), "") if colon else ""

    def _number(self, prefix: str) -> int:
        return self._site.numbers.get(folded(prefix), 0)

    def canonical(self, target: str) -> str:
        """Return the title that a link target means there: namespace and first letter as they are kept."""
        title = normalize_title(target.removeprefix(":"))
        space = self.namespace(title)
        name = title.partition(":")[2].strip() if space else title
        if self._site.first_letter:
            name = name[:1].upper() + name[1:]
        return f"{space}:{name}" if space else name

    def add(self, title: str, kind: str, redirect: str, here: str = "") -> tuple[str, str]:
        """Give a page its title here, or the one it has already; return it, and a sentence when it is another one."""
        theirs = normalize_title(title)
        if self._read(theirs) is not None:
            return "", f"a second page with the title {theirs!r} was left out"
        if here:
            both = f"the page is part of {here!r} here, as another one is; it was left out"
            return (here, "") if self._insert(theirs, here, kind, redirect) else ("", both)
        wanted, why = self._wanted(theirs, kind)
        ours, number = wanted, 2
        while not self._insert(theirs, ours, kind, redirect):
            ours, number = f"{wanted} ({number})", number + 1
            why = f"the title {theirs!r} is {ours!r} here, since another page has become {wanted!r}"
        return ours, why

    def _insert(self, theirs: str, ours: str, kind: str, redirect: str) -> bool:
        try:
            self._file.execute("INSERT INTO titles VALUES (?, ?, ?, ?)", (theirs, ours, kind, redirect))
        except sqlite3.IntegrityError:
            return False
        return True

    def _wanted(self, theirs: str, kind: str) -> tuple[str, str]:
        if kind == TALK:
            return f"Talk:{theirs}", ""  # told again by `ours`, when all subjects are known
        space = self.namespace(theirs)
        name = theirs.partition(":")[2].strip() if space and kind != "page" else theirs
        clean = clean_name(name, apart=kind == "page" and split_title(name, self._ontology).kind != "page")
        ours = full_title(kind, clean, self._ontology)
        return (
            ours,
            "" if clean == name else f"the title {theirs!r} cannot be one here; the page is called {ours!r}",
        )

    def entry(self, title: str) -> Entry | None:
        """Return the page of a title there, spelled as the page's own or as in a link."""
        return self._entry(normalize_title(title)) or self._entry(self.canonical(title))

    def _read(self, theirs: str) -> Entry | None:
        row = self._file.execute("SELECT * FROM titles WHERE theirs = ?", (theirs,)).fetchone()
        return Entry(*row) if row else None

    def ours(self, title: str) -> str:
        """Return what a title there is called here, also when there is no such page."""
        return self._ours(title, self.entry(title))

    def _ours(self, title: str, entry: Entry | None) -> str:
        if entry is None or entry.kind == TALK:
            subject = self.subject(self.canonical(title))
            if subject:
                return f"Talk:{self.ours(subject)}"
        return entry.ours if entry else self._missing(self.canonical(title))

    def _missing(self, theirs: str) -> str:
        name = clean_name(theirs, apart=split_title(theirs, self._ontology).kind != "page")
        return theirs if title_problem(name) else name

    def subject(self, title: str) -> str:
        """Return the page that a talk page is about, "" for every other page."""
        space = self.namespace(title)
        number = self._number(space) if space else 0
        if number % 2 == 0 or number < 0:
            return ""
        name, about = title.partition(":")[2], self._site.namespaces.get(number - 1, "")
        return f"{about}:{name}" if about else name

    def targets(self, written: Iterable[str]) -> dict[str, str]:
        """Return what link targets mean here, by their spelling there; those that mean themselves are left out."""
        found = {}
        for each in written:
            target = normalize_title(each)
            entry = self.entry(target)
            ours = self._ours(target, entry)
            if ours != target or entry is not None:
                found[target] = ours
        return found

    def redirects(self) -> Iterator[Entry]:
        """Yield the pages that only lead to others."""
        for row in self._file.execute("SELECT * FROM titles WHERE redirect <> ''").fetchall():
            yield Entry(*row)

    def where_it_ends(self, entry: Entry) -> tuple[Entry | None, str]:
        """Follow a redirect; return the page at its end, or None and why there is none."""
        seen, here = {entry.theirs}, entry
        while here.redirect:
            after = self.entry(here.redirect)
            if after is None:
                return None, f"leads to {here.redirect!r}, which is not in the dump"
            if after.theirs in seen:
                itself = after.theirs == entry.theirs and here is entry
                return None, "leads to itself" if itself else f"leads in a circle, by {here.theirs!r}"
            seen.add(after.theirs)
            here = after
        return here, ""
