"""Which team a question goes to, and when a person must choose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.casework.request import Ranked
from triage.casework.routing import decide

TEAMS = [
    ("roads", ["highways_transport", "parking"]),
    ("housing", ["housing_homelessness"]),
    ("it", ["it_digital"]),
]


def ranked(**topics: float) -> list[Ranked]:
    return [Ranked(topic, probability) for topic, probability in topics.items()]


def test_a_sure_topic_goes_to_its_team_with_the_reason() -> None:
    found = decide(ranked(it_digital=0.81, parking=0.1), TEAMS, 0.6)
    assert (found.team, found.confidence, found.why) == ("it", 0.81, "It is about it digital (81%).")


def test_two_close_topics_of_one_team_add_up() -> None:
    found = decide(ranked(parking=0.4, highways_transport=0.35, it_digital=0.2), TEAMS, 0.6)
    assert (found.team, found.confidence) == ("roads", 0.75)
    assert found.why == (
        "It is about parking (40%) and highways transport (35%), and one team answers for all of it: 75% together."
    )


def test_two_close_teams_are_offered_and_a_person_chooses() -> None:
    found = decide(ranked(it_digital=0.45, housing_homelessness=0.42, parking=0.05), TEAMS, 0.6)
    assert (found.team, found.choice) == ("", ("it", "housing"))
    assert found.why == (
        "It may be about it digital (45%) or housing homelessness (42%); 45% is not sure enough, "
        "so a person must choose."
    )


def test_a_topic_that_two_teams_answer_for_is_for_a_person() -> None:
    found = decide(ranked(it_digital=0.9), [*TEAMS, ("data", ["it_digital"])], 0.6)
    assert (found.team, found.choice) == ("", ("it", "data"))
    assert "more than one team answers for" in found.why


def test_a_topic_without_a_team_is_for_a_person() -> None:
    found = decide(ranked(planning_building=0.9), TEAMS, 0.6)
    assert (found.team, found.confidence, found.choice) == ("", 0.0, ())
    assert found.why == "It is about planning building, which no team answers for: a person must choose the team."


@pytest.mark.parametrize("topics", [[], ranked(unknown=1.0)])
def test_nothing_known_is_for_a_person(topics: list[Ranked]) -> None:
    assert decide(topics, TEAMS, 0.0).team == ""


@given(st.lists(st.floats(0, 1), min_size=1, max_size=4), st.floats(0.01, 1))
def test_a_team_is_only_chosen_when_it_is_sure_enough(weights: list[float], sure_enough: float) -> None:
    total = sum(weights) or 1.0
    names = ["parking", "highways_transport", "it_digital", "housing_homelessness"]
    found = decide([Ranked(n, w / total) for n, w in zip(names, weights, strict=False)], TEAMS, sure_enough)
    assert 0 <= found.confidence <= 1
    assert found.why.endswith(".")
    assert bool(found.team) <= (found.confidence >= sure_enough)
    assert bool(found.team) != bool(found.choice)
