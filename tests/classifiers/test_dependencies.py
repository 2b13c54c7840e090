"""Which question leans on which, and the slips that requesters make."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers.dependencies import find
from classifiers.leaning.link import Link
from classifiers.splitter import QuestionSplitter
from classifiers.splitting.gathering import Split, SplitQuestion


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
        ("Of the entries at 1, how many are in ink?", [0]),
        ("Which pages of the log in question 1, if any, are torn?", [0]),
        ("In answer to my first question, who else would know?", [0]),
        ("What did the previous answer cost to find?", [1]),
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
        "And if not, why is that?",
        "If the answer is no, who decided so?",
        "If you do, who reads the copies?",
        "In that case, who pays?",
        "Which of these pages are torn?",
        "How many were torn out?",
        "What did they cost?",
        "When did each begin?",
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
        "In each of those years, how many boats sank?",
        "How many boats sank in Q3 2021?",
        "How many boats sank in Q1-Q2 of 2021/22?",
        "How many duties arise under section 2 of the Act?",
        "How many people aged 2 or 3 came aboard?",
        "Please list the names of those on the harbour board.",
        "If the mayor sails, who steers the ferry?",
        "What does it cost to moor a dinghy overnight?",
        "How many boats took part on the same date?",
        "If no records are held for 2019, which years are there?",
        "Is it possible that a ferry ran aground in May?",
        "How many of your ferries ran aground?",
        "How many people pay for 2 or 3 berths?",
    ],
)
def test_false_friends_are_no_dependencies(wording: str) -> None:
    assert on(f"{FIRST}3. {wording}")[2] == []


def test_a_question_that_names_itself_is_a_slip_for_the_one_before() -> None:
    slip = links(f"{FIRST}3. Is any log lost?\n4. If YES to (4) please list these logs.")[3]
    assert [(link.on, link.slip) for link in slip] == [(2, True)]
    assert "YES to (4" in slip[0].written


def test_a_label_that_does_not_exist_is_a_slip_that_nobody_can_read() -> None:
    found = links(f"{FIRST}3. If yes to question 9, who reads it?")[2]
    assert [(link.on, link.slip) for link in found] == [(1, True)]
    itself = links(f"{FIRST}3. If yes to question 3, who reads it?")[2]
    assert found[0].confidence < 0.5 < itself[0].confidence


def test_parts_lean_on_the_question_above_them() -> None:
    text = "1. Does the pier have a café?\na. If yes, who runs it?\nb. If no, is one planned?\n2. Is it open?"
    assert on(text) == [[], [0], [0], [0]]


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


def test_a_part_takes_up_a_part_before_that_asks_whether_something_is_so() -> None:
    assert on("1. Which piers are there?\n2a. Have any been shut?\n2b. If so, which?\n3. Who paints the piers?")[2] == [
        1
    ]


def test_words_that_open_a_group_hold_for_each_of_it() -> None:
    asks = "a. What did the work cost?\nb. Which firm was hired?"
    text = f"1. List all pier repairs since 2019.\n2. For each of the repairs above, please state:\n{asks}"
    assert on(text) == [[], [0], [0]]


def test_the_noun_taken_up_tells_which_question_is_meant() -> None:
    text = "1. How many buoys were lost?\n2. How many ropes were lost?\n3. How many of those buoys were found?"
    assert on(text)[2] == [0]


def test_each_of_the_above_means_all_that_stand_alone() -> None:
    text = "1. How many buoys were lost?\n2. How many ropes were lost?\n3. What did each of the above cost to replace?"
    assert on(text)[2] == [0, 1]


def test_a_noun_taken_up_twice_means_the_question_that_first_had_it() -> None:
    text = (
        "1. How many wrecks were found?\n2. Of those wrecks, which were raised?\n3. How many of the wrecks had cargo?"
    )
    assert on(text) == [[], [0], [0]]


def test_what_came_of_it_leans_on_it() -> None:
    assert on(f"{FIRST}3. How many ferries ran late?\n4. How many trips were called off as a result?")[3] == [2]


def test_a_thing_that_is_in_the_question_beside_is_a_slip() -> None:
    text = (
        "1. How many sailors drowned?\n2. How many anchors were lost?\n3. Of the sailors in question 2, who could swim?"
    )
    assert [(link.on, link.slip) for link in links(text)[2]] == [(0, True)]


def test_a_remark_on_several_questions_in_one_of_them_is_no_link() -> None:
    assert on(f"{FIRST}3. Who reads it? (In questions 1-3 we mean the harbour log.)")[2] == []


def test_where_to_go_on_is_no_link() -> None:
    assert (
        on("1. Is there a log? If no, go to question 3.\n2. Who wrote the harbour rules?\n3. Where do boats moor?")[0]
        == []
    )


@pytest.mark.parametrize(
    "ask",
    [
        "If yes to 1, since when?",
        "Of those, how many survive?",
        "How many of them were lost?",
        "As to questions 1-12 and Q1, Q2 and Q3, which apply?",
        "1. 1. If so, why? a. If not, why not?",
        "How many of the logs above are torn?",
    ],
)
def test_time_grows_with_the_number_of_questions_and_no_faster(ask: str) -> None:
    split = Split([SplitQuestion("1", [(0, len(ask))], [(0, len(ask))]) for _ in range(10_000)])
    started = perf_counter()
    assert len(find(ask, split)) == len(split.questions)
    assert perf_counter() - started < 20


@given(st.text("1234abcq(). ,?/-\nofthse", max_size=120), st.lists(st.text("123ab.", max_size=3), max_size=6))
def test_links_lead_to_other_questions_whatever_is_written(text: str, labels: list[str]) -> None:
    questions = [SplitQuestion(label, [(n, len(text))], [(0, n)]) for n, label in enumerate(labels)]
    for index, found in enumerate(find(text, Split(questions))):
        assert all(0 <= link.on < len(questions) and link.on != index for link in found)
        assert all(0 < link.confidence < 1 for link in found)


def test_they_means_what_was_counted_before() -> None:
    assert on("1. How many boats were bought?\n2. What did they cost?\n3. Who services them?") == [[], [0], [0]]
