"""How much a message sounds like each kind, learned from the examples beside this file.

Three plain learners vote: two linear support vector machines, one of which sees words alone and one also what they
stand for, and a naive Bayes. Each is weak where the others are strong, and together they cost a third of a second
once in a process.
"""

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.naive_bayes import MultinomialNB
from sklearn.svm import LinearSVC
from sklearn.utils.validation import check_is_fitted

from classifiers.kinds.features import Message, features, is_concept

Array = NDArray[np.float64]
EXAMPLES = Path(__file__).parent / "examples.toml"


class KindJudge(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Kinds of messages. `C` is how closely the machines follow the examples, `alpha` what Bayes takes as unseen."""

    def __init__(self, C: float = 1.0, alpha: float = 0.1) -> None:
        self.C = C
        self.alpha = alpha

    def fit(self, messages: Sequence[Message], kinds: Sequence[str]) -> Self:
        """Learn from (subject, text) pairs and the kind of each. Raises ValueError with fewer than two kinds."""
        self._seen = TfidfVectorizer(analyzer=features, sublinear_tf=True)
        seen = self._seen.fit_transform(messages)
        self._words = np.array([not is_concept(name) for name in self._seen.get_feature_names_out()])
        self._machine = LinearSVC(C=self.C, random_state=0).fit(seen, kinds)
        self._word_machine = LinearSVC(C=self.C, random_state=0).fit(seen[:, self._words], kinds)
        self._bayes = MultinomialNB(alpha=self.alpha).fit(seen, kinds)
        self.classes_ = self._machine.classes_
        return self

    def decision_function(self, messages: Sequence[Message]) -> Array:
        """Scores about 0, one row a message and one column a kind of `classes_`; the best is usually above 2."""
        check_is_fitted(self, "classes_")
        seen = self._seen.transform(messages)
        votes = (*self._distances(seen), self._bayes.predict_joint_log_proba(seen))
        mean: Array = np.mean([_even(each) for each in votes], axis=0)
        return mean

    def certainty(self, messages: Sequence[Message]) -> Array:
        """How surely each message is of each kind: above 0 where it is rather than not, about 1 for the examples."""
        check_is_fitted(self, "classes_")
        mean: Array = np.mean(self._distances(self._seen.transform(messages)), axis=0)
        return mean

    def _distances(self, seen: csr_matrix) -> tuple[Array, Array]:
        """How far on which side of each machine's borders the messages lie."""
        words = seen[:, self._words]
        return self._machine.decision_function(seen), self._word_machine.decision_function(words)

    def predict(self, messages: Sequence[Message]) -> NDArray[Any]:
        """The likeliest kind of each message."""
        return np.asarray(self.classes_[self.decision_function(messages).argmax(axis=1)])


def _even(votes: Array) -> Array:
    """Votes of one learner about 0 and as far apart as those of the others."""
    even: Array = (votes - votes.mean(axis=1, keepdims=True)) / (votes.std(axis=1, keepdims=True) + 1e-9)
    return even


@lru_cache(maxsize=1)
def trained() -> KindJudge:
    """The judge, made once in a process."""
    messages, kinds = examples()
    return KindJudge().fit(messages, kinds)


def examples() -> tuple[list[Message], list[str]]:
    """The messages to learn from, as (subject, text), and the kind of each."""
    table: dict[str, list[str]] = tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))
    rows = [(kind, *line.split(" | ", 1)) for kind, lines in table.items() for line in lines]
    return [(subject, text.replace("¶", "\n")) for _, subject, text in rows], [kind for kind, _, _ in rows]
