import bz2
import gzip
import lzma
import random
import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.mediawiki.dump import DumpError, Site, SourcePage, read_dump
from tests.fixtures.mediawiki import dump

PACKED = {"plain": lambda data: data, "bz2": bz2.compress, "gz": gzip.compress, "xz": lzma.compress}


def pages(path):
    return [each for each in read_dump(path) if isinstance(each, SourcePage)]


def file(tmp_path, content):
    path = tmp_path / "dump.xml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("how", PACKED)
@pytest.mark.parametrize("version", ["0.10", "0.11"])
def test_every_packing_and_version_is_read(tmp_path, how, version):
    path = file(
        tmp_path,
        PACKED[how](dump(("Commons", "a & <b>"), ("Talk:Commons", "why?"), version=version).encode()),
    )
    site, first, second = read_dump(path)
    assert (site.name, site.base, site.namespaces[14], site.first_letter) == (
        "Garden wiki", "https://wiki.example/wiki/Main_Page", "Category", True,
    )  # fmt: skip
    assert (first.title, first.namespace, first.text) == ("Commons", 0, "a & <b>")
    assert (second.title, second.namespace) == ("Talk:Commons", 1)


def test_a_page_brings_its_history_oldest_first(tmp_path):
    late, early = ("2021-01-01T00:00:00Z", "Ben", "more", "b"), ("2020-01-01T00:00:00Z", "Ana", "begun", "a")
    (page,) = pages(file(tmp_path, dump(("A", [late, early]))))
    assert [(each.time, each.author, each.summary) for each in page.revisions] == [early[:3], late[:3]]
    assert page.text == "b"


def test_a_redirect_says_where_it_leads(tmp_path):
    (page,) = pages(file(tmp_path, dump(("A", "#REDIRECT [[B & C]]"))))
    assert page.redirect == "B & C"


def test_signs_that_xml_forbids_are_taken_out(tmp_path):
    text = dump(("A", "x&y")).replace("x&amp;y", "a\x0bb\x00c&#x1;d")
    (page,) = pages(file(tmp_path, text))
    assert page.text == "abc\ufffdd"


def test_bytes_of_windows_are_read_as_such(tmp_path):
    (page,) = pages(file(tmp_path, dump(("A", "QQ")).encode().replace(b"QQ", b"it\x92s caf\xc3\xa9")))
    assert page.text == "it’s café"


@pytest.mark.parametrize("how", PACKED)
def test_a_dump_that_breaks_off_gives_what_was_there_and_says_where(tmp_path, how):
    whole = dump(*((f"Page {number}", "text " * 3000 + str(number)) for number in range(300))).encode()
    packed = PACKED[how](whole)
    reading = read_dump(file(tmp_path, packed[: len(packed) * 2 // 3]))
    found = []
    with pytest.raises(DumpError, match=r"breaks off|no well-formed XML"):
        found.extend(reading)
    assert isinstance(found[0], Site) if found else how in {"bz2", "xz"}


@pytest.mark.parametrize("content", ["", "hello", "<rss></rss>", "<mediawiki>", "\x1f\x8b nothing", "BZh9"])
def test_what_is_no_dump_is_refused_in_words(tmp_path, content):
    with pytest.raises(DumpError) as caught:
        list(read_dump(file(tmp_path, content)))
    assert len(str(caught.value)) > 20


def test_entities_are_refused(tmp_path):
    bomb = '<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><mediawiki>&b;</mediawiki>'
    with pytest.raises(DumpError, match="DOCTYPE"):
        list(read_dump(file(tmp_path, bomb)))


def test_memory_does_not_grow_with_the_dump(tmp_path):
    def peak(count):
        path = file(tmp_path, dump(*((f"Page {number}", "text " * 2000) for number in range(count))))
        tracemalloc.start()
        for _ in read_dump(path):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(800) < 2 * peak(200)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 900))
def test_damage_never_crashes_the_reading(tmp_path_factory, junk, where):
    whole = dump(("A", "some text"), ("B", "[[A]]")).encode()
    path = file(tmp_path_factory.mktemp("damaged"), whole[:where] + junk + whole[where:])
    with suppress(DumpError):
        list(read_dump(path))


def read_until_broken(path):
    titles, why = [], ""
    try:
        for each in read_dump(path):
            titles += [each.title] if isinstance(each, SourcePage) else []
    except DumpError as error:
        why = str(error)
    return titles, why


MANY = dump(*((f"P{number}", random.Random(number).randbytes(3000).hex()) for number in range(300))).encode()


@pytest.mark.parametrize("how", ["gz", "bz2", "xz"])
def test_of_a_packed_file_that_breaks_off_the_pages_before_are_read(tmp_path, how):
    packed = PACKED[how](MANY)
    titles, why = read_until_broken(file(tmp_path, packed[: len(packed) * 9 // 10]))
    assert len(titles) > 100
    assert f"breaks off after the page '{titles[-1]}'" in why


def test_streams_one_behind_the_other_are_one_file(tmp_path):
    third = len(MANY) // 3 + 1
    packed = b"".join(bz2.compress(MANY[at : at + third]) for at in range(0, len(MANY), third))
    assert len(pages(file(tmp_path, packed))) == 300


def test_what_stands_behind_the_end_is_named_with_its_line_and_every_page_is_read(tmp_path):
    lines = MANY.count(b"\n") + 3
    for behind in (b"\n\n<html/>", b"\n\n&amp;", b"\n\nrubbish"):
        titles, why = read_until_broken(file(tmp_path, MANY + behind))
        assert len(titles) == 300
        assert (
            f"behind the end of the export the file goes on with something else, from line {lines} on" in why
        )
    packed = read_until_broken(file(tmp_path, gzip.compress(MANY) + b"rubbish"))[1]
    assert packed.startswith("behind the end of the export the file goes on")


@pytest.mark.parametrize("between", ["", "\n", "\r\n\ufeff<?xml version='1.0'?>\n", "<!-- and -->\n"])
@pytest.mark.parametrize("chunk", [1 << 18, 11])
def test_exports_of_one_wiki_behind_each_other_are_all_read(tmp_path, monkeypatch, between, chunk):
    monkeypatch.setattr("importers.mediawiki.dump.CHUNK", chunk)
    one, other, third = dump(("A", "a & b")), dump(("B", "b")), dump(("C", "c > d"))
    text = f"{one}{between}{other}{between}{third}\n<!-- end -->\n"
    for raw in (
        text.encode(),
        bz2.compress(one.encode()) + bz2.compress(f"{between}{other}{between}{third}".encode()),
    ):
        assert [(each.title, each.text) for each in pages(file(tmp_path, raw))] == [
            ("A", "a & b"),
            ("B", "b"),
            ("C", "c > d"),
        ]


def test_an_export_of_another_wiki_ends_the_reading_and_is_named(tmp_path):
    one, other = dump(("A", "x")), dump(("B", "x"), base="https://other.example/")
    titles, why = read_until_broken(file(tmp_path, f"{one}\n{one}\n{other}".encode()))
    assert titles == ["A", "A"]
    assert (
        "behind the page 'A' the export of another wiki begins (Garden wiki, https://other.example/), which"
        in why
    )


def test_a_further_export_that_breaks_off_gives_what_is_before(tmp_path):
    titles, why = read_until_broken(
        file(tmp_path, (dump(("A", "x")) + "\n" + dump(("B", "x"))[:-5]).encode())
    )
    assert titles == ["A", "B"]
    assert "after the page 'B'" in why


def test_a_file_of_two_bytes_a_character_is_read(tmp_path):
    (page,) = pages(file(tmp_path, dump(("Ä", "ö\x0b & x")).encode("utf-16")))
    assert (page.title, page.text) == ("Ä", "ö & x")


def test_an_empty_file_is_called_empty(tmp_path):
    assert read_until_broken(file(tmp_path, b"")) == ([], "the file is empty; it holds no export")


def test_what_is_hidden_added_or_uploaded_at_the_source_is_counted(tmp_path):
    slot = "<content><role>mediainfo</role><model>json</model><text deleted='deleted'>{}</text></content>"
    upload = "<upload><contributor><username>Other</username></contributor><filename>x</filename></upload>"
    hidden = "<revision><id>1</id><contributor deleted='deleted'/><text deleted='deleted'/></revision>"
    text = dump(("File:X", "seen")).replace("</text></revision>", f"</text>{slot}</revision>{hidden}{upload}")
    (page,) = pages(file(tmp_path, text))
    assert (page.text, page.hidden, page.parts, page.uploads) == ("seen", 1, ("mediainfo",), 1)
    assert page.revisions[-1].author == "Ana"


def test_other_elements_of_a_page_are_passed_over(tmp_path):
    threads = "<DiscussionThreading><ThreadSubject>s</ThreadSubject><text>no</text></DiscussionThreading>"
    (page,) = pages(file(tmp_path, dump(("Thread:A", "yes")).replace("<revision>", f"{threads}<revision>")))
    assert (page.title, page.text) == ("Thread:A", "yes")


def test_of_a_text_without_end_only_the_first_is_kept(tmp_path, monkeypatch):
    monkeypatch.setattr("importers.mediawiki.dump.LONGEST", 1 << 20)
    first, second = pages(file(tmp_path, dump(("Endless", "word " * 2_000_000), ("A", "short"))))
    assert 1 << 20 <= len(first.text) < 3 << 20
    assert second.text == "short"
