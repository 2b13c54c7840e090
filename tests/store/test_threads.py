"""Which case a message belongs to."""

import pytest
from sqlmodel import Session

from tests.store import made
from triage.store import arrivals
from triage.store.tables import Case


@pytest.fixture
def case(store: Session) -> Case:
    return made.case(store, to=("", ""), message_id="<ask@them.example>")


@pytest.mark.parametrize(
    "ids",
    [["<ask@them.example>"], ["<letter-1@council.example>"], ["<unknown@x>", "", "<ask@them.example>"]],
)
def test_a_message_id_of_theirs_or_ours_finds_the_case(store: Session, case: Case, ids: list[str]) -> None:
    made.draft(store, case)
    assert arrivals.case_of_message_ids(store, ids) == case


def test_the_first_known_message_id_wins(store: Session, case: Case) -> None:
    other = made.case(store, 2, to=("", ""), message_id="<other@them.example>")
    assert arrivals.case_of_message_ids(store, ["<other@them.example>", "<ask@them.example>"]) == other
    assert arrivals.case_of_message_ids(store, ["<none@x>"]) is None


@pytest.mark.parametrize("text", ["Re: FOI-2026-0001", "re: your ref foi-2026-0001.", "(FOI-2026-0001): late"])
def test_a_reference_in_a_subject_finds_the_case(store: Session, case: Case, text: str) -> None:
    assert arrivals.case_of_reference(store, text) == case


@pytest.mark.parametrize("text", ["", "FOI-2026-00012", "FOI", "x" * 5000, "%", "' OR 1=1 --"])
def test_anything_else_finds_none(store: Session, case: Case, text: str) -> None:
    assert arrivals.case_of_reference(store, text) is None


def test_a_reference_of_several_words_is_found(store: Session, case: Case) -> None:
    case.reference = "FOI 2026 7"
    store.flush()
    assert arrivals.case_of_reference(store, "About foi 2026 7 please") == case


def test_an_address_made_for_one_request_finds_its_newest_case(store: Session, case: Case) -> None:
    newer = made.case(store, 2, to=("", ""))
    assert arrivals.case_of_request_address(store, "Alex@Them.example") == newer
    assert arrivals.case_of_request_address(store, "sam@them.example") is None
