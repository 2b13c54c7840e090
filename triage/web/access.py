"""Who may open which page: sessions, roles declared on every route, and forms that only our own pages may send."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from triage.store import people
from triage.store.database import key_of, reading

COOKIE = "triage_session"
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
EVERYBODY = frozenset({"everybody"})
STAFF = ("viewer", "officer", "approver", "manager", "administrator")


class NotSignedIn(Exception):
    """The page needs somebody to be signed in."""


class NotAllowed(Exception):
    """The person who is signed in may not use this page."""


@dataclass(frozen=True)
class SignedIn:
    """The person a request comes from, as routes and templates see them."""

    id: int
    name: str
    email: str
    team: str
    roles: frozenset[str]

    def may(self, *roles: str) -> bool:
        return bool(self.roles & set(roles))


class Allowed:
    """A dependency that declares who may use a route, and holds them to it. `Allowed()` means everybody.

    Raises NotSignedIn or NotAllowed, which the error pages answer.
    """

    def __init__(self, *roles: str) -> None:
        self.roles = frozenset(roles) or EVERYBODY

    def __call__(self, request: Request) -> SignedIn | None:
        person = signed_in(request)
        if self.roles is EVERYBODY:
            return person
        if person is None:
            raise NotSignedIn
        if not person.may(*self.roles):
            raise NotAllowed
        return person


def roles_declared(route: Any) -> frozenset[str] | None:
    """The roles a route declares through `Allowed`; None where it declares nothing."""
    calls = [dependency.call for dependency in route.dependant.dependencies]
    return next((call.roles for call in calls if isinstance(call, Allowed)), None)


def signed_in(request: Request) -> SignedIn | None:
    """The person whose session the cookie names, looked up once a request."""
    if not hasattr(request.state, "person"):
        request.state.person = _look_up(request)
    person: SignedIn | None = request.state.person
    return person


def _look_up(request: Request) -> SignedIn | None:
    token = request.cookies.get(COOKIE, "")
    if not token:
        return None
    hours = request.app.state.settings.web.session_hours
    with reading(request.app.state.engine) as store:
        found = people.person_of_token(store, token, hours)
        if found is None:
            return None
        person, roles = found
        return SignedIn(key_of(person.id), person.name, person.email, person.team, roles)


def local_path(wanted: str) -> str:
    """`wanted` where it is a path on this site, else "/": nobody is led to another host after signing in."""
    parts = urlsplit(wanted)
    plain = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return wanted if plain and not parts.scheme and not parts.netloc and "\\" not in wanted else "/"


def from_our_pages(headers: Headers, base_url: str) -> bool:
    """Whether an unsafe request was sent by a page of ours: Sec-Fetch-Site, else Origin, else no session to misuse."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    if origin is not None:
        return urlsplit(origin).netloc in {urlsplit(base_url).netloc, headers.get("host", "")} - {""}
    return f"{COOKIE}=" not in headers.get("cookie", "")


class SameOrigin:
    """Middleware: a form sent by another site changes nothing; `refuse` answers it."""

    def __init__(self, app: ASGIApp, base_url: str, refuse: Callable[[Request], ASGIApp]) -> None:
        self.app, self.base_url, self.refuse = app, base_url, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        foreign = scope["type"] == "http" and scope["method"] not in SAFE_METHODS
        if foreign and not from_our_pages(Headers(scope=scope), self.base_url):
            await self.refuse(Request(scope, receive))(scope, receive, send)
            return
        await self.app(scope, receive, send)
