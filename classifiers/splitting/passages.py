"""Lines and sentences of a request with their places in the untouched text, and what is set apart from it.

All positions are characters of the text, half-open. Nothing is altered, joined or decoded here.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple, TypeVar

Place = tuple[int, int]
# Widths at which mail programs break lines.
SHORTEST_WRAP, LONGEST_WRAP = 40, 100


class Line(NamedTuple):
    """A line that is not blank, without the white space around it."""

    start: int
    end: int
    indent: int
    after_blank: bool


class Run(NamedTuple):
    """Lines joined over hard wraps. `paragraph` tells whether a blank line stands before."""

    start: int
    end: int
    paragraph: bool


class Sentence(NamedTuple):
    """A sentence, or a line that stands for one. `opens` tells whether it begins a line, `paragraph` a paragraph."""

    start: int
    end: int
    opens: bool
    paragraph: bool


# A line as mail and forms end them; the white space on both sides is left outside the group.
LINE = re.compile(r"[^\r\n\u2028\u2029]+")
# Full stop, question or exclamation mark with closing quotes, where a sentence may end; or two words grown together
# where a line break was lost: "12 monthsAs well".
STOP = re.compile(r"[.?!]+[\"'”’)\]]*|(?<![^\s(])[a-z]{3,}(?=[A-Z][a-z]*\s)|(?<=\s\d\d\d\d)(?=[A-Z][a-z]+\s)")
# What a new sentence may begin with, after white space.
OPENING = re.compile(r"\s+[\"'“‘(\[]*[A-Z0-9£•]")
# A stop with no space after it, as when line breaks were lost: "2000.From", "months?As".
GLUED_OPENING = re.compile(r"[\"'“‘]?[A-Z][a-z']*\b(?!\.[A-Za-z])")
# A new sentence that begins without a capital, after a word long enough to be no abbreviation.
SMALL_OPENING = re.compile(r"\s+[a-z]")
SMALL_ASK = re.compile(
    r"\s+(?:also|how|what|who|when|where|why|please|can you|could you|i would|i want|do you|did|"
    r"does)\b"
)
LONG_WORD = re.compile(r"[^\W\d_]{4,}$")
# A word that may stand before a full stop without ending the sentence.
ABBREVIATION = re.compile(
    r"(?:^|[\s(\[\"'“‘])(?:e\.?g|i\.?e|etc|ect|no|nos|mr|mrs|ms|dr|st|rd|vs|v|approx|incl|inc|ltd|ref|dept|para|sec|"
    r"s|ss|"
    r"q|cllr|prof|rev|p|pp|tel|fig|[a-z])$",
    re.I,
)
# The tail of a line that is not the end of what is being said.
OPEN_TAIL = re.compile(
    r"(?:[,(/&–-]|\b(?:and|or|of|the|to|a|an|in|for|by|with|on|at|from|that|which|are|is|your|their))$", re.I
)
# A line that breaks off before a date, and the date.
DATED_TAIL = re.compile(r"\b(?:on|from|to|since|until|by|between|and|of|before|after)$", re.I)
DATE = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\d{1,2}/\d{1,2}/\d\d", re.I
)
# A number in the middle of a sentence, and the tail of the line before it.
WRAPPED_NUMBER = re.compile(r"\(?\d{1,2}[.):] (?:and|or|to|of|above|was|were|is|as|in|has|have)\b")
BROKEN_TAIL = re.compile(
    r"\b(?:of|the|to|a|an|in|for|by|at|from|that|which|your|their|between|question|questions)$", re.I
)
# How a list item begins: "1.", "a)", "iv.".
ITEM_HEAD = re.compile(r"\(?\w{1,3}[.):]|\d{1,2} ")
# The address of a page, in which dots end nothing.
URL = re.compile(r"(?:https?://|www\.)\S+")


class Text(str):
    """A request's text that knows its lines and sentences; they are found once, in time linear in its length."""

    @cached_property
    def lines(self) -> list[Line]:
        """The lines that are not blank."""
        lines: list[Line] = []
        before = 0
        for found in LINE.finditer(self):
            words = found[0]
            bare = words.strip()
            if bare:
                indent = len(words) - len(words.lstrip())
                start = found.start() + indent
                gap = start - before > 1 and breaks_in(self[before:start]) > 1
                before = start + len(bare)
                lines.append(Line(start, before, indent, gap))
        return lines

    @cached_property
    def wrap(self) -> int:
        """The longest line that a program broke, as its sentence goes on in small letters; 0 if there is none."""
        broken = (a.end - a.start for a, b in pairwise(self.lines) if not b.after_blank and self[b.start].islower())
        return max((width for width in broken if SHORTEST_WRAP <= width <= LONGEST_WRAP), default=0)

    @cached_property
    def runs(self) -> list[Run]:
        """The lines, joined where one goes on with the sentence of the one before."""
        runs: list[Run] = []
        last = None
        for line in self.lines:
            if last is not None and continues(self, last, line):
                runs[-1] = runs[-1]._replace(end=line.end)
            else:
                runs.append(Run(line.start, line.end, line.after_blank))
            last = line
        return runs

    @cached_property
    def sentences(self) -> list[Sentence]:
        """All sentences, each within its run."""
        found: list[Sentence] = []
        for start, end, paragraph in self.runs:
            opens = True
            for a, b in pieces(self, start, end):
                found.append(Sentence(a, b, opens, opens and paragraph))
                opens = False
        return found

    @cached_property
    def has_addresses(self) -> bool:
        return "://" in self or "www." in self


def runs_in(text: Text, start: int, end: int) -> list[Place]:
    """The runs of text[start:end], cut to it."""
    return [place for place, _ in cut_to(text, text.runs, start, end)]


def sentences_in(text: Text, start: int, end: int) -> list[Sentence]:
    """The sentences of text[start:end], cut to it; the first always counts as one that begins a line."""
    return [
        whole
        if n and (whole.start, whole.end) == place
        else Sentence(*place, not n or (whole.opens and whole.start >= start), whole.paragraph and whole.start >= start)
        for n, (place, whole) in enumerate(cut_to(text, text.sentences, start, end))
    ]


Piece = TypeVar("Piece", Run, Sentence)


def cut_to(text: Text, pieces: Sequence[Piece], start: int, end: int) -> list[tuple[Place, Piece]]:
    """The pieces that lie in text[start:end], each as the stretch of it inside, with the whole; none is blank."""
    first = max(bisect_right(pieces, start, key=itemgetter(0)) - 1, 0)
    found: list[tuple[Place, Piece]] = []
    for index in range(first, len(pieces)):
        piece = pieces[index]
        if piece[0] >= end:
            break
        place = piece[0], piece[1]
        if piece[0] < start or piece[1] > end:
            place = stripped(text, max(piece[0], start), max(min(piece[1], end), start))
        if place[0] < place[1]:
            found.append((place, piece))
    return found


def breaks_in(gap: str) -> int:
    """How many line ends a stretch of white space holds; CRLF is one."""
    return gap.count("\n") + gap.count("\u2028") + gap.count("\u2029") * 2 + gap.replace("\r\n", "").count("\r")


def continues(text: Text, line: Line, following: Line) -> bool:
    """Whether `following` goes on with the sentence of `line`: a hard wrap, not a new line of the requester's."""
    head, last = text[following.start], text[line.end - 1]
    if last in ".?!:;" or not (head.isalnum() or head in "(\"“‘'£"):
        return False
    width = line.end - line.start
    if (
        head.isdigit()
        and not following.after_blank
        and DATED_TAIL.search(text[max(line.start, line.end - 8) : line.end])
    ):
        return bool(DATE.match(text, following.start, following.start + 20))
    if following.after_blank:
        return head.islower() and bool(OPEN_TAIL.search(text[max(line.start, line.end - 12) : line.end]))
    if wrapped_number(text, line, following):
        return True
    if width < SHORTEST_WRAP or ITEM_HEAD.match(text, following.start, following.start + 4):
        return False
    if head.islower() or OPEN_TAIL.search(text[max(line.start, line.end - 12) : line.end]):
        return True
    return width + 1 + first_word(text, following) > text.wrap > 0 and width <= text.wrap


def wrapped_number(text: str, line: Line, following: Line) -> bool:
    """Whether a number begins a line only because the sentence was broken there: "to the answers to\\n2. and 3."."""
    if following.after_blank or not WRAPPED_NUMBER.match(text, following.start, following.end):
        return False
    return bool(BROKEN_TAIL.search(text[max(line.start, line.end - 12) : line.end]))


def first_word(text: str, line: Line) -> int:
    """The length of a line's first word: what did not fit on the line before."""
    space = text.find(" ", line.start, line.end)
    return (space if space > 0 else line.end) - line.start


def pieces(text: Text, start: int, end: int) -> Iterator[Place]:
    """Cut one run of words at its sentence ends."""
    addresses = [found.span() for found in URL.finditer(text, start, end)] if text.has_addresses else []
    addresses.reverse()
    position = start
    for found in STOP.finditer(text, start, end):
        stop, after = found.span()
        while addresses and addresses[-1][1] <= stop:
            addresses.pop()
        if addresses and addresses[-1][0] <= stop < addresses[-1][1] - 1:
            continue
        if after < end and ends_sentence(text, position, stop, after, end):
            yield stripped(text, position, after)
            position = after
    if text[position:end].strip():
        yield stripped(text, position, end)


def ends_sentence(text: str, start: int, stop: int, after: int, end: int) -> bool:
    """Whether the stop at text[stop:after] ends the sentence that began at `start`."""
    if text[stop].isalnum():
        return True
    if SMALL_OPENING.match(text, after, end):
        if SMALL_ASK.match(text, after, end) and not ABBREVIATION.search(text[max(start, stop - 8) : stop]):
            return text[stop : stop + 2] != ".."
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
    if start < end and not text[start].isspace() and not text[end - 1].isspace():
        return start, end
    words = text[start:end].lstrip()
    left = min(end, len(text)) - len(words)
    return (left, left + len(words.rstrip())) if words else (start, start)


def outside(places: Sequence[Place], start: int, end: int) -> list[Place]:
    """The stretches of text[start:end] that lie in none of the places, which are in order."""
    stretches: list[Place] = []
    index = max(bisect_right(places, start, key=lambda place: place[0]) - 1, 0)
    while index < len(places) and places[index][0] < end:
        stretches.append((start, places[index][0]))
        start = max(start, places[index][1])
        index += 1
    return [(a, b) for a, b in [*stretches, (start, end)] if a < b]
