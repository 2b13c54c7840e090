"""Facts and settings of the invented council for the tests of letters."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from triage.letters import drafting
from triage.settings import Settings, load

GOLDEN = Path(__file__).resolve().parent / "golden"
Write = Callable[..., drafting.Drafted]


def facts_of(letter: str) -> Any:
    return json.loads((GOLDEN / f"{letter}.json").read_text(encoding="utf-8"))


def put(facts: Any, path: str, value: Any) -> None:
    """Set facts["questions"][0]["search"] … for the path "questions.0.search"; None takes it away."""
    *steps, last = (int(step) if step.isdigit() else step for step in path.split("."))
    for step in steps:
        facts = facts[step]
    if value is None:
        del facts[last]
    else:
        facts[last] = value


@pytest.fixture(scope="session")
def council() -> Settings:
    return load(environ={})


@pytest.fixture
def write(council: Settings) -> Write:
    """Write a letter from its golden facts with some of them changed: write("not_held", {"due_on": …})."""

    def _write(letter: str, changes: dict[str, Any] | None = None, settings: Settings = council) -> drafting.Drafted:
        facts = facts_of(letter)
        for path, value in (changes or {}).items():
            put(facts, path, value)
        return drafting.from_json(letter, json.dumps(facts), settings)

    return _write


@pytest.fixture
def refusal(write: Write) -> Callable[..., list[str]]:
    """The reasons why a letter is refused with some of its facts changed."""

    def _refusal(letter: str, changes: dict[str, Any], **others: Any) -> list[str]:
        with pytest.raises(drafting.Refused) as refused:
            write(letter, changes, **others)
        return refused.value.reasons

    return _refusal
