"""The web application: its doors, what every template knows, and what every answer carries."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Flask, url_for
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from patterns.links import page_path
from patterns.years import shown
from wiki.web import errors, security, session
from wiki.web.choosing import live_block
from wiki.web.formparts import is_long, summary_of
from wiki.web.sending import SentRequest
from wiki.web.words import breakable, day, moment, name_of

if TYPE_CHECKING:
    from wiki.assembly import Wiki

DOORS = (
    "wiki.web.front",
    "wiki.web.pages",
    "wiki.web.talk",
    "wiki.web.accounts",
    "wiki.web.search",
    "wiki.web.suggest",
    "wiki.web.sparql",
    "wiki.web.linked_data",
    "wiki.web.api",
    "wiki.web.vocabulary",
    "wiki.web.licences",
    "wiki.web.circulation",
    "wiki.web.scorecards",
    "wiki.web.hypotheses",
    "wiki.web.ladder",
    "wiki.web.special",
    "wiki.web.mentionqueue",
    "wiki.web.batches",
    "wiki.web.repairs",
    "wiki.web.evidence",
    "wiki.web.duplicates",
    "wiki.web.compare",
    "wiki.web.keeping",
    "wiki.web.matrix",
    "wiki.web.likeness",
    "wiki.web.truthtable",
    "wiki.web.spread",
    "wiki.web.values",
    "wiki.web.features",
    "wiki.web.proposing",
    "wiki.web.codebook",
    "wiki.web.coding",
    "wiki.web.saturation",
    "wiki.web.crosswalk",
    "wiki.web.rounds",
    "wiki.web.apirounds",
    "wiki.web.roundcoding",
    "wiki.web.roundresults",
    "wiki.web.imports",
    "wiki.web.importcolumns",
    "wiki.web.questions",
    "wiki.web.feeds",
    "wiki.web.healthz",
)
"""Modules with a `door: Blueprint` each, one file per door."""

HERE = Path(__file__).resolve().parent
YEAR = 365 * 24 * 3600  # seconds a browser may keep a static file; its address changes with its content
FORM_ROOM = 3  # a form's percent-encoding may triple the text's bytes
FORM_SLACK = 65_536  # bytes for the fields beside the text


def create_app(wiki: Wiki) -> Flask:
    """Build the web application on an open wiki. It holds no state of its own but caches."""
    app = Flask("wiki.web", root_path=str(HERE))
    app.request_class = SentRequest
    app.extensions[session.WIKI] = wiki
    room = wiki.config.page_bytes * FORM_ROOM + FORM_SLACK
    app.config.update(MAX_CONTENT_LENGTH=room, MAX_FORM_MEMORY_SIZE=room, SEND_FILE_MAX_AGE_DEFAULT=YEAR)
    app.url_map.merge_slashes = False  # "//" may stand in a title
    furnish_templates(app, wiki)
    if wiki.config.proxies:
        trusted = wiki.config.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, trusted, trusted, trusted)  # type: ignore[method-assign]
    security.guard(app)
    errors.register(app)
    for name in DOORS:
        app.register_blueprint(door_of(name))
    return app


def door_of(module: str) -> Blueprint:
    """Import a door's module and return its blueprint."""
    found: Blueprint = import_module(module).door
    return found


def furnish_templates(app: Flask, wiki: Wiki) -> None:
    """Give every template the site's words, the reader and the filters; undefined names are errors."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        page_path=page_path, moment=moment, day=day, name_of=name_of, breakable=breakable
    )
    app.jinja_env.filters.update(evidence_words=summary_of, is_long=is_long, year=shown)
    app.jinja_env.globals.update(  # variables add fields to kinds, never kinds
        site=wiki.config, kinds=wiki.shapes.by_name, asset=assets(), live_block=live_block
    )
    app.context_processor(asking)


def asking() -> dict[str, Any]:
    """Name what templates may ask about the request: functions, so that what is not asked costs nothing."""
    return {"reader": session.reader, "may": session.may, "csrf_token": security.csrf_token}


def assets() -> Callable[[str], str]:
    """Return a function from a static file's name to its address, which changes with the file's content."""
    folder = HERE / "static"
    marks = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        for path in folder.rglob("*")
        if path.is_file()
    }
    return lambda name: url_for("static", filename=name, v=marks[name])
