"""The process that reads messages: requests on standard input, answers on standard output (see bounded.py).

An alarm ends it when one message takes too long, even when the process that asked is gone.
"""

import json
import os
import resource
import signal
import sys
from contextlib import suppress
from typing import Any, BinaryIO

from triage.inbox.bounded import ANSWER, REQUEST
from triage.inbox.limits import Limits
from triage.inbox.message import Message, read

GRACE_SECONDS = 2


def main(most_memory: int) -> None:
    """Answer requests until the input ends, using at most so many bytes of memory."""
    resource.setrlimit(resource.RLIMIT_AS, (most_memory, most_memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, answers = sys.stdin.buffer, sys.stdout.buffer
    _write(answers, b"!")
    while len(head := source.read(REQUEST.size)) == REQUEST.size:
        attachments, settings_length, raw_length = REQUEST.unpack(head)
        limits = Limits(*json.loads(source.read(settings_length)))
        answer = json.dumps(_answer(source.read(raw_length), limits, attachments)).encode()
        _write(answers, ANSWER.pack(len(answer)) + answer)


def _answer(raw: bytes, limits: Limits, attachments: bool) -> dict[str, Any]:
    signal.alarm(limits.seconds_per_message + GRACE_SECONDS)
    try:
        found = read(raw, limits, attachments)
    except MemoryError:
        return {"memory": True}
    finally:
        signal.alarm(0)
    return {"message": found.as_json()} if isinstance(found, Message) else {"unreadable": found.reason}


def _write(answers: BinaryIO, data: bytes) -> None:
    answers.write(data)
    answers.flush()


if __name__ == "__main__":
    with suppress(BrokenPipeError):  # whoever asked was killed
        main(int(sys.argv[1]))
    os._exit(0)
