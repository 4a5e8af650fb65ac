"""Wikitext as Markdown: what people write in MediaWiki, and what readers see of it here."""

import html
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.wikitext import Call, Rules, Statement, convert
from importers.wikitext.boxed import convert_bytes, packed, unpacked
from importers.wikitext.writing import RESERVED, Namespaces
from wiki.rendering.markdown import render_body

RULES = Rules(
    title="Peer Production",
    targets={"Linux": "Case:Linux", "Michel Bauwens": "Person:Michel Bauwens"},
    namespaces=Namespaces(others=frozenset({"help", "category", "user"})),
    interwiki={"wikipedia": "https://en.wikipedia.org/wiki/$1"},
    files="https://wiki.example/Special:FilePath/$1",
    dropped=frozenset({"RightTOC"}),
    texts={"Quote": "> {1} – {by|somebody}"},
    taken=frozenset({"WikiSprint"}),
    properties={"Has coordinator": "coordinator"},
)

CASES = {
    "headings of any level": ("=A=\n==B==\ntext\n======F======\n", "# A\n\n## B\n\ntext\n\n###### F\n"),
    "bold and italic": ("'''b''' ''i'' '''''both'''''", "**b** *i* ***both***\n"),
    "blanks move out of the marks": ("x'''  b '''y", "x  **b** y\n"),
    "a mark left open ends with its line": ("'''bold\nnot", "**bold**\nnot\n"),
    "L'''amour'' is an apostrophe": ("L'''amour''", "L'*amour*\n"),
    "lists in lists": ("* a\n** b\n**# c\n* d", "- a\n  - b\n    1. c\n- d\n"),
    "an item goes on": ("* a\n*: more\n* b", "- a\n\n  more\n- b\n"),
    "a list in letters": ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c\n"),
    "terms": ("; term : meaning\n; other\n: its meaning\n: another", "term\n: meaning\n\nother\n: its meaning\n: another\n"),
    "indentation is a quotation": (":said\n::answered", "> said\n>\n> > answered\n"),
    "a link": ("[[Linux]], [[linux kernel|kernels]] and [[Peer]]s", "[[Case:Linux|Linux]], [[linux kernel|kernels]] and [[Peer|Peers]]\n"),
    "a link to a section": ("[[Linux#History of it|h]] [[#Here]]", "[[Case:Linux#History of it|h]] [#Here](#Here)\n"),
    "notes beside signs": ("a<ref>n</ref>: b<ref name=x>m</ref><ref name=x/>(c)", "a[^1]\\: b[^2][^2](c)\n\n[^1]: n\n[^2]: m\n"),
    "an address as its own words": ("[http://a.b ''http://a.b'']", "[*http://a.b*](http://a.b)\n"),
    "an address in place of a file's name": ("[[Image:http://a.b/c.png|cap]]", "![cap](http://a.b/c.png)\n"),
    "empty items": ("* a\n**\n* b", "- a\n- b\n"),
    "a star as an item": ("* *", "- \\*\n"),
    "items without ends": ("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "- a\n- b\n  - c\n- d\n"),
    "terms without ends": ("<dl><dt>a<dd>b<dt>c<dd>d</dl>", "a\n: b\n\nc\n: d\n"),
    "cells without ends": ("<table><caption>C</caption><tr><th>a<th>b<tr><td>1<td>2</table>", "C\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n"),
    "tables without ends": ("* i\n{|\n| a || b", "- i\n\n|  |  |\n| --- | --- |\n| a | b |\n"),
    "a caption with attributes": ('{|\n|+ style="x" | C\n| a || b\n|}', "C\n\n|  |  |\n| --- | --- |\n| a | b |\n"),
    "a cell that begins with a plus": ("{|\n| +5 || +6\n|}", "|  |  |\n| --- | --- |\n| +5 | +6 |\n"),
    "tags left open": ("<font color=red>a</span> <p>b\n\n<p>c", "a \\\nb\n\nc\n"),
    "marks in a quotation": ("<blockquote>''a</blockquote> \nb", "> *a*\n\nb\n"),
    "cells outside a table": ("<td>a</td>", "a\n"),
    "switches of any language": ("__NOTOC__ a __БЕЗ_ОГЛ__ __init__", "a  \\_\\_init\\_\\_\n"),
    "a page shown inside": ("{{:Linux}} {{/Sub}}", "[[Case:Linux|Linux]] [[Peer Production/Sub]]\n"),
    "a gallery's caption": ("<gallery caption='The cap'>\nA.png|x\n</gallery>", "The cap\n\n- ![x](https://wiki.example/Special:FilePath/A.png)\n"),
    "a poem's indentation": ("<poem>\na\n  b\n</poem>", "a\\\n\xa0\xa0b\n"),
    "what an abbreviation stands for": ("<abbr title='World Wide Web'>WWW</abbr>", '<abbr title="World Wide Web">WWW</abbr>\n'),
    "characters that show nothing": ("\ufeffa \u200bb\u200bc", "a b\u200bc\n"),
    "a break at the end of a line": ("a<br />\nb<br>\n\nc", "a\\\nb\n\nc\n"),
    "the pipe trick": ("[[Help:Tricks (old)|]]", "[[Help:Tricks (old)|Tricks]]\n"),
    "a page below": ("[[/es]] [[../Other]]", "[[Peer Production/es|/es]] [[Other|../Other]]\n"),
    "another wiki": ("[[wikipedia:Tragedy of the commons|tragedy]]", "[tragedy](https://en.wikipedia.org/wiki/Tragedy_of_the_commons)\n"),
    "an address": ("http://x.org/a_b, [http://y.org why] [http://z.org]", "<http://x.org/a_b>, [why](http://y.org) [\\[1\\]](http://z.org)\n"),
    "no address": ("[javascript:alert(1) x]", "[javascript:alert(1) x]\n"),
    "a file": ("[[File:A b.png|thumb|300px|The ''caption'']]", "![The caption](https://wiki.example/Special:FilePath/A_b.png)\n"),
    "a gallery": ("<gallery>\nFile:A.png|one\nB.png\n</gallery>", "- ![one](https://wiki.example/Special:FilePath/A.png)\n- ![B.png](https://wiki.example/Special:FilePath/B.png)\n"),
    "a note": ("x<ref>one ''two''</ref> y<ref name=n>three</ref> z<ref name=n/>", "x[^1] y[^2] z[^2]\n\n[^1]: one *two*\n[^2]: three\n"),
    "a table": ('{| class="wikitable"\n|+ Words\n! A !! B\n|-\n| 1 || [[Linux|l]]\n|}', "Words\n\n| A | B |\n| --- | --- |\n| 1 | [[Case:Linux|l]] |\n"),
    "a bar in a table": ("{|\n! A\n! B\n|-\n| x<nowiki>|</nowiki>y\n| z\n|}", "| A | B |\n| --- | --- |\n| x\\|y | z |\n"),
    "a box made of a table": ("{|\n|\n* a\n* b\n|}", "- a\n- b\n"),
    "code": ("<code>a_*b*</code> <tt>c</tt>", "`a_*b*` `c`\n"),
    "lines with a blank before": (" a  b\n c", "```\na  b\nc\n```\n"),
    "one line with a blank before": (" so it is", "so it is\n"),
    "source": ('<syntaxhighlight lang="python">\nx = 1\n</syntaxhighlight>', "```python\nx = 1\n```\n"),
    "formulas": ("<math>a_1 *\n b</math>", "$a_1 * b$\n"),
    "nowiki": ("<nowiki>'''x''' [[y]]</nowiki>", "'''x''' \\[[y]]\n"),
    "a quotation": ("<blockquote>one\n\n* two</blockquote>", "> one\n>\n> - two\n"),
    "line breaks": ("one<br>two<br />", "one\\\ntwo\n"),
    "a rule": ("a\n----\nb", "a\n\n---\n\nb\n"),
    "comments and switches": ("a<!-- no -->b __NOTOC__", "ab\n"),
    "signs that begin nothing": ("1. a\n# b", "1\\. a\n\n1. b\n"),
    "entities": ("&lt;b&gt; caf&eacute; &amp;amp;", "\\<b> café &amp;amp;\n"),
    "a template dropped": ("{{RightTOC}}text", "text\n"),
    "a template as text": ("{{quote|words|by=me}}", "> words – me\n"),
    "a template nobody knows": ("{{Foo|a=1}}", "`{{Foo|a=1}}`\n"),
    "the page's own name": ("{{PAGENAME}} {{!}}", "Peer Production |\n"),
    "a function stays visible": ("{{#if: x | y }}", "`{{#if: x | y }}`\n"),
    "a question of Semantic MediaWiki": ("{{#ask: [[Category:Cases]]\n|?City}}", "```ask\n{{#ask: [[Category:Cases]]\n|?City}}\n```\n"),
    "a statement": ("[[Has coordinator::Michel Bauwens|Michel]] in [[City::Rome]][[Hidden::x| ]]", "[[coordinator::Person:Michel Bauwens|Michel]] in Rome\n"),
    "indented tables": (":::{|\n| a || b\n|}", "|  |  |\n| --- | --- |\n| a | b |\n"),
    "what stands in no cell": ("{|\n|-\ntext {{row|a}}\n|-\n| b || c\n|}", "|  |  |\n| --- | --- |\n| text `{{row\\|a}}` |  |\n| b | c |\n"),
    "an inner table whose outer one is left open": ("{|\n|-\n\n{|\n| x || y\n|}\n\na\n\nb", "|  |  |\n| --- | --- |\n| x | y |\n\na\n\nb\n"),
    "two captions": ("{|\n|+ one\n|+ two\n|-\n| a || b\n|}", "one\n\ntwo\n\n|  |  |\n| --- | --- |\n| a | b |\n"),
    "a link before a bar in a cell": ("{|\n| see [[Linux]] | more || b\n|}", "|  |  |\n| --- | --- |\n| see [[Case:Linux|Linux]] \\| more | b |\n"),
    "strokes behind a row mark": ("{|\n|------\n| a || b\n|}", "|  |  |\n| --- | --- |\n| a | b |\n"),
    "a line that only begins like a heading": ("= x = y\n==z== w", "= x = y\n==z== w\n"),
    "comments before marks": ("<!-- c -->* a\n<!-- d -->\n* b", "- a\n- b\n"),
    "what is for other pages": ("<noinclude>\n</noinclude>* a<includeonly>x</includeonly>", "- a\n"),
    "switches in small letters": ("__notoc__ a", "a\n"),
    "a word before a colon": ("'''News:''' a, Tel: 12", "**News:** a, Tel: 12\n"),
    "addresses no page leads to": ("irc://a.b/c [irc://a.b/c chat] [irc://a.b]", "irc://a.b/c chat (irc://a.b/c) irc://a.b\n"),
    "a wide blank ends an address": ("[http://a.b/\u3000name]", "[name](http://a.b/)\n"),
    "an ampersand in an address": ("[http://a.b/?c=1&amp;d=2 e]", "[e](http://a.b/?c=1&d=2)\n"),
    "brackets in words": ("[[Linux|[l] or |]] [[Linux|[l]]]", "[[Case:Linux|&#91;l&#93; or &#124;]] [[Case:Linux|&#91;l&#93;]]\n"),
    "a page spelled with signs": ("[[A &amp; B]] [[Michel%20Bauwens]]", "[[A & B]] [[Person:Michel Bauwens|Michel Bauwens]]\n"),
    "a page with a mark of direction behind it": ("[[Linux\u200e]]", "[[Case:Linux|Linux]]\n"),
    "no link": ("[[]] [[|x]] [[::y]]", "\\[\\[\\]\\] \\[\\[|x\\]\\] \\[\\[::y\\]\\]\n"),
    "the page above": ("[[../Sub/]]", "[[Sub|../Sub/]]\n"),
    "a caption with a link and a note": ("[[File:A.png|thumb|by [[Linux]]<ref>n</ref>]] text", "![A.png](https://wiki.example/Special:FilePath/A.png) by [[Case:Linux|Linux]][^1]\n\ntext\n\n[^1]: n\n"),
    "a caption with signs": ("[[File:A.png|a&nbsp;&amp; b < c]]", "![a &amp; b < c](https://wiki.example/Special:FilePath/A.png)\n"),
    "a caption with a table": ("[[File:A.png|thumb|c\n{|\n| a || b\n|}\n]]", "![A.png](https://wiki.example/Special:FilePath/A.png)\n\nc\n\n|  |  |\n| --- | --- |\n| a | b |\n"),
    "options of a file in other languages": ("[[File:A.png|hochkant=1.2|links|centre|x]]", "![x](https://wiki.example/Special:FilePath/A.png)\n"),
    "a link on a file": ("[[File:A.png|link=http://a.b|x]]", "![x](https://wiki.example/Special:FilePath/A.png)\n"),
    "a map of links": ("<imagemap>\nFile:A.png|x\ncircle 1 2 3 [[Linux|l]]\n</imagemap>", "![x](https://wiki.example/Special:FilePath/A.png)\n\n- [[Case:Linux|l]]\n"),
    "code with signs": ("<code>&lt;br&gt;</code> <tt>''a'' [[Linux]]</tt>", "`<br>` <code>*a* [[Case:Linux|Linux]]</code>\n"),
    "stressed lines with a blank before": (" ''a''\n b", "*a*\\\nb\n"),
    "a word of nowiki in pre": ("<pre>\n<nowiki>\n</pre>", "```\n<nowiki>\n```\n"),
    "blocks in a heading": ("== a<br>b <blockquote>c</blockquote> ==", "## a b c\n"),
    "a term on two lines": ("; a<br>b : c", "a<br>b\n: c\n"),
    "a poem with indented lines": ("<poem>\na\n::b\n</poem>", "a\\\n\u2003\u2003b\n"),
    "templates side by side": ("{{a}}{{b}}", "`{{a}}` `{{b}}`\n"),
    "codes of signs": ("&#150; &apos; &#xD83D; &#8;", "– ' &amp;#xD83D; &amp;#8;\n"),
    "an element nobody knows": ("<foo>''a''</foo>", "\\<foo>*a*\\</foo>\n"),
    "an element of an extension": ("<timeline>\na = b\n</timeline>", "```wikitext\n<timeline>\na = b\n</timeline>\n```\n"),
    "readings beside signs": ("<ruby><rb>a</rb><rt>b</rt></ruby>", "<ruby>a<rt>b</rt></ruby>\n"),
    "rows that templates make": ("{|\n! a\n! b\n{{row|1}}\n{{row|2}}\n|-\n| c || d\n|}", "| a | b |\n| --- | --- |\n| `{{row\\|1}}` |  |\n| `{{row\\|2}}` |  |\n| c | d |\n"),
    "a note inside a template nobody knows": ("{{Box|a=<ref name=q>n</ref>}} b<ref name=q/>", "`{{Box|a=<ref name=q>n</ref>}}` b[^1]\n\n[^1]: n\n"),
    "words for sorting in other languages": ("{{SORTIERUNG:a}}{{CLÉDETRI:b}} {{SEITENNAME}}", "Peer Production\n"),
    "markup left open": ("[[ open {{ too <ref>", "\\[[ open {{ too \\<ref>\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_conversion(case):
    wikitext, markdown = CASES[case]
    assert convert(wikitext, RULES).body == markdown


def test_what_a_page_says_beside_its_text():
    found = convert(
        "{{WikiSprint|Name=A|Topics=x, [[Linux]]|City=}}[[Category:Commons]][[Category:Cases|*]][[fr:Communs]]"
        "{{#set: a=1|b=2}}{{#subobject: part|c=3}}[[City::Rome]]{{Foo}}{{foo}}",
        RULES,
    )
    assert found.calls == (
        Call("WikiSprint", {"Name": "A", "Topics": "x, [[Case:Linux|Linux]]", "City": ""}),
    )
    assert found.categories == ("Commons", "Cases")
    assert found.languages == (("fr", "Communs"),)
    assert found.statements == (
        Statement("a", "1"),
        Statement("b", "2"),
        Statement("c", "3", "part"),
        Statement("City", "Rome"),
    )
    assert found.unknown == {"Foo": 2}


@pytest.mark.parametrize(
    "active",
    [
        "<script>alert(1)</script>",
        "<iframe src='http://x'></iframe>",
        "<SCRIPT SRC=//x></SCRIPT>",
        "<form action=x><input></form>",
        "<object data=x></object>",
        "<style>p{}</style>",
        "<embed src=x>",
    ],
)
def test_active_content_goes_and_is_said(active):
    found = convert(f"before {active} after", RULES)
    assert found.body.split() == ["before", "after"]
    assert any("active content" in issue for issue in found.issues)


def test_event_handlers_go_and_are_said():
    found = convert('<span onclick="x()">kept</span> <div onmouseover="y">too</div>', RULES)
    assert found.body.split() == ["kept", "too"]
    assert len(found.issues) == 2


def test_marks_of_our_own_are_taken_out():
    found = convert(f"a{RESERVED}b", RULES)
    assert found.body == "ab\n"
    assert found.issues


def test_a_comment_that_hides_the_rest_is_said():
    found = convert("a <!-- b\n\nc", RULES)
    assert found.body == "a\n"
    assert "never closed" in found.issues[0]


def test_a_choice_by_variant_of_the_language_is_made_and_said():
    chosen = replace(RULES, variants=True)
    found = convert("-{zh-hans:计算机; zh-hant:電腦;}- -{A}-", chosen)
    assert found.body == "计算机 A\n"
    assert "variant" in found.issues[0]
    assert convert("-{A}-", RULES).body == "-{A}-\n"


def test_a_table_in_a_parameter_is_read():
    rules = replace(RULES, taken=frozenset({"Box"}))
    (call,) = convert("{{Box|text=\n{{{!}}\n{{!}} a {{!}}{{!}} b\n{{!}}}\n}}", rules).calls
    assert call.parameters["text"] == "|  |  |\n| --- | --- |\n| a | b |"


def test_a_separator_parts_the_value_before_it():
    found = convert("{{#set:A=1;2|+sep=;|B=3;4}}{{#subobject:|C=5}}{{#subobject:|C=6}}", RULES)
    said = [(each.property, each.value, each.subject) for each in found.statements]
    assert said == [("A", "1", ""), ("A", "2", ""), ("B", "3;4", ""), ("C", "5", "#1"), ("C", "6", "#2")]


def test_a_note_with_two_texts_is_said():
    found = convert("a<ref name=n>one</ref> b<ref name=n>two</ref> c<ref name=n>one</ref>", RULES)
    assert found.body.endswith("[^1]: one\n")
    assert [issue for issue in found.issues if "'two'" in issue]


def test_a_note_without_a_text_is_said():
    assert "footnote 1" in convert('x<ref name="lost"/>', RULES).issues[0]


def test_a_table_whose_cells_span_is_html_with_markdown_inside():
    body = convert("{|\n! colspan=2 | '''A'''\n|-\n|\n* x\n| y\n|}", RULES).body
    shown = render_body(body).html
    assert '<th colspan="2">' in shown
    assert "<strong>A</strong>" in shown
    assert "<li>x</li>" in shown


def test_very_deep_nesting_is_converted():
    for text in (
        "{{a|" * 500,
        "[[a|" * 500,
        "<b>" * 500,
        "{|\n|" * 100,
        "''" * 999,
        "*" * 300 + " x",
        "<ref>" * 300,
    ):
        assert isinstance(convert(text, RULES).body, str)


PIECES = st.sampled_from(
    [
        "''",
        "'''",
        "[[",
        "]]",
        "|",
        "{{",
        "}}",
        "{|",
        "|}",
        "|-",
        "!",
        "!!",
        "||",
        "=",
        "==",
        "===",
        "*",
        "#",
        ":",
        ";",
        "\n",
        "\n\n",
        "<ref>",
        "</ref>",
        "<br>",
        "<nowiki>",
        "</nowiki>",
        "<pre>",
        "</pre>",
        "<b>",
        "</b>",
        "<div>",
        "</div>",
        "<ul>",
        "<li>",
        "</ul>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "http://x.org",
        "[http://y",
        "z]",
        "::",
        "File:",
        "Category:",
        "a",
        "b",
        "c",
        "\t",
        "&",
        "&amp;",
        "<",
        ">",
        "<!--",
        "-->",
        "__TOC__",
        "<math>",
        "</math>",
        "`",
        "_",
        "~~",
        "$",
        "\\",
        "\ufdd0",
        "\ufdd1",
    ]
)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=40))
def test_any_mess_is_converted_and_shown(pieces):
    body = convert("".join(pieces), RULES).body
    assert not any(mark in body for mark in RESERVED)
    assert "<script" not in render_body(body).html


@given(
    st.lists(
        st.sampled_from(["word", "café", "two words", "1.", "a_b", "5 * 3", "x|y", "[1]", "$5", "a#1", "-"]),
        min_size=1,
        max_size=12,
    )
)
def test_no_word_is_lost(words):
    text = " ".join(words)
    shown = html.unescape(re.sub(r"<[^>]*>", "", render_body(convert(text, RULES).body).html))
    assert " ".join(shown.split()) == text


@given(st.lists(PIECES, max_size=20))
def test_a_box_converts_alike(pieces):
    text = "".join(pieces)
    assert unpacked(convert_bytes(packed(text, RULES))) == convert(text, RULES)


def test_headings_in_a_value_are_headings():
    (call,) = convert("{{WikiSprint|Details=a\n== B ==\nc}}", RULES).calls
    assert call.parameters == {"Details": "a\n\n## B\n\nc"}


def test_what_is_left_out_is_named():
    issues = convert("<font>a {{:Linux}}", RULES).issues
    assert any("a tag <font> is left open" in each for each in issues)
    assert any("'Linux' is shown inside this one" in each for each in issues)
