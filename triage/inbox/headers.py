"""The header lines of a message, as values that are safe to read: nothing here raises on any bytes.

The standard library's address parser recurses and is quadratic on hostile input, so addresses are found by patterns
over a bounded beginning of the line.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from email.message import Message as Parsed
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from triage.inbox.charset import header_text, one_line

LONGEST_VALUE = 8_000
MOST_IDS = 200
LONGEST_ADDRESS = 254
COMMENT = re.compile(r"\([^()]{0,500}\)")
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
COMMENT_OR_QUOTED = re.compile(r'("(?:[^"\\]|\\.)*")|\([^()]{0,500}\)')
ANGLED = re.compile(r"<([^<>]*)>")
BARE = re.compile(r"[^\s<>,;:\"()\[\]]+@[^\s<>,;:\"()\[\]@]+")
MESSAGE_ID = re.compile(r"<[^<>]{1,900}>")


class Person(NamedTuple):
    """A name and a bare address as a header gave them; either may be empty."""

    name: str = ""
    address: str = ""

    @property
    def domain(self) -> str:
        return domain_of(self.address)


NOBODY = Person()


class Headers:
    """The headers of one message or part by lower-case name, each value cut to 8,000 characters."""

    def __init__(self, pairs: Iterable[tuple[str, object]]) -> None:
        self._values: dict[str, list[str]] = defaultdict(list)
        for name, value in pairs:
            self._values[name.lower().strip()].append(str(value)[:LONGEST_VALUE])

    @classmethod
    def of(cls, parsed: "Parsed[str, str]") -> "Headers":
        return cls(parsed.raw_items())

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def names(self) -> list[str]:
        return list(self._values)

    def raw(self, name: str) -> str:
        """The topmost value as it stands in the message; "" where there is none."""
        return self._values[name][0] if name in self._values else ""

    def text(self, name: str) -> str:
        """The topmost value, decoded, on one clean line."""
        return header_text(self.raw(name))

    def person(self, name: str) -> Person:
        """Who the topmost value names."""
        return person(self.raw(name))

    def ids(self, name: str) -> tuple[str, ...]:
        """The message ids of all values, in order, at most 200 (the first and the last)."""
        found = [_id(one) for value in self._values.get(name, ()) for one in MESSAGE_ID.findall(one_line(value))]
        kept = found if len(found) <= MOST_IDS else [*found[:10], *found[10 - MOST_IDS :]]
        return tuple(dict.fromkeys(kept))

    def date(self, name: str) -> datetime | None:
        """The date of the topmost value, aware; None where it is none, or no real one. `Received` has it at its end."""
        return date_of(self.raw(name).rpartition(";")[2] if name == "received" else self.raw(name))


def person(value: str) -> Person:
    """The first person of a From, Sender or Reply-To value, however it is broken.

    The address is looked for before encoded words are decoded: a name must not become an address.
    """
    plain = _without_comments(value[:2000])
    angled = ANGLED.search(QUOTED.sub(_blanked, plain))
    if angled and "@" in angled[1]:
        return Person(_name(plain[: angled.start()]), _address(plain[angled.start(1) : angled.end(1)]))
    bare = BARE.search(plain)
    if bare:
        return Person(_name(_comment_of(value)), _address(bare[0]))
    return _hidden_person(value)


def date_of(value: str) -> datetime | None:
    """A date line (RFC 5322 section 3.3) as aware time; None for one that is not real ("31 Feb", zone +9999)."""
    try:
        found = parsedate_to_datetime(one_line(value)[:100])
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].lower() if "@" in address else ""


def _id(value: str) -> str:
    """A message id without the white space that folding put in."""
    return f"<{''.join(value[1:-1].split())}>"


def _without_comments(value: str) -> str:
    """The value with (comments) blanked, quoted strings kept; a few levels deep."""
    for _ in range(4):
        value = COMMENT_OR_QUOTED.sub(lambda found: found[1] or " ", value)
    return value


def _blanked(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _name(value: str) -> str:
    quoted = QUOTED.search(value)
    plain = re.sub(r"\\(.)", r"\1", quoted[1]) if quoted else value
    return header_text(plain).strip(" \"',;:<>")[:200]


def _comment_of(value: str) -> str:
    """The name in the old form: address (Name)."""
    found = COMMENT.search(value[:2000])
    return found[0][1:-1] if found else ""


def _address(value: str) -> str:
    address = one_line("".join(value.split())).removeprefix("mailto:")
    return address if len(address) <= LONGEST_ADDRESS and BARE.fullmatch(address) else ""


def _hidden_person(value: str) -> Person:
    """Some senders encode the whole of From, address and all."""
    text = header_text(value[:2000])
    found = BARE.search(text)
    if found is None:
        return Person(text.strip(" \"'<>,;:")[:200])
    return Person(text[: found.start()].strip(" \"'<>,;:")[:200], _address(found[0]))
