"""Text that nobody writes by hand: it is read without complaint, in work that grows no faster than the text."""

import cProfile
import pstats

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifiers.splitter import QuestionSplitter
from classifiers.splitting.reading import LONGEST_READ

SHAPES = [
    "1. How many eggs?\n",
    "1. a) i. - x\n",
    "   (a) x\n      (i) y\n",
    "councils1. Of these how many2. And (a) one (b) two ",
    "?!. ",
    "Is it? ",
    " \t",
    "\r\n",
    "x\n",
    "2019, ",
    "under and please ",
    "if so, ",
    "\"“'",
    "> hi\n",
    "- red\n",
    "• x ",
    "Dear Sir\n",
    "From: x\n",
    "For each of these, please state:\n- a\n",
    "_* ",
    "a",
    "1",
    "Thanks, Jo ",
]
MIXED = st.lists(st.tuples(st.sampled_from(SHAPES), st.integers(1, 60)), min_size=1, max_size=6)


def calls(text: str) -> int:
    """How many functions are called while the text is read."""
    profile = cProfile.Profile()
    profile.runcall(QuestionSplitter().split, text)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


@pytest.mark.parametrize("shape", SHAPES)
def test_the_work_grows_no_faster_than_the_text(shape: str) -> None:
    once = calls(shape * (8_000 // len(shape)))
    twice = calls(shape * (16_000 // len(shape)))
    assert twice <= 2.2 * once + 1_000


@settings(max_examples=150, deadline=None)
@given(MIXED)
def test_any_mixture_of_hostile_text_is_tiled(parts: list[tuple[str, int]]) -> None:
    text = "".join(shape * count for shape, count in parts)
    tiles = QuestionSplitter().split(text).tiles(text)
    assert "".join(text[tile.start : tile.end] for tile in tiles) == text


@pytest.mark.parametrize(
    "text",
    [
        "How many? " * 100_000,
        "how many boats are there and " * 35_000,
        "1. How many boats?\n" * 100_000,
        " " * 1_000_000,
    ],
    ids=["a line of questions", "a line without an end", "100,000 items", "white space"],
)
def test_a_megabyte_is_read_and_what_is_beyond_is_left_out_whole(text: str) -> None:
    found = QuestionSplitter().split(text)
    assert "".join(text[tile.start : tile.end] for tile in found.tiles(text)) == text
    assert len(text) <= LONGEST_READ or found.left_out[-1][1] == len(text)


def test_a_list_of_many_thousand_questions_is_read_to_its_end() -> None:
    items = [f"{n}. How many boats did harbour {n} let to visitors?" for n in range(1, 10_001)]
    assert len(QuestionSplitter().split("\n".join(items)).questions) == len(items)
