"""The three letters as they read, and what every one of them must hold whatever the facts."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.letters.conftest import GOLDEN, Write, facts_of
from triage.letters import checks, drafting
from triage.letters.facts import LETTERS
from triage.settings import Settings


@pytest.mark.parametrize("letter", LETTERS)
def test_the_letter_reads_as_it_was_approved_by_eye(letter: str, write: Write) -> None:
    written = write(letter)
    golden = (GOLDEN / f"{letter}.txt").read_text(encoding="utf-8")
    assert f"Subject: {written.subject}\n\n{written.body}" == golden


def test_an_acknowledgement_names_no_team_no_score_and_no_outcome(write: Write, council: Settings) -> None:
    ours = [line for line in write("acknowledgement").body.splitlines() if not line.startswith(">")]
    text = "\n".join(ours).lower()
    assert not [team.name for team in council.teams if team.name.lower() in text]
    assert not [word for word in ("%", "exempt", "refus", "not held", "will provide", "section 50") if word in text]


def test_each_question_stands_word_for_word_under_its_own_number(write: Write) -> None:
    body = write("acknowledgement").body
    for question in facts_of("acknowledgement")["questions"]:
        heading = f"Question {question['label']}\n" if question.get("label") else ""
        assert heading + checks.quoted(question["text"]) in body


def test_a_shared_stem_is_quoted_once(write: Write) -> None:
    assert write("acknowledgement").body.count("Please release the following") == 1


def test_our_reading_of_a_slip_is_offered_and_their_words_stay(write: Write) -> None:
    body = write("acknowledgement").body
    assert 'We have read "If YES to (11)" in your question 11 as meaning question 10.' in body
    assert "If that is not what you meant, tell us." in body
    assert "> If YES to (11), list where they are kept." in body


def test_a_slip_that_nobody_can_tell_is_asked_about(write: Write) -> None:
    body = write("acknowledgement", {"slips": [], "unclear": [{"question": "3", "written": "If yes to (19)"}]}).body
    assert "How we have read" not in body
    assert 'You wrote "If yes to (19)" in your question 3. We cannot tell which of your questions that means.' in body


@pytest.mark.parametrize(
    ("regime", "law", "how_soon"),
    [
        ("unsettled", "2000 or the Environmental Information Regulations 2004, as appropriate.", "promptly"),
        ("foia", "under the Freedom of Information Act 2000.", "promptly"),
        ("eir", "under the Environmental Information Regulations 2004.", "as soon as possible"),
    ],
)
def test_the_law_is_named_as_far_as_it_is_settled(write: Write, regime: str, law: str, how_soon: str) -> None:
    body = write("acknowledgement", {"regime": regime}).body
    assert law in body
    assert f"We must answer {how_soon} and no later than Mon 21 December 2026. That is the 20th working day" in body


@pytest.mark.parametrize("letter", ["not_held", "section_21"])
def test_a_reply_says_how_to_complain_with_a_date_and_working_days(letter: str, write: Write) -> None:
    body = write(letter).body
    assert "Ask within 40 working days of this letter, that is by Mon 25 January 2027" in body
    assert (
        "apply under section 50 of the Freedom of Information Act 2000 to the Information Commissioner's Office" in body
    )
    assert body.index("foi-review@ashcombe.example") < body.index("0303 123 1113")


def test_a_partial_reply_says_what_is_still_to_come(write: Write) -> None:
    body = write("not_held").body
    assert "This letter answers 2 of the questions that you asked. 4 other questions we are still dealing with" in body
    assert "we must answer them promptly and no later than Mon 21 December 2026.\n" in body
    assert "One other question we are still dealing with" in write("not_held", {"questions_left": 1}).body
    assert "This letter answers" not in write("not_held", {"questions_left": 0}).body


@pytest.mark.parametrize("letter", ["not_held", "section_21"])
def test_a_late_reply_says_that_it_is_late_and_promises_no_date_that_has_passed(letter: str, write: Write) -> None:
    assert "We are sorry that it is late" not in write(letter).body
    body = write(letter, {"received_on": "2026-10-20", "due_on": "2026-11-17", "questions_left": 1}).body
    assert "You should have had this reply by Tue 17 November 2026. We are sorry that it is late." in body
    assert "under the same reference.\n" in body


def test_who_recorded_a_search_is_never_printed(write: Write) -> None:
    assert "Pat Example" not in write("not_held").body


def test_a_statutory_source_is_cited_with_its_own_limb(write: Write) -> None:
    how = "Section 31 of the Births and Deaths Registration Act 1953: the registrar gives a copy to anyone who asks"
    body = write("section_21", {"questions.1.entries.0.basis": "statutory", "questions.1.entries.0.how": how}).body
    assert f"How to get it: {how}." in body
    assert "section 21(2)(b) counts information as accessible where a law obliges somebody" in body


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("", "Re: Your request for information [FOI-2026-0001]"),
        ("Re: RE: Fwd: Bins", "Re: Bins [FOI-2026-0001]"),
        ("Bins [FOI-2026-0001]", "Re: Bins [FOI-2026-0001]"),
        ("Bins\r\nBcc: all@council.example", "Re: Bins Bcc: all@council.example [FOI-2026-0001]"),
    ],
)
def test_the_subject_keeps_theirs_and_adds_our_reference(write: Write, subject: str, expected: str) -> None:
    assert write("acknowledgement", {"subject": subject}).subject == expected


@pytest.mark.parametrize("name", ["", "evil@host.test", "Click https://x.test", "0800 1234", "N" * 500])
def test_what_is_no_name_is_not_used_as_one(write: Write, name: str) -> None:
    assert "\nDear requester\n" in write("acknowledgement", {"requester_name": name}).body


def lines_of_ours(body: str) -> list[str]:
    return [line for line in body.splitlines() if line and not line.startswith(">")]


HOSTILE = st.text(st.characters(exclude_categories=["Cs"]))
CRAFTED = ["{{ 7 * 7 }}{% include 'x' %}", "a\u2028Yours sincerely", "a\x0bb\r\nc\x85d", "\n\n\n\nYours"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(HOSTILE, st.sampled_from(CRAFTED)))
def test_nothing_a_requester_writes_becomes_a_line_of_ours(council: Settings, words: str) -> None:
    facts: Any = facts_of("acknowledgement")
    plain = drafting.from_json("acknowledgement", json.dumps(facts), council)
    facts["questions"][0]["stem"] = facts["also_written"][0] = words
    facts["questions"][1]["stem"] = ""
    facts["questions"][2]["text"] = f"Which {words}"
    hostile = drafting.from_json("acknowledgement", json.dumps(facts), council)
    assert lines_of_ours(hostile.body) == lines_of_ours(plain.body)


def test_an_acknowledgement_after_the_date_says_that_it_has_passed(write: Write) -> None:
    due_on = facts_of("acknowledgement")["due_on"]
    assert "That date has passed; we are sorry" not in write("acknowledgement", {"written_on": due_on}).body
    assert "That date has passed; we are sorry" in write("acknowledgement", {"written_on": "2027-01-04"}).body
