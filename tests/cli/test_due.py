"""`triage due`: the date, explained, one at a time or as a table."""

import csv

import pytest

from tests.cli.conftest import Triage


def test_the_date_is_explained_day_by_day(triage: Triage) -> None:
    output = triage("due", "--regime", "foia", "--received", "2026-11-22T09:15+00:00").stdout
    assert "St Andrew's Day (Scotland)" in output
    assert "Mon 21 December 2026" in output.splitlines()[-2]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--received", "2026-11-22"], "time zone"),
        (["--received", "soon"], "is not a time"),
        ([], "say when the request was received"),
        (["--received", "2026-11-22T09:15+00:00", "--regime", "sar"], "is not here yet"),
        (["--received", "1999-11-22T09:15+00:00"], "2005"),
    ],
)
def test_what_cannot_be_computed_is_refused(triage: Triage, arguments: list[str], sentence: str) -> None:
    run = triage("due", *arguments)
    assert (run.exit_code, sentence in run.stderr) == (2, True), run.stderr


def test_a_table_gets_day_one_and_due_date_and_keeps_its_columns(triage: Triage) -> None:
    given = "case,received_at,regime\nS01,2019-05-22T10:14+01:00,FOIA\nS31,2024-06-30T23:30+00:00,foia\n"
    rows = list(csv.DictReader(triage("due", "--csv", given=given).stdout.splitlines()))
    assert [(row["case"], row["day_one"], row["due_date"]) for row in rows] == [
        ("S01", "2019-05-23", "2019-06-20"),
        ("S31", "2024-07-02", "2024-07-30"),
    ]


def test_a_row_without_a_date_is_told_and_the_rest_goes_on(triage: Triage) -> None:
    given = "received_at,regime\nnever,foia\n2019-05-22T10:14+01:00,foia\n"
    run = triage("due", "--csv", given=given)
    assert run.stdout.splitlines()[2].endswith("2019-06-20")
    assert (run.exit_code, "line 2" in run.stderr) == (1, True)


def test_a_table_without_the_columns_is_refused(triage: Triage) -> None:
    assert triage("due", "--csv", given="a,b\n1,2\n").exit_code == 2
