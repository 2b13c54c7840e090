"""The table of moves: what it allows, and what it says when it does not."""

import pytest

from triage.casework.status import MOVES, OVER, STATES, Event, Refused, State, move


def test_every_state_has_words_for_people() -> None:
    assert set(STATES) == set(State)


def test_every_state_can_be_reached_and_only_closed_is_the_end() -> None:
    assert set(MOVES.values()) | {State.RECEIVED} == set(State)
    assert set(State) - {state for state, _ in MOVES} == {State.CLOSED}


def test_a_case_goes_from_receipt_to_sent() -> None:
    state = State.RECEIVED
    for event in (Event.ROUTED, Event.ANSWERED, Event.DRAFTED, Event.SENT):
        state = move(state, event)
    assert state == State.SENT


@pytest.mark.parametrize("state", sorted(set(State) - {State.CLOSED}))
def test_a_case_can_be_closed_wherever_it_stands(state: State) -> None:
    assert move(state, Event.CLOSED) == State.CLOSED


def test_what_is_over_only_closes() -> None:
    assert {event for state, event in MOVES if state in OVER} == {Event.CLOSED}


def test_a_move_not_in_the_table_is_refused() -> None:
    with pytest.raises(Refused, match=r"^The case stands at “Answered and sent”, so you cannot hand it to teams now\."):
        move(State.SENT, Event.ROUTED)
