"""The demo's three servers, started for real: mail that lasts over restarts, and an end that cannot be missed."""

import signal
import smtplib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from imapclient import IMAPClient

from triage.demo import servers
from triage.demo.child import USUAL, last_ports, listen
from triage.demo.kept import kept
from triage.demo.servers import Demo
from triage.demo.smtp import envelope_of
from triage.settings import load

LETTER = b"From: FOI <foi@ashcombe.example>\r\nTo: robin@resident.example\r\nSubject: Hello\r\n\r\n.dot\r\ncaf\xe9\r\n"


@contextmanager
def mailbox(demo: Demo) -> Iterator[IMAPClient]:
    with IMAPClient("127.0.0.1", demo.ports.imap, ssl=False, timeout=10) as client:
        client.normalise_times = False
        client.login(demo.imap["user"], demo.imap["password"])
        yield client


def listed(demo: Demo) -> tuple[int, dict[int, tuple[datetime, bytes]]]:
    """UIDVALIDITY and every message of the INBOX, as a client sees them."""
    with mailbox(demo) as client:
        validity = client.select_folder("INBOX", readonly=True)[b"UIDVALIDITY"]
        found: dict[int, Any] = client.fetch(client.search("ALL"), ["INTERNALDATE", "BODY.PEEK[]"])
        return validity, {uid: (row[b"INTERNALDATE"], row[b"BODY[]"]) for uid, row in found.items()}


def send(demo: Demo, raw: bytes = LETTER) -> None:
    with smtplib.SMTP("127.0.0.1", demo.ports.smtp, timeout=10) as client:
        client.sendmail("foi@ashcombe.example", ["robin@resident.example"], raw)


def append(demo: Demo, raw: bytes) -> None:
    with mailbox(demo) as client:
        client.append("INBOX", raw)


def test_messages_arrive_in_the_order_of_their_dates_set_back_from_today(demo: Demo, today: date) -> None:
    _, messages = listed(demo)
    subjects = [raw.split(b"Subject: ")[1].split(b"\r\n")[0] for _, raw in messages.values()]
    assert subjects[:3] == [b"early", b"late", b"today"]
    assert (today - messages[2][0].date()).days == 3


def test_no_message_arrives_in_the_future(demo: Demo) -> None:
    _, messages = listed(demo)
    assert max(at for at, _ in messages.values()) <= datetime.now().astimezone()


def test_dates_in_a_message_are_filled_in_and_its_other_bytes_kept(demo: Demo) -> None:
    raw = listed(demo)[1][1][1]
    assert b"@@" not in raw
    assert raw.endswith(b"> caf\xe9\r\n")


def test_a_wrong_password_is_refused(demo: Demo) -> None:
    client = IMAPClient("127.0.0.1", demo.ports.imap, ssl=False, timeout=10)
    with client, pytest.raises(Exception, match=r"(?i)authentication|credentials"):
        client.login(demo.imap["user"], "wrong")


def test_what_is_sent_is_kept_byte_for_byte_with_its_envelope(demo: Demo) -> None:
    send(demo)
    last = list(kept(demo.folder / "sent"))[-1]
    assert last.raw == LETTER
    assert envelope_of(last) == ("foi@ashcombe.example", ["robin@resident.example"])


def test_after_a_restart_everything_is_as_it_was(tmp_path: Path, sample: Path, today: date) -> None:
    first = servers.start(tmp_path, today, sample)
    append(first, b"Subject: appended\r\n\r\nx\r\n")
    send(first)
    before = listed(first)
    first.stop()
    second = servers.start(tmp_path, date(2031, 1, 1), sample)
    try:
        assert listed(second) == before
        assert second.ports == first.ports
        assert len(before[1]) == 4
        assert len(list(kept(tmp_path / "sent"))) == 1
    finally:
        second.stop()


def test_a_taken_port_gives_a_free_one(tmp_path: Path) -> None:
    with listen(0) as other, listen(other.getsockname()[1]) as mine:
        assert mine.getsockname()[1] not in (0, other.getsockname()[1])
        assert mine.getsockname()[0] == "127.0.0.1"
    assert last_ports(tmp_path) == USUAL


def test_a_folder_in_use_is_refused_in_one_sentence(demo: Demo, sample: Path, today: date) -> None:
    with pytest.raises(servers.DemoError, match="another demo is running on"):
        servers.start(demo.folder, today, sample)


def test_a_sample_that_cannot_be_read_is_told_and_leaves_no_process(tmp_path: Path, today: date) -> None:
    with pytest.raises(servers.DemoError, match=r"servers\.log"):
        servers.start(tmp_path, today, tmp_path / "nowhere")
    assert "FileNotFoundError" in (tmp_path / "servers.log").read_text()
    assert not (tmp_path / "inbox").exists()


STARTER = """
import os, sys, time
from datetime import date
from pathlib import Path
from triage.demo import servers
from triage.demo.child import USUAL, last_ports, listen
demo = servers.start(Path(sys.argv[1]), date.today(), Path(sys.argv[2]))
print(demo.process.pid, flush=True)
time.sleep(60)
"""


def test_the_servers_end_when_their_parent_is_killed(tmp_path: Path, sample: Path) -> None:
    command = [sys.executable, "-c", STARTER, str(tmp_path), str(sample)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert alive(child)
        parent.send_signal(signal.SIGKILL)
    assert ends(child)


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False


def ends(process: int) -> bool:
    deadline = time.monotonic() + 10
    while alive(process) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not alive(process)


def test_the_settings_of_the_demo_are_settings(demo: Demo) -> None:
    settings = load(environ={}, **servers.demo_settings(demo, environ={}))
    assert settings.mailboxes["foi"].port == demo.ports.imap
    assert settings.smtp is not None
    assert settings.smtp.security == "none"


def test_child_processes_read_the_same_servers_from_the_environment(demo: Demo) -> None:
    settings = load(environ=servers.environment(demo))
    assert settings.mailboxes["foi"].password.get_secret_value() == demo.imap["password"]
    assert settings.smtp is not None
    assert settings.smtp.port == demo.ports.smtp


def test_every_part_of_the_demo_has_somebody_to_play_it() -> None:
    roles = {role for person in servers.DEMO_PEOPLE for role in person.roles}
    assert roles >= {"officer", "manager", "team", "approver"}
    teams = {team.slug for team in load(environ={}).teams}
    assert all(person.team in teams for person in servers.DEMO_PEOPLE if "team" in person.roles)
    assert len({person.email for person in servers.DEMO_PEOPLE}) == len(servers.DEMO_PEOPLE)
