"""What is put right in a document of RDF before it is parsed, and what is refused. Pure; done where it can be stopped."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from importers.files import NoTextError, decoded
from importers.rdf.languages import is_tag, mend_turtle, mend_xml, mended_tag

JSON_LD = "application/ld+json"
RDF_XML = "application/rdf+xml"

_WIDE = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
for _name in ("utf-8-sig", "cp1252", "utf-16", "utf-32"):
    codecs.lookup(_name)  # loaded now: later, in a box, no file can be opened

# XML 1.0 §2.8: a document type declaration stands before the root element, after comments and instructions.
_PROLOG = re.compile(r"(?:\s++|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_DOCTYPE = re.compile(
    r"<!DOCTYPE\s+[^\s\[>]+\s*(?:\[(?P<inner>(?:[^\]\"']|\"[^\"]*+\"|'[^']*+')*+)\]\s*)?>", re.IGNORECASE
)
_ENTITY = re.compile(
    r"<!ENTITY\s+[\w.:-]+\s+(?:\"(?P<two>[^\"]*+)\"|'(?P<one>[^']*+)')\s*>|<!--.*?-->|\s++", re.DOTALL
)
_DECLARED = re.compile(r"\A(\s*<\?xml[^>]*?)\s+encoding\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_LONGEST_ENTITY = 1000


class UnreadableError(Exception):
    """The document cannot be read at all; the sentence says why and what to do."""


@dataclass
class Notes:
    """What was put right: line (0 = none can be told) and sentence."""

    found: list[tuple[int, str]] = field(default_factory=list)

    def note(self, line: int, sentence: str) -> None:
        """Keep one."""
        self.found.append((line, sentence))


def mended(document: bytes, form: str, contexts: Mapping[str, Any]) -> tuple[bytes, Notes]:
    """Return a document of a media type as the parser can take it, and what was put right.

    Raises UnreadableError for what is no text, for entities that may unfold, and for a JSON-LD context that is neither
    in the document nor among `contexts` (address → context).
    """
    notes = Notes()
    text = _text(document, notes)
    if form == RDF_XML:
        _check_doctype(text)
        text = mend_xml(_DECLARED.sub(r"\1", text), notes.note)
    elif form == JSON_LD:
        text = _mended_json(text, contexts, notes)
    else:
        text = mend_turtle(text, notes.note)
    return text.encode(), notes


def _text(document: bytes, notes: Notes) -> str:
    wide = next((name for mark, name in _WIDE.items() if document.startswith(mark)), "")
    if wide:
        notes.note(1, f"the file is {wide.upper()}; it was read as such")
        return document.decode(wide, "replace")
    if document.startswith(codecs.BOM_UTF8):
        notes.note(1, "the file begins with a byte order mark; it was left out")
    try:
        text, wrong, how = decoded(document)
    except NoTextError as error:
        raise UnreadableError("It is no text: it holds zero bytes.") from error
    if wrong:
        notes.note(wrong, how)
    return text


def _check_doctype(text: str) -> None:
    """Entities that stand for plain text are harmless; those that name others unfold to gigabytes."""
    prolog = _PROLOG.match(text)
    start = prolog.end() if prolog else 0
    if text[start : start + 9].upper() != "<!DOCTYPE":
        return
    line = text.count("\n", 0, start) + 1
    declared = _DOCTYPE.match(text, start)
    if not declared or not _harmless(declared["inner"] or ""):
        raise UnreadableError(
            f"Line {line}: its DOCTYPE defines more than short entities of plain text, which is not accepted. "
            "Remove the DOCTYPE and resolve its entities."
        )


def _harmless(inner: str) -> bool:
    position = 0
    while position < len(inner):
        found = _ENTITY.match(inner, position)
        if found is None:
            return False
        value = found["two"] or found["one"] or ""
        if "&" in value or "%" in value or len(value) > _LONGEST_ENTITY:
            return False
        position = found.end()
    return True


def _mended_json(text: str, contexts: Mapping[str, Any], notes: Notes) -> str:
    try:
        whole = json.loads(text)
    except RecursionError as error:
        raise UnreadableError("It is nested too deeply to be read.") from error
    except ValueError as error:
        raise UnreadableError(f"It is not valid JSON: {error}.") from error
    for holder in _mappings(whole):
        if "@context" in holder:
            holder["@context"] = _known(holder["@context"], contexts)
        tag = holder.get("@language")
        if isinstance(tag, str) and tag and not is_tag(tag):
            holder["@language"] = mended_tag(tag)
            notes.note(0, f"“{tag}” is no language tag; it was read as “{holder['@language']}”")
    try:
        return json.dumps(whole, ensure_ascii=False)
    except RecursionError as error:
        raise UnreadableError("It is nested too deeply to be read.") from error


def _mappings(whole: Any) -> Iterator[dict[str, Any]]:
    waiting = [whole]
    while waiting:
        here = waiting.pop()
        if isinstance(here, dict):
            yield here
            waiting += [value for key, value in here.items() if key != "@context"]
        elif isinstance(here, list):
            waiting += here


def _known(context: Any, contexts: Mapping[str, Any]) -> Any:
    """Put contexts that are known by their address in its place; nothing is ever fetched."""
    if isinstance(context, list):
        return [_known(each, contexts) for each in context]
    if not isinstance(context, str):
        return context
    found = contexts.get(context_key(context))
    if found is None:
        raise UnreadableError(
            f"Its context {context} is not known here, and nothing is fetched. Give it under `contexts` of a profile, "
            "or write it into the document."
        )
    return found.get("@context", found) if isinstance(found, dict) else found


def context_key(address: str) -> str:
    """Return an address as contexts are compared: without scheme, fragment and final slash."""
    return address.partition("#")[0].removeprefix("https://").removeprefix("http://").rstrip("/")
