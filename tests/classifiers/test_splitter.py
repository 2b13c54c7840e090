"""Each layout of request, in invented wording: which questions, with which labels, exactly where."""

import pytest

from classifiers.splitter import Split
from classifiers.splitting.reading import read

LIST_INTRO = "Dear Team,\n\nUnder the Freedom of Information Act please tell me:\n\n"


def split(text: str) -> Split:
    return read(text)


def labels(text: str) -> list[str]:
    return [question.label for question in split(text).questions]


def asked(text: str) -> list[str]:
    return ["".join(text[a:b] for a, b in question.spans) for question in split(text).questions]


@pytest.mark.parametrize(
    "mark",
    [
        "{}. ",
        "{}) ",
        "({}) ",
        "{}: ",
        "{}- ",
        "{} - ",
        "{}, ",
        "Q{} ",
        "Q{}) ",
        "Q{}. ",
        "Question {}: ",
        "Request {}\n",
        "- {} ",
    ],
)
def test_every_way_of_numbering_keeps_the_number(mark: str) -> None:
    things = ["How many geese nest on the lake?", "Who counts them?", "What does the count cost a year?"]
    text = LIST_INTRO + "\n".join(mark.format(n) + thing for n, thing in enumerate(things, 1))
    assert [label.removeprefix("Q") for label in labels(text)] == ["1", "2", "3"]
    assert asked(text) == things


def test_letters_and_roman_numerals_are_labels_too() -> None:
    lettered = LIST_INTRO + "a) the ferry timetable\nb) the fares charged in May\nc) the number of sailings cancelled"
    roman = (
        "Please supply:\n\n(i) the lease of the pier;\n(ii) each invoice for its repair; and\n(iii) the latest survey."
    )
    assert labels(lettered) == ["a", "b", "c"]
    assert labels(roman) == ["i", "ii", "iii"]


def test_parts_that_ask_are_questions_and_the_stem_is_kept() -> None:
    text = (
        "1. Regarding the pool, please state:\na) how many people swam there\nb) what it cost to heat\n2. Who runs it?"
    )
    questions = split(text).questions
    assert [q.label for q in questions] == ["1a", "1b", "2"]
    assert [text[a:b] for a, b in questions[0].stem] == ["Regarding the pool, please state:"]


def test_a_whole_question_above_its_parts_stays_one() -> None:
    text = "1. Does the council keep bees?\n  a. If yes, how many hives?\n  b. If no, why not?\n2. Is honey sold?"
    assert labels(text) == ["1", "1a", "1b", "2"]


@pytest.mark.parametrize(
    "parts",
    [
        "a) 2019/20\nb) 2020/21\nc) 2021/22",
        "i. under one month\nii. one to six months\niii. over six months",
        "- Yes\n- No\n- Don't know",
        "a. Name\nb. Job title\nc. Email",
    ],
)
def test_years_bands_options_and_contact_parts_belong_to_their_question(parts: str) -> None:
    text = f"1. How many moorings were let in each of these?\n{parts}\n2. How many stand empty?"
    assert labels(text) == ["1", "2"]
    assert asked(text)[0].endswith(parts)


def test_columns_of_one_register_are_one_question() -> None:
    text = (
        "May I have the register of allotments with these columns:\n- Plot\n- Size in metres\n- Rent paid\n- Date let"
    )
    assert asked(text) == [text]


def test_what_is_wanted_of_each_record_joins_the_list_asked_for() -> None:
    text = "Please send a list of all bridges shut.\n\nFor each bridge state:\n(a) where it is\n(b) when it closed"
    assert len(asked(text)) == 1


def test_items_glued_together_without_line_breaks_are_found() -> None:
    text = "Please answer:1. How many swans live in the parks2. Of those, how many are ringed?3. Who rings them?"
    assert asked(text) == ["How many swans live in the parks", "Of those, how many are ringed?", "Who rings them?"]


def test_hard_wrapped_lines_are_one_question() -> None:
    text = (
        "1) how many night buses ran between the station and the\nhospital in March, and at what cost;\n\n"
        "2) how many people used\nthem."
    )
    assert asked(text) == [
        "how many night buses ran between the station and the\nhospital in March, and at what cost;",
        "how many people used\nthem.",
    ]


def test_bullets_and_dashes_carry_no_label() -> None:
    bullets = LIST_INTRO + "• How many kiosks are let?\n• What rent do they pay?\n"
    inline = "Please tell me:- how many kiosks are let- how many stand empty- how many were sold"
    assert labels(bullets) == ["", ""]
    assert asked(inline) == ["how many kiosks are let", "how many stand empty", "how many were sold"]


def test_asks_in_prose_are_found_and_the_talk_around_them_is_not() -> None:
    text = (
        "I read that the lido may close in autumn and many of us are upset. What did the last survey of the tank say? "
        "Who saw it, and when? I would also like to see the budget for its upkeep."
    )
    assert asked(text) == [
        "What did the last survey of the tank say?",
        "Who saw it, and when?",
        "I would also like to see the budget for its upkeep.",
    ]


def test_an_ask_behind_the_list_is_a_question_without_a_label() -> None:
    text = (
        LIST_INTRO
        + "1. How many taxis are licensed?\n2. How many are electric?\n\nPlease also send the latest fare table."
    )
    assert labels(text) == ["1", "2", ""]


def test_lines_under_a_bare_request_are_asks_without_marks() -> None:
    text = "Please confirm the following:\nWhether drones are banned.\nWho wrote it.\nThe date of its last review."
    assert len(asked(text)) == 3


def test_numbers_that_start_again_are_kept_as_written() -> None:
    text = (
        "Parking:\n1. How many permits?\n2. What do they cost?\n\nMarkets:\n1. How many stalls?\n2. What do they cost?"
    )
    assert labels(text) == ["1", "2", "1", "2"]
    assert asked(text)[1] == "What do they cost?"


def test_lists_that_number_every_item_one_keep_all_items() -> None:
    assert labels("1. How many boats?\n1. How many sank?\n1. Who paid?") == ["1", "1", "1"]


def test_number_and_letter_in_one_mark_and_decimals_are_labels() -> None:
    assert labels("1. How many vans?\n1a. How many electric vans?\n1b. How many hired?\n2. Who services them?") == [
        "1",
        "1a",
        "1b",
        "2",
    ]
    assert labels("1. Staff\n1.1 How many wardens work here?\n1.2 How many left?\n2. Pay\n2.1 What are they paid?") == [
        "1.1",
        "1.2",
        "2.1",
    ]


def test_a_numbered_heading_gives_its_number_to_the_asks_below() -> None:
    text = "1. Trams\n\nHow many run?\n\nPlease give the cost of a tram.\n\n2. Ferries\n\nHow many ferries sank?\n"
    assert labels(text) == ["1", "1", "2"]
