"""The table of works a box can do: name → "module:function" that takes bytes and returns bytes.

A new kind of strangers' input is one more row here. Modules are loaded in the host before it forks, because
a box cannot open files. A function raises BadInputError for wrong input; anything else counts as a crash.
"""

from __future__ import annotations

import importlib
import logging
import os
import re
from collections.abc import Callable, Mapping

from wiki.boxes.worker import Task, Verdict, Work
from wiki.errors import BadInputError

_log = logging.getLogger(__name__)

WORKS: Mapping[str, str] = {
    "render": "wiki.rendering.boxed:render_bytes",
    "parse_rdf": "wiki.boxes.rdf:parse_rdf",
    "pdf": "importers.documents.pdf:pdf_bytes",
    "project": "wiki.boxes.projecting:project_bytes",
    "wikitext": "importers.wikitext.boxed:convert_bytes",
}
MORE_WORKS = "COMMONLOOM_BOX_WORKS"  # environment: further rows, "name=module:function", comma-separated
_ROW = re.compile(r"(?P<name>\w+)=(?P<place>[\w.]+:\w+)")


def load_works() -> dict[str, Callable[[bytes], bytes]]:
    """Import every work of the table (and of the environment's further rows)."""
    more = {row["name"]: row["place"] for row in _ROW.finditer(os.environ.get(MORE_WORKS, ""))}
    works: dict[str, Callable[[bytes], bytes]] = {}
    for name, place in {**WORKS, **more}.items():
        try:
            works[name] = _load(place)
        except ImportError:  # the other works still serve
            _log.exception("Boxes cannot do %r: %s cannot be imported. Reinstall, then restart.", name, place)
    return works


def worker_of(works: Mapping[str, Callable[[bytes], bytes]]) -> Work:
    """Return what a box does with a task: look up the work and write its result."""

    def work(task: Task) -> Verdict:
        if task.header["work"] not in works:
            raise BadInputError(f"No box does {task.header['work']!r}; the table of works does not have it.")
        task.out.write(works[task.header["work"]](task.payload))
        return {}

    return work


def _load(place: str) -> Callable[[bytes], bytes]:
    module, _, function = place.partition(":")
    loaded: Callable[[bytes], bytes] = getattr(importlib.import_module(module), function)
    return loaded
