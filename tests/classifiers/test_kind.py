"""Kinds of message: what gets an FOI acknowledgement and what is parked, each with the words that decided."""

import time

import pytest

from classifiers.kind import kind_of

REQUESTS = [
    "I post my questions again:\n\n> 1. How many swings are there?\n> 2. What did they cost?",
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
    "Request one: the count of swings in parks, by ward.\nRequest two: the same for slides."
    "Please see the message below.\n\n> Dear council,\n> How many benches were painted in 2025?"
    "> How many benches were painted in 2025?\n> What did each cost?"
    "By pothole I mean a hole over 40 mm deep. How many were filled? When can I expect an answer?"
    "How many swings are there? To clarify, I mean swings in parks. Did you receive my letter?"
    "I believe you hold the survey of swings. Please send it to me with the cost."
    "My bin was missed again, so under FOI: how many bins were missed in 2025?"
    "Please ignore my earlier request. Instead, how many swings were mended in 2025?"
    "Please send all emails between the leader and the developer about my street.",
    "My car was hit, so please send the inspection records of Mill Lane since May.",
    "When was the culvert at Quay Lane last cleared, and by whom?",
    "Could someone explain how the budget for parks was set?",
    "Please state which FOI requests were withdrawn in 2025, and why.",
    "Please send the inspection reports about my children's school.",
    "We help firms with rates. Please supply a list of the contracts for valuers.",
]
OWN_DATA = [
    "I would like a copy of all the information you hold about me, including emails that mention my name.",
    "This is a subject access request under Article 15 of the UK GDPR. Please send my housing file.",
    "Under the Freedom of Information Act I request the following:\n\nAll records you hold on me from social services.",
    "Please send me my late mother's care records.",
    "We act for Mr Doe and enclose his form of authority. Please provide his housing file and medical records.",
    "Please delete my data from your systems.",
    "Please send all the notes you keep about me. Please include letters and emails between staff.",
    "May I have the recording of my calls to the benefits line on 3 May?"
    "Please send me the photographs of my car and the warden's notes.",
    "I slipped in the baths. Please send the CCTV that shows me and the accident report about my fall.",
    "I was interviewed for a post. Please send me the notes of the panel and my scores.",
]
REVIEWS = [
    "I am writing to request an internal review of how you handled my FOI request about benches.",
    "I am not satisfied with your response to FOI-2026-0031. I believe you hold more emails than you sent.",
    "I wish to complain about your failure to respond to my FOI request.",
    "Please reconsider. Your reply fails to deal with question 3. Why was the report left out?",
    "I am unhappy with the way in which my request was dealt with. I request a full review."
    "Section 40 does not apply to the names of directors. Please look at my request again."
    "I am sure that there are more minutes held than you sent, and ask you to reconsider your response."
    "These are representations under regulation 11 about the plans that you withheld.",
]
CHASERS = [
    "I sent a request on 2 March and have had no reply. When can I expect an answer?",
    "Any update on this please?",
    "My FOI request FOI-2026-0007 is now overdue. By law you should have responded by 4 May.",
    "I have still not received a response to my request of 4 June.\n\n> Please send the number of staff.",
    "Please tell me the status of my request about swings."
    "Did you get my letter of 3 May? Nobody has replied."
    "I was told that I would hear by Friday. What is the hold-up?"
    "Just following up on the below. Is it being dealt with?",
    "Can you tell me when my request will be answered?",
    "Where is the information I requested on swings?",
]
CLARIFICATIONS = [
    "Thank you for your email. You asked which years I meant: 2020 to 2023, all schools.",
    "To clarify, by vehicles I mean cars and vans only.",
    "By recent I meant since May 2024."
    "Further to your email asking me to be more precise: please limit the search to the planning team."
    "Sorry that I was not clear. I only mean swings, not slides."
    "I am happy to narrow my request to 2024 and to leave out the schools.",
]
OTHERS = [
    "Thank you very much for this, that is all I needed.\n\nKind regards",
    "We are a leading provider of parking software. Would you be interested? Click here to book a demo.",
    "Please can you empty the bin outside 4 High Street, it is overflowing.",
    "I want to report a pothole on Mill Lane. Please repair it soon.",
    "",
    "Just a note to thank you for the minutes and the report, which came today. That is everything I was after."
    "I no longer need the figures and wish to withdraw my request for them."
    "We are delighted to invite you to our webinar on records. Will you join us?"
    "I am appealing against my parking ticket, as the machine was broken."
    "Our bin was not emptied on Tuesday. Can you send the crew back please?",
    "You have left out our recycling again. This is a disgrace.",
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
        ("Read: Your letter", "automatic"),
        ("Undeliverable: Acknowledgement", "bounce"),
        ("Mail delivery failed: returning message to sender", "bounce"),
        ("Request about out of office messages", "not_a_request"),
        ("Returned mail collection points", "not_a_request"),
        ("Out of office hours line", "not_a_request"),
    ],
)
def test_subject_lines_of_machines_are_known_without_headers(subject: str, kind: str) -> None:
    assert kind_of("The office is closed until Monday.", subject)[0] == kind
    assert kind_of("Please send the list of offices.", subject)[0] == "request"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("automatic", "I am on parental leave until March. For anything urgent please ring 01632 960 000."),
        ("automatic", "Thank you for your email. Your ticket number is 4417. Please do not reply to this message."),
        ("automatic", "Your message to Planning was read on 3 March 2026 10:11."),
        ("bounce", "I could not deliver your message to the address below. 550 5.1.1 no such user"),
        ("request", "I am on annual leave next week. How many benches were painted in 2025?"),
        ("request", "How many of the council's e-mails could not be delivered to their recipients: mailbox full?"),
        ("not_a_request", "My new bin could not be delivered."),
    ],
)
def test_the_words_of_machines_are_known_where_nothing_is_asked(kind: str, text: str) -> None:
    found, why = kind_of(text, "Hello")
    assert found == kind, why


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


def test_a_reply_under_our_own_question_answers_it() -> None:
    assert kind_of("The bridge over the Ash, and only since May.", "Re: which bridge do you mean")[0] == "clarification"
    assert kind_of("What did the bridge cost, and how many people use it?", "Re: hello")[0] == "request"


def test_a_reply_that_asks_only_after_the_correspondence_is_a_chaser() -> None:
    assert kind_of("Is there a problem with this?", "Re: your request")[0] == "chaser"
    assert kind_of("Thanks, got it.", "Re: your FOI request")[0] == "not_a_request"
