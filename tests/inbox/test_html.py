"""HTML to text with the labels a reader saw."""

import pytest

from triage.inbox.html import label, text_of


def lines(html: str) -> list[str]:
    return [line.strip() for line in text_of(html).split("\n") if line.strip()]


def test_list_numbers_stay() -> None:
    assert lines("<p>Please tell me</p><ol><li>How many?</li><li>What cost?</li></ol>") == [
        "Please tell me",
        "1. How many?",
        "2. What cost?",
    ]


def test_a_list_keeps_the_numbers_it_shows() -> None:
    assert lines('<ol start="4"><li>x</li><li value="9">y</li><li><p>z</p></li></ol>') == ["4. x", "9. y", "10. z"]
    assert lines('<ol type="a"><li><b>x</b> y</li><li>z</li></ol>') == ["a. x y", "b. z"]
    assert lines('<ol style="list-style-type: lower-roman"><li>x</li><li>y</li></ol>') == ["i. x", "ii. y"]


def test_bullets_links_tables_and_hidden_code() -> None:
    html = '<style>p{}</style><ul><li>one</li></ul><a href="https://a.example/b">figures</a><script>x()</script>'
    assert lines(html) == ["• one", "figures (https://a.example/b)"]
    assert lines('<a href="mailto:r@a.example">r@a.example</a>') == ["r@a.example"]
    assert lines("<table><tr><td>2024</td><td>7</td></tr></table>")[0].split() == ["2024", "7"]


def test_a_word_across_tags_stays_one_word() -> None:
    assert lines("<p>fin<span>es</span></p>") == ["fines"]


@pytest.mark.parametrize(
    ("number", "style", "written"),
    [
        (27, "lower-alpha", "aa"),
        (4, "upper-roman", "IV"),
        (1999, "lower-roman", "mcmxcix"),
        (0, "lower-roman", "0"),
        (3, "", "3"),
    ],
)
def test_labels(number: int, style: str, written: str) -> None:
    assert label(number, style) == written


def test_thousands_of_nested_lists_cost_little() -> None:
    assert "x" in text_of("<ol start=3><li>" * 3000 + "x")
