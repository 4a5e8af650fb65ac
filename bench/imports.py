"""Importing generated exports of a MediaWiki end to end, as a person does: rate, processor time, memory of all processes.

`python -m bench.imports 1000 10000 40000` prints one JSON object a size. Memory is the proportional set size of the
command and everything it starts, boxes included, at its highest; what the generator needs is not in it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from bench.server import ROOT, family, memory, ticks
from wiki.assembly import open_wiki
from wiki.founding import found

PROFILE = "p2pfoundation"
EVERY = 0.5
"""Seconds between two looks at the processes."""


@dataclass
class Watch:
    """Looks at a process and its descendants until they end."""

    pid: int
    highest: float = 0.0  # MiB
    worked: dict[int, float] = field(default_factory=dict)  # process → seconds, as last seen

    def until(self, over: threading.Event) -> None:
        while not over.wait(EVERY):
            self.highest = max(self.highest, memory(self.pid))
            for each in family(self.pid):
                self.worked[each] = max(self.worked.get(each, 0.0), ticks(each) / 100)


def run(pages: int, revisions: int = 1) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        found(data)
        seconds, watch = imported(data, pages, revisions)
        kept = sum(open_wiki(data).pages.count_by_kind().values())
        if kept < pages:
            raise RuntimeError(f"{kept} pages of {pages} arrived")
        return {
            "pages": pages,
            "revisions": revisions,
            "pages_per_s": round(pages / seconds),
            "processor_ms_a_page": round(sum(watch.worked.values()) / pages * 1000, 2),
            "memory_mib": round(watch.highest),
            "file_mib": round((data / "commonloom.sqlite3").stat().st_size / 2**20),
        }


def imported(data: Path, pages: int, revisions: int) -> tuple[float, Watch]:
    """Pipe an export into the command; return the seconds it took and what was seen of it."""
    making = [sys.executable, "-m", "bench.dump", str(pages), str(revisions)]
    command = [sys.executable, "-m", "wiki", "--data", str(data), "import", "mediawiki"]
    with tempfile.TemporaryFile() as made:
        subprocess.run(making, cwd=ROOT, stdout=made, check=True)
        made.seek(0)
        begun = time.perf_counter()
        command += ["-", "--profile", PROFILE]
        process = subprocess.Popen(
            command, cwd=ROOT, stdin=made, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        watch, over = Watch(process.pid), threading.Event()
        watching = threading.Thread(target=watch.until, args=(over,))
        watching.start()
        code = process.wait()
        seconds = time.perf_counter() - begun
        over.set()
        watching.join()
    if code:
        raise RuntimeError(f"the import ended with {code}")
    return seconds, watch


if __name__ == "__main__":
    for each in sys.argv[1:]:
        print(json.dumps(run(int(each))), flush=True)
