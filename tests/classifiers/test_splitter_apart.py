"""What is no question: greetings, footers, history, boilerplate; and that nothing which may ask is lost."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sklearn.base import clone

from classifiers.splitter import QuestionSplitter, Split
from classifiers.splitting.reading import read
from classifiers.splitting.tiling import Meaning

ASK = "How many puffins were counted on the island in 2021?"


def split(text: str) -> Split:
    return read(text)


def only_ask(text: str) -> bool:
    return [text[a:b] for question in split(text).questions for a, b in question.spans] == [ASK]


@pytest.mark.parametrize(
    "sentence",
    [
        "Please send the answer by email, as a spreadsheet.",
        "Electronic copies please.",
        "If this would exceed the cost limit, please help me narrow it as section 16 requires.",
        "If anything is unclear, please contact me.",
        "Please confirm receipt of this request.",
        "If you refuse any of it, please cite the exemption you rely on.",
        "I look forward to your reply within 20 working days.",
        "I want to learn how islands are run.",
        "By puffin I mean any bird of that name, and please count chicks too.",
        "I do not want any personal data.",
        "This request is made under the Freedom of Information Act 2000.",
    ],
)
def test_format_procedure_and_definitions_are_no_questions(sentence: str) -> None:
    assert only_ask(f"Dear Council,\n\n{ASK}\n\n{sentence}\n\nYours faithfully,\nA. N. Islander")


def test_greeting_sign_off_and_signature_are_set_apart() -> None:
    text = f"Dear Sir or Madam,\n\n{ASK}\n\nKind regards\nB. Watcher\n12 Cliff Road\n"
    assert [text[a:b] for a, b in split(text).apart] == [
        "Dear Sir or Madam,",
        "Kind regards\nB. Watcher\n12 Cliff Road",
    ]


def test_site_footers_and_quoted_history_hold_no_questions() -> None:
    footer = "Please use this email address for all replies to this request:\nr@x.example\nIs it wrong? If so, tell us."
    history = (
        "On 3 May 2023 at 10:12, FOI Team <foi@x.example> wrote:\n> 1. Which islands do you mean?\n> 2. Which birds?"
    )
    assert only_ask(f"{ASK}\n\n-------------------------\n\n{footer}")
    assert only_ask(f"{ASK}\n\n{history}")


@pytest.mark.parametrize(
    "around",
    [
        "CAUTION: This email came from outside the organisation. Open no links.\n\n{}",
        "Your details\nName: Ann Gull\nEmail: ann@gull.example\nPostcode: AB1 2CD\n\nYour request:\n{}\n",
        "{}\n\nPreferred format: Email",
        "{}\n\nSent from my iPhone",
        "{}\n\nRegards\nAnn\n\nThis email and any attachment are confidential. Please notify the sender.",
        "{}\n\n-- \nAnn Gull | Gull Research\nT: 01234 567890",
        "From: Ann Gull\nTo: Council\nSubject: Puffins\n\n{}",
        "{}\n\nLink to this\nReport this message\nDelivered",
    ],
)
def test_what_forms_programs_and_portals_print_is_set_apart(around: str) -> None:
    text = around.format(ASK)
    tiles = split(text).tiles(text)
    assert only_ask(text)
    assert not split(text).left_out
    assert [t.meaning for t in tiles if t.meaning in (Meaning.SCOPE, Meaning.STEM)] == []
    assert Meaning.APART in {t.meaning for t in tiles}


def test_an_ask_within_a_signature_or_a_notice_is_found_or_listed() -> None:
    signed = f"{ASK}\n\nRegards\nAnn Gull\nCould you also send me the warden's log?\n"
    notice = "This message is confidential.\nPlease send us the map of the nests."
    text = f"{signed}\n{notice}"
    asked = [text[a:b] for question in split(text).questions for a, b in question.spans]
    listed = [text[a:b] for a, b in split(text).left_out]
    assert any("warden's log" in words for words in asked + listed)
    assert any("map of the nests" in words for words in asked + listed)


def test_a_list_below_the_signature_is_still_read() -> None:
    text = "Please answer these.\n\nYours faithfully,\nC. Gull\n\n1. How many nests are there?\n2. Who guards them?"
    assert [question.label for question in split(text).questions] == ["1", "2"]


def test_a_wish_that_lies_in_no_question_is_reported() -> None:
    text = f"{ASK}\n\nThere is more I could say, would you believe?\n"
    found = split(text)
    lying = [*found.left_out, *(span for question in found.questions for span in question.spans)]
    assert any("would you believe" in text[a:b] for a, b in lying)


def test_the_splitter_is_an_estimator() -> None:
    splitter = clone(QuestionSplitter())
    assert [len(found.questions) for found in splitter.predict([ASK, "Dear all,"])] == [1, 0]


ODD = [
    "\\x00",
    "\\ud800",
    "\\u2028",
    "\\r\\n",
    "\\n\\n",
    "\\n",
    " ",
    ":",
    "?",
    ">",
    "https://a.example/b.c",
    "e.g.",
    "councils3. Of",
]
MARKS = ["1.", "2)", "(a)", "b.", "ii)", "•", "- ", "Q3", "2019/20"]
WORDS = ["Please send", "how many", "If so,", "Dear X,", "Yours,", "for each", "the list"]
PIECES = st.sampled_from(ODD + MARKS + WORDS)
HOSTILE = st.one_of(st.text(), st.lists(PIECES, max_size=60).map(" ".join), st.lists(PIECES, max_size=60).map("".join))


@settings(max_examples=200, deadline=None)
@given(HOSTILE)
@example("PlEASE SEND:0:PLEASE SEND:0.A")
def test_any_text_gives_ordered_places_within_it_that_never_overlap(text: str) -> None:
    found = split(text)
    spans = [span for question in found.questions for span in question.spans]
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    others = [
        *found.scope,
        *found.apart,
        *found.left_out,
        *(span for question in found.questions for span in question.stem),
    ]
    assert all(0 <= a < b <= len(text) for a, b in others)


@pytest.mark.parametrize("name", ["Smith", "O'Brien-Li", "Adébáyò", "MacDonald"])
def test_the_name_of_the_sender_changes_nothing(name: str) -> None:
    text = f"Dear Council,\n\n1. {ASK}\n2. Who counted them?\n\nYours faithfully,\nMs {name}"
    assert [question.spans for question in split(text).questions] == [[(18, 18 + len(ASK))], [(74, 91)]]


RULED = "I write about bins.\n\n{}\n\n1. How many bins are there?\n2. What do they cost?"


@pytest.mark.parametrize("line", ["-" * 20, "_" * 8, "=" * 30])
def test_what_stands_below_a_line_across_the_page_is_still_the_request(line: str) -> None:
    assert [question.label for question in split(RULED.format(line)).questions] == ["1", "2"]


def test_below_a_line_across_the_page_an_earlier_message_is_history() -> None:
    text = f"{ASK}\n\n{'_' * 32}\nFrom: a@b.example\nSent: Monday\nSubject: cats\n\nHow many cats?"
    found = split(text)
    assert not any("cats" in text[a:b] for a, b in [*found.left_out, *(s for q in found.questions for s in q.spans)])


def test_a_quoted_list_is_asked_where_the_words_below_ask_for_the_above() -> None:
    text = "Dear Council,\n\n> 1. How many bins?\n> 2. What cost?\n\nPlease answer the above."
    assert [question.label for question in split(text).questions] == ["1", "2"]


ALSO = "Let me know who signed it|The lease, please|Also invoices over £500|Same for 2022|plz send cost"
WELSH = "Hoffwn wybod faint o finiau sydd|A allwch anfon y rhestr|Rhowch fanylion y gost"


@pytest.mark.parametrize("words", [*ALSO.split("|"), *WELSH.split("|")])
def test_asks_in_few_words_or_in_welsh_are_in_a_question_or_left_out(words: str) -> None:
    text = f"{ASK}\n\nI have lived here for years. {words}.\n\nThe weather was bad."
    found = split(text)
    lying = [*found.left_out, *(span for question in found.questions for span in question.spans)]
    assert any(words[:9] in text[a:b] for a, b in lying)
