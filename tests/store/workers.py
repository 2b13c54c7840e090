"""What the processes of `at_once` do."""

from datetime import timedelta

from tests.store import made
from triage.store import cases, database, outgoing, reading
from triage.store.refusal import Refused


def migrate(url: str) -> bool:
    engine = database.open_engine(url)
    database.migrate(engine)
    engine.dispose()
    return True


def claim_all(url: str) -> list[int]:
    """The ids of the letters this process could claim."""
    engine, claimed = database.open_engine(url), []
    with database.session(engine) as session:
        while item := outgoing.claim(session, made.RECEIVED + timedelta(days=7), "worker"):
            claimed.append(database.key_of(item.id))
    engine.dispose()
    return claimed


def move(given: tuple[str, int, str]) -> bool:
    """Whether this process could move the question from no team to the given one."""
    url, question_id, team = given
    engine = database.open_engine(url)
    try:
        with database.session(engine) as session:
            cases.move_question(session, question_id, team, f"officer for {team}", expected="")
        return True
    except Refused:
        return False
    finally:
        engine.dispose()


def merge(given: tuple[str, int, int, str]) -> bool:
    """Whether this process could merge a question of a case as it was seen."""
    url, case_id, question_id, seen = given
    engine = database.open_engine(url)
    try:
        with database.session(engine) as session:
            reading.merge(session, case_id, question_id, "Jo Officer", seen)
        return True
    except Refused:
        return False
    finally:
        engine.dispose()


def open_case(given: tuple[str, int]) -> str:
    """The reference of a case opened from a message of its own."""
    url, uid = given
    engine = database.open_engine(url)
    with database.session(engine) as session:
        reference = made.case(session, uid, to=("", "")).reference
    engine.dispose()
    return reference
