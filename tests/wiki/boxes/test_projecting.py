"""The work "project": what comes out of a box is what follows from the page, to the last value."""

import pickle

from hypothesis import example, given
from hypothesis import strategies as st

from patterns.projection import project
from tests.fakes.ontology import small_ontology
from tests.fixtures.pagetexts import texts
from wiki.boxes.projecting import packed, project_bytes, unpacked
from wiki.search.rows import words_of

ONTOLOGY = small_ontology()
BASE = "https://loom.example"
CODED = """---
kind: case
aliases: [É, W, W]
tags: [a, b]
validation:
  - value: after publication
    source: Interview
    quote: "“processes”"
    status: contested
unheard_of: 1
---
See [[steward::Institution:X|x]] and [[Nowhere]].
"""


def through_a_box(pages):
    return unpacked(project_bytes(packed(pickle.dumps(ONTOLOGY), BASE, pages)))


@given(st.lists(st.tuples(st.sampled_from(["Case:W", "Talk:W", "W", "Pattern:\ud800"]), texts), max_size=3))
@example([("Case:W", CODED), ("W", "---\nredirect: Case:W\n---\n")])
def test_nothing_is_lost_on_the_way(pages):
    made = through_a_box(pages)
    assert made == [project(text, title, ONTOLOGY, BASE) for title, text in pages]
    assert [each.words for each in made] == [words_of(each) for each in made]


def test_the_example_has_something_of_everything():
    (made,) = through_a_box([("Case:W", CODED)])
    assert all([made.facts, made.aliases, made.links, made.facets, made.codings, made.findings])
