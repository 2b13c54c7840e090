"""What every finished letter must say, and what none may: run over each draft, and again after an officer's edit.

Lines that quote the requester ("> ") and what stands in quotation marks are theirs, and are not judged.
"""

import re
from collections.abc import Iterator
from typing import Any

from triage.casework.clock import in_words
from triage.letters.facts import Acknowledgement, CaseFacts
from triage.settings import Settings

QUOTED = re.compile(r'^(>.*|Dear .*|Your subject: .*)$|"[^"\n]*"', re.MULTILINE)
BANNED = {
    r"\bN/A\b": 'says "N/A", which is no finding: say in words what the answer is',
    r"(?<!UK )\bGDPR\b": 'says "GDPR" without "UK": the law here is the UK GDPR',
    r"\b(Data Protection Act|DPA) 1998\b": "cites the Data Protection Act 1998, which was repealed: cite the 2018 Act",
    r"\b(within|in|by) (20|40|twenty|forty) (calendar )?days\b": "counts days where the law counts working days",
    r"\b(two|2|three|3) months\b.{0,60}\b(review|complain)": "gives a time for complaints that is out of date",
    r"01625 ?545|\bico\.gov\.uk\b|\bOPSI\b": "holds contact details that are no longer in use",
    r"\bschedule 1 (to|of) the (DPA|Data Protection Act)\b": "cites principles of the repealed 1998 Act",
    r"\b(proof of (your )?identity|why you want|reasons? for (asking|your request))\b": "asks who or why; FOI does not",
    r"\bopen government licen[cs]e\b": "offers a licence, and this letter discloses nothing to license",
    r"\{\{|\}\}|\[(insert|name|date)\b": "still holds a blank to be filled in",
}
FORECASTS = {
    r"\bwe (will|shall) (provide|disclose|release|send|give|supply)\b": "promises an answer",
    r"\bexempt|\brefus(e|al)\b|\bwithh(e|o)ld": "foretells a refusal",
    r"\b(not held|do not hold|don't hold)\b": "foretells that nothing is held",
}
PROMISED = re.compile(r"no later than (\w{3} \d{1,2} \w+ \d{4})")
LEFT = re.compile(r"\b(One|\d{1,4}) other questions? we are still dealing with")
LAW = r"Freedom of Information Act 2000"


def problems(letter: str, body: str, settings: Settings) -> list[str]:
    """A sentence for each thing a letter's text lacks or may not say; works on edited text as well."""
    return forbidden(letter, body) + lacking(letter, body, settings)


def forbidden(letter: str, body: str) -> list[str]:
    """A sentence for each thing that the letter says and may not."""
    ours = QUOTED.sub("", body)
    patterns = BANNED | (FORECASTS if letter == "acknowledgement" else {})
    return [f"The letter {why}." for pattern, why in patterns.items() if re.search(pattern, ours, re.IGNORECASE)]


def miscounted(facts: CaseFacts, body: str) -> list[str]:
    """A sentence where the letter tells of another number of questions that are left than there are now."""
    left = getattr(facts, "questions_left", 0)
    told = LEFT.findall(QUOTED.sub("", body))
    if not told or told == [{0: "no", 1: "One"}.get(left, str(left))]:
        return []
    return [f"The letter says how many questions are left; it is {left} now. Write it again from the facts."]


def foretold(letter: str, body: str) -> list[str]:
    """An acknowledgement finds nothing: neither what is held nor what may be refused. A sentence for each finding."""
    if letter != "acknowledgement":
        return []
    ours = QUOTED.sub("", body)
    found = [words for words in ("do not hold", "not held", "We hold", "section 21", "exempt") if words in ours]
    return [f'An acknowledgement cannot say "{words}": write the answer as a letter of its own.' for words in found]


def lacking(letter: str, body: str, settings: Settings) -> list[str]:
    """A sentence for each block that every such letter must hold and this one does not."""
    needed = _needed(letter, settings).items()
    return [f"The letter lacks {what}: put it back." for what, pattern in needed if not re.search(pattern, body)]


def lost(facts: CaseFacts, body: str) -> list[str]:
    """A sentence for each fact of this very case that the letter must give and does not: its reference, an
    acknowledgement's due date, and the words of every question."""
    found = []
    if not re.search(rf"^Our reference: {re.escape(facts.reference)}$", body, re.MULTILINE):
        found.append(f'The letter lacks the line "Our reference: {facts.reference}": put it back.')
    due, promised = in_words(facts.due_on), PROMISED.findall(body)
    if isinstance(facts, Acknowledgement) and promised and due not in promised:
        found.append(f"The letter gives another due date than {due}: put that one back.")
    for place, question in enumerate(getattr(facts, "questions", []), 1):
        if quoted(question.text) not in body:
            found.append(f"The letter leaves out the words of question {place}: put them back.")
    return found


def quoted(text: str) -> str:
    """Somebody else's words, each line marked as theirs."""
    return "\n".join(f"> {line}".rstrip() for line in text.strip("\n").split("\n"))


def _needed(letter: str, settings: Settings) -> dict[str, str]:
    """What a letter must hold, as a pattern each (law: 3.1 to 3.3 and 3.6 of our reference, FOIA s.1, s.17, s.21)."""
    every = {
        "the date of receipt": r"(?m)^Received: \S",
        "its own date": r"(?m)^Date of this letter: \S",
        "the law it is written under": f"{LAW}|Environmental Information Regulations 2004",
        "the requester's own words": r"(?m)^> ?\S",
        "how to reach us": re.escape(settings.authority.foi_address),
    }
    if letter == "acknowledgement":
        return every | {
            "the due date": r"(promptly|as soon as possible) and no later than \w{3} \d",
            "the link to our privacy notice": re.escape(settings.authority.privacy_url),
        }
    return every | _rights(settings) | _findings(letter)


def _rights(settings: Settings) -> dict[str, str]:
    return {
        "the address for an internal review": re.escape(settings.authority.review_address),
        "the time for asking for a review": rf"{settings.authority.review_days} working days",
        "the right to go to the regulator": rf"section 50 of the {LAW}",
        "the regulator's name": re.escape(settings.regulator.name),
        "the regulator's form": re.escape(settings.regulator.complaint_url),
        "the regulator's telephone number": re.escape(settings.regulator.telephone),
        "the regulator's address": re.escape(settings.regulator.address),
    }


def _findings(letter: str) -> dict[str, str]:
    if letter == "not_held":
        return {
            "the finding": r"We do not hold this information",
            "section 1(1)(a)": r"[Ss]ection 1\(1\)\(a\)",
        }
    return {
        "the confirmation that we hold it": r"We hold this information",
        "the exemption with its subsection": r"section 21\(1\)",
        "the notice of refusal": r"section 17\(1\)",
        "where the information is": r"(?m)^(Link|How to get it): \S",
        "the offer of help": r"tell us and we will help",
    }


def untold(facts: CaseFacts, body: str) -> list[str]:
    """What the letter's evidence is today and its text does not say: the text was written from other evidence, or an
    edit took it out. A sentence for each."""
    return [
        f'The text does not say "{said}", which is what is on record now. Write it again from the facts.'
        for question in facts.model_dump()["questions"]
        for said in _evidence_said(question)
        if " ".join(said.split()) not in " ".join(body.split())
    ]


def _evidence_said(question: dict[str, Any]) -> Iterator[str]:
    """The words of a question's evidence that its letter must carry."""
    search = question.get("search") or {}
    if search.get("nobody_could"):
        yield search["nobody_could"].strip().rstrip(".")
    elif search.get("searched_on"):
        yield from (in_words(search["searched_on"]), search["systems"].strip().rstrip("."))
    for entry in question.get("entries", ()):
        yield entry["url"] or entry["how"].strip().rstrip(".")
