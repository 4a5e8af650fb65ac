"""Loops, leaks and the clauses that break them."""

from ontology.licensing import Answer, Fate, Input, Work, circulate, flow

KERNEL = Work("Kernel", "GPL-2.0-only", (Input("GPL-2.0-only", "Kernel"), Input("MIT", "Library")))
LIBRARY = Work("Library", "MIT", (Input("MIT", "Library"),))
APPLIANCE = Work("Appliance", "LicenseRef-all-rights-reserved", (Input("MIT", "Library"),))
VIDEOS = Work("Videos", "LicenseRef-platform-appropriation", (Input("CC-BY-4.0"),))


def fates(work: Work) -> list[Fate]:
    return [each.fate for each in circulate(work).passages]


def test_what_is_taken_returns_or_stays():
    found = circulate(KERNEL)
    assert fates(KERNEL) == [Fate.RETURNS, Fate.STAYS]
    assert (found.closes, found.breaks) == (Answer.YES, ())
    assert {each.action: each.answer for each in found.downstream} == {
        "copy and share": "yes", "change": "yes", "use commercially": "yes", "close their changes": "no",
    }  # fmt: skip


def test_an_open_but_unguarded_output_closes_the_loop_with_conditions():
    work = Work("Remix", "CC-BY-NC-4.0", (Input("CC-BY-4.0"),))
    assert fates(work) == [Fate.OPEN]
    assert circulate(work).closes == Answer.CONDITIONS


def test_a_leak_is_lawful_and_names_its_reason():
    (passage,) = circulate(APPLIANCE).passages
    assert passage.fate == Fate.LEAVES
    assert passage.lawful.answer == Answer.YES
    assert passage.reasons
    assert circulate(APPLIANCE).closes == Answer.NO


def test_taking_against_the_licence_is_no_leak():
    work = Work("Closed fork", "LicenseRef-all-rights-reserved", (Input("GPL-3.0-only"),))
    assert fates(work) == [Fate.FORBIDDEN]
    assert circulate(work).breaks[0].clause == "§5(c)"


def test_an_appropriation_clause_breaks_the_loop():
    found = circulate(VIDEOS)
    assert found.closes == Answer.NO
    assert "becomes the platform's" in found.breaks[0].text


def test_an_appropriation_clause_of_an_input_breaks_it_too():
    found = circulate(Work("Archive", "CC-BY-SA-4.0", (Input("LicenseRef-platform-appropriation"),)))
    assert [each.fate for each in found.passages] == [Fate.OUTSIDE]
    assert found.closes == Answer.NO


def test_what_is_not_known_stays_unknown():
    for work in (Work("A", "", (Input("MIT"),)), Work("B", "MIT", (Input(""),)), Work("C", "SSPL-1.0", ())):
        assert circulate(work).closes == Answer.UNKNOWN
    assert circulate(Work("D", "MIT AND", ())).downstream == ()


def test_loops_and_leaks_over_works():
    encyclopedia = Work("Encyclopedia", "CC-BY-SA-4.0", (Input("CC-BY-SA-4.0", "Atlas"),))
    atlas = Work("Atlas", "CC-BY-SA-4.0", (Input("CC-BY-SA-4.0", "Encyclopedia"),))
    found = flow([KERNEL, LIBRARY, APPLIANCE, encyclopedia, atlas])
    assert found.loops == (("Atlas", "Encyclopedia"), ("Kernel",), ("Library",))
    assert [(name, passage.input.work) for name, passage in found.leaks] == [("Appliance", "Library")]
    assert set(found.circulations) == {"Kernel", "Library", "Appliance", "Encyclopedia", "Atlas"}


def test_a_closed_work_is_in_no_loop():
    closed = Work("Closed", "LicenseRef-all-rights-reserved", (Input("MIT", "Closed"),))
    assert flow([closed]).loops == ()


def test_of_two_works_with_one_name_the_later_counts():
    assert flow([APPLIANCE, Work("Appliance", "MIT")]).leaks == ()
