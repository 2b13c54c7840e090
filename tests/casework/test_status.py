"""The table of moves: what it allows, whom it allows it, and what it says when it does not."""

import pytest

from triage.casework.status import MOVES, NAMES, SENTENCES, Event, Refused, Role, State, events_for, move


def test_every_state_has_a_name_and_a_sentence() -> None:
    assert set(NAMES) == set(SENTENCES) == set(State)


def test_every_state_can_be_reached_and_only_closed_is_the_end() -> None:
    assert {found.to for found in MOVES.values()} == set(State)
    assert set(State) - {state for state, _ in MOVES} == {State.CLOSED}


def test_a_case_goes_from_receipt_to_sent() -> None:
    state = State.RECEIVED
    for event, role in [
        (Event.ROUTED, Role.BOT),
        (Event.ANSWERED, Role.TEAM),
        (Event.DRAFTED, Role.BOT),
        (Event.SENT, Role.BOT),
    ]:
        state = move(state, event, [role])
    assert state == State.SENT


def test_the_bot_alone_cannot_answer_or_close() -> None:
    allowed = {event for state in State for event in events_for(state, [Role.BOT])}
    assert allowed == {Event.ROUTED, Event.DRAFTED, Event.SENT}


def test_only_the_program_says_that_a_letter_was_sent() -> None:
    people = [role for role in Role if role is not Role.BOT]
    assert all(Event.SENT not in events_for(state, people) for state in State)


def test_a_viewer_may_do_nothing() -> None:
    assert [events_for(state, ["viewer"]) for state in State] == [()] * len(State)


def test_a_move_not_in_the_table_is_refused() -> None:
    with pytest.raises(
        Refused, match=r"^The case is sent, so you cannot hand it to teams now\."
    ):
        move(State.SENT, Event.ROUTED, [Role.OFFICER])


def test_a_role_that_may_not_is_told_which_one_may() -> None:
    with pytest.raises(Refused, match=r"^To close it needs the role officer\. Nothing was changed\.$"):
        move(State.RECEIVED, Event.CLOSED, ["viewer", "manager"])
