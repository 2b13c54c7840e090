"""Whether each atom of a request begins a question, goes on with one, or does neither: learned from marked requests.

Trees see form and place; the words go through a linear machine, whose verdict the trees see too. What the rules of this
folder made of an atom is no trait: the judge is a second opinion. Learned once in a process, from the examples beside
this file.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.utils.validation import check_is_fitted

from classifiers.splitting.apart import set_apart
from classifiers.splitting.atoms import Atom, atoms_of
from classifiers.splitting.passages import Place, Text
from classifiers.splitting.traits import Seen, traits_of

Array = NDArray[np.float64]
EXAMPLES = Path(__file__).parent / "examples"
BEGINS, GOES_ON, OTHER = "B", "I", "O"
FOLDS = 5
FEWEST = 8  # atoms that must show a trait before trees look at it
MARK = re.compile("[«»]")
Marked = tuple[str, list[list[Place]]]  # a request, and for each question its places in it


class AskJudge(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Judges atoms by their traits. `trees` is how many trees vote."""

    def __init__(self, trees: int = 200) -> None:
        self.trees = trees

    def fit(self, seen: Sequence[Seen], tags: Sequence[str], requests: Sequence[int]) -> Self:
        """Learn from atoms, the tag of each, and the request each stands in: no words are judged by themselves."""
        said, form = [one.words for one in seen], [one.form for one in seen]
        self._said, self._form = DictVectorizer(), DictVectorizer()
        words, forms = self._said.fit_transform(said), self._form.fit_transform(form)
        self._kept = np.asarray((forms != 0).sum(axis=0)).ravel() >= FEWEST
        self._words = LogisticRegression(tol=0.01)
        verdicts = cross_val_predict(
            self._words, words, tags, groups=requests, cv=GroupKFold(FOLDS), method="predict_proba"
        )
        self._words.fit(words, tags)
        self._trees = ExtraTreesClassifier(self.trees, min_samples_leaf=2, max_features=0.15, random_state=0)
        self._trees.fit(np.hstack([forms[:, self._kept].toarray(), verdicts]), list(tags))
        self.classes_ = self._trees.classes_
        return self

    def predict_proba(self, seen: Sequence[Seen]) -> Array:
        """Probabilities, one row an atom and one column a tag of `classes_`."""
        check_is_fitted(self, "classes_")
        verdicts = self._words.predict_proba(self._said.transform([one.words for one in seen]))
        forms = self._form.transform([one.form for one in seen])[:, self._kept].toarray()
        return np.asarray(self._trees.predict_proba(np.hstack([forms, verdicts])))


def tags_of(atoms: Sequence[Atom], questions: Sequence[Sequence[Place]]) -> list[tuple[str, int]]:
    """For each atom its tag and the question (0-based, -1 for none) that holds the most of it, at least half."""
    tags: list[tuple[str, int]] = []
    begun: set[int] = set()
    for atom in atoms:
        shared = [sum(max(0, min(atom.end, b) - max(atom.start, a)) for a, b in spans) for spans in questions]
        most = max(range(len(shared)), key=lambda n: shared[n], default=-1)
        if most < 0 or shared[most] * 2 < atom.end - atom.start:
            tags.append((OTHER, -1))
        else:
            tags.append((GOES_ON if most in begun else BEGINS, most))
            begun.add(most)
    return tags


@lru_cache(maxsize=1)
def trained() -> AskJudge:
    """The judge that has learned from the examples, made once in a process."""
    return learned(examples())


def learned(requests: Sequence[Marked]) -> AskJudge:
    """A judge that has learned from requests and the places of their questions."""
    seen: list[Seen] = []
    tags: list[str] = []
    numbers: list[int] = []
    for number, (raw, questions) in enumerate(requests):
        text = Text(raw)
        atoms = atoms_of(text, set_apart(text))
        seen += traits_of(text, atoms)
        tags += [tag for tag, _ in tags_of(atoms, questions)]
        numbers += [number] * len(atoms)
    return AskJudge().fit(seen, tags, numbers)


def examples() -> list[Marked]:
    """The marked requests beside this file."""
    files = sorted(EXAMPLES.glob("*.toml"))
    return [unmarked(row) for file in files for row in tomllib.loads(file.read_text(encoding="utf-8"))["requests"]]


def unmarked(request: str) -> Marked:
    """A request without its marks, and the places that stood between « and »."""
    text, at = "", 0
    questions: list[list[Place]] = []
    for mark in MARK.finditer(request):
        text, at = text + request[at : mark.start()], mark.end()
        if mark[0] == "«":
            questions.append([(len(text), len(text))])
        else:
            questions[-1] = [(questions[-1][0][0], len(text))]
    return text + request[at:], questions
