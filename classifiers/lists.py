"""What a list in a request is: questions of their own, parts of one question, or context."""

import re
from collections.abc import Sequence
from enum import Enum

from classifiers import asking
from classifiers.asking import Ask, ask_of, clipped, matter
from classifiers.outline import Item
from classifiers.passages import sentences_of


class Role(Enum):
    """ASKS: each item a question. PARTS: columns, years, options of the stem's question. CONTEXT: neither."""

    ASKS = "asks"
    PARTS = "parts"
    CONTEXT = "context"


# A heading over notes, definitions or reasons: what it covers is no question.
NOTES = re.compile(
    r"[\W_]*(?:notes?|definitions?|meanings?|background|context|clarifications?|purpose|public interest|format|reply format|scope|explanation|reasons?)\b[^.?!:]{0,40}:?\s*$",
    re.I,
)
FALLBACK = re.compile(
    r"[\W_]*(?:if|where|should)\b.{0,200}\b(?:in (?:its|their) place|instead|alternatively)\s*:?$", re.I
)
# "Who runs it? Give:" and "and if so:" leave a complete question before them.
AND_IF_SO = re.compile(r"\s*[,;–-]?\s*(?:and,? )?(?:if (?:so|yes|not|no|any)|where so)\s*[,:–-]*\s*$", re.I)
COMPLETE_ENOUGH = 4
# "1a. Get for damage", "Put into", "Had been": the predicate that finishes the stem's sentence.
PREDICATE = re.compile(
    r"[\W_]*(?:had|have|has|was|were|is|are|been|be|get|got|put|pay|paid|receiv\w+|\w+ed)\b(?! to\b)", re.I
)


def own_words(text: str, item: Item) -> str:
    return text[item.start : item.end].strip()


def first_sentence(text: str, start: int, end: int) -> str:
    """The first sentence of a place, in which its form shows."""
    found = sentences_of(text, start, min(end, start + asking.LONGEST_LOOK))
    return text[found[0].start : found[0].end] if found else ""


def asks_itself(words: str) -> bool:
    return ask_of(words) is Ask.DIRECT or bool(asking.SHORT_CONDITION.match(words))


def is_value(words: str) -> bool:
    """A year, band, answer option or part of a contact."""
    return len(words) < 80 and bool(asking.VALUE.match(words))


def is_noise(words: str) -> bool:
    """A format or procedure wish, as found among list items."""
    plain = clipped(words)
    return asking.about_format(plain) or asking.about_procedure(plain) or bool(asking.NOT_WANTED.search(plain))


def drop_tail(stem: str) -> str:
    """The stem without a closing "and if so:"."""
    return AND_IF_SO.sub("", stem)


def complete(stem: str) -> bool:
    """The stem asks something whole by itself, so that what follows only divides it."""
    plain = clipped(stem).strip()
    if asking.PLACEHOLDER.search(plain) and not plain.endswith("?"):
        return False
    return ask_of(plain) is Ask.DIRECT and len(matter(plain)) >= 1


def own_ask(text: str, item: Item) -> bool:
    """Whether an item whose parts are questions is one itself, and not only their stem."""
    words = own_words(text, item)
    shortened = drop_tail(words)
    if shortened != words:
        return asks_itself(shortened) or ask_of(shortened) is Ask.DIRECT
    if words.rstrip("-–~ ").endswith(":"):
        sentences = sentences_of(text, item.start, item.end)
        return any(text[s.start : s.end].rstrip().endswith("?") for s in sentences[:-1])
    return ask_of(words) is Ask.DIRECT and not asking.PLACEHOLDER.search(clipped(words))


def role_of(text: str, items: Sequence[Item], stem: str, *, nested: bool) -> Role:
    """What the items of one list are, seen with the words before them."""
    firsts = [first_sentence(text, item.start, item.end) for item in items]
    plain = clipped(stem).strip()
    if NOTES.match(plain) or FALLBACK.match(plain):
        return Role.CONTEXT
    if divides(plain) and not any(item.parts for item in items):
        return Role.PARTS
    return nested_role(items, firsts, plain) if nested else outer_role(items, firsts, plain)


def divides(stem: str) -> bool:
    """The stem announces columns, categories or a breakdown."""
    return bool(asking.FIELDS.search(stem)) and not stem.endswith("?")


def share(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags) if flags else 0.0


def outer_role(items: Sequence[Item], firsts: Sequence[str], stem: str) -> Role:
    """A list under prose or under nothing."""
    asked = share([asks_itself(words) for words in firsts])
    if share([is_value(words) for words in firsts]) > 0.5 and asked < 0.5:
        return Role.PARTS
    if (
        asking.FOR_EACH.match(stem)
        and items[0].marker.kind in ("letter", "bullet", "roman")
        and not any(map(asking.DOCUMENT_ITEM.match, firsts))
    ):
        return Role.PARTS
    if asked >= 0.5 or any(item.parts for item in items):
        return Role.ASKS
    if items[0].marker.kind in ("number", "compound"):
        short = share([len(words.split()) <= 4 for words in firsts])
        whole = complete(stem) or ask_of(stem) is Ask.TOPIC
        return Role.PARTS if whole and asked == 0 and short > 0.5 else Role.ASKS
    return Role.PARTS if complete(stem) else Role.ASKS


def nested_role(items: Sequence[Item], firsts: Sequence[str], stem: str) -> Role:
    """A list inside an item."""
    asked = share([asks_itself(words) for words in firsts])
    trivial = share([is_value(words) for words in firsts])
    if trivial > 0.5 and asked < 0.6:
        return Role.PARTS
    if asking.FOR_EACH.match(stem) and not any(map(asking.DOCUMENT_ITEM.match, firsts)):
        return Role.PARTS
    if items[0].marker.kind == "compound" or asked >= 0.5 or any(item.parts for item in items):
        return Role.ASKS
    if len(items) == 1 or not items[0].marker.opens:
        return Role.PARTS
    if asking.DOCUMENTS.search(stem) and asking.ABOUT.search(stem):
        return Role.ASKS
    if complete(stem) or asking.interrogative(stem):
        return Role.PARTS
    if asking.PLACEHOLDER.search(stem) or len(stem.split()) <= COMPLETE_ENOUGH:
        return Role.ASKS
    return Role.PARTS
