"""How deep a question stands in the outline, by its label."""

import pytest

from triage.web.outline import depth

LABELS = {"1", "3", "3a", "3a(ii)", "Q2", "2.1", "A1", "B", "B1"}


@pytest.mark.parametrize(
    ("label", "deep"),
    [("", 0), ("3", 0), ("3a", 1), ("3(a)", 1), ("3a(ii)", 2), ("2.1", 1), ("Q2", 0), ("Question 4b", 1), ("B", 0)],
)
def test_each_step_of_a_label_is_one_deeper(label: str, deep: int) -> None:
    assert depth(label, LABELS) == deep


def test_a_letter_before_a_number_is_a_step_only_where_it_is_a_label_itself() -> None:
    assert (depth("A1", LABELS), depth("B1", LABELS)) == (0, 1)


def test_no_label_makes_the_outline_narrow() -> None:
    assert depth("1.2.3.4.5.6", LABELS) == 3
