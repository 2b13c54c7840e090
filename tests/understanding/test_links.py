"""Which question needs which, and labels that cannot be meant."""

from collections.abc import Mapping
from typing import Any

import pytest

from classifiers.dependencies import find
from tests.understanding.scoring import Pair, Request, links_of, matched, misses

FOUND, TRUE = 0.85, 0.75
Links = dict[Pair, Any]


def links_found(request: Request, split: Any) -> Links:
    """(question, the one it needs) in the officer's positions → the link; an unmatched end is -1."""
    pairs = matched(request.text, request.questions, [question.spans for question in split.questions])
    officer = {found: expected for expected, found in pairs.items()}
    links = find(request.text, split)
    return {(officer.get(j, -1), officer.get(link.on, -1)): link for j, row in enumerate(links) for link in row}


@pytest.fixture(scope="module")
def found(marked: list[Request], splits: Mapping[str, Any]) -> list[tuple[Request, Links]]:
    return [(request, links_found(request, splits[request.id])) for request in marked]


def named(request: Request, pair: Pair) -> str:
    one, other = (request.questions[i].label or f"#{i + 1}" if i >= 0 else "?" for i in pair)
    return f"{request.id}: {one} needs {other}"


def test_most_links_are_found(found: list[tuple[Request, Links]]) -> None:
    wanted = [(r, pair, links) for r, links in found for pair in sorted(links_of(r, "on") | links_of(r, "slip"))]
    missed = [named(r, pair) for r, pair, links in wanted if pair not in links]
    share = 1 - len(missed) / len(wanted)
    assert share >= FOUND, misses(missed, f"found {share:.3f} of {len(wanted)} links")


def test_most_links_that_are_shown_are_meant(found: list[tuple[Request, Links]]) -> None:
    counted = [(r, p) for r, links in found for p in links if p not in links_of(r, "perhaps")]
    wrong = [named(r, pair) for r, pair in counted if pair not in links_of(r, "on") | links_of(r, "slip")]
    share = 1 - len(wrong) / max(1, len(counted))
    assert share >= TRUE, misses(wrong, f"meant {share:.3f} of {len(counted)} links shown")


def test_no_slip_is_missed_and_none_is_invented(found: list[tuple[Request, Links]]) -> None:
    shown = {named(r, pair) for r, links in found for pair, link in links.items() if link.slip}
    assert shown == {named(r, pair) for r, _ in found for pair in links_of(r, "slip")}


def test_a_slip_shows_what_was_written(found: list[tuple[Request, Links]]) -> None:
    for request, links in found:
        for link in links.values():
            assert link.written in request.text
            assert not link.slip or link.written
            assert 0 <= link.confidence <= 1
