"""Which question only makes sense with another."""

from dataclasses import dataclass

from classifiers.splitter import Split


@dataclass(frozen=True)
class Link:
    """A question leans on question `on` (0-based). `written` is the requester's wording; `slip` a label that cannot be meant."""

    on: int
    confidence: float
    written: str
    slip: bool = False


def find(text: str, split: Split) -> list[list[Link]]:
    """One list of links for each question, in order."""
    return [[] for _ in split.questions]
