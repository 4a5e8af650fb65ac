import pytest

from importers.mixing import mixing_problem


def page(licence):
    return f"---\nlicense: {licence}\n---\nText.\n" if licence else "Text.\n"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("", "CC-BY-NC-4.0"), ("CC-BY-SA-4.0", ""), ("CC-BY-SA-4.0", "CC-BY-SA-4.0"), ("CC-BY-SA-4.0", "CC-BY-4.0"),
        ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"), ("[odd]", "CC-BY-4.0"),
    ],
)  # fmt: skip
def test_what_may_be_mixed(ours, theirs):
    assert mixing_problem(page(ours), page(theirs)) == ""


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("CC-BY-4.0", "CC-BY-SA-4.0"), ("CC-BY-SA-4.0", "CC-BY-NC-SA-4.0")],
)
def test_what_may_not_names_both_and_a_reason(ours, theirs):
    said = mixing_problem(page(ours), page(theirs))
    assert f"a text under {theirs} may not go into a page under {ours}: " in said
    assert "(" in said


def test_what_is_not_known_is_no_permission():
    assert "may not go" in mixing_problem(page("CC-BY-4.0"), page("Garden Licence"))
