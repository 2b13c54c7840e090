"""Whether each mailbox is read, and whether what the server listed adds up (promise 3)."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from triage.store import arrivals, work
from triage.store.arrivals import Fates
from triage.store.tables import MailboxHealth
from triage.web.wording import ago, when

NAMES = {
    "case": ("case", "cases"),
    "joined": ("joined", "joined"),
    "copy": ("copy", "copies"),
    "archived": ("put away", "put away"),
    "parked": ("parked", "parked"),
    "unreadable": ("unreadable", "unreadable"),
}
NEVER = "not read yet"


@dataclass(frozen=True)
class MailboxLine:
    """One mailbox: when it was read, its sum, and what is wrong with it ("" when nothing is)."""

    name: str
    read: str
    fates: Fates
    trouble: str

    @property
    def parts(self) -> list[tuple[str, int]]:
        """What became of the messages, in words, with those still to be read last."""
        named = [(names[self.fates.of(fate) != 1], self.fates.of(fate)) for fate, names in NAMES.items()]
        return [*named, ("waiting to be read", self.fates.waiting)]

    @property
    def sum(self) -> str:
        shown = [f"{number} {name}" for name, number in self.parts if number]
        return f"{self.fates.listed} listed = {' + '.join(shown) or '0'}"

    @property
    def never(self) -> bool:
        """Whether nothing is known of it yet, so that nothing can be said to add up."""
        return self.read == NEVER

    @property
    def whole(self) -> bool:
        """Whether the parts come to what was listed; those waiting are a part."""
        return sum(number for _, number in self.parts) == self.fates.listed


def mailboxes(store: Session, now: datetime) -> list[MailboxLine]:
    """A line for every mailbox that was looked at or has arrivals."""
    fates, health = arrivals.fates(store), {row.mailbox: row for row in work.mailboxes(store)}
    return [_line(name, fates[name], health.get(name), now) for name in sorted(fates)]


def _line(name: str, fates: Fates, health: MailboxHealth | None, now: datetime) -> MailboxLine:
    if health is None:
        return MailboxLine(name, "taken in from files", fates, "")
    return MailboxLine(
        name,
        f"read {ago(health.last_success_at, now)}" if health.last_success_at else NEVER,
        fates,
        _trouble(health),
    )


def _trouble(health: MailboxHealth) -> str:
    if not health.failures_in_a_row:
        return ""
    times = f"It has failed {health.failures_in_a_row} times in a row. " if health.failures_in_a_row > 1 else ""
    again = f"The next try is on {when(health.retry_at)}. " if health.retry_at else ""
    return f"{health.failure} {times}{again}Nothing in the mailbox was changed."
