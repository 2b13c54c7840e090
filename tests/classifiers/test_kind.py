"""Kinds of message: what gets an FOI acknowledgement and what is parked, each with the words that decided."""

import time

import pytest

from classifiers.kind import kind_of

REQUESTS = [
    "Under the Freedom of Information Act please tell me how many subject access requests you received in 2024.",
    "Please pass this on to the person who conducts Freedom of Information reviews.\n\nHow many benches were painted?",
    "How many internal reviews were requested and how many were upheld?\nHow many staff deal with them?",
    "Under the FOI Act and the GDPR please give me the number of parking fines in 2023.",
    "Please list all allotments. If you refuse I will ask for an internal review and appeal to the Commissioner.",
    "Please send me everything the council holds about me. Also, how many complaints did Housing get in 2023?",
    "Can you tell me when the swimming pool opens?",
    "Pothole claims paid, 2019 to 2024, by year",
    "For my records, please send the minutes of the parks committee of 3 May.",
    "Could I have the policy on personal data breaches, and the data you hold about rats?",
    "1. The count of benches in parks.\n2. The yearly count of swings.",
    "What is your procedure when a resident makes a subject access request?",
    "How many tenants have been waiting over a year with no reply to a complaint?",
]
OWN_DATA = [
    "I would like a copy of all the information you hold about me, including emails that mention my name.",
    "This is a subject access request under Article 15 of the UK GDPR. Please send my housing file.",
    "Under the Freedom of Information Act I request the following:\n\nAll records you hold on me from social services.",
    "Please send me my late mother's care records.",
    "We act for Mr Doe and enclose his form of authority. Please provide his housing file and medical records.",
    "Please delete my data from your systems.",
    "Please send all the notes you keep about me. Please include letters and emails between staff.",
]
REVIEWS = [
    "I am writing to request an internal review of how you handled my FOI request about benches.",
    "I am not satisfied with your response to FOI-2026-0031. I believe you hold more emails than you sent.",
    "I wish to complain about your failure to respond to my FOI request.",
    "Please reconsider. Your reply fails to deal with question 3. Why was the report left out?",
]
CHASERS = [
    "I sent a request on 2 March and have had no reply. When can I expect an answer?",
    "Any update on this please?",
    "My FOI request FOI-2026-0007 is now overdue. By law you should have responded by 4 May.",
    "I have still not received a response to my request of 4 June.\n\n> Please send the number of staff.",
]
CLARIFICATIONS = [
    "Thank you for your email. You asked which years I meant: 2020 to 2023, all schools.",
    "To clarify, by vehicles I mean cars and vans only.",
]
OTHERS = [
    "Thank you very much for this, that is all I needed.\n\nKind regards",
    "We are a leading provider of parking software. Would you be interested? Click here to book a demo.",
    "Please can you empty the bin outside 4 High Street, it is overflowing.",
    "I want to report a pothole on Mill Lane. Please repair it soon.",
    "",
]
ALL = [
    *[("request", text) for text in REQUESTS],
    *[("own_data", text) for text in OWN_DATA],
    *[("internal_review", text) for text in REVIEWS],
    *[("chaser", text) for text in CHASERS],
    *[("clarification", text) for text in CLARIFICATIONS],
    *[("not_a_request", text) for text in OTHERS],
]


@pytest.mark.parametrize(("kind", "text"), ALL)
def test_a_message_is_told_by_what_it_asks(kind: str, text: str) -> None:
    found, why = kind_of(text)
    assert found == kind, why
    assert why.startswith("It ")
    assert why.endswith(".")


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("Automatic reply: Your letter", "automatic"),
        ("Out of Office", "automatic"),
        ("Undeliverable: Acknowledgement", "bounce"),
        ("Mail delivery failed: returning message to sender", "bounce"),
        ("Request about out of office messages", "request"),
        ("Returned mail collection points", "bounce"),
    ],
)
def test_subject_lines_of_machines_are_known_without_headers(subject: str, kind: str) -> None:
    assert kind_of("Please send the list of offices.", subject)[0] == kind


def test_the_subject_may_make_it_a_subject_access_request() -> None:
    assert kind_of("Please see my attached form.", "Subject access request")[0] == "own_data"
    assert kind_of("How many did you receive last year?", "Subject access request statistics")[0] == "request"


def test_the_reason_quotes_the_words_that_decided() -> None:
    assert "“Any update on this please?”" in kind_of("Any update on this please?")[1]


def test_own_data_inside_a_request_is_mentioned() -> None:
    kind, why = kind_of("Please send all data you hold about me. How many staff work in Housing?")
    assert kind == "request"
    assert "another law" in why


def test_a_regulator_is_left_to_a_person() -> None:
    assert kind_of("Please provide the case file within 10 days.", sender_domain="ico.org.uk")[0] == "not_a_request"
    assert kind_of("Please provide the list of parks.", sender_domain="notico.org.uk")[0] == "request"


def test_a_forwarded_request_is_read_whole() -> None:
    forwarded = "-----Original Message-----\nFrom: Ann <ann@mail.example>\nPlease send the list of parks."
    assert kind_of(forwarded)[0] == "request"


def test_a_hostile_text_costs_little() -> None:
    start = time.process_time()
    for text in (
        "please " * 50_000,
        "all " * 50_000,
        "my " * 50_000,
        "(" * 100_000,
        "no reply " * 30_000,
        "i " * 90_000,
    ):
        kind_of(text, text[:998])
    assert time.process_time() - start < 6
