"""Tables of a real wiki, from the command line."""

import csv
import io
import json

from ontology.shapes import load_ontology
from tests.journeys.people import Person
from tests.journeys.servers import command


def table(done):
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout, newline="")))


def test_the_corpus_as_a_table_with_every_field_of_the_shape(corpus_data, tmp_path):
    dest = tmp_path / "cases.csv"
    report = json.loads(command(corpus_data, "export", "table", str(dest), "--json").stdout)
    with dest.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == report["pages"] > 30
    assert set(report["columns"]) >= set(load_ontology().by_name["case"].by_key)
    wikipedia = next(row for row in rows if row["title"] == "Case:Wikipedia")
    assert wikipedia["mode_of_production"] == "commons-based peer production"
    assert wikipedia["processes"] == "peer production | peer governance | peer property"


def test_the_long_form_rests_on_the_same_codings(corpus_data):
    wide = table(command(corpus_data, "export", "table", "-"))
    long = table(command(corpus_data, "export", "table", "-", "--long"))
    unknown = {row["title"] for row in wide if row["stage"] == "[unknown]"}
    assert unknown == {
        row["title"]
        for row in long
        if (row["field"], row["value"], row["status"]) == ("stage", "", "unknown")
    }
    assert all(row["source"] for row in long if row["field"] == "circulation" and row["status"] == "present")


def test_a_report_on_a_table_on_standard_output_does_not_mix_with_it(corpus_data):
    done = command(corpus_data, "export", "table", "-", "--kind", "institution", "--json")
    assert len(table(done)) == json.loads(done.stderr)["pages"]


def test_wrong_usage_and_impossible_tables_are_said(empty_data):
    for words in (("rdf", "x.nq", "--long"), ("markdown", "-"), ("nonsense", "x")):
        done = command(empty_data, "export", *words)
        assert (done.returncode, "Usage" in done.stderr) == (2, True), words
    done = command(empty_data, "export", "table", "cases.xlsx")
    assert (done.returncode, "Use .csv or .tsv" in done.stderr) == (1, True)


def test_an_empty_wiki_gives_a_header_alone(empty_data):
    done = command(empty_data, "export", "table", "-")
    assert table(done) == []
    assert done.stdout.startswith("title,")


def test_cases_of_the_corpus_side_by_side(site):
    person = Person(site.address)
    found = person.ask("/compare?case=Wikipedia&case=Linux&case=Encarta&format=json").json()
    assert [page["title"] for page in found["pages"]] == ["Case:Wikipedia", "Case:Linux", "Case:Encarta"]
    mode = next(row for row in found["variables"] if row["variable"] == "mode_of_production")
    assert mode["apart"] == 2
    codings = [coding for cell in mode["cells"] for coding in cell["codings"]]
    assert all(coding["evidence"]["source"] for coding in codings)


def test_a_facet_chooses_the_cases_that_the_search_finds(site):
    person = Person(site.address)
    chosen = "kind=case&mode_of_production=for-profit-production"
    hits = person.ask(f"/search?q=&{chosen}", Accept="application/json").json()
    found = person.ask(f"/compare?{chosen}&format=json").json()
    assert len(found["pages"]) == hits["total"] > 3


def test_the_codebook_agrees_with_the_exported_table(corpus_data, site):
    wide = table(command(corpus_data, "export", "table", "-"))
    book = Person(site.address).ask("/special/codebook?format=json").json()["items"]
    assert {row["key"]: row["not_coded"] for row in book} == {
        row["key"]: sum(not page[row["key"]] for page in wide) for row in book
    }
    unknown = {row["key"]: row["unknown"] for row in book}
    assert unknown == {key: sum(page[key] == "[unknown]" for page in wide) for key in unknown}
