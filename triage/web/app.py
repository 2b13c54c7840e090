"""The web application: its parts, its middleware and its error pages."""

from pathlib import Path
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from triage.casework.status import Refused
from triage.settings import Settings
from triage.store.database import Engine
from triage.web import (
    asker,
    case,
    case_letters,
    drafts,
    figures,
    pages,
    parked,
    people,
    questions,
    queue,
    reading,
    register,
    sign_in,
    team,
)
from triage.web.access import Doorkeeper, NotAllowed, NotSignedIn
from triage.web.headers import ALWAYS, SafeHeaders

STATIC = Path(__file__).resolve().parent / "static"
LARGEST_BODY = 2_000_000
PARTS = (sign_in, queue, reading, asker, questions, case_letters, case, drafts, parked, register, figures, people, team)
ERRORS = {
    400: ("That could not be read", "Nothing was changed. Go back, load the page again and try once more."),
    403: ("You may not use this page", "Nothing was changed. Ask your administrator if you need it for your work."),
    404: ("There is nothing at this address", "Check the address, or start from your own first page."),
    405: ("There is nothing at this address", "Start from your own first page."),
    409: ("That was not done", ""),
    413: ("That is too large", "Nothing was changed. Send less text, at most 2 MB."),
    422: ("That could not be read", "Nothing was changed. Go back, load the page again and try once more."),
    500: (
        "Something went wrong here",
        "What you sent was not kept. The fault is on record. Go back and try again, or tell your administrator.",
    ),
}
FOREIGN = (
    "The form was not sent from a page of ours, so nothing was changed. Open the page again and send it from there."
)


def create_app(settings: Settings, engine: Engine) -> FastAPI:
    """The pages over a migrated database. Nothing is read or sent here: that is the worker's."""
    app = FastAPI(
        title="FOI triage",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        max_body_size=10 * LARGEST_BODY,
    )
    app.state.settings, app.state.engine = settings, engine
    app.state.templates = pages.environment(settings)
    for part in PARTS:
        app.router.routes.extend(part.router.routes)  # so that app.routes lists every page
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    _answer_errors(app)
    app.add_middleware(Doorkeeper, base_url=settings.web.base_url, largest=LARGEST_BODY, refuse=_turned_away)
    app.add_middleware(SafeHeaders, secure=settings.web.base_url.startswith("https:"))
    return app


def _answer_errors(app: FastAPI) -> None:
    app.add_exception_handler(NotSignedIn, _to_sign_in)
    app.add_exception_handler(NotAllowed, lambda request, _: _error(request, 403))
    app.add_exception_handler(LookupError, _not_there)
    app.add_exception_handler(Refused, lambda request, error: _error(request, 409, str(error)))
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _fault)


def _to_sign_in(request: Request, _: Exception) -> Response:
    """To the sign-in page, and from there back to where they were; a form that was sent is not sent again."""
    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    back = path if request.method == "GET" else "/"
    return RedirectResponse(f"/sign-in?back={quote(back, safe='/')}", 303)


def _not_there(request: Request, error: Exception) -> Response:
    """The store says so with a plain LookupError; a KeyError or IndexError is a fault of ours."""
    if type(error) is not LookupError:
        raise error
    return _error(request, 404)


def _http_error(request: Request, error: Exception) -> Response:
    return _error(request, error.status_code if isinstance(error, HTTPException) else 500)


def _unreadable(request: Request, error: Exception) -> Response:
    """A number in the address that is none is an address where nothing is; the rest is a form we cannot read."""
    places = [str(each["loc"][0]) for each in error.errors()] if isinstance(error, RequestValidationError) else []
    return _error(request, 404 if "path" in places else 422)


def _fault(request: Request, _: Exception) -> Response:
    """The page for our own faults asks the store for nothing: it may be what is broken."""
    request.state.person = None
    return _error(request, 500)


def _error(request: Request, status: int, sentence: str = "") -> Response:
    title, what_next = ERRORS.get(status, ERRORS[400 if status < 500 else 500])
    answer = pages.render(request, "error.html", title, status, sentence=sentence or what_next)
    answer.headers.update(ALWAYS)  # the page for 500 is made outside the middleware
    return answer


def _turned_away(request: Request, status: int) -> Response:
    if status == 403:
        return pages.render(request, "error.html", "That was not done", 403, sentence=FOREIGN)
    return _error(request, status)
