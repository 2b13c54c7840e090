"""The time that a hostile text may take to understand."""

import time

from triage.cli.understanding import MOST_ROUTED, reader
from triage.settings import load


def test_a_text_of_thousands_of_questions_takes_seconds_and_leaves_the_last_to_a_person() -> None:
    understand = reader(load(environ={}))
    understand("How many potholes are there?")
    began = time.monotonic()
    found = understand("".join(f"{n}. How many potholes in ward {n}?\n" for n in range(1, 2000)))
    assert time.monotonic() - began < 20
    assert len(found.questions) > 1000
    assert all(question.topics for question in found.questions[:MOST_ROUTED])
    assert not any(question.topics for question in found.questions[MOST_ROUTED:])
