"""The marks that begin list items: found with their places, and kept only where they make a consistent sequence.

A mark at the beginning of a line is strong. One inside a line ("councils3. Of", "(i) 2017 (ii) 2018") counts only as a
member of a run that starts at its first value and goes up by one. Values: 1.. for numbers, letters and roman numerals.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from classifiers.splitting.passages import Line, wrapped_number


class Marker(NamedTuple):
    """A mark at text[start:end] of kind number, letter, roman, double, compound or bullet; `written` for the label."""

    start: int
    end: int
    kind: str
    style: str
    value: int
    written: str
    opens: bool
    indent: int = 0
    roman: int = 0


NUMERALS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx"
ROMAN = {numeral: value for value, numeral in enumerate(NUMERALS.split(), 1)}
HIGHEST = 199
NUMBER_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
# Marks that may stand one behind the other: "2. (a) i. -".
MOST_TOGETHER = 4

# "Question 1:", "Q1.", "FOI Q1.", "Request 1", "Part 2)" and such, with or without punctuation.
NAMED = re.compile(
    r"[\"'“‘*_#]*(?P<name>(?:foi )?(?:q|question|request|query|ask|item|part(?=[ ]\d{1,2}\s?[.):–-]))(?: ?(?:no|number|"
    r"nr)\.?)?)[ .]?(?P<n>\d{1,3}|(?:one|two|three|four|five|six|seven|eight|nine|ten)(?=\s?[.):–-]))(?P<sub>[a-z]?)\b"
    r"(?:[*_]*\s?[.):,–-]+[*_]*|(?=\s*$)|(?=\s))\s*",
    re.I,
)
# "1a.", "5a.)", "(2b)", "3 a)": number and letter in one.
COMPOUND = re.compile(r"\(?(?P<n>\d{1,2})\.?(?P<sub>[a-z])(?:\s?[.):]+|\s?[-–](?=\s)|(?=\s+[A-Z]))\s*")
# "A1.", "B2)": the letter of a section and the number within it.
SECTIONED = re.compile(r"\(?(?P<letter>[A-Z])(?P<n>\d{1,2})(?:\s?[.):]+|\s[-–](?=\s)|(?=\s+[A-Z][a-z]))\s*")
# "1.1", "2.3.1)".
DECIMAL = re.compile(r"(?P<n>\d{1,2}(?:\.\d{1,2}){1,3})(?:[.):]\s*|\s+)(?=[A-Za-z\"'“‘(])")
# "1.", "1)", "(1)", "[1]", "1:", "1 -", "1-", "1,".
NUMBER = re.compile(
    r"(?P<open>[(\[]?)(?P<n>\d{1,3})(?P<punct>\s?[)\]]\.?|\.\)|\.(?!\d)|:(?!\d)|\s?[-–—](?![\d-])|[,/](?=\s)|\s?\|)\s*"
)
# "1 The yearly count": a bare number, believed only in sequence; "6 May" only where 5 came before and no year follows.
BARE = re.compile(r"(?P<n>\d{1,2})[ \t\u00a0]+(?=[A-Z\"'“‘])")
# "3. June 2025": a date in spite of its stop.
A_DATE = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6},? (?:19|20)\d\d\b(?!\s*[?:])", re.I)
A_MONTH = re.compile(r"(?:May|March)\b", re.I)
A_DAY = re.compile(
    r"(?:(?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)\b(?!\s+(?:the|your|any|i|we|it|this|that|each|all|some|there|"
    r"you|they|a|an|someone|anyone|officers?|staff|councils?|members?|residents?|people)\b))",
    re.I,
)
# "#1 How many", "#2: Who".
HASH = re.compile(r"#\s?(?P<n>\d{1,3})(?:\s?[.):,–-]+\s*|\s+)(?=\S)")
# "a)", "(a)", "a.", "A:", "a -" and doubled "aa)".
LETTER = re.compile(
    r"(?P<open>[(\[]?)(?P<n>[A-Za-z]|[a-z](?=[a-z][.)])[a-z])(?P<punct>\s?[)\]]\.?|\.\)?(?![a-zA-Z]\.)|:|"
    r"\s[-–](?=\s))\s*"
)
# "i)", "(iv)", "ii.".
ROMAN_MARK = re.compile(r"(?P<open>[(\[]?)(?P<n>[ivx]{1,5}|[IVX]{1,5})(?P<punct>\s?[)\]]\.?|\.|:|\s[-–](?=\s))\s*")
BULLET = re.compile(r"(?P<glyph>[•·●▪◦‣∙■□➢►✓~]|\*(?!\*)|[-–—](?=\s|[A-Za-z(])|o(?=[ \t]+[A-Z]))[ \t\u00a0]*")
# A dash or bullet that only decorates the number behind it: "- 1 Does", "* 2. How".
DECORATION = re.compile(
    r"\|[ \t]*(?=\d{1,2}[.)]?[ \t]*\|)|[-–—*•·#>\"'“‘]+[ \t]+(?=\(?(?:\d{1,2}[.): ]|Q\d))|[\"'“‘*_]+(?=\(?\d{1,2}[.)])"
)

# How any of these marks begins: a cheap first look.
MAY_BEGIN = re.compile(
    r"[^\w\s]|\d|[a-z]\d|[a-z]{1,2}\s?[.):\]–-]|[ivx]{3,5}\s?[.):\]–-]|o\s|(?:foi )?(?:q|question|request|query|ask|"
    r"item|part)\b",
    re.I,
)
# Places inside a line where an item may begin: after a space or a stop, or glued to the end of a word.
INLINE_NUMBER = re.compile(
    r"(?:(?<=[\s:;,.?!–-])|(?<=[a-z)\]?.!;\"”’'])|(?<=\b20\d\d))(?P<open>\(|Q(?:uestion )?|)(?P<n>\d{1,2})"
    r"(?P<punct>\)|\.(?!\d)|:(?!\d)|\s[-–](?=\s))\s*(?=[A-Za-z\"'“‘(£])"
)
INLINE_LETTER = re.compile(
    r"(?<=[\s:;,.?!])(?P<open>\(?)(?P<n>[a-zA-Z]|[ivx]{2,5})(?P<punct>\)|\.(?=[a-zA-Z ]{3})|"
    r":(?=\s))\s*(?=[\w\"'“‘(£])"
)
INLINE_BULLET = re.compile(
    r"(?:(?<=[\s:;.?!])|(?<=\w))(?P<glyph>[•●▪◦‣∙·])\s*|(?<=\s)(?P<glyph2>o)\s(?=[A-Z\d])|"
    r"(?P<glyph3>(?<=[\s:a-z])[-–])\s(?=[A-Za-z])"
)
# A word before a number that makes it a reference and no mark: "question (1)", "YES to (8)", "section 2)".
REFERS = re.compile(
    r"\b(?:questions?|q|qs|to|section|sections|part|item|items|point|paragraph|para|page|figure|table|"
    r"schedule|see|annex|class|article|rule|regulation|and|or|in|number|no)\s*$",
    re.I,
)


def markers_of(text: str, lines: list[Line]) -> list[Marker]:
    """All marks of list items, in order and not overlapping."""
    found: list[Marker] = []
    before = None
    for line in lines:
        opening = list(opening_marks(text, line))
        if opening and before is not None and wrapped_number(text, before, line):
            opening = []
        before = line
        found += opening
        found += inline_marks(text, opening[-1].end if opening else line.start, line.end, bool(opening))
    return in_sequence(text, without_addresses(believable_bare(found)))


def opening_marks(text: str, line: Line) -> Iterator[Marker]:
    """The marks with which a line begins: "2. a." gives two."""
    at = line.start
    for _ in range(MOST_TOGETHER):
        if at >= line.end:
            return
        decoration = DECORATION.match(text, at, line.end)
        mark = mark_at(text, decoration.end() if decoration else at, line)
        if mark is None:
            return
        yield mark if mark.start == at else mark._replace(start=at)
        if mark.kind in ("bullet", "compound", "bare") or mark.end <= at:
            return
        at = mark.end


def mark_at(text: str, at: int, line: Line) -> Marker | None:
    """The mark at a place, the most telling form first."""
    if not MAY_BEGIN.match(text, at, line.end):
        return None
    for read in (named, hashed, compound, sectioned, decimal, number, letter, bare, bullet):
        if mark := read(text, at, line):
            return mark
    return None


def named(text: str, at: int, line: Line) -> Marker | None:
    found = NAMED.match(text, at, line.end)
    if not found or (at != line.start and not text[at : at + 1].isupper()):
        return None
    name, n, sub = found["name"], found["n"], found["sub"]
    value = int(n) if n.isdigit() else NUMBER_WORDS.index(n.lower())
    written = ("Q" if re.search(r"\bq$", name.strip(), re.I) else "") + (n if n.isdigit() else str(value)) + sub
    return Marker(at, found.end(), "compound" if sub else "number", "named", value, written, True, line.indent)


def hashed(text: str, at: int, line: Line) -> Marker | None:
    found = HASH.match(text, at, line.end)
    return Marker(at, found.end(), "number", "#", int(found["n"]), found["n"], True, line.indent) if found else None


def compound(text: str, at: int, line: Line) -> Marker | None:
    found = COMPOUND.match(text, at, line.end)
    if not found:
        return None
    value = int(found["n"]) * 100 + ord(found["sub"]) - 96
    return Marker(at, found.end(), "compound", "compound", value, found["n"] + found["sub"], True, line.indent)


def sectioned(text: str, at: int, line: Line) -> Marker | None:
    found = SECTIONED.match(text, at, line.end)
    if not found:
        return None
    value, written = (ord(found["letter"]) - 64) * 100 + int(found["n"]), found["letter"] + found["n"]
    return Marker(at, found.end(), "compound", "sectioned", value, written, True, line.indent)


def decimal(text: str, at: int, line: Line) -> Marker | None:
    found = DECIMAL.match(text, at, line.end)
    if not found:
        return None
    first, last = found["n"].split(".")[0], found["n"].split(".")[-1]
    return Marker(at, found.end(), "compound", "decimal", int(first) * 100 + int(last), found["n"], True, line.indent)


def number(text: str, at: int, line: Line) -> Marker | None:
    found = NUMBER.match(text, at, line.end)
    if not found or not 0 < int(found["n"]) <= HIGHEST or (found["open"] and found["punct"].strip()[0] not in ")]"):
        return None
    style = found["open"] + found["punct"].strip()
    if style == "." and A_DATE.match(text, found.end(), line.end):
        return None
    return Marker(at, found.end(), "number", style, int(found["n"]), found["n"], True, line.indent)


def bare(text: str, at: int, line: Line) -> Marker | None:
    """A bare number; one that may be the day of a date has the style "day"."""
    found = BARE.match(text, at, line.end)
    if not found or A_DAY.match(text, found.end(), line.end):
        return None
    style = "day" if A_MONTH.match(text, found.end(), line.end) else "bare"
    return Marker(at, found.end(), "bare", style, int(found["n"]), found["n"], True, line.indent)


def letter(text: str, at: int, line: Line) -> Marker | None:
    """A letter or a roman numeral; where it may be either, `roman` holds the numeral's value."""
    found = LETTER.match(text, at, line.end) or ROMAN_MARK.match(text, at, line.end)
    if not found or (found["open"] and found["punct"].strip()[0] not in ")]"):
        return None
    written = found["n"]
    style = found["open"] + found["punct"].strip()
    value, roman = alphabetical(written), ROMAN.get(written.lower(), 0)
    if not value and not roman:
        return None
    kind = "letter" if len(written) == 1 else "roman" if roman else "double"
    if found["punct"].strip() in (":", "-", "–") and not written.isupper():
        return None
    return Marker(at, found.end(), kind, style, value or roman, written, True, line.indent, roman)


def alphabetical(written: str) -> int:
    """a is 1; doubled letters (aa) count like single ones; 0 for anything else."""
    low = written.lower()
    return (
        ord(low[0]) - 96
        if len(set(low)) == 1 and len(low) <= 2 and low.isascii() and low.isalpha() and (len(low) == 1 or low != "ii")
        else 0
    )


def bullet(text: str, at: int, line: Line) -> Marker | None:
    found = BULLET.match(text, at, line.end)
    if not found or found.end() >= line.end:
        return None
    glyph = "-" if found["glyph"] in "-–—" else found["glyph"]
    return Marker(at, found.end(), "bullet", glyph, 0, "", True, line.indent)


def inline_marks(text: str, start: int, end: int, after_mark: bool) -> list[Marker]:
    """Marks that may begin items inside a line; `in_sequence` decides which do."""
    found = [
        m
        for m in (
            *inline_numbers(text, start, end),
            *inline_letters(text, start, end),
            *inline_bullets(text, start, end),
        )
        if m.start > start or after_mark
    ]
    found.sort(key=lambda m: (m.start, m.end))
    kept: list[Marker] = []
    for mark in found:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def refers(text: str, at: int) -> bool:
    before = text[max(0, at - 14) : at]
    word = REFERS.search(before)
    return bool(word) and word.group().strip().lower() not in ("and", "or", "in") if word else False


def inline_numbers(text: str, start: int, end: int) -> Iterator[Marker]:
    for found in INLINE_NUMBER.finditer(text, start, end):
        if not refers(text, found.start()) and int(found["n"]) > 0:
            style = "named" if found["open"].startswith("Q") else found["open"] + found["punct"]
            yield Marker(found.start(), found.end(), "number", style, int(found["n"]), found["n"], False)


def inline_letters(text: str, start: int, end: int) -> Iterator[Marker]:
    for found in INLINE_LETTER.finditer(text, start, end):
        written = found["n"]
        value, roman = alphabetical(written), ROMAN.get(written.lower(), 0)
        if refers(text, found.start()) or not (value or roman):
            continue
        if found["punct"] == ":" and not written.isupper():
            continue
        kind = "letter" if len(written) == 1 else "roman"
        yield Marker(
            found.start(), found.end(), kind, found["open"] + found["punct"], value or roman, written, False, 0, roman
        )


def inline_bullets(text: str, start: int, end: int) -> Iterator[Marker]:
    for found in INLINE_BULLET.finditer(text, start, end):
        glyph = found["glyph"] or found["glyph2"] or "-"
        yield Marker(found.start(), found.end(), "bullet", glyph, 0, "", False)


def believable_bare(found: list[Marker]) -> list[Marker]:
    """Bare numbers only where the numbers at line starts around them run on: 1, 2, 3 or a gap in a dotted list."""
    numbers = [m for m in found if m.opens and m.kind in ("bare", "number")]
    kept: set[int] = set()
    for before, mark, after in zip([None, *numbers], numbers, [*numbers[1:], None], strict=False):
        follows = (
            before is not None and mark.value == before.value + 1 and (before.kind == "number" or before.start in kept)
        )
        leads = after is not None and after.value == mark.value + 1 and mark.value == 1 and mark.style != "day"
        if mark.kind == "bare" and (follows or leads):
            kept.add(mark.start)
    return [
        m._replace(kind="number", style="bare") if m.kind == "bare" else m
        for m in found
        if m.kind != "bare" or m.start in kept
    ]


def without_addresses(found: list[Marker]) -> list[Marker]:
    """The marks without a number and letter that stand alone: "29b Quay Lane" below a name."""
    numbers = {0, *(m.value // 100 if m.kind == "compound" else m.value for m in found if m.kind != "bullet")}
    joint = {(m.style, m.value) for m in found if m.kind == "compound"}

    def in_company(mark: Marker) -> bool:
        beside = {mark.value - 1, mark.value + 1, mark.value - 100, mark.value + 100}
        return any((mark.style, value) in joint for value in beside)

    def led_up_to(mark: Marker) -> bool:
        return mark.style == "compound" and (mark.value // 100 == 1 or mark.value // 100 - 1 in numbers)

    return [m for m in found if m.style not in ("compound", "sectioned") or led_up_to(m) or in_company(m)]


def in_sequence(text: str, found: list[Marker]) -> list[Marker]:
    """Line-start marks, and inline marks that belong to a run of at least two from the first value up."""
    opened = {(key, value) for mark in found if mark.opens for key, value in readings(mark)}
    kept = {position for position, mark in enumerate(found) if mark.opens and not may_be_initial(found, position)}
    runs: dict[tuple[str, str], tuple[int, int]] = {}
    for position, mark in enumerate(found):
        for key, value in readings(mark):
            if not mark.opens and value > 1 and (key, value) in opened and found_opens(found, runs.get(key)):
                continue
            if follows_run(runs.get(key), value):
                kept |= {position, runs[key][1]}
            elif not (mark.opens or value == 1):
                continue
            runs[key] = (value, position)
    kept |= inline_bullet_runs(text, found)
    return [mark for position, mark in enumerate(found) if position in kept]


def may_be_initial(found: list[Marker], position: int) -> bool:
    """A capital letter with a dot that begins a line, "A. Smith": believed only in a run, or right behind a number."""
    mark = found[position]
    behind = position > 0 and found[position - 1].end == mark.start
    return mark.kind == "letter" and mark.written.isupper() and mark.style == "." and not behind


def found_opens(found: list[Marker], run: tuple[int, int] | None) -> bool:
    """Whether the run so far stands at line starts."""
    return run is not None and found[run[1]].opens


def follows_run(run: tuple[int, int] | None, value: int) -> bool:
    return run is not None and value == run[0] + 1


def readings(mark: Marker) -> Iterable[tuple[tuple[str, str], int]]:
    """The runs a mark may belong to, with its value in each."""
    if mark.kind == "bullet":
        return ()
    if mark.kind == "letter" and mark.roman:
        return ((("letter", mark.style), mark.value), (("roman", mark.style), mark.roman))
    return (((mark.kind, mark.style), mark.value),)


def inline_bullet_runs(text: str, found: list[Marker]) -> set[int]:
    """Bullets inside lines: telling glyphs where they repeat or follow such bullets; dashes only after a colon."""
    kept: set[int] = set()
    counts: dict[str, int] = {}
    for mark in found:
        if mark.kind == "bullet":
            counts[mark.style] = counts.get(mark.style, 0) + 1
    dashes = False
    for position, mark in enumerate(found):
        if mark.kind != "bullet" or mark.opens:
            dashes = False
            continue
        if mark.style == "-":
            dashes = dashes or text[max(0, mark.start - 3) : mark.start].rstrip().endswith(":")
            if dashes:
                kept.add(position)
        elif counts[mark.style] > 1:
            kept.add(position)
    return kept
