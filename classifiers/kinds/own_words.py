"""A message's own words: its sentences, each with its place in the untouched text; quoted history is left out.

What is left out is blanked rather than cut, so that every position points into the text as it came.
"""

import re
from typing import NamedTuple

LONGEST, MOST = 20_000, 400  # characters read of a text, sentences of it
_QUOTED = re.compile(
    r"(?im)^[ \t]*(?:-{3,} ?original message|_{10,}|on [^\n]{6,90}wrote:|from: [^\n]+\n(?:sent|date|to): )"
)
_BREAK = re.compile(
    r"(?<=[.?!;])(?<!^\d\.)(?<!\s\d\.)(?<!\s\d\d\.)[\s\"”')]+(?=[A-Z\"“'(\d•*-])"  # after a sentence, not a number
    r"|\n\s*\n|\n(?=\s*(?:\(?\w{1,4}[.)]|[-•*·]|\d+ ?[-–:])\s)"  # at an empty line or a list item
    r"|(?<=[:?,!.])\s*\n"  # at the end of a line that ends a clause
)
_FRAME = re.compile(
    r"(?im)^[ \t]*(?:dear|hi|hello|good (?:morning|afternoon|evening))\b[^\n]{0,60}$"
    r"|^[ \t]*(?:yours|kind|best|warm|many|with)? ?(?:faithfully|sincerely|regards|wishes|thanks|cheers)\b[^\n]{0,30}"
    r"(?:\n[ \t]*)*[^\n]{0,40}$"
)
_ANSWERING = re.compile(r"^\W*(?:re|aw|sv|antw|atb|ateb)\s*:", re.I)
_SET_OFF = re.compile(r"(?<!wrote)(?<!writes)(?<!said):[ \t]*\n(?:[ \t]*\n)?[ \t]*>")
_POINTS_ON = re.compile(
    r"\b(?:below|forward\w*|fyi|fwd?|this came|one for you|passing (?:this|it)|pass(?:ed)? on"
    r"|see (?:the )?(?:attached|under))\b",
    re.I,
)


class Sentence(NamedTuple):
    """The words on one line, and where they stand in the message."""

    words: str
    start: int
    end: int


def sentences_of(text: str, subject: str = "") -> list[Sentence]:
    """The sentences of the sender's own words. Greeting and signature are kept, as they say nothing.

    At most the first 20,000 characters and 400 sentences.
    """
    own = _own_words(_even(text), is_answer(subject))
    found, start = [], 0
    for end, after in [*(match.span() for match in _BREAK.finditer(own)), (len(own), len(own))]:
        piece = own[start:end]
        if re.search(r"\w", piece):
            left = start + len(piece) - len(piece.lstrip())
            found.append(Sentence(" ".join(piece.split()), left, left + len(piece.strip())))
        start = after
    return found[:MOST]


def is_answer(subject: str) -> bool:
    """Whether the subject says that it answers another message."""
    return bool(_ANSWERING.search(subject))


def _even(text: str) -> str:
    return text[:LONGEST].replace("\r", " ").replace("’", "'")


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found.group())


def _unquoted(text: str) -> str:
    return re.sub(r"(?m)^[ \t>]+", _blank, text)


def _own_words(text: str, answering: bool = False) -> str:
    """What stands above quoted history; all of it where nothing is said above it, or only "see below" (a forward).

    Lines marked ">" that a first message leads to with a colon are its own points set off, not history.
    """
    match = _QUOTED.search(text)
    above = text[: match.start()] if match else text
    own = re.sub(r"(?m)^[ \t]*>[^\n]*", _blank, above)
    bare = _FRAME.sub("", own)
    points_on = len(bare.split()) <= 40 and _POINTS_ON.search(bare)
    passed_on = not answering and (points_on or _SET_OFF.search(above))
    return _unquoted(text) if passed_on or not re.search(r"\w{2,}", bare) else own
