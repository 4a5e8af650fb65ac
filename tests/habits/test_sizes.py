"""Functions and files stay small enough to read."""

import ast
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("ontology", "patterns", "importers", "wiki")
LONGEST_FUNCTION = 60
LONGEST_FILE = 400


def sources() -> list[Path]:
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def function_lengths() -> dict[str, int]:
    lengths = {}
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                where = f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
                lengths[where] = node.end_lineno - node.lineno + 1
    return lengths


def test_no_function_is_long():
    assert {where: size for where, size in function_lengths().items() if size > LONGEST_FUNCTION} == {}


def test_most_functions_are_short():
    lengths = sorted(function_lengths().values())
    assert statistics.median(lengths) <= 10
    assert lengths[int(len(lengths) * 0.95)] <= 30


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_outgrows_its_place(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
