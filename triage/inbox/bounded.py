"""A child process that reads messages for us: killed when it takes too long, limited in memory, kept between messages.

What comes back is JSON, never pickled objects: a child taken over by a message must not reach this process.
"""

import atexit
import json
import os
import selectors
import struct
import subprocess
import sys
import threading
import time
from dataclasses import replace
from typing import Any

from triage.inbox.limits import Bounds, Limits
from triage.inbox.message import Message, Unreadable, beyond_limits

MOST_MEMORY = 1_500_000_000
REQUEST = struct.Struct(">?IQ")
ANSWER = struct.Struct(">I")
START_SECONDS = 30.0
TOO_LONG = "It took longer than {} seconds to read."
TOO_LARGE = "It needed more memory to read than is allowed."
DIED = "Reading it ended the program that reads."


def read_bounded(raw: bytes, limits: Bounds) -> Message | Unreadable:
    """Read a message in a child process with limits on memory and time, started once and kept; never raises on any
    bytes. Where the attachments are too much, the message is read without them and says so."""
    refusal = beyond_limits(raw, limits)
    return Unreadable(refusal) if refusal else shared_reader().read(raw, limits)


class Stopped(Exception):
    """The child gave no answer; the text is the reason as a sentence."""


class Reader:
    """One child. `read` may be called from several threads; they wait for each other."""

    def __init__(self, most_memory: int = MOST_MEMORY) -> None:
        self.most_memory = most_memory
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self.owner = os.getpid()

    def read(self, raw: bytes, limits: Bounds) -> Message | Unreadable:
        """Read one message, a second time without its attachments where the first time was too much."""
        with self._lock:
            try:
                return self._ask(raw, limits, attachments=True)
            except Stopped as first:
                return self._again(raw, limits, str(first))

    def close(self) -> None:
        """End the child, if there is one."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.communicate()

    def _again(self, raw: bytes, limits: Bounds, reason: str) -> Message | Unreadable:
        try:
            found = self._ask(raw, limits, attachments=False)
        except Stopped as second:
            return Unreadable(str(second))
        if isinstance(found, Unreadable):
            return found
        return replace(found, notes=(f"Its attachments were not read: {_lower(reason)} Open them.", *found.notes))

    def _ask(self, raw: bytes, limits: Bounds, attachments: bool) -> Message | Unreadable:
        settings = json.dumps(Limits.of(limits)).encode()
        try:
            child = self._running()
            assert child.stdin is not None
            child.stdin.write(REQUEST.pack(attachments, len(settings), len(raw)) + settings)
            child.stdin.write(raw)
            child.stdin.flush()
            answer = self._answer(child, time.monotonic() + limits.seconds_per_message, limits.seconds_per_message)
        except (OSError, Stopped) as error:
            self.close()
            raise Stopped(str(error) if isinstance(error, Stopped) else DIED) from None
        return _understood(answer)

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._child is None or self._child.poll() is not None:
            self.close()
            command = [sys.executable, "-m", "triage.inbox.child", str(self.most_memory)]
            self._child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            self._exactly(self._child, 1, time.monotonic() + START_SECONDS, START_SECONDS)
        return self._child

    def _answer(self, child: "subprocess.Popen[bytes]", until: float, seconds: float) -> dict[str, Any]:
        (length,) = ANSWER.unpack(self._exactly(child, ANSWER.size, until, seconds))
        answer: dict[str, Any] = json.loads(self._exactly(child, length, until, seconds))
        return answer

    def _exactly(self, child: "subprocess.Popen[bytes]", length: int, until: float, seconds: float) -> bytes:
        """So many bytes from the child. Raises Stopped when it takes too long or ends."""
        assert child.stdout is not None
        taken = bytearray()
        with selectors.DefaultSelector() as ready:
            ready.register(child.stdout, selectors.EVENT_READ)
            while len(taken) < length:
                if not ready.select(max(0.0, until - time.monotonic())):
                    raise Stopped(TOO_LONG.format(f"{seconds:g}"))
                some = os.read(child.stdout.fileno(), min(length - len(taken), 1 << 20))
                if not some:
                    raise Stopped(DIED)
                taken += some
        return bytes(taken)


_shared: Reader | None = None
_shared_lock = threading.Lock()


def shared_reader() -> Reader:
    """The reader of this process; ended when the process ends."""
    global _shared
    with _shared_lock:
        if _shared is None or _shared.owner != os.getpid():
            _shared = Reader()
            atexit.register(_shared.close)
        return _shared


def _understood(answer: dict[str, Any]) -> Message | Unreadable:
    if "message" in answer:
        return Message.from_json(answer["message"])
    if answer.get("memory"):
        raise Stopped(TOO_LARGE)
    return Unreadable(str(answer["unreadable"]))


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
