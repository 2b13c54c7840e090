"""The promise kept last: every sentence that may ask for something lies in some question or is left out by name.

The look is generous on purpose: a sentence shown in vain costs an officer a glance, a lost one costs the requester the
answer. What only introduces a list, or speaks of format and procedure alone, is not shown.
"""

import re
from collections.abc import Sequence

from classifiers.splitting import asking, forms
from classifiers.splitting.asking import clipped
from classifiers.splitting.passages import Place, Text, sentences_in

# Somebody wishes to learn something, in whatever words: "I'd be interested in", "somebody should tell me".
WISHES = re.compile(
    r"\b(?:i|we|i['’](?:d|m|ll)|we['’](?:d|re|ll)|somebody|someone)\b[^.?!]{0,30}"
    r"\b(?:want|like|need|love|keen|interested|curious|wonder|wondering|after|tell (?:me|us)|explain|find out|know)\b",
    re.I,
)
# Words that plead, in English and Welsh, and openings that go on asking: "Same for 2022", "Also invoices".
PLEADS = re.compile(
    r"\b(?:please|pls|plz|let (?:me|us) (?:know|have|see)|grateful|obliged|kindly|ditto|hoffwn|hoffem|hoffai|carwn|"
    r"allwch|allech|rhowch|anfonwch|rhestrwch|dywedwch|faint|sawl|pryd|pwy|beth)\b|"
    r"[\W_]*(?:also|same|likewise|in addition|additionally|plus)\b|\W*i do not want\b.{1,200}\bbut\b",
    re.I,
)
FROM_A_NOTICE = re.compile(
    r"\b(?:(?:notify|tell|inform|contact) (?:the|its) sender|delete (?:it|this)|recipient)\b", re.I
)
TO_LEARN = re.compile(r"\b(?:how (?:much|many|long|often)|who|what|when|where|why|which|whether)\b", re.I)


def left_over(text: Text, taken: Sequence[Place]) -> list[Place]:
    """The sentences of the text that lie in none of the places taken and may ask for something, in order."""
    found: list[Place] = []
    position = 0
    for start, end in [*sorted(taken), (len(text), len(text))]:
        if start > position:
            inside = ((s.start, s.end) for s in sentences_in(text, position, start))
            found += [place for place in inside if may_ask(text[slice(*place)])]
        position = max(position, end)
    return found


def may_ask(raw: str) -> bool:
    """Whether a sentence has the form of a question or request, or names what is asked for, and has a matter."""
    words = clipped(raw)
    if wishes(words) or pleads(words):
        return True
    if not asking.matter(words) or introduces(words) or words.lower().startswith("to whom"):
        return False
    if forms.ASKED_FOR.search(words) or forms.NOUN_ASK.match(words):
        return not beside_the_point(words, generous=True)
    form = "?" in words or asking.framed(words) or asking.interrogative(words) or imperative(words)
    return bool(form) and not beside_the_point(words, generous=asking.marked(words))


def wishes(words: str) -> bool:
    """Wishes to learn something that is more than format, procedure or the writer's own purpose."""
    if not WISHES.search(words) or introduces(words) or beside_the_point(words, generous=False):
        return False
    return bool(asking.matter(words) or TO_LEARN.search(words)) and not forms.TOPIC.search(words[:200])


def pleads(words: str) -> bool:
    """Pleads for something, or goes on asking, and says more than how to answer."""
    if not PLEADS.search(words) or introduces(words) or asking.about_format(words) or FROM_A_NOTICE.search(words):
        return False
    return bool(asking.matter(forms.PROCEDURE.sub(" ", words))) and not forms.NOT_WANTED.match(words)


def imperative(words: str) -> bool:
    """Begins with a verb of giving and names an object; "[name]" does not."""
    return bool(forms.IMPERATIVE.match(words)) and words[0] not in "[(" and len(words.split()) > 1


def introduces(words: str) -> bool:
    """Only leads into a list: "Additionally, please answer the following questions:", "Please release:"."""
    if asking.marked(words) or forms.ASKED_FOR.search(words):
        return False
    return words.rstrip("-–~ ").endswith(":") or asking.placeholder(words)


def beside_the_point(words: str, *, generous: bool) -> bool:
    """Speaks of format, cost, refusal, receipt or what is not wanted; `generous` where it may ask all the same."""
    if forms.NOT_WANTED.search(words) or asking.about_format(words):
        return not generous or not asking.marked(words)
    procedure = bool(forms.PROCEDURE.search(words) or forms.ABOUT_ANSWERING.match(words))
    if generous:
        return procedure and not forms.COUNTING.search(words) and asking.about_procedure(words)
    return procedure or bool(forms.SCOPE.match(words) or forms.OWN_PURPOSE.search(words))
