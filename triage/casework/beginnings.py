"""Where a question can begin in a text (at a line, a sentence, a clause, a label), and the label it begins with."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from triage.casework.request import Span

LABEL = re.compile(
    r"(?P<named>(?:question|request|part|q)\s?\d{1,3})\b[).:]?\s{1,20}"
    r"|\(?(?P<number>\d{1,3}(?:\.\d{1,3})?)[).:]\s{1,20}"
    r"|\(?(?P<letter>[a-z]|[ivx]{1,5})[).:]\s{1,20}",
    re.IGNORECASE,
)
BETWEEN = re.compile(rf"\s{{0,200}}(?:{LABEL.pattern})?", re.IGNORECASE)
STEM_OF_LABEL = re.compile(r"\D{0,12}\d{1,3}(?:\.\d{1,3})?")
BEGINS = re.compile(
    r"\n\s{0,200}(?=\S)|(?<=[.?!;:,])\s{1,20}(?=\S)|\s(?=(?:and|or|plus|also|including)\s)|\s(?=\(\w{1,4}\)\s)",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]{2}")
MOST_OFFERED = 300


def label_at(text: str, start: int, parent: str = "") -> tuple[str, int]:
    """The label that stands at `start` and where the words after it begin; ("", start) where there is none.

    A letter after a numbered question is its sub-part: "b" under "3" or "3a" is "3b".
    """
    found = LABEL.match(text, start)
    if found is None:
        return "", start
    letter = found["letter"]
    if letter is None:
        return found["named"] or found["number"], found.end()
    above = STEM_OF_LABEL.match(parent)
    return (above[0] if above else "") + letter, found.end()


def only_label(between: str) -> bool:
    """Whether there is nothing but white space and at most one label."""
    return bool(BETWEEN.fullmatch(between))


def beginnings(text: str, spans: Sequence[Span]) -> list[tuple[int, str]]:
    """Where a second question could begin inside these spans: (position, the words from there to the next)."""
    places = [at for span in spans for at in _places(text, span)]
    first, last = spans[0].start, spans[-1].end
    known = [at for at in dict.fromkeys(places) if not only_label(text[first:at])][:MOST_OFFERED]
    return [(a, text[a:b].strip()) for a, b in pairwise([*known, last])]


def lines_outside(text: str, taken: Iterable[Span]) -> list[Span]:
    """The lines, or what is left of them, that lie in none of the spans and hold more than a label."""
    edges = [0, *(edge for span in sorted(taken) for edge in (span.start, span.end)), len(text)]
    free = [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
    found = [line for span in free for line in _lines(text, span) if WORD.search(line.of(text))]
    return found[:MOST_OFFERED]


def trimmed(text: str, span: Span) -> Span:
    """A span without white space at its ends; an empty one where there is nothing else."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _places(text: str, span: Span) -> list[int]:
    return [span.start, *(found.end() for found in BEGINS.finditer(text, span.start, span.end))]


def _lines(text: str, span: Span) -> list[Span]:
    found, start = [], span.start
    for line in span.of(text).splitlines(keepends=True):
        found.append(trimmed(text, Span(start, start + len(line))))
        start += len(line)
    return found
