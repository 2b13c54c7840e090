"""What a message is: the wrong answer here costs a person their statutory clock."""

from typing import Any

import pytest

from classifiers.kind import kind_of
from tests.understanding.scoring import messages, misses, requests, shorten

RIGHT = 0.95
MARKED = {"request", "own_data", "internal_review", "chaser", "clarification", "not_a_request", "bounce", "automatic"}
COARSE = {"narrowed": "clarification", "data_complaint": "own_data"}  # these messages were marked with eight kinds
Judged = list[tuple[dict[str, Any], str, str]]


def coarse(kind: str) -> str:
    return COARSE.get(kind, kind if kind in MARKED else "not_a_request")


@pytest.fixture(scope="module")
def judged() -> Judged:
    found = [(m, kind_of(m["text"], subject=m["subject"], sender_domain=m["domain"])) for m in messages()]
    return [(m, coarse(one.kind), one.why) for m, one in found]


def line(message: dict[str, Any], kind: str, why: str) -> str:
    return f"{kind}, not {'/'.join(message['kind'])} ({why}): {message['subject']!r} {shorten(message['text'])}"


def test_most_messages_are_what_an_officer_takes_them_for(judged: Judged) -> None:
    wrong = [line(*row) for row in judged if row[1] not in row[0]["kind"]]
    share = 1 - len(wrong) / len(judged)
    assert share >= RIGHT, misses(wrong, f"right {share:.3f} of {len(judged)} messages")


def test_every_judgement_has_a_reason(judged: Judged) -> None:
    assert all(why.strip() for _, _, why in judged)


def test_no_request_is_taken_for_a_machine_or_for_nothing(judged: Judged) -> None:
    lost = [line(*row) for row in judged if row[0]["kind"] == ["request"] and row[1] in {"bounce", "automatic"}]
    assert lost == [], misses(lost, "requests taken for machine mail")


def test_no_machine_is_taken_for_a_request(judged: Judged) -> None:
    wrong = [line(*row) for row in judged if set(row[0]["kind"]) <= {"bounce", "automatic"} and row[1] == "request"]
    assert wrong == [], misses(wrong, "machine mail taken for requests")


def test_nobody_who_asks_for_their_own_data_gets_an_foi_acknowledgement(judged: Judged) -> None:
    wrong = [line(*row) for row in judged if row[0]["kind"] == ["own_data"] and row[1] == "request"]
    assert len(wrong) <= 1, misses(wrong, "own data taken for FOI")


def test_the_marked_requests_are_all_requests() -> None:
    judged = [(r, kind_of(r.text, subject=r.subject, sender_domain="postbox.example")) for r in requests()]
    wrong = [f"{one.kind} ({one.why}): {r.id}" for r, one in judged if one.kind != "request"]
    assert len(wrong) <= 1, misses(wrong, f"{len(wrong)} of {len(judged)} requests taken for something else")
