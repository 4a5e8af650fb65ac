"""The shapes as kinds and fields."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import RDFS, URIRef

from ontology import compact
from ontology.kinds import Field, Severity, ValueType
from ontology.shapes import FOLDER, PRECOMPUTED, ShapeError, load_ontology, main, read_ontology
from ontology.vocabulary import vocabulary_graph

KINDS = [
    ("pattern", "Pattern"),
    ("case", "Case"),
    ("practice", "Practice"),
    ("institution", "Institution"),
    ("license", "License"),
    ("concept", "Concept"),
    ("variable", "Variable"),
    ("source", "Source"),
    ("person", "Person"),
    ("language", "Language"),
    ("round", "Round"),
    ("comparison", "Comparison"),
    ("page", ""),
    ("talk", "Talk"),
]


def field(kind: str, key: str) -> Field:
    return load_ontology().by_name[kind].by_key[key]


def test_every_kind_of_page_has_a_shape_and_a_title_prefix():
    assert [(kind.name, kind.namespace) for kind in load_ontology().kinds] == KINDS


def test_a_kind_of_page_is_called_as_its_class_is():
    names = vocabulary_graph()
    for kind in load_ontology().kinds:
        called = {
            str(each).lower() for each in names.objects(URIRef(kind.iri), RDFS.label) if each.language == "en"
        }
        assert any(name.endswith(kind.label.lower()) for name in called), kind.name


def test_each_kind_has_its_own_file():
    names = {path.stem for path in (FOLDER / "shapes").glob("*.ttl")}
    assert names == {name for name, _ in KINDS} | {"common", "qualifiers"}


def test_every_field_can_be_shown_and_explained():
    for kind in load_ontology().kinds:
        for each in kind.fields:
            assert each.label, each.key
            assert each.definition.endswith((".", "?")), (kind.name, each.key, each.definition)
            assert each.group, (kind.name, each.key)


def test_fields_of_one_kind_have_different_properties():
    for kind in load_ontology().kinds:
        said = [(each.iri, each.of_page) for each in kind.fields]
        assert sorted(said) == sorted(set(said)), kind.name


def test_one_key_means_the_same_type_of_value_in_every_kind():
    """A typed link `[[key::…]]` takes the first kind's field; another kind's must not be of another type."""
    kinds = load_ontology()
    for kind in kinds.kinds:
        for each in kind.fields:
            first = kinds.by_key[each.key]
            assert (each.type is ValueType.PAGE) == (first.type is ValueType.PAGE), (kind.name, each.key)


def test_relations_can_be_told_from_the_other_end():
    for kind in load_ontology().kinds:
        for each in kind.fields:
            assert bool(each.inverse_label) == (each.type is ValueType.PAGE), (kind.name, each.key)


def test_a_closed_list_has_distinct_labels_and_explains_each_option():
    for kind in load_ontology().kinds:
        for each in kind.fields:
            labels = [option.label.casefold() for option in each.options]
            assert len(labels) == len(set(labels)), (kind.name, each.key)


def test_sections_accept_the_headings_people_use():
    assert field("pattern", "solution").headings == ("Solutions", "The Design Solution", "The Solution")
    assert {"Author", "Author(s)"} < set(field("pattern", "author_notes").headings)
    assert field("pattern", "known_uses").label == "Known instances"


def test_no_heading_belongs_to_two_sections():
    for kind in load_ontology().kinds:
        words = [
            heading.casefold()
            for each in kind.fields
            if each.section
            for heading in {each.label, *each.headings}
        ]
        assert sorted(words) == sorted(set(words)), kind.name


def test_sections_are_prose_and_single():
    for kind in load_ontology().kinds:
        for each in kind.fields:
            if each.section:
                assert each.type is ValueType.PROSE
                assert not each.many


def test_coding_fields_of_a_case():
    mode = field("case", "mode_of_production")
    assert mode.type is ValueType.CHOICE
    assert mode.codable
    assert mode.facet
    assert [option.label for option in mode.options] == [
        "for-profit",
        "state",
        "commons-based peer production",
        "household or gift",
    ]
    assert "after publication" in [option.label for option in field("case", "validation").options]


def test_a_steward_is_an_institution_seen_from_both_ends():
    steward = field("case", "steward")
    assert (steward.type, steward.kinds, steward.inverse_label) == (
        ValueType.PAGE,
        ("institution",),
        "steward of",
    )


def test_a_page_s_licence_is_said_of_its_text_and_not_of_its_subject():
    assert field("case", "license").of_page
    assert not field("case", "output_license").of_page
    assert field("case", "license").iri != field("case", "output_license").iri


def test_typed_values_block_a_save_and_missing_sections_do_not():
    assert field("case", "started").severity is Severity.VIOLATION
    assert field("pattern", "problem").severity is Severity.WARNING
    assert field("pattern", "problem").required


def test_coders_may_disagree_about_every_field_that_can_be_coded():
    """A limit of one value would make a finding of what two coders say with evidence."""
    for kind in load_ontology().kinds:
        assert [each.key for each in kind.fields if each.codable and not each.many] == [], kind.name


def test_qualifiers_of_a_statement():
    qualifiers = load_ontology().qualifier_by_key
    assert list(qualifiers) == [
        "source", "quote", "locator", "coder", "date", "since", "until", "confidence", "status", "bearing", "degree",
        "outcome", "answer", "behaviour", "role", "membership", "rubric",
        "weight", "variable", "coded", "round", "mapping", "option", "to_option",
    ]  # fmt: skip
    assert qualifiers["source"].kinds == ("source",)
    assert [each.label for each in qualifiers["status"].options] == [
        "present",
        "absent",
        "unknown",
        "not applicable",
        "contested",
    ]


CHOOSEALICENSE = {
    "permissions": "commercial-use modifications distribution private-use patent-use",
    "conditions": "include-copyright include-copyright--source document-changes disclose-source"
    " network-use-disclose same-license same-license--file same-license--library",
    "limitations": "trademark-use liability patent-use warranty",
}


@pytest.mark.parametrize("key", CHOOSEALICENSE)
def test_the_tags_of_choosealicense_are_options_of_a_licence(key: str):
    known = {option.iri.rpartition("#")[2] for option in field("license", key).options}
    assert set(CHOOSEALICENSE[key].split()) <= known


# The precomputed form


def test_the_precomputed_kinds_are_up_to_date():
    assert main([]) == 0, "run python -m ontology.shapes --write"


def test_reading_the_precomputed_kinds_gives_what_the_shapes_say():
    assert compact.read(PRECOMPUTED, compact.digest(FOLDER)) == read_ontology(FOLDER)


def test_kinds_made_from_other_shapes_are_not_believed():
    assert compact.read(PRECOMPUTED, "0" * 64) is None


def test_kinds_never_computed_are_not_believed(tmp_path: Path):
    assert compact.read(tmp_path / "kinds.json", "0" * 64) is None


def test_loading_does_not_start_rdflib():
    code = "import sys; from ontology.shapes import load_ontology; load_ontology(); sys.exit('rdflib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=FOLDER.parent, check=False).returncode == 0


def test_loading_twice_gives_the_same_object():
    assert load_ontology() is load_ontology()


# Broken shapes


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("shapes", "vocabulary"):
        shutil.copytree(FOLDER / name, tmp_path / name)
    return tmp_path


def break_shape(folder: Path, file: str, old: str, new: str) -> str:
    path = folder / "shapes" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ShapeError) as caught:
        read_ontology(folder)
    return str(caught.value)


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (
            "case.ttl",
            "sh:datatype xsd:gYear",
            "sh:datatype xsd:int",
            ["shapes/case.ttl", "started", "XMLSchema#int"],
        ),
        ("case.ttl", "sh:path loom:started ;", "", ["shapes/case.ttl", "started", "sh:path"]),
        ("case.ttl", 'sh:name "Started"@en ;', "", ["shapes/case.ttl", "started", "sh:name", "missing"]),
        ("case.ttl", 'sh:name "Started"@en', 'sh:name "A"@en, "B"@en', ["started", "has 2 values"]),
        ("case.ttl", "sh:class loom:Institution", "sh:class loom:Bank", ["steward", "loom", "Bank"]),
        (
            "case.ttl",
            "sh:severity sh:Violation",
            "sh:severity sh:Fatal",
            ["started", "sh:severity", "sh:Violation"],
        ),
        ("case.ttl", "loom:state-production", "loom:no-such", ["mode_of_production", "no-such", "label"]),
        (
            "case.ttl",
            'loom:key "ended"',
            'loom:key "started"',
            ["shapes/case.ttl", "'started'", "two properties"],
        ),
        ("person.ttl", "sh:maxCount 1", 'sh:maxCount "one"', ["shapes/person.ttl", "sh:maxCount", "number"]),
        ("talk.ttl", 'loom:namespace "Talk"', 'loom:namespace "Case"', ["loom:namespace", "'Case'"]),
        ("talk.ttl", 'loom:key "talk"', 'loom:key "case"', ["loom:key", "'case'"]),
        ("talk.ttl", 'loom:namespace "Talk"', 'loom:namespace "Talk', ["shapes/talk.ttl", "line ", "Turtle"]),
        (
            "common.ttl",
            "sh:path skos:altLabel",
            "sh:path ( skos:altLabel )",
            ["shapes/common.ttl", "aliases", "sh:path"],
        ),
        (
            "common.ttl",
            "sh:inversePath foaf:primaryTopic",
            "sh:inversePath foaf:page",
            ["shapes/common.ttl", "sh:path"],
        ),
    ],
)
def test_a_broken_shape_is_refused_by_file_and_property(
    copy: Path, file: str, old: str, new: str, says: list[str]
):
    message = break_shape(copy, file, old, new)
    assert [word for word in says if word not in message] == [], message


def test_a_new_kind_is_one_new_file(copy: Path):
    (copy / "shapes/comparison.ttl").write_text(
        """@prefix loom: <https://w3id.org/commonloom/ns#> .
        @prefix shape: <https://w3id.org/commonloom/shapes#> .
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        shape:Comparison a sh:NodeShape ; sh:targetClass loom:Comparison ; loom:key "comparison" ;
            loom:namespace "Comparison" ; rdfs:label "Comparison"@en ; loom:plural "Comparisons"@en ;
            rdfs:comment "A saved question over cases."@en ; sh:order 20 ;
            sh:property shape:tags , [ loom:key "cut_off" ; sh:path loom:cutOff ; sh:name "Cut-off"@en ;
                sh:description "Consistency asked for."@en ; sh:datatype xsd:decimal ; sh:severity sh:Violation ] .
        """,
        encoding="utf-8",
    )
    kind = read_ontology(copy).by_namespace["Comparison"]
    assert [each.key for each in kind.fields] == ["cut_off", "tags"]
    assert kind.by_key["cut_off"].type is ValueType.DECIMAL
