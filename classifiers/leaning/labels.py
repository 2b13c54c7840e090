"""Other questions called by their labels: "If YES to (8)", "questions 1-4", "part b above", "your second question"."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from classifiers.leaning.link import BY_LABEL, BY_NOWHERE, BY_ORDER, BY_PART, BY_SLIP, Link

LONGEST_RANGE = 12
# A label that stands so often is one that the sender's program gave to every question; it is no slip.
OFTEN = 2

# "3", "3a", "3(a)", "3 (ii)", "3.1"; not "3rd", "30%", "2021", nor the article in "question 3 a list".
NUMBER = (
    r"\d{1,3}(?:\.\d{1,2})?(?:\s?\([a-z]{1,4}\)|[a-z](?![\w'])|\s[b-h](?![\w']))?(?![\d.]*\d|st\b|nd\b|rd\b|th\b|%)"
)
LETTER = r"\([a-z]\)|[b-h]\b(?!['’])|a\b(?=[ )]*(?:[,.:?)]|above|below|and|or|is|was)|$)"
NAMED = r"(?:questions?|q[nu]?s?|requests?|items?|points?|parts?|numbers?|nos?)"
BETWEEN = rf"[)\s]*(?:,|/|&|-|–|and/or|,? ?and|,? ?or|to)[\s(]*(?:{NAMED}\b)?[\s.(]*"
# "question 3/4", "Q1 and Q2", "yes to (8)", "questions 1-4", "answered no to 2 or 3".
MENTION = re.compile(
    r"\b(?:(?:sub-?)?questions?|q[nu]?s?|requests?|(?:yes|no|answer|answers|answered|response|responses|reply|positive|"
    r"affirmative|negative|applies|given|yes is|no is)[\"'”’)]*"
    rf"(?: is yes| is no)? (?:to|in|for|at))[\s.#]*(?:(?:{NAMED})\b)?[\s.#(]*"
    rf"(?P<labels>{NUMBER}(?:{BETWEEN}{NUMBER})*)",
    re.I,
)
# "(see 4 above)", "as in 3 above", "point 2 above".
ABOVE = re.compile(
    rf"\b(?:see|in|to|at|of|for|under|with|item|items|point|points|part|parts|numbers?|nos?\.?)\s+\(?"
    rf"(?P<labels>{NUMBER}(?:[)\s]*(?:,|&|and|or)[\s(]*{NUMBER})*)\)? (?:above|below)\b",
    re.I,
)
# "If yes to (a)", "part b", "question (c)": a part of the same number.
PART = re.compile(
    rf"\b(?:questions?|parts?|items?|points?|(?:yes|no|answer|answers|answered|response) (?:to|in|for))"
    rf"[\s.]*(?P<labels>{LETTER})",
    re.I,
)
# "The accounts at 2", "the referrals in 1 that …": only where such a label stands before.
AT = re.compile(
    r"\bthe (?P<noun>[a-z]{4,}) (?:(?:counted|identified|listed|named|given|set out|referred to|shown) )?"
    rf"(?:at|in|under|from) \(?(?P<labels>[a-h]?{NUMBER})\)?(?=,| (?:that|which|who|above|were|was|how|did|have|had|is|"
    r"are)\b)",
    re.I,
)
# "For each exercise identified under A1": labels made of a letter and a number.
CODE = re.compile(r"\b(?P<labels>[A-H]\d{1,2})\b")
# "If no, go to question 7" leads on, not back.
LEADS_ON = re.compile(r"\b(?:go|skip|proceed|move|jump|continue)(?: straight| on)? to (?:questions?|q)?[\s.]*$", re.I)
PART_ABOVE = re.compile(rf"\b(?:in|to|of|for|see|under) (?P<labels>{LETTER})\)? (?:above|below)\b", re.I)
ORDINALS = {
    word: place
    for place, words in enumerate(["first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th"])
    for word in words.split()
}
# "my second question", "the previous question", "the last answer".
ORDER = re.compile(
    rf"\b(?:the|my|your|to) (?:answers? to (?:the |my )?)?(?P<which>{'|'.join(ORDINALS)}|previous|preceding|above|"
    r"last|prior|earlier) (?:question|request|answer|point|part)\b|"
    r"\bthe (?:question|request|answer) (?:above|before)\b",
    re.I,
)
# A quarter of a year, not a question: "Q3 2021", "Q1 2019/20".
QUARTER = re.compile(
    r"\bq[1-4](?:\s*(?:[-–/&,]|to|and)\s*q[1-4])*[\s,]*(?:of\s*)?(?:fy\s*)?(?:19|20)\d\d|"
    r"(?:19|20)\d\d(?:[/-]\d\d)?[\s,(]*q[1-4]\b|\bq[1-4]\s*[/-]\s*\d\d\b|\b(?:during|since|by) q[1-4]\b|"
    r"\bq[1-4] (?:of|results|figures|data|period|spend)\b",
    re.I,
)
EACH_LABEL = re.compile(
    r"(?P<n>\d{1,3})(?P<deep>\.\d{1,2})?(?:\s?\((?P<bracketed>[a-z]{1,4})\)|\s?(?P<sub>[a-h]|(?<=\d)[a-z])\b)?", re.I
)
RANGE = re.compile(rf"^[\s)]*(?:-|–|to)[\s(]*(?:{NAMED}\b)?[\s.(]*$", re.I)
# What follows a label where a question speaks of itself: "If question 4 cannot be done".
OF_ITSELF = re.compile(
    r"[)\s]*(?:can|could|is|are|would|should|may|might|must|will|takes?|exceeds?|alone|only)\b", re.I
)
NAMES_A_QUESTION = re.compile(r"q|request", re.I)


@dataclass
class Labels:
    """Where each label stands (positions in order), and where the parts of each number do."""

    places: dict[str, list[int]] = field(default_factory=dict)
    parts: dict[str, list[int]] = field(default_factory=dict)
    own: list[str] = field(default_factory=list)

    def add(self, label: str) -> None:
        """Take in the label of the next question."""
        name, at = plain_label(label), len(self.own)
        self.own.append(name)
        self.places.setdefault(name, []).append(at)
        if stem := re.match(r"\d+(?=[a-z])", name):
            self.parts.setdefault(stem.group(), []).append(at)

    def before(self, label: str, index: int) -> int | None:
        """The nearest question before that carries the label."""
        there = self.places.get(label, [])
        at = bisect_left(there, index)
        return there[at - 1] if at else None

    def parts_before(self, number: str, index: int) -> list[int]:
        """Up to LONGEST_RANGE parts of a number that stand before, the nearest run of them."""
        there = self.parts.get(number, [])
        at = bisect_left(there, index)
        return there[max(0, at - LONGEST_RANGE) : at]


def plain_label(label: str) -> str:
    """A label as it is compared: "Q3 (a)" is "3a"."""
    return re.sub(r"[^a-z0-9.]", "", re.sub(r"^(?:question|request|q)\s*", "", label.lower())).strip(".")


def by_label(words: str, index: int, labels: Labels) -> list[Link]:
    """Links to the questions that the words name; a question's own label is a slip only where it stands alone."""
    quarters = {at for found in QUARTER.finditer(words) for at in range(*found.span())}
    mentions = [found for pattern in (MENTION, ABOVE) for found in pattern.finditer(words)]
    mentions = [m for m in mentions if m.start() not in quarters and not leads_on(words, m)]
    named = [(m, list(labels_in(m["labels"]))) for m in mentions]
    alone = sum(len(names) for _, names in named) == 1
    links = [link for m, names in named for link in links_to(m, names, words, index, labels, alone)]
    return links or by_place(words, index, labels) or by_part(words, index, labels) or by_order(words, index)


def leads_on(words: str, mention: re.Match[str]) -> bool:
    return LEADS_ON.search(words[max(0, mention.start() - 30) : mention.start("labels")]) is not None


def by_place(words: str, index: int, labels: Labels) -> list[Link]:
    """Labels that are only numbers unless they stand before: "the accounts at 2", "under A1"."""
    mentions = [*AT.finditer(words), *CODE.finditer(words)]
    places = [(labels.before(plain_label(m["labels"]), index), balanced(words, m)) for m in mentions]
    return [Link(at, BY_LABEL, written) for at, written in places if at is not None]


def links_to(
    mention: re.Match[str], names: Sequence[str], words: str, index: int, labels: Labels, alone: bool
) -> Iterator[Link]:
    """The links of one mention. "In questions 1 to 4 we mean", said in one of the four, is a remark on them all."""
    whole = re.match(r"\d*", labels.own[index])
    if len(names) > 1 and {labels.own[index], whole.group() if whole else ""} & set(names):
        return
    itself = OF_ITSELF.match(words, mention.end()) and NAMES_A_QUESTION.match(mention.group())
    for name in names:
        link = link_to(name, index, labels, balanced(words, mention))
        if link and (not link.slip or (alone and not itself)):
            yield link


def by_part(words: str, index: int, labels: Labels) -> list[Link]:
    """A part named by its letter alone: one of the same number, or a question labelled with the letter."""
    found = PART.search(words) or PART_ABOVE.search(words)
    if not found:
        return []
    letter = found["labels"].strip("()").lower()
    number = re.match(r"\d*", labels.own[index])
    whole = number.group() if number else ""
    at = labels.before(whole + letter, index)
    return [Link(at, BY_LABEL, balanced(words, found))] if at is not None else []


def by_order(words: str, index: int) -> list[Link]:
    """A question called by its place: "my second question", "the previous answer"."""
    found = ORDER.search(words)
    if not found:
        return []
    at = ORDINALS.get((found["which"] or "").lower(), index - 1)
    return [Link(at, BY_ORDER, found.group())] if 0 <= at < index else []


def balanced(words: str, mention: re.Match[str]) -> str:
    """The mention as written, with the bracket that closes its last label: "YES to (8)"."""
    written = mention.group().strip()
    follows = re.match(r"\s?\)", words[mention.end() :])
    if written.count("(") > written.count(")") and follows:
        return words[mention.start() : mention.end()].lstrip() + follows.group()
    return written.removesuffix(")") if written.count(")") > written.count("(") else written


def labels_in(written: str) -> Iterator[str]:
    """The labels of "3/4", "1, 2 or 3", "1-4" one by one."""
    last_end, last = 0, 0
    for found in EACH_LABEL.finditer(written):
        number = int(found["n"])
        if last and RANGE.match(written[last_end : found.start()]) and last < number <= last + LONGEST_RANGE:
            yield from (str(n) for n in range(last + 1, number))
        yield (found["n"] + (found["deep"] or "") + (found["bracketed"] or found["sub"] or "")).lower()
        last_end, last = found.end(), number


def link_to(label: str, index: int, labels: Labels, written: str) -> Link | None:
    """The question that carries the label, the nearest before; a slip means the question before this one."""
    before, own = labels.before(label, index), labels.own[index] == label
    often = len(labels.places.get(label, [])) > OFTEN
    if before is not None and (not own or often):
        return Link(before, BY_LABEL if not own else BY_PART, written)
    if not own and labels.places.get(label):
        return None  # one that comes later is announced, not needed
    if not own and (link := link_to_parts(label, index, labels, written)):
        return link
    return Link(index - 1, BY_SLIP if own else BY_NOWHERE, written, slip=True) if index and "." not in label else None


def link_to_parts(label: str, index: int, labels: Labels, written: str) -> Link | None:
    """The first part where a label names a stem ("3" for 3a, 3b); for a "3b" that is not there, the whole or a part."""
    whole = re.sub(r"\D.*", "", label)
    inside = labels.parts_before(whole, index)
    if label == whole:
        return Link(inside[0], BY_LABEL, written) if inside else None
    there = labels.before(whole, index)
    at = there if there is not None else inside[-1] if inside else None
    return Link(at, BY_PART, written, slip=True) if at is not None else None
