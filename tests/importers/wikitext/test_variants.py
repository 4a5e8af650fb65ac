import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.wikitext.variants import one_variant


@pytest.mark.parametrize(
    ("written", "shown", "chosen"),
    [
        ("a-{zh:China;zh-tw:Taiwan}-, x", "aChina, x", True),
        ("-{A|zh:China; zh-tw:Taiwan}-", "China", True),
        ("(-{-|zh:China; zh-tw:T}-)", "()", False),
        ("-{H|zh:China;zh-tw:Taiwan}-", "", False),
        ("-{T|zh:China;zh-tw:Taiwan}-", "", False),
        ("-{Ne nuntium necare}-", "Ne nuntium necare", False),
        ("-{R|zh:China;zh-tw:Taiwan}-", "zh:China;zh-tw:Taiwan", False),
        ("a-{zh;zh-hans|blog, WEB}-b", "ablog, WEBb", False),
        ("X-{ a -{ b }- c }-X", "X a  b  c X", False),
        ("-{zh-hans:Hi -{zh-cn:A;zh-sg:B;}-;zh-hant:C;}-!", "Hi A!", True),
        ("-{zh-cn:http://x.y; zh-tw:b}-", "http://x.y", True),
        ("-{[[Main Page]]}-", "[[Main Page]]", False),
        ("<nowiki>-{a}-</nowiki>", "<nowiki>-{a}-</nowiki>", False),
        ("-{ left open", "-{ left open", False),
    ],
)
def test_the_words_of_one_variant_are_shown(written, shown, chosen):
    assert one_variant(written) == (shown, chosen)


@given(st.lists(st.sampled_from(["-{", "}-", "|", ";", "zh:", "H", "a", "=>"]), max_size=30))
def test_no_mark_that_is_closed_stays(pieces):
    left, _ = one_variant("".join(pieces))
    assert "-{a}-" not in left
