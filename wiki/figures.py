"""What follows from several pages together, as facts for queries: scorecards of patterns, and the agreement of coders.

These facts are no page's, and no query pays for them but one that names one of their terms or graphs: they are worked out
when it is asked, from the pages as they are then, and told beside the pages' facts for that query alone. What was worked
out is kept while no page changes that it rests on; which pages have changed is read from the log.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from ontology.graphs import AGREEMENT, SCORECARDS
from ontology.namespaces import LOOM
from patterns.codings import Coding
from patterns.links import entity_iri, graph_iri, split_title
from patterns.nquads import node
from patterns.rounds.figures import agreement_figures
from patterns.rounds.reading import ROUND, round_of
from patterns.scorecard.cases import LINEAGE, STEWARD
from patterns.scorecard.figures import TYPE, Triple, card_figures, fared_figures
from patterns.scorecard.instances import EXHIBITS, KNOWN_INSTANCES
from wiki.assembly import Wiki
from wiki.beside import NOTHING, Beside
from wiki.errors import BadInputError
from wiki.graph.naming import named_iris
from wiki.revisions import Change
from wiki.rounds import compared
from wiki.scorecards import ALL, CASE, INSTITUTION, PATTERN, PRACTICE, all_scorecards, kinship, scorecards_of

FOLLOWED = 500
"""Changes after which all scorecards are worked out anew, which then takes less than looking what each touches."""

FARED = frozenset({"earnedStars", "signatureInWords", "hitCase", "hitCount", "missCase", "missCount"})
"""Terms of how signatures fare, for which all cases and their histories have to be looked at."""

AGREED = frozenset(
    {
        "Agreement", "agreementIn", "agreementOn", "agreementKey", "agreementScope", "comparedCoder", "unitCount",
        "pairCount", "agreementShare", "alpha", "alphaLow", "alphaHigh", "alphaLevel", "alphaReading", "noAlphaBecause",
        "disputedCase",
    }
)  # fmt: skip
"""Terms of the agreement of coders."""

SCORED = frozenset(
    {
        "Scorecard", "scorecardOf", "reachedMaturity", "supportingCase", "supportingCount", "independentCase",
        "independentCount", "partialCount", "adaptedCount", "refutingCase", "refutingCount", "unansweredCase",
        "unansweredCount", "bearingAgreement", "lastEvidence", "boundary", "checklistItem", "ChecklistItem", "itemDone",
        "neededFor",
    }
)  # fmt: skip
"""Terms of scorecards."""

BEARING = frozenset({CASE, PRACTICE, INSTITUTION, PATTERN})
"""Kinds of pages that bear on how signatures fare."""

_TERM = re.compile(r"[:#]([A-Za-z]+)(?![\w-])")
_LOOM = str(LOOM)
_CARDS, _AGREEMENTS = (
    frozenset({"scorecard", "need"}),
    frozenset({"agreement"}),
)  # begin of what follows # in their IRIs
_SEGMENT = re.compile("[/#]")
_NAMING = (KNOWN_INSTANCES, EXHIBITS, STEWARD, *LINEAGE)
_ALIAS = re.compile(r'<http://www\.w3\.org/2004/02/skos/core#altLabel> "((?:[^"\\]|\\.)*)"')


Facts = Mapping[str, bytes]
"""N-Quads by the last segment of their property's IRI, or of the class where they say what something is."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which figures a query asks for."""

    scored: bool = False
    fared: bool = False
    agreed: bool = False
    terms: frozenset[str] | None = None  # only the facts with these terms; None: all of them

    def __bool__(self) -> bool:
        """Say whether it asks for any."""
        return self.scored or self.fared or self.agreed

    def of(self, facts: Facts) -> bytes:
        """Return those of some facts that are asked for."""
        return b"".join(each for term, each in facts.items() if self.terms is None or term in self.terms)


def wanted(text: str, graphs: Iterable[str] = ()) -> Wanted:
    """Return which figures a query asks for: those with the terms it names, or all where something else names them.

    All are asked for where the query, or its request, names their graph, and where it names one of them by its own IRI.
    """
    iris = named_iris(text)
    named = frozenset(_TERM.findall(text)) | {
        each.removeprefix(_LOOM) for each in iris if each.startswith(_LOOM)
    }
    parts = {each.partition("#")[2].partition("-")[0] for each in iris}
    places = iris.union(graphs)
    scored = SCORECARDS in places or bool(parts & _CARDS)
    agreed = AGREEMENT in places or bool(parts & _AGREEMENTS)
    return Wanted(
        scored=scored or bool(named & (SCORED | FARED)),
        fared=scored or bool(named & FARED),
        agreed=agreed or bool(named & AGREED),
        terms=None if scored or agreed else named,
    )


@dataclass(frozen=True, slots=True)
class _Card:
    """The figures of one scorecard."""

    facts: Facts
    rests_on: frozenset[str]  # graphs of pages, and of names that lead to pages
    claims: bool  # whether it has a signature that cases are put to the test of
    stars: Facts  # how it fares, where it has none


@dataclass
class Figures:
    """The figures of a wiki, kept while nothing changes that they rest on. For all threads of a process."""

    _lock: Lock = field(default_factory=Lock)
    _scored: _Scored | None = None
    _fared: tuple[int, tuple[Facts, ...]] = (-1, ())
    _agreed: dict[str, tuple[tuple[int, str], Facts]] = field(default_factory=dict)

    def asked(self, wiki: Wiki, text: str, graphs: Iterable[str], as_of: datetime | None) -> Beside:
        """Return the facts that a query names, with the graphs of its request; raises BadInputError for the past."""
        want = wanted(text, graphs)
        if want and as_of is not None:
            raise BadInputError(
                "The query names scorecards or the agreement of coders, which are worked out from pages as they are now and "
                "not kept for the past. Ask without asof, or ask for the codings they count, which are."
            )
        return self.beside(wiki, want) if want else NOTHING

    def beside(self, wiki: Wiki, want: Wanted) -> Beside:
        """Return the facts that a query asks for, as pages are now."""
        with self._lock:
            facts: list[Facts] = []
            if want.scored:
                facts += [each.facts for each in self._scorecards(wiki)]
            if want.fared:
                facts += self._how_they_fare(wiki)
            if want.agreed:
                facts += self._agreement(wiki)
        graphs = (*[SCORECARDS] * want.scored, *[AGREEMENT] * want.agreed)
        return Beside(graphs, b"".join(map(want.of, facts)))

    def _scorecards(self, wiki: Wiki) -> list[_Card]:
        """Return the scorecards of all patterns, by title."""
        if self._scored is None:
            self._scored = _Scored(wiki)
        else:
            self._scored.follow(wiki)
        return [self._scored.cards[title] for title in sorted(self._scored.cards)]

    def _how_they_fare(self, wiki: Wiki) -> Iterator[Facts]:
        cards, scored = self._scorecards(wiki), self._scored
        if scored is not None and self._fared[0] != scored.bearing:
            of = _Told(wiki)
            claiming = sorted(title for title, each in scored.cards.items() if each.claims)
            told = (fared_figures(card, of.page) for card in scorecards_of(wiki, claiming))
            self._fared = scored.bearing, tuple(of.quads(each, SCORECARDS) for each in told)
        yield from self._fared[1]
        yield from (each.stars for each in cards)

    def _agreement(self, wiki: Wiki) -> list[Facts]:
        of, mark = _Told(wiki), wiki.codebook.now().mark
        titles = [each.title for each in wiki.pages.list_pages(ROUND, limit=ALL)]
        now: dict[str, tuple[tuple[int, str], Facts]] = {}
        for title, revision in wiki.pages.get_all(titles).items():
            key = revision.position, mark
            known = self._agreed.get(title)
            now[title] = known if known and known[0] == key else (key, _agreed_in(of, title, revision.text))
        self._agreed = now
        return [now[title][1] for title in sorted(now)]


@dataclass(frozen=True, slots=True)
class _Told:
    """Writes facts of a wiki."""

    wiki: Wiki

    def page(self, title: str) -> str:
        """Return the IRI of what a title is about."""
        return entity_iri(self.wiki.config.base, title, self.wiki.shapes)

    def graph(self, title: str) -> str:
        """Return the IRI of the graph of a title's page."""
        return graph_iri(self.wiki.config.base, title, self.wiki.shapes)

    def quads(self, triples: Iterable[Triple], graph: str) -> Facts:
        """Write triples as N-Quads in a graph, by their terms."""
        end = f" {node(graph)} .\n"
        found: dict[str, list[str]] = {}
        for each in sorted({*triples}):
            _, property_, value = each
            term = value if property_ == TYPE else property_
            found.setdefault(_SEGMENT.split(term.rstrip(">"))[-1], []).append(" ".join(each) + end)
        return {term: "".join(lines).encode(errors="replace") for term, lines in found.items()}


def _agreed_in(of: _Told, title: str, text: str) -> Facts:
    """Return the agreement of one round: of what its page says, where nothing is that is still blind."""
    found = round_of(text, title, of.wiki.ontology)
    if found is None:
        return {}
    return of.quads(agreement_figures(title, compared(of.wiki, found).agreements, of.page), AGREEMENT)


class _Scored:
    """The scorecards of all patterns, followed through the log.

    `bearing`: position of the last change that may bear on how signatures fare.
    """

    def __init__(self, wiki: Wiki) -> None:
        self._all(wiki)

    def _all(self, wiki: Wiki) -> None:
        self._position = self.bearing = wiki.pages.head()  # before reading: what is newer is followed
        self._mark, self._kin = wiki.codebook.now().mark, kinship(wiki)
        titles = [each.title for each in wiki.pages.list_pages(PATTERN, limit=ALL)]
        self.cards: dict[str, _Card] = dict(_worked_out(wiki, titles, everything=True))

    def follow(self, wiki: Wiki) -> None:
        """Work out anew what rests on pages that have changed."""
        changes = wiki.pages.changes(self._position, FOLLOWED + 1)
        if wiki.codebook.now().mark != self._mark or len(changes) > FOLLOWED:
            self._all(wiki)
            return
        if not changes:
            return
        touched = self._touched(wiki, changes)
        self._position = changes[-1].position
        if any(split_title(each.title, wiki.shapes).kind in BEARING for each in changes):
            self.bearing = self._position
        for title in touched:
            self.cards.pop(title, None)
        self.cards.update(_worked_out(wiki, touched))

    def _touched(self, wiki: Wiki, changes: list[Change]) -> set[str]:
        """Return the patterns whose scorecards may be others than before."""
        of = _Told(wiki)
        titles = {each.title for each in changes}
        names = {name for each in changes for name in _aliases(each.facts)}
        kin = self._kin
        if any(split_title(each, wiki.shapes).kind in (CASE, INSTITUTION) for each in titles):
            self._kin = kinship(wiki)
        moved = {each for each in kin.keys() | self._kin.keys() if kin.get(each) != self._kin.get(each)}
        changed = {graph for each in changes for graph in each.graphs}
        changed |= {of.graph(each) for each in titles | names | moved}
        codings = wiki.pages.codings(titles)
        exhibited = wiki.pages.resolve(_named(codings, (EXHIBITS,)))
        patterns = titles | {each.title for each in exhibited.values()}
        return {title for title, card in self.cards.items() if card.rests_on & changed} | {
            each for each in patterns if split_title(each, wiki.shapes).kind == PATTERN
        }


def _aliases(facts: bytes) -> Iterator[str]:
    return (found[1] for found in _ALIAS.finditer(facts.decode(errors="replace")))


def _named(codings: Mapping[str, Iterable[Coding]], keys: Iterable[str]) -> set[str]:
    wanted_keys = frozenset(keys)
    return {
        each.title for said in codings.values() for each in said if each.field in wanted_keys and each.title
    }


def _worked_out(
    wiki: Wiki, titles: Iterable[str], *, everything: bool = False
) -> Iterator[tuple[str, _Card]]:
    """Yield the scorecards of these patterns with what they rest on."""
    cards = all_scorecards(wiki, fared=False) if everything else scorecards_of(wiki, titles, fared=False)
    of = _Told(wiki)
    pages = {each.page for card in cards for each in card.instances} | {
        each.case for card in cards for each in card.instances
    }
    codings = wiki.pages.codings(pages) if pages else {}
    for card in cards:
        own = {
            card.pattern.title,
            *(each.page for each in card.instances),
            *(each.case for each in card.instances),
        }
        named = _named({title: codings.get(title, ()) for title in own}, _NAMING)
        facts = of.quads(card_figures(card, of.page, of.graph), SCORECARDS)
        claims = bool(card.pattern.signature)
        stars = {} if claims else of.quads(fared_figures(card, of.page), SCORECARDS)
        yield card.pattern.title, _Card(facts, frozenset(map(of.graph, own | named)), claims, stars)
