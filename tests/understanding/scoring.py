"""Marked-up requests, and how well an understanding fits them. Written from the definition of a question alone."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
MARK = re.compile(r"«([^»]*)»")
WORD = re.compile(r"\w+")
ALIKE = 0.6  # two runs of words are the same question when their shared words make this F1
Pair = tuple[int, int]


@dataclass
class Expected:
    """A question as the officer marked it. `on` holds positions with whether a slip; `perhaps` is arguable."""

    label: str
    topics: frozenset[str]
    start: int
    end: int = 0
    stem: str = ""
    links: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Request:
    id: str
    layout: str
    subject: str
    text: str
    questions: list[Expected]

    def words(self, question: Expected) -> str:
        """The question's own words, as they stand in the text."""
        return self.text[question.start : question.end]


def requests() -> list[Request]:
    """All marked-up requests."""
    table = tomllib.loads((HERE / "requests.toml").read_text(encoding="utf-8"))
    return [read(row) for row in table["request"]]


def read(row: dict[str, str]) -> Request:
    """Take the marks out of a text and keep where they stood."""
    text, questions, stem_from, stem, at = "", [], None, "", 0
    for mark in MARK.finditer(row["text"]):
        text, at = text + row["text"][at : mark.start()], mark.end()
        if mark[1] == "/" and stem_from is not None:
            stem, stem_from = text[stem_from:], None
        elif mark[1] == "/":
            questions[-1].end = len(text)
        elif mark[1] == "stem":
            stem_from = len(text)
        else:
            questions.append(question_of(mark[1], len(text), stem))
    return Request(row["id"], row["layout"], row["subject"], text + row["text"][at:], questions)


def question_of(mark: str, start: int, stem: str) -> Expected:
    label, topics, *links = [piece.strip() for piece in mark.split("|")]
    slugs = frozenset(slug.strip() for slug in topics.split(","))
    own_stem = stem if "stem" in links else ""
    return Expected(label, slugs, start, stem=own_stem, links=[link for link in links if link != "stem"])


def plain(label: str) -> str:
    """A label without its trimmings: "Question 3:", "Q3." and "(3)" are all 3."""
    bare = re.sub(r"^\s*(question|request|q)\b\s*|^\s*q(?=\d)", "", label.lower())
    return re.sub(r"[^a-z0-9]", "", bare)


def word_starts(text: str, spans: Sequence[Pair]) -> set[int]:
    """Where the words inside the spans begin."""
    return {match.start() for match in WORD.finditer(text) for start, end in spans if start <= match.start() < end}


def likeness(one: set[int], other: set[int]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def matched(text: str, expected: Sequence[Expected], found: Sequence[Sequence[Pair]]) -> dict[int, int]:
    """Expected position → found position, one to one, the most alike first; at least ALIKE."""
    wanted = [word_starts(text, [(question.start, question.end)]) for question in expected]
    got = [word_starts(text, spans) for spans in found]
    by_likeness = sorted(
        ((likeness(a, b), -i, -j) for i, a in enumerate(wanted) for j, b in enumerate(got)), reverse=True
    )
    pairs: dict[int, int] = {}
    for value, i, j in by_likeness:
        if value >= ALIKE and -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return pairs


def links_of(request: Request, kind: str) -> set[Pair]:
    """The marked links of a kind ("on", "slip", "perhaps") as (question, the one it needs)."""
    links = ((i, link.split()) for i, question in enumerate(request.questions) for link in question.links)
    return {(i, place(request, i, link[1])) for i, link in links if link[0] == kind}


def place(request: Request, before: int, name: str) -> int:
    """The position that a marked link names: "#2" is the second question, else the nearest such label before it."""
    if name.startswith("#"):
        return int(name[1:]) - 1
    return max(i for i, question in enumerate(request.questions[:before]) if question.label == name)


def shorten(text: str, length: int = 70) -> str:
    even = " ".join(text.split())
    return even if len(even) <= length else even[: length - 1] + "…"


def messages() -> list[dict[str, Any]]:
    """All short messages: kind (each accepted one), subject, domain, text."""
    rows: list[dict[str, Any]] = tomllib.loads((HERE / "messages.toml").read_text(encoding="utf-8"))["message"]
    return rows


def misses(lines: Sequence[str], figures: str) -> str:
    """What an assertion says when a floor is not reached: the figures, then a line for each miss."""
    return "\n".join([figures, *lines])
