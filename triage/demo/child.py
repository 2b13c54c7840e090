"""The demo's servers in one process: `python -m triage.demo.child FOLDER TODAY SAMPLE PARENT`, started by demo.servers.

Prints one line of JSON when all three listen: their ports, or the reason why they do not. Ends when its parent has
ended, however that ended.
"""

import asyncio
import fcntl
import json
import os
import signal
import socket
import sys
import time
from contextlib import AsyncExitStack, suppress
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TextIO

import uvicorn

from triage.demo import imap, pages, smtp
from triage.demo.arrivals import fill
from triage.demo.kept import put
from triage.demo.servers import FOI_ADDRESS, PASSWORD, Ports

USUAL = Ports(imap=4143, smtp=4025, web=4080)
STATE = "ports.json"


def main(folder: Path, today: date, sample: Path, parent: int) -> int:
    """Serve until told to stop or left alone. Returns the exit code."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = _lock(folder)
    if lock is None:
        return _say({"error": f"another demo is running on {folder}; end it first, or use another folder"}, 1)
    fill(folder / "inbox", today, datetime.now(UTC), sample)
    listeners = [listen(port) for port in asdict(last_ports(folder)).values()]
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(folder, listeners, parent))
    return 0


async def serve(folder: Path, listeners: list[socket.socket], parent: int) -> None:
    """All three servers on one loop; the first line on standard output says where."""
    ports = Ports(*(listener.getsockname()[1] for listener in listeners))
    async with AsyncExitStack() as running:
        inbox = await running.enter_async_context(imap.serving(listeners[0], folder / "inbox", FOI_ADDRESS, PASSWORD))
        await running.enter_async_context(smtp.serving(listeners[1], folder / "sent"))
        app = pages.create_app(folder / "sent", inbox.deliver, FOI_ADDRESS)
        settings = uvicorn.Config(
            app, log_level="warning", lifespan="off", server_header=False, timeout_graceful_shutdown=1
        )
        web = uvicorn.Server(settings)
        watcher = asyncio.create_task(_watch(web, folder, ports, parent))
        await web.serve(sockets=[listeners[2]])
        watcher.cancel()


async def _watch(web: uvicorn.Server, folder: Path, ports: Ports, parent: int) -> None:
    """Say when the pages are up, then stop them as soon as the parent is gone."""
    while not web.started:
        await asyncio.sleep(0.01)
    put(folder / STATE, json.dumps(asdict(ports)).encode())
    _say(asdict(ports))
    while os.getppid() == parent:
        await asyncio.sleep(0.3)
    web.should_exit = True


def last_ports(folder: Path) -> Ports:
    """The ports of the last run: links in letters and in the register still lead here."""
    try:
        return Ports(**json.loads((folder / STATE).read_text()))
    except FileNotFoundError:
        return USUAL


def listen(port: int) -> socket.socket:
    """A listening socket on loopback: on `port`, or on a free one if that is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen()
    except OSError:
        listener.close()
        return listen(0) if port else _no_port()
    return listener


def _no_port() -> socket.socket:
    raise OSError("no port is free on this machine")


def _lock(folder: Path) -> TextIO | None:
    """Hold the folder for this process; a demo that is just ending gets a second and a half."""
    file = (folder / "lock").open("w")
    for _ in range(15):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            time.sleep(0.1)
        else:
            return file
    return None


def _say(line: dict[str, object], code: int = 0) -> int:
    print(json.dumps(line), flush=True)  # noqa: T201
    return code


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    sys.exit(main(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])))
