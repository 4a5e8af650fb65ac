"""What would refute the signature that a pattern's page states now, gathered from what cases code now."""

from __future__ import annotations

from patterns.scorecard.card import Scorecard
from patterns.scorecard.cases import CaseFacts
from patterns.scorecard.refuting import Refuters, refuters
from wiki.assembly import Wiki
from wiki.scorecards import ALL, CASE, variables

MOST = 600
"""Cases that are gone through: those that the scorecard counts, then others by title."""


def refuters_of(wiki: Wiki, card: Scorecard) -> tuple[Refuters, bool] | None:
    """Return what would refute a pattern, and whether all cases were gone through; None when it states no signature."""
    signature = card.pattern.signature
    if not signature:
        return None
    found = {each.case for each in card.standings}
    keys = dict.fromkeys(each.field.key for each in (*signature.conditions, *signature.claims))
    others = {page for key in keys for page, _ in wiki.pages.coded(CASE, key, limit=ALL)}
    counted = {each.case for each in card.prediction.trials} if card.prediction else set()
    titles = [*sorted(found | counted), *sorted(others - found - counted)]
    codings = wiki.pages.codings(titles[:MOST])
    cases = [CaseFacts(title, codings.get(title, ())) for title in titles[:MOST]]
    standings = {each.case: each for each in card.standings}
    return refuters(signature, cases, standings, variables(wiki)), len(titles) <= MOST
