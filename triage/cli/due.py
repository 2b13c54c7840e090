"""`triage due`: the date by which to answer, explained day by day, one at a time or as a table."""

import csv
import sys
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any

import typer

from triage.casework import clock
from triage.cli.options import FAILED, ConfigFolder, refuse, settings_for


def due(
    received: Annotated[str, typer.Option("--received", help="When it was received: 2026-11-22T09:15+00:00.")] = "",
    regime: Annotated[str, typer.Option("--regime", help="foia (other regimes come later).")] = "foia",
    table: Annotated[bool, typer.Option("--csv", help="Rows with received_at and regime on standard input.")] = False,
    config: ConfigFolder = None,
) -> None:
    """The date by which a request must be answered, explained day by day."""
    settings = settings_for(config)
    calendar = clock.calendar_for(settings.calendar.add, settings.calendar.remove)
    if table:
        return _due_table(calendar)
    try:
        found = _due(received, regime, calendar)
    except ValueError as error:
        raise refuse(str(error)) from None
    print("\n".join(clock.explain(found)))
    return None


def _due(received: str, regime: str, calendar: Any) -> Any:
    if regime.strip().lower() != "foia":
        raise ValueError(f"the clock for {regime!r} is not here yet; use --regime foia")
    if not received.strip():
        raise ValueError("say when the request was received: --received 2026-11-22T09:15+00:00")
    try:
        at = datetime.fromisoformat(received.strip())
    except ValueError:
        raise ValueError(f"{received!r} is not a time such as 2026-11-22T09:15+00:00") from None
    return clock.due_date(clock.receipt_date(at), calendar)


def _due_table(calendar: Any) -> None:
    rows = csv.DictReader(sys.stdin)
    if not {"received_at", "regime"} <= set(rows.fieldnames or ()):
        raise refuse("the table needs the columns received_at and regime")
    added = ["day_one", "due_date"]
    fields = [*(name for name in rows.fieldnames or () if name not in added), *added]
    writer = csv.DictWriter(sys.stdout, fields, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    if not _write_dates(rows, writer, calendar):
        raise typer.Exit(FAILED)


def _write_dates(rows: Iterable[dict[str, str]], writer: Any, calendar: Any) -> bool:
    """Write each row with its dates; a row that has none is written without, with a sentence on standard error."""
    right = True
    for number, row in enumerate(rows, 2):
        try:
            found = _due(row["received_at"] or "", row["regime"] or "", calendar)
            dates = {"day_one": found.day_one.isoformat(), "due_date": found.due_on.isoformat()}
        except ValueError as error:
            refuse(f"line {number}: {error}")
            dates, right = {"day_one": "", "due_date": ""}, False
        writer.writerow({**row, **dates})
    return right
