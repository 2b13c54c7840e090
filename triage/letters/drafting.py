"""Facts and a letter's name → its text, or every reason why it may not be written.

Templates run in a sandbox with strict undefined. What a requester wrote is only ever a value in them, cleaned of
control characters, and is quoted line by line, so that no word of theirs can pass for one of ours.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import ValidationError

from triage.casework.clock import Calendar, CalendarError, add_working_days, calendar_for, in_words
from triage.casework.letter import clean_body, clean_header
from triage.letters import checks, evidence
from triage.letters.facts import LETTERS, CaseFacts, problems
from triage.settings import Settings, bundled

FILES = ("subject.txt", "body.txt")
LONGEST_SUBJECT = 200
EQUALITY_LAWS = {"northern_ireland": "Disability Discrimination Act 1995"}
BEFORE_SUBJECT = re.compile(r"^((re|fw|fwd|aw)\s*:\s*)+", re.IGNORECASE)
KNOWN = {"facts", "authority", "regulator", "letters", "subject", "greeting", "signed", "equality_law", "review_by"}
NAME_OF_PERSON = re.compile(r"[^\d@/<>:\\]{2,80}")


class Refused(Exception):
    """The letter may not be written. `reasons` are sentences that say what is missing and what to do."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Drafted:
    """A letter's text. `warnings` are for the officer; they stop nothing."""

    subject: str
    body: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Review:
    """A letter as it reads now, against its case as it is now, in sentences: `against` stops an approval, `look` are
    for the officer and stop nothing."""

    against: tuple[str, ...]
    look: tuple[str, ...]


def draft(letter: str, facts: CaseFacts, settings: Settings) -> Drafted:
    """Write a letter. Raises Refused with every reason why it may not be written."""
    if not isinstance(facts, _model(letter)):
        raise Refused([f"These are not the facts of {letter}, but of {type(facts).__name__}."])
    against = _reasons(facts, settings)
    if against:
        raise Refused(against)
    try:
        values = _values(facts, settings)
    except CalendarError as error:
        raise Refused([f"{error}."]) from None
    subject, body = clean_header(_render(letter, "subject.txt", values, settings)), _body(letter, values, settings)
    lacking = checks.problems(letter, body, settings) + checks.lost(facts, body)
    if lacking:
        raise Refused(lacking)
    return Drafted(subject, body, tuple(evidence.warnings(facts, settings)))


def review(letter: str, body: str, facts: CaseFacts, settings: Settings) -> Review:
    """Judge a text, which an officer may have edited, by the rules that the letter was drafted by."""
    against = [*_reasons(facts, settings), *checks.lacking(letter, body, settings), *checks.lost(facts, body)]
    against += checks.untold(facts, body)
    against += checks.foretold(letter, body)
    return Review(
        tuple(against),
        (*checks.forbidden(letter, body), *checks.miscounted(facts, body), *evidence.warnings(facts, settings)),
    )


def from_json(letter: str, text: str, settings: Settings) -> Drafted:
    """Write a letter from facts in JSON. Raises Refused with everything that is wrong with them."""
    return draft(letter, read_facts(letter, text), settings)


def read_facts(letter: str, text: str) -> CaseFacts:
    """The facts of a letter from JSON. Raises Refused with a sentence for each thing that is wrong."""
    model = _model(letter)
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        raise Refused(problems(error, model)) from None


def faults(settings: Settings) -> list[str]:
    """What is wrong with the letters' templates of this installation, a sentence each."""
    return [fault for letter in LETTERS for name in FILES for fault in _faults_of(f"{letter}/{name}", settings)]


def _model(letter: str) -> type[CaseFacts]:
    if letter not in LETTERS:
        raise Refused([f"There is no letter {letter!r}; there are {', '.join(LETTERS)}."])
    return LETTERS[letter]


def _reasons(facts: CaseFacts, settings: Settings) -> list[str]:
    try:
        return evidence.reasons(facts, settings, _calendar(settings))
    except CalendarError as error:
        return [f"{error}."]


def _calendar(settings: Settings) -> Calendar:
    return calendar_for(settings.calendar.add, settings.calendar.remove)


def _values(facts: CaseFacts, settings: Settings) -> dict[str, Any]:
    """Everything a template may use. Raises CalendarError."""
    days = settings.authority.review_days
    return {
        "facts": facts,
        "authority": settings.authority,
        "regulator": settings.regulator,
        "letters": settings.letters,
        "subject": _subject(facts),
        "greeting": _greeting(facts.requester_name),
        "signed": facts.officer or settings.letters.signature,
        "equality_law": EQUALITY_LAWS.get(settings.authority.nation, "Equality Act 2010"),
        "review_by": add_working_days(facts.written_on, days, _calendar(settings)),
    }


def _subject(facts: CaseFacts) -> str:
    """The requester's own subject line, without the Re: that each answer adds."""
    own = BEFORE_SUBJECT.sub("", facts.subject).replace(f"[{facts.reference}]", "").strip()
    return own[:LONGEST_SUBJECT].rstrip() or "Your request for information"


def _greeting(name: str) -> str:
    """ "Dear Sam Porter"; what does not look like a name of a person is not repeated."""
    return f"Dear {name}" if NAME_OF_PERSON.fullmatch(name) else "Dear requester"


def _body(letter: str, values: dict[str, Any], settings: Settings) -> str:
    """The text with no more than one blank line between paragraphs of ours."""
    return clean_body(re.sub(r"\n{3,}", "\n\n", _render(letter, "body.txt", values, settings)).lstrip("\n"))


def _render(letter: str, name: str, values: dict[str, Any], settings: Settings) -> str:
    try:
        return _environment(settings.templates_folder).get_template(f"{letter}/{name}").render(values)
    except TemplateNotFound as error:
        raise Refused([f"The template templates/letters/{error.name} is missing: put it back."]) from None
    except (TemplateError, ArithmeticError, TypeError, ValueError) as error:
        raise Refused([f"The template templates/letters/{letter}/{name} cannot be used: {error}."]) from None


def _faults_of(path: str, settings: Settings) -> Iterator[str]:
    environment = _environment(settings.templates_folder)
    try:
        source = environment.loader.get_source(environment, path)[0] if environment.loader else ""
        used = meta.find_undeclared_variables(environment.parse(source))
    except TemplateNotFound:
        yield f"templates/letters/{path} is missing: put it back."
    except TemplateError as error:
        yield f"templates/letters/{path} cannot be used: {error}."
    else:
        yield from (f"templates/letters/{path} uses {name}, which no letter has." for name in sorted(used - KNOWN))


@lru_cache(maxsize=8)
def _environment(folder: Path) -> ImmutableSandboxedEnvironment:
    """The operator's templates before the bundled ones."""
    folders = [folder / "letters", bundled("templates") / "letters"]
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(path) for path in folders]),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "day": in_words,
        "quoted": checks.quoted,
        "sentence": _sentence,
        "named": _named,
        "capitalised": _capitalised,
    }
    return environment


def _sentence(text: str) -> str:
    """Somebody's words on one line with a full stop at their end."""
    words = " ".join(text.split())
    return words + ("" if words.endswith((".", "?", ".)", '."')) else ".")


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _named(label: str) -> str:
    """A question's number as people say it: "Question 11", but "Part 2" and "Q3" as they are."""
    return (
        label if re.match(r"(q|question|part|section|item|your)\b|q\d", label, re.IGNORECASE) else f"question {label}"
    )
