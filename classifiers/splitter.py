"""Splits a request into its questions: what an officer would answer separately, at the requester's own labelling.

Layers: lines and sentences (`passages`) and what is set apart (`apart`); marks, list structure and where items end
(`markers`, `outline`, `extents`); which sentences and lists ask (`grammar`, `forms`, `vocabulary`, `asking`, `lists`);
the reading that puts them together (`reading`, `prose`, `gathering`); and what it leaves (`remainder`, `tiling`).
Every result is a place in the untouched text, and `Split.tiles` gives the whole text with the meaning of each piece.
"""

from collections.abc import Sequence
from typing import Any

from sklearn.base import BaseEstimator

from classifiers.splitting.gathering import Split, SplitQuestion
from classifiers.splitting.reading import read

__all__ = ["QuestionSplitter", "Split", "SplitQuestion"]


class QuestionSplitter(BaseEstimator):  # type: ignore[misc]
    """Rules only: `fit` learns nothing and is there so that the splitter stands where estimators do."""

    def fit(self, X: Sequence[str], y: Any = None) -> "QuestionSplitter":  # noqa: ARG002
        """Return the splitter unchanged."""
        return self

    def predict(self, texts: Sequence[str]) -> list[Split]:
        """One Split a text, in order."""
        return [self.split(text) for text in texts]

    def split(self, text: str) -> Split:
        """The questions of a request with their places; never raises, whatever the text."""
        return read(text)
