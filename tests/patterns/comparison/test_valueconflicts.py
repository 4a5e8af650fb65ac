"""Where values conflict."""

from __future__ import annotations

from patterns.comparison.assessments import assess
from patterns.comparison.valueconflicts import Conflict, conflicts
from tests.patterns.comparison.test_assessments import harms, serves


def test_cases_that_serve_one_value_and_harm_another_are_named():
    said = {
        "Case:A": (serves("freedom"), harms("equality"), harms("freedom", status="absent")),
        "Case:B": (serves("freedom", degree=0.2), harms("equality", status="contested")),
        "Case:C": (serves("freedom"), harms("equality")),
        "Case:D": (serves("equality"), harms("equality", degree=0.1)),
        "Case:E": (serves("freedom", degree=0), harms("equality")),
    }
    assert conflicts(assess(said, ["freedom", "equality"])) == (
        Conflict("freedom", "equality", ("Case:A", "Case:C"), ("Case:B",)),
        Conflict("equality", "equality", ("Case:D",), ()),
    )
