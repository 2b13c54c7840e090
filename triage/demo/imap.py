"""A real IMAP server (pymap) over the kept messages: the same UIDVALIDITY, UIDs and INTERNALDATEs after a restart."""

import asyncio
import os
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from socket import socket

from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import Config, DictBackend, Login
from pymap.backend.dict.filter import FilterSet
from pymap.backend.dict.mailbox import MailboxData, MailboxSet, Message
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.user import Passwords, UserMetadata

from triage.demo.arrivals import UIDVALIDITY
from triage.demo.kept import keep, kept


class KeptInbox(MailboxData):
    """An INBOX whose messages are files; whatever is appended is on disk before it is listed."""

    def __init__(self, mailboxes: MailboxSet, folder: Path) -> None:
        super().__init__(mailboxes._content_cache, mailboxes._thread_cache)
        self._folder = folder
        self._uid_validity = int((folder / UIDVALIDITY).read_text())
        self._max_uid = 0
        self._one_at_a_time = asyncio.Lock()

    async def fill(self) -> None:
        """Take in what the folder holds, each message under the UID that its file's name gives."""
        for message in kept(self._folder):
            self._max_uid = message.number - 1
            await super().append(AppendMessage(message.raw, message.at))

    async def append(self, append_msg: AppendMessage, *, recent: bool = False) -> Message:
        at = append_msg.when or datetime.now(UTC)
        async with self._one_at_a_time:
            keep(self._folder, self._max_uid + 1, at, append_msg.literal)
            whole = AppendMessage(append_msg.literal, at, append_msg.flag_set, append_msg.options)
            return await super().append(whole, recent=recent)

    async def deliver(self, raw: bytes, at: datetime) -> int:
        """A message arrives now; returns its UID."""
        return (await self.append(AppendMessage(raw, at), recent=True)).uid


class KeptMailboxes(MailboxSet):
    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._inbox: KeptInbox = KeptInbox(self, folder)


@asynccontextmanager
async def serving(listener: socket, folder: Path, user: str, password: str) -> AsyncIterator[KeptInbox]:
    """Serve the folder's messages as `user`'s INBOX, in clear text: `listener` must be bound to loopback."""
    os.environ["FQDN"] = "localhost"
    config = Config(
        Namespace(passlib_cfg=None, proxy_protocol=None),
        host="127.0.0.1",
        port=0,
        tls_enabled=False,
        reject_dnsbl=False,
        demo_data=False,
        demo_user=user,
        demo_password=password,
    )
    config.apply_context()
    mailboxes = KeptMailboxes(folder)
    await mailboxes._inbox.fill()
    login = await _only_user(config, user, password)
    config.set_cache[user] = (mailboxes, FilterSet())
    reader = ProxyProtocolReader(config.proxy_protocol)
    server = await asyncio.start_server(reader.get_callback(IMAPServer(login, config)), sock=listener)
    try:
        yield mailboxes._inbox
    finally:
        server.close()


async def _only_user(config: Config, user: str, password: str) -> Login:
    login = Login(config)
    hashed = await Passwords(config).hash_password(password)
    await login.demo_user_identity.set(UserMetadata(config, user, password=hashed))
    return DictBackend(login, config).login
