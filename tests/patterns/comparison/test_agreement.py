"""How far coders agree."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.kinds import Field, Option, ValueType
from patterns.codings import Coding, Evidence
from patterns.comparison.agreement import FEWEST, agreements, measure
from patterns.comparison.levels import Level, level_of, on_scale
from patterns.comparison.resampling import coincidences, differences, interval

# Hayes & Krippendorff 2007, table 1: 40 news articles, five observers, values 0–3; "." was not coded.
NEWS = """
112.2 1101. 2333. .00.0 000.0 000.0 102.1 1.20. 222.2 2111. .100. 0000. 1222. 33223 111.1 111.1
212.2 1233. 1101. 000.0 0011. 00.00 2333. 0000. 12.22 0111. 00010 1212. 1122. 112.2 110.0 2121.
22.22 3222. 222.2 223.2 222.2 22.12 2222. 111.1
"""
# Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section C: 12 units, four observers.
C = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
SCALE = [float(each) for each in range(6)]


def by_unit(units: list[str]) -> dict[str, dict[str, float]]:
    return {
        f"Case:{at}": {f"c{who}": float(value) for who, value in enumerate(unit) if value != "."}
        for at, unit in enumerate(units)
    }


def news() -> dict[str, dict[str, float]]:
    return by_unit(NEWS.split())


@pytest.mark.parametrize(
    ("level", "alpha"),
    [(Level.NOMINAL, 0.4765), (Level.ORDINAL, 0.7598), (Level.INTERVAL, 0.7574), (Level.RATIO, 0.6621)],
)
def test_alpha_is_as_published_for_forty_news_articles(level, alpha):
    found = measure(news(), level, SCALE)
    assert len(found.units) == 40
    assert found.alpha is not None
    assert found.alpha.value == pytest.approx(alpha, abs=0.00005)


@pytest.mark.parametrize(
    ("level", "alpha"),
    [(Level.NOMINAL, 0.743), (Level.ORDINAL, 0.815), (Level.INTERVAL, 0.849), (Level.RATIO, 0.797)],
)
def test_alpha_is_as_published_for_missing_data(level, alpha):
    found = measure(by_unit(["".join(each) for each in zip(*C, strict=True)]), level, SCALE)
    assert len(found.units) == 11
    assert found.alpha is not None
    assert found.alpha.value == pytest.approx(alpha, abs=0.0005)


def test_the_interval_is_krippendorff_s_and_the_same_every_time():
    found = [measure(news(), Level.ORDINAL, SCALE, seed=seed).alpha.interval for seed in (0, 0, 1)]
    assert found[0] == found[1] != found[2]
    for each in found:  # 318 draws of the coincidences: ± 0.045
        assert (each.low, each.high) == (pytest.approx(0.715, abs=0.006), pytest.approx(0.803, abs=0.006))


CODED = st.lists(st.lists(st.integers(0, 3), min_size=0, max_size=4), min_size=FEWEST, max_size=12)


@given(CODED, st.sampled_from(Level))
def test_the_resampling_rests_on_the_library_s_alpha(units, level):
    said = {
        str(at): {str(who): float(value) for who, value in enumerate(unit)} for at, unit in enumerate(units)
    }
    found = measure(said, level, SCALE)
    if found.alpha is None:
        assert found.why
        return
    both = [unit for unit in units if len(unit) > 1]
    domain = sorted({value for unit in both for value in unit})
    seen = coincidences([[unit.count(value) for value in domain] for unit in both])
    values = [sum(row) for row in seen]
    apart = differences([float(each) for each in domain], values, level)
    cells = [(one, other) for one in range(len(domain)) for other in range(len(domain))]
    observed = sum(seen[one][other] * apart[one][other] for one, other in cells)
    expected = sum(
        values[one] * (values[other] - (one == other)) / (sum(values) - 1) * apart[one][other]
        for one, other in cells
    )
    assert found.alpha.value == pytest.approx(1 - observed / expected)
    assert found.alpha.interval is not None
    assert -1 <= found.alpha.interval.low <= found.alpha.interval.high <= 1


def test_full_agreement_may_still_be_chance_when_pairs_are_few():
    few = interval([[2, 0], [0, 2]], [0.0, 1.0], Level.NOMINAL, coders=2)
    assert (few.low, few.high) == (0.0, 1.0)
    assert interval([[2], [2]], [0.0], Level.NOMINAL, coders=2) is None


# From codings

INPUT = Field(
    "input",
    "https://example.org/input",
    "Input",
    "",
    ValueType.CHOICE,
    options=tuple(Option(f"https://example.org/o#{each}", each) for each in ("low", "middle", "high")),
    codable=True,
)


def coding(value: str = "", coder: str = "", status: str = "present", *more: str) -> Coding:
    signed = tuple(Evidence("coder", each) for each in (coder, *more) if each)
    return Coding("input", value, value, status, evidence=signed)


def pages(*cases: tuple[Coding, ...]) -> dict[str, tuple[Coding, ...]]:
    return {f"Case:{letter}": each for letter, each in zip("ABCDEFGHIJ", cases, strict=False)}


def both(one: str, other: str) -> tuple[Coding, ...]:
    return coding(one, "ana"), coding(other, "ben")


def test_percent_and_disagreements_name_the_cases_and_both_codings():
    (found,) = agreements([INPUT], pages(both("low", "low"), both("low", "high"), (coding("low", "ana"),)))
    assert (found.all.units, found.all.share) == (("Case:A", "Case:B"), Fraction(1, 2))
    assert found.all.alpha is None
    assert "Only 2 cases" in found.all.why
    (only,) = found.disagreements
    assert (only.title, [(each.coder, each.codings) for each in only.sides]) == (
        "Case:B",
        [("ana", (coding("low", "ana"),)), ("ben", (coding("high", "ben"),))],
    )


def test_every_pair_of_coders_is_measured_apart():
    cases = [(*both("low", "low"), coding("high", "cem")) for _ in range(3)]
    (found,) = agreements([INPUT], pages(*cases))
    assert {each.coders: each.share for each in found.by_pair} == {
        ("ana", "ben"): Fraction(1),
        ("ana", "cem"): Fraction(0),
        ("ben", "cem"): Fraction(0),
    }
    assert found.all.share == Fraction(1, 3)


def test_absent_and_not_applicable_are_values_and_unknown_is_not_coded():
    (found,) = agreements(
        [INPUT],
        pages(
            (coding("low", "ana"), coding("low", "ben", "absent")),
            (coding("", "ana", "not-applicable"), coding("", "ben", "not-applicable")),
            (coding("low", "ana"), coding("", "ben", "unknown")),
        ),
    )
    assert found.all.units == ("Case:A", "Case:B")
    assert found.all.share == Fraction(1, 2)


def test_contested_is_said_and_is_no_value():
    (found,) = agreements([INPUT], pages((coding("low", "ana", "contested"), coding("high", "ben"))))
    assert (found.contested, found.all.units, found.disagreements) == (("Case:A",), (), ())


def test_what_is_signed_together_or_by_nobody_is_left_out_and_said():
    (found,) = agreements([INPUT], pages((coding("low", "ana", "present", "ben"), coding("low"))))
    assert found.all.units == ()
    assert [each.split(" ")[:5] for each in found.notes] == [
        ["1", "coding", "was", "signed", "by"],
        ["1", "coding", "names", "no", "coder"],
    ]


def test_the_level_is_that_of_the_scale_unless_something_has_no_place_on_it():
    cases = [
        both("low", "low"),
        both("middle", "high"),
        both("high", "high"),
        both("low", "middle"),
        both("high", "high"),
    ]
    scales = {"input": "ordinal-scale"}
    (found,) = agreements([INPUT], pages(*cases), scales)
    assert found.all.alpha.level is Level.ORDINAL
    gone = (coding("", "ana", "not-applicable"), coding("low", "ben"))
    (found,) = agreements([INPUT], pages(*cases, gone), scales)
    assert found.all.alpha.level is Level.NOMINAL
    assert found.notes[0].startswith("Measured as nominal, not as ordinal")


def test_one_value_for_all_gives_a_sentence_and_no_number():
    (found,) = agreements([INPUT], pages(*[both("low", "low")] * FEWEST))
    assert (found.all.share, found.all.alpha) == (Fraction(1), None)
    assert found.all.why.startswith("Both coders say the same of every case")


def test_wordings_are_not_measured():
    words = Field("input", "https://example.org/good", "Good", "", ValueType.TEXT, codable=True)
    (found,) = agreements([words], pages(*[both("yarn", "wool")] * FEWEST))
    assert found.all.alpha is None
    assert "wordings" in found.all.why
    assert len(found.disagreements) == FEWEST


@pytest.mark.parametrize(
    ("value_type", "scale", "level"),
    [
        (ValueType.DECIMAL, "ratio-scale", Level.RATIO),
        (ValueType.DECIMAL, "fuzzy-scale", Level.INTERVAL),
        (ValueType.YEAR, "", Level.INTERVAL),
        (ValueType.BOOLEAN, "boolean-scale", Level.NOMINAL),
        (ValueType.TEXT, "ordinal-scale", Level.NOMINAL),
        (ValueType.PAGE, "ratio-scale", Level.NOMINAL),
    ],
)
def test_levels(value_type, scale, level):
    assert level_of(Field("x", "https://example.org/x", "X", "", value_type), scale) is level


def test_places_on_a_scale():
    day = Field("x", "https://example.org/x", "X", "", ValueType.DATE)
    assert on_scale([("present", "2008-05-02")], day) - on_scale([("present", "2008-05-01")], day) == 1
    assert on_scale([("present", "spring")], day) is None
    assert on_scale([("present", "high")], INPUT) == 2
    assert on_scale([("absent", "high")], INPUT) is None


@pytest.mark.parametrize(
    ("alpha", "reading"),
    [(0.8, "reliable"), (0.667, "tentative"), (0.6664, "not reliable"), (-0.2, "not reliable")],
)
def test_readings(alpha, reading):
    from patterns.comparison.agreement import Alpha

    assert Alpha(alpha, Level.NOMINAL, None).reading == reading


def test_the_library_is_loaded_when_a_number_is_asked_for_and_not_before():
    code = "import sys, patterns.comparison.agreement as a; print('numpy' in sys.modules, 'krippendorff' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.split() == ["False", "False"]
