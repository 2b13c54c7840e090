"""A link between two questions, and how far each sign of one can be trusted."""

from dataclasses import dataclass

# The share of links of each kind that two officers marked too, on 312 requests (some 1,200 questions): the
# development files, the marked requests of the tests and a third set written apart. An arguable link counts half.
BY_LABEL, BY_CASCADE, BY_STEM = 0.95, 0.95, 0.87  # 44 of 46, 26 of 26, 14 of 16
BY_THOSE, BY_COUNT, BY_NOUN, BY_PART_OF, BY_IT = 0.76, 0.6, 0.61, 0.5, 0.41  # 53, 30, 18, 8 and 16 seen
# Seen three times or fewer: set by judgement, not by count.
BY_ORDER, BY_CONDITION, BY_EACH, BY_INTRODUCED = 0.8, 0.7, 0.65, 0.45
# A label in error: 5 of 5 and 2 of 2 were read as the officers read them, too few to trust.
BY_SLIP, BY_MISNAMED, BY_PART = 0.66, 0.59, 0.55


@dataclass(frozen=True)
class Link:
    """A question leans on question `on` (0-based). `written` is the requester's wording, `slip` a label in error."""

    on: int
    confidence: float
    written: str
    slip: bool = False
