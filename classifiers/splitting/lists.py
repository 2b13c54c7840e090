"""What a list in a request is: questions of their own, parts of one question, or context."""

import re
from collections.abc import Sequence
from enum import Enum
from itertools import groupby
from statistics import median

from classifiers.splitting import asking, forms, wishes
from classifiers.splitting.asking import Ask, ask_of, clipped
from classifiers.splitting.outline import Item
from classifiers.splitting.passages import Text, sentences_in


class Role(Enum):
    """ASKS: each item a question. PARTS: columns, years, options of the stem's question. CONTEXT: neither."""

    ASKS = "asks"
    PARTS = "parts"
    CONTEXT = "context"


# A heading over notes, definitions or reasons: what it covers is no question.
NOTES = re.compile(
    r"[\W_]*(?:notes?|definitions?|meanings?|background|context|clarifications?|purpose|public interest|"
    r"format|reply format|scope|explanation|reasons?)\b[^.?!:]{0,40}:?\s*$",
    re.I,
)
FALLBACK = re.compile(
    r"[\W_]*(?:if|where|should)\b.{0,200}\b(?:in (?:its|their) place|instead|alternatively)\s*:?$", re.I
)
# An item that gives a word its meaning, or answers a question that was put to the requester.
DEFINES = re.compile(
    r"[\"'“‘][^\"”’]{1,60}[\"'”’]:? ?(?:\([^()]{0,60}\) )?(?:means?|includes?|refers? to|is|are|shall|should|covers?|"
    r"has)\b|[\"'“‘][^\"”]{1,200}\?[\"”’'] ?(?:[-–:=]|\w)",
    re.I,
)
# Before a list of another's words: "The leaflet says:", "Your policy lists the following commitments:".
QUOTES = re.compile(
    r"\b(?:says?|said|stat(?:es|ed)|promis(?:es|ed)|read(?:s)?|wrote|writes|claim(?:s|ed)|list(?:s|ed)|ask(?:s|ed)|"
    r"conclud(?:es|ed)|found|recommend(?:s|ed)|commit(?:s|ted))\b[^.?!:]{0,80}:$",
    re.I,
)
# "My reasons are:", "on these grounds:": what follows argues.
REASONS = re.compile(
    r"\b(?:because|(?:my|our|the|these|following|several) (?:reasons|grounds|concerns))\b[^.?!:]{0,40}:$", re.I
)
# How far before a list a quotation is looked for, and how it begins.
LONGEST_QUOTE = 500
QUOTE_BEGINS = re.compile(r"(?:^|\s)\"(?=\w)")
# What introduces examples of an answer.
EXAMPLE = re.compile(r"\b(?:for example|for instance|e\.g\.?|examples?)\s*[:,–-]*$", re.I)
# "Who runs it? Give:" and "and if so:" leave a complete question before them.
AND_IF_SO = re.compile(r"\s*[,;–-]?\s*(?:and,? )?(?:if (?:so|yes|not|no|any)|where so)\s*[,:–-]*\s*$", re.I)
# "how many appeals were", "how many pupils travelled", "of these, how many": the items end the sentence.
BROKEN_OFF = re.compile(
    r"\b(?:how (?:many|much)|which|what)\b(?:.*\s(?:were|was|are|is|been|be|had|have|has|got|get|\w{3,}ed))?"
    r"\s*[:–-]*$",
    re.I,
)
# "Current vacancies for:" is no heading.
LEADS_ON = re.compile(r"\b(?:for|of|by|in|from|to|with|at|under|on|into|between|among|where|showing)\s*[:–-]*$", re.I)
# The option that makes options of all: "neither", "other".
LEFT_OVER = re.compile(r"(?:neither|none|other|others|both|unknown|not known|no answer)\b.{0,30}$", re.I)
# "How many street lamps did the council", "is the framework": the items bring the verb or what it does.
VERB_AWAITED = re.compile(
    r"\b(?:how (?:many|much)|which|what)\b[^.?!]*\b(?:do|does|did|has|have|had)\s+(?:the |your |you\b|this |each )?"
    r"(?:[\w-]+ ?){0,2}\s*[:–-]*$",
    re.I,
)
# "In relation to reports of broken lamps:": names what the items ask about.
ABOUT_WHAT = re.compile(
    r"[\W_]*(?:in (?:relation|respect|regard) (?:to|of)|as (?:regards|to)|with (?:regard|respect) to|regarding|"
    r"concerning|"
    r"on the (?:subject|matter) of)\b",
    re.I,
)
# Abstract things that are told and not asked for: "raised three matters with me:".
TOLD_THINGS = re.compile(
    r"\b(?:matters|points|things|issues|concerns|problems|promises|pledges|commitments|aims|changes|reasons|facts|"
    r"claims|"
    r"statements|grounds|recommendations|findings|ways)\b[^.?!:]{0,40}:$",
    re.I,
)
# "You subsequently wrote to clarify:", "I explained that I meant:".
REPORTS = re.compile(
    r"\b(?:you|i|we|they|he|she|it|who) (?:\w+ )?(?:wrote|replied|explained|clarified|confirmed|answered|said|told|"
    r"meant)\b"
    r"[^.?!]*:$|\b(?:i|we) mean\b[^.?!]*:$",
    re.I,
)
# What a list of categories may divide.
COUNTS = re.compile(r"\b(?:how|what|which|who|number|numbers|total|amount|cost|spend|figures|count)\b", re.I)
COMPLETE_ENOUGH = 4
# Labelled parts of more words, half of them or more, each say something of their own and are no categories.
LONGEST_CATEGORY = 3
# Fewer words without a question mark are a heading over parts that ask.
LEAST_ASK = 4
# "the number of:" leaves what is counted to the items.
UNFINISHED = re.compile(
    r"\b(?:numbers?|amounts?|copy|copies|list|cost|details|percentage|proportion|rate) (?:of|for)\s*[:;–-]*$", re.I
)
# "1a. Get for damage", "Put into", "Had been": the predicate that finishes the stem's sentence.
PREDICATE = re.compile(
    r"[\W_]*(?:(?:had|have|has|was|were|is|are|been|be|get|got|put|pay|paid|went|left|lost|made|took|gave|won|sent|"
    r"fell|"
    r"died|came|did|began|kept|held|bought|sold|met|led|receiv[a-z]+)\b(?! to\b)|[a-z]+ed (?:a|an|the|their|its|his|"
    r"any|in|"
    r"on|by|at|from|for|to|with|against|as|of|out|after|before|within|no|more|one|\w+ly)\b|[a-z]+ed\W*$)",
    re.I,
)


def own_words(text: Text, item: Item) -> str:
    return text[item.start : item.end].strip()


def first_sentence(text: Text, start: int, end: int) -> str:
    """The first sentence of a place, in which its form shows."""
    found = sentences_in(text, start, min(end, start + asking.LONGEST_LOOK))
    return text[found[0].start : found[0].end] if found else ""


def asks_itself(words: str) -> bool:
    return ask_of(words) is Ask.DIRECT or bool(forms.SHORT_CONDITION.match(words))


def is_noise(words: str) -> bool:
    """A format or procedure wish, as found among list items."""
    plain = clipped(words)
    if asking.about_format(plain) or asking.about_procedure(plain) or forms.NOT_WANTED.match(plain):
        return True
    return wishes.about_reply(plain) and not forms.COUNTING.search(plain)


def drop_tail(stem: str) -> str:
    """The stem without a closing "and if so:"."""
    return AND_IF_SO.sub("", stem)


def complete(stem: str) -> bool:
    """The stem asks something whole by itself, so that what follows only divides it."""
    plain = clipped(stem).strip()
    if UNFINISHED.search(plain):
        return False
    if forms.CATEGORIES.search(plain):
        return COUNTS.search(plain) is not None
    if asking.placeholder(plain) and not asking.marked(plain):
        return False
    return ask_of(plain) is Ask.DIRECT or asking.interrogative(plain)


def own_ask(text: Text, item: Item) -> bool:
    """Whether an item whose parts are questions is one itself, and not only their stem."""
    words = own_words(text, item)
    if len(words.split()) < LEAST_ASK and not asking.marked(words):
        return False
    if item.parts[0].marker.kind != "bullet" and BROKEN_OFF.search(clipped(words)):
        return False
    first = text[item.parts[0].start : item.parts[0].end].lstrip()
    counts = forms.COUNTING.search(words) or asking.interrogative(clipped(words))
    if counts and words[-1].isalnum() and first[:1].islower():
        return False
    shortened = drop_tail(words)
    if shortened != words:
        return asks_itself(shortened) or ask_of(shortened) is Ask.DIRECT
    if words.rstrip("-–~ ").endswith(":"):
        sentences = sentences_in(text, item.start, item.end)
        return any(text[s.start : s.end].rstrip().endswith("?") for s in sentences[:-1])
    return ask_of(words) is Ask.DIRECT and not asking.placeholder(clipped(words))


def role_of(text: Text, items: Sequence[Item], stem: str, *, nested: bool) -> Role:
    """What the items of one list are, seen with the words before them."""
    plain = clipped(stem).strip()
    if NOTES.match(plain) or FALLBACK.match(plain) or EXAMPLE.search(plain):
        return Role.CONTEXT
    seen = Seen(text, items, plain)
    if forms.TELLS.match(plain) and plain.endswith(":") and not seen.asked and ask_of(plain) is Ask.NONE:
        return Role.CONTEXT
    if REASONS.search(plain) and seen.asked < 0.5:
        return Role.CONTEXT
    told = not nested and TOLD_THINGS.search(plain) and seen.asked < 0.3
    if not nested and REPORTS.search(plain) and seen.asked < 0.3:
        return Role.CONTEXT
    if told and ask_of(plain) is Ask.NONE and not asking.placeholder(plain):
        return Role.CONTEXT
    if settled := seen.by_values() or seen.by_stem():
        return settled
    return seen.inside() if nested else seen.outside()


def share(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags) if flags else 0.0


class Seen:
    """The traits of a list that tell its role."""

    def __init__(self, text: Text, items: Sequence[Item], stem: str) -> None:
        self.text, self.items, self.stem = text, items, stem
        self.words = [clipped(own_words(text, item)) for item in items]
        self.firsts = [clipped(first_sentence(text, item.start, item.end)) for item in items]
        self.kind = items[0].marker.kind
        self.opens = items[0].marker.opens
        self.asked = share([asks_itself(words) and self.believable(words) for words in self.firsts])
        self.documents = any(forms.DOCUMENT_ITEM.match(words) for words in self.firsts)
        self.length = median(len(words.split()) for words in self.words)
        self.branches = any(asking_parts(text, item) for item in items)

    def believable(self, words: str) -> bool:
        """Inside a line a question mark may end the stem's sentence and not the item's."""
        return self.opens or asking.interrogative(words) or asking.framed(words)

    def by_values(self) -> Role | None:
        """Years, bands and options are parts of their stem."""
        valued = share([asking.is_value(words) for words in self.firsts]) > 0.5
        chosen = valued or (forms.OPTIONS.search(self.stem) and self.counted() == 0)
        return Role.PARTS if chosen and self.asked < 0.6 and not self.branches else None

    def by_stem(self) -> Role | None:
        """A stem that announces columns, sorts or the parts of each record."""
        if self.branches:
            return None
        if share([bool(DEFINES.match(words)) for words in self.firsts]) > 0.5 or self.quoted():
            return Role.CONTEXT
        if forms.FIELDS.search(self.stem) and not asking.marked(self.stem) and self.asked < 0.7:
            return Role.PARTS
        if self.kind in ("number", "compound"):
            each = forms.EACH_OF_THESE.match(self.stem) and self.asked < 0.3
        else:
            each = forms.FOR_EACH.search(self.stem) and not forms.EACH_PERIOD.search(self.stem) and not self.documents
        return Role.PARTS if each and self.counted() < 0.5 else None

    def quoted(self) -> bool:
        """Under words that quote, the first item opens a quotation, or every item is one."""
        opens = [
            self.text[item.marker.start] in '"“‘' or words[:1] in '"“‘'
            for item, words in zip(self.items, self.words, strict=True)
        ]
        before = self.stem.rstrip()
        first = self.items[0].marker.start
        if first and is_open_quote(self.text[max(0, first - LONGEST_QUOTE) : first]):
            last = self.words[-1]
            ends = last.count('"') % 2 == 1 or last.count("”") > last.count("“")
            return ends and not any(map(asking.interrogative, self.firsts))
        return (opens[0] and bool(QUOTES.search(before))) or (all(opens) and self.asked < 0.5)

    def counted(self) -> float:
        """The share of items that count or are marked as questions: more than columns of one record."""
        return share([bool(re.match(r"how (?:many|much)", w, re.I)) or asking.marked(w) for w in self.firsts])

    def outside(self) -> Role:
        """A list under prose or under nothing."""
        if self.asked >= 0.5 or self.branches:
            return Role.ASKS
        whole = complete(self.stem) or (ask_of(self.stem) is Ask.TOPIC and not self.stem.endswith("."))
        if self.kind in ("number", "compound"):
            short = share([len(words.split()) <= 4 for words in self.words])
            return Role.PARTS if whole and self.asked == 0 and short > 0.5 else Role.ASKS
        record = forms.RECORD.search(self.stem) and not forms.CATEGORIES.search(self.stem)
        return Role.PARTS if complete(self.stem) or record else Role.ASKS

    def inside(self) -> Role:
        """A list inside an item."""
        if self.kind == "compound" or self.branches or (self.asked >= 0.5 and self.handed_over()):
            return Role.ASKS
        if len(self.items) == 1 and self.sibling():
            return Role.ASKS
        if len(self.items) == 1 or not self.handed_over():
            return Role.PARTS
        if self.labelled() and forms.DOCUMENTS.search(self.stem) and forms.ABOUT.search(self.stem):
            return Role.ASKS
        if self.unfinished() or self.broken_off() or self.wordy():
            return Role.ASKS
        if complete(self.stem):
            return Role.PARTS
        heading = len(self.stem.split()) <= COMPLETE_ENOUGH and not LEADS_ON.search(self.stem)
        if self.kind == "bullet":
            return Role.ASKS if (heading and self.length > LONGEST_CATEGORY) or self.predicates() else Role.PARTS
        return Role.ASKS if heading or asking.placeholder(self.stem) or self.predicates() else Role.PARTS

    def handed_over(self) -> bool:
        """Items on lines of their own, or inside a line after a colon."""
        return self.opens or self.stem.rstrip("-–~ ").endswith((":", "?", "."))

    def sibling(self) -> bool:
        """One bullet of another shape under a bullet that says all by itself: only the shapes differ."""
        return self.opens and self.kind == "bullet" and self.stem[-1:] != ":" and asks_itself(self.stem)

    def wordy(self) -> bool:
        """Labelled parts under words that ask nothing whole with a mark, and too long for categories of it."""
        return self.labelled() and not asking.marked(self.stem) and self.length > LONGEST_CATEGORY

    def labelled(self) -> bool:
        """Items with labels of their own on lines of their own."""
        return self.opens and self.kind != "bullet"

    def unfinished(self) -> bool:
        """Labelled parts each of which ends the sentence that the stem breaks off: "how many appeals were"."""
        options = any(LEFT_OVER.match(words) for words in self.words)
        return self.labelled() and not options and bool(BROKEN_OFF.search(self.stem))

    def broken_off(self) -> bool:
        """Labelled parts on their own lines that bring the verb of a count, or what is asked about a subject."""
        if not self.labelled():
            return False
        counts = forms.COUNTING.search(self.stem) and not asking.marked(self.stem)
        if counts and (self.predicates() or VERB_AWAITED.search(self.stem)):
            return True
        return bool(ABOUT_WHAT.match(self.stem)) and ask_of(self.stem) is Ask.NONE

    def predicates(self) -> bool:
        """Each item ends the sentence that the stem began."""
        return share([bool(PREDICATE.match(words)) for words in self.firsts]) > 0.5


def is_open_quote(before: str) -> bool:
    """Whether a quotation that began in the words before a place has not ended there."""
    return before.count("“") > before.count("”") or (before.count('"') % 2 == 1 and bool(QUOTE_BEGINS.search(before)))


def runs_of(item: Item) -> list[list[Item]]:
    """The lists inside an item."""
    return [list(run) for _, run in groupby(item.parts, key=lambda part: part.run)]


def roles_of(text: Text, item: Item) -> list[Role]:
    """What each list inside an item is; remembered, as lists within lists are asked for it again."""
    if not item.roles:
        item.roles = [role_of(text, run, own_words(text, item), nested=True) for run in runs_of(item)]
    return item.roles


def asking_parts(text: Text, item: Item) -> bool:
    """Whether a list inside the item is made of questions."""
    return Role.ASKS in roles_of(text, item)
