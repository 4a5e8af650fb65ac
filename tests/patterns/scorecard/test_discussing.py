"""The topic that a miss opens."""

from __future__ import annotations

from patterns.codings import Coding
from patterns.scorecard.discussing import heading_of, is_discussed, words_of
from patterns.scorecard.freezing import stated_in
from patterns.scorecard.instances import standings
from patterns.scorecard.record import Seen, record
from tests.patterns.scorecard.saying import case, evidence, exhibits, instances
from tests.patterns.scorecard.test_freezing import at, says
from tests.patterns.scorecard.test_record import fared

SMALL = Coding(
    "scale", "small", "small", evidence=evidence(source="Report", quote="They are few.", coder="ben")
)


def test_it_names_the_case_and_every_coding_that_decides_it():
    found = fared([Seen(None, case("Mill")), Seen(at(20), case("Mill", SMALL, input="open", founded="1990"))])
    words = words_of(found, found.misses[0])
    assert words.startswith(
        "[[Case:Mill]] is a miss of the signature frozen on 2026-03-12: *If input = open, then"
    )
    assert "- input is “open”, as the conditions ask “input = open”\n" in words
    assert (
        "- scale is “small” ([[Source:Report]], “They are few.”, coder ben), where it claims “scale = large”"
        in words
    )
    assert "1990" not in words
    assert "coded by ben." in words


def test_what_is_absent_is_said_to_be():
    gone = Coding("scale", "large", "large", "absent")
    found = fared([Seen(None, case("Mill")), Seen(at(20), case("Mill", gone, input="open"))])
    assert "scale is “absent large”" in words_of(found, found.misses[0])


def test_an_instance_that_decides_it_is_named():
    (stated,) = stated_in([(at(10), says("input = open"))])
    here = standings(instances(Mill=exhibits(bearing="refuting", source="Report")))[0]
    trace = [Seen(None, case("Mill", input="open")), Seen(at(20), case("Mill", input="open"), here)]
    found = record(stated, {"Case:Mill": trace})
    assert "- instance: “Talk” (bearing refuting, [[Source:Report]])" in words_of(found, found.misses[0])


def test_it_is_found_again_by_its_heading():
    assert heading_of("Case:Old mill") == "A miss: Old mill"
    assert is_discussed("Case:Old mill", "Words.\n\n## A miss: Old mill\n\nMore.\n")
    assert not is_discussed("Case:Mill", "## A miss: Old mill\n")
    assert not is_discussed("Case:Mill", "")
