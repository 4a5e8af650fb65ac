"""What readers and editors should know about a page: findings, each a sentence that says what repairs it.

Constraints come from the kind's fields (its shape) with the severity given there; the rest are the wiki's
own. Nothing is raised, nothing is hidden; beyond 200 findings the rest is summed up in one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from ontology.kinds import Field, Kind, Ontology, Severity
from patterns.comparison.rows import rows_findings
from patterns.frontmatter import body_text
from patterns.links import LINK, TALK, normalize_title, title_problem
from patterns.markup import mask
from patterns.page import Finding, Page
from patterns.propertykeys import property_iri
from patterns.saying import COMMON, PAGE_KEYS, PRESENT, Said, Saying, redirect_target, understand
from patterns.values import Reading, suggest

_MOST = 200
_LONG_TITLE = 120  # characters
_LINE_END = re.compile(r"\r\n|\n|\r")
_LINE_NUMBER = re.compile(r"\b(lines?) [0-9]+(?: and [0-9]+)?")
_EVIDENCE = frozenset({"source", "quote"})


def check(page: Page, title: str, ontology: Ontology) -> tuple[Finding, ...]:
    """Check a page under its full title: problems of its text first, then in reading order of its fields."""
    return check_saying(understand(page, title, ontology), ontology)


def check_saying(saying: Saying, ontology: Ontology) -> tuple[Finding, ...]:
    """Check a page that has been understood already."""
    found = list(islice(_findings(saying, ontology), _MOST + 1))
    if len(found) > _MOST:
        found[_MOST] = Finding(Severity.WARNING, "There is more to mend: further findings are left out here.")
    return tuple(found)


def introduced(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the violations of `after` that `before` did not have; lines that merely moved do not count.

    Those with an empty key say that the front matter cannot be read; all others belong to a field.
    """
    known = Counter(_identity(each) for each in before if each.severity is Severity.VIOLATION)
    new = []
    for each in after:
        if each.severity is not Severity.VIOLATION:
            continue
        if known[_identity(each)] > 0:
            known[_identity(each)] -= 1
        else:
            new.append(each)
    return tuple(new)


def _identity(finding: Finding) -> tuple[str, str]:
    return finding.key, _LINE_NUMBER.sub(r"\1", finding.message)


def _findings(saying: Saying, ontology: Ontology) -> Iterator[Finding]:
    yield from saying.page.problems
    yield from _title(saying)
    yield from _open_links(saying.page)
    if saying.parts.kind == TALK:
        return
    yield from _names(saying, ontology)
    yield from _redirect(saying, ontology)
    if saying.redirect:
        return
    yield from _emptiness(saying)
    if saying.kind:
        yield from _counts(saying, saying.kind)
        yield from _unknown_keys(saying, saying.kind, ontology)
    for said in (*saying.said, *saying.typed):
        yield from _values(said, ontology)
        yield from _evidence(said)
    yield from _unknown_properties(saying)
    yield from rows_findings(saying)


def _title(saying: Saying) -> Iterator[Finding]:
    if problem := title_problem(saying.title):
        yield Finding(Severity.VIOLATION, problem, "title")
    elif len(saying.parts.name) > _LONG_TITLE:
        message = f"The title has {len(saying.parts.name)} characters: a shorter one is easier to link to."
        yield Finding(Severity.WARNING, message, "title")


def _open_links(page: Page) -> Iterator[Finding]:
    """Find `[[` that no `]]` closes on its line, one finding a line."""
    body = body_text(page)
    if "[[" not in body:
        return
    first = page.sections[0].line
    masked = LINK.sub(lambda found: " " * len(found[0]), mask(body))
    for number, line in enumerate(_LINE_END.split(masked)):
        if "[[" in line.rpartition("]]")[2]:
            message = f"A link opened with “[[” on line {first + number} is never closed: add “]]” on the same line."
            yield Finding(Severity.WARNING, message, line=first + number)


def _names(saying: Saying, ontology: Ontology) -> Iterator[Finding]:
    """Compare `kind:` and `title:` with the page's address, which decides."""
    kind, name = saying.values.get("kind"), saying.values.get("title")
    actual = saying.parts.kind
    if kind is not None and str(kind).strip().casefold() != actual:
        known = ontology.by_name.get(str(kind).strip().casefold())
        remedy = (
            f"move it to “{known.namespace}:{saying.parts.name}”, or " if known and known.namespace else ""
        )
        message = (
            f"The text says kind “{kind}”, but the title makes it “{actual}”: {remedy}write `kind: {actual}`."
        )
        yield Finding(Severity.WARNING, message, "kind", _line(saying, "kind"))
    if name is not None and normalize_title(str(name)) not in (saying.parts.name, saying.title):
        message = f"The text says title “{name}”, but the page is called “{saying.parts.name}”: "
        message += "rename the page, or correct the text."
        yield Finding(Severity.WARNING, message, "title", _line(saying, "title"))


def _redirect(saying: Saying, ontology: Ontology) -> Iterator[Finding]:
    """Find a `redirect` that cannot be followed; the page is then read as any other."""
    if "redirect" not in saying.values or saying.redirect:
        return
    target = redirect_target(saying.values, ontology)
    message = (
        "The page redirects to itself: name another page, or remove the entry."
        if target == saying.title
        else f"The redirect leads nowhere. {title_problem(target)}"
    )
    yield Finding(Severity.VIOLATION, message, "redirect", _line(saying, "redirect"))


def _emptiness(saying: Saying) -> Iterator[Finding]:
    if not saying.said and not any(each.body.strip() for each in saying.page.sections):
        yield Finding(Severity.WARNING, "The page is empty: write a sentence or two about what it is.")


def _counts(saying: Saying, kind: Kind) -> Iterator[Finding]:
    """Check what is required and what may be said only once."""
    present: dict[str, list[Said]] = {}
    for said in (*saying.said, *saying.typed):
        present.setdefault(said.key, []).append(said)
    sections = {field.key for field, _ in saying.sections}
    readable = not any(each.severity is Severity.VIOLATION for each in saying.page.problems)
    for field in kind.fields:
        said_of = present.get(field.key, [])
        if field.required and not said_of and field.key not in sections and (readable or field.section):
            yield Finding(field.severity, _missing(field, saying.page), field.key)
        values = {each.reading for each in said_of if each.status == PRESENT and each.reading}
        if not field.many and len(values) > 1:
            message = (
                field.message or f"{field.label} can have one value only; here are {len(values)}: keep one."
            )
            yield Finding(field.severity, message, field.key, _line_of(said_of[-1]))


def _missing(field: Field, page: Page) -> str:
    if field.message and not field.section:
        return field.message
    if not field.section:
        return f"{field.label} is missing: add a line `{field.key}: …` to the front matter."
    near = suggest(field.label, [each.heading for each in page.sections if each.level][:50])
    return (
        f"The section “{field.label}” is missing or empty: write it under a heading `## {field.label}`.{near}"
    )


def _unknown_keys(saying: Saying, kind: Kind, ontology: Ontology) -> Iterator[Finding]:
    known = [each.key for each in kind.fields if not each.section]
    known += [key for key in (*COMMON, *PAGE_KEYS) if key not in kind.by_key]
    seen: set[str] = set()
    for said in saying.said:
        strange = said.field is None and not property_iri(said.key, ontology)
        if strange and said.key not in seen and len(seen) < _MOST:
            seen.add(said.key)
            near = suggest(said.key, known) if len(seen) <= 20 else ""  # noqa: PLR2004 - comparing is slow
            other = near or _elsewhere(said.key, ontology)
            message = (
                f"“{said.key}” is no field of a {kind.label.lower()} page; it is kept as written.{other}"
            )
            yield Finding(Severity.WARNING, message, said.key, _line_of(said))


def _elsewhere(key: str, ontology: Ontology) -> str:
    kinds = [kind.label for kind in ontology.kinds if key in kind.by_key]
    return (
        f" It is a field of {', '.join(kinds)}."
        if kinds
        else " Use a field of the form, or say it in the text."
    )


def _values(said: Said, ontology: Ontology) -> Iterator[Finding]:
    """Check the value and its qualifiers against their fields."""
    line = _line_of(said)
    if said.field and said.reading and said.reading.problem:
        message = _breach(said.field, said.reading, said.field.label)
        yield Finding(said.field.severity, message, said.key, line)
    for each in said.qualifiers:
        if each.field and each.reading.problem:
            message = _breach(each.field, each.reading, f"{each.field.label} of “{said.key}”")
            yield Finding(each.field.severity, message, said.key, line)
        elif each.field is None:
            message = f"“{each.key}” is no qualifier of a value; it is kept as written. "
            message += f"Qualifiers are {', '.join(ontology.qualifier_by_key)}."
            yield Finding(Severity.INFO, message, said.key, line)


def _breach(field: Field, reading: Reading, place: str) -> str:
    """Say what is wrong with a value, in the shape's own words if it has some."""
    if field.message:
        return f"{place}: “{_short(reading.label)}”. {field.message}"
    near = suggest(reading.label, [each.label for each in field.options]) if field.options else ""
    return f"{place}: “{_short(reading.label)}” {reading.problem}{near}"


def _evidence(said: Said) -> Iterator[Finding]:
    given = {each.key for each in said.qualifiers}
    if "quote" in given and "source" not in given:
        message = f"A quotation under “{said.key}” names no source: add `source:` beside it."
        yield Finding(Severity.WARNING, message, said.key, _line_of(said))
    if (
        said.statement
        and said.field
        and said.field.codable
        and not given & _EVIDENCE
        and said.status != "unknown"
    ):
        message = f"{said.field.label} is coded without evidence: add a source, best with a quotation."
        yield Finding(Severity.INFO, message, said.key, _line_of(said))


def _unknown_properties(saying: Saying) -> Iterator[Finding]:
    links = [link for link in saying.links if link.key]
    for link, said in zip(links, saying.typed, strict=True):
        if said.field is None:
            message = f"The link [[{link.key}::{link.target}]] uses a property no kind of page has: use the key of a field."
            yield Finding(Severity.WARNING, message, link.key, link.line)


def _line(saying: Saying, key: str) -> int:
    return next((entry.line for entry in saying.page.entries if entry.key == key), 0)


def _line_of(said: Said) -> int:
    return said.statement.line if said.statement else 0


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"  # noqa: PLR2004
