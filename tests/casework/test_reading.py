"""Merging, splitting, setting aside, restoring, adding and folding questions: the words stay, the links hold."""

from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.casework import reading
from triage.casework.beginnings import beginnings, label_at, lines_outside
from triage.casework.reading import Read, Reading
from triage.casework.request import Dependency, Span, words_of
from triage.casework.status import Refused

TEXT = "Dear Sir,\n1. How many? (a) on A roads and (b) on B roads\n2. If yes to 1, what cost?\nWho decides?\nBye"


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def read() -> Reading:
    """Two questions, the second of which needs the first."""
    first = Read(1, (at("How many? (a) on A roads and (b) on B roads"),), "1")
    second = Read(2, (at("If yes to 1, what cost?"),), "2", (), (Dependency(1, 0.9, "If yes to 1"),))
    return Reading(TEXT, (first, second))


def words(found: Reading) -> list[tuple[str, str]]:
    return [(each.label, words_of(each.spans, TEXT)) for each in found.live]


def test_merging_closes_the_label_between_and_keeps_the_first_number() -> None:
    merged = reading.merge(read(), 2)
    assert words(merged) == [("1", "How many? (a) on A roads and (b) on B roads\n2. If yes to 1, what cost?")]
    assert merged.live[0].depends_on == ()
    assert [(each.id, each.dropped_why) for each in merged.aside] == [(2, reading.MERGED)]


def test_words_between_two_questions_stay_outside_when_they_are_merged() -> None:
    third = Read(3, (at("Bye"),))
    merged = reading.merge(replace(read(), live=(*read().live, third)), 3)
    assert words(merged)[1] == ("2", "If yes to 1, what cost?\nBye")
    assert [span.of(TEXT) for span in merged.live[1].spans] == ["If yes to 1, what cost?\n", "Bye"]


def test_a_link_to_a_question_that_is_merged_goes_to_what_it_became_part_of() -> None:
    third = Read(3, (at("Who decides?"),), depends_on=(Dependency(2, 0.5),), repeats_of=2)
    merged = reading.merge(replace(read(), live=(*read().live, third)), 2)
    assert [(link.on, merged.live[1].repeats_of) for link in merged.live[1].depends_on] == [(1, 1)]


def test_the_first_question_has_none_before_it() -> None:
    with pytest.raises(Refused, match="no question before"):
        reading.merge(read(), 1)


def test_a_second_part_takes_the_label_it_begins_with() -> None:
    once = reading.split(read(), 1, at("(a)").start, 8)
    assert words(once)[:2] == [("1", "How many?"), ("1a", "on A roads and (b) on B roads")]
    assert words(reading.split(once, 8, at("(b)").start, 9))[1:3] == [("1a", "on A roads and"), ("1b", "on B roads")]


def test_a_second_part_without_a_label_has_none() -> None:
    assert words(reading.split(read(), 2, at("what cost").start, 9))[2] == ("", "what cost?")


def test_splitting_what_was_merged_gives_the_two_again() -> None:
    again = reading.split(reading.merge(read(), 2), 1, at("2. If").start, 9)
    assert words(again) == words(read())
    assert [(link.on, link.written) for link in again.live[1].depends_on] == []


def test_what_the_requester_wrote_of_a_link_takes_the_link_with_it() -> None:
    second = replace(read().live[1], spans=(at("1, what cost?\nWho decides?\nBye"),))
    linked = replace(second, depends_on=(Dependency(1, 0.9, "Who decides"),))
    parts = reading.split(replace(read(), live=(read().live[0], linked)), 2, at("Who").start, 9).live[1:]
    assert [len(part.depends_on) for part in parts] == [0, 1]


@pytest.mark.parametrize("place", ["How", "If", "Bye"])
def test_a_split_that_leaves_a_side_without_words_is_refused(place: str) -> None:
    with pytest.raises(Refused, match="no words"):
        reading.split(read(), 1, at(place).start, 9)


def test_setting_aside_needs_a_reason_and_leaves_one_question() -> None:
    with pytest.raises(Refused, match="Say why"):
        reading.drop(read(), 2, " ")
    with pytest.raises(Refused, match="only question"):
        reading.drop(reading.drop(read(), 2, "A heading"), 1, "A heading")


def test_links_to_what_is_set_aside_vanish_and_come_back() -> None:
    gone = reading.drop(read(), 1, "A heading")
    assert gone.live[0].depends_on == ()
    assert reading.restore(gone, 1, read()) == read()


def test_nothing_is_restored_over_a_live_question() -> None:
    merged = reading.merge(read(), 2)
    assert merged.restorable() == ()
    with pytest.raises(Refused, match="lie in question 1 now"):
        reading.restore(merged, 2, read())


def test_words_outside_become_a_question_in_the_order_of_the_text() -> None:
    added = reading.add(read(), Span(at("Who").start - 1, at("Bye").start), 9)
    assert words(added)[2] == ("", "Who decides?")
    assert words(reading.add(read(), Span(0, 9), 9))[0] == ("", "Dear Sir,")


@pytest.mark.parametrize("span", [Span(-1, 3), Span(5, 5), Span(0, len(TEXT) + 1), Span(9, 10), at("many")])
def test_words_that_are_none_or_lie_in_a_question_are_not_added(span: Span) -> None:
    with pytest.raises(Refused, match="Nothing was changed"):
        reading.add(read(), span, 9)


def test_a_question_is_folded_into_an_earlier_one_and_taken_out_again() -> None:
    folded = reading.fold(read(), 2, 1, "Jo Officer")
    assert (folded.live[1].repeats_of, folded.live[1].folded_by) == (1, "Jo Officer")
    assert reading.unfold(folded, 2).live[1].folded_by == ""
    with pytest.raises(Refused, match="earlier one only"):
        reading.fold(read(), 1, 2, "Jo Officer")


def test_a_page_that_shows_another_reading_has_another_mark() -> None:
    assert reading.mark(read()) == reading.mark(read()) != reading.mark(reading.merge(read(), 2))


def test_a_second_question_can_begin_at_lines_sentences_clauses_and_labels() -> None:
    found = [words for _, words in beginnings(TEXT, (at(TEXT[TEXT.index("How") : TEXT.index("Who")].strip()),))]
    assert found == ["(a) on A roads", "and", "(b) on B roads", "2.", "If yes to 1,", "what cost?"]


def test_no_question_is_offered_to_begin_right_after_the_label_of_the_whole() -> None:
    assert [words for _, words in beginnings(TEXT, (at("2. If yes to 1, what cost?"),))] == ["what cost?"]


def test_lines_in_no_question_are_offered_whole() -> None:
    taken = [span for each in read().live for span in each.spans]
    assert [span.of(TEXT) for span in lines_outside(TEXT, taken)] == ["Dear Sir,", "Who decides?", "Bye"]


@pytest.mark.parametrize(
    ("words", "label"),
    [("3) x", "3"), ("(b) x", "2b"), ("iv. x", "2iv"), ("Q4 x", "Q4"), ("Question 5: x", "Question 5"), ("20 x", "")],
)
def test_labels_are_read_as_people_write_them(words: str, label: str) -> None:
    assert label_at(words, 0, "2a")[0] == label


PIECES = ("How many", " ", "\n", "2. ", "(a) ", "?", "If yes to 1", " and ", "é", ", ", "Who decides. ")


@st.composite
def readings(draw: Any) -> Reading:
    """A text and disjoint questions in its order, some in two places, with links at random."""
    text = "".join(draw(st.lists(st.sampled_from(PIECES), min_size=4, max_size=14)))
    edges = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=10)))
    spans = [Span(a, b) for a, b in pairwise(edges) if text[a:b].strip()][::2]
    ids = draw(st.lists(st.integers(0, 3), min_size=len(spans), max_size=len(spans)))
    owners = list(dict.fromkeys(ids))
    questions = [Read(n + 1, tuple(s for s, owner in zip(spans, ids, strict=True) if owner == n)) for n in owners]
    links = st.lists(st.integers(1, 4).map(lambda on: Dependency(on, 0.5, "If yes to 1")), max_size=2)
    live = [replace(q, depends_on=tuple(draw(links)), repeats_of=draw(st.integers(1, 4))) for q in questions]
    return reading.from_rows(text, reading.as_rows(reading._linked(Reading(text, tuple(live)))))


ACTS = st.tuples(st.sampled_from(["merge", "split", "drop", "restore", "add", "fold", "unfold"]), st.integers(0, 60))


def act(found: Reading, how: str, n: int, new_id: int, before: Reading) -> Reading:
    """One act on the reading, where `n` chooses the question and the place."""
    ids = [each.id for each in (found.aside if how == "restore" else found.live)] or [0]
    chosen = ids[n % len(ids)]
    if how in ("merge", "unfold"):
        return getattr(reading, how)(found, chosen)  # type: ignore[no-any-return]
    if how == "split":
        return reading.split(found, chosen, n % (len(found.text) + 1), new_id)
    if how == "add":
        return reading.add(found, Span(n % len(found.text), n % len(found.text) + 1 + n // 7), new_id)
    if how == "fold":
        return reading.fold(found, chosen, ids[0], "Jo Officer")
    return reading.drop(found, chosen, "A heading") if how == "drop" else reading.restore(found, chosen, before)


@given(readings(), st.lists(ACTS, max_size=8))
def test_whatever_officers_do_the_reading_holds_and_each_act_can_be_taken_back(
    found: Reading, acts: list[tuple[str, int]]
) -> None:
    before, text = found, found.text
    for new_id, (how, n) in enumerate(acts, 100):
        snapshot = reading.as_rows(found)
        with suppress(Refused):
            before, found = found, act(found, how, n, new_id, before)
        holds(found)
        assert found.text == text
        assert reading.as_rows(reading.from_rows(found.text, snapshot)) == snapshot
        assert reading.from_rows(found.text, reading.as_rows(found)) == found


def holds(found: Reading) -> None:
    """No two questions overlap, all lie inside the text and in its order, links lead to other live questions."""
    spans = sorted(span for each in found.live for span in each.spans)
    assert all(0 <= span.start < span.end <= len(found.text) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(a.spans[0] < b.spans[0] for a, b in pairwise(found.live))
    ids = [each.id for each in found.live]
    for n, each in enumerate(found.live):
        assert {link.on for link in each.depends_on} <= {*ids} - {each.id}
        assert each.repeats_of is None or each.repeats_of in ids[:n]
    rows = [row["position"] for row in reading.as_rows(found)]
    assert [place for place in rows if place >= 0] == list(range(len(ids)))
    assert len(rows) == len(set(rows))
