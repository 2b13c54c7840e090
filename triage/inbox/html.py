"""HTML to plain text, with the numbers a reader would have seen beside list items (promise 4).

resiliparse numbers every ordered list from 1; a list that starts at 4, or runs a, b, c, is given its own labels first.
"""

import re
from itertools import count

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import DocumentNode, ElementNode, HTMLTree

TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?\b(lower-alpha|lower-latin|upper-alpha|upper-latin|[a-z]+-roman)")
ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
SAME_TWICE = re.compile(r"(\S+) +\((?:mailto:|https?://)?\1/?\)")
INNER_BLANKS = re.compile(r"(?<=\S) {2,}(?=\S)")
OPENING = ("p", "div", "span", "font", "b", "strong")
MOST_LISTS, MOST_ITEMS = 100, 300  # beyond these it is no letter, and moving elements about costs minutes


def text_of(html: str) -> str:
    """The text a reader of this HTML sees: paragraphs, list labels, tables, link targets; no scripts or styles."""
    tree = HTMLTree.parse(html.replace("\0", ""))
    if tree.document is None:
        return ""
    lists = tree.document.get_elements_by_tag_name("ol")
    for ordered in list(lists) if len(lists) <= MOST_LISTS else []:
        _label(tree.document, ordered)
    text = extract_plain_text(tree, preserve_formatting=True, list_bullets=True, links=True)
    return SAME_TWICE.sub(r"\1", INNER_BLANKS.sub(" ", text)).strip("\n")


def label(number: int, style: str) -> str:
    """The label of a list item: label(4, "lower-roman") is "iv"."""
    if style.endswith("roman") and 0 < number < 4000:
        written = _roman(number)
    elif style.endswith(("alpha", "latin")) and number > 0:
        written = _letters(number)
    else:
        return str(number)
    return written.upper() if style.startswith("upper") else written


def _label(page: DocumentNode, ordered: ElementNode) -> None:
    """Write the labels of one list into its items, where they are not 1, 2, 3 …, and make plain blocks of it."""
    if ordered.child_element_count > MOST_ITEMS:
        return
    items = [child for child in ordered.children if child.local_name == "li"]
    style, start = _style(ordered), _number(ordered.get_attribute("start"), 1)
    plain = start == 1 and not style and not any(item.has_attribute("value") for item in items)
    if plain or ordered.has_attribute("reversed"):
        return
    numbers = count(start)
    for item in items:
        if item.has_attribute("value"):
            numbers = count(_number(item.get_attribute("value"), 1))
        _first_words(item).prepend(page.create_text_node(f"{label(next(numbers), style)}. "))
        _rename(page, item)
    _rename(page, ordered)


def _first_words(item: ElementNode) -> ElementNode:
    """The innermost element that the item's text begins in, so that the label stands on the same line."""
    while (first := item.first_child) is not None and isinstance(first, ElementNode) and first.local_name in OPENING:
        item = first
    return item


def _rename(page: DocumentNode, element: ElementNode) -> None:
    """Make a plain block of an item or list, so that it is not numbered a second time."""
    block = page.create_element("div")
    element.before(block)
    block.append(*list(element.child_nodes))
    element.remove()


def _style(ordered: ElementNode) -> str:
    kind = ordered.get_attribute("type") or ""
    if kind in TYPES:
        return TYPES[kind]
    found = STYLE.search((ordered.get_attribute("style") or "").lower())
    return found[1] if found else ""


def _number(written: str | None, otherwise: int) -> int:
    return int(written) if written and re.fullmatch(r"-?\d{1,6}", written) else otherwise


def _letters(number: int) -> str:
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _roman(number: int) -> str:
    written = ""
    for value, numeral in ROMAN:
        times, number = divmod(number, value)
        written += numeral * times
    return written
