"""Whether a search record lets us say that nothing is held; each reason against it is a sentence without its full stop.

FOIA section 1(1)(a), section 3(2)(b) (held for us by another) and section 77 (deleted after the request came).
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Protocol

from triage.casework.clock import in_words

NOBODY = re.compile(r"\W*$|(no|none|nobody|no one|not|nothing|nil|n/a)\b", re.IGNORECASE)


class Record(Protocol):
    """A search record: a row of the store or the facts of a letter."""

    @property
    def found_nothing(self) -> bool: ...
    @property
    def held_for_us(self) -> str: ...
    @property
    def deleted_on(self) -> date | None: ...


def against_not_held(record: Record, received_on: date) -> Iterator[str]:
    """Every reason why "not held" would be untrue or must stop, for a request received on that London date."""
    if not record.found_nothing:
        yield 'the search found something, so "not held" would be untrue. Answer with what was found'
    if not NOBODY.match(record.held_for_us.strip()):
        yield f"{record.held_for_us.rstrip('.')} holds it on our behalf, so in law we hold it. Ask them for it"
    if record.deleted_on and record.deleted_on >= received_on:
        yield (
            f"it was deleted on {in_words(record.deleted_on)}, and the request came on {in_words(received_on)}. Stop "
            "and tell the monitoring officer: this may be an offence under section 77"
        )
