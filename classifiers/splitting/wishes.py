"""Forms of wishes about the reply: how it should look, when it may come, what to do where a part fails. None asks."""

from classifiers.splitting.grammar import LEAD, compiled

# What a reply is called.
REPLY = (
    r"(?:reply|replies|response|responses|answers?|figures|numbers|data|information|results|totals?|percentages|"
    r"output|attachments?|images|files?|names?)"
)
# "Would prefer a table", "Prefer email": the first person left out.
PREFERS = compiled(
    rf"{LEAD}(?:(?:would|i'd|i|we|we'd) (?:much |really )?)?prefer(?:red|ably)?\b(?! to (?:know|see|have the))"
)
# "Could this be sent as an attachment", "May the reply come by post".
MAY_IT_COME = compiled(
    rf"{LEAD}(?:please )?(?:can|could|may|might|would) (?:this|it|these|they|everything|all of (?:this|it)|"
    rf"(?:the|your|all|any) {REPLY})(?: all)?(?: please)? (?:come|arrive|be (?:sent|supplied|provided|given|"
    rf"e?-?mailed|returned|delivered|posted|attached|"
    r"presented|set out|in|as|by|done|dealt)\b)"
)
# "The response should be a spreadsheet", "Figures below five may be given as a range".
REPLY_SHOULD = compiled(
    rf"{LEAD}(?:(?:the|your|all|any|each|every|my) )?{REPLY}\b[^.?!:]{{0,40}}?\b(?:should|must|may|might|can|could|"
    rf"ought to|"
    r"need(?:s)? (?:to|not)|is to|are to) (?:please |ideally |also )?be\b"
)
# "I also ask that the reply be sent as text", "we'd ask that someone signs it off".
ASKS_THAT = compiled(
    rf"\b(?:i|we)(?:['’]d| would| also| do)* (?:ask|request|prefer) that (?:(?:the|your|any|all|"
    rf"each) {REPLY}\b(?! (?:about|on|"
    r"of|for|relating)\b)|someone|nobody|no |this|it\b|my\b)"
)
# "Please don't send links", "put the counts in a spreadsheet", "number your answers".
HANDLES = compiled(
    rf"{LEAD}(?:please |kindly |pls |just )*(?:(?:do not|don['’]t|never|avoid)\b(?! (?:you|they|we|the|people)\b)|"
    rf"(?:number|put|mark|round|mask|keep|leave|present|format|order|sort|omit|disregard|skip|express) "
    r"(?:the|your|my|this|these|it|them|all|any|each|every|out|an?)\b|only (?:send|include|give|search|count)\b|"
    r"(?:provide|give|show|state|report|quote|supply) (?:all|every|each|your) (?:answers?|figures?|numbers?|totals?|"
    r"years?|"
    r"amounts?|responses?|questions?) (?:by|in|as|separately|per|to|on|broken|split|rounded)\b)"
)
# "Where the number is less than 5, put *", "Where a count is masked".
WHERE_SMALL = compiled(
    rf"{LEAD}(?:where|if|when) (?:the|a|an|any) (?:number|figure|count|value|total|cell)s?\b[^,?]{{0,60}}"
    r"\b(?:is|are|has|have|cannot)\b"
)
# "Figures by ward in a spreadsheet", "Any documents in PDF please": an item on the form of all answers.
IN_FORM = compiled(
    rf"{LEAD}(?:(?:any|all|the|your) )?(?:{REPLY}|documents|tables|lists|everything)\b(?:(?! (?:on|of|for|about|"
    rf"showing|"
    r"relating|regarding)\b)[^.?!:]){0,40}? (?:in|as|by|on) (?:an? |the )?(?:\w+ )?(?:excel|spreadsheets?|pdfs?|"
    r"csvs?|word|"
    r"tables?|e-?mail|formats?|files?|electronic form|paper)\b[^.?!]{0,20}[.!]?$"
)
# What to do where something fails: "say so", "send those that are ready", "answer what you can", "provide a quotation".
REMEDY = compiled(
    r"\b(?:say so|(?:tell|let|inform|warn) (?:me|us)(?: know)? (?:so\b|which part|and there|first|beforehand|early|"
    r"at once)|"
    r"(?:send|give|provide|answer|supply|release)(?: me| us)? (?:what(?:ever)? (?:you|is|there)|those (?:that|which|"
    r"you)|"
    r"whichever|the (?:rest|others?|remainder)|as much|an? (?:quotation|quote|estimate of (?:the )?(?:fee|cost)|"
    r"range))|"
    r"(?:then|instead) (?:please )?use\b|(?:please )?use (?:that|those|your own|the nearest)\b)",
)
# Conditions on the answering that no fact of the subject fulfils: "If your system counts jobs", "If one question".
ABOUT_SYSTEM = compiled(
    r"[\"'“‘(\[\s]*(?:if|should|where|when|unless) (?:(?:one|a|any) (?:question|part|answer|fee|charge)\b|"
    r"you (?:take|treat|hold (?:only|it|them|this)|find|rely|send|"
    r"use|store|record)\b|something)"
)
# "Provided there is room within the limit, I would like …": what follows is asked for all the same.
AS_FAR_AS = compiled(
    r"^(?:if|provided|providing|where|as long as|so long as|subject to|assuming)\b[^,?]{0,60}?\b(?:allow(?:s|ed)?|"
    r"permit(?:s|ted)?|"
    r"room|within|time)\b[^,?]{0,60}, (?=(?:i|we|please|could|can|may|kindly|also|then|separate|split|give|send|list|"
    r"provide)\b)"
)
# Said for effect: "Is it any wonder that nobody votes?"
FOR_EFFECT = compiled(
    r"[\"'“‘(]*(?:and |but |so )?(?:is it any wonder|how can (?:that|this|it|they|anyone) (?:be|possibly|not)|"
    r"what is the point|who (?:on earth|in their right mind|wants?|would want|needs?)|why should (?:we|i|anyone|"
    r"people|residents)\b|"
    r"(?:is|are|isn['’]t) (?:this|that|it) (?:really |just )?(?:fair|acceptable|too much to ask)|"
    r"surely\b|need i say|do you (?:really )?(?:think|expect) (?:we|i|people|residents))"
)
# "I would like to see if the figures bear that out", "how it is getting on": the requester's purpose.
TO_COMPARE = compiled(
    r"\b(?:like|want|wish|hope|trying|keen|here) (?:to|and) (?:see|compare|check|understand|know|learn|find out) "
    r"(?:if|whether|how) (?:the (?:figures|numbers|picture|facts|claims?)|that|this|things|it(?:['’]s| is)? "
    r"(?:getting on|going|compares?|looks?)|we (?:compare|are doing)|our)\b"
)
# "I want to know a few things", "responses to the survey underneath": what is wanted follows.
THINGS = compiled(
    r"\b(?:know|ask|learn|understand|find out|clarify) (?:you |about )?(?:a few|some|several|a couple of|"
    r"a number of|the "
    r"following|two|three|four|five) (?:more |other )?(?:things|points|facts|questions|matters)\s*[.:,]*$|"
    r"\b(?:responses?|answers?|replies) to (?:the|this|my|our) (?:\w+ )?(?:survey|questionnaire|form)\b"
)


def about_reply(words: str) -> bool:
    """Whether a sentence says only how or when the reply should come, seen by its form."""
    forms = (PREFERS, MAY_IT_COME, REPLY_SHOULD, ASKS_THAT, HANDLES, WHERE_SMALL, IN_FORM)
    return any(form.search(words) if form is ASKS_THAT else form.match(words) for form in forms)


def fails(words: str) -> bool:
    """Whether a condition speaks of the answering, or its consequence says what to do where a part fails."""
    return bool(ABOUT_SYSTEM.match(words) or REMEDY.search(words))
