"""Which institution an item names."""

import pytest

from importers.instances import find_instances, unnamed_items


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ("* **Europace AG** - See blog post", "Europace AG"),
        ("- BIOS at **Robert Bosch GmbH**", "Robert Bosch GmbH"),
        ("* **Siemens'** InnerSource strategy", "Siemens"),
        ("* Philips (under test at scale)", "Philips"),
        ("* Analog Devices Inc.", "Analog Devices Inc."),
        ("- Red Hat - Many of the internal communities", "Red Hat"),
        ("- **[WellSky](https://wellsky.com/)** has the analogous concept", "WellSky"),
        ("* BBC iPlayer & Sounds", "BBC iPlayer & Sounds"),
    ],
)
def test_a_name_is_recognized(item, name):
    assert [each.name for each in find_instances(item, [], {})] == [name]


@pytest.mark.parametrize(
    "item",
    [
        "* TBD",
        "* Large Company",
        "* A large organization",
        "* [InnerSource Dojo from SAP](https://x)",
        "* **to-be-done**",
        "* **A large bank**",
    ],
)
def test_what_names_nobody_is_no_instance(item):
    assert list(find_instances(item, [], {})) == []


def test_unnamed_items_are_listed_without_the_empty_ones():
    assert unnamed_items("* TBD\n* Large Company\n* Nike\n", {}) == ["Large Company"]


def test_one_spelling_for_one_institution():
    names = {"Paypal Inc.": "PayPal", "PayPal": "PayPal"}
    found = find_instances("* **Paypal Inc.**\n* PayPal is looking into it\n", [], names)
    assert [each.name for each in found] == ["PayPal"]
