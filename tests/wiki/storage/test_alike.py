"""What thousands of pages say, read in one go: the same as page by page, whatever is coded."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from ontology.kinds import ValueType
from patterns.codings import STATUSES, Coding, Evidence
from patterns.comparison.bias import mirror
from patterns.comparison.celltext import cell_text
from patterns.comparison.features.scaling import Method, Scale, scaled
from patterns.comparison.resting import rests_of
from tests.fakes.projected import KINDS, projected, save
from tests.patterns.comparison.tables import field
from wiki.comparing import compared, compared_alike
from wiki.revisions import Action, Write
from wiki.storage import open_storage

FIELDS = [
    field("stage"),
    field("open", ValueType.BOOLEAN),
    field("begun", ValueType.YEAR),
    field("steward", ValueType.PAGE),
    field("story", ValueType.TEXT),
]
SCALES = {"begun": Scale("begun", Method.INTERVAL, cuts=("1990", "2005"), both=True)}
TITLES = [f"Case:{number}" for number in range(9)]
NASTY = ['["source", "S", ""]', '"', "\\", '\\"]', "ana\nben", '", "', "ana", "ben", "é", "\u2028", "[]"]
NAMES = st.sampled_from(NASTY) | st.text('ab"\\[], \n', min_size=1, max_size=6)
EVIDENCE = st.builds(
    Evidence,
    st.sampled_from(["source", "coder", "quote", "date"]),
    NAMES,
    st.sampled_from(["", "Source:S", 'Source:"']),
)
VALUES = {
    "stage": ["", "germ", "growing", "parity"],
    "open": ["true", "false", ""],
    "begun": ["1990", "2001", "-0499", "2010"],
    "steward": ["Case:Old", "Case:New", "Case:Gone"],
    "story": ["once", "twice"],
}


@st.composite
def codings(draw: st.DrawFn) -> Coding:
    key = draw(st.sampled_from(sorted(VALUES)))
    value = draw(st.sampled_from(VALUES[key]))
    return Coding(
        key,
        value,
        draw(st.sampled_from([value, value.title(), "another word"])),
        draw(st.sampled_from(STATUSES)),
        value if key == "steward" else "",
        tuple(draw(st.lists(EVIDENCE, max_size=4))),
    )


TABLES = st.lists(st.lists(codings(), max_size=9), min_size=len(TITLES), max_size=len(TITLES))


@settings(max_examples=60)
@given(TABLES)
def test_what_is_read_in_one_go_says_the_same_as_page_by_page(table):
    with TemporaryDirectory() as folder:
        pages = filled(Path(folder), table)
        wiki = SimpleNamespace(pages=pages)
        titles = [*reversed(TITLES), "Case:Nowhere"]
        whole = compared(wiki, titles, FIELDS, pages.codings(titles))
        quick = compared_alike(wiki, titles, FIELDS)
        assert [(row.field, row.states, row.measure) for row in quick.rows] == [
            (row.field, row.states, row.measure) for row in whole.rows
        ]
        for one, other in zip(quick.rows, whole.rows, strict=True):
            for ours, theirs in zip(one.cells, other.cells, strict=True):
                assert (ours.known, ours.disputed) == (theirs.known, theirs.disputed)
                assert [each.coders for each in ours.codings] == [each.coders for each in theirs.codings]
                assert cell_text(ours) == cell_text(theirs)
        assert scaled(quick) == scaled(whole)
        assert scaled(quick, SCALES) == scaled(whole, SCALES)
        assert mirror(titles, pages.rests(titles), {}) == mirror(
            titles, rests_of(titles, pages.codings(titles)), {}
        )
        pages.close()


def filled(folder: Path, table: list[list[Coding]]):
    storage = open_storage(folder / "commonloom.sqlite3", create=True, kinds=KINDS)
    storage.pages.commit([save("Case:New", "new"), save("Case:Old", "moved to Case:New")])
    storage.pages.commit(
        [
            Write(Action.SAVE, title, title, projected(title, title, codings=tuple(said)), "ana")
            for title, said in zip(TITLES, table, strict=True)
        ]
    )
    return SimpleNamespace(
        codings=storage.pages.codings,
        said_under=storage.pages.said_under,
        rests=storage.pages.rests,
        resolve=storage.pages.resolve,
        close=storage.close,
    )


def test_what_many_pages_say_alike_is_one_object(tmp_path):
    one = Coding("stage", "germ", "germ", evidence=(Evidence("source", "S"), Evidence("coder", "ana")))
    other = Coding("stage", "germ", "germ", evidence=(Evidence("source", "T"), Evidence("coder", "ana")))
    pages = filled(tmp_path, [[one, other], [other, one], [one], *[[other]] * 6])
    (column,) = pages.said_under(TITLES, ["stage"]).values()
    assert column[0] is column[1]
    assert len({id(each) for each in column}) == 2
    assert column[2] == (Coding("stage", "germ", "germ", evidence=(Evidence("coder", "ana"),)),)
    pages.close()
