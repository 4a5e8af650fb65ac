"""The badge: thresholds, what it is lowered by, and that lineages count."""

from __future__ import annotations

import pytest

from patterns.scorecard.card import PatternFacts, scorecard
from patterns.scorecard.confidence import badge
from patterns.scorecard.record import Record
from tests.patterns.scorecard.saying import FIELDS, case, exhibits
from tests.patterns.scorecard.test_freezing import OPEN
from tests.patterns.scorecard.test_record import HIT, MISS, fared, trace


def since(hits: int, misses: int, lineages=None) -> Record:
    return fared(
        *(trace(f"H{at}", (None, {}), (20 + at, HIT)) for at in range(hits)),
        *(trace(f"M{at}", (None, {}), (40 + at, MISS)) for at in range(misses)),
        lineages=lineages,
    )


@pytest.mark.parametrize(
    ("validated", "hits", "misses", "stars"),
    [
        (False, 0, 0, 0),
        (False, 3, 0, 0),
        (True, 0, 0, 1),
        (True, 1, 0, 2),
        (True, 0, 1, 0),
        (True, 1, 1, 1),
        (True, 5, 2, 1),
        (True, 1, 2, 0),
    ],
)
def test_stars_follow_validation_hits_and_misses(validated, hits, misses, stars):
    found = badge(validated, since(hits, misses), 3)
    assert found.stars == stars
    assert bool(found.lowered) == (validated and misses > 0)
    assert [each.done for each in found.steps] == [validated, hits > 0, not misses]


def test_without_a_signature_there_is_one_star_at_most():
    assert badge(True, None, 3).stars == 1
    assert "there are none so far" in badge(True, None, 3).steps[1].words


def test_the_thresholds_and_what_was_lost_are_said():
    found = badge(True, since(2, 1), 3)
    assert found.steps[0].words.startswith("First star: validated, by 3 independent cases")
    assert (
        "at least 1 hit coded after the signature was frozen on 2026-03-12; there are 2 so far"
        in found.steps[1].words
    )
    assert found.lowered == "1 star lost by 1 miss."


def test_ten_forks_of_one_miss_weigh_as_one():
    names = {f"Case:M{at}": "Case:M0" for at in range(10)}
    assert badge(True, since(2, 10, names), 3).stars == 1


def test_a_record_lowers_the_badge_and_leaves_maturity_and_what_editors_gave():
    pages = {f"Case:{name}": [exhibits(source=f"S{name}")] for name in "ABC"}
    facts = {f"Case:{name}": case(name, regions=name) for name in "ABC"}
    pattern = PatternFacts("Pattern:Talk", stars=2, signature=OPEN)
    found = scorecard(pattern, pages, facts, FIELDS, records=[since(0, 1)])
    assert (found.maturity, found.badge.stars, found.pattern.stars) == ("validated", 0, 2)
    fit = next(each for each in found.confidences if each.name == "fit")
    assert "none is a hit and 1 is a miss" in fit.sentences[-1]
