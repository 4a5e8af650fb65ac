"""Plain text, HTML and PDF to pages of sources whose paragraphs can be quoted."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.errors import DependencyError

from importers.documents.columns import in_reading_order
from importers.documents.document import mended, paragraphs_of, paragraphs_of_page, without_running_heads
from importers.documents.html import read_html
from importers.documents.pdf import pdf_bytes
from importers.draft import Draft, Issue
from importers.formats import read
from importers.source import Source, StoppedError, UnusableSourceError
from ontology.shapes import load_ontology
from patterns.frontmatter import body_text, mapping, parse
from patterns.projection import project
from patterns.quotations import Quotations, listed_quotations
from patterns.saying import understand

ONTOLOGY = load_ontology()

PAGE = """<!doctype html><html lang="en"><head><title>Site – Sharing</title>
<meta property="og:title" content="Sharing"><meta name="author" content="Ada Gardener">
<meta property="article:published_time" content="2009-03-01T10:00"><link rel="canonical" href="https://a.example/x">
<style>p {}</style><script>var no = "<p>no</p>";</script></head><body>
<nav><p>Home</p></nav><div class="site-menu">More</div><p hidden>Secret</p>
<article><h1>Sharing</h1><p>We share <b>every</b>thing,<br>even *stars* &amp; [[links]].</p>
<aside>Buy!</aside><blockquote><p>A word.</p></blockquote><ul><li>one<li>two</ul>
<p>License: <a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY</a></p></article>
<footer>Imprint</footer></body></html>"""


def pdf(*pages: str) -> bytes:
    """A PDF with a line of text for each line of each page."""
    parts = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for page in pages:
        lines = "".join(f"({line}) Tj T* " for line in page.split("\n") if page)
        stream = f"BT /F1 12 Tf 14 TL 72 720 Td {lines}ET".encode("latin-1")
        number = len(parts) + 1
        kids.append(f"{number} 0 R")
        font = "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
        parts.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {number + 1} 0 R /Resources {font} >>".encode()
        )
        parts.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    parts[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, len(made))
    return made + head + rows + tail


def scanned() -> bytes:
    """A PDF whose one page is a picture."""
    drawn = "/XObject << /I << /Type /XObject /Subtype /Image >> >> /Font <<"
    return pdf("").replace(b"/Font <<", drawn.encode(), 1)


def set_in_columns(rows, *, across=330, size=9) -> bytes:
    """A PDF whose text is drawn row by row: a text alone, or one on each side of a gutter."""
    drawn = []
    for place, row in enumerate(rows):
        for x, words in zip((60, across), [row] if isinstance(row, str) else row, strict=False):
            drawn.append(f"1 0 0 1 {x} {760 - 12 * place} Tm ({words}) Tj ")
    stream = f"BT /F1 {size} Tf {''.join(drawn)}ET".encode()
    page = pdf("here")
    start, end = page.index(b"<< /Length"), page.index(b"endstream")
    return page[:start] + b"<< /Length %d >>\nstream\n%s\n" % (len(stream), stream) + page[end:]


def brought(folder, name, raw, **given):
    (folder / name).write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    found = list(read("documents", Source(folder / name, ONTOLOGY, **given)))
    return [each for each in found if isinstance(each, Draft)], [
        each for each in found if isinstance(each, Issue)
    ]


def quoted(draft):
    return Quotations(listed_quotations(understand(parse(draft.text), draft.title, ONTOLOGY)))


def test_every_paragraph_of_a_text_is_numbered_and_can_be_quoted(tmp_path):
    text = "A talk\n\nQ: Is it *free*?\n\nA: Yes, it is\nfree – “for all”.\n\n1. [[no]] list\n"
    (draft,), issues = brought(tmp_path, "talk.txt", text)
    assert draft.title == "Source:A talk"
    assert "¶ 3\n\n> A: Yes, it is free – “for all”." in body_text(parse(draft.text))
    assert quoted(draft).longest_with('it is free - "for all"').words.startswith("A: Yes")
    assert [each.words for each in quoted(draft).all][1] == "Q: Is it *free*?"
    assert project(draft.text, draft.title, ONTOLOGY, "").links == ()
    assert ["licence is not known" in each.message for each in issues] == [True]
    assert "license" not in mapping(parse(draft.text))


def test_html_is_its_main_text_and_what_it_says_of_itself(tmp_path):
    (draft,), issues = brought(tmp_path, "a.html", PAGE)
    assert [each.words for each in quoted(draft).all] == [
        "Sharing",
        "We share everything, even *stars* & [[links]].",
        "A word.",
        "one",
        "two",
        "License: CC BY",
    ]
    said = mapping(parse(draft.text))
    assert (said["title"], said["creators"], said["year"]) == ("Sharing", ["Ada Gardener"], 2009)
    assert said["license"] == said["work_license"] == "CC-BY-4.0"
    assert said["url"] == "https://a.example/x"
    assert said["in_language"] == "en"
    assert issues == []


def test_a_page_without_a_main_part_is_read_as_a_whole():
    assert read_html("<p>one<p>two</div></b>").pages == [["one", "two"]]
    assert read_html("<html><body><div>one</div>two").pages == [["one", "two"]]


def test_a_pdf_is_read_page_by_page(tmp_path):
    (draft,), issues = brought(tmp_path, "a.pdf", pdf("One commu-\nnity", "", "Two"), license="CC-BY-4.0")
    body = body_text(parse(draft.text))
    assert "### Page 1\n\n¶ 1\n\n> One community" in body
    assert "### Page 3\n\n¶ 2\n\n> Two" in body
    assert any("1 of 3 pages hold no text" in each.message for each in issues)
    assert mapping(parse(draft.text))["license"] == "CC-BY-4.0"


@pytest.mark.parametrize(("lang", "said"), [("de-DE", "de-DE"), ("i18n", None), ("", None)])
def test_the_language_of_a_pdf_is_that_of_its_catalogue(tmp_path, lang, said):
    raw = pdf("One").replace(b"/Type /Catalog", f"/Type /Catalog /Lang ({lang})".encode())
    (draft,), issues = brought(tmp_path, "a.pdf", raw, license="CC-BY-4.0")
    assert mapping(parse(draft.text)).get("in_language") == said
    assert any("no language that is known" in each.message for each in issues) == (lang == "i18n")


def test_a_scanned_pdf_and_one_that_is_none_are_said(tmp_path):
    for name, raw, said in (
        ("empty.pdf", pdf("", ""), "text recognition (OCR) may find it"),
        (
            "scan.pdf",
            scanned(),
            "holds pictures of pages and no text: run text recognition (OCR) over it first",
        ),
        ("no.pdf", b"%PDF-1.4 rubbish", "no PDF that can be read"),
    ):
        drafts, issues = brought(tmp_path, name, raw)
        assert drafts == []
        assert any(said in each.message for each in issues)


def test_running_heads_go_and_lines_of_one_page_stay():
    pages = [f"The Journal {n}\ntext {n} of it\n{n}" for n in range(1, 6)] + ["A title\nwords\n6"]
    left, cut = without_running_heads(pages)
    assert left[0] == "text 1 of it"
    assert left[5] == "A title\nwords"
    assert cut == 11


@pytest.mark.parametrize(
    ("page", "read_as"),
    [
        ("commu-\nnity", "community"),
        ("Anglo-\nAmerican", "Anglo-\nAmerican"),
        ("2008-\nlater", "2008-\nlater"),
    ],
)
def test_words_parted_at_the_end_of_a_line_are_put_together(page, read_as):
    assert mended(page) == read_as


def test_two_documents_of_one_title_stay_apart(tmp_path):
    (tmp_path / "a.txt").write_text("Title\n\nOne.")
    (tmp_path / "b.txt").write_text("Title\n\nTwo.")
    titles = [each.title for each in read("documents", Source(tmp_path, ONTOLOGY)) if isinstance(each, Draft)]
    assert titles == ["Source:Title", "Source:Title (b)"]


def test_a_profile_is_refused(tmp_path):
    (tmp_path / "a.txt").write_text("One.")
    with pytest.raises(UnusableSourceError, match="no profiles"):
        list(read("documents", Source(tmp_path, ONTOLOGY, profile="x")))


@given(st.text())
def test_paragraphs_keep_every_word(text):
    assert " ".join(paragraphs_of(text)).split() == text.replace("\u00ad", "").split()


@settings(deadline=None)
@given(
    st.text()
    | st.lists(
        st.sampled_from(["<p>", "</p>", "<main>", "<nav", "a", ">", "<!--", "</article>", "<br>"])
    ).map("".join)
)
def test_no_text_stops_the_reader_of_html(text):
    assert all(each.strip() for each in read_html(text).pages[0])


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 600))
def test_no_bytes_stop_the_reader_of_pdf(mess, place):
    raw = pdf("One", "Two")
    assert pdf_bytes(b"0\n" + raw[:place] + mess + raw[place + len(mess) :]).startswith(b"{")


TEX_PAGE = """1.2 Commons
The commons is neither the state nor the market, and people who use it have rules of
their own for it, which they ﬁnd by trying and by talking about what went wrong be-
fore them.
A second paragraph begins without any blank line, since the maker of this document sets
them by their distance only.
• one thing that matters here
• another thing
"""


def test_a_page_without_blank_lines_is_parted_by_short_lines_marks_and_numbers():
    assert paragraphs_of_page(TEX_PAGE) == [
        "1.2 Commons",
        (
            "The commons is neither the state nor the market, and people who use it have rules of their own for it, which they "
            "find by trying and by talking about what went wrong before them."
        ),
        "A second paragraph begins without any blank line, since the maker of this document sets them by their distance only.",
        "• one thing that matters here",
        "• another thing",
    ]


@given(st.text(max_size=300))
def test_no_letter_of_a_page_is_lost_by_parting_it(text):
    whole = "".join(paragraphs_of_page(text)).replace(" ", "")
    assert sum(map(str.isalnum, whole)) >= sum(map(str.isalnum, text))


def test_a_long_pdf_is_read_in_several_pieces_of_work(tmp_path, monkeypatch):
    monkeypatch.setattr("importers.documents.pdf.SPAN", -1.0)
    (tmp_path / "a.pdf").write_bytes(pdf("One", "Two", "Three"))
    asked = []

    def work(name, payload):
        asked.append(payload[:2])
        return pdf_bytes(payload)

    found = list(read("documents", Source(tmp_path / "a.pdf", ONTOLOGY, work=work)))
    (draft,) = (each for each in found if isinstance(each, Draft))
    assert asked == [b"0\n", b"1\n", b"2\n"]
    assert all(f"> {word}" in draft.text for word in ("One", "Two", "Three"))


def test_what_was_read_before_a_piece_of_work_was_stopped_is_kept_and_said(tmp_path, monkeypatch):
    monkeypatch.setattr("importers.documents.pdf.SPAN", -1.0)
    (tmp_path / "a.pdf").write_bytes(pdf("One", "Two"))

    def work(name, payload):
        if payload.startswith(b"1\n"):
            raise StoppedError("it took too long")
        return pdf_bytes(payload)

    found = list(read("documents", Source(tmp_path / "a.pdf", ONTOLOGY, work=work)))
    assert any("up to page 1 only" in each.message for each in found if isinstance(each, Issue))
    assert any("> One" in each.text for each in found if isinstance(each, Draft))


def test_a_font_in_an_encoding_nobody_knows_costs_the_document_and_no_more(monkeypatch):
    def unknown(*_):
        raise LookupError("unknown encoding: klingon")

    monkeypatch.setattr("pypdf.PageObject.extract_text", unknown)
    assert b"no PDF that can be read (LookupError)" in pdf_bytes(b"0\n" + pdf("One"))


@pytest.mark.parametrize(
    ("declared", "written", "text"),
    [
        ("windows-1251", "windows-1251", "Общее благо"),
        ("shift_jis", "shift_jis", "コモンズ"),
        ("windows-1251", "utf-8", "Общее благо"),
        ("no-such", "utf-8", "Größe"),
    ],
)
def test_a_page_is_read_in_the_encoding_it_is_in(tmp_path, declared, written, text):
    page = f'<html><head><meta charset="{declared}"><title>A</title></head><body><p>{text}</p></body></html>'
    (draft,), _ = brought(tmp_path, "a.html", page.encode(written), license="CC0-1.0")
    assert f"> {text}" in draft.text


LEFT = [f"line {number} of the left column goes on about the commons" for number in range(20)]
RIGHT = [f"row {number} of the right column says what people share" for number in range(20)]
ROWS = ["A title that goes across both columns of the page and further", "", *zip(LEFT, RIGHT, strict=True)]


def said_by(raw):
    read = json.loads(pdf_bytes(b"0\n" + raw))
    return " ".join(" ".join(read["pages"]).split())


def test_two_columns_drawn_row_by_row_are_read_one_after_the_other():
    assert said_by(set_in_columns(ROWS)) == " ".join([ROWS[0], *LEFT, *RIGHT])


def test_a_word_parted_at_the_end_of_a_line_in_a_column_is_put_together(tmp_path):
    rows = [*zip([*LEFT[:10], "what is held in com-", "mon goes on", *LEFT[12:]], RIGHT, strict=True)]
    (draft,), _ = brought(tmp_path, "a.pdf", set_in_columns(rows), license="CC0-1.0")
    assert "what is held in common goes on" in " ".join(draft.text.split())


def test_a_table_is_read_row_by_row():
    rows = [(f"Turin {number}", f"{number} people") for number in range(60)]
    words = said_by(set_in_columns(rows))
    assert words.startswith("Turin 0 0 people Turin 1 1 people")


def test_columns_that_follow_each_other_in_the_file_stay_as_they_are():
    plain, drawn = (
        "\n".join([*LEFT, *RIGHT]),
        "\n".join(f"{a:<70}{b}" for a, b in zip(LEFT, RIGHT, strict=True)),
    )
    assert in_reading_order(plain, drawn) == plain
    crossed = "\n".join(f"{a} {b}" for a, b in zip(LEFT, RIGHT, strict=True))
    assert in_reading_order(crossed, drawn) == plain


@given(st.text(alphabet="ab  \n", max_size=400), st.text(alphabet="ab    \n", max_size=800))
def test_no_page_breaks_the_reading_of_columns_and_no_word_is_lost(plain, drawn):
    made = in_reading_order(plain, drawn)
    assert made == plain or sorted(made.split()) == sorted(drawn.split())


def test_several_running_lines_go_at_each_end():
    pages = [f"The Journal\n{n}\ntext {n} of it\nVolume 3\n© 2014" for n in range(1, 6)]
    left, cut = without_running_heads(pages)
    assert left == [f"text {n} of it" for n in range(1, 6)]
    assert cut == 20


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("untitled", "a"),
        ("Microsoft Word - On Sharing.docx", "On Sharing"),
        ("Sharing.odt", "Sharing"),
        ("On 2.0", "On 2.0"),
    ],
)
def test_a_title_is_what_people_gave_it(tmp_path, title, name):
    raw = pdf("words").replace(
        b"/Root 1 0 R", f"/Root 1 0 R /Info << /Title ({title}) /Author (anonymous) >>".encode()
    )
    (draft,), _ = brought(tmp_path, "a.pdf", raw, license="CC0-1.0")
    assert draft.title == f"Source:{name}"
    assert "creators" not in mapping(parse(draft.text))


def test_a_pdf_that_needs_what_is_not_here_to_be_decrypted_is_said(tmp_path, monkeypatch):
    def refuse(*_):
        raise DependencyError("cryptography>=3.1 is required for AES algorithm")

    monkeypatch.setattr("pypdf.PdfReader", refuse)
    drafts, (issue,) = brought(tmp_path, "a.pdf", pdf("x"))
    assert drafts == []
    assert "encrypted in a way that is not read here (AES)" in issue.message


FRAMES = '<html><frameset cols="20%,*"><frame src="menu.html"><frame src="main.html"><noframes>No frames?</noframes></frameset></html>'


def test_a_page_of_frames_names_the_pages_it_shows(tmp_path):
    drafts, issues = brought(tmp_path, "a.html", FRAMES)
    assert drafts == []
    assert "shows other pages in frames (menu.html, main.html): send these instead" in issues[0].message
    drafts, issues = brought(tmp_path, "b.html", '<p>A word.</p><iframe src="x.html"></iframe>')
    assert len(drafts) == 1
    assert any("frames, whose text is not in it: x.html" in each.message for each in issues)


def test_rows_of_a_table_are_one_paragraph_each_and_what_stands_in_blocks_stays_apart():
    (paragraphs,) = read_html(
        "<table><caption>C</caption><tr><th>H<th>I</tr><tr><td>a</td><td></td><td>b c</td></tr>"
        "<tr><td><p>one</p><p>two</p></td><td>d</td></tr></table><details><summary>S</summary>in</details>"
    ).pages
    assert paragraphs == ["C", "H | I", "a |  | b c", "one", "two", "d", "S", "in"]


def test_documents_of_one_title_and_one_name_stay_apart_by_their_endings(tmp_path):
    for name in ("a.html", "a.htm", "a.xhtml"):
        (tmp_path / name).write_text(f"<title>T</title><p>{name}</p>", encoding="utf-8")
    drafts = [each for each in read("documents", Source(tmp_path, ONTOLOGY)) if isinstance(each, Draft)]
    assert [each.title for each in drafts] == ["Source:T", "Source:T (a)", "Source:T (a.xhtml)"]


def test_ligatures_of_fonts_that_say_nothing_of_their_letters_are_read(tmp_path):
    drafts, _ = brought(tmp_path, "a.pdf", pdf("e\\036cient o\\036ces"))
    assert "efficient offices" in drafts[0].text
