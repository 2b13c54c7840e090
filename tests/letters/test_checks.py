"""What every finished letter must say and none may, also after somebody has edited it."""

import json
import re

import pytest

from tests.letters.conftest import Write, facts_of
from triage.letters import checks, drafting
from triage.settings import Settings

REPLIES = ["not_held", "section_21"]


@pytest.mark.parametrize("letter", ["acknowledgement", *REPLIES])
def test_a_drafted_letter_passes(letter: str, write: Write, council: Settings) -> None:
    assert checks.problems(letter, write(letter).body, council) == []


@pytest.mark.parametrize(
    "banned",
    [
        "N/A",
        "Under the GDPR we hold nothing.",
        "See the Data Protection Act 1998.",
        "See the DPA 1998.",
        "Write within 40 days.",
        "We answer within twenty days.",
        "You have two months to ask for a review.",
        "Ring 01625 545 745.",
        "See www.ico.gov.uk.",
        "See Schedule 1 of the Data Protection Act.",
        "Send proof of identity.",
        "Tell us your reasons for asking.",
        "You may use it under the Open Government Licence.",
        "It was [insert name].",
    ],
)
@pytest.mark.parametrize("letter", ["acknowledgement", *REPLIES])
def test_a_phrase_that_no_letter_may_hold_is_found(letter: str, banned: str, write: Write, council: Settings) -> None:
    assert len(checks.problems(letter, f"{write(letter).body}\n{banned}\n", council)) == 1


@pytest.mark.parametrize("allowed", ["The UK GDPR applies.", "Within 40 working days.", "Kept for 30 days.", "> N/A"])
def test_what_only_looks_alike_is_left_alone(allowed: str, write: Write, council: Settings) -> None:
    assert checks.problems("not_held", f"{write('not_held').body}\n{allowed}\n", council) == []


@pytest.mark.parametrize(
    "forecast", ["We will provide this soon.", "Some of it may be exempt.", "This is not held.", "We may refuse it."]
)
def test_an_acknowledgement_neither_promises_nor_foretells(forecast: str, write: Write, council: Settings) -> None:
    assert len(checks.problems("acknowledgement", f"{write('acknowledgement').body}\n{forecast}\n", council)) == 1


@pytest.mark.parametrize(
    ("letter", "cut", "lacking"),
    [
        ("acknowledgement", "Mon 21 December 2026", "the due date"),
        ("acknowledgement", "https://www.ashcombe.example/privacy/foi", "the link to our privacy notice"),
        ("acknowledgement", "Received: Sun 22 November 2026", "the date of receipt"),
        ("not_held", "We do not hold this information", "the finding"),
        ("not_held", "section 1(1)(a)", "section 1(1)(a)"),
        ("section_21", "We hold this information", "the confirmation that we hold it"),
        ("section_21", "section 21(1)", "the exemption with its subsection"),
        ("section_21", "section 17(1)", "the notice of refusal"),
        ("section_21", "tell us and we will help", "the offer of help"),
        *((letter, "foi-review@ashcombe.example", "the address for an internal review") for letter in REPLIES),
        *((letter, "40 working days", "the time for asking for a review") for letter in REPLIES),
        *((letter, "section 50", "the right to go to the regulator") for letter in REPLIES),
        *((letter, "0303 123 1113", "the regulator's telephone number") for letter in REPLIES),
    ],
)
def test_what_an_edit_took_out_is_missed(letter: str, cut: str, lacking: str, write: Write, council: Settings) -> None:
    edited = write(letter).body.replace(cut, "")
    assert checks.problems(letter, edited, council) == [f"The letter lacks {lacking}: put it back."]


def test_the_requesters_own_words_are_not_judged(write: Write) -> None:
    words = "Is it N/A under the GDPR and DPA 1998 within 40 days? We will provide proof of identity."
    assert words in write("acknowledgement", {"questions.0.text": words}).body


def test_every_date_in_a_letter_has_its_weekday(write: Write) -> None:
    for letter in ("acknowledgement", *REPLIES):
        dates = re.findall(r"(\w+) \d{1,2} (?:November|December|January|October|March) \d{4}", write(letter).body)
        assert dates
        assert set(dates) <= {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}


def test_an_acknowledgement_that_says_what_is_held_is_refused(write: Write, council: Settings) -> None:
    from triage.letters import checks

    body = write("acknowledgement").body
    assert checks.foretold("acknowledgement", body) == []
    assert checks.foretold("acknowledgement", body + "\nWe do not hold this.\n")


@pytest.mark.parametrize(
    ("letter", "path", "value"),
    [
        ("not_held", "questions.0.search.systems", "Another system"),
        ("section_21", "questions.0.entries.0.url", "https://www.ashcombe.example/published/another#table"),
    ],
)
def test_a_text_written_from_other_evidence_is_refused(letter: str, path: str, value: str, write: Write) -> None:
    from tests.letters.conftest import facts_of, put
    from triage.letters import checks
    from triage.letters.drafting import read_facts

    body, facts = write(letter).body, facts_of(letter)
    assert checks.untold(read_facts(letter, json.dumps(facts)), body) == []
    put(facts, path, value)
    assert checks.untold(read_facts(letter, json.dumps(facts)), body)


@pytest.mark.parametrize(("left", "told"), [(4, []), (1, ["it is 1 now"]), (0, ["it is 0 now"])])
def test_a_letter_that_counts_other_questions_than_are_left_is_pointed_out(
    left: int, told: list[str], write: Write
) -> None:
    facts = drafting.read_facts("not_held", json.dumps(facts_of("not_held") | {"questions_left": left}))
    found = checks.miscounted(facts, write("not_held").body)
    assert [said in line for said, line in zip(told, found, strict=True)] == [True] * len(told)
