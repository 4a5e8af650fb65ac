"""What makers of sites and books write into Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.markdown.sites import plain_admonitions, visible_calls, visible_jsx


def heard() -> tuple[list[str], object]:
    notes: list[str] = []
    return notes, lambda message, _about: notes.append(message)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a {{ page.title }} b", "a `{{ page.title }}` b"),
        ("{{#include ../code.rs}}", "`{{#include ../code.rs}}`"),
        ("{% include box.html name=`x` %}", "``{% include box.html name=`x` %}``"),
        ("[a]({{ page.url }})", "`[a]({{ page.url }})`"),
        ("{% raw %}{{ x }}{% endraw %}", "`{{ x }}`"),
    ],
)
def test_instructions_to_the_program_are_code(written, read):
    notes, note = heard()
    assert visible_calls(written, note) == read
    assert notes


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("[a]({% link _posts/2008-05-01-name.md %})", "[a](/_posts/2008-05-01-name.md)"),
        ("[a]({{ site.baseurl }}{% post_url 2008-05-01-name %}#x)", "[a](/_posts/2008-05-01-name.md#x)"),
        ("[a]({{ '/about/' | relative_url }})", "[a](/about/)"),
        ("[a]({{ site.baseurl }}/about/)", "[a](/about/)"),
        ('[a]({{< ref "other.md" >}})', "[a](other.md)"),
        ("[a][b]\n\n[b]: {{ site.url }}/about/", "[a][b]\n\n[b]: /about/"),
        ("{% highlight ruby %}\nputs 1\n{% endhighlight %}\n", "```ruby\nputs 1\n```\n"),
        ('{{< highlight go "linenos=table" >}}\nx\n{{< / highlight >}}\n', "```go\nx\n```\n"),
    ],
)
def test_what_can_be_followed_is_followed(written, read):
    notes, note = heard()
    assert visible_calls(written, note) == read
    assert notes == []


def test_admonitions_and_tabs_are_quotations():
    text = '!!! note "Mind"\n    One.\n\n    - two\n\n=== "Tab"\n\n    Inside.\nAfter.\n'
    assert plain_admonitions(text) == (
        "> **Note: Mind**\n>\n> One.\n>\n> - two\n\n> **Tab**\n>\n>\n> Inside.\n\nAfter.\n"
    )


@pytest.mark.parametrize("text", ["Heading\n=== \nText\n", "!!!\n", "a !!! b\n"])
def test_what_is_no_admonition_stays(text):
    assert plain_admonitions(text) == text


def test_jsx_is_shown_as_code():
    notes, note = heard()
    text = "import X from './x'\n\nText <Badge a={1}/> and {props.b}.\n\n<Tabs>\n  <Tab>\n</Tabs>\n\n<b>bold</b>\n"
    assert visible_jsx(text, note) == (
        "```jsx\nimport X from './x'\n```\n\nText `<Badge a={1}/>` and `{props.b}`.\n\n"
        "```jsx\n<Tabs>\n  <Tab>\n</Tabs>\n```\n\n<b>bold</b>\n"
    )
    assert len(notes) == 2


@given(st.text(alphabet="b{}%<>[]()!?=\"'#\n `/X", max_size=150))
def test_nothing_crashes_and_no_letter_is_lost(text):
    _, note = heard()
    for read in (visible_calls(text, note), plain_admonitions(text), visible_jsx(text, note)):
        assert read.count("b") >= text.count("b")


def test_a_head_of_blanks_is_no_admonition_and_is_seen_so_at_once():
    text = "!!! note" + " " * 100_000 + ".\n"
    assert plain_admonitions(text) == text


@pytest.mark.parametrize(
    "piece", ["{%", "{{", "](", "[x](", "<A ", "!!! a\n    \n", "{% highlight a %}\n", "{"]
)
def test_a_long_mess_takes_no_long_time(piece):
    _, note = heard()
    text = piece * 20_000
    visible_calls(text, note)
    plain_admonitions(text)
    visible_jsx(text, note)
