"""The classifiers, wired into one callable that turns a text into an Understanding.

This module alone imports `classifiers`, and only inside functions: importing scikit-learn costs seconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from triage.casework.citations import pointers
from triage.casework.request import Dependency, Kind, Question, Ranked, Regime, Repeat, Span, Understanding, words_of
from triage.settings import Settings

TOPICS_KEPT = 5
MOST_SIBLINGS = 20  # questions around one that it is read against; all of a long list would cost its square
MOST_ROUTED = 200  # questions of a text for which a team is proposed; beyond that a person chooses
LONGEST_CONTEXT = 20_000  # characters of the request that each question is read against


@dataclass
class Reader:
    """Understands texts of one authority; the models are made at the first text. An `Understand`."""

    topics_file: Path
    own_names: tuple[str, ...] = ()
    nation: str = "england"

    def __call__(self, text: str, subject: str = "", sender_domain: str = "") -> Understanding:
        from classifiers.kind import kind_of

        kind, why = kind_of(text, subject, sender_domain)
        split = self.splitter.split(text)
        return Understanding(
            kind=Kind(kind),
            kind_why=why,
            questions=self._questions(text, subject, split),
            scope=spans(split.scope),
            apart=spans(split.apart),
            left_out=spans(split.left_out),
            pointers=pointers(without(text, split.apart), self.nation),
        )

    @cached_property
    def splitter(self) -> Any:
        from classifiers.splitter import QuestionSplitter

        return QuestionSplitter()

    @cached_property
    def router(self) -> Any:
        from classifiers.router import load_topics, trained

        return trained(load_topics(self.topics_file), own_names=self.own_names)

    def _questions(self, text: str, subject: str, split: Any) -> tuple[Question, ...]:
        from classifiers import repeats
        from classifiers.dependencies import find

        own = [words_of(spans(question.spans), text) for question in split.questions[:MOST_ROUTED]]
        links, request = find(text, split), without(text, split.apart)[:LONGEST_CONTEXT]
        found = [
            self._question(text, subject, request, question, _near(own, n), links[n], n < MOST_ROUTED)
            for n, question in enumerate(split.questions)
        ]
        again = repeats.find([f"{question.stem_text(text)} {question.own_text(text)}" for question in found])
        return tuple(
            replace(question, repeats=Repeat(same.of, same.likeness) if same else None)
            for question, same in zip(found, again, strict=True)
        )

    def _question(
        self, text: str, subject: str, request: str, found: Any, siblings: Sequence[str], links: Any, routed: bool
    ) -> Question:
        from classifiers.regime import regime_of

        words, stem = words_of(spans(found.spans), text), words_of(spans(found.stem), text)
        ranked = self.router.rank(words, stem, siblings, subject, request)[:TOPICS_KEPT] if routed else []
        regime, regime_why = regime_of(f"{stem} {words}", subject)
        return Question(
            label=found.label,
            spans=spans(found.spans),
            stem=spans(found.stem),
            depends_on=tuple(Dependency(link.on, link.confidence, link.written, link.slip) for link in links),
            regime=Regime(regime),
            regime_why=regime_why,
            topics=tuple(Ranked(slug, float(probability)) for slug, probability in ranked),
            why=tuple(self.router.why(words, ranked[0][0], f"{stem}\n{subject}\n{request}")) if ranked else (),
        )


def _near(questions: Sequence[str], n: int) -> list[str]:
    """The questions before and after the nth: the whole of a long list would cost its square."""
    first = max(0, n - MOST_SIBLINGS // 2)
    return [*questions[first:n], *questions[n + 1 : n + 1 + MOST_SIBLINGS // 2]]


def without(text: str, apart: Sequence[tuple[int, int]]) -> str:
    """The text with what was set apart blanked, so that no signature reaches a classifier (promise 7)."""
    for start, end in apart:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def spans(pairs: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)


def topics_file(settings: Settings, profile: str = "") -> Path:
    """config/topics/<profile>.toml of the authority's own folder, else the bundled one.

    Raises FileNotFoundError with the profiles there are.
    """
    from triage.settings import bundled

    name = f"{profile or settings.authority.profile}.toml"
    folders = [settings.config_folder / "topics", bundled("config") / "topics"]
    found = next((folder / name for folder in folders if (folder / name).is_file()), None)
    if found is None:
        there = sorted({path.stem for folder in folders for path in folder.glob("*.toml")})
        raise FileNotFoundError(f"there are no topics for the profile {name[:-5]!r}; there are {', '.join(there)}")
    return found


def reader(settings: Settings, profile: str = "") -> Reader:
    authority = settings.authority
    names = tuple(name for name in (authority.name, authority.short_name) if name)
    return Reader(topics_file(settings, profile), names, authority.nation)
