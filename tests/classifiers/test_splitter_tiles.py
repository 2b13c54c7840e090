"""The tiles of a reading are the untouched text, and whatever may ask is in a question or listed."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from classifiers.splitter import QuestionSplitter
from classifiers.splitting.passages import Text
from classifiers.splitting.remainder import may_ask
from classifiers.splitting.tiling import Meaning

LINES = [
    "Dear Harbour Board,",
    "Please answer the following:",
    "1. How many boats were let?",
    "2. Of those, how many sank, and why?",
    "(a) the boathouse roof;",
    "   i. in 2023",
    "• Name of berth",
    "For each boat please state:",
    "Q3: Who owns the crane? Please send its log. I wrote on 3. May 2023.",
    "I would like to know what the crane cost and how many people may work it.",
    "I am writing about the pier. It is old.",
    "Please reply by email.",
    "Boats",
    "CAUTION: this email came from outside the organisation.",
    "Kind regards,",
    "Ann Fisher, can you also send me the tide tables?",
    "This email is confidential. Can you tell us if you got it?",
    "Sent from my phone",
    "| 4 | How many buoys are lit? | |",
    "",
]
OTHERS = ["On 3 May 2023, Board wrote:", "> Which boats do you mean?", "From: Ann\nTo: Board\nSubject: boats"]
OWN = st.lists(st.sampled_from(LINES), max_size=25).map("\n".join)
ANY = st.lists(st.sampled_from(LINES + OTHERS), max_size=25)
TEXTS = st.one_of(ANY.map("\n".join), ANY.map("".join), st.text(max_size=300))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_the_tiles_together_are_the_untouched_text(text: str) -> None:
    tiles = QuestionSplitter().split(text).tiles(text)
    assert "".join(text[tile.start : tile.end] for tile in tiles) == text
    assert all(before.end == after.start for before, after in pairwise(tiles))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_no_character_has_two_meanings_but_the_stem_that_is_a_question_too(text: str) -> None:
    found = QuestionSplitter().split(text)
    own = {n for question in found.questions for span in question.spans for n in range(*span)}
    stems = {n for question in found.questions for span in question.stem for n in range(*span)}
    kinds = [own | stems, *({n for place in places for n in range(*place)} for places in (found.scope, found.apart))]
    kinds.append({n for place in found.left_out for n in range(*place)})
    assert sum(map(len, kinds)) == len(set().union(*kinds))


@settings(max_examples=300, deadline=None)
@given(OWN)
def test_each_sentence_that_may_ask_is_in_a_question_or_left_out(text: str) -> None:
    tiles = QuestionSplitter().split(text).tiles(text)
    silent = [(t.start, t.end) for t in tiles if t.meaning in (Meaning.SCOPE, Meaning.REST, Meaning.APART)]
    sentences = [sentence for sentence in Text(text).sentences if may_ask(text[sentence.start : sentence.end])]
    lost = [s for s in sentences if any(start <= s.start and s.end <= end for start, end in silent)]
    assert not lost, [text[s.start : s.end] for s in lost]
