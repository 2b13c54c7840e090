"""What the judge of kinds sees of a message: its words, their beginnings, pairs of neighbours, and what they stand for.

No addresses, every number a 0; the names of who is greeted and who signs are out before (promise 7: `own_words`).
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).parent
MOST_WORDS, LONGEST = 2_000, 20_000
_WORD = re.compile(r"\w[\w'-]*|[?£%]")
_ADDRESS = re.compile(r"\S{1,64}@\S{1,200}|https?://\S+|www\.\S+", re.I)
_DIGITS = re.compile(r"\d+")
_BEGINNING = 5
SUBJECT = "subject: "
Message = tuple[str, str]  # subject line, own words


def features(message: Message) -> list[str]:
    """The features of one message, each as often as it occurs. The subject line's are apart from the text's."""
    subject, text = message
    return [*_features(subject, SUBJECT), *_features(text, "")]


def is_concept(feature: str) -> bool:
    return feature.removeprefix(SUBJECT).startswith("#")


def _features(text: str, before: str) -> list[str]:
    raw = _WORD.findall(_ADDRESS.sub(" ", text[:LONGEST].replace("’", "'")).lower())[:MOST_WORDS]
    words = [_DIGITS.sub("0", word) for word in raw]
    beginnings = [f"{word[:_BEGINNING]}*" for word in words if len(word) > _BEGINNING]
    pairs = [f"{one} {other}" for one, other in pairwise(words)]
    stand_for = [f"#{concept}" for word in raw for concept in concepts_of(word)]
    return [before + feature for feature in (*words, *beginnings, *pairs, *stand_for)]


@lru_cache(maxsize=20_000)
def concepts_of(word: str) -> tuple[str, ...]:
    """What a word stands for, in small letters: "retract" → ("withdraw",)."""
    whole, beginnings = _concepts()
    long = {concept for n in range(2, len(word) + 1) for concept in beginnings.get(word[:n], ())}
    return tuple(sorted(long.union(whole.get(word, ()))))


@lru_cache(maxsize=1)
def _concepts() -> tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]]:
    """(whole words, beginnings), each with the concepts that it stands for."""
    table = tomllib.loads((HERE / "concepts.toml").read_text(encoding="utf-8"))
    whole: dict[str, list[str]] = {}
    beginnings: dict[str, list[str]] = {}
    for concept, words in table.items():
        for word in words.split():
            (beginnings if word.endswith("*") else whole).setdefault(word.rstrip("*"), []).append(concept)
    return whole, beginnings
