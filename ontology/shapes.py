"""The kinds of page of this installation, from the SHACL shapes.

Each kind is one node shape in `shapes/<kind>.ttl`; its `sh:property` are the kind's fields. Shared property
shapes and groups are in `shapes/common.ttl`, the qualifiers of a statement in `shapes/qualifiers.ttl`. Labels
and definitions of closed lists come from `vocabulary/*.ttl`. `python -m ontology.shapes --write` refreshes
what is made from them.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from ontology import compact, jsonld, reference
from ontology.errors import ShapeError
from ontology.kinds import Ontology

__all__ = ["FOLDER", "PRECOMPUTED", "ShapeError", "generated", "load_ontology", "main", "read_ontology"]

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


def generated() -> dict[Path, str]:
    """Return what is made from the shapes, each text by the file that keeps it."""
    ontology = read_ontology(FOLDER)
    return {
        PRECOMPUTED: compact.dump(ontology, compact.digest(FOLDER)),
        FOLDER / "context.jsonld": jsonld.context_text(ontology),
        FOLDER.parent / "docs" / "fields.md": reference.fields_page(ontology),
    }


def main(arguments: list[str]) -> int:
    """Write the generated files (--write); without, exit status 1 says that one is not up to date."""
    fresh = generated()
    stale = [path for path, text in fresh.items() if not path.exists() or path.read_text("utf-8") != text]
    if "--write" not in arguments:
        return 1 if stale else 0
    for path in stale:
        path.write_text(fresh[path], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
