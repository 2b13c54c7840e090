"""Splits a request into its questions: what an officer would answer separately, at the requester's own labelling.

Layers: passages and what is set apart (`passages`, `apart`), marks and list structure (`markers`, `outline`), which lists
and sentences ask (`asking`, `lists`, `prose`), and the reading that puts them together (`reading`). Every result is a place
in the untouched text.
"""

from collections.abc import Sequence
from typing import Any

from sklearn.base import BaseEstimator

from classifiers.gathering import Split, SplitQuestion
from classifiers.reading import read

__all__ = ["QuestionSplitter", "Split", "SplitQuestion"]


class QuestionSplitter(BaseEstimator):  # type: ignore[misc]
    """Rules only: `fit` learns nothing and is there so that the splitter stands where estimators do."""

    def fit(self, X: Sequence[str], y: Any = None) -> "QuestionSplitter":
        """Return the splitter unchanged."""
        return self

    def predict(self, texts: Sequence[str]) -> list[Split]:
        """One Split a text, in order."""
        return [self.split(text) for text in texts]

    def split(self, text: str) -> Split:
        """The questions of a request with their places; never raises, whatever the text."""
        return read(text)
