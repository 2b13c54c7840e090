"""Who may sign in, and the teams: for the administrator, in the thin form this needs."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from sqlmodel import Session

from triage.store import people, teams
from triage.store.refusal import Refused
from triage.web import pages
from triage.web.access import Allowed, SignedIn
from triage.web.stores import Reading, Writing

router = APIRouter()
Administrator = Annotated[SignedIn, Depends(Allowed("administrator"))]
Fields = Annotated[dict[str, str], Depends(pages.form_fields)]
Roles = Annotated[list[str], Form()]


@router.get("/people")
def everybody(request: Request, _: Administrator, store: Reading) -> Response:
    return _people(request, store)


@router.post("/people")
def add(
    request: Request,
    person: Administrator,
    store: Writing,
    form: Fields,
    roles: Roles = [],  # noqa: B006
) -> Response:
    """Let somebody sign in with a first password that the administrator gives them."""
    given = {name: form.get(name, "") for name in ("email", "name", "password", "team")}
    try:
        people.add_person(store, roles=roles, by=person.name, **given)
    except Refused as refused:
        store.rollback()
        return _people(request, store, refused, given)
    return pages.go("/people", "person")


@router.post("/people/stop")
def stop(person: Administrator, store: Writing, email: Annotated[str, Form()] = "") -> Response:
    """End somebody's access at once."""
    if email == person.email:
        raise Refused("You cannot end your own access. Ask another administrator.")
    people.stop(store, email, person.name)
    return pages.go("/people", "person")


@router.post("/people/readmit")
def readmit(person: Administrator, store: Writing, email: Annotated[str, Form()] = "") -> Response:
    people.readmit(store, email, person.name)
    return pages.go("/people", "person")


@router.get("/teams")
def team_list(request: Request, _: Administrator, store: Reading) -> Response:
    return _teams(request, store)


@router.post("/teams")
def save_team(request: Request, person: Administrator, store: Writing, form: Fields) -> Response:
    """Add a team."""
    given = {name: form.get(name, "") for name in ("slug", "name", "email", "topics")}
    try:
        slug, name, email, topics = given.values()
        teams.add(store, by=person.name, slug=slug, name=name, email=email, topics=slugs(topics))
    except Refused as refused:
        store.rollback()
        return _teams(request, store, refused, given)
    return pages.go("/teams", "team")


@router.post("/teams/{slug}")
def edit_team(person: Administrator, store: Writing, slug: str, form: Fields) -> Response:
    """Change a team, or take it out of use."""
    name, email, topics = (form.get(field, "") for field in ("name", "email", "topics"))
    active = form.get("active") == "yes"
    teams.edit(store, slug, by=person.name, name=name, email=email, topics=slugs(topics), active=active)
    return pages.go("/teams", "team")


def slugs(text: str) -> list[str]:
    """Topic slugs typed with commas or spaces between them."""
    return text.replace(",", " ").split()


def _people(
    request: Request, store: Session, refused: Refused | None = None, given: dict[str, str] | None = None
) -> Response:
    errors = [{"text": str(refused), "href": "#name"}] if refused else []
    names = [{"value": "", "text": "No team"}, *({"value": t.slug, "text": t.name} for t in teams.teams(store))]
    values = {"rows": people.everybody(store), "teams": names, "given": given or {}, "errors": errors}
    return pages.render(request, "people.html", "People who may sign in", 422 if refused else 200, **values)


def _teams(
    request: Request, store: Session, refused: Refused | None = None, given: dict[str, str] | None = None
) -> Response:
    errors = [{"text": str(refused), "href": "#slug"}] if refused else []
    values = {"rows": teams.teams(store, active_only=False), "given": given or {}, "errors": errors}
    return pages.render(request, "teams.html", "Teams", 422 if refused else 200, **values)
