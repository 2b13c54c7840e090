"""Text search: words only, the same on both databases."""

import re

import pytest
from sqlmodel import Session

from tests.store import made
from triage.store import search
from triage.store.tables import Case


@pytest.fixture
def case(store: Session) -> Case:
    case = made.case(store, to=("", ""), subject="Road repairs")
    made.case(store, 2, to=("", ""), subject="Parks", text="How many? What did bins cost in 2019-20? Café")
    store.flush()
    return case


def found(store: Session, words: str) -> list[str]:
    return [hit.reference for hit in search.search(store, words)]


@pytest.mark.parametrize("words", ["pothole", "POTHOLES mended", "road", "FOI-2026-0001", "foi 0001", "repair pothole"])
def test_a_case_is_found_by_its_words_subject_and_reference(store: Session, case: Case, words: str) -> None:
    assert found(store, words) == ["FOI-2026-0001"]


@pytest.mark.parametrize("words", ["bins", "2019", "Café", "parks 20"])
def test_other_words_find_the_other_case(store: Session, case: Case, words: str) -> None:
    assert found(store, words) == ["FOI-2026-0002"]


@pytest.mark.parametrize(
    "words", ["zebra", "pothole zebra", "", "  ", '"', "*", "' OR zz=zz --", "\x00", "()", "a" * 9999]
)
def test_anything_else_finds_nothing_and_breaks_nothing(store: Session, case: Case, words: str) -> None:
    assert found(store, words) == []


@pytest.mark.parametrize("words", ['pothole"', "pothole*", "-pothole", "pothole:", "(pothole", "subject:pothole!"])
def test_operators_are_only_punctuation(store: Session, case: Case, words: str) -> None:
    assert found(store, words) == ([] if "subject" in words else ["FOI-2026-0001"])


def test_a_hit_marks_the_words_in_a_piece_of_the_text(store: Session, case: Case) -> None:
    (hit,) = search.search(store, "pothole")
    assert ("potholes", True) in hit.found
    assert "mended" in "".join(piece for piece, _ in hit.found)


def test_marks_differ_from_search_to_search_so_that_nobody_can_write_them(store: Session, case: Case) -> None:
    with made.asked(store) as statements:
        for _ in range(2):
            search.search(store, "pothole")
    first, second = (set(re.findall(r"[oc][0-9a-f]{16}", str(given))) for _, given in statements)
    assert (len(first), len(second), first & second) == (2, 2, set())


def test_the_index_follows_a_change(store: Session, case: Case) -> None:
    case.text = "Nothing but zebras"
    store.flush()
    assert (found(store, "potholes"), found(store, "zebras")) == ([], ["FOI-2026-0001"])


def test_a_text_of_millions_of_different_words_is_still_kept(store: Session) -> None:
    text = " ".join(f"w{n}" for n in range(300_000))
    assert made.case(store, to=("", ""), text=text).text == text
