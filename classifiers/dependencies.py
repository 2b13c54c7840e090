"""Which question only makes sense with another: by label ("If YES to (8)"), cascade ("If so"), pronoun ("of those").

A label that cannot be meant, because it names the question itself or none at all, is kept as a slip with the likely
meaning; nothing of the requester's text is repaired.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from classifiers.splitting.asking import clipped
from classifiers.splitting.gathering import Split, SplitQuestion

BY_LABEL, BY_CASCADE, BY_STEM, BY_PRONOUN, BY_NOUN, BY_SLIP = 0.95, 0.85, 0.7, 0.65, 0.5, 0.6
LONGEST_RANGE = 12
# Key under which the sub-parts of a number are found.
PARTS_OF = "parts of "
# A pronoun further into a question looks back at the question's own words.
NEAR_THE_FRONT = 60


@dataclass(frozen=True)
class Link:
    """A question leans on question `on` (0-based). `written` is the requester's wording, `slip` a label in error."""

    on: int
    confidence: float
    written: str
    slip: bool = False


LABEL = r"\d{1,3}(?:\s?\(?[a-h]\)?|[a-h])?(?![\d.]*\d|st|nd|rd|th|%)"
# "question 3/4", "Q1 and Q2", "yes to (8)", "questions 1-4", "answered no to 2 or 3".
MENTION = re.compile(
    r"\b(?:questions?|qs?|requests?|(?:yes|no|answer|answers|answered|response|reply|positive|affirmative|"
    r"negative|applies|given)[\"'”’)]*"
    rf"(?: is yes| is no)? (?:to|in|for))[\s.]*(?:questions?|qs?)?[\s.(]*(?P<labels>{LABEL}(?:[)\s]*(?:,|/|&|"
    rf"-|–|and/or|and|or|to)[\s(]*(?:questions?|qs?)?[\s.(]*{LABEL})*)",
    re.I,
)
# "(see 4 above)", "as in 3 above", "point 2 above".
ABOVE = re.compile(
    rf"\b(?:see|in|to|at|of|item|point|part|number|no\.?)\s+\(?(?P<labels>{LABEL}(?:\s*(?:,|&|and|"
    rf"or)\s*{LABEL})*)\)? (?:above|below)\b",
    re.I,
)
# A quarter of a year, not a question: "Q3 2021", "Q1 2019/20".
QUARTER = re.compile(
    r"\bq[1-4]\s*(?:of\s*)?(?:19|20)\d\d|(?:19|20)\d\d(?:[/-]\d\d)?\s*q[1-4]\b|\bq[1-4]\s*[/-]\s*\d\d\b", re.I
)
EACH_LABEL = re.compile(r"(?P<n>\d{1,3})\s?\(?(?P<sub>[a-h])?\)?", re.I)
RANGE = re.compile(r"^[\s)]*(?:-|–|to)[\s(]*(?:questions?|qs?)?[\s.(]*$", re.I)
# What follows a label where a question speaks of itself: "If question 4 cannot be done".
OF_ITSELF = re.compile(
    r"[)\s]*(?:can|could|is|are|would|should|may|might|must|will|takes?|exceeds?|alone|only)\b", re.I
)
NAMES_A_QUESTION = re.compile(r"q|request", re.I)
# "If so", "If yes", "If not", "If it does": takes up the question before. "If held", "If possible" do not.
CASCADE = re.compile(
    r"[\"'“‘(\[\s]*(?:and |but |or )?(?:if|where|when)[\s,]*(?:[\"'“‘]?(?:so|not|yes|no)\b(?! (?:records?|"
    r"information|data|figures|one|such|longer|breakdown|total)\b)|(?:the |your )?answer (?:is|was)|"
    r"(?:it|they|he|she) (?:does|do|did|has|have|is|are|was|were|must|will|can)\b(?! (?:held|possible|"
    r"not held|easier|available|unclear|necessary))|you (?:did|do|have|are|were|answered|said)\b[^,]{0,30},|"
    r"(?:there (?:is|are|was|were))(?! (?:a )?(?:dispute|doubt|query|question|cost|charge|problem|issue|any|"
    r"no)\b)|any (?:were|was|have|has|did|do)\b|none\b|this is the case|that is the case)",
    re.I,
)
# "Of those", "how many of them", "of these cases": counts within the answer before.
PRONOUN = re.compile(
    r"\b(?:of|among|amongst|in|for|from) (?:all )?(?P<what>(?:those|theses?|them|these)(?: (?!years?|areas?|"
    r"months?|periods?|times?|dates?|questions?|days?|each\b)[a-z]+)?|the above)\b",
    re.I,
)
# "If not", "If no", "If it does not": the other branch of a question.
NEGATIVE = re.compile(
    r"[\"'“‘(\[\s]*(?:and |but |or )?(?:if|where|when)[\s,]*[\"'“‘]?(?:not?\b|"
    r"(?:the |your )?answer (?:is|was)[\s\"'“‘]*no\b|"
    r"(?:it|they|you|he|she) \w+(?:n['’]t| not)\b)",
    re.I,
)
# "What did they cost?": the thing itself was named before.
STANDS_FOR = re.compile(
    r"[\"'“‘(\[\s]*(?:and |but |also,? )?(?:who|what|when|where|why|how|which)(?: \w+){0,2}? "
    r"(?P<what>(?:did|do|does|were|was|are|is|have|has|had|will) (?:they|it)\b|"
    r"(?:made|owns?|runs?|pays?|paid|supplies|supplied|services?|checks?|approved|signed|wrote|uses?) (?:them|it)\b)"
    r"[^,;]{0,40}$",
    re.I,
)
# "That contract", "such cases", "those fines": a noun of the question before taken up.
NOUN = re.compile(
    r"\b(?:(?<=of )that|(?<=in )that|(?<=for )that|(?<=is )that|(?<=was )that|(?<=did )that|those|these|such|"
    r"this|the same) (?P<noun>[a-z]{4,})\b",
    re.I,
)
NOT_A_NOUN = frozenset(
    """
    time year years period which were have been that this with from they there where when what date financial month
    months would could will area
    """.split()  # noqa: SIM905
)


def find(text: str, split: Split) -> list[list[Link]]:
    """One list of links for each question, in order; each link leads to another question of the same request."""
    words = [clipped(" ".join(text[a:b] for a, b in question.spans)) for question in split.questions]
    places: dict[str, list[int]] = {}
    for index, question in enumerate(split.questions):
        label = plain_label(question.label)
        places.setdefault(label, []).append(index)
        if stem := re.match(r"\d+(?=[a-z])", label):
            places.setdefault(PARTS_OF + stem.group(), []).append(index)
    found: list[list[Link]] = []
    for index, question in enumerate(split.questions):
        found.append(links_of(text, words, index, question, split.questions, places, found))
    return found


def links_of(
    text: str,
    words: Sequence[str],
    index: int,
    question: SplitQuestion,
    questions: Sequence[SplitQuestion],
    places: dict[str, list[int]],
    before: Sequence[Sequence[Link]],
) -> list[Link]:
    """The links of one question, the surest kind that it has."""
    if labelled := list(by_label(words[index], index, places)):
        return unique(labelled)
    parent = parent_of(index, question, questions)
    if cascade := CASCADE.match(words[index]):
        target = parent if parent is not None else turned_from(words, index, before)
        return [Link(target, BY_CASCADE, cascade.group().strip())] if target >= 0 else []
    if parent is not None:
        return [Link(parent, BY_STEM, "")]
    stem = clipped(" ".join(text[a:b] for a, b in question.stem))
    return by_pronoun(words, stem, index, before) if index else []


def turned_from(words: Sequence[str], index: int, before: Sequence[Sequence[Link]]) -> int:
    """What a cascade takes up: the question before, but "If not" behind "If so" means what that one means."""
    earlier = CASCADE.match(words[index - 1]) if index else None
    turns = NEGATIVE.match(words[index]) and earlier and not NEGATIVE.match(words[index - 1])
    return before[index - 1][0].on if turns and before[index - 1] else index - 1


def plain_label(label: str) -> str:
    """A label as it is compared: "Q3 (a)" is "3a"."""
    return re.sub(r"[^a-z0-9.]", "", re.sub(r"^q", "", label.lower()))


def by_label(words: str, index: int, places: dict[str, list[int]]) -> Iterator[Link]:
    """Links to the labels that the question names; its own label counts, as a slip, only where it names no other."""
    quarters = [found.span() for found in QUARTER.finditer(words)]
    mentions = [found for pattern in (MENTION, ABOVE) for found in pattern.finditer(words)]
    mentions = [m for m in mentions if not any(a <= m.start() < b for a, b in quarters)]
    named = [(label, balanced(words, m)) for m in mentions for label in labels_in(m["labels"])]
    for label, written in named:
        link = link_to(label, index, places, written)
        alone = len(named) == 1 or index not in places.get(label, [])
        itself = OF_ITSELF.match(words, mentions[0].end()) and NAMES_A_QUESTION.match(written)
        if link and (not link.slip or (alone and not itself)):
            yield link


def balanced(words: str, mention: re.Match[str]) -> str:
    """The mention as written, with the bracket that closes its last label: "YES to (8)"."""
    written = mention.group().strip()
    follows = re.match(r"\s?\)", words[mention.end() :])
    if written.count("(") > written.count(")") and follows:
        return words[mention.start() : mention.end()].lstrip() + follows.group()
    return written.removesuffix(")") if written.count(")") > written.count("(") else written


def labels_in(written: str) -> Iterator[str]:
    """The labels of "3/4", "1, 2 or 3", "1-4" one by one."""
    last_end, last = 0, 0
    for found in EACH_LABEL.finditer(written):
        number = int(found["n"])
        if last and RANGE.match(written[last_end : found.start()]) and last < number <= last + LONGEST_RANGE:
            yield from (str(n) for n in range(last + 1, number))
        yield found["n"] + (found["sub"] or "").lower()
        last_end, last = found.end(), number


def link_to(label: str, index: int, places: dict[str, list[int]], written: str) -> Link | None:
    """The question that carries the label, the nearest before; a slip means the question before this one."""
    there = [place for place in places.get(label, []) if place != index]
    earlier = [place for place in there if place < index]
    own = index in places.get(label, [])
    if earlier and not own:
        return Link(earlier[-1], BY_LABEL, written)
    if there and not own:
        return Link(there[0], BY_LABEL, written)
    if earlier and len(places.get(label, [])) > 2:
        return Link(earlier[-1], BY_NOUN, written)
    if not own and (parts := parts_of(label, places, index)):
        missing = not label.isdigit()
        return Link(parts[0], BY_NOUN if missing else BY_LABEL, written, slip=missing)
    return Link(index - 1, BY_SLIP, written, slip=True) if index else None


def parts_of(label: str, places: dict[str, list[int]], index: int) -> list[int]:
    """The sub-parts where a label names a stem ("3" for 3a, 3b); for a "3b" that is not there, the whole or a part."""
    found = re.match(r"\d+", label)
    whole = found.group() if found else ""
    inside = [place for place in places.get(PARTS_OF + whole, [])[:LONGEST_RANGE] if place < index]
    there = [place for place in places.get(whole, []) if place < index]
    return (inside if label == whole else []) or there or inside[::-1]


def parent_of(index: int, question: SplitQuestion, questions: Sequence[SplitQuestion]) -> int | None:
    """The question whose own words are this one's stem."""
    stems = set(question.stem)
    for back in range(index - 1, max(-1, index - 30), -1):
        if stems & set(questions[back].spans):
            return back
    return None


def by_pronoun(words: Sequence[str], stem: str, index: int, before: Sequence[Sequence[Link]]) -> list[Link]:
    """Links by "of those" or a noun taken up; the same words as the question before mean the same as there."""
    if found := PRONOUN.search(words[index][:NEAR_THE_FRONT]):
        again = PRONOUN.search(words[index - 1])
        if again and again["what"].lower() == found["what"].lower() and before[index - 1]:
            return [Link(link.on, BY_PRONOUN, found.group()) for link in before[index - 1]]
        return [Link(index - 1, BY_PRONOUN, found.group())]
    if found := STANDS_FOR.match(words[index]):
        return [Link(index - 1, BY_NOUN, found["what"])]
    for found in NOUN.finditer(words[index]):
        noun, head = found["noun"].lower(), words[index][: found.start()].lower()
        known = noun in NOT_A_NOUN or noun in head or noun[:5] in stem.lower()
        if not known and noun[:5] in words[index - 1].lower():
            return [Link(index - 1, BY_NOUN, found.group())]
    return []


def unique(links: Sequence[Link]) -> list[Link]:
    """Each question once, the first mention kept."""
    return list({link.on: link for link in reversed(links)}.values())[::-1]
