"""An officer corrects how a request is read, with forms alone; the acknowledgement that waits follows."""

from datetime import UTC, datetime

import pytest
from sqlmodel import Session, select

from tests.web import casework
from tests.web.visitor import Page, Visitor
from triage.settings import Settings
from triage.store import arrivals, cases, drafts
from triage.store.database import reading as look
from triage.store.tables import Case, Draft, ReadingAct


@pytest.fixture
def case(store: Session, settings: Settings) -> Case:
    opened = casework.open_case(store, settings)
    store.commit()
    return opened


@pytest.fixture
def draft(store: Session, settings: Settings, case: Case) -> Draft:
    made = casework.acknowledge(store, settings, case)
    store.commit()
    return made


def path(store: Session, case: Case, n: int) -> str:
    found = cases.questions_of(store, case.id or 0)[n - 1].id
    store.commit()  # a session that has only read would keep the pages from writing
    return f"/cases/{case.reference}/questions/{found}"


def words(store: Session, case: Case) -> list[str]:
    with look(store.get_bind().engine) as fresh:
        return [view.own_text for view in cases.case_page(fresh, case.reference).questions]


def body(store: Session, draft: Draft) -> str:
    with look(store.get_bind().engine) as fresh:
        return drafts.newest_version(fresh, draft.id or 0).body


def do(officer: Visitor, store: Session, case: Case, n: int, act: str, **typed: str) -> Page:
    """Press what stands on the page of the case, or on the page that it leads to."""
    action = f"{path(store, case, n)}/{act}"
    officer.get(f"/cases/{case.reference}" if act in ("merge", "fold") else action)
    return officer.send(action, typed)


def test_merging_is_confirmed_and_can_be_undone(officer: Visitor, store: Session, case: Case) -> None:
    assert "The two questions are one now." in do(officer, store, case, 2, "merge").text
    assert words(store, case)[0].endswith("2. If YES to (2), what did each repair cost?")
    page = officer.send("/reading/undo")
    assert "The last change of the questions is taken back." in page.text
    assert words(store, case)[:2] == list(casework.ASKED)


def test_the_outcome_leaves_the_focus_to_the_question(officer: Visitor, store: Session, case: Case) -> None:
    officer.get(f"/cases/{case.reference}")
    action = f"{path(store, case, 2)}/merge"
    form = next(form for form in officer.page.forms if form["action"] == action)
    sent = {"data": form["fields"], "headers": {"Sec-Fetch-Site": "same-origin"}, "follow_redirects": False}
    answer = officer.site.post(action, **sent)
    assert answer.headers["location"] == f"/cases/{case.reference}?done=reading-merge#question-1"
    assert 'data-disable-auto-focus="true"' in officer.get(f"/cases/{case.reference}?done=reading-merge").html


def test_a_question_is_split_where_the_officer_says(officer: Visitor, store: Session, case: Case) -> None:
    page = officer.get(f"{path(store, case, 2)}/split")
    assert "what did each repair cost?" in page.text
    at = str(casework.TEXT.index("what did each"))
    page = do(officer, store, case, 2, "split", at=at)
    assert words(store, case)[1:3] == ["2. If YES to (2),", "what did each repair cost?"]
    assert "Made a question by Jo Officer." in page.text


def test_a_split_needs_a_place(officer: Visitor, store: Session, case: Case) -> None:
    action = f"{path(store, case, 1)}/split"
    assert "Choose where the new question begins." in officer.post(action, {}, 422).text


def test_what_is_no_question_is_set_aside_with_a_reason_and_restored(
    officer: Visitor, store: Session, case: Case
) -> None:
    page = do(officer, store, case, 1, "not-a-question", reason="heading")
    assert "Set aside 1 1. How many potholes did the council repair? A heading" in page.text
    assert len(words(store, case)) == 2
    assert "It is a question again" in officer.send("/restore").text
    assert words(store, case)[0] == casework.ASKED[0]


def test_another_reason_is_written(officer: Visitor, store: Session, case: Case) -> None:
    action = f"{path(store, case, 1)}/not-a-question"
    assert "Choose why it is not a question." in officer.post(action, {}, 422).text
    assert "Write the reason in a few words." in officer.post(action, {"reason": "other"}, 422).text
    page = do(officer, store, case, 1, "not-a-question", reason="other", other="A joke of ours")
    assert "A joke of ours" in page.text


def test_a_possible_ask_becomes_a_question_and_leaves_the_list(officer: Visitor, store: Session, case: Case) -> None:
    officer.get(f"/cases/{case.reference}")
    page = officer.send("/reading/add")
    assert "The words are a question now. Choose its team." in page.text
    assert words(store, case)[-1] == "I would also like to know who decides."
    assert "Possible asks" not in page.text


def test_any_line_outside_the_questions_can_be_added(officer: Visitor, store: Session, case: Case) -> None:
    page = officer.get(f"/cases/{case.reference}/reading/add")
    assert "Robin <b>Requester</b>" in page.text
    assert "Choose the words that are a question." in officer.send("/reading/add", {}, 422).text
    start = casework.TEXT.index("Dear")
    officer.get(f"/cases/{case.reference}/reading/add")
    officer.send("/reading/add", {"words": f"{start}-{start + 18}"})
    assert words(store, case)[0] == "Dear Sir or Madam,"


def test_a_likely_repeat_stands_beside_and_is_folded_only_by_the_officer(
    officer: Visitor, store: Session, case: Case
) -> None:
    cases.questions_of(store, case.id or 0)[2].repeats_of = 0
    store.commit()
    assert "Same ask as 1? 1. How many potholes" in officer.get(f"/cases/{case.reference}").text
    page = do(officer, store, case, 3, "fold")
    assert "Same answer as 1, says Jo Officer. It is still answered." in page.text
    assert "stands by itself again" in officer.send("/unfold").text


def test_the_acknowledgement_that_waits_follows(officer: Visitor, store: Session, case: Case, draft: Draft) -> None:
    do(officer, store, case, 2, "merge")
    officer.send("/reading/add")
    listed = body(store, draft).split("You also wrote")[0]
    assert "Question 2\n" not in listed
    assert "> I would also like to know who decides." in listed
    store.expire_all()
    assert len(draft.question_ids) == 3


def test_an_acknowledgement_in_an_officers_words_is_not_overwritten(
    officer: Visitor, store: Session, case: Case, draft: Draft
) -> None:
    text = body(store, draft).replace("We are looking", "I am looking")
    drafts.revise(store, draft.id or 0, subject="Re: Potholes", body=text, by="Jo Officer")
    store.commit()
    page = officer.get(f"/cases/{case.reference}")
    assert "Write it again from the facts before changes." in page.text
    page = officer.send(f"{path(store, case, 2)}/merge", {}, 409)
    assert "Somebody has edited the acknowledgement" in page.text
    assert (len(words(store, case)), body(store, draft)) == (3, text)


def test_an_acknowledgement_written_again_from_the_facts_follows(
    officer: Visitor, store: Session, case: Case, draft: Draft
) -> None:
    drafts.revise(store, draft.id or 0, subject="Re: Potholes", body="Mine", by="Jo Officer")
    store.commit()
    officer.post(f"/drafts/{draft.id}/rewrite")
    assert "The two questions are one now." in do(officer, store, case, 2, "merge").text


def test_the_questions_of_an_approved_acknowledgement_stay(
    officer: Visitor, store: Session, case: Case, draft: Draft
) -> None:
    officer.get(f"/drafts/{draft.id}")
    officer.send(f"/drafts/{draft.id}", to=f"/drafts/{draft.id}/approve")
    page = officer.get(f"/cases/{case.reference}")
    assert "Take that back before you change the questions." in page.text
    assert "Take its approval back first" in officer.send(f"{path(store, case, 2)}/merge", {}, 409).text
    assert len(words(store, case)) == 3


def test_two_officers_do_not_undo_each_others_work(officer: Visitor, store: Session, case: Case) -> None:
    officer.get(f"/cases/{case.reference}")
    stale, action = officer.page, f"{path(store, case, 3)}/merge"
    do(officer, store, case, 2, "merge")
    fields = next(form["fields"] for form in stale.forms if form["action"] == action)
    page = officer.post(action, fields, 409)
    assert "Somebody else has changed the questions since you opened this page." in page.text
    assert len(page.forms) > 3


@pytest.mark.parametrize("act", ["merge", "split", "not-a-question", "restore", "fold", "unfold"])
def test_acts_on_a_question_of_another_case_change_nothing(
    officer: Visitor, store: Session, settings: Settings, case: Case, act: str
) -> None:
    other = casework.open_case(store, settings, uid=2)
    store.commit()
    number = path(store, case, 2).rsplit("/", 1)[1]
    officer.get(f"/cases/{other.reference}")
    seen = next(form["fields"]["seen"] for form in officer.page.forms if form["action"].endswith("/merge"))
    given = {"seen": seen, "at": "150", "reason": "heading", "onto": "1"}
    officer.post(f"/cases/{other.reference}/questions/{number}/{act}", given, 409)
    store.expire_all()
    assert store.exec(select(ReadingAct)).all() == []


def test_the_outline_stands_in_a_closed_case_without_buttons(officer: Visitor, store: Session, case: Case) -> None:
    cases.close(store, case.id or 0, "Jo Officer", "Withdrawn")
    store.commit()
    page = officer.get(f"/cases/{case.reference}")
    assert "written “If YES to (2)”: likely 1" in page.text
    assert [form["action"] for form in page.forms if "/cases/" in form["action"]] == []


def test_parts_of_another_kind_and_places_to_look_at_twice_are_shown(
    officer: Visitor, store: Session, case: Case
) -> None:
    start = casework.TEXT.index("who decides")
    case.parts = [{"kind": "own_data", "span": [start, start + 11], "why": "It asks about the writer."}]
    case.pointers = [{"span": [start, start + 3], "said": "There is no section 99."}]
    store.add(case)
    store.commit()
    text = officer.get(f"/cases/{case.reference}").text
    assert "Asks for their own data: who decides It asks about the writer." in text
    assert "who There is no section 99." in text


def test_figures_tell_what_officers_changed_of_the_reading(officer: Visitor, store: Session, case: Case) -> None:
    do(officer, store, case, 2, "merge")
    assert "Officers merged 1, split 0, added 0 and set aside 0 of 3 questions read." in officer.get("/figures").text


def test_a_viewer_sees_the_outline_and_changes_nothing(store: Session, case: Case, stranger: Visitor) -> None:
    viewer = stranger.sign_in("viewer")
    assert viewer.get(f"/cases/{case.reference}").text.count("Split…") == 0
    viewer.post(f"/cases/{case.reference}/reading/undo", {}, 403)
    viewer.get(f"{path(store, case, 1)}/split", 403)


def test_a_question_set_aside_meanwhile_cannot_be_moved(officer: Visitor, store: Session, case: Case) -> None:
    officer.get(f"/cases/{case.reference}")
    action = f"{path(store, case, 1)}/team"
    form = next(form for form in officer.page.forms if form["action"] == action)
    do(officer, store, case, 1, "not-a-question", reason="context")
    officer.post(action, {**form["fields"], "team": "finance"}, 404)


def test_a_second_ask_inside_a_question_is_shown_and_split_off_there(
    officer: Visitor, store: Session, case: Case
) -> None:
    at = case.text.index("potholes did the council repair")
    case.left_out = [*case.left_out, [at, at + 31]]
    store.add(case)
    store.commit()
    page = officer.get(f"/cases/{case.reference}")
    assert "Two asks in one?" in page.text
    officer.send(f"{path(store, case, 1)}/split")
    assert any(said.startswith("potholes did") for said in words(store, case))
    assert "Two asks in one?" not in officer.get(f"/cases/{case.reference}").text


def test_undo_names_and_takes_back_a_move_first(officer: Visitor, store: Session, case: Case) -> None:
    do(officer, store, case, 2, "merge")
    action = f"{path(store, case, 1)}/team"
    officer.get(f"/cases/{case.reference}")
    assert "Undo: a question moved to a team" in officer.send(action, {"team": "finance"}).text
    assert "Undo: two questions merged" in officer.send("/reading/undo").text
    assert len(words(store, case)) == 2


def test_a_slip_that_nobody_can_tell_is_said_to_be_one(officer: Visitor, store: Session, case: Case) -> None:
    question = cases.questions_of(store, case.id or 0)[1]
    question.depends_on = [{"on": 0, "confidence": 0.4, "written": "If YES to (9)", "slip": True}]
    store.add(question)
    store.commit()
    text = officer.get(f"/cases/{case.reference}").text
    assert "slip? written “If YES to (9)”: nobody can tell which question is meant." in text
    assert "likely 1" not in text


def test_setting_aside_says_who_needs_it_and_leaves_a_note(officer: Visitor, store: Session, case: Case) -> None:
    page = officer.get(f"{path(store, case, 1)}/not-a-question")
    assert "Question 2 needs this one." in page.text
    page = do(officer, store, case, 1, "not-a-question", reason="heading")
    assert "needed question 1, which was set aside" in page.text
    assert "which was set aside" not in officer.send("/restore").text


def test_later_messages_stand_on_the_case_until_read_with_a_notice(
    officer: Visitor, store: Session, case: Case
) -> None:
    told, sender = "Please stop, I withdraw it.", casework.Sender()
    arrival_id = casework.kept(store, told, "Re: FOI", sender, datetime.now(UTC), 77)
    arrival = arrivals.opened(store, arrival_id)[0]
    arrivals.settle(store, arrival, fate="joined", kind="withdrawal", proposal="Close the case.", case_id=case.id)
    store.commit()
    assert "Read a new message: withdraws a request" in officer.get("/queue").text
    page = officer.get(f"/cases/{case.reference}")
    assert "A new message: withdraws a request. Read it" in page.text
    assert "withdraws a request. Please stop, I withdraw it. Close the case." in page.text
    officer.post(f"/parked/{arrival_id}/read")
    text = officer.get(f"/cases/{case.reference}").text
    assert "A new message" not in text
    assert "Close the case. Read by Jo Officer." in text
