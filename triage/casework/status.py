"""The states of a case, how it moves from one to another, and the words people see: one table each.

Parked, joined and archived messages are arrivals and never become cases, so they have no state here.
"""

from enum import StrEnum


class State(StrEnum):
    RECEIVED = "received"
    WITH_TEAMS = "with_teams"
    ANSWERED = "answered"
    FOR_APPROVAL = "for_approval"
    SENT = "sent"
    CLOSED = "closed"


class Event(StrEnum):
    ROUTED = "routed"
    UNROUTED = "unrouted"
    ANSWERED = "answered"
    ANSWER_WITHDRAWN = "answer_withdrawn"
    DRAFTED = "drafted"
    DRAFT_WITHDRAWN = "draft_withdrawn"
    SENT = "sent"
    CLOSED = "closed"


class Role(StrEnum):
    """What a person may do; a person may hold several. The pages declare which of them each route needs."""

    VIEWER = "viewer"
    TEAM = "team"
    OFFICER = "officer"
    APPROVER = "approver"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


class Refused(Exception):
    """The move is not allowed; the text is the sentence to show."""


OVER = frozenset({State.SENT, State.CLOSED})

MOVES: dict[tuple[State, Event], State] = {
    (State.RECEIVED, Event.ROUTED): State.WITH_TEAMS,
    (State.WITH_TEAMS, Event.UNROUTED): State.RECEIVED,
    (State.RECEIVED, Event.ANSWERED): State.ANSWERED,
    (State.WITH_TEAMS, Event.ANSWERED): State.ANSWERED,
    (State.ANSWERED, Event.ANSWER_WITHDRAWN): State.WITH_TEAMS,
    (State.ANSWERED, Event.DRAFTED): State.FOR_APPROVAL,
    (State.FOR_APPROVAL, Event.DRAFT_WITHDRAWN): State.ANSWERED,
    (State.FOR_APPROVAL, Event.ANSWER_WITHDRAWN): State.WITH_TEAMS,
    (State.ANSWERED, Event.SENT): State.SENT,
    (State.FOR_APPROVAL, Event.SENT): State.SENT,
    (State.RECEIVED, Event.CLOSED): State.CLOSED,
    (State.WITH_TEAMS, Event.CLOSED): State.CLOSED,
    (State.ANSWERED, Event.CLOSED): State.CLOSED,
    (State.FOR_APPROVAL, Event.CLOSED): State.CLOSED,
    (State.SENT, Event.CLOSED): State.CLOSED,
}

STATES: dict[State, str] = {
    State.RECEIVED: "A question needs a team",
    State.WITH_TEAMS: "With teams",
    State.ANSWERED: "Every question has evidence",
    State.FOR_APPROVAL: "For approval",
    State.SENT: "Answered and sent",
    State.CLOSED: "Closed",
}

_DEEDS: dict[Event, str] = {
    Event.ROUTED: "hand it to teams",
    Event.UNROUTED: "take it back from a team",
    Event.ANSWERED: "record its answers as complete",
    Event.ANSWER_WITHDRAWN: "take an answer back",
    Event.DRAFTED: "put its reply up for approval",
    Event.DRAFT_WITHDRAWN: "withdraw its reply",
    Event.SENT: "record its reply as sent",
    Event.CLOSED: "close it",
}


def move(state: State, event: Event) -> State:
    """The state after an event. Raises Refused with the sentence to show."""
    after = MOVES.get((state, event))
    if after is None:
        raise Refused(f"The case stands at “{STATES[state]}”, so you cannot {_DEEDS[event]} now. Nothing was changed.")
    return after
