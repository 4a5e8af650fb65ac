"""The memory for finished views, and the grouping of what links here."""

from __future__ import annotations

from ontology.kinds import Field, Kind, Ontology, ValueType
from wiki.revisions import Backlink
from wiki.web.finished import Views, finish
from wiki.web.mentions import by_relation

ONE, TWO = finish("one"), finish("two")


def test_a_view_is_found_at_its_position_only():
    views = Views()
    views.put("/a", 5, ONE)
    assert views.get("/a", 5) is ONE
    assert views.get("/a", 6) is None
    assert views.get("/b", 5) is None


def test_a_newer_position_forgets_everything_older():
    views = Views()
    views.put("/a", 5, ONE)
    views.put("/b", 6, TWO)
    assert views.get("/a", 6) is None
    views.put("/a", 5, ONE)  # made before the save, finished after it
    assert views.get("/a", 5) is None
    assert views.get("/b", 6) is TWO


def test_the_least_used_give_way():
    views = Views(room=2)
    views.put("/a", 1, ONE)
    views.put("/b", 1, ONE)
    views.get("/a", 1)
    views.put("/c", 1, TWO)
    assert views.get("/b", 1) is None
    assert views.get("/a", 1) is ONE


def test_large_views_do_not_fill_the_memory():
    views = Views(characters=10)
    views.put("/a", 1, finish("x" * 8))
    views.put("/b", 1, finish("y" * 8))
    views.put("/b", 1, finish("y" * 8))
    assert views.get("/a", 1) is None
    assert views.get("/b", 1) is not None
    views.put("/c", 1, finish("z" * 11))
    assert views.get("/c", 1) is None


def test_the_validator_follows_the_content():
    assert finish("a").etag == finish("a").etag != finish("b").etag


STEWARD = Field("steward", "ex:steward", "Steward", "", ValueType.PAGE, inverse_label="steward of")
PLAIN = Field("kin", "ex:kin", "Kin", "", ValueType.PAGE)
ONTOLOGY = Ontology((Kind("case", "ex:Case", "Case", "Case", "Cases", "", (STEWARD, PLAIN)),))


def link(title: str, key: str = "", sentence: str = "") -> Backlink:
    return Backlink(title, "case", key, sentence, "")


def test_links_are_grouped_relations_first_mentions_last():
    groups = by_relation(
        [link("A"), link("B", "steward"), link("C", "kin"), link("D", "odd_key"), link("E", "redirect")],
        ONTOLOGY,
    )
    assert [(group.label, [each.title for each in group.pages]) for group in groups] == [
        ("Kin of", ["C"]),
        ("Redirects here", ["E"]),
        ("Steward of", ["B"]),
        ("“odd key” of", ["D"]),
        ("Mentioned in", ["A"]),
    ]


def test_a_page_is_listed_once_and_each_of_its_sentences_once():
    found = [link("A", "", "S."), link("B"), link("A", "", "T."), link("A", "", "S."), link("A")]
    (group,) = by_relation(found, ONTOLOGY)
    assert [(each.title, [one.sentence for one in each.links]) for each in group.pages] == [
        ("A", ["S.", "T."]),
        ("B", [""]),
    ]
