"""The questions of a case as an outline: how deep each stands, what it needs, which one it may repeat."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from triage.casework.reading import Read, Reading, outside
from triage.casework.request import Dependency, words_of
from triage.store.case_page import CasePage, QuestionView
from triage.store.tables import Case
from triage.web.wording import KINDS

UNSURE = 0.7  # below this a link is marked as one that may not be meant
DEEPEST = 3
WORD = re.compile(r"[^\W\d_]{3}")
STEPS = re.compile(r"\d{1,6}|[a-z]{1,8}", re.IGNORECASE)
NAMED = re.compile(r"(?:question|request|part|q)\s?(?=\d)", re.IGNORECASE)


@dataclass(frozen=True)
class Link:
    """A question that another needs. `said` is how the requester put it; `slip`: it cannot be meant as written;
    `unclear`: nor can anybody tell what is meant."""

    position: int
    name: str
    said: str
    slip: bool
    unclear: bool
    unsure: bool


@dataclass(frozen=True)
class Line:
    """One question in the outline. `like` is the earlier one that seems to ask the same, or that it is folded into.

    `further`: what may ask something of its own inside it: where that begins, and its words.
    """

    view: QuestionView
    depth: int
    links: tuple[Link, ...]
    like: QuestionView | None
    further: tuple[tuple[int, str], ...]


def lines(page: CasePage) -> list[Line]:
    """The outline of a case, one line a question."""
    labels = {view.question.label for view in page.questions}
    return [
        Line(
            view,
            depth(view.question.label, labels),
            tuple(_links(view, page.questions)),
            _like(view, page.questions),
            tuple(_further(page.case, view)),
        )
        for view in page.questions
    ]


def _further(case: Case, view: QuestionView) -> Iterator[tuple[int, str]]:
    """Possible asks inside a question, not at its beginning."""
    for start, end in case.left_out:
        inside = any(a <= start and end <= b for a, b in view.question.spans)
        if inside and WORD.search(case.text, view.question.spans[0][0], start):
            yield start, case.text[start:end]


def depth(label: str, labels: set[str]) -> int:
    """How many of a label's beginnings are labels too, or would be: "3" is 0, "3a" 1, "3a(ii)" 2."""
    steps = STEPS.findall(NAMED.sub("", label))
    if len(steps) == 2 and steps[0] not in labels and steps[0].isalpha():
        return 0  # "A1" with no "A" is a label of its own
    return min(max(0, len(steps) - 1), DEEPEST)


def left_out(page: CasePage, reading: Reading) -> list[dict[str, Any]]:
    """Sentences that may ask for something and lie in no question, nor in one that was set aside."""
    taken = [[[span.start, span.end] for span in each.spans] for each in (*reading.live, *reading.restorable())]
    text = page.case.text
    return [{"start": a, "end": b, "words": text[a:b]} for a, b in outside(page.case.left_out, taken)]


def set_aside(reading: Reading) -> list[tuple[Read, str]]:
    """What officers set aside and can restore, with its words."""
    return [(each, words_of(each.spans, reading.text)) for each in reading.restorable()]


def parts(case: Case) -> list[dict[str, str]]:
    """Parts that are of another kind than the whole: which, the words, the reason."""
    return [
        {"kind": KINDS.get(part["kind"], part["kind"]), "words": _words(case, part["span"]), "why": part["why"]}
        for part in case.parts
    ]


def pointers(case: Case) -> list[tuple[str, str]]:
    """Places to look at twice: the words, and what there is to say about them."""
    return [(_words(case, pointer["span"]), pointer["said"]) for pointer in case.pointers]


def _words(case: Case, pair: Sequence[int]) -> str:
    return case.text[pair[0] : pair[1]]


def needers(view: QuestionView, views: Sequence[QuestionView]) -> list[str]:
    """The names of the questions that need this one."""
    here = view.question.position
    return [other.name for other in views if any(link["on"] == here for link in other.question.depends_on)]


def _links(view: QuestionView, views: Sequence[QuestionView]) -> list[Link]:
    return [
        Link(link.on, views[link.on].name, link.written, link.slip, link.unclear, link.confidence < UNSURE)
        for link in (Dependency(**each) for each in view.question.depends_on)
        if link.on < len(views)
    ]


def _like(view: QuestionView, views: Sequence[QuestionView]) -> QuestionView | None:
    at = view.question.repeats_of
    return views[at] if at is not None and at < len(views) else None
