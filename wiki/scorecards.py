"""Scorecards of the wiki's patterns, worked out from what its pages code now.

One pattern's is gathered with a number of storage calls that does not grow with its instances; all of them are worked out
in one pass, each page being read once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ontology.kinds import Field
from ontology.variables import variables_of
from patterns.codings import Coding
from patterns.links import split_title
from patterns.scorecard.card import NONE_STATED, PatternFacts, Scorecard, scorecard
from patterns.scorecard.cases import (
    LINEAGE,
    STEWARD,
    STEWARDS,
    CaseFacts,
    kin,
    lineages,
    present_titles,
)
from patterns.scorecard.instances import EXHIBITS, KNOWN_INSTANCES, instances_of, standings
from patterns.scorecard.signature import Signature
from patterns.scorecard.stating import stated, stated_signature
from wiki.assembly import Wiki
from wiki.retracing import Asked, Stating, records_of, stating
from wiki.revisions import Backlink, Revision

PATTERN, CASE, PRACTICE, INSTITUTION = "pattern", "case", "practice", "institution"

ALL = 1_000_000
"""More pages than there are: lists that are read whole."""

FEW = 4
"""Fields that are looked up one by one: the pages that code a rare one are soon found."""

Codings = Mapping[str, tuple[Coding, ...]]


@dataclass(frozen=True, slots=True)
class Ties:
    """What ties cases to one another, over the whole wiki, redirects not yet followed."""

    descent: Codings  # cases that say what they come from
    kept: Codings  # institutions that say what they keep


def scorecard_of_page(
    wiki: Wiki, page: Revision, linked: Iterable[Backlink] | None = None
) -> Scorecard | None:
    """Work out the scorecard of a pattern's page from its text and the pages that say they exhibit it.

    `linked` are all links to it, where they have been read already. None when it only leads to another page.
    """
    title, fields = page.title, variables(wiki)
    pattern = stated(page.text, title, wiki.ontology, fields)
    if pattern is None:
        return None
    own = wiki.pages.codings([title])
    named = led(wiki, named_under(own, (KNOWN_INSTANCES,)))
    links = wiki.pages.links_to(title, limit=ALL) if linked is None else linked
    exhibitors = {each.title for each in links if each.key == EXHIBITS}
    others = {*exhibitors, *named.values()}
    codings = {**(wiki.pages.codings(others) if others else {}), **own}
    return _cards(wiki, [pattern], codings, fields, stating(wiki, [title], _reader(fields)))[0]


def all_scorecards(wiki: Wiki, *, fared: bool = True) -> tuple[Scorecard, ...]:
    """Work out the scorecards of all patterns, by title; see `scorecards_of`."""
    exhibitors = {
        page for kind in (CASE, PRACTICE) for page, _ in wiki.pages.coded(kind, EXHIBITS, limit=ALL)
    }
    return _of(wiki, [each.title for each in wiki.pages.list_pages(PATTERN, limit=ALL)], exhibitors, fared)


def scorecards_of(wiki: Wiki, titles: Iterable[str], *, fared: bool = True) -> tuple[Scorecard, ...]:
    """Work out the scorecards of those of these full titles that are patterns.

    Without `fared`, how their signatures fare is left out: to know it all cases have to be looked at, and histories read.
    """
    wanted = sorted(titles)
    links = (each for title in wanted for each in wiki.pages.links_to(title, limit=ALL))
    exhibitors = {each.title for each in links if each.key == EXHIBITS}
    kinds = {each: split_title(each, wiki.ontology).kind for each in exhibitors}
    return _of(wiki, wanted, {each for each in exhibitors if kinds[each] in (CASE, PRACTICE)}, fared)


def _of(wiki: Wiki, titles: Sequence[str], exhibitors: set[str], fared: bool) -> tuple[Scorecard, ...]:  # noqa: FBT001 - as in `scorecards_of`
    fields = variables(wiki)
    texts = wiki.pages.get_all(titles)
    read = (stated(texts[each].text, each, wiki.ontology, fields) for each in titles if each in texts)
    patterns = [each for each in read if each is not None]
    own = wiki.pages.codings([each.title for each in patterns]) if patterns else {}
    named = led(wiki, named_under(own, (KNOWN_INSTANCES,)))
    others = {*exhibitors, *named.values()}
    codings = {**(wiki.pages.codings(others) if others else {}), **own}
    if fared:
        claiming = [each.title for each in patterns if each.signature]
        return _cards(wiki, patterns, codings, fields, stating(wiki, claiming, _reader(fields)))
    bare = [replace(each, signature=NONE_STATED) for each in patterns]
    cards = _cards(wiki, bare, codings, fields, {})
    return tuple(replace(card, pattern=each) for card, each in zip(cards, patterns, strict=True))


def kinship(wiki: Wiki) -> Mapping[str, tuple[str, ...]]:
    """Return for each page that is tied to others by descent or by who keeps it what ties it, redirects followed."""
    ties = ties_of(wiki)
    meant = led(wiki, named_under(ties.descent, LINEAGE) | named_under(ties.kept, (STEWARDS,)))
    return _Gathered(wiki, {}, ties, meant).ties_by_page()


def _reader(fields: Sequence[Field]) -> Callable[[str], Signature]:
    return lambda text: stated_signature(text, fields)


def variables(wiki: Wiki) -> tuple[Field, ...]:
    """Return the variables that are asked of cases."""
    return variables_of(wiki.ontology.by_name[CASE])


def _cards(
    wiki: Wiki,
    patterns: Sequence[PatternFacts],
    codings: Codings,
    fields: Sequence[Field],
    pages: Mapping[str, Stating],
) -> tuple[Scorecard, ...]:
    """Compute scorecards; `codings` are those of the patterns' pages and of all pages that may be instances."""
    ties = ties_of(wiki) if codings or pages else Ties({}, {})
    keys = (KNOWN_INSTANCES, EXHIBITS, STEWARD, *LINEAGE)
    names = (
        named_under(codings, keys) | named_under(ties.descent, LINEAGE) | named_under(ties.kept, (STEWARDS,))
    )
    meant = {
        target: found.title for target, found in wiki.pages.resolve(names).items() if found.title != target
    }
    facts = facts_of(wiki, codings, ties, meant)
    every = {**_Gathered(wiki, codings, ties, meant).tested(pages.values(), facts), **facts}
    stated_of = _by_pattern(codings, meant)
    asked = {
        title: _asked(wiki, each, every, stated_of.get(title, {}), meant) for title, each in pages.items()
    }
    records = records_of(wiki, pages, asked, meant)
    return tuple(
        scorecard(
            each,
            stated_of.get(each.title, {}),
            _facts_for(asked.get(each.title), facts),
            fields,
            meant,
            records.get(each.title, ()),
        )
        for each in patterns
    )


def _facts_for(asked: Asked | None, facts: Mapping[str, CaseFacts]) -> Mapping[str, CaseFacts]:
    """Return the facts that one scorecard asks for: what other patterns alone were seen in does not test its signature."""
    if asked is None:
        return facts
    return {**asked.cases, **{each: facts[each] for each in asked.standings if each in facts}}


def _asked(
    wiki: Wiki,
    page: Stating,
    every: Mapping[str, CaseFacts],
    said: Mapping[str, Iterable[Coding]],
    meant: Mapping[str, str],
) -> Asked:
    """Return what the signatures of a page are put to the test of: its instances, and cases that code what they ask for."""
    found = {each.case: each for each in standings(instances_of(page.title, said, meant))}
    keys = page.keys
    cases = {
        title: each
        for title, each in every.items()
        if not each.practice
        and (
            title in found
            or (not keys.isdisjoint(each.cells) and split_title(title, wiki.shapes).kind == CASE)
        )
    }
    return Asked(cases, found, kin(cases.values()))


def led(wiki: Wiki, titles: set[str]) -> dict[str, str]:
    """Return for each title the one it leads to, redirects followed."""
    return {target: found.title for target, found in wiki.pages.resolve(titles).items()} if titles else {}


def ties_of(wiki: Wiki) -> Ties:
    """Read what ties cases to one another."""
    descent: dict[str, tuple[Coding, ...]] = {}
    for key in LINEAGE:
        for page, said in wiki.pages.coded(CASE, key, limit=ALL):
            descent[page] = (*descent.get(page, ()), *said)
    return Ties(descent, dict(wiki.pages.coded(INSTITUTION, STEWARDS, limit=ALL)))


def named_under(codings: Codings, keys: Iterable[str]) -> set[str]:
    """Return the titles of pages that are named under these fields."""
    wanted = frozenset(keys)
    return {each.title for said in codings.values() for each in said if each.field in wanted and each.title}


def facts_of(wiki: Wiki, codings: Codings, ties: Ties, meant: Mapping[str, str]) -> dict[str, CaseFacts]:
    """Put together what is known of each page that may be an instance."""
    gathered = _Gathered(wiki, codings, ties, meant)
    return gathered.facts({*codings, *gathered.led(named_under(codings, (KNOWN_INSTANCES,)))})


@dataclass(frozen=True, slots=True)
class _Gathered:
    """Puts together what is known of cases."""

    wiki: Wiki
    codings: Codings
    ties: Ties
    meant: Mapping[str, str]  # titles that lead to another page, and to which

    def led(self, titles: Iterable[str]) -> set[str]:
        """Return the titles with redirects followed."""
        return {self.meant.get(each, each) for each in titles}

    def facts(self, titles: set[str]) -> dict[str, CaseFacts]:
        """Return what is known of each page that may be an instance."""
        regions = self.wiki.pages.facet_values(titles, "country") if titles else {}
        descent, kept_by = self._descent(), self._kept_by()
        return {
            title: CaseFacts(
                title,
                self.codings.get(title, ()),
                frozenset(regions.get(title, ())),
                frozenset(self._stewards(self.codings.get(title, ())) | kept_by.get(title, set())),
                split_title(title, self.wiki.shapes).kind == PRACTICE,
                descent.get(title, ""),
            )
            for title in sorted(titles)
        }

    def tested(self, pages: Iterable[Stating], facts: Mapping[str, CaseFacts]) -> dict[str, CaseFacts]:
        """Return the other cases that code what signatures ask for, with what they say of it and who keeps them."""
        keys = sorted(frozenset().union(*(each.keys for each in pages)))
        found = {page: said for page, said in self._under(keys).items() if page not in facts}
        if not found:
            return {}
        kept = dict(self.wiki.pages.coded(CASE, STEWARD, limit=ALL)) if STEWARD not in keys else found
        descent, kept_by = self._descent(), self._kept_by()
        return {
            title: CaseFacts(
                title,
                said,
                stewards=frozenset(self._stewards(kept.get(title, ())) | kept_by.get(title, set())),
                lineage=descent.get(title, ""),
            )
            for title, said in sorted(found.items())
        }

    def _under(self, keys: Sequence[str]) -> Codings:
        """Return what cases code under some fields, field by field; under many, all cases are read in one go."""
        if len(keys) > FEW:
            titles = [each.title for each in self.wiki.pages.list_pages(CASE, limit=ALL)]
            read = self.wiki.pages.codings(titles, keys)
            return {page: tuple(sorted(said, key=lambda each: each.field)) for page, said in read.items()}
        found: dict[str, tuple[Coding, ...]] = {}
        for key in keys:
            for page, said in self.wiki.pages.coded(CASE, key, limit=ALL):
                found[page] = (*found.get(page, ()), *said)
        return found

    def ties_by_page(self) -> Mapping[str, tuple[str, ...]]:
        """Return the lineage and the keepers of each page that has some."""
        descent, kept_by = self._descent(), self._kept_by()
        return {
            title: (descent.get(title, ""), *sorted(kept_by.get(title, ())))
            for title in descent.keys() | kept_by.keys()
        }

    def _stewards(self, said: Iterable[Coding]) -> set[str]:
        return self.led(present_titles(said, (STEWARD,)))

    def _descent(self) -> Mapping[str, str]:
        """Return the names of lineages, by page."""
        return lineages(
            {page: self.led(present_titles(said, LINEAGE)) for page, said in self.ties.descent.items()}
        )

    def _kept_by(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for keeper, said in self.ties.kept.items():
            for case in self.led(present_titles(said, (STEWARDS,))):
                found.setdefault(case, set()).add(keeper)
        return found


def _by_pattern(codings: Codings, meant: Mapping[str, str]) -> dict[str, dict[str, list[Coding]]]:
    """Sort out what bears on which pattern: {pattern: {page: its codings about it}}."""
    found: dict[str, dict[str, list[Coding]]] = {}
    for page, said in codings.items():
        for each in said:
            if each.field == KNOWN_INSTANCES:
                found.setdefault(page, {}).setdefault(page, []).append(each)
            elif each.field == EXHIBITS and each.title:
                found.setdefault(meant.get(each.title, each.title), {}).setdefault(page, []).append(each)
    return found
