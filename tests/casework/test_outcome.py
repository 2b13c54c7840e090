"""Outcomes and the letters that settle them."""

from triage.casework.outcome import SENTENCES, Outcome, outcome_of_letter, without_outcome


def test_every_outcome_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Outcome)


def test_an_acknowledgement_settles_nothing() -> None:
    letters = ["acknowledgement", "not_held", "section_21"]
    assert [outcome_of_letter(name) for name in letters] == [None, Outcome.NOT_HELD, Outcome.AVAILABLE_ELSEWHERE]


def test_questions_without_an_outcome_are_listed_in_order() -> None:
    assert without_outcome({3: None, 1: Outcome.DISCLOSED, 2: None}) == [2, 3]
