"""`triage letter`: the text, or every reason why not."""

import json
from pathlib import Path
from typing import Any

from tests.cli.conftest import Triage

FACTS: dict[str, Any] = {
    "reference": "FOI-2026-0140",
    "subject": "Bins",
    "received_on": "2026-11-22",
    "due_on": "2026-12-21",
    "written_on": "2026-11-23",
    "questions": [{"label": "1", "text": "How many bins are there?"}],
}


def facts(folder: Path, **changes: Any) -> str:
    path = folder / "facts.json"
    path.write_text(json.dumps({**FACTS, **changes}), encoding="utf-8")
    return str(path)


def test_the_letter_is_on_standard_output(triage: Triage, tmp_path: Path) -> None:
    run = triage("letter", "acknowledgement", facts(tmp_path))
    assert run.exit_code == 0, run.stderr
    assert "no later than Mon 21 December 2026" in run.stdout
    assert "How many bins are there?" in run.stdout


def test_without_its_evidence_a_letter_is_refused_with_what_is_missing(triage: Triage, tmp_path: Path) -> None:
    run = triage("letter", "not_held", facts(tmp_path))
    assert (run.exit_code, run.stdout) == (2, "")
    assert "search" in run.stderr


def test_all_problems_of_the_facts_are_told_at_once(triage: Triage, tmp_path: Path) -> None:
    run = triage("letter", "acknowledgement", facts(tmp_path, reference=None, due_on="soon", colour="red"))
    assert run.exit_code == 2
    assert len(run.stderr.splitlines()) >= 3


def test_an_unknown_letter_is_refused(triage: Triage, tmp_path: Path) -> None:
    assert triage("letter", "apology", facts(tmp_path)).exit_code == 2


def test_facts_that_are_not_there_are_refused(triage: Triage) -> None:
    run = triage("letter", "acknowledgement", "nowhere.json")
    assert (run.exit_code, "cannot be read" in run.stderr) == (2, True)
