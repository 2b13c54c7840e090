"""Every page passes axe, holds to its own content security policy, and works from the keyboard."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.browser.conftest import AXE, Office, sign_in
from tests.conftest import lacking
from tests.web import casework
from triage.store import cases, drafts, outgoing, people, work
from triage.store.database import session

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OFFICER = (
    *("/queue", "/queue?view=for_approval&team=waste", "/search?q=potholes", "/sent", "/parked"),
    *("/cases/{ref}", "/cases/{ref}/letters", "/cases/{ref}/dates", "/cases/{ref}/history"),
    *("/cases/{ref}/questions/1", "/cases/{elsewhere}/letters", "/drafts/1", "/drafts/2", "/drafts/3", "/parked/3"),
    *("/register", "/register/1", "/register/add", "/figures", "/accessibility", "/nowhere", "/people"),
)


@pytest.fixture
def busy(office: Office) -> Office:
    """Letters of several kinds, a case that must choose an address, parked messages, a mailbox in trouble."""
    with session(office.engine) as store:
        first = cases.by_reference(store, office.references["potholes"])
        assert first is not None
        elsewhere = casework.open_case(store, office.settings, uid=2, sender=casework.Sender(reply_to="a@b.example"))
        office.references["elsewhere"] = elsewhere.reference
        casework.park(store)
        version = drafts.newest_version(store, 1)
        drafts.revise(store, 1, subject=version.subject, body="Dear Robin,\n\nIt came.\n", by="Jo Officer")
        record_evidence(store, first)
        work.mailbox_failed(store, "old", "The server old.example is silent.", datetime.now(UTC))
        approve_one(store, office)
    return office


def record_evidence(store: Any, case: Any) -> None:
    question = cases.questions_of(store, case.id)[0].id or 0
    found = {"searched_by": "Highways", "systems": "Confirm", "terms": "pothole", "why_none": "Not kept"}
    cases.record_search(store, question, by="Jo Officer", searched_on=datetime.now(UTC).date(), **found)
    cases.cite(store, question, 1, "Jo Officer")


def approve_one(store: Any, office: Office) -> None:
    """Letter 2 waits in the outbox; letter 3's fate is unknown."""
    person = people.find(store, "officer@ashcombe.example")
    assert person is not None
    for uid in (4, 5):
        draft = casework.acknowledge(store, office.settings, casework.open_case(store, office.settings, uid=uid))
        version = drafts.newest_version(store, draft.id or 0)
        item = drafts.approve(store, version.id or 0, version.digest, person)
    item.state, item.claimed_at, item.claimed_by = "sending", datetime.now(UTC), "gone"
    store.add(item)
    store.flush()
    outgoing.orphans(store)


@pytest.fixture
def visitor(chromium: Any, busy: Office) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    context.close()


def violations(page: Any, url: str) -> list[str]:
    """What axe finds on a page: rule, and the first place."""
    page.goto(url)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations']})", RULES)
    return [f"{url}: {each['id']}: {each['nodes'][0]['html'][:200]}" for each in found["violations"]]


def check(page: Any, office: Office, paths: tuple[str, ...]) -> None:
    if not AXE.is_file():
        lacking("axe-core", "npm; then run make setup")
    known = {"ref": office.references["potholes"], "elsewhere": office.references["elsewhere"]}
    assert [fault for path in paths for fault in violations(page, office.url + path.format(**known))] == []
    refused = [each for each in page.complaints if "404" not in each and "403" not in each]
    assert refused == []


def test_every_page_of_an_officer_passes_axe(visitor: Any, busy: Office) -> None:
    check(visitor, busy, ("/sign-in",))
    sign_in(visitor, busy, "officer")
    check(visitor, busy, OFFICER)


def test_every_page_passes_axe_on_a_small_screen(visitor: Any, busy: Office) -> None:
    visitor.set_viewport_size({"width": 400, "height": 800})
    sign_in(visitor, busy, "officer")
    check(visitor, busy, ("/queue", "/cases/{ref}", "/drafts/1", "/cases/{ref}/questions/1", "/figures", "/parked/3"))
    for path in ("/queue", "/cases/" + busy.references["potholes"], "/figures", "/parked", "/register", "/sent"):
        visitor.goto(busy.url + path)
        assert visitor.evaluate("document.documentElement.scrollWidth") <= 400, path


@pytest.mark.parametrize(("key", "paths"), [("highways", ("/team",)), ("administrator", ("/people", "/teams"))])
def test_pages_of_other_roles_pass_axe(visitor: Any, busy: Office, key: str, paths: tuple[str, ...]) -> None:
    sign_in(visitor, busy, key)
    check(visitor, busy, paths)


def test_a_page_with_errors_passes_axe_and_puts_the_keyboard_there(visitor: Any, busy: Office) -> None:
    visitor.goto(f"{busy.url}/sign-in")
    visitor.get_by_role("button", name="Sign in").click()
    visitor.locator(".govuk-error-summary:focus").wait_for(timeout=10_000)
    visitor.evaluate(AXE.read_text(encoding="utf-8"))
    assert visitor.evaluate("rules => axe.run({runOnly: rules}).then(r => r.violations.map(v => v.id))", RULES) == []


def test_signing_in_and_out_needs_only_the_keyboard(visitor: Any, busy: Office) -> None:
    visitor.goto(f"{busy.url}/sign-in")
    press_to(visitor, "email")
    visitor.keyboard.type("officer@ashcombe.example")
    visitor.keyboard.press("Tab")
    visitor.keyboard.type(casework.PASSWORD)
    visitor.keyboard.press("Enter")
    visitor.wait_for_url("**/queue")
    visitor.keyboard.press("Tab")
    assert visitor.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
    visitor.keyboard.press("Enter")
    assert visitor.evaluate("document.activeElement.id") == "main-content"


def press_to(page: Any, wanted: str) -> None:
    """Press Tab until the element with this id has focus, seeing each time where the focus is."""
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == wanted:
            return
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle !== 'none'"), "focus cannot be seen"
    raise AssertionError(f"{wanted} was not reached")


def test_reaching_a_question_lights_its_words_without_script(chromium: Any, busy: Office) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, busy, "officer")
    page.goto(f"{busy.url}/cases/{busy.references['potholes']}")
    before = page.locator("mark.words-1").evaluate("each => getComputedStyle(each).backgroundColor")
    page.locator("#question-1").hover()
    after = page.locator("mark.words-1").evaluate("each => getComputedStyle(each).backgroundColor")
    context.close()
    assert (before, after) == ("rgb(255, 242, 194)", "rgb(255, 221, 0)")
