"""`triage analyse`: JSON lines in and out, and the same for a person to read."""

import json
from pathlib import Path
from typing import Any

from tests.cli.conftest import Triage

TEXT = (
    "Dear Council,\n\n1. How many potholes were reported in 2025?\n2. If so, what did mending them cost?\n\nYours,\nA"
)


def lines(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines() if line]


def test_each_line_in_gives_a_line_out_in_order(triage: Triage) -> None:
    given = "".join(json.dumps({"id": name, "text": TEXT}) + "\n" for name in "ba")
    found = lines(triage("analyse", "--jsonl", given=given).stdout)
    assert [row["id"] for row in found] == ["b", "a"]
    assert [question["label"] for question in found[0]["questions"]] == ["1", "2"]


def test_a_question_is_exactly_the_characters_of_its_spans(triage: Triage) -> None:
    (row,) = lines(triage("analyse", "--jsonl", given=json.dumps({"id": 1, "text": TEXT})).stdout)
    for question in row["questions"]:
        assert question["text"] == "".join(TEXT[start:end] for start, end in question["spans"])


def test_topics_are_ranked_and_a_team_is_named_or_left_to_a_person(triage: Triage) -> None:
    (row,) = lines(triage("analyse", "--jsonl", given=json.dumps({"id": 1, "text": TEXT})).stdout)
    first = row["questions"][0]
    assert first["topics"][0] == "highways_transport"
    assert 0 <= first["confidence"] <= 1
    assert (first["team"] == "highways") == (first["confidence"] >= 0.6)


def test_what_lies_in_no_question_is_given_with_its_place(triage: Triage) -> None:
    text = f"{TEXT}\n\nPS I wonder whether you keep records of complaints about them."
    (row,) = lines(triage("analyse", "--jsonl", given=json.dumps({"id": 1, "text": text})).stdout)
    for place in [*row["left_out"], *row["apart"], *row["scope"], *row["parts"], *row["pointers"]]:
        assert place["text"] == "".join(text[start:end] for start, end in place["spans"])
    everywhere = [question["text"] for question in row["questions"]] + [place["text"] for place in row["left_out"]]
    assert any("complaints about them" in words for words in everywhere)


AGAIN = """Dear Council,

1. How many bicycles were bought in 2024?
2. What did they cost?
3. What is the number of bicycles purchased in 2024?

I ask under section 94 of the Freedom of Information Act 2000.
"""


def test_repeats_and_citations_that_cannot_be_meant_are_shown(triage: Triage) -> None:
    (row,) = lines(triage("analyse", "--jsonl", given=json.dumps({"id": 1, "text": AGAIN})).stdout)
    assert [question["repeats"] and question["repeats"]["of"] for question in row["questions"]] == [None, None, "1"]
    assert [pointer["text"] for pointer in row["pointers"]] == ["section 94"]
    assert "same ask as 1?" in triage("analyse", given=AGAIN).stdout


def test_a_bad_line_gives_an_error_and_the_rest_goes_on(triage: Triage) -> None:
    good = json.dumps({"id": "good", "text": TEXT})
    run = triage("analyse", "--jsonl", given=f'{{"id": "bad"\n[]\n{{"id": "no text"}}\n{good}\n')
    found = lines(run.stdout)
    assert ["error" in row for row in found] == [True, True, True, False]
    assert found[2]["id"] == "no text"
    assert run.exit_code == 1


def test_a_line_s_own_profile_wins(triage: Triage) -> None:
    row = {"id": 1, "text": "1. How many shotgun certificates were renewed in 2025?", "profile": "police"}
    (found,) = lines(triage("analyse", "--profile", "council", "--jsonl", given=json.dumps(row)).stdout)
    assert found["questions"][0]["topics"][0] == "firearms_licensing"


def test_an_unknown_profile_of_a_line_is_named_with_those_there_are(triage: Triage) -> None:
    row = {"id": 1, "text": TEXT, "profile": "circus"}
    assert "council" in lines(triage("analyse", "--jsonl", given=json.dumps(row)).stdout)[0]["error"]


def test_an_unknown_profile_for_all_is_refused(triage: Triage) -> None:
    run = triage("analyse", "--profile", "circus", given=TEXT)
    assert (run.exit_code, "council" in run.stderr) == (2, True)


def test_a_person_reads_questions_topics_and_dependencies(triage: Triage, tmp_path: Path) -> None:
    (tmp_path / "request.txt").write_text(TEXT, encoding="utf-8")
    output = triage("analyse", "request.txt").stdout
    assert "request: It asks for information" in output
    assert "2 questions" in output
    assert "2  If so, what did mending them cost?" in output
    assert "depends on 1, written “If so”" in output
    assert "set apart: Dear Council," in output


def test_a_file_that_is_not_there_is_refused(triage: Triage) -> None:
    run = triage("analyse", "nowhere.txt")
    assert (run.exit_code, "nowhere.txt cannot be read" in run.stderr) == (2, True)
