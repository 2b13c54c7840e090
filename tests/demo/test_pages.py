"""The web inbox, asked over HTTP as a browser would: what was sent, a request of one's own, published documents."""

import html
import re
import smtplib
import urllib.error
import urllib.parse
import urllib.request
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from triage.casework.letter import Letter, compose
from triage.demo.kept import kept
from triage.demo.published import documents
from triage.demo.servers import Demo, demo_settings


def get(demo: Demo, path: str, form: dict[str, str] | None = None, **headers: str) -> tuple[int, str]:
    """Status and text of a page (redirects followed)."""
    data = urllib.parse.urlencode(form).encode() if form is not None else None
    request = urllib.request.Request(demo.web + path, data, headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def newest(demo: Demo) -> EmailMessage:
    message = message_from_bytes(list(kept(demo.folder / "inbox"))[-1].raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def send_letter(demo: Demo, subject: str = "Your request FOI-2026-0001", body: str = "Dear Robin\n") -> None:
    letter = Letter(
        "FOI <foi@ashcombe.example>", ("Robin <robin@resident.example>",), subject, body, "<us.1@a.example>"
    )
    with smtplib.SMTP("127.0.0.1", demo.ports.smtp, timeout=10) as client:
        client.sendmail("foi@ashcombe.example", ["robin@resident.example"], compose(letter, datetime.now(UTC)))


REQUEST = {"name": "Zoë Müller", "email": "zoe@resident.example", "subject": "Pfähle", "text": "1. How many?\n2. Why?"}


def test_a_request_that_is_written_reaches_the_mailbox_as_an_email(demo: Demo) -> None:
    status, page = get(demo, "/write", REQUEST)
    message = newest(demo)
    assert status == 200
    assert "It is in the mailbox" in page
    assert message["From"].addresses[0].display_name == "Zoë Müller"
    assert message["Subject"] == "Pfähle"
    assert message["To"] == "foi@ashcombe.example"
    assert message.get_content().splitlines() == ["1. How many?", "2. Why?"]


def test_what_is_missing_is_told_and_nothing_is_delivered(demo: Demo) -> None:
    before = len(list(kept(demo.folder / "inbox")))
    status, page = get(demo, "/write", {**REQUEST, "email": "nobody", "text": "  "})
    assert status == 422
    assert 'href="#email"' in page
    assert 'href="#text"' in page
    assert 'value="Zoë Müller"' in page
    assert len(list(kept(demo.folder / "inbox"))) == before


def test_a_form_from_another_site_is_refused(demo: Demo) -> None:
    before = len(list(kept(demo.folder / "inbox")))
    status, _ = get(demo, "/write", REQUEST, Origin="https://evil.example")
    assert status == 403
    assert len(list(kept(demo.folder / "inbox"))) == before


def test_a_page_asked_for_under_another_name_is_refused(demo: Demo) -> None:
    assert get(demo, "/", Host="rebound.example")[0] == 400


def test_what_was_sent_is_listed_and_read(demo: Demo) -> None:
    send_letter(demo, body="Dear Robin\n\nThe answer is 42.\n")
    _, listing = get(demo, "/")
    number = re.search(r'/letter/(\d+)">Your request FOI-2026-0001', listing)
    assert number is not None
    _, page = get(demo, f"/letter/{number[1]}")
    assert "The answer is 42." in page
    assert "robin@resident.example" in page


def test_markup_in_a_letter_stays_text(demo: Demo) -> None:
    send_letter(demo, subject="<script>alert(1)</script>", body="<img src=x>\n")
    _, listing = get(demo, "/")
    assert "<script" not in listing
    assert "&lt;script&gt;" in listing


def test_a_reply_is_threaded_to_the_letter(demo: Demo) -> None:
    send_letter(demo)
    number = max(message.number for message in kept(demo.folder / "sent"))
    _, page = get(demo, f"/write?reply={number}")
    assert 'value="Re: Your request FOI-2026-0001"' in page
    assert 'value="robin@resident.example"' in page
    get(demo, "/write", {**REQUEST, "reply": str(number)})
    assert newest(demo)["In-Reply-To"] == newest(demo)["References"] == "<us.1@a.example>"


@pytest.mark.parametrize("path", ["/letter/999", "/published/nothing", "/write?reply=999"])
def test_what_is_not_there_does_no_harm(demo: Demo, path: str) -> None:
    status, page = get(demo, path)
    assert status in (404, 200)
    assert "<main" in page


def test_every_published_document_has_its_sections_under_their_anchors(demo: Demo) -> None:
    for slug, document in documents().items():
        status, page = get(demo, f"/published/{slug}")
        assert status == 200
        assert all(f'id="{section.anchor}"' in page for section in document.section)


def test_every_link_of_the_register_leads_to_the_very_table_it_names(demo: Demo) -> None:
    links = [entry for entry in demo_settings(demo, environ={})["publications"] if entry["url"]]
    assert len(links) >= 10
    for entry in links:
        address, _, anchor = entry["url"].partition("#")
        assert address.startswith(f"{demo.web}/published/")
        status, page = get(demo, address.removeprefix(demo.web))
        heading = re.search(f'<h2 id="{re.escape(anchor)}-heading">(.*?)</h2>', page)
        assert (status, bool(heading)) == (200, True), entry["url"]
        assert heading is not None
        assert f'"{html.unescape(heading[1])}"' in entry["where_in_it"]


def test_pages_need_no_script_and_load_nothing_from_elsewhere(demo: Demo) -> None:
    for path in ("/", "/write", "/published"):
        _, page = get(demo, path)
        assert "<script" not in page
        assert "http" not in page.replace("http-equiv", "")
