"""`triage stats` and `triage audit verify`: what the record says."""

import csv
import json
import sys
from dataclasses import asdict
from typing import Annotated

import typer

from triage.cli.options import FAILED, ConfigFolder, Database, opened


def stats(
    table: Annotated[bool, typer.Option("--csv", help="As comma-separated values.")] = False,
    corrections: Annotated[
        bool, typer.Option("--corrections", help="Instead, what officers corrected of the reading, one JSON a line.")
    ] = False,
    database: Database = "",
    config: ConfigFolder = None,
) -> None:
    """The managers' figures: by team, due and late, how often officers changed the bot's team, mailbox sums."""
    from datetime import UTC, datetime

    from triage.casework import clock
    from triage.store import figures, reading

    with opened(config, database) as (settings, session):
        if corrections:
            for lesson in reading.lessons(session):
                print(json.dumps(asdict(lesson), ensure_ascii=False))
            return
        calendar = clock.calendar_for(settings.calendar.add, settings.calendar.remove)
        rows = figures.rows(session, clock.receipt_date(datetime.now(UTC)), calendar)
    if table:
        csv.writer(sys.stdout, lineterminator="\n").writerows([("figure", "of", "value"), *rows])
        return
    for figure, of, value in rows:
        print(f"{figure:44} {of:36} {value}")


def verify(database: Database = "", config: ConfigFolder = None) -> None:
    """Whether the audit record is whole: every chain, every daily head."""
    from triage.store import audit

    with opened(config, database) as (_, session):
        faults, entries = audit.verify(session), audit.count(session)
    print("\n".join(faults) if faults else f"The record is whole: {entries} entries.")
    if faults:
        raise typer.Exit(FAILED)
