"""Accounts from the command line."""

from __future__ import annotations

from pathlib import Path

import click

from wiki.commands.reporting import as_json, json_option

ROLES = ("reader", "editor", "administrator")


@click.group()
def user() -> None:
    """Add accounts and tokens."""


@user.command()
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="editor", show_default=True)
@json_option
@click.pass_obj
def add(data: Path, name: str, role: str, *, as_document: bool) -> None:
    """Create an account and print its one-time password."""
    from wiki.people import add_account

    password = add_account(data, name, role)
    if as_document:
        as_json({"name": name, "role": role, "password": password})
    else:
        click.echo(f"{name} may log in with the password {password} – change it after the first log-in.")


@user.command()
@click.argument("name")
@click.option("--label", default="command line", help="What the token is for.")
@json_option
@click.pass_obj
def token(data: Path, name: str, label: str, *, as_document: bool) -> None:
    """Print a new API token for an account; it is shown only once."""
    from wiki.people import add_token

    secret = add_token(data, name, label)
    if as_document:
        as_json({"name": name, "token": secret})
    else:
        click.echo(secret)


COMMANDS = (user,)
