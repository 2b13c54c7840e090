"""The process that reads messages: requests on standard input, answers on standard output (see bounded.py).

An alarm ends it when one message takes too long, even when the process that asked is gone.
"""

import json
import resource
import signal
import sys
from typing import Any, BinaryIO

from triage.inbox.bounded import ANSWER, MOST_MEMORY, REQUEST
from triage.inbox.message import Message, read
from triage.settings import Reading

GRACE_SECONDS = 2


def main() -> None:
    """Answer requests until the input ends."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, answers = sys.stdin.buffer, sys.stdout.buffer
    _write(answers, b"!")
    while len(head := source.read(REQUEST.size)) == REQUEST.size:
        attachments, settings_length, raw_length = REQUEST.unpack(head)
        limits = Reading.model_validate_json(source.read(settings_length))
        answer = json.dumps(_answer(source.read(raw_length), limits, attachments)).encode()
        _write(answers, ANSWER.pack(len(answer)) + answer)


def _answer(raw: bytes, limits: Reading, attachments: bool) -> dict[str, Any]:
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
    main()
