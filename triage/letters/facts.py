"""The facts a letter is written from, as values: from the store, or from a JSON file for `triage letter`.

Every problem is reported at once, a sentence each. Whether the facts are evidence enough is decided beside this.
"""

import difflib
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from triage.casework.letter import clean_body, clean_header
from triage.casework.request import Dependency

LINE_BREAKS = re.compile("[\u2028\u2029]")
SAID = {
    "timezone": "does not say its offset from UTC: write it as 2026-11-22T09:15:00+00:00",
    "datetime": "is not a time such as 2026-11-22T09:15:00+00:00",
    "date": "is not a date such as 2026-11-22",
    "string_too_short": "is empty: fill it in",
    "too_short": "is empty: fill it in",
    "string_too_long": "is longer than {max_length} characters: shorten it",
    "string": "must be text in quotation marks",
    "list": "must be a list in square brackets",
    "bool": "must be true or false",
    "int": "must be a whole number",
    "greater": "must be 0 or more",
    "literal": "must be {expected}",
    "model": "must be an object in braces",
}
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def _words(value: str) -> str:
    """Text of several lines without control characters; line separators of any kind become line ends."""
    return clean_body(LINE_BREAKS.sub("\n", value)).strip("\n")


Line = Annotated[str, AfterValidator(clean_header)]
Needed = Annotated[str, Field(max_length=2_000), AfterValidator(clean_header), Field(min_length=1)]
Words = Annotated[str, AfterValidator(_words)]
RegimeName = Annotated[Literal["foia", "eir", "foisa", "eisr", "sar", "bau"], BeforeValidator(str)]


class Part(BaseModel):
    """Strict: "yes" is no boolean and 0 no date. Every value is cleaned of control characters."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Asked(Part):
    """One question in the requester's own words."""

    label: Line = Field("", description="the requester's own number for it; empty where there was none")
    text: Words = Field(description="the question, word for word")
    stem: Words = Field("", description="the requester's words before it that it needs to be understood")
    regime: RegimeName = Field("foia", description="the law it is answered under")


class Slip(Part):
    """A cross-reference that cannot be meant as written, and how we have read it."""

    question: Needed = Field(description="the number of the question it stands in")
    written: Needed = Field(description='what the requester wrote: "If YES to (11)"')
    meant: Needed = Field(description="the number of the question we take it to mean")


class Unclear(Part):
    """A cross-reference by which nobody can tell which question is meant: the requester is asked."""

    question: Needed = Field(description="the number of the question it stands in")
    written: Needed = Field(description='what the requester wrote: "If yes to question 9"')


class Search(Part):
    """What a team recorded: a search that found nothing, or the reason why nobody could find anything."""

    searched_by: Line = Field("", description="the function that searched, not a person's name")
    systems: Words = Field("", description="where they looked")
    terms: Words = Field("", description="what they looked for")
    period: Line = Field("", description="the period the search covered")
    searched_on: date | None = Field(None, description="the day of the search")
    found_nothing: bool = Field(True, description="false when something was found")
    why_none: Words = Field("", description="why nothing is held")
    held_for_us: Words = Field("", description="who holds it on our behalf; empty or no when nobody does")
    who_else: Words = Field("", description="who else may hold it")
    nobody_could: Words = Field("", description="instead of a search: why nobody could find it")
    recorded_by: Line = Field("", description="the named person who recorded it; never printed")
    recorded_role: Line = Field("", description="that person's role, which is printed")
    deleted_on: date | None = Field(None, description="the day it was deleted, if it once was held")
    deleted_under: Line = Field("", description="the retention rule it was deleted under")


class Holder(Part):
    """Another public authority that may hold it."""

    name: Needed = Field(description="its name")
    contact: Needed = Field(description="where to ask")


class NotHeldQuestion(Asked):
    search: Search | None = Field(None, description="the search record")
    holders: list[Holder] = Field([], description="public authorities that may hold it")
    nearest: Words = Field("", description="the nearest information that we do hold")


class Entry(Part):
    """An entry of the register of what we publish."""

    title: Needed = Field(description="the document's title")
    url: Line = Field("", description="the link to the very place")
    where_in_it: Line = Field("", description="page, table or section")
    period: Line = Field("", description="the period it covers")
    published_on: date | None = Field(None, description="the day it was published")
    basis: Literal["link", "priced", "statutory"] = Field(
        "link", description="why it is accessible: section 21(1), (2)(a) or (2)(b)"
    )
    how: Words = Field("", description="how to get it where there is no link")
    held: bool = Field(True, description="whether we hold it")
    active: bool = Field(True, description="whether the entry is in use")
    checked_at: AwareDatetime | None = Field(None, description="when the link was last looked at, with its offset")
    checked_status: int | None = Field(None, description="the HTTP status it answered")
    checked_note: Line = Field("", description="what was found")
    attached: bool = Field(False, description="true when the same document is attached to the letter")


class PublishedQuestion(Asked):
    entries: list[Entry] = Field([], description="the register entries that answer it")


class CaseFacts(Part):
    """What every letter needs of its case."""

    reference: Needed = Field(description="our reference")
    subject: Line = Field("", description="the subject of the requester's e-mail")
    requester_name: Line = Field("", description="whom the letter addresses")
    received_on: date = Field(description="the London date of receipt")
    due_on: date = Field(description="the statutory date for the reply")
    written_on: date = Field(description="the date of the letter")
    officer: Line = Field("", description="who signs; else the signature of the settings")


class Acknowledgement(CaseFacts):
    regime: Literal["unsettled", "foia", "eir"] = Field("unsettled", description="the law, once it is settled")
    questions: list[Asked] = Field(description="every question, in order")
    also_written: list[Words] = Field(
        [], description="the requester's words that apply to all questions or lie in none"
    )
    slips: list[Slip] = Field([], description="cross-references that we have read otherwise than written")
    unclear: list[Unclear] = Field([], description="cross-references by which we cannot tell which question is meant")


class NotHeld(CaseFacts):
    questions: list[NotHeldQuestion] = Field(description="the questions this letter answers")
    questions_left: int = Field(0, ge=0, description="how many other questions of the request wait for their answer")


class Section21(CaseFacts):
    questions: list[PublishedQuestion] = Field(description="the questions this letter answers")
    questions_left: int = Field(0, ge=0, description="how many other questions of the request wait for their answer")


LETTERS: dict[str, type[CaseFacts]] = {
    "acknowledgement": Acknowledgement,
    "not_held": NotHeld,
    "section_21": Section21,
}


def problems(error: ValidationError, model: type[BaseModel]) -> list[str]:
    """A sentence for each thing that is wrong with the facts."""
    return [_sentence(problem, model) for problem in error.errors(include_url=False)]


def described(model: type[BaseModel], before: str = "") -> Iterator[tuple[str, str, bool, str]]:
    """(name, kind, needed, meaning) of each fact, inner ones as "questions[].text"; for the documentation."""
    for name, field in model.model_fields.items():
        inner = _inner(field.annotation)
        many = "[]" if str(field.annotation).startswith("list") else ""
        kind = "list" if many else "table" if inner else _kind(field.annotation)
        yield before + name, kind, field.is_required(), field.description or ""
        if inner:
            yield from described(inner, f"{before}{name}{many}.")


def slips(labels: Sequence[str], depends_on: Sequence[Sequence[Dependency]]) -> list[Slip]:
    """Our readings of cross-references that cannot be meant as written. One list of dependencies a question."""
    return [
        Slip(question=_called(labels, at), written=link.written, meant=_called(labels, link.on))
        for at, links in enumerate(depends_on)
        for link in links
        if link.slip and not link.unclear and clean_header(link.written)
    ]


def unclear(labels: Sequence[str], depends_on: Sequence[Sequence[Dependency]]) -> list[Unclear]:
    """The cross-references that the requester is asked about. One list of dependencies a question."""
    return [
        Unclear(question=_called(labels, at), written=link.written)
        for at, links in enumerate(depends_on)
        for link in links
        if link.unclear and clean_header(link.written)
    ]


def _called(labels: Sequence[str], at: int) -> str:
    """A question's number, or where it stands: "your third question"."""
    if clean_header(labels[at]):
        return labels[at]
    return f"your {ORDINALS[at]} question" if at < len(ORDINALS) else f"your question in place {at + 1}"


def _sentence(problem: Any, model: type[BaseModel]) -> str:
    place = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in problem["loc"]).lstrip(".")
    kind = problem["type"]
    if kind == "json_invalid":
        return f"The facts are not JSON: {problem['ctx']['error']}."
    if not place:
        return "The facts must be one JSON object."
    if kind == "extra_forbidden":
        return f"{place} is no fact of this letter{_did_you_mean(problem['loc'], model)}"
    if kind == "missing":
        return f"{place} is missing: add it."
    known = next((said for start, said in SAID.items() if kind.startswith(start)), "")
    return f"{place} {known.format(**problem.get('ctx', {}))}." if known else f"{place}: {problem['msg']}."


def _did_you_mean(loc: tuple[int | str, ...], model: type[BaseModel]) -> str:
    for step in loc[:-1]:
        if isinstance(step, str):
            model = _inner(model.model_fields[step].annotation) or model
    close = difflib.get_close_matches(str(loc[-1]), list(model.model_fields), n=1)
    return f"; did you mean {close[0]}?" if close else ": remove it."


def _inner(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in getattr(annotation, "__args__", ()) if (found := _inner(part))), None)


def _kind(annotation: Any) -> str:
    written = str(annotation)
    if "Literal" in written:
        return "one of " + ", ".join(re.findall(r"'(\w+)'", written))
    kinds = {"AwareDatetime": "time", "date": "date", "bool": "true or false", "int": "number"}
    return next((kind for name, kind in kinds.items() if re.search(rf"\b{name}\b", written)), "text")
