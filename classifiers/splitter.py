"""Splits a request into its questions: what an officer would answer separately, at the requester's own labelling.

Structure first, by rules: lines and sentences (`passages`) and what is set apart (`apart`); marks, list structure and
where items end (`markers`, `outline`, `extents`); which sentences and lists ask (`forms`, `wishes`, `vocabulary`,
`asking`, `lists`); and the reading that puts them together (`reading`, `prose`, `gathering`). Then a learned second
look (`atoms`, `traits`, `judge`, `second_look`), which changes only what it is sure of. Every result is a place in the
untouched text.
"""

from collections.abc import Sequence
from typing import Self

from sklearn.base import BaseEstimator

from classifiers.splitting.gathering import Split, SplitQuestion
from classifiers.splitting.judge import AskJudge, examples, learned, trained
from classifiers.splitting.passages import Place
from classifiers.splitting.second_look import looked_at_again

__all__ = ["QuestionSplitter", "Split", "SplitQuestion"]


class QuestionSplitter(BaseEstimator):  # type: ignore[misc]
    """Reads requests. Without `fit` it has learned from the examples of this package, at its first text (seconds)."""

    _judge: AskJudge | None = None

    def fit(self, X: Sequence[str], y: Sequence[Sequence[Sequence[Place]]]) -> Self:
        """Learn from further requests too: for each text of X, y has the places of each of its questions."""
        further = [(text, [list(places) for places in questions]) for text, questions in zip(X, y, strict=True)]
        self._judge = learned([*examples(), *further])
        return self

    def predict(self, texts: Sequence[str]) -> list[Split]:
        """One Split a text, in order."""
        return [self.split(text) for text in texts]

    def split(self, text: str) -> Split:
        """The questions of a request with their places; never raises, whatever the text."""
        return looked_at_again(text, self._judge or trained())
