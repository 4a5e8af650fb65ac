"""Terms of N-Quads (W3C N-Quads 1.1, section 2) written directly: terms in, text out."""

from __future__ import annotations

import re
from urllib.parse import quote

XSD = "http://www.w3.org/2001/XMLSchema#"

_CONTROLS = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)}
_ESCAPES = str.maketrans({**_CONTROLS, "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_WEB = re.compile(
    r"(?i:https?)://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?"
    r"(?:[/?#](?:[A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?(?:#(?:[A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?"
)
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def literal(text: str, datatype: str = "string", language: str = "") -> str:
    """Write a literal of an XSD datatype given by its local name, or in a language; control characters are escaped."""
    escaped = f'"{text.translate(_ESCAPES)}"'
    if language:
        return f"{escaped}@{language}"
    return escaped if datatype == "string" else f"{escaped}^^<{XSD}{datatype}>"


def node(iri: str) -> str:
    """Write an IRI that is known to be valid."""
    return f"<{iri}>"


def web_iri(text: str) -> str:
    """Return the http(s) address as a valid IRI, what it may not contain percent-encoded; "" if it is none."""
    if text[:4].lower() != "http":
        return ""
    safe = quote(_BARE_PERCENT.sub("%25", text), safe="%/?:@!$&'()*+,;=~-._#", errors="replace")
    return safe if _WEB.fullmatch(safe) else ""
