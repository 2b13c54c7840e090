"""The paragraphs of a Word document, with the numbers that Word shows beside list items but does not store as text.

Office Open XML (ECMA-376 part 1): numbering in section 17.9, paragraphs in 17.3.1.
"""

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from triage.inbox.html import label

STYLES = {
    "lowerLetter": "lower-alpha",
    "upperLetter": "upper-alpha",
    "lowerRoman": "lower-roman",
    "upperRoman": "upper-roman",
}
DEEPEST_LEVEL = 8


def paragraphs(content: bytes) -> Iterator[str]:
    """Each paragraph's text in reading order, tables and text boxes included, list labels in front."""
    document = Document(io.BytesIO(content))
    numbering = _Numbering(document)
    for paragraph in document.element.body.iter(qn("w:p")):
        if not _is_fallback(paragraph):
            words = _text(paragraph)
            yield numbering.label(paragraph) + words if words.strip() else words


class _Numbering:
    """The labels of list items, counted as Word counts them: one counter for each list and level."""

    def __init__(self, document: Any) -> None:
        self._levels, self._lists = _levels(document)
        self._styles = {style.element.styleId: style.element for style in document.styles}
        self._counted: dict[str, list[int]] = defaultdict(lambda: [0] * (DEEPEST_LEVEL + 1))

    def label(self, paragraph: Any) -> str:
        list_id, level = self._place(paragraph)
        abstract = self._lists.get(list_id, "")
        if (abstract, level) not in self._levels:
            return ""
        counters = self._counted[list_id]
        start, _, pattern = self._levels[abstract, level]
        counters[level] = counters[level] + 1 if counters[level] else start
        counters[level + 1 :] = [0] * (DEEPEST_LEVEL - level)
        return re.sub(r"%(\d)", lambda found: self._number(abstract, counters, int(found[1]) - 1), pattern) + " "

    def _number(self, abstract: str, counters: list[int], level: int) -> str:
        start, kind, _ = self._levels.get((abstract, level), (1, "decimal", ""))
        return label(counters[level] or start, STYLES.get(kind, ""))

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """(list id, level) of the paragraph itself, else of its style; ("", 0) where it is in no list."""
        style = _first(paragraph, "w:pPr/w:pStyle")
        owners = [paragraph, self._styles.get(style.get(qn("w:val"))) if style is not None else None]
        for owner in owners:
            number = _first(owner, "w:pPr/w:numPr/w:numId") if owner is not None else None
            if number is not None:
                level = _first(owner, "w:pPr/w:numPr/w:ilvl")
                depth = int(level.get(qn("w:val"), "0")) if level is not None else 0
                return number.get(qn("w:val"), ""), min(max(depth, 0), DEEPEST_LEVEL)
        return "", 0


def _levels(document: Any) -> tuple[dict[tuple[str, int], tuple[int, str, str]], dict[str, str]]:
    """What each (abstract list, level) looks like: (start, kind, pattern); and which abstract list a list follows."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}, {}
    levels = {}
    for abstract in root.findall(qn("w:abstractNum")):
        for level in abstract.findall(qn("w:lvl")):
            place = abstract.get(qn("w:abstractNumId")), int(level.get(qn("w:ilvl"), "0"))
            levels[place] = int(_value(level, "w:start") or 1), _value(level, "w:numFmt"), _pattern(level)
    lists = {number.get(qn("w:numId")): _value(number, "w:abstractNumId") for number in root.findall(qn("w:num"))}
    return levels, lists


def _pattern(level: Any) -> str:
    """ "%1." or, for a bullet, which Word stores as a character of a symbol font, a plain one."""
    return "•" if _value(level, "w:numFmt") == "bullet" else _value(level, "w:lvlText")


def _value(element: Any, name: str) -> str:
    found = element.find(qn(name))
    return str(found.get(qn("w:val"), "")) if found is not None else ""


def _first(element: Any, path: str) -> Any:
    return element.find("/".join(qn(step) for step in path.split("/")))


def _text(paragraph: Any) -> str:
    """The words of one paragraph without those of a text box in it, which is a paragraph of its own."""
    words = []
    for run in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:noBreakHyphen")):
        if next(run.iterancestors(qn("w:p")), None) is paragraph and run.getparent().tag != qn("w:tabs"):
            words.append(_WRITTEN.get(run.tag) or run.text or "")
    return "".join(words)


def _is_fallback(paragraph: Any) -> bool:
    """Whether it is the second copy of a text box, kept for old programs."""
    return any(ancestor.tag.endswith("}Fallback") for ancestor in paragraph.iterancestors())


_WRITTEN = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
