"""Keeping the data well: rebuild, check, read what texts mention, backup, restore."""

from __future__ import annotations

from pathlib import Path

import click

from wiki.commands.reporting import as_json, json_option, progress


@click.command()
@click.argument("what", type=click.Choice(["graph", "search", "links", "html", "all"]), default="all")
@click.pass_obj
def rebuild(data: Path, what: str) -> None:
    """Make projections anew from the revisions' texts."""
    from wiki.upkeep import rebuild as run

    with progress(f"Rebuilding {what}", None) as advance:
        count = run(data, what, advance)
    click.echo(f"Rebuilt {what}: {count:,} revisions read.")


@click.command()
@json_option
@click.pass_obj
def check(data: Path, *, as_document: bool) -> None:
    """Verify every revision's checksum and every projection against the truth."""
    from wiki.upkeep import check as run

    with progress("Checking", None) as advance:
        report = run(data, advance)
    if as_document:
        as_json({"revisions": report.revisions, "pages": report.pages, "problems": report.problems})
    else:
        for problem in report.problems:
            click.echo(problem)
        found = f"{len(report.problems):,} problems" if report.problems else "everything agrees"
        click.echo(f"{report.revisions:,} revisions and {report.pages:,} pages verified: {found}.")
    if report.problems:
        raise click.exceptions.Exit(1)


@click.command()
@json_option
@click.pass_obj
def mentions(data: Path, *, as_document: bool) -> None:
    """Read what all texts mention, so that the queue of unlinked mentions is whole."""
    from wiki.assembly import open_wiki
    from wiki.mentioning import Wanted, catch_up, offers

    wiki = open_wiki(data)
    with progress("Reading", None) as advance:
        catch_up(wiki, None, lambda done, total: advance(done, "texts", total))
    found, _ = offers(wiki, Wanted(), None)
    pages = len({each.mention.page for each in found})
    if as_document:
        as_json({"mentions": len(found), "pages": pages})
    else:
        click.echo(
            f"{len(found):,} unlinked mentions on {pages:,} pages. Work through them at /special/mentions."
        )


@click.command()
@click.argument("dest", type=click.Path(path_type=Path))
@click.pass_obj
def backup(data: Path, dest: Path) -> None:
    """Copy the data to DEST, also while the wiki runs; the copy is verified."""
    from wiki.upkeep import backup as run

    click.echo(f"Backed up {run(data, dest):,} revisions to {dest}.")


@click.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_obj
def restore(data: Path, source: Path) -> None:
    """Make a data folder from a backup; an existing one is not overwritten."""
    from wiki.upkeep import restore as run

    click.echo(f"Restored {run(data, source):,} revisions from {source}.")


COMMANDS = (rebuild, check, mentions, backup, restore)
