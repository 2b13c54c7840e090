"""`triage check`: look at every part of an installation and say in a sentence what is wrong and what to do."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from triage.casework import clock
from triage.cli.options import FAILED, ConfigFolder, Database, opened_engine
from triage.cli.service import missing_parts
from triage.cli.understanding import topics_file
from triage.letters import drafting
from triage.settings import Settings, Smtp

if TYPE_CHECKING:
    from sqlalchemy import Engine

FEWEST_DAYS_LEFT = 90
OLDEST_CHECK = timedelta(days=365)


def check(database: Database = "", config: ConfigFolder = None) -> None:
    """Everything that could be wrong with this installation, one sentence each, with what to do."""
    found = problems(config, database)
    print("\n".join(found) if found else "Nothing wrong was found.")
    if found:
        raise typer.Exit(FAILED)


def problems(config: Path | None, database: str) -> list[str]:
    """One sentence a problem; empty when nothing wrong was found."""
    settings, engine = opened_engine(config, database)
    return [
        *missing_parts(settings),
        *_sample_left(settings),
        *_old_regulator(settings),
        *drafting.faults(settings),
        *_calendar(settings),
        *_topics(settings),
        *_mailboxes(settings),
        *_smtp(settings.smtp),
        *_record(engine),
    ]


def _sample_left(settings: Settings) -> Iterator[str]:
    """What still belongs to the sample's invented council: its names end in .example."""
    for name, value in settings.authority:
        values = value if isinstance(value, list) else [str(value)]
        if any(".example" in each or "Ashcombe" in each for each in values):
            yield f"authority.toml: {name} is still the sample's: set it to your own"
    if any(".example" in team.email for team in settings.teams):
        yield "teams.toml still holds the sample's addresses: write your own teams before the first start"
    if any(".example" in entry.url for entry in settings.publications):
        yield "publications.toml still holds the sample's register: write your own, or empty it, before the first start"
    if any(".example" in holder.contact for holder in settings.holders):
        yield "holders.toml still holds the sample's authorities: write those near you, or empty it"


def _old_regulator(settings: Settings) -> Iterator[str]:
    checked = settings.regulator.checked_on
    if datetime.now(UTC).date() - checked > OLDEST_CHECK:
        yield f"the regulator's details were last checked on {checked}: check them and set regulator.checked_on"


def _calendar(settings: Settings) -> Iterator[str]:
    calendar = clock.calendar_for(settings.calendar.add, settings.calendar.remove)
    today = clock.receipt_date(datetime.now(UTC))
    try:
        clock.add_working_days(today, FEWEST_DAYS_LEFT, calendar)
    except ValueError:
        yield f"fewer than {FEWEST_DAYS_LEFT} working days of bank holidays are known: upgrade the holidays package"


def _topics(settings: Settings) -> Iterator[str]:
    try:
        topics_file(settings)
    except FileNotFoundError as error:
        yield f"{error}: set authority.profile to one of these"
    for team in settings.teams:
        if not team.email:
            yield f"teams.toml: the team {team.name} has no address: add email"


def _mailboxes(settings: Settings) -> Iterator[str]:
    from triage.inbox.mailbox import Connection, MailboxError

    for name, mailbox in settings.mailboxes.items():
        try:
            with Connection.open(mailbox):
                pass
        except MailboxError as error:
            yield f"mailbox {name}: {error}"


def _smtp(server: Smtp | None) -> Iterator[str]:
    from triage.outbox import connect

    if server is None:
        return
    try:
        with connect(server):
            pass
    except OSError as error:
        yield f"smtp: {server.host}:{server.port} cannot be used ({error}): check smtp in the configuration"


def _record(engine: "Engine") -> Iterator[str]:
    from triage.store import audit, register
    from triage.store.database import session

    with session(engine) as store:
        yield from audit.verify(store)
        for entry in register.broken(store):
            yield f"register: {entry.title}: {entry.checked_note}"
