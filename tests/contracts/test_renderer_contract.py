"""What every renderer promises, whatever is behind it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fakes.renderer import PlainRenderer
from tests.fixtures.dom import offences
from tests.fixtures.injections import INJECTIONS
from wiki.boxes import BoxClient, start_boxes
from wiki.ports import Heading, Rendered
from wiki.rendering.boxed import BoxedRenderer
from wiki.rendering.links import resolve_links
from wiki.rendering.markdown import render_body
from wiki.revisions import Resolved


class _Unboxed:
    """The real rendering without its box."""

    def render(self, body):
        return render_body(body.encode("utf-8", "replace").decode())


@pytest.fixture(scope="module")
def boxed(tmp_path_factory):
    host = start_boxes(tmp_path_factory.mktemp("run"))
    assert host.wait_ready()
    yield BoxedRenderer(BoxClient(host.socket))
    host.stop()


@pytest.fixture(params=["plain", "unboxed", "boxed"], scope="module")
def renderer(request):
    makers = {"plain": PlainRenderer, "unboxed": _Unboxed}
    return makers[request.param]() if request.param in makers else request.getfixturevalue("boxed")


def test_prose_becomes_paragraphs(renderer):
    assert renderer.render("a\n\nb & <c").html == "<p>a</p>\n<p>b &amp; &lt;c</p>"


def test_an_empty_body_is_empty(renderer):
    assert renderer.render("") == Rendered("")
    assert renderer.render(" \n\n").html == ""


def test_page_links_are_marked_and_listed_once_in_order(renderer):
    rendered = renderer.render("[[b]] [[a|x]] [[steward::Institution:A b]] [[b]]")
    assert rendered.targets == ("b", "a", "Institution:A b")
    assert '<a class="wikilink" href="/wiki/b" data-target="b">b</a>' in rendered.html
    assert (
        '<a class="wikilink" href="/wiki/Institution:A_b" data-target="Institution:A b" data-key="steward">'
        "Institution:A b</a>" in rendered.html
    )


def test_marked_links_can_be_resolved(renderer):
    rendered = renderer.render("[[a]] [[b]]")
    meanings = {"a": Resolved("a", "Case:A", exists=True), "b": Resolved("b", "b", exists=False)}
    assert resolve_links(rendered.html, meanings) == (
        '<p><a class="wikilink" href="/wiki/Case:A">a</a> '
        '<a class="wikilink missing" href="/wiki/b?action=edit" title="b (page does not exist yet)">b</a></p>'
    )


def test_headings_are_listed_with_their_anchors(renderer):
    rendered = renderer.render("# Context & forces\n\ntext")
    assert rendered.headings == (Heading(2, "Context & forces", "s-context-forces"),)
    assert '<h2 id="s-context-forces">Context &amp; forces</h2>' in rendered.html


def test_what_renders_has_no_problem(renderer):
    assert renderer.render("a").problem == ""


@pytest.mark.parametrize("attempt", INJECTIONS)
def test_injections_are_harmless(renderer, attempt):
    assert offences(renderer.render(attempt).html) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.text(alphabet=st.characters()))
def test_any_text_is_rendered_alike_each_time(renderer, body):
    first = renderer.render(body)
    assert first == renderer.render(body)
    assert offences(first.html) == []


def test_lone_surrogates_do_no_harm(renderer):
    renderer.render("a\ud800b").html.encode()
