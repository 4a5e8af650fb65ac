"""What a web process runs: the application on the data folder named by the environment."""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask

from wiki.assembly import open_wiki
from wiki.web.app import create_app


def application() -> Flask:
    """Open the wiki of COMMONLOOM_DATA and build the application on it."""
    return create_app(open_wiki(Path(os.environ["COMMONLOOM_DATA"])))
