"""SPDX expressions: what they mean, and where they break."""

import pytest

from ontology.licensing import ExpressionProblem, parse_expression
from ontology.licensing.expression import All, Any_, One, licences_in, texts_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MIT", One("MIT")),
        ("mit", One("MIT")),
        ("GPL-2.0+", One("GPL-2.0-or-later")),
        ("GPL-3.0", One("GPL-3.0-only")),
        ("GPL-2.0-with-classpath-exception", One("GPL-2.0-only", "Classpath-exception-2.0")),
        ("wxWindows AND MIT", All((One("GPL-2.0-or-later", "WxWindows-exception-3.1"), One("MIT")))),
        ("GPL-2.0-or-later WITH Classpath-exception-2.0", One("GPL-2.0-or-later", "Classpath-exception-2.0")),
        ("MIT OR GPL-2.0-only", Any_((One("MIT"), One("GPL-2.0-only")))),
        ("MIT AND (ISC OR Zlib)", All((One("MIT"), Any_((One("ISC"), One("Zlib")))))),
        ("MIT OR ISC AND Zlib", Any_((One("MIT"), All((One("ISC"), One("Zlib")))))),
        ("MIT OR MIT", One("MIT")),
        ("LicenseRef-platform-appropriation", One("LicenseRef-platform-appropriation")),
        ("licenseref-coopcycle", One("LicenseRef-CoopCycle")),
        ("Home-Made-1.0", One("Home-Made-1.0")),
    ],
)
def test_reading(text, expected):
    assert parse_expression(text) == expected


@pytest.mark.parametrize(
    ("text", "position", "words"),
    [
        ("", 0, "empty"),
        ("MIT AND", 7, "at its end"),
        ("(MIT", 4, "at its end"),
        ("MIT Apache-2.0", 4, "“Apache-2.0”, character 5"),
        ("MIT OR !!", 7, "“!”, character 8"),
        ("AND", 0, "“AND”, character 1"),
        ("()", 2, "at its end"),
        ("())MIT", 6, "at its end"),
        ("( AND 0 TRUE", 12, "at its end"),
        ("(" * 60 + "MIT" + ")" * 60, 40, "parentheses"),
        ("MIT OR " * 400 + "MIT", 2000, "longer"),
    ],
)
def test_a_break_says_where(text, position, words):
    with pytest.raises(ExpressionProblem) as caught:
        parse_expression(text)
    assert caught.value.position == position
    assert words in str(caught.value)
    assert str(caught.value).endswith(".")


def test_or_later_is_a_choice_of_versions():
    assert [each.text for each in texts_of(One("GPL-2.0-or-later"))] == ["GPL-2.0", "GPL-3.0"]
    assert [each.text for each in texts_of(One("GPL-2.0-only"))] == ["GPL-2.0"]
    assert [each.text for each in texts_of(One("EUPL-1.1+"))] == ["EUPL-1.1", "EUPL-1.2"]
    assert texts_of(One("Home-Made-1.0")) == ()


def test_versions_of_a_port_stay_in_its_jurisdiction():
    assert [each.text for each in texts_of(One("CC-BY-SA-2.0-UK+"))] == ["CC-BY-SA-2.0-UK"]


def test_an_exception_that_makes_a_licence_of_its_own():
    assert [each.text for each in texts_of(One("Apache-2.0", "SHL-2.1"))] == ["SHL-2.1"]


def test_single_licences_of_an_expression():
    found = licences_in(parse_expression("MIT AND (ISC OR MIT)"))
    assert [str(each) for each in found] == ["MIT", "ISC"]


def test_expressions_are_written_as_they_are_read():
    for text in ("MIT AND (ISC OR Zlib)", "GPL-2.0-only WITH Classpath-exception-2.0 OR MIT"):
        assert str(parse_expression(text)) == text
