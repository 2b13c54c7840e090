"""`triage ingest` and `triage import`: take messages in now, a line each, then the totals."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import Progress

from triage.cli.options import FAILED, ConfigFolder, Database, interactive, opened_engine, refuse, told

if TYPE_CHECKING:
    from triage.inbox.intake import Line

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line; the totals go to standard error.")]


def ingest(
    once: Annotated[bool, typer.Option("--once", help="Read once and end (this is what it does).")] = True,
    json_: Json = False,
    database: Database = "",
    config: ConfigFolder = None,
) -> None:
    """Read the mailboxes now. Every message becomes a case, joins one, is a copy, or is parked or unreadable."""
    from triage.cli.understanding import reader
    from triage.inbox import intake

    del once
    settings, engine = opened_engine(config, database)
    if not settings.mailboxes:
        raise refuse(
            f"{settings.config_folder}/mailboxes.toml: mailboxes is missing; add [mailboxes.foi] with host and user"
        )
    totals = tell(intake.read_all(engine, settings, reader(settings)), json_)
    problems = intake.failures(engine, settings)
    print_totals(totals, json_)
    if problems:
        refuse(*problems)
        raise typer.Exit(FAILED)


def import_(
    paths: Annotated[list[Path], typer.Argument(help=".eml files, mbox files, Maildir folders or folders of .eml.")],
    json_: Json = False,
    database: Database = "",
    config: ConfigFolder = None,
) -> None:
    """Take in messages from files. The files are only read."""
    from triage.cli.understanding import reader
    from triage.inbox import intake

    missing = [path for path in paths if not path.exists()]
    if missing:
        raise refuse(*(f"{path} is not there; name a file or folder that is" for path in missing))
    settings, engine = opened_engine(config, database)
    print_totals(tell(intake.import_paths(engine, settings, reader(settings), paths), json_), json_)


def tell(lines: "Iterable[Line]", as_json: bool) -> Counter[str]:
    """Print each line as it comes and count what the messages became. Progress only on a terminal."""
    totals: Counter[str] = Counter()
    with Progress(console=told, transient=True, disable=not interactive()) as progress:
        task = progress.add_task("Reading", total=None)
        for line in while_it_can_be_used(lines):
            totals[line.became] += 1
            progress.update(task, description=f"Reading, {sum(totals.values())} so far")
            print(json.dumps(line.as_json(), ensure_ascii=False) if as_json else line.sentence(), flush=True)
    return totals


def while_it_can_be_used(lines: "Iterable[Line]") -> "Iterator[Line]":
    """The lines, until the database cannot be used: then one sentence, and exit 1."""
    from triage.store.database import cannot_be_used

    try:
        yield from lines
    except Exception as error:
        if not cannot_be_used(error):
            raise
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        refuse(f"The database cannot be used now: {reason}. What was kept stays and is taken in at the next run.")
        raise typer.Exit(FAILED) from None


def print_totals(totals: Counter[str], as_json: bool) -> None:
    fates = " + ".join(f"{count} {fate}" for fate, count in sorted(totals.items())) or "nothing new"
    print(f"{sum(totals.values())} messages = {fates}", file=sys.stderr if as_json else sys.stdout)
