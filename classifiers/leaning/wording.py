"""The wording of questions that look back. Every pattern is matched against one clipped line."""

import re

POLITE = r"please (?:also )?(?:state|say|confirm|tell me|advise)[ :,]+"
OPENING = rf"[\"'“‘(\[\s]*(?:and |but |or |also,? |then,? |so,? |{POLITE})?"
WHEN = r"(?:if|where|when)[\s,]*"
# What can be held is no question: "If no records are held".
OF_RECORDS = (
    r"(?! (?:records?|information|data|figures|one|such|longer|breakdown|total|held|available|possible|"
    r"known|recorded)\b)"
)
BE = r"(?:is|are|was|were)"
# "If so", "If yes", "If not", "If it does": takes up the question before. "If held", "If possible" do not.
CASCADE = re.compile(
    OPENING + rf"(?:{WHEN}(?:[\"'“‘]?(?:so|not|yes|no|none|neither)\b{OF_RECORDS}|"
    r"(?:the |your )?answer (?:is|was)|"
    rf"(?:it|they|he|she) (?:does|do|did|has|have|had|{BE}|must|will|can|should)\b(?! (?:held|possible|"
    r"not held|not possible|easier|available|unclear|necessary|too|more)\b)|"
    r"you (?:did|do|have|are|were|had)(?: not|n't)?,|"
    r"you (?:answered|said|replied|responded)\b[^,]{0,30},|"
    rf"there {BE}(?:(?: not|n't| none)?,| (?!(?:an? )?(?:dispute|doubt|query|question|cost|charge|problem|issue|any|no|"
    r"not|insufficient|information|data|fee)\b))|"
    r"any (?:were|was|have|has|did|do|are)\b|(?:this|that) is the case|"
    r"this (?:is|was|has|does)(?: not|n't)?\b(?! (?:possible|too|held|available|not possible)))|"
    r"in (?:that|such|this) (?:case|event)\b|otherwise,|assuming (?:so|yes)\b)",
    re.I,
)
# "If not", "If no", "If it does not": the other branch of a question.
NEGATIVE = re.compile(
    OPENING + rf"(?:{WHEN}[\"'“‘]?(?:not?\b|none\b|(?:the |your )?answer (?:is|was)[\s\"'“‘]*no\b|"
    r"(?:it|they|you|he|she|this|there) \w+(?:n['’]t| not)\b)|otherwise,)",
    re.I,
)
# "Have you had complaints?": a question whose answer is yes or no.
WHETHER = re.compile(OPENING + r"(?:is|are|was|were|do|does|did|has|have|had|will|can|could|would)\b", re.I)
NO_PARTS = (
    r"(?:years?|areas?|months?|periods?|times?|dates?|questions?|days?|each|terms?|requests?|powers?|regulations?)"
)
# "Of those", "how many of them", "of these cases": counts within the answer before.
THOSE = re.compile(
    r"\b(?:of|among|amongst|in|for|from) (?:all |each of |any of |both of |any |both )?"
    rf"(?P<what>(?:those|theses?|them|these)\b(?!\s*:| \w+\s*:| {NO_PARTS}\b)|the (?:above|remainder|rest)\b)"
    r"(?: (?P<noun>[a-z]{3,}))?|\bof (?P<sum>that|this)(?= (?:was|is|were|has|had|went|(?:amount|sum|total|money|spend|"
    r"spending|figure|number|budget)\b))",
    re.I,
)
OF_ALL = re.compile(r"\b(?:all|each of|any of|both of|both) (?:of )?the above\b", re.I)
# "How many of the appeals", "Of the students found …", "For the leavers".
PART_OF = re.compile(
    r"\b(?:how many|number|proportion|percentage|share|which|out) of the (?P<noun>(?:[a-z]+ ){0,2}[a-z]{4,})\b|"
    r"^(?:again |and )?(?:of|for) the (?P<those>[a-z]{4,})\b",
    re.I,
)
# "Each of the schemes above": of every question before that has them.
ABOVE = re.compile(
    r"\bthe (?P<noun>[a-z]{4,}) (?:(?:listed|mentioned|named|given|described|identified|requested|set out) )?above\b|"
    r"\bthe (?:above|above[ -]mentioned|aforementioned|aforesaid) (?P<those>[a-z]{4,})\b",
    re.I,
)
# "The names of those on the panel": those are told here.
SOME_OF_THOSE = re.compile(
    r"\b(?:names?|details?|titles?|roles?|list) of (?:all )?those (?:who|on|in|with|that|whose)\b", re.I
)
# A clause before "of those" that may hold what they are.
OWN_CLAUSE = re.compile(r"(?<=[\w,] )and\b|[.?;]|, how\b", re.I)
# "Each of them", "did each begin", "has each been".
EACH = re.compile(
    rf"\beach (?:of )?(?P<what>them|these|those)\b(?! {NO_PARTS}\b)|"
    r"\b(?:did|has|was|is|does|will) each (?:been|begin|start|end|cost|last|take|expire|run|receive)\b",
    re.I,
)
# "How many were refused?": how many of what was counted before.
COUNT = re.compile(
    OPENING + r"(?:(?:of|in|for|over|during|since) [a-z0-9 /-]{1,40}, ?)?"
    r"(?:(?:in )?how many|what (?:number|percentage|proportion|share)|the number|number) (?:\([^()]{1,30}\) )?"
    r"(?:in (?:each|that|the same) [a-z]+,? )?"
    r"(?P<what>were|was|have been|had been|have|had|are|remain|remained|(?:may|might|will|would) be|applied|went|got|"
    r"led|resulted|ended|came|(?:did|do|have) (?:you|they|it)|could|received|took|still|did not|failed|"
    r"(?:that|who|which) were)\b",
    re.I,
)
# "How many opened in 2021?": no thing is named either, so a count behind it can mean none.
BARE = re.compile(OPENING + r"(?:how many|what number|the number|number) [a-z]+ed\b", re.I)
# "The apprentices in question 2".
THING_IN = re.compile(
    r"\b(?:the|those|these) (?P<noun>[a-z]{5,}s) (?:in|at|from|counted in|listed in|named in|"
    r"given in) (?:your answer to )?q",
    re.I,
)
ASKING = (
    r"(?:(?:on|in|at|to|by|from|with|for|under) )?(?:who|what|when|where|why|how|which|whose)?"
    r"(?: (?:much|many|long|often|far|old|big|frequently|well|much of|part of|type of|kind of|date|year|cost|value|"
    rf"total|share|proportion|percentage|sum|{BE}|did|does|do|has|have|had|will|would|can)){{0,3}}\s?"
)
BODY = (
    r"(?:(?:the |your )?(?:council|authority|trust|force|university|department|organisation|board|service|you|we|staff|"
    r"police)\s)?"
)
# "What did they cost?", "Is it open?", "Who uses them?"; not "What does it cost to …?", "Is it possible that …?".
IT = re.compile(
    OPENING + ASKING + BODY + rf"(?P<what>(?:did|do|does|{BE}|have|has|had|will|can|must|should|could)(?:n't)? "
    r"(?:they|it|(?:these|those|this)(?= [a-z]+ed\b| (?:in|on|at|to|by|for|under)\b|[?.]))\b"
    r"(?! (?:possible|true|correct|the case|your|planned|intended|expected|for|the (?:council|authority|trust)|"
    r"(?:costs?|takes?|taken) [^?]{0,40}\bto)\b)|"
    r"(?:made|makes?|owns?|owned|runs?|pays?|paid|pay for|paid for|supplies|supplied|services?|checks?|checked|"
    r"approved|signed|wrote|uses?|used|provides?|provided|manages?|managed|maintains?|maintained|operates?|operated|"
    r"funds?|funded|holds?|built|builds?|hosts?|looks after|carries out|carried out|spent on|spend on) "
    r"(?:them|it|this|these|those)\b)|(?:what|which) [a-z]+ (?P<whose>(?:did|do|have|were|are) they)\b",
    re.I,
)
# "Does the council …? Does it …?": the authority itself.
ACTS = re.compile(r"^(?:do|does|did|has|have|had|will|can|must|should|could)\b.* it$", re.I)
BODY_BEFORE = re.compile(
    r"\b(?:do|does|did|has|have|had|will|is|are|can) (?:it\b|(?:the |your )?(?:\w+ )?(?:council|authority|trust|force|"
    r"university|department|organisation|board|service|police)\b)",
    re.I,
)
# "Any plans of it", "what is charged for them now".
AT_THE_END = re.compile(
    r"\b(?:of|for|on|under|by|to|with|in|inside|about|using|from) (?P<what>it|them|those|these|this)"
    r"(?: (?:now|today|at present|currently|then|each year|in total|so far|to date))?[?.;)]*$|"
    r"\bas a (?P<result>result)[?.;)]*$",
    re.I,
)
OWN_THING = re.compile(r"\b(?:the|an?|any|your|our|its|their|each|every|no|many) (?P<noun>[a-z]{3,})", re.I)
# "That contract", "such cases", "those fines": a noun of the question before taken up.
NOUN = re.compile(
    r"\b(?:those|these|such|this|the same) (?P<noun>[a-z]{4,})\b|"
    r"\bthat (?P<those>[a-z]{4,})(?=[,?.;]|$| (?:or|and|in|on|for|is|was|has|had|made|end|start|expire|cover|cost)\b)",
    re.I,
)
# "Where training exists", "If a policy is in place".
CONDITION = re.compile(OPENING + r"(?:if|where|when) (?P<clause>[^,;?.:]{4,90})[,;:–-]", re.I)
PREPOSITION = re.compile(r"\b(?:over|about|on|with|for|in|of|from|by|to|under|within)\b", re.I)
VERB = re.compile(
    r"(?:exist|appl|held|hold|possible|available|known|record|provid|includ|please|ha[sd]|have|does|given|been)", re.I
)
# "Do you have a written plan", "Is there any contract".
NEW = re.compile(
    r"\b(?:do|does|did|have|has|is|are|was) (?:[a-z]+ ){1,3}(?:have |operate |hold |use |run |own |employ )?"
    r"(?:an?|any) (?P<noun>(?:[a-z-]+ ){0,2}[a-z-]{4,})",
    re.I,
)
THE = re.compile(r"\bthe (?P<noun>[a-z]{4,})\b", re.I)
NOT_A_NOUN = frozenset(
    """
    time times year years period periods which were have been that this with from they there where when what date dates
    financial month months would could will area areas council authority trust force university department same total
    number numbers following above question questions information request requests last next past
    first second third most more other others some these those them each calendar quarter quarters week weeks days being
    name names details copy breakdown latest current police hospital respect both your county borough district over into
    under also kind sort type amount cost costs public staff figures figure data
    """.split()  # noqa: SIM905
)
