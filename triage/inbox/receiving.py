"""One kept message to its one fate: a new case, part of a case, a copy, parked, or unreadable.

Reading and understanding come first and hold no lock; then everything the message changes is one transaction, which
decides again what may have changed meanwhile. A message that breaks something stops no other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import structlog
from sqlmodel import Session

from triage.casework import clock, routing
from triage.casework.clock import Calendar, CalendarError
from triage.casework.regime import regime_for
from triage.casework.request import (
    ELSEWHERE,
    FORWARDED,
    FROM_COLLEAGUE,
    REQUEST_SITE,
    Kind,
    Question,
    Span,
    Understand,
    Understanding,
    is_request_site,
)
from triage.correspondence import acknowledge
from triage.inbox import forwarding, proposals
from triage.inbox.bounded import read_bounded
from triage.inbox.dated import date_in
from triage.inbox.forwarding import Forward, forward_of
from triage.inbox.headers import domain_of
from triage.inbox.joining import Place, can_be_answered, is_colleague, is_ourselves, place_of
from triage.inbox.line import Line
from triage.inbox.message import Message, Unreadable
from triage.inbox.proposals import Proposal
from triage.inbox.quoting import only_new_words
from triage.settings import Settings
from triage.store import arrivals, cases, database, teams
from triage.store.database import Engine
from triage.store.refusal import Refused
from triage.store.tables import Arrival, Case
from triage.store.tables import Message as Stored

log = structlog.get_logger()
FIRST_YEAR = 2005
LONGEST_QUOTE = 120  # characters of an ask, in a proposal
LOOK = "Its bytes were kept: open the original, then take it for a request or put it away."


@dataclass(frozen=True)
class Desk:
    """What it takes to take messages in."""

    engine: Engine
    settings: Settings
    understand: Understand
    calendar: Calendar = field(init=False)

    def __post_init__(self) -> None:
        days = self.settings.calendar
        object.__setattr__(self, "calendar", clock.calendar_for(days.add, days.remove))


class _Read(NamedTuple):
    """What a message turned out to be: its parts, what a colleague forwards in it, and what its words say."""

    message: Message | Unreadable
    forward: Forward | None
    understanding: Understanding


class _Judged(NamedTuple):
    """A fate that is no new case."""

    fate: str
    kind: str = ""
    reason: str = ""
    proposal: Proposal = Proposal("")
    case: Case | None = None


def receive(desk: Desk, arrival_id: int) -> Line | None:
    """Give a kept message its fate, in one transaction. None where somebody else was faster.

    Raises what `database.cannot_be_used` knows when the database fails; the message stays pending then. Whatever else
    goes wrong makes this one message unreadable, with the reason, and stops no other.
    """
    try:
        return _receive(desk, arrival_id)
    except Refused:
        return None
    except Exception as error:
        if database.cannot_be_used(error):
            raise
        log.exception("message could not be taken in", arrival=arrival_id)
        return _give_up(desk, arrival_id, f"It could not be taken in ({type(error).__name__}).")


def received_on(arrival: Arrival) -> tuple[date, str]:
    """The London date of receipt by the server, and a sentence where the server's date cannot be meant: then the day
    the message was kept counts."""
    said = arrival.received_at
    if said.year < FIRST_YEAR or said > arrival.kept_at + timedelta(days=1):
        note = f"The mail server dates its arrival {said:%Y-%m-%d}, which cannot be; the day it was fetched counts."
        return clock.receipt_date(arrival.kept_at), note
    return clock.receipt_date(said), ""


def _receive(desk: Desk, arrival_id: int) -> Line:
    with database.reading(desk.engine) as store:
        arrival, stored = arrivals.opened(store, arrival_id)
        raw, forced = stored.raw, bool(arrival.forced_kind)
    message = read_bounded(raw, desk.settings.reading)
    forward = forward_of(message, desk.settings) if isinstance(message, Message) else None
    read = _Read(message, forward, _understood(desk, message, forward, forced))
    with database.session(desk.engine) as store:
        return _decide(desk, store, arrival_id, read)


def _understood(desk: Desk, message: Message | Unreadable, forward: Forward | None, forced: bool) -> Understanding:
    """What its text says. What points at a case is judged by its new words, unless a person took it for a request;
    what a colleague forwards, by the words inside."""
    if isinstance(message, Unreadable) or not message.text.strip():
        return Understanding(Kind.OTHER, "It has no text.")
    with database.reading(desk.engine) as store:
        joins = not forced and place_of(store, message, desk.settings) is not None
    if forward and not (joins and forwarding.is_answer(message)):
        text = only_new_words(forward.text) if joins else forward.text
        found = desk.understand(text, message.subject, forward.person.domain or domain_of(message.sender_address))
        return replace(found, apart=(Span(0, forward.start), *found.apart)) if forward.start else found
    text = only_new_words(message.text) if joins else message.text
    return desk.understand(text, message.subject, domain_of(message.sender_address))


def _decide(desk: Desk, store: Session, arrival_id: int, read: _Read) -> Line:
    arrival, stored = arrivals.claimed(store, arrival_id)
    message, understanding = read.message, read.understanding
    if isinstance(message, Message):
        _keep_what_was_read(store, stored, message, read.forward)
    earlier = arrivals.earlier_message(store, arrival)
    if earlier and earlier.how == "copy":
        return _settled(store, arrival, stored, _copy(earlier))
    if isinstance(message, Unreadable):
        return _settled(store, arrival, stored, _unreadable(desk, arrival, message.reason))
    double = _double(earlier) if earlier else ""
    place = None if arrival.forced_kind else place_of(store, message, desk.settings)
    judged = None if arrival.forced_kind else _judge(desk, arrival, message, understanding, place)
    if judged:
        return _settled(store, arrival, stored, judged._replace(reason=f"{judged.reason} {double}".strip()))
    flags = _flags(desk, arrival, message, read.forward, place, double)
    return _open(desk, store, arrival, stored, read, [*flags, *proposals.of_parts(understanding.parts, message.text)])


def _keep_what_was_read(store: Session, stored: Stored, message: Message, forward: Forward | None) -> None:
    """Where a colleague forwards a message, whoever wrote it stands as Reply-To: the officer is asked where the answer
    goes."""
    arrivals.read_message(
        store,
        stored,
        message_id=message.message_id,
        references=message.thread,
        sender_name=message.sender_name,
        sender_address=message.sender_address,
        reply_to=(forward.person.address if forward else "") or message.reply_to,
        subject=message.subject,
        text=message.text,
        notes=message.notes,
    )


def _judge(
    desk: Desk, arrival: Arrival, message: Message, understanding: Understanding, place: Place | None
) -> _Judged | None:
    """The fate of a message that opens no case; None for one that does."""
    machine = message.machine_made
    if is_ourselves(message.sender_address, desk.settings):
        machine = machine or "It comes from our own address."
    if machine:
        return _machine(desk, arrival, message, understanding, place, machine)
    parts = list(proposals.of_parts(understanding.parts, message.text))
    if place:
        return _of_case(desk, arrival, understanding, place, parts)
    reason = _why_no_case(message, understanding)
    judged = _parked(desk, arrival, understanding.kind, reason, parts) if reason else None
    return _that_may_ask(desk, arrival, judged, understanding, message.text) if judged else None


def _that_may_ask(desk: Desk, arrival: Arrival, judged: _Judged, understanding: Understanding, text: str) -> _Judged:
    """A message that is parked as something else but has words that may ask: these are named, with FOI's date."""
    places = [*(question.spans[0] for question in understanding.questions), *understanding.left_out]
    if understanding.kind in (Kind.REQUEST, Kind.OWN_DATA) or not places:
        return judged
    words = " ".join(min(places).of(text).split())
    asks = words if len(words) <= LONGEST_QUOTE else words[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    due = proposals.possible_due(Kind.REQUEST, received_on(arrival)[0], desk.settings, desk.calendar)
    what = f"It may hold a request: “{asks}”. {judged.proposal.what}"
    if due and judged.proposal.possible_due_on is None:
        what = f"{what} If it is a request, it is due by {clock.in_words(due)}."
    first = min(filter(None, (due, judged.proposal.possible_due_on)), default=None)
    return judged._replace(proposal=Proposal(what, first))


def _machine(
    desk: Desk, arrival: Arrival, message: Message, understanding: Understanding, place: Place | None, reason: str
) -> _Judged:
    """Parked, whatever it is; with a date and a word where it seems to hold a request, or answers a case of ours."""
    kind = Kind.BOUNCE if message.machine_kind == "bounce" else Kind.AUTOMATIC
    holds = kind is Kind.AUTOMATIC and understanding.kind is Kind.REQUEST and understanding.questions and not place
    if holds:
        judged = _parked(desk, arrival, Kind.REQUEST, reason)
        what = f"It seems to hold a request ({_questions(understanding)}). {judged.proposal.what}"
        return judged._replace(kind=kind.value, proposal=judged.proposal._replace(what=what))
    judged = _parked(desk, arrival, kind, reason)
    about = f"It seems to be about {place.case.reference}. " if place else ""
    return judged._replace(proposal=judged.proposal._replace(what=about + judged.proposal.what))


def _of_case(
    desk: Desk, arrival: Arrival, understanding: Understanding, place: Place, parts: Sequence[str]
) -> _Judged | None:
    """Part of the case where its sender has a part in it; else a person decides. None: a request that only names it."""
    on, kind = received_on(arrival)[0], understanding.kind
    if place.party:
        proposal = proposals.joined(kind, on, desk.settings, desk.calendar, parts)
        return _Judged("joined", kind.value, _joined_by(place), proposal, place.case)
    if place.by == "reference" and kind is Kind.REQUEST and understanding.questions:
        return None
    judged = _parked(desk, arrival, kind, f"{_joined_by(place)} Its sender has no part in that case.", parts)
    what = f"Join it to {place.case.reference} if it belongs there. {judged.proposal.what}"
    return judged._replace(proposal=judged.proposal._replace(what=what))


def _why_no_case(message: Message, understanding: Understanding) -> str:
    """Why a message of a person that belongs to no case does not open one; "" where it does."""
    if not message.text.strip():
        return "No text could be read in it."
    if understanding.kind is not Kind.REQUEST:
        return understanding.kind_why or "It is not a request."
    if not understanding.questions:
        return "It looks like a request, but no question was found in it."
    if not can_be_answered(message.sender_address) and not can_be_answered(message.reply_to):
        return "It names no address that could be answered; there may be one in its text."
    return ""


def _parked(desk: Desk, arrival: Arrival, kind: Kind, reason: str, parts: Sequence[str] = ()) -> _Judged:
    on, note = received_on(arrival)
    proposal = proposals.parked(kind, on, desk.settings, desk.calendar, parts)
    return _Judged("parked", kind.value, f"{reason} {note}".strip(), proposal)


def _unreadable(desk: Desk, arrival: Arrival, reason: str) -> _Judged:
    due = proposals.possible_due(Kind.REQUEST, received_on(arrival)[0], desk.settings, desk.calendar)
    return _Judged("unreadable", "", reason, Proposal(LOOK, due))


def _copy(earlier: arrivals.Earlier) -> _Judged:
    where = f"It is part of {earlier.case.reference}." if earlier.case else f"That one is {earlier.arrival.fate}."
    return _Judged("copy", earlier.arrival.kind, f"The same message came before. {where}", case=earlier.case)


def _double(earlier: arrivals.Earlier) -> str:
    where = f" ({earlier.case.reference})" if earlier.case else ""
    return f"Another message{where} bears the same Message-ID with other content; both were kept."


def _joined_by(place: Place) -> str:
    how = {"thread": "It answers a message of", "address": "It comes from the address of", "reference": "It names"}
    return f"{how[place.by]} {place.case.reference}."


def _settled(store: Session, arrival: Arrival, stored: Stored, judged: _Judged) -> Line:
    case = judged.case
    arrivals.settle(
        store,
        arrival,
        fate=judged.fate,
        reason=judged.reason,
        kind=judged.kind,
        proposal=judged.proposal.what,
        possible_due_on=judged.proposal.possible_due_on,
        case_id=case.id if case else None,
    )
    line = _line(arrival, stored, judged.fate, judged.kind)
    return replace(
        line, reference=case.reference if case else "", due=judged.proposal.possible_due_on, reason=judged.reason
    )


def _open(
    desk: Desk,
    store: Session,
    arrival: Arrival,
    stored: Stored,
    read: _Read,
    flags: list[str],
) -> Line:
    """The case with its questions, teams, due date and drafted acknowledgement, and the arrival's fate."""
    on = received_on(arrival)[0]
    try:
        due = clock.due_date(on, desk.calendar)
    except CalendarError as error:
        return _settled(store, arrival, stored, _unreadable(desk, arrival, f"No due date can be given: {error}."))
    understanding, forward = read.understanding, read.forward
    if arrival.forced_kind:
        understanding = _as_request(understanding, forward.start if forward else 0, len(stored.text))
    decisions = _decisions(desk, store, understanding.questions)
    case = cases.open_case(
        store,
        arrival=arrival,
        message=stored,
        understanding=understanding,
        decisions=decisions,
        due=due,
        received_on=on,
        reference_pattern=desk.settings.authority.reference_pattern,
        regime=regime_for("general", desk.settings.authority.nation).value,
        flags=flags,
        answer_to="" if forward else _answer_to(stored),
        requester_name=forward.person.name if forward else None,
        written_on=date_in(forward.dated) if forward else None,
    )
    lacking = acknowledge(store, desk.settings, case, stored, clock.receipt_date(datetime.now(UTC)))
    if lacking:
        case.flags = [*case.flags, lacking]
        store.add(case)
    arrivals.settle(
        store, arrival, fate="case", kind=Kind.REQUEST.value, reason=understanding.kind_why, case_id=case.id
    )
    line = _line(arrival, stored, "case", Kind.REQUEST.value)
    routed = tuple(decision.team for decision in decisions)
    asked, why = len(understanding.questions), understanding.kind_why
    return replace(line, reference=case.reference, questions=asked, due=due.due_on, teams=routed, reason=why)


def _as_request(understanding: Understanding, start: int, end: int) -> Understanding:
    """A person has said that it is a request. Where no question was found, all of the requester's text is one."""
    whole = (Question("", (Span(start, end),)),) if end > start else ()
    why = "A person took it for a request."
    return replace(understanding, kind=Kind.REQUEST, kind_why=why, questions=understanding.questions or whole)


def _decisions(desk: Desk, store: Session, questions: Sequence[Question]) -> list[routing.Decision]:
    topics = teams.topics_of_teams(store)
    return [routing.decide(question.topics, topics, desk.settings.reading.sure_enough) for question in questions]


def _answer_to(stored: Stored) -> str:
    """Where the answer may go without asking; "" where an officer must say."""
    address = cases.answer_address(stored)
    return address if can_be_answered(address) else ""


def _flags(
    desk: Desk, arrival: Arrival, message: Message, forward: Forward | None, place: Place | None, double: str
) -> list[str]:
    """What the officer must see on the new case."""
    flags = [REQUEST_SITE] if is_request_site(message.sender_address) else []
    if forward:
        flags.append(FORWARDED + forwarding.told(message, forward))
    elif is_colleague(message.sender_address, desk.settings):
        asked = "A colleague sent this. Find out who asked, and when it first reached us."
        flags.append(f"{FROM_COLLEAGUE}{asked} {forwarding.CLOCK}")
    elif message.reply_to and domain_of(message.reply_to) != domain_of(message.sender_address):
        flags.append(
            f"{ELSEWHERE}Answers are asked to {message.reply_to}, which is another domain: confirm where the answer "
            "goes."
        )
    if place:
        flags.append(f"It names {place.case.reference}, a case of somebody else: see whether they belong together.")
    return [*flags, *filter(None, [double, received_on(arrival)[1]])]


def _questions(understanding: Understanding) -> str:
    number = len(understanding.questions)
    return f"{number} question{'s' * (number != 1)}"


def _line(arrival: Arrival, stored: Stored, became: str, kind: str) -> Line:
    file = arrival.source if arrival.mailbox == arrivals.IMPORT else None
    return Line(became, message_id=stored.message_id, file=file, kind=kind, subject=stored.subject)


def _give_up(desk: Desk, arrival_id: int, reason: str) -> Line | None:
    """Mark a message that broke something as unreadable, in a transaction of its own."""
    try:
        with database.session(desk.engine) as store:
            arrival, stored = arrivals.opened(store, arrival_id)
            return _settled(store, arrival, stored, _unreadable(desk, arrival, reason))
    except Refused:
        return None
