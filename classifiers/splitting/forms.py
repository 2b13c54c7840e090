"""The forms of English requests as named patterns; each says above it what it matches. None is fitted to a subject."""

import re

from classifiers.splitting.grammar import AUXILIARY, GIVING, LEAD, QUESTION, SEEKING, compiled

# A polite word with a verb of giving: "please could you also send", "kindly tell".
PLEASE = compiled(
    rf"\b(?:please|pls|kindly)\b[\s,]*(?:(?:also|can|could|would|will|may|might|you|i|we|be|it|so kind as to|"
    rf"then|now|[-–][^-–]{{1,60}}[-–])"
    rf"[\s,]+){{0,5}}(?:{GIVING}|{SEEKING})\b",
    needs="please pls kindly",
)
# "could you send", "may I have", "can it show".
MAY_I = compiled(
    rf"\b(?:can|could|would|will|may|might|shall) (?:i|we|you|someone|it|this)\b[^.?!]{{0,40}}?\b(?:{GIVING}|"
    rf"{SEEKING}|like)\b"
)
# "I would like to know", "we request", "I am seeking", "I'd be grateful for".
WISH = compiled(
    r"\b(?:i|we)(?:['’](?:d|m|re|ll|ve)| would| should| am| are| do| also| therefore| hereby| now| further|"
    r" formally| kindly| just| simply| only| particularly| especially)*\s+"
    r"(?:(?:also|therefore|hereby|now|further|formally|be|very|really|just|simply|particularly|especially)\s+)*"
    rf"(?:(?:like|love|want|wish|need|require|seek(?:ing)?|looking|keen|writ(?:e|ing)(?=\s+(?:to|"
    rf"for)\b))\s+(?:to\s+(?:also\s+|"
    rf"use .{{3,60}}? to )?(?:{SEEKING}|make a)\b|"
    r"(?!to\b|into\b|at\b)\S)|(?:request|ask|apply)(?:ing)?\b(?!\s*(?:[.;,]|$|because\b|as (?:an?|the)\b|"
    r"that (?:this|it|my)\b|"
    r"(?:all|every|other|several) (?:the )?(?:\w+ )?"
    r"(?:councils?|authorit|trusts?|forces?|universit|services?|boroughs?|bod(?:y|ies))))|(?:grateful|glad|pleased|"
    r"obliged|thankful|appreciate?|"
    rf"welcome)\b|interested in (?:the |any )?(?:\w+ )?(?:numbers?|amounts?|costs?|value|rates?|totals?|figures)\b|"
    rf"(?:interested|curious|eager) (?:to|in) (?:{SEEKING}|learn|knowing|seeing|receiving)\b)"
)
# "it would be useful to know", "I was hoping you could help me by saying how many", "I am wondering what".
HOPE = compiled(
    r"\bit(?: would|['’]d| will| might)(?: \w+)? be (?:\w+ ){0,2}?(?:useful|helpful|good|great|interesting|nice|handy|"
    rf"of (?:use|interest|help))(?: (?:for|to) (?:me|us))?,? (?:to (?:also )?{SEEKING}\b|if (?:you|i|we|someone) "
    rf"(?:can|could|would|might)\b[^.?!]{{0,30}}?\b(?:{GIVING}|{SEEKING})\b)|"
    r"\b(?:i|we)(?:['’](?:m|re|d)| am| are| was| were| would| do| did)*(?: \w+ly| also| just| still)* "
    rf"(?:(?:hope|hoping|hoped|wonder|wondering|wondered)(?: (?:that|if|whether))? (?:you|someone|anyone) (?:can|could|"
    rf"would|might|may)\b[^.?!]{{0,60}}?\b(?:tell|telling|send|sending|give|giving|provide|providing|supply|say|saying|"
    rf"let me|{QUESTION})\b|(?:wonder|wondering|wondered|curious)(?: to know| about)? {QUESTION}\b)",
    needs="hop wonder curious be",
)
# Things that are asked for wherever they are named: counts, sums, copies, and wishes to know.
ASKED_FOR = compiled(
    r"\bhow (?:many|much|often|long|far|old|big)\b|\b(?:numbers?|amounts?|cost|value|percentage|proportion|average|"
    r"rate|total|copy|copies|list|details|breakdown|minutes) (?:of|who|that|spent|paid|by|per)\b|"
    r"\b(?:to|would) (?:also )?(?:know|learn|find out) (?:the|how|what|when|where|why|who|which|whether|if)\b|"
    r"\b(?:useful|helpful|interesting|interested|curious|good|nice|grateful|glad|pleased|obliged|wonder\w*|"
    r"appreciate|asking)\b[^.?!]{0,20}\b(?:to (?:have|know|see|receive|get)|how|what|when|where|why|who|"
    r"which|whether)\b"
)
# A count: never a wish about procedure, whatever it counts.
COUNTING = compiled(
    r"\bhow (?:many|often)\b|\b(?:total |average |overall )?number (?:of|who|that)\b|\b(?:percentage|proportion) of\b",
    needs="how number percentage proportion",
)
# How the answer should come, or what the letter holds: "Please reply by email", "please find attached".
ANSWER_COMES = compiled(
    rf"{LEAD}(?:please |kindly |can you |could you )+(?:just |only )?(?:reply|respond|answer|get back|write back)\b"
    r"(?! (?:the|these|those|each|all|my|our|to (?:the|these|each|my))\b)"
)
ENCLOSED = compiled(
    r"\b(?:please |kindly )?(?:find|see)\b[^.?!]{0,60}?\b(?:attached|enclosed|below|attachment|overleaf)\b|"
    r"\b(?:is|are) (?:attached|enclosed)\b"
)
# What to make of the questions, where an item of a list says so: "Please treat 1 as urgent".
INSTRUCTS = compiled(
    rf"{LEAD}(?:(?:please|kindly) (?:note|treat|assume|ignore|remember|consider|prioriti[sz]e|answer|reply|respond)\b|"
    r"(?:treat|ignore|assume|prioriti[sz]e) (?:all|any|the|it|this|each|questions?|numbers?|\d))"
)
# Thanks and a name run into the end of an ask: "many thanks Jo Bloggs", "regards, Sam".
SIGNING = re.compile(
    r"[\s,;.–-]+(?i:(?:(?:many|with|kind|best|warm|much) (?:many |best |kind )?(?:thanks|regards|wishes)|"
    r"thank you|thanks|cheers|ta|regards)\b(?: (?:in advance|again|so much|very much))?)[\s,.!–-]*"
    r"(?:(?:[A-Z][\w'’.-]*\s*){1,4}|(?<=\w[!.]))$"
)
# What the requester means to do or learn, no ask: "I want to learn more", "I would like to share".
OWN_PURPOSE = compiled(
    r"\b(?:i|we)(?:['’](?:d|m|re)| would| am| are)?(?: also)? (?:like|want|wish|hope|writing|intend|plan|aim|"
    r"trying|hoping|looking)\s+to\s+"
    rf"(?!(?:also\s+)?(?:{SEEKING}|make|use|exercise|submit)\b)"
)
NOT_WANTED = compiled(
    r"\b(?:i|we)(?:['’]m| am| are)?(?: do)?(?: not|n['’]t| only) (?:want|need|require|ask|asking|request|"
    r"requesting|seek|seeking|look|wish)|"
    r"\bno (?:\w+ ){1,3}(?:wanted|needed|required)\b|^nor (?:do|would|should) (?:i|we) (?:need|want|require|ask|"
    r"expect)\b|"
    r"(?<!that )(?<!which )\b(?:is|are) not (?:needed|wanted|required|necessary|asked for)\W*$"
)
QUESTION_WORD = compiled(rf"{LEAD}(?:(?:for|in|at|by|of|on|to|with|about|under|over|within) )?{QUESTION}\b(?! i\b)")
# "In 2019/20, how many", "Of those, which": a phrase, then the question.
AFTER_PHRASE = compiled(
    rf"{LEAD}(?:in|of|for|over|during|since|between|at|on|by|as|out|among|amongst|within|from|up|regarding|"
    rf"per|based|given|apart|besides|other)\b"
    rf"[^?]{{0,200}}?(?:[,;:–-]\s*(?:and |then |please |for |in |of |by |on |at )?(?:how|what|whether|please|"
    rf"{AUXILIARY} (?:the|your|you|any|there|these|those|they|it))\b|"
    r"\bhow (?:many|much|often|long)\b)"
)
# Verb before subject: "Do you hold", "Have primary schools".
INVERTED = compiled(
    rf"{LEAD}(?:{AUXILIARY}|isn['’]t|aren['’]t|doesn['’]t|don['’]t|hasn['’]t|haven['’]t)\s+(?!\d)(?:not\s+)?[a-z]"
)
# Begins like a question and is none: "Should you need", "Do tell me", "Will be", "May 2018".
NOT_INVERTED = compiled(
    rf"{LEAD}(?:(?:should|had|were) (?:any|you|this|that|the|it|i|we)\b|do (?:not|{GIVING}|get|contact)\b|"
    r"don['’]t (?!(?:you|they|we|i|people|your|the|any|all|some|councils?|most|schools?|officers?|staff)\b)|"
    rf"(?:will|would|can|may) be\b)"
)
IMPERATIVE = compiled(
    rf"{LEAD}(?:please |kindly |just |then |now )*(?:list|name|give|send|state|provide|supply|explain|"
    rf"describe|confirm|show|tell|detail|"
    r"specify|outline|identify|indicate|set out|advise|say|disclose|release|share|e-?mail|summarise|add)\b(?!:)"
)
# A noun phrase that stands for an ask: "Copies of", "The number of", "All emails".
NOUN_ASK = compiled(
    rf"{LEAD}(?:for )?(?:copies|copy|details|numbers?|figures|statistics|a (?:list|copy|breakdown)|lists?|"
    rf"the (?:total )?(?:number|amount|cost|names?)|total (?:number|cost|amount|spend)|"
    r"all (?!(?:of )?(?:questions|figures|data|answers)\b)|any (?!(?:questions|queries|help|other questions)\b))"
)
STATES = compiled(
    r"^(?:(?!that |which |who |where |when |whether |how )\S+ ){1,7}(?:should|must|may|might|will|would|is|are|was|"
    r"were|has|"
    r"have|can|please|do|does|if)\b"
)
COURTESY = compiled(
    r"^(?:and |also,? )?(?:if|where) (?:you can|possible|at all possible|available|known|practicable),? (?=[a-z])"
)
# The object is as wide as "information on": names a subject where a list follows.
GENERIC = compiled(
    r"\b(?:information|data|facts|details|figures|questions?|know)\s+(?:on|about|regarding|concerning|"
    r"relating to|in relation to)\b",
    needs="information data facts details figures question know",
)
CONDITION = compiled(r"[\"'“‘(\[\s]*(?:if|should|where|unless|in the event|were|when|whenever|as long as|provided)\b")
# The second half of a condition that asks: "…, please give", "… how many", "… may I have".
CONSEQUENT = compiled(
    rf"(?:[,:–-]\s*|\s)(?:then |and |can i also |please )*(?:{QUESTION}|please (?:{GIVING})|(?:i|we)(?: would|"
    rf"['’]d) like|(?:may|can|"
    rf"could) (?:i|we|you)|list|name|give|send|state|provide|explain|describe|show|tell|"
    rf"(?:,\s*)(?:{AUXILIARY}) (?:the|your|you|any|there|these|those|they|it|this))\b"
)
# "If so", "If yes", "If not", "If the answer": takes up the question before.
SHORT_CONDITION = compiled(
    r"[\"'“‘(\[\s]*(?:and |but )?(?:if|where|when) (?:so|not|yes|no|any|[\"'“‘]?yes|the answer|answer|"
    r"you answered|you said|it does|it is|they do|they have|there is|there are|nothing|"
    r"they (?:must|were|are)|applicable)\b(?! (?:of (?:it|this|the)|part|unclear|possible|available|there|"
    r"(?:no|anything|any) ))"
)
SHOULD_YOU = compiled(r"[\"'“‘(\[\s]*(?:should|were) you\b")
# A condition on the answering itself: "If you cannot", "If any of this is", "Should you need".
ABOUT_ANSWERING = compiled(
    r"[\"'“‘(\[\s]*(?:if|should|where|when|unless) (?:,? given .{3,40}, )?(?:you(?:['’](?:d|re))? (?:can|"
    r"cannot|can['’]t|could|need|are|do not|don['’]t|have not|haven['’]t|have any (?:q|f|doubt)|only|require|"
    r"think|believe|"
    r"wish|would|feel|decide|refuse|keep|may|see|want|consider|intend)|(?:a|an|any|the|no|your) (?:figure|field|"
    r"item|column|cell|answer|"
    r"total|box)s? (?:is|are|cannot|has)|any (?:of|part|aspect|information|"
    r"detail|question|element|redaction|data|item|material)|part of|some of|the (?:information|data|request|"
    r"cost|material|whole|work)\b|"
    r"this|that|it|all|there (?:is|are) (?:no|any(?:thing)?|a (?:cost|charge|fee))|anything|something|"
    r"possible|necessary|unclear|confidence|i |we |my |our |question|one of|possible|appropriate|relevant|"
    r"the (?:act|law))"
)
# An obligation put on the answer: "The list should show", "Data must include".
SHOULD_SHOW = compiled(r"\b(?:should|must|needs? to) (?:also )?(?:show|include|contain|cover|list|state|give|detail)\b")
# Grants something about the request: "I appreciate that the service is run by others, but I am asking for …".
CONCEDES = compiled(
    r"[\"'“‘(]*(?:i|we) (?:do |can |fully |also |quite )*(?:appreciate|understand|know|reali[sz]e|accept|recogni[sz]e|"
    r"am aware|are aware)\b(?!(?: it)? if\b| your| any| a\b)"
)
# A statement that hands over to a list of what it says: "The trial would be judged on three things:".
TELLS = compiled(
    r"(?!.*\b(?:questions?|requests?|requested|information|data|following|please|need|require|want|like|seek\w*|ask\w*|"
    r"interested|hold|held|know|details|below|you|your)\b)"
    r"[^:?]*\b(?:said|says|was|were|is|are|would|will|has|have|had|must|should|can|may|did|does|told|agreed|raised)\b"
)
# Tells what happened or was said, and hands over to it: "I understand the following to have happened:".
NARRATES = compiled(
    r"\b(?:i|we) (?:understand|believe|note|noticed|know|wrote|refer|rely|recall|was told|were told|have been told|"
    r"contacted|rang|emailed|complained)\b"
)
# Says something of oneself or of the matter, as a numbered paragraph of a letter may: "I chair the society."
REMARKS = compiled(r"(?:(?:i|we|it|they|he|she)(?:['’]\w+)?|there (?:is|are|was|were)|this (?:is|was)) [^?:]*[.]$")
ALSO = compiled(r"\b(?:also|in addition|as well|further|besides|separately)\b")
# Names the subject and asks nothing yet: "I am writing about", "This request concerns", "I have questions on".
TOPIC = compiled(
    r"(?:\b(?:ask|asking|write|writing|research\w*|study|studying|questions?|enquir\w+|inquir\w+|interested|"
    r"requests?|requesting|apply\w*)\s+(?:\w+\s+){0,3}?"
    r"(?:about|on|regarding|concerning|relat\w+ to|in relation to|as to|in respect of|with regards? to|"
    r"surrounding|in connection with)\b"
    r"|^[^.?!]{0,60}?\b(?:this|my|these|our|the following|here)\b[^.?!]{0,70}?\b(?:request|questions?|enquiry|"
    r"foi|letter)\b[^.?!]{0,60}?\b(?:(?:is|are)(?= (?:for|about|on|to|as|that)\b|\s*:)|concerns?|relates?|about|"
    r"regards?|covers?|on|for)\b)"
)
# Asks for no more than "information on" something: names the subject where anything is asked more plainly.
BROAD = compiled(
    r"\b(?:(?:i|we)\b[^.?!]{0,40}\b(?:looking for|seek(?:ing)?|request(?:ing)?|like|want|after|obtain|have|get)|please "
    r"(?:provide|send|supply|give)(?: me| us)?(?: with)?|provide)\b[^.?!]{0,60}"
    r"\b(?:information|data|facts|details) (?:on|about|regarding|concerning|relating to|in relation to|surrounding)\b",
    needs="information data facts details",
)
# What follows "this" or "these" where no noun does, or a noun as wide as "information".
OBJECT_ENDS = (
    r"\s*(?:[,:;.–-]|$)|\s(?:for|in|under|by|from|as|at|please|over|below|about|if|with|and|to|just|"
    r"information|data|questions?|"
    r"details|facts|items|documents|records|figures)\b"
)
# The thing asked for is left to what follows: "the following", "send me this", "answers to these questions".
PLACEHOLDER = compiled(
    r"\b(?:complete|fill in|fill out|answer|use|return) (?:the |this |my |our |a )?(?:\w+ )?"
    r"(?:table|form|survey|questionnaire|template|boxes)\b|"
    r"\b(?:like|want|need|request|ask) (?:some|a few) (?:facts|figures|answers|things|details|information|"
    r"data)[\s:.]*$|"
    rf"(?:\b(?:answers?|repl(?:y|ies)|respon(?:d|ses?)) to (?:(?:the|these|my|some|a|few|following|below)\s)+(?:\w+ )?"
    rf"(?:questions|quer(?:y|ies)|enquiries|points|requests)\b[^.?!]{{0,160}}|"
    rf"\b(?:the following|following(?! (?:th[aeo]|an?\b|its?\b|his|her|your|our|my|any|each))|as follows|namely|"
    rf"set out below|listed below|(?:details|information|"
    rf"questions?|items?|points?|documents?|data|records|contracts|services|systems|subjects|matters|"
    rf"areas) below)\b[^.?!]{{0,160}}|"
    rf"(?<!in )\b(?!have it as\b)(?:{GIVING}|{SEEKING}|like|want|need|require|asking|request) (?:me |us |for |to |"
    rf"with )*(?:(?:these|"
    rf"this|below|it)(?={OBJECT_ENDS})|(?:(?:the |this |some )?information|data|answers?|(?:some |a few |my |"
    rf"the |these )?"
    rf"(?:\w+ )?(?:questions|queries|enquiries|requests?))\b(?! (?:on|about|of|for|as to|regarding|"
    rf"relating) ))[^.?!]{{0,160}}|"
    rf"(?<!the )(?<!['’]s )(?<!\ba )(?<!\bof )(?<!latest )(?<!any )(?<!\bmy )"
    rf"\b(?:(?:{GIVING}|{SEEKING}|like)(?: me| us| with| the| about)*(?=\s*[:;–~-]|(?<=send)|(?<=give)|"
    rf"(?<=provide)|(?<=supply)|(?<=tell)|(?<=know)|(?<= me)|(?<= us))|(?:ask|asking|request|apply|"
    rf"applying) for))[\s:;.,–~-]*$"
)
# "for each of these", "for the following years": categories, not the things asked for.
CATEGORIES = compiled(
    r"\b(?:for|in|by|across|at|under|into|between|of)\s+(?:(?:each|all|any|every) of )?(?:these|the following|"
    r"the below)\b(?! (?:information|questions?|records|documents))[^.?!]{0,80}$",
    needs="these following below",
)
# The stem says that what follows are columns, sorts or options.
FIELDS = compiled(
    r"(?:\b(?:columns?|fields?|headings?|data ?points?|variables|attributes|showing|(?:which )?(?:may|might|"
    r"could) include|"
    r"such as|for example|e\.g\.?|i\.e\.?|(?:these|the|your) (?:\w+ ){0,1}(?:categories|groups|bands|types|years|"
    r"options)(?=\D*$)|"
    r"in which|criteria|(?:these|the|following) (?:conditions|requirements|tests)|"
    r"meaning|like this)\b[^.?!]{0,60}|"
    r"\b(?:split|broken|break\w*|separated|grouped|categorised|disaggregated)\b[^.?!]{0,60}"
    r"\b(?:by|into|down|for)(?: (?:these|the following|each of)\b[^.?!]{0,40})?\s*[:;–-]*\s*)$"
)
COLUMNS = compiled(r"\b(?:columns?|fields?|headings?)\b[^.?!]{0,30}:\s*$")
# "The columns should be:", a sentence later.
THE_COLUMNS = compiled(r"(?:the |these |its )?(?:columns?|fields?|headings?)\b[^.?!]{0,40}:\s*$")
# Kinds of record that have columns.
RECORD = compiled(r"\b(?:list|register|database|dataset|data set|spreadsheet|log|inventory|schedule|breakdown)\b")
# "For each one give", "for every contract above": takes up what was asked before.
FOR_EACH = compiled(
    rf"^{LEAD}(?:please |kindly )?(?:for|about|of|against|with) (?:each|every|all|any)\b|\bfor (?:each|"
    rf"every)(?: one| of (?:these|those|them))?\b,?[^.?!,]{{0,40}}:$"
)
# "For each of the years 2021 to 2024 please state:": what it holds for is named here and was not asked for before.
FOR_EACH_THING = compiled(
    rf"{LEAD}(?:for|in|of|at) (?:each|every|all)(?: of (?:the|your|our))? (?!one|of|these|"
    rf"those|them)\w+"
)
# "for each of the above": speaks of all the questions before.
FOR_EACH_ABOVE = compiled(
    r"\b(?:each|every|all|any) (?:(?:one )?of )?(?:the |these |those )?"
    r"(?:above|questions|items|points|requests|categories)\b"
)
# "for each one", "for every of these": takes up things named before.
FOR_EACH_OF_THEM = compiled(r"\bfor (?:each|every|all)(?: one| of (?:these|those|them))?\s*[:;–-]*\s*$")
# Wishes about cost, time, refusal, clarity, contact, receipt: no recorded information is asked for.
PROCEDURE = compiled(
    r"\b(?:public interest|cost (?:limit|ceiling|threshold|cap)s?|costs? limits|appropriate limit|"
    r"fees? limit|time limit|"
    r"over (?:the )?limit|limits|section (?:12|14|16|21|40|41|43)\b|s\.? ?(?:12|16)\b|18 hours|"
    r"too (?:broad|wide|much|long|costly|vague|large)|unclear|not clear|clearer|clarif\w+|clarity|narrow\w*|"
    r"refine\w*|cut (?:it|this)? ?down|"
    r"exempt(?:ion|ions|ed)?|refus(?:e|al|ed|ing)|withh[eo]ld\w*|redact\w*|blank(?:ed)? out|struck out|"
    r"duty to (?:assist|help)|advice and assistance|help me|assist\w*|"
    r"(?:20|twenty) (?:working )?days?|working days|deadline|acknowledg\w*|receipt|received? (?:this|it|my)|"
    r"arrived|you (?:have it|got this)|in touch|contact (?:me|us|the)|contact details are|"
    r"hesitate|look forward|hear (?:from|inside|within)|ring me|call me|phone me|email or phone|"
    r"let me know if|any (?:questions|queries)|internal review|appeal|complain to|information commissioner|"
    r"point me|direct me to|link me|already (?:public|published|out|on|available)|is (?:public|"
    r"on your website)|pass (?:this|it)|forward this|handle (?:this|it)|deal with this|re-?use|partial(?:ly)?|"
    r"(?:confirm|advise|know|tell me)(?: me)?(?: of)?(?: what)? (?:any|your|the) (?:fees?|charges?)|"
    r"for (?:your|any|some) (?:help|time|co-?operation|attention|patience|support)|"
    r"expect (?:a|an|the|your) (?:reply|response|answer)|ask you to (?:get|obtain|pass|forward|treat|deal|consider|"
    r"look|"
    r"reply|respond|do)|quote (?:me|for any)|(?:fees?|charges?) (?:before|first|in advance)|"
    r"(?:regard|treat|accept|consider) (?:this|it) as|as much as|send what|not (?:hold|held)|unavailable|can(?:not|"
    r"['’]t) be (?:done|provided))\b"
)
# Why something is asked, behind the ask: ", because nobody could find it".
REASON = compiled(r"(?:,? (?:because|although|though|so that|in case)|, (?:since|which|who))\b(?![^.?!]*:).*$")
# Under which law something is asked: "I would like, under the regulations:".
BY_LAW = compiled(r"[\s,]+(?:under|pursuant to|in accordance with|as per|by virtue of)\s[^,:.?!]{1,80}(?=[,:]|\s*$)")
REMARK = re.compile(r"\([^()]{0,80}\)")
# "Please supply for each month of 2025:", "I request, for the past four years:": when, behind what is left out.
PERIOD_TAIL = compiled(
    r",? (?:for|in|during|over|covering|between|since|from)\b(?:[^.?!:;,]|,(?= ?\d)){0,50}?\b(?:years?|months?|"
    r"quarters?|period|20\d\d)"
    r"\b[^.?!:;a-z]{0,25}(?=[:;–~-]*\s*$)"
)
# Notes on period, breakdown or reading of terms that hold for all questions.
SCOPE = compiled(
    rf"{LEAD}(?:please |kindly |nb\b[\s:–-]*|could i have |can you )*(?:note\b|cover|answer (?:for|all)|limit|"
    rf"restrict|include (?:all|any|every)|exclude|count\b|treat|read|split|break|separate|"
    r"state .{0,20}separately|use|by .{2,40} (?:i|we) mean|in this request|here a|for the (?:purposes?|"
    r"avoidance)|the (?:period|time ?frame|dates?) (?:is|are|should|covers?|i|we|of interest|for (?:this|my|"
    r"all))\b|all (?:figures|data|questions)\b|in each case|"
    r"this (?:includes|should|request covers)|"
    r"i(?:['’]d| would)? (?:like|want|need|prefer) (?:this|these|the|each|all|your|that) (?:figures?|numbers?|answers?|"
    r"data|totals?|information|response|reply) (?:to|as|in|by|broken|split)\b|i (?:only|want (?:the |"
    r"each )?(?:figures|data|one|years?)))"
)
# Speaks of the questions by number: an instruction, when it stands outside them.
SPEAKS_OF_QUESTIONS = compiled(r"\b(?:questions?|qs?\.?) ?\(?\d{1,2}\b|^(?:on|for|as to|regarding|re) \(?\d{1,2}[),]")
RIDER = compiled(
    rf"{LEAD}(?:please |kindly |can you |could you )*(?:split|break|separate\b|by\b|broken|e\.g|i\.e|that is|"
    rf"count\b|this (?:includes|means))"
)
PRONOUN_FIRST = compiled(
    r"[\"'“‘(\[\s]*(?:(?:i|we|it|this|that|you|they|he|she|there|these|those|my|our|here|many|others|nobody|"
    r"as|since|because|given|although|though|while|having|thank|thanks|hope|note|nb|"
    r"however|therefore|if|should|where|unless)\b|(?:a|one|some|any) \w+ (?:will|would) |the (?:council|"
    r"authority|act|law|questions?|request) (?!of|for|'s))"
)
# Answer options, and the parts of a contact.
OPTION = compiled(
    r"[\W_]*(?:(?:yes|no|n/?a|don['’]?t know|unknown|other|none|both|neither|not sure)\b.{0,40}|"
    r"(?:full |job |direct )?(?:names?|title|role|post|position|phone|telephone|e-?mail|contact|department|"
    r"address)(?:[ /&]+(?:number|address|and|title|email|phone|details))*)[\W_]*$"
)
# A word of a date, a period or a band: with others like it a value, not an ask.
PERIOD_WORD = compiled(
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|q\d|fy|financial|calendar|tax|academic|years?|months?|weeks?|days?|hours?|to|and|or|"
    r"more|less|fewer|than|over|under|at|least|between|during|up|in|for|from|by|as|the|per|date|present|now|today|"
    r"until|"
    r"above|below|inclusive|so|far|each|only|weekly|one|two|three|four|five|six|seven|eight|nine|ten|twelve|"
    r"[£$€]?\d+(?:st|nd|rd|th|k|m)?)$"
)
# "under 18", "21-45 minutes", "£500 to £5,000", "65+", "18m or more": a band of an amount.
BAND = compiled(
    r"[\W_]*(?:(?:under|over|up to|less than|more than|fewer than|above|below|between|at least|within|from|aged?)\s+)?"
    r"(?!(?:19|20)\d\d\s[a-z])[£€]?\d[\d,.]{0,12}[%km]?(?:\s?(?:-|–|to|and|or)\s?(?:over|under|above|more|less|fewer|"
    r"older|younger|up|below|[£€]?\d[\d,.]{0,12}[%km]?))?\+?(?:\s+[a-z/²]+){0,2}[\W_]*$"
)
# "please pick all that apply:", "tick one of these options:": what follows is chosen from.
OPTIONS = compiled(
    r"\b(?:(?:all|any|those|which(?:ever)?) (?:that |of (?:these|the following) )?(?:apply|applies)|(?:pick|tick|"
    r"choose|"
    r"select|circle|cross|delete)\b[^.?!]{0,40}|(?:these|the following) (?:options|choices|answers)|"
    r"(?:is|are|was|were|do|does|did|would|has|have) (?:it|they|you|this|these)(?: be| say)?|\bthat)\s*[):.–-]*\s*$",
)
# "for each of the past four financial years": a period that holds for all, and no record with parts.
EACH_PERIOD = compiled(
    r"\bfor (?:each|every|all)(?: of)? (?:\S+ ){0,4}(?:years?|months?|quarters?|weeks?|periods?)\b",
    needs="each every all",
)
# "For each please provide:", "For each of these give:": records named just before have these parts.
EACH_OF_THESE = compiled(
    rf"{LEAD}(?:please )?(?:for|against|about) (?:each|every)(?: one| of (?:these|those|them)| (?:sale|case|item|"
    rf"record|"
    rf"entry|instance))?,?(?: (?:please|kindly|also|could you|can you|i would like|i need|"
    rf"i want))*(?: {GIVING}(?: me| us)?"
    r"(?: with)?(?: the following| these)?(?: details| information| data)?)?\s*[:;–-]+\s*$",
)
DOCUMENTS = compiled(
    r"\b(?:e-?mails?|messages?|correspondence|letters?|minutes|papers|documents?|reports?|communications?|"
    r"notes|records|copies|copy)\b"
)
# "about:", "with:": hands over to what documents are about.
ABOUT = compiled(
    r"\b(?:about|regarding|concerning|relating to|in relation to|on|with|between|from|to|"
    r"of)\s*[:;~–-]+[~–\-\s]*$"
)
DOCUMENT_ITEM = compiled(
    r"[\W_]*(?:any|all|copies|copy|the (?:minutes|report|contract|policy|agreement|emails?|correspondence))\b"
)
WORD = re.compile(r"[^\W_]+(?:['’\-.][^\W_]+)*")
