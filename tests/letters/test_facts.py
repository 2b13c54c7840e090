"""Facts: from what was understood, from rows, and as a table for the documentation."""

from datetime import UTC, date, datetime

from triage.casework.request import Dependency
from triage.letters.facts import LETTERS, Asked, Entry, Search, Slip, Unclear, described, slips, unclear
from triage.store.tables import Publication, SearchRecord


def test_a_question_without_a_number_is_called_by_its_place() -> None:
    links = [[], [Dependency(0, 0.9, "the above", slip=True), Dependency(0, 0.9, "if so")]]
    assert slips(["", ""], links) == [
        Slip(question="your second question", written="the above", meant="your first question")
    ]


def test_a_slip_read_by_default_only_is_asked_about_and_never_stated_as_ours() -> None:
    links = [[], [Dependency(0, 0.4, "If yes to (9)", slip=True)]]
    assert slips(["1", "2"], links) == []
    assert unclear(["1", "2"], links) == [Unclear(question="2", written="If yes to (9)")]


def test_a_row_of_the_register_is_read_as_an_entry() -> None:
    row = Publication(title="Contracts", url="https://a.example/c", checked_at=datetime(2026, 11, 23, tzinfo=UTC))
    found = Entry.model_validate(row, from_attributes=True)
    assert (found.title, found.basis, found.checked_at, found.attached) == ("Contracts", "link", row.checked_at, False)


def test_a_row_of_a_search_is_read_as_a_search() -> None:
    row = SearchRecord(
        question_id=1,
        searched_by="Housing",
        searched_on=date(2026, 11, 23),
        recorded_by="Pat",
        recorded_at=datetime.now(UTC),
    )
    found = Search.model_validate(row, from_attributes=True)
    assert (found.searched_by, found.searched_on, found.found_nothing) == ("Housing", date(2026, 11, 23), True)


def test_control_characters_are_cleaned_from_every_value() -> None:
    asked = Asked(label="1\r\n2", text="a\x00b\u2028c\r\nd\n\n", stem="\x1b[31m")
    assert (asked.label, asked.text, asked.stem) == ("1 2", "ab\nc\nd", "[31m")


def test_every_fact_is_described_for_the_documentation() -> None:
    for model in LETTERS.values():
        rows = list(described(model))
        assert [name for name, kind, _, meaning in rows if not kind or not meaning] == []
        assert ("questions[].text", "text", True, "the question, word for word") in rows


def test_the_description_says_what_kind_of_value_a_fact_is() -> None:
    kinds = {name.rpartition(".")[2]: kind for name, kind, *_ in described(LETTERS["section_21"])}
    names = ["received_on", "checked_at", "held", "checked_status", "title", "basis", "entries"]
    expected = ["date", "time", "true or false", "number", "text", "one of link, priced, statutory", "list"]
    assert [kinds[name] for name in names] == expected


def test_the_description_lists_a_table_before_what_is_in_it() -> None:
    names = [name for name, *_ in described(LETTERS["not_held"])]
    assert names.index("questions[].search") + 1 == names.index("questions[].search.searched_by")
    assert len(names) == len(set(names))
