"""From ranked topics to a team, or to "a person must choose", always with the reason in a sentence."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from triage.casework.request import Ranked

WORTH_OFFERING = 0.1
MOST_OFFERED = 3


@dataclass(frozen=True)
class Decision:
    """Where one question goes. `team` "" means that a person must choose; `choice` then offers teams, best first.

    `confidence` is the probability (0..1) of the best team: the sum over the topics it answers for.
    """

    team: str
    confidence: float
    why: str
    choice: tuple[str, ...] = ()


def decide(ranked: Sequence[Ranked], teams: Sequence[tuple[str, Sequence[str]]], sure_enough: float) -> Decision:
    """Give a question to the team whose topics add up to `sure_enough` (0..1), else leave it to a person.

    `teams` are (slug, the topics it answers for).

    Two topics of one team add up: being unsure which of a team's topics it is does not matter to where it goes. A
    topic that two teams answer for counts for both, and then a person chooses.
    """
    if not ranked:
        return Decision("", 0.0, "Nothing was recognised in this question, so a person must choose the team.")
    counted = _by_team(ranked, teams)
    if not counted:
        names = _listed([_name(found.topic) for found in ranked[:2]])
        return Decision("", 0.0, f"It is about {names}, which no team answers for: a person must choose the team.")
    order = sorted(counted, key=lambda slug: -_sum(counted[slug]))
    best = order[0]
    confidence = min(1.0, _sum(counted[best]))
    rivals = [slug for slug in order[1:] if _sum(counted[slug]) >= _sum(counted[best]) and counted[slug]]
    if confidence >= sure_enough and not rivals:
        return Decision(best, confidence, _why(counted[best], confidence))
    offered = tuple(slug for slug in order if _sum(counted[slug]) >= WORTH_OFFERING)[:MOST_OFFERED]
    return Decision("", confidence, _why_not(ranked, confidence, bool(rivals)), offered or (best,))


def _by_team(ranked: Sequence[Ranked], teams: Sequence[tuple[str, Sequence[str]]]) -> dict[str, list[Ranked]]:
    """The ranked topics that each team answers for; teams with none are left out."""
    counted: dict[str, list[Ranked]] = defaultdict(list)
    for slug, topics in teams:
        mine = [found for found in ranked if found.topic in topics]
        if mine:
            counted[slug] = mine
    return counted


def _sum(found: Sequence[Ranked]) -> float:
    return sum(topic.probability for topic in found)


def _why(found: Sequence[Ranked], confidence: float) -> str:
    shown = [topic for topic in found if topic.probability >= WORTH_OFFERING] or list(found[:1])
    if len(shown) == 1:
        return f"It is about {_name(shown[0].topic)} ({confidence:.0%})."
    parts = _listed([f"{_name(topic.topic)} ({topic.probability:.0%})" for topic in shown])
    return f"It is about {parts}, and one team answers for all of it: {confidence:.0%} together."


def _why_not(ranked: Sequence[Ranked], confidence: float, shared: bool) -> str:
    if shared:
        return f"It is about {_name(ranked[0].topic)}, which more than one team answers for: a person must choose."
    likely = [f"{_name(topic.topic)} ({topic.probability:.0%})" for topic in ranked[:2]]
    return f"It may be about {' or '.join(likely)}; {confidence:.0%} is not sure enough, so a person must choose."


def _name(topic: str) -> str:
    return topic.replace("_", " ")


def _listed(parts: Sequence[str]) -> str:
    return " and ".join(parts) if len(parts) < 3 else f"{', '.join(parts[:-1])} and {parts[-1]}"
