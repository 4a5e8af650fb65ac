"""The rooms import one way only, and only `wiki` knows the outside world."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_imports_run_one_way():
    tool = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([tool], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_command_line_starts_without_its_heavy_parts():
    code = (
        "import sys, wiki.cli; "
        "heavy = {'rdflib', 'flask', 'sqlalchemy', 'pyoxigraph', 'whoosh', 'markdown', 'rich'} & set(sys.modules); "
        "sys.exit(f'loaded for nothing: {sorted(heavy)}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
