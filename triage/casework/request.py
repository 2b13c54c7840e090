"""What a request is made of, once it has been understood.

All positions are characters of the untouched text of the case (`text`), half-open. The requester's words are never
altered: everything here is a layer of spans over them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

REQUEST_SITE = "request_site"  # the flag of a case whose letters are on the web at once
# What begins a flag that goes once a person has confirmed who asked, the last also once the answer has an address.
FORWARDED, FROM_COLLEAGUE, ELSEWHERE = "forwarded: ", "from a colleague: ", "answers elsewhere: "
REQUEST_ADDRESS = re.compile(r"(?:[\w.]+\+)?request-\d+-[0-9a-f]{6,}@[\w.-]+", re.IGNORECASE)
REQUEST_SITES = ("whatdotheyknow.com",)
LIKELY = 0.5  # a slip that is read with less than this is read by default only


class Kind(StrEnum):
    """What a message is. Only a REQUEST gets an FOI acknowledgement; the others are parked with a proposal."""

    REQUEST = "request"
    CLARIFICATION = "clarification"
    NARROWED = "narrowed"  # the same person changes the scope of an earlier request: a new clock
    INTERNAL_REVIEW = "internal_review"
    CHASER = "chaser"
    WITHDRAWAL = "withdrawal"
    OWN_DATA = "own_data"  # subject access, erasure, rectification, objection
    DATA_COMPLAINT = "data_complaint"
    RE_USE = "re_use"
    TRANSFER = "transfer_in"
    OFFICIAL = "mp_or_regulator"
    BUSINESS = "business_as_usual"
    SERVICE = "service"  # a complaint about a service, a report, an invoice
    PITCH = "supplier_pitch"
    THANKS = "thanks"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"
    OTHER = "not_a_request"  # none of these; a person must read it


class Regime(StrEnum):
    """The law a question is answered under. What it is called in letters is decided in templates."""

    FOIA = "foia"
    EIR = "eir"
    FOISA = "foisa"
    EISR = "eisr"
    SAR = "sar"
    BUSINESS = "bau"  # ordinary business: answered at once and in full, or else under the law


LAWS = {
    "foia": "the FOIA",
    "eir": "the EIR",
    "foisa": "the FOISA",
    "eisr": "the Scottish EIR",
    "sar": "data protection law",
    "bau": "no law, as ordinary business",
}


@dataclass(frozen=True, order=True)
class Span:
    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True)
class Dependency:
    """A question that only makes sense with another. `on` is the position (0-based) of that other question.

    `written` is what the requester wrote ("If YES to (11)"); `slip` is true where the written label cannot be meant
    (it names the question itself, or one that does not exist) and `on` is our reading, shown and never repaired;
    where that is `unclear`, nobody can tell which question is meant, and the requester is asked.
    """

    on: int
    confidence: float
    written: str = ""
    slip: bool = False

    @property
    def unclear(self) -> bool:
        return self.slip and self.confidence < LIKELY


@dataclass(frozen=True)
class Ranked:
    """A topic slug with its probability, 0..1."""

    topic: str
    probability: float


@dataclass(frozen=True)
class Repeat:
    """A question that seems to ask what an earlier one asks. `of` is the position of that one, `likeness` 0..1."""

    of: int
    likeness: float


@dataclass(frozen=True)
class Part:
    """A part of a message that is of another kind than the message as a whole, with the reason."""

    kind: Kind
    span: Span
    why: str


@dataclass(frozen=True)
class Pointer:
    """A place in the text that an officer should look at twice, with one sentence for them."""

    span: Span
    said: str


@dataclass(frozen=True)
class Question:
    """One thing an officer answers separately. `label` is the requester's own ("3a"), empty where there was none.

    `spans` make up the question's own words, `stem` the words before it that it needs to be understood.
    `topics` are best first; `why` says in short sentences what counted for the first.
    """

    label: str
    spans: tuple[Span, ...]
    stem: tuple[Span, ...] = ()
    depends_on: tuple[Dependency, ...] = ()
    regime: Regime = Regime.FOIA
    regime_why: str = ""
    topics: tuple[Ranked, ...] = ()
    why: tuple[str, ...] = ()
    repeats: Repeat | None = None

    def own_text(self, text: str) -> str:
        return words_of(self.spans, text)

    def stem_text(self, text: str) -> str:
        return words_of(self.stem, text)


@dataclass(frozen=True)
class Understanding:
    """What was understood of one text.

    `scope` is shared by all questions (period, area, format), `apart` is what was set apart (footers, signature,
    quoted history), `left_out` may ask for something and lies in no question, or in one behind another ask. `parts`
    are of other kinds than the whole, `pointers` are citations of law that cannot be meant.
    """

    kind: Kind
    kind_why: str
    questions: tuple[Question, ...] = ()
    scope: tuple[Span, ...] = ()
    apart: tuple[Span, ...] = ()
    left_out: tuple[Span, ...] = ()
    parts: tuple[Part, ...] = ()
    pointers: tuple[Pointer, ...] = ()


class Understand(Protocol):
    """The understanding of a text; given to the inbox by the command line, which alone knows the classifiers.

    `sender_domain` may help to tell the kind of message; nothing else of the requester is ever passed (promise 7).
    """

    def __call__(self, text: str, subject: str = "", sender_domain: str = "") -> Understanding: ...


def is_request_address(address: str) -> bool:
    """Whether an address was made for one request, as WhatDoTheyKnow and its sister sites do."""
    return bool(REQUEST_ADDRESS.fullmatch(address))


def is_request_site(address: str) -> bool:
    """Whether what is sent to this address is published at once."""
    return is_request_address(address) or address.rpartition("@")[2].lower() in REQUEST_SITES


def words_of(spans: Sequence[Span], text: str) -> str:
    """The words of spans, joined; exactly the characters of the text."""
    return "".join(span.of(text) for span in spans)
