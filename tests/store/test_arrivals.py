"""Each arrival is kept once and gets one fate, whatever repeats, crashes or runs at the same time."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from tests.store import made
from triage.store import arrivals, queue, work
from triage.store.database import key_of, session
from triage.store.refusal import Refused
from triage.store.tables import Arrival, Case, Message

LARGEST_UID = 2**32 - 1


def settled(store: Session, uid: int, fate: str = "parked", raw: bytes = b"", **values: str) -> Arrival:
    arrival = made.kept(store, uid, raw)
    made.read(store, arrival, **values)
    return arrivals.settle(store, arrival, fate=fate, reason="tested")


def test_keeping_commits_at_once(engine: Engine, store: Session) -> None:
    made.kept(store, LARGEST_UID)
    store.rollback()
    with session(engine) as other:
        assert arrivals.known_uids(other, "foi/INBOX", 7) == {LARGEST_UID}


def test_keeping_twice_is_keeping_once(store: Session) -> None:
    first, again = made.kept(store), made.kept(store)
    assert (first.id, arrivals.pending(store)) == (again.id, [first.id])


def test_another_uidvalidity_is_another_arrival_of_the_same_bytes(store: Session) -> None:
    first, second = made.kept(store, validity=7), made.kept(store, validity=8)
    assert first.id != second.id
    assert first.message_ref == second.message_ref


def test_many_workers_keep_each_message_once(engine: Engine) -> None:
    def keep(n: int) -> int | None:
        with session(engine) as own:
            return made.kept(own, n % 5).id

    with ThreadPoolExecutor(4) as pool:
        ids = list(pool.map(keep, range(20)))
    assert len(set(ids)) == 5


def test_text_that_no_database_takes_is_kept_one_character_for_another(store: Session) -> None:
    message = made.read(store, made.kept(store), text="a\x00b\ud800c", message_id="<" + "é" * 5000 + ">")
    store.commit()
    assert (message.text, len(message.message_id)) == ("a\ufffdb\ufffdc", 500)


def test_the_same_bytes_are_a_copy(store: Session) -> None:
    original = settled(store, 1, raw=b"same")
    copy = made.kept(store, 2, raw=b"same")
    earlier = arrivals.earlier_message(store, copy)
    assert earlier
    assert (earlier.how, earlier.arrival.id) == ("copy", original.id)


@pytest.mark.parametrize(("text", "how"), [("the  same\nwords", "copy"), ("other words", "other content")])
def test_the_same_message_id_is_a_copy_only_with_the_same_words(store: Session, text: str, how: str) -> None:
    settled(store, 1, message_id="<a@b>", text="the same words")
    second = made.kept(store, 2)
    made.read(store, second, message_id="<a@b>", text=text)
    earlier = arrivals.earlier_message(store, second)
    assert earlier
    assert earlier.how == how


def test_messages_without_id_or_bytes_repeat_nothing(store: Session) -> None:
    settled(store, 1, message_id="", text="same")
    settled(store, 3, raw=b"", message_id="")
    second = made.kept(store, 2)
    made.read(store, second, message_id="", text="same")
    assert arrivals.earlier_message(store, second) is None


def test_a_copy_is_no_original(store: Session) -> None:
    settled(store, 1, fate="copy", raw=b"same")
    second = made.kept(store, 2, raw=b"same")
    assert arrivals.earlier_message(store, second) is None


def test_two_workers_cannot_both_settle_a_message(engine: Engine, store: Session) -> None:
    arrival = made.kept(store)
    with session(engine) as faster:
        arrivals.settle(faster, arrivals.opened(faster, key_of(arrival.id))[0], fate="parked")
    with pytest.raises(Refused, match="Somebody has dealt with this message"):
        arrivals.settle(store, arrival, fate="archived")


def test_only_the_six_fates_are_fates(store: Session) -> None:
    with pytest.raises(ValueError, match="is not a fate"):
        arrivals.settle(store, made.kept(store), fate="lost")


def test_one_message_cannot_open_two_cases(store: Session) -> None:
    made.team(store)
    made.case(store, 1)
    again = made.kept(store, 2, raw=b"message 1")
    made.read(store, again, message_id="<1@them.example>")
    earlier = arrivals.earlier_message(store, again)
    assert earlier
    assert earlier.case == store.exec(select(Case)).one()


def test_a_parked_message_can_be_a_request_after_all(store: Session) -> None:
    arrival = settled(store, 1)
    arrivals.reopen_as_request(store, key_of(arrival.id), "Jo Officer")
    assert (arrival.fate, arrival.forced_kind, arrivals.pending(store)) == ("", "request", [arrival.id])
    assert arrivals.parked(store) == []


def test_a_message_that_joined_a_case_can_be_a_request_of_its_own(store: Session) -> None:
    arrival = settled(store, 1, fate="joined")
    arrivals.reopen_as_request(store, key_of(arrival.id), "Jo Officer")
    assert (arrival.fate, arrival.case_id) == ("", None)


def test_a_copy_cannot_be_reopened_or_archived(store: Session) -> None:
    arrival = settled(store, 1, fate="copy")
    for change in (arrivals.reopen_as_request, arrivals.archive):
        with pytest.raises(Refused):
            change(store, key_of(arrival.id), "Jo Officer")


def test_parked_messages_come_with_the_earliest_possible_date_first(store: Session) -> None:
    for uid, due in ((1, None), (2, made.DUE), (3, made.TODAY)):
        arrival = made.kept(store, uid)
        made.read(store, arrival, subject=f"subject {uid}")
        arrivals.settle(store, arrival, fate="parked", kind="chaser", reason="a chaser", possible_due_on=due)
    rows = arrivals.parked(store)
    assert [(row.subject, row.sender_name) for row in rows] == [(f"subject {n}", made.NAME) for n in (3, 2, 1)]


def test_archived_and_joined_messages_leave_the_parked_page(store: Session) -> None:
    made.team(store)
    case = made.case(store)
    first, second = settled(store, 2), settled(store, 3, fate="unreadable")
    arrivals.archive(store, key_of(first.id), "Jo Officer", "spam")
    arrivals.join_case(store, key_of(second.id), key_of(case.id), "Jo Officer")
    assert (first.fate, second.fate, second.case_id, arrivals.parked(store)) == ("archived", "joined", case.id, [])


def test_the_fates_of_a_mailbox_add_up_to_what_it_listed(store: Session) -> None:
    settled(store, 1)
    settled(store, 2, fate="copy")
    made.kept(store, 3)
    work.mailbox_read(store, "foi/INBOX", uidvalidity=7, listed=[1, 2, 3, 4])
    sums = arrivals.fates(store)["foi/INBOX"]
    assert (sums.listed, sums.counts, sums.waiting, sums.adds_up) == (4, {"parked": 1, "copy": 1}, 2, False)


def test_messages_moved_away_on_the_server_still_count_as_listed(store: Session) -> None:
    settled(store, 1)
    settled(store, 2)
    work.mailbox_read(store, "foi/INBOX", uidvalidity=7, listed=[])
    sums = arrivals.fates(store)["foi/INBOX"]
    assert (sums.listed, sums.adds_up) == (2, True)


def test_settled_messages_are_filed_away_once(store: Session) -> None:
    arrival = settled(store, 5)
    made.kept(store, 6)
    assert arrivals.to_file_away(store, "foi/INBOX", 7) == [(arrival.id, 5)]
    arrivals.filed_away(store, key_of(arrival.id))
    assert arrivals.to_file_away(store, "foi/INBOX", 7) == []


def test_a_file_taken_in_again_is_not_new(store: Session) -> None:
    given = {"received_at": made.RECEIVED, "raw": b"from a file"}
    first, new = arrivals.keep_file(store, source="old.mbox, message 1", **given)
    again, new_again = arrivals.keep_file(store, source="old.mbox, message 1", **given)
    other, new_other = arrivals.keep_file(store, source="copy.eml", **given)
    assert (first.id, new, new_again, new_other) == (again.id, True, False, True)
    assert (first.mailbox, first.uid, other.uid) == ("import", 1, 2)


def test_the_raw_bytes_stay_as_they_came(store: Session) -> None:
    raw = bytes(range(256))
    arrival = made.kept(store, raw=raw)
    made.read(store, arrival)
    assert store.exec(select(Message.raw)).one() == raw


def test_a_message_that_joined_a_case_and_asks_for_something_waits_until_somebody_has_read_it(store: Session) -> None:
    made.team(store)
    case, arrival = made.case(store), made.kept(store, 77)
    made.read(store, arrival)
    arrivals.settle(store, arrival, fate="joined", proposal="It asks how far we are.", case_id=case.id)
    (row,) = arrivals.parked(store)
    assert (row.fate, row.reference) == ("joined", case.reference)
    assert queue.queue(store, made.TODAY)[0].press.code == "read_message"
    arrivals.read_by(store, key_of(arrival.id), "Jo Officer")
    assert arrivals.parked(store) == []
    with pytest.raises(Refused):
        arrivals.read_by(store, key_of(arrival.id), "Sam Officer")
