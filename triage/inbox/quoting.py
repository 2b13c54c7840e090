"""The new words of a reply, without what it quotes. Only for judging a reply to a case: the full text is the record.

The first message of a thread is never stripped: people quote what they ask about.
"""

import re

MARKS = re.compile(
    r"^(?:-{2,} ?(?:original message|neges wreiddiol|forwarded message)\b.*|_{10,}"
    r"|(?:on|ar)\b.{6,200}\b(?:wrote|ysgrifennodd\b.*):?|.{3,120}\b(?:wrote|ysgrifennodd):)\s*$",
    re.IGNORECASE,
)
HEADER = re.compile(r"^\W*(?:from|sent|to|subject|date|oddi wrth|at|pwnc)\s*:", re.IGNORECASE)
SHORTEST_HEADER = 3


def new_words(text: str) -> str:
    """A reply without quoted lines and what follows "On … wrote:" or a block of From, Sent, To, Subject.

    Where answers stand between quoted lines, or nothing else is left, the text as it is.
    """
    lines = text.split("\n")
    return "\n".join(line for line, new in zip(lines, _are_new(lines), strict=True) if new).strip()


def only_new_words(text: str) -> str:
    """The same with the rest blanked instead of left out, so that positions stay those of the text."""
    lines = text.split("\n")
    return "\n".join(line if new else " " * len(line) for line, new in zip(lines, _are_new(lines), strict=True))


def _are_new(lines: list[str]) -> list[bool]:
    """For each line whether it is the writer's own; all of them where answers stand between quotes, or none would."""
    end = next((place for place in range(len(lines)) if _begins_quote(lines, place)), len(lines))
    new = [place < end and not line.lstrip().startswith(">") for place, line in enumerate(lines)]
    any_words = any(line.strip() for line, kept in zip(lines, new, strict=True) if kept)
    return new if any_words and not _interleaved(lines) else [True] * len(lines)


def _begins_quote(lines: list[str], place: int) -> bool:
    line = lines[place].strip()
    if MARKS.match(line) or (MARKS.match(f"{line} {_after(lines, place)}") and line.lower().startswith(("on ", "ar "))):
        return True
    block = lines[place : place + 6]
    return bool(HEADER.match(line)) and sum(bool(HEADER.match(one)) for one in block) >= SHORTEST_HEADER


def _after(lines: list[str], place: int) -> str:
    return lines[place + 1].strip() if place + 1 < len(lines) else ""


def _interleaved(lines: list[str]) -> bool:
    """Whether there are two blocks of own words or more after quoted ones."""
    blocks, quoted = 0, False
    for line in lines:
        if line.lstrip().startswith(">"):
            quoted = True
        elif line.strip() and quoted:
            blocks, quoted = blocks + 1, False
    return blocks >= 2
