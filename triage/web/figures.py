"""The managers' page: what is open, due and late, how often officers changed the bot's team, the mailbox's sums."""

import csv
import io
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from triage.store import figures
from triage.web import inbox_line, pages
from triage.web.access import Allowed, SignedIn
from triage.web.stores import Reading
from triage.web.wording import today

router = APIRouter()
Looker = Annotated[SignedIn, Depends(Allowed("manager", "officer", "viewer", "administrator"))]
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@router.get("/figures")
def page(request: Request, _: Looker, store: Reading) -> Response:
    found = figures.figures(store, today(), pages.calendar(request))
    held = [(row.name, row.open) for row in found.teams if row.open]
    mailboxes = inbox_line.mailboxes(store, datetime.now(UTC))
    return pages.render(request, "figures.html", "Figures", found=found, held=held, mailboxes=mailboxes)


@router.get("/figures.csv")
def table(request: Request, _: Looker, store: Reading) -> Response:
    """The same as comma-separated values."""
    now = today()
    text = as_csv([("figure", "of", "value"), *figures.rows(store, now, pages.calendar(request))])
    headers = {"Content-Disposition": f'attachment; filename="foi-figures-{now}.csv"'}
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)


def as_csv(rows: Iterable[Iterable[object]]) -> str:
    """Rows as CSV with a byte order mark for Excel; no cell can start a formula."""
    out = io.StringIO()
    csv.writer(out).writerows([[harmless(str(cell)) for cell in row] for row in rows])
    return "\ufeff" + out.getvalue()


def harmless(cell: str) -> str:
    """A cell that a spreadsheet shows as it is: an apostrophe before what would begin a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
