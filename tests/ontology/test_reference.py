"""The documentation of fields says what the shapes say."""

from __future__ import annotations

import re

from ontology.kinds import Field, Kind, Ontology, Option, ValueType
from ontology.queries import competency_questions, example_queries
from ontology.reference import fields_page, short_iri
from ontology.shapes import FOLDER, generated, load_ontology
from ontology.vocabulary import terms

DOCS = FOLDER.parent / "docs"
LOOM = "https://w3id.org/commonloom/ns#"


def test_generated_files_are_up_to_date():
    stale = [path.name for path, text in generated().items() if path.read_text("utf-8") != text]
    assert stale == [], "run python -m ontology.shapes --write"


def test_every_key_and_every_option_is_on_the_page():
    page = fields_page(load_ontology())
    for kind in load_ontology().kinds:
        assert f"class `{short_iri(kind.iri, load_ontology())}`" in page
        for each in kind.fields:
            assert f"`{short_iri(each.iri, load_ontology())}`" in page
            assert each.section or f"| `{each.key}` | {each.label} |" in page
            for option in each.options:
                assert f"| {option.label} | {option.definition} |" in page


def test_a_small_ontology_as_a_page():
    scale = Field(
        "scale",
        f"{LOOM}scale",
        "Scale",
        "How large.",
        ValueType.CHOICE,
        options=(Option("o", "big", "Large."),),
    )
    stars = Field("stars", "p", "Stars", "How sure.", ValueType.INTEGER, many=False, minimum=0, maximum=2)
    text = Field(
        "story", "p", "Story", "Told.", ValueType.PROSE, section=True, many=False, headings=("Tale",)
    )
    kind = Kind("case", f"{LOOM}Case", "Case", "Case", "Cases", "A practice.", (scale, stars, text))
    page = fields_page(Ontology((kind,), prefixes={"loom": LOOM}))
    assert "A practice. `kind: case`, titles begin with `Case:`, class `loom:Case`." in page
    assert "| `scale` | Scale | one of: big | `loom:scale` |  |" in page
    assert "| `stars` | Stars | whole number, 0 to 2 | `p` | one value |" in page
    assert "| *in the text* | Story | longer text | `p` | also under “Tale” |" in page
    assert "### `scale`\n\n| value | means | term |\n|---|---|---|\n| big | Large. | `o` |" in page


def test_no_cell_breaks_its_table():
    for line in fields_page(load_ontology()).splitlines():
        if line.startswith("|"):
            assert line.endswith("|")
            assert line.count("|") in {4, 6}, line


def test_the_guide_names_terms_and_keys_that_exist():
    guide = (DOCS / "ontology.md").read_text(encoding="utf-8")
    for name in re.findall(r"\bloom:([A-Za-z-]+)", guide):
        assert LOOM + name in terms(), name
    keys = {*load_ontology().by_key, *load_ontology().qualifier_by_key, "kind", "title", "value"}
    for block in re.findall(r"```\n(.*?)```", guide, re.DOTALL):
        written = re.findall(r"^\s*(?:- )?([a-z_]+): ", block, re.MULTILINE)
        assert set(written) <= keys


def test_the_guide_lists_the_example_queries():
    guide = (DOCS / "ontology.md").read_text(encoding="utf-8")
    listed = guide.partition("## Example queries")[2]
    others = [each.title for each in example_queries() if not each.question]
    assert re.findall(r"^- (.+)$", listed, re.MULTILINE) == others


def test_the_guide_lists_the_competency_questions():
    guide = (DOCS / "ontology.md").read_text(encoding="utf-8")
    listed = guide.partition("## Competency questions")[2].partition("\n## ")[0]
    numbered = [f"{each.question}. {each.title}" for each in competency_questions()]
    assert re.findall(r"^\d+\. .+$", listed, re.MULTILINE) == numbered
