"""The second look: what it may change, that nothing is lost by it, and what it learns from."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifiers.splitter import QuestionSplitter, Split
from classifiers.splitting import judge
from classifiers.splitting.atoms import atoms_of
from classifiers.splitting.judge import tags_of, unmarked
from classifiers.splitting.passages import Text
from classifiers.splitting.reading import read
from classifiers.splitting.second_look import corrected

TEXT = Text(
    "Dear Council,\n\nPlease tell me:\n\n1. How many vans were bought in 2025?\n2. What did each cost?\n\n"
    "I would like the answer in a table. Who drives them?\n\nYours,\nA"
)


def with_tags(text: Text, tags: str) -> Split:
    """The reading by the rules, corrected to these tags of its atoms."""
    split = read(text)
    atoms = atoms_of(text, split.apart)
    return corrected(text, split, atoms, tags_of(atoms, [question.spans for question in split.questions]), list(tags))


def words(text: str, split: Split) -> list[str]:
    return [" / ".join(text[a:b] for a, b in question.spans) for question in split.questions]


def left_out(text: str, split: Split) -> list[str]:
    return [text[a:b] for a, b in split.left_out]


VANS, COST, DRIVERS = "How many vans were bought in 2025?", "What did each cost?", "Who drives them?"


@pytest.mark.parametrize(
    ("tags", "questions"),
    [
        ("OBBOB", [VANS, COST, DRIVERS]),
        ("OBIOB", [f"{VANS}\n2. {COST}", DRIVERS]),
        ("OBBOO", [VANS, COST]),
        ("OBBOI", [VANS, f"{COST} / {DRIVERS}"]),
        ("OBBBB", [VANS, COST, "I would like the answer in a table.", DRIVERS]),
        ("OOOOO", []),
    ],
)
def test_a_reading_is_corrected_to_what_the_judge_says(tags: str, questions: list[str]) -> None:
    assert words(TEXT, with_tags(TEXT, tags)) == questions


def test_what_is_taken_out_of_a_question_stays_in_sight() -> None:
    assert DRIVERS in left_out(TEXT, with_tags(TEXT, "OBBOO"))


def test_questions_that_stay_keep_label_and_stem() -> None:
    before, after = read(TEXT).questions, with_tags(TEXT, "OBBOO").questions
    assert after == before[:2]


def test_an_item_that_becomes_a_question_has_its_label_and_stands_under_its_stem() -> None:
    text = Text("Please say for each van:\n\n1. Cost, split by:\n   a) fuel\n   b) tax\n\n2. Its age?")
    atoms = atoms_of(text, [])
    tags = ["B" if atom.item and not atom.item.parts else "O" for atom in atoms]
    found = with_tags(text, "".join(tags)).questions
    assert [question.label for question in found] == ["1a", "1b", "2"]
    assert "Cost, split by:" in " ".join(text[a:b] for a, b in found[0].stem)


@settings(deadline=None)
@given(st.integers(0, len(judge.examples()) - 1), st.data())
def test_whatever_the_judge_says_every_character_has_one_meaning(number: int, data: st.DataObject) -> None:
    text = Text(judge.examples()[number][0])
    ruled = read(text)
    atoms = atoms_of(text, ruled.apart)
    tags = data.draw(st.text("BIO", min_size=len(atoms), max_size=len(atoms)))
    split = with_tags(text, tags)
    assert "".join(text[tile.start : tile.end] for tile in split.tiles(text)) == text
    taken = sorted(place for question in split.questions for place in question.spans)
    assert all(a[1] <= b[0] for a, b in pairwise(taken))
    assert all(covered(place, split) for question in ruled.questions for place in question.spans)


def covered(place: tuple[int, int], split: Split) -> bool:
    """Whether a place that was asked still lies in questions, stems or what is left out."""
    layers = [split.left_out, *(q.spans for q in split.questions), *(q.stem for q in split.questions)]
    return any(a < place[1] and place[0] < b for layer in layers for a, b in layer)


def test_marks_are_taken_out_and_their_places_kept() -> None:
    text, questions = unmarked("Hello, «how many» and «why»?")
    assert text == "Hello, how many and why?"
    assert [[text[a:b] for a, b in places] for places in questions] == [["how many"], ["why"]]


def test_every_example_marks_something_that_is_there() -> None:
    for text, questions in judge.examples():
        assert all(text[a:b].strip() for places in questions for a, b in places), text


def test_a_splitter_learns_from_further_requests() -> None:
    """What officers call no question, twenty times over, is none in the next request of that kind either."""
    said = "Hello.\n\nWhat a lovely day for a walk by the {}?\n\nHow many bins are there?"
    marked = [said.format(place) for place in ("sea", "river", "pond", "lake", "wood", "park", "pier", "hill", "farm")]
    places = [[[(text.index("How many"), len(text))]] for text in marked]
    taught = QuestionSplitter().fit(marked * 4, places * 4)
    text = said.format("canal")
    assert words(text, taught.split(text)) == ["How many bins are there?"]
    assert "What a lovely day for a walk by the canal?" in left_out(text, taught.split(text))
