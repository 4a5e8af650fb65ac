"""Rendering in a box: what is too slow or fails is shown as plain text, and says so."""

from __future__ import annotations

import json
from dataclasses import asdict
from html import escape
from typing import Protocol

from wiki.errors import BoxError
from wiki.ports import Heading, Rendered
from wiki.rendering.markdown import render_body

WORK = "render"  # the name this work is registered under with the boxes
SECONDS = 2.0
MEMORY = 512 * 1024 * 1024  # bytes
PROBLEM = "This page is shown as plain text, because its Markdown could not be rendered. {reason}"


class Box(Protocol):
    """Where work on strangers' input is run: `wiki.boxes.BoxClient`."""

    def run(self, work: str, payload: bytes, *, seconds: float, memory: int) -> bytes:
        """Return what the named work makes of the payload; raises BoxError when it was stopped."""


class BoxedRenderer:
    """The renderer the wiki uses: `render_body` in a box, plain text when it was stopped there."""

    def __init__(self, box: Box, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._box = box
        self._seconds = seconds
        self._memory = memory

    def render(self, body: str) -> Rendered:
        """Render the Markdown after the front matter. Never raises; takes hardly longer than its limit.

        A rendering with a `problem` may be the fault of the moment (all boxes busy): it is not to be kept.
        """
        payload = body.encode("utf-8", "replace")
        try:
            answer = self._box.run(WORK, payload, seconds=self._seconds, memory=self._memory)
        except BoxError as error:
            return plain(payload.decode(), PROBLEM.format(reason=error))
        return _unpack(answer)


def render_bytes(payload: bytes) -> bytes:
    """Render UTF-8 Markdown into JSON: what runs inside the box."""
    return json.dumps(asdict(render_body(payload.decode("utf-8", "replace")))).encode()


def plain(body: str, problem: str) -> Rendered:
    """Show a text as it is."""
    return Rendered(html=f'<pre class="plain">{escape(body)}</pre>', problem=problem)


def _unpack(answer: bytes) -> Rendered:
    read = json.loads(answer)
    headings = tuple(Heading(**heading) for heading in read["headings"])
    return Rendered(read["html"], headings, tuple(read["targets"]), read["problem"])
