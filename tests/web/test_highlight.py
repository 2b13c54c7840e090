"""Cutting a request's text into pieces, and telling what a person changed in a letter."""

from hypothesis import given
from hypothesis import strategies as st

from triage.web.difference import changes
from triage.web.highlight import Layers, pieces

PAIRS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: sorted(pair)), max_size=4)


@given(st.text(max_size=30), st.lists(PAIRS, max_size=3), PAIRS, PAIRS)
def test_the_pieces_joined_are_the_text(
    text: str, questions: list[list[list[int]]], apart: list[list[int]], left: list[list[int]]
) -> None:
    found = pieces(text, Layers(questions=questions, apart=apart, left_out=[left]))
    assert "".join(piece.text for piece in found) == text
    assert all(piece.text for piece in found)


@given(st.text(max_size=30), st.lists(PAIRS, min_size=1, max_size=3))
def test_each_character_is_lit_for_exactly_its_questions(text: str, questions: list[list[list[int]]]) -> None:
    for piece in pieces(text, Layers(questions=questions)):
        for at in range(piece.start, piece.start + len(piece.text)):
            assert piece.questions == tuple(n for n, ps in enumerate(questions) if any(a <= at < b for a, b in ps))


def test_a_question_begins_once_where_its_first_words_stand() -> None:
    found = pieces("ab cd ab", Layers(questions=[[[0, 2], [6, 8]], [[3, 5]]], stems=[[], [[0, 2]]]))
    assert [(piece.text, piece.begins) for piece in found if piece.begins] == [("ab", (0,)), ("cd", (1,))]
    assert [piece.stems for piece in found if piece.text == "ab"] == [(1,), ()]


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_difference_leads_from_the_one_text_to_the_other(before: str, after: str) -> None:
    found = changes(before, after)
    assert "".join(change.text for change in found if change.how != "new") == before
    assert "".join(change.text for change in found if change.how != "gone") == after


def test_a_difference_is_told_in_words() -> None:
    assert changes("We hold it.", "We published it.") == [
        ("same", "We "),
        ("gone", "hold"),
        ("new", "published"),
        ("same", " it."),
    ]
