"""Quotations against choosealicense.com's texts (twins: test_licence_terms.py and test_licence_pages.py)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ontology.licensing import all_terms, parse_expression
from ontology.licensing.expression import texts_of
from patterns import frontmatter
from patterns.frontmatter import statements
from tests.shared import ROOT, shared

FOLDER = shared("licences/choosealicense/_licenses")
TEXTS = sorted(FOLDER.glob("*.txt")) if FOLDER else []
IN_FRENCH = {"cecill-2.1"}  # choosealicense.com has this one in French; both languages are authoritative


def plain(text: str) -> str:
    for curly, straight in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-")):
        text = text.replace(curly, straight)
    text = re.sub(r"[\s*_>]+", " ", text).casefold()
    return text.replace("licence", "license")  # copies of the CERN licences differ in this spelling


@pytest.mark.skipif(FOLDER is None, reason="the shared sample data are not beside this checkout")
@pytest.mark.parametrize(
    "path", [path for path in TEXTS if path.stem not in IN_FRENCH], ids=lambda path: path.stem
)
def test_quotations_stand_in_the_text(path):
    page = frontmatter.parse(path.read_text(encoding="utf-8"))
    found = texts_of(parse_expression(str(frontmatter.mapping(page)["spdx-id"])))
    text = plain(frontmatter.body_text(page))
    missing = [
        (rule.clause, rule.quote)
        for terms in found
        for rule in (*terms.permissions, *terms.requirements, *terms.prohibitions, *terms.grants)
        if rule.quote and plain(rule.quote) not in text
    ]
    assert missing == []


@pytest.mark.skipif(FOLDER is None, reason="the shared sample data are not beside this checkout")
def test_most_of_the_texts_are_of_described_licences():
    names = {
        str(frontmatter.mapping(frontmatter.parse(path.read_text(encoding="utf-8")))["spdx-id"])
        for path in TEXTS
    }
    assert sum(bool(texts_of(parse_expression(name))) for name in names) >= 35
    assert all_terms()


CONDITIONS = {
    "disclose-source": "source",
    "document-changes": "document-changes",
    "network-use-disclose": "network",
}
DIFFER = {
    ("CECILL-2.1", "document-changes"),  # section 5.2 asks for an explicit notice of the modification
    ("CECILL-2.1", "network-use-disclose"),  # no clause of 2.1 speaks of use over a network
    ("MS-PL", "same-license"),  # section 3(D): source code may be given out under this licence only
}


@pytest.mark.skipif(FOLDER is None, reason="the shared sample data are not beside this checkout")
def test_terms_agree_with_those_of_choosealicense():
    differing: set[tuple[str, str]] = set()
    for path in TEXTS:
        listed = frontmatter.mapping(frontmatter.parse(path.read_text(encoding="utf-8")))
        conditions = {str(each) for each in listed["conditions"] or ()}
        for terms in texts_of(parse_expression(str(listed["spdx-id"])))[:1]:
            alike = any(each.startswith("same-license") for each in conditions)
            found = {
                name for name, ours in CONDITIONS.items() if (name in conditions) != (ours in terms.requires)
            }
            found |= {"same-license"} if alike != ("share-alike" in terms.requires) else set()
            found |= (
                {"patent-use"}
                if ("patent-use" in listed["permissions"]) != ("patent-use" in terms.permits)
                else set()
            )
            differing |= {(terms.text, name) for name in found}
    assert differing == DIFFER


PAGES = ROOT / "patterns" / "corpus" / "licenses"
SUFFIXES = ("", "-only", "-or-later")
"""What SPDX appends to identifiers of the GNU licences, and choosealicense.com does not."""


def quoted_from_the_text(path: Path) -> list[str]:
    """The clauses that a page's codings quote from the licence itself."""
    said = [
        (each.key, dict(each.qualifiers)) for each in statements(frontmatter.parse(path.read_text("utf-8")))
    ]
    own = {known["source"] for key, known in said if key == "family"}
    return [known["quote"] for _, known in said if "quote" in known and known["source"] in own]


@pytest.mark.skipif(FOLDER is None, reason="the shared sample data are not beside this checkout")
def test_quotations_on_the_pages_of_licences_stand_in_the_text():
    missing, compared = [], 0
    for path in (each for each in TEXTS if each.stem not in IN_FRENCH):
        page = frontmatter.parse(path.read_text(encoding="utf-8"))
        text = plain(frontmatter.body_text(page))
        identifier = str(frontmatter.mapping(page)["spdx-id"])
        for found in (PAGES / f"{identifier}{suffix}.md" for suffix in SUFFIXES):
            quotes = quoted_from_the_text(found) if found.exists() else []
            compared += len(quotes)
            missing += [(found.stem, quote) for quote in quotes if plain(quote) not in text]
    assert missing == []
    assert compared >= FEWEST_COMPARED


FEWEST_COMPARED = 500
