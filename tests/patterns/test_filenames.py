"""Titles as paths of an export, and back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ontology.shapes import load_ontology
from patterns.filenames import LONGEST, file_of_title, title_of_file
from patterns.links import canonical_title, normalize_title, title_problem

ONTOLOGY = load_ontology()
KINDS = [kind.namespace for kind in ONTOLOGY.kinds]

titles = (
    st.tuples(st.sampled_from(KINDS), st.text(min_size=1, max_size=120))
    .map(lambda pair: normalize_title(f"{pair[0]}:{pair[1]}" if pair[0] else pair[1]))
    .filter(lambda title: not title_problem(title) and title.isprintable())
    .map(lambda title: canonical_title(title, ONTOLOGY))
)


@given(titles)
@example("Case:A/B: what?")
@example("Talk:Case:CON")
@example("Pattern:.hidden.")
@example("Concept:100 %41")
@example("Person:" + "Ж" * 110)
def test_there_and_back(title):
    assert title_of_file(file_of_title(title, ONTOLOGY), ONTOLOGY) == title


@given(titles)
def test_every_segment_suits_every_file_system(title):
    for segment in file_of_title(title, ONTOLOGY).split("/"):
        assert 0 < len(segment.encode()) <= LONGEST + 3
        assert not set(segment) & set('\\:*?"<>|')
        assert segment[0] not in ". "
        assert segment[-1] not in ". "


@given(st.lists(titles, unique=True, max_size=6))
def test_titles_that_differ_in_case_get_different_files(given_titles):
    taken: set[str] = set()
    wanted = sorted(
        {
            each
            for title in given_titles
            for each in (title, title.swapcase())
            if canonical_title(each, ONTOLOGY) == each and not title_problem(each)
        }
    )
    paths = [file_of_title(title, ONTOLOGY, taken) for title in wanted]
    assert len({path.casefold() for path in paths}) == len(paths)
    assert [title_of_file(path, ONTOLOGY) for path in paths] == wanted


@pytest.mark.parametrize(
    ("title", "path"),
    [
        ("Case:Wikipedia", "cases/Wikipedia.md"),
        ("Pattern:Communal validation", "patterns/Communal validation.md"),
        ("Help", "pages/Help.md"),
        ("Talk:Case:Linux", "talks/Case%3ALinux.md"),
        ("Person:Ana/Bo", "persons/Ana%2FBo.md"),
        ("Concept:Commons", "concepts/Commons.md"),
    ],
)
def test_what_people_see(title, path):
    assert file_of_title(title, ONTOLOGY) == path


@pytest.mark.parametrize("path", ["notes.md", "cases/Linux.txt", "nonsense/A.md", "case/A.md"])
def test_what_is_no_file_of_an_export(path):
    assert title_of_file(path, ONTOLOGY) == ""
