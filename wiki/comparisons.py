"""Comparisons without a server: what a method finds, as text or as a file."""

from __future__ import annotations

import json
from pathlib import Path

from wiki.assembly import Wiki, open_wiki
from wiki.choices import choose_by
from wiki.errors import BadInputError
from wiki.parameters import Parameters
from wiki.ways import WAYS, Result, Way
from wiki.ways.cubes import cube, turtle
from wiki.ways.exports import tsv, xlsx

FORMS = ("text", "csv", "tsv", "xlsx", "json", "ttl")
"""What every method's result can be had as."""


def written(data: Path, method: str, query: str, form: str) -> bytes:
    """Return what a method finds in the wiki of a data folder; raises BadInputError with what is wrong."""
    return result_as(open_wiki(data), way_named(method), Parameters.read(query), form)


def way_named(method: str) -> Way:
    """Return the way of comparing of that name, written with blanks or hyphens; raises BadInputError."""
    way = WAYS.get(method.replace("-", " ").strip().lower())
    if way is None:
        known = ", ".join(name.replace(" ", "-") for name in WAYS)
        raise BadInputError(f"There is no method “{method}”. There are: {known}.")
    return way


def result_as(wiki: Wiki, way: Way, parameters: Parameters, form: str) -> bytes:
    """Return the result in one form; raises BadInputError when nothing is chosen or there is no such form."""
    if form not in {*FORMS, *way.files}:
        raise BadInputError(
            f"There is no form “{form}” for {way.name}. There are: {', '.join((*FORMS, *way.files))}."
        )
    choice = choose_by(wiki, parameters, way.own, way.most)
    if not choice.titles:
        raise BadInputError(
            " ".join((*choice.notes, "Choose pages, as in: case=Linux&case=Debian, or kind=case."))
        )
    if form in way.files:
        return way.files[form][1](wiki, choice, parameters).content
    if form == "ttl":
        return turtle(*cube(wiki, way, parameters), wiki.ontology.prefixes)
    result = way.work(wiki, choice, parameters)
    return _text(result, choice.notes) if form == "text" else _FILES[form](result)


def _text(result: Result, notes: tuple[str, ...]) -> bytes:
    return "".join(f"{each}\n" for each in (*notes, *result.sentences)).encode(errors="replace")


def _json(result: Result) -> bytes:
    return (json.dumps(result.document, ensure_ascii=False, indent=2) + "\n").encode(errors="replace")


_FILES = {
    "csv": lambda result: result.csv().encode(errors="replace"),
    "tsv": lambda result: tsv(result).content,
    "xlsx": lambda result: xlsx(result).content,
    "json": _json,
}
