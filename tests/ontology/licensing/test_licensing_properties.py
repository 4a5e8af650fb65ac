"""What must hold of verdicts whatever the licences."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ontology.licensing import Answer, Copyleft, all_terms, may, publish_under, regime
from ontology.licensing.verdicts import ORDER

IDENTIFIERS = sorted(name for terms in all_terms().values() for name in terms.identifiers)
OPEN = [
    name
    for terms in all_terms().values()
    for name in terms.identifiers
    if {"distribution", "modifications"} <= set(terms.permits)
]
ASKING_ONLY_A_NOTICE = ["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Zlib", "BSL-1.0"]
SHIELDED = {"LicenseRef-platform-appropriation"}  # it asks for rights that nobody but the holder can give

identifiers = st.sampled_from(IDENTIFIERS)
expressions = st.recursive(
    identifiers,
    lambda inner: st.builds(
        lambda one, word, other: f"({one} {word} {other})", inner, st.sampled_from(["AND", "OR"]), inner
    ),
    max_leaves=4,
)
texts = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="()ANDORWITH MIT-2.0+", max_size=40),
    st.lists(
        st.sampled_from(["MIT", "GPL-2.0+", "AND", "OR", "WITH", "(", ")", "x", "Classpath-exception-2.0"])
    ).map(" ".join),
)
uses = st.sampled_from(["incorporate", "relicense", "distribute_with"])


def rank(answer: Answer) -> int:
    return ORDER.index(answer)


def test_works_that_may_be_built_on_may_go_into_works_under_the_same_licence():
    assert [name for name in OPEN if may("incorporate", name, name).answer != Answer.YES] == []


def test_what_may_be_given_out_may_be_given_out_with_its_like():
    for name in IDENTIFIERS:
        if name.startswith("LicenseRef-") and name != "LicenseRef-CoopCycle":
            continue
        assert may("distribute_with", name, name).answer == Answer.YES, name


def test_licences_that_ask_only_a_notice_go_into_anything():
    for a in ASKING_ONLY_A_NOTICE:
        for b in set(IDENTIFIERS) - SHIELDED:
            assert may("incorporate", a, b).answer.allows, (a, b)


def test_what_asks_nothing_goes_into_everything():
    for terms in all_terms().values():
        if terms.copyleft == Copyleft.DEDICATION:
            for b in IDENTIFIERS:
                assert may("incorporate", terms.identifiers[0], b).answer == Answer.YES, (terms.text, b)


@given(uses, expressions, expressions, identifiers)
@settings(max_examples=150, deadline=None)
def test_a_choice_is_at_least_as_permissive_as_each_branch(use, a, other, b):
    either = rank(may(use, f"({a}) OR ({other})", b).answer)
    assert either >= max(rank(may(use, a, b).answer), rank(may(use, other, b).answer))


@given(uses, expressions, expressions, identifiers)
@settings(max_examples=150, deadline=None)
def test_all_at_once_is_at_most_as_permissive_as_each_branch(use, a, other, b):
    both = rank(may(use, f"({a}) AND ({other})", b).answer)
    assert both <= min(rank(may(use, a, b).answer), rank(may(use, other, b).answer))


@given(identifiers, st.sampled_from([name for name in IDENTIFIERS if name.endswith("-only")]))
@settings(max_examples=150, deadline=None)
def test_or_later_is_at_least_as_permissive_as_only(b, only):
    later = only.removesuffix("-only") + "-or-later"
    assert rank(may("incorporate", later, b).answer) >= rank(may("incorporate", only, b).answer)


@given(st.lists(identifiers, min_size=1, max_size=3), identifiers)
@settings(max_examples=60, deadline=None)
def test_what_a_combination_may_be_published_under_each_work_may_go_into(works, another):
    together = publish_under(works)
    for licence in together.licences[:12]:
        assert all(may("incorporate", work, licence).answer.allows for work in works)
    fewer = publish_under([*works, another])
    known = {name for name in fewer.licences if name in IDENTIFIERS}
    assert known <= set(together.licences) | {another}


@given(uses, texts, texts)
@settings(max_examples=200, deadline=None)
def test_no_text_is_an_error(use, a, b):
    verdict = may(use, a, b)
    assert verdict.reasons
    assert publish_under([a]).answer in set(Answer)
    assert regime(a).reasons


def test_an_unconditional_answer_is_never_given_without_a_clause():
    for a in IDENTIFIERS[::3]:
        for b in IDENTIFIERS[::3]:
            verdict = may("incorporate", a, b)
            if verdict.answer in {Answer.YES, Answer.NO}:
                assert any(each.clause for each in verdict.reasons), (a, b)
