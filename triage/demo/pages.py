"""The demo's web page: what was sent, a form to write a request, and the "published" documents of the register.

It plays the outside world (a requester's mailbox and a council's website), so it knows nothing of cases. Served on
loopback only; the host and the origin of a form are checked all the same.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import FastAPI, Form, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.middleware.trustedhost import TrustedHostMiddleware

from triage.demo import sent
from triage.demo.published import document, documents
from triage.demo.written import NewRequest, compose

HERE = Path(__file__).resolve().parent
Deliver = Callable[[bytes, datetime], Awaitable[int]]
PAGES = Environment(
    loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


@dataclass(frozen=True)
class Office:
    """What the pages show and where what is written goes."""

    sent: Path
    deliver: Deliver
    foi_address: str


def create_app(sent_folder: Path, deliver: Deliver, foi_address: str) -> FastAPI:
    """The pages over `sent_folder`; `deliver` puts a message into the FOI mailbox and returns its UID."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.state.office = Office(sent_folder, deliver, foi_address)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])
    app.add_api_route("/", inbox, response_class=HTMLResponse)
    app.add_api_route("/style.css", style)
    app.add_api_route("/letter/{number}", letter, response_class=HTMLResponse)
    app.add_api_route("/write", write, response_class=HTMLResponse)
    app.add_api_route("/write", deliver_written, methods=["POST"], response_class=HTMLResponse)
    app.add_api_route("/written", written, response_class=HTMLResponse)
    app.add_api_route("/published", published_list, response_class=HTMLResponse)
    app.add_api_route("/published/{slug}", published, response_class=HTMLResponse)
    return app


def inbox(request: Request) -> HTMLResponse:
    office = _office(request)
    return _page("inbox", letters=sent.letters(office.sent), foi_address=office.foi_address)


def letter(request: Request, number: int) -> HTMLResponse:
    found = sent.letter(_office(request).sent, number)
    return _page("letter", letter=found) if found else _nothing_here("No letter with this number was sent.")


def write(request: Request, reply: int = 0) -> HTMLResponse:
    office = _office(request)
    answered = sent.letter(office.sent, reply) if reply else None
    form = NewRequest.reply_to(answered) if answered else NewRequest()
    return _page("write", form=form, problems={}, foi_address=office.foi_address)


async def deliver_written(
    request: Request,
    name: Annotated[str, Form()] = "",
    email: Annotated[str, Form()] = "",
    subject: Annotated[str, Form()] = "",
    text: Annotated[str, Form()] = "",
    reply: Annotated[int, Form()] = 0,
) -> Response:
    """Put what was written into the FOI mailbox as an e-mail that arrives now."""
    office = _office(request)
    if not _same_origin(request):
        return PlainTextResponse("The form was sent from another site. Nothing was delivered.", status_code=403)
    form = NewRequest(name=name, email=email, subject=subject, text=text, reply=reply)
    problems = form.problems()
    if problems:
        return _page("write", 422, form=form, problems=problems, foi_address=office.foi_address)
    now = datetime.now(UTC)
    answered = sent.letter(office.sent, reply) if reply else None
    uid = await office.deliver(compose(form, office.foi_address, now, answered), now)
    return RedirectResponse(f"/written?uid={uid}", status_code=303)


def written(uid: int) -> HTMLResponse:
    return _page("written", uid=uid)


def published_list() -> HTMLResponse:
    return _page("published_list", documents=documents().values())


def published(slug: str) -> HTMLResponse:
    found = document(slug)
    return _page("published", document=found) if found else _nothing_here("Nothing is published at this address.")


def style() -> Response:
    return Response((HERE / "templates" / "style.css").read_bytes(), media_type="text/css")


def _page(name: str, status: int = 200, **facts: Any) -> HTMLResponse:
    policy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    html = PAGES.get_template(f"{name}.html").render(**facts)
    return HTMLResponse(html, status_code=status, headers={"Content-Security-Policy": policy})


def _nothing_here(sentence: str) -> HTMLResponse:
    return _page("nothing", 404, sentence=sentence)


def _office(request: Request) -> Office:
    office: Office = request.app.state.office
    return office


def _same_origin(request: Request) -> bool:
    """Browsers send Origin with every form that is posted; what sends none is no browser."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host", "")
