"""The process behind `start_boxes`: `python -m wiki.boxes SOCKET LIMITS`."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

from wiki.boxes.host import Host
from wiki.boxes.limits import Limits
from wiki.boxes.works import load_works, worker_of


def main() -> None:
    """Load the works and serve until the starter is gone."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    Host(Path(sys.argv[1]), Limits(**json.loads(sys.argv[2])), worker_of(load_works())).run()


if __name__ == "__main__":
    main()
