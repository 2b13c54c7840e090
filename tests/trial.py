"""`make trial`: long runs, and what reads the shared material beside the checkout. Not part of the tests.

Each trial is a function that prints its figures and returns the sentences of what fell short. `--short` leaves out the
long ones. Exit code 1 when anything fell short.
"""

import csv
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
TRIAGE = Path(sys.executable).with_name("triage")
FLOORS = {
    "dev-council": {"exact": 0.70, "f1": 0.88, "agree": 0.72},
    "dev-other": {},
}


def triage(*arguments: str, given: str = "") -> str:
    run = subprocess.run([TRIAGE, *arguments], input=given, capture_output=True, text=True, check=False)
    if run.returncode:
        raise RuntimeError(f"triage {' '.join(arguments)} ended with {run.returncode}: {run.stderr[-500:]}")
    return run.stdout


def analysed(text: str) -> list[dict[str, Any]]:
    line = json.dumps({"id": "1", "text": text})
    questions: list[dict[str, Any]] = json.loads(triage("analyse", "--jsonl", given=line))["questions"]
    return questions


def below(figures: dict[str, float], floors: dict[str, float]) -> list[str]:
    return [
        f"{name} is {figures[name]:.3f}, less than {floor}" for name, floor in floors.items() if figures[name] < floor
    ]


def evaluation() -> list[str]:
    """The labelled requests, split and routed by `triage analyse` and scored."""
    short: list[str] = []
    for name, floors in FLOORS.items():
        gold, out = SHARED / "evaluation" / f"{name}.jsonl", ROOT / "var" / f"{name}.out.jsonl"
        out.parent.mkdir(exist_ok=True)
        out.write_text(triage("analyse", "--jsonl", given=gold.read_text(encoding="utf-8")), encoding="utf-8")
        scorer = [sys.executable, SHARED / "evaluation" / "score.py", gold, out, "--json"]
        figures = json.loads(subprocess.run(scorer, capture_output=True, text=True, check=True).stdout)
        print(f"{name}: " + ", ".join(f"{key} {value:.3f}" for key, value in figures.items()))
        short += [f"{name}: {problem}" for problem in below(figures, floors)]
    return short


def police_request() -> str:
    """The request quoted inside the first seed reply: from its preamble to its last numbered question."""
    text = next((SHARED / "seeds").glob("000_*.txt")).read_text(encoding="utf-8")
    start, end = text.index("We have been informed"), text.index("### **Response")
    return text[start:end].strip()


def council_request() -> str:
    """The request inside the second seed reply: what follows "You asked:", without the answers after each question."""
    text = next((SHARED / "seeds").glob("002_*.txt")).read_text(encoding="utf-8")
    lines = text[text.index("According to") :].splitlines()
    asked = re.compile(r"\d+:|According to|Please release:|Additionally, please answer")
    return "\n\n".join(line.strip() for line in lines if asked.match(line))


def seeds() -> list[str]:
    """Six and fourteen questions with the right labels; 9 depends on 8; 11 is flagged as a slip for 10."""
    six, fourteen = analysed(police_request()), analysed(council_request())
    short = []
    for name, found, number in (("police", six, 6), ("council", fourteen, 14)):
        labels = [question["label"] for question in found]
        print(f"seed {name}: {len(found)} questions, labels {' '.join(labels)}")
        if labels != [str(n) for n in range(1, number + 1)]:
            short.append(f"seed {name}: labels are {labels}")
    by_label = {question["label"]: question for question in fourteen}
    links = {label: by_label.get(label, {}).get("depends_on") for label in ("9", "11")}
    slips = [slip["read_as"] for slip in by_label.get("11", {}).get("slips", [])]
    print(f"seed council: depends on {links}, slip of 11 read as {slips}")
    if links != {"9": ["8"], "11": ["10"]} or slips != ["10"]:
        short.append("seed council: the conditions of 9 and 11 are not read as 8 and 10")
    return short


def due_dates() -> list[str]:
    """Every plain FOIA row of the worked examples."""
    rows = csv.DictReader((SHARED / "law" / "due_dates.csv").open(encoding="utf-8"))
    plain = [row for row in rows if row["regime"] == "FOIA" and not row["case_id"].startswith("X")]
    given = "received_at,regime\n" + "".join(f"{row['received_at']},foia\n" for row in plain)
    found = list(csv.DictReader(triage("due", "--csv", given=given).splitlines()))
    wrong = [a["case_id"] for a, b in zip(plain, found, strict=True) if a["due_date"] != b["due_date"]]
    print(f"due dates: {len(plain)} FOIA rows, {len(wrong)} wrong")
    return [f"due date of {case} is wrong" for case in wrong]


def odd_mail() -> list[str]:
    """Every odd e-mail of the collection is read without an exception, or named unreadable with a reason."""
    from triage.inbox.bounded import read_bounded
    from triage.inbox.message import Unreadable
    from triage.settings import Reading

    files = [path for path in (SHARED / "mail").rglob("*") if path.is_file() and path.name != "INDEX.csv"]
    started, unreadable = time.monotonic(), []
    for path in files:
        found = read_bounded(path.read_bytes(), Reading())
        if isinstance(found, Unreadable):
            unreadable.append(f"{path.name}: {found.reason}")
    print(f"odd mail: {len(files)} files in {time.monotonic() - started:.1f} s, {len(unreadable)} unreadable")
    print("\n".join(f"  {line}" for line in unreadable))
    return []


TRIALS: dict[str, tuple[Callable[[], Iterable[str]], bool]] = {
    "evaluation": (evaluation, True),
    "seeds": (seeds, True),
    "due dates": (due_dates, True),
    "odd mail": (odd_mail, False),
}


def main() -> int:
    if not SHARED.is_dir():
        print(
            f"The shared material is not at {SHARED.name} beside this checkout: the trials that read it are left out."
        )
        return 0
    short_run = "--short" in sys.argv[1:]
    fell_short: list[str] = []
    for name, (trial, quick) in TRIALS.items():
        if quick or not short_run:
            print(f"== {name}", flush=True)
            fell_short += trial()
    print("\n".join(["== fell short", *fell_short] if fell_short else ["== nothing fell short"]))
    return 1 if fell_short else 0


if __name__ == "__main__":
    sys.exit(main())
