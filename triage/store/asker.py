"""Who asked and when the authority had it, as a person confirms it, above all where a colleague forwards it."""

from datetime import date
from typing import Any

from sqlmodel import Session

from triage.casework.clock import FIRST_YEAR, Calendar, due_date, in_words, receipt_date
from triage.store import audit
from triage.store.progress import OVER, locked_case
from triage.store.refusal import Refused
from triage.store.tables import Case
from triage.store.text import storable


def confirm(
    session: Session, case_id: int, *, name: str, received_on: date, calendar: Calendar, by: str, today: date
) -> Case:
    """Put on record who asked and the date of receipt by the authority; the due date is counted again from it (FOIA
    section 10(1) runs from receipt by the authority, whichever of its people had it first).

    `today` is the London date. Letters that tell of it are the caller's to follow. Raises Refused when the case is
    over, for a day still to come or before 2005, and for one after the request had reached the mailbox.
    """
    case = locked_case(session, case_id)
    if case.state in OVER:
        raise Refused(f"{case.reference} has been answered. Nothing was changed.")
    _refuse_day(received_on, receipt_date(case.received_at), today)
    before = _facts(case)
    due = due_date(received_on, calendar)
    case.requester_name, case.asker_confirmed_by = storable(" ".join(name.split())), by
    if received_on != case.received_on:
        case.received_on, case.due_on, case.calendar_version = received_on, due.due_on, due.calendar_version
    session.add(case)
    chain = audit.chain_of_case(case.id)
    audit.record(session, chain, by, "who asked and when confirmed", case.reference, before, _facts(case))
    return case


def _refuse_day(received_on: date, reached: date, today: date) -> None:
    if received_on > today:
        raise Refused("The day it reached us is still to come. Give the day somebody here first had it.")
    if received_on.year < FIRST_YEAR:
        raise Refused("The right of access began on 1 January 2005. Give the day somebody here first had it.")
    if reached.year >= FIRST_YEAR and reached < received_on:
        raise Refused(
            f"It reached our mailbox on {in_words(reached)}, so it cannot have reached us later. Give that day, or "
            "the earlier one on which somebody here had it."
        )


def _facts(case: Case) -> dict[str, Any]:
    return {"requester_name": case.requester_name, "received_on": case.received_on, "due_on": case.due_on}
