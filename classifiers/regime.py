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


SIGNALS = (
    # reg 2(1)(a): the elements
    Signal("air", 2, r"air quality|air pollution|nitrogen dioxide|particulates?\b|no2\b|pm2\.5|pm10|clean air"),
    Signal(
        "water", 2, r"water quality|bathing water|river|groundwater|reservoirs?\b|watercourses?|lake\b|pollution of"
    ),
    Signal("flooding and drainage", 2, r"flood|drainage|culverts?|sewage|sewer|soakaway|surface water|coastal erosion"),
    Signal(
        "soil and land", 2, r"contaminated land|land contamination|soil\b|brownfield|landfill|quarr|mineral extraction"
    ),
    Signal(
        "trees and nature",
        2,
        r"trees?\b|tpos?\b|hedgerows?|woodland|biodiversity|habitats?|wildlife|bats\b|newts?\b|badgers?",
    ),
    Signal(
        "green land",
        2,
        r"allotments?|parks and open spaces|green spaces?|grass(?:land| cutting)|verges?\b|playing fields?|green belt",
    ),
    Signal("rights of way", 2, r"rights? of way|footpaths?|bridleways?|village green|common land"),
    # reg 2(1)(b): factors
    Signal("noise", 2, r"noise|nuisance|vibration"),
    Signal("smells", 2, r"odours?|smells?\b"),
    Signal("waste", 2, r"bins?\b|recycling|waste|rubbish|refuse\b|fly[- ]?tip|litter|incinerat|compost"),
    Signal("emissions", 2, r"emissions?|carbon|greenhouse|co2\b|discharges?\b|idling|exhaust|smoke control"),
    Signal(
        "energy",
        2,
        r"solar|wind (?:farm|turbine)|heat pumps?|energy (?:use|efficiency|consumption|perform)|renewable|epc ratings?|boilers?\b",
    ),
    Signal("energy", 2, r"power for the grid|kwh\b|gas and electricity|fracking|retrofit"),
    Signal("radiation", 2, r"radiation|radon|5g\b|phone masts?|telecoms? masts?"),
    Signal("chemicals", 2, r"pesticides?|glyphosate|weedkiller|herbicides?|asbestos|legionella|knotweed"),
    # reg 2(1)(c): measures and activities
    Signal(
        "planning",
        2,
        r"planning (?:application|permission|enforcement|committee|appeal|obligation|authority|officer|history|reference)s?",
    ),
    Signal(
        "planning",
        2,
        r"enforcement notices?|local plan|section 106|s106|s\.106|community infrastructure levy|listed building|conservation area",
    ),
    Signal("building", 2, r"building (?:control|regulations)|demolition|cladding|structural (?:survey|condition)"),
    Signal("land charges", 2, r"con29\w?|llc1|land charges|local searches?|environmental search"),
    Signal(
        "land deals",
        1.5,
        r"compulsory purchase|cpo\b|sale of (?:council |public )?land|land (?:sale|disposal)|disposal of land|redevelopment",
    ),
    Signal(
        "roads",
        2,
        r"potholes?|road (?:works|repair|scheme|upkeep|closure|maintenance|resurfacing|condition)|highway|carriageway|resurfac",
    ),
    Signal(
        "traffic schemes",
        2,
        r"low traffic|ltns?\b|cycle lanes?|bus gates?|20 ?mph|speed (?:limit|hump|cushion|table)s?|traffic (?:calming|order|scheme)|ulez",
    ),
    Signal("street lighting", 1, r"street ?light(?:s|ing)?\b|electric vehicles?|ev charg"),
    Signal("parking schemes", 1.5, r"parking scheme|controlled parking zone|double yellow"),
    Signal("bridges and dams", 1.5, r"bridges?\b|dams?\b|sea wall|sea defences?"),
    Signal("climate", 2, r"climate|net zero|sustainability strategy"),
    Signal("the environment", 2, r"environmental (?:impact|statement|assessment|permit|data|policy)|eia screening"),
    # what the requester calls it: weak
    Signal("the requester names the Regulations", 1, r"eirs?\b|environmental information|aarhus"),
    # usually not environmental, even beside such words
    Signal("staff", -1.5, r"staff|employees?|salar|sickness|redundanc|agency workers?|job titles?"),
    Signal("computing", -2, r"software|ict\b|it (?:contract|system)|licences? renewal|cyber|laptops?|servers?"),
    Signal("penalty charges", -1, r"penalty charge|pcns?\b|parking fines?"),
    Signal(
        "social care", -2, r"social care|foster|care homes?|looked after|children in care|prevent (?:duty|programme)"
    ),
    Signal("crime", -1.5, r"crimes?\b|offences|arrests?"),
)
NOT_MEANT = re.compile(
    r"tree(?:s)? of|recycle this|waste (?:of )?(?:time|money|resources)|without wasting|bin(?:s|ary)? data|work environment"
    r"|learning environment|it environment|secure environment|political climate|current (?:economic|financial) climate"
    r"|highways? (?:team|department) staff|decision tree|root and branch"
)
OWN_DATA = re.compile(
    r"subject access|(?:data|information|records?|files?|notes|everything) (?:that )?(?:you|the \w+)? ?(?:hold|have|held|keep) "
    r"(?:about|on|of|regarding|relating to|concerning) (?:me|myself|my)\b"
    r"|\bmy (?:own )?(?:personal data|personal information|(?:medical|housing|care|social \w+|school|personnel|case) (?:records?|files?|notes))"
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
