"""What the repository must not contain."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BINARY = {".png", ".ico", ".woff2", ".gz"}


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        return [ROOT / name for name in listed.stdout.split("\0") if name]
    skipped = {".venv", "data", "build", "node_modules"}
    return [
        path for path in ROOT.rglob("*") if path.is_file() and not skipped & set(path.relative_to(ROOT).parts)
    ]


TEXTS = [path for path in tracked() if path.exists() and path.suffix not in BINARY]


def found(pattern: str, suffixes: set[str] | None = None) -> list[str]:
    expression = re.compile(pattern)
    hits = []
    for path in TEXTS:
        if path == Path(__file__) or (suffixes and path.suffix not in suffixes):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if expression.search(line):
                hits.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    return hits


def test_there_are_texts_to_look_at():
    assert len(TEXTS) > 100


def test_no_open_ends_without_a_number():
    assert found(r"\b(TODO|FIXME|XXX)\b(?! *#\d)", {".py", ".js", ".css", ".html", ".ttl"}) == []


def test_no_package_registry_is_named_by_its_host():
    assert found(r"(files\.pythonhosted|pypi\.org/simple|registry\.npmjs|deb\.debian)\b") == []


def test_no_debug_output_is_left():
    assert found(r"^\s*(breakpoint\(|import pdb|console\.log\()", {".py", ".js"}) == []


@pytest.mark.parametrize(
    "name", ["LICENSE", "LICENSES.md", "README.md", "CHANGELOG.md", "requirements.txt", ".ci/run"]
)
def test_what_everybody_looks_for_is_there(name):
    assert (ROOT / name).stat().st_size > 40


def test_every_requirement_is_pinned():
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text().splitlines():
            if line and not line.startswith(("#", "-r")):
                assert re.match(r"^[A-Za-z0-9_.\[\]-]+==[^=\s]+(\s+#.*)?$", line), line
