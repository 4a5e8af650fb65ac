"""Scorecards of the wiki's patterns, worked out from what its pages code now.

One pattern's is gathered with a number of storage calls that does not grow with its instances; all of them are worked out
in one pass, each page being read once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ontology.kinds import Field
from ontology.variables import variables_of
from patterns.codings import Coding
from patterns.links import split_title
from patterns.scorecard.card import PatternFacts, Scorecard, scorecard
from patterns.scorecard.cases import LINEAGE, STEWARD, STEWARDS, CaseFacts, lineages, present_titles
from patterns.scorecard.instances import EXHIBITS, KNOWN_INSTANCES
from patterns.scorecard.stating import stated
from wiki.assembly import Wiki

PATTERN, CASE, PRACTICE, INSTITUTION = "pattern", "case", "practice", "institution"

ALL = 1_000_000
"""More pages than there are: lists that are read whole."""

Codings = Mapping[str, tuple[Coding, ...]]


@dataclass(frozen=True, slots=True)
class Ties:
    """What ties cases to one another, over the whole wiki, redirects not yet followed."""

    descent: Codings  # cases that say what they come from
    kept: Codings  # institutions that say what they keep


def scorecard_of(wiki: Wiki, title: str, text: str, exhibitors: Iterable[str]) -> Scorecard | None:
    """Work out the scorecard of a pattern from its page's text and the pages that say they exhibit it.

    None when the page only leads to another one.
    """
    fields = variables(wiki)
    pattern = stated(text, title, wiki.ontology, fields)
    if pattern is None:
        return None
    own = wiki.pages.codings([title])
    named = _led(wiki, _named(own, (KNOWN_INSTANCES,)))
    others = {*exhibitors, *named.values()}
    codings = {**(wiki.pages.codings(others) if others else {}), **own}
    return _cards(wiki, [pattern], codings, fields)[0]


def all_scorecards(wiki: Wiki) -> tuple[Scorecard, ...]:
    """Work out the scorecards of all patterns, by title."""
    fields = variables(wiki)
    titles = [each.title for each in wiki.pages.list_pages(PATTERN, limit=ALL)]
    texts = wiki.pages.get_all(titles)
    read = (stated(texts[each].text, each, wiki.ontology, fields) for each in titles if each in texts)
    patterns = [each for each in read if each is not None]
    own = dict(wiki.pages.coded(PATTERN, KNOWN_INSTANCES, limit=ALL))
    exhibitors = {
        page for kind in (CASE, PRACTICE) for page, _ in wiki.pages.coded(kind, EXHIBITS, limit=ALL)
    }
    named = _led(wiki, _named(own, (KNOWN_INSTANCES,)))
    codings = {**wiki.pages.codings({*exhibitors, *named.values()}), **own}
    return _cards(wiki, patterns, codings, fields)


def variables(wiki: Wiki) -> tuple[Field, ...]:
    """Return the variables that are asked of cases."""
    return variables_of(wiki.ontology.by_name[CASE])


def _cards(
    wiki: Wiki, patterns: Sequence[PatternFacts], codings: Codings, fields: Sequence[Field]
) -> tuple[Scorecard, ...]:
    """Compute scorecards; `codings` are those of the patterns' pages and of all pages that may be instances."""
    ties = _ties(wiki) if codings else Ties({}, {})
    keys = (KNOWN_INSTANCES, EXHIBITS, STEWARD, *LINEAGE)
    names = _named(codings, keys) | _named(ties.descent, LINEAGE) | _named(ties.kept, (STEWARDS,))
    meant = {
        target: found.title for target, found in wiki.pages.resolve(names).items() if found.title != target
    }
    facts = _facts(wiki, codings, ties, meant)
    stated_of = _by_pattern(codings, meant)
    return tuple(
        scorecard(
            each,
            stated_of.get(each.title, {}),
            {**_tested(wiki, each, facts), **facts} if each.signature else facts,
            fields,
            meant,
        )
        for each in patterns
    )


def _led(wiki: Wiki, titles: set[str]) -> dict[str, str]:
    """Return for each title the one it leads to, redirects followed."""
    return {target: found.title for target, found in wiki.pages.resolve(titles).items()} if titles else {}


def _ties(wiki: Wiki) -> Ties:
    descent: dict[str, tuple[Coding, ...]] = {}
    for key in LINEAGE:
        for page, said in wiki.pages.coded(CASE, key, limit=ALL):
            descent[page] = (*descent.get(page, ()), *said)
    return Ties(descent, dict(wiki.pages.coded(INSTITUTION, STEWARDS, limit=ALL)))


def _named(codings: Codings, keys: Iterable[str]) -> set[str]:
    """Return the titles of pages that are named under these fields."""
    wanted = frozenset(keys)
    return {each.title for said in codings.values() for each in said if each.field in wanted and each.title}


def _facts(wiki: Wiki, codings: Codings, ties: Ties, meant: Mapping[str, str]) -> dict[str, CaseFacts]:
    """Put together what is known of each page that may be an instance."""

    def led(titles: Iterable[str]) -> set[str]:
        return {meant.get(each, each) for each in titles}

    descent = lineages({page: led(present_titles(said, LINEAGE)) for page, said in ties.descent.items()})
    kept_by: dict[str, set[str]] = {}
    for keeper, said in ties.kept.items():
        for case in led(present_titles(said, (STEWARDS,))):
            kept_by.setdefault(case, set()).add(keeper)
    titles = {*codings, *led(_named(codings, (KNOWN_INSTANCES,)))}
    regions = wiki.pages.facet_values(titles, "country") if titles else {}
    return {
        title: CaseFacts(
            title,
            codings.get(title, ()),
            frozenset(regions.get(title, ())),
            frozenset(led(present_titles(codings.get(title, ()), (STEWARD,))) | kept_by.get(title, set())),
            split_title(title, wiki.ontology).kind == PRACTICE,
            descent.get(title, ""),
        )
        for title in sorted(titles)
    }


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


def _tested(wiki: Wiki, pattern: PatternFacts, facts: Mapping[str, CaseFacts]) -> dict[str, CaseFacts]:
    """Return the other cases of which a variable of the signature is coded, with what they say of these variables."""
    tests = (*pattern.signature.conditions, *pattern.signature.claims)
    found: dict[str, tuple[Coding, ...]] = {}
    for key in dict.fromkeys(each.field.key for each in tests):
        for page, said in wiki.pages.coded(CASE, key, limit=ALL):
            if page not in facts:
                found[page] = (*found.get(page, ()), *said)
    return {title: CaseFacts(title, said) for title, said in sorted(found.items())}
