"""What a file or folder is, by what is in it: the format it is most likely meant for, and the profile if one is known."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from importers.mediawiki.folder import ENDINGS as FOLDER_ENDINGS
from importers.profile import profile_names, read_yaml

HEAD = 16 * 1024
"""Bytes that are looked at."""

RDF = (b"<rdf:RDF", b'"@context"', b"@prefix ")
"""Words by which statements are known, whatever their file is called."""

MOST = 2000
"""Files of a folder that are looked at."""

ENDINGS: Mapping[str, str] = {
    ".csv": "table",
    ".tsv": "table",
    ".xlsx": "table",
    ".ods": "table",
    **dict.fromkeys((".xls", ".xlsm", ".tab"), "table"),
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".mdx": "markdown",
    ".xml": "mediawiki",
    ".tgz": "licenses",
    **dict.fromkeys((".html", ".htm", ".xhtml", ".pdf", ".txt", ".text"), "documents"),
    **dict.fromkeys(FOLDER_ENDINGS, "mediawiki"),
    **dict.fromkeys((".bib", ".bibtex", ".biblatex", ".ris", ".json", ".csljson"), "citations"),
    **dict.fromkeys((".ttl", ".trig", ".nt", ".nq", ".rdf", ".owl", ".jsonld"), "rdf"),
}
"""Ending → the format it speaks for."""

_OPENERS: Mapping[bytes, Callable[[Path], BinaryIO]] = {
    b"BZh": bz2.open,  # type: ignore[dict-item]
    b"\x1f\x8b": gzip.open,  # type: ignore[dict-item]
    b"\xfd7zXZ": lzma.open,  # type: ignore[dict-item]
}
_ENTITIES = re.compile(
    rb'\s*\{\s*"entities"\s*:|[\s\[]*\{\s*"(?:pageid|type|id)"\s*:.{0,200}?"(?:labels|ns)"', re.DOTALL
)
_BASE = re.compile(rb"<base>\s*([^<]{1,500}?)\s*</base>")
DEFAULT = "markdown"
_RULES: Mapping[str, str] = {
    "table": "tables",
    DEFAULT: "files",
}  # where a profile of a format names its files
_SIGNS_OF_A_PICTURE = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"\x00\x00\x01\x00")


def guess(path: Path) -> tuple[str, str]:
    """Return format and profile ("" = none is known for it) of what lies at the path; the format may be wrong.

    The format is "" for pictures, programs and other files that no format reads.
    """
    if path.is_dir():
        form = _of_folder(path)
        return form, _profile_of_files(path, form)
    head = _head(path)
    if b"<mediawiki" in head:
        return "mediawiki", _profile_of_wiki(head)
    if any(sign in head for sign in RDF):
        return "rdf", ""
    if _ENTITIES.match(head):
        return "wikidata", ""
    packed = path.suffix.casefold() in {".gz", ".bz2", ".xz"}
    ending = Path(path.stem if packed else path.name).suffix.casefold()
    form = ENDINGS.get(ending, "" if _is_no_text(head) else DEFAULT)
    return form, _profile_of_files(path, form)


def _is_no_text(head: bytes) -> bool:
    """Say whether bytes are neither a text in UTF-8 or UTF-16 nor anything else that people write."""
    marked = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return head.startswith(_SIGNS_OF_A_PICTURE) or (b"\0" in head and not marked)


def _of_folder(folder: Path) -> str:
    """Return the format most of the files speak for."""
    if (folder / "commonloom.json").exists() or (folder / "_licenses").is_dir():
        return DEFAULT if (folder / "commonloom.json").exists() else "licenses"
    endings = (each.suffix.casefold() for each in _files(folder))
    said = Counter(ENDINGS[each] for each in endings if each in ENDINGS)
    return said.most_common(1)[0][0] if said else DEFAULT


def _files(folder: Path) -> Iterator[Path]:
    return islice((each for each in folder.rglob("*") if each.is_file()), MOST)


def _head(path: Path) -> bytes:
    """Return the first bytes of a file, unpacked where it is compressed; as far as it can be read."""
    try:
        with path.open("rb") as file:
            plain = file.read(HEAD)
        opener = next((each for mark, each in _OPENERS.items() if plain.startswith(mark)), None)
        if opener is None:
            return plain
        with opener(path) as file:
            return file.read(HEAD)
    except (OSError, EOFError, lzma.LZMAError, zlib.error):
        return b""


def _profile_of_wiki(head: bytes) -> str:
    """Return the profile that was made for the wiki a dump says it is from."""
    found = _BASE.search(head)
    host = _host(found[1].decode("utf-8", "replace")) if found else ""
    if not host:
        return ""
    for name in profile_names():
        profile = read_yaml(name)
        if profile.get("format") == "mediawiki" and _host(str(profile.get("address", ""))) == host:
            return name
    return ""


def _profile_of_files(path: Path, form: str) -> str:
    """Return the profile that was made for files of these names: it calls one whole, or all its patterns find one."""
    files = [path] if path.is_file() else list(_files(path))
    for name in profile_names():
        profile = read_yaml(name)
        if form in _RULES and profile.get("format", DEFAULT) == form:
            rules = profile.get(_RULES[form]) or ()
            if _are_for(files, [each["match"] for each in rules if "ignore" not in each]):
                return name
    return ""


def _are_for(files: Sequence[Path], patterns: Sequence[str]) -> bool:
    """Say whether files are called as a profile expects them; a pattern that only names an ending tells nothing."""
    found = {each for each in patterns if any(file.match(each) for file in files)}
    named = any("*" not in each for each in found)
    in_folders = any("/" in each for each in patterns) and found == set(patterns)
    return named or in_folders


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:  # brackets that are no IPv6 address
        return ""
