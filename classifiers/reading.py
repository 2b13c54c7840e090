"""The reading of one request from top to bottom: lists and prose in turn, each question with its place, label and stem."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from classifiers import asking
from classifiers.apart import set_apart
from classifiers.asking import Ask, ask_of, clipped
from classifiers.lists import NOTES, Role, asks_itself, first_sentence, is_noise, own_ask, own_words, role_of
from classifiers.markers import Marker, markers_of
from classifiers.outline import Item, outline
from classifiers.passages import Place, lines_of, runs_of, sentences_of, stripped
from classifiers.prose import Unit, units_of


@dataclass(frozen=True)
class SplitQuestion:
    """A question with the requester's label; `spans` are its own words, `stem` the words it needs before them."""

    label: str
    spans: list[Place]
    stem: list[Place] = field(default_factory=list)


@dataclass(frozen=True)
class Split:
    """The reading of one request. All places are half-open character positions of the text given."""

    questions: list[SplitQuestion] = field(default_factory=list)
    scope: list[Place] = field(default_factory=list)
    apart: list[Place] = field(default_factory=list)
    left_out: list[Place] = field(default_factory=list)


def read(text: str) -> Split:
    """Read one request. Linear in its length, whatever it holds."""
    reading = Reading(text)
    reading.through()
    return reading.result()


@dataclass
class Found:
    """A question while it may still grow; `topic` marks one kept only if nothing asks more plainly."""

    label: str
    start: int
    end: int
    stem: list[Place]
    topic: bool = False


class Reading:
    """State of the reading: questions so far, and the stem that governs the lines being read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.apart = set_apart(text)
        self.found: list[Found] = []
        self.scope: list[Place] = []
        self.loose: list[Place] = []
        self.governed = ""  # "asks" or "parts" while lines under a stem are read
        self.stem: list[Place] = []
        self.owner: Found | None = None
        self.lead: Unit | None = None

    def through(self) -> None:
        """Read prose and lists in the order of the text."""
        tops = self.lists()
        position = 0
        for index, run in enumerate(tops):
            begins = run[0].marker.start
            self.prose(position, begins, True)
            self.take_list(run)
            position = run[-1].whole()[1]
        self.prose(position, len(self.text), False)

    def lists(self) -> list[list[Item]]:
        """The outermost lists, the last item of each cut where prose goes on."""
        lines = [line for line in lines_of(self.text) if not self.in_apart(line.start)]
        marks = [mark for mark in markers_of(self.text, lines) if not self.in_apart(mark.start)]
        limits = [self.limit(marks, i) for i in range(len(marks))]
        items = outline(self.text, marks, limits)
        runs = [list(run) for _, run in groupby(items, key=lambda item: item.run)]
        return [part for run in runs for part in self.closed(run)]

    def in_apart(self, position: int) -> bool:
        index = bisect_right(self.apart, (position, len(self.text) + 1)) - 1
        return index >= 0 and self.apart[index][0] <= position < self.apart[index][1]

    def limit(self, marks: Sequence[Marker], index: int) -> int:
        """Where the words after a mark end at the latest: the next mark or what is set apart."""
        after = marks[index + 1].start if index + 1 < len(marks) else len(self.text)
        following = bisect_right(self.apart, (marks[index].end, 0))
        return min(after, self.apart[following][0]) if following < len(self.apart) else after

    def closed(self, run: list[Item]) -> list[list[Item]]:
        """The run with its last item (and its last parts) cut to its own words; parts under a new stem become a list."""
        for item in run[:-1]:
            self.cut_heading(item)
        habit = min((self.lines_in(item) for item in run[:-1]), default=1)
        return [run, *self.cut_last(run[-1], habit)]

    def lines_in(self, item: Item) -> int:
        return sum(1 for _ in self.runs_in(item.start, item.end))

    def runs_in(self, start: int, end: int) -> list[Place]:
        """Lines of a place, hard wraps joined, as places."""
        shifted = lines_of(self.text[start:end])
        return [(start + a, start + b) for a, b, _ in runs_of(self.text[start:end], shifted)]

    def cut_last(self, item: Item, habit: int) -> list[list[Item]]:
        """Cut the words of a last item after as many lines as its siblings have; returns a list set free by it."""
        pieces = self.runs_in(item.start, item.end) if item.marker.opens else self.sentences_in(item.start, item.end)
        kept = self.kept(pieces, habit)
        if not pieces or kept == len(pieces):
            if item.parts:
                self.close_parts(item)
            return []
        if item.parts and item.marker.opens and not self.new_stem(pieces[kept:]):
            self.close_parts(item)
            return []
        item.end = pieces[kept - 1][1]
        freed, item.parts = item.parts, []
        return [freed] if freed else []

    def kept(self, pieces: Sequence[Place], habit: int) -> int:
        """How many lines are a last item's own: as many as its siblings have, and what a colon or a small letter carries on."""
        count = min(max(habit, 1), len(pieces))
        while count < len(pieces):
            before, after = self.text[slice(*pieces[count - 1])], self.text[slice(*pieces[count])]
            under_colon = before.rstrip("-–~ ").endswith(":") or (
                count > max(habit, 1) and self.under_colon(pieces, count, after)
            )
            if not (
                under_colon
                or (
                    after[0].islower()
                    and len(pieces[0])
                    and self.text[pieces[count - 1][1] : pieces[count][0]].count("\n") < 2
                )
            ):
                break
            count += 1
        return count

    def under_colon(self, pieces: Sequence[Place], count: int, words: str) -> bool:
        """Short lines that go on as columns below the stem inside a last item."""
        gap = self.text[pieces[count - 1][1] : pieces[count][0]]
        short = len(words.split()) <= 12 and not words.endswith((".", "?", ":"))
        return (
            short
            and gap.count("\n") < 2
            and not is_noise(words)
            and not asking.PRONOUN_FIRST.match(words)
            and not asking.framed(words)
        )

    def sentences_in(self, start: int, end: int) -> list[Place]:
        return [(s.start, s.end) for s in sentences_of(self.text, start, end)]

    def close_parts(self, item: Item) -> None:
        """Close the last list among the parts of an item."""
        for part in item.parts[:-1]:
            self.cut_heading(part)
        habit = min((self.lines_in(p) for p in item.parts[:-1]), default=1)
        self.cut_last(item.parts[-1], habit)

    def new_stem(self, runs: Sequence[Place]) -> bool:
        """Whether lines after an item's own words begin another list for all items."""
        words = clipped(self.text[runs[-1][0] : runs[-1][1]])
        return bool(asking.FOR_EACH.match(words)) or bool(
            asking.PLEASE.search(words) and asking.PLACEHOLDER.search(words)
        )

    def cut_heading(self, item: Item) -> None:
        """Cut a heading that stands after an item's words and before the next item."""
        last = item
        while last.parts:
            last = last.parts[-1]
        runs = self.runs_in(last.start, last.end)
        while len(runs) > 1 and self.is_heading(runs[-1], runs[-2]):
            runs.pop()
            last.end = runs[-1][1]

    def is_heading(self, place: Place, before: Place) -> bool:
        """A short line that asks nothing, after words that ended or a blank line."""
        words = self.text[place[0] : place[1]]
        gap = self.text[before[1] : place[0]]
        ended = self.text[before[1] - 1] in ".?!;)" or gap.count("\n") > 1
        return (
            ended
            and len(words) <= 60
            and words[-1] not in ".?!;,)"
            and not words[0].islower()
            and not asks_itself(words)
            and not asking.RIDER.match(words)
        )

    # Lists

    def take_list(self, run: list[Item]) -> None:
        """Read one outermost list under the stem before it."""
        lead = self.lead
        stem = self.text[lead.start : lead.end] if lead else ""
        role = role_of(self.text, run, stem, nested=False)
        if role is Role.ASKS:
            self.settle_lead(lead, run)
            for item in run:
                self.item(item, [(lead.start, lead.end)] if lead else [], self.headed(run))
        elif role is Role.PARTS:
            self.parts(lead, run)
        self.lead = None
        self.governed = ""

    def headed(self, run: Sequence[Item]) -> bool:
        """Whether items are headings over lines that ask."""
        return any(self.is_headed(item) for item in run)

    def is_headed(self, item: Item) -> bool:
        runs = self.runs_in(item.start, item.end)
        if item.parts or len(runs) < 2:
            return False
        return (
            not asks_itself(self.text[slice(*runs[0])])
            and sum(asks_itself(self.text[slice(*place)]) for place in runs[1:]) >= 1
        )

    def settle_lead(self, lead: Unit | None, run: Sequence[Item]) -> None:
        """A lead that asks something whole of its own is a question too; else it is only the stem."""
        if lead is None:
            return
        words = self.text[lead.start : lead.end]
        only_stem = words.rstrip("-–~ ")[-1:] not in ".?" or asking.PLACEHOLDER.search(clipped(words))
        beside = run[0].marker.kind == "bullet" and self.text[lead.end : run[0].marker.start].count("\n") < 2
        generic = asking.GENERIC.search(words) and not asking.marked(words)
        if only_stem or beside or generic or ask_of(words) is not Ask.DIRECT:
            self.scope.append((lead.start, lead.end))
            return
        self.question("", lead.start, lead.end, [])

    def parts(self, lead: Unit | None, run: Sequence[Item]) -> None:
        """The list belongs to the lead, or to the question before where the lead only takes that up."""
        end = run[-1].whole()[1]
        words = clipped(self.text[lead.start : lead.end]) if lead else ""
        if lead and asking.FOR_EACH.match(words) and self.found:
            if not self.found[-1].label or self.found[-1].topic:
                self.found[-1].end, self.found[-1].topic = end, False
            else:
                self.scope.append((lead.start, end))
        elif lead and ask_of(words) is not Ask.NONE:
            self.question("", lead.start, end, [], topic=ask_of(words) is Ask.TOPIC)
        elif self.found and lead:
            self.found[-1].end = end if not self.found[-1].label else self.found[-1].end
        elif lead is None:
            for item in run:
                self.item(item, [], False)

    def item(self, item: Item, stem: list[Place], headed: bool) -> None:
        """One item: a question, a heading over questions, or a stem whose parts are questions."""
        words = own_words(self.text, item)
        first = first_sentence(self.text, item.start, item.end)
        if item.parts:
            self.with_parts(item, stem)
        elif first and is_noise(first) and not asking.interrogative(clipped(first)):
            self.scope.append(stripped(self.text, item.start, item.end))
        elif headed:
            self.heading(item, stem)
        elif words:
            self.paragraphs(item, stem)

    def heading(self, item: Item, stem: list[Place]) -> None:
        """A numbered heading: the lines below that ask are questions with its label."""
        runs = self.runs_in(item.start, item.end)
        if not self.is_headed(item):
            if len(runs) > 1 or (runs and asks_itself(self.text[slice(*runs[0])])):
                self.paragraphs(item, stem)
            return
        for place in runs[1:]:
            if asks_itself(self.text[slice(*place)]):
                self.question(item.label, *place, [*stem, runs[0]])
            elif self.found and self.found[-1].label == item.label and self.found[-1].start > item.start:
                self.found[-1].end = place[1]

    def paragraphs(self, item: Item, stem: list[Place]) -> None:
        """An item without parts; paragraphs of it that ask something new are questions with its label too."""
        start, end = stripped(self.text, item.start, item.end)
        runs = self.runs_in(start, end)
        asks = [
            place
            for place in runs
            if ask_of(self.text[slice(*place)]) is Ask.DIRECT and not asking.is_rider(clipped(self.text[slice(*place)]))
        ]
        if len(asks) < 2 or not self.separate(runs) or asks[0] != runs[0] and len(asks) < 2:
            self.question(item.label, start, end, stem)
            return
        for index, place in enumerate(asks):
            until = asks[index + 1][0] if index + 1 < len(asks) else end
            self.question(item.label, start if index == 0 else place[0], stripped(self.text, place[0], until)[1], stem)

    def separate(self, runs: Sequence[Place]) -> bool:
        """Whether blank lines stand between the paragraphs of an item."""
        return any(self.text[a[1] : b[0]].count("\n") > 1 for a, b in zip(runs, runs[1:], strict=False))

    def with_parts(self, item: Item, stem: list[Place]) -> None:
        """An item with lists inside: either they are questions and the item their stem, or all is one question."""
        own = stripped(self.text, item.start, item.end)
        runs = [list(run) for _, run in groupby(item.parts, key=lambda part: part.run)]
        roles = [role_of(self.text, run, own_words(self.text, item), nested=True) for run in runs]
        if Role.ASKS not in roles:
            self.question(item.label, own[0], item.whole()[1], stem)
            return
        if own_ask(self.text, item):
            self.question(item.label, *own, stem)
        below = [*stem, own] if own[1] > own[0] else stem
        for run in runs:
            for part in run:
                self.item(part, below, False)

    # Prose

    def prose(self, start: int, end: int, before_list: bool) -> None:
        """Read the sentences between lists; the last before a list is its lead."""
        self.lead = None
        units = [unit for a, b in self.outside_apart(start, end) for unit in units_of(self.text, a, b)]
        lead = self.lead_of(units) if before_list else None
        for index, unit in enumerate(units):
            if lead is not None and index == lead:
                self.lead = unit
            elif lead is None or index < lead:
                self.unit(unit)

    def outside_apart(self, start: int, end: int) -> list[Place]:
        """The stretches of text[start:end] that are not set apart."""
        index = max(bisect_right(self.apart, (start, 0)) - 1, 0)
        places = []
        while index < len(self.apart) and self.apart[index][0] < end:
            a, b = self.apart[index]
            if a > start:
                places.append((start, a))
            start = max(start, b)
            index += 1
        return [*places, (start, end)] if start < end else places

    def lead_of(self, units: Sequence[Unit]) -> int | None:
        """Which sentence leads into the list: the last, or one before a heading that ends in a colon."""
        if not units:
            return None
        words = [clipped(self.text[u.start : u.end]) for u in units[-3:]]
        for back in range(1, len(words) + 1):
            if self.hands_over(words[-back]) and all(self.heading_like(w) for w in words[len(words) - back + 1 :]):
                return len(units) - back
        return len(units) - 1 if self.leads(words[-1]) else None

    def hands_over(self, words: str) -> bool:
        return words.rstrip("-–~ ").endswith(":") and len(words.split()) > 1

    def heading_like(self, words: str) -> bool:
        return len(words.split()) <= 8 and not asks_itself(words)

    def leads(self, words: str) -> bool:
        """Whether a sentence without a colon may lead into a list."""
        if is_noise(words):
            return False
        unended = words[-1] not in ".?!;"
        return unended or ask_of(words) is not Ask.NONE or bool(asking.PLACEHOLDER.search(words))

    def unit(self, unit: Unit) -> None:
        """One sentence of prose."""
        words = clipped(self.text[unit.start : unit.end])
        asked = self.asked(unit, words)
        if NOTES.match(words):
            self.governed = "notes"
            return
        if self.governed == "parts" and self.goes_on(unit, words):
            if self.owner:
                self.owner.end = unit.end
            return
        if words.rstrip("-–~ ").endswith(":"):
            self.open_stem(unit, words, asked)
        elif (
            asked is Ask.NONE
            and not unit.opens
            and words.startswith(("(", "["))
            and self.found
            and self.found[-1].end <= unit.start
        ):
            self.found[-1].end = unit.end
        elif asked is Ask.NONE and self.governed == "asks" and self.listed(words):
            self.question("", unit.start, unit.end, list(self.stem))
        elif asked is Ask.DIRECT and asking.is_rider(words) and self.found and not words.endswith("?"):
            self.found[-1].end = unit.end
        elif asked is not Ask.NONE and self.governed != "notes":
            self.question(
                "", unit.start, unit.end, list(self.stem) if self.governed == "asks" else [], topic=asked is Ask.TOPIC
            )
        else:
            self.aside(unit, words)

    def asked(self, unit: Unit, words: str) -> Ask:
        """What a sentence asks where it stands: prose about numbered questions, or a subject clause, asks nothing."""
        if asking.SPEAKS_OF_QUESTIONS.search(words) and not asking.marked(words) and self.governed != "asks":
            return Ask.NONE
        if asking.PLACEHOLDER.search(words) and not asking.marked(words):
            return Ask.NONE
        return ask_of(words)

    def goes_on(self, unit: Unit, words: str) -> bool:
        """Whether a line still belongs to the columns or categories above it."""
        framed = asking.framed(words) or (asking.interrogative(words) and len(words.split()) > 7)
        if not unit.opens and not words.endswith("?") and not framed:
            return True
        return not (
            words.endswith("?")
            or framed
            or asking.PRONOUN_FIRST.match(words)
            or (unit.paragraph and words.endswith("."))
            or is_noise(words)
        )

    def open_stem(self, unit: Unit, words: str, asked: Ask) -> None:
        """A sentence that ends in a colon: it governs the lines below."""
        if len(words.split()) <= 3 and asked is Ask.NONE and not asking.framed(words):
            return
        if self.found and (asking.FOR_EACH.match(words)):
            self.governed, self.owner = "parts", self.found[-1]
            self.found[-1].end = max(unit.end, self.found[-1].end)
        elif (
            asking.PLACEHOLDER.search(words)
            and not (asking.FIELDS.search(words) and asked is Ask.DIRECT)
            or asked is Ask.TOPIC
        ):
            self.governed, self.stem = "asks", [(unit.start, unit.end)]
            self.scope.append((unit.start, unit.end))
        elif asked is Ask.DIRECT:
            self.question("", unit.start, unit.end, [])
            self.governed, self.owner = "parts", self.found[-1]
        else:
            self.governed = ""

    def listed(self, words: str) -> bool:
        """A noun phrase that stands as an ask under "please send:"."""
        return (
            bool(asking.matter(words))
            and not is_noise(words)
            and not asking.PRONOUN_FIRST.match(words)
            and not asking.SCOPE.match(words)
            and len(words.split()) > 1
        )

    def aside(self, unit: Unit, words: str) -> None:
        """A sentence that is no question: format and procedure are set apart, the rest is looked at for left-out asks."""
        place = (unit.start, unit.end)
        if is_noise(words) or not asking.matter(words):
            self.scope.append(place)
        elif asking.SCOPE.match(words):
            self.scope.append(place)
        elif "?" in words or asking.framed(words) or asking.interrogative(words):
            self.loose.append(place)
        if unit.paragraph and self.governed == "asks" and asking.PRONOUN_FIRST.match(words):
            self.governed = ""

    # Result

    def question(self, label: str, start: int, end: int, stem: list[Place], topic: bool = False) -> None:
        start, end = stripped(self.text, start, end)
        if end > start:
            self.found.append(Found(label, start, end, stem, topic))

    def result(self) -> Split:
        """The questions; sentences that only name the subject count where nothing asks more plainly."""
        plain = [f for f in self.found if not f.topic] or self.found
        self.scope += [(f.start, f.end) for f in self.found if f not in plain]
        questions = [SplitQuestion(f.label, [(f.start, f.end)], f.stem) for f in plain]
        return Split(questions, sorted(set(self.scope)), self.apart, sorted(set(self.loose)))
