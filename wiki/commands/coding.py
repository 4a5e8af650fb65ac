"""Coding rounds from the command line."""

from __future__ import annotations

from pathlib import Path

import click

from wiki.commands.reporting import as_json, json_option


@click.group("round")
def rounds() -> None:
    """Look at coding rounds, take their codings out, close them."""


@rounds.command("list")
@json_option
@click.pass_obj
def list_rounds(data: Path, *, as_document: bool) -> None:
    """List the coding rounds, open ones first."""
    from wiki.roundreports import listed

    found = listed(data)
    if as_document:
        as_json(found)
        return
    for each in found:
        click.echo(
            f"{each['title']}: {each['state']}, {each['complete']} of {each['cases']} cases complete, "
            f"{each['blind']} blind"
        )


@rounds.command()
@click.argument("title")
@json_option
@click.pass_obj
def agreement(data: Path, title: str, *, as_document: bool) -> None:
    """Say how far the coders of the round TITLE agree, variable by variable."""
    from wiki.roundreports import agreed

    found = agreed(data, title)
    if as_document:
        as_json(found)
        return
    for each in found:
        share = "–" if each["share"] is None else f"{each['share']:.0%} of {each['pairs']} pairs the same"
        alpha = each["why"] if each["alpha"] is None else f"alpha {each['alpha']:.3f}, {each['reading']}"
        click.echo(f"{each['variable']}: {share}; {alpha}")


@rounds.command()
@click.argument("title")
@click.option("--blind", is_flag=True, help="With what coders have said and nobody else may see yet.")
@json_option
@click.pass_obj
def codings(data: Path, title: str, *, blind: bool, as_document: bool) -> None:
    """Print the codings of the round TITLE as CSV: a row a case and variable, a column a coder."""
    from wiki.roundreports import as_csv, coded

    found = coded(data, title, blind=blind)
    if as_document:
        as_json(found)
    else:
        click.echo(as_csv(found), nl=False)


@rounds.command()
@click.argument("title")
@click.option("--as", "author", required=True, help="The account in whose name it is closed.")
@click.pass_obj
def close(data: Path, title: str, author: str) -> None:
    """Close the round TITLE: what coders are done with is shown on its page."""
    from wiki.roundreports import closed

    closed(data, title, author)
    click.echo(f"The round {title} is closed.")


COMMANDS = (rounds,)
