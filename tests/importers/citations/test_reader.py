"""Bibliographies of three formats to pages of sources."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.citations.files import format_of, read_entries
from importers.citations.identifiers import read_doi, read_isbns, same_isbn
from importers.citations.names import person
from importers.citations.tables import BIBTEX, CSL, RIS
from importers.draft import Draft, Issue
from importers.formats import read
from importers.source import Source, UnusableSourceError
from ontology.shapes import load_ontology
from patterns.frontmatter import body_text, mapping, parse
from patterns.projection import project

ONTOLOGY = load_ontology()

BIB = r"""
@article{frey, author = {Frey, Bruno S. and Jegen, Reto}, title = {Motivation Crowding {Theory}},
  journal = {Journal of Economic Surveys}, volume = 15, pages = {589--611}, year = 2001,
  doi = {https://doi.org/10.1111/1467-6419.00150}, keywords = {motivation, crowding out}, file = {a.pdf}}
"""
RIS_TEXT = """TY  - JOUR
AU  - Frey, Bruno S.
AU  - Jegen, Reto
TI  - Motivation Crowding Theory
JO  - Journal of Economic Surveys
VL  - 15
PY  - 2001/12//
DO  - 10.1111/1467-6419.00150
KW  - motivation
KW  - crowding out
ID  - frey
ER  -
"""
CSL_ITEMS = [
    {
        "id": "frey",
        "type": "article-journal",
        "title": "Motivation Crowding Theory",
        "author": [{"family": "Frey", "given": "Bruno S."}, {"family": "Jegen", "given": "Reto"}],
        "container-title": "Journal of Economic Surveys",
        "volume": "15",
        "issued": {"date-parts": [["2001", 12]]},
        "DOI": "10.1111/1467-6419.00150",
        "keyword": "motivation, crowding out",
    }
]


class Wiki:
    """Pages as an importer may look into them."""

    def __init__(self, pages, origins=()):
        self.texts, self.origins = pages, dict(origins)

    def pages(self, kind):
        return ((title, text) for title, text in self.texts.items())

    def arrived(self, origins):
        return frozenset(title for title, origin in origins.items() if self.origins.get(title) == origin)


def brought(folder: Path, name: str, text: str, **given):
    (folder / name).write_text(text, encoding="utf-8")
    found = list(read("citations", Source(folder / name, ONTOLOGY, **given)))
    return [each for each in found if isinstance(each, Draft)], [
        each for each in found if isinstance(each, Issue)
    ]


def front(draft: Draft):
    return mapping(parse(draft.text))


@pytest.mark.parametrize(
    ("name", "text"), [("a.bib", BIB), ("a.ris", RIS_TEXT), ("a.json", json.dumps(CSL_ITEMS))]
)
def test_the_three_formats_say_the_same_of_a_work(tmp_path, name, text):
    (draft,), _ = brought(tmp_path, name, text, license="CC0-1.0")
    assert draft.title == "Source:Motivation Crowding Theory"
    assert draft.origin == f"{name}:frey"
    assert front(draft) == {
        "kind": "source",
        "title": "Motivation Crowding Theory",
        "aliases": ["frey"],
        "tags": ["motivation", "crowding out"],
        "creators": ["Bruno S. Frey", "Reto Jegen"],
        "year": 2001,
        "type": "article",
        "container": "Journal of Economic Surveys",
        "doi": "10.1111/1467-6419.00150",
        "license": "CC0-1.0",
    }
    assert "- Volume: 15" in body_text(parse(draft.text))
    assert project(draft.text, draft.title, ONTOLOGY, "https://example.org").findings == ()


def test_what_is_left_out_or_unknown_is_said_with_its_line(tmp_path):
    (draft,), issues = brought(tmp_path, "a.bib", BIB.replace("file =", "odd = {x},\n  file ="))
    said = {each.place: each.message for each in issues}
    assert "'odd' is unknown here" in said["a.bib:4"]
    assert "- odd: x" in draft.text
    assert any("'file' was left out (once)" in each.message for each in issues)
    assert any("no licence was given" in each.message for each in issues)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.bib", "@book{a, title={A}, language={german and english}, langid={ngerman}}"),
        ("a.ris", "TY  - BOOK\nTI  - A\nLA  - ger; eng\nER  -\n"),
        ("a.json", '[{"id": "a", "type": "book", "title": "A", "language": "de, en"}]'),
    ],
)
def test_the_language_of_a_work_is_a_tag_in_each_format(tmp_path, name, text):
    (draft,), _ = brought(tmp_path, name, text)
    assert front(draft)["in_language"] == ["de", "en"]
    assert project(draft.text, draft.title, ONTOLOGY, "https://example.org").findings == ()


def test_a_language_nobody_knows_is_said_and_listed(tmp_path):
    (draft,), issues = brought(tmp_path, "a.bib", "@book{a, title={A},\n  language={Klingon and French}}")
    assert front(draft)["in_language"] == "fr"
    assert "- Language: Klingon" in draft.text
    assert [
        "names a language that is not known ('Klingon')" in each.message
        for each in issues
        if each.place == "a.bib:2"
    ] == [True]


def test_a_type_nobody_knows_is_said_and_misc_is_none(tmp_path):
    drafts, issues = brought(tmp_path, "a.bib", "@misc{a, title={A}}\n@scroll{b, title={B}}")
    assert [front(each).get("type") for each in drafts] == [None, None]
    assert [each.place for each in issues if "type" in each.message] == ["a.bib:2"]
    assert "- Kind: scroll" in drafts[1].text


def test_an_entry_inherits_from_the_one_it_stands_in(tmp_path):
    text = (
        "@incollection{in, title={Chapter}, author={A B}, crossref={whole}}\n"
        "@collection{whole, title={The Whole}, editor={C D}, year=1999, publisher={Press}}\n"
        "@book{loop, title={Loop}, crossref={loop}}"
    )
    chapter = front(brought(tmp_path, "a.bib", text)[0][0])
    assert (chapter["container"], chapter["year"], chapter["publisher"]) == ("The Whole", 1999, "Press")


def test_abstract_notes_and_quotations_are_shown_as_written(tmp_path):
    text = "@book{a, title={A [b]}, abstract={*One* [[two]]\n\n# three}, annote={<b>}, quotation={Said.}}"
    (draft,), _ = brought(tmp_path, "a.bib", text)
    assert draft.title == "Source:A (b)"
    assert front(draft)["quotations"] == ["Said."]
    body = body_text(parse(draft.text))
    assert "## Description\n\n\\*One\\* \\[\\[two]]" in body
    assert "\n\n\\# three\n" in body
    assert project(draft.text, draft.title, ONTOLOGY, "https://example.org").links == ()


def test_names_in_braces_and_names_that_say_so_are_institutions(tmp_path):
    text = "@report{a, title={A}, author={{Free Software Movement} and Orsi, Cosma and Mozilla Foundation and others}}"
    assert front(brought(tmp_path, "a.bib", text)[0][0])["creators"] == [
        "Institution:Free Software Movement",
        "Cosma Orsi",
        "Institution:Mozilla Foundation",
    ]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("van der Berg, Jan", "Jan van der Berg"),
        ("King, Jr., Martin Luther", "Martin Luther King Jr."),
        ("King, Martin Luther, Jr.", "Martin Luther King Jr."),
        ("Plato", "Plato"),
        ("Bank, Anna", "Anna Bank"),
    ],
)
def test_persons_are_called_as_people_say_them(written, read_as):
    assert (person(written).text, person(written).institution) == (read_as, False)


def test_the_same_work_twice_is_one_page(tmp_path):
    text = (
        BIB + "@book{again, title={Motivation crowding theory}, author={Frey, B.}, year=2001, publisher={X}}"
    )
    (draft,), issues = brought(tmp_path, "a.bib", text)
    assert front(draft)["publisher"] == "X"
    assert front(draft)["aliases"] == ["frey", "again"]
    assert any("by title and year" in each.message for each in issues)


def test_works_of_one_title_stay_apart_and_a_chapter_is_not_its_book(tmp_path):
    text = (
        "@book{a, title={Commons}, author={A One}, year=2001, isbn={978-0-306-40615-7}}"
        "@book{b, title={Commons}, author={B Two}, year=2001}"
        "@book{c, title={Commons}, author={B Two}, year=2009}"
        "@incollection{d, title={Chapter}, isbn={978-0-306-40615-7}}"
    )
    drafts, issues = brought(tmp_path, "a.bib", text)
    assert [each.title for each in drafts] == [
        "Source:Commons",
        "Source:Commons (Two, 2001)",
        "Source:Commons (Two, 2009)",
        "Source:Chapter",
    ]
    assert sum("another work is called" in each.message for each in issues) == 2


def test_a_work_the_wiki_has_is_completed_and_said(tmp_path):
    page = "---\nkind: source\ntitle: Crowding (Frey and Jegen, 2001)\ndoi: 10.1111/1467-6419.00150\n---\n"
    wiki = Wiki({"Source:Crowding (Frey and Jegen, 2001)": page})
    (draft,), issues = brought(tmp_path, "a.bib", BIB, known=wiki)
    assert draft.title == "Source:Crowding (Frey and Jegen, 2001)"
    assert draft.supplements
    assert any("the wiki has this work, by the DOI" in each.message for each in issues)


def test_importing_again_gives_the_same_drafts(tmp_path):
    text = BIB + "@book{a, title={Commons}}@book{b, title={Commons}, year=2001, abstract={Long.}}"
    first, _ = brought(tmp_path, "a.bib", text)
    wiki = Wiki({each.title: each.text for each in first}, {each.title: each.origin for each in first})
    again, issues = brought(tmp_path, "a.bib", text, known=wiki)
    assert again == first
    assert not any("the wiki has" in each.message for each in issues)


def test_a_wrong_item_of_csl_costs_itself(tmp_path):
    text = '[{"id":"a","type":"book","title":"A"},\n{"id":"b", broken},\n{"id":"c","type":"book","title":"C"}, 7]'
    drafts, issues = brought(tmp_path, "a.json", text)
    assert [each.title for each in drafts] == ["Source:A", "Source:C"]
    assert [each.place for each in issues[:2]] == ["a.json:2", "a.json:3"]


def test_a_record_of_ris_without_an_end_is_read_and_said(tmp_path):
    text = "rubbish\nTY  - BOOK\nTI  - One\nand more\nTY - BOOK\nT1 - Two\nSN - 978-0-306-40615-7"
    drafts, issues = brought(tmp_path, "a.ris", text)
    assert [each.title for each in drafts] == ["Source:One and more", "Source:Two"]
    assert front(drafts[1])["isbn"] == "978-0-306-40615-7"
    assert [each.place for each in issues[:3]] == ["a.ris:1", "a.ris:2", "a.ris:5"]


def test_identifiers_are_read_out_of_what_people_write():
    assert read_doi("https://dx.doi.org/10.1000/182.") == "10.1000/182"
    assert read_doi("DOI: 10.1000/a%2Fb") == "10.1000/a/b"
    assert read_doi("none") == ""
    assert read_isbns("0-306-40615-2 (hbk), 978 0 306 40615 7, 978-0-306-40615-8") == [
        "0-306-40615-2",
        "978-0-306-40615-7",
    ]
    assert same_isbn("0306406152") == "9780306406157"


def test_a_file_without_entries_is_refused(tmp_path):
    with pytest.raises(UnusableSourceError, match="holds no entry"):
        brought(tmp_path, "a.bib", "nothing")


def test_a_title_nobody_can_use_or_none_leaves_the_entry_out(tmp_path):
    drafts, issues = brought(tmp_path, "a.bib", "@book{a, title={///}}@book{b, year=2001}@book{c, title={C}}")
    assert [each.title for each in drafts] == ["Source:C"]
    assert sum("has no title" in each.message for each in issues) == 2


def test_a_long_title_is_cut_and_kept_as_an_alias(tmp_path):
    title = "Commons " * 60 + "end"
    (draft,), issues = brought(tmp_path, "a.bib", f"@book{{a, title={{{title}}}}}")
    assert draft.title.endswith("Commons…")
    assert front(draft)["aliases"] == [title, "a"]
    assert any("the title is long" in each.message for each in issues)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([BIBTEX, RIS, CSL]), st.text() | st.binary().map(lambda raw: raw.decode("cp437")))
def test_no_text_stops_a_reader(table, text):
    for _ in read_entries(text, table):
        pass


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_bibliography_cut_and_mixed_anywhere_is_still_pages_without_a_crash(tmp_path_factory, data):
    whole = BIB + RIS_TEXT + json.dumps(CSL_ITEMS)
    cuts = data.draw(st.lists(st.integers(0, len(whole)), min_size=2, max_size=6))
    text = "".join(whole[start : start + 150] for start in cuts)
    table = format_of(text, "")
    folder = tmp_path_factory.mktemp("cut")
    if table is None:
        return
    (folder / "a.txt").write_text(text, encoding="utf-8")
    try:
        found = list(read("citations", Source(folder / "a.txt", ONTOLOGY)))
    except UnusableSourceError:
        return
    assert all(project(each.text, each.title, ONTOLOGY, "") for each in found if isinstance(each, Draft))


def test_authors_who_are_not_named_are_said(tmp_path):
    (made,), _ = brought(tmp_path, "a.bib", "@book{a, title={T}, author={Ann Bee and others}, year=1999}")
    assert front(made)["creators"] == ["Ann Bee"]
    assert "- Further authors: not named" in made.text


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("given=Simon, family=Beck", "Simon Beck"),
        ('family=Nero, given=Charles, prefix=de, suffix="Jr."', "Charles de Nero Jr."),
        ("Family={Beck}", "{Beck}"),
    ],
)
def test_names_of_biblatex_that_say_what_their_parts_are(written, name):
    assert person(written).text == name


def test_the_name_a_volume_gives_itself_for_its_chapters_is_theirs(tmp_path):
    text = (
        "@inproceedings{a, crossref={p}, title={T}, author={A B}, year=2001}"
        "@proceedings{p, title={Short}, booktitle={The Long Name}, year=2001}"
    )
    drafts, _ = brought(tmp_path, "a.bib", text)
    chapter = next(each for each in drafts if each.title == "Source:T")
    assert front(chapter)["container"] == "The Long Name"


def test_a_date_that_is_only_about_when_says_so(tmp_path):
    item = {"id": "a", "type": "book", "title": "T", "issued": {"date-parts": [[1850]], "circa": True}}
    (made,), _ = brought(tmp_path, "a.json", json.dumps([item]))
    assert "- Date: c. 1850" in made.text


def test_a_second_entry_of_a_work_adds_its_title_and_what_is_not_listed_yet(tmp_path):
    text = (
        "@book{a, title={One}, isbn={0521405998}, edition={2}, series={S}}"
        "@book{b, title={One: second printing}, isbn={0521405998}, edition={2}, volume={3}}"
    )
    (made,), _ = brought(tmp_path, "a.bib", text)
    assert front(made)["aliases"] == ["a", "One: second printing", "b"]
    assert made.text.count("## Bibliographic details") == 1
    assert made.text.count("- Edition: 2") == 1
    assert "- Volume: 3" in made.text
