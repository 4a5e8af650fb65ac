"""Languages by name, code and tag, as tags of BCP 47."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.languages import language_tags


@pytest.mark.parametrize(
    ("written", "tags"),
    [
        ("en", ["en"]),
        ("EN-us", ["en-US"]),
        ("pt_BR.UTF-8", ["pt-BR"]),
        ("zh-hans-cn", ["zh-Hans-CN"]),
        ("sl-rozaj-x-Mine", ["sl-rozaj-x-mine"]),
        ("ger", ["de"]),
        ("deu", ["de"]),
        ("ngerman", ["de"]),
        ("langenglish", ["en"]),
        ("english and german", ["en", "de"]),
        ("Español; Français", ["es", "fr"]),
        ("fr et en", ["fr", "en"]),
        ("Englisch, Englisch", ["en"]),
        ("Greek, Ancient (to 1453)", ["grc"]),
        ("Norwegian Bokmål", ["nb"]),
        ("Portuguese (Brazil)", ["pt-BR"]),
        ("русский", ["ru"]),
        ("日本語", ["ja"]),
        ("हिन्दी", ["hi"]),
        ("und", []),
        ("", []),
    ],
)
def test_languages_are_known_by_tag_code_and_name(written, tags):
    assert language_tags(written) == (tags, [])


@pytest.mark.parametrize(
    "written", ["Klingon", "i18n", "x-foo", "none of your business", "en-toolongsubtag", "12"]
)
def test_what_is_no_known_language_is_named(written):
    assert language_tags(written) == ([], [written])


def test_the_known_ones_count_beside_one_that_is_not():
    assert language_tags("English / Klingon") == (["en"], ["Klingon"])


@given(st.text())
def test_a_tag_is_read_as_itself(text):
    tags, _ = language_tags(text)
    assert all(language_tags(each) == ([each], []) for each in tags)
