"""What a person is told to do with a message that opens no case, and the date that runs meanwhile."""

import calendar as months
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from triage.casework.clock import Calendar, CalendarError, add_working_days, in_words
from triage.casework.request import Kind, Part
from triage.settings import Settings

FOIA_DAYS = 20
COMPLAINT_DAYS = 30  # DPA 2018 section 164A: acknowledged within 30 days, beginning when the complaint is received
OPEN_OR_PUT_AWAY = "Take it for a request, or put it away."
PROPOSED = {
    Kind.OWN_DATA: "Give it to whoever answers subject access requests, within one month. No FOI acknowledgement.",
    Kind.INTERNAL_REVIEW: "Give it to somebody who did not write the answer, with the case it is about.",
    Kind.CHASER: "Join it to the case it asks about. If there is none, a request may have been missed.",
    Kind.CLARIFICATION: "Join it to the case it answers: the time for that case may start anew.",
    Kind.NARROWED: "Join it to the case it changes and open a case for it: a changed request has its own clock.",
    Kind.WITHDRAWAL: "Join it to the case it withdraws, and close that case.",
    Kind.DATA_COMPLAINT: "Give it to the data protection officer: it must be acknowledged within 30 days.",
    Kind.RE_USE: "Give it to whoever licenses the re-use of information: it has 20 working days.",
    Kind.TRANSFER: "Take it for a request: our time runs from the day that it reached us, not from theirs.",
    Kind.OFFICIAL: "Show it to the head of information governance; take it for a request if it asks for records.",
    Kind.BUSINESS: "Answer it at once and in full, or take it for a request.",
    Kind.SERVICE: "Pass it to the service it is about, or take it for a request.",
    Kind.PITCH: "Put it away.",
    Kind.THANKS: "Put it away.",
    Kind.BOUNCE: "Find the letter that came back and check its address: that answer was not given.",
    Kind.AUTOMATIC: "Put it away, unless it holds a request.",
    Kind.OTHER: "Put it away, or take it for a request.",
    Kind.REQUEST: OPEN_OR_PUT_AWAY,
}
JOINED = {
    Kind.OWN_DATA: "It asks for the sender's own data: give it to whoever answers subject access requests.",
    Kind.INTERNAL_REVIEW: "It asks for an internal review: give it to somebody who did not write the answer.",
    Kind.CHASER: "It asks how far we are: tell them, and ask whether they complain about the delay.",
    Kind.CLARIFICATION: "It may be the clarification we asked for: the time for this case may start anew.",
    Kind.NARROWED: "It changes what was asked, with a clock of its own: open a new case, linked to this.",
    Kind.WITHDRAWAL: "It withdraws the request: close the case.",
    Kind.DATA_COMPLAINT: "It complains about personal data: give it to the data protection officer (30 days).",
    Kind.RE_USE: "It asks to re-use information: give it to whoever licenses that; it has 20 working days.",
    Kind.OFFICIAL: "It comes from somebody in office: show it to the head of information governance.",
    Kind.REQUEST: "It may hold a new request: read it, and open a case for it if so.",
}
PARTS = {  # what a part of another kind calls for, after "Part of this message … (“its words”): "
    Kind.REQUEST: ("may be a request", "take it for one if so."),
    Kind.OWN_DATA: (
        "asks for the sender's own data",
        "that part belongs to whoever answers subject access requests, within one month.",
    ),
    Kind.DATA_COMPLAINT: (
        "complains about personal data",
        "that part belongs to the data protection officer and must be acknowledged within 30 days.",
    ),
    Kind.INTERNAL_REVIEW: (
        "is unhappy with an earlier answer",
        "see whether that is to be reviewed, by somebody who did not write it.",
    ),
    Kind.CHASER: ("asks after an earlier request", "find that case and tell them."),
    Kind.WITHDRAWAL: ("withdraws something", "see what, and close that case."),
    Kind.RE_USE: (
        "asks to re-use information",
        "that part belongs to whoever licenses that, within 20 working days.",
    ),
    Kind.BUSINESS: ("can be answered at once", "answer it as ordinary business."),
    Kind.SERVICE: ("is about a service", "pass that part on."),
}
SHOWN = 90  # characters of a part


class Proposal(NamedTuple):
    """What to do, in a sentence or two, and by when it would have to be done; None where no time runs."""

    what: str
    possible_due_on: date | None = None


def parked(
    kind: Kind, received_on: date, settings: Settings, calendar: Calendar, of_parts: Sequence[str] = ()
) -> Proposal:
    """For a message that belongs to no case we know. `of_parts` is what its parts of other kinds call for."""
    due = possible_due(kind, received_on, settings, calendar)
    return Proposal(" ".join([_with_date(PROPOSED[kind], due), *of_parts]), due)


def of_parts(parts: Sequence[Part], text: str) -> Iterator[str]:
    """A sentence for each kind of which a part of a message is, with the first words of the part."""
    seen: set[Kind] = set()
    for part in parts:
        if part.kind in PARTS and part.kind not in seen:
            seen.add(part.kind)
            does, call = PARTS[part.kind]
            yield f"Part of this message {does} (“{_short(part.span.of(text))}”): {call}"


def joined(
    kind: Kind, received_on: date, settings: Settings, calendar: Calendar, of_parts: Sequence[str] = ()
) -> Proposal:
    """For a message that became part of a case; nothing for small talk with nothing else in it."""
    if kind not in JOINED:
        return Proposal(" ".join(of_parts))
    due = None if kind in (Kind.CHASER, Kind.WITHDRAWAL) else possible_due(kind, received_on, settings, calendar)
    return Proposal(" ".join([_with_date(JOINED[kind], due), *of_parts]), due)


def possible_due(kind: Kind, received_on: date, settings: Settings, calendar: Calendar) -> date | None:
    """By when it would have to be answered: 20 working days (FOIA section 10; re-use: SI 2015/1415 regulation 8), one
    month for own data (UK GDPR article 12(3)), the days we set for a review, 30 days to acknowledge a data protection
    complaint, the day of receipt counted. None for machines, and where the bank holidays are not known."""
    if kind in (Kind.BOUNCE, Kind.AUTOMATIC):
        return None
    if kind is Kind.OWN_DATA:
        return one_month_after(received_on)
    if kind is Kind.DATA_COMPLAINT:
        return received_on + timedelta(days=COMPLAINT_DAYS - 1)
    days = settings.authority.review_reply_days if kind is Kind.INTERNAL_REVIEW else FOIA_DAYS
    try:
        return add_working_days(received_on, days, calendar)
    except CalendarError:
        return None


def one_month_after(day: date) -> date:
    """The same day of the next month, or its last; a Saturday or Sunday rolls to the Monday. Bank holidays do not roll
    here: the earlier date is the safer one to show."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    due = date(year, month, min(day.day, months.monthrange(year, month)[1]))
    return due + timedelta(days=max(0, 7 - due.weekday()) if due.weekday() >= 5 else 0)


def _with_date(what: str, due: date | None) -> str:
    return f"{what} Possible due date: {in_words(due)}." if due else what


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= SHOWN else words[: SHOWN - 1].rsplit(" ", 1)[0] + " …"
