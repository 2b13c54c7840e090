"""What a team contact sees: their questions word for word, and by when. Never who asked."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from triage.casework.clock import days_left
from triage.store import cases
from triage.web import pages
from triage.web.access import Allowed, SignedIn
from triage.web.stores import Reading
from triage.web.wording import days_off, today

router = APIRouter()
Contact = Annotated[SignedIn, Depends(Allowed("team"))]


@router.get("/team")
def team(request: Request, person: Contact, store: Reading) -> Response:
    """The open questions of the person's own team, soonest due first."""
    working, now = pages.calendar(request), today()
    rows = [
        {"question": each, "off": days_off(days_left(now, each.due_on, working)), "late": each.due_on < now}
        for each in cases.team_questions(store, person.team)
    ]
    return pages.render(request, "team.html", "Questions for your team", rows=rows)
