"""A look at one published link: does it open, for anyone, at the very place? Bounded in time, size and redirects."""

import http.client
import re
import socket
import ssl
import time
from dataclasses import dataclass
from typing import Any
from urllib import request
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit

from triage.casework.register import is_front_page, needs_sign_in

MOST_BYTES = 1_000_000
MOST_REDIRECTS = 5
CHUNK = 65_536
AGENT = "foi-triage (looks whether a published link opens)"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
PASSWORD_FIELD = re.compile(rb"<input\b[^>]{0,500}\btype\s*=\s*[\"']?password", re.IGNORECASE)
TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{0,500})", re.IGNORECASE)
NOT_FOUND = re.compile(rb"\b404\b|not found|cannot be found|can't be found|no longer available", re.IGNORECASE)


@dataclass(frozen=True)
class LinkCheck:
    """The result of a look. `status` is the page's HTTP status, None where no page counts as opened (no answer, a
    sign-in page, the site's front page); `note` says in a sentence what was found."""

    status: int | None
    note: str
    final_url: str


class _Stopped(Exception):
    """The look ends here, for the reason in the text."""


def look(url: str, timeout: float = 15) -> LinkCheck:
    """Open a link as anyone would, without signing in, and say what came. Never raises for what a site does.

    Reads at most 1 MB, follows at most five redirects and takes about `timeout` seconds at most. http and https only;
    this machine's own addresses are allowed, because the demo publishes there.
    """
    reason = _cannot_look(url)
    if reason:
        return LinkCheck(None, reason, url)
    deadline = time.monotonic() + timeout
    try:
        asked = request.Request(_ascii(url), headers={"User-Agent": AGENT})  # noqa: S310 - only http(s) gets here
        with _opener(urlsplit(url).hostname or "").open(asked, timeout=timeout) as answer:
            return _judged(url, answer.geturl(), answer.status, _read(answer, deadline))
    except HTTPError as error:
        with error:
            return LinkCheck(error.code, _refused(error), error.url or url)
    except _Stopped as stopped:
        return LinkCheck(None, str(stopped), url)
    except (URLError, OSError, http.client.HTTPException, ValueError) as error:
        return LinkCheck(None, f"The page did not open: {_plain(error)}.", url)


def _judged(url: str, final: str, status: int, body: bytes) -> LinkCheck:
    """What a page that opened amounts to."""
    moved = _without_fragment(final) != _without_fragment(_ascii(url))
    parts = urlsplit(final)
    if moved and is_front_page(parts):
        return LinkCheck(None, f"The link led to the site's front page ({final}).", final)
    if needs_sign_in(parts) or PASSWORD_FIELD.search(body):
        return LinkCheck(None, f"The link led to a page that asks people to sign in ({final}).", final)
    title = TITLE.search(body)
    if title and NOT_FOUND.search(title[1]):
        return LinkCheck(None, "The page opened, but its title says that nothing was found there.", final)
    fragment = urlsplit(url).fragment
    if fragment and b"<html" in body[:CHUNK].lower() and not _has_place(body, fragment):
        return LinkCheck(status, f"The page opened, but it has no place called #{fragment}.", final)
    return LinkCheck(status, f"The link moved on to {final}; it opened." if moved else "The page opened.", final)


def _has_place(body: bytes, fragment: str) -> bool:
    names = rb"\b(?:id|name)\s*=\s*[\"']?" + re.escape(fragment.encode("utf-8", "replace")) + rb"(?=[\"'\s>])"
    return re.search(names, body) is not None


def _read(answer: Any, deadline: float) -> bytes:
    """At most 1 MB, and no longer than the deadline: a server may send a byte a second for ever."""
    body = b""
    while len(body) < MOST_BYTES and (chunk := answer.read1(CHUNK)):
        body += chunk
        if time.monotonic() > deadline:
            raise _Stopped("The page did not finish in time.")
    return body[:MOST_BYTES]


def _cannot_look(url: str) -> str:
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        known = False
    return "" if known else "The link was not opened: it is not a web address that starts with https:// or http://."


class _Redirects(request.HTTPRedirectHandler):
    max_redirections = MOST_REDIRECTS
    max_repeats = MOST_REDIRECTS


def _opener(host: str) -> request.OpenerDirector:
    """Opens http and https only: no files, no ftp. A proxy of the environment is used, but not for this machine."""
    opener = request.OpenerDirector()
    handlers = [
        request.ProxyHandler({} if host in LOOPBACK else None),
        request.HTTPHandler(),
        request.HTTPSHandler(context=ssl.create_default_context()),
        request.HTTPCookieProcessor(),
        _Redirects(),
        request.HTTPDefaultErrorHandler(),
        request.HTTPErrorProcessor(),
        request.UnknownHandler(),
    ]
    for handler in handlers:
        opener.add_handler(handler)
    return opener


def _ascii(url: str) -> str:
    """The address as it goes over the wire: host in IDNA, other letters percent-encoded. Raises ValueError."""
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode()
    place = f"[{host}]" if ":" in host else host
    place += f":{parts.port}" if parts.port else ""
    safe = "/%:@!$&'()*+,;=~-._"
    return urlunsplit((parts.scheme, place, quote(parts.path, safe), quote(parts.query, safe + "?"), ""))


def _without_fragment(url: str) -> str:
    return url.partition("#")[0]


def _refused(error: HTTPError) -> str:
    if 300 <= error.code < 400:
        return f"The link moved on too often, or to what is no web page ({error.code})."
    return f"The server answered {error.code} ({error.reason})."


def _plain(error: Exception) -> str:
    reason = getattr(error, "reason", None) or error
    if isinstance(reason, TimeoutError):
        return "the server did not answer in time"
    if isinstance(reason, socket.gaierror):
        return "no such server is known"
    if isinstance(reason, ConnectionRefusedError):
        return "the server refused the connection"
    if isinstance(reason, ssl.SSLCertVerificationError):
        return f"the server's certificate is not trusted ({reason.verify_message})"
    return str(reason).rstrip(".") or type(reason).__name__
