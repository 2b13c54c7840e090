"""Why a letter may not be written from the facts there are: each reason a sentence that says what to do.

No "not held" without a recorded search, or a named person's reason why none could find it; no section 21 without a
register entry that can be used today, and neither under another law than the FOIA (promise 5).
"""

import re
from collections.abc import Iterator

from triage.casework.clock import Calendar, CalendarError, due_date, in_words
from triage.casework.register import not_under, usable
from triage.casework.request import LAWS
from triage.casework.searching import against_not_held
from triage.letters.facts import (
    Asked,
    CaseFacts,
    NotHeldQuestion,
    PublishedQuestion,
    Search,
)
from triage.settings import Settings

SAYS_NOTHING = re.compile(r"\W*(n\s*/?\s*a|not applicable|none|nil|tbc|tba|unknown|as above|xx+)?\W*", re.IGNORECASE)
PERSON = re.compile(r"@|\b(Mr|Mrs|Ms|Miss|Mx|Dr|Councillor)\b\.? [A-Z]")
DELETED = re.compile(r"\b(delet|destroy|eras|shred|purg|dispos|overwrit)\w*", re.IGNORECASE)
NIL = re.compile(
    r"\b(zero|there (are|were) none|we have (not (made|entered|agreed)|(made|entered|agreed) no))\b", re.IGNORECASE
)
SENSITIVE = re.compile(
    r"\b(intelligence|surveillance|informants?|covert|counter.?terroris[mt]|Prevent|under investigation)\b"
)


def reasons(facts: CaseFacts, settings: Settings, calendar: Calendar) -> list[str]:
    """Every reason why this letter may not be written now; empty when it may."""
    found = list(_case(facts, settings, calendar))
    questions = getattr(facts, "questions", [])
    if not questions:
        found.append("The letter names no question: add at least one, word for word.")
    for place, question in enumerate(questions, 1):
        name = _name(question, place)
        if not question.text.strip():
            found.append(f"{name} has no words: give the requester's own.")
        found += [f"{name}: {reason}" for reason in _of_letter(facts, question)]
    return found


def warnings(facts: CaseFacts, settings: Settings) -> list[str]:
    """What an officer should look at before approving; nothing here stops the letter."""
    found = []
    if (facts.written_on - settings.regulator.checked_on).days > 365:
        checked = in_words(settings.regulator.checked_on)
        found.append(
            f"The regulator's details were last checked on {checked}: check them and set regulator.checked_on."
        )
    if settings.authority.nation == "wales":
        found.append("A Welsh authority sends this in Welsh too, unless the requester asked for English only.")
    if facts.written_on > facts.due_on:
        found.append(f"The answer was due on {in_words(facts.due_on)}, which has passed. Consider an apology.")
    for place, question in enumerate(getattr(facts, "questions", []), 1):
        found += [f"{_name(question, place)}: {warning}" for warning in _warnings_of(question)]
    return found


def _case(facts: CaseFacts, settings: Settings, calendar: Calendar) -> Iterator[str]:
    if settings.authority.nation == "scotland":
        yield "A Scottish authority answers under the FOISA, and that letter is not here yet: write it by hand."
    if facts.written_on < facts.received_on:
        yield f"The letter is dated {in_words(facts.written_on)}, before the request came: correct written_on."
    try:
        due = due_date(facts.received_on, calendar).due_on
    except CalendarError as error:
        yield f"The due date cannot be checked: {error}."
        return
    if facts.due_on > due:
        yield (
            f"{in_words(facts.due_on)} is later than the law allows: the 20th working day after "
            f"{in_words(facts.received_on)} is {in_words(due)}. Correct due_on."
        )
    if facts.due_on <= facts.received_on:
        yield f"due_on is {in_words(facts.due_on)}, which is not after the day of receipt: correct it."


def _of_letter(facts: CaseFacts, question: Asked) -> Iterator[str]:
    """Reasons that lie in one question."""
    if isinstance(question, NotHeldQuestion):
        yield from _not_held(facts, question)
    elif isinstance(question, PublishedQuestion):
        yield from _section_21(facts, question)
    elif question.regime in ("foisa", "eisr"):
        yield f"it falls under {LAWS[question.regime]}, and that acknowledgement is not here yet: write it by hand."


def _not_held(facts: CaseFacts, question: NotHeldQuestion) -> Iterator[str]:
    if question.regime != "foia":
        rule = "; regulation 12(4)(a) needs a refusal notice of its own" if question.regime == "eir" else ""
        yield f"it falls under {LAWS[question.regime]}, so this FOIA letter is not for it{rule}: answer it apart."
    if question.search is None:
        yield "there is no search record. Ask the team to record who searched, where, what for and when."
    elif question.search.nobody_could.strip():
        yield from _nobody_could(question.search, facts)
    else:
        yield from _searched(question.search, facts)


def _section_21(facts: CaseFacts, question: PublishedQuestion) -> Iterator[str]:
    if not_under(question.regime):
        yield f"{not_under(question.regime)}."
    if not question.entries:
        yield "no register entry is chosen. Choose one that says exactly where the information is, or add it first."
    for entry in question.entries:
        yield from usable(entry, facts.written_on)
        if entry.attached:
            yield f'"{entry.title}" is attached, so it is disclosed: leave out section 21 or the attachment.'


def _searched(search: Search, facts: CaseFacts) -> Iterator[str]:
    """What a record of a search lacks (law: who, where, what for, when and why nothing is held)."""
    needed = {
        "which function searched (searched_by)": search.searched_by,
        "where they looked (systems)": search.systems,
        "what they looked for or for which period (terms, period)": f"{search.terms} {search.period}",
        "why nothing is held (why_none)": search.why_none,
    }
    for what, value in needed.items():
        if SAYS_NOTHING.fullmatch(value):
            yield f"the search record does not say {what}. Ask the team for it, in words."
    if search.searched_on is None:
        yield "the search record has no date (searched_on). Ask the team when they searched."
    elif search.searched_on < facts.received_on:
        yield f"the search was made on {in_words(search.searched_on)}, before the request came. Have it searched again."
    elif search.searched_on > facts.written_on:
        yield f"the search is dated {in_words(search.searched_on)}, after this letter. Correct the date."
    yield from _of_any_record(search, facts)


def _nobody_could(search: Search, facts: CaseFacts) -> Iterator[str]:
    if not search.recorded_by.strip():
        yield "the reason why nobody could find it has no name to it (recorded_by). A named person must stand for it."
    if SAYS_NOTHING.fullmatch(search.nobody_could):
        yield "the reason why nobody could find it says nothing (nobody_could). Give it in words."
    yield from _of_any_record(search, facts)


def _of_any_record(search: Search, facts: CaseFacts) -> Iterator[str]:
    if PERSON.search(search.searched_by) or PERSON.search(search.recorded_role):
        yield "the record names a person where a function belongs. Name the function or the role."
    yield from (f"{reason}." for reason in against_not_held(search, facts.received_on))


def _warnings_of(question: Asked) -> Iterator[str]:
    if question.regime == "sar":
        yield "it seems to ask for the requester's own data. Handle it apart, under data protection law."
    if question.regime == "bau":
        yield "it can perhaps be answered at once, as ordinary business. What is not answered in full stays a request."
    search = question.search if isinstance(question, NotHeldQuestion) else None
    if search is None:
        return
    if SENSITIVE.search(f"{question.stem} {question.text}"):
        yield "saying that nothing is held may itself tell something here. Consider neither confirming nor denying."
    said = f"{search.why_none} {search.nobody_could}"
    if DELETED.search(said) and search.deleted_on is None:
        yield "the record says that it was deleted, but not when. If it was after the request, stop: section 77."
    if NIL.search(said):
        yield 'if the true answer is "none" or a count of nought, that is an answer and not "not held".'


def _name(question: Asked, place: int) -> str:
    return f"Question {question.label}" if question.label else f"Question in place {place}"
