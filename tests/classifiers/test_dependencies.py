"""Which question leans on which, and the slips that requesters make."""

import pytest

from classifiers.dependencies import Link, find
from classifiers.splitter import QuestionSplitter


def links(text: str) -> list[list[Link]]:
    return find(text, QuestionSplitter().split(text))


def on(text: str) -> list[list[int]]:
    return [[link.on for link in found] for found in links(text)]


FIRST = "1. Does the harbour keep a log?\n2. Is it kept on paper?\n"


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("If yes to 2, where is it?", [1]),
        ("If YES to (2) please send it", [1]),
        ("If the answer to question 1 is no, why not?", [0]),
        ("In question 2, what does paper mean to you?", [1]),
        ("If you said yes to 1 or 2, who writes it?", [0, 1]),
        ("As to questions 1-2, since when?", [0, 1]),
        ("For the log in Q1, who reads it?", [0]),
        ("Who reads it (see 2 above)?", [1]),
    ],
)
def test_a_label_named_is_a_dependency(wording: str, expected: list[int]) -> None:
    assert on(f"{FIRST}3. {wording}")[2] == expected


@pytest.mark.parametrize(
    "wording",
    [
        "If so, since when?",
        "If not, why not?",
        "If yes, who reads it?",
        "If it is, who binds it?",
        "Of those, how many survive?",
    ],
)
def test_a_cascade_leans_on_the_question_before(wording: str) -> None:
    assert on(f"{FIRST}3. {wording}")[2] == [1]


@pytest.mark.parametrize(
    "wording",
    [
        "If held, what did the survey of Q1 2021 say?",
        "If there is a dispute over the pier, who settles it?",
        "If possible, what did the pier cost under section 2 of the Act?",
        "How many boats, if any, sank in 2022?",
    ],
)
def test_false_friends_are_no_dependencies(wording: str) -> None:
    assert on(f"{FIRST}3. {wording}")[2] == []


def test_a_question_that_names_itself_is_a_slip_for_the_one_before() -> None:
    slip = links(f"{FIRST}3. Is any log lost?\n4. If YES to (4) please list these logs.")[3]
    assert [(link.on, link.slip) for link in slip] == [(2, True)]
    assert "YES to (4" in slip[0].written


def test_a_label_that_does_not_exist_is_a_slip_too() -> None:
    assert [(link.on, link.slip) for link in links(f"{FIRST}3. If yes to question 9, who reads it?")[2]] == [(1, True)]


def test_parts_lean_on_the_question_above_them() -> None:
    text = "1. Does the pier have a café?\na. If yes, who runs it?\nb. If no, is one planned?\n2. Is it open?"
    assert on(text) == [[], [0], [0], []]


def test_the_nearest_label_before_is_meant_where_numbers_start_again() -> None:
    text = "North pier:\n1. Is it open?\n2. If yes to 1, who paid?\n\nSouth pier:\n1. Is it shut?\n2. If yes to 1, why?"
    assert on(text) == [[], [0], [], [2]]


def test_surer_wording_has_more_confidence() -> None:
    found = links(f"{FIRST}3. If so, where?\n4. If yes to question 1, since when?\n5. How many of those are whole?")
    confidences = [found[n][0].confidence for n in (3, 2, 4)]
    assert confidences == sorted(confidences, reverse=True)
    assert all(0 < confidence < 1 for confidence in confidences)


def test_the_wording_of_a_link_is_balanced() -> None:
    assert [link.written for link in links(f"{FIRST}3. If YES to (2) please send it.")[2]] == ["YES to (2)"]


@pytest.mark.parametrize("wording", ["If the answer to 1(c) is more than ten, why?", "If the answer to 9 is yes, why?"])
def test_a_part_or_number_that_is_not_there_is_a_slip_with_low_confidence(wording: str) -> None:
    found = links(f"{FIRST}3. {wording}")[2]
    assert [link.slip for link in found] == [True]
    assert found[0].confidence < 0.7


def test_the_other_branch_means_the_question_that_the_first_branch_means() -> None:
    assert on("1. Does it float?\n2. If so, since when?\n3. If not, why not?\n4. If so, who knows?") == [
        [],
        [0],
        [0],
        [2],
    ]


def test_they_means_what_was_counted_before() -> None:
    assert on("1. How many boats were bought?\n2. What did they cost?\n3. Who services them?") == [[], [0], [1]]
