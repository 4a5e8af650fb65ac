"""What becomes of a modification: the regimes of the interview, and what lies beside them."""

import pytest

from ontology.licensing import Answer, Regime, all_terms, regime


@pytest.mark.parametrize(
    ("licence", "expected", "clause"),
    [
        ("GPL-3.0-or-later", "commons economy", "§5(c)"),
        ("GPL-2.0-only", "commons economy", "§2(b)"),
        ("AGPL-3.0-only", "commons economy", "§5(c)"),
        ("MPL-2.0", "commons economy", "§3.1"),
        ("ODbL-1.0", "commons economy", "§4.4(a)"),
        ("CERN-OHL-S-2.0", "commons economy", "§3.3(d)"),
        ("CC-BY-SA-4.0", "commons economy", "§3(b)(1)"),
        ("CC-BY-4.0", "sharing economy", "§3(a)(1)(A)"),
        ("CC-BY-NC-SA-4.0", "sharing economy", "§2(a)(1)"),
        ("CC-BY-ND-3.0", "sharing economy", "§3"),
        ("PPL", "sharing economy", "§4(c)"),
        ("Hippocratic-2.1", "sharing economy", "Ethical Standards"),
        ("MIT", "permissive", "¶1"),
        ("CC0-1.0", "permissive", "§2"),
        ("BUSL-1.1", "proprietary", "Terms"),
        ("Elastic-2.0", "proprietary", "Limitations"),
        ("LicenseRef-all-rights-reserved", "proprietary", "law of copyright"),
        ("LicenseRef-platform-appropriation", "enclosure", "Content"),
    ],
)
def test_regimes(licence, expected, clause):
    verdict = regime(licence)
    assert (verdict.answer, verdict.regime) == (Answer.YES, expected)
    assert verdict.reasons[0].clause == clause


def test_share_alike_is_of_the_commons_economy_though_the_interview_names_it_otherwise():
    (dissent,) = regime("CC-BY-SA-4.0").dissents
    assert dissent.says == Regime.SHARING
    assert "Bauwens" in dissent.source


def test_a_contested_licence_is_not_decided():
    verdict = regime("SSPL-1.0")
    assert (verdict.answer, verdict.regime) == (Answer.UNKNOWN, Regime.UNKNOWN)
    assert [each.clause for each in verdict.reasons] == ["§5(c)", "§13"]
    assert verdict.dissents


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("GPL-2.0-or-later OR MIT", "permissive"),
        ("GPL-2.0-or-later AND MIT", "commons economy"),
        ("AGPL-3.0-only OR LicenseRef-all-rights-reserved", "commons economy"),
        ("CC-BY-4.0 AND CC-BY-SA-4.0", "sharing economy"),
        ("MIT OR ISC", "permissive"),
        ("MIT OR Home-Made-1.0", "unknown"),
    ],
)
def test_several_licences(expression, expected):
    assert regime(expression).regime == expected


def test_licences_listed_but_not_described_say_on_what_they_rest():
    verdict = regime("ZPL-2.1")
    assert (verdict.regime, verdict.reasons[0].source) == (Regime.PERMISSIVE, "ScanCode LicenseDB")


@pytest.mark.parametrize("text", ["Home-Made-1.0", "MIT AND", ""])
def test_what_is_not_known_is_not_guessed(text):
    assert regime(text).regime == Regime.UNKNOWN
    assert regime(text).answer == Answer.UNKNOWN


def test_every_described_licence_has_a_reason():
    for terms in all_terms().values():
        verdict = regime(terms.identifiers[0])
        assert verdict.reasons[0].licence, terms.text
        assert verdict.regime != Regime.UNKNOWN or terms.text == "SSPL-1.0"
