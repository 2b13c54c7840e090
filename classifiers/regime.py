"""What a question asks for in the eyes of the law: environmental information, own data, ordinary business, or anything
else. A proposal for an officer, never a decision; which Act that makes of it is `casework/regime.py`.

Signal words of environmental information in regulation 2(1) of the Environmental Information Regulations 2004 (state of
the elements, factors, measures, reports, economic analyses, health and safety as affected) are scored. What the
requester calls the request is weak evidence: the Act or the Regulations apply by what is asked for. A question that
says little of its own ("How many of those were mended?") goes with its subject line and the questions around it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from classifiers.kinds.speech import COUNTED, own_data_words

ENVIRONMENT, OWN_DATA, BUSINESS, GENERAL = "environmental", "own_data", "business", "general"
ENOUGH = 2.0
SHOWN = 3
LONGEST = 20_000  # characters read
NAMED = "the Regulations, which the requester names"


@dataclass(frozen=True)
class Signal:
    """Words that speak for (weight > 0) or against environmental information, with what they are about."""

    about: str
    weight: float
    words: str

    def found(self, text: str) -> str:
        match = _compiled(self.words).search(text)
        return match.group().strip() if match else ""


@lru_cache(maxsize=200)
def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})")


# A line a signal: weight; what it is about; words. Several lines may share what they are about.
TABLE = r"""
# reg 2(1)(a): the elements
2; air; air quality|diffusion tubes?|air monitoring|air pollution|nitrogen dioxide|particulates?\b|no2\b|pm2\.5
2; air; pm10|clean air
2; water; water quality|bathing water|river|lochs?\b|loughs?\b|estuar|beach(?:es)?\b|groundwater|reservoirs?\b
2; water; watercourses?|lake\b|pollution of
2; flooding and drainage; flood|drainage|drains?\b|gull(?:y|ies)\b|weirs?\b|culverts?|sewage|sewer|soakaway
2; flooding and drainage; surface water|coastal erosion
2; soil and land; contaminated land|land contamination|soil\b|brownfield|landfill|quarr|mineral extraction
2; trees and nature; trees?\b|tpos?\b|hedgerows?|woodland|biodiversity|habitats?|wildlife|bats\b|newts?\b
2; trees and nature; badgers?|otters?\b|salmon|fish (?:farm|kill|stock)|sea lice|peat
2; green land; allotments?|parks and open|green (?:spaces?|belt)|grass(?:land| cutting)|verges?\b|playing fields?
2; rights of way; rights? of way|core paths?|cycle (?:tracks?|paths?|ways?)|towpath|footpaths?|bridleways?
2; rights of way; village green|common land
# reg 2(1)(b): factors
2; noise; noise|vibration|decibels?
2; smells; odours?|smells?\b
2; waste; bins?\b|recycling|waste|rubbish|refuse\b|fly[- ]?tip|litter|incinerat|compost
2; emissions; emissions?|carbon|greenhouse|co2\b|discharges? (?:to|into)|idling|exhaust|smok[ey] (?!free|alarm|detector)
2; energy; solar|wind (?:farm|turbine)|heat pumps?|energy (?:use|efficiency|consumption|perform)|renewable|epc ratings?
2; energy; (?:makes?|sells?) power|power for the grid|kwh\b|gas and electricity|fracking|retrofit|boilers?\b
2; radiation; radiation|radon|5g\b|phone masts?|telecoms? masts?
2; chemicals; pfas|leachate|firefighting foams?|pesticides?|glyphosate|weedkiller|herbicides?|asbestos
2; chemicals; legionella|knotweed
# reg 2(1)(c): measures and activities
2; planning; planning (?:application|permission|enforcement|committee|appeal|obligation|authority|officer|history)s?
2; planning; enforcement notices?|local plan|section 106|s106|s\.106|community infrastructure levy
2; planning; listed building|conservation area
2; building; building (?:control|regulations)|demolition|cladding|external wall|structural (?:survey|condition)
2; land charges; con29\w?|llc1|land charges|local searches?|environmental search
2; land deals; compulsory purchase|cpo\b|sale of (?:council |public )?land|land (?:sale|disposal)|disposal of land
2; roads; potholes?|road (?:works|repair|upkeep|closure|maintenance|condition)|carriageway|resurfac|highway works
1; roads; highway|road (?:scheme|safety)
2; traffic schemes; low traffic|ltns?\b|school streets?\b|cycle lanes?|bus gates?
2; traffic schemes; speed (?:limit|hump|cushion|table)s?|ulez
2; traffic schemes; traffic (?:calming|order|scheme)|20 ?mph|miles per hour
1.5; street lights; street ?light(?:s|ing)?\b|lamp (?:posts?|columns?)
2; electric vehicles; electric vehicles?|ev (?:charg|strateg)|charge points?
1.5; parking schemes; parking scheme|controlled parking zone|double yellow
2; bridges and dams; bridges?\b|dams?\b|sea wall|sea defences?
2; climate; climate|net zero|sustainability strategy
2; the environment; environmental (?:impact|statement|assessment|permit|data|policy)|eia screening
# what the requester calls it: weak
1; the Regulations, which the requester names; eirs?\b|eisrs?\b|environmental information|aarhus
# usually not environmental, even beside such words
-2; staff; staff|employees?|officers? (?:are|is|were|work|does|do|did|employ)|number of officers
-2; staff; vacan(?:t|c)|salar|sickness|redundanc|agency workers?|job titles?|full[- ]time equivalent
-2; staff; ftes?\b
-2; computing; software|ict\b|it (?:contract|system)|cyber|laptops?|servers?
-2; penalty charges; penalty charge|pcns?\b|parking fines?|fines? (?:were )?issued
-2; social care; social care|foster|care homes?|looked after|children in care|prevent (?:duty|programme)
-1; crime; crimes?\b|offences|arrests?
"""


def _signals(table: str) -> tuple[Signal, ...]:
    rows = (line.split("; ", 2) for line in table.splitlines() if line and not line.startswith("#"))
    return tuple(Signal(about, float(weight), words) for weight, about, words in rows)


SIGNALS = _signals(TABLE)
NOT_MEANT = re.compile(
    r"waste (?:of )?(?:time|money|resources)|without wasting|(?:work|learning|it|secure) environment"
    r"|(?:political|economic|financial) climate|decision tree|grit bins?|salt bins?|(?:refuse|refused|refuses) to"
    r"|refused?\b(?! (?:collect|lorr|truck|vehicle|round|sack))|stress tests?|water ?mark|green paper"
)
ROUTINE = re.compile(
    r"\b(?:how|where) (?:do|can|would|should) (?:i|we|one) (?:apply|pay|report|book|register|renew|contact|get|find"
    r"|send|make|obtain|claim|join|complain|order)\b"
    r"|\bwho(?:m)? (?:do|should|can) (?:i|we) (?:contact|speak|write|ring|call|ask)"
    r"|\bopening (?:hours|times)\b|\bwhat (?:time|number|phone number) (?:do|does|is|are|can|should)\b"
    r"|\bwhich day (?:is|are) (?:my|our|the)\b|\bam i (?:eligible|entitled)\b|\bdo (?:i|we) (?:need|have) to\b"
    r"|\bis there a form\b|\bstatus of my\b"
)


class _Heard(NamedTuple):
    """The signals in one text, with the words that showed them."""

    found: list[tuple[Signal, str]]

    @property
    def score(self) -> float:
        return sum(signal.weight for signal, _ in self.found)

    @property
    def against(self) -> bool:
        return any(signal.weight < 0 for signal, _ in self.found)


def regimes_of(questions: Sequence[str], subject: str = "", request: str = "") -> list[tuple[str, str]]:
    """(matter, a sentence saying why) for each question with its stem; the subject line and the whole text help.

    Own data comes first (Article 15 UK GDPR), then what is answered at once, then environmental information where
    the signals reach the mark.
    """
    own = [_heard(question) for question in questions]
    around = _around(own, subject, request)
    return [_regime(question, heard, around) for question, heard in zip(questions, own, strict=True)]


def regime_of(question: str, subject: str = "") -> tuple[str, str]:
    """The same for a question that stands alone."""
    return regimes_of([question], subject)[0]


def _heard(text: str) -> _Heard:
    plain = _plain(text)
    return _Heard([(signal, word) for signal in SIGNALS if (word := signal.found(plain))])


def _around(own: Sequence[_Heard], subject: str, request: str) -> _Heard:
    """What the subject line says, the Regulations where they are named anywhere, and what most questions are about."""
    named = [pair for pair in _heard(request[:LONGEST]).found if pair[0].about == NAMED]
    plainly = [heard for heard in own if heard.score >= ENOUGH]
    most = plainly[0].found if len(plainly) * 2 > len(own) else []
    return _Heard([*_heard(subject).found, *named, *most])


def _regime(question: str, heard: _Heard, around: _Heard) -> tuple[str, str]:
    plain = _plain(question)
    if own := own_data_words(plain):
        return OWN_DATA, f"It asks for the requester's own data (“{own}”)."
    if (routine := ROUTINE.search(plain)) and not COUNTED.search(plain):
        return BUSINESS, f"It can be answered at once, as ordinary business (“{routine.group()}”)."
    if heard.score >= ENOUGH:
        return ENVIRONMENT, f"It may be environmental information: {_listed(heard.found)}."
    both = _Heard(heard.found + [pair for pair in around.found if pair[0] not in {known for known, _ in heard.found}])
    if not heard.against and both.score >= ENOUGH:
        return ENVIRONMENT, f"It may be environmental information, by what stands around it: {_listed(both.found)}."
    return GENERAL, _no_environment(both.found)


def _plain(text: str) -> str:
    return NOT_MEANT.sub(" ", " ".join(text[:LONGEST].lower().replace("’", "'").split()))


def _listed(found: list[tuple[Signal, str]]) -> str:
    best = sorted((pair for pair in found if pair[0].weight > 0), key=lambda pair: -pair[0].weight)
    return ", ".join(dict.fromkeys(f"{signal.about} (“{word}”)" for signal, word in best[:SHOWN]))


def _no_environment(found: list[tuple[Signal, str]]) -> str:
    if any(signal.weight > 0 for signal, _ in found):
        return f"Signs of environmental information are too weak: {_listed(found)}."
    return "Nothing in it points to environmental information or to the requester's own data."
