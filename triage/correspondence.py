"""From a case and its evidence to a letter: the facts it is written from, and where it goes."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from email.utils import make_msgid
from typing import Any

from sqlmodel import Session

from triage.casework.clock import receipt_date
from triage.casework.letter import Letter, mailbox
from triage.casework.reading import outside
from triage.casework.request import FORWARDED, Dependency
from triage.letters import drafting
from triage.letters.facts import (
    Acknowledgement,
    Asked,
    CaseFacts,
    Entry,
    Holder,
    NotHeld,
    NotHeldQuestion,
    PublishedQuestion,
    Search,
    Section21,
    slips,
    unclear,
)
from triage.settings import Settings
from triage.store import drafts
from triage.store.case_page import CasePage, DraftView, QuestionView, case_page, draft_views
from triage.store.database import key_of
from triage.store.drafts import DraftPage
from triage.store.progress import FINAL_LETTERS, locked_case
from triage.store.refusal import Refused
from triage.store.tables import Case, DraftVersion, Message, Publication, SearchRecord

RECORDED_ROLE = "FOI officer"  # only officers can put a search on record on these pages
FOLLOW = ("drafted", "failed")
BOUND = {
    "approved": "The acknowledgement is approved and about to be sent. Take its approval back first, on its own page.",
    "unknown": "Nobody knows whether the acknowledgement was sent. Say first whether it was, on its own page.",
}
EDITED = (
    "Somebody has edited the acknowledgement, which tells of this, and it is not sent yet. Write it again from the "
    "facts, or withdraw it, on its own page; then come back."
)


def write(
    settings: Settings, page: CasePage, message: Message, name: str, chosen: list[QuestionView], today: date
) -> Letter:
    """The letter `name` on the chosen questions. Raises drafting.Refused with every reason against it."""
    drafted = drafting.draft(name, facts(settings, page, name, chosen, today), settings)
    return addressed(settings, page.case, message, drafted.subject, drafted.body)


def review(
    settings: Settings, page: CasePage, name: str, chosen: list[QuestionView], body: str, today: date
) -> drafting.Review:
    """A letter's text as it stands, against the case as it is today."""
    return drafting.review(name, body, facts(settings, page, name, chosen, today), settings)


def rewrite(settings: Settings, session: Session, page: DraftPage, by: str, today: date) -> DraftVersion:
    """Write a letter again from the facts of today, as a new version. Raises drafting.Refused, or the store's Refused
    where the letter cannot be changed any more."""
    case = case_page(session, page.case.reference)
    chosen = chosen_of(case, page.draft.question_ids)
    drafted = drafting.draft(page.draft.letter, facts(settings, case, page.draft.letter, chosen, today), settings)
    return drafts.revise(session, page.newest.draft_id, subject=drafted.subject, body=drafted.body, by=by)


def chosen_of(page: CasePage, question_ids: Collection[int]) -> list[QuestionView]:
    """The questions that a letter answers."""
    return [view for view in page.questions if view.question.id in question_ids]


def acknowledge(session: Session, settings: Settings, case: Case, message: Message, today: date) -> str:
    """Draft the acknowledgement of a new case. Gives the reasons why there is none, "" when it was drafted."""
    page = case_page(session, case.reference)
    ids = [key_of(view.question.id) for view in page.questions]
    try:
        letter = write(settings, page, message, "acknowledgement", list(page.questions), today)
        drafts.add(session, key_of(case.id), "acknowledgement", letter, ids)
    except (drafting.Refused, Refused, ValueError) as refused:
        return f"No acknowledgement was drafted: {' '.join(str(refused).split())}"
    return ""


@contextmanager
def acknowledgement_follows(settings: Settings, session: Session, case_id: int, today: date) -> Iterator[None]:
    """Inside, change what an acknowledgement tells of: the questions, who asked, the dates. One that waits is written
    again afterwards, in the same transaction, so that none lists other questions than the case has.

    Raises Refused where it is on its way, and where somebody edited it, whose words are not overwritten.
    """
    reference = locked_case(session, case_id).reference
    page = case_page(session, reference)
    waiting = _waiting(page)
    bound = [BOUND[each.draft.state] for each in page.drafts if _is_bound(each)]
    bound += [EDITED] * is_edited(settings, page)
    if bound:
        raise Refused(f"{bound[0]} Nothing was changed.")
    yield
    session.flush()
    page = case_page(session, reference)
    for view in waiting:
        drafted = _acknowledgement(settings, page, today)
        drafts.revise(
            session,
            view.version.draft_id,
            subject=drafted.subject,
            body=drafted.body,
            by="bot",
            question_ids=[key_of(each.question.id) for each in page.questions],
        )


def is_edited(settings: Settings, page: CasePage) -> bool:
    """Whether an acknowledgement that waits holds somebody's own words."""
    return any(not _as_the_bot_wrote(settings, page, view) for view in _waiting(page))


def _waiting(page: CasePage) -> list[DraftView]:
    return [view for view in page.drafts if view.draft.letter == "acknowledgement" and view.draft.state in FOLLOW]


def refuse_while_others_wait(page: CasePage) -> None:
    """Raises Refused where another letter than the acknowledgement tells of who asked and when, and is not sent yet."""
    for view in page.drafts:
        if view.draft.letter != "acknowledgement" and view.draft.state in (*FOLLOW, *BOUND):
            raise Refused(
                "Another letter of this case names who asked and when, and is not sent yet. Withdraw it first, on its "
                "own page, and draft it anew afterwards. Nothing was changed."
            )


def _is_bound(view: DraftView) -> bool:
    return view.draft.letter == "acknowledgement" and view.draft.state in BOUND


def _as_the_bot_wrote(settings: Settings, page: CasePage, view: DraftView) -> bool:
    """Whether nobody's own words are in an acknowledgement; somebody may have had it written again from the facts."""
    if view.version.author == "bot":
        return True
    try:
        return _acknowledgement(settings, page, receipt_date(view.version.written_at)).body == view.version.body
    except drafting.Refused:
        return False


def _acknowledgement(settings: Settings, page: CasePage, today: date) -> drafting.Drafted:
    told = facts(settings, page, "acknowledgement", list(page.questions), today)
    return drafting.draft("acknowledgement", told, settings)


def addressed(settings: Settings, case: Case, message: Message, subject: str, body: str) -> Letter:
    """A letter in reply to the request, from the authority's FOI address."""
    authority = settings.authority
    domain = authority.foi_address.rpartition("@")[2]
    thread = (*message.references, message.message_id) if message.message_id else tuple(message.references)
    return Letter(
        sender=mailbox(authority.foi_name, authority.foi_address),
        recipients=(case.answer_to or case.requester_address,),
        subject=subject,
        body=body,
        message_id=make_msgid(domain=domain),
        in_reply_to=message.message_id,
        references=thread,
    )


def facts(settings: Settings, page: CasePage, name: str, chosen: list[QuestionView], today: date) -> CaseFacts:
    """What the letter is written from; the same model as `triage letter NAME FACTS.json` reads."""
    common = _common(page.case, today)
    left = len(_unanswered(page) - {view.question.id for view in chosen})
    if name == "acknowledgement":
        return Acknowledgement(**common, **_understood(page))
    if name == "not_held":
        asked = [_not_held(settings, view) for view in chosen]
        return NotHeld(**common, questions=asked, questions_left=left)
    entries = [PublishedQuestion(**_asked(view), entries=[_entry(e) for _, e in view.citations]) for view in chosen]
    return Section21(**common, questions=entries, questions_left=left)


def _unanswered(page: CasePage) -> set[int | None]:
    """The questions that no letter sent or approved answers."""
    answered = {
        question_id
        for view in page.drafts
        if view.draft.state in ("approved", "sent", "unknown") and view.draft.letter in FINAL_LETTERS
        for question_id in view.draft.question_ids
    }
    return {view.question.id for view in page.questions} - answered


def answer_addresses(case: Case) -> list[tuple[str, str]]:
    """Where the answer to a case can go: (address, where it comes from)."""
    came, asks = "where the request came from", "where it asks for replies"
    if is_forwarded(case):
        came, asks = "the colleague who forwarded it", "who wrote what was forwarded"
    known = [(case.requester_address, came), (case.reply_to, asks)]
    return [(address, origin) for address, origin in known if address]


def is_forwarded(case: Case) -> bool:
    """Whether a colleague forwarded what somebody else wrote."""
    return any(flag.startswith(FORWARDED) for flag in case.flags)


def readdress(store: Session, case_id: int, address: str, by: str) -> None:
    """Letters that no approval binds go to `address` from now on."""
    for view in draft_views(store, case_id):
        if view.draft.state in FOLLOW and view.version.recipients != [address]:
            version = view.version
            drafts.revise(
                store, version.draft_id, subject=version.subject, body=version.body, by=by, recipients=[address]
            )


def _common(case: Case, today: date) -> dict[str, Any]:
    return {
        "reference": case.reference,
        "subject": case.subject,
        "requester_name": case.requester_name,
        "received_on": case.received_on,
        "due_on": case.due_on,
        "written_on": today,
    }


def _understood(page: CasePage) -> dict[str, Any]:
    labels = [view.question.label for view in page.questions]
    links = [[Dependency(**link) for link in view.question.depends_on] for view in page.questions]
    stems = [pair for view in page.questions for pair in view.question.stem]
    written = outside(sorted([*page.case.scope, *page.case.left_out]), [view.question.spans for view in page.questions])
    rest = [pair for pair in written if not _inside(pair, stems)]
    return {
        "questions": [Asked(**_asked(view)) for view in page.questions],
        "also_written": [page.case.text[start:end] for start, end in rest],
        "slips": slips(labels, links),
        "unclear": unclear(labels, links),
    }


def _inside(pair: list[int], others: list[list[int]]) -> bool:
    """Whether a place lies in one that is quoted already."""
    return any(start <= pair[0] and pair[1] <= end for start, end in others)


def _asked(view: QuestionView) -> dict[str, Any]:
    question = view.question
    return {"label": question.label, "text": view.own_text, "stem": view.stem_text, "regime": question.regime}


def _not_held(settings: Settings, view: QuestionView) -> NotHeldQuestion:
    topics = {topic for topic, _ in view.question.topics[:1]}
    holders = [Holder(name=h.name, contact=h.contact) for h in settings.holders if topics & set(h.topics)]
    search = _search(view.searches[-1]) if view.searches else None
    return NotHeldQuestion(**_asked(view), search=search, holders=holders)


def _search(record: SearchRecord) -> Search:
    known = record.model_dump(include=set(Search.model_fields))
    return Search(**known, recorded_role=RECORDED_ROLE)


def _entry(entry: Publication) -> Entry:
    return Entry(**entry.model_dump(include=set(Entry.model_fields)))
