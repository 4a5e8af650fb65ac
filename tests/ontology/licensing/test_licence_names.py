"""What names, identifiers and web addresses of licences stand for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.licensing import described, full_name, identifiers, named, parse_expression, spdx_licences
from ontology.licensing.naming import near


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("mit", "MIT"),
        (" MIT  License ", "MIT"),
        ("CC BY-SA 4.0", "CC-BY-SA-4.0"),
        ("GNU General Public License v3.0", "GPL-3.0-only"),
        ("GPL-2.0", "GPL-2.0-only"),
        ("GPL-3.0+", "GPL-3.0-or-later"),
        ("All rights reserved", "LicenseRef-all-rights-reserved"),
        (
            "gpl-2.0-or-later with classpath-exception-2.0 or MIT",
            "GPL-2.0-or-later WITH Classpath-exception-2.0 OR MIT",
        ),
        ("https://creativecommons.org/licenses/by-sa/4.0/", "CC-BY-SA-4.0"),
        ("http://www.creativecommons.org/licenses/by-sa/4.0", "CC-BY-SA-4.0"),
        ("https://creativecommons.org/licenses/by-sa/3.0/de/legalcode.de", "CC-BY-SA-3.0-DE"),
        ("https://creativecommons.org/licenses/by-sa/3.0/", "CC-BY-SA-3.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/deed.it#x", "CC0-1.0"),
        ("https://www.gnu.org/licenses/gpl-3.0.en.html", "GPL-3.0-only"),
        ("https://www.mozilla.org/en-US/MPL/2.0/", "MPL-2.0"),
        ("https://spdx.org/licenses/EUPL-1.2.html", "EUPL-1.2"),
        ("https://opensource.org/license/mit", "MIT"),
    ],
)
def test_a_name_stands_for_a_licence(name, identifier):
    assert named(name) == identifier


@pytest.mark.parametrize(
    "name",
    [
        "",
        "GPL",
        "Common licence",
        "GPL OR MIT",
        "Foo OR MIT",
        "MIT OR",
        "x (",
        "https://creativecommons.org/",
        "https://x",
    ],
)
def test_what_names_no_licence_names_none(name):
    assert named(name) == ""


@given(st.text(max_size=40))
def test_any_text_is_either_a_readable_expression_or_nothing(text):
    found = named(text)
    assert not found or str(parse_expression(found)) == found


def test_every_described_licence_and_every_listed_one_is_found_by_its_identifier_its_name_and_its_page():
    for identifier in identifiers():
        assert named(identifier) == identifier
        assert named(full_name(identifier)) != ""
        if identifier in spdx_licences():
            assert named(spdx_licences()[identifier].page) == identifier
    assert described() <= set(identifiers())


def test_a_mistaken_identifier_is_answered_with_those_like_it():
    assert near("GLP-3.0-only")[0] == "GPL-3.0-only"
    assert near("qqqqqqqqqqqq") == ()
