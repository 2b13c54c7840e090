"""The prose around lists: its sentences, the one that leads into a list, and the asks hidden among the others."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from classifiers.splitting import asking, forms
from classifiers.splitting.apart import GREETING
from classifiers.splitting.asking import Ask, ask_of, clipped
from classifiers.splitting.gathering import Found, Gathered
from classifiers.splitting.lists import NOTES, asks_itself, is_noise
from classifiers.splitting.passages import Place, Sentence, Text, outside, runs_in, sentences_in, stripped

# A colon inside a line that ends a stem: "answer these:How many", "In particular: How".
STEM_END = re.compile(r":\s?[-–]?\s*(?=[A-Z\"'“‘])(?!\S*//)")
# Fewest words of a stem; shorter ones are titles ("Price: what …").
STEM_WORDS = 2
# Under a stem that asks something whole, a longer sentence is an ask and no category.
LONG_CATEGORY = 10
# A sentence that only hands over: "Please tell me:", "In particular:".
BARE_WORDS = 6
# "What can be answered depends on": a question word without a question.
SUBJECT_CLAUSE = re.compile(r"[\"'“‘]?(?:what|where|when|which|who|why|whether|how (?!many|much|often|long))\b", re.I)
# "and should include:", "this should show:": completes the request before.
COMPLETES = re.compile(
    r"(?:and|this|it|please|which|that)\b.{0,40}\b(?:should|must|to)? ?(?:include|show|contain|cover|"
    r"be)\b[^.?!]{0,40}:",
    re.I,
)

# "In respect of every hall:": what the items are asked of.
EVERY_ONE = re.compile(r"(?:in (?:respect|relation|regard) (?:of|to)|at|within|across) (?:each|every|all)\b", re.I)
# "In your letter you state:", "The leaflet says:", and the quotation below.
SAYS = re.compile(
    r"\b(?:says?|said|stat(?:es?|ed)|promis(?:es?|ed)|reads?|wrote|writes?|claim(?:s|ed)?|quot(?:es?|ed|ing)|"
    r"conclud(?:es|ed)|found|recommend(?:s|ed)|note[sd]?|published|replied|follows)\b[^.?!:]{0,60}:$",
    re.I,
)
QUOTE = re.compile(r"\s*([\"“])")
LONGEST_QUOTED = 4000
# How far below an ask a line may stand that goes on with it, and how long an ask of one line is.
FARTHEST_LINE, LONGEST_LINE = 12, 600
# What begins an ask and no heading: "The staff list", "A map".
DETERMINER = re.compile(r"(?:the|an?|any|all|your|copy|copies|details|number|list)\b", re.I)
# A line of a signature: a name, a firm, a street.
NAMES = re.compile(r"(?:[A-Z][\w'’.-]*|of|and|for|the|&)(?: +(?:[A-Z][\w'’.-]*|of|and|for|the|&)){0,4}$")
LONGEST_NAMES = 4
# "FOI request: cleaning contracts": the title of the request on one line.
LONGEST_TITLE = 80


# Where a sentence goes on with another ask: a count, a named sum, another verb of asking; not "and when", "and why".
JOINT = re.compile(
    r"(?:[,;]?\s+(?:and(?: also)?(?:,? if possible,?)?|together with|as well as|along with|plus)|,(?=\s+(?:how|"
    r"what)\b))"
    r"\s+(?P<ask>(?:"
    r"how (?:many|much|long|often)|what (?:the|is the|are the|was the|were the|each|proportion|percentage|sum|"
    r"\w+ (?:is|are|was|were|has|have|had|do|does|did))|"
    r"(?:for [\w ]{1,30}, )?(?:the|any|all|a) (?:\w+ ){0,2}(?:numbers?|amounts?|costs?|totals?|results?|copy|copies|"
    r"reasons?|list|average|percentage|proportion|minutes|emails)\s(?!per\b)|copies of|"
    r"(?:please |to )?(?:send|give|provide|tell|list|explain|state|supply) (?:me|us|the|a|any)\b)\S*(?:\s+\S+){2})",
    re.I,
)
# "the name, the year and the number of": the last thing of several, not an ask of its own.
ENUMERATES = re.compile(r",\s(?:the|its|their|a|an|any)\s")
# Fewer characters before it are no ask of their own.
SHORT_ASK = 22


@dataclass(frozen=True)
class Unit:
    """A sentence of prose, or the part of one before or after a colon. `opens` tells whether it begins a line."""

    start: int
    end: int
    opens: bool
    paragraph: bool

    @property
    def place(self) -> Place:
        return self.start, self.end


def units_of(text: Text, start: int, end: int) -> Iterator[Unit]:
    """The sentences of text[start:end] in order, stems cut off at their colon."""
    for sentence in sentences_in(text, start, end):
        yield from at_colon(text, sentence)


def at_colon(text: Text, sentence: Sentence) -> Iterator[Unit]:
    """One sentence, in two units where a colon divides stem and matter."""
    colon = STEM_END.search(text, sentence.start, sentence.end)
    if colon is None or len(text[sentence.start : colon.start()].split()) < STEM_WORDS or colon.end() >= sentence.end:
        yield Unit(sentence.start, sentence.end, sentence.opens, sentence.paragraph)
        return
    start, end = stripped(text, sentence.start, colon.end())
    stem, below = clipped(text[start:end]), text[colon.end() : sentence.end]
    if not asking.matter(stem) and not asking.framed(stem) and len(below) < LONGEST_TITLE and not asking.marked(below):
        yield Unit(sentence.start, sentence.end, sentence.opens, sentence.paragraph)
        return
    yield Unit(start, end, sentence.opens, sentence.paragraph)
    yield Unit(colon.end(), sentence.end, True, False)


def hands_over(words: str) -> bool:
    return words.rstrip("-–~ ").endswith(":")


def end_of_quote(text: str, position: int) -> int:
    """Where the quotation that begins at a place ends; 0 if none begins there."""
    begins = QUOTE.match(text, position)
    if begins is None:
        return 0
    closing = text.find("”" if begins[1] == "“" else begins[1], begins.end(), begins.end() + LONGEST_QUOTED)
    return closing + 1 if closing > 0 else 0


def right_under(last: Found, unit: Unit, text: Text) -> bool:
    """Whether a sentence stands right under the question, with no blank line between."""
    return text[last.end() : unit.start].count("\n") < 2


class Prose:
    """Reads prose between lists. A stem governs the lines below it: they are asks, or parts of its question."""

    def __init__(self, text: Text, apart: Sequence[Place], gathered: Gathered) -> None:
        self.text, self.apart, self.gathered = text, apart, gathered
        self.governed = ""  # "asks", "parts", "columns" or "notes"
        self.stem: list[Place] = []
        self.tight = False  # columns stand on lines without blank ones between
        self.quoted = 0  # where the words of another end
        self.owner: Found | None = None  # whose parts the lines are, or whose place they take once they ask

    def read(self, start: int, end: int, *, before_list: bool, inline: bool = False) -> Unit | None:
        """Read the sentences of text[start:end]; returns the one that leads into the list that follows.

        A list `inline` stands inside a line, and does not end what the stem above governs.
        """
        units = [unit for a, b in outside(self.apart, start, end) for unit in units_of(self.text, a, b)]
        lead = self.lead_of(units) if before_list else None
        read = units[: self.signature_of(units) if lead is None else lead]
        for unit, following in zip(read, [*units[1:], None], strict=False):
            if not self.heads(unit, following):
                self.unit(unit, before_list=before_list)
        if lead is not None:
            self.yield_to(units[lead])
        if before_list and not (inline and self.governed == "asks"):
            self.governed, self.owner = "", None
        return units[lead] if lead is not None else None

    # The sentence before a list

    def lead_of(self, units: Sequence[Unit]) -> int | None:
        """Which sentence leads into the list: the last, or one before a heading that ends in a colon."""
        words = [clipped(self.text[unit.start : unit.end]) for unit in units[-3:]]
        for back in range(1, len(words) + 1):
            stem = hands_over(words[-back]) and len(words[-back].split()) > 1
            if stem and all(len(w.split()) <= 8 and not asks_itself(w) for w in words[len(words) - back + 1 :]):
                return self.past_headings(units, len(units) - back)
        return len(units) - 1 if words and self.leads(words[-1]) else None

    def past_headings(self, units: Sequence[Unit], lead: int) -> int:
        """A short stem under another stem is a heading: "Please answer:", then "Parking:"."""
        if lead == 0:
            return lead
        words, before = (clipped(self.text[unit.start : unit.end]) for unit in (units[lead], units[lead - 1]))
        heading = not asking.matter(words) or (len(words.split()) <= BARE_WORDS and not asking.framed(words))
        return lead - 1 if heading and hands_over(before) and len(before.split()) > STEM_WORDS else lead

    def leads(self, words: str) -> bool:
        """Whether a sentence without a colon may lead into a list."""
        if NOTES.match(words):
            return True
        if is_noise(words) or GREETING.match(words):
            return False
        return words[-1] not in ".?!;" or ask_of(words) is not Ask.NONE or asking.placeholder(words)

    def yield_to(self, lead: Unit) -> None:
        """Before a bare lead or "For each …:", a wish that names the subject is part of the stem."""
        words = clipped(self.text[lead.start : lead.end])
        short = not asking.matter(words) and len(words.split()) <= BARE_WORDS
        bare = bool(short or forms.FOR_EACH.match(words) or EVERY_ONE.match(words)) and not forms.COLUMNS.search(words)
        last = self.gathered.found[-1] if self.gathered.found else None
        if (
            not bare
            or forms.ALSO.search(words)
            or last is None
            or last.label
            or self.text[last.end() : lead.start].strip()
        ):
            return
        before = clipped(self.text[slice(*last.spans[-1])])
        if forms.WISH.search(before) and not asking.marked(before):
            last.topic = True

    # Headings and names

    def heads(self, unit: Unit, following: Unit | None) -> bool:
        """Whether a line is a heading over a question: alone in its paragraph, short, unended, a question below."""
        if self.governed != "asks" or following is None or not (unit.paragraph and following.opens):
            return False
        words, below = (clipped(self.text[u.start : u.end]) for u in (unit, following))
        title = len(words.split()) <= BARE_WORDS and words[-1] not in ".?!:;," and not DETERMINER.match(words)
        asks = asks_itself(words) or asking.interrogative(words)
        return title and not asks and (asking.marked(below) or asking.interrogative(below))

    def signature_of(self, units: Sequence[Unit]) -> int:
        """Where the names at the end begin, behind a sentence that ended; the number of units if there are none."""
        first = len(units)
        while first > max(0, len(units) - LONGEST_NAMES) and NAMES.match(self.text, *units[first - 1].place):
            first -= 1
        while first < len(units) and not units[first].paragraph:
            first += 1
        ended = first > 0 and self.text[units[first - 1].end - 1] in ".?!"
        return first if ended else len(units)

    # Sentence by sentence

    def unit(self, unit: Unit, *, before_list: bool) -> None:
        """One sentence of prose."""
        words = clipped(self.text[unit.start : unit.end])
        if unit.start < self.quoted:
            self.gathered.aside(unit.place)
        elif hands_over(words) and SAYS.search(words) and (quoted := end_of_quote(self.text, unit.end)):
            self.quoted = quoted
        elif NOTES.match(words) or (hands_over(words) and forms.NARRATES.search(words) and not asking.framed(words)):
            self.governed = "notes"
        elif self.governed in ("parts", "columns") and self.goes_on(unit, words):
            if self.owner:
                self.gathered.grow(self.owner, unit.place)
            else:
                self.gathered.aside_too(unit.place)
        elif hands_over(words):
            self.open_stem(unit, words)
        elif words[0] in "([" and not unit.opens and self.gathered.found:
            self.gathered.grow(self.gathered.found[-1], unit.place)
        else:
            self.sentence(unit, words, self.asked(words, before_list=before_list))

    def asked(self, words: str, *, before_list: bool) -> Ask:
        """What a sentence asks where it stands: prose about numbered questions, or a subject clause, asks nothing."""
        if asking.marked(words) or self.governed == "asks":
            return ask_of(words)
        if forms.SPEAKS_OF_QUESTIONS.search(words) or asking.placeholder(words):
            return Ask.NONE
        return Ask.NONE if before_list and SUBJECT_CLAUSE.match(words) else ask_of(words)

    def sentence(self, unit: Unit, words: str, asked: Ask) -> None:
        """A sentence that is neither stem nor part: an ask, a rider of the one before, or nothing."""
        follows_up = forms.SHORT_CONDITION.match(words) and not unit.opens
        rider = follows_up or (asking.is_rider(words) and not asking.marked(words))
        if self.governed == "notes":
            self.gathered.aside(unit.place)
        elif (asked is not Ask.NONE or (follows_up and asking.framed(words))) and rider and self.gathered.found:
            if forms.FOR_EACH_ABOVE.search(words) and self.gathered.found[-1].label:
                self.gathered.aside(unit.place)
            else:
                self.gathered.grow(self.gathered.found[-1], unit.place)
        elif asked is not Ask.NONE or (self.governed == "asks" and self.listed(words)) or self.among_asks(unit, words):
            self.ask(unit, topic=asked is Ask.TOPIC)
        else:
            self.nothing(unit, words)

    def among_asks(self, unit: Unit, words: str) -> bool:
        """Whether a noun phrase stands on a line of its own right under an ask on one: the same list of lines."""
        last = self.gathered.found[-1] if self.gathered.found else None
        if last is None or last.label or unit.start - last.end() > FARTHEST_LINE or not asking.names_a_thing(words):
            return False
        if self.text[last.end() : unit.start].strip() or last.end() - last.spans[0][0] > LONGEST_LINE:
            return False
        if asking.is_value(words) or is_noise(words) or NAMES.match(self.text, *unit.place):
            return False
        if unit.paragraph and len(words.split()) <= BARE_WORDS:
            return False
        one_line = len(runs_in(self.text, last.spans[0][0], last.end())) == 1
        return one_line and unit.opens and self.alone(unit) and not self.line_before(last.spans[0][0]).strip()

    def line_before(self, position: int) -> str:
        """What stands on the same line before a place, as far as it matters."""
        return self.text[max(0, position - SHORT_ASK) : position].rpartition("\n")[2]

    def ask(self, unit: Unit, *, topic: bool) -> None:
        """Add a question; under a stem that completed a request, that request is only its stem."""
        stem = list(self.stem) if self.governed == "asks" else []
        for place in self.asks_in(unit):
            self.gathered.question("", place, stem, topic=topic)
        if self.owner is not None and self.governed == "asks":
            self.owner.topic, self.owner = True, None
        elif self.governed in ("parts", "columns"):
            self.governed, self.owner = "", None

    def asks_in(self, unit: Unit) -> list[Place]:
        """The asks that a sentence of running prose joins with "and": "how many came and what it cost"."""
        start, end = unit.place
        words = clipped(self.text[start:end])
        if self.governed == "asks" or (self.alone(unit) and not asking.framed(words)):
            return [unit.place]
        joints: list[int] = []
        for joint in JOINT.finditer(self.text, start, end):
            before = self.text[joints[-1] if joints else start : joint.start()]
            if len(before) > SHORT_ASK and asking.matter(before) and not ENUMERATES.search(before):
                joints.append(joint.start("ask"))
        return [stripped(self.text, a, b) for a, b in pairwise([start, *joints, end])]

    def alone(self, unit: Unit) -> bool:
        """Whether the sentence fills its lines alone."""
        lines = runs_in(self.text, unit.start, unit.end)
        whole = self.text.runs[bisect_right(self.text.runs, unit.start, key=itemgetter(0)) - 1]
        return len(lines) == 1 and whole.start == unit.start and whole.end == unit.end

    def goes_on(self, unit: Unit, words: str) -> bool:
        """Whether a line still belongs to the columns or categories above it."""
        if asking.marked(words) or asking.framed(words) or is_noise(words):
            return False
        if self.governed == "columns":
            if unit.paragraph and self.tight:
                return False
            self.tight = self.tight or not unit.paragraph
            return not forms.PRONOUN_FIRST.match(words) and not (unit.paragraph and words.endswith("."))
        if len(words.split()) >= LONG_CATEGORY and unit.opens and not forms.PRONOUN_FIRST.match(words):
            untouched = self.owner is not None and [self.owner.spans[-1]] == self.stem
            self.governed, self.owner = "asks", self.owner if untouched else None
            return False
        asks = asking.interrogative(words) and len(words.split()) > LONG_CATEGORY
        return not (
            unit.opens and (asks or forms.PRONOUN_FIRST.match(words) or (unit.paragraph and words.endswith(".")))
        )

    def open_stem(self, unit: Unit, words: str) -> None:
        """A sentence that ends in a colon: it governs the lines below."""
        asked, last = ask_of(words), self.gathered.found[-1] if self.gathered.found else None
        placeholder = asking.placeholder(words) and not (forms.FIELDS.search(words) and asked is Ask.DIRECT)
        bare = len(words.split()) <= 3 and asked is Ask.NONE and not asking.framed(words)
        if bare or words.isupper() or GREETING.match(words):
            return
        if is_noise(words):
            self.gathered.aside(unit.place)
            self.governed, self.owner = "", None
            return
        self.tight = False
        if last is not None and forms.FOR_EACH.search(words):
            self.for_each(unit, last)
        elif last is not None and COMPLETES.match(words) and not last.label:
            self.govern_asks(unit, last)
        elif placeholder or asked is Ask.TOPIC or (asked is Ask.DIRECT and forms.GENERIC.search(words)):
            self.govern_asks(unit, None)
        elif asked is Ask.DIRECT:
            each = forms.FOR_EACH.search(words)
            self.gathered.question("", unit.place, [])
            self.governed, self.owner = "columns" if each else "parts", self.gathered.found[-1]
            self.stem = [unit.place]
        else:
            self.governed, self.owner = "", None

    def for_each(self, unit: Unit, last: Found) -> None:
        """What is wanted of each record joins the question before; under a list of questions it holds for all."""
        found = self.gathered.found
        listed = (
            len(found) > 1 and bool(last.label) and bool(found[-2].label) and not right_under(last, unit, self.text)
        )
        if listed:
            self.gathered.aside(unit.place)
        else:
            self.gathered.grow(last, unit.place)
        self.governed, self.owner = "columns", None if listed else last

    def govern_asks(self, unit: Unit, owner: Found | None) -> None:
        """The lines below are asks; `owner` is the request they spell out."""
        self.governed, self.owner, self.stem = "asks", owner, [unit.place]
        self.gathered.aside(unit.place)

    def listed(self, words: str) -> bool:
        """A noun phrase or indirect question that stands as an ask under "please send:"."""
        if forms.QUESTION_WORD.match(words) and not forms.PROCEDURE.search(words):
            return True
        if len(words.split()) < 2 or not asking.matter(words) or is_noise(words) or asking.is_value(words):
            return False
        return not forms.PRONOUN_FIRST.match(words) and not forms.SCOPE.match(words)

    def nothing(self, unit: Unit, words: str) -> None:
        """A sentence that is no question; format, procedure and scope are kept as holding for all."""
        if is_noise(words) or not asking.matter(words) or forms.SCOPE.match(words):
            self.gathered.aside(unit.place)
        if unit.paragraph and self.governed == "asks" and forms.PRONOUN_FIRST.match(words):
            self.governed = ""
