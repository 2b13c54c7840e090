"""Which law a question seems to fall under: a proposal for an officer, never a decision.

Signal words of environmental information in regulation 2(1) of the Environmental Information Regulations 2004 (state of
the elements, factors, measures, reports, economic analyses, health and safety as affected) are scored. What the
requester calls the request is weak evidence: the Act or the Regulations apply by what is asked for.
"""

import re
from dataclasses import dataclass

FOIA, EIR, SAR = "foia", "eir", "sar"
ENOUGH = 2.0
SHOWN = 3


@dataclass(frozen=True)
class Signal:
    """Words that speak for (weight > 0) or against environmental information, with what they are about."""

    about: str
    weight: float
    words: str

    def found(self, text: str) -> str:
        match = re.search(rf"\b(?:{self.words})", text)
        return match.group().strip() if match else ""


# A line a signal: weight; what it is about; words. Several lines may share what they are about.
TABLE = r"""
# reg 2(1)(a): the elements
2; air; air quality|air pollution|nitrogen dioxide|particulates?\b|no2\b|pm2\.5|pm10|clean air
2; water; water quality|bathing water|river|groundwater|reservoirs?\b|watercourses?|lake\b|pollution of
2; flooding and drainage; flood|drainage|culverts?|sewage|sewer|soakaway|surface water|coastal erosion
2; soil and land; contaminated land|land contamination|soil\b|brownfield|landfill|quarr|mineral extraction
2; trees and nature; trees?\b|tpos?\b|hedgerows?|woodland|biodiversity|habitats?|wildlife|bats\b|newts?\b|badgers?
2; green land; allotments?|parks and open|green (?:spaces?|belt)|grass(?:land| cutting)|verges?\b|playing fields?
2; rights of way; rights? of way|footpaths?|bridleways?|village green|common land
# reg 2(1)(b): factors
2; noise; noise|vibration
2; smells; odours?|smells?\b
2; waste; bins?\b|recycling|waste|rubbish|refuse\b|fly[- ]?tip|litter|incinerat|compost
2; emissions; emissions?|carbon|greenhouse|co2\b|discharges? (?:to|into)|idling|exhaust|smok[ey] (?!free|alarm|detector)
2; energy; solar|wind (?:farm|turbine)|heat pumps?|energy (?:use|efficiency|consumption|perform)|renewable|epc ratings?
2; energy; (?:makes?|sells?) power|power for the grid|kwh\b|gas and electricity|fracking|retrofit|boilers?\b
2; radiation; radiation|radon|5g\b|phone masts?|telecoms? masts?
2; chemicals; pesticides?|glyphosate|weedkiller|herbicides?|asbestos|legionella|knotweed
# reg 2(1)(c): measures and activities
2; planning; planning (?:application|permission|enforcement|committee|appeal|obligation|authority|officer|history)s?
2; planning; enforcement notices?|local plan|section 106|s106|s\.106|community infrastructure levy
2; planning; listed building|conservation area
2; building; building (?:control|regulations)|demolition|cladding|structural (?:survey|condition)
2; land charges; con29\w?|llc1|land charges|local searches?|environmental search
2; land deals; compulsory purchase|cpo\b|sale of (?:council |public )?land|land (?:sale|disposal)|disposal of land
2; roads; potholes?|road (?:works|repair|upkeep|closure|maintenance|condition)|carriageway|resurfac|highway works
1; roads; highway|road (?:scheme|safety)
2; traffic schemes; low traffic|ltns?\b|cycle lanes?|bus gates?|speed (?:limit|hump|cushion|table)s?|ulez
2; traffic schemes; traffic (?:calming|order|scheme)|20 ?mph|miles per hour
1; street lights and charging; street ?light(?:s|ing)?\b|electric vehicles?|ev charg
1.5; parking schemes; parking scheme|controlled parking zone|double yellow
2; bridges and dams; bridges?\b|dams?\b|sea wall|sea defences?
2; climate; climate|net zero|sustainability strategy
2; the environment; environmental (?:impact|statement|assessment|permit|data|policy)|eia screening
# what the requester calls it: weak
1; the Regulations, which the requester names; eirs?\b|environmental information|aarhus
# usually not environmental, even beside such words
-1; staff; staff|employees?|salar|sickness|redundanc|agency workers?|job titles?
-2; computing; software|ict\b|it (?:contract|system)|cyber|laptops?|servers?
-1; penalty charges; penalty charge|pcns?\b|parking fines?
-2; social care; social care|foster|care homes?|looked after|children in care|prevent (?:duty|programme)
-1; crime; crimes?\b|offences|arrests?
"""


def _signals(table: str) -> tuple[Signal, ...]:
    rows = (line.split("; ", 2) for line in table.splitlines() if line and not line.startswith("#"))
    return tuple(Signal(about, float(weight), words) for weight, about, words in rows)


SIGNALS = _signals(TABLE)
NOT_MEANT = re.compile(
    r"waste (?:of )?(?:time|money|resources)|without wasting|(?:work|learning|it|secure) environment"
    r"|(?:political|economic|financial) climate|decision tree"
)
_HELD = r"(?:data|information|records?|files?|notes|everything) (?:that )?(?:you|the \w+)? ?(?:hold|have|held|keep)"
_RECORDS = r"(?:medical|housing|care|social \w+|school|personnel|case) (?:records?|files?|notes)"
OWN_DATA = re.compile(
    rf"subject access|{_HELD} (?:about|on|of|regarding|relating to|concerning) (?:me|myself|my)\b"
    rf"|\bmy (?:own )?(?:personal data|personal information|{_RECORDS})"
)
COUNTED = re.compile(
    r"how many|number of|statistic|percentage|how long|policy|procedure|per year|each year|software|system"
)


def regime_of(question_text: str, subject: str = "") -> tuple[str, str]:
    """("foia" | "eir" | "sar", a sentence saying why) for one question with its stem, and the subject line.

    Own data comes first (Article 15 UK GDPR), then environmental information where the signals reach the mark.
    """
    question = _plain(question_text)
    own = OWN_DATA.search(question)
    if own and not COUNTED.search(question):
        return SAR, f"It asks for the requester's own data (“{own.group()}”)."
    found = [(signal, word) for signal in SIGNALS if (word := signal.found(question))]
    named = [
        (s, w) for s in SIGNALS if s not in {x for x, _ in found} and s.weight > 0 and (w := s.found(_plain(subject)))
    ]
    score = sum(signal.weight for signal, _ in found) + sum(signal.weight / 2 for signal, _ in named)
    if score >= ENOUGH:
        return EIR, f"It may be environmental information: {_listed(found + named)}."
    return FOIA, _no_environment(found + named)


def _plain(text: str) -> str:
    return NOT_MEANT.sub(" ", " ".join(text.lower().replace("’", "'").split()))


def _listed(found: list[tuple[Signal, str]]) -> str:
    best = sorted((pair for pair in found if pair[0].weight > 0), key=lambda pair: -pair[0].weight)
    return ", ".join(dict.fromkeys(f"{signal.about} (“{word}”)" for signal, word in best[:SHOWN]))


def _no_environment(found: list[tuple[Signal, str]]) -> str:
    if any(signal.weight > 0 for signal, _ in found):
        return f"Signs of environmental information are too weak: {_listed(found)}."
    return "Nothing in it points to environmental information or to the requester's own data."
