"""What a sentence of a letter does: ask for information, ask for a service, or pass the time of day."""

import re

_VERBS = (
    r"(?:provide|supply|send|give|tell|state|list|confirm|disclose|forward|share|set out|release|advise"
    r"|let me (?:know|have)|furnish|specify|name|explain|describe|attach|identify|break down|show|copy|include)"
)
_MARK = r"^\W*(?:\(?(?:\d{1,3}|[ivx]{1,4}|[a-z])[.):]*\s+)?"
_WANTED = r"(?:know|see|have|ask|request|receive|obtain|an?\b|the\b|all\b|copies|details|information|to)"
_ASKS = (
    r"\?\s*\W*$",
    rf"{_MARK}(?:please |kindly |pls |also ){{0,2}}{_VERBS}\b",
    rf"\b(?:please|kindly) (?:(?:could|can|would) you |also )?{_VERBS}\b",
    rf"\b(?:can|could|would|will) you (?:please |kindly |also )?{_VERBS}\b",
    r"\b(?:can|could|may|might) (?:i|we) (?:please |kindly |also )?(?:have|see|get|know|obtain|ask|receive|be \w+)",
    r"\b(?:i|we)(?: would|'d)? (?:now |also |hereby |formally )?(?:request|ask|seek|require|welcome|appreciate)\b",
    r"\b(?:i|we)(?: am| are|'m|'re) (?:also )?(?:requesting|asking|seeking|looking for|interested in)\b",
    rf"\b(?:i|we)(?: would|'d| should)? (?:also )?(?:like|wish|want) (?:to )?{_WANTED}",
    r"\bi(?: would|'d)? (?:need|be (?:most |very )?(?:grateful|glad|obliged))\b",
    rf"{_MARK}(?:the )?(?:how (?:many|much|often|long|does|do|did|is|are)|what|which|who|when|where|why|whether|number"
    r"|total|copies|copy|details|a list|list|dates?|names?|all|amount|cost)\b",
    r"\b(?:request|asks?|asking) (?:for|is for|to (?:see|know))\b",
)
ASK = re.compile("|".join(f"(?:{pattern})" for pattern in _ASKS), re.I)
NAMED = re.compile(
    r"\b(?:number|figures?|details?|records?|copies|copy|list|papers|minutes|documents?|contracts?|data|polic(?:y|ies)|emails?"
    r"|correspondence|spend(?:ing)?|costs?|income|fees|value|budget|reports?|results|totals?|rates?|statistics|accounts|names?"
    r"|register|inspection|certificate|agreement|supplier|file"
    r"|receipts|complaints?|claims?|notices|prosecutions|breakdown|by year)\b",
    re.I,
)
GENERAL = re.compile(
    r"\bhow (?:many|much|often)|\bnumbers? of|statistic|polic(?:y|ies)|procedure|\bcosts?\b|spen[dt]|budget|contract"
    r"|minutes|salar|(?:each|per|every) year|percentage|average",
    re.I,
)
NUMBERED = re.compile(r"^\W*(?:\d{1,3}|[a-z])[.)]\s*\w")
COURTESY = re.compile(
    r"\b(?:acknowledge|confirm) (?:safe )?(?:receipt|that you (?:have )?received|you (?:have )?(?:got|received))"
    r"|let me know (?:if|when|should|that you|how (?:you|to proceed))|hear(?:ing)? from you|look forward"
    r"|if you (?:need|require|have any)|any (?:questions|queries|problems)|^\W*(?:many )?(?:thanks|thank you)\b"
    r"|pass (?:this|it|my)|hope (?:you|this)|is this the right|how are you|advice and assistance"
    r"|as soon as (?:you can|possible)\W*$|\b(?:contact|call|ring) me\b|reply (?:by|to) (?:e-?mail|this)",
    re.I,
)
_SERVE = (
    r"(?:repair|fix|mend|collect|empty|remove|clear|cancel|refund|unblock|clean|replace|deliver|register|renew|pay|move"
    r"|rehouse|book|call|ring|phone|arrange|stop|cut|trim|issue me|change my|update my|reset)"
)
SERVICE = re.compile(
    r"\b(?:please|can you|could you|would you|kindly|want (?:you|someone) to|need (?:you|someone|somebody) to"
    rf"|when (?:will|are) (?:you|someone|it)(?: going to)?) (?:please |someone |also |be )?{_SERVE}(?:ed|d)?\b"
    r"|\bi(?: am|'m| wish| want| would like|'d like)? (?:to )?"
    r"(?:report(?:ing)?|complain(?:ing)? about|apply(?:ing)? for|order|book)\b",
    re.I,
)
PITCH = re.compile(
    r"\b(?:book a (?:demo|call|meeting)|free (?:trial|demo|consultation|webinar)|special offer"
    r"|our (?:product|platform|solution|services|clients)|leading (?:provider|supplier)|unsubscribe"
    r"|we (?:offer|provide|supply|specialise|help)|quick (?:call|chat)|would you be interested|case stud"
    r"|limited time|click (?:here|below)|congratulations|you have won|invoice attached|bitcoin|seo\b)",
    re.I,
)
_QUOTED = re.compile(
    r"(?im)^[ \t]*(?:-{3,} ?original message|_{10,}|on [^\n]{6,90}wrote:|from: [^\n]+\n(?:sent|date|to): )"
)
_BREAK = re.compile(
    r"(?<=[.?!;])(?<!^\d\.)(?<!\s\d\.)(?<!\s\d\d\.)[\s\"”')]+(?=[A-Z\"“'(\d•*-])"  # after a sentence, not a number
    r"|\n\s*\n|\n(?=\s*(?:\(?\w{1,4}[.)]|[-•*·]|\d+ ?[-–:])\s)"  # at an empty line or a list item
    r"|(?<=[:?,!.])\s*\n"  # at the end of a line that ends a clause
)
LONGEST, MOST = 20_000, 400


def sentences_said(text: str) -> list[str]:
    """The sentences of the sender's own words, each on one line; quoted history below them is left out.

    Lines broken by a mail program are joined; greeting and signature are kept, as they ask for nothing. At most the
    first 20,000 characters and 400 sentences.
    """
    own = _own_words(text[:LONGEST].replace("\r\n", "\n").replace("’", "'"))
    parts = (" ".join(part.split()) for part in _BREAK.split(own))
    return [part for part in parts if re.search(r"\w", part)][:MOST]


def _own_words(text: str) -> str:
    """What stands above quoted history; where nothing stands above it (a forward), all of it."""
    match = _QUOTED.search(text)
    above = text[: match.start()] if match else text
    own = "\n".join(line for line in above.splitlines() if not line.lstrip().startswith(">"))
    return own if re.search(r"\w{2,}", own) else re.sub(r"(?m)^[ \t>]+", "", text)
