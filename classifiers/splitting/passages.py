"""Lines and sentences of a request with their places in the untouched text, and what is set apart from it.

All positions are characters of the text, half-open. Nothing is altered, joined or decoded here.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Place = tuple[int, int]


@dataclass(frozen=True)
class Line:
    """A line that is not blank, without the white space around it."""

    start: int
    end: int
    indent: int
    after_blank: bool


@dataclass(frozen=True)
class Sentence:
    """A sentence, or a line that stands for one. `opens` tells whether it begins a line, `paragraph` a paragraph."""

    start: int
    end: int
    opens: bool
    paragraph: bool


# A line as mail and forms end them; the white space on both sides is left outside the group.
LINE = re.compile(r"[^\r\n\u2028\u2029]+")
# Full stop, question or exclamation mark with closing quotes, where a sentence may end.
STOP = re.compile(r"[.?!]+[\"'”’)\]]*")
# What a new sentence may begin with, after white space.
OPENING = re.compile(r"\s+[\"'“‘(\[]*[A-Z0-9£•]")
# A stop with no space after it, as when line breaks were lost: "2000.From", "months?As".
GLUED_OPENING = re.compile(r"[\"'“‘]?[A-Z][a-z']*\b(?!\.[A-Za-z])")
# A new sentence that begins without a capital, after a word long enough to be no abbreviation.
SMALL_OPENING = re.compile(r"\s+[a-z]")
LONG_WORD = re.compile(r"[^\W\d_]{4,}$")
# Two words grown together where a line break was lost: "12 monthsAs well".
GROWN_TOGETHER = re.compile(r"(?<![^\s(])[a-z]{3,}(?=[A-Z][a-z]*\s)|(?<=\s\d\d\d\d)(?=[A-Z][a-z]+\s)")
# A word that may stand before a full stop without ending the sentence.
ABBREVIATION = re.compile(
    r"(?:^|[\s(\[\"'“‘])(?:e\.?g|i\.?e|etc|ect|no|nos|mr|mrs|ms|dr|st|rd|vs|v|approx|incl|inc|ltd|ref|dept|para|sec|s|ss|"
    r"q|cllr|prof|rev|p|pp|tel|fig|[a-z])$",
    re.I,
)
# The tail of a line that is not the end of what is being said.
OPEN_TAIL = re.compile(
    r"(?:[,(/&–-]|\b(?:and|or|of|the|to|a|an|in|for|by|with|on|at|from|that|which|are|is|your|their))$", re.I
)
# How a list item begins: "1.", "a)", "iv.".
ITEM_HEAD = re.compile(r"\(?\w{1,3}[.):]|\d{1,2} ")
# The address of a page, in which dots end nothing.
URL = re.compile(r"(?:https?://|www\.)\S+")


def lines_of(text: str) -> list[Line]:
    """The lines that are not blank. Linear in the length of the text."""
    lines: list[Line] = []
    before = 0
    for found in LINE.finditer(text):
        words = found.group()
        bare = words.strip()
        if not bare:
            continue
        start = found.start() + len(words) - len(words.lstrip())
        gap = text[before:start]
        lines.append(Line(start, start + len(bare), start - found.start(), breaks_in(gap) > 1))
        before = start + len(bare)
    return lines


def breaks_in(gap: str) -> int:
    """How many line ends a stretch of white space holds; CRLF is one."""
    return gap.count("\n") + gap.count("\u2028") + gap.count("\u2029") * 2 + gap.replace("\r\n", "").count("\r")


def continues(text: str, line: Line, following: Line) -> bool:
    """Whether `following` goes on with the sentence of `line`: a hard wrap, not a new line of the requester's."""
    head, tail = text[following.start : following.start + 4], text[max(line.start, line.end - 12) : line.end]
    if tail[-1] in ".?!:;" or not (head[0].isalnum() or head[0] in "(\"“‘'£"):
        return False
    if following.after_blank:
        return head[0].islower() and bool(OPEN_TAIL.search(tail))
    width = line.end - line.start
    if width < 40 or ITEM_HEAD.match(head):
        return False
    return head[0].islower() or bool(OPEN_TAIL.search(tail)) or 62 <= width <= 100


def runs_of(text: str, lines: list[Line]) -> Iterator[tuple[int, int, bool]]:
    """Lines joined over hard wraps: (start, end, whether a blank line stands before)."""
    start, last = 0, None
    opened = False
    for line in lines:
        if last is not None and continues(text, last, line):
            last = line
            continue
        if last is not None:
            yield start, last.end, opened
        start, opened, last = line.start, line.after_blank, line
    if last is not None:
        yield start, last.end, opened


def sentences_of(text: str, start: int, end: int) -> list[Sentence]:
    """The sentences of text[start:end], each within its line or hard-wrapped lines."""
    inside = [
        Line(start + line.start, start + line.end, line.indent, line.after_blank) for line in lines_of(text[start:end])
    ]
    found: list[Sentence] = []
    for begins, ends, paragraph in runs_of(text, inside):
        places = list(pieces(text, begins, ends))
        found += [Sentence(a, b, i == 0, i == 0 and paragraph) for i, (a, b) in enumerate(places)]
    return found


def pieces(text: str, start: int, end: int) -> Iterator[Place]:
    """Cut one run of words at its sentence ends."""
    addresses = [found.span() for found in URL.finditer(text, start, end)]
    position = start
    stops = sorted(m.span() for p in (STOP, GROWN_TOGETHER) for m in p.finditer(text, start, end))
    for stop, after in stops:
        while addresses and addresses[0][1] <= stop:
            addresses.pop(0)
        if addresses and addresses[0][0] <= stop < addresses[0][1] - 1:
            continue
        if position <= stop and after < end and ends_sentence(text, position, stop, after, end):
            yield stripped(text, position, after)
            position = after
    if text[position:end].strip():
        yield stripped(text, position, end)


def ends_sentence(text: str, start: int, stop: int, after: int, end: int) -> bool:
    """Whether the stop at text[stop:after] ends the sentence that began at `start`."""
    if text[stop].isalnum():
        return True
    if SMALL_OPENING.match(text, after, end):
        return text[stop] == "." and bool(LONG_WORD.search(text[max(start, stop - 8) : stop])) and stop - start > 30
    if OPENING.match(text, after, end):
        return text[stop] != "." or not ABBREVIATION.search(text[max(start, stop - 8) : stop])
    before = text[stop - 1] if stop > start else " "
    glued = before.islower() or before.isdigit() or before in ")]'\"”’"
    return (
        glued
        and text[stop:after] in (".", "?", "!", ".”", "?”", ".)", "?)")
        and bool(GLUED_OPENING.match(text, after, end))
    )


def stripped(text: str, start: int, end: int) -> Place:
    """The place without white space on either side; empty at `start` if nothing is left."""
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    return (start + left, start + left + len(words.strip())) if words.strip() else (start, start)


def outside(places: Sequence[Place], start: int, end: int) -> list[Place]:
    """The stretches of text[start:end] that lie in none of the places, which are in order."""
    stretches: list[Place] = []
    index = max(bisect_right(places, start, key=lambda place: place[0]) - 1, 0)
    while index < len(places) and places[index][0] < end:
        stretches.append((start, places[index][0]))
        start = max(start, places[index][1])
        index += 1
    return [(a, b) for a, b in [*stretches, (start, end)] if a < b]
