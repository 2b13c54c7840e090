"""What a message written by a person is: a request, or something that must not get an FOI acknowledgement.

Rules over sentences, each with the words that decided (law: FOIA sections 1 and 8, UK GDPR articles 15 to 21,
section 45 Code parts 5 and 6). Mail made by machines is told by its headers before it comes here; two sorts of subject
line are judged here too, for mail whose headers were lost. The sender's domain may speak (a regulator's does); no name
ever does.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from classifiers.signs import BOUNCE, CHASER, CLARIFICATION, OWN_DATA, REVIEW, Sign, sign_in
from classifiers.speech import ASK, COURTESY, GENERAL, NAMED, NUMBERED, PITCH, SERVICE, sentences_said
from classifiers.wording import without_the_act

REQUEST, AUTOMATIC, OTHER = "request", "automatic", "not_a_request"
REGULATORS = ("ico.org.uk", "foi.scot", "lgo.org.uk", "ombudsman.org.uk", "spso.org.uk", "ombudsman.wales")
NAMES_THE_ACT = re.compile(
    r"freedom of information|\bfoi(?:a|sa)?\b|environmental information regulations|\beirs?\b|information request", re.I
)
AUTOMATIC_SUBJECT = re.compile(
    r"^\W*(?:(?:re: )?auto(?:matic|mated)?[ -]?(?:reply|response|acknowledg\w+)|out[ -]of[ -](?:the )?office|ooo\b"
    r"|annual leave|away from (?:the|my) (?:office|desk)|i am (?:away|on leave))",
    re.I,
)
BOUNCE_SUBJECT = re.compile(
    r"^\W*(?:undeliver(?:able|ed)|delivery (?:status notification|failure|has failed|report)|returned mail"
    r"|mail delivery (?:failed|failure|system)|failure notice|message (?:undeliverable|not delivered)|non[- ]?delivery"
    r"|warning: (?:message|could not send))",
    re.I,
)


@dataclass(frozen=True)
class Said:
    """What one sentence does: shows another kind of message, or asks (`intro`: only announces a request)."""

    text: str
    sign: Sign | None
    asks: bool
    intro: bool = False


def kind_of(text: str, subject: str = "", sender_domain: str = "") -> tuple[str, str]:
    """(a value of casework's Kind, a sentence or two saying why) for a message in its sender's own words."""
    if match := AUTOMATIC_SUBJECT.match(subject):
        return AUTOMATIC, f"The subject says “{match.group().strip()}”: no person wrote this."
    if match := BOUNCE_SUBJECT.match(subject):
        return BOUNCE, f"The subject says “{match.group().strip()}”: a message came back."
    if _is_regulator(sender_domain):
        return OTHER, f"It comes from a regulator or ombudsman ({sender_domain}): a person must read it."
    said = [_said(sentence) for sentence in sentences_said(text)]
    named = bool(NAMES_THE_ACT.search(f"{subject}\n{text[:20_000]}"))
    return _other_kind(said, _said(subject)) or _request(said, named) or (OTHER, _no_request(said))


def _is_regulator(domain: str) -> bool:
    return any(domain.lower() == known or domain.lower().endswith(f".{known}") for known in REGULATORS)


def _said(sentence: str) -> Said:
    sign = sign_in(sentence)
    asks = bool(ASK.search(sentence)) and not (sign or COURTESY.search(sentence) or SERVICE.search(sentence))
    return Said(sentence, sign, asks, asks and _only_announces(sentence))


def _only_announces(sentence: str) -> bool:
    """ "I request the following under the Act:" asks for nothing of its own."""
    rest = without_the_act(sentence)
    return "?" not in rest and (rest.rstrip().endswith(":") or len(rest.split()) < 6) and not NAMED.search(rest)


def _other_kind(said: Sequence[Said], subject: Said) -> tuple[str, str] | None:
    """The kind whose sign was found, the one with most at stake first; None for a request."""
    asks = [one.text for one in said if one.asks and not one.intro]
    signs = [(one.sign, one.text) for one in (*said, subject) if one.sign]
    for kind, most in ((BOUNCE, 99), (REVIEW, 99), (OWN_DATA, 99), (CLARIFICATION, 2), (CHASER, 1)):
        mine = [(sign, words) for sign, words in signs if sign.kind == kind]
        if mine and len(asks) <= most:
            return _with_reason(kind, *mine[0], asks)
    return None


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
    asks = [one.text for one in said if one.asks]
    if asks and (names_the_act or not pitch or any(len(ask.split()) > 8 and not PITCH.search(ask) for ask in asks)):
        return REQUEST, f"It asks for information: “{_short(asks[0])}”."
    if pitch:
        return None
    if names_the_act:
        return REQUEST, "It names the law on access to information."
    return _request_without_verb(said)


def _request_without_verb(said: Sequence[Said]) -> tuple[str, str] | None:
    """ "Pothole claims paid, by year": information named, or points numbered, where nothing else is going on."""
    if any(SERVICE.search(one.text) for one in said):
        return None
    named = [one.text for one in said if NAMED.search(one.text) and not COURTESY.search(one.text)]
    numbered = [one.text for one in said if NUMBERED.search(one.text)]
    if not named and len(numbered) < 2:
        return None
    return REQUEST, f"It names information that may be held: “{_short((named or numbered)[0])}”."


def _no_request(said: Sequence[Said]) -> str:
    if not said:
        return "It has no words of its own."
    if offer := next((match.group() for one in said if (match := PITCH.search(one.text))), ""):
        return f"It offers something (“{offer}”) and asks for no recorded information."
    if service := next((one.text for one in said if SERVICE.search(one.text)), ""):
        return f"It asks for something to be done, not for information: “{_short(service)}”."
    return "It asks for no recorded information."


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 90 else words[:89].rsplit(" ", 1)[0] + " …"
