"""The pages served for real, with an SMTP server and a published document, and Debian's Chromium to visit them."""

import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from tests.conftest import lacking
from tests.outbox.smtp_servers import Server, serving
from tests.web import casework
from triage import outbox
from triage import settings as configuration
from triage.letters import links
from triage.settings import Settings
from triage.store import people, register
from triage.store.database import Engine, migrate, open_engine, session
from triage.web.app import create_app

CHROMIUM = Path("/usr/bin/chromium")
ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


@dataclass
class Office:
    """A council at work: its pages, its database, the server its letters leave by, and what it publishes."""

    url: str
    engine: Engine
    settings: Settings
    smtp: Server
    published: str
    references: dict[str, str] = field(default_factory=dict)

    def send_all(self) -> None:
        """What the worker does with approved letters, until none is left."""
        while outbox.send_one(self.engine, self.settings, "worker"):
            pass

    def look_at_links(self) -> None:
        """What the worker does with links that somebody wants looked at."""
        with session(self.engine) as store:
            while entry := register.next_wanted(store):
                register.record_check(store, entry.id or 0, links.look(entry.url, 3))

    def letters(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, _class=EmailMessage, policy=policy.default) for raw in self.smtp.taken]


class Published(BaseHTTPRequestHandler):
    """One published page."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<title>Pothole repairs</title><h1>Pothole repairs by year</h1>")

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Debian's browser, driven by Playwright, whose event loop must not outlive the module: other tests have theirs."""
    if not CHROMIUM.is_file():
        lacking("Chromium", "chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture
def published() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Published)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/published/potholes"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with staff and teams, copied for every test."""
    people.use_cheap_hashes()
    path = tmp_path_factory.mktemp("browser") / "prepared.db"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    with session(engine) as store:
        casework.add_staff(store, configuration.load(configuration.bundled("config"), environ={}, publications=[]))
    engine.dispose()
    return path


@pytest.fixture
def smtp() -> Iterator[Server]:
    """An SMTP server whose event loop runs in a thread, out of Playwright's way."""
    server, ready, done = Server(), threading.Event(), threading.Event()

    def serve() -> None:
        with serving(server):
            ready.set()
            done.wait()

    thread = threading.Thread(target=serve)
    thread.start()
    assert ready.wait(10)
    yield server
    done.set()
    thread.join(10)


@pytest.fixture
def office(tmp_path: Path, prepared: Path, published: str, smtp: Server) -> Iterator[Office]:
    """An office with one open case whose acknowledgement is drafted, and one register entry."""
    engine = open_engine(f"sqlite:///{shutil.copy(prepared, tmp_path / 'office.db')}")
    given = configuration.Smtp(host="127.0.0.1", port=smtp.port, security="none", timeout_seconds=5)
    settings = configuration.load(
        configuration.bundled("config"), environ={}, smtp=given, publications=[], letters={"hold_seconds": 0}
    )
    made = Office("", engine, settings, smtp, published)
    with session(engine) as store:
        entry = {"title": "Pothole repairs", "url": published, "where_in_it": "the table", "period": "2026"}
        register.add(store, by="test", **entry)
        case = casework.open_case(store, settings)
        casework.acknowledge(store, settings, case)
        made.references["potholes"] = case.reference
    yield from _served(made)
    engine.dispose()


def _served(made: Office) -> Iterator[Office]:
    """The pages on a free port, in a thread, until the test ends."""
    config = uvicorn.Config(create_app(made.settings, made.engine), host="127.0.0.1", port=0, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    made.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    yield made
    server.should_exit = True
    thread.join(20)


def sign_in(page: Any, office: Office, key: str) -> None:
    page.goto(f"{office.url}/sign-in")
    page.get_by_label("Email address").fill(f"{key}@ashcombe.example")
    page.get_by_label("Password").fill(casework.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
