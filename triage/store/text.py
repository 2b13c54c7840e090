"""Text from e-mail made storable, without moving a single character.

PostgreSQL refuses NUL in text and both databases refuse lone surrogates; an index entry of PostgreSQL holds 2,704
bytes at most. None of that may stop a hostile message from being kept.
"""

import hashlib
import re

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
LONGEST_KEY = 500


def storable(text: str) -> str:
    """The text with NUL and lone surrogates as U+FFFD, one for one, so that spans still point at the same words."""
    return UNSTORABLE.sub("\ufffd", text)


def index_key(value: str) -> str:
    """A header value for an indexed column: as it is, or where it is longer than 500 characters cut to that length
    and ended by its SHA-256, so that different values stay different."""
    value = storable(value)
    if len(value) <= LONGEST_KEY:
        return value
    return value[: LONGEST_KEY - 64] + hashlib.sha256(value.encode()).hexdigest()


def address_key(address: str) -> str:
    """An e-mail address as it is compared: lower case, no white space around."""
    return index_key(address.strip().lower())


def first_words(text: str, longest: int = 80) -> str:
    """The beginning of a text on one line, cut at a word, with an ellipsis where something follows."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[:longest].rsplit(" ", 1)[0] + " …"
