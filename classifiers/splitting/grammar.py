"""What the forms of English requests are made of: verbs of giving and seeking, openers, patterns in lower case."""

import re
from collections.abc import Sequence

AUXILIARY = r"(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should|must|may|might|shall)"
QUESTION = r"(?:who|whom|whose|what|when|where|why|which|how|whether)"
GIVING = (
    r"(?:send|give|provide|supply|tell|let|state|list|name|say|release|disclose|share|furnish|forward|e-?mail|"
    r"copy|explain|"
    r"describe|detail|outline|specify|identify|indicate|confirm|advise|set out|show|clarify|break down|inform|"
    r"answer|respond|"
    r"publish|attach|enclose|include|add|make|point|refer|summarise|estimate|calculate|report|return|complete|"
    r"fill|quote|"
    r"direct|find|search|check|split|group|compare|reply)(?! sure)"
)
SEEKING = (
    r"(?:know|have|see|get|receive|obtain|request|ask|find out|be (?:given|told|sent|provided|informed|"
    r"supplied)|view|access|"
    r"understand|establish|seek|enquire|inquire|apply|learn (?=(?:what|when|where|why|how|whether) (?:you|the)))"
)
# What may stand before an ask: "And", "Also,", "As well as that,", "Under the Act,", "If possible,", an opening quote.
OPENER = (
    r"(?:hi(?:ya)?(?: there| all| team)?|hello(?: there| all)?|"
    r"good (?:morning|afternoon|evening)|and|but|or|so|oh|also|then|next|again|finally|lastly|further(?:more)?|"
    r"additionally|p\.?p?\.?s\b\.?:?|first(?:ly)?|"
    r"second(?:ly)?|third(?:ly)?|moreover|in addition|in particular|specifically|separately|"
    r"as well(?: as (?:that|this|the above))?|"
    r"for instance|for example|if (?:you can|possible|at all possible|available|known|so)|where (?:possible|"
    r"known|available))[,:–-]?\s+"
)
BY_RIGHT = (
    r"(?:under|pursuant to|in accordance with|further to)\b[^,.?!:]{0,120}?(?:,\s+|\s+(?=(?:please|kindly|could|can|"
    r"would|how|what|which|provide|send|list|tell)\b))"
)
LEAD = rf"(?:[\"'“‘(\[\s]{{0,9}}(?:{OPENER})*(?:{BY_RIGHT}(?:{OPENER})*)?)"


class Form:
    """A pattern in lower case, blind to capitals. `needs` are pieces of which every match holds one: a first look."""

    def __init__(self, pattern: str, needs: Sequence[str] = ()) -> None:
        self.pattern, self.needs = re.compile(pattern), tuple(needs)

    def match(self, words: str) -> re.Match[str] | None:
        return self.pattern.match(words.lower())

    def search(self, words: str) -> re.Match[str] | None:
        low = words.lower()
        if self.needs and not any(piece in low for piece in self.needs):
            return None
        return self.pattern.search(low)

    def sub(self, instead: str, words: str, count: int = 0) -> str:
        """The words, in lower case where anything was taken out."""
        low = words.lower()
        return self.pattern.sub(instead, low, count=count) if self.pattern.search(low) else words


def compiled(pattern: str, needs: str = "") -> Form:
    return Form(pattern, needs.split())
