"""Test sheets of the wiki's hypotheses, worked out from what its pages code now.

The number of storage calls does not grow with the cases: each variable of a signature is read once over all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from patterns.codings import Coding
from patterns.comparison.mills import Pairs
from patterns.hypotheses.sheet import COMPETES_WITH, Sheet, closest, sheet_of, tied
from patterns.hypotheses.stated import (
    REFUTED_BY,
    REFUTES,
    SUPPORTED_BY,
    SUPPORTS,
    Hypothesis,
    hypothesis_stated,
)
from patterns.scorecard.cases import LINEAGE, STEWARD, STEWARDS, CaseFacts
from patterns.scorecard.stating import stated_signature
from wiki.assembly import Wiki
from wiki.retracing import Asked, Stating, records_of, stating, tests_of
from wiki.scorecards import ALL, CASE, Codings, facts_of, led, named_under, ties_of, variables

CONCEPT = "concept"

OF_CASES = (STEWARD, COMPETES_WITH, SUPPORTS, REFUTES)
"""What is read of all cases beside the variables of signatures."""


def hypothesis_sheet(wiki: Wiki, title: str, text: str) -> Sheet | None:
    """Put one hypothesis to the test by its page's text; None when the page is no hypothesis."""
    found = hypothesis_stated(text, title, wiki.ontology.by_name[CONCEPT], variables(wiki))
    return _sheets(wiki, [found])[0] if found else None


def all_hypotheses(wiki: Wiki) -> tuple[Sheet, ...]:
    """Put all hypotheses to the test, by title."""
    kind, fields = wiki.ontology.by_name[CONCEPT], variables(wiki)
    titles = [each.title for each in wiki.pages.list_pages(CONCEPT, limit=ALL)]
    texts = wiki.pages.get_all(titles)
    read = (hypothesis_stated(texts[each].text, each, kind, fields) for each in titles if each in texts)
    found = [each for each in read if each is not None]
    return _sheets(wiki, found) if found else ()


def pairs_of(wiki: Wiki, sheet: Sheet) -> Pairs | None:
    """Find the cases most alike among those that test a hypothesis, of which it holds in one alone. One storage call."""
    if sheet.table is None or not sheet.table.misses:
        return None
    codings = wiki.pages.codings({*sheet.table.hits, *sheet.table.misses})
    return closest(sheet.table, variables(wiki), codings)


def _sheets(wiki: Wiki, found: Sequence[Hypothesis]) -> tuple[Sheet, ...]:
    own = wiki.pages.codings([each.title for each in found])
    fields = variables(wiki)
    pages = stating(wiki, [each.title for each in found], lambda text: stated_signature(text, fields))
    tests = {each.field.key for one in found for each in tests_of(one.signature)}
    codings = _read(wiki, sorted(tests.union(OF_CASES, *(each.keys for each in pages.values()))))
    ties = ties_of(wiki)
    keys = (SUPPORTED_BY, REFUTED_BY, SUPPORTS, REFUTES, STEWARD, COMPETES_WITH, *LINEAGE)
    every = {**codings, **own}
    names = (
        named_under(every, keys) | named_under(ties.descent, LINEAGE) | named_under(ties.kept, (STEWARDS,))
    )
    meant = {name: title for name, title in led(wiki, names).items() if title != name}
    stated = {meant.get(each, each) for each in named_under(own, (SUPPORTED_BY, REFUTED_BY))}
    said = {**dict.fromkeys(sorted(stated), ()), **codings}
    facts = facts_of(wiki, said, ties, meant)
    cases = _all_cases(wiki, facts)
    asked = {title: _asked(each, cases, meant) for title, each in pages.items()}
    records = records_of(wiki, pages, asked, meant)
    return tuple(sheet_of(each, every, facts, cases, meant, records.get(each.title, ())) for each in found)


def _asked(page: Stating, cases: Iterable[CaseFacts], meant: Mapping[str, str]) -> Asked:
    """Return what the signatures of a page are put to the test of: the cases that code what they ask for."""
    keys = page.keys
    found = {each.title: each for each in cases if keys & each.cells.keys()}
    return Asked(found, {}, tied(found, found, meant))


def _read(wiki: Wiki, keys: Iterable[str]) -> Codings:
    """Return what all cases code under these fields."""
    found: dict[str, tuple[Coding, ...]] = {}
    for key in keys:
        for page, said in wiki.pages.coded(CASE, key, limit=ALL):
            found[page] = (*found.get(page, ()), *said)
    return found


def _all_cases(wiki: Wiki, facts: Mapping[str, CaseFacts]) -> tuple[CaseFacts, ...]:
    """Return all cases, those that code nothing of what is read included."""
    titles = [each.title for each in wiki.pages.list_pages(CASE, limit=ALL)]
    return tuple(facts.get(each) or CaseFacts(each) for each in titles)
