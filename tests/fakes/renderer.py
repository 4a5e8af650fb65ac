"""A renderer without Markdown: paragraphs, headings and page links, escaped. For tests that need pages, not prose."""

import re
from html import escape

from patterns.anchors import anchor_for
from patterns.links import link_spans, normalize_title, page_path
from wiki.ports import Heading, Rendered

_LINK = re.compile(r"\[\[[^\[\]\n]+\]\]")
_HEADING = re.compile(r"#{1,6} +(.+)")


class PlainRenderer:
    """Implements `wiki.ports.Renderer` with the least that passes its contract."""

    def render(self, body: str) -> Rendered:
        text = body.encode("utf-8", "replace").decode()
        blocks = [block.strip() for block in re.split(r"\n\s*\n", text) if block.strip()]
        headings: list[Heading] = []
        html = "\n".join(self._block(block, headings) for block in blocks)
        targets = dict.fromkeys(normalize_title(span.target) for span in link_spans(text))
        return Rendered(html, tuple(headings), tuple(targets))

    def _block(self, block: str, headings: list[Heading]) -> str:
        heading = _HEADING.fullmatch(block)
        if heading is None:
            return f"<p>{self._line(block)}</p>"
        found = Heading(2, heading.group(1), anchor_for(heading.group(1)))
        headings.append(found)
        return f'<h2 id="{found.anchor}">{self._line(found.text)}</h2>'

    def _line(self, text: str) -> str:
        done, out = 0, []
        for found in _LINK.finditer(text):
            out += [escape(text[done : found.start()]), self._link(found.group())]
            done = found.end()
        return "".join(out) + escape(text[done:])

    def _link(self, written: str) -> str:
        span = next(link_spans(written), None)
        if span is None:
            return escape(written)
        title = normalize_title(span.target)
        key = f' data-key="{escape(span.key)}"' if span.key else ""
        marked = f'<a class="wikilink" href="{page_path(title)}" data-target="{escape(title)}"{key}>'
        return f"{marked}{escape(span.label or title)}</a>"
