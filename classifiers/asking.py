"""Whether a sentence asks, and for what: the grammar of requests, not their subjects.

An ask is told by its form (interrogative, inverted verb, imperative, a frame such as "please send") and by having
something to ask for once frame, function words and words about format and procedure are taken away (`matter`).
"""

import re
from enum import IntEnum
from functools import lru_cache

LONGEST_LOOK = 1500


class Ask(IntEnum):
    """How sure the form of a sentence is to ask for something of its own."""

    NONE = 0
    TOPIC = 1  # names the subject of the request ("I am writing about …")
    DIRECT = 2


WH = r"(?:who|whom|whose|what|when|where|why|which|how|whether)"
# Words that may stand before an ask: "And", "Also,", "As well as that,", "Under the Act,", "Firstly".
LEAD = (
    r"(?:[\"'“‘(\[\s]*(?:(?:and|but|or|so|also|then|next|again|finally|lastly|further(?:more)?|additionally|secondly|firstly|"
    r"thirdly|moreover|in addition|in particular|as well(?: as (?:that|this|the above))?|separately|for instance|for example|"
    r"(?:under|pursuant to|in accordance with|further to)\b[^,.?!:]{0,120}?),?\s+)*)"
)
GIVE = (
    r"(?:send|give|provide|supply|tell|let|state|list|name|say|release|disclose|share|furnish|forward|email|e-mail|copy|"
    r"explain|describe|detail|outline|specify|identify|indicate|confirm|advise|set out|show|clarify|break down|inform|answer|"
    r"respond|publish|attach|enclose|include|add|make|point|refer|summarise|estimate|calculate|report|return|complete|fill|"
    r"do|get|quote|direct|find|search|check|split|group|rank|compare)"
)
SEEK = (
    r"(?:know|have|see|get|receive|obtain|request|ask|find out|be (?:given|told|sent|provided|informed|supplied)|view|access|"
    r"understand|establish|seek|enquire|inquire|apply|put)"
)
# "please send", "kindly could you also tell": a polite frame with a verb of giving.
PLEASE = re.compile(
    rf"\b(?:please|pls|kindly)\b[\s,]*(?:(?:also|can|could|would|will|may|might|you|i|we|be|so kind as to|then|now|[-–][^-–]{{1,60}}[-–])"
    rf"[\s,]+){{0,4}}(?:{GIVE}|{SEEK})\b",
    re.I,
)
PLEASE_AFTER = re.compile(
    rf"\b(?:can|could|would|will|may|might|shall) (?:i|we|you)\b[^.?!]{{0,40}}?\b(?:{GIVE}|{SEEK}|like)\b", re.I
)
# "I would like to know", "we request", "I am seeking", "I'd be grateful for".
WISH = re.compile(
    rf"\b(?:i|we)(?:['’]d| would| should|['’]m| am| are|['’]re| do| also| therefore| hereby| now| further| formally| kindly| just)*"
    rf"\s+(?:(?:also|therefore|hereby|now|further|formally|be|very|really|only|just)\s+)*"
    rf"(?:(?:like|love|want|wish|need|require|hope|writ(?:e|ing)|seek(?:ing)?|looking|keen)(?:\s+to\s+(?:also\s+|use .{{3,60}}? to )?{SEEK}\b|"
    rf"\s+to\s+(?:learn|make a?)\b|\s+(?!to\b)\S)|(?:request|ask|apply)(?:ing)?\b|(?:be )?"
    rf"(?:grateful|glad|pleased|obliged|thankful|appreciat\w+|welcome)\b)",
    re.I,
)
# A wish about what the requester does or feels, no ask: "I want to learn", "I would like to share".
OWN_PURPOSE = re.compile(
    r"\b(?:i|we)(?:['’]d| would| am|['’]m)?(?: also)? (?:like|want|wish|hope|writing|intend|plan|aim)\s+to\s+(?!"
    rf"(?:also\s+)?(?:{SEEK}|make|use|exercise|submit|learn {WH} (?:you|the|your))\b)",
    re.I,
)
NOT_WANTED = re.compile(
    r"\b(?:i|we) (?:do not|don['’]t|am not|are not|['’]m not|am only|only) (?:want|need|require|ask|request|seek|look|wish)",
    re.I,
)
# Begins as a question: "How many", "In 2019, how many", "For how long", "Of those, which".
QUESTION_WORD = re.compile(rf"{LEAD}(?:(?:for|in|at|by|of|on|from|to|with|about|under|over|within)\s+)?{WH}\b", re.I)
AFTER_PHRASE = re.compile(
    rf"{LEAD}(?:in|of|for|over|during|since|between|at|on|by|as to|as of|if|where|when|with|out of|among|amongst|within|from|out|up|"
    rf"regarding|per|based|given|since|assuming|apart|besides|other)\b[^?]{{0,400}}?[,:;–-]?\s(?:for |in |of |by |on |to |at )?"
    rf"(?:what|which|who|why|how (?:many|much|often|long|frequently|do|does|did|is|are|was|were|has|have)|please|what['’]s|"
    rf"(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should) (?:the|your|you|any|there|these|those|they|it))\b",
    re.I,
)
# Verb before subject: "Do you hold", "Is there", "Have primary schools". Capital letter or a lead word before it.
INVERTED = re.compile(
    rf"{LEAD}(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should|must|may|might|shall|isn['’]t|aren['’]t|"
    rf"doesn['’]t|don['’]t|hasn['’]t|haven['’]t)\s+(?!\d)(?:not\s+)?[a-z]",
    re.I,
)
ASSERTED = re.compile(r"(?:should|had|were) (?:any|you|this|the|it|i|we)\b", re.I)  # "Should you need …": a condition
IMPERATIVE = re.compile(
    rf"{LEAD}(?:please |kindly |just |then |now )*(?:list|name|give|send|state|provide|supply|explain|describe|confirm|show|tell|"
    r"detail|specify|outline|identify|indicate|set out|advise|say|disclose|release|share|email|summarise|include|copy of)\b(?!:)",
    re.I,
)
CONDITION = re.compile(
    r"[\"'“‘(\[\s]*(?:if|should|where|unless|in the event|were|when|whenever|as long as|provided)\b", re.I
)
CONDITION_ASK = re.compile(
    rf"[\"'“‘(\[\s]*(?:if|where|when)\b[^,?:–]{{1,120}}(?:[,:–-]\s*|\s)(?:then\s+|please\s+|and\s+)?"
    rf"(?:{WH}|please|list|name|give|send|state|provide|explain|describe|confirm|show|tell|may|can|could|is|are|was|were|has|have|had|do|does|did|will)\b",
    re.I,
)
SHORT_CONDITION = re.compile(
    r"[\"'“‘(\[\s]*(?:if|when|where) (?:so|not|yes|no|any|answer|you answered|it does|they do|applicable)\b", re.I
)
# "The list should show", "Data must include": an obligation put on the answer.
SHOULD_SHOW = re.compile(
    r"\b(?:should|must|needs? to) (?:also )?(?:show|include|contain|cover|list|state|give|detail)\b", re.I
)
TOPIC = re.compile(
    r"(?:\b(?:i|we)\b.{0,60}?\b(?:ask|asking|writ\w+|research\w*|question\w*|enquir\w+|inquir\w+|stud\w+|interest\w*|request\w*|know|"
    r"want|like|seek\w*|appl\w+)\b.{0,80}?\b(?:about|on|regarding|concerning|relat\w+ to|in relation to|as to|in respect of|with regards? to|surrounding)\b"
    r"|(?:this|my|these|our|the following|here)\b.{0,60}?\b(?:request|question|questions|enquiry|foi|letter)\b.{0,60}?"
    r"\b(?:is|are|concerns?|relates?|about|regards?|covers?)\b)",
    re.I,
)
# The object of a request left to what follows: "the following", "these", "below", or nothing at all.
PLACEHOLDER = re.compile(
    r"\b(?:following|these|this|below|as follows|answers?|questions?|questionnaire|namely|in particular|below\.?)\b[^.?!]{0,160}$|"
    r"\b(?:tell me|let me (?:know|have)|send me|provide me with|supply me with|give me|advise me|inform me|provide|state|"
    r"confirm|know|send|supply|give|release|list|show|request|ask for|advise|disclose|say|like|include)\s*[:;.,–-]*$",
    re.I,
)
# The stem says that what follows are columns or parts of one record.
FIELDS = re.compile(
    r"\b(?:columns?|fields?|headings?|data ?points?|variables|attributes|showing|which (?:may|might|could)? ?include|"
    r"(?:may|might|could) include|such as|for example|e\.g\.?|i\.e\.?|(?:split|broken|break\w*|separated|grouped|categorised|"
    r"disaggregated)\b[^.?!]{0,60}\b(?:by|into|down|for these)|split for|in the (?:format|form)|(?:these|the) (?:categories|groups|bands|"
    r"types|years|options)|in which|criteria|where|meaning)\b[^.?!]{0,60}$",
    re.I,
)
# "For each one give", "for every contract above": the stem takes up what was asked before.
FOR_EACH = re.compile(
    rf"{LEAD}(?:[\w ]{{0,20}}\b)?(?:for|about|of|against|with) (?:each|every|all|any)\b|\bfor (?:each|every)(?: one| of (?:these|those|them))?\b[^.?!]{{0,60}}:?$",
    re.I,
)
COMPARING = re.compile(r"\b(?:each|every) (?:category|type|year|month)\b", re.I)
# Words about files, media and layout.
FORMAT_WORDS = frozenset(
    "excel excell xls xlsx csv pdf word spreadsheet spreadsheets sheet sheets workbook file files format formats formatted electronic electronically "
    "digital email emailed e-mail machine readable machine-readable table tables tabular document documents hard paper attachment attachments attached link "
    "links url urls web page pages website online published public locked cells cell password editable column columns row rows layout "
    "simple plain handy best reply replies response responses answer answers address open licence software converted copies copy e-copies e-document "
    "searchable delivered post posted download scanned tab tabs separate form preferred preferably ideally possible convenient suitable fine "
    "simpler easier enough do welcome".split()
)
# Function words, request frames and words that name no subject.
EMPTY_WORDS = frozenset(
    "a an the this that these those it its them they their he she his her i me my mine we us our you your yours of to in on at by for from with within "
    "about under as and or but if so not no nor than then is are was were be been being am do does did done have has had having can could may might "
    "must will would shall should please kindly thank thanks also too very just only any all some each every other such same both either further "
    "more most well like want wish need require request requests requesting requested ask asks asking asked know see send sent give given provide "
    "provided supply supplied tell state list show say release disclose let make made making get got grateful glad pleased obliged appreciate "
    "appreciated following follows below above information info data facts details detail question questions freedom act foi foia eir eirs "
    "regulations environmental regulation section access law statute 2000 2004 1998 2002 2018 scotland purposes public authority council authority's "
    "council's borough organisation trust university force service here there which who whom what when where why how whether one ones thing "
    "things order regarding relating relation respect regards letter write writing wrote hereby therefore formal formally hope able according "
    "accordance exercise right rights use next out up down into per via now dear re namely again able would've i'd i'm we'd i'll please: answered "
    "answers answer respond response receive receiving received look forward hearing back soon able much many hold held recorded holding d m s t re ve ll".split()
)
WORD = re.compile(r"[^\W_]+(?:['’\-.][^\W_]+)*")
# Wishes about cost, time, refusal, clarity, contact, receipt: no ask for recorded information.
PROCEDURE = re.compile(
    r"\b(?:cost (?:limit|ceiling|threshold|cap)s?|costs? limits|appropriate limit|fees? limit|time limit|over (?:the )?limit|limits?\b|section (?:1|8|12|14|16|17|21|40|41|43)\b|s\.? ?(?:12|16)\b|18 hours|"
    r"too (?:broad|wide|much|long|costly|vague|large)|unclear|not clear|clearer|clarif\w+|clarity|narrow\w*|refine\w*|reduce|cut (?:it|this)? ?down|"
    r"exempt(?:ion|ions|ed)?|refus(?:e|al|ed|ing)|withh[eo]ld\w*|redact\w*|blank(?:ed)? out|struck out|breach|duty to (?:assist|help)|advice and assistance|"
    r"help me|assist\w*|(?:20|twenty) (?:working )?days?|working days|deadline|acknowledg\w*|receipt|received? (?:this|it|my)|arrived|you (?:have it|got this)|"
    r"get in touch|got in touch|in touch|contact (?:me|us|the)|contact details are|hesitate|look forward|hear (?:from|inside|within)|ring me|call me|phone me|"
    r"email or phone|do let me know if|let me know if|any (?:questions|queries)|internal review|appeal|complain to|information commissioner|ico\b|"
    r"point me|direct me to|link me|already (?:public|published|out|on|available)|is (?:public|on your website)|pass this|forward this|handled? (?:this|it)|"
    r"under the open|re-?use|partial(?:ly)?|as much as|send what|what (?:you|fits)|not (?:hold|held)|unavailable|cannot be (?:done|provided)|can['’]t)\b",
    re.I,
)
# Wishes about period, breakdown or reading of terms that hold for all questions.
SCOPE = re.compile(
    rf"{LEAD}(?:please |kindly |nb\b[\s:–-]*|note:? |could i have |can you )*(?:note\b|cover|answer for|limit|restrict|include (?:all|any|every)|exclude|count\b|treat|read|split|"
    r"break|separate|group|state .{0,20}separately|use|by .{2,40} i mean|in this request|here a|for the (?:purposes?|avoidance)|where (?:possible|you|it)|"
    r"if (?:you|it|this|possible|there|any|we|question|a)\b|should (?:any|you|this|the|it)\b|the (?:period|time|dates?)\b|all (?:figures|data|questions)\b|in each case|"
    r"this (?:includes|should|request covers)|i (?:do not|don't|only|am not|want (?:the |each )?(?:figures|data|one|years?)))",
    re.I,
)
# A breakdown asked of the sentence before: "Split by year", "Please give the total for each".
RIDER_WORDS = frozenset(
    "split break broken breakdown separate separately separated yearly monthly annual annually weekly daily year years month months week weeks total totals sum sums number "
    "numbers figure figures four three two five six kind kinds type types category categories period periods group groups grouped average percentage percentages share "
    "proportion quarter quarters calendar financial tax individually apart school ward wards area".split()
)
RIDER = re.compile(
    rf"{LEAD}(?:please |kindly |can you |could you )*(?:split|break|separate|by\b|broken|for (?:example|instance)|e\.g|i\.e|that is|count\b|this (?:includes|means)|note)",
    re.I,
)
# Answer options, years, bands and the parts of a contact: values, not asks.
VALUE = re.compile(
    r"[\W_]*(?:(?:yes|no|n/?a|don['’]?t know|unknown|other|none|both|neither|not sure)\b.{0,40}|(?:(?:in|for|from|by|as at|up to|during) )?(?:the )?(?:\d{1,2}(?:st|nd|rd|th)? )?"
    r"(?:(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.? )?"
    r"(?:\d{1,2},? )?(?:(?:fy|financial year|calendar year|year|tax year) ?)?[£$]?\d[\d/.,\-–—%£ ]*(?:(?:to|and|or|-|–|more|less|over|under|years?|months?|weeks?|days?|hours?|weekly|a|per|date|present|now|"
    r"today|above|below|old|k|m|april|march|january|december|inclusive|so|far|each|only|financial|calendar|\(?ytd\)?)[\d/.,\-–—%£ ]*)*|"
    r"(?:full |job |direct )?(?:names?|title|job title|role|post|position|phone|telephone|email|e-mail|contact|department|address)(?: (?:number|address|and|&|/|title|email|phone|details))*|"
    r"(?:over|under|up to|more than|less than|fewer than|between|at least)\b.{1,40}\d.{0,30}|(?:under|over|up to|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b.{0,16}\b(?:to|or more|over|under|months?|years?|weeks?|days?|bed\w*)\b.{0,24})[\W_]*$",
    re.I,
)
PRONOUN_FIRST = re.compile(
    r"[\"'“‘(\[\s]*(?:(?:i|we|it|this|that|you|they|he|she|there|these|those|my|our|here|one|many|others|nobody|some|as|since|because|given|although|though|while|having|thank|thanks|best|hope|"
    r"note|nb|for example|for instance|eg|e\.g|i\.e|however|therefore|if|should|where|unless)\b|the (?:council|authority|act|law|questions?|request|above|following) (?!of|for|'s)|n\.?b)",
    re.I,
)
# A document or correspondence whose "about:" introduces the things asked for.
DOCUMENTS = re.compile(
    r"\b(?:e-?mails?|messages?|correspondence|letters?|minutes|papers|documents?|reports?|communications?|notes|records|copies|copy|polic(?:y|ies)|contracts?|agreements?)\b",
    re.I,
)
ABOUT = re.compile(
    r"\b(?:about|regarding|concerning|relating to|in relation to|on|with|between|from|to|of|for)\s*[:;~–-]+[~–\-\s]*$",
    re.I,
)
DOCUMENT_ITEM = re.compile(
    r"[\W_]*(?:any|all|copies|copy|the (?:minutes|report|contract|policy|agreement|emails?|correspondence))\b", re.I
)


def clipped(words: str) -> str:
    """The beginning of a passage, enough to see its form; bounds the work on hostile input."""
    return " ".join(words[:LONGEST_LOOK].replace("’", "'").split())


@lru_cache(maxsize=4096)
def matter(words: str) -> tuple[str, ...]:
    """The words that say what is asked for: not function words, not frames, not format."""
    found = (word.lower().replace("’", "'") for word in WORD.findall(words[:LONGEST_LOOK]))
    return tuple(
        w for w in found if w not in EMPTY_WORDS and w not in FORMAT_WORDS and w.removesuffix("'s") not in EMPTY_WORDS
    )


def interrogative(words: str) -> bool:
    """Begins with a question word or an inverted verb."""
    return bool(QUESTION_WORD.match(words)) or (bool(INVERTED.match(words)) and not ASSERTED.match(words))


def frames(words: str) -> bool:
    """Holds a frame of request: "please send", "I would like to know", "could you", an imperative."""
    return any(p.search(words) for p in (PLEASE, PLEASE_AFTER, WISH)) or bool(IMPERATIVE.match(words))


def about_procedure(words: str) -> bool:
    """A condition or a wish about cost, clarity, refusal, receipt or contact."""
    if not PROCEDURE.search(words):
        return False
    if CONDITION.match(words):
        return not SHORT_CONDITION.match(words) and not re.search(r"\bcan (?:i|you) also\b", words, re.I)
    return not interrogative(words) and len(matter(PROCEDURE.sub(" ", words))) <= 6


def about_format(words: str) -> bool:
    """Says only how the answer should look or travel."""
    return not matter(words) and any(w.lower() in FORMAT_WORDS for w in WORD.findall(words))


def ask_of(raw: str) -> Ask:
    """How sure the sentence is to ask for something of its own."""
    words = clipped(raw)
    if NOT_WANTED.search(words) or not matter(words) or about_procedure(words):
        return Ask.NONE
    if words.rstrip("\"'”’)] ").endswith("?") and not words.startswith(("(", "[")):
        return Ask.DIRECT
    if interrogative(words) or CONDITION_ASK.match(words):
        return Ask.DIRECT
    if SCOPE.match(words):
        return Ask.NONE
    if TOPIC.match(words) and not PLEASE.search(words):
        return Ask.TOPIC
    if OWN_PURPOSE.search(words) and not PLEASE.search(words):
        return Ask.NONE
    if frames(words) or AFTER_PHRASE.match(words) or SHOULD_SHOW.search(words):
        return Ask.DIRECT
    return Ask.NONE
