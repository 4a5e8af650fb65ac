"""Files made to hold an import: each is small, and would take hours or all memory if read without limits."""

import pytest

from importers.draft import Draft, Issue
from importers.formats import read
from importers.markdown import collection
from importers.source import Source
from ontology.shapes import load_ontology

ONTOLOGY = load_ontology()

pytestmark = pytest.mark.usefixtures("an_end")

MANY = 100_000
LAUGHS = "\n".join(
    f"{each}: &{each} [*{chr(ord(each) - 1)}, *{chr(ord(each) - 1)}]" for each in "bcdefghijkl"
)

FILES = {
    "a bomb of anchors": f"---\na: &a [ha, ha]\n{LAUGHS}\n---\n",
    "an anchor in itself": "---\na: &a [*a]\n---\n",
    "brackets 200,000 deep": f"---\na: {'[' * 2 * MANY}\n---\n",
    "lists 100,000 deep": f"---\na:\n{'- ' * MANY}\n---\n",
    "keys of keys": f"---\n{'? ' * MANY}\n---\n",
    "entries that are all broken": "---\n" + "".join(f"k{n}: [\n" for n in range(30_000)) + "---\n",
    "30,000 entries": "---\n" + "".join(f"k{n}: {n}\n" for n in range(30_000)) + "---\n",
    "dots of TOML": f"+++\n{'.'.join('a' * MANY)} = 1\n+++\n",
    "TOML with a mistake": "+++\n" + "".join(f"a{n}=1\n" for n in range(25_000)) + "x=\n+++\n",
    "brackets of TOML": f"+++\na={'[' * MANY}\n+++\n",
    "brackets of JSON": f'{{"a": {"[" * 2 * MANY}{"]" * 2 * MANY}}}\ntext',
    "JSON with a mistake": "{" + "".join(f'"a{n}": {n},\n' for n in range(20_000)) + "!\n}\n",
    "a digit a million times": f'{{"a": {"9" * 1_000_000}}}\ntext',
    "a value of 200,000 lines": "title: x\n" + "    more\n" * 2 * MANY + "\ntext",
    "blanks before a word": f"{' ' * 3 * MANY}x",
    "tabs before a word": "\t" * 3 * MANY + "x",
    "a heading of blanks": f"# a{' ' * 3 * MANY}(optional\n",
    "comments never closed": "<!--" * MANY,
    "links never closed": "[a](" * MANY,
    "references never closed": "a:: " + "[[a" * MANY,
}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_holds_no_import_and_keeps_no_other_page_out(tmp_path, name):
    (tmp_path / "a.md").write_text(FILES[name])
    (tmp_path / "b.md").write_text("---\ntitle: B\n---\nText.\n")
    read_all = list(read("markdown", Source(tmp_path, ONTOLOGY)))
    assert "B" in {each.title for each in read_all if isinstance(each, Draft)}
    assert any(each.place.startswith("a.md") for each in read_all)


def test_a_summary_made_of_blanks_holds_no_import(tmp_path):
    (tmp_path / "SUMMARY.md").write_text("](" + " " * MANY)
    assert [each.title for each in read("markdown", Source(tmp_path, ONTOLOGY)) if isinstance(each, Draft)]


def test_a_file_that_is_far_too_large_is_left_out_and_named(tmp_path, monkeypatch):
    monkeypatch.setattr(collection, "LARGEST", 1 << 20)
    (tmp_path / "a.md").write_text("x" * ((1 << 20) + 1))
    (tmp_path / "b.md").write_text("Text.\n")
    read_all = list(read("markdown", Source(tmp_path, ONTOLOGY)))
    assert [each.message for each in read_all if isinstance(each, Issue)] == [
        "the file has more than 1 MiB, so it is no text people wrote; it was left out"
    ]
    assert [each.place for each in read_all if isinstance(each, Draft)] == ["b.md"]
