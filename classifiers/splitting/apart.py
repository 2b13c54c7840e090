"""What is set apart from a request before it is split: greeting, sign-off, signature, footers, quoted history."""

import re
from itertools import pairwise

from classifiers.splitting.asking import framed, interrogative
from classifiers.splitting.forms import COUNTING
from classifiers.splitting.passages import Line, Place, Text
from classifiers.splitting.remainder import may_ask

GREETING = re.compile(
    r"(?:dear|hello|hi|hiya|good (?:morning|afternoon|evening)|to whom(?:ever)? it may concern|"
    r"for the attention of|fao|"
    r"greetings)\b[^.?:;!\n]{0,80}[,:.!]?$",
    re.I,
)
SIGN_OFF = re.compile(
    r"(?:yours|yours (?:faithfully|sincerely|truly|etc)|faithfully|sincerely|(?:with )?(?:kind(?:est)?|best|"
    r"warm(?:est)?|"
    r"many)? ?(?:regards|wishes)|(?:many |with )?thanks(?: (?:and|in|again|so|very|for|to)\b[^.?!]{0,40})?|"
    r"thank ?you"
    r"(?: (?:and|in|again|so|very|for)\b[^.?!]{0,60})?|cheers|respectfully)[\s,.!]*$",
    re.I,
)
# The head of an earlier message: everything below it is history.
HISTORY = re.compile(
    r"(?:-{2,} ?(?:original|forwarded) (?:message|appointment)|(?:begin )?forwarded message:|"
    r"on .{5,120} wrote:$|_{8,}$|-{20,}$)",
    re.I,
)
# Header lines of a message pasted or forwarded into the text.
HEADER = re.compile(r"(?:from|to|sent|date|subject|cc|reply-to): ?\S", re.I)
# What WhatDoTheyKnow writes under each request.
FOOTER = re.compile(
    r"(?:please use this email address for all replies|disclaimer: this message and any reply|"
    r"is \S+ the wrong address|"
    r"for more detailed guidance on safely disclosing|please note that in some cases publication|"
    r"if you find this service "
    r"useful|this request has been made by an individual using this website|view foi responses|sent from my \w+)",
    re.I,
)
QUOTED = re.compile(r">")
# The beginning of a list item or an answer line, with which a request goes on below a signature.
GOES_ON = re.compile(r"(?:\(?(?:\d{1,2}|(?-i:[a-z])|[ivx]{1,4})[.):]|Q(?:uestion)? ?\d|[-*•·–] )", re.I)
# What follows the sign-off and is said to the authority all the same.
AFTERTHOUGHT = re.compile(r"p\.?(?:p\.?)*s\b", re.I)
LONGEST_SIGNATURE = 70
LONGEST_HEAD = 300
FEWEST_WORDS = 4
BLOCK_OF_HEADERS = 2


def set_apart(text: Text) -> list[Place]:
    """Places of greeting, sign-off, signature, footers and history, in order; they never cover the whole text."""
    lines = text.lines
    own = quotes_own_list(text, lines)
    apart: list[Place] = []
    index = 0
    while index < len(lines):
        took, to_the_end = taken(text, lines, index, any_words_before(apart, lines, index))
        if own and QUOTED.match(text, lines[index].start):
            took = 0
        if to_the_end:
            apart.append((lines[index].start, lines[-1].end))
            break
        if took:
            apart.append((lines[index].start, lines[index + took - 1].end))
        index += max(took, 1)
    return apart if covers_less(apart, lines) else []


def quotes_own_list(text: Text, lines: list[Line]) -> bool:
    """Whether a list set off with ">" is the sender's own: a colon hands over to it and nobody "wrote" it."""
    for before, line in pairwise(lines):
        if QUOTED.match(text, line.start) and not QUOTED.match(text, before.start):
            words = text[before.start : before.end]
            return words.endswith(":") and not HISTORY.match(words) and not words.endswith("wrote:")
    return False


def any_words_before(apart: list[Place], lines: list[Line], index: int) -> bool:
    """Whether something that was not set apart stands above the line."""
    return index > len(apart) and lines[0].start < lines[index].start


def covers_less(apart: list[Place], lines: list[Line]) -> bool:
    """Whether any line is left."""
    covered = sum(end - start for start, end in apart)
    return bool(lines) and covered < sum(line.end - line.start for line in lines)


def taken(text: Text, lines: list[Line], index: int, words_before: bool) -> tuple[int, bool]:
    """How many lines from `index` are set apart, and whether all that follows is."""
    words = text[lines[index].start : min(lines[index].end, lines[index].start + LONGEST_HEAD)]
    if FOOTER.match(words) and words_before:
        return 1, True
    if HISTORY.match(words):
        return 1, words_before and bool(lines[index + 1 :])
    if QUOTED.match(words):
        return 1, False
    if headers := header_lines(text, lines, index):
        return headers, words_before
    if GREETING.match(words) and (words[:2].lower() in ("to", "de", "fo") or not asks_on(words)):
        return 1, False
    if SIGN_OFF.match(words):
        return 1 + signature(text, lines, index + 1), False
    return 0, False


def header_lines(text: Text, lines: list[Line], index: int) -> int:
    """How many message header lines begin here; 0 unless at least BLOCK_OF_HEADERS stand together."""
    count = 0
    while index + count < len(lines) and count < 12 and HEADER.match(text, lines[index + count].start):
        count += 1
    return count if count >= BLOCK_OF_HEADERS else 0


def of_others(words: str) -> bool:
    """Whether a place set apart, seen by its beginning, holds the words of others: a footer, history, a quotation."""
    first = words.partition("\n")[0].strip()
    return any(pattern.match(first) for pattern in (FOOTER, HISTORY, QUOTED, HEADER))


def asks_on(words: str) -> bool:
    """Whether a line of greeting or signature asks all the same: "Hi can you send me the rota"."""
    asks = framed(words) or COUNTING.search(words) or (interrogative(words) and len(words.split()) >= FEWEST_WORDS)
    return bool(asks) and may_ask(words)


def signature(text: Text, lines: list[Line], index: int) -> int:
    """How many lines of name and address follow a sign-off."""
    count = 0
    for line in lines[index : index + 8]:
        words = text[line.start : line.end]
        long = len(words) > LONGEST_SIGNATURE or words.endswith(("?", ":"))
        if long or AFTERTHOUGHT.match(words) or asks_on(words):
            break
        if GOES_ON.match(words) or FOOTER.match(words) or HISTORY.match(words):
            break
        count += 1
    return count
