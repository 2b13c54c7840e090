"""Text search over requests: FTS5 on SQLite, a tsvector on PostgreSQL. What is typed is only ever words."""

import re
import secrets
from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlmodel import Session

from triage.store.text import first_words, storable

MOST_TERMS = 20

ON_SQLITE = """
SELECT foi_case.reference, foi_case.subject, foi_case.state, foi_case.due_on,
       snippet(case_words, 2, :open, :close, ' … ', 24) AS found
FROM case_words JOIN foi_case ON foi_case.id = case_words.rowid
WHERE case_words MATCH :words ORDER BY bm25(case_words), foi_case.id DESC LIMIT :most
"""
ON_POSTGRESQL = """
SELECT reference, subject, state, due_on,
       ts_headline('english', left(text, 200000), wanted, :shape) AS found
FROM foi_case, websearch_to_tsquery('english', :words) AS wanted
WHERE case_words @@ wanted ORDER BY ts_rank(case_words, wanted) DESC, id DESC LIMIT :most
"""


@dataclass(frozen=True)
class Hit:
    """A case that holds all words. `found` is a piece of its text as (characters, whether they are a word sought)."""

    reference: str
    subject: str
    state: str
    due_on: date
    found: tuple[tuple[str, bool], ...]


def search(session: Session, words: str, most: int = 50) -> list[Hit]:
    """Cases whose reference, subject and text hold all the words, best first; empty for no word at all."""
    terms = re.findall(r"\w+", storable(words))[:MOST_TERMS]
    if not terms:
        return []
    quoted = " ".join(f'"{term}"' for term in terms)
    marks = [f"{side}{secrets.token_hex(8)}" for side in "oc"]  # so that nothing in a request is taken for our marks
    given = {"words": quoted, "open": marks[0], "close": marks[1], "most": most}
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    if on_postgresql:
        given["shape"] = f"StartSel={marks[0]}, StopSel={marks[1]}, MinWords=12, MaxWords=24, MaxFragments=1"
    rows = session.connection().execute(text(ON_POSTGRESQL if on_postgresql else ON_SQLITE), given)
    return [
        Hit(row.reference, first_words(row.subject), row.state, _date(row.due_on), _marked(row.found, marks))
        for row in rows
    ]


def _marked(snippet: str, marks: list[str]) -> tuple[tuple[str, bool], ...]:
    pieces = re.split("|".join(marks), snippet or "")
    return tuple((piece, n % 2 == 1) for n, piece in enumerate(pieces) if piece)


def _date(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
