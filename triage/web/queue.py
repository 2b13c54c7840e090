"""The officer's home: every open case, what it needs most, and whether the mailbox is accounted for."""

from datetime import UTC, date, datetime
from typing import Annotated, get_args

from fastapi import APIRouter, Depends, Request, Response

from triage.casework.clock import Calendar, days_left
from triage.store import cases, outgoing, teams
from triage.store.queue import QueueRow, View, in_view
from triage.web import inbox_line, pages
from triage.web.access import Allowed, SignedIn
from triage.web.pages import calendar
from triage.web.stores import Reading
from triage.web.wording import LETTERS, counted, days_off, in_words, today

router = APIRouter()
Looker = Annotated[SignedIn, Depends(Allowed("officer", "approver", "viewer", "manager"))]
VIEWS = {
    "all": "All",
    "needs_me": "Needs me",
    "with_teams": "With teams",
    "for_approval": "For approval",
    "closed": "Answered",
}
SOON = 3  # working days


@router.get("/queue")
def queue(
    request: Request, _: Looker, store: Reading, view: str = "all", team: str = "", sort: str = "due"
) -> Response:
    """Open cases in one of five views, of one team or all, soonest due first unless asked otherwise."""
    now = today()
    chosen: View = next((each for each in get_args(View) if each == view), "all")
    rows = cases.queue(store, now, chosen, team)
    all_open = cases.queue(store, now) if chosen != "all" or team else rows
    return pages.render(
        request,
        "queue.html",
        "Queue",
        rows=[shown(row, now, calendar(request)) for row in in_order(rows, sort)],
        views=view_links(all_open, chosen, team),
        view=chosen,
        team=team,
        sort=sort,
        teams=[{"value": "", "text": "Any team"}, *({"value": t.slug, "text": t.name} for t in teams.teams(store))],
        today_line=today_line(all_open, now),
        next_due=next((row.due_on for row in all_open), None),
        inbox=inbox_line.mailboxes(store, datetime.now(UTC)),
    )


@router.get("/search")
def search(request: Request, _: Looker, store: Reading, q: str = "") -> Response:
    """Cases that hold all the words."""
    hits = cases.search(store, q[:200]) if q.strip() else []
    title = "Search" if not q.strip() else counted(len(hits), "case") + " found"
    return pages.render(request, "search.html", title, hits=hits, q=q[:200], now=today())


@router.get("/sent")
def sent(request: Request, _: Looker, store: Reading) -> Response:
    """Letters that were approved: on their way, sent, given up or unknown."""
    rows = outgoing.of_states(store, ("queued", "sending", "unknown", "failed", "sent"))
    return pages.render(request, "sent.html", "Sent letters", rows=rows)


def in_order(rows: list[QueueRow], sort: str) -> list[QueueRow]:
    """The rows as the store gives them (soonest due first) unless another order is asked for."""
    if sort == "reference":
        return sorted(rows, key=lambda row: row.reference)
    if sort == "questions":
        return sorted(rows, key=lambda row: -row.questions)
    return rows


def view_links(rows: list[QueueRow], chosen: View, team: str) -> list[tuple[str, str, bool]]:
    """The sub-navigation: address, text with the number of cases, whether it is the one shown."""
    links = []
    for view in get_args(View):
        number = "" if view == "closed" else f" {sum(in_view(row, view) for row in rows)}"
        links.append((f"/queue?view={view}" + (f"&team={team}" if team else ""), VIEWS[view] + number, view == chosen))
    return links


def today_line(rows: list[QueueRow], now: date) -> list[str]:
    """What the day brings, in a few counts."""
    due, late = sum(row.due_on == now for row in rows), sum(row.late for row in rows)
    approvals = sum(row.press.code == "approve_acknowledgement" for row in rows)
    parts = [f"{due} due today", f"{late} late", counted(approvals, "acknowledgement") + " to approve"]
    return [*parts, counted(len(rows), "open case")]


def shown(row: QueueRow, now: date, working: Calendar) -> dict[str, object]:
    """A row with the words and the address of the press it needs."""
    sentence, href = press(row)
    left = days_left(now, row.due_on, working)
    sign = "closed" if row.closed_on else "late" if row.late else "soon" if left <= SOON else "later"
    return {"row": row, "sign": sign, "off": days_off(left), "sentence": sentence, "href": href}


def press(row: QueueRow) -> tuple[str, str]:
    """What to do, and where."""
    case, draft = f"/cases/{row.reference}", f"/drafts/{row.press.draft_id}"
    first = row.press.questions[:1]
    names = ", ".join(f"Q{name}" for _, name in row.press.questions[:3]) + (
        " …" if len(row.press.questions) > 3 else ""
    )
    letter = LETTERS.get(row.press.letter, row.press.letter)
    return {
        "settle_unknown": (f"Say whether it was sent: {letter}", draft),
        "sending_failed": (f"Not sent, look why: {letter}", draft),
        "read_message": (f"Read a new message: {in_words(row.press.kind)}", f"/parked/{row.press.arrival_id}"),
        "confirm_asker": ("Confirm who asked, and when it reached us", f"{case}/dates#asker"),
        "confirm_recipient": ("Choose where the answer goes", f"{case}/letters"),
        "approve_acknowledgement": ("Approve the acknowledgement", draft),
        "choose_team": (f"Choose a team for {names}", f"{case}#question-{first[0][1] if first else ''}"),
        "approve_letter": (f"Approve: {letter}", draft),
        "sending": (f"Waits in the outbox: {letter}", draft),
        "write_letter": ("Write the answer", f"{case}/letters"),
        "with_teams": ("With " + (", ".join(row.teams[:2]) or "nobody"), case),
        "closed": ("Look at it", case),
    }.get(row.press.code, ("Look at it", case))
