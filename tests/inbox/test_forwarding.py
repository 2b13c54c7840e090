"""Who wrote what a colleague forwards, in the forms of the common mail programs, and the case that comes of it."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from tests.inbox.made import good, parts, plain
from triage.cli.understanding import reader
from triage.correspondence import readdress
from triage.demo import arrivals as sample
from triage.inbox import intake
from triage.inbox.forwarding import CLOCK, Forward, forward_of
from triage.settings import load
from triage.store import database
from triage.store.case_page import draft_views
from triage.store.cases import confirm_answer_address
from triage.store.database import Engine
from triage.store.tables import Arrival, Case, Question

SETTINGS = load(environ={})
COVER = "Hi, is this one for you?\n\nSam Ward\nParking\n\n"
ASKED = "Good morning,\n1. How many bays?\n2. What did they cost?"
ADA = ("Ada Pell", "ada@resident.example")
FORMS = [
    ("From: Ada Pell <ada@resident.example>\nSent: 20 November 2026 10:05\nTo: Parking\nSubject: Bays\n\n", "20 Nov"),
    ("*From:* Ada Pell [mailto:ada@resident.example]\n*Sent:* 20 Nov 2026\n*To:* Parking\n*Subject:* Bays\n\n", "20 N"),
    ("-----Original Message-----\nFrom: Ada Pell <ada@resident.example>\nSubject: Bays\n\n", ""),
    ("________________________________\nFrom: Ada Pell <ada@resident.example>\nDate: 20/11/2026\nTo: P\n\n", "20/11"),
    (
        "---------- Forwarded message ---------\nFrom: Ada Pell <ada@resident.example>\nDate: Fri, 20 Nov 2026 at 10:05"
        "\nSubject: Bays\nTo: Parking <parking@ashcombe.example>,\n Sam <sam@ashcombe.example>\n\n\n",
        "Fri, 20 Nov 2026 at 10:05",
    ),
    ("Begin forwarded message:\n\nFrom: Ada Pell <ada@resident.example>\nSubject: Bays\nDate: 20 November\n\n", "20 N"),
    ("Oddi wrth: Ada Pell <ada@resident.example>\nAnfonwyd: 20 Tachwedd 2026\nAt: Parcio\nPwnc: Baeau\n\n", "20 Tach"),
    ("De : Ada Pell <ada@resident.example>\nEnvoyé : 20 novembre 2026\nÀ : Parking\nObjet : Places\n\n", "20 nov"),
    ("Von: Ada Pell <ada@resident.example>\nGesendet: 20. November 2026\nAn: P\nBetreff: Parken\n\n", "20. Nov"),
    ("Od: Ada Pell <ada@resident.example>\nWysłano: 20 listopada 2026\nDo: P\nTemat: Parking\n\n", "20 list"),
]


def forwarded(text: str, *headers: str, sender: str = "sam@ashcombe.example") -> Forward | None:
    raw = plain(text, *headers).replace(b"robin@resident.example", sender.encode())
    return forward_of(good(raw), SETTINGS)


@pytest.mark.parametrize(("head", "dated"), FORMS)
def test_the_words_inside_stay_where_they_are_and_all_before_them_is_blank(head: str, dated: str) -> None:
    found = forwarded(COVER + head + ASKED)
    assert found is not None
    assert found.person == ADA
    assert found.dated.startswith(dated)
    before, text = COVER + head, good(plain(COVER + head + ASKED)).text
    assert found.text[found.start :].lstrip("\n") == ASKED
    assert len(found.text) == len(text)
    assert found.text[: len(before)].strip() == ""


def test_what_apple_mail_quotes_loses_its_marks_and_keeps_its_place() -> None:
    head = "> From: Ada Pell <ada@resident.example>\n> Date: 20 November\n> Subject: Bays\n>\n"
    found = forwarded(f"For you\n\nBegin forwarded message:\n\n{head}> 1. How many bays?\n>> 2. What cost?")
    assert found is not None
    assert found.person == ADA
    assert found.text[found.start :].splitlines()[-2:] == ["  1. How many bays?", " > 2. What cost?"]


def test_through_several_hands_it_is_the_newest_of_somebody_outside() -> None:
    first = "From: Jo <jo@ashcombe.example>\nSent: Friday\nTo: Sam\n\nSee below.\n\n"
    found = forwarded(COVER + first + FORMS[0][0] + ASKED)
    assert found is not None
    assert (found.person, found.text.strip()) == (ADA, ASKED)


@pytest.mark.parametrize(
    ("text", "subject", "sender"),
    [
        (COVER + FORMS[0][0] + ASKED, "FW: Bays", "eve@else.example"),
        ("Please search for\nFrom: the Leader\nTo: the Chief Executive\nSubject: bins", "Bins", "sam@ashcombe.example"),
        ("None held.\n\nFrom: FOI <foi@ashcombe.example>\nSent: x\nTo: Sam\n\nHow?", "Bays", "sam@ashcombe.example"),
        ("None held.\n\nFrom: Jo <jo@ashcombe.example>\nSent: x\nTo: Sam\n\nHow?", "RE: Bays", "sam@ashcombe.example"),
        ("How many bays have we?", "Bays", "sam@ashcombe.example"),
    ],
)
def test_a_stranger_search_terms_and_an_answer_to_us_forward_nothing(text: str, subject: str, sender: str) -> None:
    raw = plain(text).replace(b"robin@resident.example", sender.encode())
    assert forward_of(good(raw.replace(b"Subject: Roads", f"Subject: {subject}".encode())), SETTINGS) is None


def test_without_header_lines_nobody_is_named_and_without_words_all_is_read() -> None:
    bare = forwarded(f"{COVER}----- Original Message -----\n{ASKED}")
    empty = forwarded(COVER + FORMS[0][0])
    assert bare is not None
    assert empty is not None
    assert (bare.person, bare.text.strip()) == (("", ""), ASKED)
    assert (empty.person, empty.start, empty.text.strip()) == (ADA, 0, (COVER + FORMS[0][0]).strip())


def test_the_words_beside_an_attached_message_are_set_apart_and_its_date_is_told() -> None:
    inner = (
        b"From: Ada Pell <ada@resident.example>\r\nDate: Fri, 20 Nov 2026 10:05 +0000\r\nSubject: x\r\n\r\nHow many?"
    )
    raw = parts(b"\r\nFor you?", b"Content-Type: message/rfc822\r\n\r\n" + inner)
    found = forward_of(good(raw.replace(b"robin@resident.example", b"sam@ashcombe.example")), SETTINGS)
    assert found is not None
    assert (found.person, found.dated, found.text.strip()) == (ADA, "Fri, 20 Nov 2026 10:05 +0000", "How many?")


def test_a_hostile_text_of_header_lines_takes_no_time() -> None:
    text, began = "From: a\nTo: b\nDate:" + " *" * 400 + "\n-- original\n", time.perf_counter()
    assert forwarded((text * 500)[:390_000]) is not None
    assert time.perf_counter() - began < 2


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Two messages of the sample mailbox, taken in with the real classifiers."""
    folder = tmp_path_factory.mktemp("forwarding")
    for name in ("13-thank-you.eml", "27-forwarded-by-parking.eml"):
        raw = sample.dated((sample.SAMPLE / name).read_bytes(), datetime(2026, 11, 20, 9, 15, tzinfo=UTC))
        (folder / name).write_bytes(raw)
    engine = database.open_engine(f"sqlite:///{folder}/forwarding.db")
    database.migrate(engine)
    list(intake.import_paths(engine, SETTINGS, reader(SETTINGS), [folder]))
    yield engine
    engine.dispose()


def test_the_forwarded_request_of_the_sample_is_three_questions_and_its_cover_is_set_apart(engine: Engine) -> None:
    with database.reading(engine) as store:
        case = store.exec(select(Case)).one()
        asked = [case.text[slice(*question.spans[0])] for question in store.exec(select(Question)).all()]
    assert [words.split()[:2] for words in asked] == [["How", "many"]] * 3
    covered = case.text[slice(*case.apart[0])]
    assert covered.startswith("Hi team, this came")
    assert covered.rstrip().endswith("Subject: Blue badge bays")


def test_the_officer_is_told_who_forwarded_it_and_chooses_where_the_answer_goes(engine: Engine) -> None:
    with database.session(engine) as store:
        case = store.exec(select(Case)).one()
        assert (case.requester_name, case.answer_to) == ("Frank Ossington", "")
        assert case.flags[0].startswith("forwarded: Donna Leckie (donna.leckie@ashcombe.example), a colleague")
        assert "dated “Wed, 18 Nov 2026" in case.flags[0]
        assert case.flags[0].endswith(CLOCK)
        confirm_answer_address(store, case.id or 0, "frank.ossington@postbox.example", "Jo")
        readdress(store, case.id or 0, case.answer_to, "Jo")
        version = draft_views(store, case.id or 0)[0].version
    assert version.recipients == ["frank.ossington@postbox.example"]
    assert "\nDear Frank Ossington" in version.body


def test_the_thank_you_of_the_sample_is_no_request_and_says_why(engine: Engine) -> None:
    with database.reading(engine) as store:
        arrival = store.exec(select(Arrival).where(Arrival.fate == "parked")).one()
    assert arrival.kind == "thanks"
    assert arrival.reason.startswith("It says thank you and asks for nothing")
