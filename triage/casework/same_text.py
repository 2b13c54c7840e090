"""How alike the questions of two requests are, whoever asked: round robins and repeats.

Words are compared three in a row (w-shingling), so that order counts and a few changed words do not hide the rest. A
sketch is the smallest hashes of a request's shingles (bottom-k: A. Broder, On the resemblance and containment of
documents, 1997): requests that are alike share most of it, so alike ones are found by a few indexed numbers.
"""

import re
from dataclasses import dataclass
from hashlib import blake2b

SHINGLE = 3
# A request of four questions may have one more or one less; another subject in the same phrases stays below.
NEARLY = 0.65
SKETCH = 12  # at NEARLY, for all twelve numbers to differ would be 0.35 ** 12
LONGEST = 50_000
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
BODY = (
    r"(?:council|borough|constabulary|police(?: force| service)?|(?:nhs )?(?:foundation )?trust|university|"
    r"authority|organisation|force|health board)"
)
# "The Trust", "your authority": what a request calls us differs between senders of the same text.
ADDRESSED = re.compile(rf"\b(?:the|your|this|our) {BODY}\b", re.I)
NOBODY = "you"
# Words by which anything is asked for, counted, divided and dated: they name no subject.
OF_ANY_SUBJECT = frozenset(
    """
    a an the of to in on at by for from with within about under over as and or but if so not no nor than then that this
    these those it its they them their he she we us our you your i me my is are was were be been has have had do does
    did can could may might must will would shall should how what which who whom whose when where why whether there
    here please provide send give tell state list show confirm supply disclose let know like copy copies details detail
    information data figures figure number numbers total totals many much long often each every all any some other
    more most per year years yearly annual annually month months monthly week weeks day days date dates quarter period
    financial calendar last past previous current currently recent one two three four five six seven eight nine ten
    first since between up down break broken breakdown split separate separately category type types kind kinds
    received recorded held made including include includes also only same following above below respect relation
    regarding relating concerning s
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Asked:
    """What the questions of a request say: runs of SHINGLE words, and the words that name a subject."""

    shingles: frozenset[str]
    subjects: frozenset[str]


def asked(words: str) -> Asked:
    """The words of a request's questions to be compared; what they call the authority is one word, case is none."""
    addressed = ADDRESSED.sub(NOBODY, " ".join(words[:LONGEST].split()))
    found = [word.lower().replace("’", "'") for word in WORD.findall(addressed)]
    last = max(1, len(found) - SHINGLE + 1)
    runs = frozenset(" ".join(found[at : at + SHINGLE]) for at in range(last)) - {""}
    return Asked(runs, frozenset(found) - OF_ANY_SUBJECT)


def likeness(one: Asked, other: Asked) -> float:
    """How much two requests have in common, 0..1: the smaller of their shares of runs and of subject words (Jaccard).

    "How many complaints about noise …" and the same about taxis share most of their runs, but not their subject.
    """
    if not (one.shingles or other.shingles):
        return 0.0
    return min(_shared(one.shingles, other.shingles), _shared(one.subjects, other.subjects))


def sketch(said: Asked) -> tuple[int, ...]:
    """The SKETCH smallest hashes of the runs, ascending, each of 63 bits; the same on every machine."""
    return tuple(sorted({_number(shingle) for shingle in said.shingles})[:SKETCH])


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 1.0


def _number(shingle: str) -> int:
    return int.from_bytes(blake2b(shingle.encode(), digest_size=8).digest()) >> 1
