"""`triage analyse`: what is understood of a text."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from triage.casework.request import Understanding
from triage.cli.analysed import as_json, as_text
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
            understood = _read(settings, readers, {"text": text, "profile": profile})
            print(f"== {name}", *as_text(understood, text, settings), sep="\n")
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
