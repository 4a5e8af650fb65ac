"""What becomes of what practices take, when licences are many, families, or not coded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.licensing import Answer, Fate, Reason, Regime, described
from ontology.licensing.practices import Licence, Practice, Taken, course_of, flows

GPL, MIT, CLOSED = (Licence(each, each) for each in ("GPL-2.0-only", "MIT", "LicenseRef-all-rights-reserved"))
FAMILY = Licence("General Public License", coded=Regime.COMMONS)
UNKNOWN = Licence("House rules")
CLAUSE = Reason("Yours is ours.", quote="property of the platform", source="Interview")
PLATFORM = Licence("Terms", coded=Regime.ENCLOSURE, coded_appropriation=CLAUSE)
licences = st.sampled_from(sorted(described())).map(lambda each: Licence(each, each)) | st.sampled_from(
    [FAMILY, UNKNOWN, PLATFORM, Licence("x", "LicenseRef-x")]
)


def fates(*taken: Licence | None, into: tuple[Licence, ...]) -> list[Fate]:
    course = course_of(Practice("P", into, tuple(Taken(each) for each in taken)))
    return [each.fate for each in course.passings]


def closes(*taken: Licence | None, into: tuple[Licence, ...]) -> Answer:
    return course_of(Practice("P", into, tuple(Taken(each) for each in taken))).closes


def test_by_texts_as_the_reasoner_follows_single_works():
    assert fates(GPL, MIT, into=(GPL,)) == [Fate.RETURNS, Fate.STAYS]
    assert closes(GPL, MIT, into=(GPL,)) is Answer.YES
    assert fates(MIT, into=(CLOSED,)) == [Fate.LEAVES]
    assert closes(MIT, into=(CLOSED,)) is Answer.NO


def test_the_kernel_takes_code_under_two_licences_and_closes_its_loop():
    inputs = (GPL, Licence("GPL-2.0-or-later", "GPL-2.0-or-later"), Licence("BSD-3-Clause", "BSD-3-Clause"))
    assert fates(*inputs, into=(GPL,)) == [Fate.RETURNS, Fate.STAYS, Fate.STAYS]
    assert closes(*inputs, into=(GPL,)) is Answer.YES


def test_open_and_unguarded_is_said_with_conditions():
    bsd = Licence("BSD-4-Clause", "BSD-4-Clause")
    assert fates(bsd, into=(Licence("CC0-1.0", "CC0-1.0"),))[0] in {Fate.OPEN, Fate.RETURNS}
    assert closes(Licence("CC-BY-4.0", "CC-BY-4.0"), into=(Licence("CC-BY-NC-4.0", "CC-BY-NC-4.0"),)) is (
        Answer.CONDITIONS
    )


def test_what_cannot_become_a_part_may_stand_beside_and_then_it_is_not_known():
    course = course_of(Practice("P", (MIT,), (Taken(GPL),)))
    (passing,) = course.passings
    assert passing.fate is Fate.FORBIDDEN
    assert passing.beside
    assert course.closes is Answer.UNKNOWN
    assert course.broken == ()


def test_several_licences_are_several_works_and_a_difference_between_them_is_unknown():
    course = course_of(Practice("P", (GPL, CLOSED), (Taken(MIT),)))
    assert [each.fate for each in course.passings] == [Fate.STAYS, Fate.LEAVES]
    assert course.depends
    assert course.closes is Answer.UNKNOWN
    assert course.broken == ()
    both = course_of(Practice("P", (CLOSED, PLATFORM), (Taken(MIT),)))
    assert both.closes is Answer.NO
    assert {each.output for each in both.broken} == {CLOSED, PLATFORM}


def test_a_choice_of_licences_is_one_expression():
    dual = Licence("GPL-2.0-only OR MIT", "GPL-2.0-only OR MIT")
    course = course_of(Practice("P", (dual,), (Taken(MIT),)))
    assert len(course.passings) == 1
    assert course.closes is Answer.YES


def test_a_family_is_followed_by_what_is_coded_of_it():
    assert fates(FAMILY, into=(FAMILY,)) == [Fate.RETURNS]
    assert fates(FAMILY, into=(GPL,)) == [Fate.UNKNOWN]
    assert fates(GPL, into=(PLATFORM,)) == [Fate.LEAVES]
    assert fates(PLATFORM, into=(GPL,)) == [Fate.OUTSIDE]
    assert fates(UNKNOWN, into=(GPL,)) == [Fate.UNKNOWN]
    assert fates(None, into=(GPL,)) == [Fate.UNKNOWN]


def test_a_clause_that_appropriates_breaks_the_loop_whatever_is_taken():
    course = course_of(Practice("P", (PLATFORM,)))
    assert course.closes is Answer.NO
    assert course.appropriations == ((PLATFORM, CLAUSE),)
    by_text = Licence("Terms", "LicenseRef-platform-appropriation")
    (found,) = course_of(Practice("P", (by_text,))).appropriations
    assert found[1].clause


def test_what_is_not_coded_is_said():
    assert course_of(Practice("P")).missing == (
        "The licence of what is made here is not coded (output_license).",
        "What it takes is not coded (input_license, uses; or feeds, on the page of a case that feeds it).",
    )
    (said,) = course_of(Practice("P", (GPL,), (Taken(None, "Q"),))).missing
    assert said == "The licence of what Q makes, which is taken here, is not coded."
    (said,) = course_of(Practice("P", (FAMILY,), (Taken(GPL),))).missing
    assert said.startswith("General Public License names no single licence")


def test_rings_are_found_and_those_that_depend_on_the_work_are_told_apart():
    def practice(name: str, source: str, *outputs: Licence) -> Practice:
        taken = {"A": (GPL,), "B": (GPL,), "C": (GPL, CLOSED), "D": (CLOSED,)}[source]
        return Practice(name, outputs, tuple(Taken(each, source) for each in taken))

    sure = flows([practice("A", "B", GPL), practice("B", "A", GPL)])
    assert [(each.names, each.certain) for each in sure.rings] == [(("A", "B"), True)]
    maybe = flows([practice("A", "C", GPL), practice("C", "A", GPL, CLOSED)])
    assert [(each.names, each.certain) for each in maybe.rings] == [(("A", "C"), False)]
    broken = flows([practice("A", "D", GPL), practice("D", "A", CLOSED)])
    assert broken.rings == ()
    assert flows([practice("A", "A", GPL)]).rings[0].names == ("A",)


def test_leaks_name_the_practice_and_what_leaks():
    found = flows([Practice("Library", (MIT,)), Practice("Appliance", (CLOSED,), (Taken(MIT, "Library"),))])
    assert [(name, each.taken.practice) for name, each in found.leaks] == [("Appliance", "Library")]


@given(st.lists(licences, max_size=3), st.lists(st.none() | licences, max_size=3))
def test_a_course_always_has_an_answer_with_reasons(outputs, taken):
    course = course_of(Practice("P", tuple(outputs), tuple(Taken(each) for each in taken)))
    assert len(course.passings) == len(outputs) * len(taken)
    assert all(each.reasons for each in course.passings)
    if course.closes.allows:
        assert not course.appropriations
        assert not course.broken
        assert course.passings


@pytest.mark.parametrize("answer", [Answer.YES, Answer.NO])
def test_the_order_of_outputs_makes_no_difference(answer):
    outputs = (
        (GPL, Licence("GPL-2.0-or-later", "GPL-2.0-or-later")) if answer is Answer.YES else (CLOSED,) * 2
    )
    assert closes(MIT, into=outputs) is closes(MIT, into=outputs[::-1]) is answer
