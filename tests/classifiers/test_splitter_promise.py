"""The promise: every sentence that may ask lies in a question or is left out by name; and what is no question."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifiers.splitter import Split
from classifiers.splitting.reading import read

ASKS = [
    "How many lanterns were mended in the old harbour last winter?",
    "Please send me the harbour master's report.",
    "I would also like to know how many berths were cancelled after an appeal.",
    "It would be very helpful to have the average wait for a mooring.",
    "We were hoping that you could tell us what the dredging cost.",
    "I am curious how long it takes to mend a lantern.",
    "Could you let me have a copy of the byelaws, because nobody at the quay could find it.",
    "The number of complaints about the foghorn, please.",
    "Nobody ever told us how many buoys were lost or how long it took to replace them.",
    "PS Please also send the latest survey of the breakwater.",
    "Who signed the lease of the boathouse, and when?",
    "Do you keep a log of the fog signals?",
    "Describe the procedure for the storm gates.",
    "While I am writing, I would be glad of the tide tables.",
]
AROUND = [
    "Dear Harbour Board,",
    "I have lived by the water for years.",
    "Please answer the following questions:",
    "1. How many boats were let?\n2. Who let them?\n3. What did they cost?",
    "a) the boathouse roof\nb) the slipway",
    "For each boat we need:\n\nName\nLength",
    "Notes:",
    "Please reply by email and not as a PDF.",
    "If this would exceed the cost limit, please help me to narrow it.",
    "Kind regards,",
    "Ann Fisher\n12 Cliff Road",
    "Boats and moorings",
    "Thank you.",
    "- Red\n- Green\n- Blue",
]
BLOCKS = st.lists(st.sampled_from(AROUND), max_size=7)


def split(text: str) -> Split:
    return read(text)


def asked(text: str) -> list[str]:
    return ["".join(text[a:b] for a, b in question.spans) for question in split(text).questions]


def named(text: str) -> list[tuple[str, str]]:
    return list(zip([question.label for question in split(text).questions], asked(text), strict=True))


def is_kept(text: str, place: tuple[int, int]) -> bool:
    """Whether every word of a place lies in questions, in what they need, or in what is left out."""
    found = split(text)
    spans = [*found.left_out, *(s for q in found.questions for s in (*q.spans, *q.stem))]
    missing = [n for n in range(*place) if text[n].isalnum() and not any(a <= n < b for a, b in spans)]
    return not "".join(text[n] for n in missing).removeprefix("PS")


@settings(max_examples=250, deadline=None)
@given(BLOCKS, st.sampled_from(ASKS), BLOCKS, st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_an_ask_put_anywhere_is_a_question_or_left_out(
    before: list[str], ask: str, after: list[str], between: str
) -> None:
    head = between.join([*before, ""])
    text = head + between.join([ask, *after])
    assert is_kept(text, (len(head), len(head) + len(ask))), text


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(ASKS[:6] + ASKS[7:]), min_size=2, max_size=6, unique=True))
def test_asks_in_one_paragraph_are_all_kept(asks: list[str]) -> None:
    text = "Hello,\n\nI read the paper. " + " ".join(asks) + "\n\nYours\nAnn Fisher"
    assert all(is_kept(text, (text.index(ask), text.index(ask) + len(ask))) for ask in asks)


@pytest.mark.parametrize("ask", [ask for ask in ASKS if not ask.startswith(("Nobody", "The number"))])
def test_what_clearly_asks_in_prose_is_a_question(ask: str) -> None:
    assert asked(f"Dear Board,\n\nI live by the water. {ask}\n\nYours\nAnn Fisher")[-1] == ask


@pytest.mark.parametrize(
    "lead",
    ["Please release:", "Additionally, please answer the following questions:", "Please provide the following:"],
)
def test_what_only_introduces_a_list_is_not_left_out(lead: str) -> None:
    first = "Please tell me:\n1. How many boats sank?\n2. Who owned them?"
    text = f"{first}\n\n{lead}\n\n3. Is any for sale?\n4. Is it sound?"
    assert split(text).left_out == []


def test_an_afterthought_below_the_signature_is_a_question() -> None:
    signed = "Yours\n\nAnn Fisher\nHarbour Club"
    text = f"1. How many boats?\n2. Whose?\n\n{signed}\n\nPS Please also send the survey of the roof."
    assert asked(text)[-1].endswith("Please also send the survey of the roof.")


def test_a_count_of_appeals_or_refusals_in_a_list_is_a_question() -> None:
    text = (
        "Please provide:\ni) berths let\nii) the number of applications refused;\niii) exemptions applied\niv) the fee"
    )
    assert [label for label, _ in named(text)] == ["i", "ii", "iii", "iv"]


@pytest.mark.parametrize(
    "words",
    [
        "I write as secretary of the Harbour Club.",
        "I'm writing this late because the tide is up.",
        "Please reply in the body of an email and not as a PDF.",
        "Please find our request attached as a document.",
        "Don't worry about names.",
        "Don't include moorings let to staff.",
    ],
)
def test_remarks_and_wishes_are_no_questions(words: str) -> None:
    text = f"Hello,\n\n{words} How many boats sank in May?\n\nYours\nAnn"
    assert asked(text) == ["How many boats sank in May?"]
    assert split(text).left_out == []


def test_an_item_that_says_how_to_treat_the_others_is_no_question() -> None:
    assert [label for label, _ in named("1. How many boats?\n2. Who paid?\n3. Please treat 1 as urgent.")] == ["1", "2"]


def test_a_name_run_into_the_end_is_no_part_of_the_question() -> None:
    text = "Good afternoon how many boats do you own and what do they cost to run many thanks Jo Fisher"
    assert asked(text) == ["Good afternoon how many boats do you own and what do they cost to run"]


def test_headings_and_names_under_a_bare_request_are_no_questions() -> None:
    text = "Please answer these:\n\nBoats\n\nHow many sank?\n\nBuoys\n\nHow many are lit?\n\nJo Fisher\nThe Green"
    assert asked(text) == ["How many sank?", "How many are lit?"]


def test_what_is_wanted_of_each_holds_for_all_and_the_signature_is_in_no_question() -> None:
    text = (
        "Please fill in the details below for the leases of\n\n(i) the quay,\n(ii) the pier.\n\n"
        "For each lease we need:\n\nTenant\nRent\n\nHarbour Watch"
    )
    found = split(text)
    assert named(text) == [("i", "the quay,"), ("ii", "the pier.")]
    assert text[slice(*found.scope[-1])] == "For each lease we need:\n\nTenant\nRent"


def test_columns_for_each_of_a_register_asked_for_are_one_question() -> None:
    ask = "Please supply a list of all moorings, with these columns for each mooring:"
    text = f"We advise boat owners.\n\n{ask}\n\n- Number\n- Owner"
    assert len(asked(text)) == 1
    assert asked(text)[0].endswith("- Owner")


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("1 Is it wet?\n2 Is it cold?\n3 May your officers swim?\n4 May any firm hire it?", ["1", "2", "3", "4"]),
        (
            "1a. Is it wet?\n1b. Is it cold?\n2a. Who swims?\n2b. Who pays?\n3. How many sank?",
            ["1a", "1b", "2a", "2b", "3"],
        ),
        ("#1 Is it wet?\n#2 Is it cold?", ["1", "2"]),
        ("Please answer these points:\n> 1. Is it wet?\n> 2. Is it cold?\n\nI live nearby.\nYours\nJo", ["1", "2"]),
        ("Please send the lease.\n\nJo Fisher\n29b Quay Lane, Ashcombe", [""]),
    ],
)
def test_labels_are_read_as_written(text: str, labels: list[str]) -> None:
    found = [label for label, _ in named(text)]
    assert found == labels


def test_the_day_of_a_date_on_a_line_of_its_own_is_no_label() -> None:
    text = "1 Is it wet?\n2 Is it cold?\n3 May 2021 is the month I mean."
    assert [label for label, _ in named(text)] == ["1", "2"]
