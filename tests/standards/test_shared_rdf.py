"""Licences in RDF by Creative Commons and DALICC, imported as people would; tests/importers/rdf has small twins."""

import pytest

from patterns.frontmatter import mapping, parse
from tests.importers.rdf.reading import brought, sentences
from tests.shared import shared

pytestmark = pytest.mark.skipif(
    shared("licences") is None,
    reason="the shared collections are not at hand; tests/importers/rdf has twins",
)


@pytest.fixture(scope="module")
def dalicc():
    return brought(shared("licences/dalicc/licensedata/licenses"), "dalicc")


@pytest.fixture(scope="module")
def creative_commons():
    return brought(shared("licences/cc-licenserdf"), "cclicenses")


def _front(draft):
    page = parse(draft.text)
    assert not page.problems
    return mapping(page)


def test_every_licence_of_dalicc_becomes_a_page(dalicc):
    pages, issues = dalicc
    assert sum(title.startswith("License:") for title in pages) == 343
    told = sentences(issues)
    assert "0BSD.ttl:1: the file begins with a byte order mark; it was left out" in told
    assert "in 340 more files: the file begins with a byte order mark" in told
    assert "NCGL-UK-2.0.ttl:32: this is not valid Turtle and was left out" in told
    assert "where the profile expects" not in told


def test_what_dalicc_says_of_a_licence(dalicc):
    said = _front(dalicc[0]["License:AGPL-3.0-only"])
    assert said["spdx"] == "AGPL-3.0-only"
    assert said["license"] == "CC-BY-4.0"
    assert said["attribution"] == "DALICC, https://dalicc.net"
    assert "same licence" in [each["value"] for each in said["conditions"]]
    warranty = next(each for each in said["limitations"] if each["value"] == "warranty")
    assert "THERE IS NO WARRANTY FOR THE PROGRAM" in warranty["quote"]
    assert warranty["source"] == "DALICC licence library"


def test_every_licence_of_creative_commons_becomes_a_page(creative_commons):
    pages, issues = creative_commons
    assert sum(title.startswith("License:") for title in pages) == 614
    said = _front(pages["License:CC-BY-NC-SA-4.0"])
    assert (
        "Namensnennung - Nicht-kommerziell - Weitergabe unter gleichen Bedingungen 4.0 International"
        in said["aliases"]
    )
    assert not [each for each in said["aliases"] if "${" in each]
    assert said["prohibitions"]["quote"] == "cc:prohibits cc:CommercialUse"
    assert "where the profile expects" not in sentences(issues)


def test_ports_keep_their_jurisdiction_and_their_name(creative_commons):
    pages, _ = creative_commons
    said = _front(pages["License:Attribution-NonCommercial-NoDerivs 2.5 UK: Scotland"])
    assert said["cc:jurisdiction"] == "<http://creativecommons.org/international/scotland/>"
    assert said["version"] == "2.5"
    assert pages["License:CC-BY-3.0-AT"].origin == "http://creativecommons.org/licenses/by/3.0/at/"
