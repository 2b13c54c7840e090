"""The laws that requests for information cite: where each ends, and where some of its parts end.

Ends are those of the amended texts. Sections put in later have letters (11A, 22A, 76B of the 2000 Act), so a number
with a letter is only beyond the end where its number is. Repealed ones were there and are not counted as missing.
Part ends are given only where they are certain.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, eq=False)
class Statute:
    """A law. `unit` is what its provisions are called, `last` the number of the last.

    `names` are regular expressions for its titles and short forms; `years` are those that bear its title. `parts` gives
    the last numbered part of a provision, `letters` the last letter of such a part ("12(5)").
    """

    title: str
    unit: str
    last: int
    names: tuple[str, ...]
    years: frozenset[int]
    parts: Mapping[int, int] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)

    @property
    def several(self) -> bool:
        """Whether its title is told of in the plural."""
        return self.unit == "regulation"

    @property
    def kind(self) -> str:
        """ "Act", "Regulations" or "Regulation", as its provisions are told of."""
        return {"section": "Act", "article": "Regulation"}.get(self.unit, "Regulations")

    @property
    def part(self) -> str:
        return "subsection" if self.unit == "section" else "paragraph"


FREEDOM, ENVIRONMENTAL = r"freedom\s{1,4}of\s{1,4}information", r"environmental\s{1,4}information"
FOIA = Statute(
    "Freedom of Information Act 2000",
    "section",
    88,
    (rf"{FREEDOM}\s{{1,4}}act", r"FOI\s{1,4}act", "FOIA"),
    frozenset({2000}),
    {1: 6, 10: 6, 12: 5, 14: 2, 16: 2, 17: 7, 21: 3, 24: 4, 27: 5, 30: 6, 31: 3}
    | {35: 5, 36: 7, 38: 2, 40: 8, 41: 2, 42: 2, 43: 3, 77: 4},
    {"35(1)": "d", "36(2)": "c", "38(1)": "b"},
)
FOISA = Statute(
    "Freedom of Information (Scotland) Act 2002",
    "section",
    76,
    (rf"{FREEDOM}\s{{1,4}}\(?scotland\)?\s{{1,4}}act", r"FOI\s{0,2}\(?scotland\)?\s{1,4}act", "FOISA", r"FOI\(S\)A"),
    frozenset({2002}),
    {1: 6},
)
EIR = Statute(
    "Environmental Information Regulations 2004",
    "regulation",
    21,
    (rf"{ENVIRONMENTAL}\s{{1,4}}regulations", "EIRs?"),
    frozenset({1992, 1998, 2004}),
    {12: 11, 14: 5},
    {"12(4)": "e", "12(5)": "g"},
)
EISR = Statute(
    "Environmental Information (Scotland) Regulations 2004",
    "regulation",
    21,
    (rf"{ENVIRONMENTAL}\s{{1,4}}\(?scotland\)?\s{{1,4}}regulations", "EISRs?", r"EI\(S\)Rs?"),
    frozenset({2004}),
    {},
    {"10(4)": "e", "10(5)": "g"},
)
DATA_1998 = Statute("Data Protection Act 1998", "section", 75, (), frozenset({1998}))
DATA_2018 = Statute(
    "Data Protection Act 2018",
    "section",
    215,
    (r"data\s{1,4}protection\s{1,4}act", "DPA"),
    frozenset({1984, 1998, 2018}),
)
UK_GDPR = Statute(
    "UK GDPR",
    "article",
    99,
    (r"(?:UK\s{0,4})?GDPR", r"(?:UK\s{1,4})?general\s{1,4}data\s{1,4}protection\s{1,4}regulation"),
    frozenset(),
    {15: 4},
)
RE_USE = Statute(
    "Re-use of Public Sector Information Regulations 2015",
    "regulation",
    22,
    (r"re-?use\s{1,4}of\s{1,4}public\s{1,4}sector\s{1,4}information\s{1,4}regulations", r"RPSI(?:\s{1,4}regulations)?"),
    frozenset({2005, 2015}),
)
STATUTES = (FOISA, FOIA, EISR, EIR, DATA_2018, UK_GDPR, RE_USE)
