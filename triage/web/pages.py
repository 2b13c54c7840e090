"""Turning values into a page: the Jinja environment, what every page knows, and redirects with a confirmation."""

from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader
from starlette.datastructures import FormData

from triage.casework.clock import Calendar, calendar_for
from triage.casework.status import STATES
from triage.settings import Settings
from triage.web import wording
from triage.web.access import SignedIn, signed_in

SECTIONS = (
    ("/queue", "Queue", ("officer", "approver", "viewer", "manager")),
    ("/parked", "Messages", ("officer",)),
    ("/sent", "Sent", ("officer", "approver", "viewer", "manager")),
    ("/team", "Your questions", ("team",)),
    ("/register", "Register", ("officer", "viewer", "manager", "administrator")),
    ("/figures", "Figures", ("manager", "officer", "viewer", "administrator")),
    ("/people", "People", ("administrator",)),
    ("/teams", "Teams", ("administrator",)),
)
FILTERS = ("day", "short_day", "when", "percent", "counted", "size", "in_words")
TABLES = ("LETTERS", "DRAFT_STATES", "REGIMES", "KINDS", "READING_ACTS", "ROLES")


def environment(settings: Settings) -> Environment:
    """Pages escape everything and, because the GOV.UK macros need it, are not strict about what is undefined."""
    macros = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    ours = FileSystemLoader(settings.templates_folder / "pages")
    made = Environment(loader=ChoiceLoader([ours, macros]), autoescape=True, trim_blocks=False)
    made.filters.update({name: getattr(wording, name) for name in FILTERS})
    made.globals.update({name: getattr(wording, name) for name in TABLES})
    made.globals.update(STATES=STATES, authority=settings.authority, service_name="FOI triage")
    return made


def render(request: Request, template: str, title: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page. `title` is its heading and the first part of what the browser calls it."""
    person = signed_in(request)
    done = request.query_params.get("done", "")
    known = {
        "title": title,
        "person": person,
        "sections": sections(person, request.url.path),
        "done": wording.DONE.get(done),
        "stays": done in wording.STAYING,
        "path": request.url.path,
        "today": wording.today(),
        "errors": [],
    }
    html = request.app.state.templates.get_template(template).render(**{**known, **values})
    return HTMLResponse(html, status_code=status)


def sections(person: SignedIn | None, path: str) -> list[dict[str, Any]]:
    """The navigation a person gets, in the form the service navigation component takes."""
    if person is None:
        return []
    return [
        {"href": href, "text": text, "active": path == href or path.startswith(f"{href}/")}
        for href, text, roles in SECTIONS
        if person.may(*roles)
    ]


def go(path: str, done: str = "", anchor: str = "") -> RedirectResponse:
    """See `path` next (303), with the confirmation that `done` stands for."""
    query = f"?done={done}" if done else ""
    return RedirectResponse(quote(path, safe="/?=&%-._~") + query + (f"#{anchor}" if anchor else ""), 303)


def calendar(request: Request) -> Calendar:
    """The authority's working days."""
    days = request.app.state.settings.calendar
    return calendar_for(days.add, days.remove)


def answers(form: FormData) -> dict[str, str]:
    """The text fields of a form, each its last value, without line-end differences."""
    return {name: str(value).replace("\r\n", "\n") for name, value in form.items() if isinstance(value, str)}


async def form_fields(request: Request) -> dict[str, str]:
    """A dependency: all text fields of the form that was sent."""
    return answers(await request.form())
