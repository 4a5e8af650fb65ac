"""Footnotes: `[^name]` in the text, `[^name]: …` anywhere, all of them at the end of the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from wiki.rendering.blocks import Block

NOTE = r"\[\^([^\]\s\[]{1,80})\]"


class Notes:
    """The footnotes of the page being rendered, in the order of their definition."""

    def __init__(self) -> None:
        self.blocks: dict[str, list[Block]] = {}
        self.cited: set[str] = set()

    def keep(self, name: str, blocks: list[Block]) -> None:
        """Keep a footnote; the first of a name counts."""
        self.blocks.setdefault(name, blocks)

    def clear(self) -> None:
        """Begin another page."""
        self.blocks.clear()
        self.cited.clear()

    def number(self, name: str) -> int:
        """Return the footnote's number from 1, 0 when there is none of that name."""
        return list(self.blocks).index(name) + 1 if name in self.blocks else 0


class NoteReference(InlineProcessor):
    """The raised number in the text."""

    def __init__(self, notes: Notes) -> None:
        super().__init__(NOTE)
        self.notes = notes

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element | None, int | None, int | None]:
        """Make the number; a name without a footnote stays text."""
        number = self.notes.number(m.group(1))
        if not number:
            return None, None, None
        raised = Element("sup")
        link = SubElement(raised, "a", {"class": "footnote-ref", "href": f"#fn-{number}"})
        link.text = AtomicString(str(number))
        if m.group(1) not in self.notes.cited:
            link.set("id", f"fnref-{number}")
            self.notes.cited.add(m.group(1))
        return raised, m.start(0), m.end(0)


class NotesAtEnd(Treeprocessor):
    """Appends the footnotes to the page before inline markup is read."""

    def __init__(self, notes: Notes, build: Callable[[Element, list[Block]], None]) -> None:
        super().__init__()
        self.notes = notes
        self.build = build

    def run(self, root: Element) -> None:
        """Append the list of footnotes, if there are any."""
        listed = SubElement(SubElement(root, "div", {"class": "footnotes"}), "ol")
        built = 0
        while built < len(self.notes.blocks):  # a footnote may define another inside
            blocks = list(self.notes.blocks.values())[built]
            built += 1
            self._build_note(listed, built, blocks)
        if not built:
            root.remove(root[-1])

    def _build_note(self, listed: Element, number: int, blocks: list[Block]) -> None:
        item = SubElement(listed, "li", {"id": f"fn-{number}"})
        self.build(item, blocks)
        last = item[-1] if len(item) and item[-1].tag == "p" else SubElement(item, "p")
        last.text = (last.text or "") + " "
        back = SubElement(last, "a", {"class": "footnote-back", "href": f"#fnref-{number}"})
        back.set("aria-label", f"Back to the text of footnote {number}")
        back.text = AtomicString("↩")
