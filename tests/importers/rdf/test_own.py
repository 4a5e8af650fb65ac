"""Facts that a wiki like this one exported, made pages again."""

from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontology.namespaces import PREFIXES
from patterns.frontmatter import compose
from patterns.projection import project
from tests.importers.rdf.reading import ONTOLOGY, brought, sentences
from wiki.publishing import GRAPH_FORMATS

BASE = "https://loom.example"

PAGES = {
    "Case:Wikipedia": """---
kind: case
title: Wikipedia
aliases: [Wikipédia]
license: CC-BY-SA-4.0
attribution: Editors
origin: https://example.org/w
started: 2001
url: https://wikipedia.org
country: [Italy, France]
mode_of_production: commons-based peer production
steward: Wikimedia Foundation
participants:
  - value: Institution:Wikimedia Foundation
    source: Interview
    coder: ana
validation:
  - value: after publication
    source: Interview
    quote: "processes of communal validation"
    coder: ana
    confidence: high
    date: 2024-01-02
  - value: before publication
    status: absent
    source: Interview
exhibits:
  - {value: Communal validation, source: Interview, bearing: supporting}
  - {value: Self-selection, source: Interview, bearing: refuting}
motivation: unknown
crowding_out: false
"skos:note": ['"Wort"@de', "<https://example.org/x>", "[[Concept:Commons]]"]
unheard_of: a value
---
Prose with [[Concept:Commons|a link]] and [[competes_with::Case:Britannica]].

## Description

An *encyclopedia*, see [[Person:Ana]].

### More

Still the description.
""",
    "Case:WP": "---\nredirect: Case:Wikipedia\n---\n",
    "Source:Interview": """---
kind: source
title: Interview
creators: [Ana, Institution:Garden Club]
year: 2008
type: interview
---
## Quotations

> processes of communal validation after the production
""",
    "Concept:Peer production": "---\nkind: concept\ndefinition: Making things together.\nbroader: Production\n---\nText.\n",
    "Variable:Funding source": """---
kind: variable
question: Who pays?
options: [members, the state]
---
""",
    "Case:Athens": """---
kind: case
started: {value: 508 BC, source: Interview}
ended: "-0321"
transformations:
  - {value: permission, until: 400 BCE, source: Interview}
---
""",
    "A plain page": "---\ntags: [help]\n---\nSee [[Case:Wikipedia]].\n",
}


def _exported(folder: Path, pages: dict[str, str], ending: str) -> tuple[Path, dict[str, set[str]]]:
    facts = {title: project(text, title, ONTOLOGY, BASE).facts for title, text in pages.items()}
    quads = [quad for each in facts.values() for quad in pyoxigraph.parse(each, pyoxigraph.RdfFormat.N_QUADS)]
    path = folder / f"facts{ending}"
    form = pyoxigraph.RdfFormat.N_QUADS if ending == ".nq" else GRAPH_FORMATS[ending]
    prefixes = {} if ending == ".nq" else {"prefixes": PREFIXES}
    statements = (quad.triple for quad in quads) if ending == ".ttl" else quads
    path.write_bytes(pyoxigraph.serialize(statements, format=form, **prefixes))
    return path, {title: set(each.decode().splitlines()) for title, each in facts.items()}


def _facts(title: str, text: str) -> set[str]:
    return set(project(text, title, ONTOLOGY, BASE).facts.decode().splitlines())


@pytest.mark.parametrize("ending", [".nq", ".trig", ".jsonld"])
def test_the_same_facts_come_back(tmp_path, ending):
    path, facts = _exported(tmp_path, PAGES, ending)
    pages, issues = brought(path)
    assert pages.keys() == PAGES.keys()
    for title, draft in pages.items():
        assert _facts(title, draft.text) == facts[title], draft.text
    assert "the facts of a wiki like this one (https://loom.example)" in sentences(issues)


def test_turtle_loses_no_fact(tmp_path):
    path, facts = _exported(tmp_path, PAGES, ".ttl")
    pages, _ = brought(path)
    for title, draft in pages.items():
        assert _facts(title, draft.text) >= facts[title], draft.text


def test_pages_read_as_they_were_written(tmp_path):
    path, _ = _exported(tmp_path, PAGES, ".nq")
    text = brought(path)[0]["Case:Wikipedia"].text
    assert text.endswith(
        "---\nMentions [[Concept:Commons]].\n\n## Description\n\nAn *encyclopedia*, see [[Person:Ana]].\n\n"
        "### More\n\nStill the description.\n"
    )
    assert "competes_with: Britannica\n" in text
    assert "steward: Wikimedia Foundation\n" in text


_WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)


@settings(max_examples=60)
@given(
    _WORDS,
    st.lists(_WORDS, max_size=3),
    st.sampled_from(["present", "absent", "contested", "unknown"]),
    _WORDS,
    st.booleans(),
)
def test_any_coding_comes_back(tmp_path_factory, good, tags, status, quote, kept):
    front = {
        "kind": "case",
        "tags": tags or None,
        "good": [{"value": good, "status": status, "quote": quote, "source": "A source"}, good],
        "skos:note": quote if kept else None,
    }
    pages = {"Case:Any": compose(front, "")}
    path, facts = _exported(tmp_path_factory.mktemp("own"), pages, ".nq")
    found, _ = brought(path)
    assert _facts("Case:Any", found["Case:Any"].text) == facts["Case:Any"]
