"""What a sentence of a letter does: ask for information, ask for a service, or pass the time of day."""

import re

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
    r"\?\s*\W*$",
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
SENTENCE = re.compile(
    r"\b(?:i|we|you|me|us|your|my|our|it|is|are|was|were|has|have|had|be|been|will|would|can|could|did|do|does|came"
    r"|thanks?)\b"
    r"|\w'(?:m|re|ve|ll|d)\b|n't\b",
    re.I,
)
NUMBERED = re.compile(
    r"^\W*(?:(?:\d{1,3}|[a-z])[.)]|(?:request|question|q) ?(?:\d{1,3}|one|two|three|four|five)\b\W)\s*\w", re.I
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
_SERVE = (
    r"(?:repair|fix|mend|collect|empty|remove|clear|cancel|refund|unblock|clean|replace|deliver|register|renew|pay|move"
    r"|rehouse|book|call|ring|phone|arrange|stop|cut|trim|fill|grit|sweep|sort|issue me|change my|update my|reset)"
)
_DONE = rf"(?:{_SERVE}(?:p?ed|d)?|emptied|paid|sorted out|cut|dealt with)"
_MATTER = (
    r"(?:parking|ticket|pcn|penalty|fine|charge notice|blue badge|benefits?|council tax bill|application for"
    r"|school place)"
)
SERVICE = re.compile(
    r"\b(?:please|can you|could you|would you|kindly|want (?:you|someone) to|need (?:you|someone|somebody) to"
    rf"|when (?:will|are) (?:you|someone|it)(?: going to)?) (?:please |someone |also |be )?{_SERVE}(?:ed|d)?\b"
    rf"|\b(?:please|can|could|would) (?:someone|somebody|anyone)\b(?![^.?!]{{0,20}}\b(?:{_VERBS}"
    r"|let|answer|say|look|help|clarify|email|point))"
    rf"|\b(?:get|have) (?:it|this|that|them|someone|somebody|the \w+) (?:to )?{_DONE}\b"
    r"|\b(?:why|when) (?:has|have|is|was|were|will|did|are)(?:n't| not)? (?:it|my|our|this"
    r"|you\b[^.?!]{0,30}\b(?:my|our|it))"
    rf"\b[^.?!]{{0,40}}\b{_DONE}\b"
    r"|\bsend (?:(?:someone|somebody|anyone) |(?:a|an|the|your) (?:\w+ )?(?:lorry|crew|team|van|engineer|officer"
    r"|inspector"
    r"|plumber|warden|man) )(?:\w+ )?(?:round|back|out|over|to|please|today|again)"
    r"|\bi(?: am|'m| wish| want| would like|'d like)? (?:to )?"
    r"(?:report(?:ing)?|complain(?:ing)? about|apply(?:ing)? for|order|book|object(?:ing)? to|support(?:ing)? the)\b"
    rf"|\b(?:appeal|challenge|contest|dispute)(?:ing)?\b[^.?!]{{0,30}}\b{_MATTER}\b",
    re.I,
)
PITCH = re.compile(
    r"\b(?:book (?:a (?:demo|call|meeting)|your (?:place|seat|ticket))|free (?:trial|demo|consultation|webinar)"
    r"|special offer|our (?:[\w-]+ ){0,2}(?:products?|platform|solutions?|services|clients|software|tools?"
    r"|courses?)\b|book now|places cost|leading (?:provider|supplier)|unsubscribe"
    r"|we (?:offer|provide|supply|specialise|help)\b|we are (?:offering|delighted to (?:offer|invite))"
    r"|helped (?:\w+ ){1,3}councils"
    r"|(?:quick|short|brief|minute) (?:call|chat|demo|meeting)|would you be (?:interested|open|free|available)"
    r"|are you (?:free|available|open|able to (?:meet|talk|speak|chat))|do you have (?:\w+ ){0,2}minutes|case stud"
    r"|brochure|limited time|click (?:here|below)|congratulations"
    r"|you have won|invoice attached|our invoice|bitcoin|seo\b|save (?:up to )?\d|\d ?% off|invite you|join us"
    r"|early (?:booking|bird)|register (?:now|today)|sign up (?:now|today|here))",
    re.I,
)
WITHDRAWAL = re.compile(
    r"(?:\bi(?: [\w']+){0,4}|\bplease|\bwish to) (?:withdraw|cancel|disregard|ignore|drop)(?:ing)?\b[^.?!]{0,50}"
    r"\b(?:my|our|the|this|it)\b|\b(?:my|our) request[^.?!]{0,20}withdrawn|\bi no longer (?:need|require|want)\b",
    re.I,
)
QUANTITY = re.compile(r"\bhow (?:many|much|often)\b|\bnumbers? of\b|\bcop(?:y|ies) of\b", re.I)
THANKS = re.compile(
    r"\b(?:thanks?|thank you|grateful for|appreciate) (?:\w+ ){0,3}(?:for|to)\b|\b(?:many|much) (?:thanks|appreciated)"
    r"|\bthank(?:s| you)\W*$|^\W*got it\b|\ball (?:that )?i (?:needed|wanted)|\beverything i (?:was after|needed"
    r"|wanted)"
    r"|\bno need to reply",
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


def is_hollow(sentence: str) -> bool:
    """Whether an ask names nothing but the correspondence itself ("Please reply.", "Why is it taking so long?")."""
    return not re.search(r"[^\W_]{3,}", _TALK.sub(" ", sentence.replace("'s", "")))


_QUOTED = re.compile(
    r"(?im)^[ \t]*(?:-{3,} ?original message|_{10,}|on [^\n]{6,90}wrote:|from: [^\n]+\n(?:sent|date|to): )"
)
_BREAK = re.compile(
    r"(?<=[.?!;])(?<!^\d\.)(?<!\s\d\.)(?<!\s\d\d\.)[\s\"”')]+(?=[A-Z\"“'(\d•*-])"  # after a sentence, not a number
    r"|\n\s*\n|\n(?=\s*(?:\(?\w{1,4}[.)]|[-•*·]|\d+ ?[-–:])\s)"  # at an empty line or a list item
    r"|(?<=[:?,!.])\s*\n"  # at the end of a line that ends a clause
)
_FRAME = re.compile(
    r"(?im)^[ \t]*(?:dear|hi|hello|good (?:morning|afternoon|evening))\b[^\n]{0,60}$"
    r"|^[ \t]*(?:yours|kind|best|warm|many|with)? ?(?:faithfully|sincerely|regards|wishes|thanks|cheers)\b[^\n]{0,30}"
    r"(?:\n[ \t]*)*[^\n]{0,40}$"
)
LONGEST, MOST = 20_000, 400


_ANSWERING = re.compile(r"^\W*(?:re|aw|sv|antw)\s*:", re.I)
_SET_OFF = re.compile(r"(?<!wrote)(?<!writes)(?<!said):[ \t]*\n(?:[ \t]*\n)?[ \t]*>")
_POINTS_ON = re.compile(
    r"\b(?:below|forward\w*|fyi|fwd?|this came|one for you|passing (?:this|it)|pass(?:ed)? on"
    r"|see (?:the )?(?:attached|under))\b",
    re.I,
)


def sentences_said(text: str, subject: str = "") -> list[str]:
    """The sentences of the sender's own words, each on one line; quoted history below them is left out.

    Lines broken by a mail program are joined; greeting and signature are kept, as they ask for nothing. At most the
    first 20,000 characters and 400 sentences.
    """
    own = _own_words(_even(text), answering=bool(_ANSWERING.search(subject)))
    parts = (" ".join(part.split()) for part in _BREAK.split(own))
    return [part for part in parts if re.search(r"\w", part)][:MOST]


def is_reply(text: str, subject: str) -> bool:
    """Whether the message answers another: its subject says so, or history is quoted under its own words."""
    if _ANSWERING.search(subject):
        return True
    even = _even(text)
    return bool(_QUOTED.search(even)) and _own_words(even) != _unquoted(even)


def _even(text: str) -> str:
    return text[:LONGEST].replace("\r\n", "\n").replace("’", "'")


def _unquoted(text: str) -> str:
    return re.sub(r"(?m)^[ \t>]+", "", text)


def _own_words(text: str, answering: bool = False) -> str:
    """What stands above quoted history; all of it where nothing is said above it, or only "see below" (a forward).

    Lines marked ">" that a first message leads to with a colon are its own points set off, not history.
    """
    match = _QUOTED.search(text)
    above = text[: match.start()] if match else text
    own = "\n".join(line for line in above.splitlines() if not line.lstrip().startswith(">"))
    bare = _FRAME.sub("", own)
    points_on = len(bare.split()) <= 40 and _POINTS_ON.search(bare)
    passed_on = not answering and (points_on or _SET_OFF.search(above))
    return _unquoted(text) if passed_on or not re.search(r"\w{2,}", bare) else own
