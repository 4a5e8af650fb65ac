"""The W3C's SPARQL query tests, fetched once into build/ (they are not part of this repository).

They come with the source distribution of rdflib 5.0.0, which carries the Data Access Working Group's suites
for SPARQL 1.0 (data-r2) and 1.1 (data-sparql11).
"""

from __future__ import annotations

import fcntl
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / "build" / "w3c"
CARRIER = "rdflib==5.0.0"
SUITES = ("data-r2", "data-sparql11")
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
BASE = "http://www.w3.org/2009/sparql/docs/tests/"


@dataclass(frozen=True)
class Case:
    """One test of a manifest."""

    name: str  # folder/number-and-name, unique
    kind: str  # local name of its type
    query: str  # IRI below BASE
    data: tuple[str, ...] = ()  # IRIs of the default graph
    graphs: tuple[str, ...] = ()  # IRIs of the named graphs
    result: str = ""  # IRI


def path_of(iri: str) -> Path:
    """Where a file of the suites lies."""
    return PLACE / iri.removeprefix(BASE)


def fetch() -> Path:
    """Return the folder of the suites, downloaded and unpacked when it is not there yet.

    Processes that test beside each other wait for the one that fetches.
    """
    PLACE.mkdir(parents=True, exist_ok=True)
    with (PLACE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (PLACE / "complete").exists():
            _download()
    return PLACE


def _download() -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", "rdflib"]
    for tries_left in (2, 1, 0):  # as when the index does not answer for a moment
        done = subprocess.run([*command, "--dest", str(PLACE), CARRIER], check=not tries_left)
        if done.returncode == 0:
            break
        time.sleep(10)
    archive = next(PLACE.glob("rdflib-*.tar.gz"))
    with tarfile.open(archive) as tar:
        _unpack(tar)
    archive.unlink()
    (PLACE / "complete").touch()


def _unpack(tar: tarfile.TarFile) -> None:
    for member in tar.getmembers():
        parts = PurePosixPath(member.name).parts
        if member.isfile() and len(parts) > 4 and parts[2] == "DAWG" and parts[3] in SUITES:
            target = PLACE.joinpath(*parts[3:])
            target.parent.mkdir(parents=True, exist_ok=True)
            source = tar.extractfile(member)
            assert source is not None
            target.write_bytes(source.read())


def cases() -> Iterator[Case]:
    """Read all manifests, in order."""
    for suite in SUITES:
        for manifest in sorted((fetch() / suite).glob("*/manifest.ttl")):
            yield from _cases(manifest)


def _cases(manifest: Path) -> Iterator[Case]:
    graph = Graph()
    iri = URIRef(BASE + str(manifest.relative_to(PLACE)))
    graph.parse(data=manifest.read_bytes(), format="turtle", publicID=str(iri))
    folder = str(manifest.parent.relative_to(PLACE))
    number = 0
    for entries in graph.objects(None, MF.entries):
        for entry in Collection(graph, entries):
            number += 1
            yield _case(graph, entry, f"{folder}/{number}")


def _case(graph: Graph, entry, prefix: str) -> Case:
    action = graph.value(entry, MF.action)
    kind = str(graph.value(entry, RDF.type) or MF.QueryEvaluationTest).rpartition("#")[2]
    query = graph.value(action, QT.query) or action
    return Case(
        name=f"{prefix} {graph.value(entry, MF.name)}",
        kind=kind,
        query=str(query),
        data=tuple(sorted(str(data) for data in graph.objects(action, QT.data))),
        graphs=tuple(
            sorted(
                str(graph.value(named, QT.graph) or named) for named in graph.objects(action, QT.graphData)
            )
        ),
        result=str(graph.value(entry, MF.result) or ""),
    )
