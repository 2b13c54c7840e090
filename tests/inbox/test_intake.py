"""From a real mailbox to cases, copies, joined, parked and unreadable messages, each in one transaction."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from tests.dovecot import Dovecot
from tests.inbox.made import parts, plain
from triage.casework.request import Kind, Part, Question, Ranked, Span, Understand, Understanding
from triage.cli.understanding import reader
from triage.inbox import intake, polling
from triage.inbox.line import Line
from triage.inbox.mailbox import Connection
from triage.settings import Mailbox, Reading, Settings, load
from triage.store import arrivals, audit, database, drafts, work
from triage.store.case_page import draft_views
from triage.store.database import Engine
from triage.store.seed import seed_from_settings
from triage.store.tables import Arrival, Case, MailboxHealth, Message
from triage.store.tables import Question as Row

RECEIVED = datetime(2026, 11, 20, 9, 15, tzinfo=UTC)
KEY = "foi/INBOX"
SIGNS = {
    "my own data": Kind.OWN_DATA,
    "internal review": Kind.INTERNAL_REVIEW,
    "any news": Kind.CHASER,
    "newsletter": Kind.OTHER,
}


def understand(text: str, subject: str = "", sender_domain: str = "") -> Understanding:
    """A question for each line with a question mark, about roads; the kind by one of four phrases."""
    kind = next((kind for sign, kind in SIGNS.items() if sign in text), Kind.REQUEST)
    found, place = [], 0
    for line in text.split("\n"):
        if "?" in line:
            topics = (Ranked("highways_transport", 0.9),)
            found.append(Question(str(len(found) + 1), (Span(place, place + len(line)),), topics=topics))
        place += len(line) + 1
    return Understanding(kind, f"It was judged {kind.value}.", tuple(found))


@dataclass
class Post:
    """A mailbox, a database, and the program that takes one into the other."""

    dovecot: Dovecot
    mailbox: Mailbox
    engine: Engine
    settings: Settings
    reads: Understand = understand

    def deliver(self, *messages: bytes, at: datetime = RECEIVED) -> None:
        self.dovecot.deliver(self.mailbox, *messages, at=at)

    def read(self) -> list[Line]:
        return list(intake.read_all(self.engine, self.settings, self.reads))

    def take(self, *messages: bytes) -> list[Line]:
        self.deliver(*messages)
        return self.read()

    def change(self, **changes: Any) -> None:
        self.mailbox = self.mailbox.model_copy(update=changes)
        self.settings = self.settings.model_copy(update={"mailboxes": {"foi": self.mailbox}})

    def look(self, work: Callable[[database.Session], Any]) -> Any:
        with database.session(self.engine) as store:
            return work(store)

    def only(self, table: type[Any]) -> Any:
        return self.look(lambda store: store.exec(select(table)).one())

    def health(self) -> MailboxHealth:
        return self.look(lambda store: work.mailboxes(store)[0])  # type: ignore[no-any-return]


@pytest.fixture
def post(dovecot: Dovecot, tmp_path: Path) -> Iterator[Post]:
    mailbox = dovecot.settings()
    settings = load(environ={}, mailboxes={"foi": mailbox})
    engine = database.open_engine(f"sqlite:///{tmp_path}/intake.db")
    database.migrate(engine)
    with database.session(engine) as store:
        seed_from_settings(store, settings)
    yield Post(dovecot, mailbox, engine, settings)
    engine.dispose()


def request(n: int = 1, body: str = "How many potholes?", *headers: str) -> bytes:
    raw = plain(body, *headers)
    return raw.replace(b"<r1@", f"<r{n}@".encode()).replace(b"robin@", f"robin{n}@".encode())


def became(lines: list[Line]) -> list[str]:
    return [line.became for line in lines]


def test_a_request_becomes_a_case_with_question_team_due_date_and_drafted_acknowledgement(post: Post) -> None:
    [line] = post.take(request(1, "How many potholes?\r\nWhat did they cost?"))
    assert (line.became, line.reference, line.questions, line.teams) == ("case", "FOI-2026-0001", 2, ("highways",) * 2)
    assert line.due == date(2026, 12, 21)
    case = post.only(Case)
    assert (case.requester_address, case.answer_to, case.flags) == ("robin1@resident.example",) * 2 + ([],)
    [view] = post.look(lambda store: draft_views(store, case.id))
    assert (view.draft.letter, view.version.in_reply_to) == ("acknowledgement", "<r1@resident.example>")
    assert "How many potholes?" in view.version.body
    assert post.look(audit.verify) == []


def with_part(kind: Kind) -> Understand:
    """Understands as above, and takes the first line for a part of this kind."""

    def reads(text: str, subject: str = "", sender_domain: str = "") -> Understanding:
        part = Part(kind, Span(0, text.index("\n")), "It does.")
        return replace(understand(text, subject, sender_domain), parts=(part,))

    return reads


def test_a_hybrid_opens_a_case_that_says_whose_its_other_part_is(post: Post) -> None:
    post.reads = with_part(Kind.OWN_DATA)
    [line] = post.take(request(1, "All you hold on me.\r\nHow many potholes?"))
    case = post.only(Case)
    assert line.became == "case"
    assert case.flags[0].startswith("Part of this message asks for the sender's own data (“All you hold on me.”)")
    assert case.parts == [{"kind": "own_data", "span": [0, 19], "why": "It does."}]


def test_a_parked_message_with_a_request_in_it_is_proposed_as_one(post: Post) -> None:
    post.reads = with_part(Kind.REQUEST)
    [line] = post.take(request(1, "How many swings?\r\nIt is in the newsletter."))
    assert line.became == "parked"
    assert "may be a request (“How many swings?”)" in post.only(Arrival).proposal


@pytest.mark.parametrize("nation", ["scotland", "northern_ireland"])
def test_a_case_opens_under_the_law_of_the_nation(post: Post, nation: str) -> None:
    authority = post.settings.authority.model_copy(update={"nation": nation})
    post.settings = post.settings.model_copy(update={"authority": authority})
    post.reads = reader(post.settings)
    [line] = post.take(request(1, "How many benches are there?\r\nWhere do I find the form for a blue badge?"))
    laws = post.look(lambda store: [question.regime for question in store.exec(select(Row)).all()])
    case = post.only(Case)
    law = "foisa" if nation == "scotland" else "foia"
    assert (line.became, case.regime, laws) == ("case", law, [law, "bau"])
    assert any("FOISA" in flag for flag in case.flags) == (nation == "scotland")


def test_reading_again_finds_nothing_new(post: Post) -> None:
    assert len(post.take(request(1), request(2))) == 2
    assert post.read() == []
    assert intake.sums(post.engine) == f"{KEY}: 2 listed = 2 case"


def test_late_on_a_summer_evening_it_is_tomorrow_in_london(post: Post) -> None:
    post.deliver(request(1), at=datetime(2026, 7, 2, 23, 30, tzinfo=UTC))
    post.read()
    assert post.only(Case).received_on == date(2026, 7, 3)


def test_the_same_message_again_is_a_copy_and_other_words_under_its_id_are_flagged(post: Post) -> None:
    first, copy, other = request(1), b"Received: again\r\n" + request(1), request(1, "How many trees?")
    assert became(post.take(first, copy, other)) == ["case", "copy", "case"]
    flags = post.look(lambda store: [case.flags for case in store.exec(select(Case).order_by(Case.reference)).all()])
    assert flags[0] == []
    assert "same Message-ID with other content" in flags[1][0]


def test_messages_without_an_id_are_not_copies_of_each_other(post: Post) -> None:
    bare = [raw.replace(b"Message-ID: <r1@resident.example>\r\n", b"") for raw in (request(1), request(1, "Why?"))]
    assert became(post.take(*bare)) == ["case", "case"]
    assert post.look(lambda store: {draft_views(store, n)[0].version.in_reply_to for n in (1, 2)}) == {""}


def test_machines_are_parked_and_get_no_letter(post: Post) -> None:
    form = request(2, "How many potholes?", "Auto-Submitted: auto-generated")
    bounce = plain("It failed.").replace(b"Robin Vale <robin@resident.example>", b"MAILER-DAEMON@x.example")
    ours = plain("How many?").replace(b"robin@resident.example", b"foi@ashcombe.example")
    lines = post.take(form, bounce.replace(b"<r1@", b"<r8@"), ours.replace(b"<r1@", b"<r9@"))
    assert [(line.became, line.kind) for line in lines] == [
        ("parked", "automatic"),
        ("parked", "bounce"),
        ("parked", "automatic"),
    ]
    assert (lines[0].due, lines[1].due) == (date(2026, 12, 21), None)
    parked = post.look(arrivals.parked)
    assert parked[0].proposal.startswith("It seems to hold a request (1 question). Take it for a request")
    assert post.look(lambda store: store.exec(select(Case)).all()) == []


@pytest.mark.parametrize(
    ("body", "kind", "due"),
    [
        ("Please send my own data", "own_data", date(2026, 12, 21)),
        ("I want an internal review", "internal_review", date(2026, 12, 21)),
        ("Is there any news?", "chaser", date(2026, 12, 21)),
        ("Our newsletter", "not_a_request", date(2026, 12, 21)),
        ("Nothing is asked here", "request", date(2026, 12, 21)),
        ("", "not_a_request", date(2026, 12, 21)),
    ],
)
def test_what_is_no_request_is_parked_with_a_proposal_and_its_date(post: Post, body: str, kind: str, due: date) -> None:
    [line] = post.take(request(1, body))
    assert (line.became, line.kind, line.due) == ("parked", kind, due)
    assert post.only(Arrival).proposal


def test_a_person_can_take_a_parked_message_for_a_request(post: Post) -> None:
    post.take(request(1, "Our newsletter"))
    post.look(lambda store: arrivals.reopen_as_request(store, 1, by="Jo"))
    [line] = post.read()
    assert (line.became, line.questions, line.teams) == ("case", 1, ("",))


def test_a_reply_joins_its_case_and_is_judged_by_its_new_words(post: Post) -> None:
    post.take(request(1))
    reply = request(
        1, "Is there any news?\r\n\r\nOn Friday FOI <foi@ashcombe.example> wrote:\r\n> my own data"
    ).replace(b"<r1@", b"<r5@")
    [line] = post.take(b"In-Reply-To: <r1@resident.example>\r\n" + reply)
    assert (line.became, line.reference, line.kind) == ("joined", "FOI-2026-0001", "chaser")


def test_a_reply_to_our_own_letter_joins_its_case(post: Post) -> None:
    post.take(request(1))
    ours = post.look(lambda store: drafts.newest_version(store, 1).message_id)
    [line] = post.take(f"References: {ours}\r\n".encode() + request(1, "Thank you?").replace(b"<r1@", b"<r5@"))
    assert (line.became, line.kind) == ("joined", "request")
    assert "may hold a new request" in post.look(lambda store: arrivals.opened(store, 2)[0].proposal)


def test_our_reference_joins_only_who_has_a_part_in_the_case(post: Post) -> None:
    post.take(request(1))
    same = request(1, "About FOI-2026-0001: is there any news?").replace(b"<r1@", b"<r5@")
    stranger = request(2, "About FOI-2026-0001: is there any news?")
    asks = request(3, "You answered FOI-2026-0001. How many trees?")
    lines = post.take(same, stranger, asks)
    assert became(lines) == ["joined", "parked", "case"]
    proposals = post.look(lambda store: [one.proposal for one in arrivals.parked(store)])
    assert proposals[0].startswith("Join it to FOI-2026-0001 if it belongs there.")
    assert "a case of somebody else" in post.look(lambda store: store.get(Case, 2)).flags[0]


def test_a_stranger_in_the_thread_is_only_proposed(post: Post) -> None:
    post.take(request(1))
    [line] = post.take(b"In-Reply-To: <r1@resident.example>\r\n" + request(2, "How many trees?"))
    assert (line.became, line.reference) == ("parked", "")
    assert "has no part in that case" in line.reason


def test_an_address_made_for_one_request_is_its_thread(post: Post) -> None:
    site = b"request-4711-0a1b2c3d@whatdotheyknow.com"
    first, second = (
        request(n, body).replace(b"robin%d@resident.example" % n, site)
        for n, body in ((1, "How many?"), (2, "internal review"))
    )
    lines = post.take(first, second)
    assert [(line.became, line.kind) for line in lines] == [("case", "request"), ("joined", "internal_review")]
    case = post.only(Case)
    assert (case.answer_to, case.flags) == (site.decode(), ["request_site"])


def test_a_reply_to_in_another_domain_waits_for_the_officer(post: Post) -> None:
    post.take(request(1, "How many?", "Reply-To: eve@else.example"))
    case = post.only(Case)
    assert (case.answer_to, case.reply_to) == ("", "eve@else.example")
    assert "confirm where the answer goes" in case.flags[0]


def test_a_colleagues_forward_names_who_asked_and_waits_for_the_officer(post: Post) -> None:
    inner = b"Content-Type: message/rfc822\r\n\r\nFrom: Ada <ada@resident.example>\r\nSubject: x\r\n\r\nHow many?"
    inner = inner.replace(b"Subject", b"Date: Thu, 19 Nov 2026 10:05 +0000\r\nSubject")
    post.take(parts(b"\r\nFor you", inner).replace(b"robin@resident.example", b"sam@ashcombe.example"))
    case = post.only(Case)
    assert (case.answer_to, case.reply_to, case.written_on) == ("", "ada@resident.example", date(2026, 11, 19))
    assert "Ada (ada@resident.example) may be who asked" in case.flags[0]


def test_what_cannot_be_read_is_kept_told_and_stops_nothing(post: Post) -> None:
    many, huge = parts(*[b"\r\nhi"] * 5000), request(8) + b"x\r\n" * 1_000_000
    nobody = b"Subject: x\r\n\r\nHow many?"
    post.settings = post.settings.model_copy(update={"reading": Reading(largest_bytes=2_000_000)})
    lines = post.take(many, huge, nobody, b"\r\n\r\n", request(1))
    assert became(lines) == ["unreadable", "unreadable", "parked", "unreadable", "case"]
    assert "no address that could be answered" in lines[2].reason
    kept = post.look(lambda store: [message.size for message in store.exec(select(Message)).all()])
    assert len(kept) == 5
    assert max(kept) > 3_000_000
    assert post.look(lambda store: arrivals.fates(store)[KEY]).adds_up


def test_an_understanding_that_breaks_marks_its_message_and_no_other(post: Post) -> None:
    def breaks(text: str, subject: str = "", sender_domain: str = "") -> Understanding:
        if "trees" in text:
            raise RecursionError
        return understand(text)

    post.reads = breaks
    lines = post.take(request(1, "How many trees?"), request(2))
    assert became(lines) == ["unreadable", "case"]
    assert lines[0].reason == "It could not be taken in (RecursionError)."


def test_after_a_change_of_uidvalidity_everything_is_a_copy(post: Post) -> None:
    post.take(request(1), request(2, "Our newsletter"))
    post.dovecot.renumber(post.mailbox)
    assert became(post.read()) == ["copy", "copy"]
    assert post.look(lambda store: len(store.exec(select(Case)).all())) == 1
    assert post.look(lambda store: len({row.uidvalidity for row in store.exec(select(Arrival)).all()})) == 2


def test_a_message_kept_before_a_crash_is_taken_up_again(post: Post) -> None:
    post.look(
        lambda store: arrivals.keep(store, mailbox=KEY, uidvalidity=7, uid=1, received_at=RECEIVED, raw=request(1))
    )
    assert became(post.read()) == ["case"]


def test_what_is_done_is_moved_only_when_the_setting_says_so(post: Post) -> None:
    post.take(request(1), b"\r\n\r\n")
    post.change(processed_folder="Processed")
    assert post.read() == []
    with post.dovecot.client(post.mailbox) as client:
        assert client.folder_status("INBOX", "MESSAGES")[b"MESSAGES"] == 0
        assert client.folder_status("Processed", "MESSAGES")[b"MESSAGES"] == 2
    assert intake.sums(post.engine) == f"{KEY}: 2 listed = 1 case + 1 unreadable"


def test_a_wrong_password_is_one_line_on_a_page_and_not_tried_again_soon(post: Post) -> None:
    post.change(password=type(post.mailbox.password)("wrong"), poll_seconds=1)
    assert post.read() == []
    [sentence] = intake.failures(post.engine, post.settings)
    assert sentence.startswith(f"{KEY}: 127.0.0.1:")
    health = post.health()
    assert health.retry_at is not None
    assert health.last_failure_at is not None
    assert health.retry_at - health.last_failure_at > timedelta(minutes=3)
    assert list(intake.read_due(post.engine, post.settings, understand)) == []
    assert post.health().failures_in_a_row == 1


def test_a_refused_password_is_tried_once_for_all_folders(post: Post) -> None:
    post.change(password=type(post.mailbox.password)("wrong"), folders=["INBOX", "Junk"])
    log = post.dovecot.folder / "dovecot.log"
    before = log.read_text(encoding="utf-8").count(post.mailbox.user)
    assert post.read() == []
    assert len(intake.failures(post.engine, post.settings)) == 2
    assert log.read_text(encoding="utf-8").count(post.mailbox.user) == before + 1


def test_a_message_at_which_the_connection_breaks_holds_up_no_other(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Connection._raw

    def breaks(self: Connection, uid: int, size: int) -> bytes | None:
        if uid == 2:
            self._client.shutdown()
        return whole(self, uid, size)

    monkeypatch.setattr(Connection, "_raw", breaks)
    assert became(post.take(request(1), request(2), request(3))) == ["case", "case"]
    assert "could not be fetched (UID 2)" in intake.failures(post.engine, post.settings)[0]
    monkeypatch.setattr(Connection, "_raw", whole)
    assert became(post.read()) == ["case"]
    assert intake.failures(post.engine, post.settings) == []


def test_the_worker_reads_when_the_time_has_come(post: Post) -> None:
    post.change(poll_seconds=3600)
    post.deliver(request(1))
    assert became(list(intake.read_due(post.engine, post.settings, understand))) == ["case"]
    post.deliver(request(2))
    assert list(intake.read_due(post.engine, post.settings, understand)) == []
    assert became(post.read()) == ["case"]


def test_pauses_double_up_to_a_limit() -> None:
    mailbox = Mailbox(host="x", user="y", poll_seconds=60)
    waits = [polling.pause(n, mailbox, lasting=False).total_seconds() for n in (1, 2, 3, 50)]
    assert [round(wait / 12) for wait in (60, 120)] == [5, 10]
    assert all(0.8 * right <= wait <= 1.2 * right for wait, right in zip(waits, (60, 120, 240, 900), strict=True))
    assert polling.pause(1, mailbox, lasting=True) >= timedelta(minutes=4)


def test_an_arrival_date_that_cannot_be_is_flagged(post: Post) -> None:
    post.deliver(request(1), at=datetime(1970, 1, 2, tzinfo=UTC))
    post.read()
    case = post.only(Case)
    assert case.received_on == datetime.now(UTC).date() or case.received_on.year >= 2026
    assert "dates its arrival 1970-01-02, which cannot be" in case.flags[0]


def test_files_are_taken_in_once(post: Post, tmp_path: Path) -> None:
    path = tmp_path / "old.mbox"
    path.write_bytes(b"".join(b"From r@x.example Fri Nov 20 09:15:00 2026\n" + request(n) + b"\n\n" for n in (1, 2, 1)))
    lines = list(intake.import_paths(post.engine, post.settings, understand, [path]))
    assert became(lines) == ["case", "case", "copy"]
    assert lines[0].as_json()["file"] == f"{path}, message 1"
    assert list(intake.import_paths(post.engine, post.settings, understand, [path])) == []


def test_a_line_for_people_and_the_object_for_programs(post: Post) -> None:
    [line] = post.take(request(1))
    assert "1 question  highways  due Mon 21 December 2026" in line.sentence()
    assert line.as_json() == {
        "message_id": "<r1@resident.example>", "file": None, "became": "case", "reference": "FOI-2026-0001",
        "kind": "request", "questions": 1, "due": "2026-12-21", "reason": "It was judged request.",
    }  # fmt: skip
