"""Creating and running a wiki."""

from __future__ import annotations

from pathlib import Path

import click

from wiki.commands.reporting import progress


@click.command()
@click.option("--empty", is_flag=True, help="Leave out the seed corpus.")
@click.option("--base", default=None, help="Public address of the wiki; its IRIs are minted under it.")
@click.pass_obj
def init(data: Path, base: str | None, *, empty: bool) -> None:
    """Create the data folder and load the seed corpus."""
    from wiki.founding import found, load_corpus

    found(data, base)
    if empty:
        click.echo(f"Created an empty wiki in {data}.")
        return
    with progress("Loading the seed corpus", None) as advance:
        tally = load_corpus(data, lambda _tally, read: advance(read))
    for issue in tally.issues:
        click.echo(f"{issue.place}: {issue.message}", err=True)
    click.echo(f"Created a wiki in {data} with {tally.counts['created']:,} pages of the seed corpus.")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 picks a free one."
)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Web processes.")
@click.pass_obj
def serve(data: Path, host: str, port: int, workers: int) -> None:
    """Run the wiki; the first line of output is its address."""
    from wiki.serving import serve as run

    run(data, host, port, workers)


COMMANDS = (init, serve)
