"""A request's text cut where what was understood begins and ends, so that a page can light each piece up.

The pieces joined are the text, character for character (promise 4).
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Pairs = Sequence[Sequence[int]]
Mark = tuple[str, int]  # a layer, and which of its members


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
    begin, end = defaultdict(list), defaultdict(list)
    for mark, pairs in _marks(layers):
        for pair in pairs:
            first, last = (min(max(0, edge), len(text)) for edge in pair)
            begin[first].append(mark)
            end[last].append(mark)
    first_words = defaultdict(list)
    for n, pairs in enumerate(layers.questions):
        first_words[pairs[0][0] if pairs else -1].append(n)
    found, on = [], Counter[Mark]()
    for start, stop in pairwise(sorted({0, len(text), *begin, *end})):
        on.update(begin[start])
        on.subtract(end[start])
        on = +on
        found.append(_piece(text[start:stop], start, on, tuple(first_words[start])))
    return found


def _marks(layers: Layers) -> Iterator[tuple[Mark, Pairs]]:
    for layer in ("questions", "stems", "left_out"):
        yield from (((layer, n), pairs) for n, pairs in enumerate(getattr(layers, layer)))
    yield ("scope", 0), layers.scope
    yield ("apart", 0), layers.apart


def _piece(words: str, start: int, on: Collection[Mark], begins: tuple[int, ...]) -> Piece:
    """A piece with what is on there."""
    kinds: dict[str, list[int]] = defaultdict(list)
    for layer, n in sorted(on):
        kinds[layer].append(n)
    return Piece(
        words,
        start,
        questions=tuple(kinds["questions"]),
        stems=tuple(kinds["stems"]),
        begins=begins,
        scope=bool(kinds["scope"]),
        apart=bool(kinds["apart"]),
        left_out=tuple(kinds["left_out"]),
    )
