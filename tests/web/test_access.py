"""Who may do what: signing in, sessions, roles on every route, and forms from other sites."""

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.datastructures import Headers

from tests.web.casework import PASSWORD, STAFF
from tests.web.visitor import Visitor
from triage import settings as configuration
from triage.settings import Settings
from triage.store.database import Engine, open_engine
from triage.web.access import EVERYBODY, from_our_pages, local_path, roles_declared
from triage.web.app import create_app

OPEN_TO_ALL = {"/", "/sign-in", "/sign-out", "/accessibility", "/brand.css"}


def routes(site: TestClient) -> list[Any]:
    return [route for route in site.app.routes if hasattr(route, "dependant")]  # type: ignore[attr-defined]


def address(route: Any) -> str:
    filled = re.sub(r"\{reference:path\}", "FOI-2026-0001", route.path)
    return re.sub(r"\{\w+\}", "1", filled)


def test_every_route_declares_roles_and_only_a_few_are_for_everybody(site: TestClient) -> None:
    declared = {route.path: roles_declared(route) for route in routes(site)}
    assert None not in declared.values()
    assert {path for path, roles in declared.items() if roles == EVERYBODY} == OPEN_TO_ALL


def test_a_stranger_is_sent_to_sign_in_from_every_other_page(site: TestClient) -> None:
    for route in routes(site):
        if route.path not in OPEN_TO_ALL:
            method = "GET" if "GET" in route.methods else "POST"
            answer = site.request(method, address(route), follow_redirects=False)
            assert (answer.status_code, answer.headers["location"][:8]) == (303, "/sign-in"), route.path


@pytest.mark.parametrize("key", STAFF)
def test_each_role_is_let_in_exactly_where_its_routes_say(site: TestClient, key: str) -> None:
    visitor = Visitor(site).sign_in(key)
    for route in routes(site):
        declared = roles_declared(route) or frozenset()
        if declared == EVERYBODY:
            continue
        method = "GET" if "GET" in route.methods else "POST"
        answer = visitor.site.request(method, address(route), headers={"Sec-Fetch-Site": "same-origin"})
        assert (answer.status_code == 403) == (not declared & set(STAFF[key][1])), (key, route.path)


def test_a_wrong_password_says_so_without_telling_whether_the_person_exists(stranger: Visitor) -> None:
    pages = []
    for email in ("officer@ashcombe.example", "nobody@ashcombe.example"):
        stranger.get("/sign-in")
        pages.append(stranger.send("/sign-in", {"email": email, "password": "not the password"}, 403))
    assert "There is a problem" in pages[0].text
    assert pages[0].text == pages[1].text
    assert pages[0].title.startswith("Error: ")


def test_after_five_wrong_passwords_even_the_right_one_has_to_wait(stranger: Visitor) -> None:
    for _ in range(5):
        stranger.post("/sign-in", {"email": "officer@ashcombe.example", "password": "wrong"}, 403)
    page = stranger.post("/sign-in", {"email": "officer@ashcombe.example", "password": PASSWORD}, 429)
    assert "Try again in" in page.text


def test_the_cookie_is_for_our_server_alone_and_a_sign_out_ends_the_session(officer: Visitor) -> None:
    kept = officer.site.cookies["triage_session"]
    assert "Jo Officer" in officer.get("/queue").text
    assert "You are signed out." in officer.send("/sign-out").text
    officer.site.cookies.set("triage_session", kept)
    assert officer.get("/queue").h1 == ["Sign in"]


def test_the_cookie_is_secure_where_people_come_over_https(prepared: Any) -> None:
    web = configuration.Web(base_url="https://foi.ashcombe.example")
    secure = configuration.load(configuration.bundled("config"), environ={}, web=web)
    site = TestClient(create_app(secure, open_engine(f"sqlite:///{prepared}")), follow_redirects=False)
    form = {"email": "officer@ashcombe.example", "password": PASSWORD}
    cookie = site.post("/sign-in", data=form).headers["set-cookie"].lower()
    assert all(part in cookie for part in ("secure", "httponly", "samesite=lax"))
    assert "max-age" in site.get("/sign-in").headers["strict-transport-security"]


def test_after_signing_in_people_are_back_where_they_were(stranger: Visitor) -> None:
    assert stranger.get("/register?x=1").h1 == ["Sign in"]
    page = stranger.send("/sign-in", {"email": "officer@ashcombe.example", "password": PASSWORD})
    assert page.h1 == ["Register of published information"]


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/\t/evil.example", "queue"],
)
def test_nobody_is_led_to_another_site(wanted: str) -> None:
    assert local_path(wanted) == "/"
    assert local_path("/cases/FOI-2026-0001?done=moved#question-2") == "/cases/FOI-2026-0001?done=moved#question-2"


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "cross-site", "origin": "https://foi.example"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"origin": "https://foi.example", "host": "inside:8000"}, True),
        ({"origin": "https://evil.example", "host": "foi.example"}, False),
        ({"origin": "null", "host": "foi.example"}, False),
        ({"cookie": "triage_session=abc"}, False),
        ({}, True),
    ],
)
def test_only_our_own_pages_may_send_forms(headers: dict[str, str], ours: bool) -> None:
    assert from_our_pages(Headers(headers), "https://foi.example") is ours


def test_a_form_from_another_site_changes_nothing_and_says_so(officer: Visitor) -> None:
    page = officer.post("/sign-out", status=403, **{"Sec-Fetch-Site": "cross-site"})
    assert "was not sent from a page of ours" in page.text
    assert officer.get("/queue").h1 == ["Queue"]


def test_errors_say_what_happened_and_the_next_step(officer: Visitor) -> None:
    assert "There is nothing at this address" in officer.get("/cases/FOI-1999-0001", 404).text
    assert "There is nothing at this address" in officer.get("/drafts/99999999999999999999", 404).text
    assert "You may not use this page" in officer.get("/people", 403).text
    assert "too large" in officer.post("/drafts/1", {"body": "x" * 2_100_000}, 413).text


def test_a_fault_of_ours_is_a_page_too(settings: Settings, tmp_path: Any) -> None:
    empty: Engine = open_engine(f"sqlite:///{tmp_path}/no-tables.db")
    site = TestClient(create_app(settings, empty), raise_server_exceptions=False)
    site.cookies.set("triage_session", "x")
    answer = site.get("/queue")
    assert (answer.status_code, "Something went wrong here" in answer.text) == (500, True)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    empty.dispose()
