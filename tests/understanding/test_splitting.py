"""How the splitter reads requests it was not written for, in every layout that people use."""

import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from classifiers.splitter import QuestionSplitter
from tests.understanding.scoring import Request, matched, misses, plain, shorten, word_starts

EXACT, F1 = 0.75, 0.90
Splits = Mapping[str, Any]


def label_fits(expected: str, found: str) -> bool:
    return expected == "*" or plain(expected) == plain(found)


def faults(request: Request, split: Any) -> list[str]:
    """One line for each question that was missed, made up or wrongly labelled."""
    pairs = matched(request.text, request.questions, [question.spans for question in split.questions])
    wrong = []
    for i, question in enumerate(request.questions):
        if i not in pairs:
            wrong.append(f"missed {question.label!r}: {shorten(request.words(question))}")
        elif not label_fits(question.label, split.questions[pairs[i]].label):
            wrong.append(f"label {question.label!r} was read as {split.questions[pairs[i]].label!r}")
    extra = [question for j, question in enumerate(split.questions) if j not in pairs.values()]
    return wrong + [f"extra {question.label!r}: {shorten(words_of(request.text, question))}" for question in extra]


def words_of(text: str, question: Any) -> str:
    return " ".join(text[start:end] for start, end in question.spans)


def report(marked: Sequence[Request], splits: Splits) -> list[str]:
    found = [(request, faults(request, splits[request.id])) for request in marked]
    return [f"{r.id} ({r.layout})\n    " + "\n    ".join(wrong) for r, wrong in found if wrong]


def test_most_requests_are_split_exactly_as_an_officer_splits_them(marked: list[Request], splits: Splits) -> None:
    wrong = report(marked, splits)
    share = 1 - len(wrong) / len(marked)
    assert share >= EXACT, misses(wrong, f"exact {share:.3f} of {len(marked)} requests")


def test_few_questions_are_missed_or_made_up(marked: list[Request], splits: Splits) -> None:
    hits = sum(len(matched(r.text, r.questions, [q.spans for q in splits[r.id].questions])) for r in marked)
    wanted, got = sum(len(r.questions) for r in marked), sum(len(splits[r.id].questions) for r in marked)
    f1 = 2 * hits / (wanted + got)
    figures = f"F1 {f1:.3f}: {hits} matched of {wanted} marked and {got} found"
    assert f1 >= F1, misses(report(marked, splits), figures)


def test_every_span_lies_in_the_text_and_no_word_is_in_two_questions(marked: list[Request], splits: Splits) -> None:
    for request in marked:
        spans = [span for question in splits[request.id].questions for span in question.spans]
        assert all(0 <= start < end <= len(request.text) for start, end in spans), request.id
        held = [word_starts(request.text, question.spans) for question in splits[request.id].questions]
        assert sum(map(len, held)) == len(set().union(*held)), request.id


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\n", "Hello", "1.", "1. 2. 3.", "???", "\u00a0", "•", "1.\n2.\n3.\n", "«»"]
)
def test_a_text_without_a_question_is_read_without_complaint(text: str) -> None:
    split = QuestionSplitter().split(text)
    assert all(0 <= start <= end <= len(text) for question in split.questions for start, end in question.spans)


def test_a_letter_of_thanks_holds_no_question() -> None:
    thanks = (
        "Dear all,\n\nThank you for the papers, which came on Tuesday. They were what I needed.\n\nBest wishes\nJean\n"
    )
    assert QuestionSplitter().split(thanks).questions == []


def test_who_signs_changes_no_split(marked: list[Request], splits: Splits) -> None:
    """Promise 7: neither splitting nor routing depends on who asked."""
    for request in marked:
        if "Yours faithfully,\n" in request.text:
            before, after = request.text.split("Yours faithfully,\n", 1)
            other = before + "Yours faithfully,\n" + re.sub(r"\A\n?[^\n]+\n", "\nXanthe Okwuosa-Reid\n", after)
            assert read_as(other) == reading(request.text, splits[request.id]), request.id


def test_line_ends_as_mail_has_them_change_no_split(marked: list[Request], splits: Splits) -> None:
    wrong = [r.id for r in marked if read_as(r.text.replace("\n", "\r\n")) != reading(r.text, splits[r.id])]
    assert wrong == []


def test_lines_wrapped_by_the_mail_program_change_few_splits(marked: list[Request], splits: Splits) -> None:
    wrong = [r.id for r in marked if read_as(wrapped(r.text)) != reading(r.text, splits[r.id])]
    assert len(wrong) <= len(marked) * 0.1, misses(wrong, f"{len(wrong)} of {len(marked)} requests")


def wrapped(text: str) -> str:
    return "\n".join(textwrap.fill(line, 72) if line.strip() else line for line in text.split("\n"))


def test_numbers_written_another_way_change_few_splits(marked: list[Request], splits: Splits) -> None:
    dotted = [request for request in marked if request.layout == "1." and re.search(r"^1\. ", request.text, re.M)]
    wrong = [
        (request.id, mark)
        for request in dotted
        for mark in ("{})", "({})", "Q{}.", "{}:", "{} -", "Question {}:")
        if read_as(renumbered(request.text, mark)) != reading(request.text, splits[request.id])
    ]
    assert len(dotted) >= 1
    assert len(wrong) <= len(dotted), misses(list(map(str, wrong)), f"{len(dotted)} requests, six ways each")


def renumbered(text: str, mark: str) -> str:
    return re.sub(r"^(\d+)\. ", lambda number: mark.format(number[1]) + " ", text, flags=re.MULTILINE)


def reading(text: str, split: Any) -> list[tuple[str, list[str]]]:
    """Labels and own words without the marker in front and white space: two layouts can be compared."""
    own = [
        re.sub(r"^\W*(?:q|question)?\W*\d*\W+", "", words_of(text, question), flags=re.I)
        for question in split.questions
    ]
    return [
        (plain(question.label), re.findall(r"\w+", words)) for question, words in zip(split.questions, own, strict=True)
    ]


def read_as(text: str) -> list[tuple[str, list[str]]]:
    return reading(text, QuestionSplitter().split(text))
