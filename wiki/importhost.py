"""`python -m wiki.importhost DATA PARENT`: works on the imports that wait, one after the other, and ends."""

from __future__ import annotations

import fcntl
import sys
from pathlib import Path

from wiki.assembly import RUN, open_wiki
from wiki.boxes.confinement import tie_to_parent
from wiki.bringing import work_through
from wiki.uploads import BELL

LOCK = "imports.lock"


def main(data: str, parent: str) -> None:
    """Work until nothing waits; end with the supervisor, however it ends, and at once if another one works."""
    tie_to_parent(int(parent))
    run = Path(data) / RUN
    run.mkdir(mode=0o700, exist_ok=True)
    with (run / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        (run / BELL).unlink(missing_ok=True)
        work_through(open_wiki(Path(data)))


if __name__ == "__main__":
    main(*sys.argv[1:])
