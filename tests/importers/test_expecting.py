import pytest

from importers.expecting import Expectation, expectations, unmet
from importers.source import UnusableSourceError


def test_a_number_is_met_by_exactly_so_many_pages_and_one_with_a_plus_by_more():
    expected = expectations("garden", {"case": 3, "pattern": "80+", "person": "2+"})
    assert expected["pattern"] == Expectation(80, more=True)
    issues = list(unmet("dump.xml", expected, {"case": 4, "pattern": 80, "person": 1}))
    assert [issue.message.partition(";")[0] for issue in issues] == [
        "4 pages of kind case, where the profile expects 3",
        "1 page of kind person, where the profile expects at least 2",
    ]


def test_no_page_of_a_kind_is_said_too():
    assert [each.message for each in unmet("x", expectations("garden", {"case": 1}), {})] == [
        "0 pages of kind case, where the profile expects 1; is the source complete?"
    ]


@pytest.mark.parametrize("written", [[], {"case": "many"}, {"case": -1}, {"case": True}, {"case": None}])
def test_what_is_no_number_of_pages_is_refused_with_its_name(written):
    with pytest.raises(UnusableSourceError, match="Profile garden: 'expect'"):
        expectations("garden", written)
