"""Whole folders as other programs leave them: vaults, graphs, books, sites."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers.draft import Draft, Issue
from importers.formats import read
from importers.source import Source
from ontology.shapes import load_ontology
from patterns.frontmatter import body_text, mapping, parse
from patterns.links import title_problem

ONTOLOGY = load_ontology()


def folder_of(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def imported(root: Path, files: dict[str, str], profile: str = "") -> tuple[dict[str, Draft], list[Issue]]:
    folder_of(root / "c", files)
    if profile:
        (root / "mine.yaml").write_text(profile, encoding="utf-8")
    source = Source(root / "c", ONTOLOGY, str(root / "mine.yaml") if profile else "")
    found = list(read("markdown", source))
    drafts = [each for each in found if isinstance(each, Draft)]
    assert len({each.title for each in drafts}) == len({each.origin for each in drafts}) == len(drafts)
    return {each.title: each for each in drafts}, [each for each in found if isinstance(each, Issue)]


def text_of(draft: Draft) -> str:
    return body_text(parse(draft.text))


def said(draft: Draft) -> dict:
    return mapping(parse(draft.text))


def test_a_vault(tmp_path):
    drafts, issues = imported(
        tmp_path,
        {
            ".obsidian/x.md": "no",
            ".trash/y.md": "no",
            "node_modules/z/readme.md": "no",
            "Home.md": '---\naliases: [Start]\nrelated: "[[Two#Part|x]]"\n---\n'
            "[[Two]], [[two#Part|p]], [[Two#^b1]], [[sub/Two]], [[Nowhere]], [[#Own]], #tag\n\n"
            "![[Two]] ![[pic.png|100]]\n\n| a | b |\n|---|---|\n| [[Two\\|t]] | x |\n\n## Own\n",
            "Two.md": "# Two\n\n## Part\n\n[Home](<Home.md>), [h](Home), [h](./Home.md#own) [[Start]] ^b1\n",
            "sub/Two.md": "Other [[Two]].\n",
        },
    )
    assert set(drafts) == {"Home", "Two", "Two (sub)"}
    home = text_of(drafts["Home"])
    assert "[[Two]], [[Two#Part|p]], [[Two]], [[Two (sub)|sub/Two]], [[Nowhere]], [Own](#own), #tag" in home
    assert "[[Two]] pic.png" in home
    assert "| [[Two\\|t]] |" in home
    assert said(drafts["Home"])["tags"] == ["tag"]
    assert "[[Home|Home]], [[Home|h]], [[Home#own|h]] [[Home|Start]] <!--^b1-->" in text_of(drafts["Two"])
    assert text_of(drafts["Two (sub)"]) == "Other [[Two (sub)|Two]].\n"
    words = " ".join(issue.message for issue in issues)
    for each in ("'Nowhere'", "[[Nowhere]]", "pic.png", "is called 'Two (sub)'", "paragraph"):
        assert each in words or each == "'Nowhere'", each


def test_names_that_differ_a_little_stay_apart(tmp_path):
    drafts, _ = imported(
        tmp_path, {"Cat.md": "x", "Cats.md": "x", "cat.md": "x", "a.md": "[[Cats]] [[Cat]] [[cat]] [[CATS]]"}
    )
    assert text_of(drafts["A"]) == "[[Cats]] [[Cat]] [[Cat (cat)|cat]] [[Cats|CATS]]\n"


def test_a_graph_of_outlines(tmp_path):
    drafts, _ = imported(
        tmp_path,
        {
            "logseq/config.edn": "{}",
            "journals/2023_01_05.md": "- Met [[Ana]] about ((64b0c1d2-aaaa)).\n",
            "pages/Ana.md": "alias:: Anna, A.\ntags:: person, [[a friend]]\n\n- ## Life\n\t- born\n\t  id:: 64b0c1d2-aaaa\n",
            "pages/a___b.md": "- type:: x\n- text {{embed [[Anna]]}}\n",
        },
    )
    assert set(drafts) == {"2023-01-05", "Ana", "a/b"}
    assert text_of(drafts["2023-01-05"]) == "- Met [[Ana]] about [[Ana|born]].\n"
    assert said(drafts["Ana"])["aliases"] == ["Anna", "A."]
    assert said(drafts["Ana"])["tags"] == ["person", "a friend"]
    assert text_of(drafts["Ana"]) == "## Life\n\n- born\n"
    assert said(drafts["a/b"])["type"] == "x"
    assert text_of(drafts["a/b"]) == "- text [[Ana|Anna]]\n"


def test_a_book_comes_in_the_order_of_its_summary(tmp_path):
    drafts, _ = imported(
        tmp_path,
        {
            "src/SUMMARY.md": "# Summary\n\n- [Zero](./z.md)\n  - [One](a/one.md)\n",
            "src/a/one.md": "# One\n\n{{#include x.rs}} [up](../z.html#top) [r](../b.md)\n",
            "src/b.md": "# Last\n",
            "src/z.md": "# Zero\n",
        },
    )
    assert list(drafts) == ["Summary", "Zero", "One", "Last"]
    assert text_of(drafts["Summary"]) == "- [[Zero|Zero]]\n  - [[One|One]]\n"
    assert text_of(drafts["One"]) == "`{{#include x.rs}}` [[Zero#top|up]] [[Last|r]]\n"


def test_a_site_of_posts(tmp_path):
    drafts, _ = imported(
        tmp_path,
        {
            "_posts/2008-05-01-first-post.markdown": "---\nlayout: post\n---\nHi [about](/about/), [s]({% post_url 2008-06-01-second %}).\n",
            "_posts/2008-06-01-second.md": '+++\ntitle = "Second"\n+++\n[f](/2008/05/01/first-post.html) {% if x %}\n',
            "about.md": "---\ntitle: About\npermalink: /us/\n---\n[x](/us/) [f](/foundations/lf)\n",
            "_foundations/lf.md": "---\ntitle: LF\n---\n",
        },
    )
    assert set(drafts) == {"First post", "Second", "About", "LF"}
    assert said(drafts["First post"])["date"] == "2008-05-01"
    assert text_of(drafts["First post"]) == "Hi [[About|about]], [[Second|s]].\n"
    assert text_of(drafts["Second"]) == "[[First post|f]] `{% if x %}`\n"
    assert text_of(drafts["About"]) == "[[About|x]] [[LF|f]]\n"


def test_a_file_of_many_records(tmp_path):
    profile = "license: CC0-1.0\nfields: {by: authors, key: ''}\nfiles: [{match: '*.md', kind: pattern, split: 2}]\n"
    drafts, issues = imported(
        tmp_path,
        {
            "all.md": "---\nby: Ana\n---\n# All\n\nIntro [o](#one).\n\n## One\n\nkey:: 1\n\nText.\n\n### Problem\n\nHard.\n\n"
            "## Two\n\nSee [one](#one), [[One]].\n\n## One\n\nAgain.\n",
            "other.md": "## Three\n\n[t](all.md#two) [[all#Two]]\n",
        },
        profile,
    )
    assert set(drafts) == {"All", "Pattern:One", "Pattern:Two", "Pattern:One (all)", "Pattern:Three"}
    assert text_of(drafts["Pattern:One"]).startswith("Text.\n\n## Problem\n\nHard.\n")
    assert said(drafts["Pattern:One"])["authors"] == "Ana"
    assert text_of(drafts["Pattern:Two"]) == "See [[Pattern:One|one]], [[Pattern:One|One]].\n"
    assert text_of(drafts["Pattern:Three"]) == "[[Pattern:Two|t]] [[Pattern:Two|all > Two]]\n"
    assert "Intro [[Pattern:One|o]]." in text_of(drafts["All"])
    assert "- [[Pattern:Two|Two]]" in text_of(drafts["All"])
    assert any("is called 'Pattern:One (all)'" in issue.message for issue in issues)


@pytest.mark.parametrize(
    ("join", "names"),
    [("field:id", ("a/x.md", "b/y.md")), ("'file:(\\w+)(?:-part)?[.]md'", ("a/x.md", "b/x-part.md"))],
)
def test_a_record_in_several_files(tmp_path, join, names):
    profile = (
        "fields: {id: '', tags: tags, url: url}\n"
        f"files: [{{match: 'a/*.md', kind: case, join: {join}}}, {{match: 'b/*.md', kind: case, join: {join}}}]\n"
        "expect: {case: 1}\n"
    )
    first, second = names
    drafts, issues = imported(
        tmp_path,
        {
            first: "---\nid: 7\ntags: [a]\nurl: https://a.example\n---\n# Seven\n\nOne.\n",
            second: "---\nid: 7\ntags: [b]\nurl: https://b.example\n---\nTwo [[nobody]].\n",
            "c.md": "x",
        },
        profile,
    )
    [draft] = drafts.values()
    assert draft.title == "Case:Seven"
    assert text_of(draft) == "One.\n\nTwo [[nobody]].\n"
    assert said(draft)["tags"] == ["a", "b"]
    assert said(draft)["url"] == ["https://a.example", "https://b.example"]
    assert sorted(issue.place for issue in issues) == [f"{second}:6", "c.md"]


def test_fields_are_translated_one_by_one(tmp_path):
    profile = """
evidence: The List
identifiers: [slug]
files: [{match: '*.md', kind: institution}]
fields:
  slug: ''
  born: {key: founded, form: year}
  sort: {key: type, words: {c3: non-profit}}
  parents: {key: part_of, pages: true, separator: ','}
  links.to: {key: related_to, pages: true, qualifiers: {why: quote}}
  links.raw: 'code:Raw links'
  note: section:About
"""
    drafts, issues = imported(
        tmp_path,
        {
            "One.md": "---\nslug: one\nborn: 2004 or earlier\nsort: c3\nparents: 'two , two, Gone Away '\nnote: N.\n"
            "links: {to: [{slug: two, why: because, odd: 1}], raw: [a, b], more: x}\n---\n",
            "Two.md": "---\nslug: two\nborn: never\nsort: other\n---\n",
        },
        profile,
    )
    one = said(drafts["Institution:One"])
    assert one["founded"] == {"value": 2004, "source": "The List", "quote": "2004 or earlier"}
    assert one["type"] == {"value": "non-profit", "source": "The List", "quote": "c3"}
    assert one["part_of"] == ["Institution:Two", "Institution:Two", "Gone Away"]
    assert one["related_to"] == [{"value": "Institution:Two", "quote": "because", "source": "The List"}]
    assert one["links.more"] == "x"
    assert (
        text_of(drafts["Institution:One"]) == "## About\n\nN.\n\n## Raw links\n\n```yaml\nraw: [a, b]\n```\n"
    )
    assert said(drafts["Institution:Two"])["type"] == "other"
    messages = " ".join(issue.message for issue in issues)
    for words in (
        "'Gone Away' under",
        "'odd' is not named",
        "'links.more' is not named",
        "'never' names no year",
    ):
        assert words in messages


def test_a_page_is_not_also_called_by_its_title(tmp_path):
    profile = "fields: {title: title, long: aliases, aliases: aliases}\nfiles: [{match: '*.md'}]\n"
    files = {
        "a.md": "---\ntitle: A\nlong: A\naliases: [B]\n---\nx\n",
        "c.md": "---\ntitle: C\nlong: C\n---\nx\n",
    }
    drafts, _ = imported(tmp_path, files, profile)
    assert said(drafts["A"])["aliases"] == ["B"]
    assert "aliases" not in said(drafts["C"])


def test_a_list_of_records(tmp_path):
    profile = (
        "fields: {word: title, aka: {key: aliases, separator: ','}, means: definition}\n"
        "files: [{match: 'list.yml', kind: concept, title: 'field:word'},"
        " {match: 'bad.json', kind: concept, title: 'field:word'}, {match: '*.md', kind: page}]\n"
    )
    drafts, issues = imported(
        tmp_path,
        {
            "list.yml": "---\n- word: Seed\n  aka: 'host, pin '\n  means: It gives.\n- word: Leech\n- word: Seed\n- Sync\n",
            "bad.json": '[{"word": ',
            "other.yml": "a: 1\n",
            "a.md": "[[host]] [[sync]]\n",
        },
        profile,
    )
    assert set(drafts) == {"Concept:Seed", "Concept:Leech", "Concept:Seed (list)", "Concept:Sync", "Bad", "A"}
    assert said(drafts["Concept:Seed"]) == {
        "kind": "concept", "title": "Seed", "aliases": ["host", "pin"], "definition": "It gives."
    }  # fmt: skip
    assert text_of(drafts["A"]) == "[[Concept:Seed|host]] [[Concept:Sync|sync]]\n"
    assert '[{"word": ' in drafts["Bad"].text
    assert {issue.place for issue in issues} == {"bad.json", "list.yml"}


def test_broken_front_matter_under_a_profile_stays_in_the_text(tmp_path):
    drafts, issues = imported(
        tmp_path,
        {"a.md": "---\ntitle: A\nbad: [1,\n---\nText.\n"},
        "files: [{match: '*.md'}]\nfields: {title: title}\n",
    )
    assert text_of(drafts["A"]) == "```\nbad: [1,\n```\n\nText.\n"
    assert issues[0].place.startswith("a.md:")


NAMES = st.sampled_from(
    ["a.md", "b.mdx", "c/a.markdown", "_posts/2008-01-01-x.md", "SUMMARY.md", "pages/a%2Fb.md"]
)
MESS = st.lists(
    st.sampled_from(
        [
            "---\n",
            "+++\n",
            "{",
            "}",
            "\n",
            "a",
            "[[",
            "]]",
            "((",
            "))",
            "![",
            "](",
            "a.md",
            "#",
            " ",
            "|",
            "::",
            "- ",
            "\t",
            "{%",
            "%}",
            "> [!x]",
            "`",
            "<A",
            "/>",
            "\\",
            "^",
            "title: ",
            "\x00",
            "\ud7ff",
            "[a]: ",
            "!!! x\n    y\n",
            "## a\n",
        ]
    ),
    max_size=25,
).map("".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    files=st.dictionaries(NAMES, MESS, min_size=1, max_size=4),
    outlines=st.booleans(),
    split=st.integers(0, 2),
)
def test_whatever_a_folder_holds_it_is_read_and_always_the_same(tmp_path_factory, files, outlines, split):
    root = tmp_path_factory.mktemp("any")
    folder_of(root, files)
    if outlines:
        (root / "logseq").mkdir()
    profile = root / "mine.yaml"
    profile.write_text(f"files: [{{match: '*', split: {split}, join: 'field:title'}}]\nhashtags: true\n")
    for name in ("", str(profile)):
        once, twice = (list(read("markdown", Source(root, ONTOLOGY, name))) for _ in range(2))
        assert once == twice
        drafts = [each for each in once if isinstance(each, Draft)]
        assert not any(title_problem(each.title) for each in drafts)
        assert len({each.title for each in drafts}) == len(drafts)
        assert name or len(drafts) == sum("\0" not in text for text in files.values())
