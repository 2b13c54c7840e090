"""What can be seen of an atom where it stands: its form, its words, its list, the words above it and its neighbours."""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from classifiers.splitting import asking, forms
from classifiers.splitting.asking import ask_of, clipped
from classifiers.splitting.atoms import Atom, Listed
from classifiers.splitting.lists import NOTES, asks_itself, complete, is_noise
from classifiers.splitting.passages import Text

Traits = dict[str, float]
TOKEN = re.compile(r"[a-z£%]+(?:'[a-z]+)?|\d+|[?:;,.()]")
MOST_TOKENS, MOST_ABOVE = 40, 25
LONGEST_ABOVE = 120
NEIGHBOURS = (-1, 1, 2)
PATTERNS: dict[str, Callable[[str], object]] = {
    "imperative": forms.IMPERATIVE.match,
    "for each": forms.FOR_EACH.search,
    "fields": forms.FIELDS.search,
    "categories": forms.CATEGORIES.search,
    "scope": forms.SCOPE.match,
    "noun": forms.NOUN_ASK.match,
    "condition": forms.SHORT_CONDITION.match,
    "generic": forms.GENERIC.search,
    "notes": NOTES.match,
    "document": forms.DOCUMENT_ITEM.match,
    "pronoun": forms.PRONOUN_FIRST.match,
    "asks itself": asks_itself,
    "noise": is_noise,
    "placeholder": asking.placeholder,
    "interrogative": asking.interrogative,
    "marked": asking.marked,
    "value": asking.is_value,
    "framed": asking.framed,
    "rider": asking.is_rider,
    "complete": complete,
    "matter": asking.matter,
}


@dataclass(frozen=True)
class Seen:
    """An atom's traits: `form` for trees, `words` for a linear machine."""

    form: Traits
    words: Traits


def traits_of(text: Text, atoms: Sequence[Atom]) -> list[Seen]:
    """The traits of all atoms of a request."""
    said = [clipped(text[atom.start : atom.end]) for atom in atoms]
    forms_of = [form(words) for words in said]
    return [
        seen_under(text, atom, standing(text, atoms, n) | forms_of[n] | neighbours(atoms, n, forms_of), said[n])
        for n, atom in enumerate(atoms)
    ]


def seen_under(text: Text, atom: Atom, traits: Traits, said: str) -> Seen:
    """An atom with the traits of the words above it."""
    words = dict(tokens(said, "w", MOST_TOKENS))
    if not atom.above:
        return Seen(traits, words)
    lead = clipped(text[slice(*atom.above[-1])])
    over = {f"above {name}": value for name, value in form(lead).items()}
    at = {f"{place_of(atom)} {name}": value for name, value in over.items()}
    return Seen(traits | over | at, words | dict(tokens(lead[-LONGEST_ABOVE:], "above", MOST_ABOVE)))


def place_of(atom: Atom) -> str:
    return f"{atom.kind}{min(atom.depth, 2)}{atom.first}"


def form(words: str) -> Traits:
    """The grammar of a stretch of words."""
    traits: Traits = {name: 1 for name, matches in PATTERNS.items() if matches(words)}
    ask = ask_of(words)
    traits["asks"] = float(ask) / 2
    traits["length"] = float(min(9, int(math.log2(len(words.split()) + 1) * 1.5)))
    traits[f"ends {words.rstrip('-–~ ')[-1:]}"] = 1
    return traits


def tokens(words: str, name: str, most: int) -> Iterator[tuple[str, float]]:
    """Words, pairs of words and how the words begin; numbers are all one."""
    found = ["#" if token.isdigit() else token for token in TOKEN.findall(words.lower())][:most]
    yield from ((f"{name} {token}", 1.0) for token in found)
    yield from ((f"{name} {one} {other}", 0.7) for one, other in pairwise(found))
    yield from ((f"{name} {n}: {token}", 1.0) for n, token in enumerate(found[:3]))
    yield f"{name} begins {' '.join(found[:2])}", 1.0


def standing(text: Text, atoms: Sequence[Atom], n: int) -> Traits:
    """Where an atom stands in the request and in its list."""
    atom = atoms[n]
    traits: Traits = {f"at {place_of(atom)}": 1, "through": n / len(atoms)}
    traits["lists before"] = any(other.kind == "item" for other in atoms[:n])
    traits["lists after"] = any(other.kind == "item" for other in atoms[n + 1 :])
    if n:
        traits["breaks"] = float(min(2, text.count("\n", atoms[n - 1].end, atom.start)))
    return traits | in_list(atom, atom.listed) if atom.listed else traits


def in_list(atom: Atom, listed: Listed) -> Traits:
    nested = min(atom.depth, 1)
    traits: Traits = {f"share {name} {nested}": value for name, value in listed.shares.items()}
    traits |= {f"share {name}": value for name, value in listed.shares.items()}
    traits[f"mark {listed.kind} {listed.opens}"] = 1
    traits[f"words {nested}"] = traits["words"] = math.log2(listed.words + 1)
    traits["items"] = float(min(listed.size, 6))
    traits["last"] = float(atom.place == listed.size - 1)
    traits["has parts"] = float(bool(atom.item and atom.item.parts))
    return traits


def neighbours(atoms: Sequence[Atom], n: int, forms_of: Sequence[Traits]) -> Traits:
    """What stands before and after."""
    traits: Traits = {}
    for step in NEIGHBOURS:
        if not 0 <= n + step < len(atoms):
            traits[f"{step} none"] = 1
            continue
        other = atoms[n + step]
        traits[f"{step} {other.kind} {other.depth - atoms[n].depth} {other.first}"] = 1
        if abs(step) == 1:
            traits |= {f"{step} {name}": value for name, value in forms_of[n + step].items()}
    return traits
