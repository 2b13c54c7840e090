"""A request that a colleague forwards: who wrote it, when, and where their words begin.

The message inside stands in the text under a block of header lines, as Outlook, Gmail and Apple Mail write them in
several languages, or is attached. Nothing is cut out: what is not theirs is blanked, so that every position still
points into the same text.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from triage.inbox.charset import one_line
from triage.inbox.headers import NOBODY, Person, person
from triage.inbox.joining import is_colleague, is_ourselves
from triage.inbox.message import Message
from triage.settings import Settings

BEFORE = r"[\s>*|]{0,40}"
_FORWARDED = (
    r"(?:original|forwarded) message|neges (?:wreiddiol|a anfonwyd ymlaen)|teachtaireacht (?:bhunaidh|ar aghaidh)"
    r"|message (?:d.origine|transféré|original)|(?:ursprüngliche|weitergeleitete|originale?) nachricht"
    r"|mensaje (?:original|reenviado)|(?:oryginalna|przekazana) wiadomość|wiadomość przekazana"
)
MARK = re.compile(
    rf"{BEFORE}(?:-{{2,}}\s?(?:{_FORWARDED})\b|begin forwarded message\b|début du message (?:réexpédié|transféré)"
    r"|anfang der weitergeleiteten (?:nachricht|e-mail)|inicio del mensaje reenviado)",
    re.I,
)
# a header line's name in English; the same in Welsh, Irish, French, German, Spanish and Polish
NAMES = {
    "from": "from|oddi wrth|ó|de|von|od",
    "date": "date|sent|dyddiad|anfonwyd|dáta|seolta|envoyé|datum|gesendet|fecha|enviado(?: el)?|data|wysłano",
    "to": "to|at|chuig|à|an|para|do",
    "subject": "subject|pwnc|ábhar|objet|betreff|asunto|temat",
    "cc": "cc|bcc|copi|cóip|kopie|copie|dw",
    "other": "reply-to|importance|répondre à|antwort an",
}
FIELD = re.compile(
    BEFORE
    + "(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in NAMES.items())
    + r")\s{0,3}\*{0,2}\s{0,3}:[*\s]{0,20}(?P<value>.*)",
    re.I,
)
WRITTEN = {"from", "date", "to", "subject"}
GOES_ON = re.compile(r"[^\n]*(?:@|;\s*$)")
MAILTO = re.compile(r"[\[<(]\s?mailto:([^\s\[\]<>()]{3,254})[\])>]", re.I)
ATTACHED = re.compile(r"^\[From the attach(?:ed message|ment) .*\n", re.M)
ANSWERS = re.compile(r"\s*(?:re|atb)\s*:", re.I)
LONGEST_LINE, LONGEST_BLOCK, LONGEST_DATE = 1_000, 20, 60
CLOCK = "The clock runs from the day it reached this mailbox; if a colleague had it earlier, the earlier day counts."


class Forward(NamedTuple):
    """Who wrote the message inside, its date as it stands there, and where its words begin in the text.

    `text` is as long as the message's own, with all that is not theirs blanked.
    """

    person: Person
    dated: str
    start: int
    text: str


class _Inside(NamedTuple):
    person: Person
    dated: str
    start: int
    quoted: int = 0  # how many > stand before each of its lines


def forward_of(message: Message, settings: Settings) -> Forward | None:
    """The message inside one that a colleague forwards; None where no colleague forwards anything.

    An answer to a letter of ours quotes that letter, which is no forward.
    """
    if not is_colleague(message.sender_address, settings):
        return None
    inside = _attached(message, settings) or _chosen(message, settings)
    if inside is None:
        return None
    if not message.text[inside.start :].strip():  # the words stand elsewhere: all of it must be read
        return Forward(inside.person, inside.dated, 0, message.text)
    text = _blank(message.text[: inside.start]) + _unquoted(message.text[inside.start :], inside.quoted)
    return Forward(inside.person, inside.dated, inside.start, text)


def is_answer(message: Message) -> bool:
    """Whether the subject says that it answers, so that what stands below is quoted rather than forwarded."""
    return bool(ANSWERS.match(message.subject))


def told(message: Message, forward: Forward) -> str:
    """What the officer must know of it, and do."""
    colleague = _named(Person(message.sender_name, message.sender_address))
    date = f", in a message dated “{forward.dated}”" if forward.dated else ""
    asked = f"{_named(forward.person)} may be who asked{date}." if any(forward.person) else "Find out who asked."
    return f"{colleague}, a colleague, forwarded this. {asked} Choose where the answer goes. {CLOCK}"


def _attached(message: Message, settings: Settings) -> _Inside | None:
    """The attached message, where it is of somebody outside; what the colleague wrote stands before it."""
    if not message.forwarded.address or is_colleague(message.forwarded.address, settings):
        return None
    mark = ATTACHED.search(message.text)
    return _Inside(message.forwarded, message.forwarded_dated, mark.end() if mark else 0)


def _chosen(message: Message, settings: Settings) -> _Inside | None:
    """Of the messages in the text the newest of somebody outside, else the newest."""
    lines = message.text.split("\n")
    found = list(_blocks(lines))
    if not found:
        return _marked(lines)
    newest = found[0].person.address
    if is_ourselves(newest, settings) or (is_answer(message) and is_colleague(newest, settings)):
        return None
    outside = [one for one in found if one.person.address and not is_colleague(one.person.address, settings)]
    return outside[0] if outside else found[0]


def _blocks(lines: Sequence[str]) -> Iterator[_Inside]:
    """The blocks of header lines in a text, first to last."""
    start, marked, after = 0, -9, 0
    for index, line in enumerate(lines):
        if MARK.match(line[:LONGEST_LINE]):
            marked = index
        found = _field(line) if index >= after else None
        if found and found[0] == "from":
            fields, after = _fields(lines, index)
            if _is_head(fields, index - marked <= 2):
                offset = start + sum(len(one) + 1 for one in lines[index:after])
                yield _Inside(_author(fields["from"]), _date(fields.get("date", "")), offset, _depth(line))
        start += len(line) + 1


def _fields(lines: Sequence[str], first: int) -> tuple[dict[str, str], int]:
    """The header lines that stand together from here, and the line after the last of them."""
    fields: dict[str, str] = {}
    last, end = "", first
    for index in range(first, min(first + LONGEST_BLOCK, len(lines))):
        found = _field(lines[index])
        if found:
            last, end = found[0], index + 1
            fields.setdefault(*found)
        elif not lines[index].strip(" \t>*"):
            if fields.keys() >= WRITTEN or not _field_follows(lines, index):
                break
        elif last in ("to", "cc") and GOES_ON.match(lines[index][:LONGEST_LINE]):
            end = index + 1
        else:
            break
    return fields, end


def _field_follows(lines: Sequence[str], blank: int) -> bool:
    return blank + 1 < len(lines) and _field(lines[blank + 1]) is not None


def _field(line: str) -> tuple[str, str] | None:
    """The name of a header line in English, and its value."""
    found = FIELD.match(line[:LONGEST_LINE])
    name = next((name for name in NAMES if found[name]), "") if found else ""
    return (name, found["value"].strip(" *")) if found else None


def _is_head(fields: dict[str, str], marked: bool) -> bool:
    """Whether these lines head a message: people also ask for "From: … To: …", which has no date."""
    if not fields["from"]:
        return False
    return len(fields) >= 2 if marked else "date" in fields and bool(fields.keys() & {"to", "subject"})


def _marked(lines: Sequence[str]) -> _Inside | None:
    """A line that says that a message is forwarded, with no header lines that could be read."""
    place = next((n for n, line in enumerate(lines) if MARK.match(line[:LONGEST_LINE])), None)
    return None if place is None else _Inside(NOBODY, "", sum(len(line) + 1 for line in lines[: place + 1]))


def _author(value: str) -> Person:
    """Who a From line of some mail program's own making names; a name that is an address is none."""
    found = person(MAILTO.sub(r"<\1>", value).replace("<<", "<").replace(">>", ">"))
    return Person("" if "@" in found.name else found.name, found.address)


def _date(value: str) -> str:
    return one_line(value)[:LONGEST_DATE].strip()


def _depth(line: str) -> int:
    return re.match(r"[\s>]{0,40}", line)[0].count(">")  # type: ignore[index]


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _unquoted(text: str, depth: int) -> str:
    """The text without the marks that Apple Mail sets before each line of what it forwards."""
    return re.sub(rf"^[ \t]{{0,4}}(?:>[ \t]?){{1,{depth}}}", _blanked, text, flags=re.M) if depth else text


def _blanked(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _named(one: Person) -> str:
    return f"{one.name} ({one.address})" if one.name and one.address else one.name or one.address
