"""What a question's answer came to. A later issue adds the outcomes that officers decide (withheld, redacted …)."""

from collections.abc import Mapping
from enum import StrEnum


class Outcome(StrEnum):
    """The finding on one question; never inferred by a classifier. A signpost is advice and no outcome."""

    DISCLOSED = "disclosed"
    NOT_HELD = "not_held"
    AVAILABLE_ELSEWHERE = "available_elsewhere"


SENTENCES: dict[Outcome, str] = {
    Outcome.DISCLOSED: "We gave the information, or the answer was none, no or zero.",
    Outcome.NOT_HELD: "We looked and do not hold the information.",
    Outcome.AVAILABLE_ELSEWHERE: "We hold it and it is published; we said exactly where.",
}

LETTERS: dict[Outcome, str] = {Outcome.NOT_HELD: "not_held", Outcome.AVAILABLE_ELSEWHERE: "section_21"}


def outcome_of_letter(letter: str) -> Outcome | None:
    """What a letter settles for its questions; None for one that settles nothing, as an acknowledgement does."""
    return next((outcome for outcome, name in LETTERS.items() if name == letter), None)


def without_outcome(outcomes: Mapping[int, Outcome | None]) -> list[int]:
    """The questions that a full response still lacks an outcome for (promise 5), in order."""
    return sorted(question for question, outcome in outcomes.items() if outcome is None)
