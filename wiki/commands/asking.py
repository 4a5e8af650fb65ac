"""SPARQL from the command line."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TextIO

import click

FORMATS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "nt": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "trig": "application/trig",
    "nq": "application/n-quads",
}
TABLES = ("json", "xml", "csv", "tsv")
BOTH = {"json": "jsonld", "xml": "rdfxml"}
"""What a name means for graphs that is a format of tables too."""


@click.command()
@click.argument("file", type=click.File("r", encoding="utf-8"))
@click.option(
    "--format",
    "form",
    type=click.Choice(tuple(FORMATS)),
    default=None,
    help="Default: json, or turtle for graphs.",
)
@click.option("--asof", default=None, help="Answer for the state at this date (2026-05-01) or time.")
@click.pass_obj
def query(data: Path, file: TextIO, form: str | None, asof: str | None) -> None:
    """Answer the SPARQL query in FILE (or - for standard input), without a server."""
    from wiki.asking import answer
    from wiki.dates import read_date
    from wiki.errors import BadInputError

    text = file.read()
    table = FORMATS[form] if form in TABLES else FORMATS["json"]
    graph = FORMATS[BOTH.get(form, form)] if form and form not in {"csv", "tsv"} else FORMATS["turtle"]
    result = answer(data, text, table, graph, read_date(asof) if asof else None)
    with result.body as body:
        if form and (form in {"csv", "tsv"} if result.form == "graph" else form not in TABLES):
            others = (
                (*BOTH, *(each for each in FORMATS if each not in TABLES))
                if result.form == "graph"
                else TABLES
            )
            raise BadInputError(f"This query cannot be answered as {form}. Ask for {', '.join(others)}.")
        shutil.copyfileobj(body, sys.stdout.buffer)
    sys.stdout.buffer.flush()


@click.command()
@click.argument("method")
@click.argument("parameters", default="kind=case")
@click.option(
    "--format",
    "form",
    default="text",
    show_default=True,
    help="text, csv, tsv, xlsx, json, or a file the method can give.",
)
@click.pass_obj
def compare(data: Path, method: str, parameters: str, form: str) -> None:
    """Compare pages by METHOD (as matrix, or side-by-side), chosen by PARAMETERS as in an address: "case=Linux&case=Debian"."""
    from wiki.comparisons import written

    sys.stdout.buffer.write(written(data, method, parameters, form))
    sys.stdout.buffer.flush()


COMMANDS = (query, compare)
