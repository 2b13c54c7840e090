"""The states of a case, who may move it on, and the sentence people see: one table.

Parked, joined and archived messages are arrivals and never become cases, so they have no state here.
"""

from collections.abc import Collection
from dataclasses import dataclass
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
    """What a person may do; "bot" is the program itself. A person may hold several."""

    BOT = "bot"
    VIEWER = "viewer"
    TEAM = "team"
    OFFICER = "officer"
    APPROVER = "approver"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


class Refused(Exception):
    """The move is not allowed; the text is the sentence to show."""


@dataclass(frozen=True)
class Move:
    to: State
    roles: frozenset[Role]


OVER = frozenset({State.SENT, State.CLOSED})
_ROUTERS = frozenset({Role.BOT, Role.OFFICER, Role.TEAM})
_ANSWERERS = frozenset({Role.OFFICER, Role.TEAM})
_DRAFTERS = frozenset({Role.BOT, Role.OFFICER})
_APPROVERS = frozenset({Role.OFFICER, Role.APPROVER})
_OFFICERS = frozenset({Role.OFFICER})

# Sending is the program's deed after a person's approval of the exact letter, so the bot holds that move alone.
MOVES: dict[tuple[State, Event], Move] = {
    (State.RECEIVED, Event.ROUTED): Move(State.WITH_TEAMS, _ROUTERS),
    (State.WITH_TEAMS, Event.UNROUTED): Move(State.RECEIVED, _ANSWERERS),
    (State.RECEIVED, Event.ANSWERED): Move(State.ANSWERED, _ANSWERERS),
    (State.WITH_TEAMS, Event.ANSWERED): Move(State.ANSWERED, _ANSWERERS),
    (State.ANSWERED, Event.ANSWER_WITHDRAWN): Move(State.WITH_TEAMS, _ANSWERERS),
    (State.ANSWERED, Event.DRAFTED): Move(State.FOR_APPROVAL, _DRAFTERS),
    (State.FOR_APPROVAL, Event.DRAFT_WITHDRAWN): Move(State.ANSWERED, _APPROVERS),
    (State.FOR_APPROVAL, Event.ANSWER_WITHDRAWN): Move(State.WITH_TEAMS, _ANSWERERS),
    (State.ANSWERED, Event.SENT): Move(State.SENT, frozenset({Role.BOT})),
    (State.FOR_APPROVAL, Event.SENT): Move(State.SENT, frozenset({Role.BOT})),
    (State.SENT, Event.CLOSED): Move(State.CLOSED, _OFFICERS),
    (State.RECEIVED, Event.CLOSED): Move(State.CLOSED, _OFFICERS),
    (State.WITH_TEAMS, Event.CLOSED): Move(State.CLOSED, _OFFICERS),
    (State.ANSWERED, Event.CLOSED): Move(State.CLOSED, _OFFICERS),
}

NAMES: dict[State, str] = {
    State.RECEIVED: "Needs you",
    State.WITH_TEAMS: "With teams",
    State.ANSWERED: "Answered",
    State.FOR_APPROVAL: "For approval",
    State.SENT: "Sent",
    State.CLOSED: "Closed",
}

SENTENCES: dict[State, str] = {
    State.RECEIVED: "Received. At least one question still needs a team: choose one.",
    State.WITH_TEAMS: "With the teams. Every question has a team, and at least one has no answer yet.",
    State.ANSWERED: "Every question has its evidence. Write the reply.",
    State.FOR_APPROVAL: "The reply is written. Read it and approve it, or change it.",
    State.SENT: "Answered. The approved reply was sent.",
    State.CLOSED: "Closed. Nothing more is to be done.",
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


def move(state: State, event: Event, roles: Collection[Role | str]) -> State:
    """The state after an event, for somebody with these roles. Raises Refused with the sentence to show."""
    found = MOVES.get((state, event))
    if found is None:
        raise Refused(f"The case is {_lower(NAMES[state])}, so you cannot {_DEEDS[event]} now. Nothing was changed.")
    if not found.roles & {Role(role) for role in roles}:
        allowed = " or ".join(sorted(role.value for role in found.roles))
        raise Refused(f"To {_DEEDS[event]} needs the role {allowed}. Nothing was changed.")
    return found.to


def events_for(state: State, roles: Collection[Role | str]) -> tuple[Event, ...]:
    """What somebody with these roles may do with a case in this state."""
    held = {Role(role) for role in roles}
    return tuple(event for (before, event), found in MOVES.items() if before == state and found.roles & held)


def _lower(name: str) -> str:
    return "not with teams yet" if name == NAMES[State.RECEIVED] else name.lower()
