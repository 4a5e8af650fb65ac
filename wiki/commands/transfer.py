"""Bringing pages in and taking them out."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wiki.commands.answering import answering, document, read_answers, say_question
from wiki.commands.reporting import as_json, json_option, progress

if TYPE_CHECKING:
    from wiki.importing import Tally

SHOWN = 20
"""Changes a dry run lists before it only counts."""

SAMPLE = 25
"""Lines of a sample page that a dry run shows."""


@click.command("import")
@click.argument("form", metavar="FORMAT")
@click.argument("path", required=False, type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--again",
    is_flag=True,
    help="Convert what earlier imports kept of their sources; PATH is a batch or source, or left out.",
)
@click.option("--profile", default="", help="Mapping for this source; `--profile list` names them.")
@click.option("--license", "license_", default="", help="SPDX id or IRI of the licence of the texts.")
@click.option("--source", default="", help="Address the material was taken from.")
@click.option("--current", is_flag=True, help="Leave out the history that the source has of its pages.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and write nothing.")
@click.option(
    "--ask", is_flag=True, help="Ask at the terminal what is uncertain, before anything is imported."
)
@click.option(
    "--answers",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="YAML file of answers to what is uncertain, by the keys of the questions.",
)
@click.option(
    "--as", "author", default="", help="Name in which pages are written; without it, yours on this machine."
)
@json_option
@click.pass_obj
def import_(  # noqa: PLR0913, PLR0917 - one parameter an option, as click has it
    data: Path,
    form: str,
    path: Path | None,
    profile: str,
    license_: str,
    source: str,
    author: str,
    *,
    again: bool,
    answers: Path | None,
    ask: bool,
    current: bool,
    dry_run: bool,
    as_document: bool,
) -> None:
    """Import pages in FORMAT from PATH. Importing twice changes nothing; `undo` takes an import back.

    With --again nothing is fetched: the originals that an earlier import kept are converted as one would be today.
    """
    from wiki.arrivals import Arrival, bring

    if profile == "list":
        _list_profiles()
        return
    if path is None and not again:
        raise click.UsageError("Say what to import: import FORMAT PATH, or import FORMAT --again.")
    arrival = Arrival(
        form,
        Path() if again or path is None else path,
        profile,
        license_,
        source,
        author or getpass.getuser(),
        dry_run=dry_run,
        current=current,
        again=str(path or "") if again else None,
    )
    answer = answering(read_answers(answers) if answers else {}, ask=ask) if ask or answers else None
    with progress(f"Converting {form} again" if again else f"Importing {arrival.path.name}", None) as advance:
        tally = bring(
            data,
            arrival,
            lambda tally, read: advance(read, f"{tally.counts['problems']} problems", tally.expected),
            answer,
        )
    if as_document:
        as_json(_document(tally, dry_run=dry_run))
    else:
        _say(tally, dry_run=dry_run)


def _list_profiles() -> None:
    from importers.profile import profile_labels

    for name, (form, label) in profile_labels().items():
        click.echo(f"{name:<16} {form:<10} {label}")


COUNTED = ("created", "updated", "unchanged", "skipped", "problems")


def _document(tally: Tally, *, dry_run: bool) -> dict[str, object]:
    return {
        "batch": tally.batch,
        "dry_run": dry_run,
        **{each: tally.counts[each] for each in COUNTED},
        "issues": [{"place": issue.place, "message": issue.message} for issue in tally.issues],
        "questions": [document(each) for each in tally.questions],
        "samples": [{"title": each.title, "text": each.text} for each in tally.samples],
        "changes": [{"what": what, "title": title} for what, title in tally.changes] if dry_run else [],
    }


def _say(tally: Tally, *, dry_run: bool) -> None:
    for issue in tally.issues:
        click.echo(f"{issue.place}: {issue.message}")
    for question in tally.questions:
        say_question(question)
    if dry_run:
        for what, title in tally.changes[:SHOWN]:
            click.echo(f"would be {what}: {title}")
        if len(tally.changes) > SHOWN:
            click.echo(f"… and {len(tally.changes) - SHOWN:,} more")
        for draft in tally.samples:
            lines = draft.text.splitlines()
            click.echo(f"--- {draft.title}, as it would be:")
            click.echo("\n".join(lines[:SAMPLE] + (["…"] if len(lines) > SAMPLE else [])))
    counted = (*COUNTED, "questions") if tally.questions else COUNTED
    counts = ", ".join(f"{tally.counts[each]:,} {each}" for each in counted)
    if dry_run:
        click.echo(f"Dry run, nothing written: {counts}.")
    elif tally.batch is None:
        click.echo(f"Nothing to write: {counts}.")
    else:
        click.echo(f"Batch {tally.batch}: {counts}.")


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(["markdown", "rdf", "table"]))
@click.argument("dest", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--kind", default="", help="table: the kind of pages; without it, cases.")
@click.option(
    "--long", "long_", is_flag=True, help="table: a row a coding with its evidence, not a row a page."
)
@json_option
@click.pass_obj
def export(data: Path, form: str, dest: Path, kind: str, *, long_: bool, as_document: bool) -> None:
    """Write all current pages as Markdown files, or one kind of them as a table (.csv, .tsv, or - for standard output).

    FORMAT rdf writes the facts of all pages (.nq.gz, .nq, .trig, .ttl, .jsonld).
    """
    if form != "table" and (kind or long_):
        raise click.UsageError("--kind and --long are for tables: export table DEST.")
    if form != "table" and str(dest) == "-":
        raise click.UsageError("Only a table can go to standard output.")
    report = _export_table(data, dest, kind, long=long_) if form == "table" else _export(data, form, dest)
    to_errors = str(dest) == "-"  # standard output is the table's
    if as_document:
        as_json(report, err=to_errors)
    else:
        click.echo(f"Exported {report['pages']:,} pages to {dest}.", err=to_errors)


def _export(data: Path, form: str, dest: Path) -> dict[str, object]:
    from wiki.publishing import export_markdown, export_rdf

    with progress(f"Exporting {form}", None) as advance:
        count = (export_markdown if form == "markdown" else export_rdf)(data, dest, advance)
    return {"format": form, "dest": str(dest), "pages": count}


def _export_table(data: Path, dest: Path, kind: str, *, long: bool) -> dict[str, object]:
    from wiki.tabulating import export_table

    with progress("Exporting table", None) as advance:
        done = export_table(data, dest, kind or "case", advance, long=long)
    for key, count in done.further_keys.most_common():
        values = "1 value" if count == 1 else f"{count:,} values"
        click.echo(f"No column for “{key}” ({values}): the kind {done.kind} has no such field.", err=True)
    return {"format": "table", "dest": str(dest), **done.as_mapping()}


@click.command()
@json_option
@click.pass_obj
def batches(data: Path, *, as_document: bool) -> None:
    """List the imports, newest first."""
    from wiki.arrivals import all_batches

    rows = all_batches(data)
    if as_document:
        as_json(rows)
        return
    for row in rows:
        state = "undone" if row["undone"] else "done" if row["finished"] else "interrupted"
        counts = ", ".join(f"{count:,} {what}" for what, count in row["counts"].items())
        click.echo(
            f"{row['number']:>5}  {row['started']:%Y-%m-%d %H:%M}  {row['format']:<10} {state:<11} {row['source']}: {counts}"
        )


def _sure(data: Path, batch: int) -> None:
    """Ask before the pages go that the wiki began with; raises BadInputError when there is nobody to answer."""
    from wiki.arrivals import going
    from wiki.errors import BadInputError

    goes = going(data, batch)
    if not goes.seed:
        return
    words = f"Batch {batch} is what this wiki began with: {goes.pages:,} pages ({goes})."
    if not sys.stdin.isatty():
        raise BadInputError(f"{words} Nothing was taken back. Say --yes if they shall go.")
    click.echo(f"{words} Among them are {', '.join(goes.titles)}.", err=True)
    if click.prompt(
        "Type the number of the batch to take it back", default="", show_default=False, err=True
    ) != str(batch):
        raise BadInputError("Nothing was taken back.")


@click.command()
@click.argument("batch", type=int)
@click.option(
    "--as", "author", default="", help="Name in which pages are written; without it, yours on this machine."
)
@click.option("--yes", is_flag=True, help="Take back what the wiki began with, without being asked.")
@json_option
@click.pass_obj
def undo(data: Path, batch: int, author: str, *, yes: bool, as_document: bool) -> None:
    """Take an import back as a whole, keeping later edits. Asks before it takes back what the wiki began with."""
    from wiki.arrivals import take_back

    if not yes:
        _sure(data, batch)
    tally = take_back(data, batch, author or getpass.getuser())
    if as_document:
        issues = [{"place": issue.place, "message": issue.message} for issue in tally.issues]
        as_json({"batch": batch, **dict(tally.counts), "issues": issues})
        return
    for issue in tally.issues:
        click.echo(issue.message)
    counts = ", ".join(f"{count:,} {what}" for what, count in tally.counts.items() if what != "problems")
    click.echo(f"Batch {batch} taken back: {counts or 'nothing to do'}.")


COMMANDS = (import_, export, batches, undo)
