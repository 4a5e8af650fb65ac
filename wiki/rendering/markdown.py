"""From a page's Markdown to safe HTML, without knowing what other pages exist.

Python-Markdown reads what stands inside the lines, `wiki.rendering.blocks` the lines themselves;
pymdown-extensions add strikethrough and bare addresses. A `Markdown` object is built once and reset for
each page.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from hashlib import blake2b
from string import punctuation
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import SubstituteTagInlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from wiki.ports import Rendered
from wiki.rendering.finish import finish
from wiki.rendering.inline import (
    CITATION,
    FORMULA,
    WIKILINK,
    CitationProcessor,
    FormulaProcessor,
    WikilinkProcessor,
)
from wiki.rendering.notes import NoteReference, Notes, NotesAtEnd
from wiki.rendering.parser import STASHED, CommonMarkParser
from wiki.rendering.sanitize import MARK, sanitize

_OURS = ("class", "id")


def render_body(body: str) -> Rendered:
    """Render the Markdown after the front matter. Pure; may be slow or fail on hostile input: box it."""
    try:
        engine = _idle.pop()
    except IndexError:
        engine = _Engine()
    rendered = engine.render(body)
    _idle.append(engine)  # not after a failure: its state is not to be trusted then
    return rendered


class _Marks(Treeprocessor):
    """Replaces the attributes of our own elements by a mark only we can make: it survives sanitizing.

    Raw HTML is not in the tree yet, so every element found here with a class or an id is ours.
    """

    def __init__(self) -> None:
        super().__init__()
        self.secret = ""
        self.attributes: dict[str, dict[str, str]] = {}

    def begin(self, body: str) -> None:
        """Forget the last page; a text that contains the hash of itself cannot be found."""
        self.secret = blake2b(body.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        self.attributes = {}

    def run(self, root: Element) -> None:
        """Mark the elements."""
        for element in root.iter():
            if any(name in element.attrib for name in _OURS):
                kept = dict(element.attrib)
                element.attrib.clear()
                element.set(MARK, self._mark(kept))

    def keep(self, attributes: Mapping[str, str]) -> str:
        """Keep the attributes of an element of ours that is written as HTML, and return its mark in their place."""
        return f'{MARK}="{self._mark(attributes)}"'

    def _mark(self, attributes: Mapping[str, str]) -> str:
        mark = f"{self.secret}-{len(self.attributes)}"
        self.attributes[mark] = dict(attributes)
        return mark

    def targets(self) -> tuple[str, ...]:
        """Return the link targets marked on this page, distinct, in order."""
        return tuple(
            dict.fromkeys(kept["data-target"] for kept in self.attributes.values() if "data-target" in kept)
        )


class _Unwrapped(Postprocessor):
    """Takes the stand-in element away from blocks of raw HTML before they are put back."""

    def run(self, text: str) -> str:
        return text.replace(f"<{STASHED}>", "").replace(f"</{STASHED}>", "")


class _House(Extension):
    """Everything this wiki changes about Python-Markdown."""

    def __init__(self) -> None:
        super().__init__()
        self.notes = Notes()
        self.marks = _Marks()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the block parser, the inline markup and the passes over the tree."""
        md.registerExtension(self)
        md.ESCAPED_CHARS = list(punctuation)
        md.preprocessors.deregister("html_block")
        md.parser = parser = CommonMarkParser(md, self.notes.keep, self.marks.keep)
        md.inlinePatterns.register(FormulaProcessor(FORMULA, md), "formula", 185)
        md.inlinePatterns.register(WikilinkProcessor(WIKILINK, md), "wikilink", 178)
        md.inlinePatterns.register(CitationProcessor(CITATION, md), "citation", 176)
        md.inlinePatterns.register(NoteReference(self.notes), "footnote", 175)
        md.inlinePatterns.register(SubstituteTagInlineProcessor(r"\\(?=\n)", "br"), "backslash_break", 182)
        md.treeprocessors.register(NotesAtEnd(self.notes, parser.build), "footnotes", 50)
        md.treeprocessors.register(self.marks, "marks", -10)
        md.postprocessors.register(_Unwrapped(md), "unwrapped", 40)

    def reset(self) -> None:
        """Begin another page."""
        self.notes.clear()


class _Engine:
    def __init__(self) -> None:
        self.house = _House()
        self.markdown = Markdown(
            extensions=["pymdownx.tilde", "pymdownx.magiclink", self.house],
            extension_configs={"pymdownx.tilde": {"subscript": False}},
            output_format="html",
        )
        self.markdown.treeprocessors.deregister("prettify")

    def render(self, body: str) -> Rendered:
        self.markdown.reset()
        self.house.marks.begin(body)
        written = sanitize(self.markdown.convert(body))
        html, headings = finish(written, self.house.marks.attributes)
        return Rendered(html=html, headings=headings, targets=self.house.marks.targets())


_idle = deque([_Engine()])  # built once; a second one only when two threads render at the same time
