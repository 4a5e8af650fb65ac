"""Nothing anybody writes becomes script, chrome of the site or a request to elsewhere."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fixtures.dom import block_structure, elements, offences
from tests.fixtures.injections import INJECTIONS
from wiki.rendering.links import resolve_links
from wiki.rendering.markdown import render_body
from wiki.rendering.sanitize import sanitize
from wiki.revisions import Resolved

FRAMES = (
    "{}",
    "- {}",
    "> {}",
    "a {} b",
    "| x |\n|---|\n| {} |",
    "<div>{}",
    "**{}**",
    "## {}",
    "[^n]\n\n[^n]: {}",
)


@pytest.mark.parametrize("attempt", INJECTIONS)
def test_known_injections_come_out_harmless_wherever_they_stand(attempt):
    for frame in FRAMES:
        html = render_body(frame.format(attempt)).html
        assert offences(html) == [], html


@pytest.mark.parametrize("attempt", INJECTIONS)
def test_resolving_links_keeps_it_harmless(attempt):
    rendered = render_body(attempt)
    for exists in (True, False):
        meanings = {each: Resolved(each, attempt, exists) for each in rendered.targets}
        html = resolve_links(rendered.html, meanings)
        assert offences(html) == [], html
        assert "data-target" not in {key for _, element in elements(html) for key in element.attrib}


def test_the_check_itself_sees_what_is_harmful():
    for harmful in (
        "<script>1</script>",
        "<b onclick=x>",
        "<a href=javascript:x>",
        "<p id=x>",
        "<p class=site>",
        "<svg>",
    ):
        assert offences(harmful), harmful
    assert offences("<a href=https://evil.example>x</a>")
    assert offences("<img src=https://evil.example/x.png>")


def test_what_is_written_is_stable_when_read_and_written_again():
    for attempt in INJECTIONS:
        html = render_body(attempt).html
        assert block_structure(html) == block_structure(sanitize(html)), html


def test_an_unclosed_element_that_swallows_text_does_not_hide_the_rest_of_the_page():
    for name in ("script", "style", "title", "textarea", "xmp", "plaintext", "template", "iframe"):
        html = render_body(f"the <{name}> element\n\n## After\n").html
        assert f"&lt;{name}" in html
        assert '<h2 id="s-after">After</h2>' in html


def test_raw_html_keeps_what_is_harmless():
    html = render_body(
        '<details><summary>More</summary>H<sub>2</sub>O <time datetime="2008">then</time></details>'
    ).html
    assert html == (
        '<details><summary>More</summary>H<sub>2</sub>O <time datetime="2008">then</time></details>'
    )


def test_comments_vanish():
    html = render_body("a <!-- b --> c\n\n<!--\nd\n\ne -->\n\nf").html
    assert html.split() == ["<p>a", "c</p>", "<p>f</p>"]


def test_a_mark_cannot_be_forged_not_even_with_the_mark_of_another_page():
    body = "[[Help]]"
    from wiki.rendering.markdown import _Marks

    marks = _Marks()
    marks.begin(body)
    html = render_body(f'{body}\n\n<b data-mark="{marks.secret}-0">x</b>').html
    assert "<b>x</b>" in html


@settings(deadline=None)
@given(st.text())
def test_any_text_renders_to_allowed_elements_only(text):
    assert offences(render_body(text).html) == []


PIECES = st.sampled_from(
    [
        "<",
        ">",
        '"',
        "'",
        "&",
        "=",
        "/",
        "`",
        "[",
        "]",
        "(",
        ")",
        "[[",
        "]]",
        "|",
        "#",
        "*",
        "_",
        "!",
        "<svg>",
        "<math>",
        "<style>",
        "</p>",
        "<!--",
        "-->",
        "javascript:",
        "onclick=",
        "data-mark=",
        "class=",
        "id=",
        "x",
        "::",
        "[^1]",
        "[@",
        "```",
        "~~~",
        "<table>",
        "<td>",
        "&#2;",
        "$",
        "\u0002",
        "\n",
        "\n\n",
        "    ",
        "[^1]: ",
        "<a href=",
        "<img src=",
        "<p title=",
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_mixture_of_markup_renders_to_allowed_elements_only(text):
    html = render_body(text).html
    assert offences(html) == []
    assert offences(resolve_links(html, {})) == []
