"""`triage demo`: the main job on a sample mailbox, with a real IMAP and SMTP server on this machine."""

import os
import socket
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from triage.cli.options import Database, refuse, told

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from triage.demo.servers import Demo
    from triage.settings import Settings

FOLDER = Path("var/demo")


def demo(
    once: Annotated[bool, typer.Option("--once", help="Read, triage, print the table and end.")] = False,
    port: Annotated[int, typer.Option("--port", help="For the pages; a free one if it is taken.")] = 8000,
    database: Database = "",
) -> None:
    """Try everything on a sample mailbox. Prints where to sign in and as whom."""
    from triage.casework import clock
    from triage.demo import servers

    told.print("Starting an IMAP server, an SMTP server and a web inbox on this machine")
    try:
        running = servers.start(FOLDER, clock.receipt_date(datetime.now(UTC)))
    except servers.DemoError as error:
        raise refuse(str(error)) from None
    try:
        settings, engine = _open(running, database, free_port(port))
        if once:
            return _once(settings, engine)
        return _serve(settings, engine, running)
    finally:
        running.stop()


def _open(running: "Demo", database: str, port: int) -> "tuple[Settings, Engine]":
    """The demo's settings and its database, with the people who may sign in."""
    from triage.cli.options import opened_engine
    from triage.demo import servers
    from triage.settings import Web

    os.environ.update(servers.environment(running))
    chosen = database or f"sqlite:///{FOLDER.resolve()}/triage.db"
    overrides = servers.demo_settings(running)
    settings, engine = opened_engine(None, chosen, **{**overrides, "web": Web(port=port)})
    _add_people(engine)
    return settings, engine


def _add_people(engine: "Engine") -> None:
    from triage.demo.servers import DEMO_PEOPLE
    from triage.store import people
    from triage.store.database import session

    with session(engine) as store:
        known = {person.email for person, _ in people.everybody(store)}
        for who in DEMO_PEOPLE:
            if who.email not in known:
                people.add_person(store, **asdict(who), by="demo")


def _once(settings: "Settings", engine: "Engine") -> None:
    from triage.cli.mail import print_totals, tell
    from triage.cli.understanding import reader
    from triage.inbox import intake

    totals = tell(intake.read_all(engine, settings, reader(settings)), as_json=False)
    print_totals(totals, as_json=False)
    print(intake.sums(engine))


def _serve(settings: "Settings", engine: "Engine", running: "Demo") -> None:
    from triage.cli.service import beside, serve_pages
    from triage.demo.servers import DEMO_PEOPLE

    where = f"http://{settings.web.host}:{settings.web.port}"
    print(f"\nSign in at   {where}")
    for who in DEMO_PEOPLE:
        print(f"  as {'/'.join(who.roles):24} {who.email:36} password {who.password}")
    print(f"Web inbox    {running.web}   (what was sent; write a request of your own)")
    print("Press Ctrl-C to end. The mailbox is being read while you look.\n", flush=True)
    with beside(settings, None):
        serve_pages(settings, engine)


def free_port(wanted: int) -> int:
    """`wanted`, or a free port of the system's choice if it is taken."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no port is free on this machine")
