"""What is worked out of a licence, for the page about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from ontology.licensing import Answer, Cell, Side, Terms, Use, all_terms, others, parse_expression, side_of
from ontology.licensing.comparing import cell_of
from ontology.licensing.terms import version_key
from ontology.licensing.words import REACH, forbidden, permitted, required
from wiki.licences import Shelf
from wiki.ports import Heading
from wiki.revisions import Backlink

if TYPE_CHECKING:
    from wiki.web.pageview import Body

MOST_LINKS = 2_000
"""Links to a page that are looked through for what is worked out of it."""

NAMED = 12
"""Pages under a licence that are named; a search has the rest."""

ORDER = (Answer.YES, Answer.CONDITIONS, Answer.UNKNOWN, Answer.NO)
WORDS: Mapping[str, object] = {
    "permitted": permitted,
    "required": required,
    "forbidden": forbidden,
    "reach": REACH,
}


@dataclass(frozen=True, slots=True)
class Text:
    """Another text of the same family: a version, or a port to a jurisdiction."""

    label: str
    identifiers: tuple[str, ...]
    jurisdiction: str = ""
    here: bool = False  # it is the text of this page


@dataclass(frozen=True, slots=True)
class Under:
    """The pages of one sort that are under the licence."""

    key: str  # field that says so
    titles: tuple[str, ...]
    more: bool  # there may be more than these

    @property
    def first(self) -> tuple[str, ...]:
        """Those that are named."""
        return self.titles[:NAMED]


@dataclass(frozen=True)
class Sheet:
    """All that is worked out of one licence."""

    template = "licence-sheet.html"

    side: Side | None  # None: the page is about no single licence
    into: Mapping[Answer, tuple[Cell, ...]]  # what works under it may go into, by answer
    taken: Mapping[Answer, tuple[Cell, ...]]  # what may go into works under it
    versions: tuple[Text, ...]
    ports: tuple[Text, ...]
    under: Mapping[str, Under]  # by field: "license", "output_license", "input_license"
    coded: tuple[str, ...]  # regimes that people coded on the page
    pages: Shelf
    words = WORDS

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Lines of the page's table of contents."""
        shown = [("Worked out from its text", "worked-out")] if self.side else []
        return tuple(
            Heading(2, text, anchor) for text, anchor in (*shown, ("Under this licence", "under-it"))
        )

    @property
    def differs(self) -> bool:
        """Whether people coded another regime than the one worked out."""
        known = self.side is not None and self.side.regime.answer is Answer.YES
        return bool(known and self.side and self.coded) and self.side_regime not in self.coded

    @property
    def side_regime(self) -> str:
        """The regime worked out, in words."""
        return self.side.regime.regime.value if self.side else ""

    def address(self, expression: str) -> str:
        """Return where two licences stand side by side."""
        chosen = [("licence", str(self.side)), ("licence", expression)]
        return f"/licences?{urlencode(chosen)}"


def sheet_of(body: Body, pages: Shelf, links: tuple[Backlink, ...]) -> Sheet:
    """Return the sheet for a License page; `links` are the links to it."""
    expression = pages.expression(body.title)
    side = side_of(parse_expression(expression)) if expression else None
    terms = side.members[0].terms if side and len(side.members) == 1 else None
    return Sheet(
        side=side,
        into=_by_answer(side, outward=True),
        taken=_by_answer(side, outward=False),
        versions=_versions(terms) if terms else (),
        ports=_ports(terms) if terms else (),
        under={key: _under(links, key) for key in ("license", "output_license", "input_license")},
        coded=_coded(body),
        pages=pages,
    )


def _by_answer(side: Side | None, *, outward: bool) -> dict[Answer, tuple[Cell, ...]]:
    """Return the verdicts with the well-known licences, most permissive answers first."""
    if side is None or not any(each.texts for each in side.members):
        return {}
    mine = side.expression
    theirs = [parse_expression(each) for each in others(mine)]
    cells = [
        cell_of(Use.INCORPORATE, mine, each) if outward else cell_of(Use.INCORPORATE, each, mine)
        for each in theirs
    ]
    found = {answer: tuple(each for each in cells if each.verdict.answer is answer) for answer in ORDER}
    return {answer: those for answer, those in found.items() if those}


def _versions(terms: Terms) -> tuple[Text, ...]:
    """Return the texts of the licence's series for its jurisdiction, oldest first; () when it is the only one."""
    found = [
        each
        for each in all_terms().values()
        if each.series == terms.series and each.jurisdiction == terms.jurisdiction
    ]
    ordered = sorted(found, key=lambda each: version_key(each.version))
    return _texts(ordered, terms) if len(ordered) > 1 else ()


def _ports(terms: Terms) -> tuple[Text, ...]:
    """Return the ports of an international text, or for a port its international text and the other ports."""
    origin = terms.port_of or terms.text
    ports = sorted(
        (each for each in all_terms().values() if each.port_of == origin), key=lambda each: each.jurisdiction
    )
    if not ports:
        return ()
    return _texts([all_terms()[origin], *ports] if terms.port_of else ports, terms)


def _texts(found: Iterable[Terms], mine: Terms) -> tuple[Text, ...]:
    return tuple(
        Text(each.label, each.identifiers, each.jurisdiction, each.text == mine.text) for each in found
    )


def _under(links: tuple[Backlink, ...], key: str) -> Under:
    titles = tuple(dict.fromkeys(each.title for each in links if each.key == key))
    return Under(key, titles, len(links) >= MOST_LINKS)


def _coded(body: Body) -> tuple[str, ...]:
    """Return the regimes that people coded on the page, those said to be absent or contested left out."""
    return tuple(
        point.shown.words.replace("-", " ")
        for group in body.groups
        for row in group.rows
        if row.key == "regime"
        for point in row.points
        if not point.status
    )
