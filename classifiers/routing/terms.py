"""The terms of each topic, found in a text: what an officer recognises at a glance ("EHCP", "section 106", "PCN")."""

from collections.abc import Iterator, Mapping, Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from classifiers.routing.wording import plain, tokens

Term = tuple[str, ...]
LONGEST_TERM = 5


class Terms:
    """Scores texts by the terms they use.

    A term counts once a text; it counts more the longer it is and less the more topics claim it, and a long text
    with many terms does not count more than a short one with the same mixture.
    """

    def __init__(self, words: Mapping[str, Sequence[str]], classes: Sequence[str]) -> None:
        """`words` are the terms of each topic slug; `classes` gives the order of the scores."""
        self.classes = tuple(classes)
        self._topics = _by_term(words)
        self._written = {_term(written): written for terms in words.values() for written in terms}
        self._votes = {term: self._vote(term) for term in self._topics}

    def scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """One row a text (already `plain`), one column a class; all 0 where no term is used."""
        return np.array([self._score(text) for text in texts]).reshape(len(texts), len(self.classes))

    def used(self, text: str, topic: str) -> list[str]:
        """The terms of a topic that a plain text uses, the most telling first, none inside another."""
        mine = [term for term in dict.fromkeys(self._found(text)) if topic in self._topics[term]]
        mine.sort(key=lambda term: (len(self._topics[term]), -len(term)))
        kept: list[Term] = []
        for term in mine:
            if not any(set(term) <= set(other) for other in kept):
                kept.append(term)
        return [self._written[term] for term in kept]

    def _score(self, text: str) -> NDArray[np.float64]:
        found = set(self._found(text))
        total = sum((self._votes[term] for term in sorted(found)), np.zeros(len(self.classes)))
        return np.asarray(total / sqrt(1 + len(found)))

    def _found(self, text: str) -> Iterator[Term]:
        words = tokens(text)
        for start in range(len(words)):
            for end in range(start + 1, min(start + LONGEST_TERM, len(words)) + 1):
                term = tuple(words[start:end])
                if term in self._topics:
                    yield term

    def _vote(self, term: Term) -> NDArray[np.float64]:
        topics = self._topics[term]
        vote = np.array([float(name in topics) for name in self.classes])
        return np.asarray(vote * sqrt(len(term)) / len(topics) ** 1.5)


def _by_term(words: Mapping[str, Sequence[str]]) -> dict[Term, frozenset[str]]:
    found: dict[Term, set[str]] = {}
    for topic, terms in words.items():
        for written in terms:
            term = _term(written)
            if 0 < len(term) <= LONGEST_TERM:
                found.setdefault(term, set()).add(topic)
    return {term: frozenset(topics) for term, topics in found.items()}


def _term(written: str) -> Term:
    return tuple(tokens(plain(written)))
