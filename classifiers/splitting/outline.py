"""The list structure of a request: items with words and sub-items, by sequence, style and place of their marks."""

import re
from dataclasses import dataclass, field
from typing import Any

from classifiers.splitting.markers import Marker
from classifiers.splitting.passages import Place

# How far before a mark it is looked for what leads to it; bounds the work.
LONGEST_BETWEEN = 2000
BLANK_LINE = re.compile(r"\n[ \t\r]*\n")


@dataclass
class Item:
    """A list item. Its own words are text[start:end]; `run` numbers the list it belongs to; `depth` 0 is outermost."""

    marker: Marker
    label: str
    start: int
    end: int
    run: int
    depth: int
    parts: list["Item"] = field(default_factory=list)
    roles: list[Any] = field(default_factory=list)

    def whole(self) -> Place:
        """From the item's first own character to the end of its last part."""
        last = self
        while last.parts:
            last = last.parts[-1]
        return self.start, max(self.end, last.end)


@dataclass
class Level:
    """A list that is open while the marks are read."""

    kind: str
    style: str
    value: int
    run: int
    item: Item


def outline(text: str, marks: list[Marker], ends: list[int]) -> list[Item]:
    """The outermost items with their parts. `ends[i]` is where the words after mark i end at the latest."""
    top: list[Item] = []
    open_levels: list[Level] = []
    runs = 0
    for position, (mark, end) in enumerate(zip(marks, ends, strict=True)):
        if repeats_parent(marks, position, open_levels):
            continue
        while open_levels and leaves(text, mark, open_levels[-1]):
            open_levels.pop()
        mark, level = placed(mark, open_levels)
        fresh = level is None or starts_again(mark, level)
        runs += fresh
        if level is not None:
            del open_levels[open_levels.index(level) :]
        run = runs if fresh or level is None else level.run
        parent = open_levels[-1].item if open_levels else None
        item = Item(mark, label_of(mark, parent), mark.end, max(end, mark.end), run, len(open_levels))
        (parent.parts if parent else top).append(item)
        open_levels.append(Level(mark.kind, mark.style, mark.value, run, item))
    return top


def repeats_parent(marks: list[Marker], position: int, levels: list[Level]) -> bool:
    """ "2. b." after "2. a.": the 2 names the open item again and begins none."""
    mark = marks[position]
    following = marks[position + 1] if position + 1 < len(marks) else None
    same = any(level.kind == mark.kind == "number" and level.value == mark.value for level in levels[:1])
    return (
        same
        and following is not None
        and following.start == mark.end
        and following.kind in ("letter", "roman")
        and following.value > 1
    )


def leaves(text: str, mark: Marker, level: Level) -> bool:
    """Whether a labelled item ends the list above it: not further in, and nothing hands over to it from there."""
    if mark.kind == "bullet" or not mark.opens or mark.indent > level.item.marker.indent:
        return False
    other = level.kind != mark.kind or level.style != mark.style
    if level.kind != "bullet" and not (mark.kind == "number" and mark.value == 1 and other):
        return False
    between = text[max(level.item.start, mark.start - LONGEST_BETWEEN) : mark.start]
    if level.kind == "bullet":
        return bool(BLANK_LINE.search(between)) or not between.rstrip().endswith(":")
    return bool(BLANK_LINE.search(between.strip()))


def placed(mark: Marker, levels: list[Level]) -> tuple[Marker, Level | None]:
    """The mark with its reading settled, and the open list it goes on with (None: it begins a list inside the last)."""
    for level in levels[:1]:
        if mark.kind == "number" and level.style == "compound" and mark.value == level.value // 100 + 1:
            return mark, level
    for reading in interpretations(mark):
        for level in reversed(levels):
            if level.kind == reading.kind and level.style == reading.style and reading.value == level.value + 1:
                return reading, level
    for reading in interpretations(mark):
        for level in reversed(levels):
            if level.kind == reading.kind and (reading.value == level.value + 1 or reading.kind == "compound"):
                return reading, level
    first = preferred(mark)
    return first, resumed(first, levels)


def interpretations(mark: Marker) -> list[Marker]:
    """A single letter of i, v, x may be a numeral too."""
    if mark.kind == "letter" and mark.roman:
        return [mark, mark._replace(kind="roman", value=mark.roman)]
    return [mark]


def preferred(mark: Marker) -> Marker:
    """Out of sequence, "i" begins a roman list; other letters are letters."""
    return mark._replace(kind="roman", value=1) if mark.kind == "letter" and mark.roman == 1 else mark


def resumed(mark: Marker, levels: list[Level]) -> Level | None:
    """The open list that a mark out of sequence belongs to: a bullet of its kind, a restart, a skipped value."""
    for level in reversed(levels):
        same = level.kind == mark.kind and level.style == mark.style
        if same and (mark.kind == "bullet" or mark.value != 1 or not deeper(mark, level)):
            return level
        if level.kind == mark.kind and mark.value > level.value:
            return level
    return None


def deeper(mark: Marker, level: Level) -> bool:
    """A list that starts again further to the right lies inside the item before."""
    return mark.opens and level.item.marker.opens and mark.indent > level.item.marker.indent + 2


def starts_again(mark: Marker, level: Level) -> bool:
    return level.kind == mark.kind and mark.kind not in ("bullet", "compound") and mark.value <= level.value


def label_of(mark: Marker, parent: Item | None) -> str:
    """The requester's label, with those of the items around it: "3a", "1ai"."""
    if mark.kind in ("compound", "bullet") or parent is None:
        return mark.written or (parent.label if parent else "")
    joint = (
        "-"
        if mark.kind == "double" and parent.label
        else "."
        if parent.label[-1:].isdigit() and mark.kind == "number"
        else ""
    )
    return f"{parent.label}{joint}{mark.written}"
