"""A whole MediaWiki on its way to drafts."""

import bz2
import io
import re
from contextlib import suppress
from dataclasses import replace
from xml.sax.saxutils import escape

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers.draft import Draft, Issue
from importers.mediawiki.profile import load_wiki_profile, read_wiki_profile
from importers.mediawiki.reader import read_mediawiki
from importers.profile import profile_labels
from importers.question import Question
from importers.source import Source, StoppedError, UnusableSourceError
from importers.wikitext.boxed import convert_bytes
from ontology.shapes import load_ontology
from patterns.frontmatter import body_text, mapping, parse
from patterns.links import title_problem
from tests.fixtures.mediawiki import SPACES, dump

ONTOLOGY = load_ontology()
FORM = """{{WikiSprint-20M
|Name=Agronautas
|Language=Spanish
|Main URL=http://pez.example/agro_nautas
|Short description=Nature and people
|Details=A ''project''.
* one
|City=Vigo
|Country=España
|Location=42.1415816, -8.7929859
|Number of participants=40
|Start date=2011/09/01
|Related projects=Guifi.net, Nobody
|Topics=Agrifood, Ecology,
|Odd one=x
}}
{{MC|mc1=Non Profit|mc2=Reproducible}}
[[Category:Spain]]"""
WIKI = dump(
    ("Agronautas/es", FORM),
    ("Guifi.net", "'''= a network'''\n\nURL = http://guifi.net\n\n=Description=\nSee [[Ana Vera]] and [[ana Vera|her]].[[Category:Cases]]"),
    ("Ana Vera", "=Bio=\nShe.\n[[Cateory:Bios]]"),
    ("Commons", "'''= what is shared'''\n\ntext [[Category:Encyclopedia]] [[Category:Economics]]"),
    ("A Book", "'''Book: A Book. By Ana Vera. Garden Press, 2009'''\n\nURL = http://book.example/x_y\n[[Category:Books]]"),
    ("Vera, Ana", "#REDIRECT [[Ana Vera]]"),
    ("Lost", "#redirect [[Nowhere]]"),
    ("Talk:Commons", "I think so. --[[User:Ben|Ben]]"),
    ("Category:Economics", "About [[:Category:Bios]]."),
    ("Template:Box", "<includeonly>{{{1}}}</includeonly>"),
    ("MediaWiki:Sidebar", "* x"),
    ("User:Ben", "me"),
    ("Plain", "{{Box|1}} and {{Box|2}} [[Case:Odd|odd]]"),
)  # fmt: skip


def brought(tmp_path, text=WIKI, profile="p2pfoundation", **given):
    path = tmp_path / "wiki.xml"
    path.write_text(text, encoding="utf-8")
    found = list(read_mediawiki(Source(path, ONTOLOGY, profile, **given)))
    drafts = {each.title: each for each in found if isinstance(each, Draft)}
    return drafts, [each for each in found if isinstance(each, Issue)]


@pytest.fixture
def wiki(tmp_path):
    return brought(tmp_path)


def front(draft):
    return mapping(parse(draft.text))


def body(draft):
    return body_text(parse(draft.text))


def test_no_page_is_lost_and_each_is_of_its_kind(wiki):
    assert list(wiki[0]) == [
        "Source:P2P Foundation wiki", "Case:Agronautas/es", "Case:Guifi.net", "Person:Ana Vera", "Concept:Commons",
        "Source:A Book", "Vera, Ana", "Lost", "Talk:Concept:Commons", "Category:Economics", "Template:Box", "User:Ben", "Plain",
    ]  # fmt: skip


def test_a_form_becomes_a_case_with_evidence(wiki):
    said = front(wiki[0]["Case:Agronautas/es"])
    evidence = {"source": "P2P Foundation wiki"}
    assert said["aliases"] == ["Agronautas"]
    assert said["url"] == ["http://pez.example/agro_nautas"]
    assert (said["summary"], said["place"], said["coordinates"]) == (
        "Nature and people",
        ["Vigo"],
        "42.14158, -8.792986",
    )
    assert said["contributors"] == [{"value": 40, **evidence, "quote": "Number of participants=40"}]
    assert said["started"] == [{"value": 2011, **evidence, "quote": "Start date=2011/09/01"}]
    assert said["country"] == ["España", "Spain"]
    assert said["related_to"] == ["Case:Guifi.net", "Nobody"]
    assert said["tags"] == ["Agrifood", "Ecology"]
    assert said["move_commons"] == ["Non Profit", "Reproducible"]
    assert said["odd_one"] == ["x"]
    assert body(wiki[0]["Case:Agronautas/es"]) == "## Description\n\nA *project*.\n\n- one\n"


def test_lines_on_top_become_fields(wiki):
    drafts, _ = wiki
    assert front(drafts["Case:Guifi.net"])["summary"] == "a network"
    assert front(drafts["Case:Guifi.net"])["url"] == ["http://guifi.net"]
    assert (
        body(drafts["Case:Guifi.net"])
        == "## Description\n\nSee [[Person:Ana Vera|Ana Vera]] and [[Person:Ana Vera|her]].\n"
    )
    assert front(drafts["Concept:Commons"])["definition"] == "what is shared"
    book = front(drafts["Source:A Book"])
    assert (book["type"], book["creators"], book["year"], book["url"]) == (
        "book",
        ["Ana Vera"],
        2009,
        ["http://book.example/x_y"],
    )
    assert "Garden Press" in body(drafts["Source:A Book"])


def test_every_page_says_where_it_comes_from(wiki):
    for title, draft in wiki[0].items():
        if title in {"Source:P2P Foundation wiki", "Vera, Ana", "Lost"}:
            continue
        said = front(draft)
        assert said["license"] == "CC-BY-SA-3.0", title
        assert said["attribution"].startswith("P2P Foundation contributors"), title
        assert said["derived_from"] == ["P2P Foundation wiki"], title
        assert said["origin"].startswith("https://wiki.p2pfoundation.net/"), title
        assert said["origin_revision"].isdecimal(), title
        assert str(said["origin_date"]) == "2020-05-01", title


def test_redirects_stay_redirects_and_those_that_lead_nowhere_are_said(wiki):
    drafts, issues = wiki
    assert front(drafts["Vera, Ana"]) == {"redirect": "Person:Ana Vera"}
    assert front(drafts["Lost"]) == {"redirect": "Nowhere"}
    assert [each.message for each in issues if each.place == "Lost"] == [
        "the redirect leads to 'Nowhere', which is not in the dump; it was kept as it is"
    ]


def test_templates_stay_as_code_and_are_counted(wiki):
    drafts, issues = wiki
    assert body(drafts["Template:Box"]) == "```wikitext\n<includeonly>{{{1}}}</includeonly>\n```\n"
    assert body(drafts["Plain"]).startswith("`{{Box|1}}` and `{{Box|2}}`")
    assert any("'Box'" in each.message and "2 times" in each.message for each in issues)


def test_namespaces_left_out_and_unknown_parameters_are_said(wiki):
    said = [each.message for each in wiki[1]]
    assert "one page of the namespace MediaWiki was left out, as the profile says" in said
    assert any("'Odd one'" in each for each in said)


def test_a_draft_brings_the_history_of_the_page(tmp_path):
    two = [
        ("2020-01-01T00:00:00Z", "Ana", "begun", "''a''"),
        ("2021-01-01T00:00:00Z", "Ben", "more", "''b''"),
    ]
    drafts, _ = brought(tmp_path, dump(("A", two)), "")
    assert [(each.author, each.summary) for each in drafts["A"].originals] == [
        ("Ana", "begun"),
        ("Ben", "more"),
    ]
    assert body(drafts["A"]) == "*b*\n"
    drafts, _ = brought(tmp_path, dump(("A", two)), "", current=True)
    assert [each.author for each in drafts["A"].originals] == ["Ben"]


def test_without_a_profile_everything_is_a_plain_page_with_its_address(tmp_path):
    drafts, _ = brought(tmp_path, profile="", license="CC-BY-4.0")
    assert front(drafts["Commons"]) == {
        "kind": "page", "title": "Commons", "tags": ["Encyclopedia", "Economics"], "license": "CC-BY-4.0",
        "origin": "https://wiki.example/wiki/Commons", "origin_revision": "400", "origin_date": front(drafts["Commons"])["origin_date"],
    }  # fmt: skip


def test_a_dump_may_come_by_standard_input(tmp_path, monkeypatch):
    class Standard:
        buffer = io.BytesIO(bz2.compress(dump(("A", "text")).encode()))

    monkeypatch.setattr("sys.stdin", Standard)
    found = list(read_mediawiki(Source(tmp_path.joinpath("-").relative_to(tmp_path), ONTOLOGY)))
    assert [each.title for each in found if isinstance(each, Draft)] == ["A"]


def test_what_is_stopped_is_kept_as_code_and_said(tmp_path):
    def work(name, payload):
        raise StoppedError("it took longer than its 10 s")

    drafts, issues = brought(tmp_path, dump(("A", "''a''")), "", work=work, hands=2)
    assert body(drafts["A"]) == "```wikitext\n''a''\n```\n"
    assert "took longer" in issues[0].message


def test_a_dump_that_breaks_off_gives_its_beginning(tmp_path):
    drafts, issues = brought(tmp_path, WIKI[: WIKI.index("<title>Commons</title>")])
    assert list(drafts)[1:] == ["Case:Agronautas/es", "Case:Guifi.net", "Person:Ana Vera"]
    assert any("the pages before that were read" in each.message for each in issues)


def test_wrong_encodings_are_mended_where_certain_and_said(tmp_path):
    drafts, issues = brought(tmp_path, dump(("A", "itâ€™s MÃ¼nchen, an odd Ã sign")), "")
    assert body(drafts["A"]) == "it’s München, an odd Ã sign\n"
    assert [each.message for each in issues] == [
        "2 places were read in a wrong encoding at the source and mended",
        "what looks like a wrong encoding was left as it is: 'hen, an odd Ã sign'",
    ]


def test_what_is_no_dump_is_refused(tmp_path):
    with pytest.raises(UnusableSourceError, match="Nothing can be read"):
        brought(tmp_path, "hello", "")


def test_every_profile_for_mediawikis_can_be_read():
    names = [name for name, (form, _) in profile_labels().items() if form == "mediawiki"]
    assert "p2pfoundation" in names
    for name in names:
        assert load_wiki_profile(name).license


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("{format: markdown}", "for the format markdown"),
        ("{format: mediawiki, kindz: []}", "unknown key 'kindz'"),
        ("{format: mediawiki, kinds: [{kind: case, colour: red}]}", "colour"),
        ("{format: mediawiki, lines: [{match: '(', key: url}]}", "unterminated"),
    ],
)
def test_a_profile_that_is_wrong_says_where(written, why):
    with pytest.raises(UnusableSourceError, match=re.escape(why)):
        read_wiki_profile("garden", yaml.safe_load(written))


TWO_KINDS = dump(
    ("Ana Vera", "She. [[Category:Bios]] [[Category:Books]]"), ("Commons", "[[Category:Encyclopedia]]")
)


def test_a_page_that_two_rules_fit_is_asked_about(tmp_path):
    drafts, _ = brought(tmp_path, TWO_KINDS)
    assert "Person:Ana Vera" in drafts
    found = list(read_mediawiki(Source(tmp_path / "wiki.xml", ONTOLOGY, "p2pfoundation")))
    (question,) = [each for each in found if isinstance(each, Question)]
    assert (question.place, question.default) == ("Ana Vera", "person")
    assert [each.value for each in question.options] == ["person", "source"]
    assert "Person and Source" in question.sentence


def test_the_answer_which_kind_a_page_is_counts_with_all_its_rule_sets(tmp_path):
    brought(tmp_path, TWO_KINDS)
    given = Source(tmp_path / "wiki.xml", ONTOLOGY, "p2pfoundation")
    key = next(each.key for each in read_mediawiki(given) if isinstance(each, Question))
    answered = list(read_mediawiki(replace(given, answers={key: "source"})))
    assert not any(isinstance(each, Question) for each in answered)
    made = next(each for each in answered if isinstance(each, Draft) and each.title == "Source:Ana Vera")
    assert mapping(parse(made.text))["type"] == "book"


def page_of(title, text, model="wikitext", inner=""):
    body = f"<revision><id>1</id><timestamp>2020-01-01T00:00:00Z</timestamp><model>{model}</model><text>{text}</text></revision>"
    return f"<page><title>{title}</title><ns>0</ns><id>1</id>{inner}{body}</page>"


def garden(*given, spaces=SPACES):
    return dump(spaces=spaces).replace("</mediawiki>", "") + "".join(given) + "</mediawiki>"


GERMAN = {**SPACES, 1: "Diskussion", 6: "Datei", 10: "Vorlage", 14: "Kategorie"}


def test_a_wiki_of_another_language_is_read_by_its_own_names_and_the_standard_ones(tmp_path):
    text = garden(
        page_of("Haus", "[[Kategorie:Bauten]] [[Category:Alt]] [[Datei:A.png|mini]] [[Bild:B.png|b]] [[Project:X]]"),
        page_of("Diskussion:Haus", "ja"),
        page_of("Heim", "#WEITERLEITUNG [[Haus#Das Dach|Dach]]", inner='<redirect title="Haus"/>'),
        page_of("Nhà", "#ĐỔI [[Haus]]", inner='<redirect title="Haus"/>'),
        page_of("Liste", "#ĐỔI [[Haus]] und mehr"),
        page_of("Vorlage:K", "x"),
        spaces=GERMAN,
    )  # fmt: skip
    drafts, issues = brought(tmp_path, text, "")
    assert front(drafts["Haus"])["tags"] == ["Bauten", "Alt"]
    assert "![A.png]" in body(drafts["Haus"])
    assert "![b]" in body(drafts["Haus"])
    assert "[[Garden wiki:X|Project:X]]" in body(drafts["Haus"])
    assert "ja" in drafts["Talk:Haus"].text
    assert front(drafts["Heim"]) == front(drafts["Nhà"]) == {"redirect": "Haus"}
    assert [each.message for each in issues if each.place == "Heim"] == [
        "the redirect leads to the section 'Das Dach' there; here it leads to the page"
    ]
    assert body(drafts["Liste"]) == "1. ĐỔI [[Haus]] und mehr\n"
    assert "```wikitext" in drafts["Vorlage:K"].text


@pytest.mark.parametrize(
    ("model", "language"),
    [("json", "json"), ("Scribunto", "lua"), ("sanitized-css", "css"), ("javascript", "javascript"),
     ("wikibase-item", "json"), ("flow-board", "json"), ("text", "json")],
)  # fmt: skip
def test_what_is_no_wikitext_is_shown_as_code(tmp_path, model, language):
    drafts, issues = brought(tmp_path, garden(page_of("A", '{"a": [[b]]}', model)), "")
    assert body(drafts["A"]) == f'```{language}\n{{"a": [[b]]}}\n```\n'
    named = [each for each in issues if f"written in {model}" in each.message]
    assert bool(named) == (model not in {"text", "javascript"})


def test_what_a_page_lacks_is_said(tmp_path):
    hidden = "<revision><id>2</id><text deleted='deleted'/></revision>"
    text = garden(
        page_of("Empty", " "),
        page_of("Part", "seen", inner=hidden),
        page_of("", "x"),
        "<page><title>None</title></page>",
        f"<page><title>Hidden</title>{hidden}</page>",
        page_of("File:X", "f", inner="<upload><filename>X</filename></upload>"),
    )
    drafts, issues = brought(tmp_path, text, "")
    assert set(drafts) == {"Empty", "Part", "File:X"}
    assert {(each.place, each.message) for each in issues} == {
        ("Empty", "the page is empty at its source"),
        ("Part", "the text of one revision is hidden at the source and left out"),
        ("page 1", "the page was left out: it has no title"),
        ("None", "the page was left out: it has no text in the dump"),
        ("Hidden", "the page was left out: its text is hidden at the source"),
        ("File:X", "the file itself was left out; the page tells of it"),
    }


def test_an_export_without_pages_says_so(tmp_path):
    assert [each.message for each in brought(tmp_path, garden(), "")[1]] == ["no page was found in it"]


def test_a_text_that_is_too_long_is_not_converted(tmp_path, monkeypatch):
    monkeypatch.setattr("importers.mediawiki.reader.LONGEST", 10)
    drafts, issues = brought(tmp_path, garden(page_of("A", "''word''  word")), "")
    assert body(drafts["A"]) == "```wikitext\n''word''  word\n```\n"
    assert any("14 characters, more than are converted" in each.message for each in issues)


@pytest.mark.parametrize("first", [True, False])
def test_titles_that_differ_in_their_first_letter_are_two_where_the_wiki_says_so(tmp_path, first):
    text = garden(page_of("foo", "[[Foo]]"), page_of("Foo", "[[foo]]"))
    text = text if first else text.replace("<case>first-letter", "<case>case-sensitive")
    drafts, _ = brought(tmp_path, text, "")
    assert body(drafts["Foo"]) == ("[[foo]]\n")
    assert set(drafts) == {"foo", "Foo"}


ODD = st.text(alphabet="aÜ/ #<>[]|{}:%&_.~\u200e\u0301", min_size=1, max_size=12)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ODD, min_size=1, max_size=6))
def test_no_page_with_an_odd_title_is_lost_silently(tmp_path, titles):
    pages = [page_of(escape(each), "x") for each in titles]
    drafts, issues = brought(tmp_path, garden(*pages), "")
    assert all(not title_problem(each) for each in drafts)
    left_out = [each for each in issues if "left out" in each.message]
    assert len(drafts) + len(left_out) >= len(titles)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_dump_never_crashes(tmp_path, data):
    raw = bytearray(
        garden(page_of("A", "one"), page_of("B", "#REDIRECT [[A]]"), page_of("C", "{{x|")).encode()
    )
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=5))
    path = tmp_path / "damaged.xml"
    path.write_bytes(bytes(raw))
    with suppress(UnusableSourceError):
        list(read_mediawiki(Source(path, ONTOLOGY)))


def test_long_pages_are_not_read_far_ahead(tmp_path, monkeypatch):
    monkeypatch.setattr("importers.mediawiki.reader.HELD", 50_000)
    path = tmp_path / "dump.xml"
    path.write_text(dump(*((f"Page {number}", f"{number} " * 5000) for number in range(40))))
    begun = []

    def work(name, payload):
        begun.append(name)
        return convert_bytes(payload)

    drafts = (each for each in read_mediawiki(Source(path, ONTOLOGY, work=work, hands=2)))
    first = next(each for each in drafts if isinstance(each, Draft))
    assert (first.title, len(begun) < 10) == ("Page 0", True)
    assert len([each for each in drafts if isinstance(each, Draft)]) == 39
