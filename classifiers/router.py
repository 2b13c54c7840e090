"""Which topic a question belongs to, judged inside its request.

A linear support vector machine over words and pieces of words, learned from the examples and terms of the topics file,
plus a vote of the terms themselves. A question such as "How many were upheld?" says little of its own, so its words are
weighed against what the whole request is about: the request gives the odds beforehand, the question's own words turn
them, and a small share is kept for the question that belongs to another team. Who asked is no feature (promise 7): no
method takes it, and `wording.plain` covers people and addresses inside the text.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC
from sklearn.utils.validation import check_is_fitted

from classifiers.routing.terms import Terms
from classifiers.routing.topics import Topic, Topics, TopicsError, load_topics
from classifiers.routing.wording import content, plain, without_legal_talk

__all__ = ["TopicRouter", "Topics", "TopicsError", "load_topics", "trained"]

Array = NDArray[np.float64]
TERMS_A_ROW = 3
TERM_WEIGHT = 0.5
FAINT = 10.0  # the length of a feature vector below which a text counts as saying little
REASONS = 4
REMEMBERED = 256
WORD = r"\b\w[\w'&]+\b"


class TopicRouter(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Topics of questions, with probabilities.

    vocabulary   terms of each topic slug, or None
    own_names    the authority's names, which never count
    term_vote    how much the vote of the terms counts beside the learned words
    own, siblings, request
                 how sharply the question's own words, those of the other questions and the whole request speak
    elsewhere    share of questions that belong to another topic than their request
    alone        how sharply a text that stands alone speaks

    The sharpnesses were set so that a probability is about the share of right answers on examples in another voice
    than those learned from, alone and put together into requests.
    """

    def __init__(
        self,
        vocabulary: Mapping[str, Sequence[str]] | None = None,
        own_names: Sequence[str] = (),
        C: float = 0.5,
        term_vote: float = 0.5,
        own: float = 3.0,
        siblings: float = 1.5,
        request: float = 3.0,
        elsewhere: float = 0.15,
        alone: float = 6.0,
    ) -> None:
        self.vocabulary = vocabulary
        self.own_names = own_names
        self.C = C
        self.term_vote = term_vote
        self.own = own
        self.siblings = siblings
        self.request = request
        self.elsewhere = elsewhere
        self.alone = alone

    def fit(self, texts: Sequence[str], topics: Sequence[str], sample_weight: Sequence[float] | None = None) -> Self:
        """Learn from texts and the slug of each. Raises ValueError with fewer than two topics."""
        self.classes_ = np.array(sorted(set(topics)))
        if len(self.classes_) < 2:
            raise ValueError("the router needs examples of at least two topics")
        read = [plain(text, self.own_names) for text in texts]
        self._words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, norm=None, token_pattern=WORD)
        self._pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, norm=None, min_df=2)
        telling = [content(text) for text in read]
        self._words.fit(telling)
        self._pieces.fit(telling)
        self._names = self._words.get_feature_names_out()
        self._terms = Terms(self.vocabulary or {}, list(self.classes_))
        self._machine = LinearSVC(C=self.C, max_iter=3000, random_state=0)
        self._machine.fit(self._features(read), list(topics), sample_weight=sample_weight)
        self._remembered: dict[str, Array] = {}
        return self

    def decision_function(self, texts: Sequence[str]) -> Array:
        """Scores, one row a text and one column a class of `classes_`."""
        check_is_fitted(self, "classes_")
        return np.array([self._score(text) for text in texts]).reshape(len(texts), len(self.classes_))

    def predict_proba(self, texts: Sequence[str]) -> Array:
        """Probabilities of texts that stand alone, one row a text and one column a class of `classes_`."""
        return _shares(self.alone * self.decision_function(texts))

    def predict(self, texts: Sequence[str]) -> NDArray[Any]:
        """The likeliest slug of each text."""
        return np.asarray(self.classes_[self.decision_function(texts).argmax(axis=1)])

    def rank(
        self, question: str, stem: str = "", siblings: Sequence[str] = (), subject: str = "", request: str = ""
    ) -> list[tuple[str, float]]:
        """Slugs with their probabilities, best first, of a question in its request.

        `stem` are the words before the question that it needs, `siblings` the other questions, `subject` the subject
        line and `request` the whole text where the caller has it (else the other parts stand for it).
        """
        whole = "\n".join([subject, request] if request else [subject, stem, *siblings, question])
        before = self.request * self._score(without_legal_talk(whole))
        if siblings:
            before = before + self.siblings * self.decision_function(siblings).mean(axis=0)
        odds = (1 - self.elsewhere) * _shares(before) + self.elsewhere / len(self.classes_)
        share = _shares(self.own * self._score(without_legal_talk(f"{stem} {question}")) + np.log(odds))
        return [(str(self.classes_[i]), float(share[i])) for i in np.argsort(-share, kind="stable")]

    def why(self, question: str, topic: str, context: str = "") -> list[str]:
        """The words that spoke for a topic, most telling first: at most four terms or words of the question.

        Where the question's own words say nothing, those of `context` (stem, subject, request) are named as such.
        """
        check_is_fitted(self, "classes_")
        own = self._reasons(plain(question, self.own_names), topic)
        if own or not context:
            return own
        return [
            f"{reason} (elsewhere in the request)" for reason in self._reasons(plain(context, self.own_names), topic)
        ]

    def _reasons(self, text: str, topic: str) -> list[str]:
        terms = self._terms.used(text, topic)
        others = [word for word in self._telling_words(text, topic) if not any(word in term for term in terms)]
        return (terms + others)[:REASONS]

    def _telling_words(self, text: str, topic: str) -> list[str]:
        """Words (not pairs) whose weight for the topic stands out, heaviest first."""
        column = list(self.classes_).index(topic)
        weights = self._machine.coef_[column if len(self.classes_) > 2 else 0]
        row = self._words.transform([content(text)])
        heavy = sorted(
            ((weights[i] * value, self._names[i]) for i, value in zip(row.indices, row.data, strict=True)), reverse=True
        )
        return [str(name) for weight, name in heavy if weight > 1.0 and " " not in name and len(name) > 3]

    def _score(self, text: str) -> Array:
        """The scores of one text; the last few hundred are remembered, as questions share their request."""
        if text not in self._remembered:
            if len(self._remembered) >= REMEMBERED:
                self._remembered.clear()
            self._remembered[text] = self._score_anew(text)
        return self._remembered[text]

    def _score_anew(self, text: str) -> Array:
        read = plain(text, self.own_names)
        learned = np.asarray(self._machine.decision_function(self._features([read])))
        if learned.ndim == 1:
            learned = np.column_stack([-learned, learned])
        return np.asarray(learned[0] + self.term_vote * self._terms.scores([read])[0])

    def _features(self, read: Sequence[str]) -> csr_matrix:
        telling = [content(text) for text in read]
        words = _softly_scaled(self._words.transform(telling), FAINT)
        pieces = _softly_scaled(self._pieces.transform(telling), 3 * FAINT)
        return hstack([words, pieces]).tocsr()


def trained(topics: Topics, own_names: Sequence[str] = ()) -> TopicRouter:
    """A router that has learned from a topics file; takes a few seconds. Raises TopicsError for too few topics."""
    if len(topics) < 2:
        raise TopicsError(f"{topics.source or 'the topics'}: at least two topics are needed to choose between")
    rows = [row for topic in topics for row in _rows(topic)]
    texts, slugs, weights = zip(*rows, strict=True)
    router = TopicRouter({topic.slug: topic.words for topic in topics}, own_names)
    return router.fit(texts, slugs, weights)


def _rows(topic: Topic) -> list[tuple[str, str, float]]:
    """Texts to learn a topic from, with weights: each example, the description, and its terms three at a time."""
    whole = [text for text in (f"{topic.name}. {topic.description}", *topic.examples) if text.strip(" .")]
    some = [", ".join(topic.words[i : i + TERMS_A_ROW]) for i in range(0, len(topic.words), TERMS_A_ROW)]
    return [(text, topic.slug, 1.0) for text in whole] + [(text, topic.slug, TERM_WEIGHT) for text in some]


def _softly_scaled(rows: csr_matrix, faint: float) -> csr_matrix:
    """Rows of a length that approaches 1 with what they say, so that a text of common words speaks softly."""
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return diags(1.0 / (lengths + faint)) @ rows


def _shares(scores: Array) -> Array:
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))
