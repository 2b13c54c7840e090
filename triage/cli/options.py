"""What every command shares: where the configuration and the database are, and how problems are told."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from triage.settings import Settings, SettingsError, load

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

Database = Annotated[str, typer.Option("--database", help="Database URL instead of the setting.", show_default=False)]
ConfigFolder = Annotated[
    Path | None, typer.Option("--config", help="Folder with authority.toml and the others.", show_default=False)
]

DONE, FAILED, REFUSED = 0, 1, 2
told = Console(stderr=True, highlight=False, soft_wrap=True)


def refuse(*sentences: str) -> typer.Exit:
    """Print the reasons on standard error and give the exit to raise (2: wrong use or refused)."""
    for sentence in sentences:
        told.print(sentence, markup=False)
    return typer.Exit(REFUSED)


def settings_for(config: Path | None, database: str = "", **overrides: Any) -> Settings:
    """The settings, with the command's own database. Exits 2 with one sentence a problem."""
    if database:
        overrides["database"] = database
    try:
        return load(config, **overrides)
    except SettingsError as error:
        raise refuse(*error.problems) from None


@contextmanager
def opened(config: Path | None, database: str = "") -> "Iterator[tuple[Settings, Session]]":
    """The settings and a session on their migrated database, committed at the end. What the store refuses exits 2."""
    from triage.store.database import session
    from triage.store.refusal import Refused

    settings, engine = opened_engine(config, database)
    try:
        with session(engine) as store:
            yield settings, store
    except Refused as refused:
        raise refuse(str(refused)) from None


def opened_engine(config: Path | None, database: str = "", **overrides: Any) -> "tuple[Settings, Engine]":
    """The settings and an engine on their migrated, seeded database. Exits 2 when it cannot be opened."""
    from triage.store import database as store
    from triage.store.seed import seed_from_settings

    settings = settings_for(config, database, **overrides)
    try:
        engine = store.open_engine(settings.database)
        store.migrate(engine)
    except store.DatabaseError as error:
        raise refuse(str(error)) from None
    with store.session(engine) as session:
        seed_from_settings(session, settings)
    return settings, engine


def interactive() -> bool:
    return sys.stdout.isatty()
