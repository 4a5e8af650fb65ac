"""The kinds of page of this installation, from the SHACL shapes.

Each kind is one node shape in `shapes/<kind>.ttl`; its `sh:property` are the kind's fields. Shared property
shapes and groups are in `shapes/common.ttl`, the qualifiers of a statement in `shapes/qualifiers.ttl`. Labels
and definitions of closed lists come from `vocabulary/*.ttl`. `python -m ontology.shapes --write` refreshes
`kinds.json`.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from ontology import compact
from ontology.errors import ShapeError
from ontology.kinds import Ontology

__all__ = ["FOLDER", "PRECOMPUTED", "ShapeError", "load_ontology", "main", "read_ontology"]

FOLDER = Path(__file__).resolve().parent
PRECOMPUTED = FOLDER / "kinds.json"


@cache
def load_ontology() -> Ontology:
    """Return the kinds of this installation, read once.

    `kinds.json` is believed only while it carries the digest of the Turtle files beside it; after a change
    to a shape the Turtle is read instead (some 0.4 s with the start of rdflib, against 6 ms).
    Raises ShapeError.
    """
    found = compact.read(PRECOMPUTED, compact.digest(FOLDER))
    return found if found is not None else read_ontology(FOLDER)


def read_ontology(folder: Path) -> Ontology:
    """Read `shapes/*.ttl` and `vocabulary/*.ttl` below a folder. Raises ShapeError."""
    from ontology.reading import Shapes

    return Shapes.load(folder).ontology()


def main(arguments: list[str]) -> int:
    """Write `kinds.json` (--write); without, exit status 1 says that it is not up to date."""
    text = compact.dump(read_ontology(FOLDER), compact.digest(FOLDER))
    if "--write" in arguments:
        PRECOMPUTED.write_text(text, encoding="utf-8")
        return 0
    return 0 if PRECOMPUTED.exists() and PRECOMPUTED.read_text(encoding="utf-8") == text else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
