"""`triage analyse`, `triage due`, `triage letter`: what can be asked without a database."""

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from triage.casework.request import Question, Understanding
from triage.casework.routing import decide
from triage.cli.options import FAILED, ConfigFolder, refuse, settings_for
from triage.cli.understanding import Reader, reader, topics_file
from triage.settings import Settings

Profile = Annotated[str, typer.Option("--profile", help="Topics to route by: council, police, nhs …")]


def analyse(
    files: Annotated[list[Path] | None, typer.Argument(help="Text files; standard input without.")] = None,
    profile: Profile = "",
    jsonl: Annotated[bool, typer.Option("--jsonl", help="JSON lines in, JSON lines out.")] = False,
    config: ConfigFolder = None,
) -> None:
    """Print what is understood of a request: its questions, their topics and teams, and how sure."""
    settings = settings_for(config)
    readers: dict[str, Reader] = {}
    failed = False
    try:
        topics_file(settings, profile)
    except FileNotFoundError as error:
        raise refuse(str(error)) from None
    for name, text in _inputs(files or []):
        if not jsonl:
            _print_text(name, text, _read(settings, readers, {"text": text, "profile": profile}))
            continue
        for line in text.splitlines():
            if line.strip():
                answer = _answer(settings, readers, line, profile)
                failed |= "error" in answer
                print(json.dumps(answer, ensure_ascii=False), flush=True)
    if failed:
        raise typer.Exit(FAILED)


def _inputs(files: list[Path]) -> Iterator[tuple[str, str]]:
    if not files:
        yield "standard input", sys.stdin.buffer.read().decode("utf-8", "replace")
    for path in files:
        try:
            yield str(path), path.read_bytes().decode("utf-8", "replace")
        except OSError as error:
            raise refuse(f"{path} cannot be read: {error.strerror}") from None


def _answer(settings: Settings, readers: dict[str, Reader], line: str, profile: str) -> dict[str, Any]:
    """One JSON line's answer; {"id", "error"} where it cannot be given."""
    row: Any = None
    try:
        row = json.loads(line)
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise ValueError('a line is an object with "id" and "text"')
        understood = _read(settings, readers, {"profile": profile, **{k: v for k, v in row.items() if v}})
    except (ValueError, FileNotFoundError, RecursionError) as error:
        return {"id": row.get("id") if isinstance(row, dict) else None, "error": str(error)}
    return {"id": row.get("id"), **as_json(understood, row["text"], settings)}


def _read(settings: Settings, readers: dict[str, Reader], row: dict[str, Any]) -> Understanding:
    profile = str(row.get("profile") or settings.authority.profile)
    if profile not in readers:
        readers[profile] = reader(settings, profile)
    return readers[profile](str(row.get("text", "")), str(row.get("subject") or ""))


def as_json(understood: Understanding, text: str, settings: Settings) -> dict[str, Any]:
    """The understanding as `--jsonl` prints it."""
    names = [question.label or f"#{n}" for n, question in enumerate(understood.questions, 1)]
    questions = [_question_json(question, text, names, settings) for question in understood.questions]
    return {"kind": understood.kind, "questions": questions}


def _question_json(question: Question, text: str, names: list[str], settings: Settings) -> dict[str, Any]:
    decision = decide(question.topics, [(t.slug, t.topics) for t in settings.teams], settings.reading.sure_enough)
    return {
        "label": question.label,
        "text": question.own_text(text),
        "spans": [[span.start, span.end] for span in question.spans],
        "stem": question.stem_text(text),
        "depends_on": [names[link.on] for link in question.depends_on],
        "slips": [{"written": link.written, "read_as": names[link.on]} for link in question.depends_on if link.slip],
        "regime": question.regime,
        "topics": [ranked.topic for ranked in question.topics],
        "confidence": round(question.topics[0].probability, 4) if question.topics else 0.0,
        "team": decision.team or None,
        "why": list(question.why),
    }


def _print_text(name: str, text: str, understood: Understanding) -> None:
    questions = understood.questions
    print(f"{name}: {understood.kind} ({understood.kind_why}), {len(questions)} questions")
    for number, question in enumerate(questions, 1):
        topic = question.topics[0] if question.topics else None
        sure = f"{topic.topic} {topic.probability:.0%}" if topic else "no topic"
        print(f"\n{question.label or f'#{number}'}  [{sure}]  {' '.join(question.own_text(text).split())}")
        for link in question.depends_on:
            other = questions[link.on].label or f"#{link.on + 1}"
            print(f"    depends on {other}" + (f' (written "{link.written}": a likely slip)' if link.slip else ""))
    for span in understood.left_out:
        print(f"\npossible ask left out: {' '.join(span.of(text).split())}")


def due(
    received: Annotated[str, typer.Option("--received", help="When it was received: 2026-11-22T09:15+00:00.")] = "",
    regime: Annotated[str, typer.Option("--regime", help="foia (other regimes come later).")] = "foia",
    table: Annotated[bool, typer.Option("--csv", help="Rows with received_at and regime on standard input.")] = False,
    config: ConfigFolder = None,
) -> None:
    """The date by which a request must be answered, explained day by day."""
    from triage.casework import clock

    settings = settings_for(config)
    calendar = clock.calendar_for(settings.calendar.add, settings.calendar.remove)
    if table:
        return _due_table(calendar)
    try:
        found = _due(received, regime, calendar)
    except ValueError as error:
        raise refuse(str(error)) from None
    print("\n".join(clock.explain(found)))
    return None


def _due(received: str, regime: str, calendar: Any) -> Any:
    from triage.casework import clock

    if regime.strip().lower() != "foia":
        raise ValueError(f"the clock for {regime!r} is not here yet; use --regime foia")
    if not received.strip():
        raise ValueError("say when the request was received: --received 2026-11-22T09:15+00:00")
    try:
        at = datetime.fromisoformat(received.strip())
    except ValueError:
        raise ValueError(f"{received!r} is not a time such as 2026-11-22T09:15+00:00") from None
    return clock.due_date(clock.receipt_date(at), calendar)


def _due_table(calendar: Any) -> None:
    rows = csv.DictReader(sys.stdin)
    if not {"received_at", "regime"} <= set(rows.fieldnames or ()):
        raise refuse("the table needs the columns received_at and regime")
    added = ["day_one", "due_date"]
    fields = [*(name for name in rows.fieldnames or () if name not in added), *added]
    writer = csv.DictWriter(sys.stdout, fields, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    if not _write_dates(rows, writer, calendar):
        raise typer.Exit(FAILED)


def _write_dates(rows: Iterable[dict[str, str]], writer: Any, calendar: Any) -> bool:
    """Write each row with its dates; a row that has none is written without, with a sentence on standard error."""
    right = True
    for number, row in enumerate(rows, 2):
        try:
            found = _due(row["received_at"] or "", row["regime"] or "", calendar)
            dates = {"day_one": found.day_one.isoformat(), "due_date": found.due_on.isoformat()}
        except ValueError as error:
            refuse(f"line {number}: {error}")
            dates, right = {"day_one": "", "due_date": ""}, False
        writer.writerow({**row, **dates})
    return right


def letter(
    name: Annotated[str, typer.Argument(help="acknowledgement, not_held or section_21.")],
    facts: Annotated[Path, typer.Argument(help="The facts as JSON; docs/letters.md says which.")],
    config: ConfigFolder = None,
) -> None:
    """Print a letter written from facts, or every reason why it may not be written (exit 2)."""
    from triage.letters import drafting

    settings = settings_for(config)
    try:
        written = drafting.from_json(name, facts.read_text(encoding="utf-8"), settings)
    except drafting.Refused as refused:
        raise refuse(*refused.reasons) from None
    except (OSError, UnicodeDecodeError) as error:
        raise refuse(f"{facts} cannot be read: {error}") from None
    for warning in written.warnings:
        refuse(f"warning: {warning}")
    print(f"Subject: {written.subject}\n\n{written.body}", end="")
