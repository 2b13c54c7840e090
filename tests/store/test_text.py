"""Text that any database takes, with every character where it was."""

from hypothesis import given
from hypothesis import strategies as st

from triage.store.text import LONGEST_KEY, address_key, first_words, index_key, storable

ANY = st.text(st.characters(exclude_categories=()))


@given(ANY)
def test_every_character_stays_in_its_place(text: str) -> None:
    kept = storable(text)
    kept.encode()
    assert len(kept) == len(text)
    assert all(new in (old, "\ufffd") for new, old in zip(kept, text, strict=True))


@given(ANY)
def test_a_key_fits_into_an_index_of_postgresql(text: str) -> None:
    assert len(index_key(text * 50).encode()) <= 4 * LONGEST_KEY < 2704


def test_long_keys_that_differ_only_at_the_end_stay_different() -> None:
    assert index_key("x" * 600 + "a") != index_key("x" * 600 + "b")


def test_addresses_are_compared_without_case_and_space() -> None:
    assert address_key(" Jo@Council.Example ") == "jo@council.example"


def test_first_words_end_at_a_word() -> None:
    assert first_words("How many\npotholes were mended?", 20) == "How many potholes …"
    assert first_words("Potholes") == "Potholes"
