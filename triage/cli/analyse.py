"""`triage analyse`: what is understood of a text."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from triage.casework.request import Question, Understanding
from triage.casework.routing import Decision, decide
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
            _print_text(name, text, _read(settings, readers, {"text": text, "profile": profile}), settings)
            continue
        for line in text.split("\n"):
            if line.strip():
                answer = _answer(settings, readers, line, profile)
                failed |= "error" in answer
                print(json.dumps(answer), flush=True)
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
        row = json.loads(line, parse_constant=_no_number)
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise ValueError('a line is an object with "id" and "text"')
        understood = _read(settings, readers, {"profile": profile, **{k: v for k, v in row.items() if v}})
    except (ValueError, FileNotFoundError, RecursionError) as error:
        return {"id": row.get("id") if isinstance(row, dict) else None, "error": str(error)}
    return {"id": row.get("id"), **as_json(understood, row["text"], settings)}


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


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


def _decision(question: Question, settings: Settings) -> Decision:
    return decide(question.topics, [(team.slug, team.topics) for team in settings.teams], settings.reading.sure_enough)


def _question_json(question: Question, text: str, names: list[str], settings: Settings) -> dict[str, Any]:
    decision = _decision(question, settings)
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


def _print_text(name: str, text: str, understood: Understanding, settings: Settings) -> None:
    questions = understood.questions
    print(f"{name}: {understood.kind} ({understood.kind_why}), {len(questions)} questions")
    for number, question in enumerate(questions, 1):
        topic = question.topics[0] if question.topics else None
        sure = f"{topic.topic} {topic.probability:.0%}" if topic else "no topic"
        team = _decision(question, settings).team or "a person must choose"
        print(f"\n{question.label or f'#{number}'}  [{sure}: {team}]  {' '.join(question.own_text(text).split())}")
        for link in question.depends_on:
            other = questions[link.on].label or f"#{link.on + 1}"
            print(f"    depends on {other}" + (f' (written "{link.written}": a likely slip)' if link.slip else ""))
    for span in understood.left_out:
        print(f"\npossible ask left out: {' '.join(span.of(text).split())}")
