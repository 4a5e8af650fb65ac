import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.mediawiki.dump import Site
from importers.mediawiki.titles import Titles
from ontology.shapes import load_ontology
from patterns.links import title_problem
from tests.fixtures.mediawiki import SPACES

ONTOLOGY = load_ontology()
SITE = Site("Garden wiki", "", dict(SPACES), first_letter=True)


@pytest.fixture
def titles(tmp_path):
    kept = Titles(tmp_path, SITE, ONTOLOGY)
    yield kept
    kept.close()


def test_a_link_finds_its_page_whatever_its_first_letter_and_underscores(titles):
    titles.add("Commons economy", "concept", "")
    titles.add("Category:Cases", "page", "")
    assert titles.ours("commons_economy") == "Concept:Commons economy"
    assert titles.ours(":category:cases") == "Category:Cases"
    assert titles.ours("Commons Economy") == "Commons Economy"


def test_titles_that_differ_in_case_stay_two(titles):
    titles.add("Open Source", "page", "")
    titles.add("Open source", "page", "")
    assert {titles.ours("Open Source"), titles.ours("open source")} == {"Open Source", "Open source"}


def test_a_prefix_of_ours_is_kept_from_being_one(titles):
    ours, why = titles.add("License: a history", "page", "")
    assert ours == "License – a history"
    assert "License: a history" in why
    assert titles.ours("License: a history") == ours


def test_two_pages_that_would_become_one_stay_two(titles):
    titles.add("License: x", "page", "")
    ours, why = titles.add("License – x", "page", "")
    assert ours == "License – x (2)"
    assert why


def test_talk_goes_with_its_page(titles):
    titles.add("Linux", "case", "")
    titles.add("Talk:Linux", "talk", "")
    titles.add("Category talk:Cases", "talk", "")
    assert titles.ours("Talk:Linux") == "Talk:Case:Linux"
    assert titles.ours("Category talk:Cases") == "Talk:Category:Cases"


def test_redirects_are_followed_to_their_end(titles):
    for title, where in {"A": "B", "B": "C", "C": "", "X": "Y", "Y": "X", "S": "S", "M": "Nowhere"}.items():
        titles.add(title, "page", where)
    ends = {each.theirs: titles.where_it_ends(each) for each in titles.redirects()}
    assert ends["A"][0].theirs == ends["B"][0].theirs == "C"
    assert "circle" in ends["X"][1]
    assert "itself" in ends["S"][1]
    assert "not in the dump" in ends["M"][1]


@given(st.text(alphabet="ab:./ #[]|{}<>\u200e\ufeffé\x07_Case", min_size=1, max_size=300))
def test_every_title_can_be_one_here(tmp_path_factory, title):
    titles = Titles(tmp_path_factory.mktemp("titles"), SITE, ONTOLOGY)
    ours, _ = titles.add(title, "page", "")
    assert not title_problem(ours)
    titles.close()
