"""The sentences of the prose around lists, cut also where a colon hands over to what is asked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from classifiers.passages import Sentence, sentences_of, stripped

# A colon inside a line that ends a stem: "answer these:How many", "In particular: How".
STEM_END = re.compile(r":\s?[-–]?\s*(?=[A-Z\"'“‘])(?!\S*//)")
# Fewest words of a stem; shorter ones are titles ("Price: what …").
STEM_WORDS = 2


@dataclass(frozen=True)
class Unit:
    """A sentence of prose, or the part of one before or after a colon."""

    start: int
    end: int
    opens: bool
    paragraph: bool


def units_of(text: str, start: int, end: int) -> Iterator[Unit]:
    """The sentences of text[start:end] in order, stems cut off at their colon."""
    for sentence in sentences_of(text, start, end):
        yield from at_colon(text, sentence)


def at_colon(text: str, sentence: Sentence) -> Iterator[Unit]:
    """One sentence, in two units where a colon divides stem and matter."""
    colon = STEM_END.search(text, sentence.start, sentence.end)
    if colon is None or len(text[sentence.start : colon.start()].split()) < STEM_WORDS or colon.end() >= sentence.end:
        yield Unit(sentence.start, sentence.end, sentence.opens, sentence.paragraph)
        return
    start, end = stripped(text, sentence.start, colon.end())
    yield Unit(start, end, sentence.opens, sentence.paragraph)
    yield Unit(colon.end(), sentence.end, True, False)
