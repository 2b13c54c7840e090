"""How much of a message is read. `triage.settings.Reading` fits; the child process has its own plain values, because
loading the settings' models would double the time it takes to start."""

from typing import NamedTuple, Protocol


class Bounds(Protocol):
    """What of `triage.settings.Reading` bears on one message."""

    @property
    def largest_bytes(self) -> int: ...
    @property
    def most_parts(self) -> int: ...
    @property
    def deepest(self) -> int: ...
    @property
    def seconds_per_message(self) -> int: ...


class Limits(NamedTuple):
    """Plain values of the same."""

    largest_bytes: int
    most_parts: int
    deepest: int
    seconds_per_message: int

    @classmethod
    def of(cls, bounds: Bounds) -> "Limits":
        return cls(bounds.largest_bytes, bounds.most_parts, bounds.deepest, bounds.seconds_per_message)
