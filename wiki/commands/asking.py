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

    text = file.read()
    table = FORMATS[form] if form in TABLES else FORMATS["json"]
    graph = FORMATS[form] if form and form not in TABLES else FORMATS["turtle"]
    result = answer(data, text, table, graph, read_date(asof) if asof else None)
    with result.body as body:
        shutil.copyfileobj(body, sys.stdout.buffer)
    sys.stdout.buffer.flush()


COMMANDS = (query,)
