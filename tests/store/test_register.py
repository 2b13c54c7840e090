"""The register, the teams and their seeding from the configuration."""

from dataclasses import dataclass
from typing import Any

import pytest
from sqlmodel import Session

from tests.store import made
from triage import settings
from triage.store import audit, register, seed, teams
from triage.store.database import key_of
from triage.store.refusal import Refused
from triage.store.tables import Publication


@dataclass(frozen=True)
class Check:
    status: int | None
    note: str = "looked"


def entry(store: Session, **fields: Any) -> Publication:
    return register.add(
        store, by="Jo", **{"title": "Spending", "url": "https://council.example/spending.csv", **fields}
    )


def test_a_new_link_waits_to_be_looked_at(store: Session) -> None:
    first, second = entry(store, at=made.RECEIVED), entry(store, title="Other")
    assert register.next_wanted(store) == first
    register.record_check(store, key_of(first.id), Check(200))
    assert register.next_wanted(store) == second
    assert first.checked_status == 200


def test_another_link_forgets_what_was_known_of_the_old_one(store: Session) -> None:
    made_entry = entry(store)
    register.record_check(store, key_of(made_entry.id), Check(200))
    register.edit(store, key_of(made_entry.id), by="Jo", url="https://council.example/new.csv")
    assert (made_entry.checked_status, made_entry.checked_at, bool(made_entry.check_wanted_at)) == (None, None, True)


def test_links_that_died_are_listed(store: Session) -> None:
    for number, status in enumerate((200, 404, None)):
        register.record_check(store, key_of(entry(store, title=f"entry {number}").id), Check(status))
    entry(store, title="never looked at")
    assert [found.title for found in register.broken(store)] == ["entry 1", "entry 2"]


def test_every_link_can_be_asked_for_at_once(store: Session) -> None:
    looked_at, _ = entry(store), entry(store, basis="priced", how="Ask the archive", title="Priced")
    register.record_check(store, key_of(looked_at.id), Check(200))
    assert register.want_all_checked(store, by="daily") == 1
    assert register.next_wanted(store) == looked_at


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": " "}, "needs a title"),
        ({"url": "file:///etc/passwd"}, "needs a link"),
        ({"url": "javascript:alert(1)"}, "needs a link"),
        ({"url": "https://[broken"}, "needs a link"),
        ({"basis": "rumour"}, "not a kind of source"),
        ({"basis": "priced"}, "exactly how to get"),
    ],
)
def test_an_entry_that_could_not_carry_an_answer_is_refused(
    store: Session, fields: dict[str, str], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        entry(store, **fields)
    good = entry(store)
    with pytest.raises(Refused, match=sentence):
        register.edit(store, key_of(good.id), by="Jo", **fields)
    assert good.title == "Spending"


def test_the_bundled_configuration_is_seeded_once(store: Session) -> None:
    chosen = settings.load(environ={})
    for _ in range(2):
        seed.seed_from_settings(store, chosen)
    assert [team.slug for team in teams.teams(store)] == sorted(
        (team.slug for team in chosen.teams), key=lambda slug: next(t.name for t in chosen.teams if t.slug == slug)
    )
    assert len(register.publications(store)) == len(chosen.publications)


def test_what_was_edited_is_not_seeded_over(store: Session) -> None:
    chosen = settings.load(environ={})
    seed.seed_from_settings(store, chosen)
    teams.edit(store, "hr", by="Jo", name="People", email="people@c.example", topics=["hr_workforce"])
    seed.seed_from_settings(store, chosen)
    assert ("hr", ["hr_workforce"]) in teams.topics_of_teams(store)
    assert "People" in [team.name for team in teams.teams(store)]


def test_a_team_that_holds_questions_cannot_stop(store: Session) -> None:
    made.team(store)
    made.case(store)
    with pytest.raises(Refused, match="Move them first"):
        teams.edit(store, "highways", by="Jo", name="Highways", email="", topics=[], active=False)


@pytest.mark.parametrize("slug", ["", "High Ways", "highways"])
def test_a_teams_short_name_is_plain_and_its_own(store: Session, slug: str) -> None:
    made.team(store)
    with pytest.raises(Refused):
        teams.add(store, slug=slug, name="Another", by="Jo")


def test_a_team_that_stopped_is_offered_no_more(store: Session) -> None:
    made.team(store)
    teams.edit(store, "highways", by="Jo", name="Highways", email="", topics=[], active=False)
    assert (teams.teams(store), len(teams.teams(store, active_only=False))) == ([], 1)
    assert [entry.action for entry, _ in audit.history(store, audit.SYSTEM)] == ["team added", "team edited"]
