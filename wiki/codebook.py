"""The installation's words as they are now: the kinds of the shapes, and the fields that its Variable pages add.

Variable pages are pages like any other, and the truth. What follows from them is worked out when they have changed,
and is the same in every process.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from ontology.kinds import Ontology
from ontology.variables import VariableEntry, with_variables
from patterns.codebook import VARIABLE, variable_entry
from patterns.projection import Projected, project
from wiki.ports import Pages
from wiki.revisions import Action, Write

READ = 500
"""Variable pages read at once."""


@dataclass(frozen=True)
class Codebook:
    """The entries of one moment, and the ontology with their fields."""

    shapes: Ontology  # as installed, without any variable
    base: str  # the installation's address
    mark: str = ""  # `Pages.codebook_mark` of the moment
    entries: Mapping[str, VariableEntry] = field(default_factory=dict)  # by full title
    ontology: Ontology = field(init=False)

    def __post_init__(self) -> None:
        """Work out the ontology."""
        object.__setattr__(self, "ontology", with_variables(self.shapes, self.entries.values()))

    def after(self, writes: Iterable[Write]) -> Codebook:
        """Return the codebook as it is once these writes are done; itself when they touch no variable."""
        entries = dict(self.entries)
        for write in writes:
            entries.pop(write.title, None)
            if write.action is not Action.DELETE:
                title = write.new_title or write.title
                entry = variable_entry(write.text, title, self.shapes, self.base)
                if entry:
                    entries[title] = entry
        return self if entries == self.entries else Codebook(self.shapes, self.base, self.mark, entries)


class LiveCodebook:
    """Follows the Variable pages: each look at it costs one short question to the storage."""

    def __init__(self, shapes: Ontology, pages: Pages, base: str) -> None:
        self._pages = pages
        self._kept = Codebook(shapes, base)

    def now(self) -> Codebook:
        """Return the codebook of this moment."""
        mark = self._pages.codebook_mark()
        while self._kept.mark != mark:
            read = Codebook(self._kept.shapes, self._kept.base, mark, dict(self._entries()))
            mark = self._pages.codebook_mark()
            if read.mark == mark:  # else a variable was changed while they were read
                self._kept = read
        return self._kept

    @property
    def ontology(self) -> Ontology:
        """The ontology of this moment."""
        return self.now().ontology

    def then(self, when: datetime) -> Codebook:
        """Return the codebook as it was at that time, by the shapes as they are installed now."""
        shapes, base = self._kept.shapes, self._kept.base
        read = {
            each.title: variable_entry(each.text, each.title, shapes, base)
            for each in self._pages.kind_as_of(VARIABLE, when)
        }
        return Codebook(shapes, base, entries={title: entry for title, entry in read.items() if entry})

    def _entries(self) -> Iterator[tuple[str, VariableEntry]]:
        after = ""
        while listed := self._pages.list_pages(VARIABLE, after, READ):
            after = listed[-1].title
            for title, revision in self._pages.get_all(each.title for each in listed).items():
                entry = variable_entry(revision.text, title, self._kept.shapes, self._kept.base)
                if entry:
                    yield title, entry


class PinnedCodebook:
    """A codebook that keeps to one ontology from the first time it is asked for it: for the answer to one request."""

    def __init__(self, live: LiveCodebook | PinnedCodebook) -> None:
        self._live = live

    def now(self) -> Codebook:
        """Return the codebook of this moment, whatever is kept to."""
        return self._live.now()

    def then(self, when: datetime) -> Codebook:
        """Return the codebook as it was at that time."""
        return self._live.then(when)

    @cached_property
    def ontology(self) -> Ontology:
        """The ontology kept to."""
        return self._live.now().ontology


class Retelling:
    """Reads the log again from its beginning, each revision by the codebook as it was when it was written."""

    def __init__(self, shapes: Ontology, base: str) -> None:
        self._codebook = Codebook(shapes, base)
        self._titles: dict[int, str] = {}  # of variables, by page

    def __call__(self, page: int, title: str, text: str | None) -> Projected | None:
        """Return what follows from the next revision; None for one that deleted its page (text None)."""
        self._follow(page, title, text)
        return None if text is None else project(text, title, self._codebook.ontology, self._codebook.base)

    def _follow(self, page: int, title: str, text: str | None) -> None:
        shapes, base = self._codebook.shapes, self._codebook.base
        entry = None if text is None else variable_entry(text, title, shapes, base)
        before = self._titles.pop(page, None)
        if entry is None and before is None:
            return
        entries = {name: each for name, each in self._codebook.entries.items() if name != before}
        if entry is not None:
            entries[title] = entry
            self._titles[page] = title
        if entries != self._codebook.entries:
            self._codebook = Codebook(shapes, base, entries=entries)
