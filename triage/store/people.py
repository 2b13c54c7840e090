"""Who may sign in, with which roles, and their sessions. A session row holds only the SHA-256 of its token."""

import hashlib
import math
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from triage.casework.status import Role
from triage.store import audit
from triage.store.database import key_of, lock
from triage.store.refusal import Refused
from triage.store.tables import Person, PersonRole, SignInFailure, Team, WebSession
from triage.store.text import address_key, storable

ROLES = tuple(role.value for role in Role)
MAY_APPROVE = frozenset({"officer", "approver"})
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 1000
WINDOW = timedelta(minutes=15)
MOST_PER_EMAIL, MOST_PER_ADDRESS = 5, 20


class TooManyFailures(Exception):
    """No password is looked at for now: too many wrong ones for this e-mail or from this network address."""

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait
        minutes = max(1, math.ceil(wait.total_seconds() / 60))
        super().__init__(f"There were too many wrong passwords. Try again in {minutes} minutes.")


@cache
def passwords() -> PasswordHash:
    """How passwords are hashed: argon2id as pwdlib recommends. Tests and the demo may `use_cheap_hashes()`."""
    return PasswordHash.recommended()


def use_cheap_hashes() -> None:
    """For tests: the least work argon2 allows. New hashes carry their own cost, so this changes no stored one."""
    cheap = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    globals()["passwords"] = cache(lambda: cheap)
    _nobody.cache_clear()


def add_person(
    session: Session, *, email: str, name: str, password: str, roles: Iterable[str], by: str, team: str = ""
) -> Person:
    """Let somebody sign in. Raises Refused for an address that is taken, unknown roles or team, a short password."""
    held = _checked_roles(session, roles, team)
    email = address_key(email)
    if "@" not in email or not name.strip():
        raise Refused("A person needs a name and an e-mail address. Nobody was added.")
    if find(session, email):
        raise Refused(f"{email} may sign in already. Change that person's roles or password instead.")
    person = Person(email=email, name=storable(name.strip()), password_hash=_hash(password), team=team)
    session.add(person)
    session.flush()
    session.add_all([PersonRole(person_id=key_of(person.id), role=role) for role in held])
    _record(
        session, by, "person added", person, None, {"email": email, "name": name, "roles": sorted(held), "team": team}
    )
    return person


def set_password(session: Session, email: str, password: str, by: str) -> Person:
    """Give somebody a new password, end their sessions and forget their failures."""
    person = _required(session, email)
    person.password_hash = _hash(password)
    session.add(person)
    end_all_sessions(session, person)
    session.exec(delete(SignInFailure).where(col(SignInFailure.email) == person.email))
    _record(session, by, "password set", person)
    return person


def set_roles(session: Session, email: str, roles: Iterable[str], by: str, team: str | None = None) -> Person:
    """The roles a person holds from now on, and for the role team whose questions they see. Seen at once."""
    person = _required(session, email)
    held = _checked_roles(session, roles, person.team if team is None else team)
    before = {"roles": sorted(roles_of(session, key_of(person.id))), "team": person.team}
    person.team = person.team if team is None else team
    session.add(person)
    rows = {row.role: row for row in session.exec(select(PersonRole).where(PersonRole.person_id == person.id))}
    for role in set(rows) - held:
        session.delete(rows[role])
    session.add_all([PersonRole(person_id=key_of(person.id), role=role) for role in held - set(rows)])
    session.flush()
    _record(session, by, "roles set", person, before, {"roles": sorted(held), "team": person.team})
    return person


def stop(session: Session, email: str, by: str) -> Person:
    """End somebody's access at once; what they approved stays on the record."""
    return _set_active(session, email, False, by, "access ended")


def readmit(session: Session, email: str, by: str) -> Person:
    """Let somebody sign in again with the password and roles they had."""
    return _set_active(session, email, True, by, "access given back")


def find(session: Session, email: str) -> Person | None:
    """The person with this address, stopped or not."""
    return session.exec(select(Person).where(Person.email == address_key(email))).first()


def everybody(session: Session) -> list[tuple[Person, frozenset[str]]]:
    """Everybody with their roles, by name; two queries."""
    held: dict[int, set[str]] = {}
    for row in session.exec(select(PersonRole)):
        held.setdefault(row.person_id, set()).add(row.role)
    people = session.exec(select(Person).order_by(col(Person.name), col(Person.email)))
    return [(person, frozenset(held.get(key_of(person.id), ()))) for person in people]


def roles_of(session: Session, person_id: int) -> frozenset[str]:
    """The roles a person holds now; none for somebody who was stopped."""
    wanted = select(PersonRole.role).join(Person).where(PersonRole.person_id == person_id, col(Person.active).is_(True))
    return frozenset(session.exec(wanted))


def check_password(
    session: Session, email: str, password: str, address: str = "", at: datetime | None = None
) -> Person | None:
    """The person, if they may sign in with this password; else None, and the failure is counted. COMMITS.

    `address` is the network address it came from. An unknown address takes as long as a wrong password. Raises
    TooManyFailures, without looking at the password, after 5 failures for the e-mail or 20 from the address in 15
    minutes.
    """
    at, email = at or datetime.now(UTC), address_key(email)
    _refuse_too_many(session, email, address, at)
    person = find(session, email)
    known = person.password_hash if person else _nobody()
    right = len(password) <= LONGEST_PASSWORD and passwords().verify(password, known)
    if right and person and person.active:
        session.exec(delete(SignInFailure).where(col(SignInFailure.email) == email))
        _record(session, person.name, "signed in", person, at=at)
    else:
        person = None
        session.add(SignInFailure(email=email, address=address, at=at))
        audit.record(
            session, audit.SYSTEM, "nobody", "sign-in refused", after={"email": email, "address": address}, at=at
        )
    session.commit()
    return person


def start_session(session: Session, person: Person, at: datetime | None = None) -> str:
    """A new session; returns the token for the cookie, which is not kept."""
    token = secrets.token_urlsafe(32)
    row = WebSession(token_sha256=_sha256(token), person_id=key_of(person.id), started_at=at or datetime.now(UTC))
    session.add(row)
    session.flush()
    return token


def person_of_token(
    session: Session, token: str, hours: int, at: datetime | None = None
) -> tuple[Person, frozenset[str]] | None:
    """Whose session this is, with the roles they hold now; None when it ended, is `hours` old or they were stopped."""
    oldest = (at or datetime.now(UTC)) - timedelta(hours=hours)
    wanted = select(Person).join(WebSession).where(WebSession.token_sha256 == _sha256(token))
    wanted = wanted.where(col(WebSession.ended_at).is_(None), WebSession.started_at > oldest)
    person = session.exec(wanted.where(col(Person.active).is_(True))).first()
    return (person, roles_of(session, key_of(person.id))) if person else None


def end_session(session: Session, token: str, at: datetime | None = None) -> None:
    """Sign out. A token that is not known is nobody's business."""
    row = session.get(WebSession, _sha256(token))
    if row and not row.ended_at:
        row.ended_at = at or datetime.now(UTC)
        session.add(row)


def end_all_sessions(session: Session, person: Person) -> None:
    """Sign somebody out everywhere."""
    live = select(WebSession).where(WebSession.person_id == person.id, col(WebSession.ended_at).is_(None))
    for row in session.exec(live).all():
        row.ended_at = datetime.now(UTC)
        session.add(row)


def _refuse_too_many(session: Session, email: str, address: str, at: datetime) -> None:
    """Counted one after another, so that many attempts at once are no way round the limit."""
    lock(session, f"sign in {email}")
    limits = [(SignInFailure.email, email, MOST_PER_EMAIL)]
    limits += [(SignInFailure.address, address, MOST_PER_ADDRESS)] if address else []
    for column, value, most in limits:
        failures = select(SignInFailure.at).where(col(column) == value, SignInFailure.at > at - WINDOW)
        last = session.exec(failures.order_by(col(SignInFailure.at).desc()).limit(most)).all()
        if len(last) >= most:
            raise TooManyFailures(last[-1] + WINDOW - at)


def _set_active(session: Session, email: str, active: bool, by: str, action: str) -> Person:
    person = _required(session, email)
    before, person.active = person.active, active
    session.add(person)
    end_all_sessions(session, person)
    _record(session, by, action, person, before, active)
    return person


def _checked_roles(session: Session, roles: Iterable[str], team: str) -> set[str]:
    held = set(roles)
    unknown = sorted(held - set(ROLES))
    if unknown or not held:
        raise Refused(f"{unknown[0] if unknown else 'Nothing'} is not a role. The roles are {', '.join(ROLES)}.")
    known = session.exec(select(func.count()).select_from(Team).where(Team.slug == team)).one()
    if ("team" in held or team) and not known:
        raise Refused(f"There is no team {team or '(none given)'}. Name the team whose questions this person answers.")
    return held


def _required(session: Session, email: str) -> Person:
    person = find(session, email)
    if person is None:
        raise Refused(f"Nobody signs in as {email}. Look at the list of people for the right address.")
    return person


def _hash(password: str) -> str:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise Refused(f"A password has at least {SHORTEST_PASSWORD} characters. Choose a longer one.")
    return passwords().hash(password)


@cache
def _nobody() -> str:
    """A hash that no password fits, so that an unknown e-mail costs as much as a wrong password."""
    return passwords().hash(secrets.token_hex(32))


def _record(
    session: Session,
    by: str,
    action: str,
    person: Person,
    before: object = None,
    after: object = None,
    at: datetime | None = None,
) -> None:
    audit.record(session, audit.SYSTEM, by, action, f"person {person.id}", before, after, at)


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
