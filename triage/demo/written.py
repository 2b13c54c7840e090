"""A request that the newcomer writes in the web inbox, as the e-mail that reaches the FOI mailbox."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from triage.casework.letter import Letter, LetterError, clean_body, clean_header, mailbox, name_and_address
from triage.casework.letter import compose as wire
from triage.demo.sent import SentLetter

LONGEST_TEXT = 100_000


@dataclass(frozen=True)
class NewRequest:
    """The fields of the form. `reply` is the number of the letter that is answered, or 0."""

    name: str = "Robin Example"
    email: str = "robin@resident.example"
    subject: str = ""
    text: str = ""
    reply: int = 0

    @staticmethod
    def reply_to(letter: SentLetter) -> "NewRequest":
        """A form that answers a letter, from the person it went to, with the letter quoted."""
        name, address = name_and_address(letter.to.split(",")[0])
        quoted = "\n".join(f"> {line}" for line in letter.text.splitlines())
        subject = letter.subject if re.match("re:", letter.subject, re.IGNORECASE) else f"Re: {letter.subject}"
        return NewRequest(name, address, subject, f"\n\nOn {letter.day}, you wrote:\n{quoted}\n", letter.number)

    def problems(self) -> dict[str, str]:
        """What must be mended, by field; empty when it can be delivered."""
        found = {}
        try:
            name_and_address(self.email)
        except LetterError:
            found["email"] = "Enter an e-mail address, like robin@resident.example"
        if not self.text.strip():
            found["text"] = "Enter the text of the request"
        if len(self.text) > LONGEST_TEXT:
            found["text"] = f"Shorten the text to {LONGEST_TEXT:,} characters"
        return found


def compose(form: NewRequest, to: str, at: datetime, answered: SentLetter | None = None) -> bytes:
    """The e-mail, dated `at`; a reply is threaded to the letter it answers. Raises LetterError."""
    address = name_and_address(form.email)[1]
    letter = Letter(
        sender=mailbox(clean_header(form.name, 100), address),
        recipients=(to,),
        subject=clean_header(form.subject, 200),
        body=clean_body(form.text),
        message_id=f"<{uuid4().hex}@{address.rpartition('@')[2]}>",
        in_reply_to=answered.message_id if answered else "",
        references=(*answered.references, answered.message_id) if answered else (),
    )
    return wire(letter, at)
