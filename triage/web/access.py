"""Who may open which page: sessions, roles declared on every route, and forms that only our own pages may send."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from triage.store import people
from triage.store.database import key_of, reading

COOKIE = "triage_session"
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
EVERYBODY = frozenset({"everybody"})


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


class Doorkeeper:
    """Middleware: a form sent by another site, or one larger than `largest` bytes, gets no further.

    `refuse` makes the page that says so, from the request and the status. FastAPI's own limit counts the bytes that
    really come; this one only gives what is announced as too large a page people can read.
    """

    def __init__(self, app: ASGIApp, base_url: str, largest: int, refuse: Callable[[Request, int], ASGIApp]) -> None:
        self.app, self.base_url, self.largest, self.refuse = app, base_url, largest, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        status = self.status(scope["method"], Headers(scope=scope)) if scope["type"] == "http" else 0
        app = await run_in_threadpool(self.refuse, Request(scope, receive), status) if status else self.app
        await app(scope, receive, send)

    def status(self, method: str, headers: Headers) -> int:
        """0 to go on, else the HTTP status of the refusal."""
        if method in SAFE_METHODS:
            return 0
        if not from_our_pages(headers, self.base_url):
            return 403
        announced = headers.get("content-length", "0")
        return 413 if announced.isdecimal() and int(announced) > self.largest else 0
