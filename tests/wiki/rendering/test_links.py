"""Where page links lead is decided when a page is read, on HTML that is already safe."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fixtures.dom import elements, offences
from wiki.rendering.links import resolve_links
from wiki.rendering.markdown import render_body
from wiki.revisions import Resolved


def resolved(body, *meanings):
    return resolve_links(render_body(body).html, {each.target: each for each in meanings})


def test_a_link_leads_to_the_page_its_target_means_now():
    assert resolved("[[wp|x]]", Resolved("wp", "Case:Wikipedia", exists=True)) == (
        '<p><a class="wikilink" href="/wiki/Case:Wikipedia">x</a></p>'
    )


def test_a_section_is_kept():
    shown = resolved("[[wp#A b|x]]", Resolved("wp", "Case:Wikipedia", exists=True))
    assert shown == '<p><a class="wikilink" href="/wiki/Case:Wikipedia#s-a-b">x</a></p>'


def test_a_link_to_an_absent_page_says_so_and_leads_to_the_editor():
    assert resolved('[[uses::A "b"#c|x]]', Resolved('A "b"', 'A "b"', exists=False)) == (
        '<p><a class="wikilink missing" href="/wiki/A_%22b%22?action=edit"'
        ' title="A &quot;b&quot; (page does not exist yet)">x</a></p>'
    )


def test_a_citation_stays_one():
    shown = resolved("[@A]", Resolved("Source:A", "Source:A", exists=False))
    assert 'class="wikilink citation missing" href="/wiki/Source:A?action=edit"' in shown


def test_a_target_nobody_resolved_keeps_its_address():
    assert resolved("[[k::A]]") == '<p><a class="wikilink" href="/wiki/A">A</a></p>'


def test_html_without_page_links_stays_as_it_is():
    html = render_body("# A\n\n[b](c) <a class=wikilink href=/wiki/X data-target=X>d</a>").html
    assert resolve_links(html, {"X": Resolved("X", "Y", exists=True)}) == html


@pytest.mark.parametrize(
    "quoted", ['<a class="wikilink" href="/wiki/X" data-target="X">', "&lt;a class=&quot;wikilink&quot;"]
)
def test_text_that_looks_like_a_marked_link_is_not_one(quoted):
    html = render_body(f"`{quoted}`\n\n    {quoted}\n\n<abbr title='{quoted}'>x</abbr>").html
    assert resolve_links(html, {"X": Resolved("X", "Y", exists=True)}) == html


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=40), st.booleans())
def test_whatever_a_target_resolves_to_is_escaped(target, title, exists):
    body = f"[[{target}]]"
    targets = render_body(body).targets
    title = title.encode("utf-8", "replace").decode()
    html = resolved(body, *(Resolved(each, title, exists) for each in targets))
    assert offences(html) == []
    assert not any(key.startswith("data-") for _, element in elements(html) for key in element.attrib)
