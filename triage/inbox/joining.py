"""Which case a message belongs to, and whether its sender has a part in that case.

In this order: ids of messages we know, an address made for one request, our reference in the subject or at the
beginning of the text. References and ids can be forged or copied, so somebody who is no party is only proposed.
"""

from typing import NamedTuple

from sqlmodel import Session

from triage.casework.letter import LetterError, name_and_address
from triage.casework.request import is_request_address
from triage.inbox.headers import domain_of
from triage.inbox.message import Message
from triage.inbox.quoting import new_words
from triage.settings import Settings
from triage.store import arrivals
from triage.store.tables import Case


class Place(NamedTuple):
    """The case a message names. `by` is "thread", "address" or "reference"; `party`: the sender has a part in it."""

    case: Case
    by: str
    party: bool


def place_of(session: Session, message: Message, settings: Settings) -> Place | None:
    """The case that a message points at, None where it points at none we know."""
    ids = (*message.in_reply_to, *reversed(message.references), *message.inside_ids)
    case = arrivals.case_of_message_ids(session, ids) if ids else None
    if case:
        return Place(case, "thread", _is_party(message, case, settings))
    if is_request_address(message.sender_address):
        case = arrivals.case_of_request_address(session, message.sender_address)
        if case:
            return Place(case, "address", True)
    case = arrivals.case_of_reference(session, f"{message.subject}\n") or arrivals.case_of_reference(
        session, new_words(message.text)
    )
    return Place(case, "reference", _is_party(message, case, settings)) if case else None


def can_be_answered(address: str) -> bool:
    """Whether a letter can be sent to this address."""
    try:
        return bool(name_and_address(address)[1])
    except LetterError:
        return False


def is_colleague(address: str, settings: Settings) -> bool:
    """Whether an address is in one of our own domains."""
    domain, own = domain_of(address), [one.lower() for one in settings.authority.own_domains]
    return any(domain == one or domain.endswith(f".{one}") for one in own)


def is_ourselves(address: str, settings: Settings) -> bool:
    """Whether an address is one that our own letters come from, so that answering it would be a loop."""
    users = [mailbox.user for mailbox in settings.mailboxes.values()]
    own = [settings.authority.foi_address, settings.authority.review_address, *users]
    return bool(address) and address.lower() in {one.lower() for one in own}


def _is_party(message: Message, case: Case, settings: Settings) -> bool:
    sender = message.sender_address.lower()
    parties = {one.lower() for one in (case.requester_address, case.reply_to, case.answer_to) if one}
    return sender in parties or is_colleague(sender, settings)
