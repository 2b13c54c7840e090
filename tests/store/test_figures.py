"""The managers' figures."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from tests.store import made
from triage.casework import clock
from triage.store import cases, figures, work
from triage.store.database import key_of

CALENDAR = clock.calendar_for((), ())
QUARTER = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def _teams(store: Session) -> None:
    made.team(store)
    made.team(store, "housing")


def test_teams_hold_open_and_overdue_questions(store: Session) -> None:
    made.case(store, 1)
    made.case(store, 2, due=made.TODAY - timedelta(days=1))
    assert [(team.name, team.open, team.overdue) for team in figures.by_team(store, made.TODAY)] == [
        ("Highways", 2, 1),
        ("Housing", 0, 0),
    ]


def test_routing_counts_what_officers_did_with_the_bots_choice(store: Session) -> None:
    for uid, moves in ((1, ("", "")), (2, ("housing", "highways")), (3, ("", "housing"))):
        questions = cases.questions_of(store, key_of(made.case(store, uid).id))
        for question, team in zip(questions, moves, strict=True):
            if team:
                cases.move_question(store, key_of(question.id), team, "Jo Officer")
    assert figures.routing(store) == figures.RoutingFigures(kept=2, changed=1, chosen=2, waiting=1)
    assert figures.routing_by_team(store) == [("Highways", figures.RoutingFigures(kept=2, changed=1))]


def test_a_question_left_without_a_team_again_was_changed(store: Session) -> None:
    question = cases.questions_of(store, key_of(made.case(store).id))[0]
    cases.move_question(store, key_of(question.id), "", "Jo Officer")
    assert figures.routing(store) == figures.RoutingFigures(kept=0, changed=1, chosen=0, waiting=1)


def test_on_time_has_a_numerator_and_a_denominator(store: Session) -> None:
    early, late, old, open_late, _future = (
        made.case(store, n, due=due)
        for n, due in enumerate([made.DUE] * 3 + [made.TODAY - timedelta(days=1), made.DUE])
    )
    early.closed_on, late.closed_on, old.closed_on = made.DUE, made.DUE + timedelta(days=1), date(2026, 6, 1)
    early.state = late.state = old.state = "sent"
    store.flush()
    assert open_late.closed_on is None
    assert figures.on_time(store, made.TODAY, QUARTER) == figures.Ratio(1, 3)


def test_an_empty_store_has_figures_too(store: Session) -> None:
    found = figures.figures(store, made.TODAY, CALENDAR)
    assert (found.since, found.open_cases, found.on_time) == (QUARTER, 0, figures.Ratio(0, 0))
    assert (found.overdue, found.due_soon, found.mailboxes) == ((), (), {})


def test_due_soon_is_within_five_working_days(store: Session) -> None:
    for uid, due in ((1, made.TODAY), (2, date(2026, 12, 1)), (3, date(2026, 12, 2)), (4, date(2026, 11, 20))):
        made.case(store, uid, due=due)
    found = figures.figures(store, made.TODAY, CALENDAR)
    assert [case.due_on.isoformat() for case in found.due_soon] == [
        "2026-11-23",
        "2026-12-01",
    ]  # 30 November: St Andrew
    assert [case.due_on.isoformat() for case in found.overdue] == ["2026-11-20"]


def test_the_rows_for_the_command_line_hold_the_sums(store: Session) -> None:
    made.case(store)
    work.mailbox_read(store, "foi/INBOX", uidvalidity=7, listed=[1, 2])
    rows = figures.rows(store, made.TODAY, CALENDAR)
    assert ("messages case", "foi/INBOX", "1") in rows
    assert ("messages listed", "foi/INBOX", "2") in rows
    assert ("questions with a team (overdue)", "Highways", "1 (0)") in rows
