"""Fixtures shared by all tests, and the one rule for parts a machine lacks."""

import os

import pytest


def lacking(part: str, package: str) -> None:
    """Skip with one visible line on a laptop; fail in CI, where every part must be there."""
    sentence = f"{part} is not on this machine (apt-get install {package})"
    if os.environ.get("CI") == "true":
        pytest.fail(sentence)
    pytest.skip(sentence)
