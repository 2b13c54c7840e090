"""Round robins and repeats are told from requests that only use the same phrases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.casework.same_text import NEARLY, SKETCH, asked, likeness, sketch

POTHOLES = (
    "1. How many potholes were reported to Ashcombe Borough Council in each of the last five financial years? "
    "2. How many were repaired within the target time? 3. How much compensation did the council pay to drivers for "
    "damage caused by potholes in each of those years? 4. What is the total estimated cost of the road repair backlog?"
)
FIFTH = " 5. Which ten roads had the most reports of potholes in the last financial year, and how many each?"
FLY_TIPS = POTHOLES.replace("potholes", "fly-tips").replace("drivers", "residents").replace("road repair", "cleaning")
TOLD_ANEW = (
    "Please give me the number of road defects notified to you by the public since 2019, how quickly they were fixed, "
    "what claims were settled, and your maintenance backlog in pounds."
)
NOISE = "How many complaints about noise were received in each of the last five years, broken down by month?"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (POTHOLES, POTHOLES.replace("Ashcombe Borough Council", "your authority")),
        (POTHOLES, POTHOLES.replace("the council", "your authority").upper()),
        (POTHOLES, POTHOLES.replace("reported", "reportd").replace("? ", "?\n").replace("drivers", "motorists")),
        (POTHOLES, POTHOLES + FIFTH),
        (POTHOLES, POTHOLES.partition(" 4.")[0]),
        ("How many allotments does the council own?", "how many allotments does your authority own"),
        ("A copy of the contract register, please.", "A copy of the contract register, please"),
    ],
)
def test_the_same_text_is_nearly_the_same(one: str, other: str) -> None:
    assert likeness(asked(one), asked(other)) >= NEARLY
    assert set(sketch(asked(one))) & set(sketch(asked(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (POTHOLES, FLY_TIPS),
        (POTHOLES, TOLD_ANEW),
        (NOISE, NOISE.replace("noise", "taxis")),
        ("How many allotments does the council own?", "How many libraries does the council own?"),
        ("How many staff were dismissed in 2023?", "How many staff were dismissed in 2024?"),
        ("A list of contracts with Wessex County Council.", "A list of contracts with Barset County Council."),
        ("", ""),
    ],
)
def test_the_same_phrases_about_something_else_are_not(one: str, other: str) -> None:
    assert likeness(asked(one), asked(other)) < NEARLY


def test_a_sketch_is_the_same_on_every_machine() -> None:
    assert sketch(asked("How many swings?")) == (4570577690025125276,)


@given(st.text(), st.text())
def test_likeness_is_a_share_that_does_not_depend_on_the_order(one: str, other: str) -> None:
    first, second = asked(one), asked(other)
    assert 0 <= likeness(first, second) == likeness(second, first) <= 1
    assert likeness(first, first) in (0, 1)


@given(st.text(max_size=300))
def test_a_sketch_fits_the_database(words: str) -> None:
    numbers = sketch(asked(words))
    assert len(numbers) <= SKETCH
    assert all(0 <= number < 2**63 for number in numbers)
