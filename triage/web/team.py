"""What a team contact sees: their questions word for word, and by when. Never who asked."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from triage.casework.clock import days_left
from triage.store import cases
from triage.web import pages
from triage.web.access import Allowed, SignedIn
from triage.web.stores import Reading
from triage.web.wording import days_off, today

COVER = "[covered]"
ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+\w")

router = APIRouter()
Contact = Annotated[SignedIn, Depends(Allowed("team"))]


@router.get("/team")
def team(request: Request, person: Contact, store: Reading) -> Response:
    """The open questions of the person's own team, soonest due first."""
    working, now = pages.calendar(request), today()
    rows = [
        {
            "question": each,
            "stem": covered(each.stem_text, _asker(store, each.reference)),
            "words": covered(each.own_text, _asker(store, each.reference)),
            "off": days_off(days_left(now, each.due_on, working)),
            "late": each.due_on < now,
        }
        for each in cases.team_questions(store, person.team)
    ]
    return pages.render(request, "team.html", "Questions for your team", rows=rows)


def covered(text: str, name: str) -> str:
    """The text with the requester's full name and every e-mail address covered; the original stays as it is."""
    words = [re.escape(word) for word in name.split()]
    if len("".join(words)) > 2:
        text = re.sub(r"\b" + r"\s+".join(words) + r"\b", COVER, text, flags=re.IGNORECASE)
    return ADDRESS.sub(COVER, text)


def _asker(store: Session, reference: str) -> str:
    case = cases.by_reference(store, reference)
    return case.requester_name if case else ""
