"""Imports of other formats, end to end: what a generated wiki exports is brought into an empty one."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.server import ROOT
from wiki.founding import found

FORMATS = {"markdown": "pages", "rdf": "facts.nq.gz", "table": "cases.csv"}
"""Format → name of what is exported in it."""


def run(data: Path) -> dict[str, int]:
    """Return, by format, pages a second from the start of the command to its end."""
    return {form: _rate(data, form, name) for form, name in FORMATS.items()}


def _rate(data: Path, form: str, name: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        sent, fresh = Path(folder) / name, Path(folder) / "data"
        _command(data, "export", form, str(sent))
        found(fresh)
        begun = time.perf_counter()
        told = json.loads(_command(fresh, "import", form, str(sent), "--json"))
        return round(told["created"] / (time.perf_counter() - begun))


def _command(data: Path, *words: str) -> bytes:
    command = [sys.executable, "-m", "wiki", "--data", str(data), *words]
    return subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True
    ).stdout
