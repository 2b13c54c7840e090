"""Which question only makes sense with another: by label ("If YES to (8)"), cascade ("If so"), pronoun ("of those").

A label that cannot be meant, because it names the question itself or none at all, is kept as a slip with the likely
meaning; nothing of the requester's text is repaired.
"""

from collections.abc import Sequence
from dataclasses import replace

from classifiers.leaning.labels import Labels, by_label, plain_label
from classifiers.leaning.link import BY_CASCADE, BY_STEM, Link
from classifiers.leaning.looking_back import Here, by_each, by_part_of, by_those, look_back, misnamed, turned_from
from classifiers.leaning.wording import CASCADE
from classifiers.splitting.asking import Ask, ask_of, clipped
from classifiers.splitting.gathering import Split, SplitQuestion
from classifiers.splitting.passages import Place

# How far before a question the one is looked for whose words are its stem.
FURTHEST_PARENT = 30


def find(text: str, split: Split) -> list[list[Link]]:
    """One list of links for each question, in order; each link leads to another question of the same request."""
    questions = split.questions
    words = [clipped(" ".join(text[a:b] for a, b in question.spans)) for question in questions]
    labels = Labels()
    for question in questions:
        labels.add(question.label)
    parents = [parent_of(index, questions, words) for index in range(len(questions))]
    found: list[list[Link]] = []
    openings: dict[Place, list[Link]] = {}
    for index, question in enumerate(questions):
        here = Here(words, found, index, back(index, parents), *stem_of(text, index, questions))
        links = by_label(here.own, index, labels)
        links = [misnamed(here, links[0])] if len(links) == 1 else links or leaning(here, parents[index])
        if question.stem:
            place = question.stem[-1]
            openings.setdefault(place, by_opening(here, clipped(text[slice(*place)]), labels))
            links = links or openings[place]
        found.append(unique(links))
    return found


def back(index: int, parents: Sequence[int | None]) -> int:
    """The question before; for a new number, the number whose parts stand before it."""
    above = parents[index - 1] if index else None
    return above if above is not None and parents[index] is None else index - 1


def stem_of(text: str, index: int, questions: Sequence[SplitQuestion]) -> tuple[str, bool]:
    """The words of the stem, and whether the question is the first to have it."""
    stem = questions[index].stem
    words = clipped(" ".join(text[a:b] for a, b in stem))
    return words, bool(index and stem) and stem != questions[index - 1].stem


def leaning(here: Here, parent: int | None) -> list[Link]:
    """The links of a question that names no other, the surest kind that it has."""
    if cascade := CASCADE.match(here.own):
        target = turned_from(here, parent)
        return here.to([target], BY_CASCADE, cascade.group()) if target >= 0 else []
    if not here.index:
        return []
    if parent is None:
        return look_back(here)
    return by_those(here) or here.to([parent], BY_STEM, "")


def by_opening(here: Here, opening: str, labels: Labels) -> list[Link]:
    """The links of words that open a group: "For each of the above, please state:"; each of the group has them."""
    if not here.index:
        return []
    group = replace(here, words=[*here.words[: here.index], opening], stem="", opens=False)
    cascade = CASCADE.match(opening)
    return (
        by_label(opening, here.index, labels)
        or (here.to([here.back], BY_CASCADE, cascade.group()) if cascade else [])
        or by_those(group)
        or by_each(group)
        or by_part_of(group)
    )


def parent_of(index: int, questions: Sequence[SplitQuestion], words: Sequence[str]) -> int | None:
    """The question whose own words are this one's stem, and whose label begins this one's."""
    stems = set(questions[index].stem)
    nearby = range(index - 1, max(-1, index - 1 - FURTHEST_PARENT), -1) if stems else range(0)
    above = (at for at in nearby if stems & set(questions[at].spans))
    named = next((at for at in above if begins(questions[at].label, questions[index].label)), None)
    return named if named is not None and asks_alone(words[named], words[index]) else None


def asks_alone(whole: str, part: str) -> bool:
    """Whether the words above a part are a question, not a heading or the beginning of a sentence that parts end."""
    return ask_of(whole) is not Ask.NONE and (part[:1].isupper() or whole.rstrip(") ").endswith(("?", ".", ":-")))


def begins(whole: str, part: str) -> bool:
    """Whether a label is that of a part of the other; where both have none, place alone tells."""
    outer, inner = plain_label(whole), plain_label(part)
    return bool(outer) and inner.startswith(outer)


def unique(links: Sequence[Link]) -> list[Link]:
    """Each question once, the first mention kept."""
    return list({link.on: link for link in reversed(links)}.values())[::-1]
