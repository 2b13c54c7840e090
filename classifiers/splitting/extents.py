"""Where list items end: the last of a list before prose goes on, any item before a heading over the next."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby

from classifiers.splitting import asking, forms
from classifiers.splitting.asking import clipped
from classifiers.splitting.lists import NOTES, REPORTS, asks_itself, is_noise
from classifiers.splitting.markers import Marker, markers_of
from classifiers.splitting.outline import Item, outline
from classifiers.splitting.passages import Place, Text, runs_in, sentences_in

LONGEST_HEADING = 60
LONGEST_COLUMN = 12
ENDED = re.compile(r"[.?!;)]$")


def lists_of(text: Text, apart: Sequence[Place]) -> list[list[Item]]:
    """The outermost lists in order, each item with its own words only."""
    lines = [line for line in text.lines if not within(apart, line.start)]
    marks = [mark for mark in markers_of(text, lines) if not within(apart, mark.start)]
    items = outline(text, marks, [limit(text, apart, marks, index) for index in range(len(marks))])
    runs = [list(run) for _, run in groupby(items, key=lambda item: item.run)]
    return [part for run in runs for piece in broken(text, run) for part in closed(text, piece)]


def broken(text: Text, run: list[Item]) -> list[list[Item]]:
    """A run of bullets in pieces, cut where prose that asks or hands over stands between two of them."""
    pieces: list[list[Item]] = [[]]
    for item in run:
        pieces[-1].append(item)
        bullet = item.marker.kind == "bullet" and item.marker.opens and not item.parts
        below = runs_in(text, item.start, item.end)[1:] if bullet and item is not run[-1] else []
        if any(interrupts(text, item, line) for line in below):
            pieces.append([])
    return pieces


def interrupts(text: Text, item: Item, line: Place) -> bool:
    """Whether a line below a bullet, no further in than it, asks for something else or leads into another list."""
    column = line[0] - (text.rfind("\n", 0, line[0]) + 1)
    words = clipped(text[slice(*line)])
    if column > item.marker.indent or asking.is_rider(words):
        return False
    return bool(REPORTS.search(words)) or (asking.framed(words) and asks_itself(words))


def within(places: Sequence[Place], position: int) -> bool:
    """Whether a position lies in one of the places, which are in order."""
    index = bisect_right(places, position, key=lambda place: place[0]) - 1
    return index >= 0 and position < places[index][1]


def limit(text: Text, apart: Sequence[Place], marks: Sequence[Marker], index: int) -> int:
    """Where the words after a mark end at the latest: the next mark, or what is set apart."""
    after = marks[index + 1].start if index + 1 < len(marks) else len(text)
    following = bisect_right(apart, marks[index].end, key=lambda place: place[0])
    return min(after, apart[following][0]) if following < len(apart) else after


def closed(text: Text, run: list[Item]) -> list[list[Item]]:
    """The run with its last item cut to its own words; parts that stand under a new stem become a list of their own."""
    for item in run[:-1]:
        cut_heading(text, item)
    return [run, *cut_last(text, run[-1], habit_of(text, run))]


def habit_of(text: Text, run: Sequence[Item]) -> int:
    """How many lines the earlier items of a list have at least: what the last may be believed to have."""
    return min((max(len(runs_in(text, item.start, item.end)), 1) for item in run[:-1]), default=1)


def cut_last(text: Text, item: Item, habit: int) -> list[list[Item]]:
    """Cut the last item of a list; returns the list set free by it, if any."""
    pieces = pieces_of(text, item)
    kept = kept_of(text, pieces, habit)
    frees = kept < len(pieces) and (not item.parts or not item.marker.opens or new_stem(text, pieces[-1]))
    if not frees:
        close_parts(text, item)
        return []
    item.end = pieces[kept - 1][1]
    freed, item.parts = item.parts, []
    return [freed] if freed else []


def pieces_of(text: Text, item: Item) -> list[Place]:
    """The lines of an item; its sentences where it stands inside a line."""
    if item.marker.opens:
        return runs_in(text, item.start, item.end)
    return [(sentence.start, sentence.end) for sentence in sentences_in(text, item.start, item.end)]


def kept_of(text: Text, pieces: Sequence[Place], habit: int) -> int:
    """How many lines are a last item's own: as many as its siblings have, and what carries on from them."""
    count = min(habit, len(pieces))
    while count < len(pieces) and carries_on(text, pieces, count, habit):
        count += 1
    return count


def carries_on(text: Text, pieces: Sequence[Place], index: int, habit: int) -> bool:
    """A line after a colon, a column under one, or a line that goes on in small letters."""
    before, words = text[slice(*pieces[index - 1])], text[slice(*pieces[index])]
    beside = text[pieces[index - 1][1] : pieces[index][0]].count("\n") < 2
    if before.rstrip("-–~ ").endswith(":"):
        return True
    return beside and (words[0].islower() or (index > habit and is_column(words)))


def is_column(words: str) -> bool:
    """A short line that names one of the things wanted and asks nothing by itself."""
    short = len(words.split()) <= LONGEST_COLUMN and not words.endswith((".", "?", ":"))
    return short and not (is_noise(words) or forms.PRONOUN_FIRST.match(words) or asking.framed(words))


def new_stem(text: Text, last: Place) -> bool:
    """Whether the line before an item's parts begins a list for all items: "For every area above, please state:"."""
    words = clipped(text[slice(*last)])
    hands_over = forms.PLEASE.search(words) and asking.placeholder(words)
    return bool(forms.FOR_EACH.match(words) or NOTES.match(words) or hands_over)


def close_parts(text: Text, item: Item) -> None:
    """Cut the last of an item's parts to its own words."""
    if not item.parts:
        return
    for part in item.parts[:-1]:
        cut_heading(text, part)
    cut_last(text, item.parts[-1], habit_of(text, item.parts))


def cut_heading(text: Text, item: Item) -> None:
    """Cut a heading, or a stem for the next items, that stands after an item's words."""
    last = item
    while last.parts:
        last = last.parts[-1]
    runs = runs_in(text, last.start, last.end)
    while len(runs) > 1 and is_heading(text, runs[-2], runs[-1]):
        runs.pop()
        last.end = runs[-1][1]


def is_heading(text: Text, before: Place, place: Place) -> bool:
    """A short line that asks nothing, or a bare stem, after words that ended or after a blank line."""
    words = text[slice(*place)]
    ended = ENDED.search(text[slice(*before)]) or text[before[1] : place[0]].count("\n") > 1
    if not ended or words[0].islower():
        return False
    if words.endswith(":") and asking.placeholder(clipped(words)):
        return True
    short = len(words) <= LONGEST_HEADING and words[-1] not in ".?!;,)"
    return short and not asks_itself(words) and not forms.RIDER.match(words)
