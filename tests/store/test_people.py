"""Signing in: hashes, throttling, sessions and roles."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from tests.store import made
from tests.store.conftest import AS_INSTALLED
from triage.store import audit, people
from triage.store.database import key_of
from triage.store.refusal import Refused
from triage.store.tables import Person, SignInFailure, WebSession

NOW = made.RECEIVED
RIGHT, WRONG = "a long password", "another password"


@pytest.fixture
def jo(store: Session) -> Person:
    return made.person(store, "officer", "manager")


def fail(store: Session, times: int, email: str = "jo@council.example", address: str = "192.0.2.1") -> None:
    for n in range(times):
        assert people.check_password(store, email.format(n=n), WRONG, address, NOW + timedelta(seconds=n)) is None


def test_the_right_password_signs_in_whatever_the_case_of_the_address(store: Session, jo: Person) -> None:
    assert people.check_password(store, " Jo@Council.example ", RIGHT) == jo
    assert jo.password_hash.startswith("$argon2id$")


def test_a_wrong_password_is_kept_count_of_even_when_the_page_fails(store: Session, jo: Person) -> None:
    fail(store, 1)
    store.rollback()
    assert len(store.exec(select(SignInFailure)).all()) == 1


def test_a_sixth_attempt_is_not_even_looked_at(store: Session, jo: Person) -> None:
    fail(store, 5)
    with pytest.raises(people.TooManyFailures) as refused:
        people.check_password(store, jo.email, RIGHT, "192.0.2.9", NOW + timedelta(minutes=5))
    assert refused.value.wait == timedelta(minutes=10)
    assert str(refused.value) == "There were too many wrong passwords. Try again in 10 minutes."


def test_after_fifteen_minutes_the_right_password_signs_in_again(store: Session, jo: Person) -> None:
    fail(store, 5)
    assert people.check_password(store, jo.email, RIGHT, at=NOW + timedelta(minutes=15, seconds=5)) == jo


def test_one_network_address_cannot_try_everybody(store: Session, jo: Person) -> None:
    fail(store, 20, email="somebody{n}@council.example")
    with pytest.raises(people.TooManyFailures):
        people.check_password(store, jo.email, RIGHT, "192.0.2.1", NOW + timedelta(minutes=1))
    assert people.check_password(store, jo.email, RIGHT, "192.0.2.2", NOW + timedelta(minutes=1)) == jo


def test_an_unknown_address_is_throttled_and_told_the_same(store: Session, jo: Person) -> None:
    fail(store, 5, email="nobody@council.example")
    with pytest.raises(people.TooManyFailures):
        people.check_password(store, "nobody@council.example", RIGHT, at=NOW + timedelta(minutes=1))


def test_an_unknown_address_costs_one_verification_too(
    store: Session, jo: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified: list[str] = []
    real = people.passwords()
    spy = type("Spy", (), {"verify": lambda _, given, known: verified.append(known) or real.verify(given, known)})()
    monkeypatch.setattr(people, "passwords", lambda: spy)
    people.check_password(store, "nobody@council.example", WRONG)
    people.check_password(store, jo.email, WRONG)
    assert len(verified) == 2


def test_signing_in_forgets_the_failures_before(store: Session, jo: Person) -> None:
    fail(store, 4)
    assert people.check_password(store, jo.email, RIGHT, at=NOW)
    fail(store, 4)
    assert people.check_password(store, jo.email, RIGHT, at=NOW)


def test_a_session_keeps_only_the_hash_of_its_token(store: Session, jo: Person) -> None:
    token = people.start_session(store, jo, NOW)
    (row,) = store.exec(select(WebSession)).all()
    assert token not in row.token_sha256
    assert people.person_of_token(store, token, 8, NOW) == (jo, {"officer", "manager"})
    assert people.person_of_token(store, row.token_sha256, 8, NOW) is None


def test_a_session_ends_at_its_limit_and_at_signing_out(store: Session, jo: Person) -> None:
    token, other = people.start_session(store, jo, NOW), people.start_session(store, jo, NOW)
    assert people.person_of_token(store, token, 8, NOW + timedelta(hours=8)) is None
    people.end_session(store, token, NOW)
    assert people.person_of_token(store, token, 8, NOW) is None
    assert people.person_of_token(store, other, 8, NOW)


def test_other_roles_are_seen_at_once(store: Session, jo: Person) -> None:
    token = people.start_session(store, jo, NOW)
    people.set_roles(store, jo.email, ["viewer", "officer"], "test")
    found = people.person_of_token(store, token, 8, NOW)
    assert found
    assert found[1] == {"viewer", "officer"}


@pytest.mark.parametrize("change", ["stop", "password"])
def test_stopping_somebody_or_a_new_password_ends_their_sessions(store: Session, jo: Person, change: str) -> None:
    token = people.start_session(store, jo, NOW)
    if change == "stop":
        people.stop(store, jo.email, "test")
        people.readmit(store, jo.email, "test")
    else:
        people.set_password(store, jo.email, "quite another one", "test")
    assert people.person_of_token(store, token, 8, NOW) is None


def test_somebody_who_was_stopped_cannot_sign_in(store: Session, jo: Person) -> None:
    people.stop(store, jo.email, "test")
    assert people.check_password(store, jo.email, RIGHT) is None
    assert people.roles_of(store, key_of(jo.id)) == set()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"password": "short"}, "at least 10 characters"),
        ({"password": "x" * 1001}, "at least 10 characters"),
        ({"roles": ["king"]}, "king is not a role"),
        ({"roles": []}, "is not a role"),
        ({"roles": ["team"]}, "There is no team"),
        ({"email": "no address"}, "needs a name and an e-mail address"),
        ({"email": "JO@council.example"}, "may sign in already"),
    ],
)
def test_who_cannot_be_added_is_told_why(store: Session, jo: Person, given: dict[str, str], sentence: str) -> None:
    values = {"email": "sam@council.example", "name": "Sam", "password": RIGHT, "roles": ["officer"], "by": "test"}
    with pytest.raises(Refused, match=sentence):
        people.add_person(store, **{**values, **given})  # type: ignore[arg-type]


def test_everybody_is_listed_with_their_roles(store: Session, jo: Person) -> None:
    made.team(store)
    people.add_person(
        store, email="h@c.example", name="Hal", password=RIGHT, roles=["team"], team="highways", by="test"
    )
    listed = [(person.name, person.team, roles) for person, roles in people.everybody(store)]
    assert listed == [("Hal", "highways", {"team"}), ("Jo Officer", "", {"officer", "manager"})]


def test_a_password_never_reaches_the_record(store: Session, jo: Person) -> None:
    people.set_password(store, jo.email, "quite another one", "test")
    fail(store, 1)
    record = repr([(entry, value) for entry, value in audit.history(store, audit.SYSTEM)])
    assert "password set" in record
    assert not [word for word in (RIGHT, WRONG, "quite another one", "$argon2") if word in record]


def test_hashes_cost_what_is_recommended_unless_tests_say_otherwise() -> None:
    assert "$argon2id$v=19$m=65536,t=3,p=4$" in AS_INSTALLED().hash(RIGHT)
