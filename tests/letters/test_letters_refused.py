"""When a letter may not be written: what is missing, and what to do, each in a sentence."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.letters.conftest import Write
from triage.letters import drafting
from triage.settings import Settings, load

Refusal = Callable[..., list[str]]
SEARCH = "questions.0.search"
ENTRY = "questions.0.entries.0"


@pytest.mark.parametrize(
    ("letter", "changes", "reason"),
    [
        ("acknowledgement", {"received_on": None}, "received_on is missing: add it."),
        ("acknowledgement", {"due_on": "soon"}, "due_on is not a date such as 2026-11-22."),
        ("acknowledgement", {"due_on": 20261221}, "due_on is not a date such as 2026-11-22."),
        ("acknowledgement", {"reference": " "}, "reference is empty: fill it in."),
        ("acknowledgement", {"recieved_on": "2026-11-22"}, "did you mean received_on?"),
        (
            "acknowledgement",
            {"questions.0.lable": "1"},
            "questions[1].lable is no fact of this letter; did you",
        ),
        ("acknowledgement", {"questions": []}, "The letter names no question: add at least one, word for word."),
        ("acknowledgement", {"questions": "all"}, "questions must be a list in square brackets."),
        ("acknowledgement", {"questions.0.text": ""}, "Question 1 has no words: give the requester's own."),
        ("acknowledgement", {"slips.0.meant": " "}, "slips[1].meant is empty: fill it in."),
        ("acknowledgement", {"regime": "foisa"}, "regime must be 'unsettled', 'foia' or 'eir'."),
        ("acknowledgement", {"due_on": "2026-12-22"}, "Tue 22 December 2026 is later than the law allows"),
        ("acknowledgement", {"due_on": "2026-11-22"}, "which is not after the day of receipt"),
        ("acknowledgement", {"written_on": "2026-11-21"}, "before the request came: correct written_on."),
        ("acknowledgement", {"received_on": "2004-05-01"}, "before the Act's right of access began"),
        ("acknowledgement", {"received_on": "2028-12-30"}, "bank holidays are known up to 2028"),
        ("not_held", {SEARCH: None}, "Question 5: there is no search record. Ask the team to record who searched"),
        ("not_held", {f"{SEARCH}.searched_by": ""}, "does not say which function searched"),
        ("not_held", {f"{SEARCH}.systems": "N/A"}, "does not say where they looked (systems)"),
        ("not_held", {f"{SEARCH}.terms": " ", f"{SEARCH}.period": "-"}, "or for which period (terms, period)"),
        ("not_held", {f"{SEARCH}.why_none": "n/a"}, "does not say why nothing is held"),
        ("not_held", {f"{SEARCH}.searched_on": None}, "the search record has no date (searched_on)"),
        ("not_held", {f"{SEARCH}.searched_on": "2026-11-21"}, "before the request came. Have it searched again."),
        ("not_held", {f"{SEARCH}.searched_on": "2026-11-24"}, "after this letter. Correct the date."),
        ("not_held", {f"{SEARCH}.found_nothing": False}, 'the search found something, so "not held" would be untrue.'),
        ("not_held", {f"{SEARCH}.held_for_us": "Wastelands Ltd"}, "Wastelands Ltd holds it on our behalf"),
        ("not_held", {f"{SEARCH}.deleted_on": "2026-11-22"}, "this may be an offence under section 77."),
        ("not_held", {f"{SEARCH}.searched_by": "Mr Jay Doe"}, "names a person where a function belongs"),
        ("not_held", {f"{SEARCH}.why_none": "The answer is N/A for us"}, 'The letter says "N/A", which is no finding'),
        ("not_held", {"questions.1.search.recorded_by": ""}, "A named person must stand for it."),
        ("not_held", {"questions.1.search.nobody_could": "n/a"}, "says nothing (nobody_could)"),
        ("not_held", {"questions.0.regime": "eir"}, "regulation 12(4)(a) needs a refusal notice of its own"),
        ("not_held", {"questions.0.regime": "sar"}, "it falls under data protection law"),
        ("section_21", {"questions.0.regime": "eir"}, "it falls under the EIR, which has no section 21"),
        ("section_21", {"questions.0.entries": []}, "Question Q3: no register entry is chosen."),
        ("section_21", {f"{ENTRY}.attached": True}, "is attached, so it is disclosed"),
        ("section_21", {f"{ENTRY}.checked_at": "2026-11-22T23:59:00+00:00"}, "have it looked at today"),
        ("section_21", {f"{ENTRY}.checked_at": "2026-11-23T08:00:00"}, "checked_at does not say its offset from UTC"),
        ("section_21", {f"{ENTRY}.checked_status": 404}, "the link did not open when it was last looked at"),
        ("section_21", {f"{ENTRY}.held": "yes"}, "questions[1].entries[1].held must be true or false."),
    ],
)
def test_a_letter_without_its_facts_is_refused_with_the_reason(
    refusal: Refusal, letter: str, changes: dict[str, Any], reason: str
) -> None:
    reasons = refusal(letter, changes)
    assert [found for found in reasons if reason in found]
    assert all(found.endswith((".", "?")) for found in reasons)


@pytest.mark.parametrize(
    ("letter", "changes"),
    [
        ("not_held", {f"{SEARCH}.searched_on": "2026-11-22"}),
        ("not_held", {f"{SEARCH}.deleted_on": "2026-11-21"}),
        ("not_held", {f"{SEARCH}.terms": ""}),
        ("not_held", {f"{SEARCH}.held_for_us": "No one."}),
        ("acknowledgement", {"due_on": "2026-12-18"}),
        ("acknowledgement", {"questions.0.label": "", "questions.0.stem": ""}),
        ("section_21", {f"{ENTRY}.published_on": "2026-11-23"}),
    ],
)
def test_facts_that_are_just_enough_are_enough(write: Write, letter: str, changes: dict[str, Any]) -> None:
    assert write(letter, changes).body


def test_every_reason_is_given_at_once(refusal: Refusal) -> None:
    reasons = refusal("not_held", {SEARCH: None, "questions.1.regime": "eir", "due_on": "2027-01-04"})
    assert len(reasons) == 3


@pytest.mark.parametrize(("text", "reason"), [("{", "The facts are not JSON"), ("[]", "must be one JSON object")])
def test_facts_that_are_no_json_object_are_refused(council: Settings, text: str, reason: str) -> None:
    with pytest.raises(drafting.Refused, match=reason):
        drafting.from_json("not_held", text, council)


def test_an_unknown_letter_lists_those_there_are(council: Settings) -> None:
    with pytest.raises(drafting.Refused, match=r"there are acknowledgement, not_held, section_21\."):
        drafting.from_json("refusal", "{}", council)


def test_facts_of_another_letter_are_refused(council: Settings) -> None:
    facts = drafting.read_facts(
        "not_held",
        '{"reference":"R1","received_on":"2026-11-22","due_on":"2026-12-21","written_on":"2026-11-23","questions":[]}',
    )
    with pytest.raises(drafting.Refused, match="not the facts of section_21, but of NotHeld"):
        drafting.draft("section_21", facts, council)


def test_a_scottish_authority_gets_no_english_letter(refusal: Refusal, council: Settings) -> None:
    scottish = council.model_copy(update={"authority": council.authority.model_copy(update={"nation": "scotland"})})
    (reason,) = refusal("not_held", {}, settings=scottish)
    assert reason.startswith("A Scottish authority answers under the FOISA")


@pytest.mark.parametrize(
    ("letter", "changes", "warning"),
    [
        ("not_held", {"written_on": "2027-11-25"}, "The regulator's details were last checked on Sun 22 November 2026"),
        ("not_held", {"written_on": "2026-12-22"}, "The answer was due on Mon 21 December 2026, which has passed."),
        ("not_held", {f"{SEARCH}.deleted_on": None, f"{SEARCH}.why_none": "It was destroyed"}, "stop: section 77."),
        ("not_held", {f"{SEARCH}.why_none": "There were none"}, 'that is an answer and not "not held"'),
        ("not_held", {"questions.0.text": "All covert work"}, "Consider neither confirming nor denying."),
        ("acknowledgement", {"questions.0.regime": "sar"}, "Handle it apart, under data protection law."),
    ],
)
def test_what_an_officer_should_look_at_is_a_warning(
    write: Write, letter: str, changes: dict[str, Any], warning: str
) -> None:
    assert [found for found in write(letter, changes).warnings if warning in found]


def test_good_facts_raise_no_warning(write: Write) -> None:
    assert [write(letter).warnings for letter in ("acknowledgement", "not_held", "section_21")] == [(), (), ()]


def test_wales_is_offered_welsh_and_the_officer_is_told(write: Write, council: Settings) -> None:
    welsh = council.model_copy(update={"authority": council.authority.model_copy(update={"nation": "wales"})})
    written = write("acknowledgement", {}, settings=welsh)
    assert "croesawu gohebiaeth yn Gymraeg" in written.body
    assert written.warnings == (
        "A Welsh authority sends this in Welsh too, unless the requester asked for English only.",
    )


@pytest.fixture
def own_template(tmp_path: Path) -> Callable[[str], Settings]:
    """Settings with an operator's own acknowledgement."""

    def _own(text: str) -> Settings:
        folder = tmp_path / "letters" / "acknowledgement"
        folder.mkdir(parents=True)
        (folder / "body.txt").write_text(text, encoding="utf-8")
        return load(environ={}, templates_folder=tmp_path)

    return _own


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("{{ refrence }}", "'refrence' is undefined"),
        ("{{ ''.__class__.__mro__ }}", "access to attribute '__class__'"),
        ("{% for n in range(99999999) %}{% endfor %}", "Range too big"),
        ("{{ facts.questions.clear() }}", "access to attribute 'clear' of 'list' object is unsafe"),
        ("{% if %}", "Expected an expression"),
        ("{% include 'nowhere.txt' %}", "nowhere.txt is missing"),
        ("Dear all", "The letter lacks the due date: put it back."),
        ("{{ authority.review_address }}", "The letter leaves out the words of question 1: put them back."),
    ],
)
def test_a_template_that_cannot_be_used_is_refused(
    refusal: Refusal, own_template: Callable[[str], Settings], template: str, reason: str
) -> None:
    reasons = refusal("acknowledgement", {}, settings=own_template(template))
    assert [found for found in reasons if reason in found]


def test_a_misspelt_name_in_a_template_is_found_without_a_letter(own_template: Callable[[str], Settings]) -> None:
    faults = drafting.faults(own_template("{{ refrence }}"))
    assert faults == ["templates/letters/acknowledgement/body.txt uses refrence, which no letter has."]


def test_the_bundled_templates_have_no_faults(council: Settings) -> None:
    assert drafting.faults(council) == []
