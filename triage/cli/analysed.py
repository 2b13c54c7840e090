"""What `triage analyse` prints of an understanding: as JSON for programs, as an outline for people."""

from collections.abc import Iterator, Sequence
from typing import Any

from triage.casework.request import LAWS, Dependency, Question, Span, Understanding
from triage.casework.routing import Decision, decide
from triage.settings import Settings

SURE_LINK = 0.6


def as_json(understood: Understanding, text: str, settings: Settings) -> dict[str, Any]:
    """The understanding as `--jsonl` prints it; every span is [start, end] in characters of `text`."""
    names = names_of(understood.questions)
    parts = [{"kind": part.kind, **_place(part.span, text), "why": part.why} for part in understood.parts]
    return {
        "kind": understood.kind,
        "kind_why": understood.kind_why,
        "questions": [_question_json(question, text, names, settings) for question in understood.questions],
        "parts": parts,
        "left_out": [_place(span, text) for span in understood.left_out],
        "scope": [_place(span, text) for span in understood.scope],
        "apart": [_place(span, text) for span in understood.apart],
        "pointers": [{**_place(pointer.span, text), "said": pointer.said} for pointer in understood.pointers],
    }


def as_text(understood: Understanding, text: str, settings: Settings) -> Iterator[str]:
    """The same for a person, line by line: what it is, the outline of its questions, and what to look at twice."""
    questions, names = understood.questions, names_of(understood.questions)
    yield f"{understood.kind}: {understood.kind_why}"
    for part in understood.parts:
        yield f"  a part is {part.kind}: {part.why}"
    yield f"{len(questions)} question{'s' * (len(questions) != 1)}"
    for question, name in zip(questions, names, strict=True):
        yield ""
        yield from _outline(question, name, names, text, settings)
    for title, spans in (
        ("possible ask left out", understood.left_out),
        ("holds for all", understood.scope),
        ("set apart", understood.apart),
    ):
        yield from _listed(title, spans, text)
    for pointer in understood.pointers:
        yield f"\nlook twice: “{_one_line(pointer.span.of(text))}”: {pointer.said}"


def names_of(questions: Sequence[Question]) -> list[str]:
    """What each question is called: the requester's label, or "#n" for the nth where it has none."""
    return [question.label or f"#{n}" for n, question in enumerate(questions, 1)]


def _outline(question: Question, name: str, names: list[str], text: str, settings: Settings) -> Iterator[str]:
    topic = question.topics[0] if question.topics else None
    sure = f"{topic.topic} {topic.probability:.0%}" if topic else "no topic"
    team = _decision(question, settings).team or "a person must choose"
    yield f"{name}  {_one_line(question.own_text(text))}"
    if question.stem:
        yield f"    after: {_one_line(question.stem_text(text))}"
    yield f"    {team} ({sure}{': ' if question.why else ''}{', '.join(question.why)})"
    yield f"    {LAWS[question.regime]}: {question.regime_why}"
    for link in question.depends_on:
        written = f", written “{link.written}”" if link.written else ""
        yield f"    depends on {names[link.on]}{written}{_doubt(link)}"
    if question.repeats:
        yield f"    same ask as {names[question.repeats.of]}? ({question.repeats.likeness:.0%} alike)"


def _doubt(link: Dependency) -> str:
    if link.slip:
        return " (a slip? nobody can tell which question is meant)" if link.unclear else " (a likely slip)"
    return "" if link.confidence >= SURE_LINK else " (perhaps)"


def _listed(title: str, spans: Sequence[Span], text: str) -> Iterator[str]:
    for number, span in enumerate(spans):
        yield f"{'' if number else chr(10)}{title}: {_one_line(span.of(text))}"


def _question_json(question: Question, text: str, names: list[str], settings: Settings) -> dict[str, Any]:
    repeats = question.repeats
    return {
        "label": question.label,
        "text": question.own_text(text),
        "spans": _pairs(question.spans),
        "stem": question.stem_text(text),
        "stem_spans": _pairs(question.stem),
        "depends_on": [names[link.on] for link in question.depends_on],
        "links": [
            {"on": names[link.on], "confidence": link.confidence, "written": link.written, "slip": link.slip}
            for link in question.depends_on
        ],
        "slips": [
            {"written": link.written, "read_as": None if link.unclear else names[link.on]}
            for link in question.depends_on
            if link.slip
        ],
        "repeats": {"of": names[repeats.of], "likeness": round(repeats.likeness, 2)} if repeats else None,
        "regime": question.regime,
        "regime_why": question.regime_why,
        "topics": [ranked.topic for ranked in question.topics],
        "confidence": round(question.topics[0].probability, 4) if question.topics else 0.0,
        "team": _decision(question, settings).team or None,
        "why": list(question.why),
    }


def _decision(question: Question, settings: Settings) -> Decision:
    return decide(question.topics, [(team.slug, team.topics) for team in settings.teams], settings.reading.sure_enough)


def _place(span: Span, text: str) -> dict[str, Any]:
    return {"text": span.of(text), "spans": _pairs([span])}


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _one_line(words: str) -> str:
    return " ".join(words.split())
