"""Texts that were once read in the wrong encoding: mended where it is certain, named where it is not. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WESTERN = "".join(bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xA0))
_RUN = re.compile(f"[\u0080-\u00ff{re.escape(_WESTERN)}]{{2,}}")
_CONTROL = re.compile("[\u0080-\u009f]")
_SUSPECT = re.compile("Ã[\u0080-\u00bf]?|â€|Â(?=[\u00a0-\u00bf])|ï»¿|\ufffd")
_CONTEXT = 12


@dataclass(frozen=True, slots=True)
class Mended:
    """A text, how many places were mended in it, and those that look wrong still."""

    text: str
    places: int = 0
    doubtful: tuple[str, ...] = ()  # each with a few words around it


def mended(text: str) -> Mended:
    """Return a text in which UTF-8 that was read as Windows-1252 is what it was, and so are that set's controls.

    Certain is a run of characters whose Windows-1252 bytes are valid UTF-8: by chance that hardly happens in any
    language, for such a run begins with a capital such as Ã or Â, or â, before a sign. Controls from U+0080 to U+009F
    are in no text; they are the characters that Windows-1252 has at these bytes (WHATWG, Encoding, section 4.2).
    """
    if text.isascii():
        return Mended(text)
    changed: list[str] = []

    def meant(found: re.Match[str]) -> str:
        run = _read_again(found[0])
        if run != found[0]:
            changed.append(run)
        return run

    fixed, controls = _CONTROL.subn(lambda found: _western(found[0]), _RUN.sub(meant, text))
    return Mended(
        fixed, len(changed) + controls, tuple(_around(fixed, found) for found in _SUSPECT.finditer(fixed))
    )


def _read_again(run: str) -> str:
    """Return a run as it was meant, itself when its bytes are no UTF-8."""
    try:
        return b"".join(map(_byte, run)).decode("utf-8")
    except UnicodeDecodeError:
        return run


def _byte(character: str) -> bytes:
    return character.encode("cp1252") if character in _WESTERN else bytes([ord(character)])


def _western(control: str) -> str:
    return bytes([ord(control)]).decode("cp1252", "replace")


def _around(text: str, found: re.Match[str]) -> str:
    return " ".join(text[max(0, found.start() - _CONTEXT) : found.end() + _CONTEXT].split())
