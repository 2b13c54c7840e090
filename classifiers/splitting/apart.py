"""What is set apart from a request before it is split: greeting, sign-off, signature, footers, quoted history."""

import re
from itertools import pairwise

from classifiers.splitting.asking import framed, interrogative
from classifiers.splitting.forms import COUNTING
from classifiers.splitting.passages import Line, Place, Text
from classifiers.splitting.remainder import may_ask

GREETING = re.compile(
    r"(?:dear|hello|hi|hiya|good (?:morning|afternoon|evening)|to whom(?:ever)? it may concern|"
    r"for the attention of|fao|"
    r"greetings)\b[^.?:;!\n]{0,80}[,:.!]?$",
    re.I,
)
SIGN_OFF = re.compile(
    r"(?:yours|yours (?:faithfully|sincerely|truly|etc)|faithfully|sincerely|(?:with )?(?:kind(?:est)?|best|"
    r"warm(?:est)?|"
    r"many)? ?(?:regards|wishes)|(?:many |with )?thanks(?: (?:and|in|again|so|very|for|to)\b[^.?!]{0,40})?|"
    r"thank ?you"
    r"(?: (?:and|in|again|so|very|for)\b[^.?!]{0,60})?|cheers|respectfully)[\s,.!]*$",
    re.I,
)
# The head of an earlier message: everything below it is history.
HISTORY = re.compile(
    r"(?:-{2,} ?(?:original|forwarded) (?:message|appointment)|(?:begin )?forwarded message:|"
    r"on .{5,120} wrote:$)",
    re.I,
)
# A line across the page: what stands below it is history only if an earlier message begins there.
RULE = re.compile(r"(?:_{8,}|-{20,}|={8,}|\*{8,})$")
# The sender's own words about a list that they quote.
THE_ABOVE = re.compile(r"\b(?:answer|provide|send|see|questions?|points?|list) (?:\w+ ){0,3}above\b", re.I)
# Header lines of a message pasted or forwarded into the text.
HEADER = re.compile(r"(?:from|to|sent|date|subject|cc|reply-to): ?\S", re.I)
# What WhatDoTheyKnow writes under each request.
FOOTER = re.compile(
    r"(?:please use this email address for all replies|disclaimer: this message and any reply|"
    r"is \S+ the wrong address|"
    r"for more detailed guidance on safely disclosing|please note that in some cases publication|"
    r"if you find this service "
    r"useful|this request has been made by an individual using this website|view foi responses)",
    re.I,
)
# Paragraphs that programs and firms add: notices of confidence, banners on mail from outside, where it was sent from.
NOTICE = re.compile(
    r"[\W_]*(?:this (?:e-?mail|message|communication|transmission)(?: and any \w+)?(?:,? (?:is|are|may be|may contain|"
    r"contains?|has been|originated|was sent|came|including)\b| \([^)]{0,60}\))|"
    r"(?:the )?(?:information|contents?)(?: contained)? (?:in|of) this (?:e-?mail|message)|"
    r"confidentiality(?: notice)?:|"
    r"disclaimer\b|if you (?:have received|are not the (?:intended|named))|"
    r"(?:please )?(?:consider|think of) the environment before|"
    r"(?:caution|warning|external(?: e-?mail| message| sender)?)\s*[:!\]–-].{0,60}\b(?:e-?mail|message|sender|"
    r"organi[sz]ation|links?)\b|"
    r"\[external\]|(?:this (?:e-?mail|message) )?(?:has been |was )?(?:virus )?(?:scanned|checked) (?:by|for)|"
    r"(?:company |charity )?registered (?:in|office|charity|address|number)|"
    r"you don['’]t often get (?:e-?mail|messages?) from)",
    re.I,
)
# The line that a telephone or a mail program adds.
SENT_FROM = re.compile(
    r"(?:sent (?:from|via|using) (?:my|outlook|mail for|yahoo|samsung|proton|gmail)|"
    r"get outlook for)\b",
    re.I,
)
# What a portal or a web form prints around the words of the requester, each on a line of its own.
CHROME = re.compile(
    r"(?:(?:your|applicant|requester|personal|contact|customer)(?:['’]s)? (?:contact )?details|"
    r"(?:your|the|details of (?:your|the)) (?:foi |freedom of information |information )?(?:request|"
    r"enquiry)(?: details)?|"
    r"what information (?:would you like|are you requesting|do you (?:want|require))\??|link to this|"
    r"report this (?:message|request)|delivered|(?:hide|show) quoted sections|write a reply|offsite(?: link)?|"
    r"a full history of (?:my|this) (?:foi |freedom of information )?request.{0,200}|jump to (?:top|bottom|latest)|"
    r"download a zip file|things to do with this request|new foi request|"
    r"(?:preferred (?:format|contact)[\w ]{0,20}|how would you like (?:to receive|"
    r"us to)[^:?]{0,40})[:?]\s*[\w -]{0,30})"
    r"\s*:?$",
    re.I,
)
# A field of such a form with what was filled in.
FIELD = re.compile(
    r"(?:(?:your |first |last |full |middle |contact |family |given |home |work |business )*(?:names?|surname|"
    r"forenames?|"
    r"title|e-?mail(?: address)?|address(?: line ?\d)?|street|town|city|county|post ?code|(?:tele)?phone(?: (?:no|"
    r"number))?|"
    r"mobile(?: number)?|organi[sz]ation|company(?: name)?|(?:date|time) (?:submitted|received|of request)|"
    r"submitted(?: on)?|"
    r"(?:form|case|request|customer)? ?(?:ref|reference|id)(?: (?:no|number))?))\.? ?[:\t] ?(?P<value>.{0,80})$",
    re.I,
)
# What the request calls itself, above its words.
TITLE = re.compile(r"re ?:", re.I)
DASHES = re.compile(r"-- ?$")
QUOTED = re.compile(r">")
# A cheap first look for all of these.
ANY_OF_THEM = re.compile(
    "|".join(
        f"(?:{form.pattern})"
        for form in (
            GREETING,
            SIGN_OFF,
            HISTORY,
            RULE,
            HEADER,
            FOOTER,
            NOTICE,
            SENT_FROM,
            CHROME,
            FIELD,
            DASHES,
            TITLE,
            QUOTED,
        )
    ),
    re.I,
)
# The beginning of a list item or an answer line, with which a request goes on below a signature.
GOES_ON = re.compile(r"(?:\(?(?:\d{1,2}|(?-i:[a-z])|[ivx]{1,4})[.):]|Q(?:uestion)? ?\d|[-*•·–] )", re.I)
# What follows the sign-off and is said to the authority all the same.
AFTERTHOUGHT = re.compile(r"p\.?(?:p\.?)*s\b", re.I)
LONGEST_SIGNATURE = 70
LONGEST_HEAD = 300
LONGEST_NOTICE = 12
FEWEST_WORDS = 4
BLOCK_OF_HEADERS = 2


def set_apart(text: Text) -> list[Place]:
    """Places of greeting, sign-off, signature, footers and history, in order; they never cover the whole text."""
    lines = text.lines
    own = quotes_own_list(text, lines)
    apart: list[Place] = []
    index = 0
    while index < len(lines):
        took, to_the_end = taken(text, lines, index, any_words_before(apart, lines, index))
        if own and QUOTED.match(text, lines[index].start):
            took = 0
        if to_the_end:
            apart.append((lines[index].start, lines[-1].end))
            break
        if took:
            apart.append((lines[index].start, lines[index + took - 1].end))
        index += max(took, 1)
    return apart if covers_less(apart, lines) else []


def quotes_own_list(text: Text, lines: list[Line]) -> bool:
    """Whether a list set off with ">" is the sender's own: a colon hands over to it and nobody "wrote" it, or their
    words below ask for "the above"."""
    last = next((n for n in range(len(lines) - 1, -1, -1) if QUOTED.match(text, lines[n].start)), len(lines))
    below = lines[last + 1 : last + 4]
    if any(THE_ABOVE.search(text, line.start, min(line.end, line.start + LONGEST_HEAD)) for line in below):
        return True
    for before, line in pairwise(lines):
        if QUOTED.match(text, line.start) and not QUOTED.match(text, before.start):
            words = text[before.start : before.end]
            return words.endswith(":") and not HISTORY.match(words) and not words.endswith("wrote:")
    return False


def any_words_before(apart: list[Place], lines: list[Line], index: int) -> bool:
    """Whether something that was not set apart stands above the line."""
    return index > len(apart) and lines[0].start < lines[index].start


def covers_less(apart: list[Place], lines: list[Line]) -> bool:
    """Whether any line is left."""
    covered = sum(end - start for start, end in apart)
    return bool(lines) and covered < sum(line.end - line.start for line in lines)


def taken(text: Text, lines: list[Line], index: int, words_before: bool) -> tuple[int, bool]:
    """How many lines from `index` are set apart, and whether all that follows is."""
    start, end = lines[index].start, min(lines[index].end, lines[index].start + LONGEST_HEAD)
    if not ANY_OF_THEM.match(text, start, end):
        return 0, False
    words = text[start:end]
    if words_before and (FOOTER.match(words) or begins_history(text, lines, index, words)):
        return 1, True
    if headers := header_lines(text, lines, index):
        return headers, words_before
    return lines_apart(text, lines, index, words, words_before), False


def begins_history(text: Text, lines: list[Line], index: int, words: str) -> bool:
    """Whether an earlier message begins at the line, or right below it where it is a line across the page."""
    below = lines[index + 1 : index + 3]
    if not RULE.match(words):
        return bool(HISTORY.match(words) and below)
    heads = any(HISTORY.match(text, line.start, min(line.end, line.start + LONGEST_HEAD)) for line in below)
    return heads or bool(below and header_lines(text, lines, index + 1))


def lines_apart(text: Text, lines: list[Line], index: int, words: str, words_before: bool) -> int:
    """How many lines from `index` are set apart where the request goes on below them."""
    if NOTICE.match(words):
        return paragraph(text, lines, index)
    if any(pattern.match(words) for pattern in (HISTORY, RULE, QUOTED, CHROME, SENT_FROM)) or greets(words):
        return 1
    if SIGN_OFF.match(words) or (words_before and DASHES.match(words)):
        return 1 + signature(text, lines, index + 1)
    if TITLE.match(words) and not words_before:
        return 1
    return field_lines(text, lines, index, words_before)


def greets(words: str) -> bool:
    """Whether a line only greets: "Hi can you send me the rota" asks as well."""
    return bool(GREETING.match(words)) and (words[:2].lower() in ("to", "de", "fo") or not asks_on(words))


def header_lines(text: Text, lines: list[Line], index: int) -> int:
    """How many message header lines begin here; 0 unless at least BLOCK_OF_HEADERS stand together."""
    count = 0
    while index + count < len(lines) and count < 12 and HEADER.match(text, lines[index + count].start):
        count += 1
    return count if count >= BLOCK_OF_HEADERS else 0


def paragraph(text: Text, lines: list[Line], index: int) -> int:
    """How many lines stand together from `index`, up to LONGEST_NOTICE and the first item of a list."""
    below = lines[index + 1 : index + LONGEST_NOTICE]
    ends = (n for n, line in enumerate(below) if line.after_blank or GOES_ON.match(text, line.start, line.end))
    return 1 + next(ends, len(below))


def field_lines(text: Text, lines: list[Line], index: int, words_before: bool) -> int:
    """How many filled-in fields of a form begin here; 0 unless several stand together, below words only if filled."""
    count = 0
    for line in lines[index : index + 20]:
        field = FIELD.match(text, line.start, line.end)
        if field is None or (words_before and not field["value"].strip()):
            break
        count += 1
    return count if count >= BLOCK_OF_HEADERS else 0


def of_others(words: str) -> bool:
    """Whether a place set apart, seen by its beginning, holds the words of others: a footer, history, a quotation."""
    first = words.partition("\n")[0].strip()
    return any(pattern.match(first) for pattern in (FOOTER, HISTORY, RULE, QUOTED, HEADER))


def asks_on(words: str) -> bool:
    """Whether a line of greeting or signature asks all the same: "Hi can you send me the rota"."""
    asks = framed(words) or COUNTING.search(words) or (interrogative(words) and len(words.split()) >= FEWEST_WORDS)
    return bool(asks) and may_ask(words)


def signature(text: Text, lines: list[Line], index: int) -> int:
    """How many lines of name and address follow a sign-off."""
    count = 0
    for line in lines[index : index + 8]:
        words = text[line.start : line.end]
        long = len(words) > LONGEST_SIGNATURE or words.endswith(":") or (words.endswith("?") and line.after_blank)
        afterthought = AFTERTHOUGHT.match(words) or (asks_on(words) and (line.after_blank or framed(words)))
        if long or afterthought:
            break
        if GOES_ON.match(words) or any(p.match(words) for p in (FOOTER, HISTORY, NOTICE)):
            break
        count += 1
    return count
