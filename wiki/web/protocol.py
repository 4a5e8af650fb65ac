"""Reading a request of the SPARQL 1.1 Protocol (W3C Recommendation of 21 March 2013, section 2.1). Pure.

Every parameter is percent-decoded exactly once, and as strict UTF-8: an IRI that contains `%20` arrives
with its `%20`, and bytes that are no text are refused instead of being guessed at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl

from wiki.dates import read_date
from wiki.errors import BadInputError, ForbiddenError
from wiki.web.formats import is_known
from wiki.web.refusals import QueryTooLongError, UnsupportedMediaTypeError

LONGEST = 65_536  # bytes of a query's UTF-8
MOST_FIELDS = 1_000
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
NO_UPDATES = (
    "This endpoint answers queries and takes no updates; nothing was changed. "
    "Facts are changed by editing the pages they stand on."
)


@dataclass(frozen=True, slots=True)
class Sent:
    """An HTTP request as it came: the pieces the protocol looks at."""

    method: str
    address: bytes  # what stands behind the "?"
    media_type: str = ""  # of the body, lower case, without parameters
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query request, read."""

    text: str = ""  # "" = no query was sent
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    as_of: datetime | None = None
    as_of_text: str = ""
    format: str = ""  # short name or media type asked for in the address, "" = by Accept


def read(sent: Sent) -> Asked:
    """Read a query request.

    Raises BadInputError when it does not follow the protocol, QueryTooLongError over LONGEST bytes,
    UnsupportedMediaTypeError for a body of another type, ForbiddenError for an update.
    """
    fields = _fields(sent)
    if "update" in fields:
        raise ForbiddenError(NO_UPDATES)
    text = _only("query", fields)
    if len(text.encode()) > LONGEST:
        raise QueryTooLongError(
            f"The query is {len(text.encode()):,} bytes long; at most {LONGEST:,} bytes are read. "
            "Put long lists of values into several queries."
        )
    when = _only("asof", fields)
    return Asked(
        text=text,
        default_graphs=_iris("default-graph-uri", fields),
        named_graphs=_iris("named-graph-uri", fields),
        as_of=read_date(when) if when.strip() else None,
        as_of_text=when.strip(),
        format=_format(fields),
    )


def _fields(sent: Sent) -> Mapping[str, Sequence[str]]:
    fields = _decode(sent.address, "address")
    if sent.method != "POST":
        return fields
    if sent.media_type == UPDATE:
        raise ForbiddenError(NO_UPDATES)
    if sent.media_type == QUERY:
        return {**fields, "query": [*fields.get("query", ()), _utf8(sent.body, "query")]}
    if sent.media_type == FORM:
        form = _decode(sent.body, "form")
        return {name: [*fields.get(name, ()), *form.get(name, ())] for name in {**fields, **form}}
    raise UnsupportedMediaTypeError(
        f"A query is sent by POST as {FORM} or {QUERY}, not as {sent.media_type or 'a body without a type'}."
    )


def _decode(encoded: bytes, where: str) -> dict[str, list[str]]:
    """Decode `a=b&c=d` once; the names keep all their values in order."""
    found: dict[str, list[str]] = {}
    try:
        pairs = parse_qsl(
            _utf8(encoded, where), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except UnicodeDecodeError as error:
        raise _not_utf8(where) from error
    except ValueError as error:
        raise BadInputError(f"The {where} has more than {MOST_FIELDS:,} parameters.") from error
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def _utf8(encoded: bytes, where: str) -> str:
    try:
        return encoded.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(where) from error


def _not_utf8(where: str) -> BadInputError:
    return BadInputError(f"The {where} is not UTF-8 text. Send it encoded as UTF-8.")


def _format(fields: Mapping[str, Sequence[str]]) -> str:
    """Return the first format named that is known here, else the first: SPARQLWrapper sends several at once."""
    named = [each.strip() for name in ("format", "output") for each in fields.get(name, ()) if each.strip()]
    return next(filter(is_known, named), named[0] if named else "")


def _only(name: str, fields: Mapping[str, Sequence[str]]) -> str:
    values = fields.get(name, ())
    if len(values) > 1:
        raise BadInputError(f"The parameter {name} was sent {len(values)} times. Send it once.")
    return values[0] if values else ""


def _iris(name: str, fields: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    iris = tuple(each for each in fields.get(name, ()) if each)
    for iri in iris:
        if ":" not in iri or any(character <= " " or character in '<>"{}|^`\\' for character in iri):
            raise BadInputError(f"{name}={iri!r} is not an absolute IRI. Write it in full, without < and >.")
    return iris
