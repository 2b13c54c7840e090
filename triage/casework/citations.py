"""Citations of law that cannot be meant: a section beyond the end of its Act, an Act of a year that has none.

For the officer only. A request is as valid with a wrong citation as with none, so nothing here weighs the requester or
the request. What does exist must never be pointed out: where the law is not named beside the number, it is judged only
if the text names no other law and speaks of refusing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from triage.casework.request import Pointer, Span
from triage.casework.statutes import DATA_1998, DATA_2018, EIR, EISR, FOIA, FOISA, STATUTES, UK_GDPR, Statute

MOST = 100  # pointers of one text; more would help nobody
MOST_READ = 5000  # laws and provisions that are looked at in one text
UNITS = {"s": "section", "§": "section", "r": "regulation", "a": "article"}
NUMBER = r"\d{1,3}(?!\d)(?:[A-Za-z]{1,2}(?![A-Za-z]))?(?:\s?\(\d{1,2}[A-Za-z]{0,2}\))?(?:\s?\([a-z]{1,4}\)){0,2}"
BETWEEN = r"(?:\s?[,/&–-]\s?|,?\s(?:and|or|to)\s)(?:ss?\.?\s?)?"
PROVISION = re.compile(
    r"(?:(?<![\w'’])(?P<unit>sections?|sec\.?|ss?\.?|regulations?|regs?\.?|articles?|arts?\.?)|(?P<sign>§{1,2}))"
    rf"\s{{0,2}}(?P<numbers>{NUMBER}(?:{BETWEEN}{NUMBER}){{0,20}})",
    re.I,
)
EACH_NUMBER = re.compile(
    r"(?P<n>\d{1,3})(?P<letter>[A-Za-z]{1,2}(?![A-Za-z]))?(?:\s?\((?P<part>\d{1,2})[A-Za-z]{0,2}\))?"
    r"(?:\s?\((?P<point>[a-z])\))?"
)
# "Section 12 (cost) of the", "s.12".
BEFORE_LAW = re.compile(r"(?:\s?\([^()\d]{1,60}\))?(?:\s{1,4}(?:of|in)\s{1,4}(?:the\s{1,4})?| (?:the )?)")
AMBIGUOUS = frozenset({"eir", "eirs", "dpa"})  # in lower case these may be anything
NAMED = "|".join(rf"(?P<law{n}>{'|'.join(statute.names)})" for n, statute in enumerate(STATUTES))
NOT_A_YEAR = r"(?![/–-]\d|\d|\s(?:figures|data|requests?|stat(?:istic)?s|financial|calendar|spend|onwards|to|and \d))"
LAW = re.compile(rf"(?<!\w)(?:{NAMED})(?!\w)(?:\s(?:of\s)?(?P<year>(?:19|20)\d\d){NOT_A_YEAR})?", re.I)
SHORT_FORM = re.compile(r"[A-Z()]+s?$")
# "Section 12 of the Act", where the text names one only.
THE_ACT = re.compile(r"\s{1,4}(?:of|in)\s{1,4}(?:the|that|this)\s{1,4}(?P<kind>Act|Regulations)\b")
# "Section 106 FOIA request" is a request about section 106, made under the Act.
AS_ADJECTIVE = re.compile(r"\s{1,2}(?:requests?|enquir|inquir|queries|query)", re.I)
OF_ANOTHER_LAW = re.compile(
    r"\s(?:agreements?|notices?|officers?|money|monies|contributions?|enquir\w*|orders?|certificates?|funds?|funding)\b",
    re.I,
)
ANOTHER_LAW = re.compile(r"(?<=[\w)] )(?:Act|Regulations|Order|Rules|Directive|Measure|Code)\b")
SPEAKS_OF_REFUSING = re.compile(
    r"\b(?:exempt\w*|refus\w*|withh[eo]ld\w*|cost limit|appropriate limit|vexatious|public interest test)\b", re.I
)
UNDER = re.compile(r"\b(?:under|by|to|with|in|per|cite|citing|relying on|rely on|engages?) (?:the )?$", re.I)
RELIES = re.compile(r"\b(?:under|pursuant to|in accordance with|by virtue of|per)\s{1,2}(?:the\s{1,2})?$", re.I)
LONGEST_SENTENCE = 300


@dataclass(frozen=True)
class Named:
    """A law named in the text."""

    statute: Statute
    span: Span
    year: int | None
    short: bool


def pointers(text: str, nation: str) -> tuple[Pointer, ...]:
    """What an officer should know of the law cited, in the order of the text; `nation` is that of the authority."""
    laws = list(named(text, nation))
    found = [*provisions(text, laws), *years(text, laws), *of_another_nation(laws, nation)]
    return tuple(sorted(found, key=lambda pointer: pointer.span)[:MOST])


def named(text: str, nation: str) -> Iterator[Named]:
    """The laws that the text names. In Scotland "the EIRs" are the Scottish ones."""
    for found in islice(LAW.finditer(text), MOST_READ):
        statute = next(statute for n, statute in enumerate(STATUTES) if found[f"law{n}"])
        name, year = found[f"law{STATUTES.index(statute)}"], int(found["year"]) if found["year"] else None
        short = SHORT_FORM.match(name) is not None
        if name.islower() and name in AMBIGUOUS:
            continue
        if statute is EIR and nation == "scotland" and short:
            statute = EISR
        yield Named(DATA_1998 if statute is DATA_2018 and year == 1998 else statute, Span(*found.span()), year, short)


def provisions(text: str, laws: Sequence[Named]) -> Iterator[Pointer]:
    """Provisions that are beyond the end of their law, or called by the name that another law's have."""
    starts, ends = {law.span.start: law for law in laws}, {law.span.end: law for law in laws}
    only = only_law(text, laws)
    for found in islice(PROVISION.finditer(text), MOST_READ):
        unit = UNITS[(found["unit"] or found["sign"])[0].lower()]
        numbers = list(EACH_NUMBER.finditer(text, *found.span("numbers")))
        if law := law_after(text, found.end(), starts):
            yield from judged(law, unit, found, numbers)
        elif (law := law_before(text, found.start(), ends)) and not OF_ANOTHER_LAW.match(text, found.end()):
            yield from judged(law, unit, found, numbers if plural(found) else numbers[:1])
        elif only and (of_the_act(text, found, only) or (only.unit == unit and refusing(text, found))):
            yield from judged(only, unit, found, numbers)


def plural(found: re.Match[str]) -> bool:
    return (found["unit"] or found["sign"]).lower().rstrip(".") in {
        "sections",
        "ss",
        "regulations",
        "regs",
        "articles",
        "arts",
        "§§",
    }


def of_the_act(text: str, found: re.Match[str], only: Statute) -> bool:
    behind = THE_ACT.match(text, found.end())
    return behind is not None and behind["kind"] == only.kind


def law_after(text: str, end: int, starts: dict[int, Named]) -> Statute | None:
    """The law of "section 12 of the FOIA"."""
    gap = BEFORE_LAW.match(text, end)
    law = starts.get(gap.end()) if gap else None
    return law.statute if law and not AS_ADJECTIVE.match(text, law.span.end) else None


def law_before(text: str, start: int, ends: dict[int, Named]) -> Statute | None:
    """The law of "FOIA s.12" and "FOIA (section 12)"."""
    law = next((ends[at] for at in (start - 1, start - 2) if at in ends and text[at:start] in (" ", " (")), None)
    return law.statute if law else None


def only_law(text: str, laws: Sequence[Named]) -> Statute | None:
    """The law that is meant where none is named: the only one that the text names."""
    statutes = {law.statute for law in laws}
    within = [law.span for law in laws]
    others = [found.start() for found in ANOTHER_LAW.finditer(text) if capital_before(text, found.start())]
    inside = 0
    for at in others:
        while inside < len(within) and within[inside].end <= at:
            inside += 1
        if inside == len(within) or at < within[inside].start:
            return None
    return statutes.pop() if len(statutes) == 1 else None


def capital_before(text: str, at: int) -> bool:
    """Whether the word before is a name: "Localism Act", not "the Act"."""
    word = text[max(0, at - 40) : at].split()[-1:]
    return bool(word) and (word[0][0].isupper() or word[0].endswith(")")) and word[0] not in {"The", "This", "An"}


def refusing(text: str, found: re.Match[str]) -> bool:
    """Whether the provision is one that an authority would refuse under: "exempt under section 94"."""
    before = text[max(0, found.start() - LONGEST_SENTENCE) : found.start()]
    behind = text[found.end() : found.end() + LONGEST_SENTENCE]
    sentence = re.split(r"[.?!\n] ", before)[-1] + re.split(r"[.?!](?:\s|$)", behind)[0]
    of_other = OF_ANOTHER_LAW.match(text, found.end()) or re.match(r"\s(?:of|in)\b", behind)
    return bool(UNDER.search(before) and SPEAKS_OF_REFUSING.search(sentence) and not of_other)


def judged(law: Statute, unit: str, found: re.Match[str], numbers: Sequence[re.Match[str]]) -> Iterator[Pointer]:
    """A pointer for each number that cannot be meant."""
    for number in numbers:
        first = number is numbers[0]
        span = Span(found.start() if first else number.start(), number.end())
        if said := what_is_wrong(law, unit, number):
            yield Pointer(span, said)


def what_is_wrong(law: Statute, unit: str, number: re.Match[str]) -> str:
    """One sentence for the officer; empty where the provision exists or may exist."""
    n, cited = int(number["n"]), number.group()
    if unit != law.unit:
        meant = f"; {law.unit} {cited} may be meant" if 0 < n <= law.last else ""
        return f"The {law.title} {'have' if law.several else 'has'} {law.unit}s, not {unit}s{meant}."
    if not 0 < n <= law.last:
        return f"{unit.capitalize()} {cited} of the {law.title} does not exist: {_ends(law)} at {unit} {law.last}."
    part, end = int(number["part"] or 0), law.parts.get(n)
    if end and part > end and not number["letter"]:
        return f"{unit.capitalize()} {cited} of the {law.title} does not exist: {unit} {n} ends at {law.part} ({end})."
    last = law.letters.get(f"{n}({part})")
    if last and number["point"] and number["point"] > last and not number["letter"]:
        return f"{unit.capitalize()} {cited} of the {law.title} does not exist: {unit} {n}({part}) ends at ({last})."
    return ""


def _ends(law: Statute) -> str:
    return "it ends" if law is UK_GDPR else f"the {law.kind} {'end' if law.several else 'ends'}"


def years(text: str, laws: Sequence[Named]) -> Iterator[Pointer]:
    """Laws of a year that has none; the first mention of each."""
    said: set[str] = set()
    for law in laws:
        sentence = wrong_year(text, law)
        if sentence and sentence not in said:
            said.add(sentence)
            yield Pointer(law.span, sentence)


def wrong_year(text: str, law: Named) -> str:
    """One sentence where the year is of no such law, or a request relies on the Act of 1998."""
    if law.statute is DATA_1998 and RELIES.search(text[max(0, law.span.start - 40) : law.span.start]):
        return "The Data Protection Act 1998 was repealed in 2018: the UK GDPR and the Data Protection Act 2018 apply."
    if law.year is None or not law.statute.years or law.year in law.statute.years:
        return ""
    title = law.statute.title.rpartition(" ")[0]
    if law.statute is FOIA and law.year in FOISA.years:
        return f"There is no {title} {law.year}: the Act of 2002 is the {FOISA.title}, the other is of 2000."
    return f"The United Kingdom has no {title} {law.year}: see the {law.statute.title}."


def of_another_nation(laws: Sequence[Named], nation: str) -> Iterator[Pointer]:
    """The law of the other side of the border; the first mention of each."""
    here = {FOIA: FOISA, EIR: EISR} if nation == "scotland" else {FOISA: FOIA, EISR: EIR}
    for other, own in here.items():
        first = next((law for law in laws if law.statute is other and (nation != "scotland" or surely(law))), None)
        if first:
            where = "In Scotland" if nation == "scotland" else "Outside Scotland"
            said = f"{where} a request falls under the {own.title}, not the {other.title}; it is valid all the same."
            yield Pointer(first.span, said)


def surely(law: Named) -> bool:
    """Whether it is named by its short form or with its year; "the Freedom of Information Act" may be either."""
    return law.short or law.year in law.statute.years
