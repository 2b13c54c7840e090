"""What became of one message, as a line for people and as the object that `--json` prints."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from triage.casework.clock import in_words

CHOOSE = "a person must choose"
WIDEST_SUBJECT = 60


@dataclass(frozen=True)
class Line:
    """`due` is the due date of a case, or the possible one of a parked message; `teams` a slug for each question."""

    became: str
    message_id: str = ""
    file: str | None = None
    reference: str = ""
    kind: str = ""
    questions: int = 0
    due: date | None = None
    reason: str = ""  # why it became that; of a case, why it was judged a request
    subject: str = ""
    teams: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The object of `triage ingest --json`; docs/commands.md lists its fields."""
        return {
            "message_id": self.message_id,
            "file": self.file,
            "became": self.became,
            "reference": self.reference,
            "kind": self.kind,
            "questions": self.questions,
            "due": self.due.isoformat() if self.due else None,
            "reason": self.reason,
        }

    def sentence(self) -> str:
        """One line: what it became, its subject, questions and teams with the due date, or why it opened no case."""
        subject = self.subject[:WIDEST_SUBJECT] or "(no subject)"
        parts = [f"{self.became:10} {self.reference:14} {subject:{WIDEST_SUBJECT}}"]
        if self.questions:
            parts.append(f"{self.questions} question{'s' * (self.questions != 1)}")
        parts.append(", ".join(dict.fromkeys(team or CHOOSE for team in self.teams)))
        if self.due:
            parts.append(f"{'due' if self.became == 'case' else 'possibly due'} {in_words(self.due)}")
        why = "" if self.became == "case" else self.reason
        return "  ".join(part for part in [*parts, why] if part).rstrip()
