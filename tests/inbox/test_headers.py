"""Header values of every shape."""

from datetime import UTC, datetime

import pytest

from triage.inbox.headers import Headers, Person, date_of, person


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("Robin Vale <robin@resident.example>", Person("Robin Vale", "robin@resident.example")),
        ('"Vale, Robin" <robin@resident.example>', Person("Vale, Robin", "robin@resident.example")),
        ("robin@resident.example (Robin Vale)", Person("Robin Vale", "robin@resident.example")),
        ("robin@resident.example", Person("", "robin@resident.example")),
        ("=?utf-8?q?Se=C3=A1n?= <sean@resident.example>", Person("Seán", "sean@resident.example")),
        ("=?utf-8?q?Robin_=3Crobin=40resident.example=3E?=", Person("Robin", "robin@resident.example")),
        (
            "=?utf-8?q?=3Cboss=40council.example=3E?= <eve@else.example>",
            Person("boss@council.example", "eve@else.example"),
        ),
        ('"<boss@council.example>" <eve@else.example>', Person("boss@council.example", "eve@else.example")),
        ("Robin Vale", Person("Robin Vale", "")),
        ("undisclosed-recipients:;", Person("undisclosed-recipients", "")),
        ("<>", Person("", "")),
        ("(" * 100_000, Person("(" * 200, "")),
        ('"' * 5_000, Person("", "")),
    ],
)
def test_the_person_is_found_and_a_name_never_becomes_an_address(value: str, found: Person) -> None:
    assert person(value) == found


def test_message_ids_are_whole_and_few() -> None:
    headers = Headers([("References", "<a b@c.example>\r\n <d@e.example> junk"), ("References", "<f@g.example>")])
    assert headers.ids("references") == ("<ab@c.example>", "<d@e.example>", "<f@g.example>")
    many = Headers([("References", " ".join(f"<{n}@e.example>" for n in range(500)))])
    assert len(many.ids("references")) <= 200


@pytest.mark.parametrize("value", ["31 Feb 2026 10:00:00 +0000", "Mon, 1 Jan 2026 10:00:00 +9999", "soon", "", "\0"])
def test_a_date_that_cannot_be_is_none(value: str) -> None:
    assert date_of(value) is None


def test_received_has_its_date_at_the_end() -> None:
    headers = Headers(
        [("Received", "from a by b; Fri, 20 Nov 2026 09:15:00 +0000"), ("Date", "Thu, 19 Nov 2026 08:00:00 +0000")]
    )
    assert headers.date("received") == datetime(2026, 11, 20, 9, 15, tzinfo=UTC)
    assert headers.date("date") == datetime(2026, 11, 19, 8, 0, tzinfo=UTC)
