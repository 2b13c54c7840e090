"""Every correction of how a request is read, by keyboard alone; the keys act in the list and can be switched off."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.conftest import AXE, Office, sign_in
from tests.browser.test_accessibility import RULES
from triage.store import cases
from triage.store.database import reading, session

# How far below the bar that stays in sight the focus is, where it is in the list of questions.
BELOW_THE_BAR = """() => {
  const [here, bar] = [document.activeElement, document.querySelector(".reading-bar")];
  const box = each => each.getBoundingClientRect();
  return here.closest("[data-item]") ? box(here).top - box(bar).bottom : null;
}"""


@pytest.fixture
def keyboard(chromium: Any, office: Office) -> Iterator[Any]:
    """A page of the case, whose third question may repeat the first; nothing is ever clicked on it."""
    with session(office.engine) as store:
        cases.questions_of(store, 1)[2].repeats_of = 0
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    sign_in(page, office, "officer")
    page.wait_for_url("**/queue")
    page.goto(f"{office.url}/cases/{office.references['potholes']}")
    yield page
    assert [line for line in page.complaints if "409" not in line] == []
    context.close()


def focus(page: Any) -> str:
    """The id of what has the focus, else what it says."""
    return str(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))


def reach_list(page: Any) -> None:
    """By the skip links, as people without a mouse do."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if focus(page) == "Skip to the questions":
            page.keyboard.press("Enter")
            assert focus(page) == "question-1"
            return
    raise AssertionError("the questions were not reached")


def press(page: Any, *keys: str, done: str = "") -> None:
    """Press keys; `done` is the outcome that must be read out while the focus is in the list."""
    for key in keys:
        page.keyboard.press(key)
    if done:
        page.wait_for_url(f"**done={done}*")
        page.locator("[data-said]:not(:empty)").wait_for(state="attached")
        assert page.evaluate("document.activeElement.matches('[data-item]')")


def words(office: Office) -> list[str]:
    with reading(office.engine) as store:
        return [view.own_text for view in cases.case_page(store, office.references["potholes"]).questions]


def test_merge_and_undo_by_keyboard(keyboard: Any, office: Office) -> None:
    reach_list(keyboard)
    press(keyboard, "ArrowDown", "m", done="reading-merge")
    assert (focus(keyboard), len(words(office))) == ("question-1", 2)
    press(keyboard, "u", done="reading-undo")
    assert (focus(keyboard), len(words(office))) == ("question-2", 3)
    assert keyboard.locator("[data-said]").text_content() == "The last change of the questions is taken back."


def test_split_by_keyboard(keyboard: Any, office: Office) -> None:
    reach_list(keyboard)
    press(keyboard, "ArrowDown", "s")
    keyboard.wait_for_url("**/split#at")
    keyboard.locator("#at:focus").wait_for()
    press(keyboard, "Space", "Enter", done="reading-split")
    assert words(office)[1:3] == ["2. If YES to (2),", "what did each repair cost?"]
    assert focus(keyboard) == "question-3"


def test_set_aside_with_a_reason_and_restore_by_keyboard(keyboard: Any, office: Office) -> None:
    reach_list(keyboard)
    press(keyboard, "d")
    keyboard.wait_for_url("**/not-a-question#reason")
    keyboard.locator("#reason:focus").wait_for()
    press(keyboard, "ArrowDown", "Enter", done="reading-drop")
    assert "Context, not an ask" in keyboard.locator("#aside-1").inner_text()
    press(keyboard, "r")
    assert (focus(keyboard), len(words(office))) == ("aside-1", 2)
    press(keyboard, "r", done="reading-restore")
    assert (focus(keyboard), len(words(office))) == ("question-1", 3)


def test_add_a_possible_ask_by_keyboard(keyboard: Any, office: Office) -> None:
    reach_list(keyboard)
    press(keyboard, "a")
    assert focus(keyboard) == "left-1"
    lit = keyboard.locator("mark.left-1").evaluate("each => getComputedStyle(each).backgroundColor")
    assert lit == "rgb(255, 221, 0)"
    press(keyboard, "a", done="reading-add")
    assert focus(keyboard) == "question-4"
    assert words(office)[3] == "I would also like to know who decides."


def test_fold_and_unfold_by_keyboard(keyboard: Any, office: Office) -> None:
    reach_list(keyboard)
    press(keyboard, "ArrowDown", "ArrowDown", "f", done="reading-fold")
    assert "Same answer as 1, says Jo Officer" in keyboard.locator("#question-3").inner_text()
    press(keyboard, "f", done="reading-unfold")
    assert "Same ask as 1?" in keyboard.locator("#question-3").inner_text()


def test_choose_a_team_by_keyboard(keyboard: Any, office: Office) -> None:
    reach_list(keyboard)
    press(keyboard, "ArrowDown", "ArrowDown", "t")
    assert focus(keyboard) == "team-3"
    keyboard.keyboard.type("Leisure")
    press(keyboard, "Enter", done="moved")
    assert focus(keyboard) == "question-3"
    assert "Leisure, Culture and Libraries" in keyboard.locator("#question-3 h3").inner_text()


def test_all_keys_are_told_and_the_focus_comes_back(keyboard: Any, office: Office) -> None:
    reach_list(keyboard)
    press(keyboard, "?")
    assert keyboard.locator("dialog").is_visible()
    press(keyboard, "m", "Escape")
    assert not keyboard.locator("dialog").is_visible()
    assert (focus(keyboard), len(words(office))) == ("question-1", 3)


def test_keys_do_nothing_outside_the_list_while_typing_or_switched_off(keyboard: Any, office: Office) -> None:
    press(keyboard, "Tab", "m", "u", "?")
    reach_list(keyboard)
    press(keyboard, "ArrowDown", "t", "m", "Escape")
    assert focus(keyboard) == "question-2"
    switch = keyboard.get_by_role("button", name="Switch the keys off")
    switch.focus()
    press(keyboard, "Enter")
    keyboard.reload()
    keyboard.locator("#question-2").focus()
    press(keyboard, "m", "d", "?")
    assert keyboard.get_by_role("button", name="Switch the keys on").is_visible()
    assert (focus(keyboard), len(words(office)), keyboard.locator("dialog").is_visible()) == ("question-2", 3, False)


def test_what_has_the_focus_in_the_list_is_never_under_the_bar(keyboard: Any, office: Office) -> None:
    keyboard.set_viewport_size({"width": 1280, "height": 420})
    reach_list(keyboard)
    press(keyboard, "ArrowDown", "m", done="reading-merge")
    press(keyboard, *["Tab"] * 12)
    places = []
    for _ in range(12):
        press(keyboard, "Shift+Tab")
        places.append(keyboard.evaluate(BELOW_THE_BAR))
    seen = [below for below in places if below is not None]
    assert len(seen) > 5
    assert min(seen) >= -1


def test_new_states_of_the_page_pass_axe_at_both_widths(keyboard: Any, office: Office) -> None:
    reach_list(keyboard)
    home = keyboard.url.split("#")[0]
    press(keyboard, "ArrowDown", "ArrowDown", "f", done="reading-fold")
    press(keyboard, "ArrowUp", "m", done="reading-merge")
    pages = [keyboard.url, f"{home}/questions/1/split", f"{home}/questions/1/not-a-question", f"{home}/reading/add"]
    for width in (1280, 400):
        keyboard.set_viewport_size({"width": width, "height": 900})
        assert [fault for url in pages for fault in faults(keyboard, url)] == []
        keyboard.goto(home)
        press(keyboard, "Tab")
        keyboard.locator("#question-1").focus()
        press(keyboard, "?")
        assert faults(keyboard, "") == []
        assert keyboard.evaluate("document.documentElement.scrollWidth") <= width


def faults(page: Any, url: str) -> list[str]:
    """What axe finds on a page, or on this one as it stands."""
    if url:
        page.goto(url)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations']})", RULES)
    return [f"{page.url}: {each['id']}: {each['nodes'][0]['html'][:200]}" for each in found["violations"]]
