"""The marks themselves: a slip of the officer's pen would make every other figure a lie."""

import re

from tests.understanding.scoring import Request, links_of, matched, messages, plain


def test_every_mark_is_closed_and_leaves_no_trace_in_the_text(marked: list[Request]) -> None:
    for request in marked:
        assert not set("«»") & set(request.text), request.id
        for question in request.questions:
            words = request.words(question)
            assert words, (request.id, question.label)
            assert words == words.strip(), (request.id, words)


def test_the_sample_has_every_layout_and_enough_of_each_kind(marked: list[Request]) -> None:
    assert len(marked) >= 60
    assert len({request.id for request in marked}) == len(marked)
    assert len({request.layout for request in marked}) >= 40
    assert len({slug for request in marked for question in request.questions for slug in question.topics}) == 23
    assert sum(len(links_of(request, "slip")) for request in marked) >= 3


def test_a_request_read_as_it_was_marked_fits_itself(marked: list[Request]) -> None:
    for request in marked:
        itself = [[(question.start, question.end)] for question in request.questions]
        same = {i: i for i in range(len(request.questions))}
        assert matched(request.text, request.questions, itself) == same, request.id


def test_a_request_read_as_one_piece_fits_only_where_it_is_one_question(marked: list[Request]) -> None:
    fits = [bool(matched(r.text, r.questions, [[(0, len(r.text))]])) for r in marked if len(r.questions) > 2]
    assert sum(fits) <= len(fits) * 0.1


def test_the_trimmings_of_a_label_do_not_count() -> None:
    assert [plain(label) for label in ("Q3.", "Question 3:", "(3)", "3 a)", "iv)", "quay")] == [
        "3",
        "3",
        "3",
        "3a",
        "iv",
        "quay",
    ]


def test_there_are_eight_messages_of_each_kind_or_more() -> None:
    kinds = [kind for message in messages() for kind in message["kind"]]
    assert len(messages()) >= 80
    assert all(kinds.count(kind) >= 8 for kind in set(kinds))
    assert len(set(kinds)) == 8


def test_no_address_in_the_sample_is_real() -> None:
    text = "\n".join(message["text"] + "@" + message["domain"] for message in messages())
    assert re.findall(r"@[\w.-]+\.(?!example\b|test\b)\w+\b(?![\w.-])", text) == []
