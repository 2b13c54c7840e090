"""Which question asks again what an earlier one of the same request asks, only in other words.

Two questions ask the same when the same words of matter are left of both once frames ("the total number of", "how
many"), courtesies and the authority's own name are taken away and words of one meaning ("bought", "purchased") are made
one. A year, a place, a number, "not", or any other word of matter on one side alone makes another question. That
keeps what is found nearly always right, and it is found by looking up, not by comparing each question with each.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from classifiers.leaning.wording import CASCADE, COUNT, EACH, IT, THOSE, WHETHER
from classifiers.splitting.asking import clipped

# Fewer words of matter than this say too little to tell.
FEWEST = 2
MOST_QUESTIONS = 1000


@dataclass(frozen=True)
class Repeat:
    """The question seems to ask what question `of` (0-based, earlier) asks; `likeness` 0..1 is 1 for the same words."""

    of: int
    likeness: float


@dataclass(frozen=True)
class Matter:
    """What a question asks for: its words of matter, in which role some of them stand, and all its words."""

    words: frozenset[str]
    roles: frozenset[tuple[str, str]]
    said: frozenset[str]


def grouped(lines: str) -> dict[str, str]:
    """Each word with the first word of its line."""
    return {word: line.split()[0] for line in lines.strip().splitlines() for word in line.split()}


# Written as stems, that is without endings; the first of a line stands for all.
ONE_MEANING = grouped(
    """
    #count number count quantity volume
    #much amount sum
    spend spent expenditure cost pay paid payment outlay expens
    incom revenu earn earnings rais takings
    receiv lodg submit get got obtain
    buy bought purchas acquir procur
    refus reject declin deni deny turned-down refusal rejection
    grant approv allow agre approval
    staff employe personnel workforc worker employ
    supplier provider contractor vendor company compani firm
    start begin began commenc commencement
    end expir finish terminat expiry termination
    each per every
    last past previou preced
    year annual annually yearly annum
    month monthly
    current present now today presently currently
    vacancy vacant unfill
    sack dismiss dismissal
    sickness sick
    #why reason
    #list list
    #when date
    average mean
    percentage proportion share percent %
    maximum highest largest biggest most
    minimum lowest smallest least
    child childr
    person people individual
    policy polici
    leav left leaver resign
    hire recruit appoint
    site location
    """
)
NUMBERS = {word: str(n) for n, word in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight"), 1)}
NUMBERS |= {"nine": "9", "ten": "10", "twelve": "12", "twenty": "20"}
NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(NUMBERS)})\b")
# Words that leave what is asked the same; "by" and the like count only for the role of the word behind them.
EMPTY = frozenset(
    """
    a an the of in on at to for with from by as and or is are was were be been being has have had having do does did
    will would could can may might should shall that which what who how
    much where when why it its you your our we us i me my
    am be into out up down so then than whether if possible any all there this please kindly also during within over
    between through throughout period time financial fiscal calendar inclusiv inclusive regarding regard respect
    relating relat related concerning concern about council authority borough trust force constabulary university
    department organisation organization district county board body detail detailed information data figur figure record
    recorded held hold copy copi total overall exact full mak recent latest incurr nam name own
    """.split()  # noqa: SIM905
)
ASKED_FOR = re.compile(
    r"(?:^|[.:;?!])(?:\W|(?:please|kindly|also|and|can|could|would|will|may|you|i|we|like|want|wish|request|to|know|see|have|receive|"
    r"provide|send|supply|state|confirm|give|tell|disclose|release|advise|show|let|me|us|with)\b)*"
)
# "When does the contract end?" is asked of many contracts.
OF_ANY_CONTRACT = frozenset(
    """
    contract supplier start end spend valu term renew extend system softwar product cost
    """.split()  # noqa: SIM905
)
FRAMES = [
    (re.compile(r"\bunder (?:the )?(?:freedom of information act|foia?|eir)(?: (?:2000|2004))?"), " "),
    (re.compile(r"\bhow many\b|\b(?:number|count|quantity|volume)s? (?:of|for)\b"), " #count "),
    (re.compile(r"\bhow much\b|\b(?:amount|sum)s? of money\b"), " #much "),
    (re.compile(r"\bhow (?:often|frequently)\b|\bfrequency\b"), " #often "),
    (re.compile(r"\bhow long\b|\blength of time\b|\bduration\b"), " #long "),
    (re.compile(r"\bhow (?:is|are|was|were|do|does|did|will|has|have)\b"), " #how "),
    (re.compile(r"\b(?:on )?(?:what|which) date\b|\bwhen\b|\bdates? (?:of|on which|when)\b"), " #when "),
    (
        re.compile(
            r"^ who\b|\bnames? of\b|"
            r"\b(?:which|what) (?=company|supplier|provider|contractor|firm)"
        ),
        " #who ",
    ),
    (re.compile(r"\bwhere\b"), " #where "),
    (re.compile(r"\bwhy\b|\breasons? (?:for|why)\b"), " #why "),
    (re.compile(r"\bwhether\b"), " #whether "),
    (re.compile(r"\bturn(?:ed)? down\b"), " refused "),
    (re.compile(r"\b(?:was|were|been|being) made\b"), " "),
    (
        re.compile(r"\b1(?:st)? april (?:20)?(\d\d),? (?:to|and|until|[-–]) 31(?:st)? march (?:20)?(\d\d)\b"),
        r" 20\1/\2 ",
    ),
    (re.compile(r"\b20(\d\d) ?[-–/] ?(?:20)?(\d\d)\b"), r" 20\1/\2 "),
    (
        re.compile(
            r"(?<=\d)\s{1,3}(?:financial |fiscal |calendar )?years?\b|\b(?:financial |fiscal )years? (?=20\d\d)"
        ),
        " ",
    ),
    (re.compile(r"\b(?:n't|not|no|never|none|without|non|nor|neither)\b|n't\b"), " #not "),
    (re.compile(r"\b(?:more|greater|longer|older|higher) than\b|\bover (?=[\d£])|\babove (?=[\d£])"), " #over "),
    (re.compile(r"\b(?:less|fewer|shorter|younger|lower) than\b|\bunder (?=[\d£])|\bbelow (?=[\d£])"), " #under "),
]
WORD = re.compile(r"#?[a-z]+|[£$€]?\d[\d,.:/]*\d|[£$€]?\d|%")
ROLE = re.compile(
    r"\b(by|against|from|to|before|after|since|until|about|versus|for|with|on) "
    r"(?:(?:the|a|an|any|your|our|all) )?([a-z]{3,})"
)
DIRECTIONS = frozenset({"by", "to", "from", "against"})
# What it means is said elsewhere, so the same words may ask for something else.
LOOKS_BACK = re.compile(
    r"\b(?:those|these|them|they|it|its|their|this|such|above|below|same|others?|another|remaining|remainder|latter|"
    r"former|further|additional|previous question)\b|\bthat [a-z]+(?=[,?.;]|$)"
)
ENDINGS = [
    (re.compile(r"ies$"), "y"),
    (re.compile(r"(?<=[sxz])es$|(?<=[cs]h)es$|(?<![su])s$"), ""),
    (re.compile(r"(?<=\w\w)(?:ing|ed)$"), ""),
    (re.compile(r"e$"), ""),
]


def find(words: Sequence[str]) -> list[Repeat | None]:
    """For each question (stem and own words), the first earlier one that asks the same; only the first of many."""
    seen: dict[frozenset[str], list[tuple[int, Matter]]] = {}
    found: list[Repeat | None] = []
    for index, each in enumerate(words):
        matter = matter_of(each) if index < MOST_QUESTIONS else None
        before = seen.setdefault(matter.words, []) if matter else []
        found.append(next((repeat for at, other in before if matter and (repeat := same(at, other, matter))), None))
        if matter and not found[-1]:
            before.append((index, matter))
    return found


def same(at: int, one: Matter, other: Matter) -> Repeat | None:
    """A repeat, unless a word stands in another role: complaints by staff are not complaints about staff."""
    if unlike(one.roles, other.roles):
        return None
    shared = 2 * len(one.said & other.said) / (len(one.said) + len(other.said))
    return Repeat(at, round((1 + shared) / 2, 2))


def unlike(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> bool:
    """Whether the same role is taken by other words, or the same word has another direction."""
    only, others = one - other, other - one
    roles = {role for role, _ in only} & {role for role, _ in others}
    turned = {word for role, word in only if role in DIRECTIONS} & {word for role, word in others if role in DIRECTIONS}
    return bool(roles or turned)


def matter_of(words: str) -> Matter | None:
    """What a question asks for; None where that is said elsewhere or too little is said."""
    plain = clipped(words).lower()
    if LOOKS_BACK.search(plain) or any(sign.match(plain) for sign in (CASCADE, COUNT, EACH, IT, THOSE)):
        return None
    framed = NUMBER_WORD.sub(lambda found: NUMBERS[found.group()], ASKED_FOR.sub(" ", plain))
    for frame, token in FRAMES:
        framed = frame.sub(token, framed)
    asks_whether = WHETHER.match(plain) and not re.match(r"(?:can|could|would|will) (?:you|i)\b", plain)
    tokens = [one_meaning(word) for word in WORD.findall(framed)] + ["#whether"] * bool(asks_whether)
    kept = without_frames({token for token in tokens if token not in EMPTY and not re.fullmatch("[a-z]", token)})
    matter = {token for token in kept if not token.startswith("#")}
    if len(matter) < FEWEST or matter <= OF_ANY_CONTRACT:
        return None
    roles = {(role, one_meaning(word)) for role, word in ROLE.findall(plain)}
    roles = {(role, word) for role, word in roles if word in kept}
    return Matter(frozenset(kept), frozenset(roles), frozenset(WORD.findall(plain)))


def without_frames(tokens: set[str]) -> set[str]:
    """Tokens without those that others imply: what is spent is an amount, what is counted was received."""
    if "spend" in tokens or "incom" in tokens:
        tokens = tokens - {"#much", "receiv"}
    return tokens - {"receiv"} if "#count" in tokens else tokens


def one_meaning(word: str) -> str:
    """The stem of a word, or the one word that stands for all of its meaning; numbers as digits."""
    if word[0] == "#" or not word[-1].isalpha():
        return word.replace(",", "").rstrip(".:")
    stem = stemmed(word)
    return ONE_MEANING.get(word) or ONE_MEANING.get(stem) or (word if word in EMPTY else stem)


def stemmed(word: str) -> str:
    """A word without the endings that leave its meaning: "applications" and "application", "refused" and "refuse"."""
    short = word
    for ending, instead in ENDINGS:
        shorter = ending.sub(instead, short)
        short = shorter if len(shorter) > 2 else short
    return short[:-1] if len(short) > 4 and short[-1] == short[-2] and short[-1] not in "sl" else short
