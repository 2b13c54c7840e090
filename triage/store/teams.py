"""Teams and the topics they answer for."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

from triage.store import audit
from triage.store.progress import OVER
from triage.store.refusal import Refused
from triage.store.tables import Case, Question, Team
from triage.store.text import storable


def teams(session: Session, active_only: bool = True) -> list[Team]:
    """Teams by name."""
    wanted = select(Team).order_by(col(Team.name))
    return list(session.exec(wanted.where(col(Team.active).is_(True)) if active_only else wanted))


def topics_of_teams(session: Session) -> list[tuple[str, Sequence[str]]]:
    """(slug, topics) of each active team, as casework.routing.decide takes them."""
    return [(team.slug, list(team.topics)) for team in teams(session)]


def add(session: Session, *, slug: str, name: str, by: str, email: str = "", topics: Iterable[str] = ()) -> Team:
    """Add a team. Raises Refused for a slug that is taken or not made of small letters, digits and hyphens."""
    if not slug or set(slug) - set("abcdefghijklmnopqrstuvwxyz0123456789-_"):
        raise Refused(f"{slug!r} cannot be a team's short name. Use small letters, digits and hyphens.")
    if _find(session, slug):
        raise Refused(f"There is a team {slug} already. Edit that one, or choose another short name.")
    team = Team(slug=slug, name=storable(name.strip()) or slug, email=storable(email.strip()), topics=list(topics))
    session.add(team)
    session.flush()
    audit.record(session, audit.SYSTEM, by, "team added", f"team {slug}", after=_facts(team))
    return team


def edit(
    session: Session, slug: str, *, by: str, name: str, email: str, topics: Iterable[str], active: bool = True
) -> Team:
    """Change a team. Raises Refused when it is to stop while questions of open cases are with it."""
    team = _find(session, slug)
    if team is None:
        raise Refused(f"There is no team {slug}. Choose one from the list.")
    if team.active and not active and _has_questions(session, slug):
        raise Refused(f"Questions of open cases are with {team.name}. Move them first; nothing was changed.")
    before = _facts(team)
    team.name, team.email, team.active = storable(name.strip()) or slug, storable(email.strip()), active
    team.topics = list(topics)
    session.add(team)
    audit.record(session, audit.SYSTEM, by, "team edited", f"team {slug}", before, _facts(team))
    return team


def _find(session: Session, slug: str) -> Team | None:
    return session.exec(select(Team).where(Team.slug == slug)).first()


def _has_questions(session: Session, slug: str) -> bool:
    open_ones = select(Question.id).join(Case).where(Question.team == slug, col(Case.state).not_in(OVER))
    return session.exec(open_ones.limit(1)).first() is not None


def _facts(team: Team) -> dict[str, object]:
    return team.model_dump(exclude={"id"})
