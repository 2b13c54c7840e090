"""How the router ranks questions it has never seen, by the descriptions that every council starts with."""

from pathlib import Path
from typing import Any

import pytest

from classifiers.router import load_topics, trained
from tests.understanding.scoring import Request, misses, shorten

COUNCIL = Path(__file__).parents[2] / "config" / "topics" / "council.toml"
TOP1, TOP2 = 0.75, 0.85


@pytest.fixture(scope="module")
def router() -> Any:
    return trained(load_topics(COUNCIL))


def ranked(router: Any, request: Request, i: int) -> list[tuple[str, float]]:
    """The router's ranking of question i of a request as the officer marked it."""
    own = [request.words(question) for question in request.questions]
    stem, siblings = request.questions[i].stem, own[:i] + own[i + 1 :]
    answer: list[tuple[str, float]] = router.rank(own[i], stem=stem, siblings=siblings, subject=request.subject)
    return answer


@pytest.fixture(scope="module")
def rankings(router: Any, marked: list[Request]) -> list[tuple[Request, int, list[tuple[str, float]]]]:
    return [(r, i, ranked(router, r, i)) for r in marked for i in range(len(r.questions))]


def wrong_among(rankings: Any, first: int) -> list[str]:
    """A line for each question whose first so many topics hold none that is accepted."""
    return [
        f"{r.id} {r.questions[i].label!r} → {got[0][0]} {got[0][1]:.2f}, not {sorted(r.questions[i].topics)}: "
        + shorten(r.words(r.questions[i]))
        for r, i, got in rankings
        if not {slug for slug, _ in got[:first]} & r.questions[i].topics
    ]


@pytest.mark.parametrize(("first", "floor"), [(1, TOP1), (2, TOP2)])
def test_most_questions_go_to_a_topic_that_an_officer_accepts(rankings: Any, first: int, floor: float) -> None:
    wrong = wrong_among(rankings, first)
    share = 1 - len(wrong) / len(rankings)
    assert share >= floor, misses(wrong, f"top{first} {share:.3f} of {len(rankings)} questions")


def test_a_ranking_is_of_known_topics_with_probabilities_best_first(rankings: Any) -> None:
    for request, i, got in rankings:
        shares = [probability for _, probability in got]
        assert shares == sorted(shares, reverse=True), (request.id, i)
        assert all(0 <= share <= 1 for share in shares), (request.id, i)
        assert sum(shares) <= 1.001, (request.id, i)


def test_being_sure_means_being_right_more_often(rankings: Any) -> None:
    """The more confident half of the answers is right at least as often as the other half."""
    by_confidence = sorted(rankings, key=lambda row: -row[2][0][1])
    half = len(by_confidence) // 2
    sure, unsure = len(wrong_among(by_confidence[:half], 1)), len(wrong_among(by_confidence[half:], 1))
    assert sure < unsure, f"wrong: {sure} of the surer half, {unsure} of the other"


def test_a_question_about_nothing_we_do_is_not_routed_with_confidence(router: Any) -> None:
    for text in ("", "Please answer.", "Xyzzy plugh?", "How many moons has Jupiter?"):
        got = router.rank(text)
        assert not got or got[0][1] < 0.6, (text, got[:2])
