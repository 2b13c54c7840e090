"""A learned second look at what the rules read: it changes the reading only where it is sure (see `judge`).

What it takes out of a question stays in sight as left out; nothing is lost.
"""

from collections.abc import Sequence
from dataclasses import replace

from classifiers.splitting.asking import Ask, ask_of, clipped, is_rider, matter
from classifiers.splitting.atoms import Atom, atoms_of
from classifiers.splitting.gathering import Split, SplitQuestion
from classifiers.splitting.judge import BEGINS, GOES_ON, OTHER, AskJudge, tags_of
from classifiers.splitting.passages import Place, Text, outside
from classifiers.splitting.reading import read
from classifiers.splitting.tiling import free, merged
from classifiers.splitting.traits import traits_of

# Measured on marked requests it had not learned from: surer than this it is right eight times where it is wrong once.
SURE, SURER = 0.75, 0.85
POSSIBLE = 0.2  # as likely as this, a sentence is shown as a possible ask
LONGEST, MOST_ATOMS = 30_000, 400  # characters and atoms of a request; longer texts are read by the rules alone


def looked_at_again(raw: str, judge: AskJudge) -> Split:
    """The reading of a request by the rules, corrected where the judge is sure."""
    text, split = Text(raw), read(raw)
    if len(text) > LONGEST:
        return split
    atoms = atoms_of(text, split.apart)
    if not 0 < len(atoms) <= MOST_ATOMS:
        return split
    judged = judge.predict_proba(traits_of(text, atoms))
    ruled = tags_of(atoms, [question.spans for question in split.questions])
    tags = [
        settled(tag, str(judge.classes_[row.argmax()]), row.max()) for row, (tag, _) in zip(judged, ruled, strict=True)
    ]
    if tags != [tag for tag, _ in ruled]:
        split = corrected(text, split, atoms, ruled, tags)
    begins = judged[:, list(judge.classes_).index(BEGINS)]
    possible = [atom for atom, chance in zip(atoms, begins, strict=True) if may_begin(text, atom, chance)]
    return none_unasked(text, with_possible(text, split, possible))


def settled(ruled: str, judged: str, chance: float) -> str:
    """The tag that counts. Where rules saw no ask the judge must be surer; what goes on with an ask may stay there."""
    if (ruled, judged) == (GOES_ON, OTHER):
        return ruled
    return judged if chance >= (SURER if ruled == OTHER else SURE) else ruled


def may_begin(text: Text, atom: Atom, chance: float) -> bool:
    """Whether an atom may be an ask of its own: the judge gives it a chance, or it has the form of a new ask."""
    words = clipped(text[atom.start : atom.end])
    if not matter(words):
        return False
    return chance >= POSSIBLE or (ask_of(words) is Ask.DIRECT and not is_rider(words))


def with_possible(text: Text, split: Split, possible: Sequence[Atom]) -> Split:
    """The reading with possible asks shown: left out, or joined with another ask in one question."""
    asked = merged(place for question in split.questions for place in (*question.spans, *question.stem))
    first = {question.spans[0][0] for question in split.questions}
    inside = [atom for atom in possible if outside(asked, atom.start, atom.end) == []]
    joined = [(atom.start, atom.end) for atom in inside if atom.start not in first and not in_stem(split, atom)]
    left_out = merged(
        [*split.left_out, *free(text, ((atom.start, atom.end) for atom in possible if atom.kind != "clause"), asked)]
    )
    scope = free(text, split.scope, merged([*asked, *left_out]))
    return replace(split, left_out=left_out, scope=scope, joined=joined)


def none_unasked(text: Text, split: Split) -> Split:
    """Where nothing else asks, what was left out and has the form of an ask does."""
    asks = [place for place in split.left_out if ask_of(clipped(text[slice(*place)])) is Ask.DIRECT]
    if split.questions or not asks:
        return split
    rest = [place for place in split.left_out if place not in asks]
    return replace(split, questions=[SplitQuestion("", [place]) for place in asks], left_out=rest)


def in_stem(split: Split, atom: Atom) -> bool:
    return any(a <= atom.start < b for question in split.questions for a, b in question.stem)


def corrected(
    text: Text, split: Split, atoms: Sequence[Atom], ruled: Sequence[tuple[str, int]], tags: Sequence[str]
) -> Split:
    """The reading with these tags. Questions of the same atoms stay as they are, and so do those without atoms."""
    groups = grouped(tags)
    before: dict[frozenset[int], SplitQuestion] = {}
    for n, question in enumerate(split.questions):
        own = frozenset(at for at, (_, of) in enumerate(ruled) if of == n)
        before[own or frozenset({-1 - n})] = question
    kept = {group: before[group] for group in map(frozenset, groups) if group in before}
    kept |= {own: question for own, question in before.items() if min(own) < 0}
    fresh = [made(split, atoms, ruled, group) for group in groups if frozenset(group) not in kept]
    return assembled(text, split, [*kept.values()], fresh)


def grouped(tags: Sequence[str]) -> list[list[int]]:
    """The atoms of each question."""
    groups: list[list[int]] = []
    for at, tag in enumerate(tags):
        if tag == BEGINS or (tag == GOES_ON and not groups):
            groups.append([at])
        elif tag != OTHER:
            groups[-1].append(at)
    return groups


def made(split: Split, atoms: Sequence[Atom], ruled: Sequence[tuple[str, int]], group: Sequence[int]) -> SplitQuestion:
    """A question of these atoms, with the label and stem that the rules gave its first, or that its item has."""
    first, (tag, of) = atoms[group[0]], ruled[group[0]]
    spans: list[Place] = []
    for at in group:
        if spans and at - 1 in group:
            spans[-1] = (spans[-1][0], atoms[at].end)
        else:
            spans.append((atoms[at].start, atoms[at].end))
    if tag == BEGINS:
        return SplitQuestion(split.questions[of].label, spans, split.questions[of].stem)
    return SplitQuestion(first.item.label if first.item else "", spans, list(first.above))


def assembled(text: Text, split: Split, kept: Sequence[SplitQuestion], fresh: Sequence[SplitQuestion]) -> Split:
    """Old and new questions in the order of the text; every place in one layer only."""
    taken = merged(place for question in kept for place in question.spans)
    questions = list(kept)
    for question in fresh:
        if spans := free(text, question.spans, taken):
            questions.append(SplitQuestion(question.label, spans, question.stem))
            taken = merged([*taken, *spans])
    questions.sort(key=lambda question: question.spans[0])
    stems = [place for question in questions for place in question.stem]
    asked = merged([*taken, *stems])
    gone = [place for question in split.questions for place in question.spans]
    left_out = free(text, [*split.left_out, *gone], asked)
    scope = free(text, split.scope, merged([*asked, *left_out]))
    return Split(questions, scope, free(text, split.apart, asked), left_out)
