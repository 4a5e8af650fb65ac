"""Cells of tables of cases as HTML, text and data."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from patterns.codings import Coding, Evidence
from patterns.comparison.cells import Cell
from patterns.quotations import Quotation, Quotations
from tests.fakes.small_wiki import ONTOLOGY
from wiki.web.cells import CellWriter, titles_in
from wiki.web.quotations import Sources

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=15)
EVIDENCE = st.builds(Evidence, TEXT, TEXT, st.sampled_from(["", "Source:The <report>"]))
CODING = st.builds(
    Coding,
    st.just("input"),
    TEXT,
    TEXT,
    st.sampled_from(["present", "absent", "unknown", "not-applicable", "contested", ""]),
    st.sampled_from(["", "Case:A & B"]),
    st.lists(EVIDENCE, max_size=3).map(tuple),
)


class Tags(HTMLParser):
    """The names of elements opened and closed, and the text between."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.seen.add(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def written(*codings: Coding, exists: bool = True) -> str:
    return str(CellWriter(ONTOLOGY, lambda _title: exists).cell(Cell(codings)))


@given(st.lists(CODING, max_size=3))
def test_whatever_is_coded_stays_text(codings):
    tags = Tags()
    tags.feed(written(*codings))
    tags.close()
    assert tags.open == []
    assert tags.seen <= {"details", "summary", "dl", "dt", "dd", "div", "p", "a", "span", "q"}
    for coding in codings:
        assert coding.label.split() == [] or coding.label in tags.text
        assert all(each.words in tags.text for each in coding.evidence)


def test_nothing_coded_is_said_in_words():
    assert written() == '<span class="uncoded">not coded</span>'


def test_a_page_is_a_link_red_when_it_does_not_exist():
    steward = Coding("steward", "Case:A", "A", title="Case:A")
    assert written(steward) == '<p class="coding"><a href="/wiki/Case:A">A</a></p>'
    assert 'class="missing"' in written(steward, exists=False)


def test_a_page_with_evidence_is_linked_inside_and_not_in_the_summary():
    html = written(Coding("steward", "Case:A", "A", title="Case:A", evidence=(Evidence("coder", "ana"),)))
    assert "<summary>A</summary><dl><div><dt>page</dt><dd><a" in html


def test_only_web_addresses_become_links():
    found = written(Coding("x", "y", "y", evidence=(Evidence("source", "https://example.org/a"),)))
    assert '<a href="https://example.org/a" rel="nofollow noopener external">' in found
    assert "<a" not in written(Coding("x", "y", "y", evidence=(Evidence("source", "javascript:alert(1)"),)))


def test_a_status_is_shown_unless_it_is_present_and_one_that_is_none_is_called_so():
    assert "status" not in written(Coding("x", "y", "y"))
    assert 'data-status="not applicable">not applicable<' in written(Coding("x", status="not-applicable"))
    assert "y <span" in written(Coding("x", "y", "y", ""))
    assert "status cannot be read" in written(Coding("x", "y", "y", ""))


def test_the_pages_that_codings_name():
    assert titles_in([Coding("x", title="Case:A", evidence=(Evidence("source", "S", "Source:S"),))]) == {
        "Case:A",
        "Source:S",
    }


def test_a_quotation_leads_to_its_place_on_the_page_of_the_source():
    words = "anybody may change it"
    listed = Quotations((Quotation(f"Here {words}, at once.", f"Here {words}, at once."),))
    sources = Sources({"Source:Handbook": "Source:Handbook"}, {"Source:Handbook": listed})
    coding = Coding(
        "input",
        "open",
        "open",
        evidence=(Evidence("source", "Handbook", "Source:Handbook"), Evidence("quote", words)),
    )
    writer = CellWriter(ONTOLOGY, lambda _title: True, sources)
    place = f"/wiki/Source:Handbook#{listed.all[0].anchor}"
    assert f'<q><a href="{place}">{words}</a></q>' in str(writer.cell(Cell((coding,))))
    assert f"<q>{words}</q>" in written(coding)
