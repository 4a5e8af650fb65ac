"""Links of a foreign text, and where they lead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.markdown.relinks import linked_title, relink
from importers.markdown.targets import Place, Targets, names_of_file


def targets(*paths: str, address: str = "") -> Targets:
    found = Targets(lambda path: address and f"{address}/{path}", lambda title: title)
    for path in paths:
        title = path.rpartition(".")[0].rpartition("/")[2].capitalize()
        found.add(Place(title, path), [title, *names_of_file(path)])
    return found


def relinked(text: str, *paths: str, path: str = "a/one.md") -> str:
    return relink(text, path, targets(*paths), lambda _message, _about: None)


@pytest.mark.parametrize(
    "written",
    [
        "two.md",
        "two",
        "./two.md",
        "../a/two",
        "two.html",
        "/a/two.md",
        "/a/two",
        "<two.md>",
        "TWO.md",
        "two.md?raw=1",
    ],
)
def test_every_way_of_writing_a_path_leads_there(written):
    assert relinked(f"[x]({written})", "a/one.md", "a/two.md") == "[[Two|x]]"


@pytest.mark.parametrize("written", ["../b/", "../b", "../b/index.html", "/b/", "../b/README.md"])
def test_a_folder_is_its_index(written):
    assert relinked(f"[x]({written})", "a/one.md", "b/README.md") == "[[Readme|x]]"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("[[two]]", "[[Two|two]]"),
        ("[[Two.md]]", "[[Two|Two.md]]"),
        ("[[a/two|x]]", "[[Two|x]]"),
        ("[[two#Part one|x]]", "[[Two#Part one|x]]"),
        ("[[needs::two]]", "[[needs::Two|two]]"),
        ("`[[two]]` <!-- [[two]] -->", "`[[two]]` <!-- [[two]] -->"),
        ("[x][y]\n\n[y]: two.md 'T'\n", "[[Two|x]]\n\n"),
        (
            "[x](https://e.org/two.md) [y](#z) [z](mailto:a@b.c)",
            "[x](https://e.org/two.md) [y](#z) [z](mailto:a@b.c)",
        ),
    ],
)
def test_links_by_name_and_by_reference(written, read):
    assert relinked(written, "a/one.md", "a/two.md") == read


def test_of_several_pages_the_nearest_counts():
    files = ("one.md", "x/y/two.md", "b/two.md", "c/two.md")
    assert targets(*files).by_name("two", "c/z.md")[0].path == "c/two.md"
    assert targets(*files).by_name("two", "one.md")[0].path == "b/two.md"


def test_values_that_are_links_are_titles():
    known = targets("a/two.md")
    assert linked_title("[[two|x]]", "", known) == "Two"
    assert linked_title("[[Gone]]", "", known) == "Gone"
    assert linked_title("see [[two]]", "", known) == ""


@given(st.text(alphabet='ab[]()<>|#!:. \n\\`"/', max_size=100))
def test_a_second_time_changes_nothing(text):
    once = relinked(text, "a/one.md", "a/b.md")
    assert relinked(once, "a/one.md", "a/b.md") == once


@pytest.mark.parametrize("piece", ["[", "[[", "[a](", "[a] ", "]", "![[a", "[a]: ", "[x][", " "])
def test_a_long_mess_takes_no_long_time(piece):
    assert relinked("[a](" + piece * 30_000, "a/one.md").startswith("[a](")
