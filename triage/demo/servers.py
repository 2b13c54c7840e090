"""Start the demo's servers (IMAP, SMTP, web inbox) in a child process, and say how to use them."""

import json
import os
import selectors
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from triage.demo.arrivals import SAMPLE
from triage.settings import load

HOST = "127.0.0.1"
FOI_ADDRESS = "foi@ashcombe.example"
PASSWORD = "demo-mailbox"  # noqa: S105 - the servers listen on loopback only
START_SECONDS = 20


class DemoError(Exception):
    """The demo's servers did not start; the text says why."""


@dataclass(frozen=True)
class DemoPerson:
    """Somebody who can sign in to the demo."""

    name: str
    email: str
    roles: tuple[str, ...]
    team: str
    password: str


DEMO_PEOPLE = (
    DemoPerson("Jo Officer", "jo.officer@ashcombe.example", ("officer",), "", "officer-of-ashcombe"),
    DemoPerson("Pat Manager", "pat.manager@ashcombe.example", ("manager",), "", "manager-of-ashcombe"),
    DemoPerson("Sam Team", "sam.team@ashcombe.example", ("team",), "housing", "team-of-ashcombe"),
    DemoPerson("Alex Approver", "alex.approver@ashcombe.example", ("officer", "approver"), "", "approver-of-ashcombe"),
)


@dataclass(frozen=True)
class Ports:
    imap: int
    smtp: int
    web: int


@dataclass(frozen=True)
class Demo:
    """Servers that are running. `web` is the address of the web inbox, without a slash at the end."""

    folder: Path
    ports: Ports
    process: "subprocess.Popen[str]"

    @property
    def web(self) -> str:
        return f"http://{HOST}:{self.ports.web}"

    @property
    def imap(self) -> dict[str, Any]:
        """Values for triage.settings.Mailbox."""
        server = {"host": HOST, "port": self.ports.imap, "security": "none", "user": FOI_ADDRESS}
        return {**server, "password": PASSWORD, "poll_seconds": 5}

    @property
    def smtp(self) -> dict[str, Any]:
        """Values for triage.settings.Smtp."""
        return {"host": HOST, "port": self.ports.smtp, "security": "none"}

    def stop(self) -> None:
        """End the servers; returns when they have ended. What they kept stays in the folder."""
        self.process.terminate()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()


def start(folder: Path, today: date, sample: Path = SAMPLE) -> Demo:
    """Start the servers over `folder`, made on the first run from `sample` with arrival dates set back from `today`.

    They end with this process. Raises DemoError.
    """
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "triage.demo.child", str(folder), today.isoformat(), str(sample), str(os.getpid())]
    with (folder / "servers.log").open("ab") as log:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, text=True, start_new_session=True
        )
    try:
        return Demo(folder, _first_line(process, folder), process)
    except BaseException:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()
        raise


def demo_settings(demo: Demo, environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Overrides for triage.settings.load: the demo's servers, and a register that points at its own pages."""
    loaded = load(environ=environ)
    website = urlsplit(loaded.authority.website).netloc
    publications = [
        publication.model_copy(update={"url": _moved(publication.url, website, demo.web)}).model_dump()
        for publication in loaded.publications
    ]
    return {"mailboxes": {"foi": demo.imap}, "smtp": demo.smtp, "publications": publications}


def environment(demo: Demo) -> dict[str, str]:
    """The same servers as TRIAGE_ variables, for child processes that load the settings themselves."""
    mailbox = {f"TRIAGE_MAILBOXES__FOI__{key.upper()}": str(value) for key, value in demo.imap.items()}
    return mailbox | {f"TRIAGE_SMTP__{key.upper()}": str(value) for key, value in demo.smtp.items()}


def _moved(url: str, website: str, to: str) -> str:
    """The address of a published document on the demo's pages instead of the authority's website."""
    parts = urlsplit(url)
    if parts.netloc != website or not parts.path.startswith("/published/"):
        return url
    return to + parts.path + (f"#{parts.fragment}" if parts.fragment else "")


def _first_line(process: "subprocess.Popen[str]", folder: Path) -> Ports:
    """What the child says once it listens. Raises DemoError when it says a reason, nothing, or ends."""
    with selectors.DefaultSelector() as waiting:
        waiting.register(process.stdout, selectors.EVENT_READ)  # type: ignore[arg-type]
        ready = waiting.select(START_SECONDS)
    line = process.stdout.readline() if ready and process.stdout else ""
    said = json.loads(line) if line else {"error": f"they did not start; {folder / 'servers.log'} has the reason"}
    if "error" in said:
        raise DemoError(f"The demo's servers are not running: {said['error']}.")
    return Ports(**said)
