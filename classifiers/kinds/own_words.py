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
# who is greeted and who signs is not looked at (promise 7): a name after a greeting, after a farewell, at the very end
_GREETED = re.compile(
    r"(?im)(?:^|(?<=\n))[ \t]*(?:dear|hi|hello|hiya|annwyl|good (?:morning|afternoon|evening))\b"
    r"(?P<names>(?:[ \t]+[\w.'/-]{1,30}){1,5})[ \t]*(?=[,!:]|$)"
)
_NAME_LINE = (
    r"[^\S\n]{0,20}[–—-]?[^\S\n]{0,20}(?:\[?[A-Z][\w.'-]{0,30}\]?[ ,]{1,2}){0,4}\[?[A-Z][\w.'-]{0,30}\]?[^\S\n]{0,20}"
)
_SIGNED = re.compile(
    r"(?m)^[^\S\n]{0,20}(?i:yours|your|kind|best|warm|many|with|regards|thanks|cheers|sincerely|faithfully|diolch)\b[^\n]{0,40}\n"
    rf"(?P<names>(?:[^\S\n]{{0,20}}\n){{0,2}}{_NAME_LINE}(?:\n{_NAME_LINE}){{0,2}}$)"
)
_AT_THE_END = re.compile(rf"(?<=\n)(?P<names>{_NAME_LINE})\s{{0,200}}\Z")
_ANSWERING = re.compile(r"^\W*(?:re|aw|sv|antw|atb|ateb)\s*:", re.I)
_SET_OFF = re.compile(r"(?<!wrote)(?<!writes)(?<!said):[ \t]*\n(?:[ \t]*\n)?[ \t]*>")
_POINTS_ON = re.compile(
    r"\b(?:below|forward\w*|fyi|fwd?|this came|one for you|passing (?:this|it)|pass(?:ed)? on"
    r"|see (?:the )?(?:attached|under))\b",
    re.I,
)


class Sentence(NamedTuple):
    """The words on one line, without names of greeting and signature; where they stand; and as they were written."""

    words: str
    start: int
    end: int
    written: str


def sentences_of(text: str, subject: str = "") -> list[Sentence]:
    """The sentences of the sender's own words. Greeting and signature are kept, as they say nothing.

    At most the first 20,000 characters and 400 sentences.
    """
    own = _nameless(_own_words(_even(text), is_answer(subject)))
    found, start = [], 0
    for end, after in [*(match.span() for match in _BREAK.finditer(own)), (len(own), len(own))]:
        piece = own[start:end]
        if re.search(r"\w", piece):
            left = start + len(piece) - len(piece.lstrip())
            right = left + len(piece.strip())
            found.append(Sentence(" ".join(piece.split()), left, right, " ".join(text[left:right].split())))
        start = after
    return found[:MOST]


def is_answer(subject: str) -> bool:
    """Whether the subject says that it answers another message."""
    return bool(_ANSWERING.search(subject))


def _nameless(text: str) -> str:
    """The text with the names of greeting and signature blanked."""
    for names in (_GREETED, _SIGNED, _AT_THE_END):
        text = names.sub(lambda found: found[0].replace(found["names"], _blank_words(found["names"])), text)
    return text


def _blank_words(words: str) -> str:
    return re.sub(r"[^\n]", " ", words)


def _even(text: str) -> str:
    return text[:LONGEST].replace("\r", " ").replace("’", "'")


def _blank(found: re.Match[str]) -> str:
    return _blank_words(found.group())


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
