"""The classifiers, wired into one callable that turns a text into an Understanding.

This module alone imports `classifiers`, and only inside functions: importing scikit-learn costs seconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from triage.casework.citations import pointers
from triage.casework.regime import OWN_DATA, regime_for
from triage.casework.request import Dependency, Kind, Part, Question, Ranked, Repeat, Span, Understanding, words_of
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

        judged = kind_of(text, subject, sender_domain)
        parts = tuple(Part(Kind(part.kind), Span(part.start, part.end), part.why) for part in judged.parts)
        split = self.splitter.split(text)
        return Understanding(
            kind=Kind(judged.kind),
            kind_why=judged.why,
            parts=parts,
            questions=self._questions(text, subject, split, parts),
            scope=spans(split.scope),
            apart=spans(split.apart),
            left_out=spans(sorted([*split.left_out, *split.joined])),
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

    def _questions(self, text: str, subject: str, split: Any, parts: Sequence[Part]) -> tuple[Question, ...]:
        from classifiers import repeats
        from classifiers.dependencies import find
        from classifiers.regime import regimes_of

        own = [words_of(spans(question.spans), text) for question in split.questions[:MOST_ROUTED]]
        links, request = find(text, split), without(text, split.apart)[:LONGEST_CONTEXT]
        stemmed = [words_of(spans([*question.stem, *question.spans]), text) for question in split.questions]
        matters = regimes_of(stemmed, subject, request)
        found = [
            self._question(text, subject, request, question, _near(own, n), links[n], n < MOST_ROUTED, *matter)
            for n, question in enumerate(split.questions)
            for matter in [_own_part(question, parts) or matters[n]]
        ]
        again = repeats.find([f"{question.stem_text(text)} {question.own_text(text)}" for question in found])
        return tuple(
            replace(question, repeats=Repeat(same.of, same.likeness) if same else None)
            for question, same in zip(found, again, strict=True)
        )

    def _question(
        self,
        text: str,
        subject: str,
        request: str,
        found: Any,
        siblings: Sequence[str],
        links: Any,
        routed: bool,
        matter: str,
        regime_why: str,
    ) -> Question:
        words, stem = words_of(spans(found.spans), text), words_of(spans(found.stem), text)
        ranked = self.router.rank(words, stem, siblings, subject, request)[:TOPICS_KEPT] if routed else []
        return Question(
            label=found.label,
            spans=spans(found.spans),
            stem=spans(found.stem),
            depends_on=tuple(Dependency(link.on, link.confidence, link.written, link.slip) for link in links),
            regime=regime_for(matter, self.nation),
            regime_why=regime_why,
            topics=tuple(Ranked(slug, float(probability)) for slug, probability in ranked),
            why=tuple(self.router.why(words, ranked[0][0], f"{stem}\n{subject}\n{request}")) if ranked else (),
        )


def _own_part(found: Any, parts: Sequence[Part]) -> tuple[str, str] | None:
    """The matter and the reason of a question that lies in a part of the message about the sender's own data."""
    start, end = found.spans[0][0], found.spans[-1][1]
    part = next((one for one in parts if one.span.start < end and start < one.span.end), None)
    return (OWN_DATA, part.why) if part and part.kind is Kind.OWN_DATA else None


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
