"""Pages come out as CommonMark structures them, with the wiki's own markup."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ontology.shapes import load_ontology
from patterns.rewriting import rewrite_links
from tests.fixtures.dom import block_structure
from tests.fixtures.messy_markdown import MESSY
from wiki.ports import Heading
from wiki.rendering.markdown import render_body
from wiki.rendering.sanitize import sanitize

ORACLE = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def html(body):
    return render_body(body).html


def structures(body):
    return block_structure(html(body)), block_structure(sanitize(ORACLE.render(body)))


@pytest.mark.parametrize("body", MESSY)
def test_messy_texts_have_the_block_structure_of_commonmark(body):
    ours, theirs = structures(body)
    assert ours == theirs


# Left out are items without text and fences begun in an item: markdown-it-py departs from CommonMark after those.
LINES = st.sampled_from(
    [
        "",
        "",
        "",
        "",
        "text",
        "- a",
        "* b",
        "1. one",
        "2. two",
        "10) ten",
        "  - a2",
        "    - a4",
        "   1. x",
        "  para",
        "    code",
        "      six",
        "> q",
        ">",
        "> - q",
        "```",
        "~~~",
        "# h",
        "===",
        "---",
        "***",
        "<div>",
        "</div>",
        "<b>x</b>",
        "- - x",
        "   three",
        "\\",
        "> ```",
        "- # h",
        "<!-- c",
        "-->",
        "| a | b |",
        "|---|---|",
    ]
)


@settings(deadline=None)
@given(st.lists(LINES, min_size=1, max_size=8).map("\n".join))
def test_any_sequence_of_block_beginnings_has_the_structure_of_commonmark(body):
    ours, theirs = structures(body)
    assert ours == theirs


def test_the_oracle_tells_texts_apart():
    assert block_structure("<ul><li>a</li></ul>") != block_structure("<ul><li><p>a</p></li></ul>")


@pytest.mark.parametrize(
    ("body", "levels"),
    [
        ("# A\n\n## B\n\n### C", [2, 3, 4]),
        ("## A\n\n### B\n\n## C", [2, 3, 2]),
        ("### A\n\n### B\n\n#### C", [2, 2, 3]),
        ("# A\n\n#### B\n\n# C", [2, 3, 2]),
        ("# A\n" + "\n".join("#" * n + " B" for n in range(2, 7)), [2, 3, 4, 5, 6, 6]),
        ("A\n===\n\nB\n---", [2, 3]),
        ("<h1>A</h1>\n\n## B", [2, 3]),
    ],
)
def test_headings_begin_at_the_second_level_and_skip_none(body, levels):
    rendered = render_body(body)
    assert [heading.level for heading in rendered.headings] == levels
    assert "<h1" not in rendered.html


def test_headings_have_stable_distinct_anchors():
    body = "# A b\n# A `b`\n# A b 2\n# É!\n# 中文\n# _!_\n# a b"
    assert [heading.anchor for heading in render_body(body).headings] == (
        ["s-a-b", "s-a-b-2", "s-a-b-2-2", "s-é", "s-中文", "s-section", "s-a-b-3"]
    )


def test_the_text_of_a_heading_is_plain_and_without_footnote_numbers():
    body = "# The [[Case:A|*first*]] `x<y` & more[^1]\n\n[^1]: note"
    assert render_body(body).headings == (Heading(2, "The first x<y & more", "s-the-first-xy-more"),)


def test_an_empty_heading_is_not_listed():
    assert render_body("#\n\n# A").headings == (Heading(2, "A", "s-a"),)


def test_links_to_a_section_of_the_page_find_it():
    assert 'href="#s-next-steps"' in html("[see](#Next-steps)\n\n# Next steps")
    assert 'href="#s-a"' in html("[see](#s-a)")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[[Case:A b]]", '<a class="wikilink" href="/wiki/Case:A_b" data-target="Case:A b">Case:A b</a>'),
        (
            "[[ A_b | the *label* ]]",
            '<a class="wikilink" href="/wiki/A_b" data-target="A b">the <em>label</em></a>',
        ),
        ("[[uses::B|x]]", '<a class="wikilink" href="/wiki/B" data-target="B" data-key="uses">x</a>'),
        ("[[B#How to]]", '<a class="wikilink" href="/wiki/B#s-how-to" data-target="B">B#How to</a>'),
        (
            '[[a"b&c]]',
            '<a class="wikilink" href="/wiki/a%22b&amp;c" data-target="a&quot;b&amp;c">a"b&amp;c</a>',
        ),
        (
            "[@Ostrom 1990, p. 12]",
            (
                '<a class="wikilink citation" href="/wiki/Source:Ostrom_1990" data-target="Source:Ostrom 1990">'
                "Ostrom 1990, p. 12</a>"
            ),
        ),
        ("[@Source:A]", '<a class="wikilink citation" href="/wiki/Source:A" data-target="Source:A">A</a>'),
        ("\\[[A]]", "[[A]]"),
        ("`[[A]]`", "<code>[[A]]</code>"),
        ("[[]]", "[[]]"),
        ("[[a{b]]", "[[a{b]]"),
        ("[@you](x)", '<a href="x">@you</a>'),
        ("~~gone~~", "<del>gone</del>"),
        ("a ~b~ c", "a ~b~ c"),
        ("snake_case_word and *em*", "snake_case_word and <em>em</em>"),
        ("$a_1*b*c$ and $$x*y*z$$", "$a_1*b*c$ and $$x*y*z$$"),
        ("$5 and *not* $6", "$5 and <em>not</em> $6"),
        ("🌱 é &eacute; &copy;", "🌱 é é ©"),
        ("a & b &lt; c &amp;lt;", "a &amp; b &lt; c &amp;lt;"),
        ("`a & &amp; <b>`", "<code>a &amp; &amp;amp; &lt;b&gt;</code>"),
        (
            "see https://example.org/x.",
            'see <a href="https://example.org/x" class="external" rel="nofollow noopener">https://example.org/x</a>.',
        ),
        ("![map](/media/ab/map.png)", '<img src="/media/ab/map.png" alt="map" loading="lazy">'),
        (
            "![map](https://example.org/m.png)",
            '<a href="https://example.org/m.png" class="remote-image" rel="nofollow noopener">image: map</a>',
        ),
        (
            "[![map](https://example.org/m.png)](https://example.org)",
            (
                '<a href="https://example.org" class="external" rel="nofollow noopener">'
                '<span class="remote-image">image: map</span></a>'
            ),
        ),
        ("[a](/wiki/B)", '<a href="/wiki/B">a</a>'),
        ("[a](mailto:a@example.org)", '<a href="mailto:a@example.org">a</a>'),
    ],
)
def test_inline_markup(written, shown):
    assert html(written) == f"<p>{shown}</p>"


def test_a_page_link_in_a_table_cell_does_not_end_the_cell():
    cells = '<td><a class="wikilink" href="/wiki/A" data-target="A">x</a></td><td>y</td>'
    assert cells in html("| a | b |\n|---|---|\n| [[A|x]] | y |")
    assert cells in html("| a | b |\n|---|---|\n| [[A\\|x]] | y |")


def test_page_links_work_in_the_text_of_raw_html_and_not_in_its_tags():
    rendered = render_body(
        '<div>\n[[A|x <b>y</b>]] [[B]]\n<abbr title="[[C]]"><!-- [[D]] -->c</abbr>\n</div>'
    )
    assert rendered.html == (
        '<div>\n[[A|x <b>y</b>]] <a class="wikilink" href="/wiki/B" data-target="B">B</a>\n'
        '<abbr title="[[C]]">c</abbr>\n</div>'
    )
    assert rendered.targets == ("B",)


def test_targets_are_distinct_and_in_order():
    assert render_body("[[b]] [[a]] [[b|c]] [@d] [[x::b]]").targets == ("b", "a", "Source:d")


def test_fenced_code_keeps_every_character():
    body = "```python\nif a < b and c:\n\n    [[x]] <b> &amp; *y* \\*\n```"
    assert html(body) == (
        '<pre><code class="language-python">if a &lt; b and c:\n\n    [[x]] &lt;b&gt; &amp;amp; *y* \\*\n</code></pre>'
    )


@pytest.mark.parametrize("language", ["sparql", "query", "SPARQL"])
def test_query_blocks_are_shown_with_a_link_that_runs_them(language):
    assert html(f'```{language}\nSELECT * {{ ?s ?p "<&>" }}\n```') == (
        '<figure class="query"><pre><code class="language-sparql">SELECT * { ?s ?p "&lt;&amp;&gt;" }\n</code></pre>'
        '<figcaption><a class="run-query" href="/sparql?query=SELECT%20%2A%20%7B%20%3Fs%20%3Fp%20%22%3C%26%3E%22%20%7D">'
        "Run this query</a></figcaption></figure>"
    )


def test_a_query_too_long_for_an_address_has_no_link():
    assert "run-query" not in html("```sparql\n" + "# long\n" * 1000 + "\n```")


def test_task_lists_show_ballot_boxes():
    assert html("- [ ] a\n- [x] b") == "<ul><li>☐ a</li><li>☑ b</li></ul>"


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("A\n: b\n: c *d*", "<dl><dt>A</dt><dd>b</dd><dd>c <em>d</em></dd></dl>"),
        ("A\nB\n:   c\n    goes on", "<dl><dt>A</dt><dt>B</dt><dd>c\ngoes on</dd></dl>"),
        ("A\n\n: b\n\nC\n\n: d", "<dl><dt>A</dt><dd>b</dd><dt>C</dt><dd>d</dd></dl>"),
        (": no term", "<p>: no term</p>"),
        ("A\n:no blank", "<p>A\n:no blank</p>"),
    ],
)
def test_definition_lists(body, shown):
    assert html(body) == shown


def test_footnotes_that_follow_each_other_are_parted():
    shown = render_body("a[^1][^2] b[^1]\n\n[^1]: one\n[^2]: two\n").html
    assert re.sub(r"<[^<>]*>", "", shown.partition("</p>")[0]) == "a1, 2 b1"


def test_footnotes_stand_at_the_end_in_the_order_of_definition():
    rendered = html("a[^x] b[^y] c[^x] d[^z]\n\n[^x]: one\n\n    more\n\n[^y]: *two*")
    assert rendered == (
        '<p>a<sup><a class="footnote-ref" href="#fn-1" id="fnref-1">1</a></sup>'
        ' b<sup><a class="footnote-ref" href="#fn-2" id="fnref-2">2</a></sup>'
        ' c<sup><a class="footnote-ref" href="#fn-1">1</a></sup> d[^z]</p>\n'
        '<div class="footnotes"><ol><li id="fn-1"><p>one</p><p>more '
        '<a class="footnote-back" href="#fnref-1" aria-label="Back to the text of footnote 1">↩</a></p></li>'
        '<li id="fn-2"><p><em>two</em> '
        '<a class="footnote-back" href="#fnref-2" aria-label="Back to the text of footnote 2">↩</a></p></li></ol></div>'
    )


def test_one_page_leaves_nothing_behind_for_the_next():
    render_body("[r]: https://example.org\n\n[^1]: note\n\n# A\n\n[[B]] <i>")
    rendered = render_body("[r] [^1]\n\n# A")
    assert rendered.html == '<p>[r] [^1]</p>\n<h2 id="s-a">A</h2>'
    assert rendered.targets == ()


def test_windows_line_ends_and_tabs():
    assert html("- a\r\n\t- b\r\n") == "<ul><li>a<ul><li>b</li></ul></li></ul>"


@settings(deadline=None)
@given(st.text())
def test_rendering_is_a_function_of_the_text(body):
    assert render_body(body) == render_body(body)


HEADINGS = st.lists(
    st.sampled_from(
        [
            "# See [[A]]",
            "# [[A]] ##",
            "## [[A#part]] *and* `[[A]]`",
            "# [[B]]",
            "# B",
            "# b {#a}",
            "[[A]] & [[A|a]]\n===",
            "Text [[A]].",
        ]
    )
)


@given(HEADINGS)
def test_what_a_heading_was_found_by_before_a_rename_finds_it_afterwards(blocks):
    before = "\n\n".join(blocks)
    after = rewrite_links(before, {"A": "B"}, load_ontology())
    was, now = _found_by(before), _found_by(after)
    assert [each <= found for each, found in zip(was, now, strict=True)] == [True] * len(was)


def _found_by(body):
    """Return for each heading all that leads to it."""
    found = re.findall(r"<h\d id=\"([^\"]+)\">((?:<span id=\"[^\"]+\"></span>)*)", html(body))
    return [{own, *re.findall(r"id=\"([^\"]+)\"", kept)} for own, kept in found]
