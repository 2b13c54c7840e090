"""What officers change of how a request is read: each act in one transaction with its snapshots and its audit entry.

The acknowledgement that lists the questions is the caller's to follow (correspondence.acknowledgement_follows).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from triage.casework import reading as acts
from triage.casework.reading import Reading, concerned
from triage.casework.request import Span
from triage.store import audit, cases, evidence
from triage.store.database import WITH_DROPPED, key_of
from triage.store.progress import OVER, locked_case, open_case_of, restate
from triage.store.refusal import Refused
from triage.store.tables import Case, Draft, Question, ReadingAct
from triage.store.text import storable

UNPLACED = -2_000_000_000  # the position of a row that is being made; one a case, because the case is held
SAID = {
    "merge": "questions merged",
    "split": "question split",
    "drop": "question set aside",
    "restore": "question restored",
    "add": "question added",
    "fold": "question folded into an earlier one",
    "unfold": "question unfolded",
    "move": "question moved to a team",
}
ROUTED = ("team", "routed_by", "routed_why")  # what an act "move" keeps beside the reading, of the question moved
STALE = (
    "Somebody else has changed the questions since you opened this page. Nothing was changed; look at the "
    "questions as they are now, then do it again."
)


@dataclass(frozen=True)
class Lesson:
    """One correction that stands, for learning: the text, and the spans of each question before and after."""

    text: str
    before: list[list[list[int]]]
    after: list[list[list[int]]]
    act: str
    reason: str


@dataclass(frozen=True)
class Corrections:
    """How often officers merged, split, added or set aside (and left it so), of so many questions the bot read."""

    merged: int
    split: int
    added: int
    set_aside: int
    read: int

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        return ("merged", self.merged), ("split", self.split), ("added", self.added), ("set aside", self.set_aside)


@dataclass(frozen=True)
class _Open:
    """A case held until the transaction ends, with its questions as they are now."""

    case: Case
    rows: dict[int, Question]
    reading: Reading


def reading_of(session: Session, case: Case) -> Reading:
    """How a case is read now, with what was set aside."""
    return _reading(case, _rows(session, case))


def newest_act(session: Session, case_id: int) -> ReadingAct | None:
    """The newest act that was not taken back."""
    wanted = select(ReadingAct).where(ReadingAct.case_id == case_id, col(ReadingAct.undone_at).is_(None))
    return session.exec(wanted.order_by(col(ReadingAct.id).desc()).limit(1)).first()


def merge(session: Session, case_id: int, question_id: int, by: str, seen: str) -> int:
    """Make a question one with the one before it; gives that one's id.

    This and the other acts: `seen` is the mark of the reading that the person had before them. Raises Refused when
    somebody changed it since, when the case is over, and when the question rests on evidence or stands in a letter.
    """
    opened = _opened(session, case_id, seen)
    after = acts.merge(opened.reading, question_id)
    _keep(session, opened, after, "merge", by)
    return after.live[opened.reading.place(question_id) - 1].id


def split(session: Session, case_id: int, question_id: int, at: int, by: str, seen: str) -> int:
    """Begin a second question at a character position; gives its id. It stays with the team of the first."""
    opened = _opened(session, case_id, seen)
    opened.reading.place(question_id)
    first = opened.rows[question_id]
    made = _made(session, opened, by, first.regime, first.regime_why)
    after = acts.split(opened.reading, question_id, at, key_of(made.id))
    made.team, made.routed_by = first.team, by
    made.routed_why = f"{by} split it from question {opened.reading.name(question_id)}; it stays with that one's team."
    _keep(session, opened, after, "split", by)
    return key_of(made.id)


def drop(session: Session, case_id: int, question_id: int, reason: str, by: str, seen: str) -> int:
    """Set aside what is no question, with the reason; gives the id of the question that stands there now."""
    opened = _opened(session, case_id, seen)
    after = acts.drop(opened.reading, question_id, storable(reason.strip()))
    _keep(session, opened, after, "drop", by, storable(reason.strip()))
    return after.live[min(opened.reading.place(question_id), len(after.live) - 1)].id


def restore(session: Session, case_id: int, question_id: int, by: str, seen: str) -> int:
    """Make what was set aside a question again, with its links; gives its id."""
    opened = _opened(session, case_id, seen)
    before = _reading_before(session, opened.case, question_id) or opened.reading
    _keep(session, opened, acts.restore(opened.reading, question_id, before), "restore", by)
    return question_id


def add(session: Session, case_id: int, span: Span, by: str, seen: str) -> int:
    """Make words that lie in no question one; gives its id. A person must choose its team."""
    opened = _opened(session, case_id, seen)
    made = _made(session, opened, by, opened.case.regime, "")
    made.routed_why = f"{by} added this question, which was not read before: a person must choose the team."
    _keep(session, opened, acts.add(opened.reading, span, key_of(made.id)), "add", by)
    return key_of(made.id)


def fold(session: Session, case_id: int, question_id: int, onto: int, by: str, seen: str) -> int:
    """Say that a question has the same answer as an earlier one. It stays a question and is answered."""
    opened = _opened(session, case_id, seen)
    _keep(session, opened, acts.fold(opened.reading, question_id, onto, by), "fold", by)
    return question_id


def unfold(session: Session, case_id: int, question_id: int, by: str, seen: str) -> int:
    """Take a fold back."""
    opened = _opened(session, case_id, seen)
    _keep(session, opened, acts.unfold(opened.reading, question_id), "unfold", by)
    return question_id


def move(session: Session, question_id: int, team: str, by: str, expected: str) -> int:
    """Give a question to another team, as cases.move_question does, so that undo can take it back; gives its id."""
    case, question = open_case_of(session, question_id)
    before = _routed(question)
    moved = cases.move_question(session, question_id, team, by, expected=expected)
    if moved.team == before["team"]:
        return question_id
    rows = acts.as_rows(reading_of(session, case))
    old, new = ([row | (each if row["id"] == question_id else {}) for row in rows] for each in (before, _routed(moved)))
    session.add(ReadingAct(case_id=moved.case_id, act="move", before=old, after=new, by=by, at=datetime.now(UTC)))
    session.flush()
    return question_id


def undo(session: Session, case_id: int, by: str, seen: str, newest: int | None = None) -> int:
    """Take back the newest act that stands, whatever it was. Gives the id of a question it is about.

    `newest` is the act that the person saw as the newest. Raises Refused where there is none, or another one.
    """
    opened, at = _opened(session, case_id, seen), datetime.now(UTC)
    act = newest_act(session, case_id)
    if act is None:
        raise Refused("There is nothing to take back. Nothing was changed.")
    if newest not in (None, act.id):
        raise Refused(STALE)
    after = acts.from_rows(opened.case.text, act.before)
    _refuse_bound(session, opened, after)
    act.undone_at, act.undone_by = at, by
    session.add(act)
    _write(session, opened, after, by, at)
    moved = _moved_back(opened, act)
    _record(session, opened, after, f"taken back: {SAID[act.act]}", by, at, told=moved)
    return int(moved.get("question", 0)) or _changed_first(opened.reading, after)


def _routed(question: Question) -> dict[str, Any]:
    return question.model_dump(include={*ROUTED})


def _moved_back(opened: _Open, act: ReadingAct) -> dict[str, Any]:
    """Give the question of an act "move" back to the team it had; which question and team, nothing for other acts."""
    for row in act.before:
        if "team" in row and row["id"] in opened.rows:
            for name in ROUTED:
                setattr(opened.rows[row["id"]], name, row[name])
            return {"question": row["id"], "team": row["team"]}
    return {}


def _changed_first(before: Reading, after: Reading) -> int:
    """The first question that came back, else the first that is another, else the first; 0 where there is none."""
    old = {each.id: each for each in before.live}
    back = [each.id for each in after.live if each.id not in old]
    other = [each.id for each in after.live if old.get(each.id) != each]
    return next(iter([*back, *other, *(each.id for each in after.live)]), 0)


def lessons(session: Session) -> Iterator[Lesson]:
    """Every act that stands, oldest first, but for moves to a team: what learning to split learns from."""
    wanted = select(ReadingAct, Case.text).join(Case, col(Case.id) == ReadingAct.case_id)
    wanted = wanted.where(col(ReadingAct.undone_at).is_(None), ReadingAct.act != "move")
    for act, text in session.exec(wanted.order_by(col(ReadingAct.id))):
        before, after = ([row["spans"] for row in rows if row["position"] >= 0] for rows in (act.before, act.after))
        yield Lesson(text, before, after, act.act, act.reason)


def corrections(session: Session) -> Corrections:
    """How much officers changed of what the bot read."""
    standing = select(ReadingAct.act, func.count()).where(col(ReadingAct.undone_at).is_(None))
    counts: dict[str, int] = {act: number for act, number in session.exec(standing.group_by(ReadingAct.act))}
    read = select(func.count()).select_from(Question).where(Question.added_by == "")
    aside = max(0, counts.get("drop", 0) - counts.get("restore", 0))
    bots = session.exec(read.execution_options(**WITH_DROPPED)).one()
    return Corrections(counts.get("merge", 0), counts.get("split", 0), counts.get("add", 0), aside, bots)


def lost(session: Session, case: Case, now: Reading) -> dict[int, list[str]]:
    """What each live question needed when it was set aside, by the names of then."""
    gone = {each.id for each in now.restorable() if each.dropped_why != acts.MERGED}
    found: dict[int, list[str]] = {}
    wanted = select(ReadingAct).where(ReadingAct.case_id == case.id, col(ReadingAct.undone_at).is_(None))
    dropped = wanted.where(ReadingAct.act == "drop").order_by(col(ReadingAct.id))
    for act in session.exec(dropped).all() if gone else ():
        before, after = (acts.from_rows(case.text, rows) for rows in (act.before, act.after))
        went = {each.id for each in before.live} - {each.id for each in after.live}
        for each in before.live:
            needed = [link.on for link in each.depends_on if link.on in went & gone]
            found.setdefault(each.id, []).extend(before.name(one) for one in needed)
    return found


def _opened(session: Session, case_id: int, seen: str) -> _Open:
    case = locked_case(session, case_id)
    if case.state in OVER:
        raise Refused(f"{case.reference} has been answered. Nothing was changed.")
    rows = _rows(session, case)
    reading = _reading(case, rows)
    if acts.mark(reading) != seen:
        raise Refused(STALE)
    return _Open(case, rows, reading)


def _rows(session: Session, case: Case) -> dict[int, Question]:
    """The questions of a case as they are now, those set aside too."""
    known = or_(col(Question.dropped_at).is_(None), col(Question.dropped_why) != "")
    wanted = select(Question).where(Question.case_id == case.id, known).order_by(col(Question.position))
    found = session.exec(wanted.execution_options(populate_existing=True, **WITH_DROPPED))
    return {key_of(row.id): row for row in found}


def _reading(case: Case, rows: dict[int, Question]) -> Reading:
    return acts.from_rows(case.text, [row.model_dump() for row in rows.values()])


def _made(session: Session, opened: _Open, by: str, regime: str, regime_why: str) -> Question:
    """A new row, which its act gives a place and words."""
    row = Question(case_id=key_of(opened.case.id), position=UNPLACED, added_by=by)
    row.regime, row.regime_why = regime, regime_why
    session.add(row)
    session.flush()
    opened.rows[key_of(row.id)] = row
    return row


def _keep(session: Session, opened: _Open, after: Reading, act: str, by: str, reason: str = "") -> None:
    """Write a reading, the act that led to it, and its audit entry."""
    at = datetime.now(UTC)
    _refuse_bound(session, opened, after)
    before, rows = acts.as_rows(opened.reading), acts.as_rows(after)
    session.add(
        ReadingAct(case_id=key_of(opened.case.id), act=act, reason=reason, before=before, after=rows, by=by, at=at)
    )
    _write(session, opened, after, by, at)
    _record(session, opened, after, SAID[act], by, at, reason)


def _write(session: Session, opened: _Open, after: Reading, by: str, at: datetime) -> None:
    """Bring the rows to a reading. Places are cleared first, because no two rows of a case may have the same."""
    for row_id, row in opened.rows.items():
        row.position = -row_id
        session.add(row)
    session.flush()
    known = {values["id"]: values for values in acts.as_rows(after)}
    for row_id, row in opened.rows.items():
        values = known.get(row_id, {"position": -row_id, "dropped_why": ""})
        for name in values.keys() - {"id"}:
            setattr(row, name, values[name])
        if row.position >= 0:
            row.dropped_at, row.dropped_by = None, ""
        elif row.dropped_at is None:
            row.dropped_at, row.dropped_by = at, by
    session.flush()


def _refuse_bound(session: Session, opened: _Open, after: Reading) -> None:
    """What a letter or evidence rests on stays as it is, and no letter that is on its way tells of other questions."""
    changed = concerned(opened.reading, after)
    if not changed:
        return
    letters = select(Draft).where(Draft.case_id == opened.case.id, Draft.state != "withdrawn")
    for draft in session.exec(letters.order_by(col(Draft.id))).all():
        _refuse_letter(opened.reading, draft, changed)
    rest = {row.question_id for row in evidence.searches(session, changed)}
    rest |= {citation.question_id for citation, _ in evidence.citations(session, changed)}
    for question in opened.reading.live:
        if question.id in rest:
            raise Refused(
                f"Question {opened.reading.name(question.id)} has a search record or a register entry. Take that back "
                "on the page of the question first. Nothing was changed."
            )


def _refuse_letter(reading: Reading, draft: Draft, changed: set[int]) -> None:
    if draft.state == "approved":
        raise Refused(
            "A letter of this case is approved and about to be sent. Take its approval back first, on the letter's "
            "own page. Nothing was changed."
        )
    if draft.state == "unknown":
        raise Refused(
            "Nobody knows whether a letter of this case was sent. Say first whether it was, on the letter's own page. "
            "Nothing was changed."
        )
    bound = [] if draft.letter == "acknowledgement" else [each for each in draft.question_ids if each in changed]
    if bound:
        name = reading.name(bound[0])
        then = "It stays as it is." if draft.state == "sent" else "Withdraw that letter first. Nothing was changed."
        raise Refused(f"A letter that is {draft.state} answers question {name}. {then}")


def _reading_before(session: Session, case: Case, question_id: int) -> Reading | None:
    """The last reading in which a question was one, before it was set aside."""
    wanted = select(ReadingAct).where(ReadingAct.case_id == case.id, col(ReadingAct.undone_at).is_(None))
    for act in session.exec(wanted.order_by(col(ReadingAct.id).desc())):
        before = acts.from_rows(case.text, act.before)
        if any(each.id == question_id for each in before.live):
            return before
    return None


def _record(
    session: Session,
    opened: _Open,
    after: Reading,
    action: str,
    by: str,
    at: datetime,
    reason: str = "",
    told: dict[str, Any] | None = None,
) -> None:
    """Put a change on record, and bring the case's state to it. Raises Refused where that would end the case, after
    which nothing could be taken back."""
    was, now = ({"questions": acts.as_rows(each)} for each in (opened.reading, after))
    chain = audit.chain_of_case(opened.case.id)
    audit.record(session, chain, by, action, opened.case.reference, was, {**now, "reason": reason, **(told or {})}, at)
    restate(session, opened.case, by, at)
    if opened.case.state in OVER:
        raise Refused(
            "All other questions have been answered in letters that were sent, so the case would be over without this "
            "one. Nothing was changed; if it is none, close the case with that reason on the page of its letters."
        )
