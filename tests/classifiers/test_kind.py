"""Kinds of message: what gets an FOI acknowledgement and what is parked, each with the words that decided."""

import time

import pytest

from classifiers.kind import Judged, kind_of
from classifiers.kinds.judge import KindJudge, examples, trained
from classifiers.kinds.own_words import sentences_of

SAID = [
    ("request", "I post my questions again:\n\n> 1. How many swings are there?\n> 2. What did they cost?"),
    (
        "request",
        "Under the Freedom of Information Act please tell me how many subject access requests you received in 2024.",
    ),
    (
        "request",
        "Please pass this to whoever conducts Freedom of Information reviews.\n\nHow many benches were painted?",
    ),
    ("request", "How many internal reviews were requested and how many were upheld?\nHow many staff deal with them?"),
    ("request", "Under the FOI Act and the GDPR please give me the number of parking fines in 2023."),
    (
        "request",
        "Please list all allotments. If you refuse I will ask for an internal review and appeal to the Commissioner.",
    ),
    (
        "request",
        "Please send me everything the council holds about me. Also, how many complaints did Housing get in 2023?",
    ),
    ("request", "For my records, please send the minutes of the parks committee of 3 May."),
    ("request", "Could I have the policy on personal data breaches, and the data you hold about rats?"),
    ("request", "1. The count of benches in parks.\n2. The yearly count of swings."),
    ("request", "How many tenants have been waiting over a year with no reply to a complaint?"),
    ("request", "Please see the message below.\n\n> Dear council,\n> How many benches were painted in 2025?"),
    ("request", "> How many benches were painted in 2025?\n> What did each cost?"),
    ("request", "By pothole I mean a hole over 40 mm deep. How many were filled? When can I expect an answer?"),
    ("request", "How many swings are there? To clarify, I mean swings in parks. Did you receive my letter?"),
    ("request", "I believe you hold the survey of swings. Please send it to me with the cost."),
    ("request", "My bin was missed again, so under FOI: how many bins were missed in 2025?"),
    ("request", "Please ignore my earlier request. Instead, how many swings were mended in 2025?"),
    ("request", "Please send all emails between the leader and the developer about my street."),
    ("request", "My car was hit, so please send the inspection records of Mill Lane since May."),
    ("request", "When was the culvert at Quay Lane last cleared, and by whom?"),
    ("request", "Could someone explain how the budget for parks was set?"),
    ("request", "Please state which FOI requests were withdrawn in 2025, and why."),
    ("request", "Please send the inspection reports about my children's school."),
    ("request", "We help firms with rates. Please supply a list of the contracts for valuers."),
    (
        "own_data",
        "I would like a copy of all the information you hold about me, including emails that mention my name.",
    ),
    ("own_data", "This is a subject access request under Article 15 of the UK GDPR. Please send my housing file."),
    (
        "own_data",
        "Under the Freedom of Information Act I request the following:\n\nAll records you hold on me in social work.",
    ),
    ("own_data", "Please send me my late mother's care records."),
    (
        "own_data",
        "We act for Mr Doe and enclose his form of authority. Please provide his housing file and medical records.",
    ),
    ("own_data", "Please delete my data from your systems."),
    ("own_data", "Please send all the notes you keep about me. Please include letters and emails between staff."),
    ("own_data", "May I have the recording of my calls to the benefits line on 3 May?"),
    ("own_data", "Please send me the photographs of my car and the warden's notes."),
    ("own_data", "I slipped in the baths. Please send the CCTV that shows me and the accident report about my fall."),
    ("own_data", "I was interviewed for a post. Please send me the notes of the panel and my scores."),
    ("internal_review", "I am writing to request an internal review of how you handled my FOI request about benches."),
    (
        "internal_review",
        "I am not satisfied with your response to FOI-2026-0031. I believe you hold more emails than you sent.",
    ),
    ("internal_review", "Please reconsider. Your reply fails to deal with question 3. Why was the report left out?"),
    ("internal_review", "I am unhappy with the way in which my request was dealt with. I request a full review."),
    ("internal_review", "Section 40 does not apply to the names of directors. Please look at my request again."),
    (
        "internal_review",
        "I am sure that there are more minutes held than you sent, and ask you to reconsider your response.",
    ),
    ("internal_review", "These are representations under regulation 11 about the plans that you withheld."),
    ("chaser", "I sent a request on 2 March and have had no reply. When can I expect an answer?"),
    ("chaser", "Any update on this please?"),
    ("chaser", "My FOI request FOI-2026-0007 is now overdue. By law you should have responded by 4 May."),
    ("chaser", "I have still not received a response to my request of 4 June.\n\n> Please send the number of staff."),
    ("chaser", "Please tell me the status of my request about swings."),
    ("chaser", "Did you get my letter of 3 May? Nobody has replied."),
    ("chaser", "I was told that I would hear by Friday. What is the hold-up?"),
    ("chaser", "Just following up on the below. Is it being dealt with?"),
    ("chaser", "Can you tell me when my request will be answered?"),
    ("clarification", "Thank you for your email. You asked which years I meant: 2020 to 2023, all schools."),
    ("clarification", "To clarify, by vehicles I mean cars and vans only."),
    ("clarification", "By recent I meant since May 2024."),
    ("clarification", "Sorry that I was not clear. I only mean swings, not slides."),
    ("thanks", "Thank you very much for this, that is all I needed.\n\nKind regards"),
    (
        "supplier_pitch",
        "We are a leading provider of parking software. Would you be interested? Click here to book a demo.",
    ),
    ("service", "Please can you empty the bin outside 4 High Street, it is overflowing."),
    ("service", "I want to report a pothole on Mill Lane. Please repair it soon."),
    (
        "thanks",
        "Just a note to thank you for the minutes and the report, which came today. That is everything I was after.",
    ),
    ("withdrawal", "I no longer need the figures and wish to withdraw my request for them."),
    ("supplier_pitch", "We are delighted to invite you to our webinar on records. Will you join us?"),
    ("service", "Our bin was not emptied on Tuesday. Can you send the crew back please?"),
    ("narrowed", "As that would cost too much, I now ask for the swings of 2024 only."),
    ("narrowed", "Following your refusal under section 12 please limit my request to the parks in the north."),
    (
        "data_complaint",
        "You posted my benefit letter to the flat upstairs. I consider that a breach of data protection law.",
    ),
    ("data_complaint", "Your clerk told my sister what is in my file. I never consented and I want to complain."),
    ("re_use", "May we reproduce the map of swings in a guide book that we sell, and under what licence?"),
    ("re_use", "We apply for a licence to re-use the register of benches for commercial purposes."),
    (
        "transfer_in",
        "We had the request below but hold nothing; we believe that you do. The applicant agrees to this transfer.",
    ),
    ("transfer_in", "This FOI came to us in error. We have told the requester that we are passing it to you."),
    (
        "mp_or_regulator",
        "I write on behalf of my constituent, who waits for a ramp. Please look into her case and reply to me.",
    ),
    (
        "mp_or_regulator",
        "The Ombudsman has decided to investigate a complaint about your council. Please send your comments.",
    ),
    ("business_as_usual", "What time does the library open on Saturdays?"),
    ("business_as_usual", "How do I apply for a resident parking permit, and where is the form?"),
    ("business_as_usual", "Has my planning application been decided yet?"),
    ("withdrawal", "Please withdraw my request: the figures are on your website."),
    ("service", "I attach my CV for the post of gardener."),
    ("thanks", "Received with thanks."),
]
MIXED = (
    "Dear team, please send me everything you hold about me. Under FOI, how many bins were missed last year, and what "
    "did each cost? Also, where do I find the form for a blue badge?"
)


@pytest.mark.parametrize(("kind", "text"), SAID)
def test_a_message_is_told_by_what_it_says(kind: str, text: str) -> None:
    judged = kind_of(text)
    assert judged.kind == kind, judged.why
    assert judged.why.startswith("It")
    assert judged.why.endswith(".")


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("Automatic reply: Your letter", "automatic"),
        ("Out of Office", "automatic"),
        ("Read: Your letter", "automatic"),
        ("Undeliverable: Acknowledgement", "bounce"),
        ("Mail delivery failed: returning message to sender", "bounce"),
    ],
)
def test_subject_lines_of_machines_are_known_without_headers(subject: str, kind: str) -> None:
    assert kind_of("The office is closed until Monday.", subject).kind == kind
    assert kind_of("How many offices are closed on Mondays?", subject).kind == "request"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("automatic", "I am on parental leave until March. For anything urgent please ring 01632 960 000."),
        ("automatic", "Thank you for your email. Your ticket number is 4417. Please do not reply to this message."),
        ("automatic", "Your message to Planning was read on 3 March 2026 10:11."),
        ("bounce", "I could not deliver your message to the address below. 550 5.1.1 no such user"),
        ("request", "I am on annual leave next week. How many benches were painted in 2025?"),
        ("request", "How many of the council's e-mails could not be delivered to their recipients: mailbox full?"),
    ],
)
def test_the_words_of_machines_are_known_where_nothing_is_asked(kind: str, text: str) -> None:
    judged = kind_of(text, "Hello")
    assert judged.kind == kind, judged.why


def test_what_sounds_like_a_machine_and_asks_nothing_is_no_request() -> None:
    text = (
        "Thank you for your e-mail. The office is shut for the summer. Applications for places go through the county."
    )
    assert kind_of(text, "RE: FOI 118").kind != "request"


def test_no_words_are_no_request() -> None:
    assert kind_of("") == Judged("not_a_request", "It has no words of its own.")
    assert kind_of(" \n", "Undeliverable: x").kind == "bounce"


def test_parts_of_other_kinds_are_exact_spans_with_a_reason() -> None:
    judged = kind_of(MIXED)
    words = {part.kind: MIXED[part.start : part.end] for part in judged.parts}
    assert judged.kind == "request"
    assert words["own_data"] == "Dear team, please send me everything you hold about me."
    assert words["business_as_usual"] == "Also, where do I find the form for a blue badge?"
    assert all("“" in part.why for part in judged.parts)


def test_a_request_inside_another_message_is_a_part_of_it() -> None:
    text = "Please send me a copy of my housing file. How many tenants were evicted in 2024?"
    judged = kind_of(text, "Subject access request")
    kinds = {judged.kind, *(part.kind for part in judged.parts)}
    assert kinds == {"own_data", "request"}


def test_own_data_by_whatever_law_gets_no_foi_acknowledgement() -> None:
    assert kind_of("Under the Freedom of Information Act please send all you hold about me.").kind == "own_data"
    assert kind_of("Under FOI I ask for the emails about me and for nothing else.").kind == "own_data"
    assert kind_of("everything you have on the market hall").kind == "request"


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for the minutes. Could I have a copy of the report that they mention?",
        "Where is the form for a blue badge, and how many were refused in 2025?",
        "My bin was missed again. Under FOI, what do you pay the contractor?",
    ],
)
def test_a_request_among_other_things_is_not_missed(text: str) -> None:
    assert kind_of(text).kind == "request"


def test_parts_point_into_texts_with_windows_line_ends() -> None:
    text = MIXED.replace(". Also", ".\r\n\r\nAlso")
    part = next(part for part in kind_of(text).parts if part.kind == "business_as_usual")
    assert text[part.start : part.end].startswith("Also, where")


def test_the_domain_speaks_and_a_name_does_not() -> None:
    text = "Please send us the file and your comments within 10 days."
    assert kind_of(text, sender_domain="ico.org.uk").kind == "mp_or_regulator"


@pytest.mark.parametrize(
    "kept", ["How many benches are there?", "Has my claim been decided?", "Still nothing from you."]
)
def test_who_is_greeted_and_who_signs_change_no_score(kept: str) -> None:
    letters = [f"Dear {name},\n\n{kept}\n\nYours\n{name}" for name in ("Bill Ward", "Chase Grant", "Zoë Xu")]
    words = {tuple(one.words for one in sentences_of(letter)) for letter in letters}
    assert words == {tuple(one.words for one in sentences_of(letters[0]))}
    assert "Ward" not in "".join(one.words for one in sentences_of(letters[0]))


def test_what_may_come_is_not_what_is() -> None:
    assert kind_of("Please list all swings. If you refuse I will ask for an internal review.").kind == "request"


def test_the_reason_quotes_the_words_that_decided() -> None:
    assert "“Any update on this please?”" in kind_of("Any update on this please?").why


def test_a_forwarded_request_is_read_whole() -> None:
    forwarded = "-----Original Message-----\nFrom: Ann <ann@mail.example>\nPlease send the list of parks."
    assert kind_of(forwarded).kind == "request"


def test_quoted_history_is_not_the_sender_s_words() -> None:
    text = "Thank you, that is all.\n\nOn 3 May 2026 at 10:00, FOI wrote:\n> How many swings do you mean?"
    assert [one.words for one in sentences_of(text, "Re: swings")] == ["Thank you, that is all."]


def test_sentences_stand_where_they_say() -> None:
    text = "Dear all,\n\n1. How many swings\nare there?\n2. What did they cost?\n"
    assert [text[one.start : one.end] for one in sentences_of(text)][1] == "1. How many swings\nare there?"
    assert all(" ".join(text[one.start : one.end].split()) == one.written for one in sentences_of(text))


def test_the_judge_knows_others_examples_from_half_of_them() -> None:
    messages, kinds = examples()
    half = KindJudge().fit(messages[::2], kinds[::2])
    right = sum(found == kind for found, kind in zip(half.predict(messages[1::2]), kinds[1::2], strict=True))
    assert right / len(kinds[1::2]) >= 0.7


def test_there_are_examples_enough_of_every_kind() -> None:
    kinds = examples()[1]
    assert min(kinds.count(kind) for kind in set(kinds)) >= 25
    assert len(set(kinds)) == 17


def test_learning_costs_little_and_is_done_once() -> None:
    trained.cache_clear()
    start = time.process_time()
    trained()
    assert time.process_time() - start < 3
    assert trained() is trained()


def test_a_hostile_text_costs_little() -> None:
    kind_of("hello")
    start = time.process_time()
    for text in ("please " * 150_000, "(" * 1_000_000, "no reply " * 110_000, "how? " * 200_000, "> \n" * 300_000):
        kind_of(text, text[:998])
    assert time.process_time() - start < 6
