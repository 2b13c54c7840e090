"""The laws that a page offers for a question, by the nation of the authority."""

import pytest

from triage.casework.request import Regime
from triage.web.wording import LAWS, laws_in


@pytest.mark.parametrize(("nation", "laws"), [("wales", {"foia", "eir"}), ("scotland", {"foisa", "eisr"})])
def test_a_nation_has_its_own_acts(nation: str, laws: set[str]) -> None:
    assert {choice["value"] for choice in laws_in(nation, "bau")} == laws | {"sar", "bau"}


def test_the_law_that_a_question_is_under_is_always_offered() -> None:
    assert "foia" in {choice["value"] for choice in laws_in("scotland", "foia")}


def test_every_law_has_a_name() -> None:
    assert set(LAWS) == {regime.value for regime in Regime}
