"""One mailbox over IMAP (RFC 9051, and RFC 3501 for old servers): what is there, its bytes, and moving what is done.

Read-only until a message has been dealt with; the \\Seen flag is never set and never asked. TLS is verified, clear
text is only for this machine, and nothing falls back from one to the other. A message is known by folder,
UIDVALIDITY and UID.
"""

import socket
import ssl
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from imaplib import IMAP4
from typing import Any, NamedTuple

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import CapabilityError, LoginError

from triage.settings import Mailbox

CONNECT_SECONDS = 15.0
CHUNK = 50
LARGEST_KEPT = 100_000_000
KEEPALIVE = (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 20), ("TCP_KEEPCNT", 4))
LOOPBACK = ("127.0.0.1", "::1", "localhost")
TROUBLE = (IMAP4.error, OSError, ValueError, EOFError)


class MailboxError(Exception):
    """The mailbox cannot be read; a sentence with what to do. `lasting`: trying again soon does harm or no good."""

    def __init__(self, sentence: str, lasting: bool = False) -> None:
        super().__init__(sentence)
        self.lasting = lasting


class Folder(NamedTuple):
    """A folder as the server lists it now."""

    name: str
    uidvalidity: int
    uids: frozenset[int]


class Listed(NamedTuple):
    """One message the server listed. `received_at` is aware (INTERNALDATE); `raw` is None where the server was asked
    for it and gave nothing; of a message beyond 100 MB it holds the beginning."""

    uid: int
    received_at: datetime
    raw: bytes | None
    size: int


class Connection:
    """A signed-in connection. Use `with Connection.open(settings) as connection`."""

    def __init__(self, client: IMAPClient, mailbox: Mailbox) -> None:
        self._client = client
        self._mailbox = mailbox

    @classmethod
    @contextmanager
    def open(cls, mailbox: Mailbox) -> "Iterator[Connection]":
        """Connect, secure and sign in; signs out at the end. Raises MailboxError, also for what goes wrong inside."""
        with _explained(mailbox):
            client = _connected(mailbox)
            try:
                _signed_in(client, mailbox)
                yield cls(client, mailbox)
            finally:
                _ended(client)

    def folder(self, name: str) -> Folder:
        """Open a folder read-only and list it. Raises MailboxError where it has no UIDVALIDITY: then no message in it
        can be told from another."""
        uidvalidity = self._select(name, read_only=True).get(b"UIDVALIDITY")
        if not isinstance(uidvalidity, int) or uidvalidity <= 0:
            raise MailboxError(
                f"The server gives no UIDVALIDITY for {name}, so messages in it cannot be told apart. "
                "Nothing was read; ask whoever runs the mail server."
            )
        return Folder(name, uidvalidity, frozenset(int(uid) for uid in self._client.search("ALL")))

    def arrivals(self, folder: Folder, known: Collection[int]) -> Iterator[Listed]:
        """The messages of a folder that are not known, one at a time, oldest UID first. Marks nothing."""
        wanted = sorted(folder.uids - set(known))
        for start in range(0, len(wanted), CHUNK):
            yield from self._some(wanted[start : start + CHUNK])

    def file_away(self, folder: str, uid: int, destination: str) -> None:
        """Move one message to another folder, which is made if need be. Only after its case is committed. One that
        another program moves at the same moment is moved."""
        self._select(folder, read_only=False)
        try:
            self._move(uid, destination)
        except IMAP4.abort:
            raise
        except IMAP4.error:
            self._select(folder, read_only=False)
            if self._client.search(["UID", str(uid)]):
                raise

    def _move(self, uid: int, destination: str) -> None:
        self._make(destination)
        if self._client.has_capability("MOVE"):
            self._client.move([uid], destination)
            return
        self._client.copy([uid], destination)
        self._client.add_flags([uid], [rb"\Deleted"], silent=True)
        if self._client.has_capability("UIDPLUS"):
            self._client.uid_expunge([uid])

    def _make(self, destination: str) -> None:
        if self._client.folder_exists(destination):
            return
        try:
            self._client.create_folder(destination)
        except IMAP4.error:
            if not self._client.folder_exists(destination):
                raise

    def _select(self, name: str, read_only: bool) -> dict[bytes, Any]:
        try:
            found: dict[bytes, Any] = self._client.select_folder(name, readonly=read_only)
        except IMAP4.abort:
            raise
        except IMAP4.error as error:
            raise MailboxError(
                f"There is no folder {name} in the mailbox {self._mailbox.user}, or it cannot be opened "
                f"({_said(error)}). Correct folders in mailboxes.toml.",
                lasting=True,
            ) from None
        return found

    def _some(self, uids: list[int]) -> Iterator[Listed]:
        """Dates and sizes of a few messages in one answer, then their bytes one by one, so that a huge one holds up
        no other."""
        found = self._client.fetch(uids, ["INTERNALDATE", "RFC822.SIZE"])
        for uid in uids:
            about = found.get(uid, {})
            size = int(about.get(b"RFC822.SIZE") or 0)
            yield Listed(uid, _aware(about.get(b"INTERNALDATE")), self._raw(uid, size), size)

    def _raw(self, uid: int, size: int) -> bytes | None:
        """The bytes of a message. The size servers give may be wrong, so it only limits how much is asked for."""
        item = "BODY.PEEK[]" if size <= LARGEST_KEPT else f"BODY.PEEK[]<0.{LARGEST_KEPT}>"
        found = self._client.fetch([uid], [item]).get(uid, {})
        return next((value for key, value in found.items() if key.startswith(b"BODY[]") and value is not None), None)


@contextmanager
def _explained(mailbox: Mailbox) -> Iterator[None]:
    """Whatever a connection raises, as one sentence."""
    try:
        yield
    except TROUBLE as error:
        raise _sentence(error, mailbox) from None


def _connected(mailbox: Mailbox) -> IMAPClient:
    if mailbox.security == "none" and mailbox.host not in LOOPBACK:
        raise MailboxError("Clear text is only for this machine itself; set security to tls or starttls.", lasting=True)
    timeout = SocketTimeout(min(CONNECT_SECONDS, mailbox.timeout_seconds), mailbox.timeout_seconds)
    tls = mailbox.security == "tls"
    context = None if mailbox.security == "none" else _context(mailbox)
    client = IMAPClient(mailbox.host, mailbox.port, ssl=tls, ssl_context=context if tls else None, timeout=timeout)
    try:
        client.normalise_times = False
        _keep_alive(client.socket())
        if mailbox.security == "starttls":
            client.starttls(context)
    except BaseException:
        _ended(client)
        raise
    return client


def _context(mailbox: Mailbox) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=mailbox.ca_file or None)
    except (OSError, ssl.SSLError):
        raise MailboxError(
            f"The file of certificates {mailbox.ca_file} cannot be read. Correct ca_file in mailboxes.toml.",
            lasting=True,
        ) from None


def _keep_alive(connection: socket.socket) -> None:
    """A dead connection must not look like a quiet mailbox."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in KEEPALIVE:
        if hasattr(socket, name):
            connection.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def _signed_in(client: IMAPClient, mailbox: Mailbox) -> None:
    """LOGIN carries ASCII only, so other passwords go by SASL PLAIN (RFC 4616)."""
    password = mailbox.password.get_secret_value()
    if (mailbox.user + password).isascii():
        client.login(mailbox.user, password)
    else:
        client.plain_login(mailbox.user, password)


def _ended(client: IMAPClient) -> None:
    """Sign out, or drop the connection where the server does not answer any more."""
    for end in (client.logout, client.shutdown):
        try:
            end()
        except TROUBLE:
            continue
        return


def _aware(date: datetime | None) -> datetime:
    """The server's internal date; now, where it gave none."""
    if date is None:
        return datetime.now(UTC)
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _sentence(error: Exception, mailbox: Mailbox) -> MailboxError:
    """What went wrong and what to do, without the password."""
    where = f"{mailbox.host}:{mailbox.port}"
    if isinstance(error, LoginError):
        remedy = "Check user and password (TRIAGE_MAILBOXES__…__PASSWORD); it is tried again slowly."
        return MailboxError(f"{where} does not let {mailbox.user} in ({_said(error)}). {remedy}", lasting=True)
    if isinstance(error, ssl.SSLCertVerificationError):
        remedy = "Name the certificate of its authority in ca_file, or correct host."
        return MailboxError(
            f"The certificate of {where} cannot be trusted ({error.verify_message}). {remedy}", lasting=True
        )
    if isinstance(error, ssl.SSLError):
        return MailboxError(f"{where} does not speak TLS as asked for. Check port and security.", lasting=True)
    if isinstance(error, CapabilityError):
        return MailboxError(f"{where} does not offer what is asked for ({_said(error)}). Check security.", lasting=True)
    if isinstance(error, TimeoutError):
        return MailboxError(f"{where} has not answered for {mailbox.timeout_seconds} seconds. It is tried again.")
    if isinstance(error, socket.gaierror):
        return MailboxError(f"There is no host {mailbox.host}. Check host in mailboxes.toml; it is tried again.")
    return _other(error, where)


def _other(error: Exception, where: str) -> MailboxError:
    if isinstance(error, ConnectionRefusedError):
        return MailboxError(f"Nothing answers at {where}. Check host and port; it is tried again.")
    if isinstance(error, OSError | EOFError | IMAP4.abort):
        return MailboxError(f"The connection to {where} was lost ({_said(error)}). It is tried again.")
    return MailboxError(f"{where} gave an answer that cannot be used ({_said(error)}). It is tried again.")


def _said(error: BaseException) -> str:
    """What the server said, on one line."""
    text = str(error)
    if text.startswith("b'") or text.startswith('b"'):
        text = text[2:-1]
    return " ".join(text.split())[:160].rstrip(".") or type(error).__name__
