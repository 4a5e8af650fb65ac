"""The examples of docs/querying.md and docs/linked-data.md run as they stand, but for the wiki's address."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from patterns.comparison.kept import Kept, page_text
from patterns.comparison.rows import write_rows
from tests.fakes.wiki import written
from tests.standards.live import live_wiki

DOCS = Path(__file__).resolve().parents[2] / "docs"
WRITTEN = "http://127.0.0.1:8000"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def examples(language):
    """The fenced blocks of one language, by document and number."""
    pages = [DOCS / "querying.md", DOCS / "linked-data.md"]
    return [
        pytest.param(text, id=f"{page.stem}-{number}")
        for page in pages
        for number, (name, text) in enumerate(FENCE.findall(page.read_text(encoding="utf-8")))
        if name == language
    ]


@pytest.fixture(scope="module")
def live():
    with live_wiki(words=True) as live:
        seen = "\n".join(f"  - Case:{name}" for name in ("Wikipedia", "Linux", "Debian"))
        written(
            live.wiki,
            "Pattern:Copyleft",
            f"---\nkind: pattern\nknown_instances:\n{seen}\n---\nShare alike.\n",
        )
        written(
            live.wiki,
            "Case:Wikipedia",
            "---\nkind: case\nlicense: CC-BY-SA-4.0\nvalidation: after publication\n---\nAn encyclopedia.\n",
        )
        for licence in ("GPL-2.0-only", "GPL-3.0-only"):
            written(
                live.wiki, f"License:{licence}", f"---\nkind: license\nspdx: {licence}\n---\nShare alike.\n"
            )
        for method, columns, row in (
            ("truth table", ("words", "cases", "inclusion"), ("Open", "Case:Wikipedia", "0.9")),
            ("matrix", ("case", "validation"), ("Case:Wikipedia", "after publication")),
        ):
            kept = Kept(
                f"Comparison:By {method}",
                "Why?",
                method,
                ("Case:Wikipedia",),
                rows=write_rows(columns, [row]),
            )
            written(live.wiki, kept.title, page_text(kept))
        yield live


def run_curl(command):
    """Do what this curl command does: -H, -L and --data-urlencode are understood."""
    address, headers, fields = "", {}, []
    words = iter(shlex.split(command)[1:])
    for word in words:
        if word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word == "--data-urlencode":
            fields.append(tuple(next(words).split("=", 1)))
        elif word != "-L":  # redirects are followed here anyway
            address = word
    with urlopen(Request(address, urlencode(fields).encode() if fields else None, headers)) as answer:
        return answer.read().decode()


@pytest.mark.parametrize("text", examples("sh"))
def test_commands(live, text):
    assert re.search("Copyleft|Wikipedia", run_curl(text.replace(WRITTEN, live.address)))


@pytest.mark.parametrize("text", examples("python"))
def test_programs(live, text, capsys):
    exec(compile(text.replace(WRITTEN, live.address), "example", "exec"), {})
    assert re.search(r"Copyleft 3|Wikipedia|^\d+$", capsys.readouterr().out)


@pytest.mark.parametrize("text", examples("sparql"))
def test_queries(live, text):
    with urlopen(f"{live.address}/sparql?{urlencode({'query': text, 'format': 'csv'})}") as answer:
        assert re.search(r"id/case/Wikipedia|answer-no,.*,§2\(b\)", answer.read().decode())


def test_the_query_inside_the_r_example(live):
    (text,) = [example.values[0] for example in examples("r")]
    query = re.search(r'query <- "(.*)"', text)[1]
    with urlopen(f"{live.address}/sparql?{urlencode({'query': query, 'format': 'csv'})}") as answer:
        assert answer.read().decode().split() == ["name", "Wikipedia"]
