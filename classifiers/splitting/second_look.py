"""A learned second look at what the rules read: it changes the reading only where it is sure (see `judge`).

What it takes out of a question stays in sight as left out; nothing is lost.
"""

from collections.abc import Sequence

from classifiers.splitting.atoms import Atom, atoms_of
from classifiers.splitting.gathering import Split, SplitQuestion
from classifiers.splitting.judge import BEGINS, GOES_ON, OTHER, AskJudge, tags_of
from classifiers.splitting.passages import Place, Text
from classifiers.splitting.reading import read
from classifiers.splitting.tiling import free, merged
from classifiers.splitting.traits import traits_of

# Measured on marked requests it had not learned from: at this probability it is right 8 times where it is wrong once.
SURE = 0.8
LONGEST, MOST_ATOMS = 30_000, 400  # characters and atoms of a request; longer texts are read by the rules alone


def looked_at_again(raw: str, judge: AskJudge) -> Split:
    """The reading of a request by the rules, corrected where the judge is sure."""
    text, split = Text(raw), read(raw)
    if len(text) > LONGEST:
        return split
    atoms = atoms_of(text, split.apart)
    if not 0 < len(atoms) <= MOST_ATOMS:
        return split
    ruled = tags_of(atoms, [question.spans for question in split.questions])
    tags = [tag for tag, _ in ruled]
    judged = judge.predict_proba(traits_of(text, atoms))
    sure = [
        str(judge.classes_[row.argmax()]) if row.max() >= SURE else tag for row, tag in zip(judged, tags, strict=True)
    ]
    return split if sure == tags else corrected(text, split, atoms, ruled, sure)


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
