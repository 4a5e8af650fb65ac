"""What people send is kept whole, under its content's name, and cannot do harm."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from contextlib import suppress
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki import unpacking
from wiki.config import MEBIBYTE
from wiki.errors import BadInputError
from wiki.unpacking import unpack
from wiki.uploads import LONGEST_NAME, Uploads, safe_name


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path / "uploads", tmp_path / "run" / "bell", 1)


def packed(*entries: tuple[str | ZipInfo, bytes]) -> io.BytesIO:
    made = io.BytesIO()
    with ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    made.seek(0)
    return made


def kept_files(uploads: Uploads) -> list[str]:
    return sorted(
        str(path.relative_to(uploads.folder)) for path in uploads.folder.rglob("*") if path.is_file()
    )


def test_a_file_is_kept_under_its_content_s_name(uploads):
    sent = uploads.receive(io.BytesIO(b"abc"), "C:\\papers\\notes.md")
    assert (sent.name, sent.size) == ("notes.md", 3)
    assert sent.digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert uploads.place(sent.digest, sent.name).read_bytes() == b"abc"
    assert kept_files(uploads) == [f"{sent.digest}/notes.md"]


def test_the_same_content_under_another_name_is_found_under_both(uploads):
    first, second = uploads.receive(io.BytesIO(b"abc"), "a.csv"), uploads.receive(io.BytesIO(b"abc"), "b.csv")
    assert first.digest == second.digest
    assert uploads.place(first.digest, "a.csv").name == "a.csv"
    assert uploads.place(first.digest, "b.csv").name == "b.csv"
    assert uploads.place(first.digest, "c.csv") is None


def test_a_folder_is_unpacked_and_its_one_outer_folder_is_the_source(uploads):
    sent = uploads.receive(
        packed(("notes/a.md", b"A"), ("notes/deep/b.md", b"B"), ("__MACOSX/notes/._a.md", b"x")), "notes.zip"
    )
    place = uploads.place(sent.digest, sent.name)
    assert place.name == "notes"
    assert sorted(path.name for path in place.rglob("*.md")) == ["a.md", "b.md"]
    assert not any("MACOSX" in name or name.endswith(".zip") for name in kept_files(uploads))


def test_a_workbook_is_not_unpacked(uploads):
    sent = uploads.receive(packed(("xl/workbook.xml", b"<x/>")), "cases.xlsx")
    assert uploads.place(sent.digest, sent.name).name == "cases.xlsx"


def test_what_is_too_large_or_empty_is_refused_and_nothing_stays(uploads):
    with pytest.raises(BadInputError, match="may have 1 MiB"):
        uploads.receive(io.BytesIO(b"x" * (MEBIBYTE + 1)), "a.csv")
    with pytest.raises(BadInputError, match="empty"):
        uploads.receive(io.BytesIO(b""), "a.csv")
    assert kept_files(uploads) == []


def link(name: str) -> ZipInfo:
    made = ZipInfo(name)
    made.external_attr = (stat.S_IFLNK | 0o777) << 16
    return made


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        ([("../out.md", b"x")], "leads out"),
        ([("a/../../out.md", b"x")], "leads out"),
        ([("/etc/out.md", b"x")], "leads out"),
        ([("C:/out.md", b"x")], "leads out"),
        ([("a\\..\\out.md", b"x")], "leads out"),
        ([("./a.md", b"x")], "leads out"),
        ([(link("a.md"), b"/etc/passwd")], "link"),
        ([("a\u202emd.exe", b"x")], "cannot be shown"),
        ([("x" * 300, b"x")], "too long"),
        ([("/".join("d" * 60), b"x")], "too long"),
        ([("a.md", b"x"), ("a.md/b.md", b"x")], "twice"),
        ([("a.md", b"x" * (5 * MEBIBYTE))], "larger than can be taken"),
        ([("__MACOSX/a", b"x")], "no files"),
    ],
)
def test_archives_that_may_do_harm_are_refused_whole(uploads, tmp_path, entries, why):
    with pytest.raises(BadInputError, match=why):
        uploads.receive(
            packed(("good.md", b"good"), *entries) if why != "no files" else packed(*entries), "a.zip"
        )
    assert kept_files(uploads) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["uploads"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_entry_that_comes_twice_is_refused(uploads):
    with pytest.raises(BadInputError, match="twice"):
        uploads.receive(packed(("a.md", b"x"), ("a.md", b"y")), "a.zip")


def test_too_many_files_are_refused(uploads, monkeypatch):
    monkeypatch.setattr(unpacking, "MOST_FILES", 2)
    with pytest.raises(BadInputError, match="holds 3 files"):
        uploads.receive(packed(*((f"{n}.md", b"x") for n in range(3))), "a.zip")


def test_a_locked_archive_is_refused(uploads):
    content = bytearray(packed(("a.md", b"x")).read())
    content[6] |= 1  # in the local header
    content[content.index(b"PK\x01\x02") + 8] |= 1  # and in the directory
    with pytest.raises(BadInputError, match="password"):
        uploads.receive(io.BytesIO(bytes(content)), "a.zip")


@given(at=st.integers(0, 400), byte=st.integers(0, 255))
def test_a_damaged_archive_is_unpacked_or_refused_and_never_leaves_its_folder(tmp_path_factory, at, byte):
    content = bytearray(packed(("d/a.md", b"some words " * 20), ("b.md", b"y")).read())
    content[at % len(content)] = byte
    folder = tmp_path_factory.mktemp("unpacking")
    (folder / "a.zip").write_bytes(bytes(content))
    with suppress(BadInputError):
        unpack(folder / "a.zip", folder / "out", 10_000)
    assert {path.name for path in folder.iterdir()} <= {"a.zip", "out"}


def test_old_uploads_are_deleted_but_those_needed(uploads):
    old, needed, new = (uploads.receive(io.BytesIO(word), "a.csv") for word in (b"old", b"needed", b"new"))
    for each in (old, needed):
        os.utime(uploads.folder / each.digest, (1_000_000, 1_000_000))
    assert uploads.forget(30, {needed.digest}) == [old.digest]
    assert uploads.place(old.digest, "a.csv") is None
    assert uploads.place(needed.digest, "a.csv")
    assert uploads.place(new.digest, "a.csv")


def test_a_mapping_is_called_like_its_table_at_every_import(uploads):
    sent = uploads.receive(io.BytesIO(b"a,b\n"), "gardens.csv")
    path = uploads.write_mapping(sent.digest, sent.name, "format: table\n")
    assert path.name == "gardens.yaml"
    assert path.read_text() == "format: table\n"
    assert uploads.place(sent.digest, sent.name).name == "gardens.csv"


@given(st.text())
def test_any_name_becomes_one_that_stays_in_its_folder(name):
    safe = safe_name(name)
    assert safe
    assert "/" not in safe
    assert safe not in {".", "..", "unpacked", "mapping"}
    assert len(safe.encode()) <= LONGEST_NAME
    assert safe.isprintable()
