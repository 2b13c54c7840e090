"""What a message is, as a whole and in its parts: a request, or one of the many things that get no FOI acknowledgement.

A judge that learned from examples (`kinds.judge`) hears how the message sounds; a few rules stand above it, because a
slip there costs most: a machine asks for nothing, whoever names the Act and asks makes a request, a regulator's domain
speaks for itself (law: FOIA sections 1 and 8, UK GDPR articles 15 to 21, section 45 Code). The sender's domain may
speak; no name ever does. Nothing is rejected here: every kind but a request is parked with a proposal for a person.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from classifiers.kinds.judge import KindJudge, trained
from classifiers.kinds.machines import AUTOMATIC, BOUNCE, machine_subject, machine_words
from classifiers.kinds.own_words import Sentence, is_answer, sentences_of
from classifiers.kinds.senders import OFFICIAL, PUBLIC, sender_class
from classifiers.kinds.speech import counts, names_the_act, own_data_words, supposes, wants_information, wants_records

REQUEST, OTHER = "request", "not_a_request"
MACHINES = (AUTOMATIC, BOUNCE)
MEANS = {
    "request": "asks for information that may be held",
    "clarification": "answers a question about an earlier request",
    "narrowed": "changes what an earlier request asks for",
    "internal_review": "is dissatisfied with how a request was answered and wants it looked at again",
    "chaser": "asks how far we are with something asked before",
    "withdrawal": "withdraws a request",
    "own_data": "uses a right over the sender's own data, or that of somebody they act for",
    "data_complaint": "complains of how we treated personal data",
    "re_use": "asks for leave to re-use information",
    "transfer_in": "passes on a request that another authority received",
    "mp_or_regulator": "comes from somebody in office, about a case or a constituent",
    "business_as_usual": "asks what can be answered at once, as ordinary business",
    "service": "reports something or complains of a service",
    "supplier_pitch": "offers something for sale",
    "thanks": "says thank you and asks for nothing",
    "automatic": "sounds like a machine's message",
    "bounce": "says that a message could not be delivered",
}
# among such words a request is still a request; so near to the winner its score need come where the Act is not named
WEAKER, NEAR = {"business_as_usual", "service", "re_use"}, 0.5
ABOUT_SOMEBODY = re.compile(
    r"\b(?:me|my|mine|myself|our|us|client\w*|name|patients?|personnel|authority|mandate|fy|mi|amdana\w*)\b"
    r"|\b(?:his|her|their) (?:own )?(?:file|records?|notes|data)\b"
    r"|\b(?:mother|father|mum|dad|son|daughter|child|wife|husband|parent|patient|attorney|executor|guardian)s?\b",
    re.I,
)
# kinds a part may be of, with how sure the judge must be; what is easily taken for each other is no part of it
PARTS = {
    "own_data": -0.15,
    "data_complaint": 0.1,
    "request": 0.0,
    "internal_review": 0.0,
    "chaser": 0.1,
    "business_as_usual": 0.0,
    "re_use": 0.1,
    "withdrawal": 0.2,
    "service": 0.2,
}
ALIKE = (
    {"chaser", "business_as_usual", "withdrawal"},
    {"service", "business_as_usual", "data_complaint"},
    {"narrowed", "clarification", "internal_review", "chaser"},
    {"narrowed", "clarification", "internal_review", "request"},
    {"supplier_pitch", "business_as_usual", "data_complaint", "re_use"},
    {"own_data", "data_complaint"},
    {"mp_or_regulator", "chaser", "service"},
)
OWN_RIGHT = re.compile(r"subject access|\bd?sar\b|erasure|forgotten|my (?:data|records?|file)", re.I)
PART_CLEAR, PART_WORDS = 0.5, 4


class Part(NamedTuple):
    """A passage of the untouched text, half-open, that is of another kind than the message."""

    kind: str
    start: int
    end: int
    why: str


@dataclass(frozen=True)
class Judged:
    """What a message is (a value of casework's Kind), a sentence or two saying why, and its parts of other kinds."""

    kind: str
    why: str
    parts: tuple[Part, ...] = ()


Scores = dict[str, float]


def kind_of(text: str, subject: str = "", sender_domain: str = "") -> Judged:
    """What a message in its sender's own words is. Nothing but the text, the subject and the domain is looked at."""
    said = sentences_of(text, subject)
    if not said:
        return Judged(*(machine_subject(subject) or (OTHER, "It has no words of its own.")))
    scores, each = _heard(trained(), said, subject)
    kind, rule = _kind(_with_sender(scores, sender_domain), said, subject)
    return Judged(kind, rule or _why(kind, said, each), tuple(_parts(said, each, kind)))


def _heard(judge: KindJudge, said: Sequence[Sentence], subject: str) -> tuple[Scores, list[Scores]]:
    """The score of each kind for the whole message, and how surely each sentence alone is of it."""
    told = [one.words for one in said if not supposes(one.words)] or [one.words for one in said]
    whole = judge.decision_function([(subject, "\n".join(told))])[0]
    each = judge.certainty([("", one.words) for one in said])
    kinds = judge.classes_.tolist()
    return dict(zip(kinds, whole.tolist(), strict=True)), [dict(zip(kinds, row, strict=True)) for row in each.tolist()]


def _with_sender(scores: Scores, domain: str) -> Scores:
    """The scores with what the domain says: a regulator's or parliament's mail is mostly in office."""
    speaks = {OFFICIAL: ("mp_or_regulator", 0.8), PUBLIC: ("transfer_in", 0.4)}.get(sender_class(domain))
    return scores | {speaks[0]: scores[speaks[0]] + speaks[1]} if speaks else scores


def _kind(scores: Scores, said: Sequence[Sentence], subject: str) -> tuple[str, str]:
    """The kind, and why where a rule decided it; "" where the judge did."""
    asks = _first(said, wants_information)
    best = _best(scores, scores.keys())
    if machine := _machine(scores, said, subject, best, asks):
        return machine
    best = _best(scores, scores.keys() - set(MACHINES))
    if best in (REQUEST, "narrowed", "business_as_usual") and _only_own_data(said):
        return "own_data", ""
    if best == "own_data" and not _speaks_of_somebody(said, subject):
        return REQUEST, ""
    if asks and _is_request_all_the_same(best, scores, said, subject):
        return REQUEST, f"It asks for information that may be held: “{_short(_first(said, wants_records) or asks)}”."
    return best, ""


def _is_request_all_the_same(best: str, scores: Scores, said: Sequence[Sentence], subject: str) -> bool:
    """Whether a message that asks, and sounds most like another kind, is a request: a missed one is the worst slip."""
    if best == "thanks" or (best in WEAKER and any(names_the_act(one.words) for one in said)):
        return True
    if best == "business_as_usual" or (best == "narrowed" and not is_answer(subject)):
        return bool(_first(said, counts))
    return best in WEAKER and scores[best] - scores[REQUEST] < NEAR and bool(_first(said, wants_records))


def _best(scores: Scores, among: Iterable[str]) -> str:
    return max(sorted(among), key=scores.__getitem__)


def _speaks_of_somebody(said: Sequence[Sentence], subject: str) -> bool:
    """Whether anybody is spoken of whose own data could be meant: "everything you hold on the mill" is not own data."""
    return any(ABOUT_SOMEBODY.search(one.words) for one in said) or bool(OWN_RIGHT.search(subject))


def _only_own_data(said: Sequence[Sentence]) -> bool:
    """Whether all that is asked for is the sender's own data, by whatever law they ask."""
    asks = [one.words for one in said if wants_information(one.words) or own_data_words(one.words)]
    return bool(asks) and all(own_data_words(words) for words in asks)


def _machine(scores: Scores, said: Sequence[Sentence], subject: str, best: str, asks: str) -> tuple[str, str] | None:
    """What a machine wrote, by its subject, its words or its sound; None for a message that asks as people do."""
    sounds = _best(scores, MACHINES)
    if asks:
        as_people_do = _first(said, counts) or _first(said, names_the_act) or scores[REQUEST] > scores[sounds] - NEAR
        return (best, "") if best in MACHINES and not as_people_do else None
    if known := machine_subject(subject):
        return known
    if best == REQUEST and scores[sounds] > scores[best] - NEAR:
        return sounds, ""
    kind, words = machine_words([one.words for one in said]) or (best, "")
    if best in MACHINES or (words and scores[kind] > scores[best] - NEAR):
        means = f"Its words are those of a machine: “{_short(words)}”." if words else ""
        return best if best in MACHINES else kind, means
    return None


def _first(said: Sequence[Sentence], does: Callable[[str], bool]) -> str:
    return next((one.written for one in said if does(one.words)), "")


def _why(kind: str, said: Sequence[Sentence], each: Sequence[Scores]) -> str:
    """What the message does, with the words that say so most surely."""
    loudest = max(range(len(said)), key=lambda n: each[n][kind])
    return f"It {MEANS[kind]}: “{_short(said[loudest].written)}”."


def _parts(said: Sequence[Sentence], each: Sequence[Scores], kind: str) -> Iterator[Part]:
    """Runs of sentences that are surely of another kind than the message."""
    found = [_part_kind(one.words, heard, kind) for one, heard in zip(said, each, strict=True)]
    start = 0
    for other, run in groupby(found):
        end = start + len(list(run))
        if other:
            why = f"It {MEANS[other]}: “{_short(said[start].written)}”."
            yield Part(other, said[start].start, said[end - 1].end, why)
        start = end


def _part_kind(words: str, heard: Scores, kind: str) -> str:
    """The kind of a sentence where it is surely another than the message's; else ""."""
    if kind == REQUEST and own_data_words(words):
        return "own_data"
    best = _best(heard, heard.keys())
    if best not in PARTS or any({best, kind} <= alike for alike in ALIKE) or len(words.split()) < PART_WORDS:
        return ""
    if heard[best] < PARTS[best] or heard[best] - heard[kind] < PART_CLEAR:
        return ""
    return best if _fits(best, words) else ""


def _fits(kind: str, words: str) -> bool:
    """Whether the words of a part hold what a part of that kind cannot do without."""
    if kind == REQUEST:
        return wants_information(words)
    if kind == "own_data":
        return bool(ABOUT_SOMEBODY.search(words))
    return "?" in words or kind != "business_as_usual"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 90 else words[:89].rsplit(" ", 1)[0] + " …"
