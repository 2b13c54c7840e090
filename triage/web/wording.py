"""Dates and fixed sentences as people read them. Only codes travel in addresses, never words to show."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

DONE = {
    "signed-out": "You are signed out.",
    "moved": "The question is with the team you chose. The figures count the change.",
    "law": "The law for this question is settled. Your name is beside it in the history.",
    "search": "The search is on record. You can draft a letter that rests on it.",
    "search-withdrawn": "The search record is taken back. It stays in the history.",
    "cited": "The register entry is chosen for this question.",
    "citation-withdrawn": "The register entry is no longer chosen for this question.",
    "unmoved": "The question stays with the team that it had.",
    "set-free": "The question waits for a person to choose its team.",
    "drafted": "The letter is drafted. Nothing is sent until you approve it.",
    "saved": "Your changes are saved as a new version. It needs an approval before it is sent.",
    "rewritten": "The letter is written again from the facts. What stood there before is kept as an earlier version.",
    "same": "Nothing was different, so no new version was made.",
    "approved": "The letter is approved and waits in the outbox. You can take it back until the mail server has it.",
    "withdrawn": "The letter is withdrawn. It will not be sent.",
    "undone": "The approval is taken back. The letter will not be sent until somebody approves it again.",
    "settled": "Thank you. What you found is on record.",
    "recipient": "The answer goes to the address you chose.",
    "opened": "The message is a request now. The worker reads it within a minute; then the case is in the queue.",
    "nothing": "The message is put away with your reason. It is kept.",
    "joined": "The message is part of the case now.",
    "read": "It is on record that you have read the message.",
    "entry": "The register entry is saved.",
    "check-wanted": "The worker looks at the link within a minute. Load this page again to see what it found.",
    "closed": "The case is closed with your reason. Nothing more is asked of anybody.",
    "team": "The team is saved.",
    "person": "The person is saved.",
    "asker": "Who asked and when it reached us is confirmed. Your name is beside it in the history.",
    "reading-merge": "The two questions are one now.",
    "reading-split": "The question is two now, both with the same team.",
    "reading-drop": "That is set aside with your reason, below the questions.",
    "reading-restore": "It is a question again, with what depended on it.",
    "reading-add": "The words are a question now. Choose its team.",
    "reading-fold": "The question is folded into the earlier one. It is still answered.",
    "reading-unfold": "The question stands by itself again.",
    "reading-undo": "The last change of the questions is taken back.",
}
STAYING = {"moved", "unmoved", "set-free"} | {code for code in DONE if code.startswith("reading-")}  # at the question

READING_ACTS = {
    "merge": "two questions merged",
    "split": "a question split",
    "drop": "a question set aside",
    "restore": "a question restored",
    "add": "a question added",
    "fold": "a question folded",
    "unfold": "a question unfolded",
    "move": "a question moved to a team",
}

ACKNOWLEDGED = {
    "drafted": "The acknowledgement that waits for approval lists these questions; it follows when you change them.",
    "edited": "Somebody has edited the acknowledgement that lists them. Write it again from the facts before changes.",
    "failed": "The acknowledgement could not be sent; it follows when you change the questions.",
    "approved": "The acknowledgement that lists them is approved. Take that back before you change the questions.",
    "unknown": "Nobody knows whether the acknowledgement was sent. Say so on its page before you change the questions.",
    "sent": "The acknowledgement was sent with the questions as they were then; the requester is not told of changes.",
}

DRAFT_STATES = {
    "drafted": "Not approved yet",
    "approved": "Approved, waiting to be sent",
    "sent": "Sent",
    "failed": "Not sent: given up",
    "unknown": "Nobody knows whether it was sent",
    "withdrawn": "Withdrawn",
}

LETTERS = {
    "acknowledgement": "Acknowledgement",
    "not_held": "Not held",
    "section_21": "Section 21: published already",
}

REGIMES = {
    "foia": "FOIA",
    "eir": "may be EIR",
    "foisa": "FOISA",
    "eisr": "may be EISR",
    "sar": "may be own personal data",
    "bau": "may be ordinary business",
}

LAWS = {
    "foia": "Freedom of Information Act",
    "eir": "Environmental Information Regulations",
    "foisa": "Freedom of Information (Scotland) Act",
    "eisr": "Environmental Information (Scotland) Regulations",
    "sar": "Data protection law, as the requester's own data",
    "bau": "No law: ordinary business, answered at once",
}
SCOTTISH = ("foisa", "eisr")

KINDS = {
    "request": "Request",
    "clarification": "Clarifies a request",
    "narrowed": "Changes an earlier request",
    "internal_review": "Asks for an internal review",
    "chaser": "Asks where the answer is",
    "withdrawal": "Withdraws a request",
    "own_data": "Asks for their own data",
    "data_complaint": "Complains about personal data",
    "re_use": "Asks to re-use information",
    "transfer_in": "Passed on by another authority",
    "mp_or_regulator": "From a regulator or somebody in office",
    "business_as_usual": "Ordinary business",
    "service": "About a service",
    "supplier_pitch": "Offers something for sale",
    "thanks": "Says thank you",
    "automatic": "Automatic reply",
    "bounce": "A letter of ours came back",
    "not_a_request": "Not a request",
}

ROLES = {
    "viewer": "Viewer: looks at cases and figures",
    "team": "Team contact: sees the questions of one team, never who asked",
    "officer": "Officer: works the queue and approves letters",
    "approver": "Approver: approves letters",
    "manager": "Manager: sees the figures",
    "administrator": "Administrator: people, teams and the register",
}


def in_words(kind: str) -> str:
    """What a message does, in the middle of a sentence: "withdraws a request"."""
    said = KINDS.get(kind, kind) or "not read by the bot"
    return said[0].lower() + said[1:]


def day(value: date | None) -> str:
    """Mon 21 December 2026; empty for None."""
    return f"{value:%a} {value.day} {value:%B %Y}" if value else ""


def short_day(value: date | datetime | None) -> str:
    """22 Nov, by the London calendar."""
    if value is None:
        return ""
    local = value.astimezone(LONDON) if isinstance(value, datetime) else value
    return f"{local.day} {local:%b}"


def when(value: datetime | None) -> str:
    """Sun 22 November 2026 at 09:15, London time."""
    if value is None:
        return ""
    local = value.astimezone(LONDON)
    return f"{day(local.date())} at {local:%H:%M}"


def today() -> date:
    """Today's date in London."""
    return datetime.now(UTC).astimezone(LONDON).date()


def days_off(left: int) -> str:
    """Working days to a due date, in words: "Late by 2 working days", "Today", "In 19 working days"."""
    if left < 0:
        return f"Late by {counted(-left, 'working day')}"
    return f"In {counted(left, 'working day')}" if left else "Today"


def ago(value: datetime | None, now: datetime) -> str:
    """How long since: "just now", "2 minutes ago", "3 hours ago", "5 days ago"; "not yet" for None."""
    if value is None:
        return "not yet"
    minutes = max(0, int((now - value).total_seconds() // 60))
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{counted(minutes, 'minute')} ago"
    return f"{counted(minutes // 60, 'hour')} ago" if minutes < 48 * 60 else f"{counted(minutes // 1440, 'day')} ago"


def counted(number: int, thing: str, things: str = "") -> str:
    """1 question, 2 questions."""
    return f"{number} {thing if number == 1 else things or thing + 's'}"


def percent(share: float) -> str:
    """0.934 → 93 %."""
    return f"{round(100 * share)} %"


def size(octets: int) -> str:
    """12 KB, 3.4 MB."""
    return f"{octets / 1e6:.1f} MB" if octets >= 1_000_000 else f"{max(1, octets // 1000)} KB"


def laws_in(nation: str, now: str) -> list[dict[str, str]]:
    """The laws that a question can fall under in a nation, and the one it is under now, for a choice on a page."""
    others = ("foia", "eir") if nation == "scotland" else SCOTTISH
    return [{"value": law, "text": text} for law, text in LAWS.items() if law not in others or law == now]
