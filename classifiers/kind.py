"""What a message written by a person is: a request, or something that must not get an FOI acknowledgement.

Rules over sentences, each with the words that decided (law: FOIA sections 1 and 8, UK GDPR articles 15 to 21,
section 45 Code parts 5 and 6). Who asks for recorded information that is not about themselves makes a request, whatever
else they say. Mail made by machines is told by its headers before it comes here, and by its words here where those were
lost. The sender's domain may speak (a regulator's does); no name ever does.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from classifiers.kinds.machines import machine_subject, machine_words
from classifiers.kinds.signs import (
    ABOUT_INFORMATION,
    CHASER,
    CLARIFICATION,
    HYPOTHETICAL,
    OWN_DATA,
    REVIEW,
    Sign,
    sign_in,
)
from classifiers.kinds.speech import (
    ASK,
    COURTESY,
    GENERAL,
    NAMED,
    NUMBERED,
    PITCH,
    QUANTITY,
    SENTENCE,
    SERVICE,
    THANKS,
    WITHDRAWAL,
    is_hollow,
    is_reply,
    sentences_said,
)
from classifiers.routing.wording import without_the_act

REQUEST, OTHER = "request", "not_a_request"
REGULATORS = ("ico.org.uk", "foi.scot", "lgo.org.uk", "ombudsman.org.uk", "spso.org.uk", "ombudsman.wales")
SETTLED = (THANKS, WITHDRAWAL, PITCH)
NAMES_THE_ACT = re.compile(
    r"freedom of information|\bfoi(?:a|sa)?\b(?![-/ ]?\d)|environmental information regulations|\beirs?\b"
    r"|information request",
    re.I,
)
ASKED_WHAT = re.compile(
    r"clarif|narrow|(?:question|query) (?:about|on|for)|more (?:details?|information)"
    r"|what (?:do )?you (?:mean|are asking)"
    r"|which\b.* mean"
    r"|cost limit",
    re.I,
)


POLITE = re.compile(r"\b(?:please|could you|can you|would you)\b", re.I)
MY_REQUEST = re.compile(r"\b(?:my|our)(?: \w+){0,4} (?:request|foi|enquiry|letter|e-?mail)\b", re.I)


@dataclass(frozen=True)
class Said:
    """What one sentence does: shows another kind of message, or asks.

    `intro`: it only announces a request; `hollow`: it asks about nothing but the correspondence.
    """

    text: str
    sign: Sign | None
    asks: bool
    intro: bool = False
    hollow: bool = False

    @property
    def wants(self) -> bool:
        """Whether it asks for something that may be held."""
        return self.asks and not (self.intro or self.hollow)


def kind_of(text: str, subject: str = "", sender_domain: str = "") -> tuple[str, str]:
    """(a value of casework's Kind, a sentence or two saying why) for a message in its sender's own words."""
    said = [_said(sentence) for sentence in sentences_said(text, subject)]
    reply = is_reply(text, subject)
    if machine := _machine(said, subject):
        return machine
    if _is_regulator(sender_domain):
        return OTHER, f"It comes from a regulator or ombudsman ({sender_domain}): a person must read it."
    named = _names_the_act(said, "" if reply else subject)
    other = (
        _other_kind(said, _said(subject), reply)
        or _answer_by_subject(said, subject, reply)
        or _asks_after_request(said, reply)
    )
    return other or _request(said, named) or (OTHER, _no_request(said))


def _machine(said: Sequence[Said], subject: str) -> tuple[str, str] | None:
    """What a machine wrote: its subject line or its words, in a message that asks for nothing."""
    if any((one.wants or GENERAL.search(one.text)) and not HYPOTHETICAL.search(one.text) for one in said):
        return None
    if known := machine_subject(subject):
        return known
    words = machine_words([one.text for one in said])
    if words is None or any(one.sign and not one.sign.weak for one in said):
        return None
    return words[0], f"Its words are those of a machine: “{_short(words[1])}”."


def _names_the_act(said: Sequence[Said], subject: str) -> bool:
    """Whether the new words name the law; a case's reference, thanks or a withdrawal naming it are not that."""
    talk = [one.text for one in said if not (one.sign or any(words.search(one.text) for words in SETTLED))]
    settled = any(WITHDRAWAL.search(one.text) for one in said)
    return any(NAMES_THE_ACT.search(words) for words in talk) or bool(not settled and NAMES_THE_ACT.search(subject))


def _answer_by_subject(said: Sequence[Said], subject: str, reply: bool) -> tuple[str, str] | None:
    """Short statements under our own question ("Re: clarification needed") answer it."""
    match = ASKED_WHAT.search(subject) if reply else None
    if not match or sum(one.wants for one in said) > 1 or not said or _settled(said):
        return None
    return CLARIFICATION, f"It answers a message of ours whose subject says “{match.group()}”."


def _asks_after_request(said: Sequence[Said], reply: bool) -> tuple[str, str] | None:
    """A message that asks, and asks about nothing but the correspondence, in a reply or about "my request"."""
    hollow = next((one.text for one in said if one.hollow), "")
    known = reply or any(MY_REQUEST.search(one.text) for one in said)
    if not hollow or not known or any(one.wants for one in said) or _settled(said):
        return None
    return CHASER, f"It asks about nothing but an earlier request: “{_short(hollow)}”."


def _is_regulator(domain: str) -> bool:
    return any(domain.lower() == known or domain.lower().endswith(f".{known}") for known in REGULATORS)


def _said(sentence: str) -> Said:
    sign = sign_in(sentence)
    talk = any(words.search(sentence) for words in (COURTESY, SERVICE, WITHDRAWAL))
    other = sign or (talk and not QUANTITY.search(sentence))
    asks = bool(ASK.search(sentence)) and (not other or _asks_meanwhile(sentence, sign))
    hollow = asks and not GENERAL.search(sentence) and is_hollow(without_the_act(sentence))
    return Said(sentence, sign, asks, asks and _only_announces(sentence), hollow)


def _asks_meanwhile(sentence: str, sign: Sign | None) -> bool:
    """A weak sign inside a sentence that asks ("How many swings, by which I mean …?") leaves it an ask."""
    return sign is not None and sign.weak and sign.kind != CHASER and bool(GENERAL.search(sentence))


def _only_announces(sentence: str) -> bool:
    """ "I request the following under the Act:" asks for nothing of its own."""
    rest = without_the_act(sentence)
    return "?" not in rest and (rest.rstrip().endswith(":") or len(rest.split()) < 6) and not NAMED.search(rest)


def _other_kind(said: Sequence[Said], subject: Said, reply: bool) -> tuple[str, str] | None:
    """The kind whose sign was found, the one with most at stake first; None for a request."""
    asks = [one.text for one in said if one.wants]
    informed = any(ABOUT_INFORMATION.search(one.text) for one in (*said, subject))
    signs = [(one.sign, one.text) for one in (*said, subject) if one.sign and _counts(one.sign, asks, reply, informed)]
    for kind, most in ((REVIEW, 99), (OWN_DATA, 99), (CLARIFICATION, 2 if _explains_first(said) else 0), (CHASER, 0)):
        mine = [(sign, words) for sign, words in signs if sign.kind == kind]
        if mine and len(asks) <= most:
            return _with_reason(kind, *mine[0], asks)
    return None


def _counts(sign: Sign, asks: Sequence[str], reply: bool, informed: bool) -> bool:
    """A weak sign counts in a reply or where nothing is asked; of a review, only where information is spoken of."""
    return not sign.weak or ((reply or not asks) and (informed or sign.kind != REVIEW))


def _explains_first(said: Sequence[Said]) -> bool:
    """Whether the message explains before it asks: a first request does so after."""
    first = next((one for one in said if one.wants or (one.sign and one.sign.kind == CLARIFICATION)), None)
    return first is not None and first.sign is not None


def _with_reason(kind: str, sign: Sign, words: str, asks: Sequence[str]) -> tuple[str, str]:
    """A general ask ("how many …") makes a request of a message that also asks for the sender's own data.

    "Please include letters and notes" does not: it goes on about the sender.
    """
    why = f"It {sign.means}: “{_short(words)}”."
    general = [ask for ask in asks if GENERAL.search(ask)]
    if general and kind == OWN_DATA:
        return REQUEST, f"It asks for information: “{_short(general[0])}”. {why} That part falls under another law."
    if asks and kind == REVIEW:
        why += f" It also asks “{_short(asks[0])}”: look whether that is new."
    return kind, why


def _request(said: Sequence[Said], names_the_act: bool) -> tuple[str, str] | None:
    pitch = any(PITCH.search(one.text) for one in said)
    asks = sorted((one for one in said if one.asks), key=lambda one: one.hollow)
    if pitch and not names_the_act:
        asks = [one for one in asks if _names_what(one.text)]
    if asks and not (asks[0].hollow and _settled(said)):
        return REQUEST, f"It asks for information: “{_short(asks[0].text)}”."
    if names_the_act and not pitch:
        return REQUEST, "It names the law on access to information."
    return None if pitch else _request_without_verb(said)


def _names_what(ask: str) -> bool:
    """Whether somebody who sells something asks for information all the same: they name what they want."""
    return bool(GENERAL.search(ask) or (POLITE.search(ask) and NAMED.search(ask))) and not PITCH.search(ask)


def _settled(said: Sequence[Said]) -> bool:
    """Whether the message is about something else: a service, a withdrawal, thanks."""
    return any(words.search(one.text) for one in said for words in (SERVICE, WITHDRAWAL, THANKS))


def _request_without_verb(said: Sequence[Said]) -> tuple[str, str] | None:
    """ "Pothole claims paid, by year": information named, or points numbered, where nothing else is going on."""
    if any(SERVICE.search(one.text) or WITHDRAWAL.search(one.text) for one in said):
        return None
    named = [one.text for one in said if NAMED.search(one.text) and not SENTENCE.search(one.text)]
    numbered = [one.text for one in said if NUMBERED.search(one.text)]
    if not named and len(numbered) < 2:
        return None
    return REQUEST, f"It names information that may be held: “{_short((named or numbered)[0])}”."


def _no_request(said: Sequence[Said]) -> str:
    if not said:
        return "It has no words of its own."
    if offer := next((match.group() for one in said if (match := PITCH.search(one.text))), ""):
        return f"It offers something (“{offer}”) and asks for no recorded information."
    for words, means in (
        (WITHDRAWAL, "It withdraws a request"),
        (SERVICE, "It asks for something to be done, not for information"),
        (THANKS, "It says thank you and asks for nothing"),
    ):
        if told := next((one.text for one in said if words.search(one.text)), ""):
            return f"{means}: “{_short(told)}”."
    return "It asks for no recorded information."


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 90 else words[:89].rsplit(" ", 1)[0] + " …"
