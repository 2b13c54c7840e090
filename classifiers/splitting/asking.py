"""Whether a sentence asks, and for what: the grammar of requests, not their subjects.

An ask is told by its form (question word, inverted verb, imperative, a frame such as "please send") and by having a
matter: words left once function words, request frames and words about format are taken away. Wishes about procedure,
conditions on the answering, and notes on scope have a form of asking but ask for no recorded information.
"""

import re
from enum import IntEnum
from functools import lru_cache

from classifiers.splitting import forms, wishes
from classifiers.splitting.vocabulary import DIVIDING_WORDS, EMPTY_WORDS, FORMAT_WORDS

LONGEST_LOOK = 1500
# Sentences whose form is remembered while they are read, as each is looked at several times.
REMEMBERED = 1024
LONGEST_VALUE = 80
VALUE_PIECES = re.compile(r"[^\s/.,;:\-–—%()+_\"'“”]+")
# Words of matter in a sentence on how to answer: "in the body of an email and not as a PDF".
LONGEST_FORMAT = 5


class Ask(IntEnum):
    """How sure the form of a sentence is to ask for something of its own."""

    NONE = 0
    TOPIC = 1  # only names the subject of the request: "I am writing about …"
    DIRECT = 2


def clipped(words: str) -> str:
    """The beginning of a passage on one line, enough to see its form; bounds the work on hostile input."""
    return " ".join(words[:LONGEST_LOOK].replace("’", "'").split())


@lru_cache(maxsize=REMEMBERED)
def matter(words: str) -> tuple[str, ...]:
    """The words that say what is asked for: not function words, not frames, not format."""
    found = (word.lower().replace("’", "'") for word in forms.WORD.findall(words[:LONGEST_LOOK]))
    return tuple(
        word
        for word in found
        if word not in FORMAT_WORDS
        and word.partition("'")[0] not in EMPTY_WORDS
        and not (word.isdigit() and len(word) < len("100"))
    )


def is_value(words: str) -> bool:
    """A year, date, band, answer option or part of a contact."""
    if len(words) >= LONGEST_VALUE:
        return False
    pieces = VALUE_PIECES.findall(words)
    periods = all(forms.PERIOD_WORD.match(piece) for piece in pieces)
    return bool(pieces and periods) or bool(forms.OPTION.match(words) or forms.BAND.match(words))


@lru_cache(maxsize=REMEMBERED)
def interrogative(words: str) -> bool:
    """Begins with a question word, an inverted verb, or a phrase and then one of these."""
    if forms.QUESTION_WORD.match(words):
        return True
    return bool(forms.INVERTED.match(words)) and not forms.NOT_INVERTED.match(words)


@lru_cache(maxsize=REMEMBERED)
def framed(words: str) -> bool:
    """Holds a frame of request: "please send", "could you", "I would like to know"."""
    return any(pattern.search(words) for pattern in (forms.PLEASE, forms.MAY_I, forms.WISH, forms.HOPE))


def marked(words: str) -> bool:
    """Ends in a question mark, quotes and brackets aside."""
    return words.rstrip("\"'”’)] ").endswith("?")


def conditional(words: str) -> Ask:
    """A sentence that begins with a condition asks if the condition is one of fact and a request follows."""
    if re.search(r"\bcan (?:i|we|you) also\b", words, re.I):
        return Ask.DIRECT
    if forms.SHORT_CONDITION.match(words) and forms.COUNTING.search(words):
        return Ask.DIRECT
    if forms.SHOULD_YOU.match(words) or forms.ABOUT_ANSWERING.match(words) or forms.PROCEDURE.search(words):
        return Ask.NONE
    if wishes.fails(words):
        return Ask.NONE
    if forms.SHORT_CONDITION.match(words):
        return Ask.DIRECT
    return Ask.DIRECT if forms.CONSEQUENT.search(words) else Ask.NONE


@lru_cache(maxsize=REMEMBERED)
def about_procedure(words: str) -> bool:
    """A wish about cost, clarity, refusal, receipt or contact."""
    if not forms.PROCEDURE.search(words):
        return False
    rest = len(matter(forms.PROCEDURE.sub(" ", words)))
    counts = forms.COUNTING.search(words) or forms.NOUN_ASK.match(words)
    if counts and not forms.CONDITION.match(words):
        return rest == 0
    if marked(words) or interrogative(words) or forms.AFTER_PHRASE.match(words):
        return rest <= 1
    return rest <= 6


@lru_cache(maxsize=REMEMBERED)
def placeholder(words: str) -> bool:
    """Leaves the thing asked for to what follows; remarks in brackets and reasons do not count."""
    plain = forms.BY_LAW.sub("", forms.REASON.sub("", forms.REMARK.sub(" ", words)))
    plain = forms.PERIOD_TAIL.sub("", plain)
    return bool(forms.PLACEHOLDER.search(plain) or wishes.THINGS.search(plain))


@lru_cache(maxsize=REMEMBERED)
def about_format(words: str) -> bool:
    """Says only how the answer should look or travel, or what the letter encloses."""
    counts = forms.COUNTING.search(words)
    if (
        not counts
        and not marked(words)
        and (forms.ANSWER_COMES.match(words) or forms.ENCLOSED.search(forms.REMARK.sub(" ", words)))
    ):
        return not forms.ASKED_FOR.search(words) and len(matter(words)) <= LONGEST_FORMAT
    return not matter(words) and any(word.lower() in FORMAT_WORDS for word in forms.WORD.findall(words))


# What makes a sentence of words, up to the first clause that only describes.
FINITE = re.compile(
    r"\b(?:i|we|you|they|he|she|it|this|is|are|was|were|am|be|has|have|had|can|could|will|would|should|must|may|might|do|"
    r"does|did|thanks?|please|kindly|regards|dear|hello|hi|yours|if|because|although|not)\b",
    re.I,
)
CLAUSE = re.compile(r"\b(?:that|which|who|whom|whose|where|when|whether|how|what|why)\b", re.I)
FEWEST_NAMING = 3


@lru_cache(maxsize=REMEMBERED)
def names_a_thing(words: str) -> bool:
    """A noun phrase of some length and nothing more: "Rent and rates for the building last year"."""
    clause = CLAUSE.search(words)
    head = words[: clause.start()] if clause else words
    long = len(words.split()) >= FEWEST_NAMING and len(head.split()) > 1 and not words.endswith(":")
    return long and not words.isupper() and bool(matter(words)) and not FINITE.search(head)


def is_rider(words: str) -> bool:
    """Only divides the answer before: "Split by year", "Please give the total for each"."""
    return bool(forms.RIDER.match(words)) or all(word in DIVIDING_WORDS or word[0].isdigit() for word in matter(words))


def without_courtesy(words: str) -> str:
    """The sentence without an opening "If you can," or "Provided there is room," that makes no condition."""
    return wishes.AS_FAR_AS.sub("", forms.COURTESY.sub("", words, count=1), count=1)


@lru_cache(maxsize=REMEMBERED)
def ask_of(raw: str) -> Ask:
    """How sure the sentence is to ask for something of its own."""
    words = without_courtesy(clipped(raw))
    if wishes.FOR_EFFECT.match(words) or (wishes.about_reply(words) and not forms.COUNTING.search(words)):
        return Ask.NONE
    if marked(words) and (forms.SHORT_CONDITION.match(words) or forms.QUESTION_WORD.match(words)):
        about_reply = forms.PROCEDURE.search(words) and not matter(forms.PROCEDURE.sub(" ", words))
        return Ask.NONE if about_reply and not forms.COUNTING.search(words) else Ask.DIRECT
    if forms.NOT_WANTED.search(words) or not matter(words):
        return Ask.NONE
    if forms.CONDITION.match(words) and not marked(words):
        return conditional(words)
    if about_procedure(words) or about_format(words):
        return Ask.NONE
    if marked(words) and not words.startswith(("(", "[")):
        return Ask.DIRECT
    if interrogative(words):
        return Ask.DIRECT
    return statement(words)


def concedes(words: str) -> bool:
    """Only grants something: "I appreciate that others run it, but I am asking for what you hold"."""
    asks = forms.COUNTING.search(words) or forms.PLEASE.search(words) or " like " in words
    return bool(forms.CONCEDES.match(words)) and not asks


def statement(words: str) -> Ask:
    """A sentence that has not the form of a question."""
    if forms.SCOPE.match(words) or concedes(words):
        return Ask.NONE
    if forms.BROAD.search(words[:200]) and not forms.ASKED_FOR.search(words):
        return Ask.TOPIC
    polite = forms.PLEASE.search(words) or forms.MAY_I.search(words) or forms.HOPE.search(words)
    if forms.TOPIC.search(words[:200]) and not polite:
        return Ask.TOPIC
    if (forms.OWN_PURPOSE.search(words) or wishes.TO_COMPARE.search(words)) and not polite:
        return Ask.NONE
    if (
        framed(words)
        or forms.IMPERATIVE.match(words)
        or forms.AFTER_PHRASE.match(words)
        or forms.SHOULD_SHOW.search(words)
    ):
        return Ask.DIRECT
    return Ask.DIRECT if forms.NOUN_ASK.match(words) and not forms.STATES.match(words) else Ask.NONE
