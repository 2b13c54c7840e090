"""Which law a question falls under in each nation."""

import pytest

from triage.casework.regime import regime_for


@pytest.mark.parametrize(
    ("matter", "nation", "regime"),
    [
        ("general", "england", "foia"),
        ("general", "wales", "foia"),
        ("general", "northern_ireland", "foia"),
        ("general", "scotland", "foisa"),
        ("environmental", "england", "eir"),
        ("environmental", "scotland", "eisr"),
        ("own_data", "england", "sar"),
        ("own_data", "scotland", "sar"),
        ("business", "scotland", "bau"),
    ],
)
def test_the_nation_decides_which_act(matter: str, nation: str, regime: str) -> None:
    assert regime_for(matter, nation).value == regime
