"""Whether a register entry can carry a section 21 today."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from triage.casework.register import usable
from triage.demo.published import documents
from triage.letters.facts import Entry
from triage.settings import Settings, load

TODAY = date(2026, 11, 23)
GOOD: dict[str, Any] = {
    "title": "Contracts",
    "url": "https://www.ashcombe.example/published/contracts#current",
    "where_in_it": "table 2",
    "published_on": date(2026, 10, 9),
    "checked_at": datetime(2026, 11, 23, 0, 5, tzinfo=UTC),
    "checked_status": 200,
}
PRICED: dict[str, Any] = {"basis": "priced", "how": "The library sells it for £3", "url": "", "checked_at": None}
LAW = "Section 31 of the Births and Deaths Registration Act 1953 gives anyone a copy"


def reasons(**changes: Any) -> list[str]:
    return usable(Entry(**GOOD | changes), TODAY)


@pytest.mark.parametrize("changes", [{}, PRICED, {"basis": "statutory", "how": LAW, "checked_at": None}])
def test_an_entry_that_says_exactly_how_to_get_it_is_usable(changes: dict[str, Any]) -> None:
    assert reasons(**changes) == []


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"active": False}, "the entry is no longer in use; choose another"),
        ({"held": False}, "section 21 is only for what we hold"),
        ({"published_on": date(2026, 12, 1)}, "it is to be published on Tue 1 December 2026"),
        ({"where_in_it": " "}, "add the page, table or section"),
        ({"url": "https://www.ashcombe.example"}, "the site's front page"),
        ({"url": "https://www.ashcombe.example/"}, "the site's front page"),
        ({"url": "https://www.ashcombe.example/index.html#contracts"}, "the site's front page"),
        ({"url": "https://www.ashcombe.example/search?term=contracts"}, "a search page"),
        ({"url": "https://www.ashcombe.example/documents?q=contracts"}, "a search page"),
        ({"url": "https://www.ashcombe.example/account/sign-in?to=contracts"}, "a sign-in page"),
        ({"url": "https://login.ashcombe.example/contracts"}, "a sign-in page"),
        ({"url": "https://pat:secret@www.ashcombe.example/contracts"}, "a user name or password"),
        ({"url": "ftp://www.ashcombe.example/contracts.csv"}, "not a web address"),
        ({"url": "http://[::1/contracts"}, "cannot be read as a web address"),
        ({"checked_at": None}, "have it looked at today"),
        ({"checked_at": datetime(2026, 11, 22, 23, 59, tzinfo=UTC)}, "last looked at on Sun 22 November 2026"),
        ({"checked_status": 206}, "The server answered 206"),
        ({"checked_status": 410}, "the link did not open when it was last looked at. The server answered 410"),
        ({"checked_status": None, "checked_note": "It led to a sign-in page."}, "It led to a sign-in page"),
        (PRICED | {"how": "Ask the library"}, "does not state the charge"),
        ({"basis": "statutory", "how": "Ask the registrar"}, "does not name the law"),
        ({"basis": "statutory", "how": "Under the 1972 Act it is open to inspection"}, "open to inspection only"),
    ],
)
def test_an_entry_that_cannot_carry_it_says_why(changes: dict[str, Any], reason: str) -> None:
    (found,) = reasons(**changes)
    assert reason in found
    assert found.startswith('"Contracts": ')
    assert found.endswith(".")


def test_a_link_looked_at_after_midnight_in_london_counts_for_the_new_day() -> None:
    summer = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    entry = Entry(**GOOD | {"published_on": date(2026, 5, 1), "checked_at": summer})
    assert usable(entry, date(2026, 7, 1)) == []


def test_the_sample_register_needs_nothing_but_a_look_at_its_links() -> None:
    sample: Settings = load(environ={})
    entries = [Entry(**entry.model_dump(exclude={"topics"})) for entry in sample.publications]
    found = [reason.split(": ")[-1] for entry in entries for reason in usable(entry, TODAY)]
    assert len(entries) >= 10
    assert set(found) == {"nobody has looked yet whether the link opens; have it looked at today."}


def test_the_sample_register_leads_to_places_that_the_demo_serves() -> None:
    served = {f"{slug}#{part.anchor}" for slug, document in documents().items() for part in document.section}
    linked = {entry.url.rpartition("/published/")[2] for entry in load(environ={}).publications if entry.url}
    assert linked - served == set()


def test_the_sample_register_knows_only_topics_that_a_team_answers_for() -> None:
    sample = load(environ={})
    known = {topic for team in sample.teams for topic in team.topics}
    assert {topic for entry in sample.publications for topic in entry.topics} - known == set()
