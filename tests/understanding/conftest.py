"""The marked requests, read once, and what the splitter makes of each."""

from typing import Any

import pytest

from classifiers.splitter import QuestionSplitter
from tests.understanding.scoring import Request, requests


@pytest.fixture(scope="session")
def marked() -> list[Request]:
    return requests()


@pytest.fixture(scope="session")
def splits(marked: list[Request]) -> dict[str, Any]:
    """Request id → what the splitter makes of its text."""
    splitter = QuestionSplitter()
    return {request.id: splitter.split(request.text) for request in marked}
