"""May a work under one licence become part of, be offered under, or go out with a work under another."""

import pytest
from license_expression import get_spdx_licensing

from ontology.licensing import Answer, all_terms, may, parse_expression, publish_under
from ontology.licensing.exceptions import ADDITIONS, Reach

INCORPORATE = [
    # inbound, outbound, answer, the clause it rests on
    ("Apache-2.0", "GPL-2.0-only", "no", "GPL-2.0 §6"),
    ("Apache-2.0", "GPL-3.0-only", "yes", "Apache-2.0 §2"),
    ("GPL-3.0-only", "Apache-2.0", "no", "GPL-3.0 §5(c)"),
    ("GPL-2.0-only", "GPL-3.0-only", "no", "GPL-2.0 §2(b)"),
    ("GPL-1.0-only", "GPL-2.0-only", "no", "GPL-1.0 §2(b)"),
    ("GPL-1.0-or-later", "GPL-3.0-or-later", "yes", "GPL-3.0 §5(c)"),
    ("GPL-2.0-or-later", "GPL-1.0-only", "no", "GPL-2.0 §2(b)"),
    # Perl: the recipient chooses, and one half is not described
    ("Artistic-1.0-Perl OR GPL-1.0-or-later", "GPL-3.0-only", "yes", "GPL-3.0 §5(c)"),
    ("GPL-2.0-or-later", "GPL-3.0-only", "yes", "GPL-3.0 §5(c)"),
    ("GPL-2.0-only", "GPL-2.0-or-later", "no", "GPL-2.0 §2(b)"),
    ("GPL-3.0-only", "GPL-3.0-or-later", "no", "GPL-3.0 §5(c)"),
    ("LGPL-2.1-only", "GPL-2.0-or-later", "yes", "LGPL-2.1 §3"),
    ("LGPL-3.0-only", "GPL-2.0-only", "no", "GPL-2.0 §6"),
    ("LGPL-3.0-only", "GPL-3.0-or-later", "no", "LGPL-3.0 §2(b)"),
    ("LGPL-3.0-or-later", "GPL-3.0-or-later", "yes", "LGPL-3.0 §2(b)"),
    ("AGPL-3.0-only", "GPL-3.0-only", "with conditions", "AGPL-3.0 §13"),
    ("GPL-3.0-only", "AGPL-3.0-only", "with conditions", "GPL-3.0 §13"),
    ("GPL-2.0-only", "AGPL-3.0-only", "no", "GPL-2.0 §2(b)"),
    ("MPL-2.0", "GPL-2.0-or-later", "yes", "MPL-2.0 §3.3"),
    ("MPL-2.0", "AGPL-3.0-or-later", "yes", "MPL-2.0 §3.3"),
    ("MPL-2.0", "MIT", "with conditions", "MPL-2.0 §3.1"),
    ("MPL-2.0-no-copyleft-exception", "GPL-3.0-only", "no", "GPL-3.0 §10"),
    ("MPL-1.1", "GPL-2.0-only", "no", "GPL-2.0 §6"),
    ("EPL-2.0", "GPL-3.0-only", "with conditions", "EPL-2.0 §3.2(a)"),
    ("EPL-1.0", "GPL-3.0-only", "no", "GPL-3.0 §10"),
    ("CDDL-1.0", "GPL-2.0-only", "no", "CDDL-1.0 §3.1"),
    ("BSD-4-Clause", "GPL-3.0-only", "no", "BSD-4-Clause §3"),
    ("BSD-3-Clause", "GPL-2.0-only", "yes", "BSD-3-Clause ¶1"),
    ("BSD-4-Clause", "MIT", "with conditions", "BSD-4-Clause §3"),
    ("SHL-0.51", "GPL-3.0-only", "yes", "SHL-0.51 §2"),
    ("Artistic-2.0", "GPL-2.0-only", "yes", "Artistic-2.0 §4(c)(ii)"),
    ("CECILL-2.1", "AGPL-3.0-only", "yes", "CECILL-2.1 §5.3.4"),
    ("EUPL-1.2", "GPL-3.0-only", "yes", "EUPL-1.2 §5, Appendix"),
    ("EUPL-1.1", "GPL-3.0-only", "with conditions", "EUPL-1.1 §5"),
    ("GPL-3.0-only", "EUPL-1.2", "no", "GPL-3.0 §5(c)"),
    ("LGPL-2.1-only", "OSL-3.0", "unknown", "OSL-3.0 §1(c)"),
    ("CC-BY-4.0", "CC-BY-SA-4.0", "yes", "CC-BY-4.0 §2(a)(1)(B)"),
    ("CC-BY-SA-4.0", "GPL-3.0-only", "yes", "CC-BY-SA-4.0 §3(b)(1), §1(c)"),
    ("CC-BY-SA-4.0", "LAL-1.3", "yes", "CC-BY-SA-4.0 §3(b)(1), §1(c)"),
    ("CC-BY-SA-3.0", "GPL-3.0-only", "unknown", "CC-BY-SA-3.0 §4(b)"),
    ("CC-BY-SA-3.0", "CC-BY-SA-4.0", "yes", "CC-BY-SA-3.0 §4(b)"),
    ("CC-BY-SA-1.0", "CC-BY-SA-2.0", "no", "CC-BY-SA-1.0 §4(b)"),
    ("CC-BY-SA-4.0", "CC-BY-SA-3.0", "no", "CC-BY-SA-4.0 §3(b)(1)"),
    ("CC-BY-SA-3.0-DE", "CC-BY-SA-4.0", "yes", "CC-BY-SA-3.0-DE §4(b)"),
    ("CC-BY-NC-4.0", "CC-BY-SA-4.0", "no", "CC-BY-NC-4.0 §2(a)(1)"),
    ("CC-BY-ND-4.0", "CC-BY-ND-4.0", "no", "CC-BY-ND-4.0 §2(a)(1)(B)"),
    # a map made of a database may be under any terms, with the notice of §4.3; CC licences are not for databases alone
    ("ODbL-1.0", "CC-BY-SA-4.0", "with conditions", "ODbL-1.0 §4.3"),
    ("ODbL-1.0", "CC-BY-4.0", "with conditions", "ODbL-1.0 §4.4(a)"),
    ("ODbL-1.0", "LicenseRef-all-rights-reserved", "with conditions", "ODbL-1.0 §4.3"),
    ("ODbL-1.0", "ODC-By-1.0", "no", "ODbL-1.0 §4.4(a)"),
    ("CC-BY-SA-4.0", "GPL-3.0-or-later", "no", "CC-BY-SA-4.0 §3(b)(1), §1(c)"),
    ("CC-BY-SA-4.0", "AGPL-3.0-only", "unknown", "CC-BY-SA-4.0 §3(b)(1), §1(c)"),
    ("PPL", "CC-BY-NC-SA-4.0", "unknown", "PPL §4(a)"),
    ("ODbL-1.0", "CC-BY-SA-3.0", "with conditions", "ODbL-1.0 §4.4(a)"),
    ("CC0-1.0", "ODbL-1.0", "yes", "CC0-1.0 §2"),
    # Eclipse Foundation, announcement of 16 April 2009
    ("CPL-1.0", "EPL-1.0", "with conditions", "CPL-1.0 §7"),
    # Parity asks for publication, under itself or a licence “such as” these three
    ("Parity-7.0.0", "MIT", "with conditions", "Parity-7.0.0 Contribute"),
    ("Parity-7.0.0", "ISC", "unknown", "Parity-7.0.0 Contribute"),
    ("Parity-7.0.0", "GPL-3.0-only", "no", "Parity-7.0.0 Copyleft"),
    ("LiLiQ-R-1.1", "MPL-2.0", "yes", "LiLiQ-R-1.1 §4.2"),
    ("CERN-OHL-W-2.0", "CERN-OHL-S-2.0", "with conditions", "CERN-OHL-W-2.0 §1.2, §3.3(d)"),
    ("PPL", "CC-BY-SA-4.0", "no", "PPL §4(c)"),
    ("PPL", "LicenseRef-CoopCycle", "unknown", "CoopCycle §12"),
    ("MIT", "LicenseRef-all-rights-reserved", "yes", "MIT ¶1"),
    ("GPL-3.0-only", "LicenseRef-all-rights-reserved", "no", "GPL-3.0 §5(c)"),
    ("CC-BY-4.0", "LicenseRef-platform-appropriation", "no", "platform-appropriation Content"),
    ("LicenseRef-all-rights-reserved", "MIT", "no", "all-rights-reserved law of copyright"),
    ("BUSL-1.1", "GPL-3.0-only", "with conditions", "BUSL-1.1 Terms"),
]


@pytest.mark.parametrize(("a", "b", "answer", "clause"), INCORPORATE)
def test_incorporating(a, b, answer, clause):
    verdict = may("incorporate", a, b)
    assert verdict.answer == answer, [str(each) for each in verdict.reasons]
    assert clause in {f"{each.licence} {each.clause}" for each in verdict.reasons}


@pytest.mark.parametrize(
    ("a", "b", "answer"),
    [
        ("GPL-2.0-or-later", "GPL-3.0-only", "yes"),
        ("GPL-2.0-only", "GPL-3.0-only", "no"),
        ("LGPL-2.1-only", "GPL-2.0-only", "yes"),
        ("MPL-2.0", "GPL-3.0-only", "with conditions"),
        ("CC-BY-SA-4.0", "GPL-3.0-only", "with conditions"),
        ("MIT", "GPL-3.0-only", "with conditions"),
        ("BSD-3-Clause", "GPL-3.0-only", "no"),
        ("CC-BY-4.0", "CC0-1.0", "no"),
        ("CC0-1.0", "CC-BY-4.0", "yes"),
        ("SHL-0.51", "Apache-2.0", "yes"),
        ("CC-BY-ND-4.0", "CC-BY-ND-4.0", "yes"),
        ("MPL-1.1", "MPL-2.0-no-copyleft-exception", "with conditions"),
        ("GPL-2.0-only OR MIT", "MIT", "yes"),
        # neither later versions nor an exception are the recipient's to give
        ("GPL-3.0-only", "GPL-3.0-or-later", "no"),
        ("GPL-3.0-or-later", "GPL-3.0-only", "yes"),
        ("GPL-2.0-only", "GPL-2.0-only WITH Classpath-exception-2.0", "no"),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2.0-only", "yes"),
    ],
)
def test_relicensing(a, b, answer):
    assert may("relicense", a, b).answer == answer


@pytest.mark.parametrize(
    ("a", "b", "answer"),
    [
        ("MIT", "Apache-2.0", "yes"),
        ("CC-BY-ND-4.0", "CC-BY-4.0", "yes"),
        ("GPL-2.0-only", "CDDL-1.0", "with conditions"),
        ("CC-BY-NC-4.0", "CC-BY-4.0", "with conditions"),
        ("CC-BY-NC-4.0", "CC-BY-NC-ND-4.0", "yes"),
        ("MIT", "LicenseRef-all-rights-reserved", "no"),
        ("MIT", "Home-Made-1.0", "unknown"),
    ],
)
def test_giving_out_together(a, b, answer):
    assert may("distribute_with", a, b).answer == answer
    assert may("distribute_with", b, a).answer == answer


def test_a_use_that_is_none_is_an_error():
    with pytest.raises(ValueError, match="lend"):
        may("lend", "MIT", "MIT")


@pytest.mark.parametrize("text", ["Home-Made-1.0", "MIT AND", "", "MIT Apache-2.0"])
def test_what_is_not_known_is_not_guessed(text):
    verdict = may("incorporate", text, "GPL-3.0-only")
    assert verdict.answer == Answer.UNKNOWN
    assert verdict.reasons[0].text.endswith(".")
    assert may("incorporate", "MIT", text).answer == Answer.UNKNOWN


def test_what_asks_nothing_may_go_anywhere():
    assert may("incorporate", "CC0-1.0", "Home-Made-1.0").answer == Answer.YES
    assert may("relicense", "CC0-1.0", "Home-Made-1.0").answer == Answer.UNKNOWN


EXCEPTED = [
    # inbound, outbound, answer, words of a reason; what each exception says is on the SPDX License List
    ("Apache-2.0 WITH LLVM-exception", "GPL-2.0-only", "with conditions", "if a court finds"),
    ("Apache-2.0 WITH LLVM-exception", "LGPL-2.1-only", "no", "This is not changed by"),
    ("Apache-2.0 WITH mxml-exception", "LGPL-2.0-only", "with conditions", "if a court finds"),
    ("GPL-2.0-only WITH openvpn-openssl-exception", "OpenSSL", "with conditions", "linked with OpenSSL"),
    ("GPL-2.0-only WITH openvpn-openssl-exception", "MIT", "no", "This is not changed by"),
    ("OpenSSL", "GPL-2.0-only WITH openvpn-openssl-exception", "with conditions", "linked with OpenSSL"),
    ("BSD-4-Clause", "GPL-2.0-only WITH openvpn-openssl-exception", "no", "further restriction"),
    ("Apache-2.0", "GPL-2.0-only WITH Universal-FOSS-exception-1.0", "with conditions", "interfaces"),
    ("GPL-3.0-only", "GPL-2.0-only WITH Universal-FOSS-exception-1.0", "no", "must stay under GPL-3.0"),
    ("GPL-2.0-only WITH Universal-FOSS-exception-1.0", "Apache-2.0", "with conditions", "interfaces"),
    ("GPL-2.0-only WITH Universal-FOSS-exception-1.0", "BUSL-1.1", "no", "This is not changed by"),
    (
        "GPL-3.0-only WITH GPL-3.0-linking-exception",
        "Apache-1.1",
        "unknown",
        "which the identifier does not tell",
    ),
    ("Apache-2.0 WITH Swift-exception", "GPL-2.0-only", "no", "need not name the authors"),
    ("Apache-2.0 WITH Swift-exception", "GPL-3.0-only", "yes", "permits building"),
    (
        "GPL-2.0-only WITH Classpath-exception-2.0",
        "LicenseRef-platform-appropriation",
        "no",
        "only the holder",
    ),
    ("GPL-2.0-with-classpath-exception", "Apache-2.0", "with conditions", "independent modules"),
    ("eCos-2.0", "MIT", "with conditions", "linked"),
    # a part that keeps its licence does not need what the whole adds to its own
    ("LGPL-2.1-only", "Apache-2.0 WITH LLVM-exception", "with conditions", "Other parts"),
    ("LGPL-2.1-only", "LGPL-2.1-only WITH OCaml-LGPL-linking-exception", "no", "has not given"),
]


@pytest.mark.parametrize(("a", "b", "answer", "words"), EXCEPTED)
def test_an_exception_reaches_only_what_it_names(a, b, answer, words):
    verdict = may("incorporate", a, b)
    assert verdict.answer == answer, [str(each) for each in verdict.reasons]
    assert any(words in each.text for each in verdict.reasons)


def test_exceptions_are_quoted_briefly_and_listed():
    listed = set(get_spdx_licensing().known_symbols)
    for name, each in ADDITIONS.items():
        assert name in listed
        assert 3 < len(each.quote.split()) <= 25
        assert (each.reach is Reach.TEXTS) == bool(each.texts)
        assert set(each.texts) <= set(all_terms())


def test_a_linking_exception_lets_modules_be_apart():
    plain = may("incorporate", "GPL-2.0-only", "Apache-2.0")
    linked = may("incorporate", "GPL-2.0-only WITH Classpath-exception-2.0", "Apache-2.0")
    assert (plain.answer, linked.answer) == (Answer.NO, Answer.CONDITIONS)
    assert "independent modules" in linked.reasons[0].text


def test_an_exception_cannot_be_given_for_others():
    into = "GPL-2.0-only WITH Classpath-exception-2.0"
    assert may("incorporate", "GPL-2.0-only", into).answer == Answer.NO
    assert may("incorporate", "MIT", into).answer == Answer.YES
    assert may("incorporate", into, into).answer == Answer.YES


def test_an_exception_not_described_takes_nothing_away_and_is_not_guessed():
    assert may("incorporate", "GPL-2.0-only WITH Texinfo-exception", "GPL-2.0-only").answer == Answer.YES
    assert may("incorporate", "GPL-2.0-only WITH Texinfo-exception", "MIT").answer == Answer.UNKNOWN


def test_all_at_once_and_one_of_several():
    assert may("incorporate", "MIT AND Apache-2.0", "GPL-2.0-only").answer == Answer.NO
    assert may("incorporate", "MIT OR Apache-2.0", "GPL-2.0-only").answer == Answer.YES
    assert may("incorporate", "GPL-3.0-only", "GPL-3.0-only AND MIT").answer == Answer.YES
    assert may("incorporate", "GPL-3.0-only", "GPL-3.0-only OR MIT").answer == Answer.NO


def test_duties_name_what_is_left_to_do():
    duties = may("incorporate", "Apache-2.0", "GPL-3.0-only").duties
    assert [each.clause for each in duties] == ["§4(b)", "§4(a)"]


@pytest.mark.parametrize(
    ("works", "answer", "first"),
    [
        (["MIT", "Apache-2.0", "GPL-2.0-or-later"], "yes", "GPL-3.0-only"),
        (["MIT", "BSD-3-Clause"], "yes", "BSD-3-Clause"),
        (["GPL-3.0-only", "EUPL-1.2"], "yes", "GPL-3.0-only"),
        (["CC-BY-4.0", "CC-BY-SA-3.0"], "yes", "CC-BY-SA-3.0"),
        (["CC-BY-SA-4.0", "GPL-3.0-or-later"], "yes", "GPL-3.0-only"),
        (["CERN-OHL-P-2.0", "CERN-OHL-S-2.0"], "yes", "CERN-OHL-S-2.0"),
    ],
)
def test_what_a_combination_may_be_published_under(works, answer, first):
    verdict = publish_under(works)
    assert (verdict.answer, verdict.licences[0]) == (answer, first)


@pytest.mark.parametrize(
    "works", [["GPL-2.0-only", "Apache-2.0"], ["CC-BY-SA-4.0", "CC-BY-NC-SA-4.0"], ["CC-BY-ND-4.0", "MIT"]]
)
def test_combinations_under_nothing(works):
    verdict = publish_under(works)
    assert (verdict.answer, verdict.licences) == (Answer.NO, ())
    assert verdict.reasons[0].clause


def test_the_reason_names_the_pair_that_does_not_fit():
    reasons = publish_under(["MIT", "GPL-2.0-only", "Apache-2.0"]).reasons
    assert {"GPL-2.0", "Apache-2.0"} >= {each.licence for each in reasons}


@pytest.mark.parametrize(
    ("works", "words"),
    [
        (["CC-BY-ND-4.0", "CC-BY-4.0"], ["does not permit publishing what is built"]),
        (["LGPL-2.1-only", "LicenseRef-all-rights-reserved"], ["does not permit publishing what is built"]),
        (["GPL-2.0-only", "GPL-3.0-only"], ["must stay under GPL-2.0", "must stay under GPL-3.0"]),
        (["MPL-2.0", "Apache-2.0", "GPL-2.0-only"], ["patent litigation", "further restriction for GPL-2.0"]),
    ],
)
def test_a_refusal_names_what_stands_in_the_way(works, words):
    verdict = publish_under(works)
    assert (verdict.answer, verdict.licences) == (Answer.NO, ())
    for each in words:
        assert any(each in reason.text for reason in verdict.reasons), [str(one) for one in verdict.reasons]


def test_what_holds_only_with_conditions_is_told_apart():
    verdict = publish_under(["MPL-2.0", "Apache-2.0"])
    assert set(verdict.licences[:2]) == {"Apache-2.0", "MPL-2.0"}
    assert {"Apache-2.0", "CC0-1.0"} <= set(verdict.conditional)
    assert not {"GPL-3.0-or-later", "LGPL-3.0-only"} & set(verdict.conditional)
    assert publish_under(["AGPL-3.0-only", "GPL-3.0-only"]).conditional == ("AGPL-3.0-only", "GPL-3.0-only")


def test_a_duty_that_may_not_fit_is_not_said_to_be_a_restriction():
    (_, reason) = may("incorporate", "Apache-2.0", "EUPL-1.2").reasons
    assert reason.text.startswith("It may be a further restriction for EUPL-1.2")


def test_unknown_works_leave_it_unknown():
    assert publish_under(["MIT", "Home-Made-1.0"]).answer == Answer.UNKNOWN
    assert publish_under(["MIT AND"]).answer == Answer.UNKNOWN
    assert publish_under([]).answer == Answer.UNKNOWN
    assert publish_under([parse_expression("MIT")]).answer == Answer.YES
