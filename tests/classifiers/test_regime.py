"""What a question asks for in the eyes of the law: a proposal, with its reason."""

import pytest

from classifiers.regime import regime_of, regimes_of


@pytest.mark.parametrize(
    "question",
    [
        "How many complaints about smoke and smells were there?",
        "Please send the officer's report on planning application 24/01234.",
        "When were the trees in Park Road last pruned?",
        "What were the nitrogen dioxide readings by the school?",
        "How many bins were missed?",
        "How many potholes were mended?",
        "Who was consulted on the low traffic neighbourhood?",
        "How much of the contaminated land has been cleaned?",
    ],
)
def test_environmental_subjects_may_be_eir(question: str) -> None:
    regime, why = regime_of(question)
    assert regime == "environmental"
    assert why.startswith("It may be environmental information: ")


@pytest.mark.parametrize(
    "question",
    [
        "How many staff were off sick?",
        "Which software does Finance use, and when does the contract end?",
        "How many penalty charge notices were cancelled?",
        "How many foster carers are there?",
        "How many people were referred to Prevent?",
        "Is this not a waste of money, given the present economic climate?",
        "What software do you use for planning applications on your servers, and which cyber standard does it meet?",
    ],
)
def test_other_subjects_are_not(question: str) -> None:
    assert regime_of(question)[0] == "general"


@pytest.mark.parametrize(
    "question",
    [
        "How many staff work in the planning department?",
        "What do you pay planning officers, and how many posts are vacant?",
        "How many fines were issued at the bus gate?",
        "How many grit bins are there?",
    ],
)
def test_people_and_money_near_an_environmental_word_are_not_environmental(question: str) -> None:
    assert regime_of(question)[0] == "general"


def test_naming_the_regulations_is_weak_evidence() -> None:
    regime, why = regime_of("Under the Environmental Information Regulations, how many staff have you?")
    assert regime == "general"
    assert "too weak" in why


def test_naming_the_regulations_tips_a_doubtful_subject() -> None:
    assert regime_of("How many street lights are there?")[0] == "general"
    assert regime_of("Under the EIR, how many street lights are there?")[0] == "environmental"


def test_own_data_is_another_law() -> None:
    regime, why = regime_of("Please send the information you hold about me.")
    assert regime == "own_data"
    assert "about me" in why


def test_counting_subject_access_requests_is_general() -> None:
    assert regime_of("How many subject access requests did you receive?")[0] == "general"


@pytest.mark.parametrize(
    "question",
    ["How do I apply for a blue badge?", "Where can I find the form?", "What are your opening hours?"],
)
def test_what_can_be_answered_at_once_is_business(question: str) -> None:
    regime, why = regime_of(question)
    assert regime == "business"
    assert "at once" in why


def test_a_question_that_says_little_goes_with_its_subject_line() -> None:
    assert regime_of("How many were there?", "Noise from the landfill site")[0] == "environmental"
    assert regime_of("How many staff were there?", "Noise from the landfill site")[0] == "general"


def test_a_question_that_says_little_goes_with_most_of_those_around_it() -> None:
    questions = ["How many trees were felled?", "How many of those were diseased?", "How many trees were planted?"]
    found = regimes_of(questions)
    assert [regime for regime, _ in found] == ["environmental"] * 3
    assert "by what stands around it" in found[1][1]


def test_the_regulations_may_be_named_anywhere_in_the_request() -> None:
    questions = ["How many street lights are there?", "What does the lift contract cost?"]
    found = regimes_of(questions, "", "I ask under the EIR. " + " ".join(questions))
    assert [regime for regime, _ in found] == ["environmental", "general"]
