"""Which law a question falls under, from what it asks for and the nation of the authority.

Scotland has Acts of its own for Scottish public authorities (FOISA 2002, EISR 2004); a body that works in the whole
United Kingdom stays under the FOIA wherever it sits. Own data falls under data protection law in all four nations.
"""

from triage.casework.request import Regime

ENVIRONMENTAL, OWN_DATA, BUSINESS = "environmental", "own_data", "business"


def regime_for(matter: str, nation: str) -> Regime:
    """The law for a matter ("environmental", "own_data", "business", or anything else) in a nation."""
    if matter == OWN_DATA:
        return Regime.SAR
    if matter == BUSINESS:
        return Regime.BUSINESS
    scottish = nation == "scotland"
    if matter == ENVIRONMENTAL:
        return Regime.EISR if scottish else Regime.EIR
    return Regime.FOISA if scottish else Regime.FOIA
