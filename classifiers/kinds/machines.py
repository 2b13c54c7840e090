"""Mail that machines write, told by its words where its headers were lost: automatic replies, receipts, bounces.

A subject may only be the topic of a request ("Out of office hours service"), and a person may mention being away; so
`kind.py` asks here only about a message that asks for nothing. Forms of subject: RFC 3834 section 3.1.5, RFC 3464, and
what the usual mail programs write.
"""

import re
from collections.abc import Sequence

AUTOMATIC, BOUNCE = "automatic", "bounce"
_AWAY = r"out[ -]of[ -](?:the |my )?office|ooo"
_LEAVE = r"(?:\w+ ){0,2}(?:leave|holiday|secondment|sabbatical)"
AUTOMATIC_SUBJECT = re.compile(
    r"^\W*(?:re: )?(?:auto(?:matic|mated)?[ -]?(?:reply|response|acknowledg\w+|message|notification)?(?:\W*$|\W*:)"
    rf"|(?:{_AWAY})(?:\W*$|\W*[:(–-] ?|,? (?:re\b|reply|response|message|until|notification))"
    rf"|[^:]{{0,60}}\((?:{_AWAY}|auto(?:matic|mated)?[ -]?(?:reply|response))\)|(?:i am "
    rf"|i'm )?(?:currently )?on {_LEAVE}\b"
    r"|annual leave\W*$|(?:i am |i'm )?away (?:from (?:the|my) (?:office|desk)|until\b)|i am away"
    r"|(?:not )?read: |read receipt|i have left\b|we have received your|your (?:ticket|case|enquiry) #?\d)",
    re.I,
)
BOUNCE_SUBJECT = re.compile(
    r"^\W*(?:undeliver(?:able|ed)(?:\W*$|\W*:| mail returned| message)|delivery status notification"
    r"|delivery (?:failure|delayed|has failed|report|incomplete|notification)|returned mail\W*(?:$|:)"
    r"|mail delivery (?:failed|failure|system|subsystem)|failure notice\W*$"
    r"|(?:your )?message (?:undeliverable|not delivered|could not be delivered)|non[- ]?delivery (?:report"
    r"|notification)"
    r"|warning: (?:message|could not send)|returned to sender)",
    re.I,
)
_AUTOMATIC_WORDS = tuple(
    re.compile(words, re.I)
    for words in (
        r"\bthis (?:is|e-?mail|message|notification|reply|response)\b[^.?!]{0,40}\bauto(?:mated|matic|matically)\b",
        r"\b(?:generated|sent|created) automatically\b|\bautomatically (?:generated|sent)|^automat(?:ic"
        r"|ed) (?:reply|response)",
        rf"\b(?:i am|i'm|i will be) (?:\w+ ){{0,2}}(?:{_AWAY}|away (?:from|until|on)|on (?:annual|{_LEAVE}\b))",
        r"\bi (?:only )?work (?:on )?(?:mon|tues|wednes|thurs|fri)|\b(?:reply|respond"
        r"|answer)\b[^.?!]{0,40}\b(?:am back|return)",
        r"\b(?:mailbox|inbox|account|address) is (?:not |no longer |only )?(?:monitored|unmonitored|read|in use"
        r"|attended)",
        r"\bdo not (?:reply|respond) to this\b|\bno longer (?:work|employed)|\b(?:have|has) left the (?:organi"
        r"|company|council)",
        r"\b(?:ticket|case|enquiry) (?:number |ref\w* )?(?:#?\d+|is)\b|\bwe (?:aim|endeavour|try) to (?:reply"
        r"|respond|answer)",
        r"\bwas (?:read|opened|displayed|deleted without being read) on\b",
        r"\bwe have received your (?:e-?mail|message|enquiry)|\bhas been (?:logged|received) (?:and|with|under)",
    )
)
_BOUNCE_WORDS = tuple(
    re.compile(words, re.I)
    for words in (
        r"\b(?:message|e-?mail|recipient|address)\w*\b[^.?!]{0,80}\b(?:n't|not|unable)\b[^.?!]{0,20}\bdeliver",
        r"\b(?:n't|not|unable) (?:\w+ ){0,2}deliver(?:ed)?\b[^.?!]{0,60}\b(?:message|recipient|address|<)",
        r"\bdelivery (?:to|of|has|attempt)\b[^.?!]{0,80}\bfail|\bundeliverable\b",
        r"\bpermanent (?:fatal )?error|\bretry timeout|\btimed out\b|\bkeep trying\b",
        r"\b[45]\.\d\.\d{1,2}\b|\b5[05]\d [A-Z']",
        r"\b(?:message|e-?mail|recipient|address)\b[^.?!]{0,60}\b(?:blocked|rejected|bounced)\b|\bpermanent failure",
        r"\bmailbox (?:is )?(?:full|unavailable)|\b(?:user unknown|no such user|unknown (?:user|address))",
        r"\baddress(?:es)? (?:was|were|could|had)\b[^.?!]{0,12}(?:n't|not) (?:be )?found|\bwasn't found at",
        r"\bmail (?:system|program|delivery (?:system|software|subsystem))\b",
    )
)


def machine_subject(subject: str) -> tuple[str, str] | None:
    """(kind, why) where the subject line is the one that a machine gives its mail; None otherwise."""
    for kind, form, means in (
        (BOUNCE, BOUNCE_SUBJECT, "a message came back"),
        (AUTOMATIC, AUTOMATIC_SUBJECT, "no person wrote this"),
    ):
        if match := form.match(subject):
            return kind, f"The subject says “{match.group().strip()}”: {means}."
    return None


def machine_words(sentences: Sequence[str]) -> tuple[str, str] | None:
    """(kind, the sentence that tells) for the words of a bounce, which needs two signs, or of an automatic reply."""
    bounced = [_first(words, sentences) for words in _BOUNCE_WORDS]
    if sum(map(bool, bounced)) >= 2:
        return BOUNCE, next(filter(None, bounced))
    automatic = next(filter(None, (_first(words, sentences) for words in _AUTOMATIC_WORDS)), "")
    return (AUTOMATIC, automatic) if automatic else None


def _first(words: re.Pattern[str], sentences: Sequence[str]) -> str:
    return next((sentence for sentence in sentences if words.search(sentence)), "")
