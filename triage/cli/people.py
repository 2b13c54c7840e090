"""`triage user …`: who may sign in, and as what."""

import secrets
from typing import Annotated

import typer

from triage.cli.options import ConfigFolder, Database, opened

Roles = Annotated[list[str], typer.Option("--role", help="viewer, team, officer, approver, manager, administrator.")]
Email = Annotated[str, typer.Argument(help="The address they sign in with.")]


def add(
    name: Annotated[str, typer.Argument(help="Their name, as approvals will show it.")],
    email: Email,
    role: Roles,
    team: Annotated[str, typer.Option("--team", help="For the role team: whose questions they see.")] = "",
    database: Database = "",
    config: ConfigFolder = None,
) -> None:
    """Let somebody sign in. Prints a first password."""
    from triage.store import people

    chosen = secrets.token_urlsafe(12)
    with opened(config, database) as (_, session):
        people.add_person(session, email=email, name=name, password=chosen, roles=role, team=team, by="command line")
    print(f"{name} may sign in as {email} with the password {chosen}")


def list_(database: Database = "", config: ConfigFolder = None) -> None:
    """Everybody who may sign in."""
    from triage.store import people

    with opened(config, database) as (_, session):
        for person, held in people.everybody(session):
            state = "" if person.active else "  (stopped)"
            print(f"{person.email:40} {person.name:30} {', '.join(sorted(held))}{state}")


def password(email: Email, database: Database = "", config: ConfigFolder = None) -> None:
    """Give somebody a new password and end their sessions. Prints it."""
    from triage.store import people

    chosen = secrets.token_urlsafe(12)
    with opened(config, database) as (_, session):
        people.set_password(session, email, chosen, by="command line")
    print(f"The new password of {email} is {chosen}")


def roles(email: Email, role: Roles, database: Database = "", config: ConfigFolder = None) -> None:
    """The roles a person holds from now on."""
    from triage.store import people

    with opened(config, database) as (_, session):
        people.set_roles(session, email, role, by="command line")
    print(f"{email} is now {', '.join(sorted(role))}")


def stop(email: Email, database: Database = "", config: ConfigFolder = None) -> None:
    """End somebody's access; what they approved stays on the record."""
    from triage.store import people

    with opened(config, database) as (_, session):
        people.stop(session, email, by="command line")
    print(f"{email} can no longer sign in")
