"""What has been found of a request while it is read, and the result handed out."""

from dataclasses import dataclass, field

from classifiers.splitting import forms
from classifiers.splitting.apart import LONGEST_HEAD, of_others
from classifiers.splitting.passages import Place, Text, outside, stripped
from classifiers.splitting.remainder import left_over, may_ask
from classifiers.splitting.tiling import Meaning, Tile, free, merged, tiled

# How much of a place's end is searched for thanks and a name.
LONGEST_SIGNING = 90


@dataclass(frozen=True)
class SplitQuestion:
    """A question with the requester's label; `spans` are its own words, `stem` the words it needs before them."""

    label: str
    spans: list[Place]
    stem: list[Place] = field(default_factory=list)


@dataclass(frozen=True)
class Split:
    """The reading of one request. All places are half-open character positions of the text given.

    `scope` holds for all questions (leads, periods, formats, procedure), `apart` is greeting, signature, footer and
    history, `left_out` are sentences that may ask and lie in no question, wherever they stand. No two of these
    overlap, except that the words of one question may be the stem of others. Footers and history are others' words
    and are not searched.
    `joined` lie inside questions, behind another ask, and may ask something of their own.
    """

    questions: list[SplitQuestion] = field(default_factory=list)
    scope: list[Place] = field(default_factory=list)
    apart: list[Place] = field(default_factory=list)
    left_out: list[Place] = field(default_factory=list)
    joined: list[Place] = field(default_factory=list)

    def tiles(self, text: str) -> list[Tile]:
        """The text of this reading as consecutive tiles, each with one meaning, that together are the whole text."""
        own = [(span, n) for n, question in enumerate(self.questions) for span in question.spans]
        stems = merged(place for question in self.questions for place in question.stem)
        shared = (
            (Meaning.STEM, stems),
            (Meaning.LEFT_OUT, merged(self.left_out)),
            (Meaning.SCOPE, merged(self.scope)),
            (Meaning.APART, merged(self.apart)),
        )
        rest = [(meaning, [(place, None) for place in places]) for meaning, places in shared]
        return tiled(text, [(Meaning.QUESTION, own), *rest])


@dataclass(eq=False)
class Found:
    """A question while it may still grow; `topic` marks one kept only if nothing asks more plainly."""

    label: str
    spans: list[Place]
    stem: list[Place]
    topic: bool = False

    def end(self) -> int:
        return self.spans[-1][1]


class Gathered:
    """Questions in the order of the text, and what holds for all of them."""

    def __init__(self, text: Text, apart: list[Place]) -> None:
        self.text, self.apart = text, apart
        self.found: list[Found] = []
        self.scope: list[Place] = []

    def question(self, label: str, place: Place, stem: list[Place], *, topic: bool = False) -> None:
        """Add a question; a place without words adds nothing."""
        spans = self.with_words(place)
        if spans:
            self.found.append(Found(label, spans, stem, topic))

    def grow(self, question: Found, place: Place) -> None:
        """Give the last question the words of one more place behind it; an earlier one can have no more."""
        if question is not self.found[-1]:
            return
        first, last = question.spans[-1]
        for start, end in self.with_words((max(place[0], last), place[1])):
            if self.text[last:start].strip():
                question.spans.append((start, end))
            else:
                question.spans[-1] = (first, end)
            first, last = question.spans[-1]

    def with_words(self, place: Place) -> list[Place]:
        """The stretches of a place that hold words and are not set apart."""
        pieces = (before_signing(self.text, *stripped(self.text, *piece)) for piece in outside(self.apart, *place))
        return [(start, end) for start, end in pieces if end > start]

    def aside(self, place: Place) -> None:
        """Keep a place as scope."""
        start, end = stripped(self.text, *place)
        if end > start:
            self.scope.append((start, end))

    def aside_too(self, place: Place) -> None:
        """Keep one more line of what was kept as scope last."""
        self.scope[-1] = (self.scope[-1][0], max(self.scope[-1][1], place[1]))

    def result(self, unread: list[Place]) -> Split:
        """The questions; sentences that only name the subject count where nothing asks more plainly."""
        plain = any(not question.topic for question in self.found)
        kept = [question for question in self.found if not (plain and question.topic)]
        unsaid = [place for question in self.found if plain and question.topic for place in question.spans]
        questions = [SplitQuestion(question.label, question.spans, question.stem) for question in kept]
        stems = {place for question in kept for place in question.stem}
        asked = [place for question in kept for place in question.spans]
        foreign = [place for place in self.apart if of_others(self.text[place[0] : place[0] + LONGEST_HEAD])]
        left_out = left_over(self.text, [*asked, *stems, *unsaid, *foreign, *unread])
        left_out += [place for place in unsaid if place not in stems and may_ask(self.text[slice(*place)])]
        scope, apart, left_out = self.disjoint([*asked, *stems], left_out, [*self.scope, *unsaid])
        return Split(questions, scope, apart, left_out + unread)

    def disjoint(self, asked: list[Place], left_out: list[Place], scope: list[Place]) -> tuple[list[Place], ...]:
        """Scope, what is set apart and what is left out, with no character in two of them or in what is asked."""
        taken = merged(asked)
        left_out = free(self.text, left_out, taken)
        taken = merged([*taken, *left_out])
        scope = free(self.text, scope, taken)
        return scope, free(self.text, self.apart, merged([*taken, *scope])), left_out


def before_signing(text: Text, start: int, end: int) -> Place:
    """The place without thanks and a name at its very end: "… in 2021 many thanks Jo Bloggs"."""
    tail = max(start, end - LONGEST_SIGNING)
    signing = forms.SIGNING.search(text, tail, end)
    return stripped(text, start, signing.start()) if signing and signing.start() > tail else (start, end)
