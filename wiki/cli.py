"""The command line: finds the data folder, runs a command, turns named errors into an exit status.

Exit status: 0 done, 1 failed with a sentence on standard error, 2 wrong usage.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import click

from wiki.commands import asking, coding, people, running, transfer, upkeep
from wiki.errors import CommonloomError

DEFAULT_DATA = Path("data")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "COMMONLOOM"})
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=DEFAULT_DATA,
    show_default=True,
    envvar="COMMONLOOM_DATA",
    help="The data folder.",
)
@click.pass_context
def cli(context: click.Context, data: Path) -> None:
    """Commonloom: a knowledge graph and pattern-language wiki of emerging practices."""
    context.obj = data


for module in (running, transfer, asking, upkeep, people, coding):
    for command in module.COMMANDS:
        cli.add_command(command)


def main() -> None:
    """Run the command line."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        sys.exit(cli.main(prog_name="python -m wiki", standalone_mode=False))
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(1)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted. What was finished before is kept.", err=True)
        sys.exit(1)
    except CommonloomError as error:
        click.echo(f"Failed: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output went away: nothing to say to anybody
        sys.exit(1)
