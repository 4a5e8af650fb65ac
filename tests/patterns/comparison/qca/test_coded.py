import json

import pytest

from ontology.kinds import ValueType
from ontology.shapes import load_ontology
from ontology.variables import variables_of
from patterns.codings import Coding
from patterns.comparison.cells import Cell
from patterns.comparison.qca.coded import (
    Group,
    NotApplicable,
    Values,
    condition_from,
    condition_of,
    numbers_of,
)
from patterns.comparison.qca.sets import BadSets
from patterns.comparison.table import compare

IN = Values((Group("open", ("copyleft", "permissive")),))


def cell(*codings):
    return Cell(tuple(Coding("licence", value, status=status) for value, status in codings))


@pytest.mark.parametrize(
    ("said", "score"),
    [
        ([("copyleft", "present")], 1),
        ([("closed", "present")], 0),
        ([("closed", "present"), ("permissive", "present")], 1),
        ([("", "absent")], 0),
        ([("copyleft", "absent"), ("permissive", "absent")], 0),
        ([("copyleft", "absent")], None),  # it may still be permissive
        ([("copyleft", "absent"), ("closed", "present")], 0),
        ([("", "unknown")], None),
        ([("", "contested")], None),
        ([("copyleft", "present"), ("copyleft", "contested")], None),
        ([], None),
        ([("", "not-applicable")], 0),
    ],
)
def test_what_is_coded_becomes_in_out_or_unknown(said, score):
    coded = condition_of("open", [cell(*said)], IN)
    assert coded.condition.scores == (score,)
    assert coded.condition.levels == 2
    assert coded.excluded == coded.torn == ()


def test_what_does_not_apply_as_the_person_says():
    cells = [cell(("", "not-applicable")), cell(("copyleft", "present")), cell(("closed", "present"))]
    left_out = condition_of("open", cells, Values(IN.groups, NotApplicable.EXCLUDED))
    assert left_out.condition.scores == (None, 1, 0)
    assert left_out.excluded == (0,)
    own = condition_of("open", cells, Values(IN.groups, NotApplicable.VALUE))
    assert own.condition.scores == (2, 1, 0)
    assert own.condition.labels == ("other", "open", "not applicable")


def test_several_groups_make_several_values_and_a_case_in_two_of_them_is_unknown():
    values = Values((Group("copyleft", ("copyleft",)), Group("permissive", ("permissive",))))
    cells = [
        cell(("permissive", "present")),
        cell(("closed", "present")),
        cell(("permissive", "present"), ("copyleft", "present")),
        cell(("", "absent")),
    ]
    coded = condition_of("licence", cells, values)
    assert coded.condition.scores == (2, 0, None, 0)
    assert coded.condition.levels == 3
    assert coded.torn == (2,)


def test_it_is_kept_as_plain_data():
    values = Values((Group("a", ("x", "y")), Group("b", ("z",))), NotApplicable.VALUE)
    assert Values.from_dict(json.loads(json.dumps(values.to_dict()))) == values


@pytest.mark.parametrize(
    "build",
    [
        lambda: Values(()),
        lambda: Values((Group("a", ()),)),
        lambda: Values((Group("a", ("x",)), Group("b", ("x",)))),
        lambda: Values.from_dict({}),
        lambda: Values.from_dict({"groups": [{"label": "a"}]}),
        lambda: Values.from_dict({"groups": [{"label": "a", "values": ["x"]}], "not_applicable": "perhaps"}),
    ],
)
def test_values_that_mean_nothing_are_refused(build):
    with pytest.raises(BadSets, match=r"^[A-Z].*\.$"):
        build()


def test_numbers():
    cells = [
        cell(("1998", "present")),
        cell(),
        cell(("3", "present"), ("4", "present")),
        cell(("5", "contested")),
    ]
    found = numbers_of(cells)
    assert found.numbers == (1998, None, None, None)
    assert found.torn == (2,)
    with pytest.raises(BadSets, match="no number"):
        numbers_of([cell(("many", "present"))])


def test_a_variable_in_words_is_refused():
    fields = variables_of(load_ontology().by_name["case"])
    words = next(each for each in fields if each.type is ValueType.TEXT)
    closed = next(each for each in fields if each.options)
    codings = {"Case:A": [Coding(words.key, "any"), Coding(closed.key, "x")]}
    rows = {row.field.key: row for row in compare([words, closed], ["Case:A"], codings).rows}
    with pytest.raises(BadSets, match="free text"):
        condition_from(rows[words.key], IN)
    assert condition_from(rows[closed.key], Values((Group("x", ("x",)),))).condition.scores == (1,)
