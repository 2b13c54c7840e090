"""Teams and register entries from the configuration, once; afterwards people edit them on the pages."""

from sqlalchemy import func
from sqlmodel import Session, select

from triage.settings import Settings
from triage.store import register, teams
from triage.store.database import lock
from triage.store.tables import Publication, Team

BY = "configuration"


def seed_from_settings(session: Session, settings: Settings) -> None:
    """Put the configured teams and publications into the store where it has none. The caller commits."""
    lock(session, "seed")
    if _is_empty(session, Team):
        for team in settings.teams:
            teams.add(session, slug=team.slug, name=team.name, email=team.email, topics=team.topics, by=BY)
    if _is_empty(session, Publication):
        for entry in settings.publications:
            register.add(session, by=BY, **entry.model_dump())


def _is_empty(session: Session, table: type[Team] | type[Publication]) -> bool:
    return session.exec(select(func.count()).select_from(table)).one() == 0
