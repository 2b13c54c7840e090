"""Which case a message belongs to: by Message-IDs, by a reference someone wrote, by a per-request address.

Whether the sender may join that case is for the inbox to judge: references and Message-IDs can be forged.
"""

import re
from collections.abc import Iterable, Iterator

from sqlalchemy import func
from sqlmodel import Session, col, select

from triage.store.tables import Arrival, Case, Draft, DraftVersion, Message
from triage.store.text import address_key, index_key

TOKEN = re.compile(r"\w[\w/.:#-]{0,60}")
MOST_TOKENS = 60
LONGEST_REFERENCE = 3  # words, for patterns such as "FOI {year} {number}"


def case_of_message_ids(session: Session, ids: Iterable[str]) -> Case | None:
    """The case that one of these Message-IDs belongs to, ours or the requester's; the first id that is known wins
    (give In-Reply-To first, then References from the newest to the oldest)."""
    wanted = [index_key(one) for one in ids if one]
    received = select(Message.message_id, Case).select_from(Message)
    received = received.join(Arrival, col(Arrival.message_ref) == Message.id)
    received = received.join(Case, col(Case.id) == Arrival.case_id).where(col(Message.message_id).in_(wanted))
    written = select(DraftVersion.message_id, Case).select_from(DraftVersion)
    written = written.join(Draft, col(Draft.id) == DraftVersion.draft_id).join(Case, col(Case.id) == Draft.case_id)
    written = written.where(col(DraftVersion.message_id).in_(wanted))
    known = {name: case for name, case in [*session.exec(received), *session.exec(written)]}
    return next((known[one] for one in wanted if one in known), None)


def case_of_reference(session: Session, text: str) -> Case | None:
    """The case whose reference stands in a text, such as a subject line, in capitals or not."""
    wanted = select(Case).where(func.upper(Case.reference).in_(list(_candidates(text))))
    return session.exec(wanted.order_by(col(Case.id).desc())).first()


def case_of_request_address(session: Session, address: str) -> Case | None:
    """The newest case of a requester's address. Only for an address made for one request (WhatDoTheyKnow)."""
    wanted = select(Case).where(Case.requester_address == address_key(address))
    return session.exec(wanted.order_by(col(Case.id).desc())).first()


def _candidates(text: str) -> Iterator[str]:
    """Every run of one to three words of the text that might be a reference, in capitals."""
    words = [word.rstrip(".:#-/").upper() for word in TOKEN.findall(text[:2000])[:MOST_TOKENS]]
    for start in range(len(words)):
        for length in range(1, LONGEST_REFERENCE + 1):
            yield " ".join(words[start : start + length])
