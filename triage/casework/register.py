"""Whether an entry of the register can carry a section 21 today; each reason against it is a sentence.

FOIA section 21: the applicant must be able to get at it. Directions must be exact, and a link must have opened today.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Protocol
from urllib.parse import SplitResult, parse_qsl, urlsplit

from triage.casework.clock import in_words, receipt_date
from triage.casework.request import LAWS

FOUND = 200  # the one HTTP status of a link that counts as found
SIGN_IN_STEPS = {"login", "logon", "signin", "sign-in", "sign_in", "log-in", "sso", "saml", "adfs", "oauth", "oauth2"}
SIGN_IN_HOSTS = ("login.", "signin.", "sso.", "auth.", "accounts.")
SEARCH_STEPS = {"search", "search-results", "searchresults"}
SEARCH_KEYS = {"q", "query", "search", "searchterm", "search_term", "keyword", "keywords"}
CHARGE = re.compile(r"£ ?\d|\d ?p\b|\d ?pence\b")
LAW = re.compile(r"\b(Act|Regulations?|Order|Rules|Measure)\b")
COPY = re.compile(r"\bcop(y|ies)\b", re.IGNORECASE)
INSPECTION = re.compile(r"\binspect", re.IGNORECASE)


class Entry(Protocol):
    """An entry of the register: a row of the store or the facts of a letter."""

    @property
    def title(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def where_in_it(self) -> str: ...
    @property
    def published_on(self) -> date | None: ...
    @property
    def basis(self) -> str: ...
    @property
    def how(self) -> str: ...
    @property
    def held(self) -> bool: ...
    @property
    def active(self) -> bool: ...
    @property
    def checked_at(self) -> datetime | None: ...
    @property
    def checked_status(self) -> int | None: ...
    @property
    def checked_note(self) -> str: ...


def not_under(regime: str) -> str:
    """Why a question under this law gets no section 21, in a sentence without its full stop; "" under the FOIA."""
    return "" if regime == "foia" else f"it falls under {LAWS[regime]}, which has no section 21: answer it apart"


def usable(entry: Entry, today: date) -> list[str]:
    """Every reason why the entry cannot carry a section 21 today (London date), as sentences; empty when it can."""
    return [f'"{entry.title}": {reason}.' for reason in _reasons(entry, today)]


def _reasons(entry: Entry, today: date) -> Iterator[str]:
    if not entry.active:
        yield "the entry is no longer in use; choose another"
    if not entry.held:
        yield "the entry says that we do not hold it, and section 21 is only for what we hold"
    if entry.published_on and entry.published_on > today:
        yield f"it is to be published on {in_words(entry.published_on)}, and section 21 is only for what is out"
    if not entry.where_in_it.strip():
        yield "the entry does not say where in it the information stands; add the page, table or section"
    yield from {"link": _link, "priced": _priced, "statutory": _statutory}[entry.basis](entry, today)


def _link(entry: Entry, today: date) -> Iterator[str]:
    shallow = not_a_deep_link(entry.url)
    if shallow:
        yield shallow
    if entry.checked_at is None:
        yield "nobody has looked yet whether the link opens; have it looked at today"
        return
    looked_on = receipt_date(entry.checked_at)
    if looked_on != today:
        yield f"the link was last looked at on {in_words(looked_on)}; have it looked at today"
    if entry.checked_status != FOUND:
        found = entry.checked_note or f"The server answered {entry.checked_status}."
        yield f"the link did not open when it was last looked at. {found.rstrip('.')}"


def _priced(entry: Entry, _: date) -> Iterator[str]:
    if not CHARGE.search(entry.how):
        yield "the entry does not state the charge and how to buy it (section 21(2)(a)); add both"


def _statutory(entry: Entry, _: date) -> Iterator[str]:
    if not LAW.search(entry.how):
        yield "the entry does not name the law that gives it to anyone who asks (section 21(2)(b)); add it"
    if INSPECTION.search(entry.how) and not COPY.search(entry.how):
        yield "it is open to inspection only, which section 21(2)(b) does not count; name a right to a copy"


def not_a_deep_link(url: str) -> str:
    """Why a link does not lead to the very place, in a sentence; "" where its address gives no such reason."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "the link cannot be read as a web address"
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return "the link is not a web address that starts with https:// or http://"
    if parts.username or parts.password:
        return "the link carries a user name or password"
    if is_front_page(parts):
        return "the link leads to the site's front page; give the page itself"
    if _steps(parts) & SEARCH_STEPS or {key.lower() for key, _ in parse_qsl(parts.query)} & SEARCH_KEYS:
        return "the link leads to a search page; give the page itself"
    if needs_sign_in(parts):
        return "the link leads to a sign-in page"
    return ""


def is_front_page(parts: SplitResult) -> bool:
    return not parts.query and re.fullmatch(r"/?((index|home|default)\.\w{3,5})?", parts.path.lower()) is not None


def needs_sign_in(parts: SplitResult) -> bool:
    """Whether an address looks like a sign-in page."""
    return bool(_steps(parts) & SIGN_IN_STEPS) or (parts.hostname or "").startswith(SIGN_IN_HOSTS)


def _steps(parts: SplitResult) -> set[str]:
    return {step.lower().partition(".")[0] for step in parts.path.split("/")}
