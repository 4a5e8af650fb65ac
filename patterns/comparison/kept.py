"""A comparison that is kept as a page: what was asked of which cases, how, and what was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ontology.kinds import Ontology
from patterns import frontmatter
from patterns.comparison.rows import COMPARISON, ROWS
from patterns.saying import Saying, understand
from patterns.yamlwriting import yaml_entry

VERSION = "1"
"""Of the methods: raised when one of them would find something else in the same data."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the page of a comparison says."""

    title: str  # full
    question: str = ""
    method: str = ""  # in words, as the closed list has it
    cases: tuple[str, ...] = ()  # full titles, as they were found when the result was kept
    selection: str = ""  # parameters of the search that found them, "" = they were chosen by hand
    variables: tuple[str, ...] = ()  # keys, () = all
    settings: tuple[tuple[str, str], ...] = ()  # parameters of the method
    findings: tuple[str, ...] = ()
    as_of: str = ""  # time the result rests on, in ISO 8601
    result_hash: str = ""
    engine: str = ""  # version of the methods
    kept_by: str = ""  # who kept it
    rows: str = ""  # its table as text (`patterns.comparison.rows`), "" = it is more than a page holds

    def parameters(self) -> tuple[tuple[str, str], ...]:
        """Return the parameters that ask the same of the same cases."""
        return (
            *(("case", each) for each in self.cases),
            *(("variable", each) for each in self.variables),
            *self.settings,
        )


def kept_of(text: str, title: str, ontology: Ontology) -> Kept | None:
    """Read a comparison's page under its full title; None if it is no comparison's, or only leads to another page."""
    return kept_from(understand(frontmatter.parse(text), title, ontology))


def kept_from(saying: Saying) -> Kept | None:
    """Read the page of a comparison that has been understood; None as for `kept_of`."""
    if saying.parts.kind != COMPARISON or saying.redirect:
        return None
    words = {key: tuple(dict.fromkeys(_values(saying, key))) for key in _KEYS}
    return Kept(
        title=saying.title,
        **{key: next(iter(words[key]), "") for key in _SINGLE},
        cases=words["cases"],
        variables=words["variables"],
        settings=tuple(_setting(each) for each in words["settings"]),
        findings=words["findings"],
    )


_SINGLE = ("question", "method", "selection", "as_of", "result_hash", "engine", "kept_by", ROWS)
_KEYS = (*_SINGLE, "cases", "variables", "settings", "findings")


def _values(saying: Saying, key: str) -> Iterator[str]:
    """Yield the readable values of a field: full titles where it names pages, words of the closed list."""
    for said in saying.said:
        reading = said.reading
        if said.key == key and reading and not (reading.problem and not reading.out_of_range):
            yield reading.label if said.key == "method" else reading.text


def _setting(written: str) -> tuple[str, str]:
    name, _, value = written.partition("=")
    return name.strip(), value.strip()


def page_text(kept: Kept, license_: str = "", discussion: str = "") -> str:
    """Return the text of a new page that says all of it, with room for what follows from it."""
    said: dict[str, Any] = {
        "kind": COMPARISON,
        "question": kept.question,
        "method": kept.method,
        "license": license_,
        **_result(kept),
    }
    front = "".join(yaml_entry(key, value) for key, value in said.items() if value)
    return f"---\n{front}---\n\n## Discussion\n{discussion}\n"


def renewed(text: str, kept: Kept) -> str:
    """Return a comparison's page with the cases and the result of today; the rest of it stays as it is."""
    page = frontmatter.parse(text)
    for key, value in _result(kept).items():
        page = frontmatter.with_value(page, key, value or None)
    return frontmatter.write(page)


def _result(kept: Kept) -> dict[str, Any]:
    return {
        "selection": kept.selection,
        "cases": list(kept.cases),
        "variables": list(kept.variables),
        "settings": [f"{name}={value}" for name, value in kept.settings],
        "findings": list(kept.findings),
        "as_of": kept.as_of,
        "result_hash": kept.result_hash,
        "engine": kept.engine,
        "kept_by": kept.kept_by,
        ROWS: kept.rows,
    }
