"""Requests in every shape that people use: each is split exactly as it is marked."""

import tomllib
from pathlib import Path

import pytest

from classifiers.splitting import reading
from tests.understanding.scoring import Request, matched, plain, read

ROWS = tomllib.loads((Path(__file__).parent / "shapes.toml").read_text(encoding="utf-8"))["request"]
SHAPES = [read({"layout": "", "subject": "", **row}) for row in ROWS]


@pytest.mark.parametrize("shape", SHAPES, ids=[shape.id for shape in SHAPES])
def test_the_request_is_split_as_marked(shape: Request) -> None:
    found = reading.read(shape.text).questions
    pairs = matched(shape.text, shape.questions, [question.spans for question in found])
    assert len(pairs) == len(shape.questions) == len(found), [question.spans for question in found]
    expected = [question.label for question in shape.questions]
    labels = [found[pairs[n]].label for n in range(len(found))]
    assert all(a in ("*", "") or plain(a) == plain(b) for a, b in zip(expected, labels, strict=True)), labels
