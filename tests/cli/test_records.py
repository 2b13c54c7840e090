"""Commands over a database: people, import, stats, audit."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Triage
from triage.casework.reading import mark
from triage.store import cases, reading
from triage.store.database import open_engine, session

MESSAGE = (
    "From: A Resident <resident@home.example>\nTo: foi@ashcombe.example\nSubject: FOI request: bins\n"
    "Message-ID: <{name}@home.example>\nDate: Mon, 16 Nov 2026 09:00:00 +0000\n\n"
    "Under the Freedom of Information Act:\n1. How many bins were missed in 2025?\n2. What did each cost?\n"
)


@pytest.fixture
def mails(tmp_path: Path) -> list[str]:
    paths = [tmp_path / f"{name}.eml" for name in ("one", "two")]
    for path in paths:
        path.write_text(MESSAGE.format(name=path.stem).replace("bins", f"bins {path.stem}"), encoding="utf-8")
    return [str(path) for path in paths]


def test_messages_from_files_become_cases_and_a_second_time_nothing(triage: Triage, mails: list[str]) -> None:
    first = triage("import", "--json", *mails)
    rows = [json.loads(line) for line in first.stdout.splitlines()]
    assert [(row["became"], row["questions"]) for row in rows] == [("case", 2), ("case", 2)], first.stderr
    assert first.stderr.splitlines()[-1] == "2 messages = 2 case"
    assert triage("import", *mails).stdout == "0 messages = nothing new\n"


def test_a_path_that_is_not_there_is_refused_before_anything_is_read(triage: Triage, mails: list[str]) -> None:
    run = triage("import", *mails, "nowhere.eml")
    assert (run.exit_code, "nowhere.eml is not there" in run.stderr) == (2, True)


def test_ingest_without_a_mailbox_says_what_to_add(triage: Triage) -> None:
    run = triage("ingest", "--once")
    assert (run.exit_code, "[mailboxes.foi]" in run.stderr) == (2, True)


def test_corrections_of_the_reading_are_printed_to_learn_from(triage: Triage, mails: list[str], tmp_path: Path) -> None:
    triage("import", *mails)
    with session(open_engine(f"sqlite:///{tmp_path}/var/triage.db")) as store:
        case = cases.by_id(store, 1)
        assert case
        seen = mark(reading.reading_of(store, case))
        reading.merge(store, 1, cases.questions_of(store, 1)[1].id or 0, "Jo Officer", seen)
    row = json.loads(triage("stats", "--corrections").stdout)
    assert (row["act"], len(row["before"]), len(row["after"]), "How many bins" in row["text"]) == ("merge", 2, 1, True)


def test_a_person_is_added_listed_changed_and_stopped(triage: Triage) -> None:
    assert "jo@a.example" in triage("user", "add", "Jo Officer", "jo@a.example", "--role", "officer").stdout
    assert triage("user", "roles", "jo@a.example", "--role", "manager", "--role", "officer").exit_code == 0
    assert "manager, officer" in triage("user", "list").stdout
    assert "new password" in triage("user", "password", "jo@a.example").stdout
    assert triage("user", "stop", "jo@a.example").exit_code == 0
    assert "(stopped)" in triage("user", "list").stdout


@pytest.mark.parametrize(
    "arguments",
    [("user", "add", "Jo", "jo@a.example", "--role", "king"), ("user", "stop", "nobody@a.example")],
)
def test_a_person_or_role_that_is_not_there_is_refused(triage: Triage, arguments: tuple[str, ...]) -> None:
    assert triage(*arguments).exit_code == 2


def test_the_figures_are_rows_or_a_table(triage: Triage, mails: list[str]) -> None:
    triage("import", *mails)
    assert "open cases,,2" in triage("stats", "--csv").stdout
    assert "open cases" in triage("stats").stdout


def test_a_changed_record_is_found(triage: Triage, mails: list[str], tmp_path: Path) -> None:
    triage("import", *mails)
    assert "The record is whole" in triage("audit", "verify").stdout
    with sqlite3.connect(tmp_path / "var/triage.db") as store:
        store.execute("update auditentry set actor = 'somebody else' where id = 2")
    assert triage("audit", "verify").exit_code == 1


def test_a_database_that_cannot_be_used_is_one_sentence(triage: Triage) -> None:
    run = triage("stats", "--database", "oracle://x")
    assert (run.exit_code, len(run.stderr.splitlines())) == (2, 1)


def test_check_tells_what_is_missing_and_what_to_do(triage: Triage) -> None:
    run = triage("check")
    assert run.exit_code == 1
    assert "add [mailboxes.foi]" in run.stdout
    assert "add [smtp]" in run.stdout


def test_the_sample_settings_are_copied_once_and_checked(triage: Triage, tmp_path: Path) -> None:
    assert triage("settings", "own").exit_code == 0
    assert triage("settings", "own").exit_code == 2
    found = triage("check", "--config", str(tmp_path / "own")).stdout
    assert "authority.toml: review_address is still the sample's" in found
    assert "publications.toml still holds the sample's register" in found
