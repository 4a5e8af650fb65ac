"""Reading strangers' RDF inside a box: any serialization in, N-Quads out.

Payload: one line of JSON {"format": media type, "base": IRI or "", "contexts": address → JSON-LD context, "line": lines
before the document}, a newline, the document. The answer begins with a comment for each thing that was put right or
left out: `# LINE SENTENCE`, line 0 when none can be told.
"""

from __future__ import annotations

import io
import json
from typing import Any

import pyoxigraph

from importers.rdf.mending import UnreadableError, mended
from wiki.errors import BadInputError

MOST_ERRORS = 50
"""After so many syntax errors the rest of a document is left out."""

_BY_LINE = {pyoxigraph.RdfFormat.N_TRIPLES, pyoxigraph.RdfFormat.N_QUADS}


def parse_rdf(payload: bytes) -> bytes:
    """Return the document as N-Quads; raises BadInputError, with line and column, when nothing can be read.

    What cannot be read is left out, up to the next statement. Blank nodes are numbered in their order; those of formats
    with one statement a line keep their names, so that a document can be handed over in pieces.
    """
    head, _, document = payload.partition(b"\n")
    header = json.loads(head)
    form = pyoxigraph.RdfFormat.from_media_type(header["format"])
    if form is None:
        raise BadInputError(f"{header['format']} is not an RDF format this wiki reads; try text/turtle.")
    try:
        text, notes = mended(document, header["format"], header.get("contexts") or {})
    except UnreadableError as error:
        raise BadInputError(f"The document is not valid {form.name}: {error}") from error
    quads, errors = _parse(text, form, header.get("base") or None)
    if errors and not quads:
        raise BadInputError(f"The document is not valid {form.name}: {errors[0][1]}. Mend it there.")
    before = int(header.get("line") or 0)
    told = [
        *notes.found,
        *((line, f"this is not valid {form.name} and was left out: {why}") for line, why in errors),
    ]
    comments = "".join(f"# {line + before if line else 0} {' '.join(why.split())}\n" for line, why in told)
    return comments.encode() + quads


def _parse(text: bytes, form: pyoxigraph.RdfFormat, base: str | None) -> tuple[bytes, list[tuple[int, str]]]:
    """Return all statements, and the line and message of each syntax error."""
    out, names, errors = io.BytesIO(), _Names(renamed=form not in _BY_LINE), list[tuple[int, str]]()
    try:
        quads = iter(pyoxigraph.parse(text, form, base_iri=base))
    except ValueError as error:
        raise BadInputError(f"The base {base} is not an IRI: {error}.") from error
    while len(errors) < MOST_ERRORS:
        try:
            out.write(names.line(next(quads)))
        except StopIteration:
            break
        except (SyntaxError, ValueError) as error:
            errors.append((getattr(error, "lineno", None) or 0, str(error.args[0])))
    if len(errors) == MOST_ERRORS:
        errors.append((0, "there are more errors, and the rest was not read"))
    return out.getvalue(), errors


class _Names:
    """Blank nodes by the order in which they come, so that the same document gives the same names."""

    def __init__(self, *, renamed: bool) -> None:
        self._renamed = renamed
        self._numbers: dict[str, int] = {}

    def line(self, quad: Any) -> bytes:
        """Write a statement as a line of N-Quads."""
        terms = [self._term(each) for each in (quad.subject, quad.predicate, quad.object)]
        if not isinstance(quad.graph_name, pyoxigraph.DefaultGraph):
            terms.append(self._term(quad.graph_name))
        return f"{' '.join(terms)} .\n".encode()

    def _term(self, term: Any) -> str:
        if not isinstance(term, pyoxigraph.BlankNode) or not self._renamed:
            return str(term)
        return f"_:b{self._numbers.setdefault(term.value, len(self._numbers))}"
