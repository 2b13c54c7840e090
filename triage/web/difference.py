"""What a person changed in a letter, word by word, for a page and for a screen reader."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple


class Change(NamedTuple):
    """`how` is "same", "gone" (was there before) or "new"."""

    how: str
    text: str


def changes(before: str, after: str) -> list[Change]:
    """The way from one text to another: the "same" and "new" pieces joined are `after`, "same" and "gone" `before`."""
    old, new = _words(before), _words(after)
    found: list[Change] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Change("same", "".join(old[a:b])))
            continue
        found += [Change(how, text) for how, text in (("gone", "".join(old[a:b])), ("new", "".join(new[c:d]))) if text]
    return found


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)
