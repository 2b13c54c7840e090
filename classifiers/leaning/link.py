"""A link between two questions, and how far each sign of one can be trusted."""

from dataclasses import dataclass

# The share of links of each kind that officers marked too, on 300 requests (the development files, the marked requests
# of the tests and a third set written apart), where an arguable link counts half. The rules were written with most of
# these in sight, so each is set a little lower than what was counted.
BY_LABEL, BY_CASCADE, BY_STEM = 0.95, 0.93, 0.88  # 45 of 46, 26 of 26, 14 of 14
BY_THOSE, BY_COUNT, BY_NOUN, BY_PART_OF, BY_IT = 0.82, 0.58, 0.6, 0.45, 0.42  # of 60, 31, 18, 11 and 19
# Seen three times or fewer: set by judgement, not by count.
BY_ORDER, BY_CONDITION, BY_EACH, BY_INTRODUCED = 0.8, 0.7, 0.65, 0.43
# A label in error: all seven were read as the officers read them, too few to trust.
BY_SLIP, BY_MISNAMED, BY_PART = 0.66, 0.59, 0.55
BY_NOWHERE = 0.4  # no question has the label: the one before is read by default only


@dataclass(frozen=True)
class Link:
    """A question leans on question `on` (0-based). `written` is the requester's wording, `slip` a label in error."""

    on: int
    confidence: float
    written: str
    slip: bool = False
