"""The untouched text as consecutive tiles, each with one meaning: nothing is lost and nothing said twice."""

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import NamedTuple

from classifiers.splitting.passages import Place, outside, stripped


class Meaning(Enum):
    """What a tile of the text is to the officer."""

    QUESTION = "question"
    STEM = "stem"
    LEFT_OUT = "left out"
    SCOPE = "scope"
    APART = "apart"
    REST = "rest"


class Tile(NamedTuple):
    """text[start:end] with its one meaning; `question` counts from 0 and is None for all but questions' own words."""

    start: int
    end: int
    meaning: Meaning
    question: int | None = None


def merged(places: Iterable[Place]) -> list[Place]:
    """The places in order, those that overlap or touch joined."""
    joined: list[Place] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        elif start < end:
            joined.append((start, end))
    return joined


def free(text: str, places: Iterable[Place], taken: Sequence[Place]) -> list[Place]:
    """What the places hold outside those taken (in order and apart), without white space at its ends."""
    pieces = (stripped(text, *piece) for place in merged(places) for piece in outside(taken, *place))
    return [(start, end) for start, end in pieces if start < end]


def tiled(text: str, layers: Iterable[tuple[Meaning, Iterable[tuple[Place, int | None]]]]) -> list[Tile]:
    """Tiles that make up the whole text; where layers overlap the earlier one counts, and what none holds is rest."""
    tiles: list[Tile] = []
    taken: list[Place] = []
    for meaning, places in layers:
        found = [Tile(*piece, meaning, n) for place, n in places for piece in outside(taken, *place)]
        tiles += found
        taken = merged([*taken, *((tile.start, tile.end) for tile in found)])
    tiles += [Tile(*gap, Meaning.REST) for gap in outside(taken, 0, len(text))]
    return sorted(tiles, key=lambda tile: tile.start)
