"""Officers change how a request is read: each act on the record, taken back one by one, seen nowhere else."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, col, select

from tests.store import made, workers
from tests.store.processes import at_once
from triage.casework import reading as acts
from triage.casework.clock import calendar_for
from triage.casework.request import Span
from triage.store import audit, cases, drafts, evidence, figures, reading, teams
from triage.store.database import WITH_DROPPED, key_of
from triage.store.refusal import Refused
from triage.store.tables import AuditEntry, Case, Question, ReadingAct

BY = "Jo Officer"


@pytest.fixture
def case(store: Session) -> Case:
    made.team(store)
    made.team(store, "housing")
    return made.case(store)


def mark(store: Session, case: Case) -> str:
    return acts.mark(reading.reading_of(store, case))


def ids(store: Session, case: Case) -> list[int]:
    return [key_of(question.id) for question in cases.questions_of(store, key_of(case.id))]


def words(store: Session, case: Case) -> list[str]:
    return [view.own_text for view in cases.case_page(store, case.reference).questions]


def do(store: Session, case: Case, act: str, *values: Any) -> int:
    """An act on what the case is now."""
    done: Callable[..., int] = getattr(reading, act)
    return done(store, key_of(case.id), *values, by=BY, seen=mark(store, case))


def place(words: str) -> int:
    return made.TEXT.index(words)


def test_merged_questions_are_one_and_the_row_stays_out_of_sight(store: Session, case: Case) -> None:
    first, second = ids(store, case)
    assert do(store, case, "merge", second) == first
    assert words(store, case) == ["How many potholes were mended? 2. What did each cost?"]
    row = store.exec(select(Question).where(Question.id == second).execution_options(**WITH_DROPPED)).one()
    assert (row.position, row.dropped_by, row.dropped_why) == (-second, BY, acts.MERGED)


def test_a_split_off_question_stays_with_the_team_and_says_who_split_it(store: Session, case: Case) -> None:
    made_id = do(store, case, "split", ids(store, case)[0], place("were mended"))
    assert words(store, case) == ["How many potholes", "were mended?", "What did each cost?"]
    question = cases.questions_of(store, key_of(case.id))[1]
    assert (question.id, question.team, question.routed_by, question.added_by) == (made_id, "highways", BY, BY)
    assert question.routed_why == "Jo Officer split it from question 1; it stays with that one's team."
    assert cases.questions_of(store, key_of(case.id))[2].depends_on[0]["on"] == 0


def test_a_question_set_aside_is_seen_nowhere_and_comes_back_with_its_links(store: Session, case: Case) -> None:
    first, second = ids(store, case)
    assert do(store, case, "drop", first, "A heading") == second
    assert [question.depends_on for question in cases.questions_of(store, key_of(case.id))] == [[]]
    do(store, case, "restore", first)
    assert [link["on"] for link in cases.questions_of(store, key_of(case.id))[1].depends_on] == [0]


def test_an_added_question_waits_for_a_person_to_choose_its_team(store: Session, case: Case) -> None:
    cases.move_question(store, ids(store, case)[1], "housing", BY)
    assert case.state == "with_teams"
    start = place("Yours")
    do(store, case, "add", Span(start, start + 5))
    added = cases.questions_of(store, key_of(case.id))[-1]
    assert (added.team, added.added_by, case.state) == ("", BY, "received")
    assert "a person must choose the team" in added.routed_why


def test_a_folded_question_is_still_one(store: Session, case: Case) -> None:
    first, second = ids(store, case)
    do(store, case, "fold", second, first)
    question = cases.questions_of(store, key_of(case.id))[1]
    assert (question.repeats_of, question.folded_by) == (0, BY)
    do(store, case, "unfold", second)
    assert question.folded_by == ""


def snapshot(store: Session, case: Case) -> list[dict[str, Any]]:
    return acts.as_rows(reading.reading_of(store, case))


def test_acts_are_taken_back_one_by_one(store: Session, case: Case) -> None:
    first, second = ids(store, case)
    seen = [snapshot(store, case)]
    for act in (("split", first, place("were mended")), ("merge", second), ("drop", first, "A heading")):
        do(store, case, *act)
        seen.append(snapshot(store, case))
    for expected in reversed(seen[:-1]):
        do(store, case, "undo")
        assert snapshot(store, case) == expected
    assert [question.team for question in cases.questions_of(store, key_of(case.id))] == ["highways", ""]
    with pytest.raises(Refused, match="nothing to take back"):
        do(store, case, "undo")


def test_a_move_to_a_team_is_taken_back_before_what_was_done_earlier(store: Session, case: Case) -> None:
    first, second = ids(store, case)
    do(store, case, "merge", second)
    reading.move(store, first, "housing", "Sam Other", "highways")
    assert do(store, case, "undo") == first
    moved = cases.questions_of(store, key_of(case.id))
    assert [(one.team, one.routed_by) for one in moved] == [("highways", "bot")]
    assert do(store, case, "undo") == second


def test_undo_takes_back_only_the_act_that_was_seen(store: Session, case: Case) -> None:
    first, second = ids(store, case)
    reading.move(store, first, "housing", BY, "highways")
    seen = reading.newest_act(store, key_of(case.id))
    reading.move(store, second, "housing", "Sam Other", "")
    with pytest.raises(Refused, match="Somebody else"):
        reading.undo(store, key_of(case.id), BY, mark(store, case), newest=seen and seen.id)
    assert list(reading.lessons(store)) == []


def test_undoing_leads_to_the_question_it_is_about(store: Session, case: Case) -> None:
    first, second = ids(store, case)
    do(store, case, "fold", second, first)
    assert do(store, case, "undo") == second


def test_an_act_and_its_undoing_are_on_the_record_with_both_readings(store: Session, case: Case) -> None:
    before = snapshot(store, case)
    do(store, case, "drop", ids(store, case)[1], "Context, not an ask")
    do(store, case, "undo")
    act = store.exec(select(ReadingAct)).one()
    assert (act.act, act.reason, act.by, act.undone_by) == ("drop", "Context, not an ask", BY, BY)
    assert act.before == before != act.after
    entries = store.exec(select(AuditEntry.action).order_by(col(AuditEntry.id))).all()
    told = ["question set aside", "case moved on", "taken back: question set aside", "case moved on"]
    assert entries[-4:] == told
    assert audit.verify(store) == []


def test_an_act_on_a_reading_that_somebody_changed_is_refused(store: Session, case: Case) -> None:
    seen = mark(store, case)
    do(store, case, "fold", *reversed(ids(store, case)))
    with pytest.raises(Refused, match="Somebody else has changed the questions"):
        reading.merge(store, key_of(case.id), ids(store, case)[1], "Sam Other", seen)


def test_of_processes_that_act_at_once_on_what_they_saw_one_does(store: Session, case: Case, url: str) -> None:
    given = (url, key_of(case.id), ids(store, case)[1], mark(store, case))
    store.commit()
    assert sorted(at_once(workers.merge, [given] * 3)) == [False, False, True]
    assert len(words(store, case)) == 1


def test_what_officers_made_questions_is_no_choice_that_the_bot_left(store: Session, case: Case) -> None:
    do(store, case, "split", ids(store, case)[0], place("were mended"))
    assert figures.routing(store) == figures.RoutingFigures(kept=1, waiting=1)


@pytest.mark.parametrize("act", ["merge", "unfold"])
def test_a_question_of_another_case_is_not_touched(store: Session, case: Case, act: str) -> None:
    other = made.case(store, 2)
    with pytest.raises(acts.Refused, match="no question of the case"):
        do(store, case, act, ids(store, other)[1])


def test_a_question_with_evidence_stays_as_it_is(store: Session, case: Case) -> None:
    first, second = ids(store, case)
    made.searched(store, first)
    with pytest.raises(Refused, match="Question 1 has a search record"):
        do(store, case, "merge", second)
    do(store, case, "drop", second, "A heading")
    assert case.state == "answered"


def test_a_question_in_a_letter_stays_as_it_is(store: Session, case: Case) -> None:
    first, second = ids(store, case)
    drafts.add(store, key_of(case.id), "not_held", made.letter(), [second])
    with pytest.raises(Refused, match="A letter that is drafted answers question 2"):
        do(store, case, "drop", second, "A heading")
    do(store, case, "split", first, place("were mended"))


def test_setting_aside_never_ends_a_case_unasked(store: Session, case: Case) -> None:
    first, second = ids(store, case)
    made.searched(store, first)
    drafts.add(store, key_of(case.id), "not_held", made.letter(), [first]).state = "sent"
    with pytest.raises(Refused, match="the case would be over"):
        do(store, case, "drop", second, "A heading")


@pytest.mark.parametrize(("state", "said"), [("approved", "Take its approval back"), ("unknown", "Say first whether")])
def test_no_letter_on_its_way_tells_of_other_questions(store: Session, case: Case, state: str, said: str) -> None:
    draft, _ = made.draft(store, case)
    draft.state = state
    store.flush()
    with pytest.raises(Refused, match=said):
        do(store, case, "merge", ids(store, case)[1])


def test_the_questions_of_a_case_that_is_over_stay(store: Session, case: Case) -> None:
    cases.close(store, key_of(case.id), BY, "Withdrawn")
    with pytest.raises(Refused, match="has been answered"):
        do(store, case, "merge", ids(store, case)[1])


def test_what_undo_made_unneeded_is_never_offered_again(store: Session, case: Case) -> None:
    do(store, case, "split", ids(store, case)[0], place("were mended"))
    do(store, case, "undo")
    assert reading.reading_of(store, case).aside == ()


def test_no_query_of_the_store_sees_what_was_set_aside(store: Session, case: Case) -> None:
    second = ids(store, case)[1]
    cases.move_question(store, second, "housing", BY)
    do(store, case, "drop", second, "A heading")
    store.expire_all()
    assert [row.questions for row in cases.queue(store, made.TODAY)] == [1]
    assert cases.team_questions(store, "housing") == []
    assert [team.open for team in figures.by_team(store, made.TODAY)] == [1, 0]
    assert figures.routing(store) == figures.RoutingFigures(kept=1)
    assert evidence.missing(store, "not_held", [second], made.TODAY) == [
        "A question that the letter answers was set aside."
    ]
    assert len(cases.case_page(store, case.reference).questions) == 1
    teams.edit(store, "housing", by=BY, name="Housing", email="", topics=(), active=False)


def test_nobody_can_act_on_a_question_that_was_set_aside(store: Session, case: Case) -> None:
    held = cases.questions_of(store, key_of(case.id))[1]
    do(store, case, "drop", key_of(held.id), "A heading")
    with pytest.raises(Refused, match="Jo Officer has set this question aside"):
        cases.move_question(store, key_of(held.id), "housing", BY)
    store.expunge_all()
    with pytest.raises(LookupError):
        cases.move_question(store, key_of(held.id), "housing", BY)


def test_figures_and_lessons_count_what_stands(store: Session, case: Case) -> None:
    first, second = ids(store, case)
    do(store, case, "split", first, place("were mended"))
    do(store, case, "drop", second, "A heading")
    do(store, case, "merge", ids(store, case)[1])
    do(store, case, "undo")
    assert reading.corrections(store) == reading.Corrections(merged=0, split=1, added=0, set_aside=1, read=2)
    taught = list(reading.lessons(store))
    assert [(lesson.act, lesson.reason, len(lesson.before), len(lesson.after)) for lesson in taught] == [
        ("split", "", 2, 3),
        ("drop", "A heading", 3, 2),
    ]
    assert taught[0].text == made.TEXT
    row = ("questions split by officers", "of those the bot read", "1 of 2")
    assert row in figures.rows(store, date(2026, 11, 23), calendar_for())
