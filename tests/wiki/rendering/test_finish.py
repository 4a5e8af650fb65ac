"""What the last pass makes of addresses, images, headings and marks."""

import pytest

from wiki.ports import Heading
from wiki.rendering.finish import finish, is_external


@pytest.mark.parametrize(
    "address",
    [
        "https://a",
        "http:a",
        "HTTPS://a",
        "//a",
        "/\\a",
        "\\\\a",
        "\\/a",
        "/\t/a",
        "\x01//a",
        " ftp:a",
        "x-a:b",
    ],
)
def test_addresses_that_leave_the_site(address):
    assert is_external(address)


@pytest.mark.parametrize("address", ["/a", "a/b", "#a", "?a", "/a//b", "", "a", "./x:y", "mailto:a@b", "1:2"])
def test_addresses_that_do_not(address):
    assert not is_external(address)


def test_marks_give_our_elements_their_attributes_and_others_nothing():
    html = '<b data-mark="1">x</b><a data-mark="2" href="/y">z</a>'
    assert finish(html, {"1": {"class": 'q"<'}})[0] == '<b class="q&quot;&lt;">x</b><a href="/y">z</a>'


def test_what_looks_like_a_tag_inside_an_attribute_stays_there():
    html = '<abbr title="<h1><b data-mark=&quot;1&quot;>">x</abbr>'
    assert finish(html, {"1": {"class": "q"}}) == (
        '<abbr title="&lt;h1&gt;&lt;b data-mark=&quot;1&quot;&gt;">x</abbr>',
        (),
    )


def test_headings_inside_each_other_are_both_listed():
    html, headings = finish("<h2>a<div><h3>b</h3></div></h2>", {})
    assert html == '<h2 id="s-ab">a<div><h3 id="s-b">b</h3></div></h2>'
    assert headings == (Heading(2, "ab", "s-ab"), Heading(3, "b", "s-b"))


def test_a_heading_is_found_by_what_it_keeps_too():
    marks = {"1": {"id": "s-old s-b"}}
    html, headings = finish('<h2 data-mark="1">a</h2><h2>b</h2><h2 data-mark="2">c</h2>', marks)
    assert html == (
        '<h2 id="s-a"><span id="s-old"></span><span id="s-b"></span>a</h2><h2 id="s-b-2">b</h2><h2 id="s-c">c</h2>'
    )
    assert headings == (Heading(2, "a", "s-a"), Heading(2, "b", "s-b-2"), Heading(2, "c", "s-c"))


@pytest.mark.parametrize(
    "source", ["/media/../x", "/media/%2e%2e/x", "/media/%2E./x", "//a/media/b.png", "media/a.png", "/mediax"]
)
def test_only_own_media_are_shown_as_images(source):
    assert "<img" not in finish(f'<img src="{source}" alt="x">', {})[0]


def test_an_image_without_address_or_description():
    assert finish("<img>", {})[0] == "<img>"
    assert finish('<img alt="">', {})[0] == '<span class="remote-image">image: without description</span>'
