"""The new words of a reply."""

import pytest

from triage.inbox.quoting import new_words

QUOTES = [
    "On Fri, 20 Nov 2026 at 09:15, FOI <foi@ashcombe.example> wrote:\n> Dear Robin",
    "On Fri, 20 Nov 2026 at 09:15, Ashcombe FOI\n<foi@ashcombe.example> wrote:\n\nDear Robin",
    "-----Original Message-----\nFrom: FOI\nDear Robin",
    "From: FOI <foi@ashcombe.example>\nSent: 20 November 2026\nTo: Robin\nSubject: Roads\n\nDear Robin",
    "Ar 20 Tachwedd 2026, ysgrifennodd FOI:\n> Annwyl Robin",
]


@pytest.mark.parametrize("quote", QUOTES)
def test_what_a_reply_quotes_is_left_out(quote: str) -> None:
    assert new_words(f"Any news?\n\nRobin\n\n{quote}") == "Any news?\n\nRobin"


@pytest.mark.parametrize(
    "text",
    [
        "> 1. How many?\nSeven will do.\n> 2. What cost?\nPer year, please.",
        "On 5 March the Leader wrote: we will mend it. Please send that letter.",
        "Search for From: the Leader in the mailbox.\nThanks",
        "> only quoted words",
    ],
)
def test_own_words_are_kept(text: str) -> None:
    assert new_words(text) == text
