"""A real, throw-away Dovecot on free ports of loopback, with a certificate of its own.

`serving(folder)` starts one; the fixture `dovecot` keeps one for a test module's worker, and each test takes a user
of its own from it. Where it is not installed the tests skip with one line, and fail in CI.
"""

import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest
from imapclient import IMAPClient

from tests.conftest import lacking
from triage.settings import Mailbox

PASSWORD = "secret"
CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
instance_name = {name}
listen = 127.0.0.1
protocols = imap
ssl = {ssl}
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u:INDEX={folder}/index/%u
mail_uid = {owner}
mail_gid = {group}
mail_fsync = never
{internal}
namespace inbox {{
  inbox = yes
  separator = /
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={owner} gid={group} home={folder}/mail/%u allow_all_users=yes
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass
class Dovecot:
    """A running server. Any user may sign in with PASSWORD and then has a mailbox."""

    folder: Path
    port: int
    tls_port: int
    users: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def ca_file(self) -> str:
        return str(self.folder / "cert.pem")

    def settings(self, user: str = "", **changes: object) -> Mailbox:
        """Settings for a mailbox; of a new user where none is named."""
        user = user or f"foi{next(self.users)}@ashcombe.example"
        basis = {"host": "127.0.0.1", "port": self.tls_port, "user": user, "password": PASSWORD, "timeout_seconds": 5}
        return Mailbox.model_validate({**basis, "ca_file": self.ca_file, **changes})

    def deliver(self, mailbox: Mailbox, *messages: bytes, at: datetime | None = None, folder: str = "INBOX") -> None:
        """Put messages into a mailbox byte for byte, received `at` (aware)."""
        with self.client(mailbox) as client:
            for message in messages:
                client.append(folder, message, msg_time=at)

    @contextmanager
    def client(self, mailbox: Mailbox) -> Iterator[IMAPClient]:
        """A plain client of the mailbox, to look at it or to change it as people do."""
        with IMAPClient("127.0.0.1", self.port, ssl=False, timeout=10) as client:
            client.login(mailbox.user, PASSWORD)
            yield client

    def renumber(self, mailbox: Mailbox) -> None:
        """What a restored backup does: new UIDs under a new UIDVALIDITY."""
        time.sleep(1.1)  # a UIDVALIDITY is made from the clock's seconds
        for folder in (self.folder / "mail" / mailbox.user, self.folder / "index" / mailbox.user):
            for path in (*folder.glob("dovecot*"), *folder.glob(".INBOX")):
                shutil.rmtree(path) if path.is_dir() else path.unlink()


@contextmanager
def serving(ssl: str = "yes") -> Iterator[Dovecot]:
    """Start a server in a folder of its own under the system's temporary one (socket paths must be short)."""
    if not shutil.which("dovecot"):
        lacking("Dovecot", "dovecot-imapd")
    folder = Path(tempfile.mkdtemp(prefix="imap"))
    try:
        folder.chmod(0o755)
        server = Dovecot(folder, *_free_ports())
        _prepare(server, ssl)
        with _running(server):
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """One server a test process; take a mailbox of your own with `dovecot.settings()`."""
    with serving() as server:
        yield server


def _prepare(server: Dovecot, ssl: str) -> None:
    """Configuration, certificate, and folders that belong to whoever will hold the mail (Dovecot refuses root)."""
    folder = server.folder
    name = "nobody" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    owner = pwd.getpwnam(name)
    group = grp.getgrgid(owner.pw_gid).gr_name
    for part in ("run", "state", "mail", "index"):
        (folder / part).mkdir()
        if part in ("mail", "index") and os.getuid() == 0:
            os.chown(folder / part, owner.pw_uid, owner.pw_gid)
    internal = (
        ""
        if os.getuid() == 0
        else f"default_internal_user={name}\ndefault_login_user={name}\ndefault_internal_group={group}"
    )
    certificate = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run(["openssl", "req", "-x509", *certificate, *names, *files], check=True, capture_output=True)
    values = {"folder": folder, "name": folder.name, "ssl": ssl, "owner": owner.pw_uid, "group": owner.pw_gid}
    values |= {"port": server.port, "tls_port": server.tls_port, "password": PASSWORD, "internal": internal}
    (folder / "dovecot.conf").write_text(CONFIG.format(**values), encoding="utf-8")


@contextmanager
def _running(server: Dovecot) -> Iterator[None]:
    with (server.folder / "output.log").open("wb") as log:
        command = ["dovecot", "-F", "-c", str(server.folder / "dovecot.conf")]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_for(server, process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait_for(server: Dovecot, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", server.port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.02)
    logs = [path.read_text(errors="replace") for path in server.folder.glob("*.log")]
    pytest.fail(f"Dovecot did not start: {' '.join(logs)[-2000:]}")


def _free_ports() -> tuple[int, int]:
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", 0))
        second.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]
