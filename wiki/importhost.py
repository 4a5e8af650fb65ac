"""`python -m wiki.importhost DATA PARENT`: works on the imports that wait, one after the other, and ends.

Afterwards it reads what the new texts mention, so that the queue of unlinked mentions is there when it is opened.
"""

from __future__ import annotations

import fcntl
import signal
import sys
from pathlib import Path

from wiki.assembly import RUN, Wiki, open_wiki
from wiki.boxes.confinement import tie_to_parent
from wiki.bringing import work_through
from wiki.mentioning import catch_up
from wiki.uploads import BELL

LOCK = "imports.lock"

A_WHILE = 2.0
"""Seconds for which mentions are read before the bell is looked at."""


def main(data: str, parent: str) -> None:
    """Work until nothing waits; end with the supervisor, however it ends, and at once if another one works."""
    tie_to_parent(int(parent))
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # by which runs are stopped; a shell may have it ignored
    run = Path(data) / RUN
    run.mkdir(mode=0o700, exist_ok=True)
    with (run / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        wiki, bell = open_wiki(Path(data)), run / BELL
        answer(wiki, bell)


def answer(wiki: Wiki, bell: Path) -> None:
    """Work on what waits, then read mentions until all are read; the bell calls back to work."""
    while True:
        bell.unlink(missing_ok=True)
        work_through(wiki)
        while not bell.exists():
            if not catch_up(wiki, A_WHILE):
                return


if __name__ == "__main__":
    main(*sys.argv[1:])
