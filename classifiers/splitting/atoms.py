"""The smallest stretches that are asked or not: sentences of prose, the clauses they join, sentences of list items."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from classifiers.splitting import asking, forms
from classifiers.splitting.asking import clipped
from classifiers.splitting.extents import lists_of
from classifiers.splitting.lists import asks_itself, first_sentence, own_words
from classifiers.splitting.outline import Item
from classifiers.splitting.passages import Place, Text, outside, sentences_in, stripped
from classifiers.splitting.prose import Unit, units_of

# Where a sentence may go on with another ask: "and how much", "; the minutes", "as well as copies of".
JOINT = re.compile(
    r"(?:[,;]\s+(?:and |or |plus |also )?|\s(?:and|or|plus|as well as|along with|together with)\s+)(?:also |then )?"
    r"(?=(?:who|what|when|where|why|how|which|whether|is|are|was|were|do|does|did|has|have|will|if|please|can|could|"
    r"any|all|the|a|copies|details|number|numbers|i|we|by what|by whom|at what|for how|on what|in what|under what|"
    r"send|tell|list|state|give|provide|explain|confirm)\b)",
    re.I,
)
SHORT_ASK = 20  # fewer characters before it are no ask of their own


@dataclass(frozen=True)
class Listed:
    """What the items of one list have in common. Shares are 0..1 over its items; `words` is their mean number."""

    kind: str
    opens: bool
    size: int
    words: float
    shares: dict[str, float]


class Atom(NamedTuple):
    """text[start:end]. `kind` is prose, clause (a later one of a sentence) or item; `first` in its sentence or item.

    `above` are the words it stands under, outermost first: the lead of its list, and the items around it.
    """

    start: int
    end: int
    kind: str
    first: bool = True
    item: Item | None = None
    listed: Listed | None = None
    place: int = 0
    above: tuple[Place, ...] = ()

    @property
    def depth(self) -> int:
        return self.item.depth if self.item else 0


def atoms_of(text: Text, apart: Sequence[Place]) -> list[Atom]:
    """The atoms of a request outside what is set apart, in order."""
    found: list[Atom] = []
    position = 0
    for run in lists_of(text, apart):
        found += of_prose(text, apart, position, run[0].marker.start)
        lead = ((found[-1].start, found[-1].end),) if found else ()
        found += of_list(text, run, lead)
        position = run[-1].whole()[1]
    found += of_prose(text, apart, position, len(text))
    return [atom._replace(start=a, end=b) for atom in found for a, b in pieces_outside(text, apart, atom)]


def pieces_outside(text: Text, apart: Sequence[Place], atom: Atom) -> list[Place]:
    """What of an atom is not set apart, without white space around it."""
    pieces = (stripped(text, *piece) for piece in outside(apart, atom.start, atom.end))
    return [(start, end) for start, end in pieces if start < end]


def of_prose(text: Text, apart: Sequence[Place], start: int, end: int) -> Iterator[Atom]:
    for piece in outside(apart, start, end):
        for unit in units_of(text, *piece):
            clauses = clauses_of(text, unit)
            yield from (Atom(a, b, "clause" if n else "prose", first=not n) for n, (a, b) in enumerate(clauses))


def clauses_of(text: Text, unit: Unit) -> list[Place]:
    """A sentence, cut where it may go on with another ask."""
    cuts = [unit.start]
    for joint in JOINT.finditer(text, unit.start, unit.end):
        if joint.start() - cuts[-1] > SHORT_ASK:
            cuts.append(joint.end())
    places = (stripped(text, a, b) for a, b in pairwise([*cuts, unit.end]))
    return [(start, end) for start, end in places if start < end]


def of_list(text: Text, items: Sequence[Item], above: tuple[Place, ...]) -> Iterator[Atom]:
    """The sentences of a list's items, and of the lists inside them."""
    listed = listed_of(text, items)
    for place, item in enumerate(items):
        for n, sentence in enumerate(sentences_in(text, item.start, item.end)):
            yield Atom(sentence.start, sentence.end, "item", not n, item, listed, place, above)
        below = (*above, stripped(text, item.start, item.end))
        for _, run in groupby(item.parts, key=lambda part: part.run):
            yield from of_list(text, list(run), below)


def listed_of(text: Text, items: Sequence[Item]) -> Listed:
    firsts = [clipped(first_sentence(text, item.start, item.end)) for item in items]
    words = [clipped(own_words(text, item)) for item in items]
    shares = {
        "asked": [asks_itself(one) for one in firsts],
        "value": [asking.is_value(one) for one in firsts],
        "marked": [one.endswith("?") for one in words],
        "interrogative": [asking.interrogative(one) for one in firsts],
        "noun": [bool(forms.NOUN_ASK.match(one)) for one in firsts],
        "capital": [one[:1].isupper() for one in words],
        "parts": [bool(item.parts) for item in items],
        "goes on": [one[-1:] in (",", ";") for one in words],
        "stopped": [one[-1:] == "." for one in words],
    }
    length = sum(len(one.split()) for one in words) / len(items)
    mean = {name: sum(flags) / len(items) for name, flags in shares.items()}
    return Listed(items[0].marker.kind, items[0].marker.opens, len(items), length, mean)
