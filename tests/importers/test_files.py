"""What lies in a folder of strangers: links, pipes, other encodings, no text at all."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.files import NoTextError, decoded, files_below
from importers.source import UnusableSourceError


def test_links_that_leave_the_folder_are_left_out_and_named(tmp_path):
    inside = tmp_path / "inside"
    (inside / "deep").mkdir(parents=True)
    (tmp_path / "secret.md").write_text("key")
    (inside / "a.md").write_text("A")
    (inside / "same.md").symlink_to("a.md")
    (inside / "broken.md").symlink_to("nowhere.md")
    (inside / "secret.md").symlink_to("../secret.md")
    (inside / "deep" / "loop.md").symlink_to("..")
    (inside / "folder.md").mkdir()
    os.mkfifo(inside / "pipe.md")
    found, issues = files_below(inside, {".md"})
    assert [each.name for each in found] == ["a.md", "same.md"]
    assert {issue.place: issue.message.partition(";")[0] for issue in issues} == {
        "broken.md": "it is a link that leads nowhere",
        "pipe.md": "it is no ordinary file",
        "secret.md": "it is a link to a file outside the folder",
    }


def test_a_folder_without_such_files_is_said(tmp_path):
    with pytest.raises(UnusableSourceError, match="holds no file"):
        files_below(tmp_path, {".md"})


@pytest.mark.parametrize(
    ("raw", "text", "line"),
    [
        ("Grütter".encode(), "Grütter", 0),
        ("\ufeffGrütter".encode(), "Grütter", 0),
        ("Grütter".encode("utf-16"), "Grütter", 0),
        ("one\ntwo Grütter – 5 €".encode("cp1252"), "one\ntwo Grütter – 5 €", 2),
        ("ü".encode() + b"\n\xfc", "ü\nü", 2),
        (b"\x81", "\ufffd", 1),
    ],
)
def test_a_text_is_read_whatever_its_encoding(raw, text, line):
    assert decoded(raw)[:2] == (text, line)


def test_how_a_text_was_read_is_said():
    assert decoded("ü".encode()).how == ""
    assert "Windows-1252" in decoded("Grüße".encode("cp1252")).how
    found = decoded("Земля общины\nЛес".encode("cp1251"))
    assert found.text == "Земля общины\nЛес"
    assert (found.wrong, found.how) == (
        1,
        "the file is not UTF-8; it was read as Windows-1251, which it looks like",
    )


def test_nul_bytes_are_no_text():
    with pytest.raises(NoTextError):
        decoded(b"a\0b")


@given(st.binary(max_size=50).filter(lambda raw: b"\0" not in raw))
def test_every_text_can_be_saved(raw):
    decoded(raw)[0].encode("utf-8")
