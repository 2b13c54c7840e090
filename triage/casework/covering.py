"""Who asked, covered in the words that a team sees (promise 7)."""

import re

COVER = "[covered]"
ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+\w")


def covered(text: str, name: str) -> str:
    """The text with the requester's full name and every e-mail address covered; the original stays as it is."""
    words = [re.escape(word) for word in name.split()]
    if len("".join(words)) > 2:
        text = re.sub(r"\b" + r"\s+".join(words) + r"\b", COVER, text, flags=re.IGNORECASE)
    return ADDRESS.sub(COVER, text)
