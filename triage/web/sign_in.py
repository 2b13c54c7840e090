"""Signing in and out, and the pages that need nobody to be signed in."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from triage.store import people
from triage.web import pages
from triage.web.access import COOKIE, Allowed, SignedIn, local_path
from triage.web.stores import Writing

router = APIRouter()
Anyone = Annotated[SignedIn | None, Depends(Allowed())]
HOMES = (("officer", "/queue"), ("team", "/team"), ("manager", "/figures"), ("administrator", "/people"))
WRONG = "The email address or the password is not right. Check both and try again."


@router.get("/")
def home(person: Anyone) -> RedirectResponse:
    """To the page where this person's work is."""
    if person is None:
        return pages.go("/sign-in")
    return pages.go(next((path for role, path in HOMES if person.may(role)), "/queue"))


@router.get("/sign-in")
def sign_in_page(request: Request, person: Anyone, back: str = "/") -> Response:
    if person is not None:
        return pages.go(local_path(back))
    return pages.render(request, "sign_in.html", "Sign in", back=local_path(back))


@router.post("/sign-in")
def sign_in(
    request: Request,
    _: Anyone,
    store: Writing,
    email: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "/",
) -> Response:
    """Start a session, or say why not. The same words for an unknown address and a wrong password."""
    address = request.client.host if request.client else ""
    try:
        person = people.check_password(store, email, password, address)
    except people.TooManyFailures as refused:
        return _again(request, email, back, str(refused), 429)
    if person is None:
        return _again(request, email, back, WRONG, 403)
    answer = pages.go(local_path(back))
    web = request.app.state.settings.web
    token = people.start_session(store, person)
    secure = web.base_url.startswith("https:")
    answer.set_cookie(COOKIE, token, max_age=web.session_hours * 3600, httponly=True, samesite="lax", secure=secure)
    return answer


@router.post("/sign-out")
def sign_out(request: Request, _: Anyone, store: Writing) -> Response:
    people.end_session(store, request.cookies.get(COOKIE, ""))
    answer = pages.go("/sign-in", "signed-out")
    answer.delete_cookie(COOKIE)
    return answer


@router.get("/accessibility")
def accessibility(request: Request, _: Anyone) -> Response:
    return pages.render(request, "accessibility.html", "Accessibility statement")


@router.get("/brand.css")
def brand(request: Request, _: Anyone) -> Response:
    """The authority's colour, which a strict policy does not let us write into the page."""
    colour = request.app.state.settings.authority.brand_colour
    style = f":root{{--govuk-brand-colour:{colour};--authority-colour:{colour}}}"
    return Response(style, media_type="text/css", headers={"Cache-Control": "max-age=300"})


def _again(request: Request, email: str, back: str, error: str, status: int) -> Response:
    errors = [{"text": error, "href": "#email"}]
    values = {"email": email, "back": local_path(back), "errors": errors}
    return pages.render(request, "sign_in.html", "Sign in", status, **values)
