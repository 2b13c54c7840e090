"""How people write what is not a plain request: reviews, chasers, clarifications, requests for their own data.

The table is for reading: kind; what the message does (completing "It …"); the words, a regular expression in which
%NAMES% stand for the lists below. Several lines may share a meaning; the first line that fits a sentence is taken.
A kind with a question mark is what a first request says too ("To clarify, I mean …", "When can I expect a reply?"):
it counts only in a reply, or where the message asks for nothing else.
"""

import re
from dataclasses import dataclass

REVIEW, CHASER, CLARIFICATION, OWN_DATA = "internal_review", "chaser", "clarification", "own_data"

NAMES = {
    "ME": r"(?:me|myself|(?:my|our) (?:client|children|family)|my (?!request|foi|freedom|question|own question"
    r"|records?\b"
    r"|(?:local )?(?:area|street|road|town|village|ward|estate|neighbour\w*|council\w*|school|library|park|MP)\b)"
    r"(?:own |late )?\w+)",
    "HOLD": "(?:hold|holds|held|have|has|keep|kept|stored?|process)",
    "THINGS": r"(?:data|information|records?|documents?|paperwork|e?mails?"
    r"|correspondence|letters|files?|notes?|everything"
    r"|anything"
    r"|whatever|all|recordings?|photo(?:graph)?s?|footage|cctv|images?|video|reports?|assessments?|transcripts?|logs?"
    r"|statements?|cop(?:y|ies))",
    "RECORD": "(?:records?|files?|data|notes|case notes)",
    "ABOUT": "(?:about|on|regarding|relating to|related to|concerning|involving|naming|mentioning|referring to)",
    "WHOSE": r"(?:personal|medical|health|hospital|gp|housing|tenancy|social \w+|care|school|education(?:al)?|student"
    r"|pupil|personnel|hr|employ\w+|occupational health|benefits?|council tax|police|custody|adoption|foster\w*"
    r"|complaint|case|planning|council|sickness|training|exam|arrest|criminal|disciplinary|grievance|rent|repairs?)",
    "OWNED": r"(?:accounts?|case|claims?|tenancy|benefits?|council tax|rent|phone calls?|calls?|visits?|interviews?"
    r"|assessments?"
    r"|complaints?|appeal|care|car|vehicle|van|penalty|pcn|fine|parking ticket|disciplinary|grievance|employment"
    r"|pension"
    r"|sickness|treatment|family|children|accident|fall|injury|arrears|job application|housing application|blue badge)",
    "RELATIVE": "(?:son|daughter|child|children|mother|father|mum|dad|wife|husband|partner|client|brother|sister"
    "|parent)s?",
    "REPLY": "(?:response|reply|answer|decision|refusal|handling|refusing|failure to (?:respond|reply|answer))",
    "MINE": r"(?:my|our|the|this|that)(?: \w+){0,4} (?:request|foi|sar|enquiry|query|letter|e-?mail|message"
    r"|questions?)",
}
TABLE = r"""
internal_review; asks for an internal review; (?:request|ask|like|seek|want|conduct|carry out|do|hold|demand|for|as)(?:ing)? (?:you )?(?:to )?(?:please )?(?:for )?(?:an? |the |your |my )?(?:formal )?internal review\b
internal_review; asks for an internal review; ^(?:re:? )?(?:an? )?internal review\b(?!s)
internal_review; asks for an internal review; \b(?:request|ask for|asking for|want|like|seek|seeking|demand) (?:an? |the )?(?:formal |full |proper |fresh )?review(?: please)?(?:\W*$| of (?:your|this|the|my|how) (?:\w+ ){0,3}(?:%REPLY%|request|exempt|redact))
internal_review; asks for an internal review; \b(?:please|kindly) (?:review (?:internally|your|the (?:decision|refusal|reply)|how|this)|reconsider)
internal_review; asks for an internal review; review internally|\b(?:to|you) (?:review|reconsider|revisit|re-?examine) (?:your|the|how|this|my) (?:\w+ ){0,3}(?:%REPLY%|request|decision)
internal_review; asks for an internal review; \blike (?:this|the|your) (?:\w+ ){0,2}%REPLY% (?:to be )?(?:reviewed|reconsidered|looked at)
internal_review; asks for an internal review; \blook (?:at|into) (?:%MINE%|it|this|your \w+) again|\blook again at (?:%MINE%|your|this)
internal_review; makes representations about a refusal; \b(?:representations?|reconsideration|complaint|review) under regulation (?:11|16)\b|^ir\b
internal_review; is dissatisfied with how a request was answered; \b(?:not|un|dis) ?(?:satisfied|happy|content|appointed) (?:with|about|by|at) (?:your|the|this|how) (?:\w+ ){0,4}(?:%REPLY%|request|way in which)
internal_review; is dissatisfied with how a request was answered; \b(?:complain(?:ing|t)?|dispute|challenge|disagree|appeal(?:ing)?|contest|object)\b[^.?!]{0,40}\b(?:your|the) (?:\w+ ){0,3}%REPLY%
internal_review; is dissatisfied with how a request was answered; \b(?:complain(?:ing|t)?) (?:about|that|of) [^.?!]{0,40}\bmy (?:foi |freedom of information |information )?request
internal_review; says that more is held than was sent; \bi (?:\w+ )?(?:believe|think|suspect|know|am (?:sure|certain|convinced)) (?:that )?(?:you|the \w+) (?:must |do |does |still )?(?:hold|holds|have|has) (?:more|further|additional|other)\b
internal_review?; says that more is held than was sent; \bi (?:\w+ )?(?:believe|think|suspect|know|am (?:sure|certain|convinced)) (?:that )?(?:you|the \w+|there|more|further|this|it|these)(?: \w+){0,5} (?:hold|holds|have|has|held|exists?|be more|is more)\b
internal_review?; asks for an internal review; \btreat this as (?:a|an|my) (?:formal )?(?:complaint|appeal)|\b(?:take|have) (?:a )?(?:another|second|fresh) look\b|\b%REPLY% (?:to be )?(?:reviewed|reconsidered|looked at again)|\b(?:complaint|appeal|review) under (?:section|the section) 4[57]
internal_review; is dissatisfied with how a request was answered; \b(?:not|un|dis) ?(?:satisfied|happy|content|appointed) (?:with|about|by|at) (?:how|the way)[^.?!]{0,20} my (?:\w+ ){0,3}(?:was|has been|were)
internal_review?; says that more is held than was sent; \bthere (?:must|should|has to|have to) be (?:\w+ )?(?:more|further|other)\b|\bhard to believe\b|\bplease search again
internal_review?; says that a reply fell short; \byou (?:have )?(?:only |wrongly |just |not |then )?(?:answered only|refused|withheld|redacted|only (?:answered|sent|provided|disclosed)|omitted|left out)
internal_review?; disputes the ground of a refusal; \b(?:section|exemption|exception|regulation|clause)s?\b[^.?!]{0,50}\b(?:does not|doesn't|do not|cannot|can't|is not|isn't|wrongly|incorrectly|not) (?:appl|engaged|been appl|be relied|justif)
internal_review?; disputes the ground of a refusal; \b(?:wrongly|incorrectly|mistakenly|unlawfully|improperly) (?:\w+ )?(?:applied|relied|withheld|refused|redacted|claimed)|\byou (?:have )?(?:misapplied|overlooked|ignored)|\bi do not accept (?:that|your|the)|\bredactions? (?:is|are) (?:excessive|unjustified)
internal_review?; says that a reply fell short; \b(?:part|half|most|some|none|question \w+|questions) (?:of )?(?:my (?:questions?|request) )?(?:was|were|has been|have been|is|remain) (?:not answered|unanswered|ignored|left out|refused)
internal_review; says that a reply fell short; \byour (?:\w+ )?(?:reply|response|answer|refusal) (?:\w+ ){0,2}(?:falls short|fails|failed|does not|did not|doesn't|didn't|is (?:incomplete|inadequate|unsatisfactory|wrong))
chaser; asks after an earlier request; \b(?:any|an) (?:updates?|news|progress)\b|\bhow (?:is|are|far) (?:my|our|the) request
chaser; asks after an earlier request; \b(?:status|progress|state|whereabouts) (?:of|on|with|regarding) %MINE%|^(?:re:? )?status of (?:foi )?request
chaser; asks after an earlier request; \b(?:what is|what's|what has|whether anything is|whatever) (?:happening|happened|going on|become) (?:with|to|about|of) (?:it|this|%MINE%)|\bhow (?:it|this|things|%MINE%) (?:is|are) (?:coming|progressing|getting|going)|\bhow (?:is it|are you) (?:coming|progressing|getting)
chaser; asks after an earlier request; \bwhere (?:is|are|'s) (?:my|our|the) (?:\w+ )?(?:reply|response|answer|information)|\bwhat(?: is|'s) (?:the|causing the) (?:hold-?up|delay|reason for the delay)|\bwhy (?:the delay|is (?:it|this) taking)
chaser; asks after an earlier request; \bfollow(?:ing)?[- ]up (?:on |to |with )?(?:my|our|the|this|a)\b|\b(?:did|have) you (?:receive|received|get|got|had|seen|read)(?: a chance to (?:look at|read))? (?:it|this|that|%MINE%)\b|^have you got my
chaser?; asks after an earlier request; \b(?:(?:it|this|%MINE%) (?:is|has)|(?:is|has) (?:it|this|%MINE%)) (?:been |being )?(?:dealt with|processed|in hand|looked (?:at|into)|handled|received|logged)
chaser?; asks when an answer will come; \bwhen (?:can |should |will |may |might |do )?(?:i|we) (?:can |should |will |may |might )?(?:expect|receive|get|hear|have)\b
chaser?; asks when an answer will come; \bwhen (?:can |should |will |may |might |do )?you (?:will |intend to |expect to )?(?:be )?(?:respond|reply|answer|send me the)
chaser?; asks after an earlier request; \b(?:information|figures|documents|data|papers|what|which) (?:that )?i (?:have |had )?(?:already |previously )?(?:requested|asked for)\b
chaser; says that a reply is late; \b(?:my|our|this|the|a) (?:\w+ ){0,3}(?:request|response|reply|answer) (?:\w+ ){0,6}(?:is|was|now|are|has been) (?:\w+ ){0,4}(?:overdue|late|due|outstanding|delayed)\b
chaser; says that a reply is late; should (?:by law )?(?:normally )?have (?:responded|replied|answered|been answered)|\bit (?:is|was) (?:now )?(?:over)?due\b
chaser; says that a reply is late; \byou are (?:now )?(?:late|out of time|in breach)|\bdeadline (?:has )?(?:now |already )?(?:passed|gone|expired)|\bworking days (?:have|has) (?:now |long )?(?:passed|gone|elapsed|expired)
chaser; says that a reply was promised; \b(?:told|said|promised|assured) (?:me |us )?(?:that )?(?:i|we|you) (?:would|should|will) (?:\w+ )?(?:hear|have|get|receive|reply|respond|answer)
chaser; says that no reply has come; (?:not|n't|never) (?:yet )?(?:had|received|heard|got|been sent) (?:back|anything|so much as|a reply|a response|any (?:\w+ )?(?:reply|response)|an answer|your|from you)
chaser; says that no reply has come; \b(?:nobody|no one|no-one|none of you|you) (?:has|have|had)(?: \w+){0,3} (?:not|n't|yet|bothered|failed)(?: yet| to){0,2} (?:answer|repl|respon|acknowledg)|\b(?:nobody|no one|no-one) (?:has|have) (?:even )?(?:answered|replied|responded)
chaser; says that no reply has come; \b(?:nobody|no one|no-one) (?:has|have) (?:come|got|written|rung|called) (?:back|to)\b|\bremind(?:er|ing)\b[^.?!]{0,30}\b(?:request|foi|letter)|\bwhether %MINE%[^.?!]{0,30} (?:reached|arrived|got to)
chaser; says that no reply has come; \b(?:heard|received|had|seen) nothing\b|\b(?:days|weeks|months|while|ages) since i (?:asked|wrote|sent|submitted|e-?mailed|made)|\byou (?:have not|haven't) (?:yet )?(?:answered|replied|responded|acknowledged)
chaser; says that no reply has come; \b(?:no|without an?y?) (?:reply|response|answer|acknowledgement)\b
chaser; says that no reply has come; \bi(?: am|'m|'ve been| have been)? still (?:waiting|awaiting)|chas(?:e|ing) (?:up|a|my|this|the)\b|gentle reminder|remind(?:er)? (?:of|about|you of) my
clarification; answers a question put to the requester; \b(?:by way of clarification|to confirm what i)|^as (?:requested|asked)\b[^.?!]{0,20}\b(?:here|this|the clarif)
clarification?; says what the requester means; \bto (?:clarify|(?:make|be) (?:it |this |things |myself )?(?:more )?(?:clear\w*|specific|precise))|\bsorry (?:for|if|about|that) [^.?!]{0,30}\b(?:clear|vague|confus|ambiguous)|\bfor (?:clarity|the avoidance of doubt)
clarification?; says what the requester means; \bby [^.?!]{1,60}[,”"']? ?i (?:only |just )?mean\w*\b|\bi (?:only|just|really)? ?(?:mean|meant|had in mind)\b|\bi (?:was|am) (?:only |just )?(?:asking about|referring to|thinking of)
clarification?; narrows the request; \b(?:happy|content|willing|prepared|glad|able) to (?:narrow|limit|restrict|refine|reduce|drop|leave out|confine|amend|accept)|\b(?:please )(?:limit|restrict|narrow|confine|exclude|leave out)\b|\byou (?:can|may) (?:leave|ignore|exclude|drop|limit|omit|disregard)
clarification?; answers a question put to the requester; ^(?:yes|no|ok|correct|that is right|that's right)(?:[,.:;!–-]| please|$)[^?]*$|\b(?:will do|will suffice|(?:is|are|would be) fine)\b
clarification; answers a question put to the requester; (?:(?:in|by) (?:answer|reply|response) to|with (?:regard|reference|respect) to|as to|regarding|as regards) your (?:quer|question|request for clarif|clarif)
clarification; answers a question put to the requester; (?:here is|this is|please find|further to|following) (?:the|my|your)(?: \w+){0,3} (?:clarif|asking me)|\bmy clarification|\byour (?:\w+ )?(?:question|request|query) (?:about|for) (?:which|what|clarif|more detail)
clarification; answers a question put to the requester; \byou(?:'ve| have)? (?:asked|wanted to know|queried) (?:me )?(?:to (?:clarify|narrow|specify|confirm)|for (?:clarif|more|further)|whether i|if i|which|what (?:i|we) (?:mean|meant|wanted|want)|what \w+)
own_data; makes a subject access request; (?:this is|treat this (?:\w+ )?as|accept this as|take this as|mak(?:e|ing)|submit(?:ting)?|request(?:ing)?|raise|lodge|exercise) (?:a|an|my)?(?: right of)? ?(?:formal |new |data )*(?:subject access(?: request)?\b|d?sar\b)(?! requests)
own_data; makes a subject access request; ^(?:re:? |fw:? )?(?:new |formal |my |data )*(?:subject access request|d?sar)\b
own_data; makes a subject access request; \bmy right(?:s)? (?:of access )?under (?:the )?(?:data protection|(?:uk )?gdpr|dpa)|\bas (?:a|the) data subject\b
own_data; asks for the requester's own data; \b%THINGS% (?:\w+ ){0,6}?%ABOUT% (?:me|myself)\b
own_data; asks for the requester's own data; \b%THINGS% (?:\w+ ){0,4}?%HOLD% (?:\w+ )?%ABOUT% %ME%\b
own_data; asks for the requester's own data; \b%THINGS% (?:of (?:me|myself)\b|(?:\w+ ){0,3}(?:shows?|showing|features?|featuring|in which) (?:me|i am|i was)\b)
own_data; asks for records of the requester's own affairs; \b(?:please|can|could|may|send|give|provide|supply|want|like|need|request|see)\b[^.?!]{0,120}?\b%THINGS% (?:(?!request|question)\w+ ){0,6}?(?:of|on|about|in|from|for|regarding|concerning|relating to|related to) my (?:\w+ ){0,2}?%OWNED%\b(?!'?s? (?:history|tree|research|school|nursery|home|park|scheme|polic|club))
own_data; asks for the requester's own data; \b(?:data|records?|files?|information) (?:concerning|about|on|relating to|of|for) (?:my|our) client
own_data; asks for the requester's own records; \b(?:my|our|his|her) (?:own )?(?:\w+ )?%WHOSE% %RECORD%\b
own_data; asks for the requester's own records; \b(?:copy|copies|sight|access|all|any) (?:of |to )?(?:all )?my (?:\w+ )?%RECORD%\b
own_data; asks for the requester's own data; \bmy (?:own )?(?:personal )?(?:data|information)\b(?! (?:set|collection|analysis|request|project|rights))
own_data; asks for records of a child or relative; \b%THINGS% (?:\w+ ){0,4}?%ABOUT% my (?:late )?%RELATIVE%\b(?!'s? (?:school|nursery|college|university|teacher))
own_data; asks for the requester's own data; \bwhat(?:ever)? (?:\w+ ){0,3}%HOLD% (?:about|on) (?:me|myself)\b
own_data; asks for the requester's own records; \b(?:send|give|provide|supply|disclose|obtain|see|have|want|cop(?:y|ies)|access)\b[^.?!]{0,60}\bmy (?:\w+ )?(?:scores?|marks?|results?|payslips?|references?|statements?|appraisals?|assessments?|care plan|support plan|application form|interview|medical)\b
own_data; asks for records of a child or relative; \b%RECORD% (?:\w+ ){0,3}(?:of|for|about|on|relating to) my (?:late )?%RELATIVE%
own_data; asks for records of a child or relative; \bmy (?:late )?%RELATIVE%(?:'s|s'|s)? (?:\w+ ){0,2}%RECORD%\b
own_data; asks for what names the requester; (?:mention|name|contain|include|refer to)s? (?:my name|me)\b(?! (?:in|of) the)
own_data; asks for what names the requester; \bin which i (?:am|was) (?:named|mentioned|identif)
own_data; uses a data protection right; \b(?:delete|erase|rectify|correct|stop (?:processing|using|sharing|selling)|remove) (?:all )?(?:of )?my (?:personal )?(?:data|information|details|records?)\b
own_data; uses a data protection right; \bright (?:to erasure|to be forgotten|of access under)|\bunder article 1[5-9]\b
own_data; complains about the use of the requester's data; breach(?:ed)? (?:of )?my (?:personal )?data|my (?:personal )?data (?:was|has been) (?:breached|lost|shared)
"""  # noqa: E501  (a table of one line a sign)


@dataclass(frozen=True)
class Sign:
    """A way in which people write a kind of message; `means` completes the sentence "It …"; `weak`: see above."""

    kind: str
    means: str
    words: re.Pattern[str]
    weak: bool = False


def _sign(line: str) -> Sign:
    kind, means, words = line.split("; ", 2)
    for name, list_ in NAMES.items():
        words = words.replace(f"%{name}%", list_)
    return Sign(kind.rstrip("?"), means, re.compile(words, re.I), kind.endswith("?"))


SIGNS = tuple(_sign(line) for line in TABLE.strip().splitlines())
HYPOTHETICAL = re.compile(
    r"^\W*(?:if|should|in the event|where(?! (?:is|are|'s)\b))\b|reserve (?:the|my) right|\bmay (?:later|then)"
    r"|\bi (?:will|shall|may)\b"
    r"|\bpass (?:this|it)\b|whoever|person who|right to (?:an internal|complain|appeal)|otherwise i",
    re.I,
)
ABOUT_THEM = re.compile(
    r"\bhow (?:many|often|much|long)|\bnumbers? of|statistic|percentage|average|polic(?:y|ies)|procedure|software"
    r"|\bsystem\b",
    re.I,
)


OTHER_APPEAL = re.compile(
    r"\b(?:parking|ticket|pcn|penalty|fine|benefit|blue badge|planning|admission|school place|licen[cs]e|housing)\b",
    re.I,
)
ABOUT_INFORMATION = re.compile(
    r"information|request|\bfoi|withh[eo]ld|disclos|redact|exempt|exception|section \d|regulation \d|public interest",
    re.I,
)


def sign_in(sentence: str) -> Sign | None:
    """The first sign in a sentence, or None.

    None too where the sentence speaks of what may come ("if you refuse, I will ask for a review"), or counts or
    describes such things ("how many subject access requests"): it is then about them, not one of them. None where an
    appeal is against something other than a reply to a request (a parking ticket, a benefit decision).
    """
    if HYPOTHETICAL.search(sentence):
        return None
    for sign in SIGNS:
        if match := sign.words.search(sentence):
            about_them = ABOUT_THEM.search(sentence[: match.start()])
            return None if about_them or (sign.kind == REVIEW and _appeals_something_else(sentence)) else sign
    return None


def _appeals_something_else(sentence: str) -> bool:
    return bool(OTHER_APPEAL.search(sentence)) and not ABOUT_INFORMATION.search(sentence)
