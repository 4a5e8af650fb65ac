"""A mapping is proposed for tables that have none."""

import openpyxl
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers.draft import Draft, Issue
from importers.formats import read
from importers.source import Source, UnusableSourceError
from importers.table.guesses import common_prefixes
from importers.table.mapping import read_mapping
from importers.table.propose import propose
from ontology.shapes import load_ontology
from patterns.frontmatter import mapping, parse

ONTOLOGY = load_ontology()


def proposed(path, **said):
    written = yaml.safe_load(propose(path, ONTOLOGY, **said))
    read_mapping("proposed", written)
    return written


def columns(path):
    return proposed(path)["tables"][0]["columns"]


def table(tmp_path, header, *rows, name="a.csv"):
    (tmp_path / name).write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return tmp_path / name


def test_the_sentence_says_where_it_is_and_how_to_go_on(tmp_path):
    path = table(tmp_path, "name,town", "A,X", "B,Y")
    with pytest.raises(UnusableSourceError) as said:
        list(read("table", Source(path, ONTOLOGY)))
    wanted = tmp_path / "a-mapping.yaml"
    assert f"proposed in {wanted}" in str(said.value)
    assert f"import table {path} --profile {wanted} --dry-run" in str(said.value)
    before = wanted.read_text(encoding="utf-8")
    with pytest.raises(UnusableSourceError, match="already"):
        list(read("table", Source(path, ONTOLOGY)))
    assert wanted.read_text(encoding="utf-8") == before
    found = list(read("table", Source(path, ONTOLOGY, str(wanted))))
    assert [each.title for each in found if isinstance(each, Draft)] == ["Source:a", "Case:A", "Case:B"]
    assert not [each for each in found if isinstance(each, Issue)]


def test_it_goes_to_the_path_that_is_asked_for(tmp_path):
    path = table(tmp_path, "name", "A")
    with pytest.raises(UnusableSourceError, match="proposed in"):
        list(read("table", Source(path, ONTOLOGY, str(tmp_path / "mine.yaml"))))
    assert (tmp_path / "mine.yaml").exists()


def test_a_place_that_cannot_be_written_is_said(tmp_path):
    path = table(tmp_path, "name", "A")
    with pytest.raises(UnusableSourceError, match="cannot be written"):
        list(read("table", Source(path, ONTOLOGY, str(tmp_path / "none" / "mine.yaml"))))


def test_columns_are_matched_by_name_label_synonym_and_value(tmp_path):
    rows = [
        f"C{each},X,www.a{each}.org,20{each:02},{('closed', 'participatory')[each % 2]} process,private,{each}.5"
        for each in range(12)
    ]
    path = table(tmp_path, "Case name,Town,Web address,since,how,Property regime,share", *rows)
    found = proposed(path)["tables"][0]
    assert (found["kind"], found["key"]) == ("case", "Case name")
    assert found["columns"]["Town"] == "place"
    assert found["columns"]["Web address"] == "url"
    assert found["columns"]["since"] == "started"
    assert found["columns"]["how"] == "process"
    assert found["columns"]["Property regime"] == {
        "key": "property_regime",
        "values": {"private": "private property"},
    }
    assert found["columns"]["share"]["variable"]["scale"] == "interval"


def test_columns_of_0_and_1_become_variables_alone_or_together(tmp_path):
    names = [f"has_{each}" for each in ("gate", "wall", "well", "tree", "bench")]
    rows = [f"C{each},{each % 2},{','.join('01'[each % 2] for _ in names)}" for each in range(6)]
    found = columns(table(tmp_path, f"name,open,{','.join(names)}", *rows))
    assert found["open"] == {
        "values": {"0": False, "1": True},
        "variable": {"name": "open", "question": "open?", "scale": "yes or no"},
    }
    assert found["has_*"]["variable"]["name"] == "has: {*}"
    assert len(found) == 2


def test_few_words_become_a_variable_with_options_and_prose_a_section(tmp_path):
    rows = [f'C{each},{["red", "blue"][each % 2]},"{"Long words. " * 20}"' for each in range(12)]
    found = columns(table(tmp_path, "name,colour,story told", *rows))
    assert found["colour"]["variable"]["options"] == ["blue", "red"]
    assert found["story told"] == "section:story told"


def test_lists_have_their_separator_and_thousands_are_no_lists(tmp_path):
    rows = [f'C{each},"tea, {("jam", "bread")[each % 2]} ,","1,{each:03} - 10,000"' for each in range(6)]
    found = columns(table(tmp_path, "name,tags,size", *rows))
    assert found["tags"] == {"key": "tags", "separator": ","}
    assert "separator" not in found["size"]


def test_tables_of_a_folder_refer_to_each_other(tmp_path):
    table(tmp_path, "id,full name", *(f"p{each},P {each}" for each in range(5)), name="institutions.csv")
    table(
        tmp_path, "name,partners", *(f'C{each},"p{each}, p{each + 1}"' for each in range(4)), name="cases.csv"
    )
    first, second = proposed(tmp_path)["tables"]
    assert first["columns"]["partners"] == {
        "key": "related_to",
        "separator": ",",
        "refers": "institutions.csv: id",
    }
    assert second["kind"] == "institution"


def test_two_columns_may_be_the_key_together(tmp_path):
    found = proposed(table(tmp_path, "name,place,note", "King,A,x", "King,B,x", "Queen,A,x"))["tables"][0]
    assert (found["key"], found["title"]) == (["name", "place"], "{name} ({place})")
    found = proposed(table(tmp_path, "name,x", "King,A", "King,A", "Queen,A"))["tables"][0]
    assert (found["key"], found["rows"]) == ("name", "join")


def test_a_table_with_a_row_a_value_is_recognized(tmp_path):
    rows = [
        f"C{each // 2},{('town', 'open')[each % 2]},{('X', each % 4 // 2)[each % 2]},ana"
        for each in range(12)
    ]
    found = proposed(table(tmp_path, "case,variable,value,coder", *rows))["tables"][0]
    assert (found["key"], found["names"], found["value"]) == ("case", "variable", "value")
    assert found["columns"]["town"] == "place"
    assert found["columns"]["open"]["variable"]["scale"] == "yes or no"


def test_names_beside_codes_become_titles_and_a_licence_is_not_that_of_the_page(tmp_path):
    rows = [f"p{each},Partner {each},CC0,1999" for each in range(4)]
    found = proposed(table(tmp_path, "id,Institution,Licence,established", *rows, name="institutions.csv"))[
        "tables"
    ][0]
    assert (found["key"], found["title"]) == ("id", "{Institution}")
    assert found["columns"] == {"Licence": "licence", "established": "founded"}


def test_a_title_over_all_columns_is_no_head(tmp_path):
    made = openpyxl.Workbook()
    sheet = made.active
    for row in (
        ["Survey of gardens"],
        [],
        ["Name", "Town", "Area"],
        ["Alpha", "Rome", 12],
        ["Beta", "Bari", 15],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    made.save(tmp_path / "a.xlsx")
    found = proposed(tmp_path / "a.xlsx")
    assert found["tables"][0]["header"] == 3
    assert found["tables"][0]["key"] == "Name"


def test_lines_above_the_head_and_words_for_nothing_are_found(tmp_path):
    rows = [
        "A survey of gardens",
        "",
        "name,town,free",
        "A,X,?",
        "B,n/a,closed process",
        "C,-,closed process",
        "D,Z,closed process",
    ]
    found = proposed(table(tmp_path, *rows))
    assert found["tables"][0]["header"] == 3
    assert found["words"] == {"unknown": ["?"], "not applicable": ["n/a"], "not coded": ["-"]}


@pytest.mark.parametrize(
    ("yes", "no"), [("true", "false"), ("TRUE", "FALSE"), ("yes", "no"), ("on", "off"), ("y", "n")]
)
def test_words_that_yaml_takes_for_truth_stay_words(tmp_path, yes, no):
    path = table(tmp_path, "name,free,null", f"A,{yes},1", f"B,{no},2", f"C,{yes},null")
    found = proposed(path)["tables"][0]["columns"]
    assert set(found) == {"free", "null"}
    profile = tmp_path / "a.yaml"
    profile.write_text(propose(path, ONTOLOGY), encoding="utf-8")
    assert (
        len([each for each in read("table", Source(path, ONTOLOGY, str(profile))) if isinstance(each, Draft)])
        >= 3
    )


def test_every_sheet_of_a_workbook_gets_a_rule(tmp_path):
    made = openpyxl.Workbook()
    made.active.title = "Cases"
    made.active.append(["name", "No", 2008])
    made.active.append(["A", "x", 5])
    made.create_sheet("Persons").append(["name"])
    made.create_sheet("Empty")
    made.save(tmp_path / "my book.xlsx")
    found = proposed(tmp_path / "my book.xlsx", license_="CC0-1.0", address="https://example.org/")
    assert [(each["sheet"], each["kind"]) for each in found["tables"]] == [
        ("Cases", "case"),
        ("Persons", "person"),
    ]
    assert set(found["tables"][0]["columns"]) == {"No", "2008"}
    assert (found["license"], found["address"]) == ("CC0-1.0", "https://example.org/")


def test_beginnings_are_shared_up_to_a_sign():
    names = ["a_in_x", "a_in_y", "a_in_z", "b: 1", "b: 2", "c"]
    assert common_prefixes(names, 2) == {"a_in_": ["a_in_x", "a_in_y", "a_in_z"], "b: ": ["b: 1", "b: 2"]}


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_characters='\0\r"'), max_size=6),
            min_size=1,
            max_size=4,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_whatever_the_table_the_proposal_can_be_run(tmp_path, rows):
    path = tmp_path / "a.csv"
    path.write_text("".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows), encoding="utf-8")
    try:
        text = propose(path, ONTOLOGY)
    except UnusableSourceError:
        return  # a table without columns
    profile = tmp_path / "a.yaml"
    profile.write_text(text, encoding="utf-8")
    found = list(read("table", Source(path, ONTOLOGY, str(profile))))
    assert not [each for each in found if isinstance(each, Issue) and "not named" in each.message]
    assert all(mapping(parse(each.text))["kind"] for each in found if isinstance(each, Draft))
