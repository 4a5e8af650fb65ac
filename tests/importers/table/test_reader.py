"""Whole tables by mapping, as an import sees them."""

import datetime as dt

import openpyxl
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers.draft import Draft, Issue
from importers.formats import read
from importers.source import Source, UnusableSourceError
from importers.table.mapping import read_mapping
from ontology.shapes import load_ontology
from patterns.checks import check
from patterns.frontmatter import body_text, mapping, parse

ONTOLOGY = load_ontology()


@pytest.fixture
def bring(tmp_path):
    def run(files, written, path=""):
        folder = tmp_path / "tables"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        profile = tmp_path / "my-mapping.yaml"
        profile.write_text(yaml.safe_dump({"format": "table", **written}, sort_keys=False), encoding="utf-8")
        found = list(read("table", Source(folder / path, ONTOLOGY, str(profile))))
        drafts = {each.title: each for each in found if isinstance(each, Draft)}
        return drafts, [f"{each.place}: {each.message}" for each in found if isinstance(each, Issue)]

    return run


def front(draft):
    return mapping(parse(draft.text))


def one(kind="case", key="name", **columns):
    return {"tables": [{"match": "*.csv", "kind": kind, "key": key, "columns": columns}]}


def test_a_row_is_a_page_with_evidence_and_origin(bring):
    written = one(town="place", free="process", story="section:Description") | {
        "label": "Gardens", "license": "CC0-1.0", "attribution": "Us", "address": "https://example.org/{path}",
    }  # fmt: skip
    drafts, issues = bring(
        {"a b.csv": "name,town,free,story\nEden,Basra,closed process,*No* entry\n"}, written
    )
    assert issues == []
    assert list(drafts) == ["Source:Gardens", "Case:Eden"]
    assert front(drafts["Case:Eden"]) == {
        "kind": "case", "title": "Eden", "place": "Basra",
        "process": [{"value": "closed process", "source": "Gardens", "quote": "free: closed process", "locator": "a b.csv, line 2"}],
        "license": "CC0-1.0", "attribution": "Us", "derived_from": ["Gardens"], "origin": "https://example.org/a%20b.csv",
    }  # fmt: skip
    assert body_text(parse(drafts["Case:Eden"].text)) == "## Description\n\n\\*No\\* entry\n"
    assert not check(parse(drafts["Case:Eden"].text), "Case:Eden", ONTOLOGY)


def test_the_same_table_gives_the_same_drafts(bring):
    tables = {"a.csv": "name,x\nA,1\nB,2\n"}
    assert bring(tables, one(x="place"))[0] == bring(tables, one(x="place"))[0]


def test_what_no_rule_names_is_kept_and_said(bring):
    drafts, issues = bring({"a.csv": "name,My column,title\nA,x,y\n"}, one())
    assert front(drafts["Case:A"])["my_column"] == "x"
    assert front(drafts["Case:A"])["column_title"] == "y"
    assert len(issues) == 2
    assert all("not named" in each for each in issues)


def test_a_column_left_out_by_name_and_one_that_is_missing(bring):
    drafts, issues = bring({"a.csv": "name,id\nA,7\n"}, one(id="", town="place"))
    assert "7" not in drafts["Case:A"].text
    assert issues == ["a.csv: the mapping names the column 'town', which the table does not have"]


def test_columns_of_0_and_1_become_variables(bring):
    variable = {"name": "Garden has {*}", "question": "Has it {*}?", "scale": "yes or no"}
    rule = {"has_*": {"variable": variable, "values": {"0": False, "1": True, "9": "unknown"}}}
    drafts, issues = bring({"a.csv": "name,has_a_gate_,has_walls\nA,1,0\nB,9,\n"}, one(**rule))
    assert issues == []
    assert front(drafts["Variable:Garden has a gate"])["question"] == "Has it a gate?"
    assert front(drafts["Variable:Garden has walls"])["applies_to"] == ["Case"]
    coded = front(drafts["Case:A"])
    assert [coded[key][0]["value"] for key in ("garden_has_a_gate", "garden_has_walls")] == [True, False]
    assert front(drafts["Case:B"])["garden_has_a_gate"][0]["status"] == "unknown"
    assert "garden_has_walls" not in front(drafts["Case:B"])


def test_evidence_may_stand_in_columns_of_its_own(bring):
    rule = {
        "free": "process",
        "why": {"of": "process", "key": "quote"},
        "who": {"of": "process", "key": "coder"},
    }
    drafts, _ = bring({"a.csv": "name,free,why,who\nA,closed process,It says so,ana\n"}, one(**rule))
    [coding] = front(drafts["Case:A"])["process"]
    assert (coding["quote"], coding["coder"]) == ("It says so", "ana")


def test_keys_of_other_tables_become_links(bring):
    files = {
        "a.csv": 'name,partners\nA,"p1, p2 ,Smith, Inc.,ghost,"\n',
        "p.csv": 'id,label\np1,One\np2,Two\n"Smith, Inc.",Smith\n',
    }
    written = {"tables": [
        {"match": "a.csv", "kind": "case", "key": "name", "columns": {"partners": {"key": "steward", "separator": ",", "refers": "p.csv: id"}}},
        {"match": "p.csv", "kind": "institution", "key": "id", "title": "{label}", "columns": {}},
    ]}  # fmt: skip
    drafts, issues = bring(files, written)
    assert [each["value"] for each in front(drafts["Case:A"])["steward"]] == ["One", "Two", "Smith", "ghost"]
    assert [each for each in issues if "ghost" in each and "has no row" in each]


def test_several_rows_of_a_key_are_reported_taken_last_or_joined(bring):
    table = {"a.csv": "name,town,free\nA,X,closed process\nB,Y,\nA,Z,participatory process\n,W,\n"}
    rule = one(town="place", free="process")
    first, issues = bring(table, rule)
    assert front(first["Case:A"])["place"] == "X"
    assert "a.csv:4: the key 'A' stands in a.csv:2 already" in issues[0]
    assert "a.csv:5" in issues[1]
    rule["tables"][0]["rows"] = "last"
    last, issues = bring(table, rule)
    assert front(last["Case:A"])["place"] == "Z"
    rule["tables"][0] |= {"rows": "join", "fill": ["name"]}
    joined, issues = bring(table, rule)
    assert issues == []
    assert front(joined["Case:A"])["place"] == ["X", "Z", "W"]
    assert [each["value"] for each in front(joined["Case:A"])["process"]] == [
        "closed process",
        "participatory process",
    ]


def test_a_record_may_stand_in_several_tables(bring):
    files = {"a.csv": "name,town\nA,X\n", "b.csv": "name,free\nA,closed process\n"}
    written = one(town="place", free="process")
    written["tables"][0]["rows"] = "join"
    drafts, issues = bring(files, written)
    assert front(drafts["Case:A"])["place"] == "X"
    assert front(drafts["Case:A"])["process"][0]["locator"] == "b.csv, line 2"
    assert len(issues) == 2  # each table lacks a column of the other


def test_a_row_may_be_a_value_with_its_own_evidence(bring):
    rows = [
        "name,variable,answer,by,why",
        "A,free,closed process,ana,It says so",
        "B,town,X,ben,",
        "A,free,?,ben,Who knows",
        "A,town,Y,ana,",
        "A,name,Z,ana,",
        "A,,Z,ana,",
    ]
    rule = {
        "free": "process",
        "town": "place",
        "name (2)": "",
        "by": {"of": "*", "key": "coder"},
        "why": {"of": "*", "key": "quote"},
    }
    written = one(**rule) | {"words": {"unknown": ["?"]}}
    written["tables"][0] |= {"names": "variable", "value": "answer"}
    drafts, issues = bring({"a.csv": "\n".join(rows)}, written)
    assert issues == ["a.csv:7: the row says nothing in variable; it was left out"]
    said = front(drafts["Case:A"])["process"]
    assert [
        (each.get("value"), each.get("status"), each["coder"], each["quote"], each["locator"])
        for each in said
    ] == [
        ("closed process", None, "ana", "It says so", "a.csv, line 2"),
        (None, "unknown", "ben", "Who knows", "a.csv, line 4"),
    ]
    assert [front(drafts[each])["place"] for each in ("Case:A", "Case:B")] == ["Y", "X"]
    written["tables"][0]["value"] = "score"
    with pytest.raises(UnusableSourceError, match="No table"):
        bring({}, written)


def test_the_same_problem_of_many_rows_is_named_thrice_and_counted(bring):
    issues = bring({"a.csv": "name\n" + "".join(f"{each},too much\n" for each in "ABCDE")}, one())[1]
    assert len(issues) == 4
    assert "2 more rows: the row has more cells" in issues[3]


def test_titles_are_never_merged(bring):
    drafts, issues = bring({"a.csv": "name,town\na|b,X\na/b,Y\nA/b,Z\n"}, one(town="place"))
    assert [front(drafts[each])["place"] for each in ("Case:a/b", "Case:a/b (2)", "Case:A/b")] == [
        "X",
        "Y",
        "Z",
    ]
    assert issues == [
        "a.csv:2: 'a|b' cannot be a title here; the page is called 'Case:a/b'",
        "a.csv:3: the title 'Case:a/b' is 'Case:a/b (2)' here, since another record has it already",
    ]


def test_a_title_that_is_too_long_is_cut_and_said(bring):
    drafts, issues = bring({"a.csv": f"name,town\n{'é' * 90_000},X\n"}, one(town="place"))
    assert "Case:" + "é" * 100 in drafts
    assert "cannot be a title" in issues[0]


def test_a_title_is_never_read_as_one_of_another_kind(bring):
    table = {"a.csv": "name\nCase:Eden\nPattern: Gate\nTalk:Eden\nNote: plain\n"}
    assert list(bring(table, one())[0])[1:] == [
        "Case:Eden",
        "Case:Pattern – Gate",
        "Case:Talk –Eden",
        "Case:Note: plain",
    ]
    assert list(bring(table, one(kind="page"))[0])[1:] == [
        "Case –Eden",
        "Pattern – Gate",
        "Talk –Eden",
        "Note: plain",
    ]


def test_a_title_made_of_columns_needs_them(bring):
    written = one()
    written["tables"][0]["title"] = "{name} in {town}"
    assert "Case:A in X" in bring({"a.csv": "name,town\nA,X\n"}, written)[0]
    with pytest.raises(UnusableSourceError, match="No table"):
        bring({"a.csv": "name\nA\n"}, written)


def test_names_are_compared_without_the_blanks_around_them(bring):
    drafts, issues = bring(
        {"a.csv": " name ,my  town \nA,x\n"},
        one(key="name ", **{"my town ": {"key": "place", "values": {"X": "Basra"}}}),
    )
    assert issues == []
    assert front(drafts["Case:A"])["place"] == "Basra"


def test_what_a_field_does_not_take_is_kept_beside_it_and_said_once(bring):
    table = {"a.csv": "name,since,free\n" + "".join(f"{each},98,opn\n" for each in "ABC")}
    drafts, issues = bring(table, one(since="started", free="process"))
    assert front(drafts["Case:C"])["started_note"] == "98"
    assert front(drafts["Case:A"])["process_note"] == "opn"
    assert len(issues) == 4
    assert "2 more rows" in issues[2]


def test_heads_of_several_rows_and_none(bring):
    table = {"a.csv": "Survey 2008\n,,Rules\nname,town,open\nA,X,closed process\n"}
    rule = one(**{"town": "place", "Rules – open": "process"})
    rule["tables"][0]["header"] = [2, 3]
    drafts, issues = bring(table, rule)
    assert issues == []
    assert front(drafts["Case:A"])["place"] == "X"
    bare = one(key="A", B="place")
    bare["tables"][0]["header"] = 0
    assert front(bring({"a.csv": "Eden,X\n"}, bare)[0]["Case:Eden"])["place"] == "X"


def test_a_workbook_s_merged_head_and_records_over_several_rows(bring, tmp_path):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append(["Garden", "Rules", None])
    sheet.append([None, "open", "since"])
    sheet.append(["Eden", "closed process", dt.date(1900, 1, 1)])
    sheet.append([None, "participatory process", "1900"])
    for area in ("A1:A2", "B1:C1", "A3:A4"):
        sheet.merge_cells(area)
    (tmp_path / "tables").mkdir()
    made.save(tmp_path / "tables" / "a.xlsx")
    columns = {"Rules – open": "process", "Rules – since": "started"}
    rule = {
        "match": "a.xlsx",
        "sheet": "Sheet",
        "kind": "case",
        "key": "Garden",
        "header": [1, 2],
        "rows": "join",
        "columns": columns,
    }
    drafts, issues = bring({}, {"tables": [rule]})
    assert issues == []
    said = front(drafts["Case:Eden"])
    assert [(each["value"], each["locator"]) for each in said["process"]] == [
        ("closed process", "a.xlsx [Sheet], row 3"),
        ("participatory process", "a.xlsx [Sheet], row 4"),
    ]
    assert [each["value"] for each in said["started"]] == [1900]


def test_counts_that_a_mapping_expects_are_checked(bring):
    assert (
        "2 pages of kind case, where the profile expects 3"
        in bring({"a.csv": "name,\nA,\nB,\n"}, one() | {"expect": {"case": 3}})[1][-1]
    )


def test_a_folder_s_unreadable_file_is_left_out_and_said(bring, tmp_path):
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "bad.xlsx").write_bytes(b"PK no")
    drafts, issues = bring(
        {"a.csv": "name\nA\n"}, {"tables": [{"match": "*", "kind": "case", "key": "name"}]}
    )
    assert "Case:A" in drafts
    assert "bad.xlsx: the file cannot be read" in issues[0]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({}, "needs `tables`"),
        ({"tables": [{"kind": "case"}]}, "needs `match`"),
        ({"tables": [{"match": "*"}]}, "needs `kind` or `ignore`"),
        ({"tables": [{"match": "*", "kind": "case"}]}, "needs `key`"),
        ({"tables": [{"match": "*", "kind": "case", "key": "a", "rows": "all"}]}, "must be one of 'first', 'last', 'join'"),
        ({"tables": [{"match": "*", "kind": "case", "key": "a", "columns": {"b": {"dates": "dmy"}}}]}, "day first"),
        ({"tables": [{"match": "*", "kind": "case", "key": "a", "columns": {"b": {"values": {True: "x"}}}}]}, "quotation marks"),
        ({"tables": [{"match": "*", "kind": "case", "key": "a", "columns": {"b": {"refers": "x"}}}]}, "TABLE: COLUMN"),
        ({"tables": [{"match": "*", "kind": "case", "key": "a", "columns": {"b": {"of": "process"}}}]}, "needs `key`"),
        ({"tables": [{"match": "*", "kind": "case", "key": "a", "header": "x"}]}, "number of a row"),
        ({"tables": 5}, "needs `match`|must be a|mapping"),
        ({"tables": [{"match": ["x"], "ignore": "y"}]}, "must be a text"),
        ({"tables": [{"match": "*", "ignore": "x"}], "words": {"missing": ["x"]}}, "must be one of 'unknown'"),
        ({"tables": [{"match": "*", "kind": "case", "key": "a", "names": "b"}]}, "need each other"),
        ({"table": []}, "unknown key 'table'"),
    ],
)  # fmt: skip
def test_a_wrong_mapping_says_what_is_wrong(wrong, words):
    with pytest.raises(UnusableSourceError, match=words):
        read_mapping("mine", {"format": "table", **wrong})


def test_a_kind_that_is_none_is_refused(bring):
    with pytest.raises(UnusableSourceError, match="no kind 'cases'"):
        bring({"a.csv": "name\nA\n"}, one(kind="cases"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=300))
def test_no_table_makes_an_import_crash(bring, tmp_path, content):
    (tmp_path / "tables").mkdir(exist_ok=True)
    (tmp_path / "tables" / "a.csv").write_bytes(content)
    written = one(
        key="A", B={"key": "process", "separator": ","}, C={"key": "started"}, D="section:Description"
    )
    written["tables"][0]["header"] = 0
    try:
        drafts, _ = bring({}, written)
    except UnusableSourceError:
        return  # said in a sentence
    assert all(parse(each.text).problems == () for each in drafts.values())
