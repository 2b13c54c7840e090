"""How people write what is not a plain request: reviews, chasers, clarifications, requests for their own data.

The table is for reading: kind; what the message does (completing "It …"); the words, a regular expression in which
%NAMES% stand for the lists below. Several lines may share a meaning; the first line that fits a sentence is taken.
"""

import re
from dataclasses import dataclass

REVIEW, CHASER, CLARIFICATION, OWN_DATA, BOUNCE = "internal_review", "chaser", "clarification", "own_data", "bounce"

NAMES = {
    "ME": r"(?:me|myself|my (?!request|foi|freedom|question|own question|records?\b)(?:own |late )?\w+)",
    "HOLD": "(?:hold|holds|held|have|has|keep|kept|stored?|process)",
    "THINGS": "(?:data|information|records?|documents?|e?mails?|correspondence|letters|files?|notes|everything"
    "|anything|all)",
    "RECORD": "(?:records?|files?|data|notes|case notes)",
    "ABOUT": "(?:about|on|regarding|relating to|related to|concerning|involving|naming|mentioning|referring to)",
    "WHOSE": r"(?:personal|medical|health|hospital|gp|housing|tenancy|social \w+|care|school|education(?:al)?|student"
    r"|pupil|personnel|hr|employ\w+|occupational health|benefits?|council tax|police|custody|adoption|foster\w*"
    r"|complaint|case|planning|council|sickness|training|exam|arrest|criminal)",
    "RELATIVE": "(?:son|daughter|child|children|mother|father|mum|dad|wife|husband|partner|client|brother|sister"
    "|parent)s?",
    "REPLY": "(?:response|reply|answer|decision|refusal|handling|refusing|failure to (?:respond|reply|answer))",
}
TABLE = r"""
bounce; returns a message that could not be delivered; ^this message was created automatically by mail
bounce; returns a message that could not be delivered; ^delivery (?:has failed|to the following recipients? failed)
bounce; returns a message that could not be delivered; ^your message (?:could not be|wasn't) delivered
internal_review; asks for an internal review; (?:request|ask|like|seek|want|conduct|carry out|do|hold|demand|for|as)(?:ing)? (?:you )?(?:to )?(?:please )?(?:for )?(?:an? |the |your |my )?(?:formal )?internal review\b
internal_review; asks for an internal review; ^(?:re:? )?(?:an? )?internal review\b(?!s)
internal_review; asks for an internal review; \b(?:please|kindly) (?:review (?:internally|your|the (?:decision|refusal|reply)|how|this)|reconsider)
internal_review; asks for an internal review; review internally|\bto (?:review|reconsider) (?:your|the|how|this|my) (?:\w+ ){0,3}(?:%REPLY%|request|decision)
internal_review; is dissatisfied with how a request was answered; \b(?:not|un|dis) ?(?:satisfied|happy|content) (?:with|about|by) (?:your|the|this|how) (?:\w+ ){0,4}(?:%REPLY%|request)
internal_review; is dissatisfied with how a request was answered; \b(?:complain(?:ing|t)?|dispute|challenge|disagree|appeal(?:ing)?|contest)\b[^.?!]{0,40}\b(?:your|the) (?:\w+ ){0,3}%REPLY%
internal_review; is dissatisfied with how a request was answered; \b(?:complain(?:ing|t)?) (?:about|that|of) [^.?!]{0,40}\bmy (?:foi |freedom of information |information )?request
internal_review; says that more is held than was sent; \bi (?:\w+ )?(?:believe|think|suspect|know) (?:that )?(?:you|the \w+) (?:must |do |does |still )?(?:hold|holds|have|has) (?:more|further|additional|this|the|it)\b
internal_review; says that a reply fell short; \byour (?:\w+ )?(?:reply|response|answer|refusal) (?:\w+ ){0,2}(?:falls short|fails|failed|does not|did not|doesn't|didn't|is (?:incomplete|inadequate|unsatisfactory|wrong))
chaser; asks after an earlier request; \b(?:any|an) (?:update|news|progress)\b|\bhow (?:is|are) (?:my|our|the) request
chaser; asks after an earlier request; \bwhen (?:can|should|will|may|might|do) (?:i|we) (?:expect|receive|get|hear|have)
chaser; asks after an earlier request; \bwhen (?:can|should|will|may|might|do) you (?:respond|reply|answer|send me the)
chaser; says that a reply is late; \b(?:my|our|this|the|a) (?:\w+ ){0,3}(?:request|response|reply|answer) (?:\w+ ){0,6}(?:is|was|now|are|has been) (?:\w+ )?(?:overdue|late|due|outstanding|delayed)\b
chaser; says that a reply is late; should (?:by law )?(?:normally )?have (?:responded|replied|answered|been answered)
chaser; says that a reply is late; \byou are (?:now )?(?:late|out of time|in breach)|\bdeadline has (?:now )?passed
chaser; says that no reply has come; (?:not|n't|never) (?:yet )?(?:had|received|heard|got|been sent) (?:back|anything|a reply|a response|any (?:\w+ )?(?:reply|response)|an answer|your|from you)
chaser; says that no reply has come; \b(?:no|without an?y?) (?:reply|response|answer|acknowledgement)\b
chaser; says that no reply has come; \bi(?: am|'m|'ve been| have been)? still (?:waiting|awaiting)|chas(?:e|ing) (?:up|a|my|this|the)\b|gentle reminder|remind(?:er)? (?:of|about|you of) my
clarification; answers a question put to the requester; \b(?:to clarify|by way of clarification|to confirm what i)
clarification; answers a question put to the requester; (?:in|by) (?:answer|reply|response) to your (?:quer|question|request for clarif|clarif)
clarification; answers a question put to the requester; (?:here is|this is|please find) (?:the|my) clarif|\bmy clarification
clarification; answers a question put to the requester; \byou (?:have )?asked (?:me )?(?:to (?:clarify|narrow|specify|confirm)|for clarif|whether i|which|what i (?:mean|meant))
own_data; makes a subject access request; (?:this is|treat this (?:\w+ )?as|accept this as|take this as|mak(?:e|ing)|submit(?:ting)?|request(?:ing)?|raise|lodge|exercise) (?:a|an|my)?(?: right of)? ?(?:formal |new |data )*(?:subject access(?: request)?\b|d?sar\b)(?! requests)
own_data; makes a subject access request; ^(?:re:? |fw:? )?(?:new |formal |my |data )*(?:subject access request|d?sar)\b
own_data; asks for the requester's own data; \b%THINGS% (?:\w+ ){0,6}?%ABOUT% (?:me|myself)\b
own_data; asks for the requester's own data; \b%THINGS% (?:\w+ ){0,4}?%HOLD% (?:\w+ )?%ABOUT% %ME%\b
own_data; asks for the requester's own records; \b(?:my|our|his|her|their) (?:own )?(?:\w+ )?%WHOSE% %RECORD%\b
own_data; asks for the requester's own records; \b(?:copy|copies|sight|access|all|any) (?:of |to )?(?:all )?my (?:\w+ )?%RECORD%\b
own_data; asks for the requester's own data; \bmy (?:own )?(?:personal )?(?:data|information)\b(?! (?:set|collection|analysis|request|project))
own_data; asks for records of a child or relative; \b%RECORD% (?:\w+ ){0,3}(?:of|for|about|on|relating to) my (?:late )?%RELATIVE%
own_data; asks for records of a child or relative; \bmy (?:late )?%RELATIVE%(?:'s|s'|s)? (?:\w+ ){0,2}%RECORD%\b
own_data; asks for what names the requester; (?:mention|name|contain|include|refer to)s? (?:my name|me)\b(?! (?:in|of) the)
own_data; asks for what names the requester; \bin which i (?:am|was) (?:named|mentioned|identif)
own_data; uses a data protection right; \b(?:delete|erase|rectify|correct|stop processing|remove) (?:all )?(?:of )?my (?:personal )?(?:data|information|details|records?)\b
own_data; uses a data protection right; \bright (?:to erasure|to be forgotten|of access under)|\bunder article 1[5-9]\b
own_data; complains about the use of the requester's data; breach(?:ed)? (?:of )?my (?:personal )?data|my (?:personal )?data (?:was|has been) (?:breached|lost|shared)
"""  # noqa: E501  (a table of one line a sign)


@dataclass(frozen=True)
class Sign:
    """A way in which people write a kind of message; `means` completes the sentence "It …"."""

    kind: str
    means: str
    words: re.Pattern[str]


def _sign(line: str) -> Sign:
    kind, means, words = line.split("; ", 2)
    for name, list_ in NAMES.items():
        words = words.replace(f"%{name}%", list_)
    return Sign(kind, means, re.compile(words, re.I))


SIGNS = tuple(_sign(line) for line in TABLE.strip().splitlines())
HYPOTHETICAL = re.compile(
    r"^\W*(?:if|should|in the event|where)\b|reserve (?:the|my) right|\bmay (?:later|then)|\bi (?:will|shall|may)\b"
    r"|\bpass (?:this|it)\b|whoever|person who|right to (?:an internal|complain|appeal)|otherwise i",
    re.I,
)
ABOUT_THEM = re.compile(
    r"\bhow (?:many|often|much|long)|\bnumbers? of|statistic|percentage|average|polic(?:y|ies)|procedure|software"
    r"|\bsystem\b",
    re.I,
)


def sign_in(sentence: str) -> Sign | None:
    """The first sign in a sentence, or None.

    None too where the sentence speaks of what may come ("if you refuse, I will ask for a review"), or counts or
    describes such things ("how many subject access requests"): it is then about them, not one of them.
    """
    if HYPOTHETICAL.search(sentence):
        return None
    for sign in SIGNS:
        match = sign.words.search(sentence)
        if match:
            return None if ABOUT_THEM.search(sentence[: match.start()]) else sign
    return None
