"""What a sentence of a letter does: ask for information that may be held, name the Act, or pass the time of day."""

import re

from classifiers.routing.wording import without_the_act

_VERBS = (
    r"(?:provide|supply|send|give|tell|state|list|confirm|disclose|forward|share|set out|release|advise"
    r"|let me (?:know|have)|furnish|specify|name|explain|describe|attach|identify|break down|show|copy|include)"
)
_MARK = (
    r"^\W*(?:(?:(?:request|question|query|item|part|point|q) ?(?:no\.? ?)?(?:\d{1,3}|one|two|three|four|five|six|[a-e])"
    r"|first(?:ly)?|second(?:ly)?|third(?:ly)?|last(?:ly)?|finally|also)\W{1,4}"
    r"|\(?(?:\d{1,3}|[ivx]{1,4}|[a-z])[.,):]*\s+)?"
)
_WANTED = r"(?:know|see|have|ask|request|receive|obtain|an?\b|the\b|all\b|copies|details|information|to)"
_ASKS = (
    r"\?\W{0,50}$",
    rf"{_MARK}(?:please |kindly |pls |also |just |simply |ok,? ){{0,3}}{_VERBS}\b",
    rf"\b(?:please|kindly) (?:(?:could|can|would) you |also |just |simply )?{_VERBS}\b",
    rf"\b(?:can|could|would|will) you (?:please |kindly |also )?{_VERBS}\b",
    r"\b(?:can|could|may|might) (?:i|we) (?:please |kindly |also )?(?:have|see|get|know|obtain|ask|receive|be \w+)",
    r"\b(?:i|we)(?: would|'d)? (?:now |also |hereby |formally )?(?:request|ask|seek|require|welcome|appreciate)\b",
    r"\b(?:i|we)(?: am| are|'m|'re) (?:also )?(?:requesting|asking|seeking|looking for|interested in)\b",
    rf"\b(?:i|we)(?: would|'d| should)? (?:also )?(?:like|wish|want) (?:to )?{_WANTED}",
    r"\btelling (?:me|us)\b",
    r"\bi(?: would|'d)? (?:need|be (?:most |very )?(?:grateful|glad|obliged))\b",
    rf"{_MARK}(?:the )?(?:how (?:many|much|often|long|does|do|did|is|are)|what|which|who|when|where|why|whether"
    rf"|numbers?"
    r"|total|copies|copy|details|a list|list|dates?|names?|all|amounts?|costs?|figures)\b"
    r"(?! (?:(?!who|that|which)\w+ )?(?:is|are|was|were)\b(?![^.]*\?))",
    r"\b(?:please )?can (?:it|this|these|they|that) (?:also |please )?(?:be|show|include)\b",
    r"\b(?<!your )(?<!my )(?<!the )(?<!our )(?:request|asks?|asking) (?:for|to (?:see|know))\b|\b(?:my"
    r"|this) request is for\b",
    r"\b(?:hoping|wonder(?:ing|ed)?|useful|helpful|curious)\b[^.?!]{0,60}\b(?:how|what|which|if|whether|know|see)\b",
    r"\b(?:parish council|association|society|union|trust|charity|group|we all|it) (?:wishes|wants|asks|requests"
    r"|would like)\b",
    r"\b(?:requests?|questions?|letter)\b[^.?!]{0,40}\b(?:attached|enclosed|below)|\b(?:attach"
    r"|enclos)[^.?!]{0,50}\brequest",
)
ASK = re.compile("|".join(f"(?:{pattern})" for pattern in _ASKS), re.I)
NAMED = re.compile(
    r"\b(?:numbers?|figures?|details?|records?|copies|copy|list|papers|minutes|documents?|contracts?|data|polic(?:y"
    r"|ies)|emails?"
    r"|correspondence|spend(?:ing)?|costs?|income|fees|value|budget|reports?|results|totals?|rates?|statistics"
    r"|accounts|names?"
    r"|register|inspection|certificate|agreement|supplier|file"
    r"|receipts|complaints?|claims?|notices|prosecutions|breakdown|by year)\b",
    re.I,
)
GENERAL = re.compile(
    r"\bhow (?:many|much|often)|\bnumbers? of|statistic|polic(?:y|ies)|procedure|\bcosts?\b|spen[dt]|budget|contract"
    r"|minutes|salar|(?:each|per|every) year|percentage|average",
    re.I,
)
COURTESY = re.compile(
    r"\b(?:acknowledge|confirm) (?:safe )?(?:receipt|that you (?:have )?received|you (?:have )?(?:got|received))"
    r"|let me know (?:if|when|should|that you|how (?:you|to proceed))|hear(?:ing)? from you|look forward"
    r"|if you (?:need|require|have any)|any (?:questions|queries|problems)|^\W*(?:many )?(?:thanks|thank you)\b"
    r"|pass (?:this|it|my)|hope (?:you|this)|is this the right|how are you|advice and assistance"
    r"|please use this e-?mail address for all replies|\bthe wrong address for\b|contact us using this form"
    r"|received this (?:e-?mail|message) in error|intended (?:solely|only) for|^\W*disclaimer"
    r"|\b(?:send|forward|re-?send|direct|submit) your (?:\w+ ){0,3}(?:e?-?mails?|messages?|quer|enquir|request)"
    r"|\b(?:quote|include|state|use) (?:your|this|the|our) (?:\w+ ){0,2}(?:reference|number)"
    r"|as soon as (?:you can|possible)\W*$|\b(?:contact|call|ring) me\b|reply (?:by|to) (?:e-?mail|this)",
    re.I,
)
_TALK = re.compile(
    r"\b(?:please|kindly|could|would|can|will|should|may|might|you|your|i|me|my|we|us|our|it|its|is|are|was|be|been"
    r"|this"
    r"|that|these|those|the|a|an|of|to|for|in|on|at|with|by|from|as|and|or|so|do|does|did|has|have|had|not|any"
    r"|there|here|what"
    r"|when|why|who|how|where|which|whether|if|tell|let|know|send|give|provide|confirm|advise|reply|respond|response"
    r"|answer|request|requests|requested|information|foi|foia|email|e-mail|message|letter|return|soon|now|today"
    r"|urgently|above|below"
    r"|need|want|like|hear|back|get|going|look|again|help|problem|matter|happy|grateful|long|taking|much|yet|still"
    r"|something|anything|thing|possible|explain|state|ask|update|delay|further|without|due|late|date|will|answered"
    r"|movement|freedom|hello|dear|make|making|dated|made|sent|working|days|deal|dealt)\b",
    re.I,
)


_SUPPOSING = re.compile(
    r"^\W*(?:if|should|in the event|where(?! (?:is|are|'s)\b))\b|reserve (?:the|my) right|\bi (?:will|shall|may)\b"
    r"|\bpass (?:this|it)\b|whoever|person who|right to (?:an internal|complain|appeal)|otherwise i",
    re.I,
)
_HOW_MANY = re.compile(
    r"\bhow many\b|\b(?:numbers?|totals?) of\b|statistic|percentage|\b(?:each|per|every) year\b", re.I
)
_IF = re.compile(r"^\W*(?:if|should you|in the event)\b", re.I)
_GROUND = re.compile(
    r"\b(?:under|pursuant to|in accordance with|by virtue of|using|as an?|for an?|through) (?:the )?(?:terms of the )?"
    r"(?:freedom of information|foi(?:a|sa)?\b|environmental information|eirs?\b)|\bo dan y ddeddf rhyddid",
    re.I,
)


_HELD = (
    r"(?:data|information|records?|files?|notes|everything|anything|all|what) (?:that )?(?:you|the \w+)? ?"
    r"(?:hold|have|held|keep)"
)
_ME = r"(?:me|myself|my (?!local|area|street|road|ward|town|village|council|school|neighbo|estate|park|bins?))"
_OWN_RECORDS = r"(?:medical|housing|care|social \w+|school|personnel|case) (?:records?|files?|notes)"
_OWN = re.compile(
    rf"subject access|{_HELD} (?:about|on|of|regarding|relating to|concerning) {_ME}\b"
    rf"|\bmy (?:own )?(?:personal data|personal information|{_OWN_RECORDS})"
    r"|\b(?:reports?|letters?|notes|emails?|information) (?:that (?:mention|concern) |about |on )(?:me|myself)\b",
    re.I,
)
COUNTED = re.compile(
    r"how many|number of|statistic|percentage|how long|policy|procedure|per year|each year|software|system",
    re.I,
)


def wants_information(sentence: str) -> bool:
    """Whether a sentence asks for something that may be held, rather than announce a request or be polite."""
    if not ASK.search(sentence) or COURTESY.search(sentence) or _SUPPOSING.search(sentence):
        return False
    rest = without_the_act(sentence)
    announces = "?" not in rest and (rest.rstrip().endswith(":") or len(rest.split()) < 6) and not NAMED.search(rest)
    return not announces and (bool(GENERAL.search(sentence)) or not _is_hollow(rest))


def counts(sentence: str) -> bool:
    """Whether it asks how many there are, which is rarely ordinary business."""
    return bool(_HOW_MANY.search(sentence)) and wants_information(sentence)


def supposes(sentence: str) -> bool:
    """Whether it only says what may come: "If you refuse, I shall ask for a review"."""
    return bool(_IF.search(sentence)) and "?" not in sentence


def wants_records(sentence: str) -> bool:
    """Whether it asks for what only records can tell: counts, costs, policies, minutes."""
    return bool(GENERAL.search(sentence)) and wants_information(sentence)


def own_data_words(sentence: str) -> str:
    """The words that ask for the sender's own data; "" too where such data are only counted or spoken of in general."""
    found = _OWN.search(sentence)
    return found.group() if found and not COUNTED.search(sentence) else ""


def names_the_act(sentence: str) -> bool:
    """Whether it gives an Act on access to information as the ground of asking."""
    return bool(_GROUND.search(sentence))


def _is_hollow(sentence: str) -> bool:
    """Whether an ask names nothing but the correspondence itself ("Please reply.", "Why is it taking so long?")."""
    return not re.search(r"[^\W_]{3,}", _TALK.sub(" ", sentence.replace("'s", "")))
