"""The words of a request as a classifier may see them: nobody's name, no addresses, no boilerplate of the Act.

Promise 7: who asked must change nothing. Greeting and signature lines, e-mail and web addresses, telephone numbers and
the authority's own name are taken out before any feature is made; every number becomes 0.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

_GREETING = (
    r"(?:dear|hi|hello|good (?:morning|afternoon|evening|day)|to whom (?:it|this) may concern|fao|for the attention of)"
)
_FAREWELL = (
    r"(?:(?:yours|your) (?:faithfully|sincerely|truly)|regards|many thanks|thank you|thanks|cheers|sincerely|faithfully"
    r"|(?:kind|best|warm|many|with) *(?:kind )?(?:regards|wishes|thanks)|sent from my \w+)"
)
_NAME_LINE = r"(?-i:(?:\[?[A-Z][\w.'-]*\]?[ ,]{0,2}){1,5})"
_GREETING_LINE = re.compile(rf"(?im)^[ \t>]*{_GREETING}\b[^\n]{{0,80}}$")
_GREETING_START = re.compile(r"(?im)^[ \t>]*(?:dear|hi|hello)\b[^\n,.;:]{0,60},")
_FAREWELL_BLOCK = re.compile(
    rf"(?im)^[ \t>]*{_FAREWELL}\b[^\n]{{0,40}}\n(?:[ \t>]*\n)*(?:[ \t>]*{_NAME_LINE}[ \t]*(?:\n|\Z)){{0,3}}"
)
_FAREWELL_LINE = re.compile(rf"(?im)^[ \t>]*{_FAREWELL}\b[^\n]{{0,40}}$")
_ADDRESS = re.compile(
    r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}|(?:https?://|www\.)\S+|\[(?:name|email|phone|address)[^\]\n]{0,40}\]",
    re.I,
)
_TELEPHONE = re.compile(r"(?<!\w)(?:\+44|0)[\d ()-]{8,14}\d(?!\w)")
_ACT = re.compile(
    r"""\b(?:(?:made|make|making|submit|submitted|request|requesting|asking|ask)\s+)?
    (?:(?:this|my|an|a|is)\s+){0,3}
    (?:(?:under|in\ accordance\ with|pursuant\ to|in\ line\ with|by\ virtue\ of|using)\s+)?(?:the\s+)?
    (?:terms\ of\ the\s+|provisions\ of\ the\s+)?
    (?:freedom\ of\ information(?:\ \(scotland\))?(?:\ (?:act|request))?(?:\s*\(\s*(?:foia?|foisa)\s*\))?
          (?:,?\ (?:of\ )?(?:2000|2002))?
      |environmental\ information\ (?:\(scotland\)\ )?(?:regulations|request)(?:\s*\(eirs?\))?(?:,?\ 2004)?
      |foia?\ (?:act|requests?|20\d\d)|(?:an?|my|this)\ foia?\b)""",
    re.I | re.X,
)
_IT = re.compile(r"(?<![A-Z] )\bI\.?T\b(?! [A-Z]{2})")  # the department, not the pronoun; not in a line of capitals
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+|\n+")
_LEGAL_TALK = re.compile(
    r"advice and assistance|cost limit|appropriate limit|18 hours|working days|public interest|exempt|redact"
    r"|acknowledge|internal review|electronic(?:ally)? (?:format|form|copy)|by e-?mail|personal data|gdpr"
    r"|data protection|clarif|freedom of information|\bfoi|environmental information|in advance|narrow|refuse"
    r"|withh[eo]ld|hesitate to contact",
    re.I,
)
_ASKING = re.compile(r"\?|how many|numbers? of", re.I)
_FUNCTION_WORDS_TEXT = """
a an the this that these those it its them they their he she his her i me my mine we us our you your yours of to in
on at by for from with within about under as and or but if so not no nor than then is are was were be been being am
do does did done doing have has had having can could may might must will would shall should ought please kindly
thank thanks also too very just only any all some each every other such same both either further more most well like
want wish need request requests requesting requested ask asks asking asked know see send sent give given giving
provide provided providing supply supplied tell told state list show say release let make made get got grateful glad
following there here which who whom whose what when where why how whether one two three four five six seven eight
nine ten use used using up out since between during many much
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS_TEXT.split())
_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
_TOKEN = re.compile(r"[a-z0&][a-z0&']*")
LONGEST = 20_000


def shown(text: str, own_names: Sequence[str] = ()) -> str:
    """The text without what must not count: people, addresses, the authority's own names; numbers as 0.

    Only the first 20,000 characters are read, so that a hostile text costs no more than a long one.
    """
    text = text[:LONGEST].replace("\r\n", "\n").replace("’", "'")
    for pattern in (_ADDRESS, _TELEPHONE, _GREETING_LINE, _GREETING_START, _FAREWELL_BLOCK, _FAREWELL_LINE):
        text = pattern.sub(" ", text)
    for name in own_names:
        text = re.sub(rf"(?i)\b{re.escape(name)}\b", " ", text) if name else text
    return _NUMBER.sub("0", text)


def without_the_act(text: str) -> str:
    """The text without the phrases by which a requester names the Act as the ground of the request.

    "FOI requests" as a subject ("how many FOI requests did you receive") stays recognisable by the words around it.
    """
    return _ACT.sub(" ", text)


def plain(text: str, own_names: Sequence[str] = ()) -> str:
    """What the classifiers read: `shown`, without naming the Act, in small letters; the department IT becomes "ict"."""
    return " ".join(_IT.sub("ICT", shown(without_the_act(text), own_names)).lower().split())


def content(read: str) -> str:
    """A `plain` text without the words that carry no subject: pronouns, auxiliaries, "please provide"."""
    return " ".join(word for word in read.split() if word.strip(".,;:?!()\"'") not in FUNCTION_WORDS)


def without_legal_talk(text: str) -> str:
    """A request without the sentences in which requesters argue the law, and which are about no team's work.

    Sentences that ask stay ("How many requests were refused?"). The text itself where nothing else would be left.
    """
    parts = _SENTENCE_END.split(text[:LONGEST])
    kept = [part for part in parts if _ASKING.search(part) or not _LEGAL_TALK.search(part)]
    return "\n".join(kept) if any(part.strip() for part in kept) else text


def tokens(text: str) -> list[str]:
    """The words of plain text, each in the singular."""
    return [singular(word) for word in _TOKEN.findall(text)]


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """A word without the s of the plural or possessive: "bins", "bin's" → "bin"; "libraries" → "library"."""
    word = word.removesuffix("'s").rstrip("'")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
