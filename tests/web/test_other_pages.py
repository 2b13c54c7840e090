"""Parked messages, the register, figures, people, teams and the team's own page."""

from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from tests.web import casework
from tests.web.visitor import Visitor
from triage.settings import Settings
from triage.store import arrivals, cases, register
from triage.web.dates import DateError, typed
from triage.web.figures import as_csv, harmless


def test_parked_messages_say_what_they_may_be_and_until_when(officer: Visitor, store: Session) -> None:
    casework.park(store)
    store.commit()
    text = officer.get("/parked").text
    assert "Asks for their own data It asks for the sender's own data. Pass it to" in text
    assert "Mon 21 December 2026" in text


def test_a_strangers_message_is_shown_as_text_and_downloaded_never_opened(officer: Visitor, store: Session) -> None:
    raw = b"From: x@y.example\r\nSubject: hello\r\n\r\n<script>alert(1)</script>\xff"
    arrival = casework.park(store, fate="unreadable", raw=raw)
    store.commit()
    assert "<script>alert(1)</script>�" in officer.get(f"/parked/{arrival}").text
    answer = officer.site.get(f"/parked/{arrival}/message.eml")
    assert answer.content == raw
    assert answer.headers["content-disposition"].startswith("attachment")
    assert (answer.headers["content-type"], answer.headers["x-content-type-options"]) == (
        "application/octet-stream",
        "nosniff",
    )


def test_a_parked_message_is_opened_as_a_request(officer: Visitor, store: Session) -> None:
    arrival = casework.park(store)
    store.commit()
    officer.get(f"/parked/{arrival}")
    assert "The message is a request now." in officer.send("/open").text
    assert arrivals.pending(store) == [arrival]
    assert "waiting for the worker" in officer.get(f"/parked/{arrival}", 409).text


def test_nothing_to_do_needs_a_reason(officer: Visitor, store: Session) -> None:
    arrival = casework.park(store)
    store.commit()
    officer.get(f"/parked/{arrival}")
    assert "Say why there is nothing to do." in officer.send("/nothing", status=422).text
    assert "put away with your reason" in officer.send("/nothing", {"reason": "It is spam."}).text
    assert "It is spam." in officer.get(f"/parked/{arrival}").text


def test_a_parked_message_joins_a_case_by_its_reference(officer: Visitor, store: Session, settings: Settings) -> None:
    case, arrival = casework.open_case(store, settings), casework.park(store)
    store.commit()
    officer.get(f"/parked/{arrival}")
    assert "There is no case with that reference." in officer.send("/join", {"reference": "FOI-1"}, 422).text
    assert "part of the case" in officer.send("/join", {"reference": case.reference.lower()}).text


def test_a_register_entry_is_added_changed_and_its_link_wished_checked(officer: Visitor, store: Session) -> None:
    officer.get("/register/add")
    assert "needs a title" in officer.send("/add", status=422).text
    officer.send(
        "/add",
        {
            "title": "Pay",
            "url": "https://www.ashcombe.example/pay.csv",
            "published_on_day": "1",
            "published_on_month": "4",
            "published_on_year": "2026",
        },
    )
    entry = next(each for each in register.publications(store) if each.title == "Pay")
    store.commit()
    assert str(entry.published_on) == "2026-04-01"
    assert "Waiting since" in officer.page.text
    assert "needs a link" in officer.send(f"/register/{entry.id}", {"url": "ftp://x"}, 422).text


def test_a_look_at_the_link_can_be_asked_for(officer: Visitor, store: Session) -> None:
    entry = register.publications(store)[0]
    entry.check_wanted_at = None
    store.add(entry)
    store.commit()
    officer.get(f"/register/{entry.id}")
    assert "The worker looks at the link within a minute." in officer.send("/check").text
    store.expire_all()
    assert register.next_wanted(store) is not None


def test_figures_count_what_officers_changed_and_add_the_mailbox_up(
    officer: Visitor, store: Session, settings: Settings
) -> None:
    case = casework.open_case(store, settings)
    cases.move_question(store, cases.questions_of(store, case.id or 0)[0].id or 0, "finance", "Jo Officer")
    store.commit()
    text = officer.get("/figures").text
    assert "The bot chose a team for 2 questions and officers changed 1 of them (50 %)." in text
    assert "Highways and Transport 2 1 1" in text
    assert "1 listed = 1 case ✓ adds up" in text


def test_figures_come_as_csv_for_a_spreadsheet(officer: Visitor) -> None:
    answer = officer.site.get("/figures.csv")
    assert answer.text.startswith("\ufefffigure,of,value\r\n")
    assert answer.headers["content-disposition"].startswith('attachment; filename="foi-figures-')


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_starts_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert harmless("1 of 2") == "1 of 2"
    assert as_csv([["=x", 1]]) == "\ufeff'=x,1\r\n"


def test_a_team_sees_its_questions_word_for_word_but_never_who_asked(
    stranger: Visitor, store: Session, settings: Settings
) -> None:
    case = casework.open_case(store, settings)
    store.commit()
    text = stranger.sign_in("highways").get("/team").text
    assert f"{case.reference}, question 1" in text
    assert "1. How many potholes did the council repair?" in text
    assert "libraries" not in text
    assert not [word for word in ("Robin", "Requester", "requester.example") if word in text]


def test_an_administrator_lets_somebody_in_and_ends_access(stranger: Visitor) -> None:
    admin = stranger.sign_in("administrator")
    form = {"name": "New One", "email": "new@ashcombe.example", "password": "short", "roles": ["officer", "manager"]}
    assert "at least 10 characters" in admin.post("/people", form, 422).text
    assert (
        "New One new@ashcombe.example manager, officer"
        in admin.post("/people", {**form, "password": "long enough now"}).text
    )
    assert "Give access back" in admin.post("/people/stop", {"email": "new@ashcombe.example"}).text
    assert (
        "cannot end your own access"
        in admin.post("/people/stop", {"email": "administrator@ashcombe.example"}, 409).text
    )


def test_an_administrator_adds_and_changes_a_team(stranger: Visitor) -> None:
    admin = stranger.sign_in("administrator")
    assert "cannot be a team's short name" in admin.post("/teams", {"slug": "No Good"}, 422).text
    assert "Archives" in admin.post("/teams", {"slug": "archives", "name": "Archives", "topics": "a, b"}).text
    page = admin.post("/teams/archives", {"name": "Old papers", "topics": "a", "active": "no"})
    assert "Old papers (not in use)" in page.text


def test_pages_for_everybody_are_whole(stranger: Visitor) -> None:
    assert "Accessibility statement" in stranger.get("/accessibility").text
    assert stranger.site.get("/brand.css").text == ":root{--govuk-brand-colour:#1d4f6e;--authority-colour:#1d4f6e}"
    assert stranger.site.get("/static/pages.css").status_code == 200


def test_a_date_is_three_numbers_or_none() -> None:
    assert typed("", " ", "") is None
    assert str(typed("1", "02", "2026")) == "2026-02-01"
    for wrong in (("31", "2", "2026"), ("1", "", "2026"), ("1", "2", "26"), ("a", "b", "c")):
        with pytest.raises(DateError):
            typed(*wrong)


def test_today_is_londons() -> None:
    from triage.web.wording import when

    assert when(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "Thu 2 July 2026 at 00:30"
