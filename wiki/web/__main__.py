"""`python -m wiki.web DATA DESCRIPTOR WORKERS PARENT`: the web processes, on a socket that is listening already."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.http import message

from wiki.boxes.confinement import tie_to_parent

THREADS = 8
"""Requests one web process answers at a time: a slow query keeps a thread waiting, not a process."""
KEEP_ALIVE = 30
"""Seconds an idle connection stays open."""
GRACE = 25
"""Seconds a request under way gets when the wiki stops."""
LONGEST_LINE = 200 * 1024
"""Bytes of a request line: room for a query of 64 KiB in an address, each byte of it percent-encoded."""


class WebProcesses(BaseApplication):  # type: ignore[misc]
    """Gunicorn with our settings and nothing read from elsewhere."""

    def __init__(self, data: Path, settings: dict[str, Any]) -> None:
        self._data = data
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Hand gunicorn the settings."""
        for key, value in self._settings.items():
            self.cfg.set(key, value)

    def load(self) -> Any:
        """Build the application, in each web process for itself."""
        from wiki.assembly import open_wiki
        from wiki.web.app import create_app

        app = create_app(open_wiki(self._data))
        gc.collect()
        gc.freeze()  # what stays for good need not be looked through again and again
        return app


def main(data: str, descriptor: str, workers: str, parent: str) -> None:
    """Run until told to stop; end with the supervisor, however it ends."""
    tie_to_parent(int(parent))
    message.MAX_REQUEST_LINE = LONGEST_LINE  # gunicorn cuts the setting down to this, 8,190 unless told
    settings: dict[str, Any] = {
        "bind": f"fd://{descriptor}",
        "workers": int(workers),
        "worker_class": "gthread",
        "threads": THREADS,
        "keepalive": KEEP_ALIVE,
        "graceful_timeout": GRACE,
        "timeout": 60,
        "loglevel": "warning",
        "limit_request_line": LONGEST_LINE,
    }
    if Path("/dev/shm").is_dir():  # noqa: S108 - gunicorn's heartbeat files belong in memory
        settings["worker_tmp_dir"] = "/dev/shm"  # noqa: S108
    WebProcesses(Path(data), settings).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
