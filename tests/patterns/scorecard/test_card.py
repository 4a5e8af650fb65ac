"""The scorecard of a pattern as a whole."""

from __future__ import annotations

from dataclasses import replace

from patterns.codings import Coding
from patterns.scorecard.card import PatternFacts, Scorecard, scorecard
from patterns.scorecard.cases import CaseFacts
from patterns.scorecard.signature import signature
from tests.patterns.scorecard.saying import FIELDS, PATTERN, case, exhibits

WRITTEN = PatternFacts(PATTERN)


def card(pattern: PatternFacts = WRITTEN, **cases: Coding | list[Coding]) -> Scorecard:
    pages = {f"Case:{name}": each if isinstance(each, list) else [each] for name, each in cases.items()}
    facts = {each.title: each for each in (case(name, input="open") for name in cases)}
    return scorecard(pattern, pages, facts, FIELDS)


def sourced(name: str, **said: str) -> Coding:
    return exhibits(source=name, **said)


def three() -> dict[str, Coding | list[Coding]]:
    return {name: sourced(name) for name in "ABC"}


def open_needs(found: Scorecard, level: str) -> list[str]:
    return [each.words for each in found.checklist if each.level == level and not each.done]


def test_three_independent_cases_and_no_open_refutation_validate():
    assert card(**three()).maturity == "validated"


def test_missing_parts_keep_it_initial_and_are_named():
    found = card(replace(WRITTEN, missing=("forces", "solution")), **three())
    assert found.maturity == "initial"
    assert open_needs(found, "structured") == ["Write what is missing: forces and solution."]


def test_two_cases_are_not_enough_and_the_checklist_says_how_many_more():
    found = card(A=sourced("A"), B=sourced("B"))
    assert found.maturity == "structured"
    assert open_needs(found, "validated") == [
        "Find 1 more independent case that speaks for it: 2 of the 2 supporting cases are independent."
    ]


def test_cases_that_rest_on_one_source_do_not_validate():
    found = card(A=sourced("X"), B=sourced("X"), C=sourced("X"))
    assert found.maturity == "structured"
    assert "1 of the 3 supporting cases is independent" in open_needs(found, "validated")[0]


def test_an_open_refutation_takes_validation_back_and_an_answer_gives_it_again():
    found = card(**three(), X=sourced("X", bearing="refuting"))
    assert found.maturity == "structured"
    assert open_needs(found, "validated") == ["Answer Case:X, or narrow the pattern."]
    answered = card(**three(), X=sourced("X", bearing="refuting", answer="It was another context."))
    assert answered.maturity == "validated"


def test_counts_by_bearing_degree_and_status():
    found = card(
        A=sourced("A", degree="full"),
        B=[sourced("B", degree="partial"), sourced("B2", bearing="refuting")],
        C=sourced("C", degree="adapted"),
        D=exhibits("absent", source="D"),
        E=exhibits("contested", source="E"),
    )
    assert [each.case for each in found.supporting] == ["Case:A", "Case:B", "Case:C"]
    assert [each.case for each in found.refuting] == ["Case:B"]
    assert [each.case for each in found.of_degree("partial")] == ["Case:B"]
    assert [each.case for each in found.of_status("absent")] == ["Case:D"]
    assert [each.case for each in found.of_status("contested")] == ["Case:E"]
    assert found.separation.mixed == ("Case:B",)


def test_coders_who_judge_a_case_otherwise_are_counted():
    found = card(
        A=[sourced("A", coder="ana"), sourced("A2", coder="ben", bearing="refuting")],
        B=[sourced("B", coder="ana"), sourced("B2", coder="ben")],
    )
    assert (found.agreement.units, found.agreement.same, found.agreement.pairs) == (
        ("Case:A", "Case:B"),
        1,
        2,
    )


def test_a_kind_of_practice_is_no_case():
    pages = {"Practice:P": [sourced("P")], "Case:A": [sourced("A")]}
    facts = {"Practice:P": CaseFacts("Practice:P", practice=True)}
    found = scorecard(WRITTEN, pages, facts, FIELDS)
    assert [each.case for each in found.supporting] == ["Case:A"]
    assert [each.case for each in found.practices] == ["Practice:P"]
    assert found.independence.number == 1


def test_a_case_that_speaks_for_and_against_stands_against_where_they_are_separated():
    pages = {
        "Case:A": [sourced("A")],
        "Case:B": [sourced("B"), sourced("B2", bearing="refuting")],
    }
    facts = {each.title: each for each in (case("A", input="open"), case("B", input="paid"))}
    found = scorecard(WRITTEN, pages, facts, FIELDS).separation
    assert (found.supporting, found.refuting, found.mixed) == (("Case:A",), ("Case:B",), ("Case:B",))
    assert found.separators[0].separates


def test_the_last_evidence_is_the_latest_date():
    found = card(A=sourced("A", date="2026-01-02"), B=sourced("B", date="2025-12-31"))
    assert found.last == "2026-01-02"


def test_four_confidences_in_sentences_never_one_score():
    stated = replace(WRITTEN, signature=signature(["input = open"], [], FIELDS))
    found = card(stated, **three(), X=sourced("X", bearing="refuting"))
    words = {each.name: " ".join(each.sentences) for each in found.confidences}
    assert list(words) == ["support", "fit", "chance and robustness", "evidence"]
    assert "3 cases speak for it, 3 of them independent." in words["support"]
    assert "1 case speaks against it, without an answer: X." in words["fit"]
    assert "Its signature holds in 3 of the 4 cases that test it, not in X." in words["fit"]
    assert "Without some one case fewer than 3 would be left." in words["chance and robustness"]
    assert "of 4 instances none has no source and 4 no quotation or place" in words["evidence"]


def test_a_tied_case_may_step_in_for_a_missing_one():
    cases = {**three(), "D": sourced("D"), "E": sourced("E")}
    facts = {
        f"Case:{name}": case(name, stewards=f"Institution:{kept}")
        for name, kept in zip("ABCDE", "UVWUV", strict=True)
    }
    pages = {f"Case:{name}": [said] for name, said in cases.items()}
    for names, words in (("ABCDE", "fewer than 3"), ("ABCDEF", "3 would still be left")):
        given = {each: said for each, said in pages.items() if each[-1] in names}
        if "F" in names:
            given["Case:F"] = [sourced("F")]
            facts["Case:F"] = case("F", stewards="Institution:W")
        found = scorecard(WRITTEN, given, facts, FIELDS)
        assert found.independence.number == 3
        assert words in found.confidences[2].sentences[0]


def test_a_pattern_nobody_has_seen_says_so():
    found = card()
    assert found.maturity == "structured"
    assert (found.instances, found.last, found.prediction) == ((), "", None)
    assert found.boundary.sentence.startswith("Seen in no case yet")
    assert found.confidences[0].sentences[0] == "No case speaks for it yet."
