"""The managers' figures, counted from the store. Every ratio keeps its numerator and denominator."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, or_
from sqlmodel import Session, col, select

from triage.casework import clock
from triage.store.arrivals import FATES, Fates, fates
from triage.store.progress import OVER
from triage.store.reading import Corrections, corrections
from triage.store.tables import Case, Question, Team
from triage.store.text import first_words

SOON_WORKING_DAYS = 5


@dataclass(frozen=True)
class TeamFigures:
    """A team's questions in open cases, and how many of them are in cases past their date."""

    slug: str
    name: str
    open: int
    overdue: int


@dataclass(frozen=True)
class RoutingFigures:
    """What became of the bot's choices: `kept` and `changed` where it chose a team, `chosen` where it left the choice
    and a person made it, `waiting` where nobody has yet."""

    kept: int = 0
    changed: int = 0
    chosen: int = 0
    waiting: int = 0

    @property
    def decided(self) -> int:
        """How often the bot chose a team."""
        return self.kept + self.changed


@dataclass(frozen=True)
class DueCase:
    reference: str
    due_on: date
    words: str


@dataclass(frozen=True)
class Ratio:
    """`part` of `whole`."""

    part: int
    whole: int


@dataclass(frozen=True)
class Figures:
    """Everything the managers' page shows. `on_time`: of the cases answered since `since`, or due since then and still
    open past their date, those answered by their date."""

    since: date
    open_cases: int
    on_time: Ratio
    overdue: tuple[DueCase, ...]
    due_soon: tuple[DueCase, ...]
    teams: tuple[TeamFigures, ...]
    routing: RoutingFigures
    routing_by_team: tuple[tuple[str, RoutingFigures], ...]
    reading: Corrections
    mailboxes: dict[str, Fates]


def figures(session: Session, today: date, calendar: clock.Calendar, since: date | None = None) -> Figures:
    """All figures. `since` is where the period of `on_time` begins, by default the quarter's first day."""
    soon = clock.add_working_days(today, SOON_WORKING_DAYS, calendar)
    since = since or date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    open_cases = select(func.count()).select_from(Case).where(col(Case.state).not_in(OVER))
    return Figures(
        since=since,
        open_cases=session.exec(open_cases).one(),
        on_time=on_time(session, today, since),
        overdue=tuple(due_cases(session, col(Case.due_on) < today)),
        due_soon=tuple(due_cases(session, col(Case.due_on).between(today, soon))),
        teams=tuple(by_team(session, today)),
        routing=routing(session),
        routing_by_team=tuple(routing_by_team(session)),
        reading=corrections(session),
        mailboxes=fates(session),
    )


def by_team(session: Session, today: date) -> list[TeamFigures]:
    """Each active team, and each other that still holds an open question; by name."""
    late = func.sum(case((col(Case.due_on) < today, 1), else_=0))
    held = select(Question.team, func.count(), late).join(Case, col(Case.id) == Question.case_id)
    held = held.where(col(Case.state).not_in(OVER), Question.team != "").group_by(Question.team)
    counts = {team: (total, overdue) for team, total, overdue in session.exec(held)}
    known = session.exec(select(Team).order_by(col(Team.name))).all()
    return [
        TeamFigures(team.slug, team.name, *counts.get(team.slug, (0, 0)))
        for team in known
        if team.active or team.slug in counts
    ]


def due_cases(session: Session, when: ColumnElement[bool]) -> list[DueCase]:
    """Open cases whose date fulfils a condition, soonest first."""
    wanted = select(col(Case.reference), col(Case.due_on), col(Case.subject)).where(col(Case.state).not_in(OVER), when)
    rows = session.exec(wanted.order_by(col(Case.due_on), col(Case.reference)))
    return [DueCase(reference, due_on, first_words(subject)) for reference, due_on, subject in rows]


def routing(session: Session) -> RoutingFigures:
    """How often officers changed the bot's team, over all questions that the bot read."""
    return RoutingFigures(**_counts(session, col(Question.added_by) == ""))


def routing_by_team(session: Session) -> list[tuple[str, RoutingFigures]]:
    """The same by the team the bot chose, by name."""
    kept = func.sum(case((col(Question.team) == Question.bot_team, 1), else_=0))
    chosen = select(col(Question.bot_team), col(Team.name), func.count(), kept)
    chosen = chosen.join(Team, col(Team.slug) == Question.bot_team, isouter=True)
    rows = session.exec(chosen.where(Question.bot_team != "").group_by(Question.bot_team, col(Team.name)))
    found = [(name or slug, RoutingFigures(kept=right, changed=total - right)) for slug, name, total, right in rows]
    return sorted(found, key=lambda row: row[0])


def on_time(session: Session, today: date, since: date) -> Ratio:
    """Answered by their date, of those answered since `since` and those due since then that are late and open."""
    closed_on, due_on = col(Case.closed_on), col(Case.due_on)
    late = and_(col(Case.state).not_in(OVER), due_on >= since, due_on < today)
    in_time = func.coalesce(func.sum(case((closed_on <= due_on, 1), else_=0)), 0)
    found = select(in_time, func.count()).select_from(Case).where(or_(closed_on >= since, late))
    part, whole = session.exec(found).one()
    return Ratio(part, whole)


def rows(session: Session, today: date, calendar: clock.Calendar) -> list[tuple[str, str, str]]:
    """The figures as (figure, of what, value) for `triage stats`."""
    return list(_rows(figures(session, today, calendar)))


def _rows(found: Figures) -> Iterator[tuple[str, str, str]]:
    yield "open cases", "", str(found.open_cases)
    yield "answered on time", f"since {found.since}", f"{found.on_time.part} of {found.on_time.whole}"
    yield "overdue", "", str(len(found.overdue))
    yield f"due within {SOON_WORKING_DAYS} working days", "", str(len(found.due_soon))
    for team in found.teams:
        yield "questions with a team (overdue)", team.name, f"{team.open} ({team.overdue})"
    routed = found.routing
    yield "bot's team not changed", "", f"{routed.kept} of {routed.decided}"
    yield "bot's team changed by an officer", "", f"{routed.changed} of {routed.decided}"
    yield "left to a person and chosen", "", f"{routed.chosen} of {routed.chosen + routed.waiting}"
    for act, number in found.reading.counts:
        yield f"questions {act} by officers", "of those the bot read", f"{number} of {found.reading.read}"
    for mailbox, sums in found.mailboxes.items():
        yield "messages listed", mailbox, str(sums.listed)
        for fate in FATES:
            yield f"messages {fate}", mailbox, str(sums.of(fate))
        yield "messages waiting", mailbox, str(sums.waiting)


def _counts(session: Session, which: ColumnElement[bool]) -> dict[str, int]:
    bot, team = col(Question.bot_team), col(Question.team)
    kinds = {
        "kept": (bot != "") & (team == bot),
        "changed": (bot != "") & (team != bot),
        "chosen": (bot == "") & (team != ""),
        "waiting": (bot == "") & (team == ""),
    }
    sums = [func.coalesce(func.sum(case((condition, 1), else_=0)), 0) for condition in kinds.values()]
    row = session.exec(select(*sums).where(which)).one()
    return dict(zip(kinds, row, strict=True))
