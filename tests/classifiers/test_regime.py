"""The law a question seems to fall under: a proposal, with its reason."""

import pytest

from classifiers.regime import regime_of


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
    assert regime == "eir"
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
def test_other_subjects_are_foia(question: str) -> None:
    assert regime_of(question)[0] == "foia"


def test_naming_the_regulations_is_weak_evidence() -> None:
    regime, why = regime_of("Under the Environmental Information Regulations, how many staff have you?")
    assert regime == "foia"
    assert "too weak" in why


def test_naming_the_regulations_tips_a_doubtful_subject() -> None:
    assert regime_of("How many street lights are there?")[0] == "foia"
    assert regime_of("Under the EIR, how many street lights are there?")[0] == "eir"


def test_own_data_is_another_law() -> None:
    regime, why = regime_of("Please send the information you hold about me.")
    assert regime == "sar"
    assert "about me" in why


def test_counting_subject_access_requests_is_foia() -> None:
    assert regime_of("How many subject access requests did you receive?")[0] == "foia"


def test_the_subject_line_counts_half() -> None:
    assert regime_of("How many were there?", "Noise")[0] == "foia"
    assert regime_of("How many were there?", "Noise from the landfill site")[0] == "eir"
