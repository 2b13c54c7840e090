"""How a request is read, and each act by which an officer changes that. Values in, values out; the text never changes.

Here `Dependency.on` and `repeats_of` hold the id of the other question, so that no act renumbers anything; `as_rows`
and `from_rows` speak of positions, as the store does.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from triage.casework.beginnings import label_at, only_label, trimmed
from triage.casework.request import Dependency, Span, words_of
from triage.casework.status import Refused

MERGED = "Merged with the question before it"
REASONS = {
    "heading": "A heading",
    "context": "Context, not an ask",
    "format": "A wish about the format",
    "repeat": "It repeats another question",
    "closing": "Legal or closing words",
}


@dataclass(frozen=True)
class Read:
    """A question as it is read. `dropped_why` is empty while it is one."""

    id: int
    spans: tuple[Span, ...]
    label: str = ""
    stem: tuple[Span, ...] = ()
    depends_on: tuple[Dependency, ...] = ()
    repeats_of: int | None = None
    folded_by: str = ""
    dropped_why: str = ""


@dataclass(frozen=True)
class Reading:
    """A case's questions in the order of the text, and those that were set aside."""

    text: str = field(repr=False)
    live: tuple[Read, ...] = ()
    aside: tuple[Read, ...] = ()

    def place(self, question_id: int) -> int:
        """The position of a live question. Raises Refused when it is none (any more)."""
        for at, each in enumerate(self.live):
            if each.id == question_id:
                return at
        raise Refused("This is no question of the case any more. Load the page again; nothing was changed.")

    def name(self, question_id: int) -> str:
        """What people call a live question: its label, or "#3"."""
        at = self.place(question_id)
        return self.live[at].label or f"#{at + 1}"

    def restorable(self) -> tuple[Read, ...]:
        """The questions set aside whose words lie in no live one."""
        return tuple(each for each in self.aside if not _holders(self, each.spans))


def merge(reading: Reading, question_id: int) -> Reading:
    """Make a question one with the question before it, which keeps its number. Raises Refused for the first."""
    at = reading.place(question_id)
    if at == 0:
        raise Refused("There is no question before this one to merge it with. Nothing was changed.")
    first, second = reading.live[at - 1], reading.live[at]
    others = [span for each in reading.live if each not in (first, second) for span in each.spans]
    spans = _joined(reading.text, sorted({*first.spans, *second.spans}), others)
    whole = replace(
        first,
        label=first.label or second.label,
        spans=spans,
        stem=tuple(span for span in sorted({*first.stem, *second.stem}) if not _overlap([span], spans)),
        depends_on=(*first.depends_on, *second.depends_on),
    )
    live = (*reading.live[: at - 1], whole, *reading.live[at + 1 :])
    return _linked(replace(reading, live=live, aside=(*reading.aside, _aside(second, MERGED))), {second.id: first.id})


def split(reading: Reading, question_id: int, at: int, new_id: int) -> Reading:
    """Begin a second question at a character position inside a question. Raises Refused where that leaves no words."""
    place = reading.place(question_id)
    whole, text = reading.live[place], reading.text
    before = _trimmed(text, [Span(span.start, min(span.end, at)) for span in whole.spans if span.start < at])
    after = _trimmed(text, [Span(max(span.start, at), span.end) for span in whole.spans if span.end > at])
    if not before or not after:
        raise Refused("A question cannot be split there: one side would have no words. Nothing was changed.")
    label, after = _unlabelled(text, after, whole.label)
    moved = [link for link in whole.depends_on if _only_in(link.written, after, before, text)]
    kept = tuple(link for link in whole.depends_on if link not in moved)
    first = replace(whole, spans=before, depends_on=kept, repeats_of=None, folded_by="")
    second = Read(new_id, after, label, whole.stem, tuple(moved))
    live = (*reading.live[:place], first, *reading.live[place + 1 :])
    return _linked(replace(reading, live=_with(live, second)))


def drop(reading: Reading, question_id: int, reason: str) -> Reading:
    """Set aside what is no question. Raises Refused without a reason, and for the last question of a case."""
    at = reading.place(question_id)
    if not reason.strip():
        raise Refused("Say why this is not a question. Nothing was changed.")
    if len(reading.live) == 1:
        raise Refused(
            "This is the only question of the case. Add another first, or close the case with a reason on the page "
            "of its letters; nothing was changed."
        )
    gone = _aside(reading.live[at], reason)
    return _linked(replace(reading, live=reading.live[:at] + reading.live[at + 1 :], aside=(*reading.aside, gone)))


def restore(reading: Reading, question_id: int, before: Reading) -> Reading:
    """Take back that something is no question. `before` is the reading in which it was one: its links come back.

    Raises Refused where its words belong to another question now.
    """
    gone = next((each for each in reading.aside if each.id == question_id), None)
    if gone is None:
        raise Refused("This was not set aside, or somebody has restored it. Load the page again.")
    for holder in _holders(reading, gone.spans):
        raise Refused(
            f"Its words lie in question {reading.name(holder.id)} now. Split that one first; nothing was changed."
        )
    was = {each.id: each for each in before.live}
    back = replace(was.get(question_id, gone), spans=gone.spans, dropped_why="")
    live = [_relinked(each, was.get(each.id), question_id) for each in reading.live]
    aside = tuple(each for each in reading.aside if each.id != question_id)
    return _linked(replace(reading, live=_with(live, back), aside=aside))


def add(reading: Reading, span: Span, new_id: int) -> Reading:
    """Make words that lie in no question one. Raises Refused where they lie in one, or there are none."""
    if not 0 <= span.start < span.end <= len(reading.text):
        raise Refused("These words do not lie in the request. Nothing was changed.")
    spans = _trimmed(reading.text, [span])
    if not spans:
        raise Refused("There is no word there. Nothing was changed.")
    for holder in _holders(reading, spans):
        raise Refused(f"These words lie in question {reading.name(holder.id)} already. Nothing was changed.")
    label, spans = _unlabelled(reading.text, spans)
    return _linked(replace(reading, live=_with(reading.live, Read(new_id, spans, label))))


def fold(reading: Reading, question_id: int, onto: int, by: str) -> Reading:
    """Say that a question has the same answer as an earlier one. It stays a question and is answered."""
    at = reading.place(question_id)
    if reading.place(onto) >= at:
        raise Refused("A question can be folded into an earlier one only. Nothing was changed.")
    return _changed(reading, at, repeats_of=onto, folded_by=by)


def unfold(reading: Reading, question_id: int) -> Reading:
    """Take a fold back."""
    return _changed(reading, reading.place(question_id), folded_by="")


def concerned(before: Reading, after: Reading) -> set[int]:
    """The questions of `before` whose words or label are others in `after`, and those that are in one of them only."""
    old, new = ({each.id: (each.label, each.spans, each.stem) for each in one.live} for one in (before, after))
    return {each for each in {*old, *new} if old.get(each) != new.get(each)}


def outside(pairs: Iterable[Sequence[int]], questions: Iterable[Iterable[Sequence[int]]]) -> list[list[int]]:
    """Those of the pairs of positions that lie in none of the questions."""
    taken = [Span(*pair) for spans in questions for pair in spans]
    return [list(pair) for pair in pairs if not _overlap([Span(*pair)], taken)]


def as_rows(reading: Reading) -> list[dict[str, Any]]:
    """The reading as the store and its snapshots hold it: positions for ids, negative ones for what was set aside."""
    places = {each.id: at for at, each in enumerate(reading.live)}
    known = [(places.get(each.id, -each.id), each) for each in (*reading.live, *reading.aside)]
    return [
        {
            "id": each.id,
            "position": position,
            "label": each.label,
            "spans": _pairs(each.spans),
            "stem": _pairs(each.stem),
            "depends_on": [asdict(link) | {"on": places[link.on]} for link in each.depends_on],
            "repeats_of": None if each.repeats_of is None else places[each.repeats_of],
            "folded_by": each.folded_by,
            "dropped_why": each.dropped_why,
        }
        for position, each in known
    ]


def from_rows(text: str, rows: Iterable[Mapping[str, Any]]) -> Reading:
    """The reading that rows tell of. Links to nothing are left out."""
    ordered = sorted(rows, key=lambda row: row["position"])
    ids = {row["position"]: row["id"] for row in ordered}
    live = tuple(_read(row, ids) for row in ordered if row["position"] >= 0)
    aside = tuple(sorted((_read(row, ids) for row in ordered if row["position"] < 0), key=lambda each: each.id))
    return _linked(Reading(text, live, aside))


def mark(reading: Reading) -> str:
    """A short sign of a reading, by which a page says which one it showed."""
    told = json.dumps(as_rows(reading), sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:20]


def _read(row: Mapping[str, Any], ids: Mapping[int, int]) -> Read:
    links = [Dependency(**link) for link in row["depends_on"]]
    return Read(
        row["id"],
        tuple(Span(*pair) for pair in row["spans"]),
        row["label"],
        tuple(Span(*pair) for pair in row["stem"]),
        tuple(replace(link, on=ids[link.on]) for link in links if link.on in ids),
        ids.get(row["repeats_of"]) if row["repeats_of"] is not None else None,
        row["folded_by"],
        row["dropped_why"],
    )


def _linked(reading: Reading, heirs: Mapping[int, int] | None = None) -> Reading:
    """Links lead to live questions, never to the question itself; `heirs` are those that became part of others."""
    heirs, places = heirs or {}, {each.id: at for at, each in enumerate(reading.live)}
    live = tuple(_led(each, heirs, places) for each in reading.live)
    return replace(reading, live=live, aside=tuple(sorted(reading.aside, key=lambda each: each.id)))


def _led(each: Read, heirs: Mapping[int, int], places: Mapping[int, int]) -> Read:
    links: dict[int, Dependency] = {}
    for link in each.depends_on:
        on = heirs.get(link.on, link.on)
        if on in places and on != each.id:
            links.setdefault(on, replace(link, on=on))
    repeats = heirs.get(each.repeats_of, each.repeats_of) if each.repeats_of is not None else None
    if repeats is None or places.get(repeats, len(places)) >= places[each.id]:
        return replace(each, depends_on=tuple(links.values()), repeats_of=None, folded_by="")
    return replace(each, depends_on=tuple(links.values()), repeats_of=repeats)


def _relinked(now: Read, was: Read | None, question_id: int) -> Read:
    """A question with what it once had towards another, beside what it has now."""
    if was is None:
        return now
    links = [link for link in was.depends_on if link.on == question_id or link in now.depends_on]
    links += [link for link in now.depends_on if link not in was.depends_on]
    if now.repeats_of is None and was.repeats_of == question_id:
        now = replace(now, repeats_of=question_id, folded_by=was.folded_by)
    return replace(now, depends_on=tuple(links))


def _with(live: Sequence[Read], new: Read) -> tuple[Read, ...]:
    """The questions with one more, before the first that begins after it."""
    later = (n for n, each in enumerate(live) if each.spans and each.spans[0] > new.spans[0])
    at = next(later, len(live))
    return (*live[:at], new, *live[at:])


def _aside(question: Read, why: str) -> Read:
    return replace(question, depends_on=(), repeats_of=None, folded_by="", dropped_why=why)


def _changed(reading: Reading, at: int, **values: Any) -> Reading:
    changed = replace(reading.live[at], **values)
    return replace(reading, live=(*reading.live[:at], changed, *reading.live[at + 1 :]))


def _joined(text: str, spans: Sequence[Span], others: Sequence[Span]) -> tuple[Span, ...]:
    """Spans with what is between them closed where that is only white space and a label; white space after a part
    goes in, so that the words do not run together."""
    found = [spans[0]]
    for span in spans[1:]:
        last, between = found[-1], text[found[-1].end : span.start]
        space = Span(last.end, last.end + len(between) - len(between.lstrip()))
        if span.start <= last.end or (only_label(between) and not _overlap([Span(last.end, span.start)], others)):
            found[-1] = Span(last.start, max(last.end, span.end))
        else:
            found[-1] = last if _overlap([space], others) else Span(last.start, space.end)
            found.append(span)
    return tuple(found)


def _trimmed(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans without white space at their two ends, and without those that hold none else."""
    filled = [span for span in spans if span.of(text).strip()]
    if not filled:
        return ()
    filled[0] = Span(trimmed(text, filled[0]).start, filled[0].end)
    filled[-1] = Span(filled[-1].start, trimmed(text, filled[-1]).end)
    return tuple(filled)


def _unlabelled(text: str, spans: tuple[Span, ...], parent: str = "") -> tuple[str, tuple[Span, ...]]:
    """The label that spans begin with, and the spans after it; where nothing is left, they keep it as words."""
    label, start = label_at(text, spans[0].start, parent)
    rest = _trimmed(text, [Span(start, spans[0].end), *spans[1:]]) if start < spans[0].end else ()
    return (label, rest) if label and rest else ("", spans)


def _only_in(written: str, here: Sequence[Span], there: Sequence[Span], text: str) -> bool:
    return bool(written) and written in words_of(here, text) and written not in words_of(there, text)


def _holders(reading: Reading, spans: Sequence[Span]) -> list[Read]:
    """The live questions that hold a character of the spans."""
    return [each for each in reading.live if _overlap(each.spans, spans)]


def _overlap(some: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(a.start < b.end and b.start < a.end for a in some for b in others)


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
