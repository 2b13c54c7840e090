"""A look at links on a real server on this machine: what opens for anyone, and what does not."""

import socket
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from triage.letters import links

PAGES = {
    "/published/contracts": b'<html><title>Contracts</title><h2 id="current">Current</h2></html>',
    "/published/caf%C3%A9": b"<html><title>Cafes</title></html>",
    "/published/gone-soft": b"<html><title>Page not found - Council</title></html>",
    "/members": b"<html><form><input name=p type='password'></form></html>",
    "/account/login": b"<html><title>Welcome</title></html>",
    "/": b"<html><title>Council</title></html>",
    "/big": b"<html>" + b"x" * 3_000_000,
}
MOVED = {
    "/old": "/published/contracts",
    "/to-front": "/",
    "/private": "/account/login?next=/private",
    "/loop": "/loop",
    "/to-file": "file:///etc/hostname",
    "/to-ftp": "ftp://127.0.0.1/x",
    **{f"/hop{n}": f"/hop{n - 1}" for n in range(2, 9)},
    "/hop1": "/published/contracts",
}


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path in MOVED:
            self.send_response(302)
            self.send_header("Location", MOVED[self.path])
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif self.path in ("/slow", "/endless"):
            self.stream(*((b"x", 40, 0.1) if self.path == "/slow" else (b"x" * 65_536, 1_000_000, 0)))
        else:
            self.page(PAGES.get(self.path.partition("?")[0]))

    def page(self, body: bytes | None) -> None:
        self.send_response(404 if body is None else 200)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def stream(self, chunk: bytes, times: int, pause: float) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(times):
            self.wfile.write(chunk)
            self.wfile.flush()
            time.sleep(pause)

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """The tests' output stays clean."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(
    ("path", "note"),
    [
        ("/published/contracts", "The page opened."),
        ("/published/contracts#current", "The page opened."),
        ("/published/café", "The page opened."),
        ("/big", "The page opened."),
        ("/published/contracts#old", "The page opened, but it has no place called #old."),
    ],
)
def test_a_page_that_anyone_can_open(site: str, path: str, note: str) -> None:
    found = links.look(site + path)
    assert (found.status, found.note) == (200, note)


@pytest.mark.parametrize("path", ["/old", "/hop5"])
def test_a_link_that_moved_says_where_to(site: str, path: str) -> None:
    found = links.look(site + path)
    assert (found.status, found.final_url) == (200, f"{site}/published/contracts")
    assert found.note == f"The link moved on to {site}/published/contracts; it opened."


@pytest.mark.parametrize(
    ("path", "note"),
    [
        ("/to-front", "The link led to the site's front page"),
        ("/private", "The link led to a page that asks people to sign in"),
        ("/members", "The link led to a page that asks people to sign in"),
        ("/published/gone-soft", "its title says that nothing was found there"),
        ("/to-ftp", "The page did not open: unknown url type: ftp."),
    ],
)
def test_a_page_that_does_not_count_has_no_status_and_says_why(site: str, path: str, note: str) -> None:
    found = links.look(site + path)
    assert found.status is None
    assert note in found.note


@pytest.mark.parametrize(
    ("path", "status", "note"),
    [
        ("/nowhere", 404, "The server answered 404 (Not Found)."),
        ("/loop", 302, "The link moved on too often, or to what is no web page (302)."),
        ("/hop8", 302, "The link moved on too often, or to what is no web page (302)."),
        ("/to-file", 302, "The link moved on too often, or to what is no web page (302)."),
    ],
)
def test_an_answer_that_is_no_page_keeps_its_status(site: str, path: str, status: int, note: str) -> None:
    found = links.look(site + path)
    assert (found.status, found.note) == (status, note)


def test_a_server_that_never_finishes_is_left_in_time(site: str) -> None:
    started = time.monotonic()
    found = links.look(site + "/slow", timeout=0.5)
    assert (found.status, found.note) == (None, "The page did not finish in time.")
    assert time.monotonic() - started < 3


def test_a_page_without_end_is_read_no_further_than_a_megabyte(site: str) -> None:
    assert links.look(site + "/endless", timeout=5).note == "The page opened."


def test_a_server_that_is_silent_is_left_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        found = links.look(f"http://127.0.0.1:{silent.getsockname()[1]}/x", timeout=0.3)
    assert (found.status, found.note) == (None, "The page did not open: the server did not answer in time.")


def test_a_server_that_is_not_there_is_said_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    assert links.look(f"http://127.0.0.1:{port}/x").note == "The page did not open: the server refused the connection."


@pytest.mark.parametrize(
    "url", ["file:///etc/hostname", "javascript:alert(1)", "", "http://", "http://[::1", "http://h:99999/"]
)
def test_what_is_no_web_address_is_not_opened(url: str) -> None:
    assert links.look(url).note.startswith("The link was not opened: it is not a web address")


def test_an_address_with_a_line_break_in_it_reaches_no_server(site: str) -> None:
    found = links.look(f"{site}/published/contracts\r\nX-Evil: 1 HTTP/1.1")
    assert found.status != 200
