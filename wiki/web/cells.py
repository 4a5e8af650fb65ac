"""Cells of tables of cases, for people and for programs.

A table of a hundred cases has some thousand cells: their HTML is put together here, not by the template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from markupsafe import Markup

from ontology.kinds import Ontology
from patterns.codings import Coding, Evidence
from patterns.comparison.cells import Cell, State
from patterns.comparison.celltext import said_of, words_of
from patterns.links import page_path
from patterns.saying import PRESENT
from wiki.web.quotations import Sources, cited_sources

if TYPE_CHECKING:
    from wiki.assembly import Wiki


_LINKED = ("http://", "https://")
_QUOTE, _SOURCE = "quote", "source"
_PAGE = "page"  # key under which the page that is the value is linked
_UNCODED = Markup(f'<span class="uncoded">{State.UNCODED.value}</span>')  # noqa: S704 – our own words


class CellWriter:
    """Writes cells; knows the labels of qualifiers, which pages exist and which words the sources list.

    What it has written once it knows by heart.
    """

    def __init__(
        self, ontology: Ontology, exists: Callable[[str], bool], sources: Sources | None = None
    ) -> None:
        self._ontology = ontology
        self._exists = exists
        self._sources = sources or Sources()
        self._lines: dict[Evidence, str] = {}

    def cell(self, cell: Cell, form: str = "") -> Markup:
        """Write a cell: each coding with its status, its evidence behind it to be opened.

        `form`: address at which it can be coded, or coded otherwise; "" = it is only read.
        """
        if not cell.codings:
            to_code = f'<a class="uncoded" href="{escape(form)}">{State.UNCODED.value}</a>'
            return Markup(to_code) if form else _UNCODED  # noqa: S704 – escaped
        said = "".join(map(self.coding, cell.codings))
        if cell.disputed and cell.state is not State.CONTESTED:
            said += '<p class="remark">coders disagree</p>'
        if form:
            said += f'<a class="recode" href="{escape(form)}">change</a>'
        return Markup(said)  # noqa: S704 – all escaped

    def coding(self, coding: Coding) -> str:
        """Write one coding; with evidence its value is what opens it."""
        if not coding.evidence:
            value = self._words(Evidence("", said_of(coding), coding.title))
            return f'<p class="coding">{value}{_status(coding)}</p>'
        page = self.line(Evidence(_PAGE, coding.label, coding.title)) if coding.title else ""
        lines = "".join(self.lines(coding))
        return (
            f'<details class="coding"><summary>{escape(said_of(coding))}{_status(coding)}</summary>'
            f"<dl>{page}{lines}</dl></details>"
        )

    def lines(self, coding: Coding) -> Iterable[str]:
        """Write what qualifies a coding, its quotation leading to its place on the page of the source."""
        sources = [each.title for each in coding.evidence if each.key == _SOURCE and each.title]
        for each in coding.evidence:
            yield self._quotation(each, sources) if each.key == _QUOTE else self.line(each)

    def _quotation(self, each: Evidence, sources: Sequence[str]) -> str:
        place = self._sources.place(each.words, sources)
        words = escape(each.words)
        said = f'<q><a href="{escape(place)}">{words}</a></q>' if place else f"<q>{words}</q>"
        return f"<div><dt>{escape(self._label(each.key))}</dt><dd>{said}</dd></div>"

    def line(self, each: Evidence) -> str:
        """Write one qualifier with its label."""
        found = self._lines.get(each)
        if found is None:
            found = f"<div><dt>{escape(self._label(each.key))}</dt><dd>{self._words(each)}</dd></div>"
            self._lines[each] = found
        return found

    def _words(self, each: Evidence) -> str:
        words = escape(each.words)
        if each.title:
            missing = "" if self._exists(each.title) else ' class="missing"'
            return f'<a href="{escape(page_path(each.title))}"{missing}>{words}</a>'
        if each.words.startswith(_LINKED) and not any(map(str.isspace, each.words)):
            return f'<a href="{words}" rel="nofollow noopener external">{words}</a>'
        return words

    def _label(self, key: str) -> str:
        field = self._ontology.qualifier_by_key.get(key)
        return field.label if field else key.replace("_", " ")


def writer_for(wiki: Wiki, codings: Iterable[Coding]) -> CellWriter:
    """Return what writes these codings, in cells or elsewhere. Two storage calls."""
    resolved = wiki.pages.resolve(titles_in(codings))
    return CellWriter(wiki.ontology, lambda title: resolved[title].exists, cited_sources(wiki, "", resolved))


def _status(coding: Coding) -> str:
    """Write a status that is not *present*."""
    if coding.status == PRESENT:
        return ""
    words = words_of(coding)
    return f'{" " if coding.label else ""}<span class="status" data-status="{words}">{words}</span>'


def titles_in(codings: Iterable[Coding]) -> set[str]:
    """Return the full titles of all pages that codings name."""
    found: set[str] = set()
    for each in codings:
        found.update(evidence.title for evidence in each.evidence)
        found.add(each.title)
    return found - {""}
