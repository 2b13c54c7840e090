"""The reading of one request from top to bottom: lists and the prose around them, each question with its place."""

from collections.abc import Sequence
from itertools import pairwise

from classifiers.splitting import asking, forms, wishes
from classifiers.splitting.apart import set_apart
from classifiers.splitting.asking import Ask, ask_of, clipped
from classifiers.splitting.extents import lists_of
from classifiers.splitting.gathering import Found, Gathered, Split
from classifiers.splitting.lists import (
    NOTES,
    Role,
    asks_itself,
    first_sentence,
    is_noise,
    own_ask,
    role_of,
    roles_of,
    runs_of,
)
from classifiers.splitting.outline import Item
from classifiers.splitting.passages import Place, Text, runs_in, sentences_in, stripped
from classifiers.splitting.prose import Prose, Unit

# No request is longer; a longer text is an attachment poured into the mail, and an officer must look at the rest.
LONGEST_READ = 1_000_000
# Nor has any so many lines, sentences and items, which cost more than letters: as much as a list of 18,000 questions.
MOST_WORK = 55_000
WORK = {1: "\n\r\u2028.?!:|", 4: ")", 3: "•●▪◦‣∙·"}

# Words of matter before "for each" with which a lead names what it asks for.
FEWEST_NAMED = 2


def read(raw: str) -> Split:
    """Read one request, in time linear in its length; what goes on past LONGEST_READ or MOST_WORK is left out whole."""
    text = Text(within_reach(raw))
    apart = set_apart(text)
    gathered = Gathered(text, apart)
    prose = Prose(text, apart, gathered)
    position = 0
    for run in lists_of(text, apart):
        first = run[0].marker
        lead = prose.read(position, first.start, before_list=True, inline=not first.opens)
        Listing(text, gathered).read(run, lead)
        position = run[-1].whole()[1]
    prose.read(position, len(text), before_list=False)
    return gathered.result([(len(text), len(raw))] if len(raw) > len(text) else [])


def within_reach(raw: str) -> str:
    """The beginning of a text that is read: all but what no request is like; it ends with a line if it can."""
    end = min(len(raw), LONGEST_READ)
    while (work := work_of(raw[:end])) > MOST_WORK:
        end = int(end * MOST_WORK / work * 0.99)
    if end == len(raw):
        return raw
    line = raw.rfind("\n", end // 2, end)
    return raw[: line + 1 if line > 0 else end]


def work_of(text: str) -> int:
    """About how much reading a text takes: its line ends, stops and marks, weighted."""
    bullets = text.count("\n-") + text.count("\n*") + text.count("\n>")
    return 2 * bullets + sum(weight * text.count(mark) for weight, marks in WORK.items() for mark in marks)


def says_a_wish(words: str) -> bool:
    """Whether a wish or remark has a verb of its own: "please help me", "this is exempt", not "exemptions applied"."""
    forms_of_wish = (
        forms.CONDITION,
        forms.IMPERATIVE,
        forms.PRONOUN_FIRST,
        forms.SCOPE,
        forms.NOT_WANTED,
    )
    return asking.framed(words) or wishes.about_reply(words) or any(form.match(words) for form in forms_of_wish)


class Listing:
    """Reads one outermost list."""

    def __init__(self, text: Text, gathered: Gathered) -> None:
        self.text, self.gathered = text, gathered

    def read(self, run: Sequence[Item], lead: Unit | None) -> None:
        """Read the list under the sentence that leads into it."""
        role = role_of(self.text, run, self.words_of(lead), nested=False)
        words = clipped(self.words_of(lead))
        if role is Role.PARTS and not self.gathered.found and forms.FOR_EACH_THING.match(words):
            role = Role.ASKS
        elif role is Role.CONTEXT and ask_of(words) is Ask.DIRECT and not asking.placeholder(words):
            role = Role.PARTS
        if role is Role.PARTS and lead is not None:
            self.join(run, lead)
        elif role is Role.CONTEXT:
            self.gathered.aside((run[0].marker.start, run[-1].whole()[1]))
        else:
            self.settle(lead, run)
            headed = any(self.is_headed(item) for item in run)
            for item in run:
                self.item(item, self.stem_of(lead), headed=headed)

    def words_of(self, lead: Unit | None) -> str:
        return self.text[slice(*lead.place)] if lead else ""

    def stem_of(self, lead: Unit | None) -> list[Place]:
        """The lead as a stem, if it says anything: "QUESTIONS" does not."""
        words = clipped(self.words_of(lead))
        return [lead.place] if lead and (asking.matter(words) or asking.framed(words)) else []

    def settle(self, lead: Unit | None, run: Sequence[Item]) -> None:
        """A lead that asks something whole of its own is a question too; else it is only the stem."""
        if lead is None:
            return
        words = clipped(self.words_of(lead))
        unended = words.rstrip("-–~ ")[-1:] not in (".", "?")
        beside = run[0].marker.kind == "bullet" and self.text[lead.end : run[0].marker.start].count("\n") < 2
        generic = forms.GENERIC.search(words) and not asking.marked(words)
        names = forms.WISH.search(words) and not (asking.marked(words) or forms.COUNTING.search(words))
        only_stem = unended or beside or generic or names or asking.placeholder(words)
        if only_stem or ask_of(words) is not Ask.DIRECT:
            self.gathered.aside(lead.place)
        else:
            self.gathered.question("", lead.place, [])

    def join(self, run: Sequence[Item], lead: Unit) -> None:
        """The list belongs to the lead, or to the question before where the lead only takes that up."""
        place = (lead.start, run[-1].whole()[1])
        words = clipped(self.words_of(lead))
        last = self.gathered.found[-1] if self.gathered.found else None
        asked = ask_of(words)
        each = forms.FOR_EACH.search(words)
        named = forms.RECORD.search(words) or (each and len(asking.matter(words[: each.start()])) > FEWEST_NAMED)
        whole = asked is Ask.DIRECT and named and not forms.FOR_EACH_OF_THEM.search(words)
        takes_up = (each and (each.start() == 0 or not whole)) or asked is Ask.NONE or self.goes_with(last, lead)
        if takes_up and last is not None and not last.label:
            self.gathered.grow(last, place)
            last.topic = last.topic and not (each or (forms.FIELDS.search(words) and asking.framed(words)))
        elif takes_up and (asked is not Ask.DIRECT or (each and each.start() == 0)):
            self.gathered.aside(place)
        else:
            self.gathered.question("", place, [], topic=asked is Ask.TOPIC)

    def goes_with(self, last: Found | None, lead: Unit) -> bool:
        """Whether the lead names the columns of what the sentence before it asks for."""
        if last is None or self.text[last.end() : lead.start].strip() or not last.end() <= lead.start:
            return False
        words = clipped(self.words_of(lead))
        if self.text[last.end() : lead.start].count("\n"):
            return bool(forms.THE_COLUMNS.match(words))
        return bool(forms.COLUMNS.search(words))

    def item(self, item: Item, stem: list[Place], *, headed: bool) -> None:
        """One item: a question, a heading over questions, or a stem whose parts are questions."""
        first = clipped(first_sentence(self.text, item.start, item.end))
        if item.parts:
            self.with_parts(item, stem)
        elif first and self.only_wishes(item, first):
            self.gathered.aside((item.start, item.end))
        elif headed:
            self.under_heading(item, stem)
        else:
            self.paragraphs(item, stem)

    def only_wishes(self, item: Item, first: str) -> bool:
        """Whether an item says how to answer and asks nothing; a bare noun phrase asks, whatever it names."""
        if wishes.about_reply(first) and not forms.COUNTING.search(first):
            return True
        if asking.interrogative(first) or forms.COUNTING.search(first) or forms.NOUN_ASK.match(first):
            return False
        wish = is_noise(first) and (asking.about_format(first) or says_a_wish(first))
        wish = wish or (forms.REMARKS.match(first) is not None and ask_of(first) is Ask.NONE)
        if not (wish or forms.INSTRUCTS.match(first)):
            return False
        rest = sentences_in(self.text, item.start, min(item.end, item.start + asking.LONGEST_LOOK))[1:]
        after = [clipped(self.text[s.start : s.end]) for s in rest]
        return not any(asking.interrogative(words) or asking.marked(words) for words in after)

    def is_headed(self, item: Item) -> bool:
        """Whether an item is a heading over lines that ask."""
        runs = runs_in(self.text, item.start, item.end)
        if item.parts or len(runs) < 2:
            return False
        head = clipped(self.text[slice(*runs[0])])
        if asks_itself(head) or asking.framed(head):
            return False
        return any(asks_itself(self.text[slice(*place)]) for place in runs[1:])

    def under_heading(self, item: Item, stem: list[Place]) -> None:
        """The lines below a numbered heading that ask are questions with its label."""
        runs = runs_in(self.text, item.start, item.end)
        if not self.is_headed(item):
            if len(runs) > 1 and self.only_remarks((runs[1][0], runs[-1][1])):
                self.gathered.aside((item.start, item.end))
            elif len(runs) > 1 or (runs and asks_itself(self.text[slice(*runs[0])])):
                self.paragraphs(item, stem)
            return
        first = len(self.gathered.found)
        for place in self.sentences_below(runs[0], runs[-1][1]):
            words = self.text[slice(*place)]
            rider = len(self.gathered.found) > first and forms.CONDITION.match(words) and not asking.marked(words)
            if self.asks_anew(place) and not rider:
                self.gathered.question(item.label, place, [*stem, runs[0]])
            elif len(self.gathered.found) > first:
                self.gathered.grow(self.gathered.found[-1], place)

    def sentences_below(self, heading: Place, end: int) -> list[Place]:
        """The sentences under a heading."""
        return [(sentence.start, sentence.end) for sentence in sentences_in(self.text, heading[1], end)]

    def only_remarks(self, place: Place) -> bool:
        """Whether the sentences of a place say how to answer, and none asks."""
        words = [clipped(self.text[s.start : s.end]) for s in sentences_in(self.text, *place)]
        return any(is_noise(w) for w in words) and all(ask_of(w) is Ask.NONE for w in words)

    def paragraphs(self, item: Item, stem: list[Place]) -> None:
        """An item without parts; paragraphs of it that ask something new are questions with its label too."""
        start, end = stripped(self.text, item.start, item.end)
        runs = runs_in(self.text, start, end)
        asks = [place for place in runs if self.asks_anew(place)]
        if len(asks) < 2 or not self.apart_by_blank_lines(runs):
            self.gathered.question(item.label, (start, end), stem)
            return
        begins = [start, *(place[0] for place in asks[1:])]
        for begin, finish in pairwise([*begins, end]):
            self.gathered.question(item.label, (begin, finish), stem)

    def asks_anew(self, place: Place) -> bool:
        words = clipped(self.text[slice(*place)])
        return ask_of(words) is Ask.DIRECT and not asking.is_rider(words)

    def apart_by_blank_lines(self, runs: Sequence[Place]) -> bool:
        return any(self.text[a[1] : b[0]].count("\n") > 1 for a, b in pairwise(runs))

    def with_parts(self, item: Item, stem: list[Place]) -> None:
        """An item with lists inside: either they are questions and the item their stem, or all is one question."""
        own = stripped(self.text, item.start, item.end)
        runs, roles = runs_of(item), roles_of(self.text, item)
        if set(roles) == {Role.CONTEXT} and NOTES.match(clipped(self.text[slice(*own)])):
            self.gathered.aside((own[0], item.whole()[1]))
            return
        if Role.ASKS not in roles:
            self.gathered.question(item.label, (own[0], item.whole()[1]), stem)
            return
        if own_ask(self.text, item):
            self.gathered.question(item.label, own, stem)
        below = [*stem, own] if own[1] > own[0] else stem
        for part in (part for run in runs for part in run):
            self.item(part, below, headed=False)
