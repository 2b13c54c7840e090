"""A request's text cut where what was understood begins and ends, so that a page can light each piece up.

The pieces joined are the text, character for character (promise 4).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Pairs = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Piece:
    """A stretch of text with one meaning. `questions` and `stems` are positions of questions; `begins` are those
    whose own words begin here; `left_out` are places in the list of possible asks."""

    text: str
    start: int
    questions: tuple[int, ...] = ()
    stems: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()
    scope: bool = False
    apart: bool = False
    left_out: tuple[int, ...] = ()


@dataclass
class Layers:
    """Half-open pairs of character positions, as the store keeps them."""

    questions: Sequence[Pairs] = ()
    stems: Sequence[Pairs] = ()
    scope: Pairs = field(default_factory=list)
    apart: Pairs = field(default_factory=list)
    left_out: Sequence[Pairs] = ()


def pieces(text: str, layers: Layers) -> list[Piece]:
    """Cut `text` at every edge of every layer; a pair that reaches beyond the text is cut to it."""
    edges = sorted({0, len(text), *_edges(layers, len(text))})
    return [_piece(text, start, end, layers) for start, end in pairwise(edges)]


def _edges(layers: Layers, length: int) -> Iterable[int]:
    groups = [*layers.questions, *layers.stems, layers.scope, layers.apart, *layers.left_out]
    return (min(max(0, edge), length) for pairs in groups for pair in pairs for edge in pair)


def _piece(text: str, start: int, end: int, layers: Layers) -> Piece:
    return Piece(
        text[start:end],
        start,
        tuple(n for n, pairs in enumerate(layers.questions) if _covers(pairs, start)),
        tuple(n for n, pairs in enumerate(layers.stems) if _covers(pairs, start)),
        tuple(n for n, pairs in enumerate(layers.questions) if pairs and pairs[0][0] == start),
        _covers(layers.scope, start),
        _covers(layers.apart, start),
        tuple(n for n, pairs in enumerate(layers.left_out) if _covers(pairs, start)),
    )


def _covers(pairs: Pairs, position: int) -> bool:
    return any(start <= position < end for start, end in pairs)
