"""A real SMTP server (aiosmtpd) that keeps every message it accepts, byte for byte, with its envelope."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from socket import socket

from aiosmtpd.smtp import SMTP, Envelope, Session

from triage.demo.kept import Kept, keep, kept, put


class Keeper:
    """aiosmtpd's handler: what is accepted is on disk before the server says so."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        number = 1 + max((message.number for message in kept(self.folder)), default=0)
        content = envelope.original_content or b""
        facts = {"from": envelope.mail_from, "to": list(envelope.rcpt_tos)}
        put(self.folder / f"{number:06}.json", json.dumps(facts).encode())
        keep(self.folder, number, datetime.now(UTC), content)
        return f"250 2.0.0 Kept as number {number}"


def envelope_of(message: Kept) -> tuple[str, list[str]]:
    """MAIL FROM and RCPT TO of a kept message."""
    facts = json.loads((message.path.parent / f"{message.number:06}.json").read_text())
    return facts["from"], facts["to"]


@asynccontextmanager
async def serving(listener: socket, folder: Path) -> AsyncIterator[None]:
    """Accept mail in clear text: `listener` must be bound to loopback."""
    folder.mkdir(parents=True, exist_ok=True)
    loop = asyncio.get_running_loop()
    keeper = Keeper(folder)
    server = await loop.create_server(
        lambda: SMTP(keeper, hostname="localhost", enable_SMTPUTF8=True, ident="Demo SMTP", loop=loop), sock=listener
    )
    try:
        yield
    finally:
        server.close()
