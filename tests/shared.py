"""Where the shared sample data lies, if it is there."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"


def shared(path: str) -> Path | None:
    """Return the sample's path, or None where the samples are not at hand."""
    found = SHARED / path
    return found if found.exists() else None
