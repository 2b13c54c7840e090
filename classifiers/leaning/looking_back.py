"""Words that look back: "If so", "of those", "how many were refused", "each of them", "does it", "that contract".

What they mean is a question before: the one that holds the noun taken up, or what the same words meant there.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from classifiers.leaning.link import (
    BY_CONDITION,
    BY_COUNT,
    BY_EACH,
    BY_INTRODUCED,
    BY_IT,
    BY_MISNAMED,
    BY_NOUN,
    BY_PART_OF,
    BY_THOSE,
    Link,
)
from classifiers.leaning.wording import (
    ABOVE,
    ACTS,
    AT_THE_END,
    BARE,
    BODY_BEFORE,
    CASCADE,
    CONDITION,
    COUNT,
    EACH,
    IT,
    NEGATIVE,
    NEW,
    NOT_A_NOUN,
    NOUN,
    OF_ALL,
    OWN_CLAUSE,
    OWN_THING,
    PART_OF,
    PREPOSITION,
    SOME_OF_THOSE,
    THE,
    THING_IN,
    THOSE,
    VERB,
    WHETHER,
)

# A word further into a question looks back at the question's own words.
NEAR_THE_FRONT = 60
# A question so short that a pronoun at its very end has no room for a meaning of its own.
SHORT = 70
FURTHEST_BACK = 6
SHORTEST_NOUN, STEM, LONGEST_STEM = 4, 5, 8
SINGULAR = frozenset({"it", "this", "that"})
POINTING = (BY_COUNT, BY_THOSE, BY_IT, BY_EACH)
Links = Sequence[Sequence[Link]]


@dataclass(frozen=True)
class Here:
    """A question, not the first, among those of its request.

    `words` are those of all questions, `links` those of all before this one. `back` is the question before, or the
    number whose parts stand before a new number. `opens` is true for the first of a group with a stem of its own: what
    it leaves unsaid is said there.
    """

    words: Sequence[str]
    links: Links
    index: int
    back: int
    stem: str = ""
    opens: bool = False

    @property
    def own(self) -> str:
        return self.words[self.index]

    @property
    def earlier(self) -> str:
        return self.words[self.back]

    def to(self, on: Iterable[int], confidence: float, written: str) -> list[Link]:
        return [Link(each, confidence, written.strip()) for each in on]


def look_back(here: Here) -> list[Link]:
    """The links of a question by the first sign found in it, the surest first."""
    signs = (by_condition, by_those, by_each, by_part_of, by_count, by_it, by_noun, by_introduced)
    return next((links for sign in signs if (links := sign(here))), [])


def turned_from(here: Here, parent: int | None) -> int:
    """What a cascade takes up: the question before, but "If not" behind "If so" means what that one means.

    A part takes up the number it belongs to, unless a part before it asks whether something is so.
    """
    if not here.index:
        return -1
    earlier, there = CASCADE.match(here.earlier), here.links[here.back]
    if NEGATIVE.match(here.own) and earlier and not NEGATIVE.match(here.earlier) and there:
        return there[0].on
    return parent if parent is not None and not WHETHER.match(here.earlier) else here.back


def by_condition(here: Here) -> list[Link]:
    """A condition that takes up a noun of the question before: "Where training exists, …"."""
    found = CONDITION.match(here.own)
    if not found:
        return []
    clause = PREPOSITION.split(found["clause"], maxsplit=1)[0]
    nouns = [noun for noun in re.findall(r"[a-z]{4,}", clause, re.I)[-4:] if is_noun(noun) and not VERB.match(noun)]
    known = any(holds(here.earlier, noun) for noun in nouns)
    return here.to([here.back], BY_CONDITION, found.group().strip(" ,;:–-")) if known else []


def by_those(here: Here) -> list[Link]:
    """A part of what was counted before: "Of those", "how many of them", "for these contracts"."""
    found = THOSE.search(here.own[:NEAR_THE_FRONT])
    if not found or OWN_CLAUSE.search(here.own[: found.start()]):
        return []
    if SOME_OF_THOSE.search(here.own[: found.end() + len(" whose")]):
        return []
    if OF_ALL.search(here.own[: found.end()]):
        unlinked = [at for at in range(max(0, here.index - FURTHEST_BACK), here.index) if not here.links[at]]
        return here.to(unlinked, BY_THOSE, found.group())
    return taken_up(found, BY_THOSE, here) or pointing(found, BY_THOSE, here)


def by_each(here: Here) -> list[Link]:
    """One by one: "each of them", "when did each begin"."""
    found = EACH.search(here.own[: 2 * NEAR_THE_FRONT])
    return pointing(found, BY_EACH, here) if found else []


def by_part_of(here: Here) -> list[Link]:
    """A part of a thing named before: "How many of the appeals …", "Of the students found …"."""
    if found := ABOVE.search(here.own):
        return taken_up(found, BY_PART_OF, here, most=FURTHEST_BACK)
    found = PART_OF.search(here.own[: 2 * NEAR_THE_FRONT])
    if not found or OWN_CLAUSE.search(here.own[: found.start()]):
        return []
    return taken_up(found, BY_PART_OF, here)


def by_count(here: Here) -> list[Link]:
    """A count of nothing named: "How many were refused?"; where the first of a row is so too, the stem says of what."""
    found = COUNT.match(here.own)
    unsaid = not here.links[here.back] and (COUNT.match(here.earlier) or BARE.match(here.earlier))
    return here.to(meant("those", here), BY_COUNT, found.group()) if found and not unsaid and not here.opens else []


def by_it(here: Here) -> list[Link]:
    """The thing itself was named before: "What did they cost?", "Is it open?", "Any plans of it"."""
    if found := IT.match(here.own):
        itself = ACTS.search(found["what"] or "") and BODY_BEFORE.search(here.earlier)
        return [] if itself or here.opens else pointing(found, BY_IT, here)
    found = AT_THE_END.search(here.own) if len(here.own) <= SHORT else None
    if not found or (found["what"] and own_thing(here.own[: found.start()], found["what"].lower() not in SINGULAR)):
        return []
    return pointing(found, BY_IT, here)


def by_noun(here: Here) -> list[Link]:
    """A noun taken up: "that contract", "such cases"."""
    found = (taken_up(noun, BY_NOUN, here) for noun in NOUN.finditer(here.own))
    return next((links for links in found if links), [])


def by_introduced(here: Here) -> list[Link]:
    """A thing now known: "the plan", where the question before is whether there is "a plan"."""
    introduced = [new["noun"].split()[-1] for new in NEW.finditer(here.earlier)]
    for found in THE.finditer(here.own[:NEAR_THE_FRONT]) if introduced else ():
        noun = found["noun"]
        if is_noun(noun) and not holds(here.stem, noun) and any(holds(new, noun) for new in introduced):
            return here.to([here.back], BY_INTRODUCED, found.group())
    return []


def misnamed(here: Here, link: Link) -> Link:
    """A slip where the thing said to be in a question is not there, but in the one beside it.

    "The apprentices in question 2", where only question 3 counts apprentices.
    """
    found = THING_IN.search(here.own)
    if link.slip or link.on >= here.index or not found or not is_noun(found["noun"]):
        return link
    one = re.compile(rf"\b{re.escape(found['noun'][:-1])}s?\b", re.I)
    known = [link.on, *(other.on for other in here.links[link.on])]
    if any(one.search(here.words[at]) for at in known) or one.search(here.stem):
        return link
    beside = (at for at in (link.on + 1, link.on - 1) if 0 <= at < here.index and one.search(here.words[at]))
    return next((Link(at, BY_MISNAMED, link.written, slip=True) for at in beside), link)


def taken_up(found: re.Match[str], confidence: float, here: Here, most: int = 1) -> list[Link]:
    """Links to the nearest questions that hold the noun found, unless this one or its stem said it first."""
    groups = found.groupdict()
    head = here.own[: found.start()]
    nearby = range(here.index - 1, max(-1, here.index - 1 - FURTHEST_BACK), -1)
    for noun in (groups.get("noun") or groups.get("those") or "").split():
        if is_noun(noun) and not holds(head, noun) and not holds(here.stem, noun):
            holding = [at for at in nearby if holds(here.words[at], noun)][:most]
            if holding:
                return here.to([first_named(at, noun, here) for at in holding], confidence, found.group())
    return []


def first_named(at: int, noun: str, here: Here) -> int:
    """The question itself, or the one before that it takes the noun up from."""
    return next((link.on for link in here.links[at] if link.on < at and holds(here.words[link.on], noun)), at)


def pointing(found: re.Match[str], confidence: float, here: Here) -> list[Link]:
    """Links to what a pronoun stands for; "each" and "as a result" have none and mean several."""
    said = next((word for word in map(found.groupdict().get, ("what", "sum", "whose")) if word), "those")
    return here.to(meant(said.split()[-1].lower(), here), confidence, found.group())


def meant(pronoun: str, here: Here) -> list[int]:
    """What a pronoun stands for: the question before, or what the same kind of pronoun meant there."""
    there = here.links[here.back]
    if there and there[0].confidence in POINTING:
        said = frozenset(re.findall(r"[a-z]+", there[0].written.lower()))
        if (pronoun in SINGULAR) == bool(SINGULAR & said):
            return [link.on for link in there]
    return [here.back]


def own_thing(words: str, several: bool) -> bool:
    """Whether the words name a thing, or several, of their own that a pronoun behind them may mean."""
    nouns = (found["noun"] for found in OWN_THING.finditer(words))
    return any(is_noun(noun) and noun.endswith("s") == several for noun in nouns)


def is_noun(word: str) -> bool:
    return len(word) >= SHORTEST_NOUN and word.lower() not in NOT_A_NOUN


def holds(words: str, noun: str) -> bool:
    """Whether the words hold the noun, one or several of it; endings are left off, but not so much as to mix nouns."""
    beginning = noun.lower().rstrip("s")[: max(STEM, min(len(noun) - 3, LONGEST_STEM))]
    return re.search(rf"\b{re.escape(beginning)}", words, re.I) is not None
