"""Names and addresses inside a question, covered before a team sees it."""

from triage.casework.covering import covered


def test_names_and_addresses_inside_a_question_are_covered() -> None:
    text = "Send it to robin  requester at robin@requester.example, who is not Robinson."
    assert covered(text, "Robin Requester") == "Send it to [covered] at [covered], who is not Robinson."
    assert covered("How many young people?", "") == "How many young people?"
