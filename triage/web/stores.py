"""How routes reach the store: a session that only reads, or one whose changes are kept when the route ends well."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Path, Request
from sqlmodel import Session

from triage.store import database


def _reading(request: Request) -> Iterator[Session]:
    with database.reading(request.app.state.engine) as store:
        yield store


def _writing(request: Request) -> Iterator[Session]:
    with database.session(request.app.state.engine) as store:
        yield store


Reading = Annotated[Session, Depends(_reading, scope="function")]
Writing = Annotated[Session, Depends(_writing, scope="function")]
RowId = Annotated[int, Path(ge=1, le=2_147_483_647)]
